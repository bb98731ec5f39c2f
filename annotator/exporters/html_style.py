"""The style sheet of the HTML page: light and dark as the reader's system has it, grey in print."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.exporters.choices import Choices
from annotator.exporters.marking import Marking
from annotator.model.tag import Look, Underline
from annotator.ooxml.mark_styles import UNTAGGED, rgb

_DARK_UNTAGGED = Look("#4A4A4A", "#D0D0D0")
_PATTERNS = {
    Underline.SINGLE: "solid",
    Underline.DOTTED: "dotted",
    Underline.DOUBLE: "double",
    Underline.WAVE: "wavy",
    Underline.DASH: "dashed",
    Underline.THICK: "solid",
}
_THICK = {Underline.THICK: "4px", Underline.DOUBLE: "auto"}
# CSS has no line of dots and dashes, so that one is painted
_DOTS_AND_DASHES = (
    "text-decoration:none;background-image:repeating-linear-gradient(90deg,var(--line) 0 8px,"
    "transparent 8px 11px,"
    "var(--line) 11px 13px,transparent 13px 16px);background-size:100% 2px;background-repeat:no-repeat;"
    "background-position:0 100%;padding-bottom:.1em"
)

_PAGE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--soft:#4d4d4d;--rule:#b8b8b8;--panel:#f5f5f5;
--accent:#1f4e8c}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:42rem;background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 Palatino,"Palatino Linotype",P052,Georgia,serif;overflow-wrap:break-word}
header,footer,section{font-family:Arial,Helvetica,"Liberation Sans",sans-serif;line-height:1.45}
h1{font-size:1.9rem;line-height:1.15;margin:.2rem 0 .6rem}
h2{font-size:1.25rem;line-height:1.3;margin:2.2rem 0 .6rem}
h3{font-size:1.1rem;margin:1.6rem 0 .4rem}
h4,h5,h6{font-size:1rem;margin:1.4rem 0 .3rem}
a{color:var(--accent)}
a:focus-visible,.wide:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.kicker{margin:0;color:var(--soft);font-weight:bold;letter-spacing:.02em}
.byline{margin:.2rem 0;font-style:italic}
.meta,.hint,.quiet,footer{color:var(--soft);font-size:.875rem}
.meta,.hint{margin:.25rem 0}
footer{border-top:1px solid var(--rule);margin-top:3rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
.key{margin:.5rem 0;font-size:.9375rem}
.key div{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.25rem 1rem;padding:.35rem 0;
border-top:1px solid var(--rule)}
.key dt{font-weight:bold}.key dd{margin:0}
article{position:relative;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);
margin:2rem 0;padding:.5rem 0}
article p,article li,article blockquote{white-space:pre-wrap}
article .wrapped{white-space:normal}
article pre{white-space:pre-wrap;background:var(--panel);padding:.75rem;font-size:.875rem}
blockquote{margin:1rem 1.5rem}
.list{list-style:none;padding:0}
.list li{margin:.25rem 0;padding-inline-start:1.5rem}
.list .l1{padding-inline-start:3rem}.list .l2{padding-inline-start:4.5rem}
.list .l3{padding-inline-start:6rem}.list .l4,.list .l5,.list .l6{padding-inline-start:7.5rem}
.marker{color:var(--soft);font-variant-numeric:tabular-nums}
.caption,.endnote,.picture{font-size:.9375rem;color:var(--soft)}
.picture{border:1px dashed var(--rule);padding:.75rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{border:1px solid var(--rule);padding:.4rem .5rem;text-align:start;vertical-align:top}
thead th{background:var(--panel)}
td p,th p{margin:.15rem 0}
tr:target{outline:3px solid var(--accent);outline-offset:-3px}
mark{color:inherit;background-color:transparent;padding:.05em 0;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark a{color:inherit}
.m:target mark{outline:2px solid var(--accent)}
.sign{unicode-bidi:isolate;
font:bold .6875rem/1 Arial,Helvetica,"Liberation Sans",sans-serif;vertical-align:super;
text-decoration:none;color:var(--ink);padding:.2em .1em .2em .2em;border-radius:3px;white-space:nowrap}
.note{display:none;white-space:normal}
.m:hover>.note,.sign:focus+.note{display:block;position:fixed;z-index:2;inset-inline:1rem;bottom:1rem;
max-height:45vh;overflow:auto;margin:0 auto;max-width:38rem;padding:.75rem 1rem;background:var(--panel);
color:var(--ink);border:1px solid var(--ink);border-radius:6px;box-shadow:0 4px 18px rgba(0,0,0,.28);
font:.9375rem/1.45 Arial,Helvetica,"Liberation Sans",sans-serif;font-style:normal;text-align:start}
.m .m:hover>.note{z-index:3}
.m:has(.m:hover)>.note{display:none}
.note span{display:block;unicode-bidi:plaintext}
.note span:first-child{font-weight:bold;margin-bottom:.25rem}
.note span+span{margin-top:.3rem}
@media (min-width:84rem){
body{margin-inline:max(4rem,calc(50vw - 34rem)) auto}
.m:hover>.note,.sign:focus+.note{position:absolute;bottom:auto;width:20rem;max-height:70vh;margin:0}
html[dir=ltr] .note{left:calc(100% + 2.5rem)!important;right:auto!important}
html[dir=rtl] .note{right:calc(100% + 2.5rem)!important;left:auto!important}
}
"""
_DARK_PAGE = (
    """--paper:#1b1b1b;--ink:#ececec;--soft:#b5b5b5;--rule:#5a5a5a;--panel:#292929;--accent:#a9cbff"""
)
_PRINT = """
:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--rule:#777;--panel:#f0f0f0;--accent:#000}
@page{margin:2cm}
body{max-width:none;margin:0;padding:0;font-size:11pt}
.note,.skip,.hint{display:none!important}
a{color:inherit;text-decoration:none}
mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}
thead{display:table-header-group}
tr,.key div{break-inside:avoid}
h1,h2,h3,h4,h5,h6{break-after:avoid}
.wide{overflow:visible}
"""


