"""The dock of marks: chosen here and in the text alike, filtered, grouped, with a tray of lost passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation, Kind, Status
from annotator.model.article import Article
from annotator.model.selectors import Target
from annotator.model.span import Span
from annotator.storage import Library
from ui.annotation_filter import Grouping
from ui.annotation_panel import AnnotationPanel
from ui.fields import Pill
from ui.main_window import MainWindow

Mark = Callable[..., Annotation]


@pytest.fixture
def dock(window: MainWindow, mark: Mark) -> AnnotationPanel:
    mark("opened in 1931")
    mark("the finest bridge in the county", "opinion")
    mark("It carried trams until 1958")
    mark("caused the shops in the old town to close", "contested")
    window.controller.select("")
    return window.annotation_dock.panel


def _pill(dock: AnnotationPanel, text: str) -> Pill:
    return next(pill for pill in dock.panel.findChildren(Pill) if pill.text() == text)


def test_choosing_a_row_shows_its_passage_and_its_editor(window: MainWindow, dock: AnnotationPanel) -> None:
    dock.view.selectRow(2)
    current = window.controller.current
    assert current is not None
    assert current.exact == "It carried trams until 1958"
    assert window.editor_dock.form._passage.text() == "It carried trams until 1958"
    assert window.article_view.current_mark() == current


def test_a_mark_gone_to_in_the_text_is_chosen_in_the_list(window: MainWindow, dock: AnnotationPanel) -> None:
    third = window.controller.marks.numbered(3)
    window.article_view.activate(third.id)
    assert dock.chosen() == [third.id]


def test_the_text_does_not_jump_while_several_rows_are_being_chosen(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel
) -> None:
    dock.view.selectRow(0)
    with qtbot.assertNotEmitted(window.controller.reveal):
        dock.view.selectionModel().select(
            dock.model.index(2, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    assert len(dock.chosen()) == 2


def test_the_text_does_not_jump_to_the_chosen_mark_when_one_is_made_before_it(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel, mark: Mark
) -> None:
    dock.view.selectRow(3)
    with qtbot.assertNotEmitted(window.controller.reveal):
        made = mark("who keeps the archive")
    assert dock.chosen() == [made.id]
    assert window.controller.current == made


def test_a_mark_that_is_undone_leaves_nothing_chosen_rather_than_its_neighbour(
    window: MainWindow, dock: AnnotationPanel, mark: Mark
) -> None:
    mark("who keeps the archive")
    window.undo_action.trigger()
    assert dock.chosen() == []
    assert window.controller.current is None


def test_several_rows_stay_chosen_while_they_are_changed(window: MainWindow, dock: AnnotationPanel) -> None:
    dock.view.selectAll()
    window.editor_dock.form.tags.chosen.emit("opinion")
    assert len(dock.chosen()) == 4
    assert {mark.tag for mark in window.controller.marks} == {"opinion"}


def test_del_in_the_list_removes_nothing_that_is_not_chosen_when_the_current_mark_is_filtered_out(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel, mark: Mark
) -> None:
    _pill(dock, "Opinion").click()
    dock.view.selectRow(0)
    hidden = mark("who keeps the archive", "fact")
    assert dock.chosen() == []
    assert window.controller.current == hidden
    count = len(window.controller.marks)
    qtbot.keyClick(dock.view, Qt.Key.Key_Delete)
    assert len(window.controller.marks) == count


def test_tab_goes_from_the_search_through_the_tools_to_the_list(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel
) -> None:
    dock._filters.click()
    dock.search.setFocus()
    seen = []
    while not dock.view.hasFocus():
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(seen[-1], Qt.Key.Key_Tab)
    assert seen[:3] == [dock.search, dock._filters, dock._groups]
    assert all(isinstance(item, Pill) for item in seen[3:])
    assert len(seen) > 8


def test_down_goes_from_the_words_to_the_first_mark_that_has_them(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel
) -> None:
    dock.search.setFocus()
    qtbot.keyClicks(dock.search, "trams")
    qtbot.waitUntil(lambda: dock.model.rowCount() == 1)
    qtbot.keyClick(dock.search, Qt.Key.Key_Down)
    assert dock.view.hasFocus()
    assert window.controller.current is not None
    assert window.controller.current.exact == "It carried trams until 1958"


def test_an_empty_list_says_why_and_one_button_shows_all_marks_again(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel
) -> None:
    show_all = next(item for item in dock.findChildren(QToolButton) if item.text() == "Show All")
    assert not show_all.isVisible()
    _pill(dock, "Disputed").click()
    qtbot.keyClicks(dock.search, "no such word")
    qtbot.waitUntil(lambda: dock.model.rowCount() == 0)
    empty = dock.view.viewport().grab().toImage()
    dock.view.nothing = ""
    assert empty != dock.view.viewport().grab().toImage(), "it does not say why it is empty"
    show_all.click()
    assert dock.model.rowCount() == 4
    assert not show_all.isVisible()
    window.controller.delete([mark.id for mark in window.controller.marks])
    assert dock.view.nothing.startswith("No marks yet")


def test_the_filter_offers_a_tag_under_its_new_name(window: MainWindow, dock: AnnotationPanel) -> None:
    tags = window.controller.offered_tags()
    window.controller.edit_tags([replace(tags[0], name="Checkable"), *tags[1:]])
    assert _pill(dock, "Checkable")


def test_the_current_row_stays_in_sight_when_the_list_is_grouped_or_made_smaller(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel
) -> None:
    window.controller.mark_all([Span(n, n + 1) for n in range(0, 60, 2)], "fact")
    last = window.controller.marks.numbered(len(window.controller.marks))
    window.controller.select(last.id)

    def is_in_sight() -> bool:
        return dock.view.viewport().rect().contains(dock.view.visualRect(dock.view.currentIndex()).center())

    dock._groups.setCurrentIndex(4)
    qtbot.waitUntil(is_in_sight)
    dock.view.resize(dock.view.width(), 140)
    assert is_in_sight()


def test_typing_into_the_field_filters_and_says_how_many(qtbot: QtBot, dock: AnnotationPanel) -> None:
    qtbot.keyClicks(dock.search, "bridge")
    qtbot.waitUntil(lambda: dock.model.rowCount() == 1)
    assert dock._count.text() == "1 of 4 marks"
    dock.search.clear()
    qtbot.waitUntil(lambda: dock.model.rowCount() == 4)
    assert dock._count.text() == "4 marks"


def test_pills_can_be_combined_and_cleared(window: MainWindow, dock: AnnotationPanel) -> None:
    window.controller.set_status([window.controller.marks.numbered(1).id], Status.VERIFIED)
    _pill(dock, "Fact").click()
    assert dock.model.rowCount() == 2
    _pill(dock, "Verified").click()
    assert [dock.model.annotation(0).exact] == ["opened in 1931"]
    dock.panel.clear()
    assert dock.model.rowCount() == 4


def test_grouped_rows_are_taller_where_a_group_begins(qtbot: QtBot, dock: AnnotationPanel) -> None:
    dock.view.setFixedHeight(2 * dock.view.rowHeight(0))
    plain = dock.view.rowHeight(0)
    dock._groups.setCurrentIndex(dock._groups.findData(Grouping.TAG))
    qtbot.waitUntil(lambda: dock.view.rowHeight(0) > plain)
    assert [dock.view.rowHeight(row) > plain for row in range(4)] == [True, False, True, True]
    bar, rows = dock.view.verticalScrollBar(), dock.view.verticalHeader().length()
    assert bar.maximum() == max(rows - dock.view.viewport().height(), 0)
    dock._groups.setCurrentIndex(0)
    qtbot.waitUntil(lambda: {dock.view.rowHeight(row) for row in range(4)} == {plain})


def test_a_mark_that_becomes_the_first_of_its_group_takes_the_title_over(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel
) -> None:
    plain = dock.view.rowHeight(0)
    dock._groups.setCurrentIndex(dock._groups.findData(Grouping.TAG))
    qtbot.waitUntil(lambda: dock.view.rowHeight(0) > plain)
    window.controller.mark(Span(0, 3), "fact")
    qtbot.waitUntil(lambda: dock.view.rowHeight(1) == plain)
    assert [dock.view.rowHeight(row) > plain for row in range(5)] == [True, False, False, True, True]


def test_delete_in_the_list_removes_the_chosen_marks_as_one_step(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel, library: Library, article: Article
) -> None:
    dock.view.selectAll()
    qtbot.keyClick(dock.view, Qt.Key.Key_Delete)
    assert library.annotations(article.id) == []
    window.undo_action.trigger()
    assert len(library.annotations(article.id)) == 4


def test_escape_in_the_list_goes_back_to_the_article(
    qtbot: QtBot, window: MainWindow, dock: AnnotationPanel
) -> None:
    dock.focus_list()
    assert QApplication.focusWidget() is dock.view
    qtbot.keyClick(dock.view, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.article_view


def test_lost_passages_wait_in_a_tray_and_are_placed_by_hand(
    window: MainWindow, dock: AnnotationPanel, select: Callable[..., None], library: Library, article: Article
) -> None:
    first = window.controller.marks.numbered(1)
    assert not dock._lost.isVisible()
    window.controller.edit(first.id, "Lose it", target=Target(first.target.version, None, first.target.quote))
    assert dock._lost.text() == "1 lost passage"
    dock._lost.click()
    assert dock.chosen() == [] or dock.model.rowCount() == 1
    dock.view.selectRow(0)
    select("The bridge was opened")
    window.actions_["mark.borders"].trigger()
    placed = library.annotation(first.id)
    assert placed is not None
    assert placed.exact == "The bridge was opened"
    assert not dock._lost.isVisible()
    assert dock.model.rowCount() == 4


def test_the_table_shows_columns_one_can_sort_by(dock: AnnotationPanel) -> None:
    dock.set_table(True)
    assert not dock.view.isColumnHidden(3)
    assert dock.view.horizontalHeader().isVisibleTo(dock)
    dock.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert dock.model.annotation(0).tag == "contested"
    dock.set_table(False)
    assert dock.view.isColumnHidden(3)
    assert dock.model.annotation(0).exact == "opened in 1931"


def test_cards_are_painted_in_every_theme_with_groups_and_lost_passages(
    window: MainWindow, dock: AnnotationPanel
) -> None:
    first = window.controller.marks.numbered(1)
    window.controller.set_kind([first.id], Kind.QUOTE)
    window.controller.edit(first.id, "Lose it", target=Target(first.target.version, None, first.target.quote))
    dock._groups.setCurrentIndex(dock._groups.findData(Grouping.PARAGRAPH))
    window.resize(1280, 1600)
    dock.view.scrollToTop()
    pictures = set()
    for name in ("light", "dark", "contrast-light", "contrast-dark"):
        window.choose_theme(name)
        image = dock.view.viewport().grab().toImage()
        pictures.add(image.pixelColor(image.width() - 2, image.height() - 2).name())
        colours = {
            image.pixelColor(x, y).name() for x in range(12, 60, 2) for y in range(0, image.height(), 2)
        }
        assert window.appearance.theme.look(window.controller.tags["opinion"]).fill.lower() in colours
    window.choose_theme("light")
    assert len(pictures) >= 3


def test_a_very_long_or_right_to_left_passage_stays_inside_its_card(window: MainWindow, mark: Mark) -> None:
    mark("והיא נפתחה בשנת 1931 לקהל".removeprefix("ו"))
    height = window.annotation_dock.panel.view.rowHeight(0)
    assert window.annotation_dock.panel.view.viewport().grab().height() >= height
