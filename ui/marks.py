"""`Marks`: the annotations of the open article, by id, in reading order and by place. No Qt here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from operator import itemgetter

from annotator.model.annotation import Annotation, Place, place

_LONG = 4096  # marks longer than this are kept apart, so that one of them does not widen every search


class Marks:
    """Annotations by id, and each one's number; those that have lost their passage stand at the end.

    Places lie in sorted lists and are found by bisection, so neither asking nor changing one annotation costs
    more when there are ten thousand.
    """

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_id: dict[str, Annotation]
        if isinstance(annotations, Marks):  # sorted already
            self._places = annotations.places()
            self._by_id = dict(zip(map(itemgetter(-1), self._places), annotations, strict=True))
        else:
            self._by_id = {annotation.id: annotation for annotation in annotations}
            self._places = sorted(map(place, self._by_id.values()))
        self._long = [key for key in self._places if -key[2] - key[1] > _LONG]

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def __getitem__(self, annotation_id: str) -> Annotation:
        return self._by_id[annotation_id]

    def __iter__(self) -> Iterator[Annotation]:
        """Yield the annotations in reading order."""
        return map(self._by_id.__getitem__, map(itemgetter(-1), self._places))

    def get(self, annotation_id: str) -> Annotation | None:
        """Return an annotation, or None if it is not in this article."""
        return self._by_id.get(annotation_id)

    def put(self, annotation: Annotation) -> None:
        """Add an annotation, or give one that is there its new value."""
        if (old := self._by_id.get(annotation.id)) is not None:
            self._drop(place(old))
        self._by_id[annotation.id] = annotation
        here = place(annotation)
        insort(self._places, here)
        if _length(here) > _LONG:
            insort(self._long, here)

    def remove(self, annotation_id: str) -> None:
        """Take an annotation out; nothing happens if it is not there."""
        if (old := self._by_id.pop(annotation_id, None)) is not None:
            self._drop(place(old))

    # -- in reading order --------------------------------------------------------------------------------

    def places(self) -> list[Place]:
        """Return what `place` gives for each annotation, in reading order."""
        return self._places.copy()

    def of_places(self, places: Iterable[Place]) -> list[Annotation]:
        """Return the annotations of these places, in the same order."""
        return list(map(self._by_id.__getitem__, map(itemgetter(-1), places)))

    def number(self, annotation_id: str) -> int:
        """Return its place in reading order, from 1."""
        return bisect_left(self._places, place(self._by_id[annotation_id])) + 1

    def numbered(self, number: int) -> Annotation:
        """Return the annotation at this place in reading order, from 1."""
        return self._by_id[self._places[number - 1][-1]]

    def neighbour(self, annotation_id: str, step: int) -> Annotation | None:
        """Return the annotation `step` places on (back if negative), or None past either end."""
        number = self.number(annotation_id) + step
        return self.numbered(number) if 1 <= number <= len(self) else None

    def orphans(self) -> int:
        """Return how many have lost their passage."""
        return len(self._places) - self._first_orphan()

    # -- by place ----------------------------------------------------------------------------------------

    def overlapping(self, start: int, end: int) -> list[Annotation]:
        """Return the annotations that share a character with a stretch of the text, in reading order."""
        return self.of_places(self._places_on(start, end))

    def next(self, position: int) -> Annotation | None:
        """Return the first annotation that begins after `position`, or None."""
        at = bisect_right(self._places, (False, position + 1))
        return self.numbered(at + 1) if at < self._first_orphan() else None

    def previous(self, position: int) -> Annotation | None:
        """Return the last annotation that begins before `position`, or None."""
        at = bisect_left(self._places, (False, position))
        return self.numbered(at) if at else None

    def _places_on(self, start: int, end: int) -> list[Place]:
        reach = (False, start - _LONG)
        near = self._places[bisect_left(self._places, reach) : bisect_left(self._places, (False, end))]
        found = [key for key in near if -key[2] > start]
        if self._long:
            before = self._long[: bisect_left(self._long, reach)]
            found = [key for key in before if -key[2] > start] + found
        return found

    def _first_orphan(self) -> int:
        return bisect_left(self._places, (True,))

    def _drop(self, key: Place) -> None:
        del self._places[bisect_left(self._places, key)]
        if _length(key) > _LONG:
            del self._long[bisect_left(self._long, key)]


def _length(key: Place) -> int:
    return -key[2] - key[1]
