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
from annotator.model.span import Span
from annotator.settings import LIBRARY_SUFFIX
from annotator.text.changes import Passage, passages
from annotator.text.normalize import one_line
from ui.file_watch import FileWatch
from ui.jobs import Job
from ui.notice import Notice
from ui.transfer import read_article
from ui.version_tray import LostTray

if TYPE_CHECKING:
    from annotator.model.article import Article
    from annotator.model.imported import Imported
    from annotator.workspace import VersionPreview
    from ui.main_window import MainWindow

Result = tuple["Imported", bytes]
Compared = tuple["VersionPreview", list[Passage]]


class TogetherCommands(QObject):
    """Reads files in jobs and opens the dialogs in which a person decides what to take of them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self.watch = FileWatch(self)
        self.watch.changed.connect(self._file_saved)
        self.tray: LostTray | None = None
        self._proposals: dict[str, Span] = {}
        window.transfer.offered = self.offer
        window.transfer.opened.connect(self._remember_place)
        self._controller.article_opened.connect(self._article_opened)
        self._controller.article_closed.connect(self._article_closed)
        self._controller.current_changed.connect(self._show_lost)
        self._controller.changed.connect(self._marks_changed)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its name."""
        return {
            "version.new": self.ask_for_version,
            "version.list": self._versions,
            "file.follow": self._follow,
            "returned.open": self.ask_for_returned,
            "person.compare": self.ask_for_person,
        }

    # -- new versions -----------------------------------------------------------------------------

    def ask_for_version(self) -> None:
        """Ask which file holds the new text of the open article."""
        self._ask(self.tr("New version from"), self.new_version)

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
        self._ask(self.tr("Document that came back"), self._returned)

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
        article = workspace.named_like(path.name)
        if article is None:
            return False
        self._offer_version(path, article, result)
        return True

    def _offer_returned(self, path: Path, article: Article, result: Result) -> None:
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
        self._ask(self.tr("Another person’s export or library"), self.compare, f"*.docx *{LIBRARY_SUFFIX}")

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

    # -- following a file -------------------------------------------------------------------------

    def _follow(self, on: bool) -> None:
        article_id = self._open_id()
        if not article_id:
            return
        if not on:
            self._window.settings.keep_text(f"follow/{article_id}", "")
            self.watch.follow(None)
            self._window.tell(self.tr("The article no longer follows its file."))
            return
        known = self._window.settings.text(f"origin/{article_id}")
        if known and Path(known).is_file():
            self.follow(known)
            return
        self._show_following()  # not yet: the person may close the dialog
        self._ask(self.tr("File to follow"), self.follow)

    def follow(self, path: str) -> None:
        """Let the open article follow a file from now on."""
        version, article_id = self._controller.version, self._open_id()
        if version is not None and article_id:
            self._window.settings.keep_text(f"follow/{article_id}", path)
            self.watch.follow(Path(path), version.sha256)
            self._show_following()
            line = self.tr("The article follows “{name}”.").format(name=Path(path).name)
            self._window.tell(line)

    def _file_saved(self, path: str) -> None:
        name = Path(path).name
        text = self.tr("“{name}” has been saved with changes.").format(name=name)
        hint = self.tr("The article and its marks stay as they are until you accept a new version.")
        act = (self.tr("See the New Version"), partial(self.new_version, path, self._open_id()))
        self._window.show_notice(Notice(text, hint, sign="refresh", act=act))

    def _remember_place(self, path: str) -> None:
        if article_id := self._open_id():
            self._window.settings.keep_text(f"origin/{article_id}", path)

    def _show_following(self) -> None:
        self._window.actions_["file.follow"].setChecked(self.watch.path is not None)

    # -- lost marks -------------------------------------------------------------------------------

    def _article_opened(self, dossier: Dossier) -> None:
        path = self._window.settings.text(f"follow/{dossier.article.id}")
        if self.watch.path != (Path(path) if path else None):
            self.watch.follow(Path(path) if path else None, dossier.version.sha256)
        self._show_following()
        if self.tray is None:
            self.tray = self._make_tray()
        self._find_proposals()

    def _article_closed(self) -> None:
        self.watch.follow(None)
        self._show_following()
        self._proposals = {}
        self._show_lost("")

    def _make_tray(self) -> LostTray:
        panel = self._window.annotation_dock.panel
        tray = LostTray(panel)
        if (layout := panel.layout()) is not None:
            layout.addWidget(tray)
        tray.place_requested.connect(self._place)
        tray.proposal_taken.connect(self._controller.move)
        tray.proposal_shown.connect(self._controller.reveal)
        tray.dropped.connect(self._drop)
        return tray

    def _place(self, annotation_id: str) -> None:
        span = self._window.pane.view.selected_span()
        if span is not None:
            self._controller.move(annotation_id, span)
            return
        hint = self.tr("Select the words the mark belongs to, then place it.")
        self._controller.failed_with(AnnotatorError(self.tr("Nothing is selected."), hint=hint))

    def _drop(self, annotation_id: str) -> None:
        self._controller.delete([annotation_id])

    def _find_proposals(self) -> None:
        workspace, article_id = self._controller.workspace, self._open_id()
        self._proposals = {}
        if workspace is not None and article_id and self._controller.marks.orphans():
            self._proposals = workspace.proposals(article_id)

    def _marks_changed(self, *_: object) -> None:
        current = self._controller.current
        self._show_lost(current.id if current is not None else "")

    def _show_lost(self, annotation_id: str) -> None:
        if self.tray is not None:
            version = self._controller.version
            mark = self._controller.marks.get(annotation_id)
            self.tray.show_mark(mark, self._proposals.get(annotation_id), version.text if version else "")

    # -- inside -----------------------------------------------------------------------------------

    def _open_id(self) -> str:
        article = self._controller.article
        return article.id if article is not None else ""

    def _read(self, path: Path, done: Callable[[Result], object]) -> None:
        line = self.tr("Reading “{name}”").format(name=path.name)
        self._window.jobs.start(Job(line, partial(read_article, path), done))

    def _ask(self, title: str, chosen: Callable[[str], object], patterns: str = "") -> None:
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
    from annotator.workspace.opening import preview

    found = preview(now, imported, name)
    return None if found is None else (found, passages(found.old.text, found.new.text))
