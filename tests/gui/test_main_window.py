"""The window put together: marking with keys, undo, saving, opening and leaving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from factories import ANA, BRIDGE, blocks_of, span_of
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Kind
from annotator.model.article import Article
from annotator.model.imported import Imported
from annotator.storage import Library
from annotator.workspace import Workspace
from ui.appearance import Appearance
from ui.main_window import MainWindow
from ui.settings import Settings

Press = Callable[..., None]
Mark = Callable[..., Annotation]


def test_a_key_marks_what_is_selected_on_the_page_in_the_list_and_on_disk(
    window: MainWindow, select: Press, press: Press, library: Library, article: Article
) -> None:
    select("opened in 1931")
    press(Qt.Key.Key_C)
    (mark,) = library.annotations(article.id)
    assert (mark.exact, mark.tag) == ("opened in 1931", "contested")
    assert window.annotation_model.rowCount() == 1
    assert window.controller.current is not None
    assert window.controller.current.id == mark.id
    assert window.article_view.annotations_at(mark.span.start)[0].id == mark.id


def test_the_number_of_a_tag_marks_as_its_letter_does(
    window: MainWindow, select: Press, press: Press, library: Library, article: Article
) -> None:
    select("the finest bridge")
    press(Qt.Key.Key_2)
    assert [mark.tag for mark in library.annotations(article.id)] == ["opinion"]


def test_undo_takes_the_mark_off_the_page_the_list_and_the_disk(
    window: MainWindow, select: Press, press: Press, library: Library, article: Article
) -> None:
    select("opened in 1931")
    press(Qt.Key.Key_F)
    assert window.undo_action.text() == "Undo Mark as Fact"
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert library.annotations(article.id) == []
    assert window.annotation_model.rowCount() == 0
    assert not len(window.controller.marks)
    window.redo_action.trigger()
    assert [mark.exact for mark in library.annotations(article.id)] == ["opened in 1931"]


def test_another_tag_right_after_marking_changes_the_mark_and_makes_no_second_one(
    window: MainWindow, select: Press, press: Press, library: Library, article: Article
) -> None:
    select("opened in 1931")
    press(Qt.Key.Key_F)
    press(Qt.Key.Key_O)
    assert [(mark.exact, mark.tag) for mark in library.annotations(article.id)] == [
        ("opened in 1931", "opinion")
    ]


def test_words_inside_quotation_marks_become_a_quote(window: MainWindow, select: Press, press: Press) -> None:
    select("It carried trams until 1958")
    press(Qt.Key.Key_F)
    assert window.controller.current is not None
    assert window.controller.current.kind is Kind.QUOTE
    press(Qt.Key.Key_Q)
    assert window.controller.current.kind is Kind.CLAIM


def test_n_goes_to_the_note_and_escape_back_to_the_text_with_the_note_saved(
    qtbot: QtBot, window: MainWindow, select: Press, press: Press, library: Library, article: Article
) -> None:
    select("opened in 1931")
    press(Qt.Key.Key_F)
    press(Qt.Key.Key_N)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "Note"
    qtbot.keyClicks(field, "see the ferry log")
    press(Qt.Key.Key_Escape)
    assert [mark.note for mark in library.annotations(article.id)] == ["see the ferry log"]
    assert QApplication.focusWidget() is window.article_view


def test_a_note_is_one_step_of_undo_however_many_letters_it_has(
    qtbot: QtBot, window: MainWindow, mark: Mark, library: Library, article: Article
) -> None:
    mark("opened in 1931")
    window.mark_commands.slots()["mark.note"]()
    field = QApplication.focusWidget()
    for word in ("first ", "second ", "third"):
        qtbot.keyClicks(field, word)
        window.editor_dock.flush()
    assert library.annotations(article.id)[0].note == "first second third"
    window.actions_["edit.undo"].trigger()
    assert library.annotations(article.id)[0].note == ""
    assert len(library.annotations(article.id)) == 1


def test_every_act_is_saved_and_the_status_bar_says_so(window: MainWindow, mark: Mark) -> None:
    mark("opened in 1931")
    assert "Mark as Fact" in window.statusBar().findChildren(type(window._saved))[0].text()
    assert "Saved" in window._saved.text()


def test_undo_in_another_article_opens_it_first(
    window: MainWindow, mark: Mark, workspace: Workspace, article: Article
) -> None:
    mark("opened in 1931")
    window.controller.close_article()
    window.undo_action.trigger()
    assert window.controller.article is not None
    assert window.controller.article.id == article.id
    assert not len(window.controller.marks)


def test_undoing_the_opening_of_an_article_closes_it(
    window: MainWindow, library: Library, article: Article
) -> None:
    window.undo_action.trigger()
    assert library.article(article.id) is None
    assert window.controller.article is None
    assert window.pane._stack.currentWidget() is window.pane.empty
    window.redo_action.trigger()
    assert window.controller.article is not None


def test_removing_an_article_closes_it_and_the_bin_brings_it_back(
    window: MainWindow, article: Article
) -> None:
    window.actions_["article.remove"].trigger()
    assert window.controller.article is None
    assert [summary.article.id for summary in window.controller.articles_in_bin()] == [article.id]
    window.controller.restore_article(article.id)
    assert [summary.article.id for summary in window.controller.articles()] == [article.id]


def test_the_highlighter_marks_each_selection_at_once_until_escape(
    qtbot: QtBot, window: MainWindow, select: Press, press: Press, library: Library, article: Article
) -> None:
    press(Qt.Key.Key_H)
    press(Qt.Key.Key_O)
    assert window.article_view.highlighter() == "opinion"
    select("finest bridge")
    press(Qt.Key.Key_Return)
    assert [mark.tag for mark in library.annotations(article.id)] == ["opinion"]
    press(Qt.Key.Key_Escape)
    assert window.article_view.highlighter() == ""
    assert not window.actions_["mark.highlighter"].isChecked()


def test_the_borders_of_a_mark_follow_the_selection(
    window: MainWindow, mark: Mark, select: Press, press: Press, library: Library, article: Article
) -> None:
    mark("opened in 1931")
    select("The bridge was opened in 1931.")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert library.annotations(article.id)[0].exact.startswith("The bridge was opened in 1931")


def test_several_chosen_marks_change_together_and_come_back_together(
    window: MainWindow, mark: Mark, library: Library, article: Article
) -> None:
    mark("opened in 1931")
    mark("finest bridge in the county")
    window.annotation_dock.panel.view.selectAll()
    window.actions_["tag.3"].trigger()
    assert {item.tag for item in library.annotations(article.id)} == {"contested"}
    window.undo_action.trigger()
    assert {item.tag for item in library.annotations(article.id)} == {"fact"}


def test_merging_makes_one_mark_of_the_chosen_ones(
    window: MainWindow, mark: Mark, library: Library, article: Article
) -> None:
    mark("opened in 1931")
    mark("the finest bridge")
    window.annotation_dock.panel.view.selectAll()
    assert window.actions_["mark.merge"].isEnabled()
    window.actions_["mark.merge"].trigger()
    (merged,) = library.annotations(article.id)
    assert merged.exact == "opened in 1931. It is the finest bridge"


def test_going_from_mark_to_mark_follows_the_text(window: MainWindow, mark: Mark) -> None:
    late = mark("the shops in the old town")
    early = mark("opened in 1931")
    window.controller.select("")
    window.actions_["mark.next"].trigger()
    assert window.controller.current == early
    window.actions_["mark.next"].trigger()
    assert window.controller.current == late
    window.actions_["mark.previous"].trigger()
    assert window.controller.current == early


def test_a_file_that_is_dropped_becomes_the_open_article(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "tram & ferry.txt"
    file.write_text("The tram runs every day.\n\nNobody likes it.", encoding="utf-8")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file))])
    with qtbot.waitSignal(empty_window.controller.article_opened, timeout=20_000):
        assert empty_window.transfer.open_content(content)
    assert empty_window.controller.version is not None
    assert "The tram runs every day." in empty_window.controller.version.text
    assert empty_window.windowTitle() == "tram & ferry – Claimlight"
    assert empty_window.settings.recent() == [str(file)]


def test_pasted_text_becomes_an_article_named_by_its_first_words(
    qtbot: QtBot, empty_window: MainWindow
) -> None:
    QGuiApplication.clipboard().setText("Tram or ferry?\n\nThe council will decide in May.")
    with qtbot.waitSignal(empty_window.controller.article_opened, timeout=20_000):
        empty_window.actions_["article.paste"].trigger()
    assert empty_window.controller.article is not None
    assert empty_window.controller.article.title.startswith("Tram or ferry")


def test_an_empty_clipboard_is_said_in_a_sentence(empty_window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    empty_window.actions_["article.paste"].trigger()
    assert empty_window.pane.notice.text.text() == "There is no text in the clipboard."


def test_a_file_that_cannot_be_read_is_one_sentence_with_a_hint_and_changes_nothing(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path, library: Library
) -> None:
    file = tmp_path / "broken.docx"
    file.write_bytes(b"PK\x03\x04 no")
    with qtbot.waitSignal(empty_window.jobs.failed, timeout=20_000):
        empty_window.transfer.open_files([file])
    notice = empty_window.pane.notice
    assert notice.isVisible()
    assert notice.text.textFormat() is Qt.TextFormat.PlainText
    assert notice.hint.text()
    assert library.articles() == []


def test_an_error_shows_markup_in_names_as_it_is(empty_window: MainWindow) -> None:
    empty_window.controller.failed_with(AnnotatorError("“<b>x</b>” is gone.", detail="<img src=x>"))
    assert empty_window.pane.notice.text.text() == "“<b>x</b>” is gone."
    empty_window.pane.notice.more.click()
    assert empty_window.pane.notice.detail.toPlainText() == "<img src=x>"


def test_the_layout_and_the_zoom_are_as_they_were_left(
    qtbot: QtBot, window: MainWindow, settings: Settings, workspace: Workspace
) -> None:
    window.library_dock.hide()
    window.actions_["zoom.in"].trigger()
    window.close()
    again = MainWindow(settings, Appearance("light", window))
    qtbot.addWidget(again)
    again.controller.use(workspace)
    again.show()
    assert again.library_dock.isHidden()
    assert again.preferences.zoom == 110


def test_what_was_done_to_the_library_elsewhere_is_there_when_one_comes_back(
    window: MainWindow, mark: Mark, library: Library, article: Article
) -> None:
    kept = mark("opened in 1931")
    window.come_or_leave(Qt.ApplicationState.ApplicationInactive)
    with Library.open(library.path) as same:
        elsewhere = Workspace(same, type(ANA)("Ben Ode", "BO"))
        (other,) = elsewhere.mark(article.id, span_of(BRIDGE, "finest bridge"), "opinion").after
        another = Imported("Another one.", blocks_of("Another one."), "txt")
        elsewhere.add_imported(another, b"Another one.", "other.txt")
    window.come_or_leave(Qt.ApplicationState.ApplicationActive)
    assert list(window.controller.marks) == [kept, other]
    assert window.controller.current == kept
    assert window.library_dock.panel.model.rowCount() == 2


def test_an_article_removed_elsewhere_is_closed_when_one_comes_back(
    window: MainWindow, library: Library, article: Article
) -> None:
    window.come_or_leave(Qt.ApplicationState.ApplicationInactive)
    with Library.open(library.path) as same:
        Workspace(same, ANA).remove_article(article.id)
    window.come_or_leave(Qt.ApplicationState.ApplicationActive)
    assert window.controller.article is None
    assert window.pane.focus_target() is window.pane.empty.first


def test_coming_back_to_an_unchanged_library_changes_nothing_on_screen(
    qtbot: QtBot, window: MainWindow, mark: Mark
) -> None:
    mark("opened in 1931")
    window.come_or_leave(Qt.ApplicationState.ApplicationInactive)
    with qtbot.assertNotEmitted(window.controller.article_opened):
        window.come_or_leave(Qt.ApplicationState.ApplicationActive)


def test_the_person_of_the_preferences_signs_new_marks(window: MainWindow, mark: Mark) -> None:
    assert mark("opened in 1931").creator == ANA
    window.controller.set_person(type(ANA)("Ben Ode", "BO"))
    assert mark("finest bridge").creator.initials == "BO"


@pytest.mark.parametrize("name", ["article.export", "find.open", "mark.next", "zoom.in"])
def test_what_needs_an_article_is_off_without_one(empty_window: MainWindow, name: str) -> None:
    assert not empty_window.actions_[name].isEnabled()


def test_copying_gives_the_words_of_the_article_and_citing_adds_where_they_are_from(
    window: MainWindow, select: Press, press: Press
) -> None:
    select("opened in 1931")
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "opened in 1931"
    window.actions_["passage.cite"].trigger()
    assert QGuiApplication.clipboard().text() == "“opened in 1931” (bridge)"


# Menus ask their window for things that only a window manager can do.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_mark_opens_again_and_again(qtbot: QtBot, window: MainWindow, mark: Mark) -> None:
    mark("opened in 1931")
    for _ in range(2):
        window.mark_commands.menu(QPoint(0, 0), [])
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        titles = [action.text() for action in menu.actions()]
        assert {"Check Status", "Risk"} <= set(titles)
        with qtbot.waitSignal(menu.destroyed):
            menu.close()
    assert "Verified" in [action.text() for action in window.menus["status"].actions()]
