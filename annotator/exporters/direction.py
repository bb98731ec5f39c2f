"""Which way a text runs, and where it changes: Word wants each run of right-to-left letters marked as such.

A lean reading of UAX #9: strong letters decide, digits and signs between two of one direction go with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# the blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin, and the forms of Arabic letters
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY_RTL = re.compile(f"[{_RTL}]")
_LTR = rf"[^\W\d_{_RTL}]"
_STRONG = re.compile(rf"([{_RTL}])|({_LTR})")
# from the first to the last letter of one direction, over whatever has none
_RTL_STRETCH = re.compile(rf"[{_RTL}](?:(?:[^\w{_RTL}]|[\d_])*[{_RTL}])*")
_LTR_STRETCH = re.compile(rf"{_LTR}(?:(?:[^\w{_RTL}]|[\d_])*{_LTR})*")


def has_rtl(text: str) -> bool:
    """Tell whether a text has any right-to-left letter; quick for one that has none."""
    return not text.isascii() and _ANY_RTL.search(text) is not None


def first_strong(text: str) -> bool | None:
    """Return True for a text that begins right to left, False for left to right, None for neither."""
    found = _STRONG.search(text)
    return None if found is None else found[1] is not None


def mostly_rtl(text: str) -> bool:
    """Tell whether more than half of the letters near the beginning run right to left."""
    letters = [found[1] is not None for found in _STRONG.finditer(text[:4000])]
    return sum(letters) * 2 > len(letters)


def stretches(text: str, *, rtl: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and direction of each stretch of a text in a paragraph that runs `rtl` or not."""
    pattern = _LTR_STRETCH if rtl else _RTL_STRETCH
    position = 0
    for found in pattern.finditer(text):
        if found.start() > position:
            yield position, found.start(), rtl
        yield found.start(), found.end(), not rtl
        position = found.end()
    if position < len(text):
        yield position, len(text), rtl
