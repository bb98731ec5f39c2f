"""The worksheet: sort the passages and say how you know, then four more tasks and an exit ticket.

As a page to photocopy it has boxes and lines for a pencil; as a form it has drop-down lists, boxes to tick
and fields. Copy B has the passages in another order, under the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.exporters.lesson import Lesson, Passage
from annotator.exporters.lesson_options import Copy
from annotator.exporters.lesson_sheet import LINE, LessonSheet, cell, head, lesson_document
from annotator.exporters.report_tables import words
from annotator.exporters.words import tag_name
from annotator.model.tag import Tag
from annotator.ooxml.body_parts import MM, TableCell, TableRow
from annotator.ooxml.markup import paragraph
from annotator.text.normalize import one_line
from annotator.translate import tr

_REASON_LINES = 3
_FEW = 13
"""So many passages with three lines for a reason fit two pages; of more each has two lines."""
_LONG_PASSAGE = 600
_CHART = round(78 * MM)
_CLAIM_ROW = round(30 * MM)
_CLAIMS = 3
_STEP_LINES = 3
_SORTING = (8, 37, 17, 38)


def worksheet(lesson: Lesson, copy: Copy, *, fillable: bool = False) -> tuple[bytes, str]:
    """Return a worksheet as a Word file, and the line of its check."""
    kind = worksheet_name(copy)

    def content(sheet: LessonSheet) -> Iterator[str]:
        yield from sheet.title_block(kind)
        yield sheet.name_line()
        parts = [_sorting(sheet, copy), _chart(sheet), _claims(sheet), _checking(sheet), _exit_ticket(sheet)]
        for part in parts:
            yield from part

    return lesson_document(lesson, kind, content, fillable=fillable)


def worksheet_name(copy: Copy) -> str:
    """Return what a worksheet is called."""
    return tr("Worksheet {copy}", copy=copy.value)


def _sorting(sheet: LessonSheet, copy: Copy) -> Iterator[str]:
    lesson = sheet.lesson
    yield sheet.heading(tr("1  Sort the passages"))
    if not lesson.passages:
        yield sheet.text(tr("No passage is chosen yet: mark some in the article first."))
        return
    yield sheet.lead(
        tr(
            "Each number stands in brackets in your copy of the text. Decide what the passage is, then say"
            " how you know: which word gives it away, or where could one look it up?"
        )
    )
    if lesson.tags:
        yield sheet.signs(lesson.tags)
        yield paragraph("", "ReportGap")
    rows = [head([tr("No."), tr("Passage"), tr("What is it?"), tr("How do you know?")])]
    rows += [_sorting_row(sheet, passage) for passage in lesson.order(copy)]
    yield sheet.table(rows, _SORTING, tr("Passages to sort, with room for a reason."))


def _sorting_row(sheet: LessonSheet, passage: Passage) -> TableRow:
    lines = _REASON_LINES if len(sheet.lesson.passages) <= _FEW else _REASON_LINES - 1
    number = str(passage.number)
    place = tr("¶ {number}", number=passage.paragraph) if passage.paragraph else ""
    named = tr("Passage {number}", number=number)
    cells = [
        TableCell(
            words(number, "LessonCell", "<w:b/><w:bCs/>") + (words(place, "LessonSmall") if place else "")
        ),
        TableCell(words(passage.words, "ArticlePassage")),
        TableCell(_choice(sheet, named)),
        TableCell(sheet.answer(tr("{passage}: how do you know?", passage=named), lines, 0.38)),
    ]
    return sheet.row(cells, whole=len(passage.words) < _LONG_PASSAGE)


def _choice(sheet: LessonSheet, passage: str) -> str:
    """Return where the answer goes: a list to choose from, boxes, or a line for the letter."""
    tags = sheet.lesson.tags
    if sheet.fillable:
        listed = sheet.controls.choice(passage, tr("Choose"), list(map(signed, tags)))
        return paragraph(listed, "LessonCell")
    if sheet.lesson.can_be_ticked and tags:
        return sheet.boxes(map(signed, tags), title=passage)
    return words(tr("Letter:"), "LessonSmall") + sheet.lines(1, round(sheet.width * 0.1))


def signed(tag: Tag) -> str:
    """Return a tag's letter and name."""
    return f"{one_line(tag.letter)} {tag_name(tag)}".strip()


