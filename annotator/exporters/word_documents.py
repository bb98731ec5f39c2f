"""Word documents as bytes, before any file is written: for a preview, for PDF and for the printer."""

from __future__ import annotations

from annotator.errors import ExportFailed
from annotator.exporters import KINDS, ending
from annotator.exporters.choices import USUAL, Choices
from annotator.model.dossier import Dossier
from annotator.translate import tr

_DOCX = ".docx"


def is_word_document(kind: str) -> bool:
    """Tell whether a kind is a single Word document."""
    return kind in KINDS and ending(kind) == _DOCX


def word_document(dossier: Dossier, kind: str, choices: Choices = USUAL) -> tuple[bytes, str]:
    """Return a document of one kind as a Word file, and the line of its check.

    ExportFailed for a kind that is none, and where `exporters.write` would say so too.
    """
    if not is_word_document(kind):
        raise ExportFailed(
            tr("“{name}” is not a Word document.", name=kind),
            hint=tr("Choose one of: {kinds}.", kinds=", ".join(filter(is_word_document, KINDS))),
        )
    if choices.sharing:
        from annotator.exporters.sharing import redacted

        dossier = redacted(dossier, choices)
    if kind == "annotated-copy":
        from annotator.exporters.annotated_copy import annotated_document

        return annotated_document(dossier, choices.copy_options(dossier))
    if kind == "report":
        from annotator.exporters.report_docx import report_document

        return report_document(dossier, choices.report_options(dossier))
    from annotator.exporters.editors_documents import DOCUMENTS as EDITORS

    if kind in EDITORS:
        from annotator.exporters.editors_documents import editors_document

        return editors_document(dossier, kind, choices)
    from annotator.exporters.lesson import lesson_of
    from annotator.exporters.lesson_documents import DOCUMENTS as LESSONS

    return LESSONS[kind](lesson_of(dossier, choices.lesson_options()))
