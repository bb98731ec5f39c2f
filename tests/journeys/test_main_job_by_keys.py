"""The main job from an empty window to marks with notes, without a mouse and after a restart."""

from __future__ import annotations

from pathlib import Path

from factories import ANA
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Kind
from annotator.storage import Library
from annotator.workspace import Workspace
from ui.main_window import MainWindow

ARTICLE = (
    "A bench for the harbour\n\n"
    "The council bought 12 benches in 2024. They are the most comfortable benches on the coast.\n\n"
    "“We sat on forty before we chose,” said Ida Brandt. The old benches drove visitors away.\n"
)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, PLAIN = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifiers)


def paste_article(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(ARTICLE)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.setFocus()
    with qtbot.waitSignal(window.controller.article_opened, timeout=20_000):
        press(qtbot, Qt.Key.Key_V, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: window.article_view.hasFocus())


def test_paste_mark_note_undo_and_find_it_all_again(
    qtbot: QtBot, empty_window: MainWindow, library: Library
) -> None:
    window = empty_window
    paste_article(qtbot, window)

    press(qtbot, Qt.Key.Key_Down, ALT)  # the first sentence without a mark, selected
    press(qtbot, Qt.Key.Key_Down, ALT)
    press(qtbot, Qt.Key.Key_F)
    press(qtbot, Qt.Key.Key_Down, ALT)
    press(qtbot, Qt.Key.Key_O)
    press(qtbot, Qt.Key.Key_N)
    note = QApplication.focusWidget()
    assert note is not None
    qtbot.keyClicks(note, "By whose measure?")
    press(qtbot, Qt.Key.Key_Escape)
    assert window.article_view.hasFocus()
    press(qtbot, Qt.Key.Key_Down, ALT)
    press(qtbot, Qt.Key.Key_C)
    press(qtbot, Qt.Key.Key_Q)

    article = window.controller.article
    assert article is not None
    marks = library.annotations(article.id)
    assert [(mark.exact, mark.tag) for mark in marks] == [
        ("The council bought 12 benches in 2024.", "fact"),
        ("They are the most comfortable benches on the coast.", "opinion"),
        ("“We sat on forty before we chose,” said Ida Brandt.", "contested"),
    ]
    assert marks[1].note == "By whose measure?"
    assert marks[2].kind is Kind.QUOTE

    press(qtbot, Qt.Key.Key_Home, CONTROL)
    press(qtbot, Qt.Key.Key_Down, ALT)  # the title, and then past all that has a mark
    press(qtbot, Qt.Key.Key_Down, ALT)
    selected = window.article_view.selected_span()
    assert selected is not None
    assert selected.of(ARTICLE.strip()) == "The old benches drove visitors away."

    press(qtbot, Qt.Key.Key_Z, CONTROL)
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert len(library.annotations(article.id)) == 2
    press(qtbot, Qt.Key.Key_Y, CONTROL)
    assert len(library.annotations(article.id)) == 3


def test_what_was_marked_is_there_after_a_restart_and_can_be_undone_and_exported(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    paste_article(qtbot, empty_window)
    press(qtbot, Qt.Key.Key_Down, ALT)
    press(qtbot, Qt.Key.Key_Down, ALT)
    press(qtbot, Qt.Key.Key_F)
    article = empty_window.controller.article
    assert article is not None
    empty_window.close()
    with Library.open(tmp_path / "library.claimlight") as again:
        workspace = Workspace(again, ANA)
        assert [mark.tag for mark in workspace.open(article.id).annotations] == ["fact"]
        assert "checked" in workspace.export(article.id, tmp_path / "out.docx").lower()
        assert workspace.undo() is not None
        assert workspace.open(article.id).annotations == ()
