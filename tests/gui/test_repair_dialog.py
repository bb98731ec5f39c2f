"""Repair Text: paragraphs that were read wrongly, put right by keys or mouse, stored as one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import BRIDGE, blocks_of, span_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.model.block import BlockKind
from annotator.model.imported import Imported
from annotator.model.repair import Draft, drop
from annotator.workspace import Workspace
from ui.accessibility import nameless
from ui.dialogs.repair import RepairDialog
from ui.main_window import MainWindow
from ui.repair_model import TEXT, RepairModel

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> RepairDialog:
    window.actions_["article.repair"].trigger()
    (opened,) = window.findChildren(RepairDialog)
    with qtbot.waitActive(opened):
        opened.activateWindow()
    opened.table.setFocus()
    return opened


@pytest.fixture
def keys(qtbot: QtBot, dialog: RepairDialog) -> Callable[..., None]:
    """Press a key wherever the focus is."""

    def act(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        qtbot.keyClick(QApplication.focusWidget() or dialog, key, modifiers)

    return act


def words(dialog: RepairDialog) -> list[str]:
    return [dialog.draft.text[block.start : block.end] for block in dialog.draft.blocks]


def lines() -> list[str]:
    return BRIDGE.split("\n")


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    draft = Draft(BRIDGE, blocks_of(BRIDGE))
    model = RepairModel(draft)
    qtmodeltester.check(model, force_py=True)
    model.show_draft(drop(draft, [0]))
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount() == len(lines()) - 1


def test_a_paragraph_is_joined_split_and_stored_by_keys_alone(
    keys: Callable[..., None], dialog: RepairDialog, window: MainWindow
) -> None:
    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_J, CTRL)
    assert words(dialog)[0] == f"{lines()[0]} {lines()[1]}"
    keys(Qt.Key.Key_Return)
    assert dialog.pane.hasFocus()
    dialog.pane.set_caret(span_of(words(dialog)[0], "It is").start)
    keys(Qt.Key.Key_Return)
    assert words(dialog)[:2] == [
        f"{lines()[0]} The bridge was opened in 1931.",
        "It is the finest bridge in the county.",
    ]
    dialog.save.click()
    assert window.controller.version is not None
    assert window.controller.version.text == "\n".join([*words(dialog)])
    window.undo_action.trigger()
    assert window.controller.version.text == BRIDGE


def test_backspace_at_the_start_joins_and_enter_there_parts_again(
    keys: Callable[..., None], dialog: RepairDialog
) -> None:
    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_Return)
    keys(Qt.Key.Key_Backspace)
    assert len(words(dialog)) == len(lines()) - 1
    assert dialog.pane.caret() == span_of(words(dialog)[0], "The bridge was").start
    keys(Qt.Key.Key_Return)
    assert words(dialog) == lines()


def test_enter_in_the_list_saves_nothing(keys: Callable[..., None], dialog: RepairDialog) -> None:
    keys(Qt.Key.Key_J, CTRL)
    keys(Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_several_blocks_are_chosen_moved_and_dropped_together(
    keys: Callable[..., None], dialog: RepairDialog
) -> None:
    keys(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.chosen() == [0, 1]
    keys(Qt.Key.Key_Down, ALT)
    assert words(dialog)[:3] == [lines()[2], lines()[0], lines()[1]]
    assert dialog.chosen() == [1, 2]
    keys(Qt.Key.Key_Delete)
    assert words(dialog) == lines()[2:]


def test_an_emoji_before_the_caret_does_not_shift_the_split(
    keys: Callable[..., None], dialog: RepairDialog
) -> None:
    keys(Qt.Key.Key_End, CTRL)
    dialog.pane.set_caret(span_of(lines()[-1], "und").start)
    dialog.split()
    assert words(dialog)[-2:] == ["Es heißt „Brücke“ 👩‍🏫", "und היא נפתחה בשנת 1931 לקהל."]


def test_the_kind_of_all_chosen_blocks_is_set_at_once(qtbot: QtBot, dialog: RepairDialog) -> None:
    dialog.table.selectAll()
    dialog.kinds.setFocus()
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_Down)
    assert {(block.kind, block.level) for block in dialog.draft.blocks} == {(BlockKind.HEADING, 1)}
    assert dialog.kinds.currentText() == "Heading 1"
    assert dialog.model.index(0, 0).data() == "Heading 1"


def test_undo_and_redo_inside_the_dialog(keys: Callable[..., None], dialog: RepairDialog) -> None:
    assert not dialog.buttons["undo"].isEnabled()
    keys(Qt.Key.Key_Delete)
    keys(Qt.Key.Key_Delete)
    keys(Qt.Key.Key_Z, CTRL)
    assert words(dialog) == lines()[1:]
    keys(Qt.Key.Key_Z, CTRL)
    assert words(dialog) == lines()
    assert not dialog.save.isEnabled()
    keys(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert words(dialog) == lines()[1:]
    assert dialog.save.isEnabled()


def test_what_cannot_be_done_is_said_and_changes_nothing(
    keys: Callable[..., None], dialog: RepairDialog
) -> None:
    for act, said in (
        (dialog.join, "no text before it"),
        (dialog.split, "Put the caret between"),
        (lambda: dialog.move_by(-1), "moved further"),
    ):
        act()
        assert said in dialog.message.text()
    keys(Qt.Key.Key_A, CTRL)
    keys(Qt.Key.Key_Delete)
    assert "last words" in dialog.message.text()
    assert words(dialog) == lines()


def test_cancel_changes_nothing(dialog: RepairDialog, window: MainWindow, workspace: Workspace) -> None:
    dialog.drop()
    dialog.reject()
    assert window.controller.version is not None
    assert window.controller.version.text == BRIDGE
    assert len(workspace.library.versions(window.controller.version.article)) == 1


def test_marks_are_on_screen_where_their_words_are_now(
    window: MainWindow, mark: Callable[..., Annotation], qtbot: QtBot
) -> None:
    made = mark("trams until 1958")
    window.actions_["article.repair"].trigger()
    (opened,) = window.findChildren(RepairDialog)
    opened.drop()
    opened.save.click()
    now = window.controller.marks.get(made.id)
    assert now is not None
    assert now.span is not None
    assert window.controller.version is not None
    assert now.span.of(window.controller.version.text) == "trams until 1958"


def test_a_tag_in_the_text_is_shown_as_it_is(
    qtbot: QtBot, empty_window: MainWindow, workspace: Workspace
) -> None:
    text = "<b>Bold</b> <img src='x'>\nplain"
    blocks = tuple(replace(block, page=n) for n, block in enumerate(blocks_of(text), 1))
    article = workspace.add_imported(Imported(text, blocks, "pdf"), text.encode(), "x.pdf")
    dialog = RepairDialog(empty_window, article, workspace.open(article.id).version)
    qtbot.addWidget(dialog)
    assert dialog.pane.toPlainText() == text.split("\n")[0]
    assert dialog.model.index(0, TEXT).data() == text.split("\n")[0]
    assert not dialog.table.isColumnHidden(1)
    assert dialog.model.index(1, 1).data() == "2"


def test_every_control_has_a_name(dialog: RepairDialog) -> None:
    assert [type(widget).__name__ for widget in nameless(dialog)] == []


def test_all_keys_work_from_the_text_as_well_as_from_the_list(
    keys: Callable[..., None], dialog: RepairDialog
) -> None:
    keys(Qt.Key.Key_Down)
    dialog.pane.setFocus()
    keys(Qt.Key.Key_Down, ALT)
    assert words(dialog)[1:3] == [lines()[2], lines()[1]]
    keys(Qt.Key.Key_Up, ALT)
    assert words(dialog) == lines()
    keys(Qt.Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert words(dialog)[0] == lines()[0] + lines()[1]
    keys(Qt.Key.Key_Return, CTRL)
    assert words(dialog) == lines()
    keys(Qt.Key.Key_Z, CTRL)
    keys(Qt.Key.Key_Z, CTRL)
    keys(Qt.Key.Key_Delete, CTRL)
    assert words(dialog) == [lines()[0], *lines()[2:]]
    assert dialog.pane.hasFocus()


def test_undo_brings_back_what_was_chosen(keys: Callable[..., None], dialog: RepairDialog) -> None:
    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    keys(Qt.Key.Key_J, CTRL)
    assert dialog.chosen() == [1]
    keys(Qt.Key.Key_Z, CTRL)
    assert dialog.chosen() == [1, 2]
