from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.block import Block, BlockKind
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.suggestions import cues, quotes, speakers_supported, suggest
from tests.factories import version_of


def only(text: str) -> Suggestion:
    (suggestion,) = quotes(text, "en")
    return suggestion


@pytest.mark.parametrize(
    ("text", "quoted", "speaker", "rule"),
    [
        ("“We are going,” said Ann Lee.", "“We are going,”", "Ann Lee", "said-after"),
        ('"We are going," Ann Lee said.', '"We are going,"', "Ann Lee", "after-said"),
        ("Ann Lee said, “We are going.”", "“We are going.”", "Ann Lee", "said-before"),
        ("According to Ann Lee, “we are going home.”", "“we are going home.”", "Ann Lee", "according-to"),
        ("“We are all going,” according to Ann Lee.", "“We are all going,”", "Ann Lee", "according-to"),
        ("Lee: “We are going.”", "“We are going.”", "Lee", "label"),
        ("“We are going,” said Mayor J. R. Lee, 58.", "“We are going,”", "Mayor J. R. Lee", "said-after"),
        ("“We are going,” Lee, a baker who likes rain, said.", "“We are going,”", "Lee", "after-said"),
        ("“We are going,” the mayor, Ann Lee, said.", "“We are going,”", "Ann Lee", "after-said"),
        ("Lee closed the door, adding, “We are going.”", "“We are going.”", "Lee", "said-before"),
        ("Lee closed the door and said: “We are going.”", "“We are going.”", "Lee", "said-before"),
        (
            "The plan was described by Lee as “an insult to the town”.",
            "“an insult to the town”",
            "Lee",
            "called-by",
        ),
        ("“We are going,” Lee told reporters on Friday.", "“We are going,”", "Lee", "after-said"),
        ("Lee was told that he must go. “I will not,” he said.", "“I will not,”", "he", "after-said"),
        ("“We are going,” Lee smiled.", "“We are going,”", "Lee", "gesture"),
        ("Lee’s answer was: “We are going.”", "“We are going.”", "Lee", "message"),
        ("„We are going“, said Lee.", "„We are going“", "Lee", "said-after"),
        ("«We are going», said Lee.", "«We are going»", "Lee", "said-after"),
        ("“Why should we?” Lee asked.", "“Why should we?”", "Lee", "after-said"),
        ("“Should we go,” asked Will Lee.", "“Should we go,”", "Will Lee", "said-after"),
    ],
)
def test_a_speaker_is_read_from_the_words_around(text: str, quoted: str, speaker: str, rule: str) -> None:
    suggestion = only(text)
    assert (suggestion.exact, suggestion.speaker_found, suggestion.rule) == (quoted, speaker, rule)
    assert suggestion.score >= 0.8


def test_the_words_a_suggestion_rests_on_are_pointed_at() -> None:
    text = "“We are going,” said Ann Lee."
    (cue,) = only(text).cues
    assert cue.of(text) == "said"
    assert only(text).reason == "“said” and Ann Lee stand after the quotation."


def test_an_interrupted_quotation_has_one_speaker_and_goes_on_after_the_full_stop() -> None:
    text = "“We came,” she said, “and we saw it.” “And we left.” The door closed."
    assert [(quote.exact, quote.speaker_found) for quote in quotes(text)] == [
        ("“We came,”", "she"),
        ("“and we saw it.”", "she"),
        ("“And we left.”", "she"),
    ]


def test_a_pronoun_stays_as_found_and_says_whom_it_probably_means() -> None:
    text = "Mrs. Edith Garrow, who runs the boat, smiled.\n\n“It floats,” she said."
    quote = only(text)
    assert quote.speaker_found == "she"
    assert quote.speaker_text == "Edith Garrow"
    assert "she (probably Edith Garrow)" in quote.reason


def test_a_quotation_without_a_speaker_takes_the_last_one_only_as_a_guess() -> None:
    text = "“It floats,” said Ann Lee.\n\n“It has always floated. It always will.”"
    last = quotes(text)[-1]
    assert last.rule == "carried-over"
    assert last.reason == "Speaker not stated; probably Ann Lee."
    assert last.score < 0.8


