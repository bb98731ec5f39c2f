"""What the styles of an OpenDocument text say: formats, outline levels, numbers and bullets of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.importers.list_markers import BULLET, number_as
from annotator.model.block import Format

if TYPE_CHECKING:
    from lxml.etree import _Element

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE = (f"{{{_ODF}{name}:1.0}}" for name in ("office", "text", "table", "style"))
DRAW = f"{{{_ODF}drawing:1.0}}"
META = f"{{{_ODF}meta:1.0}}"
FO = f"{{{_ODF}xsl-fo-compatible:1.0}}"
SVG = f"{{{_ODF}svg-compatible:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
XLINK = "{http://www.w3.org/1999/xlink}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_MOST_ANCESTORS = 30
_NOTHING = ("none", "transparent", "")


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None where it leaves something to its parent.

    Attributes:
        switches: formats it turns on or off.
        shown: the name people see.
    """

    parent: str = ""
    shown: str = ""
    switches: dict[Format, bool] = field(default_factory=dict)
    hidden: bool | None = None
    colour: str | None = None
    level: int | None = None
    rtl: bool | None = None
    list_style: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a style and those it is based on come to."""

    formats: frozenset[Format] = frozenset()
    hidden: bool = False
    colour: str = ""
    level: int = 0
    rtl: bool | None = None
    list_style: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is marked; `format` is "" for no number."""

    bullet: str = ""
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    levels: int = 1

    def marker(self, numbers: Iterable[tuple[int, ListLevel]]) -> str:
        """Return what stands before an item; `numbers` are those of its level and the ones above."""
        if self.bullet:
            return self.bullet
        if not self.format:
            return ""
        shown = [number_as(n, level.format) for n, level in [*numbers][-self.levels :] if level.format]
        return f"{self.prefix}{'.'.join(shown)}{self.suffix}"


PLAIN_LIST = ListLevel(bullet=BULLET)


