"""The script of the pictures knows every dialog, and every dialog it opens fits a small screen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import make_screenshots
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from screenshot_files import Stock, make_stock
from screenshot_studio import DIALOGS, SCENES, Studio

import ui.dialogs
from ui.dialogs.sheet import Sheet

SCRIPT = make_screenshots.__file__
make_screenshots.names([])  # registers every scene
SMALL = (1280, 680)  # pixels of a screen of 1280 by 720 beside its bar
LIKE_ANOTHER = {name for name in DIALOGS if name.startswith("export-")} - {
    "export-report", "export-claimreview", "export-preset", "export-written", "export-many",
    "export-many-written",
}  # fmt: skip


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """The articles and documents that are photographed."""
    return make_stock(tmp_path_factory.mktemp("stock"))


@pytest.fixture
def studio(qapp: QApplication, stock: Stock, tmp_path: Path) -> Iterator[Studio]:
    """A studio without a camera."""
    made = Studio(qapp, stock, tmp_path, "light")
    yield made
    made.close()


def test_no_dialog_is_forgotten() -> None:
    kinds = {
        kind.__name__
        for module in iter_modules(ui.dialogs.__path__, "ui.dialogs.")
        for kind in vars(import_module(module.name)).values()
        if isinstance(kind, type) and issubclass(kind, QDialog) and kind is not Sheet
        if kind.__module__.startswith("ui.")
    }
    assert len(kinds) > 25
    assert kinds <= set(DIALOGS.values())


def test_the_states_of_the_window_are_photographed_as_well() -> None:
    assert {"first-run", "marks-lost", "right-to-left", "find-bad-pattern", "tour-5"} <= set(SCENES)
    assert {"projector-hidden", "projector-tally", "menu-mark", "suggestions"} <= set(SCENES) - set(DIALOGS)


@pytest.mark.parametrize("name", [name for name in DIALOGS if name not in LIKE_ANOTHER])
def test_a_dialog_fits_a_small_screen_and_enter_does_something(name: str, studio: Studio) -> None:
    dialog = SCENES[name](studio)
    studio.settle()
    assert isinstance(dialog, QDialog)
    assert type(dialog).__name__ == DIALOGS[name]
    least = dialog.minimumSizeHint()
    assert least.width() <= SMALL[0]
    assert least.height() <= SMALL[1]
    assert any(button.isDefault() for button in dialog.findChildren(QPushButton))


def test_a_dialog_that_likes_more_room_keeps_to_the_screen(qtbot: QtBot) -> None:
    dialog = Sheet("Large", None)
    qtbot.addWidget(dialog)
    dialog.resize(9000, 9000)
    dialog.show()
    room = dialog.screen().availableGeometry()
    assert 0 < room.width() - dialog.width() < 100
    assert 0 < room.height() - dialog.height() < 100


def test_tab_goes_through_the_buttons_as_they_stand_and_begins_with_the_one_of_enter(qtbot: QtBot) -> None:
    dialog = Sheet("Buttons", None)
    qtbot.addWidget(dialog)
    third, second, first = (dialog.add_button(words, left=True) for words in ("Third", "Second", "First"))
    close = dialog.add_close()
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert dialog.focusWidget() is close
    order = [close]
    for _ in range(3):
        qtbot.keyClick(order[-1], Qt.Key.Key_Tab)
        order.append(dialog.focusWidget())
    assert order == [close, first, second, third]


def test_one_picture_is_written_in_the_theme_and_size_that_were_asked_for(tmp_path: Path) -> None:
    asked = ["--to", str(tmp_path), "--only", "about", "--theme", "dark", "--scale", "200"]
    made = subprocess.run([sys.executable, SCRIPT, *asked], capture_output=True, text=True, check=True)
    path = tmp_path / "dark-200" / "about.png"
    assert made.stdout.split() == [str(path)]
    picture = QImage(str(path))
    assert picture.width() == 2 * 480
    assert picture.pixelColor(2, 2).lightness() < 60


def test_a_picture_that_there_is_not_is_refused_in_a_sentence(tmp_path: Path) -> None:
    asked = ["--to", str(tmp_path), "--only", "zeppelin", "--scale", "100"]
    made = subprocess.run([sys.executable, SCRIPT, *asked], capture_output=True, text=True, check=False)
    assert made.returncode == 1
    assert made.stderr == "There is no picture “zeppelin”; --list names them.\n"
    assert list(tmp_path.iterdir()) == []
