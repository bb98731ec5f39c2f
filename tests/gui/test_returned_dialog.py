"""A document that came back: offered, listed, taken over one by one or all at once, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from factories import BRIDGE, span_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.importers import ImportOptions, read
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.imported import Imported, ImportedMark
from annotator.workspace import Workspace
from ui.accessibility import nameless
from ui.dialogs.offer import OfferDialog
from ui.dialogs.returned import ReturnedDialog
from ui.main_window import MainWindow
from ui.returned_model import BEFORE, BY, NOW, WHAT, WHEN, DifferenceModel

Mark = Callable[..., Annotation]
BEN = {"author": "Ben Ode", "initials": "BO", "at": "2026-05-20T10:00:00"}


@pytest.fixture
def marked(window: MainWindow, mark: Mark) -> dict[str, Annotation]:
    """Three marks, one with a note."""
    found = {passage: mark(passage) for passage in ("opened in 1931", "finest bridge", "trams until 1958")}
    window.controller.edit(found["opened in 1931"].id, "Edit the note", note="Says the plate")
    return found


@pytest.fixture
def sent(marked: dict[str, Annotation], workspace: Workspace, article: Article, tmp_path: Path) -> Path:
    """The annotated copy on disk."""
    path = tmp_path / "sent.docx"
    workspace.export(article.id, path)
    return path


@pytest.fixture
def returned(sent: Path) -> Imported:
    """The copy with a new comment, an answer and a comment taken off."""
    imported = read(sent.read_bytes(), sent.name, ImportOptions())
    marks = [item for item in imported.marks if item.span.of(imported.text) != "finest bridge"]
    root = next(n for n, item in enumerate(marks) if item.span == span_of(BRIDGE, "opened in 1931"))
    marks.append(ImportedMark(None, "1932, I think", replies_to=root, **BEN))
    marks.append(ImportedMark(span_of(BRIDGE, "keeps the archive"), "Since <b>when</b>?", **BEN))
    return replace(imported, marks=tuple(marks))


def shown(window: MainWindow, imported: Imported) -> ReturnedDialog:
    window.together.show_returned("", "sent.docx", (imported, b"docx"))
    return found(ReturnedDialog)


def found(kind: type[QDialog]) -> QDialog:
    return next(
        item for item in QApplication.topLevelWidgets() if isinstance(item, kind) and item.isVisible()
    )


def is_shown(kind: type[QDialog]) -> bool:
    return any(isinstance(item, kind) and item.isVisible() for item in QApplication.topLevelWidgets())


def column(model: DifferenceModel, number: int) -> list[str]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def press(dialog: QDialog, words: str) -> None:
    button = next(item for item in dialog.findChildren(QPushButton) if item.text().startswith(words))
    button.click()


def test_what_was_done_is_listed_with_author_and_date(window: MainWindow, returned: Imported) -> None:
    dialog = shown(window, returned)
    assert column(dialog.model, WHAT) == ["Answered", "New comment", "Deleted the comment"]
    assert column(dialog.model, BY)[0] == "Ben Ode"
    assert column(dialog.model, WHEN)[0] == "2026-05-20 10:00"
    assert column(dialog.model, NOW)[1] == "Since <b>when</b>?"
    assert list(nameless(dialog)) == []
    dialog.reject()


def test_the_list_is_a_sound_model(window: MainWindow, returned: Imported) -> None:
    dialog = shown(window, returned)
    ModelTester(dialog.model).check(dialog.model)
    dialog.model.tick_all(True)
    assert len(dialog.model.chosen()) == 3
    dialog.model.tick_all(False)
    assert dialog.model.chosen() == []
    dialog.reject()


def test_only_what_is_ticked_is_taken_over_and_the_rest_stays_listed(
    qtbot: QtBot, window: MainWindow, returned: Imported, marked: dict[str, Annotation]
) -> None:
    dialog = shown(window, returned)
    assert not dialog.selected.isEnabled()
    dialog.model.setData(dialog.model.index(0, WHAT), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.selected.isEnabled()
    dialog.selected.click()
    mark = window.controller.marks[marked["opened in 1931"].id]
    assert [reply.text for reply in mark.replies] == ["1932, I think"]
    assert column(dialog.model, WHAT) == ["New comment", "Deleted the comment"]
    assert marked["finest bridge"].id in window.controller.marks
    dialog.reject()


def test_space_ticks_the_row_under_the_keyboard(qtbot: QtBot, window: MainWindow, returned: Imported) -> None:
    dialog = shown(window, returned)
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.model.chosen()) == 1
    dialog.reject()


def test_all_are_taken_over_and_taken_back_in_one_step(
    window: MainWindow, returned: Imported, marked: dict[str, Annotation]
) -> None:
    dialog = shown(window, returned)
    dialog.all.click()
    assert not dialog.isVisible()
    assert marked["finest bridge"].id not in window.controller.marks
    assert "keeps the archive" in {mark.exact for mark in window.controller.marks}
    window.undo_action.trigger()
    assert {mark.id for mark in window.controller.marks} == {mark.id for mark in marked.values()}
    assert window.controller.marks[marked["opened in 1931"].id].replies == ()


def test_going_through_the_list_shows_each_place_in_the_article(
    qtbot: QtBot, window: MainWindow, returned: Imported
) -> None:
    dialog = shown(window, returned)
    with qtbot.waitSignal(window.controller.reveal) as revealed:
        dialog.table.selectRow(1)
    assert revealed.args == [span_of(BRIDGE, "keeps the archive")]
    assert "Since <b>when</b>?" in dialog.whole.toPlainText()
    dialog.reject()


def test_opening_our_own_document_offers_to_compare_it(qtbot: QtBot, window: MainWindow, sent: Path) -> None:
    window.transfer.open_files([sent])
    qtbot.waitUntil(lambda: is_shown(OfferDialog), timeout=20_000)
    press(found(OfferDialog), "Compare")
    dialog = found(ReturnedDialog)
    assert dialog.model.rowCount() == 0
    assert "Nothing was changed" in dialog.count.text()
    dialog.reject()
    assert len(window.controller.articles()) == 1


def test_our_own_document_can_be_opened_as_a_copy(qtbot: QtBot, window: MainWindow, sent: Path) -> None:
    window.transfer.open_files([sent])
    qtbot.waitUntil(lambda: is_shown(OfferDialog), timeout=20_000)
    press(found(OfferDialog), "Open as a Copy")
    assert len(window.controller.articles()) == 2
    assert len(window.controller.marks) == 3


def test_an_article_edited_meanwhile_is_a_warning(
    window: MainWindow, returned: Imported, workspace: Workspace, article: Article
) -> None:
    newer = BRIDGE.replace("county", "whole county")
    window.controller.act(
        lambda ws: ws.new_version(
            article.id, read(newer.encode(), "n.txt", ImportOptions()), newer.encode(), "n.txt"
        )[0]
    )
    dialog = shown(window, returned)
    assert not dialog.warning.isVisible()
    dialog.reject()
    text = returned.text.replace("1931.", "1932.")
    dialog = shown(window, replace(returned, text=text))
    assert dialog.warning.isVisible()
    dialog.reject()


def test_an_edited_text_is_shown_with_the_words_around_the_edit(
    window: MainWindow, returned: Imported
) -> None:
    text = returned.text.replace("in the county", "in the valley")
    dialog = shown(window, replace(returned, text=text))
    assert column(dialog.model, WHAT)[0] == "Edited the text"
    assert (column(dialog.model, BEFORE)[0], column(dialog.model, NOW)[0]) == ("county", "valley")
    assert "It is the finest bridge in the countyvalley." in dialog.whole.toPlainText()
    dialog.reject()
