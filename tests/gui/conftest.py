"""A real window with a real library, in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from factories import BRIDGE, blocks_of, span_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.imported import Imported
from annotator.workspace import Workspace
from ui.appearance import Appearance, use_our_style
from ui.main_window import MainWindow
from ui.settings import Settings


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every wait for a state half a minute: a busy machine is slow, and that is no failure."""
    monkeypatch.setattr(QtBot, "waitUntil", partialmethod(QtBot.waitUntil, timeout=30_000))
    monkeypatch.setattr(QtBot, "waitSignal", partialmethod(QtBot.waitSignal, timeout=30_000))


@pytest.fixture
def settings(tmp_path: Path, qapp: QApplication) -> Settings:
    """Settings in a file of their own."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def article(workspace: Workspace) -> Article:
    """The bridge article, without marks."""
    imported = Imported(text=BRIDGE, blocks=blocks_of(BRIDGE), format="txt")
    return workspace.add_imported(imported, BRIDGE.encode(), "bridge.txt")


@pytest.fixture
def empty_window(
    qtbot: QtBot, qapp: QApplication, settings: Settings, workspace: Workspace
) -> Iterator[MainWindow]:
    """The window as it is after the start, with no article open."""
    use_our_style(qapp)
    appearance = Appearance("light")
    window = MainWindow(settings, appearance)
    appearance.setParent(window)
    qtbot.addWidget(window)
    window.controller.use(workspace)
    window.resize(1280, 860)
    window.show()
    qtbot.waitExposed(window)
    yield window
    for timer in window.findChildren(QTimer):  # the library is closed next: nothing may begin after that
        timer.stop()
    for jobs in (window.jobs, window.suggestions.jobs, window.proposals.jobs):
        jobs.wait()


@pytest.fixture
def window(qtbot: QtBot, empty_window: MainWindow, article: Article) -> MainWindow:
    """The window with the bridge article, ready for keys."""
    empty_window.controller.library_changed.emit()
    empty_window.controller.open_article(article.id)
    with qtbot.waitActive(empty_window):
        empty_window.activateWindow()
    empty_window.article_view.setFocus()
    return empty_window


@pytest.fixture
def select(window: MainWindow) -> Callable[..., None]:
    """Select a passage of the article by its words."""

    def act(passage: str, occurrence: int = 1) -> None:
        assert window.controller.version is not None
        window.article_view.select(span_of(window.controller.version.text, passage, occurrence))

    return act


@pytest.fixture
def mark(window: MainWindow) -> Callable[..., Annotation]:
    """Mark a passage by its words, past the keys."""

    def act(passage: str, tag: str = "fact", occurrence: int = 1) -> Annotation:
        assert window.controller.version is not None
        window.controller.mark(span_of(window.controller.version.text, passage, occurrence), tag)
        assert window.controller.current is not None
        return window.controller.current

    return act


@pytest.fixture
def press(qtbot: QtBot, window: MainWindow) -> Callable[..., None]:
    """Press keys, wherever the focus is in the window."""

    def act(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)

    return act
