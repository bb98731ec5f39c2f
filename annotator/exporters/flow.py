"""The words of a block, cut wherever a format, a link or a mark begins or ends, for files not Word's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.exporters.links import safe_address
from annotator.exporters.marking import Mark, pieces
from annotator.model.block import Block, Format, Inline


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of one look.

    Attributes:
        address: a safe address they lead to, "" for none.
        mark: index of the innermost mark on them, -1 for none.
    """

    start: int
    end: int
    formats: frozenset[Format]
    address: str
    mark: int


class Flow:
    """Cuts the blocks of one article, in any order."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._pieces = pieces([mark.span for mark in marks])
        self._starts = [piece[0] for piece in self._pieces]
        self._borders = sorted({place for mark in marks for place in (mark.span.start, mark.span.end)})

    def cuts(self, block: Block) -> Iterator[Cut]:
        """Yield the words of a block from its first to its last character; none for an empty one."""
        if block.start >= block.end:
            return
        first = bisect_right(self._borders, block.start)
        places = {block.start, block.end, *self._borders[first : bisect_left(self._borders, block.end)]}
        for inline in block.inlines:
            places.update((inline.start, inline.end))
        waiting = sorted(block.inlines, key=lambda inline: inline.start, reverse=True)
        active: list[Inline] = []
        for start, end in pairwise(sorted(places)):
            while waiting and waiting[-1].start <= start:
                active.append(waiting.pop())
            active = [inline for inline in active if inline.end > start]
            links = (safe_address(inline.href) for inline in active if inline.format is Format.LINK)
            formats = frozenset(inline.format for inline in active if inline.format is not Format.LINK)
            yield Cut(start, end, formats, next(filter(None, links), ""), self._mark_at(start))

    def _mark_at(self, position: int) -> int:
        place = bisect_right(self._starts, position) - 1
        if place < 0 or self._pieces[place][1] <= position:
            return -1
        return self._pieces[place][2]


def reaching(marks: Sequence[Mark], blocks: Sequence[Block]) -> list[list[int]]:
    """Return for each block the indices of the marks that share a character with it, in reading order.

    Marks are in reading order; so are blocks. An empty block has none.
    """
    ends = [block.end for block in blocks]
    found: list[list[int]] = [[] for _ in blocks]
    for index, mark in enumerate(marks):
        place = bisect_right(ends, mark.span.start)
        while place < len(blocks) and blocks[place].start < mark.span.end:
            if blocks[place].start < blocks[place].end:
                found[place].append(index)
            place += 1
    return found
