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
| `options` | what a person can choose |
| `marking` | which marks are shown, with their labels, styles and comments |
| `comment_text`, `words` | what a comment says, in the reader's language |
| `body`, `runs`, `article_tables`, `numbering`, `links` | the article's blocks in Word's terms |
| `direction`, `language` | right-to-left text, and the language a document declares |
| `assembly` | styles, comments, lists, links, page numbers and our data, put together |
| `validation` | a document read back before it is offered |
| `writing` | files that appear whole or not at all |
| `web_annotation`, `web_annotation_reading`, … | W3C Web Annotation JSON-LD, written and read |
"""

from __future__ import annotations

from pathlib import Path

from annotator.errors import ExportFailed
from annotator.model.dossier import Dossier
from annotator.translate import tr

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
    "csv",
    "jsonld",
)
"""What `write` can make, by the names the command line uses."""

_LESSON = ("student-copy", "worksheet", "answer-key", "teacher-guide")
"""What the kinds that a class works with begin with."""


def write(dossier: Dossier, path: Path, kind: str = "annotated-copy") -> str:
    """Write one kind of document and return one line that says what was checked in it.

    ExportFailed with a sentence when it cannot be written; the file that stood there is then as it was.
    """
    if kind == "annotated-copy":
        from annotator.exporters.annotated_copy import write_annotated_copy

        return write_annotated_copy(dossier, path)
    if kind == "report":
        from annotator.exporters.report_docx import write_report

        return write_report(dossier, path)
    if kind == "jsonld":
        from annotator.exporters.web_annotation_file import write_page

        return write_page(dossier, path)
    if kind == "csv":
        from annotator.exporters.csv_table import write_csv

        return write_csv(dossier, path)
    if kind == "lesson-pack":
        from annotator.exporters.lesson_pack import write_lesson_pack

        return write_lesson_pack(dossier, path)
    if kind.startswith(_LESSON) and kind in KINDS:
        from annotator.exporters.lesson_documents import write_lesson_document

        return write_lesson_document(dossier, path, kind)
    if kind in KINDS:
        from annotator.exporters.editors_documents import write_editors_document

        return write_editors_document(dossier, path, kind)
    raise ExportFailed(
        tr("There is no kind of document called “{name}”.", name=kind),
        hint=tr("Choose one of: {kinds}.", kinds=", ".join(KINDS)),
    )
