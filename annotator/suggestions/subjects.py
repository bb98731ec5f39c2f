"""Who does what a verb says: the phrase before it, or the subject of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.suggestions.closed_words import (
    CHAIN,
    DETERMINERS,
    INTRODUCERS,
    JOINS,
    ONES,
    ORGANISATIONS,
    PARTICLES,
    PRONOUNS,
    SENSED,
    STOPS,
    WEEKDAYS,
    word_set,
)
from annotator.suggestions.lexicon import ing_verbs
from annotator.suggestions.noun_phrases import Range, forward, is_name_part, name_in
from annotator.suggestions.tokens import Token
from annotator.suggestions.verbs import is_finite, is_verb


def backward(tokens: Sequence[Token], last: int) -> Range | None:
    """Return the noun phrase that ends with the token `last`."""
    if last < 0 or not tokens[last].is_word or tokens[last].text.isdigit():
        return None
    if tokens[last].lower in PRONOUNS and not _ends_phrase(tokens, last):
        return last, last + 1
    if tokens[last].lower in STOPS or is_finite(tokens[last]) or tokens[last].text in SENSED:
        return None
    start = _back(tokens, last)
    # “a spokesman for the ministry”, “people in the town”: what stands before the preposition belongs to it
    while start >= 2 and tokens[start - 1].lower in _PREPOSITIONS:
        if tokens[start - 2].lower in _PORTIONS and tokens[start - 1].lower == "of":
            start -= 2
            break
        if not _may_lead(tokens, start - 2):
            break
        start = _back(tokens, start - 2)
    return _name_in_role(tokens, (start, last + 1))


_PREPOSITIONS = frozenset(["of", "for", "at", "from", "in", "with", "on", "to"])
_AFTER_NAMES = frozenset(["of", "for", "from", "at"])
_PORTIONS = word_set("one some many most both each none all several two")
_NO_NOUNS = word_set("went came ran sat stood")


def _may_lead(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the word before a preposition can be the noun that speaks, not a verb or a time."""
    head = tokens[at]
    if not head.is_word or head.lower in STOPS | PRONOUNS | CHAIN or is_verb(tokens, at):
        return False
    if head.is_capital:
        return tokens[at + 1].lower in _AFTER_NAMES
    return head.text.isalpha() and not head.text.endswith(("ing", "ed", "ly")) and head.text not in _NO_NOUNS


def _ends_phrase(tokens: Sequence[Token], last: int) -> bool:
    one = tokens[last].lower in {"one", "another", "others"}
    return one and last > 0 and tokens[last - 1].lower in DETERMINERS | {"no"}


def _back(tokens: Sequence[Token], last: int) -> int:
    start = last
    while start > 0 and not _begins(tokens, start):
        start -= 1
    return start


def _begins(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether the phrase begins at `start`, because what stands before it is no part of it."""
    before = tokens[start - 1]
    if not before.is_word:
        return before.text != "&"
    if tokens[start].lower in DETERMINERS - PARTICLES - _COUNTED:
        return True
    if before.lower == "and":
        return start < 2 or not (tokens[start].is_capital and tokens[start - 2].is_capital)
    if before.lower in JOINS or is_finite(before) or before.text in ing_verbs():
        return True
    return before.lower in STOPS | CHAIN | PRONOUNS - {"one", "another"} and before.lower not in DETERMINERS


_COUNTED = word_set("one two three four")


def _name_in_role(tokens: Sequence[Token], phrase: Range) -> Range:
    start, end = phrase
    if not tokens[start].is_capital or tokens[start].lower == "the":
        return phrase if any(token.lower in JOINS for token in tokens[start:end]) else name_in(tokens, phrase)
    cut = next((at for at in range(start, end) if tokens[at].lower in _AFTER_NAMES), end)
    if start < cut < end and tokens[cut - 1].is_capital and tokens[cut - 1].text not in ORGANISATIONS:
        return start, cut
    return name_in(tokens, phrase)


def before_comma(tokens: Sequence[Token], comma: int) -> Range | None:
    """Return who is meant by “the mayor, Ann Lee,” and “Lee, a baker, who runs a shop,” before a verb."""
    close = comma
    for open_ in range(comma - 1, -1, -1):
        if tokens[open_].text in {";", ":"}:
            return None
        if tokens[open_].text != ",":
            continue
        inner = tokens[open_ + 1 : close]
        before = tokens[open_ - 1] if open_ else None
        if before is None:
            return None
        named = 0 < len(inner) <= 5 and inner[0].is_capital and all(is_name_part(token) for token in inner)
        if named and (not before.is_capital or before.lower in ONES) and not before.text.isdigit():
            return open_ + 1, close
        phrase = backward(tokens, open_ - 1)
        if phrase is not None and (phrase[0] == 0 or tokens[phrase[0] - 1].text != ","):
            return phrase
        close = open_
    return None


def main_subject(tokens: Sequence[Token], before: int) -> Range | None:
    """Return the subject of the clause the token `before` is in: the first phrase after introductions."""
    at = 0
    while at < before and not tokens[at].is_word:
        at += 1
    while at < before and tokens[at].lower in {
        "and",
        "but",
        "then",
        "so",
        "yet",
        "or",
        "later",
        "also",
        "still",
        "however",
    }:
        at += 1
        while at < before and tokens[at].text == ",":
            at += 1
    if at < before and _introduces(tokens, at):
        for place in range(at + 1, before):
            if tokens[place].text != ",":
                continue
            phrase = forward(tokens, place + 1)
            if phrase is not None and phrase[1] <= before and _leads_to_verb(tokens, phrase[1], before):
                return phrase
        return _subject_inside(tokens, at, before)
    phrase = forward(tokens, at)
    return phrase if phrase is not None and phrase[1] <= before else None


def _subject_inside(tokens: Sequence[Token], at: int, before: int) -> Range | None:
    """Return the phrase of an introduction that has no comma: “In June the mayor wrote”."""
    for place in range(at + 1, before):
        if tokens[place].lower in PRONOUNS - {"who", "one", "it", "another", "others"} or (
            tokens[place].lower in {"the", "a", "an", "his", "her", "their"}
            and tokens[place - 1].lower not in STOPS | JOINS
        ):
            return forward(tokens, place)
    return None


def _introduces(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].text
    comma = at + 1 < len(tokens) and tokens[at + 1].text == ","
    if tokens[at].lower in INTRODUCERS or (comma and word.endswith("ly")):
        return True
    return (
        word.endswith(("ing", "ed")) and at + 1 < len(tokens) and tokens[at + 1].lower in STOPS | DETERMINERS
    ) or (tokens[at].lower in WEEKDAYS)


def _leads_to_verb(tokens: Sequence[Token], at: int, before: int) -> bool:
    """Tell whether the subject's own clause goes on to the verb; a list of things does not."""
    return at <= before and (at == before or tokens[at].text in {",", "(", "—", "–"} or tokens[at].is_word)
