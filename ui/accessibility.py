"""What assistive technology is told: names on controls, and announcements of what just happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6 import QtWidgets
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)

# By name, since PySide makes a class only when it is first asked for, and the window is to open quickly.
CONTROLS = (
    "QAbstractButton", "QAbstractItemView", "QAbstractSpinBox", "QComboBox", "QLineEdit", "QPlainTextEdit",
    "QSlider", "QTextEdit",
)  # fmt: skip
WHOLES = ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QScrollBar", "QTabBar", "QAbstractItemView")


def announce(widget: QWidget, message: str) -> None:
    """Have a screen reader say `message`, when it is done with what it is saying now."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, message))


def named(widget: W, name: str, description: str = "") -> W:
    """Return the widget with the name and description a screen reader gives it."""
    widget.setAccessibleName(name)
    if not description and widget.inherits("QComboBox"):
        description = name  # on Linux Qt gives the choice of such a list for its name
    if description:
        widget.setAccessibleDescription(description)
    return widget


def nameless(root: QWidget) -> Iterator[QWidget]:
    """Yield the controls inside `root` that a screen reader would have no name for."""
    controls = tuple(getattr(QtWidgets, name) for name in CONTROLS)
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, controls) or widget.objectName().startswith("qt_"):
            continue
        if _is_part(widget):
            continue
        if not said_of(widget).strip():
            yield widget


def said_of(widget: QWidget) -> str:
    """Return what assistive technology says a control is, "" for nothing; a choice in it does not count."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None or not interface.isValid():
        return ""
    if not widget.inherits("QComboBox"):
        return str(interface.text(QAccessible.Text.Name))
    labels = (
        str(other.text(QAccessible.Text.Name))
        for other, kind in interface.relations()
        if kind & QAccessible.RelationFlag.Label and other is not None
    )
    return next(labels, "") or str(interface.text(QAccessible.Text.Description))


def _is_part(widget: QWidget) -> bool:
    """Whether it is only the inside of a control that has a name of its own."""
    wholes = tuple(getattr(QtWidgets, name) for name in WHOLES)
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, wholes):
            return True
        parent = parent.parentWidget()
    return False
