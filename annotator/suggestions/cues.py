"""Words worth a second look: loaded words, hedges, boosters, unnamed sources, and more.

They say nothing of right or wrong; they point at wording. Off by default, and few: at most two in a
paragraph, the plainer kinds first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from annotator.model.article import Version
from annotator.model.span import Span
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.suggestions.closed_words import word_set
from annotator.suggestions.languages import supported
from annotator.suggestions.lexicon import base_verbs, finite_verbs, phrases, words
from annotator.suggestions.quotes import words_in_marks
from annotator.suggestions.reading import Reading
from annotator.translate import tr

PER_PARAGRAPH = 2
_SCORES = {
    "loaded-word": 0.8,
    "unnamed-source": 0.75,
    "booster": 0.7,
    "words-in-quotation-marks": 0.65,
    "hedge": 0.6,
    "agentless-passive": 0.4,
}
_IRREGULAR = (
    "given|taken|made|done|held|kept|left|lost|found|told|sent|built|cut|put|set|hit|hurt|paid|sold|shown|thrown|driven|"
    "chosen|broken|forgotten|hidden|known|seen|spent|brought|bought|caught|taught|led|met|read|run|won|written|withdrawn"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being)(?: (?:\w+ly|not|never|also|then|later|since|still))? "
    rf"(?P<done>\w+ed|{_IRREGULAR})\b"
    r"(?! (?:to be|in the|at the age))"
)
_NO_DEED = word_set(
    # Participles that are states rather than deeds somebody did.
    """
    born married divorced retired located situated interested involved concerned worried scared tired
    supposed used pleased delighted disappointed surprised needed based related convinced determined
    divided united excited allowed opened closed finished crowded packed red hundred bed indeed
    embarrassed ashamed relieved exhausted
    """
)
_BY = re.compile(r"\bby\b")
_CLAUSE_END = re.compile(r"[.;:!?]|\b(?:but|although|while|because)\b")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    rule: str


def cues(version: Version | str, language: str = "") -> list[Suggestion]:
    """Return words worth a second look, in reading order; [] where the language is not supported."""
    return cues_of(Reading.of(version, language))


def cues_of(reading: Reading) -> list[Suggestion]:
    """Return the cues of a reading, at most `PER_PARAGRAPH` in each line."""
    if not supported(SuggestionKind.CUE, reading.language):
        return []
    chosen: list[_Hit] = []
    line: list[_Hit] = []
    line_end = -1
    for hit in sorted(_hits(reading), key=lambda hit: (hit.start, -_SCORES[hit.rule])):
        if hit.start >= line_end:
            chosen += _plainest(line)
            line, line_end = [], reading.paragraph(hit.start)[1]
        if not line or hit.start >= line[-1].end:
            line.append(hit)
    chosen += _plainest(line)
    return [_suggestion(reading.text, hit) for hit in chosen]


def _plainest(line: list[_Hit]) -> list[_Hit]:
    best = sorted(line, key=lambda hit: (-_SCORES[hit.rule], hit.start))[:PER_PARAGRAPH]
    return sorted(best, key=lambda hit: hit.start)


def _hits(reading: Reading) -> list[_Hit]:
    text = reading.text
    hits = [
        _Hit(*match.span(), rule)
        for rule, name in (("loaded-word", "loaded-words"), ("hedge", "hedges"), ("booster", "boosters"))
        for match in phrases(name).finditer(text)
        if _is_common(reading, match) and not reading.in_quotation(match.start())
    ]
    hits += [
        _Hit(*match.span(), "unnamed-source")
        for match in _unnamed().finditer(text)
        if _stands_alone(text, match.start()) and not reading.in_quotation(match.start())
    ]
    hits += [_Hit(*match.span(), "unnamed-source") for match in phrases("unnamed-phrases").finditer(text)]
    hits += [
        _Hit(quotation.start, quotation.end, "words-in-quotation-marks")
        for quotation, _ in words_in_marks(reading)
    ]
    return hits + _passives(reading)


def _is_common(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether the word is no part of a name: it is in small letters, or opens its sentence."""
    if match[0][0].islower():
        return True
    return (
        reading.sentence_start(match.start()) == match.start() or reading.text[match.start() - 1] in "“\"'‘"
    )


def _stands_alone(text: str, start: int) -> bool:
    """Tell whether nothing says which critics: “the critics” were named before."""
    before = text[max(0, start - 16) : start].rstrip()
    if not before or text[start - 1] == "\n" or before[-1] in '.,;:!?—–”’"':
        return True
    return before.rpartition(" ")[2].lower() in {
        "and",
        "but",
        "that",
        "as",
        "while",
        "what",
        "because",
        "which",
        "although",
    }


@lru_cache(maxsize=1)
def _unnamed() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("vague-sources"), key=len, reverse=True))
    verbs = "|".join(sorted((base_verbs() | finite_verbs()) - {"read", "put", "hit"}, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w’'-])(?:(?:some|many|most|several|a number of) (?:\w+ )?)?(?:{nouns})"
        r"(?: (?:have|has|had|also|now|often|still|"
        rf"say they))?(?: (?:long|widely|repeatedly|privately))? (?:{verbs})(?![\w-])",
        re.IGNORECASE,
    )


def _passives(reading: Reading) -> list[_Hit]:
    hits = []
    for match in _PASSIVE.finditer(reading.text):
        if match["done"] in _NO_DEED or reading.in_quotation(match.start()):
            continue
        end = reading.sentence_end(match.end() - 1)
        stop = _CLAUSE_END.search(reading.text, match.end(), end)
        if _BY.search(reading.text, match.end(), stop.start() if stop else end) is None:
            hits.append(_Hit(*match.span(), "agentless-passive"))
    return hits


def _suggestion(text: str, hit: _Hit) -> Suggestion:
    span = Span(hit.start, hit.end)
    return Suggestion(
        kind=SuggestionKind.CUE,
        span=span,
        exact=span.of(text),
        score=_SCORES[hit.rule],
        rule=hit.rule,
        reason=_reason(hit.rule),
        cues=(span,),
    )


def _reason(rule: str) -> str:
    return {
        "loaded-word": tr("A word that judges while it tells. Would a plainer one do?"),
        "hedge": tr("A word that leaves a way out. What exactly is known, and by whom?"),
        "booster": tr("A word that asks for agreement. What are the grounds?"),
        "unnamed-source": tr("Nobody is named here. Who says so, and how many?"),
        "words-in-quotation-marks": tr(
            "Words in quotation marks, not a quotation: a name, somebody’s expression, or distance?"
        ),
        "agentless-passive": tr("It is not said who did it. Is it known?"),
    }[rule]
