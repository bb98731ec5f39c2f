"""Which tokens that two texts have in common are the same ones, and which only look so.

A diff matches whatever can be matched: in a sentence that was written anew it still finds "the" and the
commas of the old one. So its result is read as the most likely course through two states, *edited* (a match
is expected, a difference costs) and *rewritten* (matches are chance), with a price for going from one to the
other that is lower between sentences (Viterbi's algorithm). Only matches on edited stretches are believed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log2, prod

from annotator.text.diff import Comparison, Run
from annotator.text.tokens import Tokens, is_word

_NEARBY = 10  # tokens among which chance may look for a partner
_DIFFERENCE = 0.9  # bits against "edited" for a token without a partner
_INSERTION = 7.0  # bits against "edited" for an insertion or deletion, however long
_SWITCH = {4: 2.5, 3: 3.0, 1: 7.0, 0: 8.0}  # bits, by the strength of the border
_SAME_START = 3.0  # bits for "edited" where both texts begin, and where they end
_SIGN = 0.7  # bits that a punctuation mark or line end is worth at most
_WORD = 6.0
_SMOOTHING = 300  # tokens of unknown text that every word is assumed to be missing from
_COMMON_BY_LENGTH = ((3, 0.02), (5, 0.006))  # frequency assumed for words up to so many letters


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs believed to be the same words, with small edits between them; `weight` in bits."""

    runs: tuple[Run, ...]
    weight: float


def frequencies(comparison: Comparison) -> list[float]:
    """Return for each token number how often it is met, as a part of all tokens of both texts."""
    counts = Counter(comparison.old)
    counts.update(comparison.new)
    total = len(comparison.old) + len(comparison.new) + _SMOOTHING
    return [max(counts[number] / total, _usual(name)) for number, name in enumerate(comparison.names)]


def _usual(name: str) -> float:
    return next((common for length, common in _COMMON_BY_LENGTH if len(name) <= length), 0.0)


def _weight(name: str, frequency: float) -> float:
    """Return how many bits of evidence a match of a token is.

    It is the logarithm of the chance that a token like it stands among the _NEARBY ones by accident.
    """
    bits = -log2(1 - (1 - min(frequency, 0.5)) ** _NEARBY)
    return min(bits, _WORD if is_word(name) else _SIGN)


class Evidence:
    """Reads runs of a comparison of two texts, as described above."""

    def __init__(self, comparison: Comparison, old: Tokens, new: Tokens) -> None:
        self.comparison = comparison
        self.old = old
        self.new = new
        self.frequencies = frequencies(comparison)
        self.bits = [_weight(*of) for of in zip(comparison.names, self.frequencies, strict=True)]

    def weight(self, start: int, end: int) -> float:
        """Return the bits of the old tokens from `start` to `end`."""
        bits, old = self.bits, self.comparison.old
        return sum([bits[old[index]] for index in range(start, end)])

    def chance(self, start: int, end: int) -> float:
        """Return how likely the old tokens from `start` to `end` stand at a given place by accident."""
        old = self.comparison.old
        return prod([self.frequencies[old[index]] for index in range(start, end)])

    def believed(self, runs: list[Run], old: range, new: range, *, alone: bool = False) -> list[Stretch]:
        """Return the stretches of `runs` (in order, within `old` and `new`) that were edited, not rewritten.

        `alone`: nothing is known of the surroundings, so a stretch must prove itself alone.
        """
        if not runs:
            return []
        path = _Path(-1e9 if alone else _SAME_START)
        at, new_at = old.start, new.start
        for run in runs:
            path.differ(self._switch(at, new_at), _doubt(run.old - at, run.new - new_at))
            self._follow(path, run)
            at, new_at = run.old_end, run.new_end
        path.differ(self._switch(at, new_at), _doubt(old.stop - at, new.stop - new_at))
        return self._stretches(runs, path.edited(alone=alone))

    def _follow(self, path: _Path, run: Run) -> None:
        bits, old = self.bits, self.comparison.old
        path.match(self._switch(run.old, run.new), bits[old[run.old]])
        for step in range(1, run.length):
            border = self.old.border(run.old + step)
            path.match(_SWITCH[border], bits[old[run.old + step]])

    def _switch(self, old: int, new: int) -> float:
        return min(_SWITCH[self.old.border(old)], _SWITCH[self.new.border(new)])

    def _stretches(self, runs: list[Run], edited: list[bool]) -> list[Stretch]:
        """Cut the runs by `edited`: one flag for each gap and each token of a run, in order."""
        stretches: list[Stretch] = []
        current: list[Run] = []

        def close() -> None:
            if current:
                weight = sum(self.weight(run.old, run.old_end) for run in current)
                stretches.append(Stretch(tuple(current), weight))
                current.clear()

        column = 0
        for run in runs:
            if not edited[column]:
                close()
            column += 1
            flags = edited[column : column + run.length]
            column += run.length
            for start, length, flag in _groups(flags):
                if flag:
                    current.append(Run(run.old + start, run.new + start, length))
                else:
                    close()
        close()
        return stretches


def _doubt(old: int, new: int) -> float:
    """Return the bits against "edited" of a difference of so many tokens."""
    doubt = (old + new) * _DIFFERENCE
    return doubt if old and new else min(doubt, _INSERTION)


def _groups(flags: list[bool]) -> list[tuple[int, int, bool]]:
    if all(flags):
        return [(0, len(flags), True)]
    groups: list[tuple[int, int, bool]] = []
    start = 0
    for index in range(1, len(flags) + 1):
        if index == len(flags) or flags[index] != flags[start]:
            groups.append((start, index - start, flags[start]))
            start = index
    return groups


class _Path:
    """The best scores of both states so far, and where each came from."""

    def __init__(self, edited: float) -> None:
        self._rewritten = 0.0
        self._edited = edited
        self._from: list[tuple[bool, bool]] = []  # (rewritten came from edited, edited came from edited)

    def differ(self, switch: float, doubt: float) -> None:
        leaving = self._edited - switch
        left = leaving > self._rewritten
        # who comes from "rewritten" may enter after the difference as well as before it, so never here
        self._from.append((left, True))
        if left:
            self._rewritten = leaving
        self._edited -= doubt

    def match(self, switch: float, bits: float) -> None:
        edited, rewritten = self._edited, self._rewritten
        leaving, entering = edited - switch, rewritten - switch
        left, stayed = leaving > rewritten, edited >= entering
        self._from.append((left, stayed))
        if left:
            self._rewritten = leaving
        self._edited = (edited if stayed else entering) + bits

    def edited(self, *, alone: bool) -> list[bool]:
        """Return, for each step, whether the best course was in the state "edited" there."""
        state = self._edited + (-_SWITCH[4] if alone else _SAME_START) >= self._rewritten
        course: list[bool] = []
        for left, stayed in reversed(self._from):
            course.append(state)
            state = stayed if state else left
        return course[::-1]
