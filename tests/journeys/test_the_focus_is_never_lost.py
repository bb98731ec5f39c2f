"""Tab goes where the eye goes, Esc comes back to the article, and what vanishes takes no focus along."""

from __future__ import annotations

import pytest
from factories import span_of
from journeys.hands import Hands
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.notice import Notice


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    """Hands on the keyboard, in the article, with one mark chosen."""
    assert window.controller.version is not None
    window.controller.mark(span_of(window.controller.version.text, "opened in 1931"), "fact")
    return Hands()


def round_of(hands: Hands) -> list[str]:
    """Return the names of all stops of Tab, from here until it is here again."""
    start, names = QApplication.focusWidget(), [hands.place()]
    for _ in range(200):
        hands.press("Tab")
        if QApplication.focusWidget() is start:
            return names
        names.append(hands.place())
    raise AssertionError(f"Tab does not come back: {names}")


def test_tab_passes_by_the_pane_that_is_behind_another_tab(hands: Hands, window: MainWindow) -> None:
    hands.press("Ctrl+L")
    names = round_of(hands)
    assert "List of marks" in names
    assert "List of suggestions" not in names
    hands.press("Ctrl+Alt+J")
    names = round_of(hands)
    assert "List of suggestions" in names
    assert "List of marks" not in names


def test_tab_goes_through_the_fields_of_a_mark_in_the_order_they_are_seen_in(hands: Hands) -> None:
    hands.press("Ctrl+M")
    names = round_of(hands)
    wanted = [
        "No tag", "Claim", "Quote", "Check status", "Risk: Legal", "Note", "Who says it?", "Add evidence",
        "How do you know?", "Suggested wording", "Question", "History of this mark",
    ]  # fmt: skip
    assert names[names.index("No tag") + 1] == "Claim"  # the tags have buttons that are made anew
    start = names.index("History of this mark") + 1
    assert [name for name in names[start:] + names[:start] if name in wanted] == wanted


@pytest.mark.parametrize(
    "place", ["Search the library", "Articles", "Filter the marks", "Filters", "Group by"]
)
def test_escape_leads_from_everywhere_beside_the_article_back_to_it(
    hands: Hands, window: MainWindow, place: str
) -> None:
    hands.press("Ctrl+L")
    hands.tab_to(place)
    hands.press("Esc")
    assert window.article_view.hasFocus()


@pytest.mark.parametrize(
    ("to", "close"), [("Ctrl+B", "F7"), ("Ctrl+L", "F8"), ("Ctrl+Alt+J", "Shift+F8"), ("Ctrl+M", "F9")]
)
def test_closing_the_pane_one_is_in_leads_back_to_the_article(
    hands: Hands, window: MainWindow, to: str, close: str
) -> None:
    hands.press(to)
    assert not window.article_view.hasFocus()
    hands.press(close)
    assert window.article_view.hasFocus()


def test_a_notice_that_is_answered_gives_the_focus_back(
    qtbot: QtBot, hands: Hands, window: MainWindow
) -> None:
    done: list[str] = []
    for name, key in (("Do It", "Return"), ("Close this notice", "Space")):
        window.show_notice(Notice("Something to know.", act=("Do It", lambda: done.append("done"))))
        hands.tab_to(name)
        hands.press(key)
        assert not window.pane.notice.isVisible()
        assert window.article_view.hasFocus()
    assert done == ["done"]


def test_closing_the_article_leaves_the_focus_where_one_can_begin_anew(
    hands: Hands, window: MainWindow
) -> None:
    hands.press("Ctrl+W")
    assert hands.place() == "Open…"
