"""`CrashDialog`: a mistake of ours, with what is needed to report it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ui.accessibility import named
from ui.dialogs.sheet import Sheet


class CrashDialog(Sheet):
    """The window goes on; all that was done before is saved."""

    def __init__(self, text: str, log: Path, parent: QWidget | None) -> None:
        words = (
            "Something in Claimlight went wrong. Your work is saved, and you can go on. "
            "If it happens again, close and open the window."
        )
        super().__init__("That was our mistake", parent, text=words, width=620)
        self._text = text
        self.detail = named(QPlainTextEdit(self), self.tr("Technical details"))
        self.detail.setPlainText(text)
        self.detail.setReadOnly(True)
        self.detail.setMinimumHeight(180)
        self.detail.setToolTip("")
        self.detail.setAccessibleDescription(str(log))
        self.body.addWidget(self.detail)
        self.add_button(self.tr("Copy Details"), left=True).clicked.connect(self._copy)
        self.add_close()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)
