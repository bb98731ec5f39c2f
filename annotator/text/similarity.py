"""How alike two passages are, whatever quotation marks, dashes and blanks they are set with."""

from __future__ import annotations

import re

_SPACES = re.compile(r"\s+")
_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ´`", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys(_IGNORED, ""),
    }
)


def plain_typography(text: str) -> str:
    """Return `text` as a typewriter would write it: straight quotes, hyphens, single blanks."""
    return _SPACES.sub(" ", text.translate(_TYPOGRAPHY))


def similarity(first: str, second: str) -> float:
    """Return how much of two passages is the same, from 0 to 1; 1 when they differ in typography at most.

    Twice the length of their longest common subsequence by the sum of their lengths (rapidfuzz's Indel).
    """
    if first == second:
        return 1.0
    first, second = plain_typography(first), plain_typography(second)
    if first == second:
        return 1.0
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(first, second))
