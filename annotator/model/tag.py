"""`Tag`: a row of the codebook, with the looks it has on screen, in Word and in print."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Underline(StrEnum):
    """The pattern under a passage: what tells tags apart on a grey photocopy. Named as in OOXML."""

    SINGLE = "single"
    DOTTED = "dotted"
    DOUBLE = "double"
    WAVE = "wave"
    DASH = "dash"
    THICK = "thick"
    DOT_DASH = "dotDash"


@dataclass(frozen=True, slots=True)
class Look:
    """A fill behind the words and a line under them, as "#RRGGBB"."""

    fill: str
    line: str


@dataclass(frozen=True, slots=True)
class Tag:
    """What a passage is called. `id` never changes; everything a person sees of it can.

    Attributes:
        letter: one or two characters shown beside the passage.
        key: the key that marks with it, "F"; "" for none. Tags also have 1 to 9 by `position`.
        definition: when to use it, in one sentence.
        retired: kept for old marks, no longer offered for new ones.
    """

    id: str
    name: str
    letter: str
    key: str = ""
    light: Look = field(default_factory=lambda: Look("#D9D9D9", "#404040"))
    dark: Look = field(default_factory=lambda: Look("#4A4A4A", "#D0D0D0"))
    print: Look = field(default_factory=lambda: Look("#E0E0E0", "#404040"))
    underline: Underline = Underline.SINGLE
    definition: str = ""
    example: str = ""
    position: int = 0
    retired: bool = False


FACT = Tag(
    id="fact",
    name="Fact",
    letter="F",
    key="F",
    light=Look("#A5B8EF", "#123A8C"),
    dark=Look("#114EA3", "#A9CBFF"),
    print=Look("#B3DAFF", "#005A9C"),
    underline=Underline.SINGLE,
    definition="A statement that could be checked, whether or not it turns out to be true.",
    example="The bridge was opened in 1931.",
    position=0,
)
OPINION = Tag(
    id="opinion",
    name="Opinion",
    letter="O",
    key="O",
    light=Look("#FCD893", "#6B4300"),
    dark=Look("#5D4108", "#FFC94A"),
    print=Look("#FFE699", "#7A5200"),
    underline=Underline.DOTTED,
    definition="A judgement one may share or not; no check could settle it.",
    example="It is the finest bridge in the county.",
    position=1,
)
CONTESTED = Tag(
    id="contested",
    name="Contested",
    letter="C",
    key="C",
    light=Look("#FB92A6", "#7A0F2E"),
    dark=Look("#A60556", "#FFB3CF"),
    print=Look("#F2B8D0", "#99104F"),
    underline=Underline.DOUBLE,
    definition="A statement that informed people dispute.",
    example="The new bridge caused the shops in the old town to close.",
    position=2,
)
NEWSROOM = (FACT, OPINION, CONTESTED)
"""The codebook a new library starts with. Colours stay apart under protan-, deutan- and tritanopia."""
