r"""The article as the body of a Word document: its paragraphs, joined by "\n", are its text exactly.

What the text leaves between two blocks beyond one line feed becomes paragraphs of the style "Article Blank",
a line so low that it passes for the space between paragraphs. Behind the last block they have next to no
height, and where a page is full to its foot the last words go with them, so that none is left empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.exporters.article_tables import TableGrid, table_end
from annotator.exporters.direction import first_strong, has_rtl, mostly_rtl
from annotator.exporters.language import bidi_language
from annotator.exporters.links import Links
from annotator.exporters.marking import Marking
from annotator.exporters.numbering import Numbering
from annotator.exporters.runs import RunWriter
from annotator.model.block import Block, BlockKind
from annotator.model.dossier import Dossier
from annotator.ooxml.body_parts import table
from annotator.ooxml.markup import paragraph
from annotator.text.normalize import one_line
from annotator.translate import tr

BLANK_STYLE = "ArticleBlank"
FILLER_STYLE = "ArticleFiller"
"""Of paragraphs that Word's grid needs and the text does not have."""

_STYLES = {
    BlockKind.PARAGRAPH: "ArticleText",
    BlockKind.QUOTE: "Quote",
    BlockKind.CELL: "TableText",
    BlockKind.CODE: "ArticleCode",
    BlockKind.CAPTION: "Caption",
    BlockKind.PICTURE: "ArticlePicture",
    BlockKind.NOTE: "ArticleNote",
}
NO_ROOM = '<w:keepNext w:val="0"/><w:spacing w:before="0" w:after="0" w:line="1" w:lineRule="exact"/>'
"""Properties of a paragraph that has to be there and must not begin a page: a twentieth of a point high."""
_KEEP, _NONE_AFTER = "<w:keepNext/>", '<w:spacing w:after="0"/>'
"""Of the last paragraph before one of `NO_ROOM`."""
_KEPT = 400
"""Characters of a paragraph that may go to the next page whole, as LibreOffice moves what is kept."""
_QUOTE_INDENT = 397
_DEEPEST = 9


