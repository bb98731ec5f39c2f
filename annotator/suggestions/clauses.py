"""The words on both sides of a quotation: `read_after` and `read_before` find who says it."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.suggestions.closed_words import CHAIN, DETERMINERS, word_set
from annotator.suggestions.lexicon import base_verbs, gesture_verbs, ing_verbs
from annotator.suggestions.noun_phrases import Range, after_appositions, forward
from annotator.suggestions.reading import Reading
from annotator.suggestions.speakers import Speaker, speaker_at
from annotator.suggestions.subjects import backward, before_comma, main_subject
from annotator.suggestions.tokens import Token
from annotator.suggestions.verbs import is_adverb, is_passive, is_verb

_MESSAGES = word_set(
    """
    answer reply response message statement verdict motto slogan comment advice warning claim view words
    word reaction explanation conclusion question assessment description argument demand promise letter
    sign banner placard poster headline note report tweet post email caption inscription notice
    """
)
_LEADING = frozenset(",;—–-.…")


def read_after(tokens: Sequence[Token]) -> Speaker | None:
    """Read what follows a quotation."""
    at = 0
    joined = False
    while at < len(tokens) and (tokens[at].text in _LEADING or tokens[at].lower in {"as", "and", "but"}):
        joined = joined or tokens[at].lower in {"and", "but"}
        at += 1
    if at >= len(tokens):
        return None
    if tokens[at].lower == "according" and at + 2 < len(tokens) and tokens[at + 1].lower == "to":
        return speaker_at(tokens, forward(tokens, at + 2), "according-to", (at, at + 2))
    verb = at
    while (
        verb < len(tokens) - 1
        and is_adverb(tokens[verb])
        and tokens[verb].lower not in {"to", "is", "was", "are"}
    ):
        verb += 1
    if joined:  # “a sham”, and Lee said so: the next clause
        return None
    if tokens[at].lower in {"was", "is"} and at + 1 < len(tokens) and tokens[at + 1].lower in {"how", "what"}:
        return speaker_at(tokens, forward(tokens, at + 2), "after-said", (at, at + 2))
    if verb < len(tokens) and _inverts(tokens, verb):
        return _inverted(tokens, verb)
    return _subject_first(tokens, at)


def _inverts(tokens: Sequence[Token], verb: int) -> bool:
    return (
        is_verb(tokens, verb)
        and tokens[verb].text not in ing_verbs()
        and tokens[verb].text not in base_verbs()
    )


def _inverted(tokens: Sequence[Token], verb: int) -> Speaker | None:
    at = verb + 1
    while at < len(tokens) and is_adverb(tokens[at]):
        at += 1
    if (
        tokens[verb].text in {"told", "asked", "tells"}
        and at < len(tokens)
        and tokens[at].lower in {"reporters", "journalists"}
    ):
        return None
    return speaker_at(tokens, forward(tokens, at), "said-after", (verb, verb + 1))


def _subject_first(tokens: Sequence[Token], at: int) -> Speaker | None:
    phrase = forward(tokens, at)
    if phrase is None:
        return None
    behind = _after_phrase(tokens, at, phrase)
    verb = behind
    while verb < len(tokens) and is_adverb(tokens[verb]):
        verb += 1
    if verb < len(tokens) and tokens[verb].lower == "who":
        return None
    if verb < len(tokens) and tokens[verb].text in gesture_verbs():
        return speaker_at(tokens, phrase, "gesture", (verb, verb + 1))
    puts_it = [token.lower for token in tokens[verb : verb + 2]] in (["puts", "it"], ["put", "it"])
    puts_it = puts_it or [token.lower for token in tokens[at:]][:3] == ["the", "saying", "goes"]
    if not puts_it and (verb >= len(tokens) or not is_verb(tokens, verb)):
        verb = _coordinated(tokens, behind)
        if verb < 0:
            return None
    return speaker_at(tokens, phrase, "after-said", (verb, verb + 1))


def _after_phrase(tokens: Sequence[Token], at: int, phrase: Range) -> int:
    """Return the place behind the phrase and all that its speaker's name carries."""
    return after_appositions(tokens, max(phrase[1], at))


def _coordinated(tokens: Sequence[Token], at: int) -> int:
    """Return the reporting verb after “and”: `“…,” she shook her head and said`; -1 if there is none."""
    for place in range(at, min(at + 14, len(tokens) - 1)):
        if tokens[place].text in {".", ";", ":"}:
            return -1
        if (
            tokens[place].lower == "and"
            and is_verb(tokens, place + 1)
            and tokens[place + 1].text not in ing_verbs()
        ):
            return place + 1
        if tokens[place].text == "," and tokens[place + 1].text in ing_verbs():
            return place + 1
    return -1


def read_before(tokens: Sequence[Token], reading: Reading) -> Speaker | None:
    """Read what stands before a quotation in its sentence."""
    end = len(tokens)
    while end and (
        tokens[end - 1].text in {",", "—", "–", "-", "(", "[", "…"} or tokens[end - 1].lower == "that"
    ):
        end -= 1
    colon = end > 0 and tokens[end - 1].text == ":"
    end -= colon
    tokens = tokens[:end]
    if not tokens:
        return None
    if (speaker := _according(tokens)) is not None:
        return speaker
    if (speaker := _called_by(tokens)) is not None:
        return speaker
    verb = _last_verb(tokens)
    if verb >= 0 and (speaker := _with_verb(tokens, verb)) is not None:
        return speaker
    if (speaker := _message(tokens, colon)) is not None:
        return speaker
    return _labelled(tokens, reading) if colon else None


