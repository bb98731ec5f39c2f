"""`BatchDialog`: what became of each of several files that were opened together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from annotator.translate import tr_plural
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.opening_batch import MAX_FILES, Fate

if TYPE_CHECKING:
    from ui.opening_batch import Batch, Outcome


class BatchDialog(Sheet):
    """A row for each file, those with something to know first."""

    def __init__(self, summary: str, outcomes: list[Outcome], parent: QWidget | None) -> None:
        super().__init__(
            parent.tr("Files That Were Opened") if parent else "Files That Were Opened",
            parent,
            text=summary,
            width=820,
        )
        order = (Fate.REFUSED, Fate.WAITING, Fate.OPENED, Fate.KNOWN)
        rows = sorted(outcomes, key=lambda item: (order.index(item.fate), not item.sentence))
        self.table = named(QTableWidget(len(rows), 2, self), self.tr("Files"))
        self.table.setProperty("framed", True)
        self.table.setHorizontalHeaderLabels([self.tr("File"), self.tr("What became of it")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 240)
        self.table.setIconSize(QSize(16, 16))
        for number, outcome in enumerate(rows):
            self._fill(number, outcome)
        self.body.addWidget(self.table, 1)
        self.add_close()
        self.resize(820, min(220 + 40 * len(rows), 600))

    def _fill(self, row: int, outcome: Outcome) -> None:
        name = QTableWidgetItem(outcome.path.name)
        name.setToolTip("")
        text = QTableWidgetItem(" ".join(part for part in (self._words(outcome), outcome.hint) if part))
        if outcome.fate is Fate.REFUSED:
            name.setIcon(icon("warning"))
        self.table.setItem(row, 0, name)
        self.table.setItem(row, 1, text)

    def _words(self, outcome: Outcome) -> str:
        fates = {
            Fate.OPENED: self.tr("Opened."),
            Fate.KNOWN: self.tr("Is in the library already."),
            Fate.WAITING: self.tr("Not opened, because you cancelled."),
        }
        if outcome.fate is Fate.REFUSED:
            return outcome.sentence
        return f"{fates[outcome.fate]} {outcome.sentence}".strip()


def batch_summary(batch: Batch) -> str:
    """Return one line about all files of a batch."""
    opened, known = batch.count(Fate.OPENED), batch.count(Fate.KNOWN)
    refused, waiting = batch.count(Fate.REFUSED), batch.count(Fate.WAITING)
    parts = [tr_plural("{n} article opened", "{n} articles opened", opened)]
    if known:
        parts.append(tr_plural("{n} already there", "{n} already there", known))
    if refused:
        parts.append(tr_plural("{n} refused", "{n} refused", refused))
    if waiting:
        parts.append(tr_plural("{n} not reached", "{n} not reached", waiting))
    line = ", ".join(parts)
    if batch.cut:
        most = tr_plural("only the first {n} file", "only the first {n} files", MAX_FILES)
        line = f"{line}; {most}"
    return f"{line}."
