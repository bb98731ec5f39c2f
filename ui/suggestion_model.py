"""`SuggestionModel`: the open suggestions as rows. It owns no data: the session does."""

from __future__ import annotations

from collections.abc import Iterable
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
        return self._suggestions.index.number(suggestion)

    def _follow(self) -> None:
        """Take over what is offered now: the stretch that differs, or all of it where that is much."""
        rows, wanted = self._rows, self._suggestions.offers
        first = _alike(rows, wanted)
        last = min(_alike(reversed(rows), reversed(wanted)), len(rows) - first, len(wanted) - first)
        gone, new = len(rows) - last - first, wanted[first : len(wanted) - last]
        if gone + len(new) > _MANY:
            self.beginResetModel()
            self._rows = list(wanted)
            self.endResetModel()
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), first, first + gone - 1)
            del rows[first : first + gone]
            self.endRemoveRows()
        if new:
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            rows[first:first] = new
            self.endInsertRows()


def _alike(some: Iterable[Suggestion], others: Iterable[Suggestion]) -> int:
    """Return how many of the first are the same objects in both."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one is not other:
            break
        count += 1
    return count
