"""Two people's marks on one article."""

from __future__ import annotations

import pytest
from factories import mark_of, version_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Annotation
from annotator.returning.two_people import Verdict, agreement, nominal_alpha, pair_marks, summary

VERSION = version_of()


def marks(*passages: tuple[str, str]) -> list[Annotation]:
    return [mark_of(VERSION, passage, tag) for passage, tag in passages]


def test_nearly_the_same_words_are_the_same_passage():
    pairs = pair_marks(
        marks(("The bridge was opened in 1931", "fact"), ("finest bridge", "opinion")),
        marks(("bridge was opened in 1931.", "fact"), ("It is the finest bridge in the county.", "opinion")),
    )
    assert [pair.verdict for pair in pairs] == [Verdict.AGREED, Verdict.ONLY_THEIRS, Verdict.ONLY_MINE]


def test_another_tag_on_the_same_passage_is_listed_as_such():
    (pair,) = pair_marks(marks(("finest bridge", "opinion")), marks(("finest bridge", "fact")))
    assert pair.verdict is Verdict.TAGGED_OTHERWISE
    assert summary([pair]) == "0 agreed, 1 tagged otherwise, 0 only mine, 0 only theirs"


def test_a_long_mark_of_theirs_that_began_earlier_is_still_found():
    pairs = pair_marks(
        marks(("opened", "fact"), ("in 1931. It is the finest bridge in the county.", "opinion")),
        marks(("opened in 1931. It is the finest bridge in the county.", "opinion")),
    )
    assert [pair.verdict for pair in pairs] == [Verdict.ONLY_MINE, Verdict.AGREED]


def test_each_mark_is_paired_once_and_the_best_overlap_wins():
    pairs = pair_marks(
        marks(("opened in 1931", "fact")), marks(("was opened in 1931", "fact"), ("opened in 1931", "fact"))
    )
    agreed = next(pair for pair in pairs if pair.verdict is Verdict.AGREED)
    assert agreed.theirs is not None
    assert agreed.theirs.exact == "opened in 1931"
    assert len(pairs) == 2


def test_alpha_is_what_krippendorff_computes_by_hand():
    # Computing Krippendorff's Alpha-Reliability (2011), section B: nominal data, two observers, no gaps.
    first = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    second = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    assert nominal_alpha(list(zip(first, second, strict=True))) == pytest.approx(0.692, abs=0.0005)


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=30))
def test_two_who_agree_on_all_have_alpha_one_or_none(values: list[str]):
    alpha = nominal_alpha([(value, value) for value in values])
    assert alpha is None if len(set(values)) == 1 else alpha == 1


def test_agreement_is_said_in_a_sentence():
    mine = marks(("opened in 1931", "fact"), ("finest bridge", "opinion"), ("trams", "fact"))
    theirs = marks(("opened in 1931", "fact"), ("finest bridge", "opinion"))
    result = agreement(pair_marks(mine, theirs))
    assert (round(result.f1, 2), result.alpha, result.both) == (0.8, 1.0, 2)
    assert result.sentence() == (
        "Of all passages marked, 80 % were marked by both; on these, the tags agree well (alpha 1.00)."
    )
    assert "too little variety" in agreement(pair_marks([], [])).sentence()
