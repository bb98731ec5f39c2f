"""Finding words in the article."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from factories import BRIDGE, dossier_of, version_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.model.span import Span
from annotator.model.tag import NEWSROOM
from ui.find_bar import FindBar


@dataclass
class Told:
    """What the bar told."""

    found: list[list[Span]] = field(default_factory=list)
    current: list[Span | None] = field(default_factory=list)
    mark_all: list[tuple[list[Span], str]] = field(default_factory=list)
    closed: int = 0


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    """The bar over the bridge article."""
    made = FindBar()
    qtbot.addWidget(made)
    made.resize(900, 40)
    made.set_tags(dossier_of().tags)
    made.show_article(version_of())
    made.open()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def told(bar: FindBar) -> Told:
    """What the bar tells from now on."""
    made = Told()
    bar.found.connect(made.found.append)
    bar.current_changed.connect(made.current.append)
    bar.mark_all_requested.connect(lambda spans, tag: made.mark_all.append((spans, tag)))

    def close() -> None:
        made.closed += 1

    bar.closed.connect(close)
    return made


def look_for(qtbot: QtBot, bar: FindBar, words: str) -> list[str]:
    bar.field.setText(words)
    bar.search()
    qtbot.waitUntil(lambda: not bar.is_searching)
    return [span.of(BRIDGE) for span in bar.spans()]


def current(bar: FindBar) -> str | None:
    span = bar.current()
    return f"{span.start}:{span.of(BRIDGE)}" if span is not None else None


def test_typing_finds_after_a_pause(qtbot: QtBot, bar: FindBar, told: Told) -> None:
    with qtbot.waitSignal(bar.found):
        qtbot.keyClicks(bar.field, "BRUCKE")
    assert [span.of(BRIDGE) for span in told.found[-1]] == ["Brücke"]
    assert bar.count.text() == "1 of 1"


def test_enter_goes_on_and_shift_enter_back_round_the_article(qtbot: QtBot, bar: FindBar) -> None:
    assert look_for(qtbot, bar, "bridge") == ["bridge"] * 4
    seen = [current(bar)]
    for _ in range(4):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
        seen.append(current(bar))
    assert len(set(seen)) == 4
    assert seen[0] == seen[4]
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert current(bar) == seen[3]
    assert bar.count.text() == "4 of 4"


def test_the_search_begins_where_the_reader_is(qtbot: QtBot, bar: FindBar) -> None:
    bar.set_position(BRIDGE.index("finest"))
    look_for(qtbot, bar, "bridge")
    assert current(bar) == f"{BRIDGE.index('bridge in the county')}:bridge"


def test_the_switches_narrow_the_search_at_once(qtbot: QtBot, bar: FindBar) -> None:
    assert len(look_for(qtbot, bar, "IN")) == 4
    bar.whole_words.click()
    assert len(bar.spans()) == 3
    bar.case.click()
    assert bar.spans() == []
    assert bar.count.text() == "Not found"
    bar.case.click()
    bar.regex.click()
    qtbot.waitUntil(lambda: not bar.is_searching)
    assert [span.of(BRIDGE) for span in bar.spans()] == ["in", "in", "in"]
    assert look_for(qtbot, bar, r"19\d\d") == ["1931", "1958", "1931"]


def test_accents_count_only_when_wanted(qtbot: QtBot, bar: FindBar) -> None:
    assert look_for(qtbot, bar, "brucke") == ["Brücke"]
    bar.diacritics.click()
    assert bar.spans() == []


def test_a_wrong_pattern_is_said_and_not_searched_for(qtbot: QtBot, bar: FindBar) -> None:
    bar.regex.click()
    assert look_for(qtbot, bar, "(") == []
    assert bar.count.text() == "This is not a regular expression."


def test_a_pattern_that_never_ends_is_given_up_and_the_bar_goes_on(qtbot: QtBot, bar: FindBar) -> None:
    bar.show_article(version_of("a" * 3000 + "! bridge"))
    bar.regex.click()
    look_for(qtbot, bar, r"(a|aa)+$")
    assert "too long" in bar.count.text()
    bar.show_article(version_of())
    assert look_for(qtbot, bar, "bridge") == ["bridge"] * 4


def test_mark_all_says_what_it_would_mark_and_asks_for_it(qtbot: QtBot, bar: FindBar, told: Told) -> None:
    look_for(qtbot, bar, "bridge")
    bar.menu.aboutToShow.emit()
    actions = bar.menu.actions()
    assert actions[0].text() == "“bridge” × 4"
    assert not actions[0].isEnabled()
    tags = {action.text(): action for action in actions if action.isEnabled() and not action.isSeparator()}
    assert list(tags) == [tag.name for tag in NEWSROOM]
    tags["Contested"].trigger()
    assert told.mark_all == [(bar.spans(), "contested")]


def test_esc_closes_the_bar_and_forgets_what_was_found(qtbot: QtBot, bar: FindBar, told: Told) -> None:
    look_for(qtbot, bar, "bridge")
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert told.found[-1] == []
    assert told.current[-1] is None
    assert told.closed == 1


def test_another_article_is_searched_for_the_same_words(qtbot: QtBot, bar: FindBar, told: Told) -> None:
    look_for(qtbot, bar, "bridge")
    bar.show_article(version_of("No such thing."))
    assert told.found[-1] == []
    bar.show_article(version_of("A bridge."))
    qtbot.waitUntil(lambda: bool(bar.spans()))
    assert len(told.found[-1]) == 1
    bar.show_article(None)
    assert bar.spans() == []


def test_a_long_text_is_searched_in_turns(qtbot: QtBot, bar: FindBar) -> None:
    bar.show_article(version_of("\n".join("é bridge after bridge after brïdge" for _ in range(20_000))))
    bar.field.setText("bridge")
    bar.search()
    assert bar.is_searching
    qtbot.waitUntil(lambda: not bar.is_searching)
    assert len(bar.spans()) == 60_000
