"""`Sheet`: what all dialogs of ours look like: a heading, a body and a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.labels import plain_label


class Sheet(QDialog):
    """Fill `body`, add buttons with `add_button`. Esc closes it."""

    def __init__(self, title: str, parent: QWidget | None, *, text: str = "", width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        heading = plain_label(title, self, role="heading")
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)
        layout.addWidget(heading)
        if text:
            layout.addWidget(plain_label(text, self, role="muted", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        layout.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        layout.addLayout(self._buttons)
        self.resize(width, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Make room for texts that wrap: their height depends on the width, which is known only now."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            if self.height() < needed:
                self.resize(self.width(), needed)

    def add_button(self, text: str, *, default: bool = False, left: bool = False) -> QPushButton:
        """Add a button at the right end of the row, or at its left end."""
        button = QPushButton(text.replace("&", "&&"), self)
        button.setAccessibleName(text)
        button.setDefault(default)
        button.setAutoDefault(default)
        if left:
            self._buttons.insertWidget(0, button)
        else:
            self._buttons.addWidget(button)
        return button

    def add_close(self) -> QPushButton:
        """Add the button of a dialog in which there is nothing to confirm."""
        button = self.add_button(self.tr("Close"), default=True)
        button.clicked.connect(self.accept)
        return button
