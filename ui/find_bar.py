"""`FindBar`: looks for words in the article's own text, and offers to mark them all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from annotator.model.article import Version
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.text.finding import BadPattern, Query, find
from annotator.translate import tr_plural
from ui.icons import icon

_WAIT_MS = 120  # after the last letter typed
_SLICE_S = 0.006
_GOING_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up)
_PREVIEW = 12  # passages named before they are all marked


class FindBar(QWidget):
    """A field, what is found, and the ways through it.

    Signals:
        found: the passages, as a list of Span in order; empty when the bar closes.
        current_changed: the passage one is at, a Span or None.
        mark_all_requested: (list of Span, tag id): mark all of them alike.
        closed: the bar was closed, the article should have the focus.
    """

    found = Signal(list)
    current_changed = Signal(object)
    mark_all_requested = Signal(list, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._blocks: list[tuple[int, int]] = []
        self._search: Iterator[list[tuple[int, int]]] | None = None
        self._spans: list[Span] = []
        self._current: int | None = None
        self._from = 0
        self._tags: list[Tag] = []
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self.search)
        self._ahead = QTimer(self, interval=0)
        self._ahead.timeout.connect(self._look_further)
        self._make_widgets()
        self.setAccessibleName(self.tr("Find in the article"))
        self.hide()

    # -- what it works on --------------------------------------------------------------------------------

    def show_article(self, version: Version | None) -> None:
        """Look in this text from now on; None for no article."""
        self._text = version.text if version is not None else ""
        blocks = version.blocks if version is not None else ()
        self._blocks = [(block.start, block.end) for block in blocks]
        if self.isVisible():
            self.search()
        else:
            self._forget()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Offer these tags under "Mark all"."""
        self._tags = list(tags)

    def open(self, words: str = "", position: int = 0) -> None:
        """Show the bar; look for `words` if there are any, beginning behind `position`."""
        self._from = position
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if words:
            self.field.setText(words)
        self.field.selectAll()
        self.search()

    def close_bar(self) -> None:
        """Hide the bar and forget what was found."""
        was_open = not self.isHidden()
        self.hide()
        self._forget()
        if was_open:
            self.closed.emit()

    def set_position(self, code_point: int) -> None:
        """Say where the reader is: the next search begins there."""
        self._from = code_point

    def spans(self) -> list[Span]:
        """Return what is found so far."""
        return list(self._spans)

    def current(self) -> Span | None:
        """Return the passage one is at."""
        return self._spans[self._current] if self._current is not None else None

    @property
    def is_searching(self) -> bool:
        """Whether the end of the article has not been reached yet."""
        return self._search is not None

    def search(self) -> None:
        """Look for what the field holds, from the beginning of the article, a little at a time."""
        self._wait.stop()
        self._forget()
        query = self.query()
        if not query.words or not self._text:
            self._show_count()
            return
        self._search = find(self._text, self._blocks, query)
        self._look_further()
        if self._search is not None:
            self._ahead.start()

    def query(self) -> Query:
        """Return what the field and the switches say."""
        return Query(
            self.field.text(),
            case=self.case.isChecked(),
            whole_words=self.whole_words.isChecked(),
            diacritics=self.diacritics.isChecked(),
            regex=self.regex.isChecked(),
        )

    def go(self, step: int) -> None:
        """Go to the next passage, or the one before for -1; from the last to the first."""
        if not self._spans:
            return
        if self._current is None:
            self._current = self._nearest()
        else:
            self._current = (self._current + step) % len(self._spans)
        self._show_count()
        self.current_changed.emit(self.current())

    # -- inside ------------------------------------------------------------------------------------------

    def _look_further(self) -> None:
        until, fresh = perf_counter() + _SLICE_S, 0
        try:
            for places in self._search or ():
                self._spans += [Span(start, end) for start, end in places]
                fresh += len(places)
                if perf_counter() > until:
                    break
            else:
                self._finish()
        except BadPattern as error:
            self._finish()
            self._say(str(error), "bad")
            self.count.setToolTip(error.hint)
            self._tell(bool(fresh))
            return
        self._tell(bool(fresh))
        self._show_count()

    def _tell(self, fresh: bool) -> None:
        if fresh:
            self.found.emit(self.spans())
            if self._current is None and self._spans[-1].start >= self._from:
                self.go(1)
        if not self.is_searching and self._current is None and self._spans:
            self.go(1)

    def _finish(self) -> None:
        self._search = None
        self._ahead.stop()

    def _forget(self) -> None:
        self._finish()
        had = bool(self._spans)
        self._spans, self._current = [], None
        if had:
            self.found.emit([])
            self.current_changed.emit(None)
        self._show_count()

    def _nearest(self) -> int:
        return bisect_left(self._spans, self._from, key=lambda span: span.start) % len(self._spans)

    def _show_count(self) -> None:
        total = len(self._spans)
        if not self.field.text():
            text = ""
        elif self.is_searching:
            text = self.tr("{n} so far…").format(n=total)
        elif not total:
            text = self.tr("Not found")
        elif self._current is None:
            text = tr_plural("{n} found", "{n} found", total)
        else:
            text = self.tr("{number} of {total}").format(number=self._current + 1, total=total)
        self._say(text)
        self.count.setToolTip("")
        for button in (self.previous, self.next, self.mark_all):
            button.setEnabled(bool(total))
        marking = tr_plural("Mark {n} as…", "Mark all {n} as…", total) if total else self.tr("Mark all")
        self.mark_all.setText(marking)

    def _say(self, text: str, role: str = "") -> None:
        self.count.setText(text)
        if self.count.property("role") != role:
            self.count.setProperty("role", role)
            self.count.style().unpolish(self.count)
            self.count.style().polish(self.count)

    def _fill_menu(self) -> None:
        """Say in the menu what would be marked, before it is."""
        menu = self.menu
        menu.clear()
        words = [" ".join(span.of(self._text).split()) for span in self._spans[:_PREVIEW]]
        for passage, times in _counted(words):
            shown = passage if len(passage) <= 60 else f"{passage[:59]}…"
            line = menu.addAction(_plain(f"“{shown}”" + (f" × {times}" if times > 1 else "")))
            line.setEnabled(False)
        if len(self._spans) > _PREVIEW:
            more = len(self._spans) - _PREVIEW
            menu.addAction(tr_plural("and {n} more", "and {n} more", more)).setEnabled(False)
        menu.addSeparator()
        for tag in self._tags:
            action = QAction(_plain(tag.name), menu)
            action.triggered.connect(partial(self._mark_all, tag.id))
            menu.addAction(action)

    def _mark_all(self, tag_id: str, _checked: bool = False) -> None:
        self.mark_all_requested.emit(self.spans(), tag_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter or the down arrow, back with Shift or the up arrow."""
        if watched is self.field and isinstance(event, QKeyEvent) and _is_going_on(event):
            if self._wait.isActive():
                self.search()
            else:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.go(-1 if back or event.key() == Qt.Key.Key_Up else 1)
            return True
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _make_widgets(self) -> None:
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find in the article"))
        self.field.setAccessibleName(self.tr("Words to find"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._wait.start)
        self.field.installEventFilter(self)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setAccessibleName(self.tr("What was found"))
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("8888 of 8888"))
        self.previous = self._button("up", self.tr("Previous (Shift+Enter)"), partial(self.go, -1))
        self.next = self._button("down", self.tr("Next (Enter)"), partial(self.go, 1))
        self.case = self._switch("Aa", self.tr("Match capitals"))
        self.whole_words = self._switch("“ab”", self.tr("Whole words only"))
        self.diacritics = self._switch("é", self.tr("Match accents"))
        self.regex = self._switch(".*", self.tr("Regular expression"))
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.mark_all = QToolButton(self)
        self.mark_all.setMenu(self.menu)
        self.mark_all.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.mark_all.setAccessibleName(self.tr("Mark everything that was found"))
        self.mark_all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button = self._button("close", self.tr("Close (Esc)"), self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        for widget in (self.count, self.previous, self.next, self.case, self.whole_words):
            row.addWidget(widget)
        for widget in (self.diacritics, self.regex, self.mark_all, self.close_button):
            row.addWidget(widget)
        self._show_count()

    def _button(self, name: str, text: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _switch(self, sign: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.toggled.connect(self.search)
        return button


def _is_going_on(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in _GOING_ON


def _counted(words: Sequence[str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return list(counts.items())


def _plain(text: str) -> str:
    """Return `text` so that an "&" in it is shown and makes no mnemonic."""
    return text.replace("&", "&&")
