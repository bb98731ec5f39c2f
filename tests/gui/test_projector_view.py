"""The article on the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import dossier_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.history import Change
from annotator.model.dossier import Dossier
from annotator.model.tag import FACT
from ui.projector_view import ProjectorView
from ui.theme import DARK


@pytest.fixture
def dossier() -> Dossier:
    """The bridge article with three marks of two tags."""
    return dossier_of(
        marks=[("opened in 1931", "fact"), ("finest bridge", "opinion"), ("carried trams until 1958", "fact")]
    )


@pytest.fixture
def room(qtbot: QtBot, dossier: Dossier) -> ProjectorView:
    """The projector, with all marks hidden."""
    made = ProjectorView()
    qtbot.addWidget(made)
    made.show_article(dossier, theme=DARK)
    made.resize(1000, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.view.setFocus()
    return made


@pytest.fixture
def press(room: ProjectorView) -> Callable[[Qt.Key], None]:
    """Press a key in the room."""

    def act(key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or room, key)

    return act


def shown(room: ProjectorView) -> list[str]:
    return [mark.exact for mark in room.view.marks if mark.id in room.shown()]


def test_it_begins_with_everything_hidden_and_the_marks_cannot_be_seen(room: ProjectorView) -> None:
    assert shown(room) == []
    assert room.count.text() == "0 of 3 shown"
    before = room.view.viewport().grab().toImage()
    room.show_all()
    assert room.view.viewport().grab().toImage() != before
    room.hide_all()
    assert room.view.viewport().grab().toImage() == before


def test_marks_are_shown_one_by_one_in_the_order_of_the_text(
    room: ProjectorView, press: Callable[[Qt.Key], None]
) -> None:
    press(Qt.Key.Key_Right)
    assert shown(room) == ["opened in 1931"]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_Right)
    assert shown(room) == ["opened in 1931", "finest bridge", "carried trams until 1958"]
    press(Qt.Key.Key_Left)
    assert shown(room) == ["opened in 1931", "finest bridge"]


def test_a_letter_shows_and_hides_all_marks_of_its_tag(
    room: ProjectorView, press: Callable[[Qt.Key], None]
) -> None:
    press(Qt.Key.Key_F)
    assert shown(room) == ["opened in 1931", "carried trams until 1958"]
    press(Qt.Key.Key_F)
    assert shown(room) == []


def test_a_and_h_show_and_hide_everything(room: ProjectorView, press: Callable[[Qt.Key], None]) -> None:
    press(Qt.Key.Key_A)
    assert len(shown(room)) == 3
    press(Qt.Key.Key_H)
    assert shown(room) == []


def test_the_mark_just_shown_is_in_sight_outlined_and_cannot_be_dragged(room: ProjectorView) -> None:
    told: list[str] = []
    room.current_changed.connect(told.append)
    for _ in range(3):
        room.show_next()
    last = list(room.view.marks)[-1]
    assert told[-1] == last.id
    assert last.span is not None
    assert room.view.rects(last.span)
    assert room.view.handles_in_sight() == []


def test_hands_are_counted_for_the_mark_just_shown(room: ProjectorView, dossier: Dossier) -> None:
    told: list[tuple[str, tuple[tuple[str, int], ...]]] = []
    room.tally_changed.connect(lambda name, tally: told.append((name, tally)))
    assert not room.count_hands.isEnabled()
    room.show_next()
    room.count_hands.click()
    room._hands["fact"].setValue(12)
    room._hands["contested"].setValue(5)
    mark = dossier.annotations[0]
    assert told[-1] == (mark.id, (("fact", 12), ("contested", 5)))
    room.show_change(Change("Count", (mark,), (replace(mark, tally=told[-1][1]),), mark.article))
    room.show_next()
    assert room._hands["fact"].value() == 0
    room.hide_last()
    assert room._hands["fact"].value() == 12
    assert len(told) == 2


def test_a_mark_that_was_removed_meanwhile_is_gone(room: ProjectorView, dossier: Dossier) -> None:
    room.show_all()
    mark = dossier.annotations[0]
    room.show_change(Change("Remove", before=(mark,), article=mark.article))
    assert room.count.text() == "2 of 2 shown"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_F5])
def test_it_is_left_with_one_key(
    qtbot: QtBot, room: ProjectorView, press: Callable[[Qt.Key], None], key: Qt.Key
) -> None:
    with qtbot.waitSignal(room.closed):
        press(key)
    assert not room.isVisible()


def test_a_retired_tag_without_marks_has_no_button(qtbot: QtBot, dossier: Dossier) -> None:
    room = ProjectorView()
    qtbot.addWidget(room)
    tags = (FACT, *(replace(tag, retired=True) for tag in dossier.tags[1:]))
    room.show_article(replace(dossier, tags=tags))
    assert set(room._tag_buttons) == {"fact", "opinion"}


def test_every_control_has_a_name(room: ProjectorView) -> None:
    from ui.accessibility import nameless

    assert list(nameless(room)) == []
