"""`Words`: the words of a passage in an `Alignment`; `Found`: where they may be now."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.anchoring.alignment import Alignment
from annotator.anchoring.anchored import State
from annotator.anchoring.pairing import Pair, paired
from annotator.text.tokens import NEWLINE, SENTENCE_BORDER

ENOUGH = 0.5  # part of a passage's characters that must be found again
_DISTINCT = 15.0  # bits that make words worth finding anywhere
_DISTINCT_SENTENCE = 5.0  # the same if they are whole sentences


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the new text; KEPT says only that its surroundings bear it out.

    Attributes:
        share: the part of the passage that was found again there, by characters.
    """

    start: int
    end: int
    state: State
    share: float


class Words:
    """What stood from `start` to `end` of the old text, both in code points.

    Attributes:
        first, last: its old tokens, both included; `first` is larger if there are none.
        unchanged: how many characters of it lie outside the texts that were aligned, and did not change.
        length: how many characters it has in all, without line ends; 0 if it is nothing else.
    """

    def __init__(self, alignment: Alignment, start: int, end: int, unchanged: int = 0) -> None:
        self.alignment = alignment
        self.start = start
        self.end = end
        self.unchanged = unchanged
        self.first, stop = alignment.old.covering(start, end)
        self.last = stop - 1
        self.length = unchanged + sum(self.size(index) for index in range(self.first, stop))

    def size(self, index: int) -> int:
        """Return how many characters of a token are in the passage; a line end counts nothing."""
        tokens = self.alignment.old
        if tokens.keys[index] == NEWLINE:
            return 0
        return min(tokens.ends[index], self.end) - max(tokens.starts[index], self.start)

    def pairs(self, old: range, new: range) -> list[Pair]:
        """Return which of its words was replaced by which, if `old` became `new`, by their numbers there."""
        keys, new_keys = self.alignment.old.keys, self.alignment.new.keys
        pairs = [
            Pair(old.start + pair.old, new.start + pair.new, pair.likeness)
            for pair in paired(keys[old.start : old.stop], new_keys[new.start : new.stop])
        ]
        return [pair for pair in pairs if self.first <= pair.old <= self.last]

    def likeness(self, pairs: list[Pair]) -> float:
        """Return how many of its characters are still there in pairs of words."""
        return sum(pair.likeness * self.size(pair.old) for pair in pairs)

    def are_distinct(self) -> bool:
        """Tell whether they are so many, or all of a sentence, that finding them anywhere is no accident."""
        if self.first > self.last:
            return False
        old, weight = self.alignment.old, self.alignment.evidence.weight(self.first, self.last + 1)
        border = min(old.border(self.first), old.border(self.last + 1))
        return weight >= (_DISTINCT_SENTENCE if border >= SENTENCE_BORDER else _DISTINCT)
