"""`Margin`: the strip beside the column, with numbers of paragraphs and lines, or with signs of marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(slots=True)
class Sign:
    """Something beside a line: its words, how it is drawn, and the mark it stands for ("" for a number)."""

    text: str
    top: float
    height: float
    mark: str = ""
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
        self._text_top = 0.0
        self._forward: QWidget | None = None
        self._passed_on = False
        self._tip: Callable[[str], str] = str
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

    def pass_to(self, viewport: QWidget, tip: Callable[[str], str]) -> None:
        """Pass presses beside the signs to the text, as drags often start there; `tip` explains a mark."""
        self._forward, self._tip = viewport, tip

    def width_for(self, text: str) -> int:
        """Return the width a sign needs with its gap."""
        return round(QFontMetricsF(self.font()).horizontalAdvance(text)) + 2 * _GAP

    def boxes(self, top: float, bottom: float) -> list[tuple[Sign, QRectF]]:
        """Return the signs between two heights and where they are drawn; those of one line side by side."""
        metrics, placed = QFontMetricsF(self.font()), []
        used: dict[float, float] = {}
        for sign in self._signs(top, bottom):
            width = metrics.horizontalAdvance(sign.text) + (9 if sign.mark else 0)
            before = used.get(sign.top, float(_GAP))
            height = metrics.height() + 1 if sign.mark else sign.height
            y = sign.top + (sign.height - height) / 2
            if self._right:
                if before + width > self.width() - 2:
                    continue  # the list has it as well; half a sign would only puzzle
                box = QRectF(before, y, width, height)
            else:
                box = QRectF(self.width() - before - width, y, width, height)
            used[sign.top] = before + width + 3
            placed.append((sign, box))
        return placed

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what stands beside the lines in the stretch."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.background))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for sign, box in self.boxes(event.rect().top() - 4, event.rect().bottom() + 4):
            if sign.mark:
                pen = QColor(self._theme.text if sign.is_current else sign.line)
                painter.setPen(pen)
                painter.setBrush(QColor(sign.fill))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
                painter.setPen(QColor(self._theme.text))
            else:
                painter.setPen(QColor(self._theme.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign.text)
        painter.end()

    def mark_at(self, point: QPointF) -> str:
        """Return the id of the mark whose sign is here, or ""."""
        for sign, box in self.boxes(point.y() - 40, point.y() + 40):
            if sign.mark and box.adjusted(-2, -3, 2, 3).contains(point):
                return sign.mark
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press on a sign, pass any other to the text."""
        if event.button() == Qt.MouseButton.LeftButton and (mark := self.mark_at(event.position())):
            self.clicked.emit(mark)
            return
        self._passed_on = True
        self._pass_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a sign; pass a drag on."""
        if self._passed_on:
            self._pass_on(event)
            return
        over = bool(self.mark_at(event.position()))
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
            mark = self.mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(mark) if mark else "", self)
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
