"""What the export dialog has done in jobs: pages for the preview, and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.export_kinds import PACK

if TYPE_CHECKING:
    from annotator.exporters.choices import Choices
    from annotator.model.dossier import Dossier
    from ui.pages_content import Contents

PDF = ".pdf"


def previewed_kind(kind: str) -> str:
    """Return the Word document that is shown for a kind; "" for one that has no pages."""
    from annotator.exporters.word_documents import is_word_document

    shown = "student-copy" if kind == PACK else kind
    return shown if is_word_document(shown) else ""


def contents_of(
    dossier: Dossier, kind: str, choices: Choices, _cancelled: Callable[[], bool] = lambda: False
) -> Contents:
    """Return what the pages of a document show; ExportFailed where it cannot be made."""
    from annotator.exporters.word_documents import word_document
    from ui.pages_reading import read_contents

    return read_contents(word_document(dossier, kind, choices)[0])


def write_document(
    dossier: Dossier,
    path: Path,
    kind: str,
    choices: Choices | None,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Write a document, as PDF where the file is to be one, and return the line of its check."""
    if path.suffix.lower() == PDF:
        from ui.pdf import write_pdf

        return write_pdf(dossier, path, kind, choices, cancelled)
    from annotator.exporters import write

    return write(dossier, path, kind, choices)
