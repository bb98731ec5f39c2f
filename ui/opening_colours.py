"""What people call a colour that a file used as a highlighter."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from ui.translation import QT_TRANSLATE_NOOP

# the degree of the colour circle up to which a name holds
_HUES = (
    (15, QT_TRANSLATE_NOOP("colours", "Red")),
    (42, QT_TRANSLATE_NOOP("colours", "Orange")),
    (68, QT_TRANSLATE_NOOP("colours", "Yellow")),
    (160, QT_TRANSLATE_NOOP("colours", "Green")),
    (200, QT_TRANSLATE_NOOP("colours", "Turquoise")),
    (255, QT_TRANSLATE_NOOP("colours", "Blue")),
    (290, QT_TRANSLATE_NOOP("colours", "Violet")),
    (340, QT_TRANSLATE_NOOP("colours", "Pink")),
    (360, QT_TRANSLATE_NOOP("colours", "Red")),
)
_GREYS = ((60, QT_TRANSLATE_NOOP("colours", "Black")), (235, QT_TRANSLATE_NOOP("colours", "Grey")))
_COLOURLESS = 30  # saturation, of 255, below which no hue is seen


def colour_name(colour: str) -> str:
    """Return the name of a colour as a file gives it; one that is no colour to us is its own name."""
    found = QColor(colour) if QColor.isValidColorName(colour) else None
    if found is None:
        return colour
    if found.saturation() < _COLOURLESS or found.value() < _GREYS[0][0]:
        name = next((name for most, name in _GREYS if found.value() <= most), None)
        return QCoreApplication.translate("colours", name or QT_TRANSLATE_NOOP("colours", "White"))
    name = next(name for most, name in _HUES if found.hue() <= most)
    return QCoreApplication.translate("colours", name)
