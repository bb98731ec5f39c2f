from __future__ import annotations

import json

import pytest

from annotator.model.suggestion import SuggestionKind
from annotator.suggestions import as_json, checkable, cues, quotes, suggest, supported, unsupported_reason
from annotator.suggestions.check import ranked
from annotator.suggestions.cues import PER_PARAGRAPH
from annotator.suggestions.reading import Reading

DULL = "The rain went on. Nobody spoke. A dog slept by the door. It was late. We waited there. "
FIGURES = "Sales rose 3 percent to $4.2 million in 2019."


def test_the_sentence_with_the_figures_comes_first_and_says_why() -> None:
    (found,) = checkable(DULL + FIGURES, "en")
    assert found.exact == FIGURES
    assert found.reason.startswith("Could be checked: it has a quantity")
    assert "3 percent" in [cue.of(DULL + FIGURES) for cue in found.cues]


def test_a_tenth_is_offered_ranked_inside_the_article() -> None:
    text = " ".join(f"In {year} the town sold {year - 1000} boats." for year in range(1950, 1980))
    assert len(checkable(text, "en")) == 3


def test_what_the_article_repeats_counts_once() -> None:
    boilerplate = "The Courier has 40,000 readers in 12 towns."
    text = "\n".join([boilerplate, DULL, boilerplate, DULL, boilerplate, FIGURES])
    exact = [one.exact for one in checkable(text, "en")]
    assert len(exact) == len(set(exact))
    spans = [one for one in ranked(Reading.of(text)) if text[one.start : one.end] == boilerplate]
    assert len(spans) == 1


@pytest.mark.parametrize("text", ["I think we should go. What do you say? Let us hope.", "", "…", "Hello"])
def test_an_article_without_anything_to_check_offers_nothing(text: str) -> None:
    assert checkable(text, "en") == []


@pytest.mark.parametrize(
    ("text", "exact", "rule"),
    [
        ("It was a shameful plan.", "shameful", "loaded-word"),
        ("The road will allegedly close.", "allegedly", "hedge"),
        ("Clearly the road must close.", "Clearly", "booster"),
        ("Critics say the road must close.", "Critics say", "unnamed-source"),
        ("It is said that the road closes.", "It is said", "unnamed-source"),
        ("The road was closed off and the trees were felled.", "were felled", "agentless-passive"),
    ],
)
def test_a_cue_points_at_its_words(text: str, exact: str, rule: str) -> None:
    assert (exact, rule) in [(cue.exact, cue.rule) for cue in cues(text, "en")]


@pytest.mark.parametrize(
    "text",
    [
        "The trees were felled by the county.",
        "The critics say the road must close.",
        "“It is a shameful plan for us all,” said Lee.",
        "He is from the Clearly Group.",
    ],
)
def test_agents_named_sources_quoted_words_and_names_are_no_cues(text: str) -> None:
    assert cues(text, "en") == []


def test_cues_are_few_in_each_paragraph_and_off_by_default() -> None:
    text = "A shameful, absurd, vile, cruel and reckless plan, clearly and obviously.\nA vile plan."
    assert len(cues(text, "en")) == PER_PARAGRAPH + 1
    assert {one.kind for one in suggest(text, language="en")} <= {SuggestionKind.QUOTE, SuggestionKind.CHECK}


def test_what_a_language_does_not_have_is_off_and_says_so() -> None:
    assert supported(SuggestionKind.QUOTE, "de")
    assert not supported(SuggestionKind.CHECK, "de")
    assert supported(SuggestionKind.CUE, "en-GB")
    assert checkable(FIGURES, "de") == []
    assert cues("It was a shameful plan.", "fr") == []
    assert unsupported_reason(SuggestionKind.CUE, "fr")
    assert unsupported_reason(SuggestionKind.QUOTE, "en") == ""


def test_the_language_of_a_text_without_a_label_is_recognised() -> None:
    assert len(checkable(DULL + FIGURES)) == 1
    german = "Die Kosten von 2,4 Millionen Euro trägt das Land, und 412 Menschen sahen am 3. Mai dabei zu."
    assert checkable(german) == []


def test_the_json_form_has_the_promised_fields_in_order() -> None:
    text = "“We are going,” said Ann Lee. The “plan” failed."
    quoted = as_json(quotes(text, "en")[0])
    assert list(quoted) == ["kind", "start", "end", "exact", "score", "rule", "reason", "speaker", "cues"]
    assert quoted["kind"] == "quotes"
    assert quoted["speaker"] == {"start": 21, "end": 28, "text": "Ann Lee"}
    assert quoted["cues"] == [[16, 20]]
    assert as_json(cues(text, "en")[0])["speaker"] is None
    json.dumps(quoted)
