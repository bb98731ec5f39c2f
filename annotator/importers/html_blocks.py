"""The visible text of a web page as blocks, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from annotator.importers.builder import PLAIN, Builder, safe_link
from annotator.importers.html_looks import is_hidden, is_note, is_notes, leads_back, styled
from annotator.importers.html_tables import TableGrid, is_layout
from annotator.importers.list_markers import BULLET, OrderedList
from annotator.model.block import BlockKind, Cell, Format

if TYPE_CHECKING:
    from lxml.etree import _Element

BREAK = "\n"
"""The piece that stands for <br>."""

BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
        ),
        *(
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
        ),
        *(
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "listing",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
        ),
        *("search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp"),
    )
)
"""Elements that begin on a line of their own."""

SKIPPED = frozenset(
    (
        *(
            "annotation",
            "annotation-xml",
            "applet",
            "area",
            "audio",
            "canvas",
            "datalist",
            "embed",
            "frameset",
        ),
        *(
            "head",
            "iframe",
            "input",
            "meta",
            "link",
            "noembed",
            "noframes",
            "noscript",
            "object",
            "option",
            "rp",
            "rt",
            "rtc",
        ),
        *("script", "select", "style", "svg", "template", "textarea", "title", "video"),
    )
)
"""Elements whose content a browser does not show as text of the page."""

_FORMATS = {
    **dict.fromkeys(("b", "strong"), Format.BOLD),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Format.ITALIC),
    **dict.fromkeys(("u", "ins"), Format.UNDERLINE),
    **dict.fromkeys(("s", "strike", "del"), Format.STRIKE),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Format.CODE),
    "sup": Format.SUPERSCRIPT,
    "sub": Format.SUBSCRIPT,
}
_LISTS = ("ul", "ol", "menu", "dir")
_VERBATIM = ("pre", "listing", "xmp")
_TINY = re.compile(r"[01](px)?$")

Piece = tuple[str, frozenset[Format], str]
"""Words, their formats, and the address they link to ("" for none)."""


@dataclass(slots=True)
class PageBlock:
    """One block of a page, not yet part of an article.

    Attributes:
        element: the block-level element its words are in, for those who choose among blocks.
        verbatim: whether its white space counts.
        source: address of the picture when `kind` is PICTURE.
    """

    element: _Element
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    cell: Cell | None = None
    rtl: bool | None = None
    verbatim: bool = False
    source: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words as they stand in the page, white space not yet folded."""
        return "".join(piece[0] for piece in self.pieces)


def page_blocks(root: _Element, base: str = "") -> list[PageBlock]:
    """Return all blocks of visible text under `root`; `base` is the address that links start from."""
    return _without_empty_tables(_Walk(base).blocks_of(root))


def write_blocks(blocks: Sequence[PageBlock], builder: Builder) -> None:
    """Put the blocks into an article."""
    tables: dict[int, int] = {}
    for block in blocks:
        cell = block.cell
        if cell is not None:
            if cell.table not in tables:
                tables[cell.table] = builder.new_table()
            cell = replace(cell, table=tables[cell.table])
        builder.begin(
            *(block.kind,),
            level=block.level,
            marker=block.marker,
            cell=cell,
            rtl=block.rtl,
            collapse=not block.verbatim,
        )
        for text, formats, href in block.pieces:
            if text == BREAK and not block.verbatim:
                builder.line_break()
            else:
                builder.add(text, formats, href)
        builder.end()


def _without_empty_tables(blocks: list[PageBlock]) -> list[PageBlock]:
    worded = {block.cell.table for block in blocks if block.cell is not None and block.text.strip()}
    return [block for block in blocks if block.cell is None or block.cell.table in worded]


@dataclass(slots=True)
class _Item:
    """A list item we are in; `marker` is "" once it was shown."""

    marker: str


