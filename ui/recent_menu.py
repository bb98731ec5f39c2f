"""`RecentMenu`: the files opened lately, in the menu Article."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.actions import plain
from ui.settings import Settings


class RecentMenu(QObject):
    """Is filled when it opens.

    Signals:
        chosen: path of the file to open again.
    """

    chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QMenu, before: QAction, owner: QObject) -> None:
        super().__init__(owner)
        self._settings = settings
        self.menu = QMenu(self.tr("Open Again"), parent)
        parent.insertMenu(before, self.menu)
        self.menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.menu.clear()
        paths = self._settings.recent()
        for path in paths:
            action = self.menu.addAction(plain(Path(path).name))
            action.setStatusTip(path)
            action.triggered.connect(partial(self._choose, path))
        if not paths:
            self.menu.addAction(self.tr("No files yet")).setEnabled(False)
            return
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Forget These")).triggered.connect(self._settings.forget_recent)

    def _choose(self, path: str, _checked: bool = False) -> None:
        self.chosen.emit(path)
