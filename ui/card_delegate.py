"""`CardDelegate`: what the cards of both lists have in common: their ground, and two lines of a passage."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.text.normalize import one_line
from ui.theme import LIGHT, Theme

EDGE = 12
"""Pixels between the edge of the list and the sign of a card."""
_WORDS = 58  # pixels from that edge to the words, where the sign leaves them room
_PASSAGE = 240  # more characters than two lines of the widest dock can hold


class CardDelegate(QStyledItemDelegate):
    """Paints cards. Only the rows in sight are painted, so their number does not matter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room a card needs."""
        return QSize(200, card_height(QFontMetrics(option.font)))

    def paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        """Paint what lies behind a card, and the line under it."""
        theme = self.theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.pressed))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(rect.left() + EDGE, rect.bottom(), rect.right() - 8, rect.bottom())

    def paint_passage(
        self, painter: QPainter, rect: QRect, passage: str, colour: str, sign_right: float = 0
    ) -> QRect:
        """Paint a passage in one line or two, behind a sign; return the line below it, for what is said."""
        metrics = painter.fontMetrics()
        line = metrics.lineSpacing()
        left = max(int(sign_right) + 10, rect.left() + _WORDS)
        width = rect.right() - left - 8
        excerpt = one_line(passage[:_PASSAGE])
        lines = 2 if metrics.horizontalAdvance(excerpt) > width else 1
        top = rect.top() + 6
        painter.setPen(QColor(colour))
        _paint_two_lines(painter, QRect(left, top, width, 2 * line), excerpt)
        return QRect(left, top + lines * line + 2, width, line)


def card_height(metrics: QFontMetrics) -> int:
    """Return the height of a card in pixels."""
    return 3 * metrics.lineSpacing() + 16


def paint_elided(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw one line of text at the left, shortened where it has no room."""
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


def _paint_two_lines(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw the first line of `text`, and the rest of it elided in a second one."""
    layout = QTextLayout(text, painter.font(), painter.device())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(rect.width())
        cut = line.textLength()
        metrics = painter.fontMetrics()
        line.setPosition(QPointF(0, 0))
        layout.endLayout()
        line.draw(painter, QPointF(rect.topLeft()))
        if rest := text.encode("utf-16-le")[2 * cut :].decode("utf-16-le", "ignore").lstrip():
            elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
            lower = rect.adjusted(0, metrics.lineSpacing(), 0, 0)
            start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
            painter.drawText(lower, start | Qt.TextFlag.TextSingleLine, elided)
        return
    layout.endLayout()
