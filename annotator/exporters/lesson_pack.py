"""The lesson pack: all documents of a lesson as numbered files in one folder."""

from __future__ import annotations

from pathlib import Path

from annotator.exporters.assembly import document_title
from annotator.exporters.file_names import file_title
from annotator.exporters.folder_writing import write_files
from annotator.exporters.lesson import lesson_of
from annotator.exporters.lesson_documents import DOCUMENTS
from annotator.exporters.lesson_options import PLAIN_LESSON, Copy, LessonOptions
from annotator.exporters.worksheet import worksheet_name
from annotator.model.dossier import Dossier
from annotator.translate import tr, tr_plural


def write_lesson_pack(
    dossier: Dossier, folder: Path, options: LessonOptions = PLAIN_LESSON, *, replace: bool = False
) -> str:
    """Write all documents of a lesson into `folder` and return one line that says what was checked.

    The folder is made if its parent is there. All or nothing: ExportFailed leaves no file behind. Without
    `replace`, files of these names that are there already are left alone and the pack is refused.
    """
    lesson = lesson_of(dossier, options)
    names = pack_names(dossier)
    files = {names[kind]: DOCUMENTS[kind](lesson)[0] for kind in names}
    write_files(folder, files, replace=replace)
    return tr_plural(
        "Checked: {n} document opens; the student copy’s text is the article’s, character for character.",
        "Checked: {n} documents open; the student copy’s text is the article’s, character for character.",
        len(files),
    )


def pack_names(dossier: Dossier) -> dict[str, str]:
    """Return the documents of a pack, by kind, with the names of their files."""
    title = file_title(document_title(dossier)) or file_title(tr("Untitled article"))
    kinds = {
        "student-copy": tr("Student copy"),
        "worksheet": worksheet_name(Copy.A),
        "worksheet-b": worksheet_name(Copy.B),
        "worksheet-form": tr("{worksheet}, to fill in on screen", worksheet=worksheet_name(Copy.A)),
        "worksheet-form-b": tr("{worksheet}, to fill in on screen", worksheet=worksheet_name(Copy.B)),
        "answer-key": tr("Answer key"),
        "teacher-guide": tr("Teacher guide"),
    }
    return {
        kind: f"{number} {file_title(name)} – {title}.docx"
        for number, (kind, name) in enumerate(kinds.items(), 1)
    }
