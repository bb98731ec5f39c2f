"""Every theme is legible: text at 4.5 to 1 and lines at 3 to 1, on the palettes that are really used."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from annotator.model.tag import NEWSROOM, Look
from ui import codebook_file, colour
from ui.appearance import Appearance
from ui.chips import TagButton
from ui.theme import CONTRAST_DARK, DARK, LIGHT, THEMES, Theme, contrast, system_theme, theme_named

ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
GROUNDS = ("window", "surface", "raised", "hover", "pressed")


@ALL
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read_on_every_ground(theme: Theme, ground: str) -> None:
    on = getattr(theme, ground)
    assert contrast(theme.text, on) >= 7
    assert contrast(theme.muted, on) >= 4.5
    for word in ("good", "warning", "bad"):
        assert contrast(getattr(theme, word), on) >= 4.5, word


@ALL
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_borders_and_the_focus_can_be_seen_on_every_ground(theme: Theme, ground: str) -> None:
    on = getattr(theme, ground)
    assert contrast(theme.line, on) >= 3
    assert contrast(theme.accent, on) >= 3
    assert contrast(theme.accent_text, theme.accent) >= 4.5


@ALL
def test_the_palette_in_use_has_the_same_contrasts(qapp: QApplication, theme: Theme) -> None:
    Appearance(theme.name)
    palette, roles = QApplication.palette(), QPalette.ColorRole
    for words, ground in (
        (roles.WindowText, roles.Window),
        (roles.Text, roles.Base),
        (roles.Text, roles.AlternateBase),
        (roles.ButtonText, roles.Button),
        (roles.ToolTipText, roles.ToolTipBase),
        (roles.HighlightedText, roles.Highlight),
        (roles.PlaceholderText, roles.Base),
        (roles.Link, roles.Base),
    ):
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            ratio = contrast(palette.color(group, words).name(), palette.color(group, ground).name())
            assert ratio >= 4.5, (words, ground)
    Appearance("light")


@ALL
@pytest.mark.parametrize("name", codebook_file.READY)
def test_text_on_every_tag_and_its_line_can_be_read(theme: Theme, name: str) -> None:
    for tag in codebook_file.ready(name):
        look = theme.look(tag)
        assert contrast(theme.text, look.fill) >= 6.6, tag.name
        assert contrast(look.line, theme.surface) >= 3, tag.name
        assert contrast(look.line, look.fill) >= 3, tag.name
        assert contrast("#000000", tag.print.fill) >= 10, tag.name


@pytest.mark.parametrize("swatch", [*colour.SWATCHES, "#000000", "#FFFFFF", "#FF0000", "#00FF00", "#0000FF"])
def test_looks_made_from_any_colour_are_legible(swatch: str) -> None:
    light, dark, paper = colour.looks(swatch)
    for look, theme in ((light, LIGHT), (dark, DARK), (paper, LIGHT)):
        assert isinstance(look, Look)
        assert contrast(theme.text, look.fill) >= colour.TEXT_CONTRAST
        assert contrast(look.line, theme.surface) >= 4.5
        assert contrast(look.line, look.fill) >= 3


def test_the_newsroom_tags_stay_apart_for_everybody_and_twins_are_found_out() -> None:
    from dataclasses import replace

    assert colour.clashes(NEWSROOM) == []
    twin = replace(NEWSROOM[0], id="twin", name="Twin")
    (clash,) = colour.clashes([*NEWSROOM, twin])
    assert (clash.first.id, clash.second.id, clash.blindness) == ("fact", "twin", "")


def test_red_and_green_of_one_lightness_are_told_apart_only_by_those_who_see_both() -> None:
    red, green = "#C06A5A", "#7F8A4C"
    assert colour.distance(red, green) > colour.APART
    assert (
        colour.distance(colour.seen(red, "deuteranopia"), colour.seen(green, "deuteranopia")) < colour.APART
    )


@ALL
def test_the_style_sheet_has_no_colour_but_the_theme_s(theme: Theme) -> None:
    sheet = theme.style_sheet()
    used = {found.upper() for found in re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)}
    own = {str(getattr(theme, name)).upper() for name in Theme.__dataclass_fields__ if name != "name"}
    assert used <= own
    assert "$" not in sheet


def test_a_choice_nobody_knows_follows_the_system(qapp: QApplication) -> None:
    assert theme_named("no such theme") is system_theme()
    assert theme_named("contrast-dark") is CONTRAST_DARK


def test_choosing_a_theme_recolours_the_application_and_tells_once(qtbot, qapp: QApplication) -> None:
    appearance = Appearance("light")
    told: list[Theme] = []
    appearance.changed.connect(told.append)
    appearance.choose("dark")
    appearance.choose("dark")
    assert told == [DARK]
    assert QApplication.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    appearance.choose("light")


@ALL
def test_a_tag_is_painted_in_its_look_with_its_line_below(qtbot, qapp: QApplication, theme: Theme) -> None:
    Appearance("light")
    button = TagButton(NEWSROOM[0], keys="F")
    qtbot.addWidget(button)
    button.set_theme(theme)
    button.resize(button.sizeHint())
    picture = button.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    look = theme.look(NEWSROOM[0])
    assert look.fill in colours
    assert any(contrast(found, look.fill) >= 3 for found in colours)
