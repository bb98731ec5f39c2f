"""The character styles of marks in Word: one per tag, so that a reader can restyle all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.model.tag import Look, Tag, Underline
from annotator.ooxml.markup import attribute
from annotator.text.normalize import one_line, xml_safe

LABEL_STYLE = "ClaimlightLabel"
"""Id of the style of the labels after passages: what has it is ours and never the article's text."""

UNTAGGED = Tag(
    id="",
    name="No tag",
    letter="",
    print=Look("#E4E4E4", "#595959"),
    underline=Underline.DASH,
    position=10_000,
)
"""Stands in for a tag that was not chosen, or is not in the codebook."""

_NAME_LENGTH = 80
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """A character style: its id (unique, ASCII), its name as Word shows it, and the tag it stands for."""

    id: str
    name: str
    tag: Tag


def mark_styles(tags: Iterable[Tag], taken: Iterable[str] = ()) -> Mapping[str, MarkStyle]:
    """Return the style of each tag by `Tag.id`, and under "" the one for marks without a tag.

    Names follow the tags ("Claimlight Fact"); neither ids nor names collide with one another, with the
    label's, or with `taken` (ids and names a document has already).
    """
    used = {"claimlightlabel", "claimlight label", *(item.lower() for item in taken)}
    found = {}
    for tag in (*tags, UNTAGGED):
        words = re.findall("[A-Za-z0-9]+", tag.id)
        stem = "".join(word[:1].upper() + word[1:] for word in words) or ("Untagged" if not tag.id else "Tag")
        # a comma separates aliases in a style's name
        shown = re.sub("[,;]", " ", one_line(xml_safe(tag.name)))[:_NAME_LENGTH] or stem
        style_id = _unused(f"Claimlight{stem[:_NAME_LENGTH]}", "", used)
        name = _unused(f"Claimlight {one_line(shown)}", " ", used)
        found[tag.id] = MarkStyle(style_id, name, tag)
    return found


def mark_style_xml(style: MarkStyle, *, shading: bool = True, underline: bool = True) -> str:
    """Return the w:style element: a fill behind the words, the tag's pattern under them, or either."""
    fill, line = rgb(style.tag.print.fill, "E4E4E4"), rgb(style.tag.print.line, "595959")
    look = f'<w:u w:val="{style.tag.underline.value}" w:color="{line}"/>' if underline else ""
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if shading else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val="{attribute(style.name)}"/><w:uiPriority w:val="10"/><w:qFormat/>'
        + (f"<w:rPr>{look}</w:rPr>" if look else "")
        + "</w:style>"
    )


def label_style_xml() -> str:
    """Return the w:style element of the labels: small, raised, bold, in a sans-serif face."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{LABEL_STYLE}">'
        '<w:name w:val="Claimlight Label"/><w:uiPriority w:val="11"/><w:qFormat/>'
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:b/><w:bCs/>'
        '<w:color w:val="404040"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )


def rgb(colour: str, otherwise: str) -> str:
    """Return "#RRGGBB" as OOXML writes it, or `otherwise` if it is no such colour."""
    found = _COLOUR.fullmatch(colour.strip())
    return found[1].upper() if found else otherwise


def _unused(wanted: str, joint: str, used: set[str]) -> str:
    name, number = wanted, 2
    while name.lower() in used:
        name, number = f"{wanted}{joint}{number}", number + 1
    used.add(name.lower())
    return name
