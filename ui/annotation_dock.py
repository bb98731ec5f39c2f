"""`AnnotationDock`: the pane of the list of marks; the list is made when the first article is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.history import Change
from annotator.model.dossier import Dossier
from ui.controller import Controller
from ui.labels import plain_label
from ui.pane_dock import PaneDock
from ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from ui.annotation_panel import AnnotationPanel


class AnnotationDock(PaneDock):
    """The marks of the open article, or a line that says where they will be.

    Signals:
        menu_requested: a menu for the chosen marks is wanted at this point of the screen.
        delete_requested: the chosen marks should go.
        chosen_changed: ids of the chosen marks, in the order of the list.
    """

    menu_requested = Signal(QPoint)
    delete_requested = Signal()
    chosen_changed = Signal(list)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__("marks", parent)
        self.setWindowTitle(self.tr("Marks"))
        self._controller = controller
        self._theme = LIGHT
        self._is_table = False
        self._panel: AnnotationPanel | None = None
        self._pages = QStackedWidget(self)
        self._pages.addWidget(hint_page(self.tr("The marks of the open article stand here."), self))
        self.setWidget(self._pages)

    @property
    def panel(self) -> AnnotationPanel:
        """The list with its tools, made when it is first asked for."""
        if self._panel is None:
            from ui.annotation_panel import AnnotationPanel

            panel = self._panel = AnnotationPanel(self._controller, self)
            panel.set_theme(self._theme)
            panel.set_table(self._is_table)
            panel.menu_requested.connect(self.menu_requested)
            panel.delete_requested.connect(self.delete_requested)
            panel.left.connect(self.left)
            panel.chosen_changed.connect(self.chosen_changed)
            self._pages.addWidget(panel)
        return self._panel

    def show_article(self, dossier: Dossier | None) -> None:
        """Show the marks of the article that was opened; None for none."""
        if dossier is not None:
            self.panel.show_article(dossier)
            self._pages.setCurrentWidget(self.panel)
        elif self._panel is not None:
            self._panel.show_article(None)
            self._pages.setCurrentIndex(0)

    def show_change(self, change: Change) -> None:
        """Show a change; the chosen rows stay chosen."""
        if self._panel is not None:
            self._panel.show_change(change)

    def show_current(self, annotation_id: str) -> None:
        """Choose the row of a mark and bring it into sight."""
        if self._panel is not None:
            self._panel.show_current(annotation_id)

    def chosen(self) -> list[str]:
        """Return the ids of the chosen marks, in the order of the list."""
        return self._panel.chosen() if self._panel is not None else []

    def set_table(self, on: bool) -> None:
        """Show the marks in columns one can sort by, or as cards."""
        self._is_table = on
        if self._panel is not None:
            self._panel.set_table(on)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self._theme = theme
        if self._panel is not None:
            self._panel.set_theme(theme)

    def focus_target(self) -> QWidget:
        """Return what takes the focus: the list, or the line that stands for it."""
        return self._panel.view if self._panel is not None else self._pages

    def sizeHint(self) -> QSize:
        """Return the room it likes."""
        return QSize(360, 400)


def hint_page(text: str, parent: QWidget) -> QWidget:
    """Return a page that only says what will stand here."""
    page = QWidget(parent)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 24, 24, 24)
    label = plain_label(text, page, role="muted", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.addWidget(label)
    return page
