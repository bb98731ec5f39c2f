"""The report as a Word document: title block, key, counts, annotated text, a table of all marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.exporters.assembly import add_parts, new_document, page_of, page_parts, shortened
from annotator.exporters.body import NO_ROOM, ArticleBody
from annotator.exporters.contents_list import ContentsList
from annotator.exporters.marked_text import ARTICLE_BOOKMARK
from annotator.exporters.options import PLAIN_REPORT, ReportOptions
from annotator.exporters.report import Report, make_report
from annotator.exporters.report_tables import (
    all_styles,
    legend_table,
    linked,
    marks_table,
    source_table,
    status_table,
    words,
)
from annotator.exporters.validation import check_document
from annotator.exporters.writing import write_file
from annotator.model.dossier import Dossier
from annotator.ooxml.body_parts import Page, section
from annotator.ooxml.markup import NAMESPACES, paragraph, run
from annotator.ooxml.new_document import NewDocument
from annotator.translate import tr

EXPORT = "report"
_TITLE = 600
"""Characters of the title that are shown; the document's properties and the article have the rest."""
_TITLE_SIZES = ((300, 12), (160, 14), (90, 18))
"""Points for a title of more characters than that."""
_SHORT = 10
"""Pages up to which a report needs no contents list."""
_LINE = 80  # characters in a line of the article, for the cached number of pages
_LINES = 44
_ROWS = 11  # of the table of marks on a page


def write_report(dossier: Dossier, path: Path, options: ReportOptions = PLAIN_REPORT) -> str:
    """Write the report to `path` and return one line that says what was checked.

    ExportFailed with a sentence when it cannot be written.
    """
    content, line = report_document(dossier, options)
    write_file(path, content)
    return line


def report_document(dossier: Dossier, options: ReportOptions = PLAIN_REPORT) -> tuple[bytes, str]:
    """Return the report as a Word file, and the line of its check."""
    report = make_report(dossier, options)
    page = page_of(options.marks.paper, options.marks.template)
    body = ArticleBody(
        dossier,
        report.marking,
        width=page.text_width,
        underline=options.marks.underline,
        heading_shift=1,
        title_style="Heading2",
        continued=True,
    )
    document = new_document(options.marks.template)
    pages = _pages(dossier, report)
    contents = ContentsList(wanted=pages > _SHORT)
    parts = [
        *_overview(report, page, contents),
        *_article(dossier, body, contents),
        *_appendix(document, report, body, page, options, contents, pages=pages),
    ]
    content = [*_title_block(report, body), *contents.xml(), *parts]
    add_parts(
        document,
        dossier,
        report.marking,
        body,
        options.marks,
        export=EXPORT,
        title=report.title,
        legend=all_styles(report),
    )
    document.set_body(content, NAMESPACES)
    made = document.to_bytes()
    return made, check_document(made, text=dossier.version.text, marking=report.marking)


def _title_block(report: Report, body: ArticleBody) -> Iterator[str]:
    yield paragraph(run(tr("Annotated article")), "ReportKicker")
    yield words(shortened(report.title, _TITLE), "Title", _title_size(report.title))
    if report.byline:
        yield words(report.byline, "ReportByline")
    if report.address:
        yield paragraph(linked(report.address, body.links), "ReportMeta")
    for fact in report.facts:
        yield words(fact, "ReportMeta")


def _overview(report: Report, page: Page, contents: ContentsList) -> Iterator[str]:
    counted = bool(report.rows)
    if report.legend:
        yield _heading(tr("Key and counts") if counted else tr("Key"), contents)
        yield legend_table(report.legend, report.marking.styles, page.text_width, counts=counted)
    if counted:
        yield paragraph("", "ReportGap")
        yield status_table(report.statuses, round(page.text_width * 0.48))
        if any(mark.shown for mark in report.marking.marks):
            yield _hint(tr("The small sign after a passage is its number in the table of all marks."))
    else:
        yield _hint(tr("No passage of this article is marked."))


def _article(dossier: Dossier, body: ArticleBody, contents: ContentsList) -> Iterator[str]:
    yield _heading(tr("The article"), contents)
    body.add_signs(contents.article_targets(dossier))
    yield f'<w:bookmarkStart w:id="0" w:name="{ARTICLE_BOOKMARK}"/>'
    yield body.xml()
    yield '<w:bookmarkEnd w:id="0"/>'


def _appendix(
    document: NewDocument,
    report: Report,
    body: ArticleBody,
    page: Page,
    options: ReportOptions,
    contents: ContentsList,
    *,
    pages: int,
) -> Iterator[str]:
    parts = page_parts(document, report.title, page, number=1, pages=pages, first=True)
    upright = section(page, parts, first_page_differs=True)
    across = list(_tables(report, body, page.turned(), contents, table=options.table))
    if not across:
        yield upright
        return
    yield paragraph("", "ReportSection", NO_ROOM + upright)
    yield from across
    turned = page.turned()
    yield section(turned, page_parts(document, report.title, turned, number=2, pages=pages, first=False))


def _tables(
    report: Report, body: ArticleBody, page: Page, contents: ContentsList, *, table: bool
) -> Iterator[str]:
    styles = report.marking.styles
    if table and report.rows:
        yield _heading(tr("All marks"), contents)
        described = tr("All marks in the order of the text.")
        yield marks_table(report.rows, styles, page.text_width, description=described)
    if table and report.orphans:
        yield _heading(tr("Passages no longer in the text"), contents)
        yield paragraph(
            run(tr("These were marked in an earlier version; their words are not in this one.")), "ReportText"
        )
        described = tr("Marks whose passage is no longer in the text.")
        yield marks_table(report.orphans, styles, page.text_width, description=described)
    if report.sources:
        yield _heading(tr("Sources"), contents)
        yield source_table(report.sources, body.links, page.text_width)


def _title_size(title: str) -> str:
    """Return the run properties that keep a long title from filling the page; "" for one of usual length."""
    points = next((size for length, size in _TITLE_SIZES if len(title) > length), 0)
    return f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>' if points else ""


def _hint(text: str) -> str:
    return paragraph(run(text), "ReportHint")


def _heading(text: str, contents: ContentsList) -> str:
    return paragraph(contents.target(text) + run(text), "ReportHeading")


def _pages(dossier: Dossier, report: Report) -> int:
    """Return about how many pages there will be: what is shown until a word processor has counted them."""
    lines = sum(1 + len(line) // _LINE for line in dossier.version.text.split("\n")) + 20
    return 1 + lines // _LINES + -(-(len(report.rows) + len(report.orphans)) // _ROWS)
