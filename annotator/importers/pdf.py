"""PDF through PDFium: pages of characters become paragraphs, their notes and highlights become marks.

PDFium can hang on hostile files and takes what memory it likes: files of others are read in a child process
with limits, never in the window's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from annotator.errors import ImportFailed
from annotator.importers.builder import Builder
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions, PasswordNeeded
from annotator.importers.pdf_columns import columns, is_rtl
from annotator.importers.pdf_heads import without_heads
from annotator.importers.pdf_layout import Paragraph, paragraphs
from annotator.importers.pdf_marks import PdfNote, place_notes, read_notes
from annotator.importers.pdf_page import Page, read_page
from annotator.model.article import Metadata
from annotator.model.block import BlockKind
from annotator.model.imported import Imported
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_TITLE_OF_A_FILE = re.compile(
    r"^microsoft (word|powerpoint)|\.(docx?|dotx?|odt|rtf|pdf|indd|tex|qxd|dvi)$", re.IGNORECASE
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")


def read_pdf(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return a PDF as an article.

    PasswordNeeded if it is protected and the password is missing or wrong; ImportFailed with a sentence if it
    is damaged, or its pages are only pictures.
    """
    document = _open(data, name, options.password)
    try:
        pages, notes, pictures = _read(document)
        if not any(page.pieces for page in pages):
            raise ImportFailed(
                tr("“{name}” holds only pictures of pages, no text.", name=name),
                hint=tr("Recognise its text with another program (“OCR”) and open the result."),
            )
        builder = Builder("pdf")
        found = _add_text(builder, pages)
        place_notes(builder, found, notes)
        _add_findings(builder, pages, pictures, len(notes))
        return builder.result(_metadata(document, found))
    finally:
        document.close()


def _open(data: bytes, name: str, password: str | None) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
        if len(document) < 1:
            raise _damaged(name, "no pages")
    except pypdfium2.PdfiumError as error:
        if error.err_code == _WRONG_PASSWORD:
            raise PasswordNeeded(
                tr("“{name}” is protected, and this is not its password.", name=name)
                if password
                else tr("“{name}” is protected with a password.", name=name),
                hint=tr("Ask the sender for the password, and open the file again with it."),
                detail=str(error),
            ) from error
        raise _damaged(name, str(error)) from error
    return document


def _damaged(name: str, detail: str) -> ImportFailed:
    return ImportFailed(
        tr("“{name}” is damaged and cannot be read as a PDF.", name=name),
        hint=tr("Ask for the file again, or open it in a PDF program and save a copy."),
        detail=detail,
    )


def _read(document: Any) -> tuple[list[Page], list[PdfNote], list[int]]:
    """Return the pages that can be read, the notes on them, and the numbers of those that are pictures."""
    import pypdfium2

    pages: list[Page] = []
    notes: list[PdfNote] = []
    pictures: list[int] = []
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:  # one page is broken: the others may be whole
            pictures.append(number)
            continue
        try:
            read = read_page(page, number)
            notes += read_notes(page, read)
        except pypdfium2.PdfiumError:
            pictures.append(number)
            continue
        finally:
            page.close()
        pages.append(read)
        if not read.pieces:
            pictures.append(number)
    return pages, notes, pictures


def _add_text(builder: Builder, pages: Sequence[Page]) -> list[Paragraph]:
    kept, heads = without_heads(pages)
    found = paragraphs(column for pieces in kept for column in columns(pieces))
    for paragraph in found:
        builder.begin(
            _kind(paragraph),
            level=paragraph.level,
            marker=paragraph.marker,
            rtl=True if is_rtl(paragraph.text) else None,
            page=paragraph.page + 1,
        )
        builder.add(paragraph.text)
        builder.end()
    if heads:
        shown = one_line("; ".join(heads))
        builder.found(
            "headers",
            len(heads),
            tr(
                "Running heads and feet are not part of the text; they say: {words}",
                words=f"{shown[:200]}…" if len(shown) > 200 else shown,
            ),
        )
    return found


def _kind(paragraph: Paragraph) -> BlockKind:
    if paragraph.marker:
        return BlockKind.LIST_ITEM
    if paragraph.level:
        return BlockKind.HEADING
    return BlockKind.CAPTION if paragraph.is_caption else BlockKind.PARAGRAPH


def _add_findings(builder: Builder, pages: Sequence[Page], pictures: Sequence[int], notes: int) -> None:
    if pictures:
        shown = ", ".join(str(number + 1) for number in pictures[:10]) + ("…" if len(pictures) > 10 else "")
        builder.found(
            "pages-without-text",
            len(pictures),
            tr_plural(
                "One page has no text that could be read: {pages}.",
                "{n} pages have no text that could be read: {pages}.",
                len(pictures),
                pages=shown,
            ),
        )
    if notes:
        builder.found(
            "comments",
            notes,
            tr_plural(
                "The file has one comment or highlight.", "The file has {n} comments or highlights.", notes
            ),
        )
    if dropped := sum(page.dropped for page in pages):
        builder.dropped(dropped)


def _metadata(document: Any, found: Sequence[Paragraph]) -> Metadata:
    said = document.get_metadata_dict()
    title = one_line(said.get("Title", ""))
    if not title or _TITLE_OF_A_FILE.search(title) or title.casefold() == "untitled":
        title = next((one_line(item.text) for item in found[:12] if item.level), "")
    date = _DATE.match(said.get("CreationDate", ""))
    return Metadata(
        title=title,
        byline=said.get("Author", ""),
        published="-".join(part for part in date.groups() if part) if date else "",
        language=_language(document),
    )


def _language(document: Any) -> str:
    import ctypes

    import pypdfium2.raw as pdfium

    get = getattr(pdfium, "FPDFCatalog_GetLanguage", None)
    if get is None:
        return ""
    size = get(document.raw, None, 0)
    if not 2 < size < 200:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    get(document.raw, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
