"""`CoverageBar`: how much of the article is marked and checked, as a strip along it and as numbers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.dossier import Dossier
from annotator.model.span import Span
from annotator.translate import tr_plural
from ui.coverage import Coverage, State
from ui.marks import Marks
from ui.sentence_index import SentenceIndex
from ui.theme import LIGHT, Theme

_SLICE_S = 0.006
_FIRST_MS = 50  # time for the first paint
_STATES = tuple(State)
_REDRAW_MS = 80
_COLUMN = 3  # pixels of the strip that are drawn as one


class CoverageBar(QWidget):
    """A strip, and numbers that lead to the next sentence of their kind.

    Signals:
        go_to: code point of a sentence the person wants to see.
    """

    go_to = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._article = ""
        self._coverage: Coverage | None = None
        self._marks = Marks()
        self._position = 0
        self._shown: tuple[int, ...] = ()
        self._ahead = QTimer(self, interval=0)
        self._ahead.timeout.connect(self._count_on)
        self.strip = CoverageStrip(self)
        self.strip.go_to.connect(self.go_to)
        self.buttons = {state: self._new_button(state) for state in (State.UNMARKED, State.UNCHECKED)}
        self.buttons[State.OTHER] = self._new_button(State.OTHER)
        self.buttons[State.VERIFIED] = self._new_button(State.VERIFIED)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(4)
        row.addWidget(self.strip, 1)
        for button in self.buttons.values():
            row.addWidget(button)
        self.setAccessibleName(self.tr("Coverage"))
        self._show_numbers()

    def show_article(self, dossier: Dossier, marks: Marks | None = None) -> None:
        """Count the sentences of an article, a few at a time; `marks` are its marks, if sorted."""
        self._article = dossier.article.id
        self._marks = Marks(dossier.annotations if marks is None else marks)
        self._coverage = Coverage(SentenceIndex(dossier.version), self._marks)
        self._position = 0
        self.strip.show_coverage(self._coverage, len(dossier.version.text))
        self._show_numbers()
        self._ahead.start(_FIRST_MS)

    def close_article(self) -> None:
        """Show nothing."""
        self._article, self._coverage = "", None
        self._ahead.stop()
        self.strip.show_coverage(None, 0)
        self._show_numbers()

    def show_change(self, change: Change) -> None:
        """Look again at the sentences a change touches, and only at those."""
        if self._coverage is None:
            return
        touched: list[Span] = []
        for before, after in change.pairs():
            record = after if after is not None else before
            if not isinstance(record, Annotation) or record.article != self._article:
                continue
            old = self._marks.get(record.id)
            if after is None:
                self._marks.remove(record.id)
            else:
                self._marks.put(record)
            touched += [mark.span for mark in (old, record) if mark is not None and mark.span is not None]
        for span in touched:
            self._coverage.refresh(span)
            self.strip.refresh(span)
        if touched:
            self._show_numbers()

    def set_position(self, code_point: int) -> None:
        """Say where the reader is: the next sentence is looked for from here."""
        self._position = code_point
        self.strip.set_position(code_point)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on."""
        self.strip.set_theme(theme)

    def is_counted(self) -> bool:
        """Tell whether every sentence has been looked at."""
        return self._coverage is None or self._coverage.is_counted

    def everything_checked(self) -> bool:
        """Tell whether something is marked and nothing that is marked is unchecked."""
        return self._coverage is not None and self._coverage.everything_checked

    def go_to_next(self, state: State) -> None:
        """Lead to the next sentence in this state, from the top again after the last."""
        place = self._coverage.following(state, self._position) if self._coverage is not None else None
        if place is not None:
            self.set_position(place)
            self.go_to.emit(place)

    def count(self, state: State) -> int:
        """Return how many sentences are in this state."""
        return self._coverage.counts[state] if self._coverage is not None else 0

    def _count_on(self) -> None:
        self._ahead.setInterval(0)
        if self._coverage is not None and not self._coverage.is_counted:
            self._coverage.count_on(_SLICE_S)
            if not self._coverage.is_counted:
                return
        self._ahead.stop()
        self.strip.redraw()
        self._show_numbers()

    def _new_button(self, state: State) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self.go_to_next, state))
        return button

    def _show_numbers(self) -> None:
        counted = self._coverage is not None and self._coverage.is_counted
        numbers = (counted, *map(self.count, State)) if counted else (counted,)
        if numbers == self._shown:
            return
        self._shown = numbers
        texts = {
            State.UNMARKED: tr_plural("{n} unmarked", "{n} unmarked", self.count(State.UNMARKED)),
            State.UNCHECKED: tr_plural("{n} unchecked", "{n} unchecked", self.count(State.UNCHECKED)),
            State.OTHER: tr_plural("{n} with a problem", "{n} with a problem", self.count(State.OTHER)),
            State.VERIFIED: tr_plural("{n} verified", "{n} verified", self.count(State.VERIFIED)),
        }
        tips = {
            State.UNMARKED: self.tr("Go to the next sentence without a mark"),
            State.UNCHECKED: self.tr("Go to the next sentence with an unchecked mark"),
            State.OTHER: self.tr("Go to the next sentence that is wrong, disputed or lacks something"),
            State.VERIFIED: self.tr("Go to the next sentence whose marks are verified"),
        }
        for state, button in self.buttons.items():
            button.setText(texts[state] if counted else "…")
            button.setToolTip(tips[state])
            button.setAccessibleName(f"{texts[state]}. {tips[state]}")
            button.setEnabled(bool(counted and self.count(state)))
        self.buttons[State.OTHER].setVisible(bool(counted and self.count(State.OTHER)))
        if counted and self.everything_checked():
            self.buttons[State.UNCHECKED].setText(self.tr("✓ Everything marked is checked"))
            self.buttons[State.UNCHECKED].setAccessibleName(self.tr("Everything marked is checked"))
        self.strip.setAccessibleDescription(self._summary() if counted else self.tr("Counting sentences"))

    def _summary(self) -> str:
        if self._coverage is None:
            return ""
        return self.tr(
            "{marked} of {total} sentences marked, {unchecked} unchecked, {verified} verified"
        ).format(
            marked=self._coverage.marked,
            total=self._coverage.total,
            unchecked=self.count(State.UNCHECKED),
            verified=self.count(State.VERIFIED),
        )


