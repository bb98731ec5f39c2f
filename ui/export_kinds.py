"""The kinds of documents by the names people know, in groups, with what can be chosen about each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui.translation import QT_TRANSLATE_NOOP

COPY, REPORT, PACK = "annotated-copy", "report", "lesson-pack"

_MARKS = frozenset({"tags", "statuses"})
_LOOK = frozenset({"shading", "underline", "labels"})
_PAPER = frozenset({"paper", "template"})
_COMMENTS = frozenset({"comments", "notes"})


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of document.

    Attributes:
        group: "editors", "teachers" or "everyone".
        text, sentence, ending: in English; what it is called, what it is, and what its file's name ends with.
        options: which of `Choices` it follows.
    """

    id: str
    group: str
    text: str
    sentence: str
    ending: str
    options: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What it is called, in the person's language."""
        return QCoreApplication.translate("export", self.text)

    @property
    def description(self) -> str:
        """What it is, in one sentence in the person's language."""
        return QCoreApplication.translate("export", self.sentence)

    @property
    def file_word(self) -> str:
        """What the name of its file ends with, in the person's language."""
        return QCoreApplication.translate("export", self.ending)


GROUPS = {
    "editors": QT_TRANSLATE_NOOP("export", "For editors"),
    "teachers": QT_TRANSLATE_NOOP("export", "For teachers"),
    "everyone": QT_TRANSLATE_NOOP("export", "For everyone"),
}

