"""The window of `tests/gui`, for whole journeys through it."""

from __future__ import annotations

from gui.conftest import article, empty_window, library, patience, settings, window, workspace

__all__ = ["article", "empty_window", "library", "patience", "settings", "window", "workspace"]
