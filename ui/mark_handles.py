"""`MarkHandles`: the two handles with which the current mark is made longer or shorter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.model.span import Span
from ui.article_document import ArticleDocument
from ui.article_geometry import PlacedBlock


class End(Enum):
    """An end of a mark, as one reads."""

    START = "start"
    FINISH = "finish"


@dataclass(slots=True)
class Handle:
    """A handle in sight: a stem along the line with a knob at its end."""

    end: End
    x: float
    top: float
    bottom: float
    radius: float

    @property
    def knob(self) -> QPointF:
        """Return the middle of its knob: above the first word, below the last."""
        y = self.top - self.radius if self.end is End.START else self.bottom + self.radius
        return QPointF(self.x, y)

    def holds(self, point: QPointF) -> bool:
        """Tell whether a pointer here takes hold of it; twelve pixels to each side, for a touch screen."""
        reach = max(self.radius + 5, 9.0)
        near = QRectF(self.x - 3, self.top, 6, self.bottom - self.top).contains(point)
        return near or (point - self.knob).manhattanLength() <= reach * 1.4


def handles(article: ArticleDocument, blocks: list[PlacedBlock], span: Span, scale: float) -> list[Handle]:
    """Return the handles of `span` that are in sight."""
    start, end = article.position(span.start), article.position(span.end)
    found = []
    for block in blocks:
        for line in block.lines:
            first, last = block.qt_start + line.start, block.qt_start + line.end
            inside = max(start, first) - block.qt_start, min(end, last) - block.qt_start
            if inside[0] >= inside[1]:
                continue
            rect, radius = line.rect, 4.5 * max(scale, 1.0)
            if first <= start < last:
                x = line.edge(*inside, leading=True)
                found.append(Handle(End.START, x, rect.top(), rect.bottom(), radius))
            if first < end <= last:
                x = line.edge(*inside, leading=False)
                found.append(Handle(End.FINISH, x, rect.top(), rect.bottom(), radius))
    return found


def paint_handles(painter: QPainter, shown: list[Handle], colour: str, ground: str) -> None:
    """Draw handles in one colour, their knobs rimmed with the page's."""
    for handle in shown:
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawLine(QPointF(handle.x, handle.top), QPointF(handle.x, handle.bottom))
        painter.setPen(QPen(QColor(ground), 1))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(handle.knob, handle.radius, handle.radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def moved(span: Span, end: End, place: int) -> Span | None:
    """Return `span` with one end at `place`; None if nothing would be left of it."""
    start, finish = (place, span.end) if end is End.START else (span.start, place)
    return Span(start, finish) if start < finish else None
