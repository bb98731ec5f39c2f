"""The window as assistive technology sees it: through the accessibility tree alone."""

from __future__ import annotations

from collections.abc import Iterator

from factories import BRIDGE, span_of
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow


def tree(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    for index in range(node.childCount()):
        child = node.child(index)
        if child is not None and child.isValid():
            yield from tree(child)


def test_the_article_is_text_that_can_be_read_and_its_marks_are_rows_that_say_what_they_are(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.controller.version is not None
    window.controller.mark(span_of(window.controller.version.text, "opened in 1931"), "fact")
    view = QAccessible.queryAccessibleInterface(window.article_view)
    assert view.role() == QAccessible.Role.EditableText
    text = view.textInterface()
    assert "The bridge was opened in 1931." in text.text(0, text.characterCount())
    assert text.characterCount() >= len(BRIDGE)
    root = QAccessible.queryAccessibleInterface(window)
    names = [node.text(QAccessible.Text.Name) for node in tree(root)]
    assert any("opened in 1931" in name and "Fact" in name for name in names)


def test_every_button_and_field_in_sight_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    roles = {
        QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.List,
        QAccessible.Role.Tree,
        QAccessible.Role.Table,
    }
    assert window.controller.version is not None
    window.controller.mark(span_of(window.controller.version.text, "opened in 1931"), "fact")
    root = QAccessible.queryAccessibleInterface(window)
    nameless = [
        node.object().metaObject().className()
        for node in tree(root)
        if node.role() in roles
        and not node.state().invisible
        and node.object() is not None
        and not node.text(QAccessible.Text.Name)
    ]
    assert nameless == []
