"""`LessonSheet`: a Word document for a class, with its name line, headings, boxes and lines to write on.

It holds no more than it shows: no comments, and not our data, which would give the answers away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.exporters.assembly import (
    add_links,
    add_properties,
    add_styles,
    document_title,
    new_document,
    page_of,
    page_parts,
    shortened,
)
from annotator.exporters.language import is_rtl_language
from annotator.exporters.lesson import Lesson
from annotator.exporters.lesson_options import LessonOptions
from annotator.exporters.links import Links
from annotator.exporters.list_document import opens
from annotator.exporters.options import AnnotatedCopyOptions
from annotator.exporters.report import byline
from annotator.exporters.report_tables import style_id, widths, words
from annotator.exporters.words import tag_name, underline_name
from annotator.model.dossier import Dossier
from annotator.model.tag import Tag
from annotator.ooxml.body_parts import MM, Page, TableCell, TableRow, section, table
from annotator.ooxml.content_controls import BOX, Controls
from annotator.ooxml.mark_styles import MarkStyle, mark_styles
from annotator.ooxml.markup import NAMESPACES, paragraph, run
from annotator.text.normalize import one_line
from annotator.translate import current_language, tr

LINE = 480
"""Twips between two lines to write on by hand, 8.5 mm."""
WRITING_LINE = (
    '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:color w:val="8C8C8C"/>'
    '<w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr><w:tab/><w:t>\u200b</w:t></w:r>'
)
"""A tab with a leader, and a sign of no width: in files of older Word, LibreOffice draws no last tab.

It has a look of its own, so that an own template's type does not cut it off.
"""
_TITLE = 220
_BOLD = "<w:b/><w:bCs/>"
_GAP = round(3 * MM)
_FORM_ROW = round(14 * MM)
_ENTRY = round(60 * MM)
_CELL_SIDES = 240  # what the table style leaves free at both sides of a cell, and a little more
_SMALL = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:color w:val="555555"/><w:sz w:val="17"/>'
_SMALL_TITLE = '<w:sz w:val="34"/><w:szCs w:val="34"/>'

GREY = AnnotatedCopyOptions(shading=False)
"""Only the pattern under the words: what a class gets is photocopied, and marked by hand."""


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """What the parts of a class's document are made with.

    Attributes:
        fillable: whether it is filled in on screen; otherwise there are boxes and lines for a pencil.
        rtl: whether its own words run right to left, and so its tables.
        reach: how far its lines go out into the margin of the page, in twips.
    """

    lesson: Lesson
    page: Page
    fillable: bool = False
    styles: Mapping[str, MarkStyle] = field(default_factory=dict)
    controls: Controls = field(default_factory=Controls)
    rtl: bool = False
    reach: int = 0

    @property
    def width(self) -> int:
        """How wide its lines are, in twips."""
        return self.page.text_width + self.reach

    @property
    def direction(self) -> str:
        """The property of a paragraph that is in the reader's language."""
        return "<w:bidi/>" if self.rtl else ""

    @property
    def indent(self) -> str:
        """The property of a paragraph that reaches into the margin."""
        return f'<w:ind w:right="-{self.reach}"/>' if self.reach else ""

    def heading(self, text: str, *, on_new_page: bool = False) -> str:
        """Return a heading over a part of the document."""
        return words(text, "LessonHeading", layout="<w:pageBreakBefore/>" if on_new_page else "")

    def text(self, text: str, style: str = "LessonText") -> str:
        """Return a paragraph of ours."""
        return words(text, style, indent=self.indent)

    def lead(self, text: str) -> str:
        """Return what is to be done, kept together with what it is to be done in."""
        return words(text, "LessonLead")

    def table(
        self, rows: Sequence[TableRow], shares: Sequence[float], description: str, *, share: float = 1
    ) -> str:
        """Return a table over this `share` of the page's lines, its columns in these proportions."""
        columns = widths(round(self.width * share), shares)
        return table(columns, rows, "LessonTable", description=description, rtl=self.rtl)

    def name_line(self) -> str:
        """Return the line for name, class and date."""
        labels = (tr("Name"), tr("Class"), tr("Date"))
        if self.fillable:
            fields = [
                self.controls.text(labels[0], tr("your name")),
                self.controls.text(labels[1], tr("your class")),
                self.controls.date(labels[2], tr("today")),
            ]
            named = [run(f"{label} ", _BOLD) + entry for label, entry in zip(labels, fields, strict=True)]
            return paragraph(run("\u2003\u2003").join(named), "LessonName", self.direction)
        ends = [round(self.width * share) for share in (0.56, 0.78, 1)]
        stops, content = "", ""
        for place, (label, end) in enumerate(zip(labels, ends, strict=True)):
            if place:
                stops += f'<w:tab w:val="left" w:pos="{ends[place - 1] + _GAP}"/>'
                content += "<w:r><w:tab/></w:r>"
            stops += f'<w:tab w:val="left" w:leader="underscore" w:pos="{end}"/>'
            content += run(f"{label} ") + "<w:r><w:tab/></w:r>"
        return paragraph(content, "LessonName", f"<w:tabs>{stops}</w:tabs>{self.direction}{self.indent}")

    def lines(self, count: int, width: int) -> str:
        """Return `count` empty lines of `width` twips to write on by hand."""
        stop = f'<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{width}"/></w:tabs>'
        return paragraph(WRITING_LINE, "LessonLine", stop + self.direction) * count

    def entry(self, label: str) -> str:
        """Return a label with room for a number or a word."""
        if self.fillable:
            content = run(f"{label} ", _BOLD) + self.controls.text(label, tr("Click here and write."))
            return paragraph(content, "LessonLead", self.direction)
        stop = f'<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{_ENTRY}"/></w:tabs>'
        content = run(f"{label} ", _BOLD) + "<w:r><w:tab/></w:r>"
        return paragraph(content, "LessonLead", stop + self.direction)

    def answer(self, title: str, count: int, share: float) -> str:
        """Return room to write in a cell over this `share` of the page: `count` lines, or a field."""
        if self.fillable:
            return paragraph(
                self.controls.text(title, tr("Click here and write.")), "LessonCell", self.direction
            )
        return self.lines(count, round(self.width * share) - _CELL_SIDES)

    def row(self, cells: Sequence[TableCell], *, whole: bool = True) -> TableRow:
        """Return a row to be filled in: lines make it high enough, a field needs room to grow into."""
        return TableRow(cells, whole=whole, height=_FORM_ROW if self.fillable else 0)

    def boxes(self, choices: Iterable[str], *, title: str) -> str:
        """Return one box to tick for each choice, one below the other."""
        return "".join(self.boxed(choice, title=f"{title}: {choice}") for choice in choices)

    def scale(self, choices: Iterable[str], *, title: str) -> str:
        """Return choices with their boxes on one line."""
        if not self.fillable:
            return words("     ".join(f"{BOX} {choice}" for choice in choices), "LessonCell")
        boxes = [self.controls.box(f"{title}: {choice}") + run(f" {choice}     ") for choice in choices]
        return paragraph("".join(boxes), "LessonCell", self.direction)

    def boxed(self, choice: str, *, title: str = "", style: str = "LessonCell") -> str:
        """Return a choice with a box before it."""
        if self.fillable:
            return paragraph(self.controls.box(title or choice) + run(f" {choice}"), style, self.direction)
        return words(f"{BOX} {choice}", style)

    def signs(self, tags: Sequence[Tag]) -> str:
        """Return the key of the marking signs: letter, pattern, meaning."""
        rows = [head([tr("Sign"), tr("Line"), tr("Meaning")])]
        for tag in tags:
            look = run(tag_name(tag), f'<w:rStyle w:val="{style_id(self.styles, tag)}"/>')
            named = run(f"  {underline_name(tag.underline)}", _SMALL)
            shown = TableCell(paragraph(look + named, "ArticlePassage"))
            cells = [cell(one_line(tag.letter) or "–", bold=True), shown]
            rows.append(TableRow([*cells, cell(one_line(tag.definition))]))
        return self.table(rows, [11, 33, 56], tr("The marking signs and what they mean."))

    def title_block(self, kind: str) -> Iterator[str]:
        """Yield what stands at the top: what it is, of which article, and where that is from."""
        yield words(kind, "ReportKicker")
        yield words(shortened(document_title(self.lesson.dossier), _TITLE), "Title", _SMALL_TITLE)
        if said := byline(self.lesson.dossier):
            yield words(said, "ReportByline")
        yield paragraph("", "ReportGap")


