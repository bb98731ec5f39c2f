"""List markers as Word's own numbering: what the article shows before an item is a number, never text.

Items that follow one another ("1.", "2.", "3.") share a list that renumbers itself when edited; a marker that
fits no system is shown literally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotator.ooxml.markup import DECLARATION, NAMESPACES, attribute
from annotator.text.normalize import one_line, xml_safe

NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
NUMBERING_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"

LEVELS = 9
_INDENT = 397  # twips (7 mm) for each level
_LONGEST = 24
_COUNTED = re.compile(r"(\W*)([0-9]{1,4}|[A-Za-z]|[ivxlcdm]{2,8}|[IVXLCDM]{2,8})(\W*)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # a bullet of the Symbol or Wingdings font


@dataclass(frozen=True, slots=True)
class _System:
    """A numbering system with what stands around the number: decimal "(%)", bullet "•"."""

    format: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class _List:
    system: _System
    next: int
    number_id: int


@dataclass
class Numbering:
    """Collects the lists of one document; ask for each block in reading order."""

    _systems: dict[_System, int] = field(default_factory=dict)
    _lists: list[tuple[_System, int, int]] = field(default_factory=list)  # system, level, start
    _bullets: dict[_System, int] = field(default_factory=dict)
    _open: dict[int, _List] = field(default_factory=dict)

    def properties(self, marker: str, level: int) -> str:
        """Return the w:numPr of a block that shows `marker` at a nesting `level` from 0; "" for no marker."""
        marker = one_line(xml_safe(marker))[:_LONGEST]
        if not marker:
            return ""
        level = max(0, min(level, LEVELS - 1))
        number_id = self._number_id(marker, level)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'

    def is_bullet(self, marker: str) -> bool:
        """Tell whether a marker counts nothing."""
        return _COUNTED.fullmatch(one_line(marker)) is None

    def part(self) -> bytes | None:
        """Return word/numbering.xml, or None for a document without lists."""
        if not self._lists:
            return None
        abstract = "".join(_abstract_xml(system, number) for system, number in self._systems.items())
        lists = "".join(self._list_xml(number, *entry) for number, entry in enumerate(self._lists, 1))
        return f"{DECLARATION}<w:numbering {NAMESPACES}>{abstract}{lists}</w:numbering>".encode()

    def _number_id(self, marker: str, level: int) -> int:
        for deeper in [known for known in self._open if known > level]:
            del self._open[deeper]
        current = self._open.get(level)
        readings = _readings(marker)
        for system, value in readings:
            if current and system == current.system and value == current.next:
                current.next += 1
                return current.number_id
        if not readings:
            system = _System("bullet", _PRIVATE.sub("•", marker))
            self._open.pop(level, None)
            if system not in self._bullets:
                self._bullets[system] = self._add(system, 0, 1)
            return self._bullets[system]
        system, value = readings[0]
        number_id = self._add(system, level, value)
        self._open[level] = _List(system, value + 1, number_id)
        return number_id

    def _add(self, system: _System, level: int, start: int) -> int:
        self._systems.setdefault(system, len(self._systems))
        self._lists.append((system, level, start))
        return len(self._lists)

    def _list_xml(self, number: int, system: _System, level: int, start: int) -> str:
        override = (
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            if system.format != "bullet"
            else ""
        )
        kind = f'<w:abstractNumId w:val="{self._systems[system]}"/>'
        return f'<w:num w:numId="{number}">{kind}{override}</w:num>'


def _readings(marker: str) -> list[tuple[_System, int]]:
    """Return what a marker may count, the likelier first: "i." is Roman before it is the ninth letter."""
    found = _COUNTED.fullmatch(marker)
    if not found or "%" in marker:
        return []
    before, core, after = found.groups()
    if core.isdigit():
        return [(_System("decimal", before, after), int(core))]
    case = "lower" if core.islower() else "upper"
    readings = []
    if (roman := _roman(core.lower())) and (len(core) > 1 or core.lower() in "ivx"):
        readings.append((_System(f"{case}Roman", before, after), roman))
    if len(core) == 1:
        readings.append((_System(f"{case}Letter", before, after), ord(core.lower()) - ord("a") + 1))
    return readings


def _roman(letters: str) -> int:
    """Return the value of a Roman number in lower case, 0 where the letters are none."""
    if not re.fullmatch("m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", letters):
        return 0
    values = [_ROMAN[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _abstract_xml(system: _System, number: int) -> str:
    levels = []
    for level in range(LEVELS):
        counted = "" if system.format == "bullet" else f"%{level + 1}"
        text = attribute(f"{system.before}{counted}{system.after}")
        left = _INDENT * (level + 1)
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{system.format}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{_INDENT}"/></w:pPr></w:lvl>'
        )
    # a list definition's own name, made from its number so that the same lists give the same file
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x3C1A0000 + number:08X}"/>'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{"".join(levels)}</w:abstractNum>'
    )
