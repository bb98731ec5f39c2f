"""`AnnotationDelegate`: a mark as a card of two lines of its passage and one of what is said of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.model.annotation import Annotation, Status
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.annotation_model import ANNOTATION, GROUP, LABEL
from ui.card_delegate import EDGE, CardDelegate, paint_elided
from ui.chips import paint_sign, small
from ui.controller import Controller
from ui.words import word

_GOOD = {Status.VERIFIED}
_BAD = {Status.WRONG, Status.DISPUTED}


def band_height(metrics: QFontMetrics) -> int:
    """Return the height of the title above a group in pixels."""
    return metrics.lineSpacing() + 14


class AnnotationDelegate(CardDelegate):
    """Paints the cards of marks, and a band above the first one of a group."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one mark."""
        annotation = index.data(ANNOTATION)
        if annotation is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setFont(option.font)
        if title := index.data(GROUP):
            rect = self._paint_band(painter, rect, title)
        self.paint_ground(painter, rect, option.state)
        self._paint_card(painter, rect, annotation, index.data(LABEL))
        painter.restore()

    def _paint_band(self, painter: QPainter, rect: QRect, title: str) -> QRect:
        """Draw the title of a group and return what is left for its first card."""
        metrics = painter.fontMetrics()
        band = QRect(rect.left(), rect.top(), rect.width(), band_height(metrics))
        painter.fillRect(band, QColor(self.theme.window))
        font = painter.font()
        painter.setFont(small(font))
        painter.setPen(QColor(self.theme.muted))
        paint_elided(painter, band.adjusted(EDGE, 4, -8, 0), title)
        painter.setFont(font)
        return rect.adjusted(0, band.height(), 0, 0)

    def _paint_card(self, painter: QPainter, rect: QRect, annotation: Annotation, label: str) -> None:
        metrics = painter.fontMetrics()
        tag = self._controller.tags.get(annotation.tag)
        width = max(metrics.horizontalAdvance(label) + 12, 34)
        sign = QRectF(rect.left() + EDGE, rect.top() + 7, width, metrics.height() + 5)
        paint_sign(painter, sign, label, tag, self.theme)
        colour = self.theme.muted if annotation.is_orphan else self.theme.text
        below = self.paint_passage(painter, rect, annotation.exact, colour, sign.right())
        self._paint_facts(painter, below, annotation)

    def _paint_facts(self, painter: QPainter, rect: QRect, annotation: Annotation) -> None:
        theme = self.theme
        painter.setFont(small(painter.font()))
        colour = theme.good if annotation.status in _GOOD else theme.muted
        colour = theme.bad if annotation.status in _BAD else colour
        colour = theme.warning if annotation.status is Status.RECHECK else colour
        status = word(annotation.status)
        painter.setPen(QColor(colour))
        paint_elided(painter, rect, status)
        rest = rect.adjusted(painter.fontMetrics().horizontalAdvance(status), 0, 0, 0)
        painter.setPen(QColor(theme.muted))
        paint_elided(painter, rest, "".join(f"  ·  {part}" for part in self._facts(annotation)))

    def _facts(self, annotation: Annotation) -> list[str]:
        facts = []
        if annotation.is_orphan:
            facts.append(self.tr("lost"))
        facts.append(word(annotation.kind))
        facts.extend(word(risk) for risk in sorted(annotation.risks))
        if annotation.attribution.speaker:
            facts.append(annotation.attribution.speaker)
        if annotation.evidence:
            facts.append(tr_plural("{n} source", "{n} sources", len(annotation.evidence)))
        if annotation.note:
            facts.append(one_line(annotation.note[:120]))
        return facts
