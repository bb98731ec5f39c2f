"""PDF files of Word documents, from our own pages: the text can be selected, searched and copied."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from annotator.errors import Cancelled, ExportFailed
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural
from ui.docx_pages import DocxPages, Page
from ui.pages_fonts import UNITS

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.exporters.choices import Choices
    from annotator.model.dossier import Dossier

_kept: list[QGuiApplication] = []
"""There can be one in a process only, and not a second one after it."""


def pdf_of(document: bytes, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """Return a DOCX as a PDF file; Cancelled as soon as the person has had enough."""
    source = DocxPages.read(document)
    pages = []
    for page in source.pages():
        _stop_if(cancelled)
        pages.append(page)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * UNITS)
    writer.setTitle(one_line(source.contents.title))
    writer.setCreator("Claimlight")
    if hasattr(writer, "setAuthor"):  # since Qt 6.9
        writer.setAuthor(one_line(source.contents.creator))
    writer.setPageLayout(page_layout(pages[0]))
    painter = QPainter(writer)
    try:
        for number, page in enumerate(pages):
            _stop_if(cancelled)
            if number:
                writer.setPageLayout(page_layout(page))
                writer.newPage()
            source.paint(painter, page, len(pages))
    finally:
        painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def write_pdf(
    dossier: Dossier,
    path: Path,
    kind: str,
    choices: Choices | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Write a kind of Word document as a PDF file and return one line that says what was checked in it.

    ExportFailed with a sentence when it cannot be written; the file that stood there is then as it was.
    """
    from annotator.exporters.choices import USUAL
    from annotator.exporters.word_documents import word_document
    from annotator.exporters.writing import write_file

    document, line = word_document(dossier, kind, choices or USUAL)
    content = pdf_of(document, cancelled)
    count = _checked(content)
    write_file(path, content)
    pages = tr_plural("The PDF opens and has {n} page.", "The PDF opens and has {n} pages.", count)
    return f"{line} {pages}"


def do_without_a_window() -> None:
    """Have Qt's fonts at hand where no window is open, on machines without a display too."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _kept.append(QGuiApplication(["claimlight"]))


def _checked(content: bytes) -> int:
    """Return the number of pages of a PDF file of ours; ExportFailed if it does not open."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ExportFailed(
            tr("The document did not pass its check and was not written."),
            hint=tr("Please report this; your article and marks are safe in the library."),
            detail=str(error),
        ) from error


def page_layout(page: Page) -> QPageLayout:
    """Return a page as Qt's writers and printers want it: its size as it lies, no margins of theirs."""
    size = QPageSize(QSizeF(page.width, page.height), QPageSize.Unit.Point, "")
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(tr("Stopped."))
