"""A Word document that is a title block and tables: the shape of all lists that editors pass on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.errors import ExportFailed, ImportFailed
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
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.claim_log import LogEntry, log_entries
from annotator.exporters.links import Links
from annotator.exporters.options import PLAIN_COPY, AnnotatedCopyOptions
from annotator.exporters.report import make_report
from annotator.exporters.report_tables import linked, widths, words
from annotator.model.dossier import Dossier
from annotator.ooxml.body_parts import Page, TableRow, section, table
from annotator.ooxml.mark_styles import MarkStyle, mark_styles
from annotator.ooxml.markup import NAMESPACES, paragraph, run
from annotator.ooxml.package import read_package
from annotator.translate import tr

_TITLE = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a list is written on: its article, its page, and the words that stand between tables."""

    dossier: Dossier
    page: Page
    styles: Mapping[str, MarkStyle]
    choices: Choices = USUAL
    links: Links = field(default_factory=Links)

    def entries(self) -> list[LogEntry]:
        """Return the marks that were chosen, in words."""
        options = self.choices.copy_options(self.dossier)
        return [entry for entry in log_entries(self.dossier) if options.shows(entry.annotation)]

    def heading(self, text: str) -> str:
        """Return a heading over a part of the document."""
        return paragraph(run(text), "ReportHeading")

    def text(self, text: str) -> str:
        """Return a paragraph of ours."""
        return paragraph(run(text), "ReportText")

    def hint(self, text: str) -> str:
        """Return a paragraph that says why there is no table."""
        return paragraph(run(text), "ReportHint")

    def table(self, rows: Sequence[TableRow], shares: Sequence[float], description: str) -> str:
        """Return a table as wide as the page's lines, its columns in these proportions."""
        columns = widths(self.page.text_width, shares)
        return table(columns, rows, "ReportTable", description=description)


def listed(
    dossier: Dossier,
    title: str,
    content: Callable[[Sheet], Iterator[str]],
    *,
    across: bool = False,
    choices: Choices = USUAL,
) -> tuple[bytes, str]:
    """Return a document with what `content` writes on a sheet, and one line that says it opens."""
    upright = page_of(choices.paper, choices.template)
    page = upright.turned() if across else upright
    styles = mark_styles(dossier.tags)
    sheet = Sheet(dossier, page, styles, choices)
    document = new_document(choices.template)
    named = f"{title}: {document_title(dossier)}"
    body = [*_title_block(sheet, title), *content(sheet), paragraph("", "ReportSection")]
    pages = 1 + len(dossier.annotations) // 14
    body.append(
        section(
            page,
            page_parts(document, named, page, number=1, pages=pages, first=True),
            first_page_differs=True,
        )
    )
    add_styles(document, dossier, styles.values(), _look(choices))
    add_links(document, sheet.links)
    add_properties(document, dossier, named)
    document.set_body(body, NAMESPACES)
    made = document.to_bytes()
    return made, opens(made)


def _look(choices: Choices) -> AnnotatedCopyOptions:
    return replace(PLAIN_COPY, shading=choices.shading, underline=choices.underline)


def _title_block(sheet: Sheet, title: str) -> Iterator[str]:
    report = make_report(sheet.dossier)
    yield words(title, "ReportKicker")
    yield words(shortened(report.title, _TITLE), "Title", '<w:sz w:val="34"/><w:szCs w:val="34"/>')
    if report.byline:
        yield words(report.byline, "ReportByline")
    if report.address:
        yield paragraph(linked(report.address, sheet.links), "ReportMeta")
    yield words(report.facts[0], "ReportMeta")
    yield paragraph("", "ReportGap")


def opens(content: bytes) -> str:
    """Return one plain line that says a document of ours opens; ExportFailed if it does not."""
    try:
        package = read_package(content)
        for name in package:
            if name.endswith((".xml", ".rels")):
                package.parse(name)
    except ImportFailed as error:
        raise ExportFailed(
            tr("The document did not pass its check and was not written."),
            hint=tr("Please report this; your article and marks are safe in the library."),
            detail=f"{error} {error.detail}",
        ) from error
    return tr("Checked: the file opens, and each of its parts is well-formed.")
