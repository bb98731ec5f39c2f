"""`PagePreview`: the pages of a document below each other, as they will be printed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.docx_pages import DocxPages, Page
from ui.pages_content import Contents
from ui.pages_fonts import UNITS

FIT = 0
"""The zoom at which a page is as wide as the preview."""
SMALLEST, LARGEST = 25, 400
_BUDGET_S = 0.010  # of one step of laying out
_GAP = 14  # pixels between two pages
_KEPT = 8  # pages kept as pictures, as long as they have no more than
_PIXELS = 30_000_000
_DPI = 96


class PagePreview(QAbstractScrollArea):
    """Shows pages; lays them out in small steps, the first one at once.

    Signals:
        moved: the page that is in sight, from 1, and how many there are as far as they are laid out.
        finished: every page is laid out.
        zoomed: the zoom in per cent.
    """

    moved = Signal(int, int)
    finished = Signal()
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preview"))
        self.setAccessibleDescription(self.tr("No pages yet"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages: list[Page] = []
        self.document: DocxPages | None = None
        self.is_finished = False
        self._rest: Iterator[Page] = iter(())
        self._zoom = FIT
        self._grey = False
        self._message = ""
        self._current = 0
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown ----------------------------------------------------------------------------

    def show_document(self, contents: Contents) -> None:
        """Show a document; the place on the page before is kept where there is one."""
        place = self.verticalScrollBar().value()
        self.document = DocxPages(contents)
        self._begin(self.document.pages())
        self._step()
        self.verticalScrollBar().setValue(place)

    def show_message(self, text: str) -> None:
        """Show a sentence instead of pages."""
        self.document = None
        self._begin(iter(()))
        self._timer.stop()
        self._message = text
        self.setAccessibleDescription(text or self.tr("No pages yet"))
        self._resized()
        self.moved.emit(0, 0)

    def finish(self) -> None:
        """Lay out all that is missing now: for the printer."""
        while not self.is_finished and self.document is not None:
            self._step()

    def set_grey(self, grey: bool) -> None:
        """Show the pages as a photocopier would give them back, or in colour."""
        self._grey = grey
        self._forget_pictures()

    def zoom(self) -> int:
        """Return the zoom in per cent, as it is seen."""
        return round(self._scale() * 100 * 72 / _DPI)

    def set_zoom(self, percent: int) -> None:
        """Show pages larger or smaller; `FIT` makes them as wide as the preview."""
        place = self._place()
        self._zoom = FIT if percent == FIT else min(max(percent, SMALLEST), LARGEST)
        self._resized()
        self._go_to_place(place)
        self.zoomed.emit(self.zoom())

    def page(self) -> int:
        """Return the number of the page in sight, from 1; 0 if there is none."""
        return min(self._current + 1, len(self.pages))

    def go_to(self, number: int) -> None:
        """Show the top of a page, by its number from 1."""
        if self.pages:
            number = min(max(number, 1), len(self.pages))
            self.verticalScrollBar().setValue(round(self._tops()[number - 1] - _GAP / 2))
            self._arrive_at(number - 1)  # small pages at the end cannot be scrolled up to the middle

    # -- laying out -------------------------------------------------------------------------------

    def _begin(self, pages: Iterator[Page]) -> None:
        self.pages, self._rest, self._message, self.is_finished = [], pages, "", False
        self._current = 0
        self._forget_pictures()
        self._timer.start()

    def _step(self) -> None:
        until = perf_counter() + _BUDGET_S
        while perf_counter() < until:
            page = next(self._rest, None)
            if page is None:
                self._timer.stop()
                self.is_finished = True
                self._forget_pictures()  # only now is the number of pages known that stands on each
                break
            self.pages.append(page)
        self._resized()
        self._scrolled()
        if self.is_finished:
            self.finished.emit()

    # -- geometry ---------------------------------------------------------------------------------

    def _scale(self) -> float:
        """Return pixels per point."""
        if self._zoom != FIT:
            return self._zoom / 100 * _DPI / 72
        widest = max((page.width for page in self.pages), default=595.0)
        return max((self.viewport().width() - 2 * _GAP) / widest, 0.1)

    def _tops(self) -> list[float]:
        tops, y, scale = [], float(_GAP), self._scale()
        for page in self.pages:
            tops.append(y)
            y += page.height * scale + _GAP
        return tops

    def _place(self) -> float:
        """Return what is at the top of the view, in pages."""
        if not self.pages:
            return 0.0
        y, tops = self.verticalScrollBar().value(), self._tops()
        number = max((n for n, top in enumerate(tops) if top <= y + _GAP), default=0)
        return number + (y - tops[number]) / (self.pages[number].height * self._scale())

    def _go_to_place(self, place: float) -> None:
        if self.pages:
            number = min(max(int(place), 0), len(self.pages) - 1)
            down = (place - number) * self.pages[number].height * self._scale()
            self.verticalScrollBar().setValue(round(self._tops()[number] + down))

    def _resized(self) -> None:
        scale, view = self._scale(), self.viewport().size()
        height = round(sum(page.height * scale + _GAP for page in self.pages)) + _GAP
        width = round(max((page.width for page in self.pages), default=0.0) * scale) + 2 * _GAP
        vertical, across = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(height - view.height(), 0))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(40)
        across.setRange(0, max(width - view.width(), 0) if self._zoom != FIT else 0)
        across.setPageStep(view.width())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        self._resized()
        if self._zoom == FIT:
            self.zoomed.emit(self.zoom())

    def _scrolled(self, _value: int = 0) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        found = [number for number, top in enumerate(self._tops()) if top <= middle]
        self._arrive_at(found[-1] if found else 0)
        self.viewport().update()

    def _arrive_at(self, place: int) -> None:
        self._current = place
        if self.pages:
            words = self.tr("Page {page} of {pages}").format(page=self.page(), pages=len(self.pages))
            self.setAccessibleDescription(words)
        self.moved.emit(self.page(), len(self.pages))

    # -- keys and wheel ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down go by pages, Home and End to the ends."""
        key, bar = Qt.Key(event.key()), self.verticalScrollBar()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.go_to(self.page() + 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace):
            self.go_to(self.page() - 1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom() + (10 if event.angleDelta().y() > 0 else -10))
            event.accept()
        else:
            super().wheelEvent(event)

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(self.palette().ColorRole.AlternateBase))
        if not self.pages:
            painter.setPen(self.palette().color(self.palette().ColorRole.PlaceholderText))
            area = self.viewport().rect().adjusted(30, 30, -30, -30)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        scale, down = self._scale(), self.verticalScrollBar().value()
        for number, top in enumerate(self._tops()):
            page = self.pages[number]
            size = QSize(round(page.width * scale), round(page.height * scale))
            y = round(top - down)
            if y > self.viewport().height() or y + size.height() < 0:
                continue
            x = max((self.viewport().width() - size.width()) // 2, _GAP) - self.horizontalScrollBar().value()
            painter.drawPixmap(x, y, self._picture(number, size))
            painter.setPen(QPen(QColor(0, 0, 0, 60), 1))
            painter.drawRect(QRectF(QPointF(x - 0.5, y - 0.5), size.toSizeF() + QSize(1, 1).toSizeF()))

    def _picture(self, number: int, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        known = self._pictures.get(number)
        if known is not None and known.size() == size * ratio:
            self._pictures.move_to_end(number)
            return known
        picture = QPixmap.fromImage(self._image(number, size * ratio))
        picture.setDevicePixelRatio(ratio)
        self._pictures[number] = picture
        while len(self._pictures) > 1 and (len(self._pictures) > _KEPT or self._pixels() > _PIXELS):
            self._pictures.popitem(last=False)
        return picture

    def _image(self, number: int, size: QSize) -> QImage:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        page = self.pages[number]
        if self.document is not None:
            painter = QPainter(image)
            scale = size.width() / (page.width * UNITS)
            painter.scale(scale, scale)
            self.document.paint(painter, page, len(self.pages))
            painter.end()
        return image.convertToFormat(QImage.Format.Format_Grayscale8) if self._grey else image

    def _pixels(self) -> int:
        return sum(picture.width() * picture.height() for picture in self._pictures.values())

    def _forget_pictures(self) -> None:
        self._pictures.clear()
        self.viewport().update()
