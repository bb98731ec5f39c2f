"""Where the lines in sight lie, and which pixels of a line show which words.

In lines that run right to left, or both ways, the pixels between two caret places are not those of the words
between them: there the glyph runs are asked, as they know which glyphs come from which characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextLayout, QTextLine, QTextTable

from annotator.model.block import Block
from ui.article_document import ArticleDocument
from ui.layout_slices import LayoutSlices

# Characters that run right to left, and the invisible ones that turn the direction.
_TURNED = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\u202b\u202e\u2067\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_AHEAD = 8_000  # characters laid out at a time while looking for a height


@dataclass(slots=True)
class PlacedLine:
    """One line on screen.

    Attributes:
        start: Qt position in the block of its first character; `end` is that behind its last one.
        rect: the line from the top of its letters to the bottom, as wide as its column.
        left, top: where its block lies.
        turned: whether anything in its block runs right to left.
    """

    line: QTextLine
    start: int
    end: int
    rect: QRectF
    left: float
    top: float
    turned: bool
    _known: dict[int, float] = field(default_factory=dict)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Return the pixels that show the words from `start` to `end`, positions in the block."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return []
        if self.turned:
            runs = self.line.glyphRuns(start, end - start)
            return _joined([run.boundingRect().translated(self.left, self.top) for run in runs])
        left, right = self._x(start), self._x(end)
        if end == self.end:  # the blank at which the line was broken is not seen
            right = max(min(right, self.line.x() + self.line.naturalTextWidth()), left)
        return [QRectF(left + self.left, self.rect.top(), right - left, self.rect.height())]

    def edge(self, start: int, end: int, *, leading: bool) -> float:
        """Return the x at which the words from `start` to `end` begin (`leading`) or end for a reader."""
        place = max(start, self.start) if leading else min(end, self.end) - 1
        if not self.turned:
            return self._x(place if leading else place + 1) + self.left
        runs = self.line.glyphRuns(place, 1)
        if not runs:
            return self._x(place) + self.left
        box = runs[0].boundingRect().translated(self.left, self.top)
        return box.left() if leading != runs[0].isRightToLeft() else box.right()

    def _x(self, position: int) -> float:
        """Return where a position of the block stands in it; one mark ends where the next begins."""
        x = self._known.get(position)
        if x is None:
            found: Any = self.line.cursorToX(position)  # typed as an object, is (x, position)
            x = self._known[position] = float(found[0])
        return x


@dataclass(slots=True)
class PlacedBlock:
    """One block on screen and those of its lines that are in sight; `qt_start` is its first Qt position."""

    number: int
    block: Block
    qt_start: int
    rect: QRectF
    rtl: bool
    lines: list[PlacedLine]
    first_baseline: float

    def between(self, top: float, bottom: float) -> PlacedBlock | None:
        """Return the block with only its lines between two heights; None if all of it lies elsewhere."""
        if self.rect.bottom() < top or self.rect.top() > bottom:
            return None
        lines = [
            line
            for line in self.lines
            if line.rect.top() <= bottom and line.rect.bottom() + line.rect.height() >= top  # its underlines
        ]
        return self if len(lines) == len(self.lines) else replace(self, lines=lines)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Return the pixels that show the words from `start` to `end`, in the lines in sight."""
        found: list[QRectF] = []
        for line in self.lines:
            if line.start >= end:
                break
            if start < line.end:
                found += line.rects(start, end)
        return found


