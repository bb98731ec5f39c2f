"""What a class fills in, on paper and on screen, in two orders."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import dossier_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.exporters import write
from annotator.exporters.lesson import lesson_of
from annotator.exporters.lesson_options import Copy, LessonOptions
from annotator.exporters.options import Paper
from annotator.exporters.worksheet import worksheet
from annotator.model.tag import NEWSROOM, Tag
from annotator.translate import use_language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MANY_TAGS = tuple(Tag(f"t{n}", f"Sort {n}", chr(65 + n), position=n) for n in range(9))


def made(dossier, copy=Copy.A, *, fillable=False, options=None):
    return worksheet(lesson_of(dossier, options or LessonOptions()), copy, fillable=fillable)[0]


def sorting(rows):
    """Return the rows of the first task."""
    start = rows.index(["No.", "Passage", "What is it?", "How do you know?"]) + 1
    return [row for row in rows[start:] if len(row) == 4]


def controls(body, kind):
    return [item for item in body.iter(f"{W}sdtPr") if item.find(kind) is not None]


@pytest.mark.parametrize("fillable", [False, True])
@pytest.mark.parametrize("copy", Copy)
def test_nothing_is_found_against_it(lesson_bridge, audit, copy, fillable):
    options = LessonOptions(Paper.LETTER)
    for dossier in (
        lesson_bridge,
        replace(lesson_bridge, annotations=(), tags=()),
        replace(lesson_bridge, tags=MANY_TAGS),
        replace(lesson_bridge, tags=NEWSROOM[:1]),
    ):
        assert audit(made(dossier, copy, fillable=fillable, options=options)) == []


@pytest.mark.parametrize("fillable", [False, True])
def test_it_says_nothing_of_the_answers(lesson_bridge, read, fillable):
    seen = read(made(lesson_bridge, fillable=fillable))
    assert not [name for name in seen.parts if name.startswith("customXml") or "comments" in name]
    whole = b"".join(seen.parts.values()).decode()
    assert "minutes" not in whole.lower()
    assert "Historians" not in whole


def test_each_numbered_passage_is_to_be_sorted_with_a_reason(lesson_bridge, cells):
    rows = sorting(cells(made(lesson_bridge)))
    assert [row[0] for row in rows] == [
        "1 / ¶ 2",
        "2 / ¶ 2",
        "3 / ¶ 2",
        "4 / ¶ 3",
        "5 / ¶ 3",
        "6 / ¶ 4",
        "7 / ¶ 4",
    ]
    assert rows[2][1:3] == ["finest", "☐ F Fact / ☐ O Opinion / ☐ C Contested"]
    assert rows[2][3].count(" / ") == 2


def test_copy_b_has_the_same_numbers_in_an_order_of_its_own(lesson_bridge, cells):
    one, other = (sorting(cells(made(lesson_bridge, copy))) for copy in Copy)
    assert one != other
    assert sorted(row[:2] for row in one) == sorted(row[:2] for row in other)
    assert all(left[0] != right[0] for left, right in zip(one, other, strict=True))


def test_the_order_of_copy_b_depends_on_the_article_alone(lesson_bridge):
    changed = replace(
        lesson_bridge,
        annotations=tuple(replace(a, note="new", tag="fact") for a in lesson_bridge.annotations),
    )
    orders = [
        [passage.number for passage in lesson_of(dossier).order(Copy.B)]
        for dossier in (lesson_bridge, changed)
    ]
    assert orders[0] == orders[1]


@given(st.integers(0, 30), st.text("abcdef0123456789", min_size=1, max_size=8))
def test_however_many_passages_copy_b_has_each_once_and_none_where_copy_a_has_it(count, article):
    text = "Title\n" + "\n".join(f"Sentence {n}." for n in range(count))
    dossier = dossier_of(text, [(f"Sentence {n}.", "fact") for n in range(count)])
    dossier = replace(dossier, article=replace(dossier.article, id=article))
    lesson = lesson_of(dossier, LessonOptions(most=30))
    numbers = [passage.number for passage in lesson.order(Copy.B)]
    assert sorted(numbers) == list(range(1, count + 1))
    if count > 1:
        assert all(number != place for place, number in enumerate(numbers, 1))


def test_it_has_all_five_tasks(lesson_bridge, read):
    body = read(made(lesson_bridge)).body
    headings = [
        "".join(paragraph.itertext())
        for paragraph in body.iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") == "LessonHeading"
    ]
    assert [heading[0] for heading in headings] == ["1", "2", "3", "4", "5"]
    assert "T-chart" in headings[1]


def test_each_table_has_a_header_row_and_a_description(lesson_bridge, read):
    for fillable in (False, True):
        for table in read(made(lesson_bridge, fillable=fillable)).body.iter(f"{W}tbl"):
            assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
            assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")


def test_with_more_tags_than_boxes_fit_the_letter_is_written(cells):
    text = "Title\n" + "\n".join(f"Sentence {n}." for n in range(9))
    dossier = dossier_of(text, [(f"Sentence {n}.", f"t{n}") for n in range(9)], tags=MANY_TAGS)
    assert sorting(cells(made(dossier)))[0][2].startswith("Letter:")


def test_of_a_long_codebook_only_the_tags_in_use_are_offered(cells):
    dossier = dossier_of("Title\nOne. Two.", [("One.", "t1"), ("Two.", "t5")], tags=MANY_TAGS)
    assert sorting(cells(made(dossier)))[0][2] == "☐ B Sort 1 / ☐ F Sort 5"


def test_a_retired_tag_is_offered_only_where_it_is_an_answer(cells):
    tags = (*NEWSROOM, Tag("old", "Old", "L", retired=True))
    for tag, offered in (("fact", False), ("old", True)):
        dossier = dossier_of("Title\nOne. Two.", [("One.", tag), ("Two.", "opinion")], tags=tags)
        assert ("L Old" in sorting(cells(made(dossier)))[0][2]) is offered


def test_the_form_has_lists_boxes_dates_and_fields_each_with_an_id_of_its_own(lesson_bridge, read):
    body = read(made(lesson_bridge, fillable=True)).body
    lists = controls(body, f"{W}dropDownList")
    assert len(lists) == 7
    assert [item.get(f"{W}displayText") for item in lists[0].iter(f"{W}listItem")] == [
        "F Fact",
        "O Opinion",
        "C Contested",
    ]
    assert len(controls(body, f"{W14}checkbox")) == 7
    assert len(controls(body, f"{W}date")) == 2
    assert len(controls(body, f"{W}text")) > 20
    ids = [item.get(f"{W}val") for item in body.iter(f"{W}id")]
    assert len(ids) == len(set(ids))
    assert all(item.find(f"{W}alias").get(f"{W}val") for item in body.iter(f"{W}sdtPr"))


def test_the_page_to_photocopy_has_no_controls_and_the_form_no_lines_to_write_on(lesson_bridge, read):
    page, form = (read(made(lesson_bridge, fillable=fillable)) for fillable in (False, True))
    assert not list(page.body.iter(f"{W}sdt"))
    assert b"underscore" in page.parts["word/document.xml"]
    assert b"underscore" not in form.parts["word/document.xml"]


def test_two_tags_of_one_name_are_two_choices(read):
    tags = (Tag("a", "Same", "S"), Tag("b", "Same", "S"))
    dossier = dossier_of("Title\nOne. Two.", [("One.", "a"), ("Two.", "b")], tags=tags)
    items = [
        item.get(f"{W}displayText")
        for item in controls(read(made(dossier, fillable=True)).body, f"{W}dropDownList")[0].iter(
            f"{W}listItem"
        )
    ]
    assert items == ["S Same", "S Same (2)"]


@pytest.mark.parametrize("fillable", [False, True])
def test_for_a_reader_of_hebrew_it_is_laid_out_from_the_right(lesson_bridge, read, audit, fillable):
    use_language("he")
    try:
        content = made(lesson_bridge, fillable=fillable)
    finally:
        use_language("en")
    body = read(content).body
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in body.iter(f"{W}tbl"))
    assert body.find(f"{W}sectPr/{W}bidi") is not None
    assert audit(content) == []


def test_lines_to_write_on_are_eight_to_nine_millimetres_apart(lesson_bridge, read):
    style = read(made(lesson_bridge)).named_style("Lesson Line").find(f"{W}pPr/{W}spacing")
    height = int(style.get(f"{W}before")) + int(style.get(f"{W}line"))
    assert 8 <= height / 56.6929 <= 9


def test_without_any_mark_it_says_what_to_do_first(lesson_bridge, read):
    body = read(made(replace(lesson_bridge, annotations=()))).body
    assert "No passage is chosen yet" in "".join(body.itertext())


@pytest.mark.parametrize("fillable", [False, True])
def test_no_title_note_or_tag_can_break_it(hostile_lesson, audit, fillable):
    assert audit(made(hostile_lesson, Copy.B, fillable=fillable)) == []


def test_the_same_lesson_gives_the_same_file(lesson_bridge, tmp_path):
    for name in ("a.docx", "b.docx"):
        assert write(lesson_bridge, tmp_path / name, "worksheet-form").startswith("Checked")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