class ArticleBody:
    """Writes one article with its marks; afterwards `numbering` and `links` hold what its parts need."""

    def __init__(
        self,
        dossier: Dossier,
        marking: Marking,
        *,
        width: int,
        underline: bool = True,
        heading_shift: int = 0,
        title_style: str = "Title",
        continued: bool = False,
    ) -> None:
        """`width` is that of a line in twips; `heading_shift` is added to the level of every heading.

        A `continued` article is followed by a paragraph of `NO_ROOM`.
        """
        self._text = dossier.version.text
        self._blocks = dossier.version.blocks
        last = self._blocks[-1] if self._blocks else None
        self._followed = last if last and (continued or last.end < len(self._text)) else None
        self._width = width
        self._shift = heading_shift
        self._title_style = title_style
        self._title = self._title_block(dossier)
        self._has_rtl = has_rtl(self._text)
        self._mostly_rtl = self._has_rtl and mostly_rtl(self._text)
        self.numbering = Numbering()
        self.links = Links()
        self._writer = RunWriter(
            self._text,
            marking.marks,
            self.links,
            underline=underline,
            bidi_language=bidi_language(dossier.article.language, self._text) if self._has_rtl else "",
        )

    @property
    def rtl(self) -> bool:
        """Whether most of the article runs right to left."""
        return self._mostly_rtl

    def add_signs(self, signs: Mapping[int, str]) -> None:
        """Let runs of ours, in the style of labels, stand at positions of the text."""
        self._writer.add_signs(signs)

    def xml(self) -> str:
        """Return the paragraphs and tables of the article."""
        return "".join(self._elements())

    def _elements(self) -> Iterator[str]:
        position = -1  # as if a line feed before the text had just been passed
        index = 0
        while index < len(self._blocks):
            yield from self._blanks(position + 1, self._blocks[index].start)
            end, is_table = table_end(self._blocks, index)
            if is_table:
                yield self._table(self._blocks[index:end])
            else:
                end = max(end, index + 1)
                yield from self._paragraphs(index, end)
            position = self._blocks[end - 1].end
            index = end
        yield from self._blanks(position + 1, len(self._text) + 1, NO_ROOM if index else "")

    def _paragraphs(self, first: int, last: int) -> Iterator[str]:
        for index in range(first, last):
            if index > first:
                yield from self._blanks(self._blocks[index - 1].end + 1, self._blocks[index].start)
            yield self._paragraph(self._blocks[index], title=index == self._title)

    def _blanks(self, start: int, end: int, properties: str = "") -> Iterator[str]:
        for place in range(start, end):
            yield paragraph(self._writer.write(place, place), BLANK_STYLE, properties)

    def _table(self, blocks: Sequence[Block]) -> str:
        grid = TableGrid(blocks)
        position = blocks[0].start - 1
        for block in blocks:
            for blank in self._blanks(position + 1, block.start):
                grid.add_blank(blank)
            if block.cell:
                grid.add(block.cell, self._paragraph(block), block.end - block.start)
            position = block.end
        rows = grid.rows(paragraph("", FILLER_STYLE))
        return table(
            grid.widths(self._width),
            rows,
            "ArticleTable",
            description=tr("A table of the article."),
            rtl=self._mostly_rtl,
        )

    def _paragraph(self, block: Block, *, title: bool = False) -> str:
        rtl = self.runs_right_to_left(block)
        content = self._writer.write(
            block.start,
            block.end,
            block.inlines,
            rtl=rtl,
            wrapped=block.wrapped and block.kind is not BlockKind.CODE,
        )
        style = self._title_style if title else self._style(block)
        keep = _KEEP if self._is_followed(block) and block.end - block.start <= _KEPT else ""
        return paragraph(content, style, keep + self._properties(block, rtl=rtl))

    def _properties(self, block: Block, *, rtl: bool) -> str:
        """Return what follows the style in a block's w:pPr."""
        level = block.level if block.kind is BlockKind.LIST_ITEM else 0
        properties = self.numbering.properties(block.marker, level) if block.marker else ""
        properties += self.layout(block, rtl=rtl)
        if block.kind is BlockKind.QUOTE and block.level > 0 and not block.marker:
            indent = _QUOTE_INDENT * (min(block.level, _DEEPEST) + 1)
            properties += f'<w:ind w:left="{indent}"/>'
        return properties

    def layout(self, block: Block, *, rtl: bool) -> str:
        """Return a block's direction and spacing, which stand between its numbering and its indent."""
        return ("<w:bidi/>" if rtl else "") + (_NONE_AFTER if self._is_followed(block) else "")

    def _is_followed(self, block: Block) -> bool:
        return block is self._followed and not block.cell

    def _style(self, block: Block) -> str:
        if block.kind is BlockKind.HEADING:
            return f"Heading{max(1, min(block.level + self._shift, _DEEPEST))}"
        if block.kind is BlockKind.LIST_ITEM:
            if not block.marker:
                return "ListParagraph"
            return "ListBullet" if self.numbering.is_bullet(block.marker) else "ListNumber"
        if block.cell and block.cell.header:
            return "TableHead"
        return _STYLES[block.kind]

    def runs_right_to_left(self, block: Block) -> bool:
        """Tell which way a block's paragraph runs."""
        if block.rtl is not None:
            return block.rtl
        if not self._has_rtl:
            return False
        strong = first_strong(self._text[block.start : block.end])
        return self._mostly_rtl if strong is None else strong

    def _title_block(self, dossier: Dossier) -> int:
        """Return the index of the block that is the article's title, -1 where the text begins otherwise."""
        title = one_line(dossier.article.title)
        for index, block in enumerate(self._blocks[:3]):
            if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and block.end > block.start:
                said = one_line(self._text[block.start : block.end])
                return index if said == title else -1
        return -1
