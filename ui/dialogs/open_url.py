"""`OpenUrlDialog`: the address of a page that is to be opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.importers.web_addresses import web_address
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label


class OpenUrlDialog(Sheet):
    """One field. Nothing is fetched before the button is pressed.

    Signals:
        given: the address.
    """

    given = Signal(str)

    def __init__(self, address: str, parent: QWidget | None) -> None:
        super().__init__(parent.tr("Open from the Web") if parent else "Open from the Web", parent, width=600)
        self.field = named(QLineEdit(address, self), self.tr("Address of the page"))
        self.field.setPlaceholderText("https://")
        self.field.selectAll()
        self.body.addWidget(self.field)
        note = self.tr(
            "The page is fetched once, when you press Fetch: at most 10 MB, without cookies, pictures or "
            "scripts. Its site sees your network address, as when you visit it."
        )
        self.body.addWidget(plain_label(note, self, role="muted", wrap=True))
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.ok = self.add_button(self.tr("Fetch"), default=True)
        self.ok.clicked.connect(self._give)
        self.field.textChanged.connect(self._check)
        self._check(address)
        self.field.setFocus()

    def _check(self, text: str) -> None:
        self.ok.setEnabled(bool(web_address(text)))

    def _give(self) -> None:
        address = web_address(self.field.text())
        self.accept()
        self.given.emit(address)
