"""`MainWindow`: puts docks, the article and the actions together; decides nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSizePolicy, QTabBar, QToolBar, QToolButton, QWidget

from annotator.history import Change
from annotator.model.annotation import Risk
from annotator.model.article import Article
from annotator.model.dossier import Dossier
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.translate import tr_plural
from ui.accessibility import announce
from ui.actions import Actions
from ui.annotation_dock import AnnotationDock
from ui.annotation_editor import EditorDock
from ui.appearance import Appearance
from ui.article_pane import ArticlePane
from ui.controller import Controller
from ui.dock_title import DockTitle
from ui.jobs import Jobs
from ui.labels import LineLabel
from ui.library_dock import LibraryDock
from ui.mark_commands import MarkCommands
from ui.notice import Notice
from ui.opening_commands import OpeningCommands, address_in
from ui.recent_menu import RecentMenu
from ui.settings import Preferences, Settings
from ui.suggestion_commands import SuggestionCommands
from ui.suggestion_dock import SuggestionDock
from ui.suggestion_session import Suggestions
from ui.tag_proposals import TagProposals
from ui.theme import Theme
from ui.transfer import Transfer
from ui.version_commands import TogetherCommands
from ui.window_commands import WindowCommands, open_file

if TYPE_CHECKING:
    from ui.annotation_model import AnnotationModel
    from ui.article_view import ArticleView

_KEEP_MS = 800  # settings are written to disk at once: not between two steps of the wheel
_LAYOUT = 1
"""Raised when panes change so much that an old layout no longer fits."""


class MainWindow(QMainWindow):
    """The window.

    Signals:
        library_requested: path of the library to work in from now on.
    """

    library_requested = Signal(str)

    def __init__(self, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.settings = settings
        self.appearance = appearance
        self.preferences = settings.preferences()
        self.controller = Controller(self)
        self.jobs = Jobs(self)
        self.transfer = Transfer(self.controller, self.jobs, self)
        self.actions_ = Actions(self, settings.shortcuts())
        self.pane = ArticlePane(self.controller, self.actions_, self)
        self.library_dock = LibraryDock(self.controller, self)
        self.annotation_dock = AnnotationDock(self.controller, self)
        self.editor_dock = EditorDock(self.controller, self)
        self.suggestions = Suggestions(self.controller, settings, self)
        self.proposals = TagProposals(self.controller, self.suggestions, self)
        self.suggestion_dock = SuggestionDock(
            self.controller, self.suggestions, self.proposals, self.actions_, self
        )
        self._state: tuple[object, ...] = ()
        self._keep_soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keep_soon.timeout.connect(self._keep_place)
        self.setWindowTitle("Claimlight")
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.setCentralWidget(self.pane)
        self._lay_out()
        self.mark_commands = MarkCommands(self)
        self.suggestion_commands = SuggestionCommands(self, self.suggestions, self.proposals)
        self.together = TogetherCommands(self)
        self.opening = OpeningCommands(self)
        self.commands = WindowCommands(self)
        self.actions_.connect_all({**self.mark_commands.slots(), **self.commands.slots()})
        self.menus = self.actions_.fill(self.menuBar())
        self.recent = RecentMenu(settings, self.menus["article"], self.actions_["article.paste"], self)
        self._make_tool_bar()
        self._make_status_bar()
        self._connect()
        self.use_theme(appearance.theme)
        self.pane.set_preferences(self.preferences)
        self._restore()
        self._show_undo()
        self._show_state()

    # -- what tests and other parts ask for -------------------------------------------------------

    @property
    def article_view(self) -> ArticleView:
        """The article on screen."""
        return self.pane.view

    @property
    def annotation_model(self) -> AnnotationModel:
        """The rows of the list of marks."""
        return self.annotation_dock.panel.model

    @property
    def undo_action(self) -> QAction:
        """Takes back the last change."""
        return self.actions_["edit.undo"]

    @property
    def redo_action(self) -> QAction:
        """Does again what was taken back."""
        return self.actions_["edit.redo"]

    # -- showing ----------------------------------------------------------------------------------

    def show_notice(self, notice: Notice) -> None:
        """Show something to know above the article."""
        self.pane.notice.show_notice(notice)

    def tell(self, line: str) -> None:
        """Say something in the status bar and to assistive technology."""
        self._saved.setText(line)
        announce(self, line)

    def focus_article(self) -> None:
        """Put the focus into the article."""
        self.pane.focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def use_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        docks = (self.library_dock, self.annotation_dock, self.suggestion_dock, self.editor_dock)
        for part in (self.pane, *docks):
            part.set_theme(theme)
        self.actions_[f"theme.{self.appearance.choice}"].setChecked(True)

    def choose_theme(self, name: str) -> None:
        """Use the theme of this name and remember it."""
        self.appearance.choose(name)
        self.use_preferences(replace(self.preferences, theme=name))

    def use_preferences(self, preferences: Preferences) -> None:
        """Use and keep what the person chose."""
        self.preferences = preferences
        self.settings.keep(preferences)
        self.appearance.choose(preferences.theme)
        self.actions_[f"theme.{self.appearance.choice}"].setChecked(True)
        self.pane.set_preferences(preferences)
        self.controller.set_person(preferences.person)

    def use_keys(self, chosen: dict[str, str]) -> None:
        """Give actions, and the caret's commands, the person's own keys; the others get their first ones."""
        self.settings.keep_shortcuts(chosen)
        self.actions_.use_keys(chosen)
        if self.pane.has_view:
            self.pane.view.keys.use_keys(chosen)

    def use_highlighter(self, tag_id: str) -> None:
        """Mark every selection at once with this tag; "" ends that."""
        self.pane.view.set_highlighter(tag_id)
        self._highlighter_changed(tag_id)

    def _highlighter_changed(self, tag_id: str) -> None:
        self.actions_["mark.highlighter"].setChecked(bool(tag_id))
        current = self.controller.current
        self.pane.tag_bar.show_current(tag_id or (current.tag if current is not None else None))
        tag = self.controller.tags.get(tag_id)
        if tag is not None:
            line = self.tr("Highlighter: every selection is marked as {tag}, until Esc").format(tag=tag.name)
            self.tell(line)

    def open_palette(self) -> None:
        """Open the command palette."""
        from ui.command_palette import CommandPalette

        palette = CommandPalette(self.actions_, self.appearance.theme, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()

    def open_projector(self, dossier: Dossier) -> None:
        """Show only the article, in big type."""
        from ui.projector_view import ProjectorView

        projector = ProjectorView(self)
        projector.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        projector.show_article(dossier, reading=self.preferences.reading, theme=self.appearance.theme)
        projector.tally_changed.connect(self._count_hands)
        projector.closed.connect(self.focus_article)
        self.controller.changed.connect(projector.show_change)
        projector.show_fullscreen()

    def _count_hands(self, annotation_id: str, tally: tuple[tuple[str, int], ...]) -> None:
        self.controller.edit(annotation_id, self.tr("Count hands"), f"tally:{annotation_id}", tally=tally)

    def open_sample(self) -> None:
        """Open the sample article with its marks."""
        from annotator.samples import EDITORS

        self.transfer.open_sample(EDITORS)

    def start_tour(self) -> None:
        """Walk through the window."""
        from ui.tour import Tour

        Tour(self).start()

    def offer_tour(self) -> None:
        """Offer the tour on the first start, without standing in the way."""
        self.settings.keep_flag("tour-seen", True)
        text = self.tr("New here? A tour shows the window in five short steps.")
        self.show_notice(Notice(text, act=(self.tr("Take the Tour"), self.start_tour)))
        once = Qt.ConnectionType.SingleShotConnection
        self.controller.article_opened.connect(self._withdraw_offer, once)

    def _withdraw_offer(self, _dossier: Dossier) -> None:
        self.pane.notice.hide()

    def come_or_leave(self, state: Qt.ApplicationState) -> None:
        """Show, when the person comes back to the program, what was done to the library elsewhere."""
        if state == Qt.ApplicationState.ApplicationActive:
            self.controller.look_again()
        elif state == Qt.ApplicationState.ApplicationInactive:
            self.editor_dock.flush()
            self.controller.look_away()

    def reset_layout(self) -> None:
        """Put the panes where they were at first."""
        self._place_docks()
        for dock in (self.library_dock, self.suggestion_dock, self.annotation_dock, self.editor_dock):
            dock.setFloating(False)
            dock.show()

    # -- making -----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setDockNestingEnabled(True)
        self.setDockOptions(self.dockOptions() & ~QMainWindow.DockOption.AnimatedDocks)
        for dock in (self.library_dock, self.annotation_dock, self.suggestion_dock, self.editor_dock):
            dock.setTitleBarWidget(DockTitle(dock))
        self._place_docks()
        self.resize(1320, 860)

    def _place_docks(self) -> None:
        right = Qt.DockWidgetArea.RightDockWidgetArea
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.library_dock)
        self.addDockWidget(right, self.annotation_dock)
        self.addDockWidget(right, self.editor_dock)
        self.splitDockWidget(self.annotation_dock, self.editor_dock, Qt.Orientation.Vertical)
        self.tabifyDockWidget(self.annotation_dock, self.suggestion_dock)
        self.annotation_dock.raise_()
        for bar in self.findChildren(QTabBar):
            bar.setAccessibleName(self.tr("Panes"))
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        docks: list[QDockWidget] = [self.library_dock, self.annotation_dock]
        self.resizeDocks(docks, [260, 370], horizontal)
        self.resizeDocks([self.annotation_dock, self.editor_dock], [400, 360], vertical)

    def _make_tool_bar(self) -> None:
        bar = QToolBar(self.tr("Tools"), self)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addToolBar(bar)
        worded = ("article.open", "article.paste", "article.export")
        for name in (*worded, "", "edit.undo", "edit.redo", "", "find.open", "view.projector"):
            if not name:
                bar.addSeparator()
                continue
            bar.addAction(self.actions_[name])
            button = bar.widgetForAction(self.actions_[name])
            if isinstance(button, QToolButton) and name not in worded:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.actions_["article.paste"].setIconText(self.tr("Paste"))
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        bar.addAction(self.actions_["palette.open"])
        bar.addAction(self.actions_["settings.open"])
        button = bar.widgetForAction(self.actions_["settings.open"])
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _make_status_bar(self) -> None:
        self._saved = LineLabel(self, grows=False)
        self._counts = LineLabel(self)
        self._zoom = LineLabel(self)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._saved, 1)
        self.statusBar().addPermanentWidget(self._counts)
        self.statusBar().addPermanentWidget(self._zoom)

    def _connect(self) -> None:
        controller, pane = self.controller, self.pane
        controller.article_opened.connect(self._article_opened)
        controller.article_closed.connect(self._article_closed)
        controller.changed.connect(self._changed)
        controller.failed.connect(pane.show_error)
        controller.library_changed.connect(self.library_dock.refresh)
        controller.library_changed.connect(self._show_undo)
        controller.current_changed.connect(self._current_changed)
        controller.saved.connect(self._saved.setText)
        controller.reveal.connect(self._reveal)
        controller.announced.connect(self._announce)
        self.jobs.busy.connect(pane.show_busy)
        self.jobs.idle.connect(pane.show_idle)
        self.jobs.failed.connect(pane.show_error)
        for jobs in (self.suggestions.jobs, self.proposals.jobs):
            jobs.crashed.connect(self.jobs.crashed)
        pane.cancelled.connect(self.jobs.cancel)
        pane.view_made.connect(self._view_made)
        pane.empty.recent_chosen.connect(self._open_path)
        self.recent.chosen.connect(self._open_path)
        self.transfer.opened.connect(self._file_opened)
        self.transfer.exported.connect(self._exported)
        self.appearance.changed.connect(self.use_theme)
        self._connect_docks()

    def _connect_docks(self) -> None:
        marks = self.annotation_dock
        marks.menu_requested.connect(self._marks_menu)
        marks.delete_requested.connect(self.mark_commands.delete)
        marks.chosen_changed.connect(self._chosen_changed)
        for dock in (marks, self.editor_dock, self.library_dock, self.suggestion_dock):
            dock.left.connect(self.focus_article)
        self.library_dock.menu_requested.connect(self.commands.library_menu)
        for name, dock in (
            ("pane.library", self.library_dock),
            ("pane.marks", marks),
            ("pane.suggestions", self.suggestion_dock),
            ("pane.editor", self.editor_dock),
        ):
            dock.visibilityChanged.connect(self._panes_changed)
            self.actions_[name].setChecked(not dock.isHidden())

    def _view_made(self, view: ArticleView) -> None:
        self.actions_.belong_to(view)
        self.suggestion_commands.watch(view)
        self.pane.tag_bar.add_action(self.actions_["mark.highlighter"])
        self.pane.tag_bar.tag_chosen.connect(self.mark_commands.tag)
        view.keys.use_keys(self.settings.shortcuts())
        view.highlighter_changed.connect(self._highlighter_changed)
        view.mark_requested.connect(self.mark_commands.mark)
        view.annotation_activated.connect(self.controller.select)
        view.boundaries_moved.connect(self.controller.move)
        view.context_menu_requested.connect(self.mark_commands.menu)
        view.zoom_changed.connect(self._zoom_changed)
        view.told.connect(self.tell)
        view.link_requested.connect(self.opening.show_link)
        view.files_dropped.connect(self.together.files_dropped)
        if (coverage := self.pane.coverage) is not None:
            coverage.go_to.connect(self._go_to)
        if (find := self.pane.find_bar) is not None:
            find.mark_all_requested.connect(self.controller.mark_all)

    # -- keeping in step --------------------------------------------------------------------------

    def _article_opened(self, dossier: Dossier) -> None:
        self.editor_dock.flush()
        self.pane.show_article(dossier)
        self._show_tags()
        self.annotation_dock.show_article(dossier)
        self.editor_dock.show_article()
        self.library_dock.show_article(dossier.article.id)
        self._keep_soon.start()
        self._show_undo()
        self._show_state()
        self.focus_article()

    def _article_closed(self) -> None:
        self.pane.show_nothing()
        self.annotation_dock.show_article(None)
        self.editor_dock.show_marks([])
        self.library_dock.show_article("")
        self._show_undo()
        self._show_state()

    def _changed(self, change: Change) -> None:
        if change.ids(Tag):
            self._show_tags()
        self.pane.show_change(change)
        self.annotation_dock.show_change(change)
        self.editor_dock.show_change(change)
        self.library_dock.show_change(change)
        self._show_undo()
        self._show_state()

    def _current_changed(self, annotation_id: str) -> None:
        self.annotation_dock.show_current(annotation_id)
        if self.pane.has_view:
            self.pane.view.show_current(annotation_id)
        self._show_editor()
        self._show_state()

    def _chosen_changed(self, _ids: list[str]) -> None:
        self._show_editor()
        self._show_state()

    def _show_editor(self) -> None:
        ids = self.mark_commands.chosen()
        self.editor_dock.show_marks(ids)

    def _show_tags(self) -> None:
        self._state = ()
        tags = self.controller.offered_tags()
        self.actions_.show_tags(tags)
        if self.pane.has_view:
            self.pane.tag_bar.show_tags(tags)

    def _show_state(self) -> None:
        """Bring actions, title and counts in step with what is open and chosen."""
        controller, article = self.controller, self.controller.article
        current = controller.current
        several = len(self.annotation_dock.chosen()) > 1
        held = self.actions_["mark.highlighter"].isChecked()
        state = (article, current, several, held, len(controller.marks), self.preferences.zoom)
        if state == self._state:  # one act asks several times
            return
        self._state = state
        self.actions_.enable(article=article is not None, mark=current is not None or several, marks=several)
        for risk in Risk:
            on = current is not None and risk in current.risks
            self.actions_[f"risk.{risk.value}"].setChecked(on)
        if self.pane.has_view and not held:
            self.pane.tag_bar.show_current(current.tag if current is not None else None)
        self.setWindowTitle(_title(article))
        self._counts.setText(self._count_line() if article else "")
        self._zoom.setText(f"{self.preferences.zoom} %" if article else "")

    def _show_undo(self) -> None:
        """Say in the menu what would be undone; asked of the library only when that may have changed."""
        self.actions_.show_undo(*self.controller.step_labels())

    def _count_line(self) -> str:
        return tr_plural("{n} mark", "{n} marks", len(self.controller.marks))

    def _reveal(self, span: Span) -> None:
        if self.pane.has_view:
            self.pane.view.reveal(span)

    def _go_to(self, position: int) -> None:
        version = self.controller.version
        if version is not None and position < len(version.text):
            self.pane.view.reveal(Span(position, position + 1))

    def _announce(self, message: str) -> None:
        announce(self.pane.view if self.pane.has_view else self, message)

    def _zoom_changed(self, percent: int) -> None:
        self.preferences = replace(self.preferences, zoom=percent)
        self._keep_soon.start()
        self._zoom.setText(f"{percent} %")

    def _marks_menu(self, point: QPoint) -> None:
        self.mark_commands.menu(point, [])

    def _panes_changed(self) -> None:
        self.actions_["pane.library"].setChecked(not self.library_dock.isHidden())
        self.actions_["pane.marks"].setChecked(not self.annotation_dock.isHidden())
        self.actions_["pane.suggestions"].setChecked(not self.suggestion_dock.isHidden())
        self.actions_["pane.editor"].setChecked(not self.editor_dock.isHidden())

    # -- files ------------------------------------------------------------------------------------

    def _open_path(self, path: str) -> None:
        self.transfer.open_files([path])

    def _file_opened(self, path: str) -> None:
        self.settings.add_recent(path)
        self.settings.keep_text("folder", str(Path(path).parent))
        self.pane.empty.show_recent(self.settings.recent())

    def _exported(self, path: str, line: str) -> None:
        name = Path(path).name
        act = (self.tr("Open It"), partial(open_file, path))
        self.show_notice(
            Notice(self.tr("“{name}” is written.").format(name=name), line, sign="check", act=act)
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and texts that are held over the window."""
        content = event.mimeData()
        if content.hasUrls() or content.hasText():
            event.acceptProposedAction()
            self.pane.empty.show_drop(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show that nothing is held over the window any more."""
        self.pane.empty.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.pane.empty.show_drop(False)
        if address := address_in(event.mimeData()):
            self.opening.ask_address(address)
            event.acceptProposedAction()
        elif self.transfer.open_content(event.mimeData()):
            event.acceptProposedAction()

    # -- beginning and end ------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was written and remember how the window was left."""
        self.editor_dock.flush()
        self._keep_place()
        for jobs in (self.jobs, self.suggestions.jobs, self.proposals.jobs):
            jobs.wait()
        self.settings.keep_layout("geometry", self.saveGeometry())
        self.settings.keep_layout("state", self.saveState(_LAYOUT))
        super().closeEvent(event)

    def _keep_place(self) -> None:
        self._keep_soon.stop()
        self.settings.keep(self.preferences)
        if self.controller.article is not None:
            self.settings.keep_text("last-article", self.controller.article.id)

    def _restore(self) -> None:
        geometry, state = self.settings.layout("geometry"), self.settings.layout("state")
        if geometry != QByteArray():
            self.restoreGeometry(geometry)
        if state != QByteArray():
            self.restoreState(state, _LAYOUT)
        self.pane.empty.show_recent(self.settings.recent())
        if self.settings.flag("marks/table"):
            self.actions_["marks.table"].setChecked(True)
            self.annotation_dock.set_table(True)


def _title(article: Article | None) -> str:
    if article is None:
        return "Claimlight"
    title = article.title.replace("[*]", "[*][*]")  # alone it would be Qt's place for a star
    return f"{title} – Claimlight"
