"""Names for everything, an order for the keyboard, and the window read through the accessibility tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.model.source import Source
from ui.accessibility import named, nameless
from ui.labels import plain_label
from ui.main_window import MainWindow

DIALOGS = (
    "codebook.edit", "settings.open", "article.export", "article.details", "article.report", "help.open",
    "help.shortcuts", "shortcuts.edit", "help.about", "library.bin",
)  # fmt: skip


def _describe(widgets: Iterator[QWidget]) -> list[str]:
    return [f"{type(w).__name__} {w.objectName()} in {type(w.parentWidget()).__name__}" for w in widgets]


def test_every_control_of_the_empty_window_has_a_name(empty_window: MainWindow) -> None:
    assert _describe(nameless(empty_window)) == []


def test_every_control_has_a_name_with_an_article_a_mark_evidence_and_filters(
    window: MainWindow, mark: Callable[..., Annotation]
) -> None:
    made = mark("opened in 1931")
    window.controller.add_evidence(made.id, Source("s", "Bridge log"))
    window.annotation_dock.panel.panel.show()
    window.pane.jobs.show_busy("Opening")
    assert _describe(nameless(window)) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_has_a_name_and_foreign_text_is_plain(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    window.actions_[name].trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    try:
        assert _describe(nameless(dialog)) == []
        for label in dialog.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText or not label.text(), label.text()
    finally:
        dialog.close()


def test_a_control_without_a_name_is_found(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    wanting = [QPushButton(box), QComboBox(box)]
    wanting[1].addItem("What is chosen is no name")
    named(QPushButton(box), "Named")
    named(QComboBox(box), "Named").addItem("A choice")
    with_label = QComboBox(box)
    plain_label("Labelled", box).setBuddy(with_label)
    assert list(nameless(box)) == wanting


def test_no_label_of_the_window_guesses_rich_text(
    window: MainWindow, mark: Callable[..., Annotation]
) -> None:
    mark("opened in 1931")
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text(), label.text()


def _all(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from _all(child)


def test_the_window_can_be_read_through_the_accessibility_tree(
    window: MainWindow, mark: Callable[..., Annotation]
) -> None:
    mark("opened in 1931")
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    names = [found.text(QAccessible.Text.Name) for found in _all(root)]
    for expected in ("Fact", "List of marks", "Articles", "Check status", "Note", "Command Palette"):
        assert expected in names, expected
    assert "1, Fact, Claim, Unchecked, opened in 1931" in names


def test_the_article_is_real_text_to_assistive_technology(window: MainWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(window.article_view)
    assert interface is not None
    text = interface.textInterface()
    assert text is not None
    assert "The bridge was opened in 1931." in text.text(0, text.characterCount())


def test_f6_goes_from_pane_to_pane_and_back(
    qtbot: QtBot, window: MainWindow, mark: Callable[..., Annotation]
) -> None:
    mark("opened in 1931")
    window.article_view.setFocus()
    stops = []
    for _ in range(4):
        window.actions_["pane.next"].trigger()
        stops.append(QApplication.focusWidget())
    assert stops[0] is window.annotation_dock.panel.view
    assert window.editor_dock.isAncestorOf(stops[1])
    assert stops[2] is window.library_dock.panel.view
    assert stops[3] is window.article_view
    window.actions_["pane.previous"].trigger()
    assert QApplication.focusWidget() is window.library_dock.panel.view


def test_the_tour_can_be_walked_and_left_with_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    from ui.tour import Tour

    window.start_tour()
    tour = window.findChild(Tour)
    assert tour is not None
    titles = [tour.title.text()]
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget() or tour, Qt.Key.Key_Return)
        titles.append(tour.title.text())
    assert len(set(titles)) == 5
    qtbot.keyClick(tour, Qt.Key.Key_Left)
    assert tour.title.text() == titles[3]
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert not tour.isVisible()
