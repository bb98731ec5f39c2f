"""Tokens of a stretch of English: words and abbreviations as they are written, single marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.suggestions.closed_words import WEEKDAYS, word_set

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?"  # U.S. D.C.
    r"|(?:Mr|Mrs|Ms|Mx|Dr|Gov|Sens?|Reps?|Prof|Gen|Lt|Col|Sgt|Capt|Maj|Rev|St|Jr|Sr|Hon|Msgr|Cmdr|Supt|Det|Insp|"
    r"Pres|Ald|Adm|Fr|Mt|Ft|Cllr|Cpl|Pvt|Const|Amb|Assn|Dept|Inc|Corp|Ltd|Co|Bros)\."
    r"|[A-Z]\.(?=\s*[A-Z])"  # an initial
    r"|[$€£¥]?\d+(?:[.,:]\d+)*%?(?:st|nd|rd|th|s|m|bn|k)?\b(?:-\w+)*"
    r"|[^\W\d_]\w*(?:[’'‑&-]\w+)*(?:[’'](?=\s))?"
    r"|\.{3}|[^\w\s]|_"
)

_LIKE_NAMES = word_set("will may can do mark two three four five six seven eight nine ten")
_NEVER_IN_NAMES = WEEKDAYS | word_set(
    "the a an i he she it they we and but in on at after before when while if as for"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `start` and `end` are code points of the whole text.

    Attributes:
        lower: its text in small letters; inside a name such as "Will Hurd" the text as it is, so that it is
            not taken for a word of grammar.
    """

    text: str
    start: int
    end: int
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it is more than a mark."""
        return self.text[0].isalnum() or self.text[0] in "$€£¥"

    @property
    def is_capital(self) -> bool:
        """Whether it is written like a name."""
        return (
            self.text[0].isupper()
            or (self.text[:3] in {"al-", "el-", "d’A", "d'A"})
            or self.text[:2] in {"d’", "d'"}
        )


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of `text` between two positions."""
    found = list(_TOKEN.finditer(text, start, end))
    parts = [match[0] for match in found]
    return [
        Token(match[0], *match.span(), match[0] if _is_in_name(parts, at) else match[0].lower())
        for at, match in enumerate(found)
    ]


def _is_in_name(parts: list[str], at: int) -> bool:
    """Tell whether a word is part of a name by its capital and that of its neighbour."""
    part = parts[at]
    if not part[0].isupper() or part.lower() in _NEVER_IN_NAMES or part.isupper():
        return False
    before, after = parts[at - 1] if at else ".", parts[at + 1] if at + 1 < len(parts) else "."
    if before[0].isupper() and before.lower() not in _NEVER_IN_NAMES:
        return True
    opens = not (before[0].isalnum() or before == ",")
    return after[0].isupper() and (not opens or part.lower() in _LIKE_NAMES)
