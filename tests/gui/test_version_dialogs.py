"""A new version in the window: what it changes, what becomes of the marks, and one step back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from factories import BRIDGE, blocks_of, span_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation, Status
from annotator.model.article import Article
from annotator.model.imported import Imported
from annotator.model.span import Span
from annotator.text.changes import passages
from annotator.workspace import Workspace
from ui.accessibility import nameless
from ui.dialogs.new_version import NewVersionDialog
from ui.dialogs.offer import OfferDialog
from ui.dialogs.versions import VersionsDialog
from ui.main_window import MainWindow
from ui.theme import DARK, LIGHT
from ui.version_diff import DiffView
from ui.version_model import FATE, NOW, PLACE, CarriedModel
from ui.version_reader import VersionReader
from ui.version_tray import LostTray

Mark = Callable[..., Annotation]
EDITED = (
    BRIDGE.replace("opened in 1931", "opened in 1932")
    .replace("“It carried trams until 1958,” said Ruth Okonedo, who keeps the archive. ", "")
    .replace("The bridge at Ostley\n", "The bridge at Ostley\nA new first paragraph.\n")
)


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The article with another year, without the quote, and with a new paragraph."""
    path = tmp_path / "edited.txt"
    path.write_text(EDITED, encoding="utf-8")
    return path


def dialog_of(kind: type[QDialog]) -> QDialog | None:
    shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind)]
    return next((widget for widget in shown if widget.isVisible()), None)


def opened(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: dialog_of(kind) is not None, timeout=20_000)
    dialog = dialog_of(kind)
    assert dialog is not None
    return dialog


def version_dialog(qtbot: QtBot, window: MainWindow, path: Path) -> NewVersionDialog:
    window.together.new_version(path)
    dialog = opened(qtbot, NewVersionDialog)
    assert isinstance(dialog, NewVersionDialog)
    return dialog


