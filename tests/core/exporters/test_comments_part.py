"""Native comments, built in bulk."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from lxml import etree

from annotator.ooxml.comments_part import (
    Comment,
    comments_part,
    extended_part,
    local_time,
    paragraph_ids,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def comment(number, *paragraphs, **fields):
    return Comment(number, "Ana Ruiz", "AR", None, paragraphs or ("F1 · Fact",), **fields)


def test_the_first_paragraph_is_bold_and_the_last_one_names_the_thread():
    (element,) = etree.fromstring(comments_part([comment(7, "F1 · Fact", "A note.\nIts second line.")]))
    first, last = element
    assert [paragraph.find(f".//{W}b") is not None for paragraph in element] == [True, False]
    assert first.get(f"{W14}paraId") is None
    assert int(last.get(f"{W14}paraId"), 16) < 0x80000000
    assert len(list(last.iter(f"{W}br"))) == 1
    assert element.get(f"{W}date") is None


def test_a_comment_without_a_word_still_has_a_paragraph():
    (element,) = etree.fromstring(comments_part([Comment(0, "Ana", "", None, ())]))
    assert len(element) == 1


def test_threads_are_told_only_when_there_are_any():
    assert extended_part([comment(0), comment(1)]) is None
    first, answer, other = etree.fromstring(
        extended_part([comment(0, resolved=True), comment(1, parent=0), comment(2)])
    )
    assert answer.get(f"{W15}paraIdParent") == first.get(f"{W15}paraId")
    assert [item.get(f"{W15}done") for item in (first, answer, other)] == ["1", "0", "0"]


def test_an_answer_whose_comment_was_left_out_starts_a_thread_of_its_own():
    (alone,) = etree.fromstring(extended_part([comment(1, parent=0)]))
    assert alone.get(f"{W15}paraIdParent") is None


def test_paragraph_ids_differ_from_one_another_and_from_those_in_the_document():
    comments = [comment(number) for number in range(300)]
    own = paragraph_ids(comments)
    assert len(set(own)) == 300
    beside = paragraph_ids(comments, taken=[own[3].lower(), own[200]])
    assert not {own[3], own[200]} & set(beside)
    assert len(set(beside)) == 300


def test_a_date_is_what_the_clock_on_the_wall_said(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert local_time(datetime(2026, 7, 1, 3, 30, 15, 7, tzinfo=UTC)) == "2026-06-30T23:30:15"
        assert local_time(datetime(1, 1, 1, tzinfo=UTC)).startswith("0001-01-01")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert local_time(None) == ""


def test_markup_in_a_comment_is_only_words():
    (element,) = etree.fromstring(comments_part([Comment(0, 'A"<b>', "<>", None, ("</w:p>\0&",))]))
    assert "".join(element.itertext()) == "</w:p>&"
    assert element.get(f"{W}author") == 'A"<b>'