class Styles:
    """All styles of a document, looked up by family and name."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self.outline: dict[int, ListLevel] = {}
        self.language = ""
        self._looks: dict[tuple[str, str], Look] = {}
        for root in roots:
            self._read(root)

    def look(self, family: str, name: str) -> Look:
        """Return what a style comes to; a plain look for one that does not exist."""
        key = (family, name)
        if key not in self._looks:
            self._looks[key] = self._resolved(family, name)
        return self._looks[key]

    def switched(self, family: str, name: str) -> frozenset[Format]:
        """Return the formats a style or one it is based on says anything of, on or off."""
        said: set[Format] = set()
        for _, style in self._chain(family, name):
            said.update(style.switches)
        return frozenset(said)

    def list_level(self, name: str, level: int) -> ListLevel:
        """Return how items of a list style are marked at a level, counted from 1."""
        return self._lists.get(name, {}).get(level, PLAIN_LIST)

    def _read(self, root: _Element) -> None:
        for item in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
            family = item.get(f"{STYLE}family", "")
            if item.tag == f"{STYLE}default-style":
                if family == "paragraph":
                    self.language = _language(item) or self.language
                continue
            self._styles[family, item.get(f"{STYLE}name", "")] = _style(item)
        for item in root.iter(f"{TEXT}list-style"):
            self._lists[item.get(f"{STYLE}name", "")] = dict(_levels(item))
        for item in root.iter(f"{TEXT}outline-style"):
            self.outline = dict(_levels(item))

    def _chain(self, family: str, name: str) -> list[tuple[str, Style]]:
        """Return a style and those it is based on, each with its name."""
        chain: list[tuple[str, Style]] = []
        while name and len(chain) < _MOST_ANCESTORS and (style := self._styles.get((family, name))):
            chain.append((name, style))
            name = style.parent
        return chain

    def _resolved(self, family: str, name: str) -> Look:
        chain = self._chain(family, name)
        formats: dict[Format, bool] = {}
        for _, style in reversed(chain):
            formats.update(style.switches)
        styles = [style for _, style in chain]
        return Look(
            frozenset(item for item, on in formats.items() if on),
            next((style.hidden for style in styles if style.hidden is not None), False),
            next((style.colour for style in styles if style.colour is not None), ""),
            next((style.level for style in styles if style.level is not None), 0),
            next((style.rtl for style in styles if style.rtl is not None), None),
            next((style.list_style for style in styles if style.list_style is not None), ""),
            tuple(shown for named, style in chain for shown in (named, style.shown)),
        )


def _style(item: _Element) -> Style:
    switches: dict[Format, bool] = {}
    hidden: bool | None = None
    colour: str | None = None
    rtl: bool | None = None
    for said in item.iterchildren(f"{STYLE}text-properties"):
        switches.update(_switches(said))
        if (display := said.get(f"{TEXT}display")) is not None:
            hidden = display == "none"
        if (background := said.get(f"{FO}background-color")) is not None:
            colour = "" if background in _NOTHING else background
    for said in item.iterchildren(f"{STYLE}paragraph-properties"):
        if (mode := said.get(f"{STYLE}writing-mode")) in ("rl-tb", "rl", "lr-tb", "lr"):
            rtl = mode.startswith("rl")
    level = item.get(f"{STYLE}default-outline-level")
    return Style(
        parent=item.get(f"{STYLE}parent-style-name", ""),
        shown=item.get(f"{STYLE}display-name", ""),
        switches=switches,
        hidden=hidden,
        colour=colour,
        level=whole(level, 0) if level is not None else None,
        rtl=rtl or None,
        list_style=item.get(f"{STYLE}list-style-name"),
    )


def _switches(said: _Element) -> Iterator[tuple[Format, bool]]:
    if (weight := said.get(f"{FO}font-weight")) is not None:
        yield Format.BOLD, weight == "bold" or (weight.isdigit() and int(weight) >= 600)
    if (slant := said.get(f"{FO}font-style")) is not None:
        yield Format.ITALIC, slant in ("italic", "oblique")
    if (under := said.get(f"{STYLE}text-underline-style")) is not None:
        yield Format.UNDERLINE, under != "none"
    if (through := said.get(f"{STYLE}text-line-through-style")) is not None:
        yield Format.STRIKE, through != "none"
    if position := said.get(f"{STYLE}text-position", "").split():
        height = position[0]
        yield Format.SUPERSCRIPT, height == "super" or (height.rstrip("%").isdigit() and height[0] != "0")
        yield Format.SUBSCRIPT, height == "sub" or height.startswith("-")


def _levels(item: _Element) -> Iterator[tuple[int, ListLevel]]:
    for level in item.iterchildren("*"):
        number = whole(level.get(f"{TEXT}level"), 0)
        name = level.tag.rpartition("}")[2]
        if name == "list-level-style-bullet":
            yield number, ListLevel(bullet=_bullet(level.get(f"{TEXT}bullet-char", BULLET)))
        elif name in ("list-level-style-number", "outline-level-style"):
            yield (
                number,
                ListLevel(
                    format=level.get(f"{STYLE}num-format", ""),
                    prefix=level.get(f"{STYLE}num-prefix", ""),
                    suffix=level.get(f"{STYLE}num-suffix", ""),
                    start=whole(level.get(f"{TEXT}start-value"), 1),
                    levels=max(whole(level.get(f"{TEXT}display-levels"), 1), 1),
                ),
            )
        elif name == "list-level-style-image":
            yield number, PLAIN_LIST


def _bullet(char: str) -> str:
    # symbol fonts keep their bullets in the private use area, where other fonts have nothing
    return BULLET if not char.strip() or "\ue000" <= char[0] <= "\uf8ff" else char


def _language(item: _Element) -> str:
    for said in item.iterchildren(f"{STYLE}text-properties"):
        language, country = said.get(f"{FO}language", ""), said.get(f"{FO}country", "")
        if language not in _NOTHING:
            return language if country in _NOTHING else f"{language}-{country}"
    return ""


def words_of(node: _Element) -> str:
    """Return all words in an element; what stands in XML comments is none."""
    return "".join(map(str, node.itertext()))


def whole(written: str | None, otherwise: int) -> int:
    """Return a number as it is written in an attribute, `otherwise` if it is none or absurdly large."""
    digits = (written or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 7 else otherwise
