"""`DocxPages`: the pages of a Word document in a layout of our own, for the preview, PDF and the printer.

It follows what documents made by `annotator.exporters` use and what foreign articles usually do; columns,
floating drawings and footnotes of foreign files are not laid out. Comments are numbered in the margin and
listed after the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.translate import tr
from ui.pages_content import Block, Contents, PageComment, ParagraphLook, Piece, RunLook, Section, Words
from ui.pages_fonts import UNITS, font_of
from ui.pages_reading import read_contents
from ui.pages_setting import Setter, Strip
from ui.pages_tables import gap_after, table_strips

_LONGEST_GROUP = 60  # strips that are kept together at most
_SANS = ("Arial",)
_SMALL = RunLook(_SANS, 7.0, bold=True, colour="#404040")
_HEAD = RunLook(_SANS, 13.0, bold=True, colour="#1A1A1A")
_NUMBER = RunLook(_SANS, 9.0, bold=True, colour="#1A1A1A")
_SAID = RunLook(_SANS, 9.0, colour="#1A1A1A")
_QUOTED = RunLook(_SANS, 9.0, italic=True, colour="#404040")


@dataclass(slots=True)
class Page:
    """One sheet.

    Attributes:
        number: from 1.
        first: whether it is the first of its section.
        items: what stands on it, by the left upper corner in layout units.
        counted: the lines that show their number, by the place of its baseline.
    """

    section: Section
    number: int
    first: bool
    items: list[tuple[float, float, Strip]] = field(default_factory=list)
    counted: list[tuple[float, int]] = field(default_factory=list)

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.section.width

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return self.section.height


class DocxPages:
    """Lays a document out page by page. Lay out and paint in one thread."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self._setter = Setter()
        self._heights: dict[tuple[int, str, str], float] = {}

    @classmethod
    def read(cls, data: bytes) -> DocxPages:
        """Return the pages of a DOCX; ImportFailed if it is no sound Word file."""
        return cls(read_contents(data))

    def pages(self) -> Iterator[Page]:
        """Yield the pages as they are laid out; at least one."""
        flow = _Flow(self)
        sections = list(self.contents.sections)
        for place, (section, blocks) in enumerate(sections):
            width = (section.width - section.left - section.right) * UNITS
            strips = self._strips(blocks, width)
            yield from flow.section(section, strips)
            if place == len(sections) - 1 and self.contents.comments:
                listed = list(_comment_list(self.contents.comments))
                yield from flow.more(self._strips(listed, width))
        yield from flow.end()

    def paint(self, painter: QPainter, page: Page, total: int) -> None:
        """Paint a page whose corner is at the origin; the painter's unit is one of layout."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, page.width * UNITS, page.height * UNITS)
        painter.setClipRect(area)
        for x, y, strip in page.items:
            for draw in strip.behind:
                draw(painter, x, y)
        self._paint_parts(painter, page, total)
        for x, y, strip in page.items:
            for draw in strip.over:
                draw(painter, x, y)
        self._paint_margin(painter, page)
        painter.restore()

    def body(self, section: Section, *, first: bool) -> tuple[float, float]:
        """Return where the text of a page begins and ends, in layout units from its top."""
        kind = "first" if first and section.first_differs else "default"
        head = section.header * UNITS + self._height(section, "headers", kind)
        foot = section.footer * UNITS + self._height(section, "footers", kind)
        top = max(section.top * UNITS, head)
        bottom = section.height * UNITS - max(section.bottom * UNITS, foot)
        return top, max(bottom, top + 72.0 * UNITS)

    def _strips(self, blocks: Sequence[Block], width: float) -> Iterator[Strip]:
        frame, down = None, 0.0
        for place, block in enumerate(blocks):
            if not isinstance(block, Words):
                yield from table_strips(self._setter, block, width)
            elif block.look.frame is not None:
                down = down if block.look.frame == frame else 0.0
                frame = block.look.frame
                for strip in self._setter.paragraph(block, frame.width * UNITS):
                    strip.at = (frame.x * UNITS, frame.y * UNITS + down)
                    down += strip.height
                    yield strip
            else:
                yield from self._setter.paragraph(block, width, after=gap_after(blocks, place))

    # -- head and foot ----------------------------------------------------------------------------

    def _height(self, section: Section, part: str, kind: str) -> float:
        key = (id(section), part, kind)
        if key not in self._heights:
            self._heights[key] = sum(
                strip.height for strip in self._part(section, part, kind, 1, 1) if strip.at is None
            )
        return self._heights[key]

    def _part(self, section: Section, part: str, kind: str, number: int, total: int) -> list[Strip]:
        blocks = getattr(section, part).get(kind, ())
        width = (section.width - section.left - section.right) * UNITS
        numbers = {"PAGE": str(number), "NUMPAGES": str(total)}
        return list(self._strips([_filled_in(block, numbers) for block in blocks], width))

    def _paint_parts(self, painter: QPainter, page: Page, total: int) -> None:
        section = page.section
        kind = "first" if page.first and section.first_differs else "default"
        for part in ("headers", "footers"):
            strips = self._part(section, part, kind, page.number, total)
            y = section.header * UNITS
            if part == "footers":
                high = sum(strip.height for strip in strips if strip.at is None)
                y = (section.height - section.footer) * UNITS - high
            for strip in strips:
                if strip.at is not None:
                    strip.paint(painter, *strip.at)
                else:
                    strip.paint(painter, section.left * UNITS, y)
                    y += strip.height

    def _paint_margin(self, painter: QPainter, page: Page) -> None:
        section = page.section
        left, right = section.left * UNITS, (section.width - section.right) * UNITS
        painter.setFont(font_of(RunLook(_SANS, 8.0)))
        painter.setPen(QColor("#404040"))
        for y, number in page.counted:
            if section.rtl:
                painter.drawText(QPointF(right + 10 * UNITS, y), str(number))
            else:
                area = QRectF(left - 60 * UNITS, y - 10 * UNITS, 46 * UNITS, 13 * UNITS)
                where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(area, where, str(number))
        painter.setFont(font_of(_SMALL))
        for _, y, strip in page.items:
            if strip.comments:
                text = ", ".join(map(str, strip.comments))
                _paint_note(painter, text, right + 7 * UNITS, y + strip.baseline, section)


class _Flow:
    """Puts strips on pages."""

    def __init__(self, pages: DocxPages) -> None:
        self._pages = pages
        self._page: Page | None = None
        self._section = Section()
        self._y = self._top = self._bottom = 0.0
        self._count = 0
        self._lines = 0
        self._done: list[Page] = []

    def section(self, section: Section, strips: Iterator[Strip]) -> Iterator[Page]:
        """Yield the pages that are full while a section is put on."""
        same_sheet = (section.width, section.height) == (self._section.width, self._section.height)
        stays = self._page is not None and section.same_page and same_sheet
        self._section, self._lines = section, 0
        if not stays:
            self._new_page(first=True)
        yield from self.more(strips)

    def more(self, strips: Iterator[Strip]) -> Iterator[Page]:
        """Yield the pages that are full while more strips of the same section are put on."""
        group: list[Strip] = []
        for strip in strips:
            if strip.new_page and group:
                self._put_group(group)
                group = []
            group.append(strip)
            if not strip.keep or len(group) >= _LONGEST_GROUP:
                self._put_group(group)
                group = []
            yield from self._full()
        if group:
            self._put_group(group)
        yield from self._full()

    def end(self) -> Iterator[Page]:
        """Yield the last page."""
        if self._page is None:
            self._new_page(first=True)
        yield from self._full()
        if self._page is not None:
            yield self._page

    def _full(self) -> Iterator[Page]:
        while self._done:
            yield self._done.pop(0)

    def _new_page(self, *, first: bool = False) -> None:
        if self._page is not None:
            self._done.append(self._page)
        self._count += 1
        self._page = Page(self._section, self._count, first)
        self._top, self._bottom = self._pages.body(self._section, first=first)
        self._y = self._top

    def _put_group(self, group: list[Strip]) -> None:
        if group[0].new_page and self._y > self._top:
            self._new_page()
            self._put(group[0], kept=True)
            group = group[1:]
        height = sum(strip.height for strip in group if strip.at is None)
        if group and group[-1].gap:
            height -= group[-1].height
        divisible = len(group) == 1 and group[0].split is not None and not group[0].whole
        too_high = self._bottom - self._y + 0.5 < height <= self._bottom - self._top
        if too_high and self._y > self._top and not divisible:
            self._new_page()
            self._put_header(group[0])
        for strip in group:
            self._put(strip)

    def _put_header(self, strip: Strip) -> None:
        for row in strip.header:
            self._place(row)

    def _put(self, strip: Strip, *, kept: bool = False) -> None:
        if strip.at is not None:
            assert self._page is not None
            self._page.items.append((*strip.at, strip))
            return
        if strip.gap:
            if self._y > self._top or kept or (self._page is not None and self._page.number == 1):
                self._y = min(self._y + strip.height, self._bottom)
            return
        if strip.height <= self._bottom - self._y + 0.5:
            self._place(strip)
            return
        whole_page = self._bottom - self._top
        parts = None
        if strip.split is not None and (not strip.whole or strip.height > whole_page):
            parts = strip.split(self._bottom - self._y)
        if parts is None and self._y > self._top + sum(row.height for row in strip.header):
            self._new_page()
            self._put_header(strip)
            if strip.height > self._bottom - self._y and strip.split is not None:
                parts = strip.split(self._bottom - self._y)
        if parts is None:
            self._place(strip)  # higher than a page and not to be divided: it is cut off at the edge
            return
        self._place(parts[0])
        self._new_page()
        self._put_header(strip)
        parts[1].header = strip.header
        self._put(parts[1])

    def _place(self, strip: Strip) -> None:
        assert self._page is not None
        self._page.items.append((self._section.left * UNITS, self._y, strip))
        if strip.numbered and self._section.count_by:
            self._lines += 1
            if self._lines % self._section.count_by == 0:
                self._page.counted.append((self._y + strip.baseline, self._lines))
        self._y += strip.height


def _filled_in(block: Block, numbers: dict[str, str]) -> Block:
    if not isinstance(block, Words) or not any(piece.field for piece in block.pieces):
        return block
    pieces = tuple(
        replace(piece, text=numbers.get(piece.field, piece.text), field="") if piece.field else piece
        for piece in block.pieces
    )
    return replace(block, pieces=pieces)


def _paint_note(painter: QPainter, text: str, x: float, baseline: float, section: Section) -> None:
    width = painter.fontMetrics().horizontalAdvance(text) + 6 * UNITS
    if section.rtl:
        x = section.left * UNITS - 7 * UNITS - width
    area = QRectF(x, baseline - 8 * UNITS, width, 10 * UNITS)
    pen = QPen(QColor("#8A8A8A"), 0.5 * UNITS)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, 2 * UNITS, 2 * UNITS)
    painter.setPen(QColor("#404040"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def _comment_list(comments: Sequence[PageComment]) -> Iterator[Words]:
    """Yield the list of comments after the text."""
    over = ParagraphLook(before=22, after=6, keep_next=True)
    yield Words((Piece(tr("Comments"), _HEAD),), over, _HEAD)
    for comment in comments:
        head = ParagraphLook(start=22, first=-22, before=5, keep_next=True)
        pieces = [Piece(comment.author, _NUMBER)]
        if comment.passage:
            pieces.append(Piece(f"  “{comment.passage}”", _QUOTED))
        marker = Piece(str(comment.number), _NUMBER)
        yield Words(tuple(pieces), head, _SAID, marker)
        said = [text for text in comment.paragraphs if text.strip()]
        for text in said:
            yield Words((Piece(text, _SAID),), ParagraphLook(start=22), _SAID)
