"""`Sheet`: what all dialogs of ours look like: a heading, a body and a row of buttons."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.labels import plain_label

_FRAME = QSize(16, 40)
"""What a desktop's frame and title bar take of the screen, about."""


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
        """Make room for texts that wrap, whose height depends on the width; keep to the screen."""
        super().showEvent(event)
        width, height = self.width(), self.height()
        room = self.screen().availableGeometry().size() - _FRAME
        width = max(min(width, room.width()), self.minimumSizeHint().width())
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            height = max(height, layout.totalHeightForWidth(width))
        height = max(min(height, room.height()), self.minimumSizeHint().height())
        self.resize(width, height)
        self._order_buttons()
        self._begin_with_default()

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

    def _order_buttons(self) -> None:
        """Let Tab go through the buttons as they stand: those at the left were put before one another."""
        items = (self._buttons.itemAt(place) for place in range(self._buttons.count()))
        buttons = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        for before, after in pairwise(buttons):
            QWidget.setTabOrder(before, after)

    def _begin_with_default(self) -> None:
        """Where nothing is to be filled in, begin with the button that Enter presses."""
        if self.focusWidget() is not None:
            return
        first: QWidget | None = self.nextInFocusChain()
        while first is not None and first is not self and not _is_stop(first):
            first = first.nextInFocusChain()
        default = next((button for button in self.findChildren(QPushButton) if button.isDefault()), None)
        if isinstance(first, QPushButton) and default is not None and default.isEnabled():
            default.setFocus()

    def add_close(self) -> QPushButton:
        """Add the button of a dialog in which there is nothing to confirm."""
        button = self.add_button(self.tr("Close"), default=True)
        button.clicked.connect(self.accept)
        return button


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
