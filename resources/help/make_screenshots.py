"""Make the pictures of the README and the manual from the bundled samples, so that they are never old.

    python resources/help/make_screenshots.py [--to FOLDER] [--all]

Without `--all`, only `window.png` beside this script. With it, the window and every dialog in light, dark and
high contrast, for somebody to look at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.person import Person
from annotator.samples import EDITORS, TEACHERS, add_sample
from annotator.storage import Library
from annotator.workspace import Workspace
from ui.appearance import Appearance, use_our_style
from ui.main_window import MainWindow
from ui.settings import Settings

WIDTH, HEIGHT = 1440, 900
DIALOGS = (
    "codebook.edit",
    "settings.open",
    "shortcuts.edit",
    "article.details",
    "article.report",
    "version.list",
    "library.bin",
    "suggestions.learned",
    "help.open",
    "help.shortcuts",
    "help.about",
    "palette.open",
)
"""The actions that open a window of their own."""
THEMES = ("light", "dark", "contrast-light", "contrast-dark")


def main() -> None:
    """Write the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--all", action="store_true")
    chosen = parser.parse_args()
    application = QApplication(sys.argv[:1])
    use_our_style(application)
    chosen.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "my.claimlight") as library:
        workspace = Workspace(library, Person("Ana Ruiz", "AR"))
        article = add_sample(workspace, TEACHERS)
        article = add_sample(workspace, EDITORS)
        for theme in THEMES if chosen.all else THEMES[:1]:
            window = _window(application, workspace, Path(folder) / f"{theme}.ini", theme)
            window.controller.open_article(article.id)
            marks = workspace.open(article.id).annotations
            window.controller.select(marks[4].id)
            _settle(application, window)
            name = f"window-{theme}" if chosen.all else "window"
            window.grab().save(str(chosen.to / f"{name}.png"))
            for other, dialog in _dialogs(window) if chosen.all else ():
                dialog.show()
                _settle(application, dialog)
                dialog.grab().save(str(chosen.to / f"{other}-{theme}.png"))
                dialog.close()
            window.close()


def _window(application: QApplication, workspace: Workspace, settings: Path, theme: str) -> MainWindow:
    appearance = Appearance(theme)
    kept = Settings(QSettings(str(settings), QSettings.Format.IniFormat))
    window = MainWindow(kept, appearance)
    appearance.setParent(window)
    window.controller.use(workspace)
    window.resize(WIDTH, HEIGHT)
    window.show()
    _settle(application, window)
    return window


def _settle(application: QApplication, widget: QWidget) -> None:
    for _ in range(40):
        application.processEvents()
    widget.repaint()


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield what the actions that open a window show, by the action's name."""
    for name in DIALOGS:
        before = set(QApplication.topLevelWidgets())
        window.actions_[name].trigger()
        for widget in set(QApplication.topLevelWidgets()) - before:
            if widget.isVisible():
                yield name.replace(".", "-"), widget


if __name__ == "__main__":
    main()
