"""The lines of a page of a PDF in reading order: column by column, what spans columns in between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from annotator.importers.pdf_page import Piece

_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BIN = 3.0  # points
_GUTTER = 8.0  # points without any text, the least between two columns
_CROSSING = 0.25  # as many lines as in the fullest strip may run across the gutter: titles, wide tables
_LEAST_LINES = 4  # on either side
_LEAST_SHARE = 0.2
_LEAST_FILL = 0.55  # of a column's width its lines have; the cells of a table have less
_SAME_LINE = 0.5  # of the lower piece's height that two pieces share
_BLANK = 0.12  # ems: a wider gap between two pieces is a space


@dataclass(slots=True)
class Line:
    """One line of a column.

    Attributes:
        places: (page, PDFium's number) of each character of `text`; -1 for a blank put in.
    """

    page: int
    text: str
    places: list[tuple[int, int]]
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        """The height of its middle above the foot of the page."""
        return (self.bottom + self.top) / 2

    @property
    def advance(self) -> float:
        """The mean width of a character."""
        return (self.right - self.left) / max(len(self.text), 1)


def columns(pieces: Sequence[Piece]) -> list[list[Line]]:
    """Return the lines of a page as stretches of one column each, in reading order."""
    gutter = _gutter(pieces)
    if gutter is None:
        lines = as_lines(pieces)
        return [lines] if lines else []
    found: list[list[Line]] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def flush() -> None:
        sides = (right, left) if _mostly_rtl([*left, *right]) else (left, right)
        for side in sides:
            found.extend(columns(side))
            side.clear()

    spanning: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if piece.right <= gutter[1]:
            side = left
        elif piece.left >= gutter[0]:
            side = right
        else:
            flush()
            spanning.append(piece)
            continue
        if spanning and not _beside(piece, spanning[-1]):
            found.append(as_lines(spanning))
            spanning.clear()
        (spanning if spanning else side).append(piece)
    if spanning:
        found.append(as_lines(spanning))
    flush()
    return [lines for lines in found if lines]


def as_lines(pieces: Iterable[Piece]) -> list[Line]:
    """Return pieces as lines from the top down; those side by side are one line."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if rows and _beside(piece, rows[-1][0]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(row) for row in rows]


def _beside(piece: Piece, other: Piece) -> bool:
    shared = min(piece.top, other.top) - max(piece.bottom, other.bottom)
    return shared >= _SAME_LINE * min(piece.top - piece.bottom, other.top - other.bottom)


def _line(row: list[Piece]) -> Line:
    rtl = _mostly_rtl(row)
    row.sort(key=lambda piece: -piece.right if rtl else piece.left)
    text, places = "", []
    before: Piece | None = None
    for piece in row:
        if before is not None:
            gap = before.left - piece.right if rtl else piece.left - before.right
            if gap > _BLANK * max(piece.size, before.size):
                text += " "
                places.append((piece.page, -1))
        text += piece.text
        places += [(piece.page, index) for index in piece.indices]
        before = piece
    main = max(row, key=lambda piece: len(piece.text))
    return Line(
        row[0].page,
        text,
        places,
        min(piece.left for piece in row),
        max(piece.right for piece in row),
        main.bottom,
        main.top,
        main.size,
        all(piece.bold for piece in row),
    )


def is_rtl(text: str) -> bool:
    """Tell whether most letters of a text run right to left (Hebrew, Arabic and their kin)."""
    to_left = len(_TO_LEFT.findall(text))
    return to_left > 0 and 2 * to_left > sum(char.isalpha() for char in text)


def _mostly_rtl(pieces: Iterable[Piece]) -> bool:
    return is_rtl("".join(piece.text for piece in pieces))


def _gutter(pieces: Sequence[Piece]) -> tuple[float, float] | None:
    """Return the left and right edge of the widest strip between two columns; None for a single column."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    bins = max(int((end - start) / _BIN) + 1, 1)
    changes = [0] * (bins + 1)
    for piece in pieces:
        changes[int((piece.left - start) / _BIN)] += 1
        changes[min(int((piece.right - start) / _BIN) + 1, bins)] -= 1
    allowed = _CROSSING * max(accumulate(changes))
    best: tuple[float, float] | None = None
    covered, begin = 0, -1
    for place in range(bins):
        covered += changes[place]
        if covered <= allowed:
            begin = place if begin < 0 else begin
        elif begin >= 0:
            edges = (start + begin * _BIN, start + place * _BIN)
            wider = best is None or edges[1] - edges[0] > best[1] - best[0]
            if begin > 0 and wider and _divides(pieces, edges):
                best = edges
            begin = -1
    return best


def _divides(pieces: Sequence[Piece], edges: tuple[float, float]) -> bool:
    if edges[1] - edges[0] < _GUTTER:
        return False
    least = max(_LEAST_LINES, _LEAST_SHARE * len(pieces))
    left = [piece for piece in pieces if piece.right <= edges[1]]
    right = [piece for piece in pieces if piece.left >= edges[0]]
    return all(len(side) >= least and _fills(side) for side in (left, right))


def _fills(side: Sequence[Piece]) -> bool:
    width = max(piece.right for piece in side) - min(piece.left for piece in side)
    # the mean over points, not pieces: scraps of a line do not count for much
    lengths = [piece.right - piece.left for piece in side]
    return sum(length * length for length in lengths) >= _LEAST_FILL * width * sum(lengths)
