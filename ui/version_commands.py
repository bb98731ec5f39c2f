"""`TogetherCommands`: new versions, documents that came back, and another person's marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from annotator.errors import AnnotatorError, ImportFailed
from annotator.model.dossier import Dossier
from annotator.settings import LIBRARY_SUFFIX
from ui.jobs import Job
from ui.notice import Notice
from ui.version_following import Following
from ui.version_lost import LostMarks

if TYPE_CHECKING:
    from annotator.model.article import Article
    from annotator.model.imported import Imported
    from annotator.text.changes import Passage
    from annotator.workspace import VersionPreview
    from ui.main_window import MainWindow

Result = tuple["Imported", bytes]
Compared = tuple["VersionPreview", list["Passage"]]


class TogetherCommands(QObject):
    """Reads files in jobs and opens the dialogs in which a person decides what to take of them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self.lost = LostMarks(window)
        self.following = Following(window, self)
        window.transfer.offered = self.offer

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its name."""
        return {
            "version.new": self.ask_for_version,
            "version.list": self._versions,
            "file.follow": self.following.switch,
            "returned.open": self.ask_for_returned,
            "person.compare": self.ask_for_person,
        }

    # -- new versions -----------------------------------------------------------------------------

    def ask_for_version(self) -> None:
        """Ask which file holds the new text of the open article."""
        self.ask_for_file(self.tr("New version from"), self.new_version)

    def new_version(self, path: str | Path, article_id: str = "") -> None:
        """Read a file and show what it would change in an article, the open one if none is named."""
        article_id = article_id or self._open_id()
        if article_id:
            self._read(Path(path), partial(self.show_version, article_id, Path(path).name))

    def show_version(self, article_id: str, name: str, result: Result) -> None:
        """Show what a file that was read would change."""
        self._window.editor_dock.flush()
        now = self._controller.ask(lambda workspace: workspace.open(article_id))
        if now is not None:
            line = self.tr("Comparing “{name}” with the article").format(name=name)
            work = partial(_compared, now, result[0], name)
            self._window.jobs.start(Job(line, work, partial(self._show_compared, article_id, name, result)))

    def _show_compared(self, article_id: str, name: str, result: Result, found: Compared | None) -> None:
        if found is None:
            self._same_text(article_id, name, result)
            return
        from ui.dialogs.new_version import NewVersionDialog

        self._show(NewVersionDialog(self._window, *found, result, name))

    def _same_text(self, article_id: str, name: str, result: Result) -> None:
        text = self.tr("“{name}” holds the very text the article has.").format(name=name)
        act = None
        if any(mark.comment for mark in result[0].marks):
            act = (self.tr("See Its Comments"), partial(self.show_returned, article_id, name, result))
        self._window.show_notice(Notice(text, act=act))

    def files_dropped(self, paths: list[str]) -> None:
        """Open files that were dropped on the article; with Shift held, one is its new version."""
        shift = bool(QGuiApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift and len(paths) == 1 and self._controller.article is not None:
            self.new_version(paths[0])
        else:
            self._window.transfer.open_files(paths)

    def _versions(self) -> None:
        from ui.dialogs.versions import VersionsDialog

        self._show(VersionsDialog(self._window))

    # -- documents that come back -----------------------------------------------------------------

    def ask_for_returned(self) -> None:
        """Ask which document came back."""
        self.ask_for_file(self.tr("Document that came back"), self._returned)

    def _returned(self, path: str) -> None:
        self._read(Path(path), partial(self.show_returned, "", Path(path).name))

    def show_returned(self, article_id: str, name: str, result: Result) -> None:
        """Show what was done to a document; "" for the article it says it belongs to, else the open one."""
        workspace = self._controller.workspace
        if workspace is None:
            return
        self._window.editor_dock.flush()
        imported, original = result
        known = workspace.article_like(imported.dossier) if imported.dossier is not None else None
        wanted = article_id or (known.id if known is not None else self._open_id()) or None
        try:
            returned = workspace.returned(imported, original, name, wanted)
        except AnnotatorError as error:
            self._controller.failed_with(error)
            return
        from ui.dialogs.returned import ReturnedDialog

        if returned.article.id != self._open_id():
            self._controller.open_article(returned.article.id)
        self._show(ReturnedDialog(self._window, returned))

    def offer(self, path: Path, imported: Imported, original: bytes) -> bool:
        """Ask what a file is that could be more than a new article; False if it can be nothing else."""
        from annotator.returning.answers import is_query_sheet

        workspace = self._controller.workspace
        if workspace is None or workspace.known(original) is not None:
            return False
        result = (imported, original)
        if imported.dossier is not None:
            article = workspace.article_like(imported.dossier)
            if article is None:
                return False
            self._offer_returned(path, article, result)
            return True
        now = self._controller.dossier()
        if now is not None and is_query_sheet(now, imported):
            self._offer_returned(path, now.article, result)
            return True
        article = workspace.named_like(path.name)
        if article is None:
            return False
        self._offer_version(path, article, result)
        return True

    def _offer_returned(self, path: Path, article: Article, result: Result) -> None:
        from annotator.text.normalize import one_line

        text = self.tr("“{name}” began as a document of “{title}”, which is in this library.").format(
            name=path.name, title=one_line(article.title)
        )
        self._choose(
            self.tr("A Document Came Back"),
            text,
            (self.tr("Compare with the Article"), partial(self.show_returned, article.id, path.name, result)),
            (self.tr("Open as a Copy"), partial(self._window.transfer.add_file, path, result)),
        )

    def _offer_version(self, path: Path, article: Article, result: Result) -> None:
        from annotator.text.normalize import one_line

        text = self.tr("“{title}” was read from a file of the same name, “{name}”.").format(
            title=one_line(article.title), name=path.name
        )
        self._choose(
            self.tr("A New Version?"),
            text,
            (
                self.tr("New Version of the Article"),
                partial(self._new_version_of, article.id, path.name, result),
            ),
            (self.tr("Open as a New Article"), partial(self._window.transfer.add_file, path, result)),
        )

    def _new_version_of(self, article_id: str, name: str, result: Result) -> None:
        if article_id != self._open_id():
            self._controller.open_article(article_id)
        self.show_version(article_id, name, result)

    def _choose(self, title: str, text: str, *choices: tuple[str, Callable[[], object]]) -> None:
        from ui.dialogs.offer import OfferDialog

        dialog = OfferDialog(title, text, choices, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # -- two people -------------------------------------------------------------------------------

    def ask_for_person(self) -> None:
        """Ask for another person's export or library."""
        self.ask_for_file(
            self.tr("Another person’s export or library"), self.compare, f"*.docx *{LIBRARY_SUFFIX}"
        )

    def compare(self, path: str) -> None:
        """Compare another person's marks on the open article with mine."""
        article_id, file = self._open_id(), Path(path)
        if not article_id:
            return
        if file.suffix == LIBRARY_SUFFIX:
            self._compare_library(article_id, file)
        else:
            self._read(file, partial(self._compare_export, article_id, file.name))

    def show_comparison(self, article_id: str, name: str, theirs: Dossier) -> None:
        """Show another person's marks beside mine."""
        from ui.dialogs.merge import MergeDialog

        self._window.editor_dock.flush()
        self._show(MergeDialog(self._window, theirs, article_id, name))

    def _compare_export(self, article_id: str, name: str, result: Result) -> None:
        if (theirs := result[0].dossier) is not None:
            self.show_comparison(article_id, name, theirs)
            return
        sentence = self.tr("“{name}” carries no marks of Claimlight.").format(name=name)
        hint = self.tr("Ask for a document that Claimlight exported, or for the library file.")
        self._controller.failed_with(ImportFailed(sentence, hint=hint))

    def _compare_library(self, article_id: str, file: Path) -> None:
        from annotator.storage import Library
        from annotator.workspace import Workspace

        workspace = self._controller.workspace
        if workspace is None:
            return
        try:
            with Library.open(file, create=False) as library:
                theirs = Workspace(library).counterpart(workspace, article_id)
        except AnnotatorError as error:
            self._controller.failed_with(error)
            return
        self.show_comparison(article_id, file.name, theirs)

    # -- inside -----------------------------------------------------------------------------------

    def _open_id(self) -> str:
        article = self._controller.article
        return article.id if article is not None else ""

    def _read(self, path: Path, done: Callable[[Result], object]) -> None:
        self._window.transfer.reader.read_file(
            path, lambda incoming, imported: done((imported, incoming.data))
        )

    def ask_for_file(self, title: str, chosen: Callable[[str], object], patterns: str = "") -> None:
        """Ask for a file; nothing happens if the person thinks better of it."""
        dialog = QFileDialog(self._window, title, self._window.settings.text("folder", str(Path.home())))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        filters = [self.tr("All files (*)")]
        if patterns:
            filters.insert(0, self.tr("Exports and libraries ({patterns})").format(patterns=patterns))
        dialog.setNameFilters(filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()


def _compared(now: Dossier, imported: Imported, name: str, _cancelled: Callable[[], bool]) -> Compared | None:
    """Return what a new text would do and its changes to read; None if it is the very text. For a job."""
    from annotator.text.changes import passages
    from annotator.workspace.opening import preview

    found = preview(now, imported, name)
    return None if found is None else (found, passages(found.old.text, found.new.text))
