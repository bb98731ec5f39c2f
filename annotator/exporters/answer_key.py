"""The answer key: what each passage is and why, under the same numbers as on the worksheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.exporters.assembly import shortened
from annotator.exporters.comment_text import evidence_line
from annotator.exporters.lesson import Lesson, Passage
from annotator.exporters.lesson_options import Copy
from annotator.exporters.lesson_sheet import LessonSheet, cell, head, lesson_document
from annotator.exporters.options import PLAIN_COPY
from annotator.exporters.report_tables import style_id, words
from annotator.exporters.words import tag_name
from annotator.exporters.worksheet import worksheet_name
from annotator.model.tag import Tag
from annotator.ooxml.body_parts import TableCell, TableRow
from annotator.ooxml.markup import lines, paragraph, run
from annotator.text.normalize import one_line
from annotator.translate import tr

_LONG_ROW = 900
_PASSAGE = 400
_CENTRED = '<w:jc w:val="center"/>'
_SHARES = (8, 37, 15, 40)
_COLUMNS = 10
"""Answers in a row of the table for quick grading."""


def answer_key(lesson: Lesson) -> tuple[bytes, str]:
    """Return the answer key as a Word file, and the line of its check."""
    return lesson_document(lesson, tr("Answer key"), _content, look=PLAIN_COPY)


def _content(sheet: LessonSheet) -> Iterator[str]:
    lesson = sheet.lesson
    yield from sheet.title_block(tr("Answer key: for the teacher"))
    yield sheet.text(
        tr(
            "The reasons are worth more than the letters. Accept another answer when it is argued from the"
            " words of the text."
        )
    )
    if lesson.passages:
        yield sheet.heading(tr("For quick grading"))
        for copy in Copy:
            yield from _strip(sheet, copy)
        yield sheet.heading(tr("Answers and reasons"))
        yield sheet.table(
            _rows(sheet, lesson.passages), _SHARES, tr("Each passage with its answer and the reason.")
        )
    else:
        yield sheet.text(tr("No passage is chosen yet: mark some in the article first."))
    yield from _other_tasks(sheet)
    if lesson.others:
        yield sheet.heading(tr("Marked, but not on the worksheet"))
        yield sheet.table(
            _rows(sheet, lesson.others), _SHARES, tr("Further marks with their tags and reasons.")
        )


def _strip(sheet: LessonSheet, copy: Copy) -> Iterator[str]:
    """Yield the numbers and letters of one worksheet in the order they stand on it."""
    passages = sheet.lesson.order(copy)
    yield words(worksheet_name(copy), "LessonHead", layout="<w:keepNext/>")
    columns = max(min(len(passages), _COLUMNS), 2)
    rows = []
    for start in range(0, len(passages), columns):
        part = passages[start : start + columns]
        for header in (True, False):
            texts = [str(passage.number) if header else _letter(passage.answer) for passage in part]
            style = "LessonSmall" if header else "LessonHead"
            cells = [TableCell(paragraph(run(text), style, _CENTRED)) for text in texts]
            is_first = header and not start
            rows.append(TableRow(cells, header=is_first, after=columns - len(part)))
    share = columns / _COLUMNS
    yield sheet.table(
        rows, [1] * columns, tr("Numbers of the passages, each with its letter below."), share=share
    )
    yield paragraph("", "ReportGap")


def _letter(tag: Tag) -> str:
    return one_line(tag.letter) or "–"


def _rows(sheet: LessonSheet, passages: Sequence[Passage]) -> list[TableRow]:
    rows = [head([tr("No."), tr("Passage"), tr("Answer"), tr("How do you know?")])]
    rows += [_row(sheet, passage) for passage in passages]
    return rows


def _row(sheet: LessonSheet, passage: Passage) -> TableRow:
    place = tr("¶ {number}", number=passage.paragraph) if passage.paragraph else ""
    numbered = words(str(passage.number), "LessonCell", "<w:b/><w:bCs/>") if passage.number else ""
    placed = words(place, "LessonSmall") if place or not numbered else ""
    look = run(tag_name(passage.answer), f'<w:rStyle w:val="{style_id(sheet.styles, passage.answer)}"/>')
    answer = words(_letter(passage.answer), "LessonHead") + paragraph(look, "ArticlePassage")
    reasons = list(_reasons(sheet.lesson, passage))
    cells = [
        TableCell(numbered + placed),
        TableCell(words(shortened(passage.words, _PASSAGE), "ArticlePassage")),
        TableCell(answer),
        TableCell("".join(reasons) or words("–", "LessonCell")),
    ]
    return TableRow(cells, whole=len(passage.words) + sum(map(len, reasons)) < _LONG_ROW)


def _reasons(lesson: Lesson, passage: Passage) -> Iterator[str]:
    """Yield why a passage is what it is, what else was noted, where to look it up, and how a class voted."""
    annotation = passage.annotation
    if rationale := lines(annotation.rationale).strip():
        yield words(rationale, "LessonCell")
    if note := lines(annotation.note).strip():
        yield words(note, "LessonSmall")
    sources = lesson.dossier.sources_by_id()
    for evidence in annotation.evidence:
        source = evidence_line(evidence, sources.get(evidence.source), address=False)
        yield words(tr("Source: {source}", source=source), "LessonSmall")
    tags = lesson.dossier.tags_by_id()
    hands = [
        tr("{tag} {count}", tag=tag_name(tags[tag]), count=count)
        for tag, count in annotation.tally
        if tag in tags and count
    ]
    if hands:
        yield words(tr("Hands raised: {hands}", hands=", ".join(hands)), "LessonSmall")
    if passage.span is None:
        yield words(tr("These words are no longer in the text."), "LessonSmall")


def _other_tasks(sheet: LessonSheet) -> Iterator[str]:
    """Yield what to look for in the tasks that have no single answer."""
    lesson = sheet.lesson
    yield sheet.heading(tr("What to look for in the other tasks"))
    rows = [head([tr("Task"), tr("A good answer")])]
    numbers = _numbers(lesson)
    chart = tr("Words quoted exactly, each with its line, that carry the judgement or could be looked up.")
    if numbers:
        chart = f"{chart} {tr('Places to start: {numbers}.', numbers=numbers)}"
    tasks = [
        (tr("2  T-chart"), chart),
        (
            tr("3  Claim, support, question"),
            tr(
                "The claim is in the text and not made up; the support is more than the claim said again;"
                " the question could change one’s mind."
            ),
        ),
        (
            tr("4  Read sideways"),
            tr(
                "Another source than the article is named, with where it was found; at best the one that the"
                " number or the quotation came from."
            ),
        ),
        (
            tr("5  Exit ticket"),
            tr("A reason for the change of mind, and a place where one would really look."),
        ),
    ]
    rows += [TableRow([cell(task, bold=True), cell(text)]) for task, text in tasks]
    yield sheet.table(rows, [28, 72], tr("What a good answer has in each task."))


def _numbers(lesson: Lesson) -> str:
    """Return the numbers of the passages under each tag: "Fact 1, 5; Opinion 2"."""
    parts = []
    for tag in lesson.tags:
        numbers = [str(passage.number) for passage in lesson.passages if passage.answer.id == tag.id]
        if numbers:
            parts.append(f"{tag_name(tag)} {', '.join(numbers)}")
    return "; ".join(parts)
