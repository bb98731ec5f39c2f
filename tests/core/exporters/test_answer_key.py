"""What the teacher grades by."""

from __future__ import annotations

from dataclasses import replace

from factories import dossier_of

from annotator.exporters import write
from annotator.exporters.answer_key import answer_key
from annotator.exporters.lesson import lesson_of
from annotator.exporters.lesson_options import Copy, LessonOptions

HEAD = ["No.", "Passage", "Answer", "How do you know?"]


def made(dossier, options=None):
    return answer_key(lesson_of(dossier, options or LessonOptions()))[0]


def answers(rows):
    """Return the rows of the tables of answers, the chosen passages and the others."""
    tables, inside = [], False
    for row in rows:
        if row == HEAD:
            tables.append([])
            inside = True
        elif len(row) == 4 and inside:
            tables[-1].append(row)
        else:
            inside = False
    return tables


def test_nothing_is_found_against_it(lesson_bridge, audit):
    one = replace(lesson_bridge, annotations=lesson_bridge.annotations[:1])
    for dossier in (lesson_bridge, one, replace(lesson_bridge, annotations=(), tags=())):
        assert audit(made(dossier)) == []


def test_each_passage_has_its_answer_and_its_reason_under_the_number_of_the_worksheet(lesson_bridge, cells):
    chosen, _ = answers(cells(made(lesson_bridge)))
    lesson = lesson_of(lesson_bridge)
    assert [row[0].split(" ")[0] for row in chosen] == [str(p.number) for p in lesson.passages]
    assert chosen[0][2] == "F / Fact"
    assert chosen[0][3].startswith("The minutes of the council say so. / See the minutes. / Source: Minutes")
    assert chosen[1][2:] == ["C / Contested", "Historians differ on the day."]


def test_raised_hands_stand_beside_the_answer(lesson_bridge, cells):
    chosen, _ = answers(cells(made(lesson_bridge)))
    assert "Hands raised: Opinion 12, Fact 3" in chosen[2][3]


def test_both_orders_can_be_graded_at_a_glance(lesson_bridge, cells):
    rows = cells(made(lesson_bridge))
    lesson = lesson_of(lesson_bridge)
    strips = rows[: rows.index(HEAD)]
    numbers = [row for row in strips if all(cell.isdigit() for cell in row)]
    letters = strips[1::2]
    for copy, order, line in zip(Copy, numbers, letters, strict=True):
        assert order == [str(passage.number) for passage in lesson.order(copy)]
        assert line == [passage.answer.letter or "–" for passage in lesson.order(copy)]


def test_marks_that_were_not_chosen_are_listed_with_their_reasons_and_the_lost_one_says_so(
    lesson_bridge, cells
):
    options = LessonOptions(passages=(lesson_bridge.annotations[0].id,))
    chosen, others = answers(cells(made(lesson_bridge, options)))
    assert len(chosen) == 1
    assert [row[0] for row in others][:2] == ["¶ 2", "¶ 2"]
    assert others[0][3] == "Historians differ on the day."
    assert others[-1][3] == "It was here once. / These words are no longer in the text."


def test_more_than_ten_passages_are_graded_in_two_rows(cells):
    text = "Title\n" + "\n".join(f"Sentence {n}." for n in range(13))
    dossier = dossier_of(text, [(f"Sentence {n}.", "fact") for n in range(13)])
    rows = cells(made(dossier))
    assert rows[0] == [str(n) for n in range(1, 11)]
    assert rows[2] == ["11", "12", "13"]


def test_no_title_note_or_tag_can_break_it(hostile_lesson, audit):
    assert audit(made(hostile_lesson)) == []


def test_it_holds_no_more_than_it_shows(lesson_bridge, read):
    parts = read(made(lesson_bridge)).parts
    assert not [name for name in parts if name.startswith("customXml")]
    assert not any(b"clerk@example.org" in part for part in parts.values())


def test_the_same_lesson_gives_the_same_file(lesson_bridge, tmp_path):
    for name in ("a.docx", "b.docx"):
        assert write(lesson_bridge, tmp_path / name, "answer-key").startswith("Checked")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
