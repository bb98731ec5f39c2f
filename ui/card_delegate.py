"""`CardDelegate`: what the cards of both lists have in common: their ground, and two lines of a passage."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.text.normalize import one_line
from ui.theme import LIGHT, Theme

EDGE = 12
"""Pixels between the edge of the list and the sign of a card."""
_WORDS = 58  # pixels from that edge to the words, where the sign leaves them room
_LINE = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
_KNOWN = 500  # passages whose lines are kept
_PASSAGE = 240  # more characters than two lines of the widest dock can hold


class CardDelegate(QStyledItemDelegate):
    """Paints cards. Only the rows in sight are painted, so their number does not matter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self._broken: dict[tuple[str, int], list[str]] = {}
        self._font = QFont()

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
        line = painter.fontMetrics().lineSpacing()
        left = max(int(sign_right) + 10, rect.left() + _WORDS)
        place = QRect(left, rect.top() + 6, rect.right() - left - 8, line)
        painter.setPen(QColor(colour))
        for words in self._lines(painter, passage[:_PASSAGE], place.width()):
            painter.drawText(place, _LINE, words)
            place.translate(0, line)
        return place.translated(0, 2)

    def _lines(self, painter: QPainter, passage: str, width: int) -> list[str]:
        """Return a passage in one line or two; kept, as all cards are painted again when one is put in."""
        if painter.font() != self._font or len(self._broken) > _KNOWN:
            self._broken.clear()
            self._font = QFont(painter.font())
        key = passage, width
        if (known := self._broken.get(key)) is None:
            known = self._broken[key] = _two_lines(painter, one_line(passage), width)
        return known


def card_height(metrics: QFontMetrics) -> int:
    """Return the height of a card in pixels."""
    return 3 * metrics.lineSpacing() + 16


def paint_elided(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw one line of text at the left, shortened where it has no room."""
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


def _two_lines(painter: QPainter, text: str, width: int) -> list[str]:
    """Return the first line of `text`, and the rest of it elided as a second one where there is any."""
    layout = QTextLayout(text, painter.font(), painter.device())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    cut = len(text)
    if line.isValid():
        line.setLineWidth(width)
        cut = line.textLength()
    layout.endLayout()
    units = text.encode("utf-16-le")
    first, rest = (part.decode("utf-16-le", "ignore") for part in (units[: 2 * cut], units[2 * cut :]))
    rest = painter.fontMetrics().elidedText(rest.lstrip(), Qt.TextElideMode.ElideRight, width)
    return [first.rstrip(), rest] if rest else [first]
