"""`PositionMap`: code points of an article against positions in the QTextDocument that shows it.

Qt counts UTF-16 units, puts a position of its own before every table cell, and may be shown characters that
the text does not have (places to break a monstrous word). The rest of the window speaks of code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from annotator.text.offsets import Utf16Offsets


def length16(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class PositionMap:
    """Where each block begins on both sides, and what differs inside those that need it.

    Blocks are added in the order of the text; on Qt's side they may lie in another order.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._qt_starts: list[int] = []
        self._inside: dict[int, _Inside] = {}
        self._qt_order: list[int] | None = None
        self._qt_sorted: list[int] = []

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, text: str, start: int, qt_start: int, breaks: Sequence[int] = ()) -> int:
        """Add a block's text; return how many positions it takes in Qt.

        Args:
            text: the block's text as it is in the article.
            start: its place there, in code points.
            qt_start: its place in Qt's document.
            breaks: where in `text` a character was put in front that only Qt has, in code points.
        """
        number, units = len(self._starts), length16(text)
        self._starts.append(start)
        self._ends.append(start + len(text))
        self._qt_starts.append(qt_start)
        self._qt_order = None
        if units != len(text) or breaks:
            self._inside[number] = _Inside(text, breaks)
        return units + len(breaks)

    def position(self, code_point: int) -> int:
        """Return Qt's position; between two blocks, the end of the first."""
        if not self._starts:
            return 0
        number = max(bisect_right(self._starts, code_point) - 1, 0)
        offset = min(max(code_point, self._starts[number]), self._ends[number]) - self._starts[number]
        if (inside := self._inside.get(number)) is not None:
            offset = inside.to_qt(offset)
        return self._qt_starts[number] + offset

    def code_point(self, qt_position: int) -> int:
        """Return the code point; where Qt has a position the text does not, the end of the block before."""
        if not self._starts:
            return 0
        number = self.block_at_qt(qt_position)
        offset = max(qt_position - self._qt_starts[number], 0)
        if (inside := self._inside.get(number)) is not None:
            offset = inside.from_qt(offset)
        return min(self._starts[number] + offset, self._ends[number])

    def block_at(self, code_point: int) -> int:
        """Return the number of the block that holds a code point, or ends before it; 0 if there is none."""
        return max(bisect_right(self._starts, code_point) - 1, 0)

    def block_at_qt(self, qt_position: int) -> int:
        """Return the number of the block at a position of Qt's, or of the one before it."""
        if self._qt_order is None:
            self._qt_order = sorted(range(len(self._qt_starts)), key=self._qt_starts.__getitem__)
            self._qt_sorted = [self._qt_starts[number] for number in self._qt_order]
        if not self._qt_sorted:
            return 0
        return self._qt_order[max(bisect_right(self._qt_sorted, qt_position) - 1, 0)]

    def qt_start(self, number: int) -> int:
        """Return Qt's position of the beginning of a block."""
        return self._qt_starts[number]


class _Inside:
    """A block in which the two counts part: astral characters, and characters only Qt was given."""

    def __init__(self, text: str, breaks: Sequence[int]) -> None:
        self._offsets = Utf16Offsets(text)
        self._breaks = [self._offsets.to16(place) for place in breaks]
        self._qt_breaks = [place + number for number, place in enumerate(self._breaks)]

    def to_qt(self, offset: int) -> int:
        units = self._offsets.to16(offset)
        return units + bisect_right(self._breaks, units)

    def from_qt(self, offset: int) -> int:
        return self._offsets.from16(offset - bisect_left(self._qt_breaks, offset))