def _according(tokens: Sequence[Token]) -> Speaker | None:
    for at in range(len(tokens) - 2, -1, -1):
        if tokens[at].lower != "according" or tokens[at + 1].lower != "to":
            continue
        phrase = forward(tokens, at + 2)
        verb = _last_verb(tokens)
        if phrase is not None and verb >= phrase[1] and _subject(tokens, verb) not in {None, phrase}:
            return None  # “According to the file, Lee wrote”: Lee speaks, the file only says so
        return speaker_at(tokens, phrase, "according-to", (at, at + 2))
    return None


def _called_by(tokens: Sequence[Token]) -> Speaker | None:
    """Read “described by Lee as”, “what Lee called”."""
    for at in range(len(tokens) - 1, 0, -1):
        if (
            tokens[at].lower == "by"
            and is_passive(tokens, at - 1)
            and tokens[-1].lower in {"as", "a", "an", "the"}
        ):
            return speaker_at(tokens, forward(tokens, at + 1), "called-by", (at - 1, at + 1))
        if tokens[at].lower == "by" and tokens[at - 1].text in {
            "described",
            "dubbed",
            "called",
            "hailed",
            "condemned",
        }:
            return speaker_at(tokens, forward(tokens, at + 1), "called-by", (at - 1, at + 1))
    return None


def _last_verb(tokens: Sequence[Token]) -> int:
    """Return the reporting verb nearest to the quotation, -1 if there is none."""
    for at in range(len(tokens) - 1, -1, -1):
        if is_verb(tokens, at) and not (at == 0 and tokens[at].text in ing_verbs()):
            return at
        if tokens[at].text in {";"}:
            return -1
    return -1


def _with_verb(tokens: Sequence[Token], verb: int) -> Speaker | None:
    phrase = _subject(tokens, verb)
    if phrase is None and verb + 1 < len(tokens):  # `“…,” said Lee, “…”`: turned round
        phrase = (
            forward(tokens, verb + 1) if tokens[verb].text in {"said", "says", "added", "wrote"} else None
        )
    if phrase is None:
        return None
    far = len(tokens) - verb > 12
    return speaker_at(tokens, phrase, "said-before-far" if far else "said-before", (verb, verb + 1))


def _subject(tokens: Sequence[Token], verb: int) -> Range | None:
    """Return who does the verb: the phrase before it, or the subject of the sentence."""
    at = verb - 1
    while at >= 0 and (is_adverb(tokens[at]) or tokens[at].lower in CHAIN):
        at -= 1
    if at < 0:
        return None
    word = tokens[at].lower
    if tokens[verb].text in ing_verbs():
        nearest = backward(tokens, at) if tokens[at].lower not in _MESSAGES else None
        return nearest or main_subject(tokens, verb)
    if word in {"who", "which", "that"}:
        antecedent = at - 1
        if antecedent >= 0 and tokens[antecedent].text == ",":
            antecedent -= 1
        if antecedent >= 0 and tokens[antecedent].text == ",":
            antecedent -= 1
        return backward(tokens, antecedent)
    if tokens[at].text == "," and (phrase := before_comma(tokens, at)) is not None:
        return phrase
    if tokens[at].text in {",", ")", "—", "–"} or word in {"and", "but", "then", "or"}:
        return main_subject(tokens, verb)
    return backward(tokens, at) or main_subject(tokens, verb)


def _message(tokens: Sequence[Token], colon: bool) -> Speaker | None:
    """Read “Lee’s answer was:”, “the sign reads:”, “in the words of Lee,”."""
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 14), -1):
        if tokens[at].lower not in _MESSAGES:
            continue
        if at + 1 < len(tokens) - 1 and tokens[at + 1].lower in {"of", "from", "by"}:
            return speaker_at(tokens, forward(tokens, at + 2), "message", (at, at + 1))
        back = at - 1
        while (
            back >= 0
            and tokens[back].text.islower()
            and not tokens[back].text.endswith(("’s", "'s"))
            and (tokens[back].lower not in DETERMINERS)
        ):
            back -= 1
        if back < 0:
            return None
        if tokens[back].lower in {"his", "her", "their", "my", "our"} and (
            colon or tokens[-1].lower in {"was", "is"}
        ):
            return speaker_at(tokens, (back, back + 1), "introduced", (at, at + 1))
        if tokens[back].text.endswith(("’s", "'s", "’", "'")) and (
            colon or tokens[-1].lower in {"was", "is", "that"}
        ):
            return _possessor(tokens, back, at)
        return None
    return None


def _possessor(tokens: Sequence[Token], back: int, message: int) -> Speaker | None:
    phrase = backward(tokens, back)
    if phrase is None:
        return None
    stripped = tokens[back].text.removesuffix("’s").removesuffix("'s").rstrip("’'")
    end = tokens[back].start + len(stripped)
    return Speaker(tokens[phrase[0]].start, end, "message", (tokens[message].start, tokens[message].end))


def _labelled(tokens: Sequence[Token], reading: Reading) -> Speaker | None:
    """Read “Lee:” at the head of a line, or the subject of a sentence that leads up to a colon."""
    first = next((at for at, token in enumerate(tokens) if token.is_word), 0)
    phrase = forward(tokens, first)
    if phrase is not None and reading.opens_line(tokens[first].start):
        rest = tokens[phrase[1] :]
        verbs = any(is_verb(tokens, at) for at in range(phrase[1], len(tokens)))
        if (not rest or rest[0].text in {",", "(", "—", "–"}) and not verbs:
            return speaker_at(tokens, phrase, "label", None)
    return speaker_at(tokens, main_subject(tokens, len(tokens)), "introduced", None)
