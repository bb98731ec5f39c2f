"""Suggestions in the window: looked for in a thread, gone through with keys, taken and refused with undo."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factories import blocks_of, span_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation, Kind, Origin
from annotator.model.article import Article, Version
from annotator.model.imported import Imported
from annotator.model.span import Span
from annotator.model.suggestion import SuggestionKind
from annotator.model.suggestion_settings import ArticleSwitches, LibrarySwitches
from annotator.storage import Library
from annotator.workspace import Workspace
from ui import suggestion_session
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.suggestion_model import SUGGESTION

QUOTE, CHECK, CUE = SuggestionKind.QUOTE, SuggestionKind.CHECK, SuggestionKind.CUE

HARBOUR = (
    "The harbour at Ostley\n"
    "“The harbour was closed in 1998,” said Ruth Okonedo, who keeps the archive. "
    "The town still talks about it, and nobody agrees on what came after that winter.\n"
    "“We lost our work,” a spokesman for the union said. The quay is quiet now, and grass grows on it.\n"
    "The council spent $3 million on the quay in 2004, more than any other town in the county. "
    "People walk their dogs there, and on Sundays a van sells coffee.\n"
    "It was a shameful plan.\n"
)
CLOSED = "“The harbour was closed in 1998,”"
LOST = "“We lost our work,”"
SPENT = "The council spent $3 million on the quay in 2004, more than any other town in the county."


@pytest.fixture
def harbour(workspace: Workspace) -> Article:
    """An article with two quotations, a sentence to check and a loaded word."""
    imported = Imported(text=HARBOUR, blocks=blocks_of(HARBOUR.rstrip()), format="txt")
    return workspace.add_imported(imported, HARBOUR.encode(), "harbour.txt")


@pytest.fixture
def shown(qtbot: QtBot, empty_window: MainWindow, harbour: Article) -> Iterator[MainWindow]:
    """The window with that article, its suggestions found and their list in front."""
    open_article(qtbot, empty_window, harbour)
    empty_window.suggestion_commands.go()
    yield empty_window
    empty_window.suggestions.jobs.wait()
    empty_window.proposals.jobs.wait()


def open_article(qtbot: QtBot, window: MainWindow, article: Article) -> None:
    window.controller.library_changed.emit()
    window.controller.open_article(article.id)
    with qtbot.waitActive(window):
        window.activateWindow()
    wait_until_idle(qtbot, window)


def wait_until_idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.suggestions.is_looking and not window.proposals.is_learning)


def offered(window: MainWindow) -> list[str]:
    model = window.suggestion_dock.panel.model
    return [model.index(row).data(SUGGESTION).exact for row in range(model.rowCount())]


def type_in_list(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    view = window.suggestion_dock.panel.view
    assert view.hasFocus()
    qtbot.keyClick(view, key)


def current(window: MainWindow) -> str:
    item = window.suggestions.current
    return item.exact if item is not None else ""


def marks(window: MainWindow) -> list[Annotation]:
    return list(window.controller.marks)


# -- finding ------------------------------------------------------------------------------------------


def test_quotations_and_what_could_be_checked_are_offered_after_opening(shown: MainWindow) -> None:
    assert offered(shown) == [CLOSED, LOST, SPENT]
    assert shown.suggestion_dock.panel.count.text() == "3 suggestions"
    assert marks(shown) == []


def test_another_article_has_its_own_suggestions(qtbot: QtBot, shown: MainWindow, article: Article) -> None:
    open_article(qtbot, shown, article)
    assert CLOSED not in offered(shown)
    assert "“It carried trams until 1958,”" in offered(shown)
    shown.controller.close_article()
    assert shown.suggestions.offers == []
    assert shown.suggestions.current is None


def test_results_for_an_article_that_was_left_are_thrown_away(
    qtbot: QtBot,
    empty_window: MainWindow,
    harbour: Article,
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look, begun, go_on = suggestion_session._looked_through, threading.Event(), threading.Event()

    def slowly(version: Version, language: str, _cancelled: Callable[[], bool]) -> object:
        begun.set()
        go_on.wait(20)
        return look(version, language, lambda: False)

    monkeypatch.setattr(suggestion_session, "_looked_through", slowly)
    empty_window.controller.open_article(harbour.id)
    qtbot.waitUntil(begun.is_set)
    empty_window.controller.open_article(article.id)
    go_on.set()
    wait_until_idle(qtbot, empty_window)
    offers = [item.exact for item in empty_window.suggestions.offers]
    assert "“It carried trams until 1958,”" in offers
    assert CLOSED not in offers


def test_what_a_language_lacks_is_said(qtbot: QtBot, shown: MainWindow, harbour: Article) -> None:
    shown.controller.edit_article(replace(harbour, language="de"))
    wait_until_idle(qtbot, shown)
    assert offered(shown) == [CLOSED, LOST]
    state = shown.suggestion_dock.panel.state
    assert state.isVisible()
    assert "who says them only in English" in state.text()
    assert "known for English only" in state.text()


# -- keys ---------------------------------------------------------------------------------------------


def test_keys_go_through_accept_and_refuse(qtbot: QtBot, shown: MainWindow) -> None:
    assert current(shown) == CLOSED
    type_in_list(qtbot, shown, Qt.Key.Key_J)
    assert current(shown) == LOST
    type_in_list(qtbot, shown, Qt.Key.Key_K)
    assert current(shown) == CLOSED
    type_in_list(qtbot, shown, Qt.Key.Key_A)
    assert [(mark.exact, mark.kind, mark.tag, mark.origin) for mark in marks(shown)] == [
        (CLOSED, Kind.QUOTE, "", Origin.ACCEPTED)
    ]
    assert marks(shown)[0].attribution.speaker == "Ruth Okonedo"
    assert current(shown) == LOST
    type_in_list(qtbot, shown, Qt.Key.Key_X)
    assert offered(shown) == [SPENT]
    assert current(shown) == SPENT
    type_in_list(qtbot, shown, Qt.Key.Key_Return)
    assert [mark.exact for mark in marks(shown)] == [CLOSED, SPENT]
    assert offered(shown) == []
    assert shown.suggestion_dock.panel.count.text() == "0 suggestions · 1 refused"


def test_skip_goes_on_and_around_and_decides_nothing(qtbot: QtBot, shown: MainWindow) -> None:
    for expected in (LOST, SPENT, CLOSED):
        type_in_list(qtbot, shown, Qt.Key.Key_S)
        assert current(shown) == expected
    assert marks(shown) == []


def test_everything_can_be_undone(qtbot: QtBot, shown: MainWindow) -> None:
    type_in_list(qtbot, shown, Qt.Key.Key_A)
    type_in_list(qtbot, shown, Qt.Key.Key_X)
    assert offered(shown) == [SPENT]
    assert shown.undo_action.text() == "Undo Refuse 1 suggestion"
    shown.undo_action.trigger()
    assert offered(shown) == [LOST, SPENT]
    shown.undo_action.trigger()
    assert offered(shown) == [CLOSED, LOST, SPENT]
    assert marks(shown) == []
    shown.redo_action.trigger()
    assert offered(shown) == [LOST, SPENT]


def test_a_refusal_is_remembered_and_can_be_taken_back(
    qtbot: QtBot, shown: MainWindow, harbour: Article
) -> None:
    type_in_list(qtbot, shown, Qt.Key.Key_X)
    open_article(qtbot, shown, harbour)
    assert offered(shown) == [LOST, SPENT]
    shown.actions_["suggestions.again"].trigger()
    assert offered(shown) == [CLOSED, LOST, SPENT]
    assert not shown.actions_["suggestions.again"].isEnabled()


def test_letters_in_the_article_still_mark(qtbot: QtBot, shown: MainWindow) -> None:
    view = shown.article_view
    view.setFocus()
    view.select(span_of(HARBOUR, "grass grows on it"))
    qtbot.keyClick(view, Qt.Key.Key_O)
    assert [mark.tag for mark in marks(shown)] == ["opinion"]
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert len(offered(shown)) == 3


def test_a_mark_by_hand_takes_its_suggestion_off_the_list(shown: MainWindow) -> None:
    shown.controller.mark(span_of(HARBOUR, CLOSED), "fact")
    assert offered(shown) == [LOST, SPENT]
    shown.undo_action.trigger()
    assert offered(shown) == [CLOSED, LOST, SPENT]


@pytest.mark.parametrize("seed", range(4))
def test_the_list_is_what_the_library_would_offer_after_any_mix_of_acts(
    shown: MainWindow, harbour: Article, workspace: Workspace, seed: int
) -> None:
    dice = random.Random(seed)
    session, controller = shown.suggestions, shown.controller

    def mark_somewhere() -> None:
        start = dice.randrange(len(HARBOUR) - 5)  # some reach from one suggestion to the next
        controller.mark(Span(start, min(start + dice.choice((20, 60, 250)), len(HARBOUR) - 1)), "fact")

    def at_one_of(act: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            if session.offers:
                session.go_to(dice.choice(session.offers))
                act()

        return do

    def undo() -> None:
        if controller.to_undo() and not controller.to_undo().startswith("Open"):
            controller.undo()

    acts = (
        *(mark_somewhere, at_one_of(session.accept), at_one_of(session.refuse)),
        *(undo, controller.redo, session.offer_again),
    )
    for _ in range(25):
        dice.choice(acts)()
        assert session.offers == workspace.suggestions(harbour.id)
        assert offered(shown) == [item.exact for item in session.offers]


# -- adjusting ----------------------------------------------------------------------------------------


def test_borders_are_adjusted_with_the_selection_and_taken_with_a(qtbot: QtBot, shown: MainWindow) -> None:
    type_in_list(qtbot, shown, Qt.Key.Key_E)
    view = shown.article_view
    assert view.hasFocus()
    assert view.raw_selection() == span_of(HARBOUR, CLOSED)
    wider = span_of(HARBOUR, f"{CLOSED} said Ruth Okonedo")
    view.select(wider)
    assert shown.suggestions.adjusted == wider
    qtbot.keyClick(view, Qt.Key.Key_A)
    assert [(mark.span, mark.origin) for mark in marks(shown)] == [(wider, Origin.ADJUSTED)]
    assert shown.suggestions.adjusted is None


def test_a_handle_of_the_suggestion_can_be_dragged(qtbot: QtBot, shown: MainWindow) -> None:
    type_in_list(qtbot, shown, Qt.Key.Key_E)
    view = shown.article_view
    item = shown.suggestions.current
    assert item is not None
    start, finish = view.handles_of(item.span)
    word = view.rects(span_of(HARBOUR, "Okonedo"))[0]
    held = finish.knob.toPoint()
    to = QPoint(int(word.right()) - 1, int(word.center().y()))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=held)
    qtbot.mouseMove(view.viewport(), to)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=to)
    assert shown.suggestions.adjusted == span_of(HARBOUR, f"{CLOSED} said Ruth Okonedo")
    assert marks(shown) == []
    assert start.end is not finish.end


def test_escape_gives_the_borders_back(qtbot: QtBot, shown: MainWindow) -> None:
    type_in_list(qtbot, shown, Qt.Key.Key_E)
    shown.article_view.select(span_of(HARBOUR, "closed in 1998"))
    qtbot.keyClick(shown.article_view, Qt.Key.Key_Escape)
    assert shown.suggestions.adjusted is None
    assert current(shown) == CLOSED
    assert shown.article_view.raw_selection() is None
    assert shown.suggestion_dock.panel.view.hasFocus()
    qtbot.keyClick(shown.article_view, Qt.Key.Key_A)
    assert marks(shown) == []


# -- in the article -----------------------------------------------------------------------------------


def test_a_click_on_an_offered_passage_shows_its_reason(shown: MainWindow) -> None:
    shown.article_view.set_caret(span_of(HARBOUR, "lost our work").start)
    assert current(shown) == LOST
    assert "said" in shown.suggestion_dock.panel.reason.text()
    assert shown.suggestion_dock.panel.detail.isVisible()


def test_the_reason_is_shown_under_the_pointer(shown: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent

    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: tips.append(text))
    view = shown.article_view
    place = view.rects(span_of(HARBOUR, "lost our work"))[0].center().toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    assert len(tips) == 1
    assert "“said” and a spokesman" in tips[0]


def test_an_offer_is_outlined_without_a_tags_colour_and_no_longer_when_it_is_gone(
    qtbot: QtBot, shown: MainWindow
) -> None:
    view = shown.article_view
    box = view.rects(span_of(HARBOUR, LOST))[0].toAlignedRect().adjusted(-3, -1, 3, 4)
    with_outline = view.viewport().grab(box).toImage()
    shown.suggestions.switch_on(False)
    without = view.viewport().grab(box).toImage()
    assert with_outline != without
    shown.suggestions.switch_on(True)
    wait_until_idle(qtbot, shown)
    assert view.viewport().grab(box).toImage() == with_outline


# -- switches -----------------------------------------------------------------------------------------


def test_kinds_are_switched_with_the_pills(qtbot: QtBot, shown: MainWindow) -> None:
    pills = shown.suggestion_dock.panel.pills
    qtbot.mouseClick(pills[QUOTE], Qt.MouseButton.LeftButton)
    assert offered(shown) == [SPENT]
    qtbot.mouseClick(pills[CUE], Qt.MouseButton.LeftButton)
    assert "shameful" in offered(shown)
    workspace = shown.controller.workspace
    assert workspace is not None
    assert workspace.switches() == LibrarySwitches(kinds=frozenset({CHECK, CUE}))


def test_one_article_all_of_them_and_the_whole_library_are_switched_off(
    qtbot: QtBot, shown: MainWindow, settings: Settings
) -> None:
    panel = shown.suggestion_dock.panel
    shown.actions_["suggestions.here"].trigger()
    assert offered(shown) == []
    qtbot.mouseClick(panel.do, Qt.MouseButton.LeftButton)
    assert len(offered(shown)) == 3
    shown.actions_["suggestions.on"].trigger()
    assert offered(shown) == []
    assert settings.flag("suggestions/off")
    qtbot.mouseClick(panel.do, Qt.MouseButton.LeftButton)
    assert len(offered(shown)) == 3
    shown.actions_["suggestions.lock"].trigger()
    assert offered(shown) == []
    assert not panel.do.isVisible()
    assert "locked" in panel.state.text()
    assert shown.actions_["suggestions.lock"].isChecked()


def test_the_second_reader_says_what_was_not_marked(
    qtbot: QtBot, shown: MainWindow, harbour: Article
) -> None:
    panel = shown.suggestion_dock.panel
    shown.actions_["suggestions.second-reader"].trigger()
    assert offered(shown) == []
    assert not panel.do.isEnabled()
    shown.controller.mark(span_of(HARBOUR, CLOSED), "fact")
    assert panel.do.isEnabled()
    qtbot.mouseClick(panel.do, Qt.MouseButton.LeftButton)
    assert offered(shown) == [LOST, SPENT]
    assert panel.count.text() == "1 quotation and 1 sentence to check you did not mark"
    workspace = shown.controller.workspace
    assert workspace is not None
    assert workspace.article_switches(harbour.id) == ArticleSwitches(read=True)


# -- all of a kind ------------------------------------------------------------------------------------


def test_all_of_a_kind_are_looked_over_and_accepted_in_one_step(shown: MainWindow) -> None:
    from ui.dialogs.accept_suggestions import AcceptSuggestionsDialog

    shown.actions_["suggestions.accept-all"].trigger()
    dialog = shown.findChild(AcceptSuggestionsDialog)
    assert dialog.kinds.currentData() == QUOTE
    assert dialog.list.count() == 2
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.take.text() == "Accept 1 Passage"
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.take.click()
    assert [mark.exact for mark in marks(shown)] == [CLOSED, LOST]
    assert offered(shown) == [SPENT]
    shown.undo_action.trigger()
    assert marks(shown) == []


# -- the model ----------------------------------------------------------------------------------------


def test_the_model_tells_qt_exactly_what_comes_and_goes(
    qtmodeltester, qtbot: QtBot, shown: MainWindow
) -> None:
    model = shown.suggestion_dock.panel.model
    resets: list[int] = []
    model.modelReset.connect(partial_append(resets))
    qtmodeltester.check(model)
    shown.controller.mark(span_of(HARBOUR, LOST), "fact")
    qtmodeltester.check(model)
    shown.undo_action.trigger()
    qtmodeltester.check(model)
    assert offered(shown) == [CLOSED, LOST, SPENT]
    assert resets == []


def partial_append(found: list[int]) -> Callable[[], None]:
    def act() -> None:
        found.append(1)

    return act


def test_a_screen_reader_hears_kind_passage_speaker_and_reason(shown: MainWindow) -> None:
    heard = shown.suggestion_dock.panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith(f"Quotation. {CLOSED}. Ruth Okonedo. ")
    assert "said" in heard


# -- tags that are proposed ---------------------------------------------------------------------------


def test_words_tagged_before_are_proposed_and_taken_with_one_key(
    qtbot: QtBot, shown: MainWindow, workspace: Workspace
) -> None:
    text = f"Another report.\n{LOST} the union said again on the next day, in the very same words.\n"
    imported = Imported(text=text, blocks=blocks_of(text.rstrip()), format="txt")
    again = workspace.add_imported(imported, text.encode(), "again.txt")
    shown.controller.mark(span_of(HARBOUR, LOST), "contested")
    open_article(qtbot, shown, again)
    shown.suggestion_commands.go()
    type_in_list(qtbot, shown, Qt.Key.Key_J)
    assert current(shown) == LOST
    box = shown.suggestion_dock.panel.proposal
    assert box.isVisible()
    assert box.reason.text() == "You tagged the same words Contested before."
    assert marks(shown) == []
    type_in_list(qtbot, shown, Qt.Key.Key_T)
    assert [(mark.exact, mark.tag, mark.kind) for mark in marks(shown)] == [(LOST, "contested", Kind.QUOTE)]
    assert shown.proposals.record.accepted == 1
    assert workspace.proposal_record().accepted == 1


def test_another_tag_than_the_proposed_one_counts_as_changed(
    qtbot: QtBot, shown: MainWindow, workspace: Workspace
) -> None:
    shown.controller.mark(span_of(HARBOUR, LOST), "contested")
    shown.undo_action.trigger()
    shown.suggestion_dock.panel.view.setFocus()
    type_in_list(qtbot, shown, Qt.Key.Key_J)
    assert current(shown) == LOST
    type_in_list(qtbot, shown, Qt.Key.Key_A)
    (mark,) = marks(shown)
    assert mark.tag == ""
    shown.controller.retag([mark.id], "opinion")
    assert (shown.proposals.record.accepted, shown.proposals.record.edited) == (0, 1)


def test_a_proposal_that_is_turned_down_goes_away_and_is_counted(qtbot: QtBot, shown: MainWindow) -> None:
    shown.controller.mark(span_of(HARBOUR, LOST), "contested")
    shown.undo_action.trigger()
    shown.article_view.set_caret(span_of(HARBOUR, "lost our work").start)
    box = shown.suggestion_dock.panel.proposal
    assert box.has_proposal
    box.no.click()
    assert not box.has_proposal
    assert current(shown) == LOST
    assert shown.proposals.record.rejected == 1


def test_a_selected_passage_gets_a_proposal_too(shown: MainWindow) -> None:
    words = "grass grows on it"
    shown.controller.mark(span_of(HARBOUR, words), "opinion")
    shown.undo_action.trigger()
    shown.article_view.select(span_of(HARBOUR, words))
    box = shown.suggestion_dock.panel.proposal
    assert box.isVisible()
    assert "Opinion" in box.yes.text()
    box.take()
    assert [(mark.exact, mark.tag, mark.origin) for mark in marks(shown)] == [(words, "opinion", Origin.HAND)]


def test_what_was_learned_is_shown_exported_and_deleted(
    qtbot: QtBot, shown: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    from ui.dialogs.learned import LearnedDialog

    shown.actions_["suggestions.learned"].trigger()
    dialog = shown.findChild(LearnedDialog)
    assert "0 accepted, 0 changed, 0 turned down" in dialog.figures.text()
    assert "speaks after 50 more" in dialog.figures.text()
    assert shown.proposals.export(str(tmp_path / "learned.json"))
    assert json.loads((tmp_path / "learned.json").read_text())["documents"] == []
    dialog.delete.click()
    assert not workspace.has_learned()
    assert not workspace.switches().learning
    assert not shown.actions_["suggestions.learning"].isChecked()
    assert "switched off" in dialog.figures.text()
    shown.actions_["suggestions.learning"].trigger()
    wait_until_idle(qtbot, shown)
    assert workspace.has_learned()


def test_another_persons_library_is_learned_from_anew(
    qtbot: QtBot, shown: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    shown.controller.mark(span_of(HARBOUR, LOST), "contested")
    first = shown.proposals.learner
    with Library.open(tmp_path / "other.claimlight") as other:
        shown.controller.use(Workspace(other, workspace.person))
        imported = Imported(text=HARBOUR, blocks=blocks_of(HARBOUR.rstrip()), format="txt")
        article = shown.controller.workspace.add_imported(imported, HARBOUR.encode(), "h.txt")
        shown.controller.open_article(article.id)
        assert shown.proposals.learner is None  # what one person taught is no other's at any moment
        wait_until_idle(qtbot, shown)
        assert shown.proposals.learner not in (None, first)
        assert shown.proposals.proposal(LOST) is None
        shown.controller.close_article()
        shown.controller.use(workspace)
