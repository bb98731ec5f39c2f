"""The table of actions: complete, without clashes, and what menus and cards make of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from annotator.model.annotation import Annotation, Risk, Status
from annotator.model.tag import FACT, NEWSROOM
from annotator.resources import resource_path
from ui.action_table import MENUS, SUBMENUS, TABLE
from ui.actions import Actions, clashes, sequences, shown
from ui.caret_marking import COMMANDS
from ui.main_window import MainWindow
from ui.settings import Settings


def test_no_two_actions_share_a_key_nor_do_the_caret_and_the_tags() -> None:
    keys = {item.name: item.keys for item in TABLE}
    keys |= {command.name: command.keys for command in COMMANDS}
    keys |= {f"tag {tag.id}": tag.key for tag in NEWSROOM}
    assert clashes(keys) == {}


def test_a_shared_key_is_found_however_it_is_written() -> None:
    assert clashes({"one": "Ctrl+Y; F", "two": "F"}) == {"F": ["one", "two"]}


@pytest.mark.parametrize("item", TABLE, ids=lambda item: item.name)
def test_every_action_has_a_place_a_sentence_an_icon_that_exists_and_keys_that_qt_knows(item) -> None:
    assert item.menu in MENUS
    assert item.hint.endswith(".")
    assert not item.icon or resource_path("icons", f"{item.icon}.svg").is_file()
    assert len(sequences(item.keys)) == len([part for part in item.keys.split("; ") if part])
    assert all(not sequence.isEmpty() for sequence in sequences(item.keys))
    assert "&" not in item.text


def test_names_are_unique_and_every_status_and_risk_has_an_action() -> None:
    names = [item.name for item in TABLE]
    assert len(set(names)) == len(names)
    assert {f"status.{status.value}" for status in Status} <= set(names)
    assert {f"risk.{risk.value}" for risk in Risk} <= set(names)


def test_every_action_does_something(empty_window: MainWindow) -> None:
    slots = {**empty_window.mark_commands.slots(), **empty_window.commands.slots()}
    assert set(slots) == {item.name for item in TABLE}


def test_every_action_stands_in_a_menu_in_the_order_of_the_table(empty_window: MainWindow) -> None:
    for name, menu in empty_window.menus.items():
        there = [action.objectName() for action in menu.actions() if action.objectName()]
        assert there == [item.name for item in TABLE if item.menu == name]
    assert set(SUBMENUS) == {"status", "risk", "theme"}


def test_a_foreign_ampersand_in_a_tag_is_shown_and_makes_no_mnemonic(empty_window: MainWindow) -> None:
    from dataclasses import replace

    empty_window.actions_.show_tags([replace(FACT, name="Q&A")])
    assert empty_window.actions_["tag.1"].text() == "Q&&A"
    assert not empty_window.actions_["tag.2"].isVisible()


def test_a_tag_answers_to_its_letter_and_its_number(empty_window: MainWindow) -> None:
    empty_window.actions_.show_tags(list(NEWSROOM))
    assert [key.toString() for key in empty_window.actions_["tag.3"].shortcuts()] == ["C", "3"]


def test_letters_work_only_while_the_article_has_the_focus(window: MainWindow) -> None:
    for item in TABLE:
        if item.here:
            action = window.actions_[item.name]
            assert action.shortcutContext() is Qt.ShortcutContext.WidgetWithChildrenShortcut
            assert window.article_view in action.associatedObjects()
        single = [s for s in sequences(item.keys) if len(s.toString()) == 1]
        assert item.here or not single


def test_undo_says_what_it_takes_back(window: MainWindow, mark: Callable[..., Annotation]) -> None:
    mark("opened in 1931")
    assert window.undo_action.text() == "Undo Mark as Fact"
    assert not window.redo_action.isEnabled()
    window.undo_action.trigger()
    assert window.redo_action.text() == "Redo Mark as Fact"


def test_keys_the_person_chose_are_used_and_the_first_ones_come_back(
    qtbot, empty_window: MainWindow, settings: Settings
) -> None:
    empty_window.use_keys({"article.open": "Ctrl+Shift+O"})
    assert empty_window.actions_["article.open"].shortcut().toString() == "Ctrl+Shift+O"
    assert settings.shortcuts() == {"article.open": "Ctrl+Shift+O"}
    empty_window.use_keys({})
    assert empty_window.actions_["article.open"].shortcut().toString() == "Ctrl+O"
    assert settings.shortcuts() == {}


def test_triggering_does_not_slip_the_checked_state_into_a_slot(empty_window: MainWindow) -> None:
    got: list[tuple[object, ...]] = []

    def plain(*given: object) -> None:
        got.append(given)

    def checkable(on: bool) -> None:
        got.append((on,))

    actions = Actions(empty_window)
    actions.connect_all({"mark.next": plain, "mark.highlighter": checkable})
    actions["mark.next"].trigger()
    actions["mark.highlighter"].trigger()
    assert got == [(), (True,)]


def test_keys_are_shown_all_of_them_in_the_words_of_the_system() -> None:
    assert shown("Ctrl+Y; Ctrl+Shift+Z") == "Ctrl+Y, Ctrl+Shift+Z"
    assert shown("") == ""


def test_recent_files_are_offered_newest_first_with_markup_as_it_is(empty_window: MainWindow) -> None:
    empty_window.settings.add_recent("/tmp/a & b.txt")
    empty_window.settings.add_recent("/tmp/c.txt")
    menu: QMenu = empty_window.recent.menu
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()][:2] == ["c.txt", "a && b.txt"]
