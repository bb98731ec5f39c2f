from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.similarity import plain_typography, similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“No” — he said…", '"No" - he said...'),
        ("l’été", "l'été"),
        ("6\u00a0million", "6 million"),
        ("mid\u00adnight", "midnight"),
        ("two  lines\nhere", "two lines here"),
    ],
)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert similarity(one, other) == 1.0


def test_case_and_words_make_a_difference() -> None:
    assert similarity("The mayor", "the mayor") < 1
    assert similarity("The mayor left", "The mayor came") < 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert similarity(one, one) == 1


@given(st.text())
def test_plain_typography_is_done_at_once(text: str) -> None:
    assert plain_typography(plain_typography(text)) == plain_typography(text)
