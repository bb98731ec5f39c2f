"""The styles of a Word file: what a paragraph is, and how its characters look, inherited along `basedOn`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.block import BlockKind
from annotator.ooxml.namespaces import W

if TYPE_CHECKING:
    from lxml import etree

_RUN_STYLE, _VALUE = f"{W}rStyle", f"{W}val"
_OFF = frozenset({"0", "false", "off"})
_NO_FILL = frozenset({"", "auto", "ffffff"})
_HIGHLIGHTS = {
    "yellow": "#FFFF00",
    "green": "#00FF00",
    "cyan": "#00FFFF",
    "magenta": "#FF00FF",
    "blue": "#0000FF",
    "red": "#FF0000",
    "darkBlue": "#000080",
    "darkCyan": "#008080",
    "darkGreen": "#008000",
    "darkMagenta": "#800080",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "darkGray": "#808080",
    "lightGray": "#C0C0C0",
    "black": "#000000",
}
_KINDS = {
    "title": (BlockKind.HEADING, 1),
    "subtitle": (BlockKind.HEADING, 2),
    "quote": (BlockKind.QUOTE, 0),
    "intense quote": (BlockKind.QUOTE, 0),
    "block text": (BlockKind.QUOTE, 0),
    "block quotation": (BlockKind.QUOTE, 0),
    "quotations": (BlockKind.QUOTE, 0),
    "caption": (BlockKind.CAPTION, 0),
    "html preformatted": (BlockKind.CODE, 0),
    "preformatted text": (BlockKind.CODE, 0),
    "source code": (BlockKind.CODE, 0),
}


class Look(NamedTuple):
    """How characters look; None where nothing is said and what stands below decides.

    Attributes:
        vertical: "superscript", "subscript" or "baseline".
        colour: of the fill or highlight behind them, "#RRGGBB"; "" for expressly none.
    """

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    underline: bool | None = None
    vertical: str | None = None
    colour: str | None = None

    def over(self, below: Look) -> Look:
        """Return this look where it says something, else the one below."""
        said = {name: value for name, value in self._asdict().items() if value is not None}
        return below._replace(**said)


PLAIN = Look()


def is_on(element: etree._Element) -> bool:
    """Tell whether an on/off property is on, as it is when it says nothing."""
    return element.get(f"{W}val", "1") not in _OFF


def read_look(properties: etree._Element | None) -> Look:
    """Return what a w:rPr says."""
    if properties is None or not len(properties):
        return PLAIN
    found: dict[str, bool | str] = {}
    for item in properties:
        if reader := _READERS.get(item.tag):
            name, value = reader(item)
            if name == "colour" and found.get("colour"):
                continue  # a highlight lies over a fill, whichever comes first
            found[name] = value
    return Look(**found) if found else PLAIN  # type: ignore[arg-type]  # each reader gives its field's type


def read_run_look(properties: etree._Element) -> tuple[str, Look]:
    """Return the character style a run's w:rPr names, "" for none, and what else it says."""
    if not len(properties):
        return "", PLAIN
    named: etree._Element | None = properties[0]
    if named is None or named.tag != _RUN_STYLE:  # it has to come first, and mostly does
        named = properties.find(_RUN_STYLE)
    elif len(properties) == 1:  # as with most runs that have any properties
        return named.get(_VALUE, ""), PLAIN
    return "" if named is None else named.get(_VALUE, ""), read_look(properties)


def _highlight(item: etree._Element) -> tuple[str, str]:
    return "colour", _HIGHLIGHTS.get(item.get(f"{W}val", ""), "")


def _fill(item: etree._Element) -> tuple[str, str]:
    fill = item.get(f"{W}fill", "").lower()
    return "colour", "" if fill in _NO_FILL or len(fill) != 6 else f"#{fill.upper()}"


