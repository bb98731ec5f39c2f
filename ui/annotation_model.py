"""`AnnotationModel`: the marks of the open article as rows, filtered, sorted and grouped.

It owns no data: rows are keys into the controller's `Marks`. Filtering and sorting are done here and not in a
QSortFilterProxyModel, which would call back into Python for each of ten thousand rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, islice, pairwise, repeat
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from annotator.history import Change
from annotator.model.annotation import Annotation, Place, place
from annotator.model.dossier import Dossier
from annotator.model.tag import Tag
from ui.annotation_filter import (
    GROUPING_ORDER,
    Grouping,
    MarkFilter,
    Order,
    Paragraphs,
    SortKey,
    searchable,
    sort_key,
)
from ui.controller import Controller
from ui.words import word

Index = QModelIndex | QPersistentModelIndex
Key = tuple[SortKey, Place]
"""What a row is sorted by: its column first, then its place in the text, which ends with the mark's id."""

ANNOTATION = Qt.ItemDataRole.UserRole
LABEL = Qt.ItemDataRole.UserRole + 1
GROUP = Qt.ItemDataRole.UserRole + 2
"""The title of the group that begins with this row; "" inside a group."""

COLUMNS = (
    Order.PLACE, Order.PASSAGE, Order.TAG, Order.KIND, Order.STATUS, Order.RISK, Order.SPEAKER, Order.SOURCES,
    Order.NOTE, Order.PERSON, Order.CHANGED,
)  # fmt: skip

_FIRST_MS = 50  # time for the first paint
_AT_ONCE = 300  # marks whose words are spelled out in one turn of the event loop, in about 2 ms
_MANY = 24  # marks touched by one change from which on one reset is cheaper than a signal for each


