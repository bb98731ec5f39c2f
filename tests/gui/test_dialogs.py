"""The dialogs: what they show, what they store, and that none of them loses anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.errors import ImportFailed
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Finding, ImportReport
from annotator.model.person import Person
from annotator.model.tag import CONTESTED, FACT, NEWSROOM, Underline
from annotator.storage import Library
from ui import codebook_file
from ui.app import ExceptionHook
from ui.dialogs.article_details import ArticleDetailsDialog
from ui.dialogs.bin_dialog import BinDialog
from ui.dialogs.codebook import CodebookDialog
from ui.dialogs.crash import CrashDialog
from ui.dialogs.help import help_text
from ui.dialogs.import_report import ImportReportDialog
from ui.dialogs.preferences import PreferencesDialog
from ui.dialogs.shortcut_card import card
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.main_window import MainWindow
from ui.settings import EASY_READING, Settings

Mark = Callable[..., Annotation]


# -- codebook -------------------------------------------------------------------------------------


@pytest.fixture
def codebook(qtbot: QtBot, window: MainWindow) -> CodebookDialog:
    dialog = CodebookDialog(window)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_a_new_tag_is_stored_with_save_as_one_step_of_undo(
    qtbot: QtBot, codebook: CodebookDialog, window: MainWindow, library: Library
) -> None:
    codebook.add()
    codebook.editor.name.selectAll()
    qtbot.keyClicks(codebook.editor.name, "Reasoned judgment")
    codebook.editor.letter.setText("")
    qtbot.keyClicks(codebook.editor.letter, "J")
    qtbot.keyClicks(codebook.editor.key, "j")
    codebook.save.click()
    assert [(tag.name, tag.letter, tag.key) for tag in library.tags()][-1] == ("Reasoned judgment", "J", "J")
    assert len(window.pane.tag_bar.buttons.buttons) == 4
    window.undo_action.trigger()
    assert [tag.name for tag in library.tags()] == ["Fact", "Opinion", "Contested"]


def test_cancel_changes_nothing(codebook: CodebookDialog, library: Library) -> None:
    codebook.remove()
    codebook.reject()
    assert [tag.name for tag in library.tags()] == ["Fact", "Opinion", "Contested"]


def test_a_tag_in_use_is_retired_rather_than_lost(
    qtbot: QtBot, window: MainWindow, mark: Mark, library: Library
) -> None:
    mark("opened in 1931")
    dialog = CodebookDialog(window)
    qtbot.addWidget(dialog)
    dialog.remove()
    dialog.save.click()
    assert {tag.name: tag.retired for tag in library.tags()}["Fact"]
    assert [b.accessibleName() for b in window.pane.tag_bar.buttons.buttons] == ["Opinion", "Contested"]


def test_tags_move_up_and_down_and_their_numbers_with_them(
    codebook: CodebookDialog, window: MainWindow
) -> None:
    codebook.list.setCurrentRow(2)
    codebook.move_by(-1)
    codebook.move_by(-1)
    codebook.move_by(-1)
    codebook.save.click()
    assert window.actions_["tag.1"].text() == "Contested"


def test_a_colour_makes_looks_for_all_themes_that_are_checked_on_the_spot(codebook: CodebookDialog) -> None:
    codebook.editor._use_colour("#2E9E6B")
    tag = codebook.tags[0]
    assert tag.light != FACT.light
    assert ": 1 in the light theme" in codebook.editor.checks.text()
    codebook.tags[0] = replace(tag, light=CONTESTED.light)
    codebook.list.setCurrentRow(1)
    codebook.list.setCurrentRow(0)
    assert "looks like “Contested” to everybody" in codebook.editor.checks.text()


def test_a_key_that_two_tags_or_an_action_have_cannot_be_saved(codebook: CodebookDialog) -> None:
    for key, other in (("O", "Opinion"), ("N", "Write a Note")):
        codebook.editor.key.setText(key)
        codebook.editor._written()
        assert other in codebook.problems.text()
        assert not codebook.save.isEnabled()
    codebook.editor.key.setText("F")
    codebook.editor._written()
    assert codebook.save.isEnabled()


def test_the_last_tag_in_use_cannot_be_saved_away(codebook: CodebookDialog) -> None:
    for _ in range(3):
        codebook.remove()
    assert not codebook.save.isEnabled()


def test_merging_gives_all_marks_the_other_tag(
    qtbot: QtBot, window: MainWindow, mark: Mark, library: Library, article: Article
) -> None:
    mark("opened in 1931")
    dialog = CodebookDialog(window)
    qtbot.addWidget(dialog)
    dialog._merge_into("contested")
    dialog.save.click()
    assert [item.tag for item in library.annotations(article.id)] == ["contested"]
    assert "fact" not in {tag.id for tag in library.tags()}


def test_a_codebook_goes_out_as_csv_and_comes_back_the_same(codebook: CodebookDialog, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    codebook.tags[0] = replace(codebook.tags[0], name='Fact, "sure"; =1', underline=Underline.WAVE)
    before = list(codebook.tags)
    codebook.export_file(str(path))
    codebook.tags.clear()
    codebook.import_file(str(path))
    assert codebook.tags == before


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"title\nx\n",
        b"name\n",
        b"id,name\na,One\na,Two\n",
        b"x" * 1_000_001,
    ],
    ids=["empty", "not text", "zip", "no name", "no rows", "double id", "too large"],
)
def test_what_is_no_codebook_is_one_sentence_and_changes_nothing(
    codebook: CodebookDialog, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(data)
    with pytest.raises(ImportFailed) as error:
        codebook_file.read(path)
    assert error.value.hint
    codebook.import_file(str(path))
    assert "is not a codebook" in codebook.problems.text()
    assert [tag.name for tag in codebook.tags] == ["Fact", "Opinion", "Contested"]


def test_a_list_of_names_from_a_spreadsheet_is_enough_for_a_codebook() -> None:
    tags = codebook_file.parse("name;definition\r\nCause;why\r\nEffekt ä;what\r\n".encode(), "x.csv")
    assert [(tag.name, tag.letter, tag.definition) for tag in tags] == [
        ("Cause", "C", "why"),
        ("Effekt ä", "E", "what"),
    ]
    assert tags[0].underline is not tags[1].underline
    assert tags[0].light != tags[1].light


@pytest.mark.parametrize("name", codebook_file.READY)
def test_ready_codebooks_are_complete_and_their_keys_free(name: str, window: MainWindow) -> None:
    tags = codebook_file.ready(name)
    assert len(tags) >= 3
    assert all(tag.definition and tag.example and tag.letter and tag.key for tag in tags)
    assert len({tag.key for tag in tags}) == len({tag.underline for tag in tags}) == len(tags)
    dialog = CodebookDialog(window)
    dialog._load_ready(name)
    assert dialog.save.isEnabled(), dialog.problems.text()


# -- preferences ----------------------------------------------------------------------------------


def test_preferences_act_at_once_and_are_kept(
    qtbot: QtBot, window: MainWindow, settings: Settings, mark: Mark
) -> None:
    dialog = PreferencesDialog(window)
    qtbot.addWidget(dialog)
    dialog.spins["size"].setValue(19)
    dialog.checks["line_numbers"].setChecked(True)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Ben Ode")
    assert settings.preferences().reading.size == 19
    assert settings.preferences().reading.line_numbers
    assert window.appearance.theme.name == "dark"
    assert settings.preferences().person == Person("Ben Ode", "BO")
    assert mark("opened in 1931").creator == Person("Ben Ode", "BO")
    assert settings.preferences().reading.family == ""
    window.choose_theme("light")


def test_easy_reading_is_one_click_and_the_first_settings_come_back(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    dialog = PreferencesDialog(window)
    qtbot.addWidget(dialog)
    dialog._use_reading(EASY_READING)
    assert settings.preferences().reading == EASY_READING
    assert dialog.spins["spacing"].value() == EASY_READING.spacing
    dialog._reset()
    assert settings.preferences().reading.spacing == 150
    assert settings.preferences().person.name == "Ana Ruiz"
    window.choose_theme("light")


# -- report, details, bin -------------------------------------------------------------------------


def test_the_import_report_shows_each_finding_as_it_is(qtbot: QtBot, article: Article) -> None:
    report = ImportReport(
        (Finding("comments", 2, "2 comments of <b>others</b>."), Finding("headers", 1, "A header."))
    )
    dialog = ImportReportDialog(article, report, None)
    qtbot.addWidget(dialog)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert "2 comments of <b>others</b>." in shown
    assert "A header." in shown
    nothing = ImportReportDialog(article, ImportReport(), None)
    qtbot.addWidget(nothing)
    assert any("shows all" in label.text() for label in nothing.findChildren(QLabel))


def test_details_can_be_corrected_and_what_was_touched_no_longer_counts_as_detected(
    qtbot: QtBot, window: MainWindow, article: Article, library: Library
) -> None:
    dialog = ArticleDetailsDialog(window.controller, article, window)
    qtbot.addWidget(dialog)
    assert any(label.text() == "detected" for label in dialog.findChildren(QLabel))
    dialog.fields["title"].setText("The bridge at Ostley")
    dialog.fields["byline"].setText("Ruth Okonedo")
    dialog.save.click()
    stored = library.article(article.id)
    assert stored is not None
    assert (stored.title, stored.byline) == ("The bridge at Ostley", "Ruth Okonedo")
    assert "title" not in stored.detected
    dialog.fields["title"].setText("  ")
    assert not dialog.save.isEnabled()


def test_the_bin_brings_articles_back_with_their_marks(
    qtbot: QtBot, window: MainWindow, mark: Mark, article: Article, library: Library
) -> None:
    mark("opened in 1931")
    window.controller.remove_article(article.id)
    dialog = BinDialog(window)
    qtbot.addWidget(dialog)
    assert dialog.list.item(0).text() == "bridge  ·  1 mark"
    dialog.restore.click()
    assert dialog.list.count() == 0
    assert len(library.annotations(article.id)) == 1


# -- help -----------------------------------------------------------------------------------------


def test_the_help_page_names_the_keys_as_they_are_now(window: MainWindow) -> None:
    assert "(Ctrl+E)" in help_text(window.actions_)
    window.use_keys({"article.export": "Ctrl+Shift+E"})
    text = help_text(window.actions_)
    assert "(Ctrl+Shift+E)" in text
    assert "{" not in text


def test_the_shortcut_card_holds_every_key_and_escapes_names(window: MainWindow) -> None:
    window.controller.edit_tags([replace(FACT, name="<i>Fact</i> & co"), *NEWSROOM[1:]])
    page = card(window.actions_, {}, muted="#444444", line="#999999")
    assert "&lt;i&gt;Fact&lt;/i&gt; &amp; co" in page
    assert "<i>" not in page
    for keys in ("Ctrl+O", "F, 1", "Alt+2", "Ctrl+Shift+P"):
        assert keys in page, keys


def test_other_keys_are_taken_and_a_clash_is_said_before_it_can_be_saved(
    qtbot: QtBot, window: MainWindow
) -> None:
    dialog = ShortcutsDialog(window)
    qtbot.addWidget(dialog)
    item = dialog.tree.topLevelItem(0)
    dialog.tree.setCurrentItem(item)
    dialog.keys.setKeySequence(QKeySequence("Ctrl+E"))
    assert "Export" in dialog.clash.text()
    assert not dialog.save.isEnabled()
    dialog.keys.setKeySequence(QKeySequence("Ctrl+Alt+O"))
    assert dialog.save.isEnabled()
    dialog.save.click()
    assert window.actions_["article.open"].shortcut().toString() == "Ctrl+Alt+O"


def test_keys_of_the_caret_can_be_changed_as_well(qtbot: QtBot, window: MainWindow) -> None:
    dialog = ShortcutsDialog(window)
    qtbot.addWidget(dialog)
    dialog.search.setText("next sentence")
    shown = [dialog.tree.topLevelItem(number) for number in range(dialog.tree.topLevelItemCount())]
    shown = [item for item in shown if not item.isHidden()]
    assert [item.text(0) for item in shown] == [
        "In the article: Next sentence",
        "In the article: Next unmarked sentence",
    ]
    dialog.tree.setCurrentItem(shown[0])
    dialog.keys.setKeySequence(QKeySequence("J"))
    dialog.save.click()
    before = window.article_view.caret()
    window.article_view.setFocus()
    qtbot.keyClick(window.article_view, Qt.Key.Key_J)
    assert window.article_view.caret() > before


# -- mistakes of ours -----------------------------------------------------------------------------


def test_a_mistake_of_ours_is_shown_once_and_the_window_goes_on(
    qtbot: QtBot, window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    hook = ExceptionHook(window)
    for _ in range(3):
        mistake = ZeroDivisionError("by <b>zero</b>")
        hook(type(mistake), mistake, None)
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()]
    (dialog,) = shown
    assert "ZeroDivisionError: by <b>zero</b>" in dialog.detail.toPlainText()
    assert len(caplog.records) == 3
    dialog.accept()
    assert window.isVisible()


def test_no_dialog_stands_between_a_selection_and_a_mark(
    window: MainWindow, select: Callable[..., None], press: Callable[..., None]
) -> None:
    select("opened in 1931")
    press(Qt.Key.Key_F)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
