"""The sign of a tag as an icon, for lists and menus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from annotator.model.tag import Tag
from ui.chips import paint_sign
from ui.theme import Theme

_WIDTH, _HEIGHT, _RATIO = 44, 24, 2


def sign_icon(tag: Tag, theme: Theme) -> QIcon:
    """Return the letter of a tag on its fill, over its underline."""
    pixmap = QPixmap(_WIDTH * _RATIO, _HEIGHT * _RATIO)
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_sign(painter, QRectF(1, 1, _WIDTH - 2, _HEIGHT - 2), tag.letter, tag, theme)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # Qt would tint it
    return icon
