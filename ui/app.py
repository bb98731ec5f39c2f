"""`Application`: start-up, the exception hook, the log, the translators and the library to begin with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.errors import AnnotatorError
from annotator.resources import resource_path
from annotator.settings import default_library_path
from annotator.translate import use_language
from ui.appearance import Appearance, use_our_style
from ui.icons import window_icon
from ui.main_window import MainWindow
from ui.settings import Settings

if TYPE_CHECKING:
    from annotator.storage import Library

_LOG_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line asks of the window.

    Attributes:
        library: the library to work in; None for the one used last, or the person's own.
        files: articles to open.
        debug: whether there is a Debug menu.
    """

    library: Path | None = None
    files: Sequence[Path] = ()
    debug: bool = False


def run(start: Start) -> int:
    """Open the window and return the exit status when it is closed."""
    application = make_application([sys.argv[0]])
    translators = install_translators(application)
    settings = Settings()
    window = make_window(settings)
    hook = ExceptionHook(window)
    sys.excepthook = hook
    window.jobs.crashed.connect(hook.show)
    if start.debug:
        from ui.debug import add_debug_menu

        add_debug_menu(window)
    application.applicationStateChanged.connect(window.come_or_leave)
    window.show()
    # The library needs sqlite_utils, which takes as long to load as all of QtWidgets: after the first paint.
    opener = LibraryOpener(window)
    QTimer.singleShot(0, lambda: opener.begin(start))
    status = application.exec()
    opener.close()
    del translators
    return status


def make_application(arguments: list[str]) -> QApplication:
    """Return the application with its name, its style and its font."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        QGuiApplication.highDpiScaleFactorRoundingPolicy().PassThrough
    )
    application = QApplication(arguments)
    application.setApplicationName("claimlight")
    application.setApplicationDisplayName("Claimlight")
    application.setOrganizationName("claimlight")
    application.setDesktopFileName("claimlight")
    application.setWindowIcon(window_icon())
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    use_our_style(application)
    return application


def make_window(settings: Settings) -> MainWindow:
    """Return the window in the person's theme, not yet shown."""
    appearance = Appearance(settings.preferences().theme)
    window = MainWindow(settings, appearance)
    appearance.setParent(window)
    return window


class LibraryOpener:
    """Opens libraries for the window, and closes the one before."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.library_requested.connect(self.open)

    def begin(self, start: Start) -> None:
        """Open the library to begin with, then the files that were asked for or the article read last."""
        from ui.collection import Collector

        collector, controller = Collector(self._window), self._window.controller
        controller.loading, controller.loaded = collector.pause, collector.set_aside
        keep_log()
        settings = self._window.settings
        last = settings.text("library")
        path = start.library or (Path(last) if last and Path(last).exists() else default_library_path())
        if not self.open(str(path)):
            return
        if start.files:
            self._window.transfer.open_files(start.files)
            return
        article = settings.text("last-article")
        if article and any(item.article.id == article for item in self._window.controller.articles()):
            self._window.controller.open_article(article)
        if not settings.flag("tour-seen") and not self._window.controller.articles():
            self._window.offer_tour()

    def open(self, path: str) -> bool:
        """Work in the library at `path`, which is made when it is not there; tell whether that went well."""
        from annotator.storage import Library
        from annotator.workspace import Workspace

        window, file = self._window, Path(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            library = Library.open(file)
        except AnnotatorError as error:
            window.controller.failed_with(error)
            return False
        except OSError as error:
            sentence = window.tr("The library “{name}” could not be opened.").format(name=file.name)
            hint = window.tr("Is its folder there, and are you allowed to write in it?")
            window.controller.failed_with(AnnotatorError(sentence, hint=hint, detail=str(error)))
            return False
        before = window.controller.workspace
        window.controller.use(Workspace(library, window.preferences.person))
        if before is not None:
            _leave(before.library)
        if file != default_library_path():
            window.settings.keep_text("library", str(file))
        return True

    def close(self) -> None:
        """Close the library."""
        if (workspace := self._window.controller.workspace) is not None:
            _leave(workspace.library)


def _leave(library: Library) -> None:
    """Back up a library if something was done since the newest backup, and close it.

    The window is gone or has another library by then, so nobody waits. What goes wrong is logged: the library
    itself is as it was.
    """
    import logging

    from annotator.storage import backup

    try:
        if backup.due(library):
            backup.make(library)
    except AnnotatorError:
        logging.getLogger("claimlight").exception("no backup of the library")
    finally:
        library.close()


class ExceptionHook:
    """Takes exceptions that nobody expected: into the log, and once at a time before the person."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._shown = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the exception and show it; what the world did wrong is shown calmly, above the article."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.show(error.with_traceback(trace))

    def show(self, error: BaseException) -> None:
        """Show an exception."""
        if isinstance(error, AnnotatorError):
            self._window.controller.failed_with(error)
            return
        import logging
        import traceback

        text = "".join(traceback.format_exception(error))
        logging.getLogger("claimlight").error("%s", text)
        if self._shown:
            return
        from ui.dialogs.crash import CrashDialog

        self._shown = True
        dialog = CrashDialog(text, log_file(), self._window)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._shown = False


def log_folder() -> Path:
    """Return the folder of the log."""
    import platformdirs

    return platformdirs.user_log_path("claimlight", appauthor=False)


def log_file() -> Path:
    """Return the file the log is written to."""
    return log_folder() / "claimlight.log"


def keep_log() -> None:
    """Write warnings and errors to the log file; where that cannot be, to standard error as before."""
    import logging

    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        if log_file().exists() and log_file().stat().st_size > _LOG_BYTES:
            log_file().replace(log_file().with_suffix(".old.log"))
        handler = logging.FileHandler(log_file(), encoding="utf-8", delay=True)
    except OSError as error:
        logging.getLogger("claimlight").warning("no log file: %s", error)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def install_translators(application: QApplication) -> list[QTranslator]:
    """Load Qt's and our words in the person's language; the translators must be kept."""
    locale = QLocale.system()
    use_language(locale.bcp47Name())
    translators = []
    folders = (("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)), ("claimlight", ""))
    for name, folder in folders:
        translator = QTranslator(application)
        where = folder or str(resource_path("i18n"))
        if locale.language() is not QLocale.Language.English and translator.load(locale, name, "_", where):
            application.installTranslator(translator)
            translators.append(translator)
    return translators
