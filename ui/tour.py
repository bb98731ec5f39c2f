"""`Tour`: five short steps through the window, each beside the part it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.accessibility import announce
from ui.labels import plain_label

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_WIDTH = 360


class Tour(QWidget):
    """A card over the window. Esc, or a click on Leave, ends it at any moment; nothing is changed by it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._step = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Tour"))
        self._card = QWidget(self)
        self._card.setProperty("role", "card")
        self._card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card.setFixedWidth(_WIDTH)
        self.title = plain_label("", self._card, role="heading", wrap=True)
        self.text = plain_label("", self._card, wrap=True)
        self._count = plain_label("", self._card, role="caption")
        self.leave = QPushButton(self.tr("Leave"), self._card)
        self.back = QPushButton(self.tr("Back"), self._card)
        self.forward = QPushButton(self._card)
        self.forward.setProperty("primary", True)
        for button in (self.leave, self.back, self.forward):
            button.setAutoDefault(True)
        self.leave.setFlat(True)
        self.leave.clicked.connect(self.close)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_on)
        buttons = QHBoxLayout()
        buttons.addWidget(self._count, 1)
        for button in (self.leave, self.back, self.forward):
            buttons.addWidget(button)
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(18, 16, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        window.installEventFilter(self)

    def start(self) -> None:
        """Begin with the first step."""
        self._fill_window()
        self.show()
        self.raise_()
        self._show_step()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() is QEvent.Type.Resize:
            self._fill_window()
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, go with the arrows."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Right:
            self._go_on()
        elif event.key() == Qt.Key.Key_Left:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window and leave the part that is spoken of bright."""
        theme = self._window.appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(0, 0, 0, 150 if theme.dark else 95)
        spot = self._spot()
        for part in _around(self.rect(), spot):
            painter.fillRect(part, veil)
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRoundedRect(spot.adjusted(1, 1, -1, -1), 6, 6)

    # -- inside -----------------------------------------------------------------------------------

    def _steps(self) -> list[tuple[QWidget, str, str]]:
        window = self._window
        return [
            (
                window.library_dock,
                self.tr("Your articles"),
                self.tr(
                    "Everything you open is kept here, with its marks. "
                    "The field searches all texts and notes."
                ),
            ),
            (
                window.pane,
                self.tr("Read and mark"),
                self.tr(
                    "Select a passage and press F for fact, O for opinion or C for contested. "
                    "Without a mouse, move the caret and select with Shift."
                ),
            ),
            (
                window.annotation_dock,
                self.tr("All marks at a glance"),
                self.tr("Click one to go there. Filter them, group them, change several together."),
            ),
            (
                window.editor_dock,
                self.tr("What there is to say"),
                self.tr(
                    "Check status, speaker, evidence and notes of the mark. All is saved as you write; "
                    "Ctrl+Z takes it back, tomorrow as well."
                ),
            ),
            (
                window.menuBar(),
                self.tr("Send it on"),
                self.tr(
                    "Article › Export writes a Word document with comments. "
                    "Ctrl+Shift+P finds every action by its name, and F1 opens the help."
                ),
            ),
        ]

    def _show_step(self) -> None:
        steps = self._steps()
        widget, title, text = steps[self._step]
        if not widget.isVisible():
            widget.show()
        last = self._step == len(steps) - 1
        self.title.setText(title)
        self.text.setText(text)
        self._count.setText(f"{self._step + 1} / {len(steps)}")
        self.back.setEnabled(self._step > 0)
        self.forward.setText(self.tr("Done") if last else self.tr("Next"))
        self._card.adjustSize()
        self._place()
        self.forward.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{title}. {text}")
        self.update()

    def _go_on(self) -> None:
        if self._step == len(self._steps()) - 1:
            self.close()
        else:
            self._step += 1
            self._show_step()

    def _go_back(self) -> None:
        if self._step:
            self._step -= 1
            self._show_step()

    def _spot(self) -> QRect:
        widget = self._steps()[self._step][0]
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())

    def _place(self) -> None:
        spot, card = self._spot(), self._card.size()
        beside = spot.right() + 16
        if beside + card.width() > self.width() - 12:
            beside = spot.left() - card.width() - 16
        if beside < 12:
            beside = spot.center().x() - card.width() // 2
        top = min(max(spot.center().y() - card.height() // 2, 12), self.height() - card.height() - 12)
        if spot.height() < 60:
            top = spot.bottom() + 16
        self._card.move(max(min(beside, self.width() - card.width() - 12), 12), top)

    def _fill_window(self) -> None:
        self.setGeometry(self._window.rect())


def _around(outer: QRect, hole: QRect) -> list[QRect]:
    """Return the four parts of `outer` around `hole`."""
    return [
        QRect(outer.left(), outer.top(), outer.width(), hole.top() - outer.top()),
        QRect(outer.left(), hole.bottom() + 1, outer.width(), outer.bottom() - hole.bottom()),
        QRect(outer.left(), hole.top(), hole.left() - outer.left(), hole.height()),
        QRect(hole.right() + 1, hole.top(), outer.right() - hole.right(), hole.height()),
    ]
