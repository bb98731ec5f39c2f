"""`HighlightPainter`: paints the marks over the lines in sight, and what belongs to the page behind them.

Only lines that are being repainted are looked at, so a mark costs the same however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from operator import attrgetter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from annotator.model.annotation import Annotation
from annotator.model.block import BlockKind
from annotator.model.span import Span
from ui.article_document import ArticleDocument
from ui.article_geometry import PlacedBlock, PlacedLine
from ui.mark_index import MarkIndex
from ui.mark_looks import MarkLooks, draw_underline
from ui.theme import Theme

LANES = 3
"""Underlines that find room under a line; deeper ones share the lowest."""
_FIRST_LANE = 0.5  # pixels below the letters' box, at 100 per cent
_LANE = 4.0
_RIM = 2.0
_BLOCKS_KNOWN = 500


@dataclass(slots=True)
class Piece:
    """One mark inside one block.

    Attributes:
        start: Qt position in the block where it begins there; `end` is that behind it.
        begins: whether the mark itself begins there.
        length: of the whole mark, in code points.
    """

    mark: Annotation
    start: int
    end: int
    begins: bool
    length: int


MarkedBlock = tuple[PlacedBlock, list[Piece]]


class HighlightPainter:
    """Paints marks, found passages and page furniture.

    Attributes:
        current: id of the mark that is outlined, "" for none.
        shown: ids of the marks that are painted, None for all.
        found: passages of a search, in order; `found_current` is outlined more strongly.
        moved: (id, span): a mark whose ends are just being dragged, as it would become.
    """

    def __init__(self, article: ArticleDocument, index: MarkIndex, looks: MarkLooks) -> None:
        self.article = article
        self.index = index
        self.looks = looks
        self._known: dict[int, list[Piece]] = {}
        self._known_for: object = None
        self.current = ""
        self.shown: frozenset[str] | None = None
        self.found: Sequence[Span] = ()
        self.found_current: Span | None = None
        self.moved: tuple[str, Span] | None = None

    @property
    def theme(self) -> Theme:
        """The theme of the page."""
        return self.article.style.theme

    @property
    def scale(self) -> float:
        """How thick lines are: 1 for letters of 100 per cent zoom in the usual size."""
        return max(self.article.style.em / 20, 0.8)

    def depth(self) -> float:
        """Return how far, in pixels, the lowest underline and the outline reach below a line's letters."""
        return (_FIRST_LANE + LANES * _LANE) * self.scale + 2

    def pieces(self, blocks: Iterable[PlacedBlock]) -> list[MarkedBlock]:
        """Return blocks with the marks inside them, to be painted behind and then over the words."""
        return [(block, self._pieces_in_lines(block)) for block in blocks]

    def paint_behind(self, painter: QPainter, blocks: Sequence[MarkedBlock]) -> None:
        """Paint what lies behind the words: fills, quotation bars, panels, frames, list signs."""
        for block, pieces in blocks:
            self._paint_furniture(painter, block)
            if pieces:
                self._paint_fills(painter, block, pieces)
            if self.found:
                self._paint_found(painter, block, behind=True)

    def paint_over(self, painter: QPainter, blocks: Sequence[MarkedBlock]) -> None:
        """Paint what lies over the words: underlines, the outline of the current mark, found passages."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        for block, pieces in blocks:
            for piece in pieces:
                self._paint_underline(painter, block, piece, outline)
            if self.found:
                self._paint_found(painter, block, behind=False)
        if not outline.isEmpty():
            painter.setPen(QPen(QColor(self.theme.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline.simplified())

    def starting(self, block: PlacedBlock) -> Iterator[tuple[Annotation, PlacedLine]]:
        """Yield the marks that begin in a line of this block that is in sight, in reading order."""
        for piece in self._pieces_in_lines(block):
            if not piece.begins:
                continue
            for line in block.lines:
                if line.start <= piece.start < line.end:
                    yield piece.mark, line

    def span(self, mark: Annotation) -> Span | None:
        """Return where a mark is painted."""
        if self.moved is not None and self.moved[0] == mark.id:
            return self.moved[1]
        return mark.target.position

    def is_shown(self, mark: Annotation) -> bool:
        """Tell whether a mark is painted at all."""
        return self.shown is None or mark.id in self.shown

    def _paint_underline(
        self, painter: QPainter, block: PlacedBlock, piece: Piece, outline: QPainterPath
    ) -> None:
        look, scale = self.looks.of(piece.mark.tag), self.scale
        depth = (_FIRST_LANE + min(self.index.lane(piece.mark.id), LANES - 1) * _LANE) * scale
        for rect in block.rects(piece.start, piece.end):
            y = rect.bottom() + depth
            draw_underline(painter, rect.left(), rect.right(), y, look, scale)
            if piece.mark.id == self.current:
                box = rect.adjusted(-1.5, -1.5, 1.5, 0)
                box.setBottom(y + 2.5 * scale)
                outline.addRect(box)

    def _pieces_in_lines(self, block: PlacedBlock) -> list[Piece]:
        """Return the marks inside those lines of a block that are looked at, the outermost first."""
        if not block.lines:
            return []
        first, last = block.lines[0].start, block.lines[-1].end
        return [piece for piece in self._pieces(block) if piece.start < last and first < piece.end]

    def _pieces(self, block: PlacedBlock) -> list[Piece]:
        """Return the marks inside a block, found once until a mark changes."""
        state = (self.index.revision, self.shown, self.moved)
        if self._known_for != state or len(self._known) > _BLOCKS_KNOWN:
            self._known.clear()
            self._known_for = state
        if (known := self._known.get(block.number)) is None:
            known = self._known[block.number] = self._find_pieces(block)
        return known

    def _find_pieces(self, block: PlacedBlock) -> list[Piece]:
        start, end = block.block.start, block.block.end
        marks = self.index.overlapping(start, end)
        if self.moved is not None:
            marks = self._with_moved(marks, start, end)
        pieces = []
        for mark in marks:
            span = self.span(mark)
            if span is None or not self.is_shown(mark):
                continue
            first, last = max(span.start, start), min(span.end, end)
            low = self.article.position(first) - block.qt_start
            high = self.article.position(last) - block.qt_start
            pieces.append(Piece(mark, low, high, span.start >= start, len(span)))
        return pieces

    def _with_moved(self, marks: list[Annotation], start: int, end: int) -> list[Annotation]:
        name, span = self.moved or ("", Span(0, 1))
        marks = [mark for mark in marks if mark.id != name]
        if (mark := self.index.get(name)) is not None and span.start < end and start < span.end:
            marks.append(mark)
        return marks

    def _paint_fills(self, painter: QPainter, block: PlacedBlock, pieces: Sequence[Piece]) -> None:
        cuts = sorted({edge for piece in pieces for edge in (piece.start, piece.end)})
        outermost_first = sorted(pieces, key=attrgetter("length"), reverse=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for start, end in pairwise(cuts):
            tags = [piece.mark.tag for piece in outermost_first if piece.start <= start and end <= piece.end]
            if not tags:
                continue
            # What lies deeper leaves a rim of what lies around it, above and below.
            rims = [(depth, self.looks.fill(tags[: depth + 1])) for depth in range(min(len(tags), 3))]
            if len(tags) > 3:
                rims[-1] = (2, self.looks.fill(tags))
            for rect in map(_snapped, block.rects(start, end)):
                for depth, colour in rims:
                    inset = depth * _RIM * self.scale  # whole pixels, which Qt rounds alike in every stretch
                    painter.fillRect(rect.adjusted(0, round(inset), 0, -round(inset * 0.5)), colour)

    def _paint_found(self, painter: QPainter, block: PlacedBlock, *, behind: bool) -> None:
        for span in _overlapping(self.found, block.block.start, block.block.end):
            start = self.article.position(max(span.start, block.block.start)) - block.qt_start
            end = self.article.position(min(span.end, block.block.end)) - block.qt_start
            is_current = span == self.found_current
            for rect in block.rects(start, end):
                if behind and is_current:
                    painter.fillRect(_snapped(rect), QColor(self.theme.pressed))
                elif not behind:
                    painter.setPen(QPen(QColor(self.theme.accent), 2.5 if is_current else 1.2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 0), 3, 3)

    def _paint_furniture(self, painter: QPainter, block: PlacedBlock) -> None:
        drawer = _FURNITURE.get(block.block.kind)
        if drawer is not None or block.block.marker:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if drawer is not None:
                drawer(painter, block, self.article)
            if block.block.marker:
                _draw_marker(painter, block, self.article)
            painter.restore()


def _draw_marker(painter: QPainter, block: PlacedBlock, article: ArticleDocument) -> None:
    """Draw "•" or "3." in front of a block, where its indent leaves room."""
    style = article.style
    font = QFont(style.font)
    if block.block.kind is BlockKind.NOTE:
        font.setPointSizeF(font.pointSizeF() * 0.88)
    painter.setFont(font)
    painter.setPen(QColor(style.theme.text))
    width = painter.fontMetrics().horizontalAdvance(block.block.marker)
    gap = style.em * 0.45
    left, right = _text_edges(block)
    x = right + gap if block.rtl else left - gap - width
    painter.drawText(QPointF(x, block.first_baseline), block.block.marker)


def _draw_bar(painter: QPainter, block: PlacedBlock, article: ArticleDocument) -> None:
    """Draw the bar beside a quotation, through to the next paragraph of it."""
    blocks, style = article.version.blocks, article.style
    following = blocks[block.number + 1] if block.number + 1 < len(blocks) else None
    goes_on = following is not None and following.kind is BlockKind.QUOTE
    left, right = _text_edges(block)
    width = max(style.em * 0.14, 2)
    x = right + style.indent_width * 0.6 if block.rtl else left - style.indent_width * 0.6 - width
    bar = QRectF(x, block.rect.top(), width, block.rect.height())
    if goes_on:
        below = style.em * (0.75 + style.reading.spacing / 100 - 1)
        bar.setBottom(block.rect.bottom() + below + 2)
    painter.fillRect(bar, QColor(style.theme.line))


def _draw_panel(painter: QPainter, block: PlacedBlock, article: ArticleDocument) -> None:
    """Draw the panel behind code."""
    pad = article.style.em * 0.4
    left, _ = _text_edges(block)
    box = QRectF(block.rect)
    box.setLeft(left - pad)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(article.style.theme.window))
    box.adjust(0, -pad * 0.4, pad, pad * 0.4)
    blocks = article.version.blocks
    if block.number + 1 < len(blocks) and blocks[block.number + 1].kind is BlockKind.CODE:
        box.setBottom(
            block.rect.bottom() + article.style.em * (article.style.reading.spacing / 100 - 0.9) + pad
        )
    painter.drawRoundedRect(box, 4, 4)


def _draw_frame(painter: QPainter, block: PlacedBlock, article: ArticleDocument) -> None:
    """Draw the frame that stands for a picture, round its alternative text."""
    theme, em = article.style.theme, article.style.em
    left, right = _text_edges(block)
    box = QRectF(left - em * 0.6, block.rect.top() - em * 0.55, 0, block.rect.height() + em * 1.0)
    box.setRight(right + em * 0.6)
    painter.setPen(QPen(QColor(theme.line), 1, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(theme.window))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QPen(QColor(theme.line), max(em * 0.07, 1)))  # a hill and a sun: a picture was here
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sign = QRectF(box.right() - em * 1.7, box.top() + em * 0.35, em * 1.2, em * 0.9)
    painter.drawRoundedRect(sign, 2, 2)
    hill = QPainterPath(QPointF(sign.left() + sign.width() * 0.1, sign.bottom() - sign.height() * 0.15))
    for x, y in ((0.4, 0.5), (0.6, 0.7), (0.75, 0.55), (0.92, 0.85)):
        hill.lineTo(sign.left() + sign.width() * x, sign.top() + sign.height() * y)
    painter.drawPath(hill)
    painter.drawEllipse(QPointF(sign.right() - em * 0.3, sign.top() + em * 0.27), em * 0.09, em * 0.09)


_FURNITURE: dict[BlockKind, Callable[[QPainter, PlacedBlock, ArticleDocument], None]] = {
    BlockKind.QUOTE: _draw_bar,
    BlockKind.CODE: _draw_panel,
    BlockKind.PICTURE: _draw_frame,
}


def _text_edges(block: PlacedBlock) -> tuple[float, float]:
    """Return where the lines of a block begin and end, in pixels of the viewport."""
    if not block.lines:
        return block.rect.left(), block.rect.right()
    rect = block.lines[0].rect
    return rect.left(), rect.right()


def _overlapping(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Return those of the ordered, separate `spans` that reach into a stretch."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    stop = low
    while stop < len(spans) and spans[stop].start < end:
        stop += 1
    return spans[low:stop]


def _snapped(rect: QRectF) -> QRectF:
    """Return the box with its sides on whole pixels, so that neighbours neither gape nor overlap.

    Halves always go up: `round` sends them to the even side, which is another one after a scroll by a pixel.
    """
    left, right = floor(rect.left() + 0.5), floor(rect.right() + 0.5)
    top, bottom = floor(rect.top()), floor(rect.bottom() + 1)
    return QRectF(left, top, max(right - left, 1), bottom - top)