_TABLE: tuple[ExportKind, ...] = (
    ExportKind(
        COPY,
        "editors",
        QT_TRANSLATE_NOOP("export", "Annotated copy"),
        QT_TRANSLATE_NOOP("export", "The article as it is, with its marks as shading and Word comments."),
        QT_TRANSLATE_NOOP("export", "annotated"),
        _MARKS | _LOOK | _COMMENTS | _PAPER | {"sharing"},
    ),
    ExportKind(
        REPORT,
        "editors",
        QT_TRANSLATE_NOOP("export", "Report"),
        QT_TRANSLATE_NOOP("export", "A key, counts, the article with its marks, and a table of all marks."),
        QT_TRANSLATE_NOOP("export", "report"),
        _MARKS | _LOOK | _COMMENTS | _PAPER | {"table", "contacts", "sharing"},
    ),
    ExportKind(
        "claim-log",
        "editors",
        QT_TRANSLATE_NOOP("export", "Claim log"),
        QT_TRANSLATE_NOOP("export", "Every mark with all that is known of it, as a table across the page."),
        QT_TRANSLATE_NOOP("export", "claim log"),
        _MARKS | _PAPER | {"sharing"},
    ),
    ExportKind(
        "query-sheet",
        "editors",
        QT_TRANSLATE_NOOP("export", "Queries to the author"),
        QT_TRANSLATE_NOOP("export", "The open questions by paragraph, with room to answer."),
        QT_TRANSLATE_NOOP("export", "queries"),
        _MARKS | _PAPER | {"sharing"},
    ),
    ExportKind(
        "change-list",
        "editors",
        QT_TRANSLATE_NOOP("export", "Suggested changes"),
        QT_TRANSLATE_NOOP("export", "Passages that should read otherwise, with wording and evidence."),
        QT_TRANSLATE_NOOP("export", "changes"),
        _MARKS | _PAPER | {"sharing"},
    ),
    ExportKind(
        "source-list",
        "editors",
        QT_TRANSLATE_NOOP("export", "Sources"),
        QT_TRANSLATE_NOOP(
            "export", "Every source with its address and, unless it is passed on, its contact."
        ),
        QT_TRANSLATE_NOOP("export", "sources"),
        _MARKS | _PAPER | {"contacts", "sharing"},
    ),
    ExportKind(
        "sign-off",
        "editors",
        QT_TRANSLATE_NOOP("export", "Sign-off memo"),
        QT_TRANSLATE_NOOP("export", "What was checked and by whom, what stays open, and where to sign."),
        QT_TRANSLATE_NOOP("export", "sign-off"),
        _MARKS | _PAPER | {"sharing"},
    ),
    ExportKind(
        "student-copy",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Student copy"),
        QT_TRANSLATE_NOOP(
            "export", "The clean text with numbered lines and a wide margin to mark it by hand."
        ),
        QT_TRANSLATE_NOOP("export", "student copy"),
        _PAPER,
    ),
    ExportKind(
        "student-copy-notes",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Student copy with notes column"),
        QT_TRANSLATE_NOOP("export", "The same, with lines to write on beside the text."),
        QT_TRANSLATE_NOOP("export", "student copy with notes"),
        _PAPER,
    ),
    ExportKind(
        "worksheet",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Worksheet A"),
        QT_TRANSLATE_NOOP("export", "Passages to sort and to check, as a page to photocopy."),
        QT_TRANSLATE_NOOP("export", "worksheet A"),
        _PAPER,
    ),
    ExportKind(
        "worksheet-b",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Worksheet B"),
        QT_TRANSLATE_NOOP("export", "The same passages in another order, for the neighbour."),
        QT_TRANSLATE_NOOP("export", "worksheet B"),
        _PAPER,
    ),
    ExportKind(
        "worksheet-form",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Worksheet A to fill in on screen"),
        QT_TRANSLATE_NOOP("export", "The worksheet with fields, lists and boxes to use in Word."),
        QT_TRANSLATE_NOOP("export", "worksheet A form"),
        _PAPER,
    ),
    ExportKind(
        "worksheet-form-b",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Worksheet B to fill in on screen"),
        QT_TRANSLATE_NOOP("export", "The other order, with fields, lists and boxes to use in Word."),
        QT_TRANSLATE_NOOP("export", "worksheet B form"),
        _PAPER,
    ),
    ExportKind(
        "answer-key",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Answer key"),
        QT_TRANSLATE_NOOP("export", "What each passage is, and how one knows."),
        QT_TRANSLATE_NOOP("export", "answer key"),
        _PAPER,
    ),
    ExportKind(
        "teacher-guide",
        "teachers",
        QT_TRANSLATE_NOOP("export", "Teacher guide"),
        QT_TRANSLATE_NOOP("export", "Objective, vocabulary, questions to discuss, timing and a rubric."),
        QT_TRANSLATE_NOOP("export", "teacher guide"),
        _PAPER,
    ),
    ExportKind(
        PACK,
        "teachers",
        QT_TRANSLATE_NOOP("export", "Lesson pack"),
        QT_TRANSLATE_NOOP("export", "Student copy, worksheets, key and guide as files of one folder."),
        QT_TRANSLATE_NOOP("export", "lesson"),
        _PAPER,
    ),
    ExportKind(
        "html",
        "everyone",
        QT_TRANSLATE_NOOP("export", "Web page"),
        QT_TRANSLATE_NOOP("export", "One file for any browser, with the notes beside the passages."),
        QT_TRANSLATE_NOOP("export", "annotated"),
        _MARKS | _LOOK | {"notes", "table", "contacts", "sharing"},
    ),
    ExportKind(
        "markdown",
        "everyone",
        QT_TRANSLATE_NOOP("export", "Markdown"),
        QT_TRANSLATE_NOOP("export", "Plain text with the notes at its end, for wikis and notebooks."),
        QT_TRANSLATE_NOOP("export", "annotated"),
        _MARKS | {"notes", "contacts", "sharing"},
    ),
    ExportKind(
        "xlsx",
        "everyone",
        QT_TRANSLATE_NOOP("export", "Excel table"),
        QT_TRANSLATE_NOOP("export", "The claim log as a table to sort and to filter."),
        QT_TRANSLATE_NOOP("export", "claim log"),
        _MARKS | {"sharing"},
    ),
    ExportKind(
        "csv",
        "everyone",
        QT_TRANSLATE_NOOP("export", "CSV table"),
        QT_TRANSLATE_NOOP("export", "The claim log as plain values, for any program."),
        QT_TRANSLATE_NOOP("export", "claim log"),
        _MARKS | {"sharing"},
    ),
    ExportKind(
        "jsonld",
        "everyone",
        QT_TRANSLATE_NOOP("export", "W3C Web Annotation"),
        QT_TRANSLATE_NOOP("export", "The marks in the web’s own format, for annotation tools."),
        QT_TRANSLATE_NOOP("export", "annotations"),
        frozenset({"sharing"}),
    ),
    ExportKind(
        "claimreview",
        "everyone",
        QT_TRANSLATE_NOOP("export", "ClaimReview"),
        QT_TRANSLATE_NOOP("export", "Checked claims in the form that search engines read."),
        QT_TRANSLATE_NOOP("export", "claim review"),
        _MARKS | {"address", "sharing"},
    ),
    ExportKind(
        "qdpx",
        "everyone",
        QT_TRANSLATE_NOOP("export", "REFI-QDA project"),
        QT_TRANSLATE_NOOP("export", "Text and marks for NVivo, MAXQDA, ATLAS.ti and their like."),
        QT_TRANSLATE_NOOP("export", "project"),
        _MARKS | {"notes", "sharing"},
    ),
)


def export_kinds() -> Iterator[ExportKind]:
    """Yield the kinds that can be made, in order; one this table does not know goes by its id, at the end."""
    from annotator.exporters import KINDS

    known = {kind.id for kind in _TABLE}
    yield from (kind for kind in _TABLE if kind.id in KINDS)
    for name in KINDS:
        if name not in known:
            yield ExportKind(name, "everyone", name, "", name)
