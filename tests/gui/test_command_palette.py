"""The palette: finds what can be done now by a part of its name, and does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.storage import Library
from ui.command_palette import CommandPalette
from ui.main_window import MainWindow


@pytest.fixture
def palette(qtbot: QtBot, window: MainWindow) -> Iterator[CommandPalette]:
    made = CommandPalette(window.actions_, window.appearance.theme, window)
    qtbot.addWidget(made)
    made.open()
    yield made
    made.close()


def test_everything_that_can_be_done_now_is_offered(palette: CommandPalette, window: MainWindow) -> None:
    offered = palette.titles()
    assert "Export…" in offered
    assert "Remove Mark" not in offered
    assert "Fact" in offered
    assert "Tag 9" not in offered


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("expo", "Export…"),
        ("zoom o", "Zoom Out"),
        ("dark", "Dark"),
        ("codeb", "Codebook…"),
        ("fnd", "Find in the Article"),
        ("next m", "Next Mark"),
    ],
)
def test_a_part_of_the_name_is_enough(palette: CommandPalette, typed: str, first: str) -> None:
    palette.field.setText(typed)
    assert palette.titles()[0] == first


def test_words_of_the_hint_are_found_as_well_but_behind_names(palette: CommandPalette) -> None:
    palette.field.setText("clipboard")
    assert palette.titles() == ["Paste as New Article"]


def test_nonsense_finds_nothing_and_enter_does_nothing(qtbot: QtBot, palette: CommandPalette) -> None:
    palette.field.setText("qqqxx")
    assert palette.titles() == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_enter_does_what_is_chosen_and_closes(
    qtbot: QtBot,
    palette: CommandPalette,
    select: Callable[..., None],
    library: Library,
    article: Article,
) -> None:
    select("opened in 1931")
    qtbot.keyClicks(palette.field, "contes")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert [mark.tag for mark in library.annotations(article.id)] == ["contested"]
    assert not palette.isVisible()


def test_arrows_move_through_the_list_while_the_field_keeps_the_focus(
    qtbot: QtBot, palette: CommandPalette
) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.currentRow() == 0


def test_a_line_says_name_keys_and_hint_to_a_screen_reader(palette: CommandPalette) -> None:
    palette.field.setText("export")
    spoken = palette.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (
        spoken == "Export…, Ctrl+E, Write the article and its marks as a document for Word, paper or the web."
    )


def test_the_lines_are_painted(palette: CommandPalette, mark: Callable[..., Annotation]) -> None:
    palette.field.setText("mark")
    image = palette.list.viewport().grab().toImage()
    colours = {image.pixelColor(x, 10).name() for x in range(image.width())}
    assert len(colours) > 3