class _Walk:
    """Goes through a page once, without recursion: pages nest deeper than Python's stack."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._blocks: list[PageBlock] = []
        self._open: PageBlock | None = None
        self._later: list[PageBlock] = []  # pictures among the words of the open block
        self._formats = PLAIN
        self._href = ""
        self._rtl: bool | None = None
        self._saved: list[tuple[frozenset[Format], str, bool | None]] = []
        self._elements: list[_Element] = []  # block-level ones we are in
        self._around: list[_Item | None] = []  # list items, and None for quotations
        self._lists: list[OrderedList | None] = []
        self._tables: list[TableGrid | None] = []
        self._table_count = 0
        self._cell: Cell | None = None
        self._cell_used = False
        self._heading = self._verbatim = self._caption = self._note = self._notes = 0
        self._note_marker = ""

    def blocks_of(self, root: _Element) -> list[PageBlock]:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: Any = None
        for event, node in walker:
            if event == "start":
                if node is not root and self._is_skipped(node):
                    walker.skip_subtree()
                    skipped = node
                    continue
                self._start(node)
                self._text(node.text)
            elif event == "end" and node is not skipped:
                self._end(node)
            if event != "start" and node is not root:
                self._text(node.tail)
        self._flush()
        return self._blocks

    # elements

    def _is_skipped(self, node: _Element) -> bool:
        tag = node.tag
        if tag in SKIPPED or is_hidden(node):
            return True
        if tag == "a" or tag == "span":
            return leads_back(node)
        return False

    def _start(self, node: _Element) -> None:
        tag = str(node.tag)
        self._saved.append((self._formats, self._href, self._rtl))
        if (direction := node.get("dir", "").lower()) in ("rtl", "ltr"):
            self._rtl = direction == "rtl"
        if tag in BLOCKS:
            self._flush()
            self._elements.append(node)
            self._start_block(tag, node)
        elif tag == "br":
            self._line_break()
        elif tag == "img":
            self._picture(node)
        elif tag == "a" and node.get("href"):
            self._href = safe_link(node.get("href", ""), self._base)
        elif tag == "q":
            self._text("“")
        if tag in _FORMATS:
            self._formats |= {_FORMATS[tag]}
        if style := node.get("style"):
            self._formats = styled(self._formats, style)
        self._note += is_note(node)
        self._notes += is_notes(node)

    def _end(self, node: _Element) -> None:
        tag = str(node.tag)
        if tag == "q":
            self._text("”")
        if tag in BLOCKS:
            self._flush()
            self._end_block(tag)
            self._elements.pop()
        self._note -= is_note(node)
        self._notes -= is_notes(node)
        self._formats, self._href, self._rtl = self._saved.pop()

    def _start_block(self, tag: str, node: _Element) -> None:
        if tag in _LISTS:
            self._lists.append(OrderedList.of(node) if tag == "ol" else None)
        elif tag == "li":
            numbered = self._lists[-1] if self._lists else None
            self._around.append(_Item(numbered.next(node.get("value")) if numbered else BULLET))
        elif tag == "blockquote":
            self._around.append(None)
        elif tag in _VERBATIM:
            self._verbatim += 1
        elif tag in ("figcaption", "caption"):
            self._caption += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = int(tag[1])
        else:
            self._start_table_part(tag, node)

    def _end_block(self, tag: str) -> None:
        if tag in _LISTS:
            self._lists.pop()
        elif tag in ("li", "blockquote"):
            self._around.pop()
        elif tag in _VERBATIM:
            self._verbatim -= 1
        elif tag in ("figcaption", "caption"):
            self._caption -= 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = 0
        elif tag == "table":
            self._tables.pop()
        elif tag in ("td", "th"):
            self._end_cell()

    def _start_table_part(self, tag: str, node: _Element) -> None:
        if tag == "table":
            # a table in a cell, or one that only places things on the page, is read as running text
            if self._cell is not None or is_layout(node):
                self._tables.append(None)
            else:
                self._tables.append(TableGrid(self._table_count))
                self._table_count += 1
            return
        grid = self._tables[-1] if self._tables else None
        if grid is None:
            return
        if tag == "tr":
            grid.next_row(node)
        elif tag in ("td", "th"):
            self._cell = grid.next_cell(node)
            self._cell_used = False

    def _end_cell(self) -> None:
        if self._cell is None or not self._tables or self._tables[-1] is None:
            return
        if not self._cell_used:
            self._blocks.append(self._new_block())
        self._cell = None

    # words

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._open is None:
            if not self._verbatim and not text.strip(" \t\n\r\f"):
                return
            self._open = self._new_block()
        self._open.pieces.append((text, self._formats, self._href))

    def _line_break(self) -> None:
        if self._open is None:
            return
        if self._verbatim:
            self._open.pieces.append((BREAK, self._formats, self._href))
            return
        pieces = self._open.pieces
        last = next((text for text, _, _ in reversed(pieces) if text == BREAK or text.strip(" \t\r\n\f")), "")
        if last == BREAK:  # two in a row part paragraphs
            self._flush()
        else:
            pieces.append((BREAK, self._formats, self._href))

    def _picture(self, node: _Element) -> None:
        alt, source = node.get("alt", ""), node.get("src", "")
        if not alt.strip() or any(_TINY.match(node.get(side, "")) for side in ("width", "height")):
            return
        if self._cell is not None or len(alt) <= 3 or "emoji" in node.get("class", ""):
            self._text(alt)  # a smiley is part of its sentence
            return
        picture = self._new_block()
        picture.kind = BlockKind.CELL if picture.cell else BlockKind.PICTURE
        picture.source, picture.marker = source, ""
        picture.pieces.append((alt, PLAIN, ""))
        (self._later if self._open is not None else self._blocks).append(picture)

    def _flush(self) -> None:
        block, self._open = self._open, None
        if block is not None:
            while block.pieces and block.pieces[-1][0] == BREAK and not block.verbatim:
                block.pieces.pop()
            if block.verbatim:
                _trim_verbatim(block)
            if block.text.strip():
                self._blocks.append(block)
                self._cell_used = True
                self._marker_shown(block)
        self._blocks += self._later
        self._later = []

    def _new_block(self) -> PageBlock:
        block = PageBlock(self._elements[-1] if self._elements else None, rtl=self._rtl)  # type: ignore[arg-type]  # a fragment without any block
        block.verbatim = self._verbatim > 0
        if self._cell is not None:
            block.kind, block.cell = BlockKind.CELL, self._cell
        elif self._caption:
            block.kind = BlockKind.CAPTION
        elif self._heading:
            block.kind, block.level = BlockKind.HEADING, self._heading
        elif self._verbatim:
            block.kind = BlockKind.CODE
        elif self._note or (self._notes and any(self._around)):
            block.kind = BlockKind.NOTE
        elif self._around:
            is_item = self._around[-1] is not None
            depth = sum((item is not None) == is_item for item in self._around)
            block.kind, block.level = (BlockKind.LIST_ITEM if is_item else BlockKind.QUOTE), depth - 1
        if block.kind in (BlockKind.LIST_ITEM, BlockKind.NOTE, BlockKind.CELL):
            item = next((item for item in reversed(self._around) if item is not None), None)
            block.marker = item.marker if item is not None else ""
        return block

    def _marker_shown(self, block: PageBlock) -> None:
        if block.marker:
            for item in self._around:
                if item is not None and item.marker == block.marker:
                    item.marker = ""


def _trim_verbatim(block: PageBlock) -> None:
    """Drop the line feeds at both ends of preformatted text, which browsers do not show."""
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while block.pieces:
            text, formats, href = block.pieces[place]
            kept = strip(text, "\r\n")
            if kept:
                block.pieces[place] = (kept, formats, href)
                break
            block.pieces.pop(place)
