"""Whatever takes the focus says what it is, in the window and in every dialog, and Esc leads out of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import span_of
from journeys.every_dialog import BY_ACTION, BY_HAND, every_dialog, open_dialog
from journeys.hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.model.source import Source
from ui.accessibility import said_of
from ui.main_window import MainWindow

SAYS_NOTHING = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Window,
    QAccessible.Role.Pane,
}


def stops(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at inside a window, in its order."""
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root:
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        # the line inside a number's field is no stop of its own
        is_whole = not isinstance(widget.parentWidget(), QAbstractSpinBox)
        if by_tab and is_whole and widget.isVisible() and widget.isEnabled() and widget.window() is root:
            yield widget
        widget = widget.nextInFocusChain()


def unsaid(widget: QWidget) -> str:
    """Return what assistive technology is not told about a control; "" for nothing."""
    told = QAccessible.queryAccessibleInterface(widget)
    where = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
    if told is None or not told.isValid():
        return f"{where}: is not there"
    # Qt has no word for what is drawn by hand: then its description has to say what it is for.
    if told.role() in SAYS_NOTHING and not told.text(QAccessible.Text.Description).strip():
        return f"{where}: {told.role()}"
    # A row of tabs has no name of its own; its tabs have, and they are what is read out.
    tabs = [told.child(place) for place in range(told.childCount())] if isinstance(widget, QTabBar) else []
    said = [tab.text(QAccessible.Text.Name) for tab in tabs if tab is not None] or [said_of(widget)]
    if not all(words.strip() for words in said):
        return f"{where}: has no name"
    if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)) and told.textInterface() is None:
        return f"{where}: cannot be read letter by letter"
    return ""


def silent(root: QWidget) -> list[str]:
    """Return what is wrong with the stops of a window."""
    found = list(stops(root))
    assert found, "nothing takes the focus"
    return [fault for fault in map(unsaid, found) if fault]


def test_the_stops_of_the_empty_window_say_what_they_are(hands: Hands, empty_window: MainWindow) -> None:
    assert silent(empty_window) == []


def test_the_stops_of_the_window_at_work_say_what_they_are(qtbot: QtBot, window: MainWindow) -> None:
    assert window.controller.version is not None
    window.controller.mark(span_of(window.controller.version.text, "opened in 1931"), "fact")
    assert window.controller.current is not None
    window.controller.add_evidence(window.controller.current.id, Source("s", "Bridge log"))
    Hands().press("Ctrl+F")
    window.annotation_dock.panel.panel.show()
    window.pane.jobs.show_busy("Opening")
    assert silent(window) == []
    for key in ("Ctrl+L", "Ctrl+Alt+J"):  # the list of marks and the suggestions are tabs of one pane
        Hands().press(key)
        assert silent(window) == []


def test_there_is_no_dialog_that_is_not_looked_at_here() -> None:
    assert every_dialog() == {*BY_ACTION, *BY_HAND}


@pytest.mark.parametrize("name", sorted({*BY_ACTION, *BY_HAND}))
def test_a_dialog_begins_at_a_control_says_what_each_one_is_and_closes_with_escape(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str
) -> None:
    assert window.controller.version is not None
    window.controller.mark(span_of(window.controller.version.text, "opened in 1931"), "fact")
    hands = Hands()
    dialog = open_dialog(name, qtbot, window, tmp_path)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    assert hands.place()
    assert silent(dialog) == []
    with qtbot.waitSignal(dialog.finished):
        hands.press("Esc")
    assert hands.place() == window.article_view.accessibleName()


def test_a_control_without_a_name_is_found(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    QLineEdit(box)
    QComboBox(box).addItem("What is chosen is no name")
    box.show()
    assert silent(box) == ["QLineEdit in QWidget: has no name", "QComboBox in QWidget: has no name"]
