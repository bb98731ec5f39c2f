"""`Marks`: the annotations of the open article, by id and in reading order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import itemgetter

from annotator.model.annotation import Annotation

Place = tuple[bool, int, int, datetime, str]


def place(annotation: Annotation) -> Place:
    """Return what `reading_order` sorts by: start, the longer first, the older first; orphans last."""
    span = annotation.span
    start, end = (span.start, span.end) if span is not None else (0, 0)
    return (span is None, start, -end, annotation.created, annotation.id)


class Marks:
    """Annotations by id, and each one's number. Putting in, taking out and counting are O(log n) searches."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_id = {annotation.id: annotation for annotation in annotations}
        self._places = sorted(map(place, self._by_id.values()))
        self._longest = max((-end - start for _, start, end, *_ in self._places), default=0)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def __getitem__(self, annotation_id: str) -> Annotation:
        return self._by_id[annotation_id]

    def __iter__(self) -> Iterator[Annotation]:
        """Yield the annotations in reading order."""
        return (self._by_id[key[-1]] for key in self._places)

    def places(self) -> list[Place]:
        """Return what `place` gives for each annotation, in reading order."""
        return list(self._places)

    def at(self, places: Iterable[Place]) -> list[Annotation]:
        """Return the annotations of these places, in the same order."""
        return list(map(self._by_id.__getitem__, map(itemgetter(-1), places)))

    def overlapping(self, start: int, end: int) -> list[Annotation]:
        """Return the annotations that share a character with a stretch of the text, in reading order."""
        first = bisect_left(self._places, (False, start - self._longest))
        last = bisect_left(self._places, (False, end))
        return [self._by_id[key[-1]] for key in self._places[first:last] if -key[2] > start]

    def get(self, annotation_id: str) -> Annotation | None:
        """Return an annotation, or None if it is not in this article."""
        return self._by_id.get(annotation_id)

    def put(self, annotation: Annotation) -> None:
        """Add an annotation, or give one that is there its new value."""
        self.remove(annotation.id)
        self._by_id[annotation.id] = annotation
        here = place(annotation)
        self._longest = max(self._longest, -here[2] - here[1])
        insort(self._places, here)

    def remove(self, annotation_id: str) -> None:
        """Take an annotation out; nothing happens if it is not there."""
        if (old := self._by_id.pop(annotation_id, None)) is not None:
            del self._places[bisect_left(self._places, place(old))]

    def number(self, annotation_id: str) -> int:
        """Return its place in reading order, from 1."""
        return bisect_left(self._places, place(self._by_id[annotation_id])) + 1

    def numbered(self, number: int) -> Annotation:
        """Return the annotation at this place in reading order, from 1."""
        return self._by_id[self._places[number - 1][-1]]

    def orphans(self) -> int:
        """Return how many have lost their passage; they stand at the end of the reading order."""
        return len(self._places) - bisect_left(self._places, (True,))

    def neighbour(self, annotation_id: str, step: int) -> Annotation | None:
        """Return the annotation `step` places on (back if negative), or None past either end."""
        number = self.number(annotation_id) + step
        return self.numbered(number) if 1 <= number <= len(self) else None
