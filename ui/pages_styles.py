"""`StyleSheet`: the styles of a Word file, followed along `basedOn`, down to what a page needs to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import isfinite
from typing import TYPE_CHECKING

from annotator.ooxml.namespaces import A, W, local_name
from ui.pages_content import Edge, Frame, ParagraphLook, RunLook, TabStop

if TYPE_CHECKING:
    from lxml import etree

Properties = dict[str, dict[str, str]]
"""Attributes by the element's name, both without namespace; "pBdr.top" for an element inside another."""

_NESTED = frozenset({"pBdr", "tcBorders", "tblBorders", "tblCellMar", "tcMar"})
_JOINED = frozenset({"ind", "spacing", "rFonts", "tabs"})
_OFF = frozenset({"0", "false", "off", "none"})
_HIGHLIGHTS = {
    "yellow": "#FFFF00", "green": "#00FF00", "cyan": "#00FFFF", "magenta": "#FF00FF", "blue": "#0000FF",
    "red": "#FF0000", "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000",
    "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000", "darkGray": "#808080",
    "lightGray": "#C0C0C0", "black": "#000000",
}  # fmt: skip
_ALIGNMENTS = {
    "center": "center",
    "right": "end",
    "end": "end",
    "both": "both",
    "distribute": "both",
    "thaiDistribute": "both",
}
_SIDES = ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
_LARGEST = 1_584.0  # points, the greatest measure Word takes


def read_properties(element: etree._Element | None) -> Properties:
    """Return what a w:pPr, w:rPr, w:tblPr or w:tcPr says; nothing for None."""
    found: Properties = {}
    for item in () if element is None else element:
        name = local_name(item.tag)
        if name in _NESTED:
            for child in item:
                found[f"{name}.{local_name(child.tag)}"] = _attributes(child)
        elif name == "numPr":
            for child in item:
                found[local_name(child.tag)] = _attributes(child)
        elif name == "tabs":
            stops = (_attributes(child) for child in item)
            found[name] = {
                stop.get("pos", "0"): f"{stop.get('val', 'left')} {stop.get('leader', '')}" for stop in stops
            }
        elif name:
            found[name] = _attributes(item)
    return found


def merged(below: Properties, above: Properties) -> Properties:
    """Return `above` where it says something, else `below`; of some elements, attribute by attribute."""
    if not above:
        return below
    found = below | above
    for name in _JOINED & below.keys() & above.keys():
        found[name] = below[name] | above[name]
        if name == "ind":
            _forget_other_first(found[name], above[name])
    return found


def _forget_other_first(indents: dict[str, str], above: Mapping[str, str]) -> None:
    if "firstLine" in above:
        indents.pop("hanging", None)
    for new, old in (("left", "start"), ("start", "left"), ("right", "end"), ("end", "right")):
        if new in above:
            indents.pop(old, None)


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    paragraph: Properties
    run: Properties
    table: Properties
    first_row: tuple[Properties, Properties, Properties]


_NONE = _Style("", {}, {}, {}, ({}, {}, {}))


