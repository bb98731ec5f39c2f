"""`LinkDialog`: where a link leads, before anything is opened."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label

SCHEMES = ("http", "https", "mailto")
"""The kinds of links that are opened at all."""


def link_address(href: str) -> QUrl | None:
    """Return where a link leads, None if it is of a kind that is never opened."""
    address = QUrl(href.strip(), QUrl.ParsingMode.TolerantMode)
    if not address.isValid() or address.scheme().lower() not in SCHEMES:
        return None
    return address if address.scheme().lower() == "mailto" or address.host() else None


class LinkDialog(Sheet):
    """The whole address as plain text; names in foreign letters also as the network spells them."""

    def __init__(self, address: QUrl, parent: QWidget | None) -> None:
        super().__init__(parent.tr("This Link Leads To") if parent else "This Link Leads To", parent)
        self._address = address
        self.full = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        where = address.host(QUrl.ComponentFormattingOption.FullyEncoded) or address.path()
        self.body.addWidget(plain_label(where, self, role="heading", wrap=True))
        self.text = named(QPlainTextEdit(self.full, self), self.tr("Address"))
        self.text.setProperty("field", True)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 16)
        self.body.addWidget(self.text)
        note = self.tr("It opens in your browser, outside Claimlight.")
        if address.scheme().lower() == "mailto":
            note = self.tr("It opens in your e-mail program, outside Claimlight.")
        self.body.addWidget(plain_label(note, self, role="muted", wrap=True))
        self.copy = self.add_button(self.tr("Copy"), left=True)
        self.copy.clicked.connect(self._copy)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.go = self.add_button(self.tr("Open"), default=True)
        self.go.clicked.connect(self._open)
        self.go.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.full)
        self.accept()

    def _open(self) -> None:
        self.accept()
        QDesktopServices.openUrl(QUrl(self.full, QUrl.ParsingMode.StrictMode))  # the very one that was shown
