"""`PasswordDialog`: a file opens with a password only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.accessibility import named
from ui.dialogs.sheet import Sheet


class PasswordDialog(Sheet):
    """One field. The password is used for this reading and kept nowhere.

    Signals:
        given: the password.
    """

    given = Signal(str)

    def __init__(self, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent.tr("Password") if parent else "Password", parent, text=sentence)
        self.field = named(QLineEdit(self), self.tr("Password"), sentence)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.shown = named(QCheckBox(self.tr("Show what I type"), self), self.tr("Show what I type"))
        self.shown.toggled.connect(self._show_letters)
        self.body.addWidget(self.field)
        self.body.addWidget(self.shown)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.ok = self.add_button(self.tr("Open"), default=True)
        self.ok.setEnabled(False)
        self.ok.clicked.connect(self._give)
        self.field.textChanged.connect(lambda text: self.ok.setEnabled(bool(text)))
        self.field.setFocus()

    def _show_letters(self, on: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _give(self) -> None:
        self.accept()
        self.given.emit(self.field.text())
