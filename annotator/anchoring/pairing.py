"""Which word of a small gap took the place of which: the last refinement at the ends of a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.text.tokens import is_word

LARGEST_GAP = 40  # tokens on a side beyond which nothing is paired
_SAME_WORD = 0.6  # similarity from which two words are forms of one
_SHORT = 3  # letters up to which a single common letter says nothing
_SAME_SHORT_WORD = 0.75


@dataclass(frozen=True, slots=True)
class Pair:
    """Old token `old` (counted from the start of its gap) became `new`.

    Attributes:
        likeness: 1 for the same word, at least .6 for a form of it or a number for a number, 0 for another
            word in its place.
    """

    old: int
    new: int
    likeness: float


def paired(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the best pairs of two gaps' tokens, in order; none if a gap is larger than LARGEST_GAP.

    Like words are paired first; what is left is paired by place (Needleman and Wunsch's alignment).
    """
    height, width = len(old), len(new)
    if not height or not width or max(height, width) > LARGEST_GAP:
        return []
    like = [[likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (width + 1)]
    for i in range(height):
        row = [0.0]
        for j in range(width):
            gain = best[i][j] + _gain(like[i][j], i == j, height - i == width - j)
            row.append(max(gain, best[i][j + 1], row[j]))
        best.append(row)
    pairs: list[Pair] = []
    i, j = height, width
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append(Pair(i, j, max(like[i][j], 0.0)))
    return pairs[::-1]


def _gain(likeness: float, at_start: bool, at_end: bool) -> float:
    if likeness < 0:
        return 0.0
    return 0.3 + 3 * likeness + 0.1 * at_start + 0.1 * at_end


def likeness(one: str, other: str) -> float:
    """Return how far two token keys are forms of one word, from 0 to 1; -1 for a word and a sign."""
    if one == other:
        return 1.0
    if not (is_word(one) and is_word(other)):
        return 0.0 if is_word(one) == is_word(other) and "\n" not in (one, other) else -1.0
    if one[0].isdigit() and other[0].isdigit():
        return _SAME_WORD
    from rapidfuzz.distance import Indel

    alike = float(Indel.normalized_similarity(one, other))
    enough = _SAME_WORD if min(len(one), len(other)) > _SHORT else _SAME_SHORT_WORD
    return alike if alike >= enough else 0.0
