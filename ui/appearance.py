"""`Appearance`: puts a theme on the whole application, and follows the desktop's when asked to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import icons
from ui.theme import LIGHT, SYSTEM, Theme, theme_named, window_font


class Appearance(QObject):
    """The theme in use.

    Signals:
        changed: a Theme is in use now.
    """

    changed = Signal(object)

    def __init__(self, choice: str = SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self.theme: Theme = LIGHT
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def choice(self) -> str:
        """The name the person chose: of a theme, or "system"."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Use the theme of this name; "system" follows the desktop."""
        self._choice = choice
        if theme_named(choice) is not self.theme:
            self._apply()
            self.changed.emit(self.theme)

    def _follow(self) -> None:
        if self._choice == SYSTEM:
            self.choose(SYSTEM)

    def _apply(self) -> None:
        self.theme = theme_named(self._choice)
        icons.use_theme(self.theme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(self.theme.palette())
            application.setStyleSheet(self.theme.style_sheet())


def use_our_style(application: QApplication) -> None:
    """Use Qt's Fusion style, which looks the same everywhere, and a font made for reading."""
    application.setStyle("Fusion")
    application.setFont(window_font())
