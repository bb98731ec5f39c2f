"""`LayoutSlices`: lays a long article out in small steps, so that no turn of the event loop is felt.

Qt lays out what is in sight at once and the rest from a timer, in steps that double up to 200,000 characters
(QTextDocumentLayout::layoutStep): too long for a frame. Here steps of a few milliseconds are taken instead,
and Qt's timer is kept from taking its own.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer, QTimerEvent, Signal
from PySide6.QtGui import QAbstractTextDocumentLayout, QTextDocument

_STEP = 8_000  # characters between two looks at the clock
_BUDGET_S = 0.006
_FIRST_MS = 50  # time for the first paint


class LayoutSlices(QObject):
    """Steps through one document's layout.

    Signals:
        finished: everything is laid out.
    """

    finished = Signal()

    def __init__(self, document: QTextDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._layout: QAbstractTextDocumentLayout = document.documentLayout()
        self._seen: set[int] = set()
        self._qt_timer: int | None = None
        self._position = 0
        self.is_finished = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._layout.installEventFilter(self)
        self.restart()

    def restart(self) -> None:
        """Begin again from the top: the column has another width."""
        self._position, self._qt_timer, self.is_finished = 0, None, False
        self._seen.clear()
        self._timer.start(_FIRST_MS)

    @property
    def position(self) -> int:
        """Qt's position up to which everything is known to be laid out."""
        return self._position

    def lay_out_to(self, position: int) -> None:
        """Lay out everything up to a position of Qt's, now."""
        position = min(position, self._document.characterCount() - 1)
        self._layout.blockBoundingRect(self._document.findBlock(position))
        self._position = max(self._position, position)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Swallow the timer of Qt's that would lay out the next stretch.

        The layout has two timers. The other one, which tells the size, is started anew each time and so never
        comes twice under the same number.
        """
        if self.is_finished or not isinstance(event, QTimerEvent):
            return False
        number = event.timerId()
        if number in self._seen:
            self._qt_timer = number
        self._seen.add(number)
        return number == self._qt_timer

    def _step(self) -> None:
        last = self._document.characterCount() - 1
        until = perf_counter() + _BUDGET_S
        self._timer.setInterval(1)
        while self._position < last:
            self.lay_out_to(min(self._position + _STEP, last))
            if perf_counter() > until:
                return
        self._timer.stop()
        self.is_finished = True
        self.finished.emit()
