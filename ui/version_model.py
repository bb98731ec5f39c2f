"""`CarriedModel`: what would become of each mark in a new version, those that need a person first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from annotator.model.annotation import Annotation
from annotator.model.article import Version
from annotator.model.span import Span
from annotator.returning.new_version import CarriedMark, Fate
from annotator.text.normalize import one_line
from ui.rows_model import Index, RowsModel

FATE, BEFORE, NOW, PLACE = range(4)
_ORDER = (Fate.LOST, Fate.CHANGED, Fate.MOVED, Fate.KEPT)
_AROUND = 24  # characters shown on each side of a proposed place


class CarriedModel(RowsModel[CarriedMark]):
    """Rows of marks; a lost one with a proposed place has a box to tick."""

    def __init__(self, carried: Sequence[CarriedMark], new: Version, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        listed = [item for item in carried if item.fate is not Fate.KEPT]
        self._rows = sorted(listed, key=lambda item: (not item.to_recheck, _ORDER.index(item.fate)))
        self._new = new
        self._placed: set[str] = set()

    def placed(self) -> dict[str, Span]:
        """Return the proposed places the person took, by `Annotation.id`."""
        return {
            item.before.id: item.proposed
            for item in self._rows
            if item.proposed is not None and item.before.id in self._placed
        }

    def carried(self, row: int) -> CarriedMark:
        """Return the mark in a row."""
        return self._rows[row]

    def titles(self) -> tuple[str, ...]:
        """Return the headings."""
        return (
            self.tr("Mark"),
            self.tr("Passage as it was"),
            self.tr("As it is now"),
            self.tr("Place here?"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a mark."""
        if (item := self.row_at(index)) is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ": ".join(
                filter(None, (self.headerData(column, Qt.Orientation.Horizontal), self._text(item, column)))
            )
        if role == Qt.ItemDataRole.CheckStateRole and column == PLACE and item.proposed is not None:
            on = item.before.id in self._placed
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take or leave a proposed place."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != PLACE:
            return False
        item = self._rows[index.row()]
        if item.proposed is None:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._placed.add(item.before.id)
        else:
            self._placed.discard(item.before.id)
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done to a cell."""
        flags = super().flags(index)
        if index.isValid() and index.column() == PLACE and self._rows[index.row()].proposed is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def fate_name(self, item: CarriedMark) -> str:
        """Return what became of a mark, in a word or two."""
        if item.to_recheck:
            return self.tr("Changed, check again")
        return {
            Fate.KEPT: self.tr("Kept"),
            Fate.CHANGED: self.tr("Changed"),
            Fate.MOVED: self.tr("Moved"),
            Fate.LOST: self.tr("Lost"),
        }[item.fate]

    def _text(self, item: CarriedMark, column: int) -> str:
        if column == FATE:
            return self.fate_name(item)
        if column == BEFORE:
            return one_line(item.before.exact)
        if column == NOW:
            return "" if item.after.is_orphan else one_line(item.after.exact)
        return self._around(item.proposed) if item.proposed is not None else ""

    def _around(self, span: Span) -> str:
        text = self._new.text
        before = text[max(span.start - _AROUND, 0) : span.start]
        after = text[span.end : span.end + _AROUND]
        return one_line(f"…{before}[{span.of(text)}]{after}…")


def context(mark: Annotation) -> str:
    """Return a lost mark's words where they stood, between whole words: "… prefix [exact] suffix …"."""
    quote = mark.target.quote
    before = quote.prefix.partition(" ")[2] if " " in quote.prefix else ""
    after = quote.suffix.rpartition(" ")[0] if " " in quote.suffix else ""
    return one_line(f"… {before}[{quote.exact}]{after} …")
