"""Labels that show foreign text as it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget


def plain_label(text: str, parent: QWidget | None = None, *, role: str = "", wrap: bool = False) -> QLabel:
    """Return a label that shows `text` as it is and never takes it for HTML."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


class LineLabel(QLabel):
    """One line that changes often and is shortened where it has no room.

    A QLabel has everything round it laid out anew with each text, up to the window; this one only asks for
    more room when a text is longer than any before. It keeps its words as its accessible name.
    """

    def __init__(self, parent: QWidget | None = None, *, grows: bool = True, role: str = "") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._line = ""
        self._grows = grows
        self._widest = 0
        if role:
            self.setProperty("role", role)

    def text(self) -> str:
        """Return the line."""
        return self._line

    def setText(self, text: str) -> None:
        """Show another line."""
        if text == self._line:
            return
        self._line = text
        self.setAccessibleName(text)
        width = self.fontMetrics().horizontalAdvance(text) + 1  # rounded down, it would be shortened
        if self._grows and width > self._widest:
            self._widest = width
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the longest line so far; without `grows`, it takes what it gets."""
        margins = self.contentsMargins()
        width = self._widest + margins.left() + margins.right()
        return QSize(width, self.fontMetrics().height() + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:
        """Return the least room: what grows is never shortened, anything else can be."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line from its leading edge."""
        painter, option = QPainter(self), QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, room.width())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, leading | Qt.TextFlag.TextSingleLine, words)
        painter.end()
