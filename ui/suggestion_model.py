"""`SuggestionModel`: the open suggestions as rows. It owns no data: the session does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.suggestion import Suggestion
from annotator.text.normalize import one_line
from ui.chips import plain_tip
from ui.suggestion_session import Suggestions
from ui.suggestion_words import spoken

Index = QModelIndex | QPersistentModelIndex

SUGGESTION = Qt.ItemDataRole.UserRole

_MANY = 24  # rows that come or go at once, from which on one reset is cheaper than a signal for each


class SuggestionModel(QAbstractListModel):
    """Rows of suggestions in reading order, in step with what the session offers."""

    def __init__(self, suggestions: Suggestions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._suggestions = suggestions
        self._rows: list[Suggestion] = list(suggestions.offers)
        suggestions.offers_changed.connect(self._follow)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many suggestions are open."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a suggestion."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        item = self._rows[index.row()]
        if role == SUGGESTION:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(item.exact[:300])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(item.reason)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(item)
        return None

    def row_of(self, suggestion: Suggestion | None) -> int:
        """Return the row of a suggestion, -1 for none."""
        return self._rows.index(suggestion) if suggestion in self._rows else -1

    def _follow(self) -> None:
        """Take over what is offered now, row by row where that is little."""
        wanted = self._suggestions.offers
        staying, new = set(wanted), set(wanted) - set(self._rows)
        gone = [row for row, item in enumerate(self._rows) if item not in staying]
        if len(gone) + len(new) > _MANY:
            self.beginResetModel()
            self._rows = list(wanted)
            self.endResetModel()
            return
        for row in reversed(gone):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
        for row, item in enumerate(wanted):
            if item in new:
                self.beginInsertRows(QModelIndex(), row, row)
                self._rows.insert(row, item)
                self.endInsertRows()
