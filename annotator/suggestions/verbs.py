"""Verbs of speech in their sentence: whether a form reports, and whether its subject speaks or hears."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.suggestions.closed_words import BE, BEFORE_BASE, CHAIN, DETERMINERS, HEARERS
from annotator.suggestions.lexicon import base_verbs, finite_verbs, ing_verbs
from annotator.suggestions.tokens import Token


def is_adverb(token: Token) -> bool:
    """Tell whether the word only colours its verb."""
    return token.lower in CHAIN or (
        token.text.islower() and token.text.endswith("ly") and len(token.text) > 4
    )


def is_finite(token: Token) -> bool:
    """Tell whether it reports by its form alone."""
    return token.text in finite_verbs()


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the token reports speech here, and is no noun (“the claims”) or passive (“was told”)."""
    token = tokens[at]
    before = tokens[at - 1].lower if at else ""
    if token.text in ing_verbs():
        return True
    if token.text not in finite_verbs():
        return token.text in base_verbs() and (before in BEFORE_BASE or (_is_plural(before)))
    noun_like = token.text.endswith("s") and token.text not in {
        "says",
        "tells",
        "writes",
        "adds",
        "thinks",
        "insists",
    }
    if noun_like and (before in DETERMINERS or before.endswith(("’s", "'s")) or before in {"of", "with"}):
        return False
    return not is_passive(tokens, at)


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the subject hears instead of speaking: "was told"."""
    back = at - 1
    while back >= 0 and is_adverb(tokens[back]) and tokens[back].lower not in BE:
        back -= 1
    return back >= 0 and tokens[back].lower in BE and tokens[at].text in HEARERS


def _is_plural(word: str) -> bool:
    """Tell whether a word looks like several: “critics”, not “Lee’s”."""
    return word.endswith("s") and len(word) > 3 and not word.endswith(("’s", "'s", "ss"))
