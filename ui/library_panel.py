"""`LibraryPanel`: the list of articles, and the search over all their texts, notes and sources."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.span import Span
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.controller import Controller
from ui.fields import SearchField
from ui.labels import plain_label
from ui.library_delegate import LibraryDelegate
from ui.library_model import ROW, ArticleRow, HitRow, LibraryModel
from ui.theme import Theme

# A search over ten thousand articles takes a few milliseconds, a prefix of three letters ten times that.
_SEARCH_PAUSE_MS = 250
_RECOUNT_PAUSE_MS = 300


class LibraryPanel(QWidget):
    """The articles. Enter or a click opens one; words in the field filter the list and search the texts.

    Signals:
        menu_requested: a menu for an article (its id) is wanted at this point of the screen.
        left: Esc was pressed.
    """

    menu_requested = Signal(str, QPoint)
    left = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.model = LibraryModel(controller, self)
        self.delegate = LibraryDelegate(controller, self)
        self.search = self._make_search()
        self.view = self._make_view()
        self._count = plain_label("", self, role="caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        tools = QVBoxLayout()
        tools.setContentsMargins(12, 4, 10, 8)
        tools.setSpacing(6)
        tools.addWidget(self.search)
        tools.addWidget(self._count)
        layout.addLayout(tools)
        layout.addWidget(self.view, 1)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_RECOUNT_PAUSE_MS)
        self._recount.timeout.connect(self.model.recount)

    def refresh(self) -> None:
        """Show the articles of the library anew."""
        self._find()

    def show_change(self, change: Change) -> None:
        """Count marks anew, soon: a person who marks quickly does not wait for it."""
        if change.ids(Annotation):
            self._recount.start()

    def show_article(self, article_id: str) -> None:
        """Choose the row of the open article."""
        row = self.model.row_of(article_id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))
        elif not self.model.is_search:
            self.view.clearSelection()

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self.delegate.set_theme(theme)
        self.view.viewport().update()

    def focus_search(self) -> None:
        """Put the focus into the field for words."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _make_search(self) -> SearchField:
        field = SearchField(self.tr("Search the library"), self, hint=self.tr("Search all articles"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._find)
        field.textChanged.connect(self._pause.start)
        field.returnPressed.connect(self._find_and_go)
        field.left_down.connect(self._find_and_go)
        return field

    def _make_view(self) -> _List:
        view = _List(self)
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask_for_menu)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        view.left.connect(self.left)
        return named(view, self.tr("Articles"))

    def _find(self) -> None:
        self._pause.stop()
        words = self.search.text().strip()
        if len(words) > 1:
            self.model.show_hits(self._controller.search(words))
            found = tr_plural("{n} place found", "{n} places found", self.model.rowCount())
            if not self.model.rowCount():
                found = self.tr("Not found in any article")
            self._count.setText(found)
            return
        self.model.show_articles()
        count = self.model.rowCount()
        words = tr_plural("{n} article", "{n} articles", count) if count else self.tr("No articles yet")
        self._count.setText(words)
        if self._controller.article is not None:
            self.show_article(self._controller.article.id)

    def _find_and_go(self) -> None:
        self._find()
        if self.model.rowCount():
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, ArticleRow):
            if self._controller.article is None or self._controller.article.id != row.article.id:
                self._controller.open_article(row.article.id)
        elif isinstance(row, HitRow):
            self._go_to(row)

    def _go_to(self, row: HitRow) -> None:
        here = self._controller.article
        if (here is None or here.id != row.article) and not self._controller.open_article(row.article):
            return
        if row.annotation:
            self._controller.select(row.annotation, reveal=True)
        elif row.start is not None and self._controller.version is not None:
            end = min(row.start + 1, len(self._controller.version.text))
            if row.start < end:
                self._controller.reveal.emit(Span(row.start, end))

    def _ask_for_menu(self, point: QPoint) -> None:
        row = self.view.indexAt(point).data(ROW)
        if isinstance(row, ArticleRow):
            self.menu_requested.emit(row.article.id, self.view.viewport().mapToGlobal(point))


class _List(QListView):
    """A list in which Esc goes back to the article."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the keys of a list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