class Geometry:
    """Finds what is where, for one document scrolled by `origin` (its top left corner in the viewport)."""

    def __init__(self, article: ArticleDocument, slices: LayoutSlices) -> None:
        self._article = article
        self._slices = slices
        self._layout = article.document.documentLayout()
        self._turned: dict[int, bool] = {}

    def blocks(self, top: float, bottom: float, origin: QPointF) -> Iterator[PlacedBlock]:
        """Yield the blocks with lines between two heights of the viewport, in the order of the text."""
        block = self._first_block(top - origin.y())
        while block.isValid():
            rect = self._layout.blockBoundingRect(block).translated(origin)
            if rect.top() > bottom and QTextCursor(block).currentTable() is None:
                return
            in_sight = rect.bottom() >= top and rect.top() <= bottom
            if in_sight and not self._article.is_filler(block.position()):
                yield self._placed(block, rect, top, bottom)
            block = block.next()

    def line_rect(self, qt_position: int) -> QRectF:
        """Return the whole line at a Qt position, in the document's coordinates."""
        block = self._article.document.findBlock(qt_position)
        rect = self._layout.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(qt_position - block.position())
        return line.rect().translated(rect.topLeft()) if line.isValid() else rect

    def position_at(self, point: QPointF) -> int:
        """Return the Qt position nearest to a point of the document."""
        block = self._block_near(point.y())
        if self._article.is_filler(block.position()) or QTextCursor(block).currentTable() is not None:
            return max(int(self._layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)), 0)
        rect, layout = self._layout.blockBoundingRect(block), block.layout()
        count = layout.lineCount()
        if not count:
            return block.position()
        at = min(_first_line_below(layout, count, point.y() - rect.top(), room=1), count - 1)
        return block.position() + int(layout.lineAt(at).xToCursor(point.x() - rect.left()))

    def _block_near(self, y: float) -> QTextBlock:
        """Return the last block that begins above a height of the document, else the first.

        Found by halving. `hitTest` answers with the end of the text while the layout is not finished.
        """
        document, slices = self._article.document, self._slices
        last = document.findBlock(slices.position)
        while self._layout.blockBoundingRect(last).top() <= y and last.next().isValid():
            slices.lay_out_to(slices.position + _AHEAD)
            last = document.findBlock(slices.position)
        low, high = 0, last.blockNumber()
        while low < high:
            middle = (low + high + 1) // 2
            if self._layout.blockBoundingRect(document.findBlockByNumber(middle)).top() <= y:
                low = middle
            else:
                high = middle - 1
        return document.findBlockByNumber(low)

    def _first_block(self, y: float) -> QTextBlock:
        block = self._block_near(y)
        if self._article.is_filler(block.position()) and block.previous().isValid():
            block = block.previous()
        table: QTextTable | None = QTextCursor(block).currentTable()  # typed as if there always were one
        if table is not None:  # cells of one row lie side by side: begin with the first
            return table.firstCursorPosition().block()
        before = block.previous()
        return before if before.isValid() else block

    def _placed(self, block: QTextBlock, rect: QRectF, top: float, bottom: float) -> PlacedBlock:
        qt_start = block.position()
        number = self._article.block_number_at(qt_start)
        layout = block.layout()
        turned = self._is_turned(number)
        count = layout.lineCount()
        at = _first_line_below(layout, count, top - rect.top()) if count > 60 else 0
        lines = []
        while at < count:
            line = layout.lineAt(at)
            box = line.rect().translated(rect.left(), rect.top())
            if box.top() > bottom:
                break
            if box.bottom() + box.height() >= top:  # underlines hang below the line
                start = line.textStart()
                end = start + line.textLength()
                lines.append(PlacedLine(line, start, end, box, rect.left(), rect.top(), turned))
            at += 1
        first = layout.lineAt(0) if count else None
        baseline = rect.top() + (first.y() + first.ascent() if first is not None else 0)
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        shown = self._article.version.blocks[number]
        return PlacedBlock(number, shown, qt_start, rect, rtl, lines, baseline)

    def _is_turned(self, number: int) -> bool:
        if (known := self._turned.get(number)) is None:
            block = self._article.version.blocks[number]
            text = self._article.version.text
            turned = _TURNED.search(text, block.start, block.end) is not None
            known = self._turned[number] = turned or bool(block.rtl)
        return known


def _first_line_below(layout: QTextLayout, count: int, y: float, room: float = 2) -> int:
    """Return the first line that reaches below `y`, by halving: a monstrous paragraph has thousands.

    A line counts as `room` times as high as its letters.
    """
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if line.y() + room * line.height() < y:
            low = middle + 1
        else:
            high = middle
    return low


def _joined(rects: list[QRectF]) -> list[QRectF]:
    """Return the boxes from left to right, those that touch as one."""
    joined: list[QRectF] = []
    for rect in sorted(rects, key=QRectF.left):
        if joined and rect.left() - joined[-1].right() < 0.75:
            joined[-1] = joined[-1].united(rect)
        else:
            joined.append(rect)
    return joined
