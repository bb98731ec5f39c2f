"""`Printing`: pages on paper, through the dialog of the system."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from annotator.text.normalize import one_line
from ui.docx_pages import DocxPages, Page
from ui.pages_content import Contents
from ui.pages_fonts import UNITS
from ui.pdf import page_layout


def ask_and_print(contents: Contents, parent: QWidget) -> QPrintDialog:
    """Open the system's print dialog for a document and return it; it prints when it is accepted."""
    document = DocxPages(contents)
    pages = list(document.pages())
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(one_line(contents.title))
    printer.setCreator("Claimlight")
    printer.setPageLayout(page_layout(pages[0]))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages))
    dialog.setFromTo(1, len(pages))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    job = _PrintJob(document, pages, printer, dialog)
    dialog.accepted.connect(job.run)
    QDialog.open(dialog)  # QPrintDialog's own wants a receiver
    return dialog


class _PrintJob(QObject):
    """Keeps printer and pages for as long as the dialog is there."""

    def __init__(
        self, document: DocxPages, pages: list[Page], printer: QPrinter, parent: QPrintDialog
    ) -> None:
        super().__init__(parent)
        self._document, self._pages, self._printer = document, pages, printer

    def run(self) -> None:
        """Print."""
        print_pages(self._document, self._pages, self._printer)


def print_pages(document: DocxPages, pages: list[Page], printer: QPrinter) -> bool:
    """Put the pages that the printer was asked for on paper; False if it could not begin."""
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or len(pages)
    wanted = pages[first - 1 : last]
    if not wanted:
        return False
    printer.setPageLayout(page_layout(wanted[0]))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for place, page in enumerate(wanted):
        if place:
            printer.setPageLayout(page_layout(page))
            printer.newPage()
        painter.save()
        scale = printer.resolution() / (72 * UNITS)
        painter.scale(scale, scale)
        document.paint(painter, page, len(pages))
        painter.restore()
    return painter.end()
