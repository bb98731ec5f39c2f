"""The documents of a lesson by the names the command line uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from annotator.exporters.answer_key import answer_key
from annotator.exporters.lesson import Lesson, lesson_of
from annotator.exporters.lesson_options import PLAIN_LESSON, Copy, LessonOptions, Room
from annotator.exporters.student_copy import student_copy
from annotator.exporters.teacher_guide import teacher_guide
from annotator.exporters.worksheet import worksheet
from annotator.exporters.writing import write_file
from annotator.model.dossier import Dossier

Document = Callable[[Lesson], tuple[bytes, str]]
"""Makes a Word file and the line of its check."""


def write_lesson_document(
    dossier: Dossier, path: Path, kind: str, options: LessonOptions = PLAIN_LESSON
) -> str:
    """Write one of `DOCUMENTS` to `path` and return one line that says what was checked; or ExportFailed."""
    content, line = DOCUMENTS[kind](lesson_of(dossier, options))
    write_file(path, content)
    return line


def _copy_with_notes(lesson: Lesson) -> tuple[bytes, str]:
    return student_copy(replace(lesson, options=replace(lesson.options, room=Room.COLUMN)))


DOCUMENTS: Mapping[str, Document] = {
    "student-copy": student_copy,
    "student-copy-notes": _copy_with_notes,
    "worksheet": lambda lesson: worksheet(lesson, Copy.A),
    "worksheet-b": lambda lesson: worksheet(lesson, Copy.B),
    "worksheet-form": lambda lesson: worksheet(lesson, Copy.A, fillable=True),
    "worksheet-form-b": lambda lesson: worksheet(lesson, Copy.B, fillable=True),
    "answer-key": answer_key,
    "teacher-guide": teacher_guide,
}
