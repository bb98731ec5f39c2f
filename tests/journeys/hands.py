"""A person at the keyboard: real keys for whatever has the focus, and no other way to do anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget


class Hands:
    """Presses keys as the window system delivers them: to the window, which finds shortcut or control."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each in portable text: "Ctrl+E"."""
        for text in keys:
            combination = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)[0]
            assert combination.key() != Qt.Key.Key_unknown, text
            QTest.keyClick(_window(), combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type ASCII letters into whatever has the focus."""
        for letter in words:
            QTest.keyClick(_window(), ord(letter))
        QApplication.processEvents()

    def place(self) -> str:
        """Return the name of the control that has the focus, "" where there is none."""
        _window()
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus is not None else ""

    def tab_to(self, name: str, key: str = "Tab", most: int = 60) -> None:
        """Press Tab until the control of this name has the focus."""
        passed = []
        for _ in range(most):
            self.press(key)
            if self.place() == name:
                return
            passed.append(self.place())
        raise AssertionError(f"Tab does not reach “{name}”, only {passed}")


def _window() -> QWindow:
    """Return the window that gets the keys; where a dialog has closed, the one below, as any desktop does."""
    QApplication.processEvents()  # a dialog that was just opened is told so now
    if QGuiApplication.focusWindow() is None:
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        dialogs: list[QWidget] = [widget for widget in shown if isinstance(widget, QDialog)]
        below = dialogs or [widget for widget in shown if isinstance(widget, QMainWindow)]
        below[-1].activateWindow()
        QApplication.processEvents()
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the focus"
    return window
