"""`Collector`: keeps Python's search for unreachable objects out of the turns in which a person acts.

A book with its marks is half a million objects. A full search looks at all of them, which takes several
frames, and Python begins one whenever enough objects are new: in the middle of a key press. Almost everything
is freed by its reference count anyway; only what refers to itself in a ring waits for a search.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_NEVER = 1_000_000_000
_SETTLED_MS = 3_000
"""So long after an article was opened, what stays for long is there."""
_SWITCH_S = 0.0005
"""So long at most the window's thread waits for its turn after each call of SQLite while a job works."""


class Collector(QObject):
    """Lets Python search the young objects as ever, and all of them only while the person is elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _NEVER)
        gc.enable()
        sys.setswitchinterval(_SWITCH_S)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._settled)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._state_changed)

    def pause(self) -> None:
        """Search for nothing until `set_aside`: what is being loaded stays."""
        gc.disable()

    def set_aside(self) -> None:
        """Leave what was loaded out of searches, and soon what is made to show it as well."""
        gc.freeze()
        self._settle.start(0)

    def _settled(self) -> None:
        """Go on: once when the article is shown, and once when all that comes of it is there."""
        gc.freeze()
        if not gc.isenabled():
            gc.enable()
            self._settle.start(_SETTLED_MS)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
