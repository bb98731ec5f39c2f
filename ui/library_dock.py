"""`LibraryDock`: the pane of the library; its list is made when the library is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QWidget

from annotator.history import Change
from ui.controller import Controller
from ui.pane_dock import PaneDock
from ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from ui.library_panel import LibraryPanel


class LibraryDock(PaneDock):
    """The articles.

    Signals:
        menu_requested: a menu for an article (its id) is wanted at this point of the screen.
    """

    menu_requested = Signal(str, QPoint)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__("library", parent)
        self.setWindowTitle(self.tr("Library"))
        self._controller = controller
        self._theme = LIGHT
        self._panel: LibraryPanel | None = None

    @property
    def panel(self) -> LibraryPanel:
        """The list with its search, made when it is first asked for."""
        if self._panel is None:
            from ui.library_panel import LibraryPanel

            panel = self._panel = LibraryPanel(self._controller, self)
            panel.set_theme(self._theme)
            panel.menu_requested.connect(self.menu_requested)
            panel.left.connect(self.left)
            self.setWidget(panel)
        return self._panel

    def refresh(self) -> None:
        """Show the articles of the library anew."""
        self.panel.refresh()

    def show_change(self, change: Change) -> None:
        """Count marks anew, soon."""
        self.panel.show_change(change)

    def show_article(self, article_id: str) -> None:
        """Choose the row of the open article."""
        self.panel.show_article(article_id)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self._theme = theme
        if self._panel is not None:
            self._panel.set_theme(theme)

    def sizeHint(self) -> QSize:
        """Return the room it likes."""
        return QSize(270, 500)
