"""WordprocessingML as text: joined strings are several times faster than a tree for a whole book.

Everything that goes between two tags passes `escaped` or `attribute`, so that no note can become markup and
nothing gets in that XML 1.0 forbids.
"""

from __future__ import annotations

import re

from annotator.text.normalize import xml_safe

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' mc:Ignorable="w14 w15"'
)
"""The declarations of a root element whose parts this package writes."""

# what a w:t cannot hold as it is: it would be folded into a blank or shown as a hard hyphen
_ELEMENTS = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>"}
_SPECIAL = re.compile("([\n\t\u00ad])")
_SPECIAL_WRAPPED = re.compile("([\t\u00ad])")


def escaped(text: str) -> str:
    """Return `text` as XML character data; what no XML document can hold is left out."""
    if not text.isprintable():  # of what can be printed, XML can hold all
        text = xml_safe(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return `text` as it stands between the quotes of an attribute, on one line."""
    plain = escaped(text).replace('"', "&quot;")
    return plain.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def lines(text: str) -> str:
    r"""Return `text` with "\n" as its only line end, as a text box of any system may have left it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def run_content(text: str, *, wrapped: bool = False) -> str:
    r"""Return the children of a run that show `text`: w:t, and w:br, w:tab, w:softHyphen where they belong.

    In `wrapped` text a "\n" stays white space inside w:t, which every word processor shows as one blank.
    """
    special = _SPECIAL_WRAPPED if wrapped else _SPECIAL
    if not special.search(text):
        return _text(text) if text else ""
    parts = []
    for number, part in enumerate(special.split(text)):
        if number % 2:
            parts.append(_ELEMENTS[part])
        elif part:
            parts.append(_text(part))
    return "".join(parts)


def _text(text: str) -> str:
    # blanks at the ends and blanks in a row would be lost; most texts have neither
    kept = ' xml:space="preserve"' if "  " in text or text != text.strip() or "\n" in text else ""
    return f"<w:t{kept}>{escaped(text)}</w:t>"


def run(text: str, properties: str = "", *, wrapped: bool = False) -> str:
    """Return a run of `text`; `properties` are the children of its w:rPr in the order of the schema."""
    content = run_content(text, wrapped=wrapped)
    if not content:
        return ""
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of ready-made runs; `properties` follow the style in w:pPr."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inside}{content}</w:p>"


def field(instruction: str, shown: str, properties: str = "") -> str:
    """Return a field with its cached result, so that no program has to update it before it reads well."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{look}{run_content(shown)}</w:r>"
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )
