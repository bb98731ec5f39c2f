"""`ArticlePane`: the middle of the window: tags, notices, the article or an empty page, find, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.errors import AnnotatorError
from annotator.history import Change
from annotator.model.dossier import Dossier
from annotator.model.span import Span
from annotator.model.tag import Tag
from ui.actions import Actions
from ui.controller import Controller
from ui.empty_page import EmptyPage
from ui.settings import Preferences
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.article_view import ArticleView
    from ui.coverage_bar import CoverageBar
    from ui.find_bar import FindBar
    from ui.notice_bar import JobBar, NoticeBar
    from ui.tag_bar import TagBar


_WORDS = 80  # a selection longer than this is not what one looks for


class ArticlePane(QWidget):
    """The article is made when the first one is opened: an empty window should be there at once.

    Signals:
        view_made: the ArticleView is there now and can be listened to.
        cancelled: the work that is shown should stop.
    """

    view_made = Signal(object)
    cancelled = Signal()

    def __init__(self, controller: Controller, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._theme: Theme | None = None
        self._preferences = Preferences()
        self._view: ArticleView | None = None
        self.find_bar: FindBar | None = None
        self.coverage: CoverageBar | None = None
        self._tag_bar: TagBar | None = None
        self._notice: NoticeBar | None = None
        self._jobs: JobBar | None = None
        self.empty = EmptyPage(actions, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._stack, 1)

    @property
    def tag_bar(self) -> TagBar:
        """The tags above the article, made with the first one."""
        if self._tag_bar is None:
            from ui.tag_bar import TagBar

            self._tag_bar = TagBar(self)
        return self._tag_bar

    @property
    def notice(self) -> NoticeBar:
        """What there is to know, made when there is something."""
        if self._notice is None:
            from ui.notice_bar import NoticeBar

            self._notice = NoticeBar(self)
            self._layout.insertWidget(self._layout.indexOf(self._stack), self._notice)
        return self._notice

    @property
    def jobs(self) -> JobBar:
        """What is being done, made when the first job begins."""
        if self._jobs is None:
            from ui.notice_bar import JobBar

            self._jobs = JobBar(self)
            self._jobs.cancelled.connect(self.cancelled)
            self._layout.insertWidget(self._layout.indexOf(self._stack), self._jobs)
        return self._jobs

    def show_error(self, error: AnnotatorError) -> None:
        """Show what went wrong and what to do now."""
        self.notice.show_error(error)

    def show_busy(self, line: str) -> None:
        """Show what is being done."""
        self.jobs.show_busy(line)

    def show_idle(self) -> None:
        """Show that nothing is being done."""
        self.jobs.hide()

    @property
    def view(self) -> ArticleView:
        """The article view, made when it is first asked for."""
        if self._view is None:
            self._view = self._make_view()
        return self._view

    @property
    def has_view(self) -> bool:
        """Whether an article has been shown already."""
        return self._view is not None

    def focus_target(self) -> QWidget:
        """Return what takes the focus: the article, or the first button of the empty page."""
        if self._view is not None and self._stack.currentWidget() is self._view:
            return self._view
        return self.empty.first

    def open_find(self) -> None:
        """Open the find bar, with the selected words if they are in one line."""
        view, version = self.view, self._controller.version
        if self.find_bar is None or version is None:
            return
        span = view.selected_span()
        words = span.of(version.text) if span is not None and len(span) <= _WORDS else ""
        self.find_bar.open("" if "\n" in words else words, view.caret())

    def find_step(self, step: int) -> None:
        """Go to the next place that was found, or back for -1; with nothing found yet, ask for words."""
        if self.find_bar is not None and self.find_bar.spans():
            self.find_bar.go(step)
        else:
            self.open_find()

    def show_article(self, dossier: Dossier) -> None:
        """Show an article with its marks."""
        view = self.view
        view.set_tags(dossier.tags)
        view.show_article(dossier, self._controller.marks)
        if self.coverage is not None:
            self.coverage.show_article(dossier, view.marks)
        if self.find_bar is not None:
            self.find_bar.set_tags(self._controller.offered_tags())
            self.find_bar.show_article(dossier.version)
        self._stack.setCurrentWidget(view)
        self._show_bars(True)

    def show_nothing(self) -> None:
        """Show the empty page."""
        if self._view is not None:
            self._view.close_article()
        if self.coverage is not None:
            self.coverage.close_article()
        self._show_bars(False)
        self._stack.setCurrentWidget(self.empty)

    def show_change(self, change: Change) -> None:
        """Bring the article in step with a change."""
        if self._view is None or self._controller.article is None:
            return
        if change.ids(Tag):
            self._view.set_tags(tuple(self._controller.tags.values()))
            if self.find_bar is not None:
                self.find_bar.set_tags(self._controller.offered_tags())
        self._view.show_change(change)
        if self.coverage is not None:
            self.coverage.show_change(change)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self._theme = theme
        self.empty.set_theme(theme)
        if self._view is not None:
            self._view.set_theme(theme)
            self.tag_bar.set_theme(theme)
        if self.coverage is not None:
            self.coverage.set_theme(theme)

    def set_preferences(self, preferences: Preferences) -> None:
        """Set the article as the person likes it."""
        self._preferences = preferences
        if self._view is not None:
            self._view.set_reading(preferences.reading)

    def _make_view(self) -> ArticleView:
        from ui.article_view import ArticleView
        from ui.coverage_bar import CoverageBar
        from ui.find_bar import FindBar

        view = ArticleView(self)
        view.set_reading(self._preferences.reading)
        view.set_zoom(self._preferences.zoom)
        find = self.find_bar = FindBar(self)
        coverage = self.coverage = CoverageBar(self)
        find.found.connect(self._show_found)
        find.current_changed.connect(self._go_to_found)
        find.closed.connect(view.setFocus)
        view.caret_moved.connect(coverage.set_position)
        self._stack.addWidget(view)
        self._layout.insertWidget(0, self.tag_bar)
        self._layout.addWidget(self.find_bar)
        self._layout.addWidget(self.coverage)
        if self._theme is not None:
            self._view = view
            self.set_theme(self._theme)
        self.view_made.emit(view)
        return view

    def _show_bars(self, on: bool) -> None:
        if self.coverage is not None:
            self.coverage.setVisible(on)
        if self._tag_bar is not None:
            self._tag_bar.setVisible(on)
        if self.find_bar is not None and not on:
            self.find_bar.close_bar()
            self.find_bar.show_article(None)

    def _show_found(self, spans: list[Span]) -> None:
        if self._view is not None and self.find_bar is not None:
            self._view.show_found(spans, self.find_bar.current())

    def _go_to_found(self, span: Span | None) -> None:
        if self._view is not None and self.find_bar is not None:
            self._view.show_found(self.find_bar.spans(), span)
            if span is not None:
                self._view.reveal(span)
