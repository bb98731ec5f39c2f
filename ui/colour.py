"""Colours as people see them: contrast, colour-blindness, and looks that are legible made from one colour."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.model.tag import Look, Tag
from ui.theme import DARK, LIGHT, contrast

TEXT_CONTRAST = 7.0
"""What the text on a fill should have; WCAG 2.2 asks for 4.5, and 7 for its highest level."""
APART = 0.045
"""Distance in OKLab below which two fills are easily taken for one another."""

# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB.
_BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip

SWATCHES = (
    "#4A6FD8", "#E0A100", "#E0325C", "#2E9E6B", "#8A4FD0", "#0E93A8", "#C2571A", "#7C8A1F",
    "#B03AA0", "#5F6B7A",
)  # fmt: skip
"""Colours to begin with, far apart round the circle."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two tags whose fills look alike. `blindness` is "" where everybody would take one for the other."""

    first: Tag
    second: Tag
    blindness: str


def looks(colour: str) -> tuple[Look, Look, Look]:
    """Return legible looks for the light and the dark theme and for print, all in the hue of `colour`.

    Lightness is moved until text on the fill, and the line against page and fill, have their contrast.
    """
    light = Look(
        _until(colour, 0.80, 0.01, lambda fill: contrast(fill, LIGHT.text) >= TEXT_CONTRAST + 1),
        _until(colour, 0.45, -0.01, lambda line: contrast(line, LIGHT.surface) >= 7.0),
    )
    dark = Look(
        _until(colour, 0.34, -0.01, lambda fill: contrast(fill, DARK.text) >= TEXT_CONTRAST),
        _until(colour, 0.72, 0.01, lambda line: contrast(line, DARK.surface) >= 7.0),
    )
    paper = Look(
        _until(colour, 0.85, 0.01, lambda fill: contrast(fill, "#000000") >= 12.0),
        _until(colour, 0.36, -0.01, lambda line: contrast(line, "#FFFFFF") >= 6.0),
    )
    return light, dark, paper


def clashes(tags: Sequence[Tag]) -> list[Clash]:
    """Return the pairs of tags whose light fills look alike, to everybody or to the colour-blind."""
    found = []
    for first, second in combinations((tag for tag in tags if not tag.retired), 2):
        one, other = first.light.fill, second.light.fill
        for blindness in ("", *_BLINDNESS):
            if distance(seen(one, blindness), seen(other, blindness)) < APART:
                found.append(Clash(first, second, blindness))
                break
    return found


def seen(colour: str, blindness: str) -> str:
    """Return how a colour looks to somebody with this colour-blindness; unchanged for ""."""
    if not blindness:
        return colour
    rgb = _linear(colour)
    mixed = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in _BLINDNESS[blindness])
    return _hex(tuple(_gamma(min(max(part, 0.0), 1.0)) for part in mixed))


def distance(first: str, second: str) -> float:
    """Return how far apart two colours look: their distance in OKLab (Ottosson 2020), 0 to about 1."""
    pairs = zip(_oklab(first), _oklab(second), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _until(colour: str, lightness: float, step: float, enough: Callable[[str], bool]) -> str:
    hue, _, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _bytes(colour)))
    saturation = min(saturation, 0.85)
    while True:
        found = _hex(colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation))
        if enough(found) or not 0 < lightness < 1:
            return found
        lightness += step


def _bytes(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _hex(rgb: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgb)


def _linear(colour: str) -> tuple[float, ...]:
    parts = (part / 255 for part in _bytes(colour))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
