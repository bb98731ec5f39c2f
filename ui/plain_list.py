"""`PlainList`: a framed list of lines in a dialog; long ones are shortened, and an empty list says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListWidget, QWidget

from ui.accessibility import named


class PlainList(QListWidget):
    """Lines to choose or tick, without a scroll bar across; `nothing` is said when there is none.

    With `acts`, Enter on a line is only for that line, and presses no button of the dialog besides.
    """

    def __init__(
        self, name: str, parent: QWidget, *, hint: str = "", nothing: str = "", acts: bool = False
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        named(self, name, hint)
        self._nothing = nothing
        self.setProperty("framed", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the dialog, where it acts on a line."""
        super().keyPressEvent(event)
        if self._acts and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, or say that there are none."""
        super().paintEvent(event)
        if not self.count():
            paint_nothing(self, self._nothing)


def paint_nothing(view: QAbstractItemView, text: str) -> None:
    """Say in the middle of an empty list why it is empty; for the end of its paint event."""
    if text:
        painter = QPainter(view.viewport())
        painter.setPen(QApplication.palette().placeholderText().color())
        room = view.viewport().rect().adjusted(16, 12, -16, -12)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
        painter.end()
