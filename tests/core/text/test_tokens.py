from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.tokens import is_word, token_key, tokenise


def words(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@given(st.text())
def test_tokens_are_in_order_apart_and_leave_out_nothing_but_white_space(text: str) -> None:
    tokens = tokenise(text)
    at = 0
    for start, end, key in zip(tokens.starts, tokens.ends, tokens.keys, strict=True):
        assert at <= start < end
        assert not text[at:start].strip()
        assert key
        at = end
    assert not text[at:].strip()


@given(st.text(min_size=1), st.data())
def test_a_passage_is_covered_by_the_tokens_that_share_a_character_with_it(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    tokens = tokenise(text)
    first, stop = tokens.covering(start, end)
    sharing = [n for n in range(len(tokens)) if tokens.starts[n] < end and start < tokens.ends[n]]
    assert list(range(first, stop)) == sharing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t stop—it's “fine”…", ["Don’t", "stop", "—", "it's", "“", "fine", "”", "…"]),
        ("1,250.5 %", ["1", ",", "250", ".", "5", "%"]),
        ("e\u0301cole mid\u00adnight", ["e\u0301cole", "mid\u00adnight"]),
        ("السَّلامُ عليكم؟", ["السَّلامُ", "عليكم", "؟"]),
        ("東京は。", ["東", "京", "は", "。"]),
        ("a \n\n b", ["a", "\n\n ", "b"]),
    ],
)
def test_text_is_cut_into_words_and_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“", '"'),
        ("«", "„"),
        ("—", "-"),
        ("…", "..."),
        ("don’t", "Don't"),
        ("cafe\u0301", "CAFÉ"),
        ("mid\u00adnight", "midnight"),
        ("İstanbul", "istanbul"),
        ("BAŞKANI", "başkanı"),
        ("\n\n", "\n"),
    ],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert token_key(one) == token_key(other)


def test_words_and_signs_are_told_apart() -> None:
    assert [is_word(token_key(word)) for word in ("word", "1931", "字", ",", "“", "\n")] == [True] * 3 + [
        False
    ] * 3


def borders(text: str) -> dict[str, int]:
    tokens = tokenise(text)
    return {text[tokens.starts[n] : tokens.ends[n]]: tokens.border(n) for n in range(len(tokens))}


def test_borders_are_strongest_between_paragraphs_then_sentences_then_clauses() -> None:
    found = borders("One two, three. “Four five.” Six\n\nSeven")
    assert (found["two"], found["three"], found["“"], found["Six"], found["Seven"]) == (0, 1, 3, 3, 4)


def test_a_stop_inside_a_number_or_name_is_no_border() -> None:
    found = borders("Pay 2.5 to example.org now")
    assert (found["5"], found["org"], found["now"]) == (0, 0, 0)


def test_a_sentence_is_bounded_even_where_no_stop_is() -> None:
    tokens = tokenise("word " * 5_000)
    assert tokens.sentence_end(10) < 1_000
    assert tokens.sentence_start(4_000) > 3_000


def test_long_blanks_cost_no_time() -> None:
    assert words(" " * 300_000 + "x") == ["x"]
