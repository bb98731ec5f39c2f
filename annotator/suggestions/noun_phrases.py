"""Who stands beside a verb: noun phrases that can speak, read forwards or backwards over tokens.

No tagger is needed for this narrow question. A phrase is a pronoun, a name, or a determiner with what
follows; it ends where closed-class words, marks or verbs begin. Nothing here knows any name, so all are
treated alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.suggestions.closed_words import (
    DETERMINERS,
    JOINS,
    ONES,
    ORGANISATIONS,
    OTHER_VERBS,
    PARTICLES,
    PRONOUNS,
    STOPS,
    WEEKDAYS,
)
from annotator.suggestions.lexicon import gesture_verbs, ing_verbs
from annotator.suggestions.tokens import Token
from annotator.suggestions.verbs import is_adverb, is_finite, is_verb

Range = tuple[int, int]  # first token, token after the last


def forward(tokens: Sequence[Token], at: int) -> Range | None:
    """Return the noun phrase that begins at `at`: the name alone where a role stands before or after it."""
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    first = tokens[at]
    if first.lower in PRONOUNS and not _is_partitive(tokens, at):
        return (_appositive_name(tokens, (at, at + 1)) if first.lower in ONES else None) or (at, at + 1)
    if first.lower in STOPS and first.lower not in DETERMINERS:
        return None
    if is_verb(tokens, at) or first.text in gesture_verbs():
        return None
    end = _walk(tokens, at)
    if end == at or all(token.lower in DETERMINERS for token in tokens[at:end]):
        return None
    return _appositive_name(tokens, (at, end)) or name_in(tokens, (at, end))


def _is_partitive(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether “one”, “another”, “others” opens a longer phrase: “one resident”, “one of the divers”."""
    if tokens[at].lower not in ONES or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    plain = following.is_word and following.lower not in STOPS and not is_verb(tokens, at + 1)
    return following.lower == "of" or plain


def _walk(tokens: Sequence[Token], at: int) -> int:
    """Return where the phrase that begins at `at` has ended."""
    end = at
    while end < len(tokens) and not _stops(tokens, at, end):
        end += 1
    while end > at and tokens[end - 1].lower in JOINS | {"and", "&"}:
        end -= 1
    return end


