"""The bin: an article is deleted for good by keys alone, and never by mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from factories import BRIDGE, blocks_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.errors import AnnotatorError, LibraryError
from annotator.model.article import Article
from annotator.model.imported import Imported
from annotator.storage import Library, backup, erasing
from annotator.storage.retention import backup_folder
from annotator.workspace import Workspace
from ui.accessibility import nameless
from ui.dialogs.bin_dialog import BinDialog
from ui.dialogs.erase import EraseDialog
from ui.main_window import MainWindow
from ui.version_reader import VersionReader

Mark = Callable[..., object]
Press = Callable[..., None]


@pytest.fixture
def bin_(qtbot: QtBot, window: MainWindow, mark: Mark, article: Article) -> BinDialog:
    """The bin with the bridge article and its mark."""
    mark("opened in 1931")
    window.controller.remove_article(article.id)
    return opened_bin(qtbot, window)


def opened_bin(qtbot: QtBot, window: MainWindow) -> BinDialog:
    dialog = BinDialog(window)
    qtbot.addWidget(dialog)
    dialog.open()
    in_front(qtbot, dialog)
    return dialog


def in_front(qtbot: QtBot, dialog: QWidget) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def tab_to(qtbot: QtBot, widget: QWidget) -> None:
    for _ in range(20):
        if QApplication.focusWidget() is widget:
            return
        qtbot.keyClick(QApplication.focusWidget() or widget.window(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {widget.accessibleName()}")


def asked(qtbot: QtBot, dialog: BinDialog) -> EraseDialog:
    """Ask for the first article to be deleted for good, by keys."""
    tab_to(qtbot, dialog.erase)
    qtbot.keyClick(dialog.erase, Qt.Key.Key_Space)
    question = dialog.findChild(EraseDialog)
    assert question is not None
    in_front(qtbot, question)
    return question


def shown(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_an_article_is_deleted_for_good_by_keys(
    qtbot: QtBot, window: MainWindow, bin_: BinDialog, article: Article, library: Library
) -> None:
    question = asked(qtbot, bin_)
    tab_to(qtbot, question.erase)
    with (
        qtbot.waitSignal(window.controller.library_changed),
        qtbot.waitSignal(window.controller.saved) as saved,
        qtbot.waitSignal(window.controller.announced),
    ):
        qtbot.keyClick(question.erase, Qt.Key.Key_Space)
    assert saved.args[0].startswith("Deleted for good")
    assert library.article(article.id) is None
    assert bin_.list.count() == 0
    assert not bin_.erase.isEnabled()
    assert not bin_.restore.isEnabled()
    assert not window.actions_["edit.undo"].isEnabled()
    assert b"Ostley" not in library.path.read_bytes()
    assert QApplication.overrideCursor() is None


def test_enter_on_an_article_brings_it_back_and_leaves_the_bin_open(
    qtbot: QtBot, bin_: BinDialog, article: Article, library: Library
) -> None:
    bin_.list.setFocus()
    qtbot.keyClick(bin_.list, Qt.Key.Key_Return)
    assert [item.article.id for item in library.articles()] == [article.id]
    assert bin_.isVisible()
    assert bin_.list.count() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_leave_everything_as_it_is(
    qtbot: QtBot, bin_: BinDialog, article: Article, library: Library, key: Qt.Key
) -> None:
    question = asked(qtbot, bin_)
    assert QApplication.focusWidget() is question.cancel
    qtbot.keyClick(question.cancel, key)
    assert not question.isVisible()
    assert bin_.list.count() == 1
    assert library.article(article.id) is not None


def test_the_question_names_the_article_and_says_what_goes_and_what_stays(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    imported = Imported(text=BRIDGE, blocks=blocks_of(BRIDGE), format="txt")
    other = workspace.add_imported(imported, b"other", "a <b>bold plan.txt")
    window.controller.remove_article(other.id)
    question = asked(qtbot, opened_bin(qtbot, window))
    said = shown(question)
    for words in (
        "“a <b>bold plan”",
        "its marks, notes and history",
        "original file",
        "cannot be undone",
        "sources stay",
    ):
        assert words in said, words
    for described in (question, question.backups):
        assert described.accessibleDescription() in said
        assert described.accessibleDescription().endswith(".")
    assert not list(nameless(question))
    assert not question.backups.isChecked()


def test_earlier_backups_go_when_the_box_is_ticked(
    qtbot: QtBot, bin_: BinDialog, article: Article, library: Library
) -> None:
    old = backup.make(library)
    question = asked(qtbot, bin_)
    tab_to(qtbot, question.backups)
    qtbot.keyClick(question.backups, Qt.Key.Key_Space)
    tab_to(qtbot, question.erase)
    qtbot.keyClick(question.erase, Qt.Key.Key_Space)
    (only,) = backup_folder(library.path).iterdir()
    assert b"Ostley" not in only.read_bytes()
    assert only.name.split()[0] == old.name.split()[0]


def test_earlier_backups_stay_when_the_box_is_not_ticked(
    qtbot: QtBot, bin_: BinDialog, library: Library
) -> None:
    old = backup.make(library)
    data = old.read_bytes()
    question = asked(qtbot, bin_)
    tab_to(qtbot, question.erase)
    qtbot.keyClick(question.erase, Qt.Key.Key_Space)
    assert old.read_bytes() == data


def test_of_several_articles_the_chosen_one_goes(
    qtbot: QtBot, window: MainWindow, bin_: BinDialog, workspace: Workspace
) -> None:
    imported = Imported(text="A plan.", blocks=blocks_of("A plan."), format="txt")
    window.controller.remove_article(workspace.add_imported(imported, b"plan", "plan.txt").id)
    dialog = opened_bin(qtbot, window)
    titles = [dialog.list.item(row).text() for row in range(2)]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    question = asked(qtbot, dialog)
    tab_to(qtbot, question.erase)
    qtbot.keyClick(question.erase, Qt.Key.Key_Space)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == titles[:1]


def test_an_article_that_cannot_be_deleted_stays_and_a_sentence_says_why(
    qtbot: QtBot, window: MainWindow, bin_: BinDialog, article: Article, library: Library
) -> None:
    library._connection.execute("PRAGMA query_only=ON")
    failures: list[AnnotatorError] = []
    told: list[str] = []
    window.controller.failed.connect(failures.append)
    window.controller.saved.connect(told.append)
    question = asked(qtbot, bin_)
    tab_to(qtbot, question.erase)
    qtbot.keyClick(question.erase, Qt.Key.Key_Space)
    assert [str(error) for error in failures] == ["The library “library.claimlight” is write-protected."]
    assert told == []
    assert bin_.list.count() == 1


def test_what_is_left_in_the_file_is_said_and_the_article_is_gone_all_the_same(
    qtbot: QtBot, window: MainWindow, bin_: BinDialog, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_connection: object) -> None:
        raise LibraryError("There is no room.")

    monkeypatch.setattr(erasing, "clean", no_room)
    with qtbot.waitSignal(window.controller.failed) as failed, qtbot.waitSignal(window.controller.saved):
        window.controller.erase_article(article.id)
    assert "may still be in the library file" in str(failed.args[0])


def test_an_article_that_is_still_on_screen_is_closed(
    qtbot: QtBot, window: MainWindow, article: Article, library: Library
) -> None:
    with Library.open(library.path) as elsewhere:
        Workspace(elsewhere).remove_article(article.id)
    assert window.controller.article is not None
    window.controller.erase_article(article.id)
    assert window.controller.article is None
    assert library.article(article.id) is None


def test_another_dialog_about_an_article_that_is_gone_breaks_nothing(
    qtbot: QtBot, window: MainWindow, article: Article, library: Library, tmp_path: Path
) -> None:
    dossier = window.controller.dossier()
    assert dossier is not None
    reader = VersionReader(window, dossier, 1)
    qtbot.addWidget(reader)
    reader.show()
    (tmp_path / "edited.txt").write_text(BRIDGE.replace("in 1931.", "in 1932."), encoding="utf-8")
    window.together.new_version(tmp_path / "edited.txt")

    def previews() -> list[QWidget]:
        found = QApplication.topLevelWidgets()
        return [item for item in found if type(item).__name__ == "NewVersionDialog" and item.isVisible()]

    qtbot.waitUntil(lambda: bool(previews()))
    (preview,) = previews()
    window.controller.remove_article(article.id)
    window.controller.erase_article(article.id)
    with qtbot.waitSignal(window.controller.failed) as failed:
        preview.accept_button.click()
    assert "no longer in the library" in str(failed.args[0])
    reader.close()
    assert library.check() == []
