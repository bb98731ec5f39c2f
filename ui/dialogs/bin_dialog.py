"""`BinDialog`: the articles that were removed, to bring them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from annotator.translate import tr_plural
from ui.accessibility import named
from ui.dialogs.sheet import Sheet

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class BinDialog(Sheet):
    """A list; Enter or the button brings an article back with all its marks."""

    def __init__(self, window: MainWindow) -> None:
        text = window.tr("Articles in the bin keep their marks until you bring them back.")
        super().__init__(window.tr("Bin"), window, text=text)
        self._controller = window.controller
        self.list = named(QListWidget(self), self.tr("Removed articles"))
        self.list.setProperty("framed", True)
        self.list.setMinimumHeight(220)
        self.list.itemActivated.connect(self._restore)
        self.body.addWidget(self.list, 1)
        self.restore = self.add_button(self.tr("Bring Back"))
        self.restore.clicked.connect(self._restore)
        self.add_close()
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for summary in self._controller.articles_in_bin():
            marks = tr_plural("{n} mark", "{n} marks", sum(summary.tags.values()))
            item = QListWidgetItem(f"{summary.article.title}  ·  {marks}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, summary.article.id)
        self.list.setCurrentRow(0)
        self.restore.setEnabled(self.list.count() > 0)

    def _restore(self, *_: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._controller.restore_article(item.data(Qt.ItemDataRole.UserRole))
            self._fill()
