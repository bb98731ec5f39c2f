"""Spans, blocks, reading order: what a value promises when it is made."""

from __future__ import annotations

import pytest
from factories import BRIDGE, dossier_of, mark_of, span_of, version_of

from annotator.model.annotation import reading_order
from annotator.model.block import Block, Format, Inline, check_blocks
from annotator.model.person import Person
from annotator.model.span import Span


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_a_span_holds_at_least_one_character(start: int, end: int):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_counts_an_emoji_as_the_code_points_python_counts():
    span = span_of(BRIDGE, "👩‍🏫")
    assert len(span) == 3
    assert span.of(BRIDGE) == "👩‍🏫"


def test_spans_that_touch_do_not_overlap():
    assert not Span(0, 4).overlaps(Span(4, 8))
    assert Span(0, 5).overlaps(Span(4, 8))


def test_blocks_may_leave_out_line_feeds_only():
    check_blocks("One.\n\nTwo.", [Block(0, 4), Block(6, 10)])
    with pytest.raises(ValueError, match="no block holds"):
        check_blocks("One.\n\nTwo.", [Block(0, 4)])
    with pytest.raises(ValueError, match="leaves out"):
        check_blocks("One. Two.", [Block(0, 4), Block(5, 9)])
    with pytest.raises(ValueError, match="leaves out"):
        check_blocks("One.Two.", [Block(0, 4), Block(4, 8)])


def test_a_format_stays_inside_its_block():
    with pytest.raises(ValueError, match="outside itself"):
        check_blocks("One.\nTwo.", [Block(0, 4, inlines=(Inline(2, 6, Format.BOLD),)), Block(5, 9)])


def test_marks_are_numbered_as_they_stand_in_the_text_the_longer_first():
    version = version_of()
    short, long = mark_of(version, "1931"), mark_of(version, "1931. It is the finest bridge")
    early, lost = mark_of(version, "The bridge at"), mark_of(version, "archive")
    lost = lost.with_(target=type(lost.target)(version.id, None, lost.target.quote))
    assert reading_order([lost, short, long, early]) == [early, long, short, lost]


def test_a_label_is_the_letter_of_the_tag_and_the_number_of_the_mark():
    dossier = dossier_of(marks=[("opened in 1931", "fact"), ("finest bridge", "opinion")])
    assert [dossier.label(n, mark) for n, mark in enumerate(dossier.annotations, 1)] == ["F1", "O2"]


@pytest.mark.parametrize(
    ("name", "initials"), [("Ana Ruiz", "AR"), ("Ana de la Ruiz", "AR"), ("ana", "A"), ("", "")]
)
def test_initials_are_the_first_letters_of_the_first_and_last_name(name: str, initials: str):
    assert Person.named(name).initials == initials
