"""Finding words in a text as a reader means them: "cafe" finds "Café", "don't" finds "don’t".

Everything is a generator that stops often, so that a window can look through a book without standing still.
Places are (start, end) in code points of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from annotator.errors import AnnotatorError
from annotator.translate import tr

TIME_LIMIT_S = 2.0
"""For one search with a regular expression, all blocks together."""
_MATCH_LIMIT_S = 0.04  # for one look into one block: a frame or two, whatever the expression does

_SAME = {
    **dict.fromkeys("’‘‛ʼ′", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–", "-"),
    "\n": " ",
    "\u2028": " ",
    "\t": " ",
}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class BadPattern(AnnotatorError):
    """A regular expression cannot be read, or takes too long."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        case: capitals count.
        whole_words: only between word borders.
        diacritics: accents count.
        regex: `words` is a regular expression.
    """

    words: str
    case: bool = False
    whole_words: bool = False
    diacritics: bool = False
    regex: bool = False


def find(text: str, blocks: Sequence[tuple[int, int]], query: Query) -> Iterator[list[tuple[int, int]]]:
    """Yield the places of each block in turn, in order and apart; no place goes from one block to the next.

    Raises `BadPattern` when a regular expression is wrong, or takes longer than `TIME_LIMIT_S`.
    """
    if not query.words:
        return
    if query.regex:
        yield from _find_pattern(text, blocks, query)
        return
    needle = "".join(_fold(char, query.case, query.diacritics) for char in query.words)
    if not needle:
        return
    for start, end in blocks:
        yield _find_words(text, start, end, needle, query)


def _find_words(text: str, start: int, end: int, needle: str, query: Query) -> list[tuple[int, int]]:
    folded, origin = _folded(text[start:end], query)
    found, at = [], folded.find(needle)
    while at >= 0:
        first, last = origin.place(at), origin.place(at + len(needle) - 1)
        # What follows and only adds to the last character belongs to it: accents, and the rest of a ligature.
        stop = last + 1
        while stop < end - start and _fold(text[start + stop], query.case, query.diacritics) == "":
            stop += 1
        place = (start + first, start + stop)
        after = folded[at + len(needle) : at + len(needle) + 1]
        accented = query.diacritics and after and unicodedata.combining(after)
        if not accented and (not query.whole_words or _is_whole(text, *place)):
            found.append(place)
            at = folded.find(needle, at + len(needle))
        else:
            at = folded.find(needle, at + 1)
    return _apart(found)


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out a place that begins inside the one before: two hits in one ligature."""
    kept: list[tuple[int, int]] = []
    for place in found:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


class _Origin:
    """Where each character of a folded text comes from; only the places where the two part are remembered."""

    def __init__(self) -> None:
        self._folded: list[int] = [0]
        self._plain: list[int] = [0]

    def note(self, folded: int, plain: int) -> None:
        """Say that from here on both go side by side."""
        self._folded.append(folded)
        self._plain.append(plain)

    def place(self, folded: int) -> int:
        """Return the place in the text of a place in the folded text."""
        number = bisect_right(self._folded, folded) - 1
        place = self._plain[number] + folded - self._folded[number]
        following = self._plain[number + 1] if number + 1 < len(self._plain) else None
        # One character became several: all of them come from it.
        return place if following is None else min(place, max(following - 1, self._plain[number]))


_PLAIN_RUN = re.compile("[ !-~]+")


def _folded(text: str, query: Query) -> tuple[str, _Origin]:
    origin = _Origin()
    if text.isascii() and "\n" not in text and "\t" not in text:
        return (text if query.case else text.lower()), origin
    parts: list[str] = []
    length = place = 0
    while place < len(text):
        run = _PLAIN_RUN.match(text, place)
        if run is not None:
            part = run[0] if query.case else run[0].lower()
            parts.append(part)
            length += len(part)
            place = run.end()
            continue
        part = _fold(text[place], query.case, query.diacritics)
        parts.append(part)
        place += 1
        length += len(part)
        if len(part) != 1:
            origin.note(length, place)
    return "".join(parts), origin


@lru_cache(maxsize=4096)
def _fold(char: str, case: bool, diacritics: bool) -> str:
    if char in _UNSEEN:
        return ""
    folded = unicodedata.normalize("NFKD", _SAME.get(char, char))
    if not diacritics:
        folded = "".join(part for part in folded if not unicodedata.combining(part))
    return folded if case else folded.casefold()


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether there are word borders at both ends, where a word begins or ends at all."""
    before, first = text[start - 1 : start], text[start : start + 1]
    last, after = text[end - 1 : end], text[end : end + 1]
    opens = not (_in_word(before) and _in_word(first))
    return opens and not (_in_word(last) and _in_word(after))


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or (bool(char) and unicodedata.category(char)[0] == "M")


def _find_pattern(
    text: str, blocks: Sequence[tuple[int, int]], query: Query
) -> Iterator[list[tuple[int, int]]]:
    # It has the time limit that the standard library's re lacks. Loaded when first used; ships no types.
    import regex  # type: ignore[import-untyped]

    flags = regex.UNICODE if query.case else regex.UNICODE | regex.IGNORECASE
    words = rf"\b(?:{query.words})\b" if query.whole_words else query.words
    try:
        pattern = regex.compile(words, flags)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        raise BadPattern(
            tr("This is not a regular expression."),
            hint=tr("Switch regular expressions off to look for these very signs."),
            detail=str(error),
        ) from error
    until = monotonic() + TIME_LIMIT_S
    for start, end in blocks:
        try:
            hits = pattern.finditer(text, start, end, timeout=_MATCH_LIMIT_S)
            yield [hit.span() for hit in hits if hit.end() > hit.start()]
        except TimeoutError as error:
            raise _too_long() from error
        if monotonic() > until:
            raise _too_long()


def _too_long() -> BadPattern:
    return BadPattern(
        tr("This regular expression takes too long."),
        hint=tr("Make it simpler: avoid one repetition inside another, such as (a+)+."),
    )
