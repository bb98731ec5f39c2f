"""`SuggestionDock`: the pane of what is suggested; its panel is made when the first article is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.actions import Actions
from ui.annotation_dock import hint_page
from ui.controller import Controller
from ui.pane_dock import PaneDock
from ui.suggestion_session import Suggestions
from ui.tag_proposals import TagProposals
from ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from ui.suggestion_panel import SuggestionPanel


class SuggestionDock(PaneDock):
    """What is offered in the open article, or a line that says what will stand here."""

    def __init__(
        self,
        controller: Controller,
        suggestions: Suggestions,
        proposals: TagProposals,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("suggestions", parent)
        self.setWindowTitle(self.tr("Suggestions"))
        self._controller = controller
        self._suggestions = suggestions
        self._proposals = proposals
        self._actions = actions
        self._theme = LIGHT
        self._panel: SuggestionPanel | None = None
        self._pages = QStackedWidget(self)
        self._pages.addWidget(hint_page(self.tr("Passages worth a look are offered here."), self))
        self.setWidget(self._pages)
        controller.article_opened.connect(self._show_panel)
        controller.article_closed.connect(self._show_hint)

    @property
    def panel(self) -> SuggestionPanel:
        """The list with its buttons, made when it is first asked for."""
        if self._panel is None:
            from ui.suggestion_panel import SuggestionPanel

            self._panel = SuggestionPanel(
                self._controller, self._suggestions, self._proposals, self._actions, self
            )
            self._panel.set_theme(self._theme)
            self._panel.left.connect(self.left)
            self._pages.addWidget(self._panel)
        return self._panel

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self._theme = theme
        if self._panel is not None:
            self._panel.set_theme(theme)

    def focus_target(self) -> QWidget:
        """Return what takes the focus: the list, or the line that stands for it."""
        return self._panel.view if self._panel is not None else self._pages

    def focus_list(self) -> None:
        """Put the focus into the list, on the suggestion one is at or the first one."""
        self.panel.focus_list()

    def sizeHint(self) -> QSize:
        """Return the room it likes."""
        return QSize(360, 400)

    def _show_panel(self, *_: object) -> None:
        self._pages.setCurrentWidget(self.panel)

    def _show_hint(self) -> None:
        self._pages.setCurrentIndex(0)
