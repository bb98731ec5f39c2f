"""The window of `tests/gui`, for whole journeys through it."""

from __future__ import annotations

import pytest
from gui.conftest import article, empty_window, patience, settings, window
from journeys.hands import Hands
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow

__all__ = ["article", "empty_window", "patience", "settings", "window"]


@pytest.fixture
def hands(qtbot: QtBot, empty_window: MainWindow) -> Hands:
    """Hands on the keyboard, before the empty window."""
    with qtbot.waitActive(empty_window):
        empty_window.activateWindow()
    return Hands()
