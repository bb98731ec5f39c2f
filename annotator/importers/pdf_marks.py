"""Highlights and notes on the pages of a PDF, and the words of the article they are on."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.importers.builder import Builder
from annotator.importers.pdf_layout import Paragraph
from annotator.importers.pdf_page import Page
from annotator.model.imported import ImportedMark
from annotator.model.span import Span

_MARKS_TEXT = frozenset({9, 10, 11, 12})  # highlight, underline, squiggly, strike-out
_NOTES = frozenset({1, 3, 14})  # sticky note, free text, caret
_LONGEST = 1_000_000  # bytes of one note


@dataclass(frozen=True, slots=True)
class PdfNote:
    """One annotation; `indices` are PDFium's numbers of the characters it lies on."""

    page: int
    indices: tuple[int, ...]
    text: str
    author: str
    at: str
    colour: str


def read_notes(page: Any, read: Page) -> list[PdfNote]:
    """Return the annotations on a pypdfium2 page that mark words or say something."""
    import pypdfium2.raw as pdfium

    found = []
    for index in range(max(pdfium.FPDFPage_GetAnnotCount(page.raw), 0)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            note = _read(pdfium, annotation, read)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if note is not None:
            found.append(note)
    return found


def place_notes(builder: Builder, found: Sequence[Paragraph], notes: Sequence[PdfNote]) -> None:
    """Add the notes to the article as marks, each on the words it lies on, in reading order."""
    if not notes:
        return
    positions: Mapping[tuple[int, int], int] = {
        place: block.start + offset
        for block, paragraph in zip(builder.blocks, found, strict=True)
        for offset, place in enumerate(paragraph.places)
        if place[1] >= 0
    }
    marks = []
    for note in notes:
        places = [(note.page, index) for index in note.indices]
        covered = sorted(positions[place] for place in places if place in positions)
        span = Span(covered[0], covered[-1] + 1) if covered else None
        mark = ImportedMark(span, note.text, note.colour, note.author, at=note.at)
        marks.append((span.start if span else len(positions), mark))
    for _, mark in sorted(marks, key=lambda item: item[0]):
        builder.mark(mark)


def _read(pdfium: Any, annotation: Any, read: Page) -> PdfNote | None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    text = _string(pdfium, annotation, "Contents").replace("\r\n", "\n").replace("\r", "\n").strip()
    if kind not in _MARKS_TEXT and not (kind in _NOTES and text):
        return None
    colour = ""
    if kind in _MARKS_TEXT:
        channels = [ctypes.c_uint() for _ in range(4)]
        if pdfium.FPDFAnnot_GetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *channels):
            colour = "#" + "".join(f"{channel.value & 255:02X}" for channel in channels[:3])
    return PdfNote(
        read.number,
        tuple(_covered(pdfium, annotation, read)),
        text,
        _string(pdfium, annotation, "T"),
        _date(_string(pdfium, annotation, "M") or _string(pdfium, annotation, "CreationDate")),
        colour,
    )


def _covered(pdfium: Any, annotation: Any, read: Page) -> list[int]:
    """Return the characters whose middle lies in one of the annotation's boxes."""
    boxes = []
    points = pdfium.FS_QUADPOINTSF()
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, points):
            across = (points.x1, points.x2, points.x3, points.x4)
            up = (points.y1, points.y2, points.y3, points.y4)
            boxes.append((min(across), max(across), min(up), max(up)))
    found: list[int] = []
    for piece in read.pieces:
        rows = [box for box in boxes if box[2] <= piece.middle <= box[3]]
        if not rows:
            continue
        for index, middle in zip(piece.indices, piece.centres, strict=True):
            if index >= 0 and any(left <= middle <= right for left, right, _, _ in rows):
                found.append(index)
    return found


def _string(pdfium: Any, annotation: Any, key: str) -> str:
    name = key.encode()
    size = pdfium.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    if not 2 < size < _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, name, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _date(said: str) -> str:
    """Return a PDF date, "D:20261124093000+01'00'", as ISO 8601; "" if it is none."""
    digits = said.removeprefix("D:")
    if len(digits) < 8 or not digits[:8].isdecimal():
        return ""
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    clock = digits[8:14]
    return f"{day}T{clock[:2]}:{clock[2:4]}:{clock[4:6]}" if len(clock) == 6 and clock.isdecimal() else day
