"""What a Word document shows, as values: words with their looks, tables, sections; all measures in points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RunLook:
    """How characters look.

    Attributes:
        families: of the font, the one that was asked for first.
        colour, fill, line: "#RRGGBB"; "" for black, nothing behind them, the colour of the words.
        underline: OOXML's name of the pattern, "" for none.
        vertical: "superscript", "subscript" or "".
    """

    families: tuple[str, ...] = ("Liberation Serif",)
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    fill: str = ""
    underline: str = ""
    line: str = ""
    strike: bool = False
    vertical: str = ""
    capitals: bool = False
    small_capitals: bool = False
    spacing: float = 0.0
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look, or a place between them.

    Attributes:
        field: "PAGE" or "NUMPAGES" where `text` only stands in for a number that is known on the page.
        comment: number of a comment whose passage ends here, 0 for none.
    """

    text: str
    look: RunLook
    field: str = ""
    comment: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A line at the side of a cell or a paragraph."""

    width: float
    colour: str
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a line of its own; `data` is None where it is not shown."""

    width: float
    height: float
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a paragraph stands that is taken out of the flow, from the page's corner."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class TabStop:
    """Where a tab leads to; `leader` is "underscore", "dot", "hyphen" or ""."""

    position: float
    kind: str = "left"
    leader: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set; "start" and "end" are those of its direction.

    Attributes:
        first: how much further its first line stands in; negative for a hanging one.
        line: height of a line: a factor where `rule` is "auto", else points.
    """

    align: str = "start"
    start: float = 0.0
    end: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: str = "auto"
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    widows: bool = True
    contextual: bool = False
    unnumbered: bool = False
    rtl: bool = False
    fill: str = ""
    edges: Mapping[str, Edge] = field(default_factory=dict)
    tabs: tuple[TabStop, ...] = ()
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph.

    Attributes:
        base: the look of its empty line.
        marker: what a list shows before it; it hangs into the indent.
    """

    pieces: tuple[Piece, ...]
    look: ParagraphLook = ParagraphLook()
    base: RunLook = RunLook()
    marker: Piece | None = None
    style: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `merge` is "restart", "continue" or ""; `edges` those it has itself."""

    content: tuple[Words | Table, ...]
    columns: int = 1
    merge: str = ""
    fill: str = ""
    edges: Mapping[str, Edge | None] = field(default_factory=dict)
    margins: Mapping[str, float] = field(default_factory=dict)
    align: str = "top"


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `before` are grid columns it leaves out at its start."""

    cells: tuple[Cell, ...]
    header: bool = False
    whole: bool = False
    height: float = 0.0
    exact: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `edges` are its own, "insideH" and "insideV" included."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    edges: Mapping[str, Edge | None] = field(default_factory=dict)
    margins: Mapping[str, float] = field(default_factory=dict)
    indent: float = 0.0
    align: str = "start"
    rtl: bool = False


Block = Words | Table


@dataclass(frozen=True, slots=True)
class Section:
    """Sheets of one kind.

    Attributes:
        headers, footers: what stands at their top and foot, by "default" and "first".
        count_by: every so many-th line shows its number; 0 for none.
        same_page: whether it begins below the section before.
    """

    width: float = 595.3
    height: float = 841.9
    top: float = 72.0
    right: float = 72.0
    bottom: float = 72.0
    left: float = 72.0
    header: float = 36.0
    footer: float = 36.0
    headers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    footers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    first_differs: bool = False
    count_by: int = 0
    same_page: bool = False
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class PageComment:
    """A comment as it is listed after the text."""

    number: int
    author: str
    passage: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole document: each section with its blocks, the comments, and what it says of itself."""

    sections: Sequence[tuple[Section, Sequence[Block]]]
    comments: Sequence[PageComment] = ()
    title: str = ""
    creator: str = ""
    language: str = ""
