"""What two token sequences have in common, in order: anchors first, then the gaps between them.

The method is that of patience and histogram diff: stretches that are rare in both sequences are anchors, the
heaviest chain of anchors in order is kept, and what lies between two anchors is compared by itself. Long
stretches go first, so a passage is matched as a whole rather than word by word from several places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

_LEVELS = 4  # stretches of 16, 8, 4, 2 and 1 tokens
_COMMONEST = 8  # a stretch that occurs more often is no anchor
_TABLE = 600  # gaps up to this many pairs are compared pair by pair
_LARGEST = 16_000_000  # pairs in a gap beyond which unrelated texts are not compared further


@dataclass(frozen=True, slots=True)
class Run:
    """`length` tokens that are the same in both: from `old` and from `new`."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """The first old token after it."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """The first new token after it."""
        return self.new + self.length


@dataclass(slots=True)
class _Gap:
    old: int
    old_end: int
    new: int
    new_end: int
    level: int


class Comparison:
    """Two sequences of tokens, prepared so that any two parts of them can be compared quickly.

    Attributes:
        old, new: the tokens as small numbers; equal numbers mean equal tokens.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        self.old = [numbers.setdefault(key, len(numbers)) for key in old]
        self.new = [numbers.setdefault(key, len(numbers)) for key in new]
        self.names = list(numbers)
        self._stretches = [(self.old, self.new)]
        for level in range(_LEVELS):
            self._stretches.append(_doubled(*self._stretches[-1], 1 << level))

    def runs(self, old: range, new: range) -> list[Run]:
        """Return the common runs of two parts, in order, apart from each other, as long as they can be."""
        found: list[Run] = []
        waiting = [_Gap(old.start, old.stop, new.start, new.stop, _LEVELS)]
        while waiting:
            self._compare(waiting.pop(), found, waiting)
        return joined(sorted(found, key=attrgetter("old")))

    def stretches(self, length: int) -> tuple[list[int], list[int]]:
        """Return a number for the `length` (1, 2, 4, 8 or 16) tokens from each place on, in both."""
        return self._stretches[length.bit_length() - 1]

    def _compare(self, gap: _Gap, found: list[Run], waiting: list[_Gap]) -> None:
        self._trim(gap, found)
        height, width = gap.old_end - gap.old, gap.new_end - gap.new
        if not height or not width:
            return
        if height * width <= _TABLE:
            found += _table(self.old, self.new, gap)
            return
        for level in range(gap.level, -1, -1):
            chain = _heaviest_chain(self._anchors(gap, level))
            if chain:
                gap.level = level
                _between(gap, chain, found, waiting)
                return
        if height * width <= _LARGEST:
            found += _longest_common(self.old, self.new, gap)

    def _trim(self, gap: _Gap, found: list[Run]) -> None:
        old, new = self.old, self.new
        i, j = gap.old, gap.new
        most = min(gap.old_end - i, gap.new_end - j)
        length = 0
        while length < most and old[i + length] == new[j + length]:
            length += 1
        if length:
            found.append(Run(i, j, length))
            gap.old += length
            gap.new += length
            most -= length
        i, j = gap.old_end, gap.new_end
        length = 0
        while length < most and old[i - length - 1] == new[j - length - 1]:
            length += 1
        if length:
            found.append(Run(i - length, j - length, length))
            gap.old_end -= length
            gap.new_end -= length

    def _anchors(self, gap: _Gap, level: int) -> list[Run]:
        """Pair the stretches that occur equally often in both, the n-th with the n-th; join neighbours."""
        size = 1 << level
        old_at, new_at = self._stretches[level]
        old_part = old_at[gap.old : max(gap.old_end - size + 1, gap.old)]
        new_part = new_at[gap.new : max(gap.new_end - size + 1, gap.new)]
        old_count, new_count = Counter(old_part), Counter(new_part)
        counts: dict[int, list[int]] = {}
        commonest = 1 if len(old_part) > _COMMONEST else _COMMONEST
        while not counts and commonest <= _COMMONEST:
            counts = {
                stretch: []
                for stretch, n in old_count.items()
                if n <= commonest and new_count.get(stretch) == n
            }
            commonest *= _COMMONEST
        for position, stretch in enumerate(new_part, gap.new):
            if stretch in counts:
                counts[stretch].append(position)
        for places in counts.values():
            places.reverse()
        anchors: list[Run] = []
        start = new_start = length = 0
        for position, stretch in enumerate(old_part, gap.old):
            if stretch not in counts:
                continue
            place = counts[stretch].pop()
            if length and position == start + length and place == new_start + length:
                length += 1
                continue
            if length:
                anchors.append(Run(start, new_start, length + size - 1))
            start, new_start, length = position, place, 1
        if length:
            anchors.append(Run(start, new_start, length + size - 1))
        return anchors


