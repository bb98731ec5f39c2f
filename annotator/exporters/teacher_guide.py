"""The teacher guide: objective, standards, timing, vocabulary, questions to discuss, and a rubric.

Objective, standards, class and vocabulary are fields: every school words them its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.exporters.assembly import shortened
from annotator.exporters.lesson import Lesson, Passage
from annotator.exporters.lesson_sheet import LessonSheet, cell, head, lesson_document
from annotator.exporters.options import PLAIN_COPY
from annotator.exporters.report_tables import words
from annotator.exporters.words import tag_name
from annotator.model.tag import Tag
from annotator.ooxml.body_parts import MM, TableCell, TableRow
from annotator.ooxml.markup import lines, paragraph
from annotator.text.normalize import one_line
from annotator.translate import tr

_WORDS_TO_FILL = 6
_WORD_ROW = round(9 * MM)
_PASSAGE = 160
_LONG_ROW = 900
LESSON_MINUTES = 40


def teacher_guide(lesson: Lesson) -> tuple[bytes, str]:
    """Return the teacher guide as a Word file, and the line of its check."""
    return lesson_document(lesson, tr("Teacher guide"), _content, look=PLAIN_COPY)


def _content(sheet: LessonSheet) -> Iterator[str]:
    yield from sheet.title_block(tr("Teacher guide"))
    for part in (_overview, _timing, _vocabulary, _own_questions, _ready_questions, _rubric):
        yield from part(sheet)


def _overview(sheet: LessonSheet) -> Iterator[str]:
    tags = _listed([tag_name(tag) for tag in sheet.lesson.tags])
    passages = len(sheet.lesson.passages)
    fields = [
        (
            tr("Objective"),
            tr(
                "Students sort passages of a news article ({tags}), give a reason from the words of the text,"
                " and check one passage outside it.",
                tags=tags,
            )
            if tags
            else tr(
                "Students give a reason for what they make of a passage, and check one outside the text."
            ),
        ),
        (
            tr("Standards"),
            # the wording of the Common Core State Standards, history and social studies, grades 6 to 8
            tr(
                "CCSS.ELA-Literacy.RH.6-8.8: Distinguish among fact, opinion, and reasoned judgment in a"
                " text."
            ),
        ),
        (tr("Class"), ""),
        (
            tr("Needed"),
            tr(
                "A student copy and a worksheet for each student (copies A and B in turn along the rows);"
                " {count} passages are numbered. The answer key for yourself.",
                count=passages,
            ),
        ),
    ]
    yield sheet.heading(tr("At a glance"))
    rows = [head([tr("What"), tr("In this lesson")])]
    for name, value in fields:
        field = sheet.controls.text(name, tr("Click here and write."), value)
        rows.append(
            TableRow([cell(name, bold=True), TableCell(paragraph(field, "LessonCell", sheet.direction))])
        )
    yield sheet.table(rows, [20, 80], tr("Objective, standards, class and material; all can be changed."))


def _timing(sheet: LessonSheet) -> Iterator[str]:
    yield sheet.heading(tr("Timing: two lessons of {minutes} minutes", minutes=LESSON_MINUTES))
    rows = [head([tr("Lesson"), tr("Minutes"), tr("What happens"), tr("With")])]
    for number, steps in enumerate(timing(), 1):
        for minutes, what, needed in steps:
            rows.append(TableRow([cell(str(number)), cell(str(minutes)), cell(what), cell(needed)]))
    yield sheet.table(rows, [10, 11, 56, 23], tr("What happens when, in two lessons."))


def timing() -> tuple[tuple[tuple[int, str, str], ...], ...]:
    """Return the steps of each lesson: minutes, what happens, and what is needed."""
    text, sheet = tr("Student copy"), tr("Worksheet")
    return (
        (
            (5, tr("Ask: how do you know that something you read is so? Collect answers."), tr("Board")),
            (10, tr("Read the text once, pencils down. Then look at the marking signs together."), text),
            (15, tr("Mark the text alone, then compare with a neighbour: where do you differ?"), text),
            (10, tr("Begin task 1 and sort the first passages, each with a reason."), sheet),
        ),
        (
            (10, tr("Finish task 1. Take the passages one by one and let hands be raised."), sheet),
            (10, tr("Discuss where the class is split, with the questions below."), tr("This guide")),
            (12, tr("Tasks 2 and 3 in pairs, or task 4 where there are computers."), sheet),
            (8, tr("Exit ticket; collect the worksheets."), sheet),
        ),
    )


def _vocabulary(sheet: LessonSheet) -> Iterator[str]:
    yield sheet.heading(tr("Vocabulary"))
    yield sheet.lead(tr("The words of the lesson, and room for those of this text."))
    rows = [head([tr("Word"), tr("Meaning")])]
    rows += [
        TableRow([cell(tag_name(tag), bold=True), cell(one_line(tag.definition))])
        for tag in sheet.lesson.tags
    ]
    for number in range(1, _WORDS_TO_FILL + 1):
        entries = [
            sheet.controls.text(tr("Word {number}", number=number), tr("a word of the text")),
            sheet.controls.text(tr("Meaning {number}", number=number), tr("what it means here")),
        ]
        cells = [TableCell(paragraph(entry, "LessonCell", sheet.direction)) for entry in entries]
        rows.append(TableRow(cells, height=_WORD_ROW))
    yield sheet.table(rows, [28, 72], tr("Words and their meanings."))


def _own_questions(sheet: LessonSheet) -> Iterator[str]:
    lesson = sheet.lesson
    asked = [passage for passage in (*lesson.passages, *lesson.others) if passage.annotation.question.strip()]
    if not asked:
        return
    yield sheet.heading(tr("Questions on single passages"))
    rows = [head([tr("No."), tr("Passage"), tr("Question")])]
    rows += [_question_row(passage) for passage in asked]
    yield sheet.table(rows, [8, 42, 50], tr("Questions to discuss, passage by passage."))


def _question_row(passage: Passage) -> TableRow:
    place = tr("¶ {number}", number=passage.paragraph) if passage.paragraph else ""
    question = lines(passage.annotation.question).strip()
    cells = [
        cell(str(passage.number), bold=True) if passage.number else cell(place, style="LessonSmall"),
        TableCell(words(shortened(passage.words, _PASSAGE), "ArticlePassage")),
        cell(question),
    ]
    return TableRow(cells, whole=len(question) < _LONG_ROW)


def _ready_questions(sheet: LessonSheet) -> Iterator[str]:
    yield sheet.heading(tr("Questions that always help"))
    rows = [head([tr("On"), tr("Questions")])]
    for tag in sheet.lesson.tags:
        asked = "".join(words(question, "LessonCell") for question in ready_questions(tag))
        named = words(one_line(tag.letter), "LessonHead") if tag.letter.strip() else ""
        rows.append(TableRow([TableCell(named + words(tag_name(tag), "LessonCell")), TableCell(asked)]))
    whole = (
        tr("Whose voice is missing from this text? What might they say?"),
        tr("Which single passage would change most if it turned out to be wrong?"),
    )
    asked = "".join(words(question, "LessonCell") for question in whole)
    rows.append(TableRow([cell(tr("The whole text")), TableCell(asked)]))
    yield sheet.table(rows, [24, 76], tr("Questions for each tag and for the whole text."))


def ready_questions(tag: Tag) -> tuple[str, ...]:
    """Return questions that fit any passage with this tag; for a tag of one's own, general ones."""
    known: Mapping[str, tuple[str, ...]] = {
        "fact": (
            tr("Where could we look this up, and whom could we ask?"),
            tr("It could be checked. Does that already make it true?"),
            tr("Why did the writer choose this fact and not another?"),
        ),
        "opinion": (
            tr("Which word makes it a judgement? What would be left without it?"),
            tr("Whose opinion is it: the writer’s or somebody else’s?"),
            tr("What would a person have to value to see it the other way?"),
        ),
        "contested": (
            tr("Who would agree, who would not, and what does each side point to?"),
            tr("What would have to be measured or found to settle it?"),
            tr("Does the text let the other side speak?"),
        ),
        "judgment": (
            tr("Which facts is this conclusion drawn from?"),
            tr("Do they carry it? What else could follow from them?"),
        ),
        "stop": (
            tr("What do you feel when you read this? Was that intended?"),
            tr("Would you pass it on before you know more?"),
        ),
        "investigate": (
            tr("What do others say about this source?"),
            tr("What does the source know first-hand, and what could it gain?"),
        ),
        "coverage": (
            tr("Where would this be reported, too, if it were so?"),
            tr("What do several reports agree on?"),
        ),
        "trace": (
            tr("Who said or counted this first, and when?"),
            tr("What was lost or added on the way here?"),
        ),
    }
    general = (
        tr("What in the words made you choose “{tag}”?", tag=tag_name(tag)),
        tr("What would have to be different for another tag?"),
    )
    return known.get(tag.id, general)


