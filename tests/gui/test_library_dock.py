"""The library: articles with their counts, opened with a click or Enter, and the search over all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from factories import blocks_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.imported import Imported
from annotator.workspace import Workspace
from ui.library_model import ROW, ArticleRow, HitRow
from ui.library_panel import LibraryPanel
from ui.main_window import MainWindow

TRAM = "The tram and its critics\nThe tram ran late on Monday, and <b>nobody</b> minded."


@pytest.fixture
def tram(workspace: Workspace) -> Article:
    imported = Imported(text=TRAM, blocks=blocks_of(TRAM), format="txt")
    return workspace.add_imported(imported, TRAM.encode(), "tram.txt")


@pytest.fixture
def dock(tram: Article, window: MainWindow) -> LibraryPanel:
    window.library_dock.refresh()
    return window.library_dock.panel


def _titles(dock: LibraryPanel) -> list[str]:
    return [dock.model.index(row).data() for row in range(dock.model.rowCount())]


def test_the_articles_stand_there_newest_first_and_the_open_one_is_chosen(
    dock: LibraryPanel, window: MainWindow, article: Article
) -> None:
    assert sorted(_titles(dock)) == ["bridge", "tram"]
    assert dock.view.currentIndex().data(ROW).article.id == article.id
    assert dock._count.text() == "2 articles"


def test_a_click_opens_an_article(
    qtbot: QtBot, dock: LibraryPanel, window: MainWindow, tram: Article
) -> None:
    index = dock.model.index(dock.model.row_of(tram.id))
    point = dock.view.visualRect(index).center()
    qtbot.mouseClick(dock.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window.controller.article is not None
    assert window.controller.article.id == tram.id


def test_arrows_and_enter_open_an_article_without_a_mouse(
    qtbot: QtBot, dock: LibraryPanel, window: MainWindow, tram: Article
) -> None:
    window.actions_["go.library"].trigger()
    dock.view.setCurrentIndex(dock.model.index(dock.model.row_of(tram.id)))
    qtbot.keyClick(dock.view, Qt.Key.Key_Return)
    assert window.controller.article is not None
    assert window.controller.article.id == tram.id
    assert QApplication.focusWidget() is window.article_view


def test_counts_follow_the_marks(
    qtbot: QtBot, dock: LibraryPanel, mark: Callable[..., Annotation], article: Article
) -> None:
    mark("opened in 1931")
    mark("the finest bridge", "opinion")

    def counted() -> bool:
        row = dock.model.row(dock.model.row_of(article.id))
        return isinstance(row, ArticleRow) and row.counts == (("fact", 1), ("opinion", 1))

    qtbot.waitUntil(counted)


def test_words_are_found_in_texts_and_notes_and_lead_to_their_place(
    qtbot: QtBot, dock: LibraryPanel, window: MainWindow, mark: Callable[..., Annotation], tram: Article
) -> None:
    noted = mark("opened in 1931")
    window.controller.edit(noted.id, "Note", note="ask the tramway museum")
    window.controller.open_article(tram.id)
    qtbot.keyClicks(dock.search, "tramway")
    qtbot.waitUntil(lambda: dock.model.is_search and dock.model.rowCount() == 1)
    row = dock.model.row(0)
    assert isinstance(row, HitRow)
    assert ("tramway", True) in row.parts
    qtbot.keyClick(dock.search, Qt.Key.Key_Return)
    qtbot.keyClick(dock.view, Qt.Key.Key_Return)
    assert window.controller.current is not None
    assert window.controller.current.id == noted.id


def test_emptying_the_field_brings_the_articles_back(qtbot: QtBot, dock: LibraryPanel) -> None:
    qtbot.keyClicks(dock.search, "nobody")
    qtbot.waitUntil(lambda: dock.model.is_search)
    assert dock._count.text() == "1 place found"
    dock.search.clear()
    qtbot.waitUntil(lambda: not dock.model.is_search)
    assert sorted(_titles(dock)) == ["bridge", "tram"]


def test_markup_in_a_snippet_is_shown_as_it_is(qtbot: QtBot, dock: LibraryPanel) -> None:
    qtbot.keyClicks(dock.search, "nobody")
    qtbot.waitUntil(lambda: dock.model.is_search)
    row = dock.model.row(0)
    assert isinstance(row, HitRow)
    assert "<b>nobody</b>" in "".join(text for text, _ in row.parts)
    assert dock.view.viewport().grab().width() > 0


def test_down_goes_from_the_words_to_what_was_found(
    qtbot: QtBot, dock: LibraryPanel, window: MainWindow
) -> None:
    dock.search.setFocus()
    qtbot.keyClicks(dock.search, "critics")
    qtbot.keyClick(dock.search, Qt.Key.Key_Down)
    assert dock.view.hasFocus()
    assert dock.view.currentIndex().row() == 0
    qtbot.keyClick(dock.view, Qt.Key.Key_Return)
    assert window.controller.article is not None
    assert window.controller.article.title == "tram"


def test_a_query_that_no_index_understands_finds_nothing_and_fails_nowhere(
    qtbot: QtBot, dock: LibraryPanel, window: MainWindow
) -> None:
    for words in ('"', "AND", "* (", "NEAR(", "a:b"):
        dock.search.setText(words)
        dock._find()
    assert not window.pane.notice.isVisible()


def test_another_title_is_shown_at_once(dock: LibraryPanel, window: MainWindow, article: Article) -> None:
    from dataclasses import replace

    window.controller.edit_article(replace(article, title="The bridge at Ostley"))
    assert "The bridge at Ostley" in _titles(dock)
    assert window.windowTitle() == "The bridge at Ostley – Claimlight"


def test_rows_are_painted_in_every_theme(dock: LibraryPanel, window: MainWindow) -> None:
    grounds = set()
    for name in ("light", "dark", "contrast-dark"):
        window.choose_theme(name)
        image = dock.view.viewport().grab().toImage()
        grounds.add(image.pixelColor(5, image.height() - 5).name())
    window.choose_theme("light")
    assert len(grounds) == 3


def test_the_model_keeps_qt_s_rules(dock: LibraryPanel, qtmodeltester) -> None:
    qtmodeltester.check(dock.model, force_py=True)
    dock.model.show_articles("tram")
    assert _titles(dock) == ["tram"]
    dock.model.show_articles()
