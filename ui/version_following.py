"""`Following`: an article follows its file on disk; what is saved there is offered, never taken."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.model.dossier import Dossier
from ui.file_watch import FileWatch
from ui.notice import Notice

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.version_commands import TogetherCommands


class Following(QObject):
    """Watches the file of the open article, if that article follows one; the choice is kept for each."""

    def __init__(self, window: MainWindow, together: TogetherCommands) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self._together = together
        self.watch = FileWatch(self)
        self.watch.changed.connect(self.offer)
        window.transfer.opened.connect(self._remember_place)
        self._controller.article_opened.connect(self._article_opened)
        self._controller.article_closed.connect(self._article_closed)

    def switch(self, on: bool) -> None:
        """Follow the file the article was read from, else one the person names; or stop following."""
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
        self._together.ask_for_file(self.tr("File to follow"), self.follow)

    def follow(self, path: str) -> None:
        """Let the open article follow a file from now on."""
        version, article_id = self._controller.version, self._open_id()
        if version is not None and article_id:
            self._window.settings.keep_text(f"follow/{article_id}", path)
            self.watch.follow(Path(path), version.sha256)
            self._show_following()
            line = self.tr("The article follows “{name}”.").format(name=Path(path).name)
            self._window.tell(line)

    def offer(self, path: str) -> None:
        """Say that the file has been saved, and offer what is in it."""
        name = Path(path).name
        text = self.tr("“{name}” has been saved with changes.").format(name=name)
        hint = self.tr("The article and its marks stay as they are until you accept a new version.")
        act = (self.tr("See the New Version"), partial(self._together.new_version, path, self._open_id()))
        self._window.show_notice(Notice(text, hint, sign="refresh", act=act))

    def _remember_place(self, path: str) -> None:
        if article_id := self._open_id():
            self._window.settings.keep_text(f"origin/{article_id}", path)

    def _show_following(self) -> None:
        self._window.actions_["file.follow"].setChecked(self.watch.path is not None)

    def _article_opened(self, dossier: Dossier) -> None:
        path = self._window.settings.text(f"follow/{dossier.article.id}")
        if self.watch.path != (Path(path) if path else None):
            self.watch.follow(Path(path) if path else None, dossier.version.sha256)
        self._show_following()

    def _article_closed(self) -> None:
        self.watch.follow(None)
        self._show_following()

    def _open_id(self) -> str:
        article = self._controller.article
        return article.id if article is not None else ""
