"""`Margin`: the strip beside the column, with numbers of paragraphs and lines, or with signs of marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.theme import LIGHT, Theme

_GAP = 10  # pixels between the column and what stands beside it
_BETWEEN = 3  # pixels between two signs of one line


@dataclass(slots=True)
class Sign:
    """Something beside a line: its words, how it is drawn, and the ids of the marks it stands for, if any."""

    text: str
    top: float
    height: float
    marks: tuple[str, ...] = ()
    fill: str = ""
    line: str = ""
    is_current: bool = False


class Margin(QWidget):
    """A strip beside the text; on its own it knows only how to draw what it is given.

    Signals:
        clicked: id of the mark whose sign was clicked.
    """

    clicked = Signal(str)

    def __init__(self, parent: QWidget, *, right: bool, signs: Callable[[float, float], list[Sign]]) -> None:
        super().__init__(parent)
        self._right = right
        self._signs = signs
        self._theme = LIGHT
        self._forward: QWidget | None = None
        self._passed_on = False
        self._tip: Callable[[Sequence[str]], str] = "".join
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_theme(self, theme: Theme, font: QFont) -> None:
        """Draw in these colours and at this size from now on."""
        self._theme = theme
        small = QFont(font)
        small.setPointSizeF(max(font.pointSizeF() * 0.68, 7.5))
        self.setFont(small)
        self.update()

    def pass_to(self, viewport: QWidget, tip: Callable[[Sequence[str]], str]) -> None:
        """Pass presses beside the signs to the text, as drags often start there; `tip` explains marks."""
        self._forward, self._tip = viewport, tip

    def width_for(self, text: str) -> int:
        """Return the width a sign needs with its gap."""
        return round(QFontMetricsF(self.font()).horizontalAdvance(text)) + 2 * _GAP

    def boxes(self, top: float, bottom: float) -> list[tuple[Sign, QRectF]]:
        """Return the signs between two heights and where they are drawn; those of one line side by side.

        Where a line has more than there is room for, the last one stands for the rest: "+3".
        """
        metrics, placed = QFontMetricsF(self.font()), []
        lines: dict[float, list[Sign]] = {}
        for sign in self._signs(top, bottom):
            lines.setdefault(sign.top, []).append(sign)
        for signs in lines.values():
            before = float(_GAP)
            for sign in self._that_fit(signs, metrics) if self._right else signs:
                width = _width(sign, metrics)
                height = metrics.height() + 1 if sign.marks else sign.height
                x = before if self._right else self.width() - before - width
                placed.append((sign, QRectF(x, sign.top + (sign.height - height) / 2, width, height)))
                before += width + _BETWEEN
        return placed

    def _that_fit(self, signs: list[Sign], metrics: QFontMetricsF) -> list[Sign]:
        """Return the signs of one line, the last of them for all that have no room."""
        for count in range(len(signs), -1, -1):
            shown = signs[:count] if count == len(signs) else [*signs[:count], _rest(signs[count:])]
            if _GAP + sum(_width(sign, metrics) + _BETWEEN for sign in shown) - _BETWEEN <= self.width() - 2:
                return shown
        return []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what stands beside the lines in the stretch."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.background))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for sign, box in self.boxes(event.rect().top() - 4, event.rect().bottom() + 4):
            if sign.marks:
                line = self._theme.text if sign.is_current else sign.line or self._theme.muted
                painter.setPen(QColor(line))
                painter.setBrush(QColor(sign.fill or self._theme.background))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
                painter.setPen(QColor(self._theme.text))
            else:
                painter.setPen(QColor(self._theme.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign.text)
        painter.end()

    def marks_at(self, point: QPointF) -> tuple[str, ...]:
        """Return the ids of the marks whose sign is here; none beside the signs."""
        for sign, box in self.boxes(point.y() - 40, point.y() + 40):
            if sign.marks and box.adjusted(-2, -3, 2, 3).contains(point):
                return sign.marks
        return ()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press on a sign, pass any other to the text."""
        if event.button() == Qt.MouseButton.LeftButton and (marks := self.marks_at(event.position())):
            self.clicked.emit(marks[0])
            return
        self._passed_on = True
        self._pass_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a sign; pass a drag on."""
        if self._passed_on:
            self._pass_on(event)
            return
        over = bool(self.marks_at(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pass the end of a drag on."""
        if self._passed_on:
            self._passed_on = False
            self._pass_on(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        if self._forward is not None:
            QCoreApplication.sendEvent(self._forward, event)

    def event(self, event: QEvent) -> bool:
        """Explain a mark under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(self.marks_at(QPointF(event.pos()))), self)
            return True
        return bool(super().event(event))

    def _pass_on(self, event: QMouseEvent) -> None:
        if self._forward is None:
            return
        place = QPointF(self._forward.mapFromGlobal(event.globalPosition()))
        copy = QMouseEvent(
            event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )
        QCoreApplication.sendEvent(self._forward, copy)


def _width(sign: Sign, metrics: QFontMetricsF) -> float:
    return metrics.horizontalAdvance(sign.text) + (9 if sign.marks else 0)


def _rest(signs: Sequence[Sign]) -> Sign:
    """Return one sign for several, a click on which goes to the one behind the current one of them."""
    current = next((at for at, sign in enumerate(signs) if sign.is_current), -1)
    marks = [name for sign in (*signs[current + 1 :], *signs[: current + 1]) for name in sign.marks]
    first = signs[0]
    return replace(
        first, text=f"+{len(signs)}", marks=tuple(marks), fill="", line="", is_current=current >= 0
    )
