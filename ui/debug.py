"""The Debug menu of `python -m ui --debug`: things to look at while working on the window."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def add_debug_menu(window: MainWindow) -> None:
    """Put a Debug menu at the end of the menu bar."""
    menu = window.menuBar().addMenu("Debug")
    for title, act in (
        ("Open the sample article", window.open_sample),
        ("Offsets under the caret", partial(_tell_offsets, window)),
        ("Take a screenshot", partial(_screenshot, window)),
        ("Show an error", partial(_show_error, window)),
        ("Raise an exception", _crash),
        ("Name the controls without a name", partial(_tell_nameless, window)),
        ("Take the tour", window.start_tour),
    ):
        menu.addAction(title).triggered.connect(partial(_call, act))


def _call(act: object, _checked: bool = False) -> None:
    act()  # type: ignore[operator]  # each of them is a function without arguments


def _tell_offsets(window: MainWindow) -> None:
    view = window.pane.view
    window.tell(f"caret {view.caret()}  selection {view.selected_span()}")


def _screenshot(window: MainWindow) -> None:
    path = Path(tempfile.gettempdir()) / "claimlight.png"
    window.grab().save(str(path))
    window.tell(f"written to {path}")


def _show_error(window: MainWindow) -> None:
    window.controller.failed_with(
        AnnotatorError("The file “x.docx” could not be opened.", hint="Try again.", detail="line 1\nline 2")
    )


def _crash() -> None:
    raise RuntimeError("asked for in the Debug menu")


def _tell_nameless(window: MainWindow) -> None:
    from ui.accessibility import nameless

    found = [f"{type(widget).__name__} {widget.objectName()}" for widget in nameless(window)]
    window.tell(", ".join(found) or "all controls have names")
