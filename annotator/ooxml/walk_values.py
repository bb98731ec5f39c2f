"""What a walk over a Word file gives: its text, its blocks, and the XML behind every character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.block import Block
from annotator.ooxml.styles import Styles

if TYPE_CHECKING:
    from lxml import etree


class TrackedChanges(StrEnum):
    """Which text of a file with tracked changes is read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"
    BOTH = "both"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where in the file some characters are, as far as it limits what may be done to them.

    Attributes:
        part: the part whose tree they stand in.
        anchor: the element a comment on them must go around, because it cannot begin inside: the content
            control, the run with the text box, the reference to the note. None: their own run.
        table: the innermost w:tbl around them, None outside tables.
        whole: whether their runs must not be cut.
        apart: whether they are read elsewhere than they stand, as text boxes and notes are.
    """

    part: str
    anchor: etree._Element | None = None
    table: etree._Element | None = None
    whole: bool = False
    apart: bool = False


class Segment(NamedTuple):
    """Characters `start` to `end` of the text, and where they come from.

    Attributes:
        element: the child of `run` that shows them; for w:t and w:delText they are its text from `skip` on.
        run: the w:r; None for what cannot be formatted (formulas, alternative texts).
    """

    start: int
    end: int
    element: etree._Element
    run: etree._Element | None
    place: Place
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment stands: `start` to `end` of the text, equal where it marks nothing."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch with a colour behind it that the file had."""

    start: int
    end: int
    colour: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A Word file, read.

    Attributes:
        segments: in order, without overlaps; characters between them are line feeds between blocks.
        anchors: of the comments, by w:id.
        counts: how many tracked changes, text boxes, pictures … there are, by the finding's kind.
        roots: the trees the segments point into, by part name.
        main: name of the part that holds the body.
    """

    text: str
    blocks: Sequence[Block]
    segments: Sequence[Segment]
    anchors: Mapping[str, Anchor]
    highlights: Sequence[Highlight]
    counts: Counter[str]
    roots: Mapping[str, etree._Element]
    main: str
    styles: Styles
    changes: TrackedChanges
