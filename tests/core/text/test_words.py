from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.clusters import is_border
from annotator.text.words import (
    grow,
    paragraph_at,
    phrase_at,
    sentence_at,
    shrink,
    snap,
    snap_to_quotation,
    word_at,
)


def selected(marked: str) -> tuple[str, int, int]:
    """Return the text and the selection between square brackets in it."""
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "", 1).replace("]", "", 1), start, end


def snapped(marked: str) -> str:
    text, start, end = selected(marked)
    return text[slice(*snap(text, start, end))]


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("The [bri]dge opened.", "bridge"),
        ("The bridge[ was op]ened in 1931.", "was opened"),
        ("The [bridge, ]which is old", "bridge"),
        ("The [bridge was opened.] Then", "bridge was opened"),
        ("[The bridge was opened.] Then", "The bridge was opened."),
        ("[Who opened it? ]Nobody.", "Who opened it?"),
        ("He said[, “we ca]n’t go”.", "we can’t"),
        ("He said, [“we can’t go”].", "“we can’t go”"),
        ("He said, [“We can’t go.” ]Then", "“We can’t go.”"),
        ("“[We can’t go,]” he said.", "We can’t go"),
        ("[(see below)] and", "(see below)"),
        ("(see [below)] and", "below"),
        ("a [well-kno]wn fact", "well-known"),
        ("cost $1,[500.50] today", "$1,500.50"),
        ("costs [5]% of it", "5%"),
        ("in the [U.S.] today", "U.S."),
        ("by [Mr. Sm]ith", "Mr. Smith"),
        ("[They said “yes”, “no” and “what?”] x", "They said “yes”, “no” and “what?”"),
        ("漢字[かな]交じり", "かな"),
        ("漢字[「かな」]交じり", "「かな」"),
        ("a👩‍🏫b x[👩‍]🏫 y", "👩‍🏫"),
        ("caf[e\u0301] open", "cafe\u0301"),
        ("[🇫🇷] flag", "🇫🇷"),
    ],
)
def test_a_selection_becomes_what_a_careful_hand_would_have_selected(marked: str, wanted: str) -> None:
    assert snapped(marked) == wanted


def test_an_empty_selection_stays_empty_and_blanks_alone_select_nothing() -> None:
    assert snap("one two", 2, 2) == (2, 2)
    assert snap("one   two", 3, 6) == (3, 3)


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("“[We can’t go,]” he said.", "“We can’t go,”"),
        ("[“We can’t go],” he said.", "“We can’t go,”"),
        ("“[We can’t g]o,” he said.", "“We can’t go,”"),
        ("“We [can’t go,]” he said.", "can’t go"),
        ("“We can’t go,” [he said].", "he said"),
        ("Er sagte: „[Wir gehen nicht]“.", "„Wir gehen nicht“"),
    ],
)
def test_a_direct_quotation_snaps_to_its_marks(marked: str, wanted: str) -> None:
    text, start, end = selected(marked)
    assert text[slice(*snap_to_quotation(text, start, end))] == wanted


TEXT = "First one. In the town, the “new bridge” opened, he said. Last.\n\nNext para."


def test_a_selection_grows_from_word_to_phrase_quotation_sentence_and_paragraph_and_shrinks_back() -> None:
    at = TEXT.index("bridge")
    rungs, span = [], (at, at)
    while (wider := grow(TEXT, *span)) != span:
        span = wider
        rungs.append(TEXT[slice(*span)])
    assert rungs == [
        "bridge",
        "new bridge",
        "“new bridge”",
        "In the town, the “new bridge” opened, he said.",
        "First one. In the town, the “new bridge” opened, he said. Last.",
    ]
    back = []
    while (smaller := shrink(TEXT, *span, at)) != span and smaller[0] < smaller[1]:
        span = smaller
        back.append(TEXT[slice(*span)])
    assert back == rungs[-2::-1]


def test_a_selection_over_two_sentences_grows_to_both_and_then_to_the_paragraph() -> None:
    start, end = TEXT.index("one"), TEXT.index("town") + 4
    both = grow(TEXT, start, end)
    assert TEXT[slice(*both)] == "First one. In the town"
    assert TEXT[slice(*grow(TEXT, *both))] == "First one. In the town, the “new bridge” opened, he said."


def test_the_word_phrase_sentence_and_paragraph_at_a_place() -> None:
    at = TEXT.index("town")
    assert TEXT[slice(*(word_at(TEXT, at) or ()))] == "town"
    assert TEXT[slice(*(phrase_at(TEXT, at) or ()))] == "In the town"
    assert TEXT[slice(*(sentence_at(TEXT, at) or ()))].startswith("In the town, the")
    assert TEXT[slice(*(paragraph_at(TEXT, at) or ()))].endswith("Last.")
    assert word_at("a, b", 2) is None
    assert sentence_at("", 0) is None
    assert paragraph_at("a\n\nb", 2) is None


@given(st.text(alphabet="ab ,.’“”()\ne\u0301👩\u200d🏫🇫🇷漢", max_size=30), st.data())
def test_an_edge_never_cuts_a_character_and_snapping_twice_changes_nothing(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first = snap(text, start, end)
    assert 0 <= first[0] <= first[1] <= len(text)
    assert is_border(text, first[0])
    assert is_border(text, first[1])
    assert snap(text, *first) == first
    wider = grow(text, start, end)
    assert wider[0] <= start
    assert end <= wider[1]
