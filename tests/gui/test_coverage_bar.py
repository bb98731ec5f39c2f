"""How much is marked and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import BRIDGE, dossier_of, mark_of
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.history import Change
from annotator.model.annotation import Annotation, Status
from annotator.model.dossier import Dossier
from ui.coverage import Coverage, State
from ui.coverage_bar import CoverageBar
from ui.mark_index import MarkIndex
from ui.sentence_index import SentenceIndex

PASSAGES = (
    "bridge at Ostley",
    "opened in 1931",
    "finest bridge",
    "carried trams",
    "archive. The new",
    "Brücke",
)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Dossier], CoverageBar]:
    """Show the coverage of an article and wait until it is counted."""

    def act(dossier: Dossier) -> CoverageBar:
        bar = CoverageBar()
        qtbot.addWidget(bar)
        bar.resize(900, 34)
        bar.show_article(dossier)
        bar.show()
        qtbot.waitUntil(lambda: bar.strip.accessibleDescription() != "Counting sentences")
        return bar

    return act


def numbers(bar: CoverageBar) -> dict[str, int]:
    return {state.name: bar.count(state) for state in State if bar.count(state)}


def with_status(dossier: Dossier, passage: str, status: Status) -> Annotation:
    return mark_of(dossier.version, passage, status=status)


def test_each_sentence_counts_once_by_its_worst_mark(show: Callable[[Dossier], CoverageBar]) -> None:
    dossier = dossier_of()
    marks = (
        with_status(dossier, "opened in 1931", Status.VERIFIED),
        with_status(dossier, "It is the finest", Status.VERIFIED),
        with_status(dossier, "finest bridge", Status.UNCHECKED),
        with_status(dossier, "carried trams", Status.WRONG),
    )
    bar = show(replace(dossier, annotations=marks))
    assert numbers(bar) == {"UNMARKED": 3, "VERIFIED": 1, "OTHER": 1, "UNCHECKED": 1}


def test_a_mark_over_two_sentences_covers_both(show: Callable[[Dossier], CoverageBar]) -> None:
    bar = show(dossier_of(marks=[("1931. It is the finest", "fact")]))
    assert numbers(bar) == {"UNMARKED": 4, "UNCHECKED": 2}


def test_everything_checked_is_said_and_taken_back(show: Callable[[Dossier], CoverageBar]) -> None:
    dossier = dossier_of(marks=[("opened in 1931", "fact")])
    bar = show(dossier)
    assert not bar.everything_checked()
    mark = dossier.annotations[0]
    change = Change("Set status", (mark,), (replace(mark, status=Status.VERIFIED),), mark.article)
    bar.show_change(change)
    assert bar.everything_checked()
    assert "checked" in bar.buttons[State.UNCHECKED].text()
    bar.show_change(change.inverse())
    assert not bar.everything_checked()


def test_nothing_marked_is_not_everything_checked(show: Callable[[Dossier], CoverageBar]) -> None:
    assert not show(dossier_of()).everything_checked()


@pytest.mark.parametrize(
    ("state", "passages"),
    [
        (State.UNMARKED, ["“It carried", "Es heißt", "The bridge at", "“It carried"]),
        (State.UNCHECKED, ["It is the", "The new bridge", "It is the", "The new bridge"]),
    ],
)
def test_a_number_leads_to_the_next_sentence_of_its_kind_and_round_again(
    show: Callable[[Dossier], CoverageBar], state: State, passages: list[str]
) -> None:
    dossier = dossier_of(marks=[("finest bridge", "opinion"), ("caused the shops", "fact")])
    verified = with_status(dossier, "opened in 1931", Status.VERIFIED)
    bar = show(replace(dossier, annotations=(*dossier.annotations, verified)))
    gone_to: list[int] = []
    bar.go_to.connect(gone_to.append)
    bar.set_position(BRIDGE.index("opened"))
    for _ in passages:
        QTest.mouseClick(bar.buttons[state], Qt.MouseButton.LeftButton)
    assert gone_to == [BRIDGE.index(passage) for passage in passages]


def test_a_click_on_the_strip_leads_to_that_part_of_the_article(
    show: Callable[[Dossier], CoverageBar],
) -> None:
    bar = show(dossier_of())
    gone_to: list[int] = []
    bar.go_to.connect(gone_to.append)
    middle = QPoint(bar.strip.width() // 2, bar.strip.height() // 2)
    QTest.mouseClick(bar.strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert abs(gone_to[0] - len(BRIDGE) / 2) < len(BRIDGE) / 20


def test_the_arrows_on_the_strip_go_to_what_is_open(show: Callable[[Dossier], CoverageBar]) -> None:
    bar = show(dossier_of(marks=[("finest bridge", "opinion")]))
    gone_to: list[int] = []
    bar.go_to.connect(gone_to.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(bar.strip, key)
    open_ = BRIDGE.index("It is the")
    assert gone_to == [open_, len(BRIDGE) - 1, open_, 0]


def test_the_strip_is_painted_anew_where_a_mark_was_made(show: Callable[[Dossier], CoverageBar]) -> None:
    dossier = dossier_of()
    bar = show(dossier)
    bar.strip.grab()  # gives it its size
    bar.strip.redraw()
    before = bar.strip.grab().toImage()
    mark = mark_of(dossier.version, "The new bridge caused the shops in the old town to close.")
    change = Change("Mark", after=(mark,), article=mark.article)
    bar.show_change(change)
    after = bar.strip.grab().toImage()
    bar.strip.redraw()
    assert after != before
    assert bar.strip.grab().toImage() == after
    bar.show_change(change.inverse())
    assert bar.strip.grab().toImage() == before


def test_while_the_window_is_resized_the_strip_is_stretched_and_then_drawn_anew(
    qtbot: QtBot, show: Callable[[Dossier], CoverageBar]
) -> None:
    dossier = dossier_of()
    mark = mark_of(dossier.version, "The new bridge caused the shops in the old town to close.")
    bar = show(replace(dossier, annotations=(mark,)))
    bar.resize(900, bar.height())
    bar.grab()  # gives its parts their places
    bar.strip.redraw()
    bar.strip.grab()
    bar.resize(1700, bar.height())
    bar.grab()
    stretched = bar.strip.grab().toImage()
    width, height = stretched.width() // 2, stretched.height()
    right = stretched.copy(width, 4, width - 8, height - 8)  # without the frame of the focus
    assert len(_colours(right)) > 1  # the mark is there now; unstretched, its picture reaches half as far
    qtbot.waitUntil(lambda: not bar.strip._redraw_soon.isActive())
    drawn = bar.strip.grab().toImage()
    assert drawn != stretched
    bar.strip.redraw()
    assert bar.strip.grab().toImage() == drawn


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 2)}


def test_states_differ_by_shape_and_not_only_by_colour(show: Callable[[Dossier], CoverageBar]) -> None:
    shapes = set()
    for status in (None, Status.UNCHECKED, Status.WRONG, Status.VERIFIED):
        dossier = dossier_of("One sentence.")
        marks = (with_status(dossier, "One sentence.", status),) if status else ()
        strip = show(replace(dossier, annotations=marks)).strip
        image = strip.grab().toImage()
        ground = image.pixel(image.width() - 1, 0)
        rows = tuple(tuple(image.pixel(x, y) != ground for x in range(60, 66)) for y in range(image.height()))
        shapes.add(rows)
    assert len(shapes) == 4


@given(st.lists(st.tuples(st.sampled_from(PASSAGES), st.sampled_from(Status), st.booleans()), max_size=10))
def test_counting_change_by_change_is_counting_anew(acts: list[tuple[str, Status, bool]]) -> None:
    dossier = dossier_of()
    sentences, marks = SentenceIndex(dossier.version), MarkIndex()
    coverage = Coverage(sentences, marks)
    coverage.count_on(60)
    for passage, status, away in acts:
        mark = replace(with_status(dossier, passage, status), id=passage)
        if away:
            marks.remove(passage)
        else:
            marks.put(mark)
        assert mark.span is not None
        coverage.refresh(mark.span)
    fresh = Coverage(sentences, marks)
    fresh.count_on(60)
    assert coverage.counts == fresh.counts
    assert [coverage.state(n) for n in range(coverage.total)] == [fresh.state(n) for n in range(fresh.total)]


def test_only_the_sentences_of_a_change_are_looked_at_again(
    show: Callable[[Dossier], CoverageBar], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = dossier_of(" ".join(f"This is sentence number {number}." for number in range(2000)))
    bar = show(dossier)
    looked_at: list[int] = []
    real = Coverage._state
    monkeypatch.setattr(
        Coverage, "_state", lambda self, start, end: looked_at.append(start) or real(self, start, end)
    )
    mark = mark_of(dossier.version, "sentence number 1234")
    bar.show_change(Change("Mark", after=(mark,), article=mark.article))
    assert len(looked_at) == 1


def test_a_closed_article_leaves_nothing_behind(show: Callable[[Dossier], CoverageBar]) -> None:
    bar = show(dossier_of(marks=[("opened", "fact")]))
    bar.close_article()
    assert numbers(bar) == {}
    bar.go_to_next(State.UNMARKED)
    QTest.keyClick(bar.strip, Qt.Key.Key_Right)
    assert not bar.buttons[State.UNMARKED].isEnabled()
