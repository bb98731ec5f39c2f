"""`BinDialog`: the articles that were removed, to bring them back or delete them for good."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidgetItem

from annotator.translate import tr_plural
from ui.dialogs.erase import EraseDialog
from ui.dialogs.sheet import Sheet
from ui.plain_list import PlainList

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class BinDialog(Sheet):
    """A list; Enter or the button brings an article back with all its marks."""

    def __init__(self, window: MainWindow) -> None:
        text = window.tr(
            "Articles in the bin keep their marks until you bring them back or delete them for good."
        )
        super().__init__(window.tr("Bin"), window, text=text)
        self._controller = window.controller
        self.list = PlainList(
            self.tr("Removed articles"), self, nothing=self.tr("There is nothing in the bin."), acts=True
        )
        self.list.setMinimumHeight(220)
        self.list.itemActivated.connect(self._restore)
        self.body.addWidget(self.list, 1)
        self.erase = self.add_button(self.tr("Delete for Good…"), left=True)
        self.erase.clicked.connect(self._ask)
        self.restore = self.add_button(self.tr("Bring Back"))
        self.restore.clicked.connect(self._restore)
        self.add_close()
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        self._summaries = self._controller.articles_in_bin()
        for summary in self._summaries:
            marks = tr_plural("{n} mark", "{n} marks", sum(summary.tags.values()))
            item = QListWidgetItem(f"{summary.article.title}  ·  {marks}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, summary.article.id)
        self.list.setCurrentRow(0)
        for button in (self.restore, self.erase):
            button.setEnabled(self.list.count() > 0)

    def _restore(self, *_: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._controller.restore_article(item.data(Qt.ItemDataRole.UserRole))
            self._fill()

    def _ask(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            article = self._summaries[row].article
            asking = EraseDialog(article, self)
            asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            asking.agreed.connect(partial(self._erase, article.id))
            asking.open()

    def _erase(self, article_id: str, earlier_backups: bool) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # a second for a library of books
        try:
            self._controller.erase_article(article_id, earlier_backups=earlier_backups)
        finally:
            QApplication.restoreOverrideCursor()
        self._fill()
        self.list.setFocus()
