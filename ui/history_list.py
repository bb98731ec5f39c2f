"""`HistoryList`: what was done to a mark, newest first, from the journal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.model.annotation import Annotation
from ui.controller import Controller
from ui.icons import icon
from ui.labels import plain_label

_LINES = 30


class HistoryList(QWidget):
    """A fold; the journal is read only while it is open."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._mark: Annotation | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.button = QToolButton(self)
        self.button.setText(self.tr("History of this mark"))
        self.button.setAccessibleName(self.tr("History of this mark"))
        self.button.setIcon(icon("history"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._refresh)
        self._lines = plain_label("", self, role="muted", wrap=True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.hide()
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._lines)

    def show_mark(self, annotation: Annotation) -> None:
        """Show the history of this mark, if the fold is open."""
        self._mark = annotation
        self._refresh()

    def text(self) -> str:
        """Return the lines that are shown."""
        return self._lines.text()

    def _refresh(self, *_: object) -> None:
        self._lines.setVisible(self.button.isChecked())
        if self._mark is None or not self.button.isChecked():
            return
        lines = []
        for change in self._controller.journal(self._mark.id)[:_LINES]:
            at = change.at.astimezone().strftime("%Y-%m-%d %H:%M")
            lines.append("  ·  ".join(part for part in (at, change.by, change.label) if part))
        self._lines.setText("\n".join(lines) or self.tr("Nothing yet."))