@dataclass(slots=True)
class StyleSheet:
    """All styles of a file by id."""

    _styles: Mapping[str, _Style] = field(default_factory=dict)
    _defaults: tuple[Properties, Properties] = ({}, {})
    _default_paragraph: str = ""
    _fonts: Mapping[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, str], Properties] = field(default_factory=dict)

    @classmethod
    def read(cls, root: etree._Element | None, theme: etree._Element | None) -> StyleSheet:
        """Return the styles in the roots of the styles part and the theme; either may be missing."""
        if root is None:
            return cls(_fonts=_theme_fonts(theme))
        styles: dict[str, _Style] = {}
        default = ""
        for item in root.iterchildren(f"{W}style"):
            id_ = item.get(f"{W}styleId", "")
            styles.setdefault(id_, _read_style(item))
            if item.get(f"{W}type") == "paragraph" and item.get(f"{W}default", "0") not in _OFF:
                default = default or id_
        defaults = root.find(f"{W}docDefaults")
        ways = ("pPrDefault", "pPr"), ("rPrDefault", "rPr")
        paragraph, run = (
            read_properties(None if defaults is None else defaults.find(f"{W}{outer}/{W}{inner}"))
            for outer, inner in ways
        )
        return cls(styles, (paragraph, run), default, _theme_fonts(theme))

    def paragraph(self, style: str, table: str = "") -> Properties:
        """Return the paragraph properties of a paragraph style inside a table style."""
        return self._inside(style, table, "paragraph", self._defaults[0])

    def run(self, style: str, table: str = "") -> Properties:
        """Return the run properties of a paragraph style inside a table style."""
        return self._inside(style, table, "run", self._defaults[1])

    def character(self, style: str) -> Properties:
        """Return what a character style says."""
        return self._chain(style, "run")

    def table(self, style: str) -> Properties:
        """Return the table properties of a table style."""
        return self._chain(style, "table")

    def first_row(self, style: str) -> tuple[Properties, Properties, Properties]:
        """Return the paragraph, run and cell properties a table style gives the first row."""
        found: tuple[Properties, ...] = ({}, {}, {})
        for item in reversed(list(self._line(style))):
            found = tuple(merged(one, other) for one, other in zip(found, item.first_row, strict=True))
        return found[0], found[1], found[2]

    def look(self, properties: Properties) -> RunLook:
        """Return how characters with these properties look."""
        size = _number(properties.get("sz", {}).get("val", ""), 22) / 2
        fill = _colour(properties.get("shd", {}).get("fill", ""))
        underline = properties.get("u", {})
        pattern = underline.get("val", "single") if "u" in properties else ""
        return RunLook(
            self._families(properties),
            min(max(size, 1.0), 400.0),
            _on(properties, "b"),
            _on(properties, "i"),
            _colour(properties.get("color", {}).get("val", "")),
            _HIGHLIGHTS.get(properties.get("highlight", {}).get("val", ""), fill),
            "" if pattern == "none" else pattern,
            _colour(underline.get("color", "")),
            _on(properties, "strike") or _on(properties, "dstrike"),
            properties.get("vertAlign", {}).get("val", "").replace("baseline", ""),
            _on(properties, "caps"),
            _on(properties, "smallCaps"),
            points(properties.get("spacing", {}).get("val", ""), 0),
            _on(properties, "rtl"),
        )

    def _families(self, properties: Properties) -> tuple[str, ...]:
        fonts = properties.get("rFonts", {})
        names = ("cs", "ascii", "hAnsi") if _on(properties, "rtl") else ("ascii", "hAnsi", "eastAsia", "cs")
        asked = []
        for name in names:
            themed = self._fonts.get(fonts.get(f"{name}Theme", ""), "")
            asked += [themed, fonts.get(name, "")]
        return tuple(dict.fromkeys(family for family in asked if family))

    def _inside(self, style: str, table: str, part: str, defaults: Properties) -> Properties:
        style = style if style in self._styles else self._default_paragraph
        key = (f"{style}\0{table}", part)
        if key not in self._known:
            below = merged(defaults, self._chain(table, part))
            self._known[key] = merged(below, self._chain(style, part))
        return self._known[key]

    def _chain(self, style: str, part: str) -> Properties:
        if (style, part) not in self._known:
            parts: list[Properties] = [getattr(item, part) for item in self._line(style)]
            self._known[style, part] = reduce(merged, reversed(parts), {})
        return self._known[style, part]

    def _line(self, style: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:  # a circle of styles ends here
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on


def _read_style(item: etree._Element) -> _Style:
    based_on = item.find(f"{W}basedOn")
    first = next(
        (part for part in item.iterchildren(f"{W}tblStylePr") if part.get(f"{W}type") == "firstRow"), None
    )
    tags = (f"{W}pPr", f"{W}rPr", f"{W}tcPr")
    paragraph, run, cell = (read_properties(None if first is None else first.find(tag)) for tag in tags)
    return _Style(
        "" if based_on is None else based_on.get(f"{W}val", ""),
        read_properties(item.find(f"{W}pPr")),
        read_properties(item.find(f"{W}rPr")),
        read_properties(item.find(f"{W}tblPr")),
        (paragraph, run, cell),
    )


def _theme_fonts(root: etree._Element | None) -> Mapping[str, str]:
    fonts: dict[str, str] = {}
    for name, tag in (("major", "majorFont"), ("minor", "minorFont")):
        found = None if root is None else next(root.iter(f"{A}{tag}"), None)
        latin = None if found is None else found.find(f"{A}latin")
        if latin is not None:
            fonts |= dict.fromkeys((f"{name}HAnsi", f"{name}Ascii"), str(latin.get("typeface", "")))
    return fonts


def paragraph_look(properties: Properties) -> ParagraphLook:
    """Return how a paragraph with these properties is set."""
    indent, spacing = properties.get("ind", {}), properties.get("spacing", {})
    hanging = points(indent.get("hanging", ""), 0)
    rule = spacing.get("lineRule", "auto")
    line = _number(spacing.get("line", ""), 240)
    return ParagraphLook(
        _ALIGNMENTS.get(properties.get("jc", {}).get("val", ""), "start"),
        points(indent.get("start", indent.get("left", "")), 0),
        points(indent.get("end", indent.get("right", "")), 0),
        -hanging if hanging else points(indent.get("firstLine", ""), 0),
        max(points(spacing.get("before", ""), 0), 0),
        max(points(spacing.get("after", ""), 0), 0),
        min(max(line / 240, 0.5), 10) if rule == "auto" else min(max(line / 20, 1), _LARGEST),
        rule,
        _on(properties, "keepNext"),
        _on(properties, "keepLines"),
        _on(properties, "pageBreakBefore"),
        "widowControl" not in properties or _on(properties, "widowControl"),
        _on(properties, "contextualSpacing"),
        _on(properties, "suppressLineNumbers"),
        _on(properties, "bidi"),
        _colour(properties.get("shd", {}).get("fill", "")),
        {side: edge for side, edge in edges(properties, "pBdr").items() if edge is not None},
        _tabs(properties.get("tabs", {})),
        _frame(properties.get("framePr", {})),
    )


def edges(properties: Properties, name: str) -> dict[str, Edge | None]:
    """Return the lines in a border element by side; None for expressly no line."""
    found: dict[str, Edge | None] = {}
    for side in _SIDES:
        said = properties.get(f"{name}.{side}")
        if said is None:
            continue
        place = {"start": "left", "end": "right"}.get(side, side)
        if said.get("val", "nil") in ("nil", "none"):
            found[place] = None
        else:
            width = min(max(_number(said.get("sz", ""), 4) / 8, 0.25), 6)
            found[place] = Edge(
                width, _colour(said.get("color", "")) or "#000000", _number(said.get("space", ""), 0)
            )
    return found


def margins(properties: Properties, name: str) -> dict[str, float]:
    """Return the inner margins of a cell or a table by side, in points."""
    found = {}
    for side in ("top", "bottom", "left", "right", "start", "end"):
        if (said := properties.get(f"{name}.{side}")) is not None:
            found[{"start": "left", "end": "right"}.get(side, side)] = points(said.get("w", ""), 0)
    return found


def fill_of(properties: Properties) -> str:
    """Return the colour behind a cell, "" for none."""
    return _colour(properties.get("shd", {}).get("fill", ""))


def points(twips: str, otherwise: float) -> float:
    """Return a measure in points, within what a page can have."""
    return min(max(_number(twips, otherwise * 20) / 20, -_LARGEST), _LARGEST)


def is_on(properties: Properties, name: str) -> bool:
    """Tell whether an on/off property is there and on."""
    return _on(properties, name)


def _tabs(stops: Mapping[str, str]) -> tuple[TabStop, ...]:
    found = []
    for position, said in stops.items():
        kind, _, leader = said.partition(" ")
        if kind not in ("clear", "bar"):
            found.append(TabStop(points(position, 0), kind, "" if leader == "none" else leader))
    return tuple(sorted(found, key=lambda stop: stop.position))


def _frame(said: Mapping[str, str]) -> Frame | None:
    on_page = said.get("vAnchor") == "page" and said.get("hAnchor") == "page"
    if not on_page or not {"x", "y", "w"} <= said.keys():
        return None
    return Frame(points(said["x"], 0), points(said["y"], 0), points(said["w"], 100))


def _on(properties: Properties, name: str) -> bool:
    said = properties.get(name)
    return said is not None and said.get("val", "1") not in _OFF


def _colour(value: str) -> str:
    is_colour = len(value) == 6 and all(letter in "0123456789abcdefABCDEF" for letter in value)
    return f"#{value.upper()}" if is_colour else ""


def _number(value: str, otherwise: float) -> float:
    try:
        number = float(value[:20])
    except ValueError:  # empty, a measure with a unit, or nonsense
        return otherwise
    return number if isfinite(number) else otherwise


def _attributes(item: etree._Element) -> dict[str, str]:
    return {local_name(name): str(value) for name, value in item.attrib.items()}