class CoverageStrip(QWidget):
    """The article from left to right. Height and pattern say the state, so colour is never alone.

    Signals:
        go_to: code point of the place that was clicked or reached with the arrow keys.
    """

    go_to = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._coverage: Coverage | None = None
        self._length = 0
        self._position = 0
        self._theme = LIGHT
        self._picture: QPixmap | None = None
        self._redraw_soon = QTimer(self, singleShot=True, interval=_REDRAW_MS)
        self._redraw_soon.timeout.connect(self.redraw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Coverage of the article"))
        self.setToolTip(
            self.tr("Low: not marked. Half, hatched: unchecked. Half, plain: with a problem. Full: verified.")
        )

    def sizeHint(self) -> QSize:
        """Return the room it needs."""
        return QSize(240, QFontMetrics(self.font()).height() + 8)

    def minimumSizeHint(self) -> QSize:
        """Return the least room it can do with."""
        return QSize(80, QFontMetrics(self.font()).height() + 4)

    def show_coverage(self, coverage: Coverage | None, length: int) -> None:
        """Draw this coverage of a text that is `length` code points long."""
        self._coverage, self._length, self._position = coverage, length, 0
        self.redraw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on."""
        self._theme = theme
        self.redraw()

    def set_position(self, code_point: int) -> None:
        """Draw the reader's place."""
        old, self._position = self._x(self._position), code_point
        new = self._x(code_point)
        if round(old) != round(new):
            self.update(round(old) - 6, 0, 12, self.height())
            self.update(round(new) - 6, 0, 12, self.height())

    def redraw(self) -> None:
        """Draw everything anew."""
        self._redraw_soon.stop()
        self._picture = None
        self.update()

    def refresh(self, span: Span) -> None:
        """Draw the columns of a stretch anew."""
        if self._redraw_soon.isActive():
            self.redraw()
        if self._picture is None or self._coverage is None or not self._length:
            return
        first, last = int(self._x(span.start)) // _COLUMN - 1, int(self._x(span.end)) // _COLUMN + 1
        painter = QPainter(self._picture)
        for column in range(max(first, 0), min(last, self.width() // _COLUMN) + 1):
            self._draw_column(painter, column)
        painter.end()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch what is drawn; a book is drawn for the new width once the window is left alone."""
        if self._picture is not None:
            self._redraw_soon.start()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the strip from its picture, and the reader's place over it."""
        if self._picture is None and self._coverage is not None and self._coverage.is_counted:
            self._draw()
        painter = QPainter(self)
        if self._picture is not None:
            painter.drawPixmap(self.rect(), self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._coverage is not None:
            x = self._x(self._position)
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self._length:
            self._go(int(event.position().x() / max(self.width(), 1) * self._length))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the strip: with the arrows to what is open, with Home and End to its ends."""
        coverage = self._coverage
        if coverage is None or not coverage.total:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Right:
            self._go_open(forward=True)
        elif event.key() == Qt.Key.Key_Left:
            self._go_open(forward=False)
        elif event.key() == Qt.Key.Key_Home:
            self._go(0)
        elif event.key() == Qt.Key.Key_End:
            self._go(self._length - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def _go_open(self, *, forward: bool) -> None:
        if self._coverage is None:
            return
        find = self._coverage.following if forward else self._coverage.preceding
        for state in (State.UNCHECKED, State.UNMARKED):
            if (place := find(state, self._position)) is not None:
                self._go(place)
                return

    def _go(self, place: int) -> None:
        place = min(max(place, 0), max(self._length - 1, 0))
        self.set_position(place)
        self.go_to.emit(place)

    def _x(self, code_point: int) -> float:
        return code_point / self._length * self.width() if self._length else 0.0

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        for column in range(self.width() // _COLUMN + 1):
            self._draw_column(painter, column, fresh=True)
        painter.end()

    def _draw_column(self, painter: QPainter, column: int, *, fresh: bool = False) -> None:
        """Draw one column: the share of each state in its stretch of the text, from the bottom up."""
        if self._coverage is None:
            return
        per_pixel = self._length / max(self.width(), 1)
        start = int(column * _COLUMN * per_pixel)
        shares = self._coverage.shares(start, max(int(start + _COLUMN * per_pixel), start + 1))
        box = QRectF(column * _COLUMN, 0, _COLUMN, self.height())
        if not fresh:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(box, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        total = sum(shares)
        if not total:
            return
        theme, base = self._theme, self.height() - 3.0
        painter.fillRect(QRectF(box.left(), base, _COLUMN, 2), QColor(theme.line))
        state = max(_STATES, key=lambda one: (shares[one], one))
        if state is State.UNMARKED and total != shares[state]:
            state = max(_STATES[1:], key=shares.__getitem__)
        if state is State.UNMARKED:
            return
        height = base - 3 if state is State.VERIFIED else (base - 3) / 2
        colours = {State.VERIFIED: theme.good, State.OTHER: theme.bad, State.UNCHECKED: theme.warning}
        colour = QColor(colours[state])
        bar = QRectF(box.left(), base - height, _COLUMN, height)
        if state is State.UNCHECKED:
            painter.fillRect(bar.adjusted(0, 0, -1.5, 0), colour)
        else:
            painter.fillRect(bar, colour)


__all__ = ["CoverageBar", "CoverageStrip"]
