"""`MarkIndex`: which marks touch a stretch of the text, asked many times a second.

Marks lie in sorted lists and are found by bisection, so neither asking nor changing one mark costs more when
there are ten thousand. Nothing here knows Qt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import datetime
from typing import Self

from annotator.model.annotation import Annotation
from annotator.model.span import Span

_Key = tuple[int, int, datetime, str]
"""Reading order: start, the longer first, then the older; the last item is the id."""

_LONG = 4096  # marks longer than this are kept apart, so that one of them does not widen every search


class MarkIndex:
    """The marks of one article by place, each with its lane.

    A lane is the depth at which a mark's underline is drawn, 0 nearest to the words: two marks that overlap
    never share one. Lanes are given greedily in reading order.
    """

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._marks = {mark.id: mark for mark in annotations}
        keys = sorted(key for mark in self._marks.values() if (key := _key(mark)) is not None)
        self._order = keys
        self._short = [key for key in keys if _length(key) <= _LONG]
        self._long = [key for key in keys if _length(key) > _LONG]
        self._lanes = _lanes(keys)
        self.revision = 0
        """Raised with every change, so that what was found before can be told from what holds now."""

    def __copy__(self) -> Self:
        """Return another index of the same marks, which changes by itself."""
        other = type(self).__new__(type(self))
        vars(other).update({name: copy(value) for name, value in vars(self).items()})
        return other

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Annotation]:
        """Yield the marks that have a place, in reading order."""
        return (self._marks[key[3]] for key in self._order)

    def get(self, annotation_id: str) -> Annotation | None:
        """Return the mark with this id, or None."""
        return self._marks.get(annotation_id)

    def lane(self, annotation_id: str) -> int:
        """Return the depth of a mark's underline, from 0."""
        return self._lanes.get(annotation_id, 0)

    def number(self, annotation_id: str) -> int:
        """Return the mark's place in reading order, from 1; 0 for one that has no place."""
        mark = self._marks.get(annotation_id)
        key = _key(mark) if mark is not None else None
        return bisect_left(self._order, key) + 1 if key is not None else 0

    def overlapping(self, start: int, end: int) -> list[Annotation]:
        """Return the marks that share a character with `start` to `end`, in reading order."""
        return [self._marks[key[3]] for key in self._keys(start, end)]

    def at(self, position: int) -> list[Annotation]:
        """Return the marks on the character at `position`, the innermost (shortest) first.

        Where there is none, those that end exactly there: a caret behind the last word is still on the mark.
        """
        found = self.overlapping(position, position + 1)
        if not found and position:
            found = [mark for mark in self.overlapping(position - 1, position) if _end(mark) == position]
        return sorted(found, key=_inner_first)

    def next(self, position: int) -> Annotation | None:
        """Return the first mark that begins after `position`, or None."""
        at = bisect_right(self._order, (position + 1,))
        return self._marks[self._order[at][3]] if at < len(self._order) else None

    def previous(self, position: int) -> Annotation | None:
        """Return the last mark that begins before `position`, or None."""
        at = bisect_left(self._order, (position,)) - 1
        return self._marks[self._order[at][3]] if at >= 0 else None

    def neighbour(self, annotation_id: str, step: int) -> Annotation | None:
        """Return the mark `step` places on in reading order, back if negative; None past either end."""
        number = self.number(annotation_id) - 1 + step
        return self._marks[self._order[number][3]] if 0 <= number < len(self._order) else None

    def put(self, mark: Annotation) -> set[str]:
        """Add a mark, or take this one for the one with the same id; return whose lane is another now."""
        self.revision += 1
        old = self._marks.get(mark.id)
        self._marks[mark.id] = mark
        before, after = (_key(old) if old is not None else None), _key(mark)
        if before == after:
            return set()
        if before is not None:
            self._drop(before)
        if after is not None:
            self._insert(after)
        moved = self._sweep(before[0], -before[1]) if before is not None else set()
        return moved | self._sweep(after[0], -after[1]) if after is not None else moved

    def remove(self, annotation_id: str) -> set[str]:
        """Forget a mark, if it is there; return whose lane is another now."""
        self.revision += 1
        mark = self._marks.pop(annotation_id, None)
        key = _key(mark) if mark is not None else None
        if key is None:
            return set()
        self._drop(key)
        self._lanes.pop(annotation_id, None)
        return self._sweep(key[0], -key[1])

    def _keys(self, start: int, end: int) -> list[_Key]:
        low, high = bisect_left(self._short, (start - _LONG,)), bisect_left(self._short, (end,))
        found = [key for key in self._short[low:high] if -key[1] > start]
        if self._long:
            high = bisect_left(self._long, (end,))
            found += [key for key in self._long[:high] if -key[1] > start]
            found.sort()
        return found

    def _insert(self, key: _Key) -> None:
        insort(self._order, key)
        insort(self._long if _length(key) > _LONG else self._short, key)

    def _drop(self, key: _Key) -> None:
        for keys in (self._order, self._long if _length(key) > _LONG else self._short):
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                del keys[at]

    def _sweep(self, start: int, end: int) -> set[str]:
        """Give out the lanes again from `start` on, until a mark behind `end` finds all as it was.

        What lies before, and reaches no further than `start`, cannot be concerned. Returns whose lane moved.
        """
        first = bisect_left(self._order, (start,))
        before = (key for key in self._keys(start, start + 1) if key[0] < start)
        open_lanes = {key[3]: (-key[1], self._lanes[key[3]]) for key in before}
        changed: set[str] = set()
        moved: set[str] = set()
        for at in range(first, len(self._order)):
            key = self._order[at]
            if open_lanes:
                open_lanes = {name: seen for name, seen in open_lanes.items() if seen[0] > key[0]}
                changed &= open_lanes.keys()
            if key[0] >= end and not changed:
                break
            taken = {lane for _, lane in open_lanes.values()}
            lane = next(number for number in range(len(taken) + 1) if number not in taken)
            if self._lanes.get(key[3]) != lane:
                self._lanes[key[3]] = lane
                changed.add(key[3])
                moved.add(key[3])
            open_lanes[key[3]] = (-key[1], lane)
        return moved


def _lanes(order: Iterable[_Key]) -> dict[str, int]:
    """Return the lane of every mark; quick, as an article is only readable after it."""
    lanes: dict[str, int] = {}
    open_lanes: list[tuple[int, int]] = []
    for start, minus_end, _, name in order:
        lane = 0
        if open_lanes:
            open_lanes = [seen for seen in open_lanes if seen[0] > start]
            taken = [number for _, number in open_lanes]
            while lane in taken:
                lane += 1
        lanes[name] = lane
        open_lanes.append((-minus_end, lane))
    return lanes


def _key(mark: Annotation) -> _Key | None:
    span = mark.target.position
    return (span.start, -span.end, mark.created, mark.id) if span is not None else None


def _length(key: _Key) -> int:
    return -key[1] - key[0]


def _end(mark: Annotation) -> int:
    span = mark.target.position
    return span.end if span is not None else 0


def _inner_first(mark: Annotation) -> tuple[int, int, datetime, str]:
    span = mark.target.position or Span(0, 1)
    return (len(span), -span.start, mark.created, mark.id)
