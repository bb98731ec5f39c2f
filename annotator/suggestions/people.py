"""Whom a pronoun probably means: the persons an article names, and which of them was named last.

Only a hint is made of it, so it may be wrong; it is never filled in as if somebody had said it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from annotator.suggestions.closed_words import word_set
from annotator.suggestions.lexicon import finite_verbs, words
from annotator.suggestions.reading import Reading

_NAME = re.compile(
    # bounded, so that no text can make it slow
    r"(?<!\w)(?:(?:[A-Z][a-z]{1,4}\.|[A-Z]\.|[A-ZÀ-Þ][\w’'-]{0,30})[ \u00a0]"
    r"(?:(?:de|van|von|der|den|la|le|bin|al|del|da|di) ){0,2}){0,5}[A-ZÀ-Þ][\w’'-]{1,30}"
)
_PLACES = word_set("in at to from near across outside through of into around")
_HE = word_set(
    """
    Mr Sir Lord King Prince Father Brother Congressman Councilman Chairman Spokesman Assemblyman Baron
    Duke
    """
)
_SHE = word_set(
    """
    Mrs Ms Miss Dame Lady Queen Princess Sister Congresswoman Councilwoman Chairwoman Spokeswoman
    Assemblywoman Baroness
    """
)
_NEAR = 1_500  # characters; a pronoun seldom reaches further back
_OPENERS = word_set(
    """
    The A An In On At But And For It He She They We I This That These Those There When While As After
    Before His Her Its Their Our My If Not No Yes What Who How Why Where Some Many Most All One Two
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September October November December Critics Police Officials Residents According Asked Last
    Next Since During With By From
    """
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named, and the fullest name the article has for them."""

    start: int
    end: int
    name: str
    gender: str  # "he", "she" or "" while nothing tells


class People:
    """The persons of one article, found when first asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def meant_by(self, pronoun: str, position: int) -> str:
        """Return the fullest name of whom the pronoun at `position` probably means; "" when nobody fits."""
        wanted = {"he": "he", "she": "she", "him": "he", "her": "she", "his": "he"}.get(pronoun.lower())
        if wanted is None:
            return ""
        last = bisect_left(self._starts, position)
        for mention in reversed(self._mentions[max(0, last - 40) : last]):
            if position - mention.start > _NEAR:
                break
            if mention.gender in {"", wanted}:
                return mention.name
        return ""

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._mentions]

    @cached_property
    def _mentions(self) -> list[Mention]:
        text = self._reading.text
        runs = [self._bare(match) for match in _NAME.finditer(text)]
        persons: dict[str, tuple[str, str]] = {}  # family name → fullest name, gender
        for start, end, titles in runs:
            words_ = text[start:end].split()
            if start == end or not words_ or not self._is_person(start, end, titles, words_):
                continue
            name = text[start:end]
            gender = "he" if titles & _HE else "she" if titles & _SHE else ""
            known, sex = persons.get(words_[-1], ("", ""))
            persons[words_[-1]] = (name if len(name) > len(known) else known, sex or gender)
        mentions = []
        for start, end, _ in runs:
            family = text[start:end].rpartition(" ")[2]
            if family in persons and not self._reading.in_quotation(start):
                mentions.append(Mention(start, end, *persons[family]))
        return mentions

    def _bare(self, match: re.Match[str]) -> tuple[int, int, frozenset[str]]:
        """Return a run of capitals without titles, opener and possessive, and the titles it had."""
        parts = [
            (part[0], match.start() + part.start(), match.start() + part.end())
            for part in re.finditer(r"\S+", match[0])
        ]
        titles = words("titles")
        last_title = max((n for n, part in enumerate(parts) if part[0].rstrip(".") in titles), default=-1)
        found = frozenset(part[0].rstrip(".") for part in parts[: last_title + 1])
        rest = parts[last_title + 1 :]
        while rest and rest[0][0] in _OPENERS:
            rest = rest[1:]
        if not rest:
            return match.start(), match.start(), found
        end = rest[-1][2] - (2 if rest[-1][0].endswith(("’s", "'s")) else 0)
        return rest[0][1], end, found

    def _is_person(self, start: int, end: int, titles: frozenset[str], parts: list[str]) -> bool:
        text = self._reading.text
        if titles:
            return True
        if len(parts) < 2 or len(parts) > 5:
            return False
        before = text[max(0, start - 12) : start].split()
        if before and before[-1].lower() in _PLACES:
            return False
        behind = re.match(r"(?:,? (\w+)|, (?:who|\d\d,))", text[end : end + 24])
        reports = behind is not None and behind[1] in finite_verbs()
        ahead = bool(before) and before[-1].strip(",”’\"'“") in finite_verbs()
        apposed = behind is not None and (behind[1] is None or behind[1] in {"who", "whose"})
        return (
            reports
            or ahead
            or apposed
            or re.match(r", \d\d,|, (?:a|an|the|who) ", text[end : end + 8]) is not None
        )
