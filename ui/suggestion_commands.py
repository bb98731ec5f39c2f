"""`SuggestionCommands`: what the actions of the menu Suggestions ask for, and what its switches show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from ui.suggestion_session import Suggestions
from ui.tag_proposals import TagProposals

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ui.article_view import ArticleView
    from ui.main_window import MainWindow

_NEED_ONE = ("suggestions.accept", "suggestions.adjust", "suggestions.refuse")
_NEED_SOME = ("suggestions.next", "suggestions.previous", "suggestions.accept-all")


class SuggestionCommands(QObject):
    """Ties the suggestions to the window: its actions, its article view and its pane."""

    def __init__(self, window: MainWindow, suggestions: Suggestions, proposals: TagProposals) -> None:
        super().__init__(window)
        self._window = window
        self._suggestions = suggestions
        self._proposals = proposals
        for signal in (suggestions.offers_changed, suggestions.current_changed, suggestions.state_changed):
            signal.connect(self.show_state)
        window.controller.changed.connect(self.show_state)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its name."""
        suggestions = self._suggestions
        return {
            "suggestions.next": partial(suggestions.step, 1),
            "suggestions.previous": partial(suggestions.step, -1),
            "suggestions.accept": self._accept,
            "suggestions.adjust": self._adjust,
            "suggestions.refuse": suggestions.refuse,
            "suggestions.accept-all": self._accept_all,
            "suggestions.again": suggestions.offer_again,
            "suggestions.on": suggestions.switch_on,
            "suggestions.here": self._switch_here,
            "suggestions.second-reader": self._second_reader,
            "suggestions.lock": self._lock,
            "suggestions.learning": self._learning,
            "suggestions.learned": self._learned,
            "go.suggestions": self.go,
            "pane.suggestions": self._show_pane,
        }

    def watch(self, view: ArticleView) -> None:
        """Show the suggestions in an article view that was just made."""
        from ui.suggestion_layer import SuggestionLayer

        SuggestionLayer(self._suggestions, view)
        view.selection_changed.connect(self._window.suggestion_dock.panel.show_passage)

    def go(self) -> None:
        """Put the focus into the list of suggestions."""
        self._show_pane(True)
        self._window.suggestion_dock.focus_list()

    def show_state(self, *_: object) -> None:
        """Check and enable the actions as things stand."""
        session, actions = self._suggestions, self._window.actions_
        has_article = self._window.controller.article is not None
        for name, on in (
            ("suggestions.on", session.is_on),
            ("suggestions.here", not session.here.off),
            ("suggestions.second-reader", session.switches.second_reader),
            ("suggestions.lock", session.switches.locked),
            ("suggestions.learning", session.switches.learning),
        ):
            actions[name].setChecked(on)
        for name in _NEED_ONE:
            actions[name].setEnabled(session.current is not None)
        for name in _NEED_SOME:
            actions[name].setEnabled(bool(session.offers))
        actions["suggestions.again"].setEnabled(has_article and session.refused_count > 0)

    # -- acts --------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        self._window.suggestion_dock.panel.proposal.accept()

    def _adjust(self) -> None:
        self._window.suggestion_dock.panel.adjust()

    def _accept_all(self) -> None:
        from ui.dialogs.accept_suggestions import AcceptSuggestionsDialog

        self._open(AcceptSuggestionsDialog(self._window, self._suggestions))

    def _learned(self) -> None:
        from ui.dialogs.learned import LearnedDialog

        self._open(LearnedDialog(self._window, self._proposals))

    def _switch_here(self, on: bool) -> None:
        self._suggestions.switch_here(off=not on)

    def _second_reader(self, on: bool) -> None:
        self._suggestions.switch(second_reader=on)

    def _lock(self, on: bool) -> None:
        self._suggestions.switch(locked=on)

    def _learning(self, on: bool) -> None:
        self._suggestions.switch(learning=on)

    def _show_pane(self, on: bool) -> None:
        dock = self._window.suggestion_dock
        dock.setVisible(on)
        if on:
            dock.raise_()

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
