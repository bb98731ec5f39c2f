"""Sentences that could be checked first: an untrained rule that says why, and ranks inside one article.

Every feature is something a checker looks for (a number, a date, a comparison, a superlative, a cause, a
named body, a deed on record) or something no check can settle (a question, a wish, a feeling). No feature
looks at names, so exchanging one name for another changes nothing. An absolute threshold would mean little,
since some articles are all figures; so the best tenth of each article is offered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from annotator.model.article import Version
from annotator.model.span import Span
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.suggestions.check_features import AGAINST, FEATURES
from annotator.suggestions.languages import supported
from annotator.suggestions.reading import Reading
from annotator.translate import tr

_MIDDLE = 2.4  # the sum at which the score is one half
_ORDER = ("quantity", "number", "comparison", "superlative", "change", "cause", "date", "body", "deed", "law")


@dataclass(frozen=True, slots=True)
class Ranked:
    """One sentence with its score and what it was given for."""

    start: int
    end: int
    score: float
    names: tuple[str, ...]
    cues: tuple[tuple[int, int], ...]


def checkable(version: Version | str, language: str = "") -> list[Suggestion]:
    """Return the tenth of the sentences to check first, in reading order; [] where not supported."""
    return checkable_of(Reading.of(version, language))


def checkable_of(reading: Reading) -> list[Suggestion]:
    """Return the best tenth of a reading's sentences."""
    if not supported(SuggestionKind.CHECK, reading.language):
        return []
    every = ranked(reading)
    best = sorted(every, key=lambda sentence: (-sentence.score, sentence.start))[: math.ceil(len(every) / 10)]
    chosen = sorted(
        (sentence for sentence in best if _is_supported(sentence)), key=lambda sentence: sentence.start
    )
    return [_suggestion(reading.text, sentence) for sentence in chosen]


def ranked(reading: Reading) -> list[Ranked]:
    """Return every sentence with its score, in reading order; what the article repeats counts once."""
    seen: set[str] = set()
    result = []
    for start, end in reading.sentences:
        key = " ".join(reading.text[start:end].casefold().split())
        if key not in seen:
            seen.add(key)
            result.append(score_of(reading.text, start, end))
    return result


def score_of(text: str, start: int, end: int) -> Ranked:
    """Return the score of one sentence and the words it rests on."""
    total = 0.0
    names: list[str] = []
    cues: list[tuple[int, int]] = []
    sentence = text[start:end]
    for feature in FEATURES:
        hits = 0
        for match in feature.pattern.finditer(sentence):
            place = (start + match.start(), start + match.end())
            if any(place[0] < b and a < place[1] for a, b in cues):
                continue  # “$3 million” is one reason, not two
            hits += 1
            total += feature.weight / hits
            cues.append(place)
            if hits == feature.most:
                break
        if hits:
            names.append(feature.name)
    total += sum(feature.weight for feature in AGAINST if feature.pattern.search(sentence))
    if sentence[-1:].isalnum():
        total -= 0.6  # a heading or a caption
    return Ranked(
        start, end, 1 / (1 + math.exp(_MIDDLE - total)), tuple(dict.fromkeys(names)), tuple(sorted(cues))
    )


def _is_supported(sentence: Ranked) -> bool:
    """Tell whether there is any reason at all; an article without facts offers nothing."""
    return bool(sentence.names) and sentence.score >= 0.15


def _suggestion(text: str, sentence: Ranked) -> Suggestion:
    span = Span(sentence.start, sentence.end)
    named = [name for name in _ORDER if name in sentence.names][:3]
    return Suggestion(
        kind=SuggestionKind.CHECK,
        span=span,
        exact=span.of(text),
        score=round(sentence.score, 4),
        rule="+".join(named),
        reason=tr(
            "Could be checked: it has {reasons}.", reasons=", ".join(_words_for(name) for name in named)
        ),
        cues=tuple(Span(*cue) for cue in sentence.cues),
    )


def _words_for(name: str) -> str:
    return {
        "quantity": tr("a quantity"),
        "number": tr("a number"),
        "comparison": tr("a comparison"),
        "superlative": tr("“first”, “only” or another superlative"),
        "change": tr("a change or a sum"),
        "cause": tr("a cause and its effect"),
        "date": tr("a date or a span of time"),
        "body": tr("a body or a record to ask"),
        "deed": tr("a deed on record"),
        "law": tr("a matter of law or money"),
    }[name]
