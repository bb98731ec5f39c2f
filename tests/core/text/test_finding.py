"""Finding words as a reader means them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.finding import BadPattern, Query, find


def hits(text: str, words: str, **switches: bool) -> list[str]:
    """What is found in a text of one block."""
    found = find(text, [(0, len(text))], Query(words, **switches))
    return [text[start:end] for places in found for start, end in places]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Café is open", "cafe", ["Café"]),
        ("The Cafe\u0301 is open", "café", ["Cafe\u0301"]),
        ("They don’t know", "don't", ["don’t"]),
        ("They don't know", "don’t", ["don't"]),
        ("a\u00a0no-break blank", "a no", ["a\u00a0no"]),
        ("one\nline", "one line", ["one\nline"]),
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("ﬁne and fine", "fine", ["ﬁne", "fine"]),
        ("ex\u00adtra", "extra", ["ex\u00adtra"]),
        ("“quoted”", '"quoted"', ["“quoted”"]),
        ("1914–1918", "1914-1918", ["1914–1918"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("👩‍🏫 teacher 👩‍🏫", "teacher", ["teacher"]),
        ("nothing here", "x", []),
        ("nothing here", "", []),
    ],
)
def test_two_spellings_of_the_same_words_find_each_other(text: str, words: str, found: list[str]) -> None:
    assert hits(text, words) == found


def test_the_switches_make_the_search_stricter() -> None:
    assert hits("Bridge bridge", "bridge", case=True) == ["bridge"]
    assert hits("cafe café cafe\u0301", "café", diacritics=True) == ["café", "cafe\u0301"]
    assert hits("cafe café cafe\u0301", "cafe", diacritics=True) == ["cafe"]
    assert hits("art party art", "art", whole_words=True) == ["art", "art"]
    assert hits("bridges, bridge", r"bridges?\b", regex=True) == ["bridges", "bridge"]
    assert hits("party art", "a.t", regex=True, whole_words=True) == ["art"]


@given(st.text("abé ’'ﬁßİ\u0301\u00ad\n𐍈", max_size=30), st.text("abe '", min_size=1, max_size=3))
def test_what_is_found_is_in_the_text_in_order_and_apart(text: str, words: str) -> None:
    places = [place for found in find(text, [(0, len(text))], Query(words)) for place in found]
    for (_, end), (start, _) in pairwise(places):
        assert end <= start
    for start, end in places:
        assert 0 <= start < end <= len(text)
        assert hits(text[start:end], words) == [text[start:end]]


def test_no_passage_goes_from_one_block_to_the_next() -> None:
    text = "one\ntwo"
    assert list(find(text, [(0, 3), (4, 7)], Query("e t"))) == [[], []]


def test_a_pattern_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(BadPattern, match="not a regular expression"):
        hits("text", "(", regex=True)


def test_a_pattern_that_would_never_end_is_given_up() -> None:
    with pytest.raises(BadPattern, match="too long"):
        hits("a" * 5000 + "!", r"(a+)+$x|(a|aa)+$", regex=True)
