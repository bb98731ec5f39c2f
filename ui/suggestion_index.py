"""`SuggestionIndex`: the open suggestions in reading order, found by place and by identity.

A book has fifteen thousand; comparing them field by field would be felt at every key.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from annotator.model.span import Span
from annotator.model.suggestion import Suggestion


class SuggestionIndex:
    """Knows where suggestions are. They are told apart by identity, as they stay the same objects."""

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        self._items = suggestions

    def number(self, suggestion: Suggestion | None) -> int:
        """Return the place of a suggestion in the list, -1 where it is not there."""
        if suggestion is not None:
            place = bisect_left(self._items, suggestion.span.start, key=_start)
            while place < len(self._items) and self._items[place].span.start == suggestion.span.start:
                if self._items[place] is suggestion:
                    return place
                place += 1
        return -1

    def numbers_overlapping(self, start: int, end: int) -> Iterator[int]:
        """Yield the numbers of the suggestions with characters between two places, the last first."""
        place = bisect_left(self._starts, end)
        while place and self._reach[place - 1] > start:
            place -= 1
            if self._items[place].span.end > start:
                yield place

    def overlapping(self, start: int, end: int) -> Iterator[Suggestion]:
        """Yield the suggestions with characters between two places, the last first."""
        return (self._items[number] for number in self.numbers_overlapping(start, end))

    def within_reach(self, spans: Sequence[Span]) -> set[int]:
        """Return the numbers of the suggestions that share characters with any of `spans`."""
        return {number for span in spans for number in self.numbers_overlapping(span.start, span.end)}

    @cached_property
    def _starts(self) -> list[int]:
        return [item.span.start for item in self._items]

    @cached_property
    def _reach(self) -> list[int]:
        return list(accumulate((item.span.end for item in self._items), max))


def _start(suggestion: Suggestion) -> int:
    return suggestion.span.start