def style_sheet(marking: Marking, choices: Choices) -> str:
    """Return the style sheet; the looks of tags are classes named by their place in `marking.styles`."""
    light, dark, grey = [], [], []
    for number, style in enumerate(marking.styles.values()):
        tag = style.tag
        light.append(f".t{number}{{{_colours(tag.light if tag is not UNTAGGED else tag.print)}}}")
        dark.append(f".t{number}{{{_colours(tag.dark if tag is not UNTAGGED else _DARK_UNTAGGED)}}}")
        grey.append(f".t{number}{{{_colours(Look('#E6E6E6', '#000000'))}}}")
    shapes = "".join(_shapes(marking, choices))
    return (
        f"{_PAGE}{shapes}{''.join(light)}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_DARK_PAGE}}}{''.join(dark)}}}\n"
        f"@media print{{{_PRINT}{''.join(grey)}}}\n"
    )


def _shapes(marking: Marking, choices: Choices) -> Iterator[str]:
    if choices.shading:
        yield "mark{background-color:var(--fill)}\n"
    if not choices.underline:
        return
    for number, style in enumerate(marking.styles.values()):
        underline = style.tag.underline
        if underline is Underline.DOT_DASH:
            yield f".t{number}{{{_DOTS_AND_DASHES}}}\n"
            continue
        thickness = _THICK.get(underline, "2px")
        yield (
            f".t{number}{{text-decoration:underline {_PATTERNS[underline]} {thickness} var(--line);"
            "text-underline-offset:.2em;text-decoration-skip-ink:none}\n"
        )


def _colours(look: Look) -> str:
    return f"--fill:#{rgb(look.fill, 'E4E4E4')};--line:#{rgb(look.line, '404040')}"
