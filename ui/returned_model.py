"""`DifferenceModel`: what others did to a document, each with a box to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from annotator.returning.differences import Difference, DifferenceKind
from annotator.text.changes import PieceKind, pieces
from annotator.text.normalize import one_line
from ui.rows_model import Index, RowsModel

WHAT, PASSAGE, BEFORE, NOW, BY, WHEN = range(6)
_EDITS = (DifferenceKind.CHANGED_COMMENT, DifferenceKind.TEXT)
_UNSIGNED = (DifferenceKind.RESOLVED, DifferenceKind.REOPENED, DifferenceKind.MOVED)
# done to a comment by somebody the file does not name: its author and date are those of the comment
_COMPARED = 100_000  # characters of an edit that is shown word by word
_LONGEST = 300  # characters of a cell; the whole stands below the list


class DifferenceModel(RowsModel[Difference]):
    """Rows of differences in the order of the text.

    Signals:
        ticked: how many boxes are ticked now.
    """

    ticked = Signal(int)

    def __init__(self, differences: Sequence[Difference] = (), parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._edits: list[tuple[str, str]] = []
        self._on: set[int] = set()
        self.show_differences(differences)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show another list; nothing in it is ticked."""
        self.beginResetModel()
        self._rows, self._on = list(differences), set()
        self._edits = [_edit(item) for item in self._rows]
        self.endResetModel()
        self.ticked.emit(0)

    def difference(self, row: int) -> Difference:
        """Return the difference in a row."""
        return self._rows[row]

    def chosen(self) -> list[Difference]:
        """Return the differences that are ticked, in order."""
        return [self._rows[row] for row in sorted(self._on)]

    def tick_all(self, on: bool) -> None:
        """Tick every box, or none."""
        self._tick(range(len(self._rows)) if on else ())

    def titles(self) -> tuple[str, ...]:
        """Return the headings."""
        return (
            self.tr("What was done"), self.tr("Passage"), self.tr("Before"), self.tr("Now"), self.tr("By"),
            self.tr("When"),
        )  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a difference."""
        if (item := self.row_at(index)) is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item) if column == WHAT else self._text(index.row(), column)
        if role == Qt.ItemDataRole.CheckStateRole and column == WHAT:
            return Qt.CheckState.Checked if index.row() in self._on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a box, or take the tick away."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != WHAT:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self._tick(self._on | {index.row()} if on else self._on - {index.row()})
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done to a cell."""
        flags = super().flags(index)
        if index.isValid() and index.column() == WHAT:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def kind_name(self, kind: DifferenceKind) -> str:
        """Return what somebody did, in a few words."""
        return {
            DifferenceKind.TEXT: self.tr("Edited the text"),
            DifferenceKind.NEW_COMMENT: self.tr("New comment"),
            DifferenceKind.CHANGED_COMMENT: self.tr("Edited the comment"),
            DifferenceKind.REPLY: self.tr("Answered"),
            DifferenceKind.ANSWER: self.tr("Answered the question"),
            DifferenceKind.RESOLVED: self.tr("Resolved"),
            DifferenceKind.REOPENED: self.tr("Opened again"),
            DifferenceKind.MOVED: self.tr("Moved the comment"),
            DifferenceKind.DELETED: self.tr("Deleted the comment"),
        }[kind]

    def _tick(self, rows: Iterable[int]) -> None:
        self._on = set(rows)
        if self._rows:
            last = self.index(len(self._rows) - 1, WHAT)
            self.dataChanged.emit(self.index(0, WHAT), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit(len(self._on))

    def _text(self, row: int, column: int) -> str:
        item = self._rows[row]
        if column == WHAT:
            return self.kind_name(item.kind)
        if item.kind in _UNSIGNED and column in (BY, WHEN):
            return ""
        if item.kind in (DifferenceKind.RESOLVED, DifferenceKind.REOPENED) and column == NOW:
            return ""
        if column == WHEN:
            return item.at.removesuffix("Z")[:16].replace("T", " ")
        before, now = self._edits[row]
        cells = {PASSAGE: item.passage, BEFORE: before, NOW: now, BY: item.author}
        return one_line(cells[column][:_LONGEST])

    def _spoken(self, item: Difference) -> str:
        parts = (
            self.kind_name(item.kind),
            item.author,
            one_line(item.passage)[:200],
            one_line(item.after)[:200],
        )
        return ", ".join(part for part in parts if part)


def _edit(item: Difference) -> tuple[str, str]:
    """Return what to show as before and now: of an edit only the words that are others."""
    if item.kind not in _EDITS:
        return item.before, item.after
    if len(item.before) + len(item.after) > _COMPARED:
        return item.before, item.after
    found = pieces(item.before, item.after)
    removed = (piece.text for piece in found if piece.kind is PieceKind.REMOVED)
    added = (piece.text for piece in found if piece.kind is PieceKind.ADDED)
    return " … ".join(map(one_line, removed)), " … ".join(map(one_line, added))
