"""`MarkIndex`: the marks as they are painted: which lies innermost, and how deep each one's underline is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime

from annotator.model.annotation import Annotation, Place, place
from annotator.model.span import Span
from ui.marks import Marks


class MarkIndex(Marks):
    """The marks of one article, each with its lane.

    A lane is the depth at which a mark's underline is drawn, 0 nearest to the words: two marks that overlap
    never share one. Lanes are given greedily in reading order.

    Attributes:
        revision: raised with every change, so that what was found before can be told from what holds now.
    """

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        super().__init__(annotations)
        self._lanes = _lanes(self._places)
        self._moved: set[str] = set()
        self.revision = 0

    def lane(self, annotation_id: str) -> int:
        """Return the depth of a mark's underline, from 0."""
        return self._lanes.get(annotation_id, 0)

    def at(self, position: int) -> list[Annotation]:
        """Return the marks on the character at `position`, the innermost (shortest) first.

        Where there is none, those that end exactly there: a caret behind the last word is still on the mark.
        """
        found = self.overlapping(position, position + 1)
        if not found and position:
            found = [mark for mark in self.overlapping(position - 1, position) if _end(mark) == position]
        return sorted(found, key=_inner_first)

    def neighbour(self, annotation_id: str, step: int) -> Annotation | None:
        """Return the mark `step` places on in the text, back if negative; None past either end."""
        found = super().neighbour(annotation_id, step)
        return found if found is not None and not found.is_orphan else None

    def put(self, annotation: Annotation) -> None:
        """Add a mark, or take this one for the one with the same id."""
        self.revision += 1
        old = self.get(annotation.id)
        super().put(annotation)
        before, after = place(old) if old is not None else None, place(annotation)
        if before == after:
            return
        if after[0]:
            self._lanes.pop(annotation.id, None)
        for changed in (before, after):
            if changed is not None:
                self._sweep(changed)

    def remove(self, annotation_id: str) -> None:
        """Forget a mark, if it is there."""
        self.revision += 1
        old = self.get(annotation_id)
        super().remove(annotation_id)
        self._lanes.pop(annotation_id, None)
        if old is not None:
            self._sweep(place(old))

    def take_moved(self) -> set[str]:
        """Return whose lane has become another one since this was asked last."""
        moved, self._moved = self._moved, set()
        return moved

    def _sweep(self, changed: Place) -> None:
        """Give out the lanes again from a place on, until a mark behind it finds all as it was.

        What lies before, and reaches no further than its start, cannot be concerned.
        """
        is_lost, start, minus_end = changed[:3]
        if is_lost:
            return
        before = (key for key in self._places_on(start, start + 1) if key[1] < start)
        open_lanes = {key[-1]: (-key[2], self._lanes[key[-1]]) for key in before}
        unsettled: set[str] = set()
        for at in range(bisect_left(self._places, (False, start)), self._first_orphan()):
            _, begin, minus, _, name = self._places[at]
            if open_lanes:
                open_lanes = {one: seen for one, seen in open_lanes.items() if seen[0] > begin}
                unsettled &= open_lanes.keys()
            if begin >= -minus_end and not unsettled:
                break
            taken = {lane for _, lane in open_lanes.values()}
            lane = next(number for number in range(len(taken) + 1) if number not in taken)
            if self._lanes.get(name) != lane:
                self._lanes[name] = lane
                unsettled.add(name)
                self._moved.add(name)
            open_lanes[name] = (-minus, lane)


def _lanes(places: Iterable[Place]) -> dict[str, int]:
    """Return the lane of every mark; quick, as an article is only readable after it."""
    lanes: dict[str, int] = {}
    open_lanes: list[tuple[int, int]] = []
    for is_lost, start, minus_end, _, name in places:
        if is_lost:
            break
        lane = 0
        if open_lanes:
            open_lanes = [seen for seen in open_lanes if seen[0] > start]
            taken = [number for _, number in open_lanes]
            while lane in taken:
                lane += 1
        lanes[name] = lane
        open_lanes.append((-minus_end, lane))
    return lanes


def _end(mark: Annotation) -> int:
    span = mark.target.position
    return span.end if span is not None else 0


def _inner_first(mark: Annotation) -> tuple[int, int, datetime, str]:
    span = mark.target.position or Span(0, 1)
    return (len(span), -span.start, mark.created, mark.id)