def _rubric(sheet: LessonSheet) -> Iterator[str]:
    yield sheet.heading(tr("Rubric"))
    rows = [head([tr("Skill"), tr("Emerging"), tr("Developing"), tr("Mastery")])]
    skills = rubric()
    for number, (skill, *levels) in enumerate(skills, 1):
        named = cell(skill, bold=True, keep=number < len(skills))
        rows.append(TableRow([named, *map(cell, levels)]))
    yield sheet.table(rows, [19, 27, 27, 27], tr("Four skills at three levels."))


def rubric() -> tuple[tuple[str, str, str, str], ...]:
    """Return each skill with what it looks like when it emerges, develops and is mastered."""
    return (
        (
            tr("Sorting passages"),
            tr("Sorts by feeling: what I believe is a fact."),
            tr("Sorts clear passages rightly; mixed ones are guessed."),
            tr("Sorts nearly all rightly and splits passages that are both."),
        ),
        (
            tr("Giving reasons"),
            tr("Repeats the passage or names no reason."),
            tr("Names a reason, not yet a word of the text."),
            tr("Quotes the word that decides, and says why."),
        ),
        (
            tr("Seeing both sides"),
            tr("Takes one side for the answer."),
            tr("Says that people differ, not yet over what."),
            tr("Says who differs over what, and what would settle it."),
        ),
        (
            tr("Checking"),
            tr("Judges by how the page looks."),
            tr("Finds another source, but not what it rests on."),
            tr("Leaves the page, compares, and traces one passage to where it began."),
        ),
    )


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
