"""Paragraphs and tables → `Strip`s: pieces of a page that are as high as they are and stand below each other.

All measures are layout units, `UNITS` to a point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QPainter,
    QPen,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from annotator.model.tag import Underline
from ui.mark_looks import MarkLook, draw_underline
from ui.pages_content import Edge, Piece, RunLook, TabStop, Words
from ui.pages_fonts import UNITS, font_of, format_of

Draw = Callable[[QPainter, float, float], None]
"""Paints something whose strip has its upper left corner there."""

_TAB = 36 * UNITS  # where no stop is set
_TAB_SIGN, _BLANK = 9, 32
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LEADERS = {"underscore": "solid", "dot": "dot", "middleDot": "dot", "hyphen": "dash", "heavy": "solid"}
_PATTERNS = {
    "words": Underline.SINGLE,
    "dottedHeavy": Underline.DOTTED,
    "dashedHeavy": Underline.DASH,
    "dashLong": Underline.DASH,
    "dashLongHeavy": Underline.DASH,
    "dashDotHeavy": Underline.DOT_DASH,
    "dotDotDash": Underline.DOT_DASH,
    "dashDotDotHeavy": Underline.DOT_DASH,
    "wavyHeavy": Underline.WAVE,
    "wavyDouble": Underline.WAVE,
}
_GAP = 2 * UNITS  # between a list's sign and its words, where it is too wide for its place
_WIDEST = 100 * UNITS


@dataclass(slots=True)
class Strip:
    """One line of text, a gap, a picture or a row.

    Attributes:
        behind, over: what is painted first and last on the page.
        keep: whether what follows must stand on the same page.
        gap: whether it is white space that a page does not begin with.
        new_page: whether a page begins with it.
        numbered: whether it is a line that is counted.
        comments: the numbers of the comments whose passages end in it.
        header: the strips that are repeated above it at the top of a page.
        whole: whether it is only divided when a page is too small for it.
        at: where on the page it stands, out of the flow; None for below what comes before.
        split: gives the part of it that fits a height and the rest, None where it cannot be divided.
    """

    height: float
    behind: list[Draw] = field(default_factory=list)
    over: list[Draw] = field(default_factory=list)
    keep: bool = False
    gap: bool = False
    new_page: bool = False
    numbered: bool = False
    comments: tuple[int, ...] = ()
    header: Sequence[Strip] = ()
    whole: bool = False
    at: tuple[float, float] | None = None
    split: Callable[[float], tuple[Strip, Strip] | None] | None = None
    baseline: float = 0.0

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it alone, as in a header or in a cell."""
        for draw in (*self.behind, *self.over):
            draw(painter, x, y)


class Setter:
    """Sets paragraphs. Keep it in one thread: what Qt knows of fonts is not shared between threads."""

    def paragraph(self, words: Words, width: float, *, after: float | None = None) -> Iterator[Strip]:
        """Yield the strips of a paragraph; `after` stands in for its own gap at the end."""
        look = words.look
        if look.before:
            yield Strip(look.before * UNITS, gap=True, keep=True, new_page=look.page_break)
        for picture in words.pictures:
            yield _picture(picture.data, picture.width, picture.height, width)
        lines = list(self._lines(words, width))
        for place, strip in enumerate(lines):
            last = place == len(lines) - 1
            orphan = look.widows and (place == 0 or place == len(lines) - 2)
            strip.keep = look.keep_next if last else look.keep_lines or look.keep_next or orphan
            strip.new_page = look.page_break and place == 0 and not look.before
            yield strip
        gap = look.after * UNITS if after is None else after
        if gap:
            yield Strip(gap, gap=True, keep=look.keep_next)

    def _lines(self, words: Words, width: float) -> Iterator[Strip]:
        look = words.look
        set_ = _Set(words)
        layout = set_.layout
        start, end, first = look.start * UNITS, look.end * UNITS, look.first * UNITS
        marker = _Marker(words.marker) if words.marker else None
        if marker is not None:
            room = -first if first < 0 else 0.0
            first = 0.0 if marker.width <= room else marker.width + _GAP - room
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            shift = first if line.lineNumber() == 0 else 0.0
            line.setLineWidth(max(width - start - end - shift, 8.0 * UNITS))
            line.setPosition(QPointF(end if look.rtl else start + shift, 0))
        layout.endLayout()
        count = layout.lineCount()
        for number in range(count):
            line = layout.lineAt(number)
            strip = set_.strip(line, width)
            if number == 0 and marker is not None:
                hang = look.first * UNITS if look.first < 0 else 0.0
                x = width - start - hang - marker.width if look.rtl else start + hang
                strip.over.append(marker.draw(x, strip.baseline))
            _add_edges(strip, words, width, first=number == 0, last=number == count - 1)
            yield strip


