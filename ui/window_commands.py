"""`WindowCommands`: what the actions of the menus Article, Edit, View and Help ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from annotator.model.article import Article, ImportReport
from annotator.settings import LIBRARY_SUFFIX
from ui.notice import Notice
from ui.opening_commands import address_in
from ui.theme import SYSTEM, THEMES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from ui.main_window import MainWindow


class WindowCommands(QObject):
    """Opens dialogs when they are asked for, and only then imports them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its name."""
        window = self._window
        slots: dict[str, Callable[..., object]] = {
            "article.open": self.open_files,
            "article.paste": self.paste,
            "article.sample": window.open_sample,
            "article.export": self.export,
            "article.print": self.print,
            "article.details": self.details,
            "article.report": self.report,
            "article.repair": self.repair,
            "article.remove": self._remove,
            "article.close": self._close_article,
            "library.open": self._open_library,
            "library.reveal": self._reveal_library,
            "library.bin": partial(self._dialog, "bin_dialog", "BinDialog"),
            "app.quit": window.close,
            "edit.undo": partial(self._travel, self._controller.undo),
            "edit.redo": partial(self._travel, self._controller.redo),
            "find.open": window.pane.open_find,
            "find.next": partial(window.pane.find_step, 1),
            "find.previous": partial(window.pane.find_step, -1),
            "library.search": self._search_library,
            "codebook.edit": partial(self._dialog, "codebook", "CodebookDialog"),
            "settings.open": partial(self._dialog, "preferences", "PreferencesDialog"),
            "go.article": window.focus_article,
            "go.marks": partial(self._focus_pane, "annotation_dock"),
            "go.editor": partial(self._focus_pane, "editor_dock"),
            "go.library": partial(self._focus_pane, "library_dock"),
            "pane.next": partial(self._next_pane, 1),
            "pane.previous": partial(self._next_pane, -1),
            "zoom.in": partial(self._zoom, 1),
            "zoom.out": partial(self._zoom, -1),
            "zoom.reset": partial(self._zoom, 0),
            "pane.library": window.library_dock.setVisible,
            "pane.marks": window.annotation_dock.setVisible,
            "pane.editor": window.editor_dock.setVisible,
            "pane.reset": window.reset_layout,
            "marks.table": self._table,
            "view.projector": self._projector,
            "help.open": partial(self._dialog, "help", "HelpDialog"),
            "help.shortcuts": partial(self._dialog, "shortcut_card", "ShortcutCard"),
            "shortcuts.edit": partial(self._dialog, "shortcuts", "ShortcutsDialog"),
            "palette.open": window.open_palette,
            "help.tour": window.start_tour,
            "help.log": self._show_log,
            "help.about": partial(self._dialog, "about", "AboutDialog"),
        }
        slots |= window.together.slots()
        slots |= window.opening.slots()
        slots |= window.suggestion_commands.slots()
        for name in (SYSTEM, *THEMES):
            slots[f"theme.{name}"] = partial(self._theme, name)
        return slots

    # -- article ----------------------------------------------------------------------------------

    def open_files(self) -> None:
        """Ask which files to open."""
        from PySide6.QtWidgets import QFileDialog

        from annotator.importers.formats import ENDINGS

        dialog = QFileDialog(self._window, self.tr("Open articles"), self._folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog.setNameFilters(
            [self.tr("Articles ({patterns})").format(patterns=patterns), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(self._window.transfer.open_files)
        self._open(dialog)

    def paste(self) -> None:
        """Make an article of what is in the clipboard."""
        content = QGuiApplication.clipboard().mimeData()
        if content is not None and (address := address_in(content)):
            self._window.opening.ask_address(address)
        elif content is None or not self._window.transfer.open_content(content):
            text = self.tr("There is no text in the clipboard.")
            self._window.show_notice(Notice(text, self.tr("Copy an article first, then paste it here.")))

    def export(self) -> None:
        """Ask what to write and where to."""
        self._window.editor_dock.flush()
        self._dialog("export", "ExportDialog")

    def print(self) -> None:
        """Print the annotated copy of the open article."""
        workspace, article = self._controller.workspace, self._controller.article
        if workspace is None or article is None:
            return
        from annotator.errors import AnnotatorError
        from annotator.exporters.choices import USUAL
        from ui.export_kinds import COPY
        from ui.export_work import contents_of
        from ui.jobs import Job
        from ui.printing import ask_and_print

        self._window.editor_dock.flush()
        try:
            dossier = workspace.open(article.id, with_original=True)
        except AnnotatorError as error:
            self._controller.failed_with(error)
            return
        work = partial(contents_of, dossier, COPY, USUAL)
        show = partial(ask_and_print, parent=self._window)
        self._window.jobs.start(Job(self.tr("Preparing to print"), work, show))

    def report(self) -> None:
        """Show what is to be known about the open article's original."""
        if (version := self._controller.version) is not None and self._controller.article is not None:
            self.show_report(self._controller.article, version.report)

    def show_report(self, article: Article, report: ImportReport) -> None:
        """Show an import report."""
        from ui.dialogs.import_report import ImportReportDialog

        version = self._controller.version
        is_open = version is not None and version.article == article.id
        ways = self._window.opening.ways(version) if version is not None and is_open else ()
        self._open(ImportReportDialog(article, report, self._window, ways))

    def repair(self) -> None:
        """Open the text of the article for repair."""
        if (version := self._controller.version) is not None and self._controller.article is not None:
            from ui.dialogs.repair import RepairDialog

            self._window.editor_dock.flush()
            self._open(RepairDialog(self._window, self._controller.article, version))

    def details(self) -> None:
        """Show the details of the open article."""
        if (article := self._controller.article) is not None:
            self.show_details(article)

    def show_details(self, article: Article) -> None:
        """Show the details of an article."""
        from ui.dialogs.article_details import ArticleDetailsDialog

        self._open(ArticleDetailsDialog(self._controller, article, self._window))

    def library_menu(self, article_id: str, point: QPoint) -> None:
        """Show the menu of an article in the library."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, act in (
            (self.tr("Open"), self._controller.open_article),
            (self.tr("Details…"), self._details_of),
            (self.tr("Move to the Bin"), self._controller.remove_article),
        ):
            menu.addAction(title).triggered.connect(partial(_call, act, article_id))
        menu.popup(point)

    def _details_of(self, article_id: str) -> None:
        for summary in self._controller.articles():
            if summary.article.id == article_id:
                self.show_details(summary.article)

    def _remove(self) -> None:
        if (article := self._controller.article) is not None:
            self._window.editor_dock.flush()
            self._controller.remove_article(article.id)

    def _close_article(self) -> None:
        self._window.editor_dock.flush()
        self._controller.close_article()

    def _open_library(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, self.tr("Open or start a library"), self._folder())
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setNameFilters([self.tr("Claimlight libraries (*{suffix})").format(suffix=LIBRARY_SUFFIX)])
        dialog.setDefaultSuffix(LIBRARY_SUFFIX.lstrip("."))
        dialog.fileSelected.connect(self._window.library_requested)
        self._open(dialog)

    def _reveal_library(self) -> None:
        if (workspace := self._controller.workspace) is not None:
            _show_folder(Path(workspace.library.path).parent)

    def _folder(self) -> str:
        return self._window.settings.text("folder", str(Path.home()))

    # -- edit, go, view ---------------------------------------------------------------------------

    def _travel(self, act: Callable[[], None]) -> None:
        self._window.editor_dock.flush()
        act()

    def _search_library(self) -> None:
        self._window.library_dock.show()
        self._window.library_dock.panel.focus_search()

    def _focus_pane(self, name: str) -> None:
        window = self._window
        dock = getattr(window, name)
        dock.show()
        dock.raise_()
        if dock is window.annotation_dock:
            window.annotation_dock.panel.focus_list()
        elif dock is window.editor_dock:
            window.editor_dock.go_to("tag")
        else:
            window.library_dock.panel.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next_pane(self, step: int) -> None:
        window = self._window
        stops = [
            (window.library_dock, window.library_dock.panel.view),
            (window.pane, window.pane.focus_target()),
            (window.annotation_dock, window.annotation_dock.focus_target()),
            (window.suggestion_dock, window.suggestion_dock.focus_target()),
            (window.editor_dock, window.editor_dock.focus_target()),
        ]
        there = [stop for stop in stops if stop[1].isVisible() and self._is_in_sight(stop[0])]
        focus = QGuiApplication.focusObject()
        now = next((n for n, (pane, _) in enumerate(there) if _holds(pane, focus)), 0)
        there[(now + step) % len(there)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_in_sight(self, pane: QWidget) -> bool:
        """Tell whether a pane is no tab behind another one: Qt calls those visible and moves them away."""
        return pane.isWindow() or self._window.rect().intersects(pane.geometry())

    def _zoom(self, step: int) -> None:
        view = self._window.pane.view
        view.set_zoom(min(max(view.zoom() + step * 10, 50), 400) if step else 100)

    def _table(self, on: bool) -> None:
        self._window.annotation_dock.set_table(on)
        self._window.settings.keep_flag("marks/table", on)

    def _theme(self, name: str, _checked: bool = True) -> None:
        self._window.choose_theme(name)

    def _projector(self) -> None:
        dossier = self._controller.dossier()
        if dossier is not None:
            self._window.open_projector(dossier)

    # -- help -------------------------------------------------------------------------------------

    def _show_log(self) -> None:
        from ui.app import log_folder

        _show_folder(log_folder())

    def _dialog(self, module: str, name: str) -> None:
        """Open a dialog of `ui.dialogs`; each takes the window."""
        from importlib import import_module

        self._open(getattr(import_module(f"ui.dialogs.{module}"), name)(self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def open_file(path: str) -> None:
    """Open a document with the program the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def _show_folder(folder: Path) -> None:
    open_file(str(folder))


def _holds(pane: QObject, widget: QObject | None) -> bool:
    while widget is not None:
        if widget is pane:
            return True
        widget = widget.parent()
    return False


def _call(act: Callable[[str], object], argument: str, _checked: bool = False) -> None:
    act(argument)