def lesson_document(
    lesson: Lesson,
    kind: str,
    content: Callable[[LessonSheet], Iterator[str]],
    *,
    look: AnnotatedCopyOptions = GREY,
    fillable: bool = False,
) -> tuple[bytes, str]:
    """Return a document with what `content` writes on a sheet, and one line that says it opens."""
    sheet = new_sheet(lesson, lesson_page(lesson.options), fillable=fillable)
    document = new_document(lesson.options.template)
    named = document_name(lesson.dossier, kind)
    body = [*content(sheet), paragraph("", "ReportSection")]
    parts = page_parts(document, named, sheet.page, number=1, pages=1 + len(lesson.passages) // 4, first=True)
    body.append(section(sheet.page, parts, first_page_differs=True, rtl=sheet.rtl))
    add_styles(document, lesson.dossier, sheet.styles.values(), look)
    add_links(document, Links())
    add_properties(document, lesson.dossier, named)
    document.set_body(body, NAMESPACES)
    made = document.to_bytes()
    return made, opens(made)


def new_sheet(lesson: Lesson, page: Page, *, fillable: bool = False, reach: int = 0) -> LessonSheet:
    """Return an empty sheet of paper."""
    rtl = is_rtl_language(current_language())
    return LessonSheet(lesson, page, fillable, mark_styles(lesson.dossier.tags), rtl=rtl, reach=reach)


def lesson_page(options: LessonOptions) -> Page:
    """Return a sheet with narrow margins: what is written on by hand needs the room.

    Above and below, an own template keeps what its letterhead takes.
    """
    page = replace(page_of(options.paper, options.template), side=round(20 * MM))
    return page if options.template else replace(page, top=round(20 * MM), bottom=round(19 * MM))


def document_name(dossier: Dossier, kind: str) -> str:
    """Return the title a document says it has."""
    return f"{kind}: {document_title(dossier)}"


def head(names: Sequence[str]) -> TableRow:
    """Return the header row of a table."""
    return TableRow([TableCell(words(name, "LessonHead")) for name in names], header=True)


def cell(text: str, *, bold: bool = False, style: str = "LessonCell", keep: bool = False) -> TableCell:
    """Return a cell with one paragraph; to `keep` its row on the page of the next, where it is the first."""
    return TableCell(words(text, style, _BOLD if bold else "", layout="<w:keepNext/>" if keep else ""))
