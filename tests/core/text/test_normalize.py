from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotator.text.normalize import normalise, one_line, search_key, xml_safe

# lone surrogates and controls included: foreign files hold them
ANY = st.text(
    st.one_of(st.characters(), st.sampled_from("\r\n\0\x0b\x1b\ud800\udfff\ufffe\uffff\u00a0\u00ad\u200d"))
)


@given(ANY)
def test_an_xml_document_takes_what_is_safe(text: str) -> None:
    element = etree.Element("t")
    element.text = xml_safe(text)
    read = etree.fromstring(etree.tostring(element, encoding="utf-8"))
    assert (read.text or "") == xml_safe(text)


@given(ANY)
def test_normalising_again_changes_nothing(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once) == (once, 0)


@given(ANY)
def test_the_dropped_characters_are_counted(text: str) -> None:
    safe, dropped = normalise(text)
    assert len(safe) + dropped == len(text.replace("\r\n", "\n"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])))
def test_ordinary_characters_stay_as_they_are(text: str) -> None:
    assert normalise(text) == (text, 0)


@pytest.mark.parametrize(
    ("text", "safe", "dropped"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", 0),
        ("a\0b\x0bc\ufffed", "abcd", 3),
        ("a\ud83db", "ab", 1),
        (
            "6\u00a0km mid\u00adnight e\u0301 👩\u200d👧\t!",
            "6\u00a0km mid\u00adnight e\u0301 👩\u200d👧\t!",
            0,
        ),
    ],
)
def test_line_ends_are_made_one_and_illegal_characters_dropped(text: str, safe: str, dropped: int) -> None:
    assert normalise(text) == (safe, dropped)


@given(st.text())
def test_one_line_has_single_blanks_and_the_same_words(text: str) -> None:
    line = one_line(text)
    assert line.split() == text.split()
    assert line == " ".join(line.split())


@pytest.mark.parametrize(
    ("one", "other"), [("Café", "cafe"), ("STRASSE", "straße"), ("ﬁn", "FIN"), ("é", "e\u0301"), ("Ａ", "a")]
)
def test_spellings_of_one_word_have_one_search_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_a_search_key_does_not_depend_on_case(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
