"""`SuggestionPanel`: the list of what is offered, the reason of the one chosen, and what to do with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.span import Span
from annotator.model.suggestion import SuggestionKind
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.actions import Actions
from ui.card_delegate import card_height
from ui.chips import FlowLayout
from ui.controller import Controller
from ui.fields import Pill, plain_label
from ui.icons import icon
from ui.proposal_box import ProposalBox
from ui.suggestion_delegate import SuggestionDelegate
from ui.suggestion_model import SUGGESTION, SuggestionModel
from ui.suggestion_session import Suggestions
from ui.suggestion_words import counted, kind_title
from ui.tag_proposals import TagProposals
from ui.theme import Theme

_LOW = 270  # pixels: in a lower pane the switches of the kinds give way; they are in the menu as well

MENU = (
    *("suggestions.accept-all", "suggestions.again", "", "suggestions.on", "suggestions.here"),
    *("suggestions.second-reader", "suggestions.lock", "", "suggestions.learning", "suggestions.learned"),
)
"""The actions under the button with three dots; "" is a separator."""


class SuggestionPanel(QWidget):
    """Offers passages one after the other; nothing is marked unless the person says so.

    Signals:
        left: Esc was pressed; the article wants the focus.
    """

    left = Signal()

    def __init__(
        self,
        controller: Controller,
        suggestions: Suggestions,
        proposals: TagProposals,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._suggestions = suggestions
        self._following = False
        self._comes_back = False  # the focus, when the borders are done
        self.model = SuggestionModel(suggestions, self)
        self.delegate = SuggestionDelegate(self)
        self.view = self._make_view()
        self.pills = {kind: self._make_pill(kind) for kind in SuggestionKind}
        self.state = plain_label("", self, role="muted", wrap=True)
        self.do = named(QPushButton(self), self.tr("Switch on"))
        self.do.setAutoDefault(False)
        self.do.clicked.connect(self._do)
        self.reason = plain_label("", self, wrap=True)
        self.proposal = ProposalBox(controller, suggestions, proposals, self)
        self.count = plain_label("", self, role="caption")
        self.kind_actions: dict[SuggestionKind, QAction] = {}
        self.menu = self._make_menu(actions)
        self._lay_out()
        suggestions.offers_changed.connect(self._tell_state)
        suggestions.state_changed.connect(self._tell_state)
        suggestions.current_changed.connect(self._show_current)
        suggestions.adjusting_changed.connect(self._adjusting_changed)
        proposals.changed.connect(self._show_reason)
        controller.changed.connect(self._tell_state)
        self._tell_state()
        self._show_current()

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self.delegate.set_theme(theme)
        self.view.verticalHeader().setDefaultSectionSize(card_height(self.view.fontMetrics()))
        self.view.viewport().update()

    def focus_list(self) -> None:
        """Put the focus into the list, on the suggestion one is at or the first one."""
        if self._suggestions.current is None:
            self._suggestions.step(1)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def adjust(self) -> None:
        """Let the person change the borders in the article before the suggestion is accepted."""
        item = self._suggestions.current
        if item is not None:
            self._comes_back = self.isAncestorOf(QApplication.focusWidget() or self)
            self._suggestions.adjust(item.span)
            self.left.emit()

    # -- making ------------------------------------------------------------------------------------------

    def _make_view(self) -> _List:
        view = _List(self)
        self.model.rowsAboutToBeRemoved.connect(partial(self._follow_model, True))
        self.model.rowsRemoved.connect(partial(self._follow_model, False))
        view.setModel(self.model)  # after the two lines above: its own answer to them comes in between
        view.setItemDelegate(self.delegate)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.horizontalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.selectionModel().currentChanged.connect(self._chosen)
        view.clicked.connect(self._chosen)
        for signal, act in (
            (view.next, partial(self._suggestions.step, 1)),
            (view.previous, partial(self._suggestions.step, -1)),
            (view.skipped, self._skip),
            (view.accepted, self._accept),
            (view.refused, self._suggestions.refuse),
            (view.adjusting, self.adjust),
            (view.taken, self._take),
            (view.left, self.left),
        ):
            signal.connect(act)
        keys = self.tr("J and K go, A accepts, E adjusts the borders, X refuses, S skips, T takes the tag.")
        return named(view, self.tr("List of suggestions"), keys)

    def _make_pill(self, kind: SuggestionKind) -> Pill:
        pill = Pill(kind_title(kind), self, value=kind)
        pill.clicked.connect(partial(self._switch_kind, kind, pill))
        return pill

    def _make_menu(self, actions: Actions) -> QMenu:
        menu = QMenu(self)
        for kind in SuggestionKind:
            action = QAction(kind_title(kind), menu, checkable=True)
            action.triggered.connect(partial(self._switch_kind, kind, action))
            menu.addAction(action)
            self.kind_actions[kind] = action
        menu.addSeparator()
        for name in MENU:
            if name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        return menu

    def _lay_out(self) -> None:
        more = named(QToolButton(self), self.tr("More about suggestions"))
        more.setIcon(icon("more"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self.menu)
        more.setToolTip(more.accessibleName())
        self._pills = QWidget(self)
        flow = FlowLayout(self._pills)
        for pill in self.pills.values():
            flow.addWidget(pill)
        upper = QHBoxLayout()
        upper.setContentsMargins(12, 2, 8, 2)
        upper.addWidget(self.count, 1)
        upper.addWidget(more)
        told = QVBoxLayout()
        told.setContentsMargins(12, 0, 12, 6)
        told.setSpacing(6)
        told.addWidget(self._pills)
        told.addWidget(self.state)
        told.addWidget(self.do, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper)
        layout.addLayout(told)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._make_detail())

    def _make_detail(self) -> QWidget:
        self.detail = QWidget(self)
        self.detail.setProperty("role", "tray")
        self.detail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = self._inside = QVBoxLayout(self.detail)
        layout.addWidget(self.reason)
        self.buttons = {
            "accept": self._button("check", self.tr("Accept"), "A", self._accept),
            "adjust": self._button("borders", self.tr("Adjust"), "E", self.adjust),
            "refuse": self._button("close", self.tr("Refuse"), "X", self._suggestions.refuse),
            "skip": self._button("next", self.tr("Skip"), "S", self._skip),
        }
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.proposal)
        return self.detail

    def _button(self, sign: str, text: str, key: str, act: object) -> _KeyButton:
        button = _KeyButton(sign, text, key, self)
        button.setAccessibleDescription(self.tr("{key} in the list").format(key=key))
        button.clicked.connect(partial(_call, act))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be done elsewhere where there is little room."""
        super().resizeEvent(event)
        room = event.size().width() - 24 - 6 * (len(self.buttons) - 1)
        is_wide = sum(button.full_width() for button in self.buttons.values()) <= room
        for button in self.buttons.values():
            button.show_words(is_wide)
        is_low = event.size().height() < _LOW
        self._pills.setVisible(not is_low)
        self.proposal.set_low(is_low)
        gap = 3 if is_low else 8
        self._inside.setContentsMargins(12, gap, 12, gap)
        self._inside.setSpacing(gap)
        self._fit_detail()

    # -- acts --------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        self.proposal.accept()

    def _take(self) -> None:
        self.proposal.take()

    def _skip(self) -> None:
        self._suggestions.step(1, around=True)

    def _switch_kind(self, kind: SuggestionKind, switch: Pill | QAction, _checked: bool = False) -> None:
        kinds, on = self._suggestions.switches.kinds, switch.isChecked()
        self._suggestions.switch(kinds=kinds | {kind} if on else kinds - {kind})

    def _do(self) -> None:
        """Do what the state of things asks for: end the second reader's wait, or switch on again."""
        if not self._suggestions.is_on:
            self._suggestions.switch_on(True)
        elif self._suggestions.here.off:
            self._suggestions.switch_here(off=False)
        else:
            self._suggestions.switch_here(read=True)

    def _follow_model(self, on: bool, *_: object) -> None:
        """Take no row for chosen by the person that Qt chooses because another one goes."""
        self._following = on

    def _chosen(self, *_: object) -> None:
        if not self._following:
            self._suggestions.go_to(self.view.currentIndex().data(SUGGESTION))

    # -- showing -----------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        row = self.model.row_of(self._suggestions.current)
        self._following = True
        try:
            if row < 0:
                self.view.selectionModel().clear()
            else:
                index = self.model.index(row)
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.view.selectionModel().setCurrentIndex(index, flags)
                self.view.scrollTo(index)
        finally:
            self._following = False
        self._show_reason()

    def _adjusting_changed(self) -> None:
        self._show_reason()
        if self._suggestions.adjusted is None and self._comes_back:
            self._comes_back = False
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reason(self) -> None:
        item, adjusted = self._suggestions.current, self._suggestions.adjusted
        self.detail.setVisible(item is not None or self.proposal.has_proposal)
        for widget in (self.reason, *self.buttons.values()):
            widget.setVisible(item is not None)
        if item is not None and adjusted is not None:
            line = self.tr("Drag the handles or select other words, then press A in the article. Esc stops.")
            self.reason.setText(line)
        elif item is not None:
            self.reason.setText(item.reason)
        self._fit_detail()

    def _fit_detail(self) -> None:
        """Give the reason all its lines: a label that wraps would be content with less."""
        self.detail.setMinimumHeight(max(self._inside.totalHeightForWidth(self.width()), 0))

    def show_passage(self, span: Span | None) -> None:
        """Ask for a tag for what is selected in the article, None for nothing."""
        self.proposal.show_passage(span)
        self._show_reason()

    def _tell_state(self, *_: object) -> None:
        session = self._suggestions
        for kind in SuggestionKind:
            for switch in (self.pills[kind], self.kind_actions[kind]):
                switch.setChecked(kind in session.switches.kinds)
                switch.setEnabled(session.is_on and not session.switches.locked and not session.here.off)
        self.count.setText(self._count_line())
        lines, act = self._state_lines()
        self.state.setText("\n".join(lines))
        self.state.setVisible(bool(lines))
        self.do.setVisible(bool(act))
        self.do.setText(act)
        self.do.setAccessibleName(act or self.tr("Switch on"))
        self.do.setEnabled(not session.is_waiting or len(self._controller.marks) > 0)
        self._show_current()

    def _count_line(self) -> str:
        session = self._suggestions
        if session.is_waiting or not session.kinds:
            return ""
        if session.switches.second_reader and session.here.read and not session.is_looking:
            parts = [
                counted(kind, len(found))
                for kind in SuggestionKind
                if (found := session.of_kind(kind)) and kind in session.kinds
            ]
            if parts:
                return self.tr("{what} you did not mark").format(what=self.tr(" and ").join(parts))
            return self.tr("You marked all that would have been suggested.")
        line = tr_plural("{n} suggestion", "{n} suggestions", len(session.offers))
        if session.refused_count:
            refused = tr_plural("{n} refused", "{n} refused", session.refused_count)
            line = self.tr("{open} · {refused}").format(open=line, refused=refused)
        return line

    def _state_lines(self) -> tuple[list[str], str]:
        """Return what there is to know, and the words on the button that does something about it."""
        session = self._suggestions
        if not session.is_on:
            return [self.tr("Suggestions are switched off.")], self.tr("Switch On")
        if session.switches.locked:
            return [self.tr("This library is locked: nothing is suggested in it.")], ""
        if session.here.off:
            return [self.tr("Suggestions are switched off in this article.")], self.tr("Switch On Here")
        if session.is_waiting:
            return [self._waiting_line()], self.tr("Show What I Did Not Mark")
        if session.is_looking:
            return [self.tr("Looking …")], ""
        return self._language_lines(), ""

    def _waiting_line(self) -> str:
        if len(self._controller.marks):
            return self.tr("Second reader: when you are done, see what you did not mark.")
        return self.tr("Second reader: mark the article first; then see what you did not mark.")

    def _language_lines(self) -> list[str]:
        from annotator.suggestions import unsupported_reason

        session = self._suggestions
        if self._controller.article is None:
            return []
        reasons = (
            unsupported_reason(kind, session.language) for kind in SuggestionKind if kind in session.kinds
        )
        return [reason for reason in reasons if reason]


