"""Every dialog there is, opened over a window with an article: by its action where it has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from factories import BRIDGE, span_of
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from word_files import comment, commented, para, run, word_file

from annotator.exporters.choices import Choices
from annotator.importers import read
from annotator.model.person import Person
from annotator.storage import Library
from annotator.workspace import Workspace
from ui.dialogs.sheet import Sheet
from ui.main_window import MainWindow

BY_ACTION = {
    "AboutDialog": "help.about",
    "AcceptSuggestionsDialog": "suggestions.accept-all",
    "ArticleDetailsDialog": "article.details",
    "BinDialog": "library.bin",
    "CodebookDialog": "codebook.edit",
    "ExportDialog": "article.export",
    "HelpDialog": "help.open",
    "ImportReportDialog": "article.report",
    "LearnedDialog": "suggestions.learned",
    "PreferencesDialog": "settings.open",
    "RepairDialog": "article.repair",
    "ShortcutCard": "help.shortcuts",
    "ShortcutsDialog": "shortcuts.edit",
    "VersionsDialog": "version.list",
}


def open_dialog(name: str, qtbot: QtBot, window: MainWindow, folder: Path) -> QDialog:
    """Open the dialog of this class and return it once it is there."""
    if name in BY_ACTION:
        qtbot.waitUntil(window.actions_[BY_ACTION[name]].isEnabled)
        window.actions_[BY_ACTION[name]].trigger()
    else:
        made = BY_HAND[name](window, folder)
        if made is not None:
            made.open()

    def shown() -> list[QDialog]:
        found = (widget for widget in QApplication.topLevelWidgets() if type(widget).__name__ == name)
        return [widget for widget in found if isinstance(widget, QDialog) and widget.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def every_dialog() -> set[str]:
    """Return the names of all classes of dialogs, so that no new one is forgotten."""
    from importlib import import_module
    from pkgutil import iter_modules

    import ui
    import ui.dialogs

    for package in (ui.dialogs, ui):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            if module.name != "ui.__main__":
                import_module(module.name)
    return {kind.__name__ for kind in _below(Sheet)}


def _below(kind: type) -> set[type]:
    return {found for child in kind.__subclasses__() for found in {child, *_below(child)}}


def _batch(window: MainWindow, folder: Path) -> QDialog:
    from ui.dialogs.batch import BatchDialog
    from ui.opening_batch import Fate, Outcome

    outcomes = [
        Outcome(folder / "a.txt", Fate.REFUSED, "It is empty.", "Choose another."),
        Outcome(folder / "b.txt", Fate.OPENED),
    ]
    return BatchDialog("1 article opened, 1 refused.", outcomes, window)


def _chapters(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.chapters import ChaptersDialog

    return ChaptersDialog("book.epub", ["The ferry", "The bridge"], window)


def _crash(window: MainWindow, folder: Path) -> QDialog:
    from ui.dialogs.crash import CrashDialog

    return CrashDialog("Traceback: none", folder / "log", window)


def _encoding(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.encoding import EncodingDialog

    return EncodingDialog("polish.txt", "Zażółć gęślą jaźń".encode("cp1250"), window)


def _erase(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.erase import EraseDialog

    return EraseDialog(window.controller.articles()[0].article, window)


def _export_many(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.export_many import ExportManyDialog
    from ui.export_kinds import export_kinds

    return ExportManyDialog(window, next(export_kinds()), Choices(), parent=window)


def _link(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.link import LinkDialog

    return LinkDialog(QUrl("https://news.example/a"), window)


def _marks_mapping(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.marks_mapping import MarksMappingDialog

    words = commented(0, run("The bridge was opened in 1931."))
    bright = run("It is fine.", '<w:highlight w:val="yellow"/>')
    parts = {"comments": comment(0, "Which archive?", author="Bo Lind", key="0A")}
    return MarksMappingDialog(window, read(word_file(para(words), para(bright), parts=parts), "draft.docx"))


def _merge(window: MainWindow, folder: Path) -> None:
    assert window.controller.article is not None
    assert window.controller.workspace is not None
    window.controller.workspace.export(window.controller.article.id, folder / "sent.docx")
    with Library.open(folder / "ben.claimlight") as library:
        ben = Workspace(library, Person("Ben Ode", "BO"))
        copy = ben.import_file(folder / "sent.docx")
        ben.mark(copy.id, span_of(BRIDGE, "trams until 1958"), "fact")
    window.together.compare(str(folder / "ben.claimlight"))


def _new_version(window: MainWindow, folder: Path) -> None:
    (folder / "edited.txt").write_text(BRIDGE.replace("in 1931.", "in 1932."), encoding="utf-8")
    window.together.new_version(folder / "edited.txt")


def _offer(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.offer import OfferDialog

    return OfferDialog("Tracked Changes", "Which text?", (("With Them", bool), ("Without", bool)), window)


def _open_url(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.open_url import OpenUrlDialog

    return OpenUrlDialog("https://news.example/a", window)


def _password(window: MainWindow, _folder: Path) -> QDialog:
    from ui.dialogs.password import PasswordDialog

    return PasswordDialog("“secret.pdf” wants a password.", window)


def _returned(window: MainWindow, folder: Path) -> None:
    assert window.controller.article is not None
    assert window.controller.workspace is not None
    window.controller.workspace.export(window.controller.article.id, folder / "sent.docx")
    sent = (folder / "sent.docx").read_bytes()
    window.together.show_returned("", "sent.docx", (read(sent, "sent.docx"), sent))


def _version_reader(window: MainWindow, _folder: Path) -> QDialog:
    from ui.version_reader import VersionReader

    dossier = window.controller.dossier()
    assert dossier is not None
    return VersionReader(window, dossier, 1)


BY_HAND: dict[str, Callable[[MainWindow, Path], QDialog | None]] = {
    "BatchDialog": _batch,
    "ChaptersDialog": _chapters,
    "CrashDialog": _crash,
    "EncodingDialog": _encoding,
    "EraseDialog": _erase,
    "ExportManyDialog": _export_many,
    "LinkDialog": _link,
    "MarksMappingDialog": _marks_mapping,
    "MergeDialog": _merge,
    "NewVersionDialog": _new_version,
    "OfferDialog": _offer,
    "OpenUrlDialog": _open_url,
    "PasswordDialog": _password,
    "ReturnedDialog": _returned,
    "VersionReader": _version_reader,
}
