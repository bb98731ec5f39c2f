"""`ChaptersDialog`: which chapters of an e-book become the article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.dialogs.sheet import Sheet
from ui.plain_list import PlainList

_LONGEST = 120  # characters of a title that are shown


class ChaptersDialog(Sheet):
    """A list with a box for each chapter, all of them ticked at first.

    Signals:
        chosen: numbers of the ticked chapters, from 0.
    """

    chosen = Signal(list)

    def __init__(self, name: str, titles: Sequence[str], parent: QWidget | None) -> None:
        count = tr_plural("{n} chapter", "{n} chapters", len(titles))
        super().__init__(
            parent.tr("Which Chapters?") if parent else "Which Chapters?", parent, text=f"{name}  ·  {count}"
        )
        self.list = PlainList(self.tr("Chapters"), self, hint=self.tr("Space ticks one"))
        for number, title in enumerate(titles, 1):
            words = one_line(title)[:_LONGEST] or self.tr("Chapter {number}").format(number=number)
            item = QListWidgetItem(words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.list.setCurrentRow(0)
        self.list.setMinimumHeight(min(40 + 26 * len(titles), 340))
        self.body.addWidget(self.list, 1)
        self.none = self.add_button(self.tr("Tick None"), left=True)
        self.every = self.add_button(self.tr("Tick All"), left=True)
        self.every.clicked.connect(lambda: self._tick_all(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._tick_all(Qt.CheckState.Unchecked))
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.ok = self.add_button("", default=True)
        self.ok.clicked.connect(self._choose)
        self.list.itemChanged.connect(self._count)
        self._count()
        self.list.setFocus()

    def ticked(self) -> list[int]:
        """Return the numbers of the ticked chapters."""
        rows = range(self.list.count())
        return [row for row in rows if self.list.item(row).checkState() is Qt.CheckState.Checked]

    def _tick_all(self, state: Qt.CheckState) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def _count(self, *_: object) -> None:
        count = len(self.ticked())
        words = tr_plural("Open {n} Chapter", "Open {n} Chapters", count) if count else self.tr("Open")
        self.ok.setText(words)
        self.ok.setAccessibleName(words)
        self.ok.setEnabled(count > 0)

    def _choose(self) -> None:
        numbers = self.ticked()
        self.accept()
        self.chosen.emit(numbers)
