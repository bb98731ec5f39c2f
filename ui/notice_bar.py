"""`NoticeBar` and `JobBar`: what went wrong, and what is going on, without standing in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from annotator.errors import AnnotatorError
from ui.accessibility import announce, named
from ui.icons import icon
from ui.labels import plain_label
from ui.notice import Notice as Notice

_LINES = 6  # of the technical details that are seen at once


class NoticeBar(QWidget):
    """One notice above the article. The next one takes its place; Esc or the cross closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._notice: Notice | None = None
        self._before: QWidget | None = None
        self._sign = plain_label("", self)
        self.text = plain_label("", self, role="heading", wrap=True)
        self.hint = plain_label("", self, wrap=True)
        for label in (self.text, self.hint):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = named(QPushButton(self), self.tr("What to do about it"))
        self.button.clicked.connect(self._act)
        self.more = QPushButton(self.tr("Details"), self)
        self.more.setAccessibleName(self.tr("Details"))
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_detail)
        for button in (self.button, self.more):
            button.setAutoDefault(True)  # Enter presses it as well, which is usual only in dialogs
        close = named(QToolButton(self), self.tr("Close this notice"))
        close.setIcon(icon("close"))
        close.setIconSize(QSize(16, 16))
        close.clicked.connect(self.hide)
        self.detail = named(QPlainTextEdit(self), self.tr("Technical details"))
        self.detail.setReadOnly(True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.text)
        words.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        self._others = QHBoxLayout()
        self._others.setSpacing(8)
        row.addLayout(self._others)
        row.addWidget(self.button)
        row.addWidget(self.more)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.addLayout(row)
        layout.addWidget(self.detail)
        self.hide()

    def show_error(self, error: AnnotatorError) -> None:
        """Show what went wrong and what to do now."""
        self.show_notice(Notice.of_error(error))

    def show_notice(self, notice: Notice) -> None:
        """Show something to know, and have it read out."""
        self._notice = notice
        if (focus := self.window().focusWidget()) is not None and not self.isAncestorOf(focus):
            self._before = focus
        self._sign.setPixmap(icon(notice.sign).pixmap(QSize(20, 20), self.devicePixelRatioF()))
        self.text.setText(notice.text)
        self.hint.setText(notice.hint)
        self.hint.setVisible(bool(notice.hint))
        self.detail.setPlainText(notice.detail)
        self.more.setVisible(bool(notice.detail))
        self.more.setChecked(False)
        self.detail.hide()
        self._show_others(notice)
        self.button.setVisible(notice.act is not None)
        if notice.act is not None:
            self.button.setText(notice.act[0].replace("&", "&&"))
            self.button.setAccessibleName(notice.act[0])
        self.show()
        announce(self, f"{notice.text} {notice.hint}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back to where it was."""
        focus, before = self.focusWidget(), self._before
        if focus is not None and focus.hasFocus() and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        super().hideEvent(event)

    def others(self) -> list[QPushButton]:
        """Return the buttons before the last one."""
        items = (self._others.itemAt(place) for place in range(self._others.count()))
        return [item.widget() for item in items if item is not None]  # type: ignore[misc]  # only buttons are put in

    def _show_others(self, notice: Notice) -> None:
        for button in self.others():
            self._others.removeWidget(button)
            button.hide()
            button.deleteLater()
        for words, act in notice.others:
            button = named(QPushButton(words.replace("&", "&&"), self), words)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, act=act: self._do(act))
            self._others.addWidget(button)

    def _do(self, act: Callable[[], object]) -> None:
        self.hide()
        act()

    def _act(self) -> None:
        if self._notice is not None and self._notice.act is not None:
            self.hide()
            self._notice.act[1]()

    def _show_detail(self, on: bool) -> None:
        lines = min(max(self.detail.blockCount(), 2), _LINES)
        self.detail.setFixedHeight(lines * self.detail.fontMetrics().lineSpacing() + 18)
        self.detail.setVisible(on)


class JobBar(QWidget):
    """What is being done, and the button that stops it.

    Signals:
        cancelled: the person has had enough.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = plain_label("", self)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(160)
        self._progress.setAccessibleName(self.tr("Work in progress"))
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setAccessibleName(self.tr("Cancel"))
        self._cancel.setAutoDefault(True)
        self._cancel.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._progress)
        layout.addWidget(self._cancel)
        self.hide()

    def show_busy(self, line: str) -> None:
        """Say what is being done."""
        self.line.setText(line)
        self._cancel.setEnabled(True)
        self.show()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()
