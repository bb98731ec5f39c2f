"""What an element of a web page says of itself: hidden, bold, a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model.block import Format

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE = re.compile(r"\b(footnote|endnote|rearnote)\b")
_NOTES = re.compile(r"\b(footnotes|endnotes|rearnotes)\b")
_BACK = re.compile(r"\b(doc-backlink|footnote-backref|footnote-back|reversefootnote|mw-cite-backlink)\b")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(node: _Element) -> bool:
    """Tell whether a browser shows nothing of an element."""
    if node.get("hidden") is not None or (node.tag == "dialog" and node.get("open") is None):
        return True
    # saved by SingleFile, which marks what was not displayed
    return bool(_HIDDEN.search(node.get("style", ""))) or "sf-hidden" in node.get("class", "")


def styled(formats: frozenset[Format], style: str) -> frozenset[Format]:
    """Return the formats after an element's own style was heeded, as office programs write it."""
    found = set(formats)
    for name, value in _declarations(style):
        if name == "font-weight":
            _set(found, Format.BOLD, value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600))
        elif name == "font-style":
            _set(found, Format.ITALIC, value in ("italic", "oblique"))
        elif name in ("text-decoration", "text-decoration-line"):
            _set(found, Format.UNDERLINE, "underline" in value)
            _set(found, Format.STRIKE, "line-through" in value)
        elif name == "vertical-align" and value in ("super", "sub"):
            found.add(Format.SUPERSCRIPT if value == "super" else Format.SUBSCRIPT)
    return frozenset(found)


def _set(formats: set[Format], item: Format, on: bool) -> None:
    (formats.add if on else formats.discard)(item)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        yield name.strip(), value.replace("!important", "").strip()


def is_note(node: _Element) -> bool:
    """Tell whether an element holds one footnote or endnote."""
    kind = f"{node.get('epub:type', '')} {node.get('role', '').replace('doc-', '')}"
    return bool(_NOTE.search(kind))


def is_notes(node: _Element) -> bool:
    """Tell whether an element holds a list of footnotes or endnotes."""
    kind = f"{node.get('epub:type', '')} {node.get('role', '').replace('doc-', '')} {node.get('class', '')}"
    return bool(_NOTES.search(kind))


def leads_back(node: _Element) -> bool:
    """Tell whether an element is the arrow that leads from a note to its place in the text."""
    return bool(_BACK.search(f"{node.get('role', '')} {node.get('class', '')}"))
