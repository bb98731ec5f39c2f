"""`DockTitle`: the name of a pane and the button that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget

from ui.icons import icon
from ui.labels import plain_label


class DockTitle(QWidget):
    """Stands in for the title bar Qt draws; the dock can still be dragged by it."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 2)
        layout.setSpacing(2)
        layout.addWidget(plain_label(dock.windowTitle(), self, role="heading"), 1)
        close = QToolButton(self)
        close.setIcon(icon("close"))
        close.setIconSize(QSize(14, 14))
        close.setAutoRaise(True)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # like Qt's own; the keys for it are in the menu View
        name = self.tr("Close the pane “{name}”").format(name=dock.windowTitle())
        close.setAccessibleName(name)
        close.setToolTip(name)
        close.clicked.connect(dock.close)
        layout.addWidget(close)
