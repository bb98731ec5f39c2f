"""`ArticleDocument`: an article as a QTextDocument, and its positions as code points.

The one place that knows how Qt counts. Blocks are built one by one and never from HTML, and nothing is ever
read back from Qt's text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from PySide6.QtGui import QFont, QTextCursor, QTextDocument

from annotator.model.article import Version
from annotator.model.block import Block, BlockKind
from annotator.model.span import Span
from ui.article_table import TableShape, insert_table, table_shapes
from ui.page_style import BlockKey, PageStyle
from ui.position_map import PositionMap

_LINE_BREAK = "\u2028"
# What Qt would split a block at, swallow, or take for an object; each is shown by one character instead.
_SHOWN = {
    "\u2029": _LINE_BREAK,
    "\r": " ",
    "\ufdd0": "\ufffd",
    "\ufdd1": "\ufffd",
    "\ufffc": "\ufffd",
    "\ufeff": "\u2060",
    "\x00": "\ufffd",
} | {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
_UNSHOWABLE = re.compile("[\r\x00\u2029\ufdd0\ufdd1\ufffc\ufeff\ud800-\udfff]")
# Laying out one unbroken word is quadratic in its length, so a monstrous one is given places to break.
_MONSTROUS = re.compile(r"\S{1000,}")
_BREAK = "\u200b"
_BREAK_EVERY = 256
_HIGHEST_PILE = 32
_BOOK = 1_000_000  # characters from which on the memory of a text counts for more than its finest setting
# What a font must put together by rules: signs on letters, joined scripts. The letters of Europe are whole.
_COMPOSED = re.compile(
    "[^\x00-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u200a\u2010-\u2027\u2030-\u218f]"
)


class ArticleDocument:
    """A version's text as Qt shows it. Positions of Qt's stay between this class and the view."""

    def __init__(self, version: Version, style: PageStyle | None = None) -> None:
        self.version = version
        self.style = style if style is not None else PageStyle()
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)  # the library undoes; Ctrl+Z must not have two owners
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(self._font())
        self.document.setIndentWidth(self.style.indent_width)
        # Before there are words: else Qt begins by setting them in lines without an end.
        self.document.setTextWidth(self.style.column_width)
        self._map = PositionMap()
        self._cursor = QTextCursor(self.document)
        self._is_fresh = True  # the block at the cursor is empty and nobody's yet
        self._build()

    def _font(self) -> QFont:
        """Return the font, for a book without what only its kerning and ligatures need.

        Qt keeps what HarfBuzz worked with for every paragraph that was laid out, about 50 bytes for each
        character (measured with Qt 6.11: 165 MB for 3.2 MB of text), and takes twice as long with it.
        """
        font, text = self.style.font, self.version.text
        if len(text) > _BOOK and _COMPOSED.search(text) is None:
            font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        return font

    def position(self, code_point: int) -> int:
        """Return Qt's position of a code point of the article."""
        return self._map.position(code_point)

    def code_point(self, qt_position: int) -> int:
        """Return the code point at a position of Qt's."""
        return self._map.code_point(qt_position)

    def cursor(self, span: Span) -> QTextCursor:
        """Return a cursor that selects `span`, its caret at the end."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(self.position(span.start))
        cursor.setPosition(self.position(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def span(self, cursor: QTextCursor) -> Span | None:
        """Return what a cursor selects, None if that is nothing."""
        start, end = self.code_point(cursor.selectionStart()), self.code_point(cursor.selectionEnd())
        return Span(start, end) if start < end else None

    def block_number(self, code_point: int) -> int:
        """Return which of the version's blocks holds a code point, or ends before it."""
        return self._map.block_at(code_point)

    def block_number_at(self, qt_position: int) -> int:
        """Return which of the version's blocks is shown at a position of Qt's."""
        return self._map.block_at_qt(qt_position)

    def qt_start(self, block_number: int) -> int:
        """Return Qt's position of the beginning of one of the version's blocks."""
        return self._map.qt_start(block_number)

    def is_filler(self, qt_position: int) -> bool:
        """Tell whether the block of Qt's at this position is none of the article's."""
        return not len(self._map) or self._map.qt_start(self._map.block_at_qt(qt_position)) != qt_position

    def _build(self) -> None:
        self._cursor.beginEditBlock()
        blocks, shapes = self.version.blocks, table_shapes(self.version.blocks)
        for shape, run in _runs(blocks, shapes):
            if shape is None:
                self._insert_flow(run)
            else:
                self._insert_table(shape)
        if self._is_fresh and blocks:
            self._make_filler()
        self._cursor.endEditBlock()
        self._apply_inlines()

    def _insert_flow(self, run: Sequence[tuple[Block, Block | None]]) -> None:
        """Insert blocks that follow each other; those set alike in one go, which makes a book quick."""
        keyed = ((self.style.key(block, following), block) for block, following in run)
        for key, group in groupby(keyed, key=lambda item: item[0]):
            self._insert_alike(key, [block for _, block in group])

    def _insert_alike(self, key: BlockKey, blocks: Sequence[Block]) -> None:
        block_format, char_format = self.style.block_format(key), self.style.char_format(key[0], key[1])
        if self._is_fresh:
            self._cursor.setBlockFormat(block_format)
            self._cursor.setBlockCharFormat(char_format)
        else:
            self._cursor.insertBlock(block_format, char_format)
        shown, position = [], self._cursor.position()
        for block in blocks:
            display, units = self._add(block, position)
            shown.append(display)
            position += units + 1
        self._cursor.insertText("\n".join(shown), char_format)
        self._is_fresh = False

    def _insert_table(self, shape: TableShape) -> None:
        if self._is_fresh:
            self._make_filler()
        texts = {}
        for place, cell in shape.cells.items():
            texts[place] = [_display(self.version.text, block) for block in cell]
        starts = insert_table(self._cursor, shape, texts, self.style)
        for place in sorted(shape.cells, key=lambda place: shape.cells[place][0].start):
            position = starts[place]
            for block in shape.cells[place]:
                position += self._add(block, position)[1] + 1
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_fresh = True

    def _add(self, block: Block, position: int) -> tuple[str, int]:
        text = self.version.text[block.start : block.end]
        breaks = _breaks(text) if len(text) >= 1000 else ()
        units = self._map.add(text, block.start, position, breaks)
        return _display(self.version.text, block), units

    def _make_filler(self) -> None:
        block_format, char_format = self.style.filler_formats()
        self._cursor.setBlockFormat(block_format)
        self._cursor.setBlockCharFormat(char_format)
        self._is_fresh = False

    def _apply_inlines(self) -> None:
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for block in self.version.blocks:
            for inline in block.inlines:
                if inline.start < inline.end:
                    cursor.setPosition(self.position(inline.start))
                    cursor.setPosition(self.position(inline.end), QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(self.style.inline_format(inline))
        cursor.endEditBlock()


def _runs(
    blocks: Sequence[Block], shapes: dict[int, TableShape]
) -> Iterator[tuple[TableShape | None, list[tuple[Block, Block | None]]]]:
    """Yield the tables, and the runs of blocks between them with the block that follows each."""
    run: list[tuple[Block, Block | None]] = []
    last: TableShape | None = None
    for number, block in enumerate(blocks):
        shape = shapes.get(number)
        if shape is None:
            run.append((block, blocks[number + 1] if number + 1 < len(blocks) else None))
        elif shape is not last:
            if run:
                yield None, run
                run = []
            yield shape, []
        last = shape
    if run:
        yield None, run


def _display(text: str, block: Block) -> str:
    """Return a block's text as Qt can show it, with breaks in monstrous words."""
    shown = text[block.start : block.end]
    breaks = _breaks(shown) if len(shown) >= 1000 else ()
    shown = shown.replace("\n", " " if block.wrapped and block.kind is not BlockKind.CODE else _LINE_BREAK)
    if not shown.isascii() or "\r" in shown or "\x00" in shown:
        shown = _UNSHOWABLE.sub(lambda match: _SHOWN[match[0]], shown)
    if breaks:
        cuts = [0, *breaks, len(shown)]
        shown = _BREAK.join(shown[start:end] for start, end in pairwise(cuts))
    return shown


def _breaks(text: str) -> list[int]:
    """Return where a break is put in front of a character, but not inside what a reader takes for one.

    A pile of accents that no language has is broken as well: Qt takes minutes for it.
    """
    found: list[int] = []
    for word in _MONSTROUS.finditer(text):
        for place in range(word.start() + _BREAK_EVERY, word.end(), _BREAK_EVERY):
            at = place
            stop = min(word.end(), place + _HIGHEST_PILE)
            while at < stop and (unicodedata.category(text[at])[0] in "MC" or text[at - 1] == "\u200d"):
                at += 1
            if at < word.end() and (not found or at > found[-1]):
                found.append(at)
    return found