class _Set:
    """One paragraph in Qt's layout, with what is painted by us."""

    def __init__(self, words: Words) -> None:
        self.words = words
        text, self.ranges, self.comments = _ranges(words.pieces)
        self.layout = QTextLayout(text, font_of(replace(words.base, vertical="")))
        self.layout.setCacheEnabled(True)
        formats = []
        for start, end, look in self.ranges:
            item = QTextLayout.FormatRange()
            item.start, item.length = start, end - start
            item.format = format_of(look, font_of(look))
            formats.append(item)
        self.layout.setFormats(formats)
        self.layout.setTextOption(_option(words))
        self.text = text
        self._units = memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")
        self.simple = not words.look.rtl and not _RIGHT_TO_LEFT.search(text)

    def strip(self, line: QTextLine, width: float) -> Strip:
        look = self.words.look
        natural = line.ascent() + line.descent() + max(line.leading(), 0.0)
        height, baseline = natural, line.ascent()
        if look.rule == "auto":
            height = natural * look.line
            baseline += height - natural
        elif look.rule == "exact":
            height = look.line * UNITS
            baseline += (height - natural) * 0.8
        else:
            height = max(natural, look.line * UNITS)
            baseline += height - natural
        start, end = line.textStart(), line.textStart() + line.textLength()
        behind: list[Draw] = []
        if look.fill:
            behind.append(_fill(QRectF(0, 0, width, height), look.fill))
        over: list[Draw] = [_line(self.layout, line, baseline)]
        self._add_looks(line, start, end, baseline, behind, over)
        self._add_leaders(line, start, end, baseline, over)
        comments = tuple(number for place, number in self.comments if start <= place <= end)
        if comments:  # a place between two lines belongs to the first of them
            self.comments = [(place, number) for place, number in self.comments if number not in comments]
        return Strip(
            height,
            behind,
            over,
            numbered=bool(self.text) and not look.unnumbered,
            comments=comments,
            baseline=baseline,
        )

    def _add_looks(
        self, line: QTextLine, start: int, end: int, baseline: float, behind: list[Draw], over: list[Draw]
    ) -> None:
        for first, last, look in self.ranges:
            if last <= start or first >= end or not (look.fill or look.underline):
                continue
            stop = min(last, end)
            while (
                stop == end and stop > start and self._units[stop - 1] == _BLANK and stop > max(first, start)
            ):
                stop, end = stop - 1, end - 1  # blanks at a line's end hang over it
            for left, right in self._stretches(line, max(first, start), stop):
                if look.fill:
                    top, depth = look.size * 0.9 * UNITS, look.size * 0.28 * UNITS
                    behind.append(_fill(QRectF(left, baseline - top, right - left, top + depth), look.fill))
                if look.underline:
                    over.append(_underline(left, right, baseline, look))

    def _add_leaders(self, line: QTextLine, start: int, end: int, baseline: float, over: list[Draw]) -> None:
        if not any(stop.leader for stop in self.words.look.tabs):
            return
        look = self.words.look
        before = (look.start + (look.first if self.words.marker is None else 0.0)) * UNITS
        for place in range(start, end):
            if self._units[place] != _TAB_SIGN:
                continue
            for left, right in self._stretches(line, place, place + 1):
                reached = right if not look.rtl else line.x() + line.width() - left
                stop = _reached(look.tabs, before + reached - (line.x() if not look.rtl else 0.0))
                if stop is not None and stop.leader:
                    over.append(_leader(left, right, baseline + 1.2 * UNITS, stop, self._colour(place)))

    def _colour(self, place: int) -> str:
        return next((look.colour for start, end, look in self.ranges if start <= place < end), "")

    def _stretches(self, line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
        """Return where characters stand on their line, in one stretch or several where directions mix."""
        if self.simple:
            return [(_edge(line, start), _edge(line, end))]
        found: list[tuple[float, float]] = []
        for run in line.glyphRuns(start, end - start):
            area = run.boundingRect()
            left, right = area.left(), area.right()
            if found and left <= found[-1][1] + 0.5 and right >= found[-1][0] - 0.5:
                found[-1] = (min(left, found[-1][0]), max(right, found[-1][1]))
            else:
                found.append((left, right))
        return found


class _Marker:
    """The sign or number before a list item."""

    def __init__(self, piece: Piece) -> None:
        self._layout = QTextLayout(piece.text, font_of(piece.look))
        self._colour = QColor(piece.look.colour or "#000000")
        self._layout.beginLayout()
        self._line = self._layout.createLine()
        self._line.setLineWidth(_WIDEST)
        self._layout.endLayout()
        self.width = self._line.naturalTextWidth()

    def draw(self, x: float, baseline: float) -> Draw:
        line, colour, layout = self._line, self._colour, self._layout

        def act(painter: QPainter, left: float, top: float, _layout: QTextLayout = layout) -> None:
            painter.setPen(colour)
            line.draw(painter, QPointF(left + x, top + baseline - line.ascent()))

        return act


def _ranges(
    pieces: Sequence[Piece],
) -> tuple[str, list[tuple[int, int, RunLook]], list[tuple[int, int]]]:
    """Return the text, its looks and its comments; places count UTF-16 units, as Qt does."""
    ranges, comments, place = [], [], 0
    for piece in pieces:
        length = len(piece.text.encode("utf-16-le", "surrogatepass")) // 2
        if piece.comment:
            comments.append((place, piece.comment))
        if length:
            ranges.append((place, place + length, piece.look))
        place += length
    return "".join(piece.text for piece in pieces), ranges, comments


def _option(words: Words) -> QTextOption:
    look = words.look
    flags = Qt.AlignmentFlag
    start, end = (flags.AlignRight, flags.AlignLeft) if look.rtl else (flags.AlignLeft, flags.AlignRight)
    align = {"center": flags.AlignHCenter, "end": end, "both": flags.AlignJustify}.get(look.align, start)
    option = QTextOption(align | flags.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if look.rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    option.setTabStopDistance(_TAB)
    before = look.start + (look.first if words.marker is None else 0.0)
    kinds = {"right": QTextOption.TabType.RightTab, "center": QTextOption.TabType.CenterTab}
    kinds["end"] = kinds["right"]
    stops = [
        QTextOption.Tab((stop.position - before) * UNITS, kinds.get(stop.kind, QTextOption.TabType.LeftTab))
        for stop in (*look.tabs, *([TabStop(look.start)] if look.first < 0 else []))
        if stop.position > before
    ]
    if stops:
        option.setTabs(sorted(stops, key=lambda stop: stop.position))
    return option


def _edge(line: QTextLine, place: int) -> float:
    return float(line.cursorToX(place)[0])  # type: ignore[index]  # a pair, whatever the stubs say


def _line(layout: QTextLayout, line: QTextLine, baseline: float) -> Draw:
    # the layout goes with the line, whose words it keeps
    def act(painter: QPainter, x: float, y: float, _layout: QTextLayout = layout) -> None:
        line.draw(painter, QPointF(x, y + baseline - line.ascent()))

    return act


def _fill(rect: QRectF, colour: str) -> Draw:
    return lambda painter, x, y: painter.fillRect(rect.translated(x, y), QColor(colour))


def _underline(left: float, right: float, baseline: float, look: RunLook) -> Draw:
    pattern = _PATTERNS.get(look.underline) or _named(look.underline)
    drawn = MarkLook("", look.line or look.colour or "#000000", pattern, "")
    scale = 0.066 * look.size * UNITS
    y = baseline + 0.17 * look.size * UNITS
    return lambda painter, x, top: draw_underline(painter, x + left, x + right, top + y, drawn, scale)


def _named(pattern: str) -> Underline:
    try:
        return Underline(pattern)
    except ValueError:
        return Underline.SINGLE


def _reached(stops: Sequence[TabStop], x: float) -> TabStop | None:
    """Return the tab stop at `x` from the paragraph's edge, None if there is none."""
    near = [stop for stop in stops if abs(stop.position * UNITS - x) < UNITS]
    return near[0] if near else None


def _leader(left: float, right: float, y: float, stop: TabStop, colour: str) -> Draw:
    pen = QPen(QColor(colour or "#404040"), 0.6 * UNITS)
    kind = _LEADERS.get(stop.leader, "solid")
    if kind != "solid":
        pen.setDashPattern([1.5, 4.0] if kind == "dot" else [5.0, 4.0])

    def act(painter: QPainter, x: float, top: float) -> None:
        painter.setPen(pen)
        painter.drawLine(QPointF(x + left, top + y), QPointF(x + right, top + y))

    return act


def rule(x1: float, y1: float, x2: float, y2: float, edge: Edge) -> Draw:
    """Return a line from one place of a strip to another."""
    pen = QPen(QColor(edge.colour), edge.width * UNITS)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)

    def act(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(pen)
        painter.drawLine(QPointF(x + x1, y + y1), QPointF(x + x2, y + y2))

    return act


def filled(rect: QRectF, colour: str) -> Draw:
    """Return a coloured area of a strip."""
    return _fill(rect, colour)


def _add_edges(strip: Strip, words: Words, width: float, *, first: bool, last: bool) -> None:
    look = words.look
    if not look.edges:
        return
    before, after = (look.end, look.start) if look.rtl else (look.start, look.end)
    left, right = before * UNITS, width - after * UNITS
    for side, edge in look.edges.items():
        gap = edge.space * UNITS
        if side == "top" and first:
            strip.over.append(rule(left, -gap, right, -gap, edge))
        elif side == "bottom" and last:
            strip.over.append(rule(left, strip.height + gap, right, strip.height + gap, edge))
        elif side in ("left", "right"):
            x = left - gap if side == "left" else right + gap
            strip.over.append(rule(x, 0, x, strip.height, edge))


def _picture(data: bytes | None, width: float, height: float, room: float) -> Strip:
    wide, high = width * UNITS, height * UNITS
    if wide > room > 0:
        wide, high = room, high * room / wide
    high = min(high, 600.0 * UNITS)
    image = _decoded(data)
    area = QRectF(0, 0, wide, high)

    def act(painter: QPainter, x: float, y: float) -> None:
        if image is None:
            painter.fillRect(area.translated(x, y), QColor("#E4E4E4"))
        else:
            painter.drawImage(area.translated(x, y), image)

    return Strip(high, over=[act])


def _decoded(data: bytes | None) -> QImage | None:
    if data is None:
        return None
    from PySide6.QtCore import QBuffer, QByteArray

    content = QByteArray(data)
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png" if data.startswith(b"\x89PNG") else b"jpeg"))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > 40_000_000:
        return None
    image = reader.read()
    return None if image.isNull() else image
