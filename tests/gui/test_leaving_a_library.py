"""What happens to a library when the window is done with it."""

from __future__ import annotations

from pathlib import Path

from factories import BRIDGE
from pytestqt.qtbot import QtBot

from annotator.storage import Library
from annotator.storage.retention import backups
from annotator.workspace import Workspace
from ui.app import LibraryOpener
from ui.main_window import MainWindow


def test_a_library_that_was_worked_in_is_backed_up_once_when_it_is_left(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "worked.claimlight"
    with Library.open(path) as library:
        article = Workspace(library).import_bytes(BRIDGE.encode(), "bridge.txt")
    opener = LibraryOpener(empty_window)
    assert opener.open(str(path))
    opener.open(str(tmp_path / "other.claimlight"))
    ((_, copy),) = backups(path)
    with Library.open(copy, create=False) as kept:
        assert kept.article(article.id) == article
    made = copy.stat()
    opener.open(str(path))
    opener.close()
    ((_, same),) = backups(path)
    assert (same.stat().st_ino, same.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def test_leaving_a_library_never_fails_for_want_of_a_backup(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "worked.claimlight"
    with Library.open(path) as library:
        Workspace(library).import_bytes(BRIDGE.encode(), "bridge.txt")
    (tmp_path / "backups").write_text("a file where the folder should be", encoding="utf-8")
    opener = LibraryOpener(empty_window)
    assert opener.open(str(path))
    opener.close()
    with Library.open(path) as again:
        assert len(again.articles()) == 1
