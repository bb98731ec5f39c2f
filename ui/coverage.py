"""`Coverage`: of each sentence, whether it is marked and whether what is marked is checked."""

from __future__ import annotations

from bisect import bisect_left
from enum import IntEnum
from itertools import compress
from time import perf_counter

from annotator.model.annotation import Annotation, Status
from annotator.model.span import Span
from ui.marks import Marks
from ui.sentence_index import SentenceIndex

_OPEN = frozenset({Status.UNCHECKED, Status.RECHECK})
_SETTLED = frozenset({Status.VERIFIED})


class State(IntEnum):
    """How far a sentence is; the higher one wins where several marks lie on it."""

    UNMARKED = 0
    VERIFIED = 1
    OTHER = 2
    """Checked with another result: wrong, disputed, a source is missing …"""
    UNCHECKED = 3


_ONLY = tuple(bytes(code == state for code in range(256)) for state in State)
"""For each state, a table that makes 1 of it and 0 of the others."""


class Coverage:
    """The state of every sentence, in order. Counted in steps, as a book has tens of thousands."""

    def __init__(self, sentences: SentenceIndex, marks: Marks) -> None:
        self._sentences = sentences
        self._marks = marks
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._lengths: list[int] = []
        self._states = bytearray()
        self._blocks_done = 0
        self.counts = dict.fromkeys(State, 0)

    @property
    def is_counted(self) -> bool:
        """Whether all sentences are known."""
        return self._blocks_done >= self._sentences.blocks

    @property
    def total(self) -> int:
        """How many sentences are known."""
        return len(self._starts)

    @property
    def marked(self) -> int:
        """How many sentences are marked."""
        return self.total - self.counts[State.UNMARKED]

    @property
    def everything_checked(self) -> bool:
        """Whether something is marked and nothing that is marked is unchecked."""
        return self.is_counted and self.marked > 0 and not self.counts[State.UNCHECKED]

    def count_on(self, budget_s: float) -> None:
        """Look at further sentences for about this long."""
        until = perf_counter() + budget_s
        while not self.is_counted:
            for span in self._sentences.of_block(self._blocks_done):
                state = self._state(span.start, span.end)
                self._starts.append(span.start)
                self._ends.append(span.end)
                self._lengths.append(span.end - span.start)
                self._states.append(state)
                self.counts[state] += 1
            self._blocks_done += 1
            if perf_counter() > until:
                return

    def refresh(self, span: Span) -> range:
        """Look again at the sentences a mark touches; return which those are."""
        touched = self.touching(span.start, span.end)
        for number in touched:
            old, new = State(self._states[number]), self._state(self._starts[number], self._ends[number])
            if old is not new:
                self._states[number] = new
                self.counts[old] -= 1
                self.counts[new] += 1
        return touched

    def touching(self, start: int, end: int) -> range:
        """Return the numbers of the known sentences in a stretch."""
        first = bisect_left(self._starts, start)
        if first and self._ends[first - 1] > start:
            first -= 1
        return range(first, max(bisect_left(self._starts, end), first))

    def shares(self, start: int, end: int) -> list[int]:
        """Return how many characters of the sentences in a stretch are in each state, by its number.

        The strip asks for each of its columns, and so for every sentence, whenever the window is resized.
        """
        there = self.touching(start, end)
        states, lengths = self._states[there.start : there.stop], self._lengths[there.start : there.stop]
        return [sum(compress(lengths, states.translate(only))) for only in _ONLY]

    def state(self, number: int) -> State:
        """Return the state of a sentence by its number."""
        return State(self._states[number])

    def span(self, number: int) -> Span:
        """Return where a sentence stands."""
        return Span(self._starts[number], self._ends[number])

    def following(self, state: State, position: int) -> int | None:
        """Return the start of the next sentence in this state behind `position`, else of the first one."""
        first = bisect_left(self._starts, position + 1)
        number = self._states.find(state, first)
        if number < 0:
            number = self._states.find(state)
        return self._starts[number] if number >= 0 else None

    def preceding(self, state: State, position: int) -> int | None:
        """Return the start of the last sentence in this state before `position`, else of the last one."""
        number = self._states.rfind(state, 0, bisect_left(self._starts, position))
        if number < 0:
            number = self._states.rfind(state)
        return self._starts[number] if number >= 0 else None

    def _state(self, start: int, end: int) -> State:
        marks = self._marks.overlapping(start, end)
        return max(map(state_of, marks), default=State.UNMARKED)


def state_of(mark: Annotation) -> State:
    """Return how far a sentence is by one of its marks."""
    if mark.status in _OPEN:
        return State.UNCHECKED
    return State.VERIFIED if mark.status in _SETTLED else State.OTHER
