"""`RepairPane`: one block of a text under repair, with a caret but nothing to type."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.text.offsets import Utf16Offsets
from ui.accessibility import named


class RepairPane(QPlainTextEdit):
    """Shows words one can walk through. Enter splits, Backspace at the very start joins, Tab leaves.

    Signals:
        split_asked: at the caret.
        join_asked: with the block before.
    """

    split_asked = Signal()
    join_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offsets = Utf16Offsets("")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        named(
            self,
            self.tr("Text of the chosen block"),
            self.tr("Enter splits it at the caret, Backspace at its start joins it with the one before."),
        )

    def show_words(self, words: str, *, rtl: bool | None = None) -> None:
        """Show the words of a block, the caret at their start."""
        self._offsets = Utf16Offsets(words)
        self.setPlainText(words)
        option = self.document().defaultTextOption()
        option.setTextDirection(
            {
                None: Qt.LayoutDirection.LayoutDirectionAuto,
                True: Qt.LayoutDirection.RightToLeft,
                False: Qt.LayoutDirection.LeftToRight,
            }[rtl]
        )
        self.document().setDefaultTextOption(option)

    def caret(self) -> int:
        """Return where the caret is, in code points of the words."""
        return self._offsets.from16(self.textCursor().position())

    def set_caret(self, position: int) -> None:
        """Put the caret before the character at `position`, in code points of the words."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to16(position))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Split or join as one would while writing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.split_asked.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.textCursor().position():
            self.join_asked.emit()
        else:
            super().keyPressEvent(event)
