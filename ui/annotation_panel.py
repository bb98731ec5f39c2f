"""`AnnotationPanel`: the list of marks, with its filters, groups and the tray of lost passages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.history import Change
from annotator.model.dossier import Dossier
from annotator.model.tag import Tag
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.annotation_delegate import AnnotationDelegate, band_height
from ui.annotation_filter import Grouping, Order
from ui.annotation_model import ANNOTATION, COLUMNS, AnnotationModel
from ui.card_delegate import card_height
from ui.controller import Controller
from ui.fields import SearchField
from ui.filter_panel import FilterPanel
from ui.icons import icon
from ui.labels import LineLabel
from ui.plain_list import paint_nothing
from ui.theme import Theme

_FILTER_PAUSE_MS = 120
_PASSAGE = COLUMNS.index(Order.PASSAGE)


class AnnotationPanel(QWidget):
    """The marks of the open article. What is chosen here is chosen in the text, and the other way round.

    Signals:
        menu_requested: a menu for the chosen marks is wanted at this point of the screen.
        delete_requested: the chosen marks should go.
        left: Esc was pressed; the article wants the focus.
        chosen_changed: ids of the chosen marks, in the order of the list.
    """

    menu_requested = Signal(QPoint)
    delete_requested = Signal()
    left = Signal()
    chosen_changed = Signal(list)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._following = 0  # how many acts of ours, one inside the other, are changing what is chosen
        self._has_followed = False
        self._is_table = False
        self._chosen: list[str] | None = None
        self._tall: set[int] = set()
        self._fit_soon = QTimer(self)  # once for all the rows that one change touches
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit_rows)
        self.model = AnnotationModel(controller, self)
        self.delegate = AnnotationDelegate(controller, self)
        self._cells = QStyledItemDelegate(self)
        self.search = self._make_search()  # Tab goes through them in the order they are made in
        self._make_tools()
        self.panel = FilterPanel(self)
        self.panel.hide()
        self.panel.changed.connect(self._filter)
        self.view = self._make_view()
        self._lost = self._make_lost()
        self._count = LineLabel(self, grows=False, role="caption")
        self._lay_out()
        self._connect()
        self._tell_count()

    # -- keeping in step --------------------------------------------------------------------------

    def show_article(self, dossier: Dossier | None) -> None:
        """Show the marks of the article that was opened; None for none."""
        self.search.clear()
        self.panel.set_tags(self._controller.offered_tags())
        self.panel.set_people(mark.creator.name for mark in self._controller.marks)
        self.panel.clear()
        self.model.show_article(dossier)
        self._tell_count()

    def show_change(self, change: Change) -> None:
        """Show a change; the chosen rows stay chosen."""
        with self._follow():  # rows that come and go move Qt's choice, and nobody chose that
            if change.ids(Tag):
                self.panel.set_tags(self._controller.offered_tags())
            self.model.show_change(change)
            if (current := self._controller.current) is not None:
                self.show_current(current.id)
            elif len(self.chosen()) == 1:
                self.show_current("")
        self._tell_count()

    def show_current(self, annotation_id: str) -> None:
        """Choose the row of a mark and bring it into sight, without disturbing a choice that includes it."""
        row = self.model.row_of(annotation_id) if annotation_id else -1
        selection = self.view.selectionModel()
        if row < 0:
            with self._follow():  # a key in the list must not act on another mark than the editor shows
                selection.clear()
            return
        index = self.model.index(row, 0)
        if selection.isRowSelected(row) and len(selection.selectedRows()) > 1:
            return
        if not selection.isRowSelected(row) or self.view.currentIndex().row() != row:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            with self._follow():
                selection.setCurrentIndex(index, flags)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self.delegate.set_theme(theme)
        self._fit_rows()
        self.view.viewport().update()

    # -- what is chosen ---------------------------------------------------------------------------

    def chosen(self) -> list[str]:
        """Return the ids of the chosen marks, in the order of the list."""
        if self._chosen is None:  # asked for again and again after each act
            rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
            self._chosen = [self.model.id_at(row) for row in rows]
        return self._chosen.copy()

    def _forget_chosen(self, *_: object) -> None:
        self._chosen = None

    def set_table(self, on: bool) -> None:
        """Show the marks in columns one can sort by, or as cards."""
        self._is_table = on
        self.view.horizontalHeader().setVisible(on)
        for column in range(1, len(COLUMNS)):
            self.view.setColumnHidden(column, not on)
        header = self.view.horizontalHeader()
        mode = QHeaderView.ResizeMode.Interactive if on else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(0, mode)
        self.view.setItemDelegate(self._cells if on else self.delegate)
        self.view.setSortingEnabled(on)
        self.view.setShowGrid(on)
        if on:
            self.view.setColumnWidth(0, 60)
            self.view.setColumnWidth(_PASSAGE, 320)
            header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        elif self.model.grouping is Grouping.NONE:
            self.model.sort_by(Order.PLACE)
        self._groups.setEnabled(not on)
        self._fit_rows()

    def show_all(self) -> None:
        """Let all marks through."""
        self.search.clear()
        self.panel.clear()
        self._lost.setChecked(False)
        self._filter()
        self.focus_list()

    def focus_list(self) -> None:
        """Put the focus into the list, on the current mark or the first one."""
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.selectRow(0)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- making -----------------------------------------------------------------------------------

    def _make_view(self) -> _Table:
        view = _Table(self)
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setMouseTracking(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.hide()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(COLUMNS)):
            view.setColumnHidden(column, True)
        return named(view, self.tr("List of marks"), self.tr("The marks of this article in reading order"))

    def _make_search(self) -> SearchField:
        field = SearchField(self.tr("Filter the marks"), self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_FILTER_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        field.textChanged.connect(self._pause.start)
        field.returnPressed.connect(self.focus_list)
        field.left_down.connect(self.focus_list)
        return field

    def _make_lost(self) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon("lost"))
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.toggled.connect(self._filter)
        button.setToolTip(
            self.tr("Their words are no longer in the text: select the new place and press Ctrl+Return.")
        )
        self._foot = QWidget(self)
        self._foot.hide()
        layout = QHBoxLayout(self._foot)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(button)
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._tools())
        layout.addWidget(self.panel)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._foot)

    def _make_tools(self) -> None:
        self._filters = named(QToolButton(self), self.tr("Filters"))
        self._filters.setIcon(icon("filter"))
        self._filters.setCheckable(True)
        self._filters.setToolTip(self.tr("Filter by tag, kind, status, risk, sources and person"))
        self._groups = named(QComboBox(self), self.tr("Group by"))
        for grouping, title in (
            (Grouping.NONE, self.tr("In reading order")),
            (Grouping.TAG, self.tr("By tag")),
            (Grouping.STATUS, self.tr("By check status")),
            (Grouping.SPEAKER, self.tr("By speaker")),
            (Grouping.PARAGRAPH, self.tr("By paragraph")),
        ):
            self._groups.addItem(title, grouping)
        self._all = named(QToolButton(self), self.tr("Show All Marks"))
        self._all.setText(self.tr("Show All"))
        self._all.setToolTip(self.tr("Let all marks through again"))
        self._all.clicked.connect(self.show_all)

    def _tools(self) -> QVBoxLayout:
        upper = QHBoxLayout()
        upper.setSpacing(4)
        upper.addWidget(self.search, 1)
        upper.addWidget(self._filters)
        lower = QHBoxLayout()
        lower.addWidget(self._count, 1)
        lower.addWidget(self._all)
        lower.addWidget(self._groups)
        tools = QVBoxLayout()
        tools.setContentsMargins(12, 4, 10, 8)
        tools.setSpacing(6)
        tools.addLayout(upper)
        tools.addLayout(lower)
        return tools

    def _connect(self) -> None:
        self._filters.toggled.connect(self.panel.setVisible)
        self._groups.currentIndexChanged.connect(self._group)
        self.view.customContextMenuRequested.connect(self._ask_for_menu)
        rows = (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved)
        for signal in (self.view.selectionModel().selectionChanged, *rows):
            signal.connect(self._forget_chosen)
        self.view.selectionModel().selectionChanged.connect(self._chosen_changed)
        self.view.activated.connect(self._activated)
        self.view.clicked.connect(self._activated)
        self.view.deleted.connect(self._ask_to_delete)
        self.view.left.connect(self.left)
        for signal in rows:
            signal.connect(self._fit_soon.start)

    # -- reacting ---------------------------------------------------------------------------------

    def _filter(self, *_: object) -> None:
        self._pause.stop()
        wanted = replace(self.panel.wanted(), text=self.search.text())
        if self._lost.isChecked():
            wanted = replace(wanted, lost=True)
        kept = self._controller.current
        self.model.filter_by(wanted)
        self._tell_count()
        if kept is not None:
            self.show_current(kept.id)

    def _group(self, number: int) -> None:
        self.model.group_by(Grouping(self._groups.itemData(number)))
        if (current := self._controller.current) is not None:
            self.show_current(current.id)

    def _tell_count(self) -> None:
        count, shown = len(self._controller.marks), self.model.rowCount()
        is_whole = self.model.filter.is_empty()
        if is_whole:
            self._count.setText(tr_plural("{n} mark", "{n} marks", count))
            self.view.nothing = self.tr("No marks yet. Select words and press the key of a tag.")
        else:
            self._count.setText(self.tr("{shown} of {count} marks").format(shown=shown, count=count))
            self.view.nothing = self.tr("No mark fits the filter.")
        self._all.setVisible(not is_whole)
        lost = self._controller.marks.orphans()
        self._foot.setVisible(bool(lost) or self._lost.isChecked())
        self._lost.setText(tr_plural("{n} lost passage", "{n} lost passages", lost))
        self._lost.setAccessibleName(self._lost.text())
        if not lost and self._lost.isChecked():
            self._lost.setChecked(False)

    def _chosen_changed(self) -> None:
        if self._following:
            self._has_followed = True
            return
        chosen = self.chosen()
        if self.view.currentIndex().isValid() and len(chosen) == 1:
            self._controller.select(chosen[0], reveal=True)
        self.chosen_changed.emit(chosen)

    def _activated(self, index: QModelIndex) -> None:
        annotation = index.data(ANNOTATION)
        if annotation is not None and len(self.chosen()) == 1:
            self._controller.select(annotation.id, reveal=True)

    def _ask_to_delete(self) -> None:
        if self.chosen():
            self.delete_requested.emit()

    def _ask_for_menu(self, point: QPoint) -> None:
        if self.chosen():
            self.menu_requested.emit(self.view.viewport().mapToGlobal(point))

    @contextmanager
    def _follow(self) -> Iterator[None]:
        """Change what is chosen without taking it for the person's doing; it is told once, at the end."""
        self._following += 1
        try:
            yield
        finally:
            self._following -= 1
        if self._has_followed and not self._following:
            self._has_followed = False
            self.chosen_changed.emit(self.chosen())

    def _fit_rows(self, *_: object) -> None:
        """Give each row its height; only those that begin a group differ."""
        metrics = self.view.fontMetrics()
        height = metrics.lineSpacing() + 10 if self._is_table else card_height(metrics)
        header = self.view.verticalHeader()
        header.setMinimumSectionSize(metrics.lineSpacing())
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)
        plain = self.model.grouping is Grouping.NONE or self._is_table
        starts = set() if plain else set(self.model.group_starts())
        if starts or self._tall:
            self._resize_rows(starts, height, height + band_height(metrics))
            self.view.scrollTo(self.view.currentIndex())
        self._tall = starts

    def _resize_rows(self, starts: set[int], height: int, tall: int) -> None:
        """Make the rows of `starts` tall and all others not; the table is told once, not for each of them."""
        header, count = self.view.verticalHeader(), self.model.rowCount()
        header.blockSignals(True)
        header.setUpdatesEnabled(False)
        for row in self._tall - starts:
            header.resizeSection(row, height)
        for row in starts:
            header.resizeSection(row, tall)
        if header.length() != count * height + len(starts) * (tall - height):  # rows have moved since
            for row in range(count):
                header.resizeSection(row, tall if row in starts else height)
        header.setUpdatesEnabled(True)
        header.blockSignals(False)
        self.view.updateGeometries()
        self.view.viewport().update()


class _Table(QTableView):
    """A table in which Del removes, Esc goes back to the article, and Home and End go to the ends."""

    deleted = Signal()
    left = Signal()
    nothing = ""
    """What is said where there is no row."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or say why there are none."""
        super().paintEvent(event)
        if not self.model().rowCount():
            paint_nothing(self, self.nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight if it was."""
        top = self.visualRect(self.currentIndex()).top()
        super().resizeEvent(event)
        if self.currentIndex().isValid() and 0 <= top < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the keys of a list."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when nothing is chosen yet and the keyboard brings the focus."""
        super().focusInEvent(event)
        keyed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if keyed and not self.currentIndex().isValid() and self.model().rowCount():
            self.selectRow(0)