class _KeyButton(QPushButton):
    """A button with its key: "Accept A", or only a sign and the key where there is no room for words."""

    def __init__(self, sign: str, text: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign, self._words, self._key = sign, f"{text}  {key}", key
        self.setAutoDefault(False)
        self.setProperty("pill", True)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})")
        self.show_words(True)

    def full_width(self) -> int:
        """Return the room it needs with words."""
        return self.fontMetrics().horizontalAdvance(self._words) + 26

    def show_words(self, on: bool) -> None:
        """Show words, or a sign."""
        self.setText(self._words if on else self._key)
        self.setIcon(QIcon() if on else icon(self._sign))


class _List(QTableView):
    """A list, which as a table knows where its rows are; a letter does each thing."""

    next = Signal()
    previous = Signal()
    skipped = Signal()
    accepted = Signal()
    refused = Signal()
    adjusting = Signal()
    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the letters; the arrows go through the list as in any other."""
        keys = {
            Qt.Key.Key_J: self.next,
            Qt.Key.Key_K: self.previous,
            Qt.Key.Key_A: self.accepted,
            Qt.Key.Key_Return: self.accepted,
            Qt.Key.Key_Enter: self.accepted,
            Qt.Key.Key_X: self.refused,
            Qt.Key.Key_Delete: self.refused,
            Qt.Key.Key_E: self.adjusting,
            Qt.Key.Key_S: self.skipped,
            Qt.Key.Key_T: self.taken,
            Qt.Key.Key_Escape: self.left,
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and (signal := keys.get(Qt.Key(event.key()))) is not None:
            signal.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return little room: what is said below gets its own first, and the list the rest."""
        return QSize(200, 60)

    def minimumSizeHint(self) -> QSize:
        """Return the room for most of one card."""
        return QSize(80, 48)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the suggestion one is at in sight when the reason below takes more room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when nothing is chosen yet and the keyboard brings the focus."""
        super().focusInEvent(event)
        keyed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if keyed and not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


def _call(act: object, _checked: bool = False) -> None:
    act()  # type: ignore[operator]  # a bound method
