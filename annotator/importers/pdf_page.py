"""The pieces of lines on a page of a PDF: characters that stand together on one baseline, with their place.

PDFium gives characters one by one, in the order they were drawn. A piece ends where a new line begins or
where a gap is wider than any space between words: at the border of columns, or of the cells of a table.
"""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from annotator.text.normalize import xml_safe

SOFT_HYPHEN = "\ufffe"
"""What PDFium makes of a hyphen at the end of a line."""

_BLANKS = frozenset(" \t\u00a0")
_BREAKS = frozenset("\r\n")
_GAP = 1.6  # ems between two pieces
_LEAST_BOLD = 600


@dataclass(slots=True)
class Piece:
    """Characters on one baseline. Coordinates are points from the lower left corner of the page.

    Attributes:
        indices: PDFium's number of each character of `text` on its page, -1 for a blank put in.
        size: of most characters, in points.
        centres: how far to the right the middle of each character is.
    """

    page: int
    text: str
    indices: list[int]
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    centres: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2

    @property
    def advance(self) -> float:
        """The mean width of a character."""
        return (self.right - self.left) / max(len(self.text), 1)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's pieces in the order they were drawn, and its size in points.

    Attributes:
        dropped: signs of fonts that do not say which character they are.
    """

    number: int
    pieces: list[Piece]
    width: float
    height: float
    dropped: int = 0


def read_page(page: Any, number: int) -> Page:
    """Return what a pypdfium2 page shows; `number` counts from 0."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        reader = _Reader(pdfium, text_page.raw, number)
        return Page(number, reader.pieces(), width, height, reader.dropped)
    finally:
        text_page.close()


class _Reader:
    def __init__(self, pdfium: Any, text_page: Any, page: int) -> None:
        self._pdfium = pdfium
        self._text_page = text_page
        self._page = page
        self.dropped = 0
        self._found: list[Piece] = []
        self._open: list[tuple[str, int, float, float, float, float]] = []

    def pieces(self) -> list[Piece]:
        get_unicode = self._pdfium.FPDFText_GetUnicode
        get_box = self._pdfium.FPDFText_GetLooseCharBox
        text_page = self._text_page
        box = self._pdfium.FS_RECTF()
        high = 0  # first half of a surrogate pair
        blank = False
        for index in range(max(self._pdfium.FPDFText_CountChars(text_page), 0)):
            code = get_unicode(text_page, index)
            if 0xD800 <= code <= 0xDBFF:
                high = code
                continue
            if 0xDC00 <= code <= 0xDFFF and high:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            high = 0
            char = chr(code) if code and not 0xD800 <= code <= 0xDFFF else ""
            if not char:
                continue
            if char in _BREAKS:
                self._end()
                blank = False
            elif char in _BLANKS:
                blank = bool(self._open)
            elif not (char := self._readable(char)):
                self.dropped += bool(code)
            elif get_box(text_page, index, box):
                place = (box.left, box.right, box.bottom, box.top)
                for letter in char:
                    self._add(letter, index, place, blank=blank)
                    blank = False
        self._end()
        return self._found

    @staticmethod
    def _readable(char: str) -> str:
        if " " < char < "\ud800":
            return char
        if char in ("\x02", SOFT_HYPHEN):
            return SOFT_HYPHEN
        if "\ufb00" <= char <= "\ufb06":  # one sign for two letters: fi, fl …
            return unicodedata.normalize("NFKC", char)
        return xml_safe(char)

    def _add(self, char: str, index: int, box: tuple[float, float, float, float], *, blank: bool) -> None:
        left, right, bottom, top = box
        if self._open:
            _, _, last_left, last_right, last_bottom, last_top = self._open[-1]
            em = max(last_top - last_bottom, top - bottom, 1.0)
            gap = max(left - last_right, last_left - right)  # to the right, or to the left in Arabic
            least = max(min(last_top - last_bottom, top - bottom), 0.1)
            shifted = min(top, last_top) - max(bottom, last_bottom) < 0.2 * least
            if gap > _GAP * em or shifted:
                self._end()
            elif blank:
                self._open.append((" ", -1, last_right, left, bottom, top))
        self._open.append((char, index, left, right, bottom, top))

    def _end(self) -> None:
        found, self._open = self._open, []
        if not found:
            return
        middle = next(item[1] for item in found[len(found) // 2 :] + found if item[1] >= 0)
        size = float(self._pdfium.FPDFText_GetFontSize(self._text_page, middle))
        heights = sorted(item[5] - item[4] for item in found)
        height = heights[len(heights) // 2]
        if size <= 1.5 or size > 3 * height > 0:  # scaled by a matrix: only the box tells
            size = height
        self._found.append(
            Piece(
                self._page,
                "".join(item[0] for item in found),
                [item[1] for item in found],
                min(item[2] for item in found),
                max(item[3] for item in found),
                min(item[4] for item in found),
                max(item[5] for item in found),
                size,
                self._is_bold(middle),
                [(item[2] + item[3]) / 2 for item in found],
            )
        )

    def _is_bold(self, index: int) -> bool:
        if self._pdfium.FPDFText_GetFontWeight(self._text_page, index) >= _LEAST_BOLD:
            return True
        # the fonts every reader has are not described in the file: only their names tell
        name = ctypes.create_string_buffer(128)
        self._pdfium.FPDFText_GetFontInfo(self._text_page, index, name, 128, None)
        return b"bold" in name.value.lower()
