"""`CommandPalette`: find and do anything by typing a part of its name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.accessibility import named
from ui.action_table import menu_title
from ui.actions import Actions
from ui.chips import small
from ui.labels import plain_label
from ui.theme import Theme

_ROLE = Qt.ItemDataRole.UserRole
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette."""

    action: QAction
    title: str
    hint: str
    keys: str
    menu: str

    def score(self, words: list[str]) -> int:
        """Return how well it fits, less is better; -1 if a word is missing."""
        title, rest = self.title.casefold(), f"{self.hint} {self.menu}".casefold()
        total = 0
        for word in words:
            if title.startswith(word):
                continue
            if f" {word}" in title:
                total += 1
            elif word in title:
                total += 2
            elif word in rest:
                total += 5
            elif _in_order(word, title):
                total += 8
            else:
                return -1
        return total


class CommandPalette(QFrame):
    """A field and a list over the window; Esc, or the focus going elsewhere, closes it.

    It is no window of its own: a popup would take the keyboard from the window system, which not all allow.
    """

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._before: QWidget | None = None
        self.setObjectName("palette")
        self._actions = actions
        self.field = named(_Field(self), self.tr("What do you want to do?"))
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.list = named(QListWidget(self), self.tr("Actions"))
        self.nothing = plain_label(self.tr("No action has that name."), self, role="muted")
        self.nothing.setContentsMargins(12, 6, 12, 8)
        self.list.setItemDelegate(_CommandDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run_current)
        self.list.itemClicked.connect(self._run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        layout.addWidget(self.nothing)
        self.field.list = self.list
        self.field.left.connect(self.close)
        self.field.escaped.connect(self.dismiss)

    def open(self) -> None:
        """Show it at the top of the window, with everything that can be done now."""
        self.field.clear()
        self._fill("")
        window = self._window
        width = min(_WIDTH, window.width() - 40)
        self.resize(width, self.height())
        self._fit()
        self.move((window.width() - width) // 2, 60)
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close it and give the focus back to where it was."""
        self.field.left.disconnect(self.close)
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close()

    def titles(self) -> list[str]:
        """Return the titles that are shown, the best first."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        found = [(score, command) for command in self._commands() if (score := command.score(words)) >= 0]
        if words:
            found.sort(key=lambda pair: pair[0])
        self.list.clear()
        for _, command in found:
            item = QListWidgetItem(command.title, self.list)
            item.setData(_ROLE, command)
            spoken = ", ".join(part for part in (command.title, command.keys, command.hint) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the list needs, up to most of the window."""
        lines = sum(self.list.sizeHintForRow(row) for row in range(min(self.list.count(), 12)))
        most = min(440, self._window.height() - 80)
        below = lines if lines else self.nothing.sizeHint().height()
        self.resize(self.width(), min(self.field.sizeHint().height() + below + 34, most))

    def _commands(self) -> list[Command]:
        commands = []
        for row, action in self._actions:
            if action.isEnabled() and action.isVisible() and row.name != "palette.open":
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                title = action.text().replace("&&", "&")
                menu = menu_title(row.menu)
                commands.append(Command(action, title, row.sentence, keys, menu))
        return commands

    def _run_current(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._run(item)

    def _run(self, item: QListWidgetItem) -> None:
        command: Command = item.data(_ROLE)
        self.dismiss()
        command.action.trigger()


class _Field(QLineEdit):
    """A line from which up and down move through the list."""

    list: QListWidget
    left = Signal()
    escaped = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the focus went elsewhere; a menu or another window does not count."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the list with the arrows and the page keys."""
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif step is None:
            super().keyPressEvent(event)
        elif count := self.list.count():
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), count - 1))


class _CommandDelegate(QStyledItemDelegate):
    """Paints a title and its keys, and below them the hint."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room a line needs."""
        return QSize(200, 2 * option.fontMetrics.lineSpacing() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        command: Command = index.data(_ROLE)
        theme, rect = self._theme, option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.pressed))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        inner = rect.adjusted(12, 5, -12, -4)
        line = option.fontMetrics.lineSpacing()
        painter.setFont(option.font)
        painter.setPen(QColor(theme.text))
        where = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | where, command.title)
        painter.setPen(QColor(theme.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | where, command.keys)
        painter.setFont(small(option.font))
        below = QRect(inner.left(), inner.top() + line, inner.width(), line)
        words = painter.fontMetrics().elidedText(command.hint, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | where, words)
        painter.restore()


def _in_order(letters: str, text: str) -> bool:
    """Tell whether the letters occur in `text` in this order, "expw" in "export word"."""
    rest = iter(text)
    return all(letter in rest for letter in letters)
