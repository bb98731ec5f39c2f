"""Where a difference between two texts is best drawn, of the several places that mean the same."""

from __future__ import annotations

from collections.abc import Callable

from annotator.text.diff import Comparison, Run, joined

_FARTHEST = 2_000  # tokens that a difference is slid at most
_ONE_PIECE = 5  # what it is worth, in strength of borders, if two differences become one


class Settling:
    """Slides every insertion and deletion to where a writer would have made it.

    "He left. [He came. ]He sat" and "He left. He[ came. He] sat" are one difference; the stronger borders
    win, then the later place, so that of two equal paragraphs the first is the original. The idea is that of
    the lossless clean-up in diff-match-patch.
    """

    def __init__(
        self, comparison: Comparison, old_border: Callable[[int], int], new_border: Callable[[int], int]
    ) -> None:
        """`old_border`, `new_border`: how strong the border before a token is."""
        self._comparison = comparison
        self._old_border = old_border
        self._new_border = new_border

    def settled(self, runs: list[Run], old: range, new: range) -> list[Run]:
        """Return the same match of two parts, `old` and `new`, with its differences in better places."""
        result: list[Run] = []
        for run in runs:
            later: Run | None = run
            while result and later:
                first = result[-1]
                at_start = first.old == old.start and first.new == new.start
                at_end = later.old_end == old.stop and later.new_end == new.stop
                shift = self._shift(first, later, at_start=at_start, at_end=at_end)
                if not shift:
                    break
                result.pop()
                if first.length + shift:
                    result.append(Run(first.old, first.new, first.length + shift))
                rest = later.length - shift
                later = Run(later.old + shift, later.new + shift, rest) if rest else None
                if first.length + shift:
                    break
            if later:
                result.append(later)
        return joined(result)

    def _shift(self, first: Run, later: Run, *, at_start: bool, at_end: bool) -> int:
        """Return by how many tokens the difference between two runs is better moved on; negative: back."""
        if first.new_end == later.new and first.old_end < later.old:
            tokens, start, end, border = self._comparison.old, first.old_end, later.old, self._old_border
        elif first.old_end == later.old and first.new_end < later.new:
            tokens, start, end, border = self._comparison.new, first.new_end, later.new, self._new_border
        else:
            return 0
        back = forth = 0
        while back < min(first.length, _FARTHEST) and tokens[start - back - 1] == tokens[end - back - 1]:
            back += 1
        while forth < min(later.length, _FARTHEST) and tokens[start + forth] == tokens[end + forth]:
            forth += 1
        best, best_score = 0, -1
        if back or forth:
            for shift in range(-back, forth + 1):
                joins = (shift == -first.length and not at_start) or (shift == later.length and not at_end)
                score = border(start + shift) + border(end + shift) + (_ONE_PIECE if joins else 0)
                if score >= best_score:
                    best, best_score = shift, score
        return best
