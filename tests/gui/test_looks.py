"""What can be seen: nothing is cut off, nothing is blank, and an empty list says that it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QListWidgetItem
from pytestqt.qtbot import QtBot

from annotator.exporters.choices import USUAL
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.workspace import Workspace
from ui import codebook_file
from ui.colour import SWATCHES
from ui.command_palette import CommandPalette
from ui.dialogs.codebook import CodebookDialog
from ui.dialogs.export import ExportDialog
from ui.dialogs.shortcut_card import card
from ui.fields import LineField, ShortButton
from ui.main_window import MainWindow
from ui.page_preview import PagePreview
from ui.plain_list import PlainList
from ui.projector_view import ProjectorView
from ui.theme import THEMES, Theme, contrast
from ui.version_model import context

Mark = Callable[..., Annotation]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_what_cannot_be_used_can_be_read_and_in_high_contrast_looks_otherwise(theme: Theme) -> None:
    for ground in (theme.window, theme.surface, theme.raised):
        assert contrast(theme.disabled, ground) >= 4.5
    assert contrast(theme.disabled, theme.text) >= 1.9


def test_the_palette_says_that_nothing_was_found_and_its_field_stays_whole(window: MainWindow) -> None:
    window.open_palette()
    palette = window.findChild(CommandPalette)
    palette.field.setText("zeppelin")
    assert palette.nothing.isVisible()
    palette.layout().activate()
    assert palette.field.height() >= palette.field.sizeHint().height()
    palette.field.setText("export")
    assert not palette.nothing.isVisible()
    assert palette.list.isVisible()


def test_counted_hands_can_be_seen(qtbot: QtBot, window: MainWindow, mark: Mark) -> None:
    made = mark("opened in 1931")
    dossier = window.controller.dossier()
    assert dossier is not None
    view = ProjectorView()
    qtbot.addWidget(view)
    view.show_article(dossier)
    view.resize(1200, 700)
    view.show()
    view.show_next()
    view.count_hands.click()
    box = view.findChildren(type(next(iter(view._hands.values()))))[0]
    box.setValue(14)
    line = box.lineEdit()
    assert line.width() > line.fontMetrics().horizontalAdvance(f"{made.tag[0].upper()} 14")


def test_long_choices_about_a_document_are_shortened_and_push_nothing_out(
    qtbot: QtBot, window: MainWindow
) -> None:
    dialog = ExportDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.options.minimumSizeHint().width()
    name = "House style of the Tarn Valley Courier for every day of the week but Sunday.dotx"
    dialog.options.set_choices(replace(USUAL, template=f"/home/ana/{name}"))
    dialog.options.layout().activate()
    assert dialog.options.minimumSizeHint().width() <= before + dialog.options.no_template.sizeHint().width()
    assert dialog.options.template.words() == name
    assert name in dialog.options.template.toolTip()
    dialog.close()


def test_without_pages_there_is_no_page_to_count(qtbot: QtBot, window: MainWindow) -> None:
    preview = PagePreview()
    qtbot.addWidget(preview)
    told: list[tuple[int, int]] = []
    preview.moved.connect(lambda page, count: told.append((page, count)))
    preview.verticalScrollBar().setRange(0, 900)
    preview.show_message("It has no pages.")
    assert told == [(0, 0)]
    assert preview.verticalScrollBar().maximum() == 0


def test_a_short_button_shows_all_its_words_where_there_is_room(qtbot: QtBot) -> None:
    button = ShortButton()
    qtbot.addWidget(button)
    button.set_words("Black & white, for the Saturday edition")
    button.resize(400, 30)
    button.show()
    assert button.text() == "Black && white, for the Saturday edition"
    assert button.toolTip() == ""
    button.resize(120, 30)
    assert "…" in button.text()
    assert "Black &amp; white, for the Saturday edition" in button.toolTip()


def test_a_text_too_long_for_its_field_is_whole_in_the_tip(qtbot: QtBot) -> None:
    field = LineField("Who says it?")
    qtbot.addWidget(field)
    field.resize(120, 30)
    field.show()
    field.set_value("Ana")
    assert field.toolTip() == ""
    field.set_value("Professor Dr. Wilhelmina Featherstonehaugh-Ravensworth")
    assert "Featherstonehaugh-Ravensworth" in field.toolTip()


def test_a_list_never_scrolls_across_and_says_that_it_is_empty(qtbot: QtBot, qapp: QApplication) -> None:
    made = PlainList("Articles", None, nothing="There is no article.")
    qtbot.addWidget(made)
    made.resize(300, 120)
    made.show()
    empty = made.grab().toImage()
    QListWidgetItem("A very long title " * 20, made)
    full = made.grab().toImage()
    assert made.horizontalScrollBar().maximum() == 0
    made.clear()
    assert made.grab().toImage() == empty
    assert full != empty
    ink = {empty.pixelColor(x, y).name() for x in range(60, 240) for y in range(30, 90)}
    assert len(ink) > 3


def test_the_colour_a_tag_has_is_ticked(qtbot: QtBot, window: MainWindow) -> None:
    dialog = CodebookDialog(window)
    qtbot.addWidget(dialog)
    dialog.editor._use_colour(SWATCHES[3])
    ticked = [colour for colour, swatch in dialog.editor._swatches.items() if swatch.isChecked()]
    assert ticked == [SWATCHES[3]]
    other = dialog.editor._swatches[SWATCHES[5]]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    ticked = [colour for colour, swatch in dialog.editor._swatches.items() if swatch.isChecked()]
    assert ticked == [SWATCHES[5]]
    picture = other.grab().toImage()
    seen = {picture.pixelColor(x, y).name().upper() for x in range(28) for y in range(28)}
    assert max(contrast(colour, SWATCHES[5]) for colour in seen) > 3
    assert QColor(SWATCHES[5]).name().upper() in seen


def test_words_round_a_lost_passage_begin_and_end_whole(
    window: MainWindow, mark: Mark, workspace: Workspace, article: Article
) -> None:
    mark("finest bridge")
    (found,) = workspace.open(article.id).annotations
    text = workspace.version(article.version).text
    shown = context(found)
    assert "[finest bridge]" in shown
    words = shown.strip("… ").replace("[finest bridge]", "finest bridge")
    assert words.split()[0] in text.split()
    assert words.split()[-1] in text.split()


def test_the_printed_card_says_undo_whatever_would_be_undone(window: MainWindow, mark: Mark) -> None:
    mark("opened in 1931")
    assert "Undo M" in window.actions_["edit.undo"].text()
    page = card(window.actions_, {}, muted="#444444", line="#999999")
    assert ">Undo<" in page


def test_no_field_of_the_editor_is_cut_off_at_the_side(window: MainWindow, mark: Mark) -> None:
    mark("opened in 1931")
    window.resize(window.minimumSizeHint())
    form = window.editor_dock.form
    assert form.widget().width() <= form.viewport().width()
    assert window.minimumSizeHint().width() <= 1024


def test_an_empty_library_says_so(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.controller.library_changed.emit()
    assert empty_window.library_dock.panel._count.text() == "No articles yet"


def test_a_large_codebook_fits_a_small_projector(qtbot: QtBot, window: MainWindow, mark: Mark) -> None:
    mark("opened in 1931")
    tags = [*codebook_file.ready("newsroom"), *codebook_file.ready("credibility")]
    window.controller.edit_tags([replace(tag, position=place) for place, tag in enumerate(tags)])
    dossier = window.controller.dossier()
    assert dossier is not None
    view = ProjectorView()
    qtbot.addWidget(view)
    view.show_article(dossier)
    view.resize(1280, 720)
    view.show()
    view.show_next()
    view.count_hands.click()
    assert len(view._hands) >= 8
    assert view.minimumSizeHint().width() <= 800
    assert all(box.geometry().right() <= view.bar.width() for box in view._hands.values())


def test_open_filters_leave_the_window_as_low_as_a_small_screen(
    qtbot: QtBot, window: MainWindow, mark: Mark
) -> None:
    mark("opened in 1931")
    window.annotation_dock.panel._filters.setChecked(True)
    assert window.annotation_dock.panel.panel.isVisible()
    qtbot.waitUntil(lambda: window.minimumSizeHint().height() <= 600)
    window.resize(1280, 600)
    assert window.annotation_dock.panel.view.height() > 40
