"""Passages that were taken out in one place and put in at another.

Only text that the diff calls deleted is looked for, and only in text that the diff calls new: so an older
twin of a passage can never be mistaken for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, pairwise

from annotator.anchoring.evidence import Evidence, Stretch
from annotator.text.diff import Run
from annotator.text.settling import Settling
from annotator.text.tokens import NEWLINE, SENTENCE_BORDER, Tokens

_ENOUGH = 17.0  # bits a moved stretch must be worth; its borders count as well
_BORDER = {4: 4.0, 3: 3.0, 1: 0.5, 0: 0.0}  # bits, for each of the four ends
_LONG = 50.0  # bits from which words are no set phrase
_HALF, _NEARLY_ALL = 0.5, 0.85  # parts of a sentence
# bits for all that is gone in one place and came in another, once each, by its weakest border
_ENOUGH_UNIT = {4: 3.0, 3: 6.0, 1: 12.0, 0: 12.0}
_ROUNDS = 6
_WORTH_A_LOOK = 5.0  # bits two parts must share at least to be compared
_TOO_COMMON = 12  # inserted parts beyond which a pair of words says nothing about where a passage went
_SIZES = (1, 2, 4, 8)  # tokens in the stretches by which passages are told apart
_UNIQUE = 0.1  # part of a moved passage, by such stretches, that must be there once only


@dataclass(frozen=True, slots=True)
class Move:
    """A passage that moved. `doubtful`: it was taken out or put in more than once."""

    stretches: tuple[Stretch, ...]
    doubtful: bool = False


class _Free:
    """The parts of one text nothing is known about yet; `stretches` are its tokens by 1, 2, 4 and 8."""

    def __init__(self, ranges: list[range], stretches: dict[int, list[int]]) -> None:
        self.ranges = [part for part in ranges if part]
        self.stretches = stretches
        self._counts: dict[int, Counter[int]] = {}

    def count(self, size: int) -> Counter[int]:
        """Return how often each stretch of `size` tokens is in these parts."""
        if size not in self._counts:
            names = self.stretches[size]
            self._counts[size] = Counter(
                chain.from_iterable(names[part.start : max(part.stop - size + 1, 0)] for part in self.ranges)
            )
        return self._counts[size]

    def without(self, taken: Iterable[range]) -> _Free:
        """Return what is left when `taken` is known."""
        gone = set(chain.from_iterable(taken))
        parts: list[range] = []
        for part in self.ranges:
            start = part.start
            for index in range(part.start, part.stop + 1):
                if index == part.stop or index in gone:
                    parts.append(range(start, index))
                    start = index + 1
        return _Free(parts, self.stretches)


def moves(evidence: Evidence, old: list[range], new: list[range]) -> list[Move]:
    """Return the moves from the deleted stretches `old` to the inserted stretches `new`."""
    stretches = [{size: evidence.comparison.stretches(size)[side] for size in _SIZES} for side in (0, 1)]
    gone, come = _Free(old, stretches[0]), _Free(new, stretches[1])
    found: list[Move] = []
    for _ in range(_ROUNDS):
        more = _moved_blocks(evidence, gone, come)
        if not more:
            break
        found += more
        runs = [run for move in more for stretch in move.stretches for run in stretch.runs]
        gone = gone.without(range(run.old, run.old_end) for run in runs)
        come = come.without(range(run.new, run.new_end) for run in runs)
    return found + _moved_units(evidence, gone, come)


def _moved_blocks(evidence: Evidence, gone: _Free, come: _Free) -> list[Move]:
    """Compare each deleted stretch with the inserted one it shares most with, the surest first."""
    found: list[Move] = []
    gone_used: set[int] = set()
    come_used: set[int] = set()
    for _, number, other in _shared(evidence, gone, come):
        if number in gone_used or other in come_used:
            continue
        stretches = _same(evidence, gone.ranges[number], come.ranges[other])
        if stretches:
            found.append(Move(tuple(stretches), _is_doubtful(stretches, gone, come)))
            gone_used.add(number)
            come_used.add(other)
    return found


def _shared(evidence: Evidence, gone: _Free, come: _Free) -> list[tuple[float, int, int]]:
    """Return (bits in common, deleted part, inserted part) by pairs of neighbouring words, highest first."""
    bits, tokens = evidence.bits, gone.stretches[1]
    old_pairs, new_pairs, known = gone.stretches[2], come.stretches[2], gone.count(2)
    places: defaultdict[int, set[int]] = defaultdict(set)
    for other, part in enumerate(come.ranges):
        for pair in new_pairs[part.start : part.stop - 1]:
            if pair in known:
                places[pair].add(other)
    votes: defaultdict[tuple[int, int], float] = defaultdict(float)
    for number, part in enumerate(gone.ranges):
        for index in range(part.start, part.stop - 1):
            where = places.get(old_pairs[index], ())
            if len(where) <= _TOO_COMMON:
                for other in where:
                    votes[number, other] += bits[tokens[index]]
    ranked = [(weight, number, other) for (number, other), weight in votes.items() if weight >= _WORTH_A_LOOK]
    return sorted(ranked, key=lambda vote: (-vote[0], vote[1], vote[2]))


def _same(evidence: Evidence, old: range, new: range) -> list[Stretch]:
    settling = Settling(evidence.comparison, evidence.old.border, evidence.new.border)
    runs = settling.settled(evidence.comparison.runs(old, new), old, new)
    return [
        stretch
        for stretch in evidence.believed(runs, old, new, alone=True)
        if stretch.weight + _bonus(evidence, stretch) >= _ENOUGH
        and (stretch.weight >= _LONG or _is_most_of_its_sentences(evidence, stretch))
    ]


def _bonus(evidence: Evidence, stretch: Stretch) -> float:
    first, last = stretch.runs[0], stretch.runs[-1]
    ends = (
        min(evidence.old.border(first.old), evidence.new.border(first.new)),
        min(evidence.old.border(last.old_end), evidence.new.border(last.new_end)),
    )
    return sum(_BORDER[end] for end in ends)


def _is_most_of_its_sentences(evidence: Evidence, stretch: Stretch) -> bool:
    """Tell whether it is half of its sentences, or nearly all of one; else it may be a set phrase."""
    first, last = stretch.runs[0], stretch.runs[-1]
    size = sum(run.length for run in stretch.runs)
    old = size / (evidence.old.sentence_end(last.old_end) - evidence.old.sentence_start(first.old))
    new = size / (evidence.new.sentence_end(last.new_end) - evidence.new.sentence_start(first.new))
    return min(old, new) >= _HALF or max(old, new) >= _NEARLY_ALL


def _is_doubtful(stretches: list[Stretch], gone: _Free, come: _Free) -> bool:
    """Tell whether all that moved, but for a trifle, was deleted or inserted more than once."""
    unique = total = 0
    for run in (run for stretch in stretches for run in stretch.runs):
        size = max(size for size in _SIZES if size <= run.length)
        names, here, there = gone.stretches[size], gone.count(size), come.count(size)
        for index in range(run.old, run.old_end - size + 1):
            total += 1
            unique += here[names[index]] == there[names[index]] == 1
    return unique < _UNIQUE * total


def _moved_units(evidence: Evidence, gone: _Free, come: _Free) -> list[Move]:
    """Pair whole sentences, lines and gaps that are too short for `_moved_blocks`, if each is there once."""
    here, there = _units(gone, evidence.old), _units(come, evidence.new)
    result: list[Move] = []
    for unit, places in here.items():
        others = there.get(unit, [])
        if len(places) != 1 or len(others) != 1:
            continue
        old, new = places[0], others[0]
        border = min(
            tokens.border(place)
            for tokens, part in ((evidence.old, old), (evidence.new, new))
            for place in (part.start, part.stop)
        )
        weight = evidence.weight(old.start, old.stop)
        if weight >= _ENOUGH_UNIT[border]:
            result.append(Move((Stretch((Run(old.start, new.start, len(old)),), weight),)))
    return result


def _units(free: _Free, tokens: Tokens) -> dict[tuple[int, ...], list[range]]:
    """Return the sentences in the free parts, and those parts themselves, by their tokens."""
    found: defaultdict[tuple[int, ...], list[range]] = defaultdict(list)
    for part in free.ranges:
        start, end = part.start, part.stop
        while start < end and tokens.keys[start] == NEWLINE:
            start += 1
        while start < end and tokens.keys[end - 1] == NEWLINE:
            end -= 1
        borders = [index for index in range(start, end + 1) if tokens.border(index) >= SENTENCE_BORDER]
        units = dict.fromkeys([*pairwise(borders), (start, end)])
        for first, last in units:
            if first < last:
                found[tuple(free.stretches[1][first:last])].append(range(first, last))
    return found
