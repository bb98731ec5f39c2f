"""Text fields that store what is written as it is written, and pills that are on or off."""

from __future__ import annotations

from PySide6.QtCore import QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.chips import plain_tip
from ui.icons import icon
from ui.labels import plain_label as plain_label

_FIELD_BORDERS = 20  # pixels of a field beside its text
_BORDERS = 30  # pixels of a button beside its words
_MENU_SIGN = 44  # the same for one with a menu
PAUSE_MS = 400  # a pause in typing after which the words are stored


class Saver(QTimer):
    """Waits for a pause in typing; `flush` ends the wait."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(PAUSE_MS)

    def flush(self) -> None:
        """Store now, if anything waits."""
        if self.isActive():
            self.stop()
            self.timeout.emit()


class LineField(QLineEdit):
    """One line of text.

    Signals:
        written: the text, after a pause in typing or when the field is left.
        entered: the field has the focus now.
    """

    written = Signal(str)
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.session = 0
        self._saver = Saver(self)
        self._saver.timeout.connect(self._write)
        self.textEdited.connect(self._saver.start)
        self.editingFinished.connect(self.flush)

    def set_value(self, text: str) -> None:
        """Show `text`, unless the person is writing here just now."""
        if text != self.text() and not self._saver.isActive():
            self.setText(text)
            self.setCursorPosition(0)
            self._tell_all()

    def flush(self) -> None:
        """Store what was written."""
        self._saver.flush()

    def forget(self) -> None:
        """Do not store what was written: something better is known."""
        self._saver.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin a new step of undo."""
        self.session += 1
        self.entered.emit()
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say all of the text in a tip where the field is too narrow for it."""
        super().resizeEvent(event)
        self._tell_all()

    def _tell_all(self) -> None:
        too_long = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - _FIELD_BORDERS
        self.setToolTip(plain_tip(self.text()) if too_long else "")

    def _write(self) -> None:
        self._tell_all()
        self.written.emit(self.text())


class TextField(QPlainTextEdit):
    """Several lines of text; it grows with them. Tab leaves it.

    Signals:
        written: the text, after a pause in typing or when the field is left.
    """

    written = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, hint: str = "", lines: int = 2) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.session = 0
        self._lines = lines
        self._shown = ""
        self._saver = Saver(self)
        self._saver.timeout.connect(self._write)
        self.textChanged.connect(self._changed)
        self._fit()

    def set_value(self, text: str) -> None:
        """Show `text`, unless the person is writing here just now."""
        if text != self.toPlainText() and not self._saver.isActive():
            self._shown = text
            self.setPlainText(text)

    def flush(self) -> None:
        """Store what was written."""
        self._saver.flush()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin a new step of undo."""
        self.session += 1
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store what was written."""
        self.flush()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines, which may wrap elsewhere now."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the room it needs."""
        return QSize(160, self.height())

    def _changed(self) -> None:
        self._fit()
        if self.toPlainText() != self._shown:
            self._saver.start()

    def _write(self) -> None:
        self._shown = self.toPlainText()
        self.written.emit(self._shown)

    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), self._lines), 9)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)


class Pill(QPushButton):
    """A small round button that is on or off."""

    def __init__(self, text: str, parent: QWidget | None = None, *, value: object = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.value = value
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("pill", True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class ShortButton(QPushButton):
    """A button as wide as there is room, whose words are shortened to that; its tip holds all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """Return the words, not shortened."""
        return self._words

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words anew."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Shorten the words to the width, which is known now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        short = self._words
        if self.isVisible():
            room = self.width() - (_MENU_SIGN if self.menu() is not None else _BORDERS)
            short = self.fontMetrics().elidedText(short, Qt.TextElideMode.ElideMiddle, max(room, 24))
        self.setText(short.replace("&", "&&"))
        self.setToolTip(plain_tip(self._words) if short != self._words else "")


def caption(text: str, parent: QWidget | None = None, *, buddy: QWidget | None = None) -> QLabel:
    """Return the small muted words above a field."""
    label = plain_label(text, parent, role="caption")
    if buddy is not None:
        label.setBuddy(buddy)
    return label


class SearchField(QLineEdit):
    """A field for words to look for, with a sign and a button that empties it.

    Signals:
        left_down: Down was pressed; the list below wants the focus.
    """

    left_down = Signal()

    def __init__(self, name: str, parent: QWidget, *, hint: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or name)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down to what was found."""
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


def completer(field: QLineEdit, words: QStringListModel, name: str) -> QCompleter:
    """Let `field` offer `words` that contain what is written; `name` is for screen readers."""
    offers = QCompleter(words, field)
    offers.setFilterMode(Qt.MatchFlag.MatchContains)
    offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    if (popup := offers.popup()) is not None:
        popup.setAccessibleName(name)
        popup.setProperty("offers", True)
    field.setCompleter(offers)
    return offers


def labelled(text: str, widget: QWidget, parent: QWidget | None = None) -> QWidget:
    """Return `widget` with its caption above it."""
    box = QWidget(parent)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(3)
    layout.addWidget(caption(text, box, buddy=widget))
    layout.addWidget(widget)
    return box
