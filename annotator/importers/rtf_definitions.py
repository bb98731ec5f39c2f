"""What stands at the beginning of an RTF file: its fonts, styles and colours, each by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.importers.rtf_source import SYMBOL_CHARSET, charset_codec, code_page_codec

_FONT = re.compile(r"\\f(\d+)((?:[^;{}]|\{[^{}]*\})*);?")
_STYLE = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
_MARKUP = re.compile(r"\{[^{}]*\}|\\\*|\\'[0-9a-fA-F]{2}|\\[a-zA-Z]+-?\d* ?|[\r\n]+")
_NOT_OF_PARAGRAPHS = re.compile(r"\\(?:cs|ds|ts|tsrowd)\d*(?![a-z])")
_COLOUR = re.compile(r"\\(red|green|blue)(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Font:
    """A font: how its bytes are read, and its name if they are symbols (else "")."""

    codec: str
    symbols: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style: its name, and its outline level from 0, 9 for body text."""

    name: str
    outline: int = 9


def read_fonts(table: str, codec: str) -> dict[int, Font]:
    """Return the fonts of a font table; `codec` is that of the document."""
    fonts: dict[int, Font] = {}
    for found in _FONT.finditer(table):
        said = found[2]
        charset = _number(said, "fcharset", 1)
        own = charset_codec(charset, codec)
        if page := _number(said, "cpg", 0):
            own = code_page_codec(page, own)
        name = _MARKUP.sub("", said).strip()
        fonts.setdefault(int(found[1]), Font(own, name if charset == SYMBOL_CHARSET else ""))
    return fonts


def read_styles(table: str) -> dict[int, ParagraphStyle]:
    """Return the paragraph styles of a stylesheet."""
    styles: dict[int, ParagraphStyle] = {}
    for found in _STYLE.finditer(table):
        said = found[1]
        if not _NOT_OF_PARAGRAPHS.search(said):
            name = _MARKUP.sub("", said).strip("; ")
            styles[_number(said, "s", 0)] = ParagraphStyle(name, _number(said, "outlinelevel", 9))
    return styles


def read_colours(table: str) -> list[str]:
    """Return the colours of a colour table as "#RRGGBB"; "" for the automatic one."""
    return [*_colours(table)]


def _colours(table: str) -> Iterator[str]:
    for entry in table.split(";"):
        parts = dict(_COLOUR.findall(entry))
        values = [min(int(parts.get(name, 0)), 255) for name in ("red", "green", "blue")]
        yield "#{:02X}{:02X}{:02X}".format(*values) if parts else ""


def _number(said: str, word: str, otherwise: int) -> int:
    found = re.search(rf"\\{word}(\d{{1,6}})", said)
    return int(found[1]) if found else otherwise