class AnnotationModel(QAbstractTableModel):
    """Rows of marks. `show_article` and `show_change` keep it in step; nothing here edits."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._keys: list[Key] = []
        self._key_by_id: dict[str, Key] = {}
        self._words: dict[str, tuple[Annotation, str]] = {}
        self._paragraphs = Paragraphs()
        self.filter = MarkFilter()
        self._tests: list[Callable[[Annotation], bool]] = []
        self._wanted: list[str] = []
        self._sort_key = sort_key(Order.PLACE, {})
        self._ahead = QTimer(
            self
        )  # spells the words out beforehand, so that the first filter is quick as well
        self._ahead.setInterval(0)
        self._ahead.timeout.connect(self._spell_ahead)
        self._to_spell: Iterator[Annotation] = iter(())
        self.order = Order.PLACE
        self.grouping = Grouping.NONE
        self._descending = False

    # -- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many marks are shown."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a mark."""
        if not index.isValid() or not 0 <= index.row() < len(self._keys):
            return None
        annotation = self.annotation(index.row())
        if annotation is None:
            return None
        if role == ANNOTATION:
            return annotation
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(annotation, COLUMNS[index.column()])
        if role == LABEL:
            return self.label(annotation)
        if role == GROUP:
            return self._group_start(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(annotation)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self.column_title(COLUMNS[section])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, as a click on its heading asks."""
        if 0 <= column < len(COLUMNS):
            self.sort_by(COLUMNS[column], descending=order is Qt.SortOrder.DescendingOrder)

    # -- what the dock asks -----------------------------------------------------------------------

    def id_at(self, row: int) -> str:
        """Return the id of the mark in a row."""
        return self._keys[self._at(row)][1][-1]

    def annotation(self, row: int) -> Annotation | None:
        """Return the mark in a row; None while a change that took it away is being shown row by row."""
        return self._controller.marks.get(self.id_at(row))

    def row_of(self, annotation_id: str) -> int:
        """Return the row of a mark, -1 if the filter hides it or it is not there."""
        key = self._key_by_id.get(annotation_id)
        return -1 if key is None else self._at(bisect_left(self._keys, key))

    def label(self, annotation: Annotation) -> str:
        """Return the short sign of a mark, "F3"."""
        tag = self._controller.tags.get(annotation.tag)
        return f"{tag.letter if tag else ''}{self._controller.marks.number(annotation.id)}"

    def group_starts(self) -> list[int]:
        """Return the rows that begin a group; none without grouping."""
        if self.grouping is Grouping.NONE:
            return []
        groups: Sequence[object] = [key[0] for key in self._keys]
        if self.grouping is Grouping.PARAGRAPH:
            groups = self._paragraphs.numbers(place for _, place in self._keys)
        if self._descending:
            groups = groups[::-1]
        later = (row for row, (one, other) in enumerate(pairwise(groups), 1) if one != other)
        return [0, *later] if groups else []

    def filter_by(self, wanted: MarkFilter) -> None:
        """Show only the marks that pass."""
        if wanted != self.filter:
            self.filter = wanted
            self._rebuild()

    def sort_by(self, order: Order, *, descending: bool = False) -> None:
        """Sort the rows; what is equal stays in reading order."""
        if (order, descending) != (self.order, self._descending):
            self.order, self._descending = order, descending
            self._rebuild()

    def group_by(self, grouping: Grouping) -> None:
        """Group the rows, sorted by the group and then by their place."""
        if grouping is not self.grouping:
            self.grouping = grouping
            self.order, self._descending = GROUPING_ORDER[grouping], False
            self._rebuild()

    # -- keeping in step --------------------------------------------------------------------------

    def show_article(self, dossier: Dossier | None) -> None:
        """Show the marks of the article that was opened; None for none."""
        self._words.clear()
        self._to_spell = iter(list(self._controller.marks))
        self._ahead.start(_FIRST_MS)
        self._paragraphs = Paragraphs(dossier.version.blocks if dossier else ())
        self._rebuild()

    def show_change(self, change: Change) -> None:
        """Bring the rows in step with a change the controller's marks already show."""
        if change.ids(Tag):
            self._rebuild()
            return
        touched = change.ids(Annotation)
        if len(touched) > _MANY:
            self._rebuild()
            return
        for annotation_id in touched:
            self._show_one(annotation_id)

    def _show_one(self, annotation_id: str) -> None:
        annotation = self._controller.marks.get(annotation_id)
        old = self._key_by_id.get(annotation_id)
        shown = annotation is not None and self._passes(annotation)
        new = self._key(annotation) if annotation is not None and shown else None
        if new == old:
            if new is not None:
                row = self._at(bisect_left(self._keys, new))
                self._tell(row, row)
            return
        if old is not None:
            self._take_out(annotation_id, old)
        if new is not None:
            self._put_in(annotation_id, new)

    def _take_out(self, annotation_id: str, key: Key) -> None:
        at = bisect_left(self._keys, key)
        row = self._at(at)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._keys[at]
        del self._key_by_id[annotation_id]
        self.endRemoveRows()
        self._renumber(row)

    def _put_in(self, annotation_id: str, key: Key) -> None:
        at = bisect_left(self._keys, key)
        row = len(self._keys) - at if self._descending else at
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys.insert(at, key)
        self._key_by_id[annotation_id] = key
        self.endInsertRows()
        self._renumber(row + 1)

    def _renumber(self, row: int) -> None:
        """Say that the numbers have changed: from `row` on, or everywhere when not in reading order."""
        first = row if self.order is Order.PLACE and not self._descending else 0
        if first < len(self._keys):
            self._tell(first, len(self._keys) - 1)

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._tests, self._wanted = self.filter.conditions(), self.filter.wanted()
        self._sort_key = sort_key(self.order, self._controller.tags)
        if self.order is Order.PASSAGE:
            self._sort_key = self._words_of  # which begin with the passage and are spelled out already
        places = self._places_that_pass()
        columns: Iterable[SortKey] = repeat(0)
        if self.order is Order.PASSAGE:
            columns = self._words_of_all(self._controller.marks.of_places(places))
        elif self.order is not Order.PLACE:
            columns = map(self._sort_key, self._controller.marks.of_places(places))
        keys: list[Key] = list(zip(columns, places, strict=False))
        self._key_by_id = dict(zip(map(itemgetter(-1), places), keys, strict=True))
        if self.order is not Order.PLACE:
            keys.sort(key=itemgetter(0))  # stays in reading order where that is equal
        self._keys = keys
        self.endResetModel()

    def _places_that_pass(self) -> list[Place]:
        """Return the places of the marks that the filter lets through, in reading order."""
        places = self._controller.marks.places()
        for test in self._tests:
            places = list(compress(places, map(test, self._controller.marks.of_places(places))))
        for wanted in self._wanted:
            words = self._words_of_all(self._controller.marks.of_places(places))
            places = list(compress(places, [wanted in said for said in words]))
        return places

    def _passes(self, annotation: Annotation) -> bool:
        if not all(test(annotation) for test in self._tests):
            return False
        words = self._words_of(annotation) if self._wanted else ""
        return all(wanted in words for wanted in self._wanted)

    def _words_of(self, annotation: Annotation) -> str:
        known = self._words.get(annotation.id)
        if known is None or known[0] is not annotation:
            known = self._words[annotation.id] = (annotation, searchable(annotation))
        return known[1]

    def _words_of_all(self, annotations: Iterable[Annotation]) -> list[str]:
        known, unknown = self._words, (None, "")
        return [
            found[1] if (found := known.get(mark.id, unknown))[0] is mark else self._words_of(mark)
            for mark in annotations
        ]

    def _spell_ahead(self) -> None:
        self._ahead.setInterval(0)
        some = list(islice(self._to_spell, _AT_ONCE))
        for annotation in some:
            self._words_of(annotation)
        if not some:
            self._ahead.stop()

    def _key(self, annotation: Annotation) -> Key:
        return self._sort_key(annotation), place(annotation)

    def _at(self, row: int) -> int:
        """Return the index in the ascending keys of a row, and the other way round."""
        return len(self._keys) - 1 - row if self._descending else row

    # -- words ------------------------------------------------------------------------------------

    def column_title(self, order: Order) -> str:
        """Return the heading of a column."""
        return {
            Order.PLACE: self.tr("No."),
            Order.PASSAGE: self.tr("Passage"),
            Order.TAG: self.tr("Tag"),
            Order.KIND: self.tr("Kind"),
            Order.STATUS: self.tr("Check status"),
            Order.RISK: self.tr("Risks"),
            Order.SPEAKER: self.tr("Speaker"),
            Order.SOURCES: self.tr("Sources"),
            Order.NOTE: self.tr("Note"),
            Order.PERSON: self.tr("By"),
            Order.CHANGED: self.tr("Changed"),
        }[order]

    def _text(self, annotation: Annotation, order: Order) -> str:
        tag = self._controller.tags.get(annotation.tag)
        match order:
            case Order.PLACE:
                return self.label(annotation)
            case Order.PASSAGE:
                return annotation.exact
            case Order.TAG:
                return tag.name if tag else ""
            case Order.KIND:
                return word(annotation.kind)
            case Order.STATUS:
                return word(annotation.status)
            case Order.RISK:
                return ", ".join(word(risk) for risk in sorted(annotation.risks))
            case Order.SPEAKER:
                return annotation.attribution.speaker
            case Order.SOURCES:
                return str(len(annotation.evidence) or "")
            case Order.NOTE:
                return annotation.note
            case Order.PERSON:
                return annotation.creator.name
            case Order.CHANGED:
                return annotation.modified.astimezone().strftime("%Y-%m-%d %H:%M")

    def _spoken(self, annotation: Annotation) -> str:
        tag = self._controller.tags.get(annotation.tag)
        parts = [
            str(self._controller.marks.number(annotation.id)),
            tag.name if tag else self.tr("No tag"),
            word(annotation.kind),
            word(annotation.status),
            self.tr("Lost passage") if annotation.is_orphan else "",
            annotation.exact[:300],
        ]
        return ", ".join(part for part in parts if part)

    def _group_start(self, row: int) -> str:
        if self.grouping is Grouping.NONE:
            return ""
        annotation = self.annotation(row)
        key, before = self._keys[self._at(row)], self._keys[self._at(row - 1)] if row else None
        begins = before is None or self._group_of(before) != self._group_of(key)
        return self._group_title(annotation) if annotation is not None and begins else ""

    def _group_of(self, key: Key) -> object:
        """Return what all rows of a group share: the number of the paragraph, or what they are sorted by."""
        return key[0] if self.grouping is not Grouping.PARAGRAPH else self._paragraphs.numbers([key[1]])[0]

    def _group_title(self, annotation: Annotation) -> str:
        if self.grouping is Grouping.TAG:
            tag = self._controller.tags.get(annotation.tag)
            return tag.name if tag else self.tr("No tag")
        if self.grouping is Grouping.STATUS:
            return word(annotation.status)
        if self.grouping is Grouping.SPEAKER:
            return annotation.attribution.speaker or self.tr("Nobody named")
        if annotation.span is None:
            return self.tr("Lost passages")
        number = self._paragraphs.number(annotation.span.start)
        return self.tr("Paragraph {number}").format(number=number)
