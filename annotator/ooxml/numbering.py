"""The numbers and bullets that lists and headings print: word/numbering.xml counted along the text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.ooxml.namespaces import W
from annotator.ooxml.styles import is_on, number_of
from annotator.ooxml.symbols import symbols

if TYPE_CHECKING:
    from lxml import etree

DEPTHS = 9
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_ALPHABETS = {
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew1": "אבגדהוזחטיכלמנסעפצקרשת",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
}
_DIGITS = {
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "decimalFullWidth": "０１２３４５６７８９",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One depth of a numbering.

    Attributes:
        text: "%1.%2" with a place for each depth's number, or a bullet.
        restart: 1-based depth whose counting starts this one anew; None for any higher, 0 for never.
        legal: whether all numbers are shown in digits.
        style: id of the paragraph style that belongs to this depth.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """All numberings of a file, with their counters as far as the text has been read."""

    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def depth_of_style(self, numbering: str, style: str) -> int:
        """Return the depth that belongs to a paragraph style, 0 if none does."""
        levels = self._levels.get(numbering, {})
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def next(self, numbering: str, depth: int) -> str:
        """Count one paragraph and return what stands before it: "3.", "a)", "•"; "" if nothing does."""
        levels = self._levels.get(numbering)
        if not levels or not 0 <= depth < DEPTHS:
            return ""
        level = levels.get(depth, Level())
        counters = self._counters.setdefault(self._abstract[numbering], [None] * DEPTHS)
        if numbering not in self._used:
            self._used.add(numbering)
            for overridden, start in self._starts.get(numbering, {}).items():
                counters[overridden] = start - 1
        before = counters[depth]
        counters[depth] = level.start if before is None else before + 1
        for deeper in range(depth + 1, DEPTHS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart != 0 and depth < restart):
                counters[deeper] = None
        return self._shown(level, levels, counters)

    @staticmethod
    def _shown(level: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
        if level.format == "bullet":
            return level.text.strip()
        shown = level.text
        for depth in range(DEPTHS):
            if f"%{depth + 1}" in shown:
                other = levels.get(depth, Level())
                count = counters[depth]
                number = other.start if count is None else count
                shown = shown.replace(
                    f"%{depth + 1}", number_text(number, "decimal" if level.legal else other.format)
                )
        return shown.strip()


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the numberings in the root of word/numbering.xml; None gives a file without any."""
    if root is None:
        return Numbering()
    abstract: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    homes: dict[str, str] = {}
    for item in root.iterchildren(f"{W}abstractNum"):
        key = item.get(f"{W}abstractNumId", "")
        abstract[key] = _read_levels(item)
        for child in item:
            if child.tag == f"{W}numStyleLink":
                links[key] = child.get(f"{W}val", "")
            elif child.tag == f"{W}styleLink":
                homes[child.get(f"{W}val", "")] = key
    levels: dict[str, dict[int, Level]] = {}
    counted: dict[str, str] = {}
    starts: dict[str, dict[int, int]] = {}
    for item in root.iterchildren(f"{W}num"):
        number, target = item.get(f"{W}numId", ""), item.find(f"{W}abstractNumId")
        key = "" if target is None else target.get(f"{W}val", "")
        # a numbering may only say where another one, defined in a list style, is
        key = homes.get(links.get(key, ""), key)
        counted[number], levels[number] = key, dict(abstract.get(key, {}))
        starts[number] = _read_overrides(item, levels[number])
    return Numbering(levels, counted, starts)


def _read_levels(item: etree._Element) -> dict[int, Level]:
    levels = {}
    for level in item.iterchildren(f"{W}lvl"):
        depth = _depth(level)
        if depth is not None:
            levels[depth] = _read_level(level)
    return levels


def _read_level(item: etree._Element) -> Level:
    level = Level()
    font = ""
    for child in item:
        value = str(child.get(f"{W}val", ""))
        if child.tag == f"{W}start":
            level = replace(level, start=number_of(child) or 0)
        elif child.tag == f"{W}numFmt":
            level = replace(level, format=value)
        elif child.tag == f"{W}lvlText":
            level = replace(level, text=value)
        elif child.tag == f"{W}lvlRestart":
            level = replace(level, restart=number_of(child))
        elif child.tag == f"{W}isLgl":
            level = replace(level, legal=is_on(child))
        elif child.tag == f"{W}pStyle":
            level = replace(level, style=value)
        elif child.tag == f"{W}rPr" and (fonts := child.find(f"{W}rFonts")) is not None:
            font = fonts.get(f"{W}ascii", "") or fonts.get(f"{W}hAnsi", "")
    return replace(level, text=symbols(font, level.text)) if level.format == "bullet" else level


def _read_overrides(item: etree._Element, levels: dict[int, Level]) -> dict[int, int]:
    starts = {}
    for override in item.iterchildren(f"{W}lvlOverride"):
        depth = _depth(override)
        if depth is None:
            continue
        if (own := override.find(f"{W}lvl")) is not None:
            levels[depth] = _read_level(own)
        if (start := number_of(override.find(f"{W}startOverride"))) is not None:
            starts[depth] = start
    return starts


def _depth(item: etree._Element) -> int | None:
    value = item.get(f"{W}ilvl", "")
    return int(value) if value in tuple("012345678") else None


def number_text(number: int, form: str) -> str:
    """Return a number as a list prints it; forms that are not known print digits."""
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        # after z come aa, bb, cc
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return letter.upper() if form == "upperLetter" else letter
    if form in _ALPHABETS and number > 0:
        letters = _ALPHABETS[form]
        return letters[(number - 1) % len(letters)] * min((number - 1) // len(letters) + 1, 20)
    if form in _DIGITS:
        return str(number).translate(str.maketrans("0123456789", _DIGITS[form]))
    return _decimal(number, form)


def _decimal(number: int, form: str) -> str:
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        while number >= value:
            letters += letter
            number -= value
    return letters
