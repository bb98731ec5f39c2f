"""`PaneDock`: what the panes beside the article have in common for somebody at the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QWidget


class PaneDock(QDockWidget):
    """A pane that Esc leaves from any of its controls, and that Tab passes by while another tab hides it.

    Signals:
        left: Esc was pressed, or the pane was closed with the focus in it; the article wants the focus.
    """

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.visibilityChanged.connect(self._rest_behind_tab)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, unless the control that has the focus needs it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave when the pane is closed: Qt would give the focus to whatever comes next."""
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus() and self.window().isVisible():
            self.left.emit()
        super().hideEvent(event)

    def _rest_behind_tab(self, *_: object) -> None:
        """Take no focus behind another tab: Qt calls a dock visible there, and has it far outside."""
        if (inside := self.widget()) is not None:
            outside = not self.isWindow() and not self.window().rect().intersects(self.geometry())
            inside.setEnabled(not (self.isVisible() and outside))
