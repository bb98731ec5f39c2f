"""`Passage`: the words of an old text, followed to a new one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from annotator.anchoring.alignment import DIFF
from annotator.anchoring.anchored import State
from annotator.anchoring.gaps import in_gap
from annotator.anchoring.words import ENOUGH, Found, Words

_SURE = 6.0  # bits of unchanged words in and beside a passage that make it kept without a flag
_BESIDE = 8  # tokens on each side that bear a passage out
_AT_THE_END = 3.0  # bits that the start or end of both texts is worth as a neighbour
_WIDEST = 4, 100  # a passage may become so many times as long, in tokens, plus so many
_MOST = 0.7  # part of the words found that shows where the others belong


class Passage:
    """Follows `words` to where they are now."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._alignment = words.alignment

    def found(self) -> Found | None:
        """Return where it is now, or None if it is lost."""
        if self._words.first > self._words.last:
            return None
        course = self._course()
        if course is None:
            return in_gap(self._words)
        known = self._continued(self._together(self._unbroken(self._known(course))))
        first, last, alike = self._with_ends(known)
        found = self._words.unchanged + sum(map(self._words.size, known)) + alike
        if found < ENOUGH * self._words.length:
            found += self._inner_likeness(known)
        if found < ENOUGH * self._words.length:
            return in_gap(self._words)
        start, end = self._characters(known, first, last)
        if course in self._alignment.doubtful:
            state = State.PROPOSED
        elif course != DIFF:
            state = State.MOVED
        else:
            state = State.KEPT if self._is_borne_out(known) else State.CHANGED
        return Found(start, end, state, found / max(found, self._words.length, 1))

    # What is known of it: old tokens with the new ones they became

    def _course(self) -> int | None:
        """Return the diff or the move that holds most of the passage."""
        sizes: dict[int, float] = {}
        for index in range(self._words.first, self._words.last + 1):
            course = self._alignment.course[index]
            if course >= 0:
                sizes[course] = sizes.get(course, 0) + self._words.size(index)
        return max(sizes, key=lambda course: (sizes[course], -course)) if sizes else None

    def _known(self, course: int) -> dict[int, int]:
        alignment = self._alignment
        return {
            index: alignment.partner[index]
            for index in range(self._words.first, self._words.last + 1)
            if alignment.course[index] == course
        }

    def _unbroken(self, known: dict[int, int]) -> dict[int, int]:
        """Bring back the few words that the diff matched elsewhere although they stand beside the others."""
        (shift, count), *_ = Counter(new - old for old, new in known.items()).most_common(1)
        wanted = range(self._words.first, self._words.last + 1)
        if count == len(known) or count < _MOST * len(known) or self._words.first + shift < 0:
            return known
        keys = self._alignment.old.keys[wanted.start : wanted.stop]
        if keys != self._alignment.new.keys[wanted.start + shift : wanted.stop + shift]:
            return known
        return {old: old + shift for old in wanted}

    def _together(self, known: dict[int, int]) -> dict[int, int]:
        """Leave out what drifted so far from the rest that a mark over all of it would mark other text."""
        pairs = list(known.items())
        while self._is_torn(pairs):
            leaps = [(after[1] - before[1], cut) for cut, (before, after) in enumerate(pairwise(pairs), 1)]
            cut = max(leaps)[1]
            pairs = max(pairs[:cut], pairs[cut:], key=self._weight)
        return dict(pairs)

    def _is_torn(self, pairs: list[tuple[int, int]]) -> bool:
        """Tell whether too much new text, or more old text than its own, came between its parts."""
        first, last = pairs[0][1], pairs[-1][1]
        times, plus = _WIDEST
        if last - first > times * (pairs[-1][0] - pairs[0][0] + 1) + plus:
            return True
        return sum(self._alignment.taken[first : last + 1]) > 2 * len(pairs)

    def _weight(self, pairs: list[tuple[int, int]]) -> float:
        return sum(self._alignment.evidence.weight(old, old + 1) for old, _ in pairs)

    def _continued(self, known: dict[int, int]) -> dict[int, int]:
        """Add the tokens at the ends that go on without a break, though too few to be believed alone."""
        for end, step in ((min(known), -1), (max(known), 1)):
            index, place = end + step, known[end] + step
            while self._words.first <= index <= self._words.last and self._is_same(index, place):
                known[index] = place
                index, place = index + step, place + step
        return dict(sorted(known.items()))

    def _is_same(self, index: int, place: int) -> bool:
        alignment = self._alignment
        return (
            0 <= place < len(alignment.new)
            and not alignment.taken[place]
            and alignment.old.keys[index] == alignment.new.keys[place]
        )

    def _with_ends(self, known: dict[int, int]) -> tuple[int, int, float]:
        """Return the first and last new token, those included that took the place of words at the ends.

        The third is how many characters of those words are still there, as forms of them.
        """
        alignment = self._alignment
        known_first, known_last = min(known), max(known)
        first, last = known[known_first], known[known_last]
        alike = 0.0
        if self._words.first < known_first and alignment.partner[known_first] == first:
            start, place = alignment.gap_before(known_first)
            pairs = self._words.pairs(range(start, known_first), range(place, first))
            first = min([first, *(pair.new for pair in pairs)])
            alike += self._words.likeness(pairs)
        if self._words.last > known_last and alignment.partner[known_last] == last:
            end, place = alignment.gap_after(known_last)
            pairs = self._words.pairs(range(known_last + 1, end), range(last + 1, place))
            last = max([last, *(pair.new for pair in pairs)])
            alike += self._words.likeness(pairs)
        return first, last, alike

    def _inner_likeness(self, known: dict[int, int]) -> float:
        """Return how many characters between known words were replaced by forms of the same words."""
        return sum(
            self._words.likeness(
                self._words.pairs(range(before[0] + 1, after[0]), range(before[1] + 1, after[1]))
            )
            for before, after in pairwise(known.items())
        )

    def _is_borne_out(self, known: dict[int, int]) -> bool:
        """Tell whether enough unchanged words in and beside the passage say that it is the same one."""
        first, last = min(known), max(known)
        bits = self._alignment.evidence.weight(first, last + 1)
        bits += self._neighbours(first, known[first], -1) + self._neighbours(last, known[last], 1)
        return bits >= _SURE and self._is_same_sentence(first, last, known) and not self._is_doubled(known)

    def _is_same_sentence(self, first: int, last: int, known: dict[int, int]) -> bool:
        """Tell whether half of the sentences it stands in, old and new, is the same."""
        alignment = self._alignment
        start, end = alignment.old.sentence_start(first), alignment.old.sentence_end(last + 1)
        place = alignment.new.sentence_start(known[first])
        stop = alignment.new.sentence_end(known[last] + 1)
        same = sum(place <= partner < stop for partner in alignment.partner[start:end])
        return same >= ENOUGH * max(end - start, stop - place)

    def _is_doubled(self, known: dict[int, int]) -> bool:
        """Tell whether the same words were written right beside it ("in in"), so that either may be meant."""
        alignment = self._alignment
        start, end = known[min(known)], known[max(known)] + 1
        keys, size = alignment.new.keys, end - start
        return any(
            keys[place : place + size] == keys[start:end] and not any(alignment.taken[place : place + size])
            for place in (start - size, end)
            if place >= 0
        )

    def _neighbours(self, index: int, place: int, step: int) -> float:
        alignment = self._alignment
        bits = 0.0
        for distance in range(step, step * (_BESIDE + 1), step):
            neighbour = index + distance
            if not 0 <= neighbour < len(alignment.old):
                at_both_ends = place + distance in (-1, len(alignment.new))
                return bits + (_AT_THE_END if at_both_ends else 0.0)
            if alignment.partner[neighbour] != place + distance:
                return bits
            bits += alignment.evidence.weight(neighbour, neighbour + 1)
        return bits

    # From tokens to characters

    def _characters(self, known: dict[int, int], first: int, last: int) -> tuple[int, int]:
        """Return the place of new tokens `first` to `last`; an end inside a known token stays inside."""
        old, new = self._alignment.old, self._alignment.new
        start, end = new.starts[first], new.ends[last]
        if self._words.first in known:
            start += min(max(self._words.start - old.starts[self._words.first], 0), end - start - 1)
        if self._words.last in known:
            end -= min(max(old.ends[self._words.last] - self._words.end, 0), end - start - 1)
        leading = old.text[self._words.start : old.starts[self._words.first]]
        trailing = old.text[old.ends[self._words.last] : self._words.end]
        if self._words.first in known and new.text.endswith(leading, 0, start):
            start -= len(leading)
        if self._words.last in known and new.text.startswith(trailing, end):
            end += len(trailing)
        return start, end
