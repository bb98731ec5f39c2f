"""How exactly a suggestion's speaker is named: by name, by role, or so vaguely that nobody can be asked."""

from __future__ import annotations

import re

from annotator.model.annotation import Strength
from annotator.model.suggestion import Suggestion
from annotator.suggestions.closed_words import DETERMINERS, ONES, PRONOUNS
from annotator.suggestions.lexicon import words

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_TAIL = re.compile(r"\s(?:about|at|by|close to|for|from|in|near|of|on|to|with|who|whose|that)\s")
_INDEFINITE = frozenset({"a", "an", "another", "any", "few", "many", "most", "one", "several", "some"})


def strength_of(suggestion: Suggestion, text: str) -> Strength:
    """Return how exactly the speaker is named in the article's `text`; NONE for nobody or a mere pronoun.

    A name counts wherever the phrase has one of its own: “Ann Lee”, “the council leader, Ann Lee”, but not
    the body in “a spokesman for the Ministry”.
    """
    phrase = " ".join(suggestion.speaker_text.split())
    if not phrase or phrase.lower() in PRONOUNS - ONES:
        return Strength.NONE
    start = suggestion.speaker.start if suggestion.speaker is not None else -1
    parts = [part for part in map(str.strip, phrase.split(",")) if part]
    if any(_is_name(part, text, start if number == 0 else -1) for number, part in enumerate(parts)):
        return Strength.NAMED
    return Strength.VAGUE if _is_vague(parts[0]) else Strength.ROLE


def _is_name(part: str, text: str, start: int) -> bool:
    """Tell whether a phrase ends, before what follows “of” or “for”, in a word that is always capitalised."""
    found = _WORD.findall(_TAIL.split(f"{part} ")[0])
    if not found or found[0].lower() in _INDEFINITE:
        return False
    last = found[-1]
    if not last[0].isupper() or last.lower() in DETERMINERS | PRONOUNS:
        return False
    if len(found) == 1 and _opens_sentence(text, start):
        # “Police said” at the head of a sentence is a name only if it is never written small
        return last.lower() not in words("vague-sources") and not re.search(
            rf"\b{re.escape(last.lower())}\b", text
        )
    return True


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : max(start, 0)].rstrip(" \t“‘\"'")
    return start >= 0 and (not before or before[-1] in '.!?…\n”’"')


def _is_vague(part: str) -> bool:
    head = [word.lower() for word in _WORD.findall(_TAIL.split(f"{part} ")[0])]
    vague = words("vague-sources")
    if not head or head[0] in ONES:
        return True
    return head[-1] in vague or f"{head[-1]}s" in vague
