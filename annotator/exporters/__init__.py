"""A `Dossier` → a document. Exporters never see the library, and write each file whole or not at all.

| file | what it holds |
|---|---|
| `annotated_copy` | the article as a Word document with its marks |
| `marked_original` | marks and comments in the Word document the article came from |
| `report`, `report_docx` | what goes into a report, and the report as a Word document |
| `claim_log`, `csv_table` | everything known of each mark, in words and as CSV |
| `editors_documents`, `list_document` | claim log, query sheet, change list, sources, sign-off memo |
| `lesson`, `lesson_options`, `lesson_sheet` | what a class works on, and the sheets it gets |
| `student_copy`, `notes_column`, `worksheet` | for the class: the clean text, and tasks on it |
| `answer_key`, `teacher_guide` | for the teacher |
| `lesson_documents`, `lesson_pack`, `folder_writing` | all of these by name, and in one folder |
| `options`, `choices`, `presets` | what a person can choose, all of it as one value, and kept under a name |
| `sharing` | what is left out of a file that is passed on |
| `template` | own templates: letterhead, fonts and paper of somebody's own .docx |
| `xlsx_table` | the claim log as an Excel workbook |
| `flow`, `html_page`, `html_blocks`, `html_style`, `markdown_text` | the article with its notes for reading |
| `claim_review`, `qdpx` | schema.org ClaimReview, and REFI-QDA projects |
| `marking` | which marks are shown, with their labels, styles and comments |
| `comment_text`, `words` | what a comment says, in the reader's language |
| `body`, `runs`, `article_tables`, `numbering`, `links` | the article's blocks in Word's terms |
| `direction`, `language` | right-to-left text, and the language a document declares |
| `assembly` | styles, comments, lists, links, page numbers and our data, put together |
| `validation`, `marked_text` | a document read back before it is offered |
| `writing` | files that appear whole or not at all |
| `web_annotation`, `web_annotation_reading`, … | W3C Web Annotation JSON-LD, written and read |
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import ExportFailed
from annotator.model.dossier import Dossier
from annotator.translate import tr

if TYPE_CHECKING:
    from annotator.exporters.choices import Choices

KINDS = (
    "annotated-copy",
    "report",
    "claim-log",
    "query-sheet",
    "change-list",
    "source-list",
    "sign-off",
    "student-copy",
    "student-copy-notes",
    "worksheet",
    "worksheet-b",
    "worksheet-form",
    "worksheet-form-b",
    "answer-key",
    "teacher-guide",
    "lesson-pack",
    "html",
    "markdown",
    "xlsx",
    "csv",
    "jsonld",
    "claimreview",
    "qdpx",
)
"""What `write` can make, by the names the command line uses."""

_LESSON = ("student-copy", "worksheet", "answer-key", "teacher-guide")
"""What the kinds that a class works with begin with."""


_ENDINGS = {
    "html": ".html",
    "markdown": ".md",
    "xlsx": ".xlsx",
    "csv": ".csv",
    "jsonld": ".jsonld",
    "claimreview": ".json",
    "qdpx": ".qdpx",
    "lesson-pack": "",
}
"""Of kinds that are no Word document."""


Writer = Callable[["Dossier", "Path", "Choices"], str]
"""Writes a kind that was added: a dossier, to a path, as was chosen; returns the line of its check."""

PdfWriter = Callable[["Dossier", "Path", str, "Choices"], str]
"""Writes a kind of Word document as a PDF file."""

_added: dict[str, tuple[str, Writer]] = {}
_pdf: dict[str, PdfWriter] = {}


def add_kind(name: str, ending: str, writer: Writer) -> None:
    """Let `write` make one more kind: what needs libraries that are not loaded here, PDF for instance."""
    _added[name] = (ending, writer)


def add_pdf(writer: PdfWriter) -> None:
    """Let `write` make PDF files: the kind "pdf", a report, and any Word kind whose path ends in .pdf."""
    _pdf["writer"] = writer
    add_kind("pdf", ".pdf", lambda dossier, path, choices: writer(dossier, path, "report", choices))


def kinds() -> tuple[str, ...]:
    """Return the names of all kinds, those that were added included."""
    return (*KINDS, *_added)


def write(dossier: Dossier, path: Path, kind: str = "annotated-copy", choices: Choices | None = None) -> str:
    """Write one kind of document and return one line that says what was checked in it.

    Without `choices` it is made as is usual for the article. A Word kind to a path that ends in .pdf is a PDF
    file where `add_pdf` said how. ExportFailed with a sentence when it cannot be
    written; the file that stood there is then as it was.
    """
    if kind not in kinds():
        raise ExportFailed(
            tr("There is no kind of document called “{name}”.", name=kind),
            hint=tr("Choose one of: {kinds}.", kinds=", ".join(kinds())),
        )
    from annotator.exporters.choices import USUAL

    chosen = choices or USUAL
    if chosen.sharing:
        from annotator.exporters.sharing import redacted

        dossier = redacted(dossier, chosen)
    if kind in _added:
        return _added[kind][1](dossier, path, chosen)
    if path.suffix.casefold() == ".pdf" and ending(kind) == ".docx":
        return _write_pdf(dossier, path, kind, chosen)
    return _write(dossier, path, kind, chosen)


def _write_pdf(dossier: Dossier, path: Path, kind: str, choices: Choices) -> str:
    if "writer" not in _pdf:
        raise ExportFailed(
            tr("PDF files are made by the installed program only."),
            hint=tr("Use the command “claimlight”, or write a .docx file."),
        )
    return _pdf["writer"](dossier, path, kind, choices)


def ending(kind: str) -> str:
    """Return what the name of a kind's file ends with, ".docx"; "" for a folder of files."""
    return _added[kind][0] if kind in _added else _ENDINGS.get(kind, ".docx")


