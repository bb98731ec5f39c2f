"""What a class reads: the clean text, numbered, with room to write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import dossier_of, mark_of

from annotator.exporters import write
from annotator.exporters.lesson import lesson_of
from annotator.exporters.lesson_options import LessonOptions, Room
from annotator.exporters.options import Paper
from annotator.exporters.student_copy import student_copy
from annotator.model.block import Block
from annotator.model.dossier import Dossier

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPTIONS = [
    LessonOptions(),
    LessonOptions(Paper.LETTER, Room.COLUMN),
    LessonOptions(room=Room.NONE, count_by=0),
]


def made(dossier: Dossier, options: LessonOptions = OPTIONS[0]) -> bytes:
    return student_copy(lesson_of(dossier, options))[0]


def paragraph_with(body, words):
    return next(
        paragraph
        for paragraph in body.iter(f"{W}p")
        if words in "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
    )


def shown(body, words):
    """Return all that a reader sees of the paragraph with these words, our signs included."""
    return "".join(text.text or "" for text in paragraph_with(body, words).iter(f"{W}t"))


@pytest.mark.parametrize("options", OPTIONS)
def test_nothing_is_found_against_it(lesson_bridge, rich, audit, options):
    for dossier in (lesson_bridge, rich, replace(lesson_bridge, annotations=(), tags=())):
        assert audit(made(dossier, options)) == []


def test_its_text_is_the_article_s(lesson_bridge, rich, read):
    for dossier in (lesson_bridge, rich):
        assert read(made(dossier)).text == dossier.version.text


def test_nothing_in_the_file_gives_the_answers_away(lesson_bridge, read):
    seen = read(made(lesson_bridge))
    assert not [name for name in seen.parts if name.startswith("customXml") or "comments" in name]
    whole = b"".join(seen.parts.values()).decode()
    assert "minutes" not in whole.lower()
    assert "Historians" not in whole
    assert "No two people" not in whole
    assert seen.looks == []
    assert b"w:shd" not in seen.parts["word/document.xml"]


def test_chosen_passages_stand_in_numbered_brackets(lesson_bridge, read):
    body = read(made(lesson_bridge)).body
    assert "[3\u00a0finest] bridge" in shown(body, "finest")
    assert "[5\u00a0caused the shops in the old town to close." in shown(body, "caused the shops")


def test_a_bracket_that_another_one_meets_says_which_it_closes(lesson_bridge, read):
    body = read(made(lesson_bridge)).body
    assert shown(body, "The bridge was").startswith(
        "[1\u00a0The bridge was [2\u00a0opened\u00a02] in 1931\u00a01]."
    )


def test_only_the_passages_asked_for_are_bracketed_and_count_from_one(lesson_bridge, read):
    chosen = (lesson_bridge.annotations[2].id, lesson_bridge.annotations[3].id)
    seen = read(made(lesson_bridge, LessonOptions(passages=chosen)))
    assert [label[:2] for label in seen.labels if label.startswith("[")] == ["[1", "[2"]
    assert "[1\u00a0finest]" in shown(seen.body, "finest")


def test_of_many_marks_the_first_are_chosen_and_one_of_each_tag():
    text = "Title\n" + "\n".join(f"Sentence number {n}." for n in range(40))
    marks = [(f"Sentence number {n}.", "fact" if n < 39 else "contested") for n in range(40)]
    lesson = lesson_of(dossier_of(text, marks))
    words = [passage.words for passage in lesson.passages]
    assert words == [f"Sentence number {n}." for n in (*range(14), 39)]
    assert [passage.number for passage in lesson.passages] == list(range(1, 16))
    assert len(lesson.others) == 25


def test_an_orphan_is_never_chosen(lesson_bridge):
    lost = lesson_bridge.annotations[-1]
    lesson = lesson_of(lesson_bridge, LessonOptions(passages=(lost.id,)))
    assert lesson.passages == ()
    assert lesson.others[-1].annotation == lost


def test_paragraphs_are_numbered_as_beside_the_text_on_screen(rich, read):
    body = read(made(rich)).body
    lists = {
        words: paragraph_with(body, words).find(f"{W}pPr/{W}numPr/{W}numId")
        for words in ("rebuilt", "Publish")
    }
    assert all(found is not None for found in lists.values())
    assert paragraph_with(body, "What changed").find(f"{W}pPr/{W}numPr") is None
    assert paragraph_with(body, "Shops").find(f"{W}pPr/{W}numPr") is None


def test_a_list_item_keeps_its_own_number_beside_that_of_the_paragraph(rich, read):
    item = paragraph_with(read(made(rich)).body, "Publish")
    assert "".join(text.text or "" for text in item.iter(f"{W}t")) == "3.Publish"
    assert item.find(f"{W}pPr/{W}numPr") is not None


def test_a_passage_knows_the_number_of_its_paragraph(rich):
    passages = {passage.words: passage.paragraph for passage in lesson_of(rich).passages}
    assert passages["opened in 1931 and rebuilt"] == 1
    assert passages["Bread rose in the"] == 3
    assert passages["Table 1"] == 0


def test_the_lines_of_the_article_are_numbered_and_none_of_ours(lesson_bridge, read):
    seen = read(made(lesson_bridge))
    (section,) = seen.body.iter(f"{W}sectPr")
    assert section.find(f"{W}lnNumType").get(f"{W}countBy") == "5"
    uncounted = {
        style.get(f"{W}styleId")
        for style in seen.xml("word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}pPr/{W}suppressLineNumbers") is not None
    }
    before = seen.body.find(f"{W}bookmarkStart").itersiblings(f"{W}p", preceding=True)
    assert {paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for paragraph in before} <= uncounted
    assert not list(read(made(lesson_bridge, OPTIONS[2])).body.iter(f"{W}lnNumType"))


def test_there_is_room_to_write_at_the_end_of_the_lines(lesson_bridge, read):
    def margins(options):
        margin = next(read(made(lesson_bridge, options)).body.iter(f"{W}pgMar"))
        return int(margin.get(f"{W}left")), int(margin.get(f"{W}right"))

    left, right = margins(LessonOptions())
    assert right - left > 2500
    assert len(set(margins(LessonOptions(room=Room.NONE)))) == 1


def test_the_notes_column_has_a_heading_and_lines_on_every_page(lesson_bridge, read):
    seen = read(made(lesson_bridge, LessonOptions(room=Room.COLUMN)))
    columns = [seen.xml(name) for name in seen.parts if name.startswith("word/header")]
    assert len(columns) == 2
    for column in columns:
        framed = [p for p in column if p.find(f"{W}pPr/{W}framePr") is not None]
        assert "".join(framed[0].itertext()) == "My notes"
        assert len(framed) > 20


def test_the_notes_column_lies_where_the_lines_end(lesson_bridge, read):
    hebrew = dossier_of("הגשר\nהגשר נפתח בשנת 1931 לקהל הרחב.")
    places = []
    for dossier in (hebrew, lesson_bridge):
        seen = read(made(dossier, LessonOptions(room=Room.COLUMN)))
        frame = next(seen.xml("word/header1first.xml").iter(f"{W}framePr"))
        middle = int(frame.get(f"{W}x")) + int(frame.get(f"{W}w")) // 2
        places.append(middle < int(next(seen.body.iter(f"{W}pgSz")).get(f"{W}w")) // 2)
    assert places == [True, False]


def test_the_margin_for_notes_lies_where_the_lines_end(read):
    hebrew = dossier_of("הגשר\nהגשר נפתח בשנת 1931 לקהל הרחב.", [("נפתח בשנת 1931", "fact")])
    content = made(hebrew)
    section = list(read(content).body.iter(f"{W}sectPr"))[-1]
    margin = section.find(f"{W}pgMar")
    assert int(margin.get(f"{W}left")) > int(margin.get(f"{W}right"))
    assert section.find(f"{W}bidi") is not None
    opening = next(run for run in read(content).body.iter(f"{W}r") if "[1" in "".join(run.itertext()))
    assert opening.find(f"{W}rPr/{W}rtl") is not None


def test_the_key_shows_each_sign_with_its_pattern_and_meaning(lesson_bridge, cells, read):
    content = made(lesson_bridge)
    rows = cells(content)
    assert rows[0] == ["Sign", "Line", "Meaning"]
    assert rows[2][:2] == ["O", "Opinion  dotted line"]
    pattern = read(content).named_style("Claimlight Opinion").find(f"{W}rPr/{W}u")
    assert pattern.get(f"{W}val") == "dotted"
    assert read(content).named_style("Claimlight Opinion").find(f"{W}rPr/{W}shd") is None


def test_a_text_without_its_title_gets_it_and_one_with_it_has_it_once(lesson_bridge, read):
    assert "".join(read(made(lesson_bridge)).body.itertext()).count("The bridge at Ostley") == 1
    untitled = replace(lesson_bridge, article=replace(lesson_bridge.article, title="A bridge and its past"))
    seen = read(made(untitled))
    assert "".join(seen.body.itertext()).count("A bridge and its past") == 1
    assert seen.text == untitled.version.text


def test_a_link_is_not_underlined_like_a_mark(rich, read):
    seen = read(made(rich))
    assert b"w:hyperlink" not in seen.parts["word/document.xml"]
    assert seen.text == rich.version.text


def test_a_passage_of_nothing_but_blanks_has_no_brackets(read):
    dossier = dossier_of("A  title\nAnd a  text.")
    dossier = replace(dossier, annotations=(mark_of(dossier.version, "  "),))
    assert lesson_of(dossier).passages == ()
    assert read(made(dossier)).labels == []


def test_brackets_stand_around_words_not_around_the_ends_of_lines(read):
    dossier = dossier_of("Title\nFirst line.\nSecond line.")
    dossier = replace(dossier, annotations=(mark_of(dossier.version, "\nSecond line."),))
    assert shown(read(made(dossier)).body, "Second").startswith("[1\u00a0Second")


def test_no_title_note_or_tag_can_break_it(hostile_lesson, audit):
    for options in OPTIONS:
        assert audit(made(hostile_lesson, options)) == []


def test_it_is_written_where_asked_with_the_line_of_its_check(lesson_bridge, tmp_path):
    line = write(lesson_bridge, tmp_path / "copy.docx", "student-copy")
    assert line.startswith("Checked: the file opens, and its text is the article’s")
    write(lesson_bridge, tmp_path / "again.docx", "student-copy")
    assert (tmp_path / "copy.docx").read_bytes() == (tmp_path / "again.docx").read_bytes()


def test_an_empty_article_gives_an_empty_copy(audit):
    assert audit(made(dossier_of("", blocks=(Block(0, 0),)))) == []
