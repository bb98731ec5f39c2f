"""`SuggestionDelegate`: a suggestion as a card: what kind it is, two lines of the passage, and the reason."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model.suggestion import Suggestion
from annotator.text.normalize import one_line
from ui.annotation_delegate import card_height, paint_two_lines
from ui.chips import small
from ui.suggestion_model import SUGGESTION
from ui.suggestion_words import SIGNS, facts_line
from ui.theme import LIGHT, Theme

_EXCERPT = 240  # more characters than two lines of the widest dock can hold


class SuggestionDelegate(QStyledItemDelegate):
    """Paints cards in the manner of the list of marks, without any tag's colour: nothing is decided yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room a card needs."""
        return QSize(200, card_height(QFontMetrics(option.font)))

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
        self._paint_ground(painter, option.rect, option.state)
        self._paint_card(painter, option.rect, item)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.pressed))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(rect.left() + 12, rect.bottom(), rect.right() - 8, rect.bottom())

    def _paint_card(self, painter: QPainter, rect: QRect, item: Suggestion) -> None:
        metrics, theme = painter.fontMetrics(), self._theme
        line = metrics.lineSpacing()
        self._paint_sign(painter, QRectF(rect.left() + 12, rect.top() + 7, 34, metrics.height() + 5), item)
        left = rect.left() + 58
        width = rect.right() - left - 8
        excerpt = one_line(item.exact[:_EXCERPT])
        lines = 2 if metrics.horizontalAdvance(excerpt) > width else 1
        top = rect.top() + 6 + (line // 2 if lines == 1 else 0)
        painter.setPen(QColor(theme.text))
        paint_two_lines(painter, QRect(left, top, width, 2 * line), excerpt)
        painter.setFont(small(painter.font()))
        painter.setPen(QColor(theme.muted))
        below = QRect(left, top + lines * line + 2, width, line)
        elided = painter.fontMetrics().elidedText(facts_line(item), Qt.TextElideMode.ElideRight, width)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_sign(self, painter: QPainter, rect: QRectF, item: Suggestion) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.muted), 1.2)
        pen.setDashPattern([1.0, 2.2])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, SIGNS[item.kind])
        painter.restore()
