"""What a list shows before its items: "•", "3.", "b.", "iv."."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET = "•"

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def number_as(number: int, style: str) -> str:
    """Return a number as "1", "a", "A", "i" or "I" numbering writes it; plain digits where it cannot."""
    if style in ("a", "A") and number > 0:
        letters = letters_of(number)
        return letters.upper() if style == "A" else letters
    if style in ("i", "I") and 0 < number < 4000:
        roman = ""
        for value, letter in _ROMAN:
            roman += letter * (number // value)
            number %= value
        return roman.upper() if style == "I" else roman
    return str(number)


def letters_of(number: int) -> str:
    """Return 1 → a, 26 → z, 27 → aa, as spreadsheets count their columns."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


@dataclass(slots=True)
class OrderedList:
    """The numbers of one <ol>."""

    number: int
    step: int
    style: str

    @classmethod
    def of(cls, node: _Element) -> OrderedList:
        """Return the numbering that an <ol> asks for."""
        backwards = node.get("reversed") is not None
        first = sum(child.tag == "li" for child in node) if backwards else 1
        return cls(_whole(node.get("start"), first), -1 if backwards else 1, node.get("type", "1"))

    def next(self, value: str | None) -> str:
        """Return the marker of the next item; `value` is what the item itself asks for."""
        number = _whole(value, self.number)
        self.number = number + self.step
        return f"{number_as(number, self.style)}."


def _whole(written: str | None, otherwise: int) -> int:
    try:
        number = int(written) if written else otherwise
    except ValueError:
        return otherwise
    return number if abs(number) < 10**9 else otherwise
