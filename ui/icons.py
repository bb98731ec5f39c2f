"""The bundled icons, drawn in the colour the current theme gives to words.

A bare Linux has no icon theme, so the files lie in `resources/icons`; they use `currentColor` only.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from annotator.resources import resource_path
from ui.theme import LIGHT, Theme

_theme = LIGHT


def use_theme(theme: Theme) -> None:
    """Draw icons in the colours of `theme` from the next repaint on."""
    global _theme
    _theme = theme


def icon(name: str) -> QIcon:
    """Return a bundled icon by its file name; nothing is read before it is first drawn."""
    return QIcon(_Engine(name))


def window_icon() -> QIcon:
    """Return the sign of the application."""
    return QIcon(str(resource_path("icons", "claimlight.svg")))


class _Engine(QIconEngine):
    """Draws one icon at any size; asks for the theme each time, so a change of theme needs no new icons."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        return _Engine(self._name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        from PySide6.QtSvg import QSvgRenderer

        colour = {
            QIcon.Mode.Disabled: _theme.line,
            QIcon.Mode.Selected: _theme.accent_text,
        }.get(mode, _theme.text)
        QSvgRenderer(QByteArray(_drawing(self._name, colour))).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        key = f"claimlight {self._name} {_theme.name} {mode.name} {size.width()}x{size.height()}"
        pixmap = QPixmap(size)
        if pixmap.isNull() or QPixmapCache.find(key, pixmap):  # null: asked of a button that has no size yet
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> bytes:
    source = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return source.replace("currentColor", colour).encode()
