"""`Block`: a paragraph, heading, list item, quotation or table cell of an article, and its inline formats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in print."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CELL = "cell"
    CODE = "code"
    CAPTION = "caption"
    PICTURE = "picture"
    """The text is the picture's alternative text."""
    NOTE = "note"
    """A footnote or endnote, in the Notes section at the end."""


class Format(StrEnum):
    """A format of some words inside a block."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Inline:
    """A format on `start` to `end` (code points of the article's text); `href` only for links."""

    start: int
    end: int
    format: Format
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell's block belongs. Several blocks with the same `table`, `row`, `column` are one cell.

    Attributes:
        table: number of the table in the article, from 0.
        header: whether the cell is in a header row.
    """

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    r"""`start` to `end` of the article's text, in code points; an empty block has `start == end`.

    A line feed inside a block is a line break of the original; `wrapped` blocks come from files with
    fixed line lengths, where it only means a blank and is shown as one.

    Attributes:
        level: 1 to 9 for headings, nesting depth from 0 for list items and quotations.
        marker: what the list or note shows before the text, "•", "3." or "a)"; not part of the text.
        rtl: whether the paragraph runs right to left; None when the text itself decides.
        page: printed page it starts on, from 1; None when the format has no pages.
        cell: its place when `kind` is CELL, else None.
        picture: name of the picture in the original package, "" for none.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    inlines: tuple[Inline, ...] = ()
    wrapped: bool = False
    rtl: bool | None = None
    page: int | None = None
    cell: Cell | None = None
    picture: str = ""


NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def is_numbered(block: Block) -> bool:
    """Tell whether a block counts as a paragraph: words that are no heading, table, caption or note."""
    return block.kind in NUMBERED and block.start < block.end


def numbered_starts(blocks: Iterable[Block]) -> list[int]:
    """Return where each paragraph begins; the n-th has the number n, on screen and in every document."""
    return [block.start for block in blocks if is_numbered(block)]


def check_blocks(text: str, blocks: Sequence[Block]) -> None:
    r"""Raise ValueError unless `blocks` are in order, apart, and leave out nothing of `text` but line feeds.

    Two neighbouring blocks have at least one "\n" between them, so block borders are visible in the text.
    """
    position = 0
    for number, block in enumerate(blocks):
        gap = text[position : block.start]
        if block.start < position or block.end < block.start or block.end > len(text):
            raise ValueError(f"block {number} is out of order: {block.start}..{block.end} after {position}")
        if gap.strip("\n") or (number and not gap):
            raise ValueError(f"block {number} leaves out {gap!r}")
        if any(not block.start <= inline.start <= inline.end <= block.end for inline in block.inlines):
            raise ValueError(f"block {number} has a format outside itself")
        position = block.end
    if text[position:].strip("\n"):
        raise ValueError(f"no block holds {text[position : position + 40]!r}")