_READERS = {
    f"{W}b": lambda item: ("bold", is_on(item)),
    f"{W}i": lambda item: ("italic", is_on(item)),
    f"{W}strike": lambda item: ("strike", is_on(item)),
    f"{W}dstrike": lambda item: ("strike", is_on(item)),
    f"{W}vanish": lambda item: ("hidden", is_on(item)),
    f"{W}u": lambda item: ("underline", item.get(f"{W}val", "single") != "none"),
    f"{W}vertAlign": lambda item: ("vertical", item.get(f"{W}val", "baseline")),
    f"{W}highlight": _highlight,
    f"{W}shd": _fill,
}


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph in this style is.

    Attributes:
        numbering: w:numId, "" for none; `depth` is its w:ilvl, None where the numbering decides.
        rtl: None where nothing is said.
    """

    id: str = ""
    name: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    numbering: str = ""
    depth: int | None = None
    rtl: bool | None = None
    look: Look = PLAIN


@dataclass(slots=True)
class _Raw:
    kind: str
    name: str
    based_on: str
    outline: int | None
    numbering: str | None
    depth: int | None
    rtl: bool | None
    look: Look


@dataclass(slots=True)
class Styles:
    """All styles of a file by id. A style that is not there, or has no name, looks like the default."""

    _raw: Mapping[str, _Raw] = field(default_factory=dict)
    default_paragraph: str = ""
    defaults: Look = PLAIN
    _paragraphs: dict[str, ParagraphStyle] = field(default_factory=dict)
    _characters: dict[str, Look] = field(default_factory=dict)

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """Return what a paragraph style makes of a paragraph; "" means the default style."""
        style_id = style_id if style_id in self._raw else self.default_paragraph
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._resolve(style_id)
        return self._paragraphs[style_id]

    def character(self, style_id: str) -> Look:
        """Return how a character style looks."""
        if style_id not in self._characters:
            looks = [raw.look for raw in self._chain(style_id) if raw.kind == "character"]
            self._characters[style_id] = reduce(lambda look, below: look.over(below), looks, PLAIN)
        return self._characters[style_id]

    def name(self, style_id: str) -> str:
        """Return a style's name in lower case, "" if it has none."""
        return self._raw[style_id].name if style_id in self._raw else ""

    def named(self, name: str, kind: str) -> str:
        """Return the id of the style with this name (or id), in any case; "" if there is none."""
        wanted = name.lower()
        for style_id, raw in self._raw.items():
            if raw.kind == kind and wanted in (raw.name, style_id.lower()):
                return style_id
        return ""

    def ids(self) -> frozenset[str]:
        """Return the ids of all styles."""
        return frozenset(self._raw)

    def _chain(self, style_id: str) -> Iterator[_Raw]:
        seen: set[str] = set()
        while style_id in self._raw and style_id not in seen:  # a circle of styles ends here
            seen.add(style_id)
            yield self._raw[style_id]
            style_id = self._raw[style_id].based_on

    def _resolve(self, style_id: str) -> ParagraphStyle:
        chain = list(self._chain(style_id))
        if not chain:
            return ParagraphStyle(style_id, look=self.defaults)
        kind, level = next((found for raw in chain if (found := _kind(raw))), (BlockKind.PARAGRAPH, 0))
        looks = [*(raw.look for raw in chain), self.defaults]
        return ParagraphStyle(
            style_id,
            chain[0].name,
            kind,
            level,
            next((raw.numbering for raw in chain if raw.numbering is not None), ""),
            next((raw.depth for raw in chain if raw.depth is not None), None),
            next((raw.rtl for raw in chain if raw.rtl is not None), None),
            reduce(lambda look, below: look.over(below), looks),
        )


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles in the root of word/styles.xml; None gives a file without any."""
    if root is None:
        return Styles()
    raw: dict[str, _Raw] = {}
    default = ""
    for item in root.iterchildren(f"{W}style"):
        style_id, kind = item.get(f"{W}styleId", ""), item.get(f"{W}type", "paragraph")
        raw.setdefault(style_id, _read_style(item, kind))
        if kind == "paragraph" and item.get(f"{W}default", "0") not in _OFF and not default:
            default = style_id
    defaults = read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    return Styles(raw, default, defaults)


def _read_style(item: etree._Element, kind: str) -> _Raw:
    outline = item.find(f"{W}pPr/{W}outlineLvl")
    number = item.find(f"{W}pPr/{W}numPr/{W}numId")
    depth = item.find(f"{W}pPr/{W}numPr/{W}ilvl")
    bidi = item.find(f"{W}pPr/{W}bidi")
    return _Raw(
        kind,
        _value(item.find(f"{W}name")).lower(),
        _value(item.find(f"{W}basedOn")),
        number_of(outline),
        _value(number) if number is not None else None,
        number_of(depth),
        None if bidi is None else is_on(bidi),
        read_look(item.find(f"{W}rPr")),
    )


def _kind(raw: _Raw) -> tuple[BlockKind, int] | None:
    """What one style of the chain says about a paragraph's kind; None leaves it to the next."""
    if raw.kind != "paragraph":
        return None
    word, _, digit = raw.name.partition(" ")
    if word == "heading" and digit.isdecimal() and 1 <= int(digit) <= 9:
        return BlockKind.HEADING, int(digit)
    if raw.name in _KINDS:
        return _KINDS[raw.name]
    if raw.outline is not None:
        return heading(raw.outline)
    return None


def heading(outline: int) -> tuple[BlockKind, int]:
    """Return what a w:outlineLvl makes of a paragraph: 0 to 8 are headings, 9 is body text."""
    return (BlockKind.HEADING, outline + 1) if 0 <= outline <= 8 else (BlockKind.PARAGRAPH, 0)


def number_of(element: etree._Element | None) -> int | None:
    """Return the whole number in an element's w:val, None if there is none."""
    value = _value(element)
    return int(value) if value.lstrip("-").isdecimal() and value.isascii() and len(value) < 10 else None


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
