"""What an act repaints is enough: the window then looks as if all of it had been painted anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from factories import blocks_of
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.imported import Imported
from annotator.model.span import Span
from annotator.workspace import Workspace
from ui.main_window import MainWindow

SENTENCE = "The bridge was opened in 1931, and it carried trams until 1958, as the archive says. "
TEXT = "\n".join(SENTENCE * (1 + number % 4) for number in range(24))
TAGS = (Qt.Key.Key_F, Qt.Key.Key_O, Qt.Key.Key_C)


@pytest.fixture
def marked(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> Iterator[MainWindow]:
    """The window with an article of several pages and forty marks, many of which overlap."""
    article = workspace.add_imported(Imported(TEXT, blocks_of(TEXT), "txt"), TEXT.encode(), "long.txt")
    chance = random.Random(4)
    starts = [chance.randrange(len(TEXT) - 90) for _ in range(40)]
    for number, start in enumerate(starts):
        tag = ("fact", "opinion", "contested")[number % 3]
        workspace.mark(article.id, Span(start, start + chance.randrange(4, 90)), tag)
    window.controller.open_article(article.id)
    window.actions_["suggestions.on"].trigger()  # off: they come when they are found
    assert not window.suggestions.is_on
    window.article_view.setFocus()
    assert window.editor_dock.form  # made later otherwise
    coverage = window.pane.coverage
    assert coverage is not None
    qtbot.waitUntil(lambda: window.article_view.is_laid_out() and coverage.is_counted())
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in coverage.findChildren(QTimer)))
    flash = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield window
    QApplication.setCursorFlashTime(flash)


def seen(window: MainWindow) -> QImage:
    """The window as it is on the screen once it rests, without painting anything for it."""
    before, now = QImage(), _on_screen(window)
    while now != before:
        for _ in range(3):
            QApplication.processEvents()
        before, now = now, _on_screen(window)
    return now


def _on_screen(window: MainWindow) -> QImage:
    return window.screen().grabWindow(window.winId()).toImage()


def acts(window: MainWindow, chance: random.Random) -> list[Callable[[], object]]:
    view, controller = window.article_view, window.controller

    def mark() -> None:
        start = chance.randrange(len(TEXT) - 90)
        view.select(Span(start, start + chance.randrange(4, 90)))
        QTest.keyClick(view, chance.choice(TAGS))

    def choose() -> None:
        numbered = controller.marks.numbered(1 + chance.randrange(len(controller.marks)))
        controller.select(numbered.id, reveal=chance.random() < 0.6)

    def stretch() -> None:
        current = controller.current
        if current is not None and current.span is not None:
            controller.move(current.id, Span(current.span.start, current.span.end + chance.randrange(1, 60)))

    return [
        mark,
        mark,
        choose,
        choose,
        stretch,
        lambda: QTest.keyClick(view, chance.choice(TAGS)),
        window.mark_commands.delete,
        window.undo_action.trigger,
        window.redo_action.trigger,
        lambda: controller.step(chance.choice([1, -1])),
        lambda: QTest.keyClick(view, Qt.Key.Key_Escape),
        lambda: view.verticalScrollBar().setValue(chance.randrange(view.verticalScrollBar().maximum())),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_act_the_window_looks_as_if_all_of_it_were_painted_anew(
    marked: MainWindow, seed: int
) -> None:
    chance = random.Random(seed)
    moved = 0
    before = seen(marked)
    for number in range(40):
        act = chance.choice(acts(marked, chance))
        act()
        now = seen(marked)
        moved += now != before
        for part in marked.findChildren(QWidget):
            part.update()
        before = seen(marked)
        assert now == before, f"act {number}, {act}"
    assert moved > 20, "nothing was seen to change"
