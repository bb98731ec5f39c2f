"""What a teacher prepares and leads the lesson with."""

from __future__ import annotations

from dataclasses import replace

from annotator.exporters import write
from annotator.exporters.lesson import lesson_of
from annotator.exporters.teacher_guide import (
    LESSON_MINUTES,
    ready_questions,
    rubric,
    teacher_guide,
    timing,
)
from annotator.model.tag import FACT, NEWSROOM, Tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(dossier):
    return teacher_guide(lesson_of(dossier))[0]


def fields(body):
    return {
        item.find(f"{W}sdtPr/{W}alias").get(f"{W}val"): "".join(item.find(f"{W}sdtContent").itertext())
        for item in body.iter(f"{W}sdt")
    }


def test_nothing_is_found_against_it(lesson_bridge, audit):
    for dossier in (lesson_bridge, replace(lesson_bridge, annotations=(), tags=())):
        assert audit(made(dossier)) == []


def test_objective_and_standards_are_filled_in_and_can_be_changed(lesson_bridge, read):
    found = fields(read(made(lesson_bridge)).body)
    assert "Fact, Opinion and Contested" in found["Objective"]
    assert "Distinguish among fact, opinion, and reasoned judgment in a text." in found["Standards"]
    assert found["Class"] == "Click here and write."


def test_there_is_room_for_the_words_of_the_text_beside_those_of_the_lesson(lesson_bridge, read, cells):
    content = made(lesson_bridge)
    assert "Word 6" in fields(read(content).body)
    assert ["Opinion", NEWSROOM[1].definition] in cells(content)


def test_own_questions_stand_under_the_number_of_their_passage(lesson_bridge, cells):
    rows = cells(made(lesson_bridge))
    start = rows.index(["No.", "Passage", "Question"])
    assert rows[start + 1][0] == "5"
    assert rows[start + 1][2] == "Who says so?"


def test_a_lesson_without_own_questions_has_no_empty_table_for_them(lesson_bridge, cells):
    quiet = tuple(replace(annotation, question="") for annotation in lesson_bridge.annotations)
    rows = cells(made(replace(lesson_bridge, annotations=quiet)))
    assert ["No.", "Passage", "Question"] not in rows


def test_each_tag_has_ready_questions_a_tag_of_one_s_own_too(lesson_bridge, cells):
    own = Tag("hype", "Hype", "H")
    rows = cells(made(replace(lesson_bridge, tags=(*NEWSROOM, own))))
    for tag in (*NEWSROOM, own):
        assert len(ready_questions(tag)) > 1
        assert [f"{tag.letter} / {tag.name}", " / ".join(ready_questions(tag))] in rows
    assert "“Hype”" in ready_questions(own)[0]
    assert ready_questions(own) != ready_questions(FACT)


def test_each_lesson_lasts_as_long_as_it_says():
    assert [sum(minutes for minutes, _, _ in steps) for steps in timing()] == [LESSON_MINUTES] * 2


def test_the_rubric_has_three_levels_for_each_skill(lesson_bridge, cells):
    rows = cells(made(lesson_bridge))
    start = rows.index(["Skill", "Emerging", "Developing", "Mastery"])
    assert rows[start + 1 :] == [list(row) for row in rubric()]


def test_no_title_note_or_tag_can_break_it(hostile_lesson, audit):
    assert audit(made(hostile_lesson)) == []


def test_the_same_lesson_gives_the_same_file(lesson_bridge, tmp_path):
    for name in ("a.docx", "b.docx"):
        assert write(lesson_bridge, tmp_path / name, "teacher-guide").startswith("Checked")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
