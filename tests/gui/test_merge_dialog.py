"""Another person's marks beside mine: agreement in a sentence, and a decision for each passage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from factories import BRIDGE, span_of
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.importers import read
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.storage import Library
from annotator.workspace import Workspace
from ui.accessibility import nameless
from ui.dialogs.merge import MergeDialog
from ui.main_window import MainWindow
from ui.merge_model import THEIRS, VERDICT

Mark = Callable[..., Annotation]


@pytest.fixture
def theirs(window: MainWindow, mark: Mark, workspace: Workspace, article: Article, tmp_path: Path) -> Path:
    """Ben's library: he agrees on one passage, tags one otherwise, and has one of his own; so have I."""
    mark("opened in 1931")
    mark("finest bridge", "opinion")
    workspace.export(article.id, tmp_path / "sent.docx")
    with Library.open(tmp_path / "ben.claimlight") as library:
        ben = Workspace(library, Person("Ben Ode", "BO"))
        copy = ben.import_file(tmp_path / "sent.docx")
        finest = next(item for item in ben.open(copy.id).annotations if item.exact == "finest bridge")
        ben.retag([finest.id], "contested")
        ben.mark(copy.id, span_of(BRIDGE, "trams until 1958"), "fact")
    mark("keeps the archive")
    return tmp_path / "ben.claimlight"


@pytest.fixture
def dialog(window: MainWindow, theirs: Path) -> MergeDialog:
    """The comparison with Ben's library."""
    window.together.compare(str(theirs))
    return next(
        item for item in QApplication.topLevelWidgets() if isinstance(item, MergeDialog) and item.isVisible()
    )


def column(dialog: MergeDialog, number: int) -> list[str]:
    return [dialog.model.index(row, number).data() for row in range(dialog.model.rowCount())]


def choose(dialog: MergeDialog, verdict: str) -> None:
    dialog.table.selectRow(column(dialog, VERDICT).index(verdict))


def test_what_needs_a_decision_is_listed_and_the_agreement_is_said(dialog: MergeDialog) -> None:
    assert column(dialog, VERDICT) == ["Tagged otherwise", "Only theirs", "Only mine"]
    assert column(dialog, THEIRS)[0] == "Contested · Claim · Unchecked"
    assert "67 % were marked by both" in dialog.sentence.text()
    dialog.agreed.setChecked(True)
    assert "Agreed" in column(dialog, VERDICT)
    assert list(nameless(dialog)) == []
    ModelTester(dialog.model).check(dialog.model)
    dialog.accept()


def test_taking_theirs_changes_my_mark_and_keeps_its_identity(
    window: MainWindow, dialog: MergeDialog
) -> None:
    mine = next(mark for mark in window.controller.marks if mark.exact == "finest bridge")
    choose(dialog, "Tagged otherwise")
    dialog.take.click()
    assert window.controller.marks[mine.id].tag == "contested"
    assert column(dialog, VERDICT) == ["Only theirs", "Only mine"]
    window.undo_action.trigger()
    assert window.controller.marks[mine.id].tag == "opinion"
    dialog.accept()


def test_keeping_mine_settles_the_row_and_changes_nothing(window: MainWindow, dialog: MergeDialog) -> None:
    before = list(window.controller.marks)
    choose(dialog, "Tagged otherwise")
    dialog.keep.click()
    assert column(dialog, VERDICT) == ["Only theirs", "Only mine"]
    assert list(window.controller.marks) == before
    dialog.accept()


def test_keeping_both_puts_theirs_beside_mine(window: MainWindow, dialog: MergeDialog) -> None:
    choose(dialog, "Tagged otherwise")
    dialog.both.click()
    tags = sorted(mark.tag for mark in window.controller.marks if mark.exact == "finest bridge")
    assert tags == ["contested", "opinion"]
    assert "Tagged otherwise" not in column(dialog, VERDICT)
    dialog.accept()


def test_a_mark_that_only_i_made_is_dropped_for_theirs(window: MainWindow, dialog: MergeDialog) -> None:
    choose(dialog, "Only mine")
    dialog.take.click()
    assert "keeps the archive" not in {mark.exact for mark in window.controller.marks}
    dialog.accept()


def test_all_that_only_they_marked_is_added_in_one_step(window: MainWindow, dialog: MergeDialog) -> None:
    dialog.adopt.click()
    added = next(mark for mark in window.controller.marks if mark.exact == "trams until 1958")
    assert added.creator.name == "Ben Ode"
    assert not dialog.adopt.isEnabled()
    window.undo_action.trigger()
    assert added.id not in window.controller.marks
    dialog.accept()


def test_an_export_of_theirs_serves_as_well(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, article: Article, mark: Mark
) -> None:
    mark("opened in 1931")
    dossier: Dossier = workspace.open(article.id)
    other = replace(dossier, annotations=tuple(replace(item, tag="opinion") for item in dossier.annotations))
    window.together.show_comparison(article.id, "theirs.docx", other)
    dialog = next(
        item for item in QApplication.topLevelWidgets() if isinstance(item, MergeDialog) and item.isVisible()
    )
    assert column(dialog, VERDICT) == ["Tagged otherwise"]
    dialog.accept()


def test_a_file_without_marks_of_ours_is_a_sentence(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(BRIDGE, encoding="utf-8")
    with qtbot.waitSignal(window.controller.failed, timeout=20_000) as failed:
        window.together.compare(str(tmp_path / "plain.txt"))
    assert "carries no marks" in str(failed.args[0])


def test_marks_on_words_that_my_text_does_not_have_are_counted(
    window: MainWindow, workspace: Workspace, article: Article, mark: Mark
) -> None:
    mark("opened in 1931")
    theirs = workspace.open(article.id)
    shorter = BRIDGE.replace("The bridge was opened in 1931. ", "").encode()
    imported = read(shorter, "shorter.txt")
    window.controller.act(lambda ws: ws.new_version(article.id, imported, shorter, "shorter.txt")[0])
    window.together.show_comparison(article.id, "theirs.docx", theirs)
    dialog = next(item for item in QApplication.topLevelWidgets() if isinstance(item, MergeDialog))
    assert "1 of their marks is on words this text does not have" in dialog.counts.text()
    dialog.accept()