def _stops(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether the token `end` no longer belongs to the phrase that begins at `at`."""
    token = tokens[end]
    lower = token.lower
    if not token.is_word:
        return token.text != "&" or end + 1 >= len(tokens)
    if end > at and (is_finite(token) or token.text in gesture_verbs() or is_verb(tokens, end)):
        return True
    if lower in JOINS:
        return not _may_join(tokens, at, end)
    if lower == "and":
        return end == at or end + 1 >= len(tokens) or not _joins_alike(tokens, end)
    if lower in STOPS and not (end == at and lower in DETERMINERS):
        inside_name = token.is_capital and end > at and tokens[end - 1].is_capital
        return not inside_name or lower in WEEKDAYS
    if end == at:
        return False
    if lower in DETERMINERS:
        return tokens[end - 1].lower not in JOINS | {"and"} | DETERMINERS
    adverb = (
        token.text.islower() and token.text.endswith("ly") and token.text not in {"family", "elderly", "only"}
    )
    return adverb or _is_other_verb(tokens, end)


def _is_other_verb(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether a word inside a would-be phrase is its verb: “a spokesman declined to”."""
    word = tokens[here].text
    if word in OTHER_VERBS:
        return True
    following = tokens[here + 1] if here + 1 < len(tokens) else None
    if (
        not word.endswith("ed")
        or not word.islower()
        or tokens[here - 1].lower in DETERMINERS
        or following is None
    ):
        return False
    return not following.is_word or following.lower in STOPS | DETERMINERS | JOINS | {"and"}


def _joins_alike(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether “and” stands between two that speak together: “Lee and Poe”, “nurses and doctors”."""
    following = tokens[at + 1]
    if is_verb(tokens, at + 1) or not following.is_word or following.lower in PRONOUNS | STOPS - DETERMINERS:
        return False
    if following.is_capital or following.lower in DETERMINERS:
        return True
    return tokens[at - 1].text.endswith("s") and following.text.endswith("s")


def _may_join(tokens: Sequence[Token], at: int, here: int) -> bool:
    """Tell whether “of” or “for” goes on with the phrase: after a role, not after a person's name."""
    if here == at:
        return False
    if not tokens[here - 1].is_capital or tokens[here - 1].text in ORGANISATIONS:
        return True
    first = here - 1
    while first > at and tokens[first].is_capital:
        first -= 1
    return tokens[first].lower == "the"  # “the Alternative for Germany” is no person


def name_in(tokens: Sequence[Token], phrase: Range) -> Range:
    """Return only the name of “club captain Ann Lee”; a phrase without such a name is kept whole."""
    at, end = phrase
    if any(token.lower in JOINS for token in tokens[at:end]):
        return phrase
    if all(is_name_part(token) or token.text in {"and", "&"} for token in tokens[at:end]):
        return phrase
    start = end
    while start > at and (is_name_part(tokens[start - 1]) or tokens[start - 1].text in {"and", "&"}):
        start -= 1
    while start < end and tokens[start].text in {"and", "&"}:
        start += 1
    if start in (at, end) or not any(token.is_capital for token in tokens[start:end]):
        return phrase
    # “the Greens”: where only a determiner stands before the name, it belongs to it
    if start == at + 1 and tokens[at].lower in DETERMINERS:
        return phrase
    return start, end


def is_name_part(token: Token) -> bool:
    """Tell whether the token may stand inside a person's name."""
    return token.is_capital or token.lower in PARTICLES


def _appositive_name(tokens: Sequence[Token], phrase: Range) -> Range | None:
    """Return the name in “the mayor, Ann Lee,”: a role, a comma, and a name that ends at a mark."""
    at, end = phrase
    role = not tokens[end - 1].is_capital or tokens[at].lower in ONES
    if not role or end + 1 >= len(tokens) or tokens[end].text != ",":
        return None
    stop = end + 1
    while stop < len(tokens) and is_name_part(tokens[stop]):
        stop += 1
    names = stop - end - 1
    if (
        not 1 <= names <= 5
        or not tokens[end + 1].is_capital
        or (stop < len(tokens) and tokens[stop].text not in ",.;:—–")
    ):
        return None
    return end + 1, stop


def after_appositions(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind what a speaker's name may carry: “, 45, who runs a club,”, “(D-Ohio)”."""
    while at < len(tokens):
        mark = tokens[at].text
        if mark == "(":
            at = _find(tokens, at + 1, ")", 12) + 1
        elif mark in {",", "—", "–"} and _verb_follows(tokens, at + 1):
            return at + 1
        elif mark in {",", "—", "–"}:
            close = _closing_comma(tokens, at + 1, mark)
            if close < 0:
                return at
            at = close + 1
        elif tokens[at].lower in {"of", "from", "at", "with", "for", "in"}:
            end = _walk(tokens, at + 1)
            if end <= at + 1:
                return at
            at = end
        elif tokens[at].lower == "who":
            return at
        else:
            return at
    return at


def _find(tokens: Sequence[Token], at: int, mark: str, most: int) -> int:
    for place in range(at, min(at + most, len(tokens))):
        if tokens[place].text == mark:
            return place
    return at


def _closing_comma(tokens: Sequence[Token], at: int, mark: str) -> int:
    """Return the comma after which the verb comes at last, -1 if none does within a sentence."""
    for place in range(at, min(at + 45, len(tokens))):
        if tokens[place].text == mark and _verb_follows(tokens, place + 1):
            return place
    return -1


def _verb_follows(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) - 1 and is_adverb(tokens[at]):
        at += 1
    if at >= len(tokens):
        return False
    return (is_verb(tokens, at) and tokens[at].text not in ing_verbs()) or tokens[at].text in gesture_verbs()
