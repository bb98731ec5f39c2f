"""`SuggestionDelegate`: a suggestion as a card: what kind it is, two lines of the passage, and the reason."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.model.suggestion import Suggestion
from ui.card_delegate import EDGE, CardDelegate, paint_elided
from ui.chips import small
from ui.suggestion_model import SUGGESTION
from ui.suggestion_words import SIGNS, facts_line


class SuggestionDelegate(CardDelegate):
    """Paints cards in the manner of the list of marks, without any tag's colour: nothing is decided yet."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one suggestion."""
        item = index.data(SUGGESTION)
        if item is None:
            return
        painter.save()
        painter.setFont(option.font)
        self.paint_ground(painter, option.rect, option.state)
        self._paint_card(painter, option.rect, item)
        painter.restore()

    def _paint_card(self, painter: QPainter, rect: QRect, item: Suggestion) -> None:
        height = painter.fontMetrics().height() + 5
        self._paint_sign(painter, QRectF(rect.left() + EDGE, rect.top() + 7, 34, height), item)
        below = self.paint_passage(painter, rect, item.exact, self.theme.text)
        painter.setFont(small(painter.font()))
        painter.setPen(QColor(self.theme.muted))
        paint_elided(painter, below, facts_line(item))

    def _paint_sign(self, painter: QPainter, rect: QRectF, item: Suggestion) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self.theme.muted), 1.2)
        pen.setDashPattern([1.4, 1.8])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self.theme.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, SIGNS[item.kind])
        painter.restore()