def cells(model: CarriedModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_marks_to_check_again_come_first_and_nothing_changes_before_accepting(
    qtbot: QtBot, window: MainWindow, mark: Mark, edited: Path
) -> None:
    mark("trams until 1958")
    checked = mark("opened in 1931")
    window.controller.set_status([checked.id], Status.VERIFIED)
    mark("finest bridge", "opinion")
    dialog = version_dialog(qtbot, window, edited)
    assert cells(dialog.model, FATE) == ["Changed, check again", "Lost"]
    assert "1 kept, 1 changed, 0 moved, 1 lost" in dialog.counts.text()
    dialog.reject()
    assert window.controller.version is not None
    assert window.controller.version.text == BRIDGE


def test_accepting_shows_the_new_text_and_one_undo_takes_it_all_back(
    qtbot: QtBot, window: MainWindow, mark: Mark, edited: Path
) -> None:
    checked = mark("opened in 1931")
    window.controller.set_status([checked.id], Status.VERIFIED)
    lost = mark("trams until 1958")
    dialog = version_dialog(qtbot, window, edited)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    marks = window.controller.marks
    assert window.article_view.reading_text == EDITED
    assert (marks[checked.id].exact, marks[checked.id].status) == ("opened in 1932", Status.RECHECK)
    assert marks[lost.id].is_orphan
    window.undo_action.trigger()
    assert window.article_view.reading_text == BRIDGE
    assert window.controller.marks[lost.id].span == span_of(BRIDGE, "trams until 1958")
    assert window.controller.marks[checked.id].status is Status.VERIFIED
    window.redo_action.trigger()
    assert window.article_view.reading_text == EDITED


def test_the_list_of_fates_is_a_sound_model(
    qtbot: QtBot, window: MainWindow, mark: Mark, edited: Path
) -> None:
    mark("trams until 1958")
    mark("opened in 1931")
    dialog = version_dialog(qtbot, window, edited)
    tester = ModelTester(dialog.model)
    tester.check(dialog.model)
    assert list(nameless(dialog)) == []
    dialog.reject()


def test_a_proposed_place_is_taken_only_when_it_is_ticked(
    window: MainWindow, workspace: Workspace, article: Article, mark: Mark
) -> None:
    lost = mark("trams until 1958")
    imported = Imported(EDITED, blocks_of(EDITED), "txt")
    preview = workspace.preview_version(article.id, imported, "edited.txt")
    assert preview is not None
    proposed = [replace(item, proposed=span_of(EDITED, "finest bridge")) for item in preview.carried]
    preview = replace(preview, carried=tuple(proposed))
    dialog = NewVersionDialog(window, preview, [], (imported, EDITED.encode()), "edited.txt")
    assert "[finest bridge]" in dialog.model.index(0, PLACE).data()
    assert dialog.model.placed() == {}
    dialog.model.setData(dialog.model.index(0, PLACE), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    dialog.accept_button.click()
    assert window.controller.marks[lost.id].exact == "finest bridge"
    window.undo_action.trigger()
    assert window.controller.marks[lost.id].exact == "trams until 1958"


def test_side_by_side_and_in_one_text_show_both_wordings(window: MainWindow, qtbot: QtBot) -> None:
    view = DiffView(LIGHT)
    qtbot.addWidget(view)
    rows = passages(BRIDGE, EDITED)
    view.show_passages(rows)
    assert "19311932" in view.toPlainText().replace("\n", "")
    view.show_passages(rows, side_by_side=True)
    assert "opened in 1931" in view.toPlainText()
    assert "opened in 1932" in view.toPlainText()


def test_unchanged_paragraphs_are_counted_or_shown(qtbot: QtBot) -> None:
    lines = [f"Paragraph {number}." for number in range(20)]
    rows = passages("\n".join(lines), "\n".join([*lines[:-1], "The last one."]))
    view = DiffView(DARK)
    qtbot.addWidget(view)
    view.show_passages(rows)
    assert "18 paragraphs as they were" in view.toPlainText()
    view.show_passages(rows, whole=True)
    assert "Paragraph 3." in view.toPlainText()


def test_foreign_words_are_never_taken_for_html(qtbot: QtBot) -> None:
    view = DiffView(LIGHT)
    qtbot.addWidget(view)
    view.show_passages(passages("a <b>bold</b> claim", "a claim in <i>type</i>"), whole=True)
    assert "<b>" in view.toPlainText()
    assert "<i>type</i>" in view.toPlainText()


def test_the_same_text_is_said_and_no_dialog_opens(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    window.together.new_version(path)
    qtbot.waitUntil(lambda: "very text" in window.pane.notice.text.text(), timeout=20_000)
    assert dialog_of(NewVersionDialog) is None


def test_a_file_named_like_the_original_is_offered_as_a_new_version(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "from the reporter"
    folder.mkdir()
    (folder / "bridge.txt").write_text(EDITED, encoding="utf-8")
    window.transfer.open_files([folder / "bridge.txt"])
    offer = opened(qtbot, OfferDialog)
    assert len(window.controller.articles()) == 1
    button = next(
        item for item in offer.findChildren(type(offer.add_button(""))) if "New Version" in item.text()
    )
    button.click()
    dialog = opened(qtbot, NewVersionDialog)
    dialog.reject()
    assert len(window.controller.articles()) == 1


def test_an_older_version_is_read_with_its_marks_and_cannot_be_marked(
    qtbot: QtBot, window: MainWindow, mark: Mark, edited: Path
) -> None:
    mark("finest bridge", "opinion")
    dialog = version_dialog(qtbot, window, edited)
    dialog.accept_button.click()
    versions = VersionsDialog(window)
    qtbot.addWidget(versions)
    assert versions.list.count() == 2
    assert "bridge.txt" in versions.list.item(1).text()
    versions.list.setCurrentRow(1)
    versions.look.click()
    reader = opened(qtbot, VersionReader)
    assert isinstance(reader, VersionReader)
    assert reader.view.reading_text == BRIDGE
    assert [item.exact for item in reader.dossier.annotations] == ["finest bridge"]
    reader.view.select(span_of(BRIDGE, "trams"))
    qtbot.keyClick(reader.view, Qt.Key.Key_F)
    assert len(window.controller.marks) == 1
    reader.close()


def test_an_older_version_is_exported(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, edited: Path, tmp_path: Path
) -> None:
    from annotator.importers import ImportOptions, read

    dialog = version_dialog(qtbot, window, edited)
    dialog.accept_button.click()
    versions = VersionsDialog(window)
    qtbot.addWidget(versions)
    versions.list.setCurrentRow(1)
    dossier = versions._dossier(with_original=True)
    assert dossier is not None
    with qtbot.waitSignal(window.transfer.exported, timeout=20_000):
        versions._write(dossier, str(tmp_path / "old.docx"))
    assert read((tmp_path / "old.docx").read_bytes(), "old.docx", ImportOptions()).text == BRIDGE


def test_a_lost_mark_is_placed_on_the_selection_or_dropped(
    qtbot: QtBot, window: MainWindow, mark: Mark, edited: Path, select: Callable[..., None]
) -> None:
    lost = mark("trams until 1958")
    version_dialog(qtbot, window, edited).accept_button.click()
    window.controller.select(lost.id)
    tray = window.together.lost.tray
    assert tray is not None
    assert tray.isVisibleTo(window)
    assert "“It carried [trams until 1958],” said" in tray.words.text()
    select("finest bridge")
    tray.place.click()
    assert window.controller.marks[lost.id].exact == "finest bridge"
    assert not tray.isVisibleTo(window)
    window.undo_action.trigger()
    window.controller.select(lost.id)
    tray.drop.click()
    assert lost.id not in window.controller.marks


def test_dropping_several_files_opens_them_as_articles(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Quite another text.", encoding="utf-8")
    with qtbot.waitSignal(window.transfer.opened, timeout=20_000):
        window.article_view.files_dropped.emit([str(tmp_path / "other.txt")])
    assert len(window.controller.articles()) == 2


def test_the_now_column_is_empty_for_a_lost_mark(
    qtbot: QtBot, window: MainWindow, mark: Mark, edited: Path
) -> None:
    mark("trams until 1958")
    dialog = version_dialog(qtbot, window, edited)
    assert cells(dialog.model, NOW) == [""]
    dialog.reject()


def test_the_tray_waits_while_the_new_place_is_looked_for(
    qtbot: QtBot, window: MainWindow, mark: Mark, edited: Path
) -> None:
    lost = mark("trams until 1958")
    version_dialog(qtbot, window, edited).accept_button.click()
    window.controller.select(lost.id)
    window.controller.select("")
    tray = window.together.lost.tray
    assert tray is not None
    assert tray.isVisibleTo(window)
    window.controller.close_article()
    assert not tray.isVisibleTo(window)


def test_a_proposed_place_of_a_lost_mark_is_shown_and_taken(window: MainWindow, mark: Mark) -> None:
    taken: list[tuple[str, Span]] = []
    tray = LostTray(window)
    tray.proposal_taken.connect(lambda key, span: taken.append((key, span)))
    lost = mark("trams until 1958")
    lost = replace(lost, target=replace(lost.target, position=None))
    place = span_of(BRIDGE, "finest bridge")
    tray.show_mark(lost, place, BRIDGE)
    assert "finest bridge" in tray.proposal.text()
    tray.take.click()
    assert taken == [(lost.id, place)]


def test_a_file_dropped_with_shift_is_a_new_version(
    qtbot: QtBot, window: MainWindow, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    monkeypatch.setattr(QGuiApplication, "queryKeyboardModifiers", staticmethod(lambda: shift))
    window.article_view.files_dropped.emit([str(edited)])
    opened(qtbot, NewVersionDialog).reject()
    assert len(window.controller.articles()) == 1
