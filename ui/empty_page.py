"""`EmptyPage`: what stands in the middle while no article is open, and says what to do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.icons import window_icon
from ui.labels import plain_label
from ui.theme import LIGHT, Theme

_RECENT = 4


class EmptyPage(QWidget):
    """Three ways to begin, and the files opened lately. Files can be dropped anywhere on it.

    Signals:
        recent_chosen: path of a file opened lately.
    """

    recent_chosen = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.first = QPushButton(self)
        self._dropping = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 32)
        layout.setSpacing(10)
        layout.addStretch(3)
        sign = plain_label("", self)
        sign.setPixmap(window_icon().pixmap(QSize(56, 56), self.devicePixelRatioF()))
        title = plain_label(self.tr("Open an article to begin"), self, role="heading")
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        text = self.tr(
            "Drop a file here, or choose one. Then select a passage and press F for fact, O for opinion or "
            "C for contested. Everything is saved as you do it, on this computer only."
        )
        words = plain_label(text, self, role="muted", wrap=True)
        words.setFixedWidth(480)  # a wrapping label that is centred has no width of its own to go by
        for label in (sign, title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(10)
        layout.addLayout(self._make_buttons(actions))
        layout.addSpacing(14)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        layout.addLayout(self._recent)
        layout.addStretch(4)

    def show_recent(self, paths: list[str]) -> None:
        """Offer files opened lately."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for path in paths[:_RECENT]:
            button = QPushButton(Path(path).name.replace("&", "&&"), self)
            button.setFlat(True)
            button.setAutoDefault(True)
            button.setAccessibleName(self.tr("Open {file} again").format(file=Path(path).name))
            button.setToolTip("")
            button.clicked.connect(partial(self._choose, path))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self._theme = theme
        self.update()

    def show_drop(self, on: bool) -> None:
        """Show that what is held over the window can be dropped."""
        self._dropping = on
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and the frame into which files can be dropped."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        colour = self._theme.accent if self._dropping else self._theme.hairline
        painter.setPen(QPen(QColor(colour), 2 if self._dropping else 1.4, Qt.PenStyle.DashLine))
        if self._dropping:
            painter.setBrush(QColor(self._theme.pressed))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(20, 20, -20, -20), 14, 14)

    def _make_buttons(self, actions: Actions) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for name, text in (
            ("article.open", self.tr("Open…")),
            ("article.paste", self.tr("Paste")),
            ("article.sample", self.tr("Try the Sample")),
        ):
            button = self.first if name == "article.open" else QPushButton(self)
            button.setText(text)
            button.setAutoDefault(True)  # Enter presses it as well, which is usual only in dialogs
            button.setIcon(actions[name].icon())
            button.setAccessibleName(actions[name].text())
            button.setAccessibleDescription(actions[name].statusTip())
            button.setProperty("primary", name == "article.open")
            if name == "article.open":
                button.setIcon(QIcon())  # the filled button needs no sign
            button.clicked.connect(actions[name].trigger)
            button.setMinimumWidth(120)
            # all of one height, though one of them has no sign
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _choose(self, path: str, _checked: bool = False) -> None:
        self.recent_chosen.emit(path)
