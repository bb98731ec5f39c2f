"""`KindList`: the kinds of documents in groups, each with one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.export_kinds import GROUPS, ExportKind

_ID = Qt.ItemDataRole.UserRole
_SENTENCE = Qt.ItemDataRole.UserRole + 1
_SIDE, _ABOVE = 10, 6
_Index = QModelIndex | QPersistentModelIndex


class KindList(QListWidget):
    """Has one kind chosen at any time, whatever is done with arrows, letters or the mouse.

    Signals:
        chosen: the id of another kind.
    """

    chosen = Signal(str)

    def __init__(self, kinds: Iterable[ExportKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Kind of document"))
        self.setProperty("framed", True)
        self.setItemDelegate(_KindDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._kinds = {kind.id: kind for kind in kinds}
        for group, name in GROUPS.items():
            members = [kind for kind in self._kinds.values() if kind.group == group]
            if members:
                self._add_heading(QCoreApplication.translate("export", name))
                for kind in members:
                    self._add(kind)
        self.currentItemChanged.connect(self._changed)

    def kind(self) -> ExportKind:
        """Return the kind that is chosen."""
        item = self.currentItem()
        return self._kinds[item.data(_ID)] if item is not None else next(iter(self._kinds.values()))

    def choose(self, kind: str) -> None:
        """Choose a kind by its id; nothing happens if there is none of that id."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == kind:
                self.setCurrentRow(row)

    def ids(self) -> list[str]:
        """Return the ids of the kinds in the order they stand in."""
        found = (self.item(row).data(_ID) for row in range(self.count()))
        return [str(id_) for id_ in found if id_]

    def moveCursor(self, action: QListWidget.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads: never to a heading, on which Home and PgUp would come to nothing."""
        index = super().moveCursor(action, modifiers)
        return index if not index.isValid() or index.data(_ID) else index.siblingAtRow(index.row() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the items out again: their sentences wrap elsewhere now."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _add_heading(self, name: str) -> None:
        item = QListWidgetItem(name, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, kind: ExportKind) -> None:
        item = QListWidgetItem(kind.title, self)
        item.setData(_ID, kind.id)
        item.setData(_SENTENCE, kind.description)
        item.setToolTip(kind.description)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, kind.description)

    def _changed(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID):
            self.chosen.emit(item.data(_ID))


class _KindDelegate(QStyledItemDelegate):
    """Paints a kind's name above its sentence, and headings between."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room for a name and its sentence, or for a heading."""
        line = option.fontMetrics.height()
        sentence = index.data(_SENTENCE)
        if not index.data(_ID):
            return QSize(100, line + 2 * _ABOVE + 4)
        if not sentence:
            return QSize(100, line + 2 * _ABOVE)
        width = max(self._list_width() - 2 * _SIDE, 80)
        area = option.fontMetrics.boundingRect(
            QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), sentence
        )
        return QSize(100, line + area.height() + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one item."""
        rect: QRect = option.rect
        palette: QPalette = option.palette
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        painter.save()
        name = QFont(font)
        name.setWeight(QFont.Weight.DemiBold)
        # a style sheet gives the widget's own palette a paler one
        muted = QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        inner = rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        painter.setFont(name)
        if not index.data(_ID):
            painter.setPen(muted)
            painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, index.data(Qt.ItemDataRole.DisplayRole))
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
            painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
        else:
            if state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
            painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, index.data(Qt.ItemDataRole.DisplayRole))
        painter.setFont(font)
        if not state & QStyle.StateFlag.State_Selected:
            painter.setPen(muted)
        below = inner.adjusted(0, painter.fontMetrics().height(), 0, 0)
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap), index.data(_SENTENCE))
        painter.restore()

    def _list_width(self) -> int:
        parent = self.parent()
        return parent.viewport().width() if isinstance(parent, KindList) else 240
