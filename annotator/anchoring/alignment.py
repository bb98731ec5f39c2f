"""`Alignment`: which tokens of one text became which of another, by the diff and by moves."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.anchoring.evidence import Evidence, Stretch
from annotator.anchoring.moves import moves
from annotator.anchoring.pairing import LARGEST_GAP
from annotator.text.diff import Comparison
from annotator.text.settling import Settling
from annotator.text.tokens import Tokens

DIFF = 0  # the course of what stayed in order; moves are numbered from 1
_UNKNOWN = -1


class Alignment:
    """Two texts' tokens, and what is believed of them.

    Attributes:
        partner: for each old token, the new one it became; -1 if none is known.
        course: for each old token, how that is known: DIFF or the number of a move; -1 if it is not.
        stretch: for each old token, the number of its `Stretch`; -1 if it has no partner.
        taken: for each new token, 1 if an old one became it.
        doubtful: the moves that may be something else.
    """

    def __init__(self, old: Tokens, new: Tokens, *, excerpt: bool = False) -> None:
        """Compare `old` and `new`; `excerpt`: nothing is known of where the ends of `old` are in `new`."""
        self.old = old
        self.new = new
        self.partner = [_UNKNOWN] * len(old)
        self.course = [_UNKNOWN] * len(old)
        self.stretch = [_UNKNOWN] * len(old)
        self.taken = bytearray(len(new))
        self.doubtful: set[int] = set()
        comparison = Comparison(old.keys, new.keys)
        self.evidence = Evidence(comparison, old, new)
        whole, whole_new = range(len(old)), range(len(new))
        runs = Settling(comparison, old.border, new.border).settled(
            comparison.runs(whole, whole_new), whole, whole_new
        )
        count = self._note(self.evidence.believed(runs, whole, whole_new, alone=excerpt), DIFF, 0)
        deleted = _gaps(course != _UNKNOWN for course in self.course)
        inserted = _gaps(map(bool, self.taken))
        for number, move in enumerate(moves(self.evidence, deleted, inserted), 1):
            count = self._note(move.stretches, number, count)
            if move.doubtful:
                self.doubtful.add(number)

    def _note(self, stretches: Iterable[Stretch], course: int, count: int) -> int:
        for number, stretch in enumerate(stretches, count):
            count = number + 1
            for run in stretch.runs:
                self.partner[run.old : run.old_end] = range(run.new, run.new_end)
                self.course[run.old : run.old_end] = [course] * run.length
                self.stretch[run.old : run.old_end] = [number] * run.length
                self.taken[run.new : run.new_end] = b"\x01" * run.length
        return count

    def gap_before(self, index: int) -> tuple[int, int]:
        """Return where the edited gap before an old token with a partner starts, in both texts.

        It is empty, and starts at the tokens themselves, if the text before was rewritten or moved elsewhere.
        """
        start = index
        while start and index - start <= LARGEST_GAP and self.stretch[start - 1] != self.stretch[index]:
            start -= 1
        if not start or index - start > LARGEST_GAP:
            return index, self.partner[index]
        place, first = self.partner[index], self.partner[start - 1] + 1
        while place > first and not self.taken[place - 1]:
            place -= 1
        return start, place

    def gap_after(self, index: int) -> tuple[int, int]:
        """Return where the edited gap after an old token with a partner ends, in both; see `gap_before`."""
        end = index + 1
        while end < len(self.old) and end - index <= LARGEST_GAP and self.stretch[end] != self.stretch[index]:
            end += 1
        if end == len(self.old) or end - index > LARGEST_GAP:
            return index + 1, self.partner[index] + 1
        place, last = self.partner[index] + 1, self.partner[end]
        while place < last and not self.taken[place]:
            place += 1
        return end, place

    def gap_around(self, first: int, last: int, most: int) -> tuple[range, range, bool] | None:
        """Return the gaps of the diff, old and new, that hold old tokens `first` to `last`.

        The flag tells whether the text on both sides belongs together, so that the gap is an edit inside it.
        None if the gap is more than `most` tokens wide on a side.
        """
        before, after = first - 1, last + 1
        while before >= 0 and first - before <= most and self.course[before] != DIFF:
            before -= 1
        while after < len(self.old) and after - last <= most and self.course[after] != DIFF:
            after += 1
        if first - before > most or after - last > most:
            return None
        start = self.partner[before] + 1 if before >= 0 else 0
        end = self.partner[after] if after < len(self.old) else len(self.new)
        edited = before >= 0 and after < len(self.old) and self.stretch[before] == self.stretch[after]
        return range(before + 1, after), range(start, end), edited


def _gaps(known: Iterable[bool]) -> list[range]:
    gaps: list[range] = []
    start = index = 0
    for index, flag in enumerate(known, 1):
        if flag:
            if start < index - 1:
                gaps.append(range(start, index - 1))
            start = index
    if start < index:
        gaps.append(range(start, index))
    return gaps