def _doubled(old: list[int], new: list[int], step: int) -> tuple[list[int], list[int]]:
    """Return numbers for stretches twice as long: equal numbers mean equal stretches."""
    numbers: dict[tuple[int, int], int] = {}
    name = numbers.setdefault
    return (
        [name(pair, len(numbers)) for pair in zip(old, old[step:], strict=False)],
        [name(pair, len(numbers)) for pair in zip(new, new[step:], strict=False)],
    )


def _heaviest_chain(anchors: list[Run]) -> list[Run]:
    """Return those anchors, in order in both sequences, that hold the most tokens together."""
    if len(anchors) < 2:
        return anchors
    # `ends` rises, and so does the weight of the best chain that ends there
    ends: list[int] = []
    weights: list[int] = []
    last: list[int] = []
    before: list[int] = [-1] * len(anchors)
    for number, anchor in enumerate(anchors):
        place = bisect_left(ends, anchor.new)
        weight = anchor.length
        if place:
            weight += weights[place - 1]
            before[number] = last[place - 1]
        upto = place
        while upto < len(ends) and weights[upto] <= weight:
            upto += 1
        if place < len(ends) and ends[place] == anchor.new and weights[place] > weight:
            continue
        ends[place:upto] = [anchor.new]
        weights[place:upto] = [weight]
        last[place:upto] = [number]
    chain: list[Run] = []
    number = last[-1]
    while number >= 0:
        chain.append(anchors[number])
        number = before[number]
    return chain[::-1]


def _between(gap: _Gap, chain: list[Run], found: list[Run], waiting: list[_Gap]) -> None:
    """Put the chain among what was found and the gaps around its anchors among what waits."""
    old, new = gap.old, gap.new
    for anchor in chain:
        overlap = max(old - anchor.old, new - anchor.new, 0)
        if overlap >= anchor.length:
            continue
        start, new_start = anchor.old + overlap, anchor.new + overlap
        waiting.append(_Gap(old, start, new, new_start, gap.level))
        found.append(Run(start, new_start, anchor.length - overlap))
        old, new = anchor.old_end, anchor.new_end
    waiting.append(_Gap(old, gap.old_end, new, gap.new_end, gap.level))


def _table(old: list[int], new: list[int], gap: _Gap) -> list[Run]:
    """Return the best runs of a small gap, by the full table: many tokens, in few pieces."""
    height, width = gap.old_end - gap.old, gap.new_end - gap.new
    row = new[gap.new : gap.new_end]
    if height == 1 or width == 1:
        return _single(old, row, gap)
    best = [[0] * (width + 1)]
    matched = [[0] * (width + 1)]
    for i in range(height):
        token = old[gap.old + i]
        above, above_matched = best[-1], matched[-1]
        here, here_matched = [0], [0]
        left = 0
        for j in range(width):
            score = 0
            if token == row[j]:
                # a token that continues a run counts half again as much
                score = max(above[j] + 2, above_matched[j] + 3 if above_matched[j] else 0)
            here_matched.append(score)
            left = max(left, above[j + 1], score)
            here.append(left)
        best.append(here)
        matched.append(here_matched)
    return _traced(best, matched, gap)


def _single(old: list[int], row: list[int], gap: _Gap) -> list[Run]:
    """Compare a gap that is a single token on one side."""
    column = old[gap.old : gap.old_end]
    if len(column) == 1:
        return [Run(gap.old, gap.new + row.index(column[0]), 1)] if column[0] in row else []
    return [Run(gap.old + column.index(row[0]), gap.new, 1)] if row[0] in column else []


def _traced(best: list[list[int]], matched: list[list[int]], gap: _Gap) -> list[Run]:
    runs: list[Run] = []
    i, j = len(best) - 1, len(best[0]) - 1
    while i and j:
        if best[i][j] == best[i][j - 1]:
            j -= 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            length = 1
            while matched[i - 1][j - 1] and matched[i][j] == matched[i - 1][j - 1] + 3:
                i, j, length = i - 1, j - 1, length + 1
            i, j = i - 1, j - 1
            runs.append(Run(gap.old + i, gap.new + j, length))
    return runs[::-1]


def _longest_common(old: list[int], new: list[int], gap: _Gap) -> list[Run]:
    from rapidfuzz.distance import LCSseq

    blocks = LCSseq.editops(old[gap.old : gap.old_end], new[gap.new : gap.new_end]).as_matching_blocks()
    return [Run(gap.old + block.a, gap.new + block.b, block.size) for block in blocks if block.size]


def joined(runs: Iterable[Run]) -> list[Run]:
    """Return runs, in order, with those made one that follow each other in both sequences."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].old_end == run.old and joined[-1].new_end == run.new:
            run = Run(joined[-1].old, joined[-1].new, joined[-1].length + run.length)
            joined.pop()
        joined.append(run)
    return joined
