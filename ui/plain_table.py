"""`PlainTable`: the framed table of a dialog: whole rows, no grid, each line shortened to its column."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.accessibility import named


class PlainTable(QTableView):
    """A table over a model; columns are as wide as what they hold, or share what is left."""

    def __init__(
        self, model: QAbstractItemModel, name: str, parent: QWidget, *, hint: str = "", single: bool = False
    ) -> None:
        super().__init__(parent)
        named(self, name, hint)
        self.setModel(model)
        self.setProperty("framed", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        if single:
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_columns(self, *, fit: Iterable[int] = (), share: Iterable[int] = ()) -> None:
        """Make columns as wide as what they hold, and let others share what is left."""
        header = self.horizontalHeader()
        for column in fit:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in share:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