def _chart(sheet: LessonSheet) -> Iterator[str]:
    tags = sheet.lesson.tags
    left, right = (
        (signed(tags[0]), signed(tags[1])) if len(tags) > 1 else (tr("The text says"), tr("I think"))
    )
    # on paper each two tasks are a page of their own, so that a teacher copies what the class needs
    yield sheet.heading(tr("2  T-chart: words that give it away"), on_new_page=not sheet.fillable)
    yield sheet.lead(
        tr("Look through the whole text. Which words told you? Copy them here, with the line they stand in.")
    )
    room = [TableCell(sheet.answer(title, _CHART // LINE, 0.5)) for title in (left, right)]
    yield sheet.table(
        [head([left, right]), sheet.row(room)], [50, 50], tr("Two columns to collect words in.")
    )


def _claims(sheet: LessonSheet) -> Iterator[str]:
    yield sheet.heading(tr("3  Claim, support, question"))
    yield sheet.lead(
        tr("Choose three claims of the text. What is given in support of each, and what would you still ask?")
    )
    names = [tr("Claim"), tr("Support"), tr("Question")]
    asked = [tr("What does the text say is so?"), tr("What speaks for it, in the text or elsewhere?")]
    asked.append(tr("What is left out, or could be seen otherwise?"))
    rows = [
        head(names),
        TableRow([cell(text, style="LessonSmall") for text in asked], header=True),
    ]
    for number in range(1, _CLAIMS + 1):
        titles = [f"{name} {number}" for name in names]
        rows.append(
            sheet.row([TableCell(sheet.answer(title, _CLAIM_ROW // LINE, 1 / 3)) for title in titles])
        )
    yield sheet.table(rows, [1, 1, 1], tr("Claims with their support and open questions."))


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of lateral reading."""

    name: str
    asks: str


def _checking(sheet: LessonSheet) -> Iterator[str]:
    # together with the exit ticket, which is cut off and must not run over to another page
    yield sheet.heading(tr("4  Read sideways: leave the page to check it"), on_new_page=True)
    yield sheet.lead(tr("Choose one passage that could be checked. Tick each step when you have done it."))
    yield sheet.entry(tr("Number of the passage:"))
    steps = [
        _Step(tr("Stop"), tr("What do I know of this already? What do I feel when I read it?")),
        _Step(tr("Investigate the source"), tr("Who says this, and what do others say about them?")),
        _Step(tr("Find better coverage"), tr("What do other places that I trust report about it?")),
        _Step(
            tr("Trace to the original"), tr("Where was this number, quotation or picture first published?")
        ),
    ]
    rows = [head([tr("Step"), tr("What I found, and where")])]
    for step in steps:
        named = sheet.boxed(step.name, style="LessonHead") + words(step.asks, "LessonSmall")
        rows.append(sheet.row([TableCell(named), TableCell(sheet.answer(step.name, _STEP_LINES, 0.66))]))
    yield sheet.table(rows, [34, 66], tr("Four steps of reading sideways, with room for what you found."))


def _exit_ticket(sheet: LessonSheet) -> Iterator[str]:
    yield sheet.text(tr("Exit ticket: cut here and hand it in"), "LessonCut")
    yield sheet.heading(tr("5  Exit ticket"))
    yield sheet.name_line()
    sure = [tr("not sure"), tr("fairly sure"), tr("sure")]
    rows = [
        head([tr("Question"), tr("My answer")]),
        TableRow(
            [
                cell(tr("A passage I would sort differently now, and why:"), keep=True),
                _room(sheet, tr("Sorted differently")),
            ]
        ),
        sheet.row(
            [cell(tr("What I would look up first, and where:"), keep=True), _room(sheet, tr("To look up"))]
        ),
        TableRow(
            [
                cell(tr("How sure am I that I can tell these apart in a new text?")),
                TableCell(sheet.scale(sure, title=tr("How sure"))),
            ]
        ),
    ]
    yield sheet.table(rows, [34, 66], tr("Three questions to answer before leaving."))


def _room(sheet: LessonSheet, title: str) -> TableCell:
    return TableCell(sheet.answer(title, 2, 0.66))
