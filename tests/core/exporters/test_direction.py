"""Which way text runs."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from annotator.exporters.direction import first_strong, has_rtl, mostly_rtl, stretches


def test_the_first_letter_decides():
    assert first_strong("1931: שלום world") is True
    assert first_strong("… world שלום") is False
    assert first_strong("123 – 456") is None


def test_latin_words_in_a_hebrew_sentence_run_the_other_way_with_the_blanks_between_them():
    text = "ב-Market Hall 2 נסגר 7%"
    found = [(text[start:end], rtl) for start, end, rtl in stretches(text, rtl=True)]
    assert found == [("ב-", True), ("Market Hall", False), (" 2 נסגר 7%", True)]


def test_hebrew_in_an_english_sentence():
    text = "The (שוק מיידון) closed"
    found = [(text[start:end], rtl) for start, end, rtl in stretches(text, rtl=False)]
    assert found == [("The (", False), ("שוק מיידון", True), (") closed", False)]


def test_most_of_the_letters_decide_for_a_document():
    assert mostly_rtl("שלום עולם, hello")
    assert not mostly_rtl("hello world, שלום")
    assert not mostly_rtl("123")


@given(st.text(max_size=40), st.booleans())
def test_stretches_are_the_whole_text(text, rtl):
    assert "".join(text[start:end] for start, end, _ in stretches(text, rtl=rtl)) == text


@given(st.characters(categories=["Lo", "Ll", "Lu"]))
def test_letters_are_as_unicode_says(letter):
    if unicodedata.bidirectional(letter) in ("L", "R", "AL"):
        assert has_rtl(letter) == (unicodedata.bidirectional(letter) != "L")
