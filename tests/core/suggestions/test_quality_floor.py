"""Quality on the labelled articles has a floor; a change that sinks it is refused."""

from __future__ import annotations

import math

from annotator.suggestions import quotes
from annotator.suggestions.check import ranked
from annotator.suggestions.reading import Reading
from annotator.text.sentences import sentences
from tests.core.suggestions.labelled_articles import every, is_same_speaker

ENGLISH = ("en", "gb")


def test_quotations_are_found_with_their_exact_borders() -> None:
    wanted = found = right = 0
    for article in every("en", "gb", "de", "fr"):
        spans = {(quote.span.start, quote.span.end) for quote in quotes(article.text)}
        wanted += len(article.quotations)
        found += len(spans)
        right += len(spans & set(article.quotations))
    assert wanted > 200
    assert right / found >= 0.985
    assert right / wanted >= 0.985


def test_the_speaker_of_a_quotation_is_right_and_a_high_score_can_be_relied_on() -> None:
    told = right = sure = sure_right = 0
    for article in every(*ENGLISH):
        for quote in quotes(article.text):
            wanted = article.quotations.get((quote.span.start, quote.span.end))
            if wanted in {None, "-"}:
                continue
            assert wanted is not None
            is_right = quote.speaker is not None and is_same_speaker(wanted, quote.speaker_found)
            told += 1
            right += is_right
            if quote.score >= 0.8:
                sure += 1
                sure_right += is_right
    assert right / told >= 0.97
    assert sure_right / sure >= 0.98
    assert sure / told >= 0.9  # the high scores are not reached by being timid


def test_the_top_tenth_is_worth_a_check() -> None:
    scored = []
    for article in every(*ENGLISH):
        if not article.checkable:
            continue
        begins = {start for start, _ in sentences(article.text)}
        assert article.checkable <= begins, f"{article.name}: a label is not at the head of a sentence"
        scored += [(one.score, one.start in article.checkable) for one in ranked(Reading.of(article.text))]
    scored.sort(reverse=True)
    best = scored[: math.ceil(len(scored) / 10)]
    assert sum(label for _, label in best) / len(best) >= 0.9


def test_every_offered_speaker_stands_in_the_text_as_it_is_said_to() -> None:
    for article in every(*ENGLISH):
        for quote in quotes(article.text):
            assert quote.exact == quote.span.of(article.text)
            if quote.speaker is not None:
                assert quote.speaker.of(article.text) == quote.speaker_found
