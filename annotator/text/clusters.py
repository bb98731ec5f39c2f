"""Where a cursor may stand: the borders of what a reader takes for one character.

The rules are those of Unicode's UAX #29 that matter for editing: combining marks, joiners, variation
selectors, skin tones, flags and Hangul stay whole. Python's standard library has the categories but no
segmentation.
"""

from __future__ import annotations

import unicodedata

_ZWJ = "\u200d"
_MAX = 64  # longer piles of marks are hostile; a bound keeps every answer immediate


def is_border(text: str, position: int) -> bool:
    """Tell whether a selection may start or end at `position` without cutting a character."""
    if position <= 0 or position >= len(text):
        return True
    before, after = text[position - 1], text[position]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if _extends(after) or "\udc00" <= after <= "\udfff":
        return before == "\n"
    if before == _ZWJ:
        return not _is_pictograph(after)
    if _is_flag_half(after) and _is_flag_half(before):
        return _flag_halves_before(text, position) % 2 == 0
    return not _hangul_joins(before, after)


def border_before(text: str, position: int) -> int:
    """Return the nearest border at or before `position`."""
    for place in range(position, max(position - _MAX, 0), -1):
        if is_border(text, place):
            return place
    return max(position - _MAX, 0)


def border_after(text: str, position: int) -> int:
    """Return the nearest border at or after `position`."""
    for place in range(position, min(position + _MAX, len(text))):
        if is_border(text, place):
            return place
    return min(position + _MAX, len(text))


def _extends(char: str) -> bool:
    if char < "\u0300":
        return False
    if char in "\u200c\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f":
        return True
    return unicodedata.category(char) in {"Mn", "Me", "Mc"} or char in "\uff9e\uff9f"


def _is_pictograph(char: str) -> bool:
    return char > "\u2000" and unicodedata.category(char) in {"So", "Sk", "Sm", "Po", "Cn"}


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, position: int) -> int:
    start = position
    while start > max(0, position - 2 * _MAX) and _is_flag_half(text[start - 1]):
        start -= 1
    return position - start


def _hangul_joins(before: str, after: str) -> bool:
    """Tell whether two conjoining jamo, or a syllable and a jamo, make one syllable block."""
    lead = "\u1100" <= before <= "\u115f"
    syllable = "\uac00" <= before <= "\ud7a3"
    vowel, tail = "\u1160" <= after <= "\u11a7", "\u11a8" <= after <= "\u11ff"
    if lead:
        return vowel or "\u1100" <= after <= "\u115f" or "\uac00" <= after <= "\ud7a3"
    open_syllable = syllable and (ord(before) - 0xAC00) % 28 == 0
    if "\u1160" <= before <= "\u11a7" or open_syllable:
        return vowel or tail
    return tail and (syllable or "\u11a8" <= before <= "\u11ff")
