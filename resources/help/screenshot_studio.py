"""`Studio`: a window on a fresh copy of the same library for every picture, and the list of all pictures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QSettings, QThread, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from screenshot_files import ANA, Stock

from annotator.model.span import Span
from annotator.storage import Library
from annotator.workspace import Workspace
from ui.appearance import Appearance
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.settings import Preferences, Settings

WIDTH, HEIGHT = 1440, 900
"""Of the screen and the window, in logical pixels."""
_QUIET_S = 0.04
_LONGEST_PAUSE_MS = 600  # of a timer that waits for a person to pause; slower ones are no part of a picture
_PATIENCE_S = 60

Scene = Callable[["Studio"], QWidget]

SCENES: dict[str, Scene] = {}
"""What to photograph, by name, in the order of the pictures."""
DIALOGS: dict[str, str] = {}
"""The class of the dialog a scene shows, by the scene's name."""


def register(name: str, function: Scene, kind: str = "") -> None:
    """Register a scene under a name; `kind` is the class of the dialog it shows, "" for none."""
    SCENES[name] = function
    if kind:
        DIALOGS[name] = kind


def scene(function: Scene) -> Scene:
    """Register a state of the window under the function's name."""
    register(_name_of(function), function)
    return function


def dialog(kind: str) -> Callable[[Scene], Scene]:
    """Register a state of a dialog, an instance of the class of that name, under the function's name."""

    def registered(function: Scene) -> Scene:
        register(_name_of(function), function, kind)
        return function

    return registered


class Studio:
    """Makes windows and takes their pictures, in one theme."""

    def __init__(self, application: QApplication, stock: Stock, folder: Path, theme: str) -> None:
        self.stock = stock
        self.folder = folder
        self._application = application
        self._theme = theme
        self._appearance = Appearance(theme)
        self._windows: list[MainWindow] = []
        self._libraries: list[Library] = []

    def window(self, article: str = "ferry", mark: int | None = None, *, empty: bool = False) -> MainWindow:
        """Return a window with an article open, "" for none, and its mark of that place chosen.

        `empty` is for a library without articles.
        """
        copy = self.folder / f"{len(self._windows)}-{self._theme}.claimlight"
        copy.unlink(missing_ok=True)
        if not empty:
            shutil.copyfile(self.stock.library, copy)
        library = Library.open(copy)
        self._libraries.append(library)
        window = MainWindow(self._settings(), self._appearance)
        self._windows.append(window)
        window.controller.use(Workspace(library, ANA))
        window.resize(WIDTH, HEIGHT)
        window.show()
        if article and not empty:
            window.controller.open_article(self.stock.articles[article])
        window.activateWindow()
        self.settle()
        if mark is not None:
            window.controller.select(list(window.controller.marks)[mark].id, reveal=True)
            self.settle()
        return window

    def shown(self, opened: QDialog) -> QDialog:
        """Return a dialog after it was shown and came to rest."""
        opened.show()
        self.settle()
        return opened

    def opened(self, window: MainWindow, action: str) -> QDialog:
        """Return the dialog that an action opens."""
        before = set(QApplication.topLevelWidgets())
        window.actions_[action].trigger()
        self.settle()
        fresh = set(QApplication.topLevelWidgets()) - before
        return next(widget for widget in fresh if isinstance(widget, QDialog) and widget.isVisible())

    def settle(self) -> None:
        """Let everything happen that is due: jobs, timers that wait for a pause, layouts."""
        self.wait(lambda: not any(_is_at_work(window) for window in self._windows))

    def wait(self, condition: Callable[[], bool]) -> None:
        """Handle events until a condition has held for a short while."""
        start = since = monotonic()
        while monotonic() - since < _QUIET_S:
            if not condition():
                since = monotonic()
            if since - start > _PATIENCE_S:
                raise TimeoutError(f"Nothing came to rest within {_PATIENCE_S} seconds.")
            self._application.processEvents()
            QThread.msleep(2)

    def picture(self, name: str) -> QPixmap:
        """Return the picture of a scene; a dialog must be of the class it is registered for."""
        widget = SCENES[name](self)
        expected = DIALOGS.get(name)
        if expected is not None and type(widget).__name__ != expected:
            raise TypeError(f"{name} shows {type(widget).__name__}, not {expected}")
        self.settle()
        return widget.grab()

    def close(self) -> None:
        """Close every window and library of the last picture."""
        for window in self._windows:
            for timer in window.findChildren(QTimer):
                timer.stop()
            for widget in window.findChildren(QWidget):
                if widget.isWindow():
                    widget.close()
            for jobs in window.findChildren(Jobs):
                jobs.wait()
            window.close()
            window.deleteLater()
        self._application.processEvents()
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would do it
        for library in self._libraries:
            library.close()
        self._windows.clear()
        self._libraries.clear()

    def _settings(self) -> Settings:
        path = self.folder / f"{len(self._windows)}-{self._theme}.ini"
        path.unlink(missing_ok=True)
        settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
        settings.keep(Preferences(theme=self._theme, person=ANA))
        settings.keep_text("export-folder", "/home/ana/Checked")
        settings.keep_text("folder", "/home/ana/Articles")
        return settings


def _is_at_work(window: MainWindow) -> bool:
    """Tell whether a job runs, or a timer is about to change what is seen."""
    if any(jobs.is_busy for jobs in window.findChildren(Jobs)):
        return True
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= _LONGEST_PAUSE_MS
        for timer in window.findChildren(QTimer)
    )


def span_of(window: MainWindow, words: str) -> Span:
    """Return where the open article has these words."""
    version = window.controller.version
    start = version.text.index(words) if version is not None else 0
    return Span(start, start + len(words))


def _name_of(function: Scene) -> str:
    return getattr(function, "__name__", "").replace("_", "-")
