"""Everything one does in the article with keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from factories import BRIDGE, dossier_of, span_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.model.block import Block
from annotator.model.span import Span
from ui.article_view import ArticleView
from ui.caret_marking import COMMANDS

ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    """The bridge article with two marks, the caret at its beginning."""
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_article(dossier_of(marks=[("opened in 1931", "fact"), ("finest bridge", "opinion")]))
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def press(view: ArticleView) -> Callable[..., None]:
    """Press a key in the article."""

    def act(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(view, key, modifiers)

    return act


def behind_caret(view: ArticleView, length: int = 12) -> str:
    return BRIDGE[view.caret() : view.caret() + length]


def selected(view: ArticleView) -> str | None:
    span = view.selected_span()
    return span.of(BRIDGE) if span is not None else None


def test_full_stop_and_comma_go_from_sentence_to_sentence(
    view: ArticleView, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_Period)
    assert behind_caret(view) == "The bridge w"
    press(Qt.Key.Key_Period)
    assert behind_caret(view) == "It is the fi"
    press(Qt.Key.Key_Right, ALT)
    assert behind_caret(view) == "“It carried "
    press(Qt.Key.Key_Comma, times=2)
    assert behind_caret(view) == "The bridge w"
    press(Qt.Key.Key_Comma, times=9)
    assert view.caret() == 0


def test_behind_the_last_sentence_is_the_end_of_the_article(
    view: ArticleView, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_Period, times=20)
    assert view.caret() == len(BRIDGE)


def test_ctrl_and_arrows_go_from_paragraph_to_paragraph(
    view: ArticleView, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_Down, CONTROL, times=2)
    assert behind_caret(view) == "“It carried "
    press(Qt.Key.Key_Right, times=5)
    press(Qt.Key.Key_Up, CONTROL)
    assert behind_caret(view) == "“It carried "
    press(Qt.Key.Key_Up, CONTROL)
    assert behind_caret(view) == "The bridge w"
    press(Qt.Key.Key_Down, CONTROL, times=9)
    assert view.caret() == len(BRIDGE)
    press(Qt.Key.Key_Up, CONTROL, times=9)
    assert view.caret() == 0


def test_alt_and_down_select_the_next_sentence_without_a_mark(
    view: ArticleView, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_Down, ALT)
    assert selected(view) == "The bridge at Ostley"
    press(Qt.Key.Key_Down, ALT)
    assert selected(view) == "“It carried trams until 1958,” said Ruth Okonedo, who keeps the archive."
    press(Qt.Key.Key_Up, ALT)
    assert selected(view) == "The bridge at Ostley"


def test_going_to_marks_puts_the_caret_on_them_and_makes_them_current(
    view: ArticleView, press: Callable[..., None]
) -> None:
    gone_to: list[str] = []
    view.annotation_activated.connect(gone_to.append)
    first, second = view.marks
    press(Qt.Key.Key_PageDown, ALT)
    assert behind_caret(view) == "opened in 19"
    press(Qt.Key.Key_PageDown, ALT, times=3)
    assert behind_caret(view) == "finest bridg"
    press(Qt.Key.Key_PageUp, ALT)
    assert gone_to == [first.id, second.id, first.id]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (Qt.Key.Key_1, "said Ruth Okonedo"),
        (Qt.Key.Key_2, "“It carried trams until 1958,” said Ruth Okonedo, who keeps the archive."),
        (Qt.Key.Key_3, BRIDGE.split("\n")[2]),
    ],
)
def test_alt_and_a_number_select_phrase_sentence_and_paragraph(
    view: ArticleView, press: Callable[..., None], key: Qt.Key, words: str
) -> None:
    view.set_caret(BRIDGE.index("Ruth"))
    press(key, ALT)
    assert selected(view) == words


def test_blank_selects_more_and_more_and_shift_blank_less_and_less(
    view: ArticleView, press: Callable[..., None]
) -> None:
    view.set_caret(BRIDGE.index("finest") + 2)
    grown = []
    for _ in range(4):
        press(Qt.Key.Key_Space)
        grown.append(selected(view))
    assert grown == [
        "finest",
        "It is the finest bridge in the county",
        "It is the finest bridge in the county.",
        "The bridge was opened in 1931. It is the finest bridge in the county.",
    ]
    press(Qt.Key.Key_Space, SHIFT)
    assert selected(view) == "It is the finest bridge in the county."
    press(Qt.Key.Key_Backspace, times=2)
    assert selected(view) == "finest"
    press(Qt.Key.Key_Backspace)
    assert selected(view) is None
    assert view.caret() == BRIDGE.index("finest") + 2


@pytest.mark.parametrize(
    ("key", "modifiers", "words"),
    [
        (Qt.Key.Key_Right, ALT | SHIFT, "finest bridge in"),
        (Qt.Key.Key_Left, ALT | SHIFT, "finest"),
        (Qt.Key.Key_Up, ALT | SHIFT, "the finest bridge"),
        (Qt.Key.Key_Down, ALT | SHIFT, "bridge"),
        (Qt.Key.Key_Right, CONTROL | ALT | SHIFT, "finest bridge "),
        (Qt.Key.Key_Left, CONTROL | ALT | SHIFT, "finest bridg"),
        (Qt.Key.Key_Up, CONTROL | ALT | SHIFT, " finest bridge"),
        (Qt.Key.Key_Down, CONTROL | ALT | SHIFT, "inest bridge"),
    ],
)
def test_each_end_of_the_mark_moves_by_words_or_by_characters(
    view: ArticleView, press: Callable[..., None], key: Qt.Key, modifiers: Qt.KeyboardModifier, words: str
) -> None:
    moved: list[tuple[str, str]] = []
    view.boundaries_moved.connect(lambda name, span: moved.append((name, span.of(BRIDGE))))
    mark = view.marks.at(BRIDGE.index("finest"))[0]
    view.set_caret(BRIDGE.index("finest"))
    press(key, modifiers)
    assert moved == [(mark.id, words)]


def test_shift_and_arrows_select_to_the_character_and_ctrl_shift_by_whole_words(
    view: ArticleView, press: Callable[..., None]
) -> None:
    view.set_caret(BRIDGE.index("finest"))
    press(Qt.Key.Key_Right, SHIFT, times=3)
    assert selected(view) == "fin"
    view.set_caret(BRIDGE.index("finest"))
    press(Qt.Key.Key_Right, SHIFT | CONTROL, times=2)
    assert selected(view) == "finest bridge"


def test_lines_that_only_were_wrapped_are_one_sentence(view: ArticleView, press: Callable[..., None]) -> None:
    text = "A sentence that was\nwrapped at forty columns. Another."
    view.show_article(dossier_of(text, blocks=(Block(0, len(text), wrapped=True),)))
    press(Qt.Key.Key_2, ALT)
    span = view.selected_span()
    assert span is not None
    assert span.of(text) == "A sentence that was\nwrapped at forty columns."


def test_own_keys_take_the_place_of_those_of_the_table(view: ArticleView, press: Callable[..., None]) -> None:
    view.keys.use_keys({"caret.next-sentence": "J"})
    press(Qt.Key.Key_Period)
    assert view.caret() == 0
    press(Qt.Key.Key_J)
    assert behind_caret(view) == "The bridge w"


def test_no_two_commands_share_a_key_and_each_has_words() -> None:
    keys = [part for command in COMMANDS for part in command.keys.split("; ")]
    assert len(set(keys)) == len(keys)
    assert all(QKeySequence.fromString(key).toString() == key for key in keys)
    assert all(command.title for command in COMMANDS)
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


def test_every_command_can_be_run_on_an_article_without_words(view: ArticleView) -> None:
    for text, blocks in (("", ()), ("\n", (Block(0, 0),))):
        view.show_article(dossier_of(text, blocks=blocks))
        for command in COMMANDS:
            view.keys.run(command.name)
        assert view.selected_span() is None


@settings(max_examples=25)
@given(data=st.data())
def test_no_walk_with_the_keys_leaves_the_article(qapp: object, data: st.DataObject) -> None:
    view = ArticleView()
    view.show_article(dossier_of(marks=[("opened in 1931", "fact"), ("heißt „Brücke“ 👩‍🏫", "opinion")]))
    view.set_caret(data.draw(st.integers(0, len(BRIDGE))))
    for name in data.draw(st.lists(st.sampled_from([command.name for command in COMMANDS]), max_size=12)):
        view.keys.run(name)
        assert 0 <= view.caret() <= len(BRIDGE)
        span = view.selected_span()
        assert span is None or span.of(BRIDGE).strip()
    view.deleteLater()


def test_a_span_is_only_selected_once_and_told_once(view: ArticleView) -> None:
    told: list[Span | None] = []
    view.selection_changed.connect(told.append)
    view.select(span_of(BRIDGE, "finest"))
    view.select(span_of(BRIDGE, "finest"))
    assert told == [span_of(BRIDGE, "finest")]


def test_a_key_that_leads_nowhere_says_so(view: ArticleView, press: Callable[..., None]) -> None:
    told: list[str] = []
    view.told.connect(told.append)
    press(Qt.Key.Key_PageUp, ALT)
    assert told == ["No mark stands before this place."]
    press(Qt.Key.Key_End, CONTROL)
    press(Qt.Key.Key_PageDown, ALT)
    assert told[1:] == ["No mark follows."]
    press(Qt.Key.Key_Down, ALT, times=2)
    assert told[2:]
    assert set(told[2:]) == {"No sentence without a mark follows."}