def _write(dossier: Dossier, path: Path, kind: str, choices: Choices) -> str:
    if kind == "annotated-copy":
        from annotator.exporters.annotated_copy import write_annotated_copy

        return write_annotated_copy(dossier, path, choices.copy_options(dossier))
    if kind == "report":
        from annotator.exporters.report_docx import write_report

        return write_report(dossier, path, choices.report_options(dossier))
    if kind == "lesson-pack":
        from annotator.exporters.lesson_pack import write_lesson_pack

        return write_lesson_pack(dossier, path, choices.lesson_options())
    if kind.startswith(_LESSON):
        from annotator.exporters.lesson_documents import write_lesson_document

        return write_lesson_document(dossier, path, kind, choices.lesson_options())
    if kind in _ENDINGS:
        return _write_for_programs(dossier, path, kind, choices)
    from annotator.exporters.editors_documents import write_editors_document

    return write_editors_document(dossier, path, kind, choices)


def _write_for_programs(dossier: Dossier, path: Path, kind: str, choices: Choices) -> str:
    """Write what is not a Word document."""
    if kind == "html":
        from annotator.exporters.html_page import write_html

        return write_html(dossier, path, choices)
    if kind == "markdown":
        from annotator.exporters.markdown_text import write_markdown

        return write_markdown(dossier, path, choices)
    if kind == "claimreview":
        from annotator.exporters.claim_review import write_claim_reviews

        return write_claim_reviews(dossier, path, choices)
    if kind == "qdpx":
        from annotator.exporters.qdpx import write_qdpx

        return write_qdpx(dossier, path, choices)
    if kind == "xlsx":
        from annotator.exporters.xlsx_table import write_xlsx

        return write_xlsx(dossier, path, choices.copy_options(dossier))
    if kind == "csv":
        from annotator.exporters.csv_table import write_csv

        return write_csv(dossier, path, choices.copy_options(dossier))
    from annotator.exporters.web_annotation_file import write_page

    return write_page(dossier, path)
