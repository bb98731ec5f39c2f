"""Following a file: what counts as saved, and what does not."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from factories import BRIDGE
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.file_watch import FileWatch
from ui.main_window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that was read already."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    return folder / "bridge.txt"


@pytest.fixture
def watch(qtbot: QtBot, path: Path) -> FileWatch:
    """A watch on it that looks often."""
    watch = FileWatch(pause_ms=20, poll_ms=100)
    watch.follow(path, sha256(path.read_bytes()).hexdigest())
    return watch


def quiet(qtbot: QtBot, watch: FileWatch) -> bool:
    """Wait until the watch has looked at the file and is at rest; tell whether it stayed silent."""
    told: list[str] = []
    watch.changed.connect(told.append)
    stamp = watch._stamp()
    qtbot.waitUntil(lambda: watch._done == stamp and not watch._pause.isActive(), timeout=5_000)
    return not told


def test_the_content_one_has_already_is_no_news(qtbot: QtBot, watch: FileWatch) -> None:
    assert quiet(qtbot, watch)


def test_a_file_saved_in_place_is_told_once(qtbot: QtBot, watch: FileWatch, path: Path) -> None:
    assert quiet(qtbot, watch)
    with qtbot.waitSignal(watch.changed, timeout=5_000) as told:
        path.write_text(BRIDGE + "\nMore.", encoding="utf-8")
    assert told.args == [str(path)]
    assert quiet(qtbot, watch)


def test_a_file_replaced_by_another_is_followed_on(qtbot: QtBot, watch: FileWatch, path: Path) -> None:
    for words in ("first save", "second save"):
        new = path.with_name("~temporary.tmp")
        new.write_text(words, encoding="utf-8")
        with qtbot.waitSignal(watch.changed, timeout=5_000):
            new.replace(path)


def test_a_file_taken_away_and_put_back_is_followed_on(qtbot: QtBot, watch: FileWatch, path: Path) -> None:
    path.unlink()
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        path.write_text("It is back.", encoding="utf-8")


def test_what_words_lock_file_says_is_ignored(qtbot: QtBot, watch: FileWatch, path: Path) -> None:
    assert quiet(qtbot, watch)
    path.with_name("~$bridge.txt").write_bytes(b"Ben Ode")
    assert quiet(qtbot, watch)


def test_the_same_bytes_saved_again_are_no_news(qtbot: QtBot, watch: FileWatch, path: Path) -> None:
    assert quiet(qtbot, watch)
    path.write_bytes(path.read_bytes())
    assert quiet(qtbot, watch)


def test_half_a_word_file_is_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("word/document.xml", "<w/>" * 50)
    path = tmp_path / "bridge.docx"
    path.write_bytes(b"old")
    watch = FileWatch(pause_ms=20, poll_ms=100)
    watch.follow(path, "")
    told: list[str] = []
    watch.changed.connect(told.append)
    path.write_bytes(whole.getvalue()[:40])
    qtbot.waitUntil(lambda: watch._seen == watch._stamp() and watch._left < 110, timeout=5_000)
    assert told == []
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        path.write_bytes(whole.getvalue())


def test_following_nothing_tells_nothing(qtbot: QtBot, watch: FileWatch, path: Path) -> None:
    watch.follow(None)
    assert watch.path is None
    assert not any(timer.isActive() for timer in watch.findChildren(QTimer))


def test_the_window_offers_the_new_version_and_changes_nothing_by_itself(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    window.together.following.watch._pause.setInterval(20)
    window.together.following.follow(str(path))
    assert window.actions_["file.follow"].isChecked()
    path.write_text(BRIDGE.replace("1931", "1932"), encoding="utf-8")
    qtbot.waitUntil(lambda: "has been saved" in window.pane.notice.text.text(), timeout=10_000)
    assert window.controller.version is not None
    assert window.controller.version.text == BRIDGE
    assert window.pane.notice.button.text() == "See the New Version"


def test_what_is_followed_is_remembered_for_the_article(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    assert window.controller.article is not None
    article = window.controller.article.id
    window.together.following.follow(str(path))
    window.controller.close_article()
    assert window.together.following.watch.path is None
    window.controller.open_article(article)
    assert window.together.following.watch.path == path
    window.actions_["file.follow"].trigger()
    assert window.together.following.watch.path is None
    assert window.settings.text(f"follow/{article}") == ""