def test_a_quotation_may_run_over_paragraphs() -> None:
    text = "Lee wrote: “It was early.\n\n“It was cold.\n\n“Nobody came.”\n\nThe end."
    quote = only(text)
    assert quote.exact == "“It was early.\n\n“It was cold.\n\n“Nobody came.”"
    assert quote.speaker_found == "Lee"


def test_an_unclosed_quotation_ends_with_its_paragraph_and_is_not_sure() -> None:
    text = "Lee said: “It was early and nobody came.\n\nThe door closed."
    quote = only(text)
    assert quote.exact == "“It was early and nobody came."
    assert quote.score < 0.8
    assert "missing" in quote.reason


@pytest.mark.parametrize(
    "text",
    [
        "The “mega-prison” opened in May.",
        "He read “The Long Way Home” on the train.",
        "It was a 12\" pipe and a 6' wall.",
        "Rock ‘n’ roll was everywhere in the ’90s, and the workers’ pay rose.",
        "The dogs' bowls and the cats' bowls were empty.",
        "A brush he called “the bishop” lay there.",
        "",
    ],
)
def test_words_set_off_inches_and_apostrophes_are_no_quotations(text: str) -> None:
    assert quotes(text, "en") == []


def test_words_set_off_are_offered_as_such() -> None:
    (cue,) = cues("The “mega-prison” opened in May.", "en")
    assert (cue.kind, cue.rule, cue.exact) == (
        SuggestionKind.CUE,
        "words-in-quotation-marks",
        "“mega-prison”",
    )


def test_single_marks_quote_only_where_the_text_quotes_with_them() -> None:
    british = "‘We can’t stay,’ said Lee. ‘The workers’ bus is leaving.’"
    assert [quote.exact for quote in quotes(british)] == [
        "‘We can’t stay,’",
        "‘The workers’ bus is leaving.’",
    ]
    american = "“He told me, ‘We cannot stay,’” said Lee."
    assert [quote.exact for quote in quotes(american)] == ["“He told me, ‘We cannot stay,’”"]


def test_in_other_languages_the_marks_are_read_and_the_speaker_is_left_to_the_person() -> None:
    text = "„Der Damm hält nicht mehr lange“, sagte die Bürgermeisterin nach der Sitzung."
    quote = only_in(text, "de")
    assert quote.exact == "„Der Damm hält nicht mehr lange“"
    assert quote.speaker is None
    assert "English" in quote.reason
    assert not speakers_supported("de")


def only_in(text: str, language: str) -> Suggestion:
    (suggestion,) = quotes(text, language)
    return suggestion


def test_a_line_feed_of_a_wrapped_text_is_a_blank() -> None:
    text = "“We are going to the\nharbour,” said Ann\nLee, who was late."
    version = version_of(text, blocks=(Block(0, len(text), wrapped=True),))
    (quote,) = quotes(version)
    assert quote.exact == "“We are going to the harbour,”"
    assert quote.speaker_found == "Ann Lee"


def test_program_code_is_left_alone() -> None:
    text = 'print("it is a long sentence here")'
    assert quotes(version_of(text, blocks=(Block(0, len(text), BlockKind.CODE),)), "en") == []


@given(st.text(alphabet="“”\"'‘’«»„ \n.,:aBsaid Lee", max_size=80))
def test_any_text_gives_spans_in_order_that_lie_in_it_and_the_same_again(text: str) -> None:
    found = suggest(text, list(SuggestionKind), "en")
    assert found == suggest(text, list(SuggestionKind), "en")
    assert all(suggestion.exact == suggestion.span.of(text) for suggestion in found)
    assert [suggestion.span.start for suggestion in found] == sorted(s.span.start for s in found)
    spoken = [suggestion.span for suggestion in found if suggestion.kind is SuggestionKind.QUOTE]
    assert all(one.end <= other.start for one, other in pairwise(spoken))
