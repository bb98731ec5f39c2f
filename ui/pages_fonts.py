"""Fonts for pages: what a document asks for, what stands in where it is not installed, and at which size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QTextCharFormat

from ui.pages_content import RunLook

UNITS = 4
"""Layout units in a point: Qt takes a font's size in whole units only, and Word's are half points."""
RAISED = 0.62
"""Size of raised and lowered characters, as a share."""

# Faces of the same widths first, then of the same kind.
_STAND_INS = {
    "palatino linotype": ("Palatino", "P052", "TeX Gyre Pagella", "URW Palladio L", "Book Antiqua"),
    "book antiqua": ("Palatino Linotype", "Palatino", "P052", "TeX Gyre Pagella"),
    "arial": ("Liberation Sans", "Arimo", "Helvetica", "Nimbus Sans"),
    "helvetica": ("Arial", "Liberation Sans", "Nimbus Sans"),
    "times new roman": ("Liberation Serif", "Tinos", "Times", "Nimbus Roman"),
    "courier new": ("Liberation Mono", "Cousine", "Courier", "Nimbus Mono PS"),
    "calibri": ("Carlito", "Liberation Sans", "Arial"),
    "cambria": ("Caladea", "Liberation Serif", "Times New Roman"),
    "aptos": ("Carlito", "Calibri", "Liberation Sans", "Arial"),
    "georgia": ("Gelasio", "Charter", "DejaVu Serif"),
    "verdana": ("DejaVu Sans",),
    "consolas": ("Inconsolata", "DejaVu Sans Mono", "Liberation Mono"),
    "ms gothic": ("DejaVu Sans", "Segoe UI Symbol", "Noto Sans Symbols2"),
}
_MONO = ("courier", "consolas", "mono", "menlo")
_SANS = ("arial", "helvetica", "calibri", "aptos", "sans", "verdana", "tahoma", "segoe", "gothic")


@lru_cache(maxsize=2_000)
def families_for(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return font families to try in order, the ones asked for first."""
    found: list[str] = []
    for family in asked:
        found += [family, *_STAND_INS.get(family.lower(), ())]
    first = asked[0].lower() if asked else ""
    if any(word in first for word in _MONO):
        found += ["Liberation Mono", "DejaVu Sans Mono"]
    elif any(word in first for word in _SANS):
        found += ["Liberation Sans", "DejaVu Sans"]
    else:
        found += ["Liberation Serif", "DejaVu Serif"]
    return tuple(dict.fromkeys(found))


def font_of(look: RunLook) -> QFont:
    """Return the font of a look, its size in layout units."""
    font = QFont(list(families_for(look.families)))
    share = RAISED if look.vertical else 0.82 if look.small_capitals else 1.0
    font.setPixelSize(max(round(look.size * share * UNITS), 1))
    font.setBold(look.bold)
    font.setItalic(look.italic)
    font.setStrikeOut(look.strike)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if look.spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, look.spacing * UNITS)
    return font


def format_of(look: RunLook, font: QFont) -> QTextCharFormat:
    """Return the look as Qt's layout takes it; fills and underlines are painted by us."""
    found = QTextCharFormat()
    found.setFont(font)
    found.setForeground(QColor(look.colour or "#000000"))
    if look.vertical == "superscript":
        found.setBaselineOffset(38)
    elif look.vertical == "subscript":
        found.setBaselineOffset(-16)
    return found
