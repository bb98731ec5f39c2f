"""The looks of tags as small painted signs, and a layout that wraps them like words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QWidget

from annotator.model.tag import Tag, Underline
from ui.theme import LIGHT, Theme


def paint_underline(painter: QPainter, rect: QRectF, pattern: Underline, colour: str) -> None:
    """Draw the underline of a tag along the bottom of `rect`."""
    y, left, right = rect.bottom(), rect.left(), rect.right()
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = {
        Underline.DOTTED: [1.2, 1.6],
        Underline.DASH: [3.5, 2.2],
        Underline.DOT_DASH: [4.0, 1.8, 1.2, 1.8],
    }
    if pattern in dashes:
        pen.setDashPattern(dashes[pattern])
    if pattern is Underline.THICK:
        pen.setWidthF(3.0)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if pattern is Underline.WAVE:
        path = QPainterPath(QPointF(left, y))
        x, up = left, True
        while x < right - 2:
            path.quadTo(x + 2, y - 3 if up else y + 3, x + 4, y)
            x, up = x + 4, not up
        painter.drawPath(path)
        return
    if pattern is Underline.DOUBLE:
        pen.setWidthF(1.2)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y - 2.8), QPointF(right, y - 2.8))
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def paint_sign(painter: QPainter, rect: QRectF, text: str, tag: Tag | None, theme: Theme) -> None:
    """Draw a mark's sign, "F3": letter and number on the tag's fill, over its underline."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tag is None:
        painter.setPen(QPen(QColor(theme.line), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    else:
        look = theme.look(tag)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.fill))
        painter.drawRoundedRect(rect, 4, 4)
        paint_underline(painter, rect.adjusted(4, 0, -4, -3), tag.underline, look.line)
    painter.setPen(QColor(theme.text))
    painter.drawText(rect.adjusted(0, 0, 0, -4), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class TagButton(QAbstractButton):
    """A tag one can click: its letter on its look, its name, and the key that does the same."""

    def __init__(self, tag: Tag | None, parent: QWidget | None = None, *, keys: str = "") -> None:
        super().__init__(parent)
        self.tag = tag
        self.keys = keys
        self._theme = LIGHT
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        name = tag.name if tag else self.tr("No tag")
        self.setAccessibleName(name)
        if keys:
            self.setAccessibleDescription(self.tr("Key {keys}").format(keys=keys))

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room it needs."""
        metrics = self.fontMetrics()
        width = 8 + self._sign_width(metrics) + 7 + metrics.horizontalAdvance(self._name()) + 10
        if self.keys:
            width += metrics.horizontalAdvance(self.keys) + 12
        return QSize(width, metrics.height() + 13)

    def minimumSizeHint(self) -> QSize:
        """Return the room it needs."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        theme, metrics = self._theme, self.fontMetrics()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outer = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hovered = self.underMouse() and self.isEnabled()
        back = (
            theme.pressed if self.isChecked() or self.isDown() else theme.hover if hovered else theme.raised
        )
        border = theme.accent if self.isChecked() or self.hasFocus() else theme.line
        painter.setBrush(QColor(back))
        painter.setPen(QPen(QColor(border), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(outer, 7, 7)
        sign = QRectF(
            7, (self.height() - metrics.height() - 4) / 2, self._sign_width(metrics), metrics.height() + 4
        )
        paint_sign(painter, sign, self.tag.letter if self.tag else "–", self.tag, theme)
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.muted))
        words = QRectF(sign.right() + 7, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._name())
        if self.keys:
            painter.setPen(QColor(theme.muted))
            right = QRectF(0, 0, self.width() - 10, self.height())
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.keys)

    def _name(self) -> str:
        return self.tag.name if self.tag else self.tr("No tag")

    def _sign_width(self, metrics: QFontMetrics) -> int:
        return max(metrics.horizontalAdvance(self.tag.letter if self.tag else "–") + 12, metrics.height() + 4)


class FlowLayout(QLayout):
    """Widgets side by side, going on in the next line where there is no room."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the room it needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the room the largest item needs."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def clear(self) -> None:
        """Take all widgets out and delete them."""
        while self._items:
            item = self._items.pop()
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put the items into lines, centred in them, and return the height of all lines."""
        x, y, line = rect.x(), rect.y(), 0
        row: list[tuple[QLayoutItem, int, QSize]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if row and x + size.width() > rect.right() + 1:
                self._place(row, y, line, move=move)
                x, y, line, row = rect.x(), y + line + self._gap, 0, []
            row.append((item, x, size))
            x += size.width() + self._gap
            line = max(line, size.height())
        self._place(row, y, line, move=move)
        return y + line - rect.y()

    @staticmethod
    def _place(row: list[tuple[QLayoutItem, int, QSize]], y: int, line: int, *, move: bool) -> None:
        if move:
            for item, x, size in row:
                item.setGeometry(QRect(QPoint(x, y + (line - size.height()) // 2), size))


class TagButtons(QWidget):
    """The tags of the codebook side by side; one or none of them is on.

    Signals:
        chosen: the id of the tag that was clicked, "" for "No tag".
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, with_none: bool = False) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self)
        self._with_none = with_none
        self._theme = LIGHT
        self._checked: str | None = None
        self.buttons: list[TagButton] = []

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on."""
        self._theme = theme
        for button in self.buttons:
            button.set_theme(theme)

    def set_tags(self, tags: list[Tag], keys: list[str] | None = None) -> None:
        """Offer these tags; `keys` are shown beside them."""
        self._layout.clear()
        self.buttons = []
        shown: list[Tag | None] = [*tags, *([None] if self._with_none else [])]
        for number, tag in enumerate(shown):
            key = keys[number] if keys and number < len(keys) else ""
            button = TagButton(tag, self, keys=key)
            button.set_theme(self._theme)
            if tag is not None and tag.definition:
                button.setToolTip(plain_tip(tag.definition))
            button.clicked.connect(self._clicked)
            self._layout.addWidget(button)
            button.show()
            self.buttons.append(button)
        chain(self, self.buttons)
        self.check(self._checked)

    def check(self, tag_id: str | None) -> None:
        """Show which tag is on: its id, "" for "No tag", None for none at all."""
        self._checked = tag_id
        for button in self.buttons:
            button.setChecked((button.tag.id if button.tag else "") == tag_id)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TagButton):
            self.check(self._checked)  # what is on follows from what is stored, not from the click
            self.chosen.emit(button.tag.id if button.tag else "")


def chain(before: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab go through `widgets` after `before`; those made late would otherwise come last of all."""
    stop: QWidget | None = before
    # Qt sets no order behind what takes no focus: then it is the stop in front of it that they follow.
    while stop is not None and (stop.focusPolicy() == Qt.FocusPolicy.NoFocus or stop in widgets):
        stop = stop.previousInFocusChain()
        if stop is before:
            return  # nothing else takes the focus
    for widget in widgets:
        if stop is not None:
            QWidget.setTabOrder(stop, widget)
        stop = widget


def plain_tip(text: str) -> str:
    """Return a tooltip in which Qt sees no tags: as rich text of our own, with everything escaped."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{escaped}</p>"


def small(font: QFont) -> QFont:
    """Return the font for captions: a little smaller than `font`."""
    result = QFont(font)
    result.setPointSizeF(max(font.pointSizeF() * 0.9, 8))
    return result
