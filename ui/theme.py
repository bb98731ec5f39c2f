"""`Theme`: the colours of one appearance of the window, as a palette, a style sheet and the looks of tags."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

from annotator.model.tag import Look, Tag
from annotator.resources import resource_path

SYSTEM = "system"
"""The choice that follows the desktop where it says what it likes."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One appearance. All colours are "#RRGGBB".

    Attributes:
        window: behind docks, tool bars and dialogs.
        surface: behind text one reads or writes: the article, lists, fields.
        raised: behind menus, notices and cards.
        text, muted: words, and words that matter less; both at least 4.5:1 on the three above.
        disabled: words on what cannot be used just now, to be read and told from `text` all the same.
        line: borders one has to see to use a control; at least 3:1.
        hairline: separators that only order the page; nothing depends on seeing them.
        hover, pressed: behind a control under the pointer, and while it is held or switched on.
        accent, accent_text: what is chosen or in focus, and the words on it.
        good, warning, bad: words and lines that say how something went.
    """

    name: str
    dark: bool
    high_contrast: bool
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    disabled: str
    line: str
    hairline: str
    hover: str
    pressed: str
    accent: str
    accent_text: str
    good: str
    warning: str
    bad: str

    @property
    def background(self) -> str:
        """What the article is written on."""
        return self.surface

    def look(self, tag: Tag) -> Look:
        """Return the fill and line `tag` has in this theme."""
        return tag.dark if self.dark else tag.light

    def palette(self) -> QPalette:
        """Return the palette for Qt's Fusion style."""
        palette = QPalette(QColor(self.window))
        roles = QPalette.ColorRole
        colours = {
            roles.Window: self.window,
            roles.WindowText: self.text,
            roles.Base: self.surface,
            roles.AlternateBase: self.hover,
            roles.ToolTipBase: self.raised,
            roles.ToolTipText: self.text,
            roles.PlaceholderText: self.muted,
            roles.Text: self.text,
            roles.Button: self.raised,
            roles.ButtonText: self.text,
            roles.BrightText: self.bad,
            roles.Link: self.accent,
            roles.LinkVisited: self.accent,
            roles.Highlight: self.accent,
            roles.HighlightedText: self.accent_text,
            roles.Accent: self.accent,
            roles.Light: self.raised,
            roles.Midlight: self.hover,
            roles.Mid: self.line,
            roles.Dark: self.line,
            roles.Shadow: "#000000",
        }
        for role, colour in colours.items():
            palette.setColor(role, QColor(colour))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.disabled))
        palette.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, QColor(self.pressed))
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet of the whole window, `resources/themes/window.qss` in these colours."""
        values = {name: getattr(self, name) for name in _COLOUR_NAMES}
        values["focus_width"] = "2px" if self.high_contrast else "1px"
        values["disabled_line"] = "dashed" if self.high_contrast else "solid"
        kind = "dark" if self.dark else "light"
        for sign in ("arrow-down", "arrow-right", "arrow-up", "check"):
            path = resource_path("themes", f"{sign}-{kind}.svg")
            values[sign.replace("-", "_")] = path.as_posix()
        sheet = resource_path("themes", "window.qss").read_text(encoding="utf-8")
        for name in sorted(values, key=len, reverse=True):  # "$accent_text" before "$accent"
            sheet = sheet.replace(f"${name}", values[name])
        return sheet


_COLOUR_NAMES = (
    "window", "surface", "raised", "text", "muted", "disabled", "line", "hairline", "hover", "pressed",
    "accent", "accent_text", "good", "warning", "bad",
)  # fmt: skip

LIGHT = Theme(
    name="light",
    dark=False,
    high_contrast=False,
    window="#F4F3F0",
    surface="#FFFFFF",
    raised="#FBFAF8",
    text="#1C2024",
    muted="#5A616B",
    disabled="#5A616B",
    line="#848A93",
    hairline="#DDDBD5",
    hover="#E9E7E2",
    pressed="#DCE7E4",
    accent="#16665F",
    accent_text="#FFFFFF",
    good="#1B6B43",
    warning="#7A4F00",
    bad="#A8201A",
)
DARK = Theme(
    name="dark",
    dark=True,
    high_contrast=False,
    window="#202327",
    surface="#181A1D",
    raised="#292D32",
    text="#F3F4F5",
    muted="#AAB0B9",
    disabled="#AAB0B9",
    line="#7C838E",
    hairline="#373C42",
    hover="#30353B",
    pressed="#27423F",
    accent="#6CCDC0",
    accent_text="#06211E",
    good="#7DD3A0",
    warning="#F0BE62",
    bad="#FF9C94",
)
CONTRAST_LIGHT = Theme(
    name="contrast-light",
    dark=False,
    high_contrast=True,
    window="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    text="#000000",
    muted="#262626",
    disabled="#595959",
    line="#000000",
    hairline="#000000",
    hover="#E6E6E6",
    pressed="#D0E4FF",
    accent="#003A8C",
    accent_text="#FFFFFF",
    good="#00471B",
    warning="#5A3A00",
    bad="#8A0000",
)
CONTRAST_DARK = Theme(
    name="contrast-dark",
    dark=True,
    high_contrast=True,
    window="#000000",
    surface="#000000",
    raised="#000000",
    text="#FFFFFF",
    muted="#E0E0E0",
    disabled="#A3A3A3",
    line="#FFFFFF",
    hairline="#FFFFFF",
    hover="#2B2B2B",
    pressed="#3A3A00",
    accent="#FFE14D",
    accent_text="#000000",
    good="#8CFFB5",
    warning="#FFD27A",
    bad="#FFADA6",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)}


def theme_named(choice: str) -> Theme:
    """Return the theme of this name; for "system", or a name nobody knows, the one the desktop asks for."""
    return THEMES.get(choice) or system_theme()


def system_theme() -> Theme:
    """Return the theme nearest to what the desktop says it likes; the light one if it says nothing."""
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    accessibility = getattr(hints, "accessibility", None)  # since Qt 6.10
    contrast = accessibility().contrastPreference() if accessibility is not None else None
    if contrast is not None and getattr(contrast, "name", "") == "HighContrast":
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What a bare Linux offers when no desktop has chosen a font; Qt's own choice there is DejaVu Sans.
_PLAIN_FAMILIES = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Liberation Sans", "Nimbus Sans")
_READING_FAMILIES = (
    "Charter", "Source Serif 4", "Source Serif Pro", "Noto Serif", "Georgia", "Literata", "Bitstream Charter",
    "Liberation Serif", "Nimbus Roman", "DejaVu Serif",
)  # fmt: skip


def window_font() -> QFont:
    """Return the font for menus, lists and fields: the desktop's, unless it has not chosen one."""
    font = QGuiApplication.font()
    if font.family() in {"DejaVu Sans", "Sans Serif", "Sans", ""}:
        font.setFamilies([*_PLAIN_FAMILIES, font.family() or "sans-serif"])
    if 0 < font.pointSizeF() < 10:
        font.setPointSizeF(10)
    return font


def reading_family(chosen: str = "") -> str:
    """Return the family the article is set in: the one chosen, else a serif that is installed."""
    if chosen:
        return chosen
    return next(iter(_installed(_READING_FAMILIES)), "serif")


def _installed(families: tuple[str, ...]) -> list[str]:
    from PySide6.QtGui import QFontDatabase

    there = set(QFontDatabase.families())
    return [family for family in families if family in there]
