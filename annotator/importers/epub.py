"""E-books (EPUB 2 and 3): chapters in the order of the book, footnotes at the end."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from annotator.errors import ImportFailed
from annotator.importers.builder import Builder
from annotator.importers.decoding import decode
from annotator.importers.findings import report_counts
from annotator.importers.html import parse_page
from annotator.importers.html_blocks import PageBlock, page_blocks, write_blocks
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.model.article import Metadata
from annotator.model.block import BlockKind
from annotator.model.imported import Imported
from annotator.ooxml.package import Package, read_package, resolve
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml")
_TITLE_LENGTH = 80


def read_epub(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return an e-book, or the chapters chosen in `options`, as one article.

    ImportFailed for a damaged or copy-protected book, or when there is no such chapter. `name` is not used:
    the book says what it is.
    """
    del name
    book = _open(data)
    pages = _chosen(book, options.chapters)
    builder = Builder("epub")
    notes: list[PageBlock] = []
    shown = 0
    for page in pages:
        parsed = parse_page(decode(book.package.read(page)).text)
        builder.dropped(parsed.dropped)
        blocks = page_blocks(parsed.root)
        # a note stands at the end of the text, wherever the book keeps it
        notes += [block for block in blocks if block.kind is BlockKind.NOTE]
        write_blocks([block for block in blocks if block.kind is not BlockKind.NOTE], builder)
        shown += sum(1 for _ in parsed.root.iter("img", "image"))
    write_blocks(notes, builder)
    report_counts(builder, {"pictures": shown})
    _say_left_out(builder, len(book.spine) - len(pages), bool(options.chapters))
    return builder.result(book.metadata)


def chapters(data: bytes) -> list[str]:
    """Return the titles of a book's chapters in their order; a number in the list chooses a chapter.

    A chapter the table of contents does not name is called by its first heading or its first words.
    """
    book = _open(data)
    return [
        book.titles.get(page) or _first_words(book.package.read(page)) or tr("Part {n}", n=number)
        for number, page in enumerate(book.spine, 1)
    ]


@dataclass(frozen=True, slots=True)
class _Book:
    """An opened book.

    Attributes:
        spine: the parts with text, in reading order.
        titles: what the table of contents calls them.
    """

    package: Package
    spine: tuple[str, ...]
    titles: dict[str, str] = field(default_factory=dict)
    metadata: Metadata = field(default_factory=Metadata)


def _open(data: bytes) -> _Book:
    package = read_package(data)
    root_name = _root_file(package)
    root = package.parse(root_name, doctype=True)
    items = {
        item.get("id", ""): (resolve(root_name, item.get("href", "")), item)
        for item in _all(root, "item")
        if item.get("href")
    }
    spine = [items[ref] for item in _all(root, "itemref") if (ref := item.get("idref", "")) in items]
    pages = tuple(
        dict.fromkeys(
            found
            for part, item in spine
            if item.get("media-type", _PAGES[0]) in _PAGES and (found := package.find(part))
        )
    )
    if not pages:
        raise _damaged("no readable part in the spine")
    _refuse_protected(package, pages)
    return _Book(package, pages, _titles(package, items, pages), _metadata(root))


def _root_file(package: Package) -> str:
    if _CONTAINER in package:
        for entry in _all(package.parse(_CONTAINER, doctype=True), "rootfile"):
            if found := package.find(resolve("", entry.get("full-path", ""))):
                return found
    for part in package:
        if part.lower().endswith(".opf"):
            return part
    raise _damaged("no package document")


def _refuse_protected(package: Package, pages: tuple[str, ...]) -> None:
    """Refuse a book whose text is encrypted; only its fonts may be."""
    if _ENCRYPTION not in package:
        return
    for reference in _all(package.parse(_ENCRYPTION, doctype=True), "CipherReference"):
        if package.find(resolve("", reference.get("URI", ""))) in pages:
            raise ImportFailed(
                tr("The book is copy-protected (DRM), so that only its shop's own program can read it."),
                hint=tr("Ask the publisher for a copy without protection, or copy the passage you need."),
            )


def _chosen(book: _Book, wanted: tuple[int, ...] | None) -> tuple[str, ...]:
    if wanted is None:
        return book.spine
    pages = tuple(book.spine[n] for n in sorted(set(wanted)) if 0 <= n < len(book.spine))
    if not pages:
        raise ImportFailed(
            tr("The book has no such chapter."), hint=tr("Choose at least one chapter from the list.")
        )
    return pages


def _say_left_out(builder: Builder, left_out: int, chosen: bool) -> None:
    if chosen and left_out:
        text = tr_plural(
            "One other part of the book was not chosen.",
            "{n} other parts of the book were not chosen.",
            left_out,
        )
        builder.found("left-out", left_out, text)


# the table of contents


def _titles(package: Package, items: dict[str, tuple[str, Any]], pages: tuple[str, ...]) -> dict[str, str]:
    titles: dict[str, str] = {}
    for part, item in items.values():
        found = package.find(part)
        if not found:
            continue
        if "nav" in item.get("properties", "").split():
            entries = _nav_entries(package, found)
        elif item.get("media-type") == "application/x-dtbncx+xml":
            entries = _ncx_entries(package, found)
        else:
            continue
        for target, title in entries:
            page = package.find(target)
            if page in pages and title:
                titles.setdefault(page, title)
    return titles


def _nav_entries(package: Package, part: str) -> Iterator[tuple[str, str]]:
    root = parse_page(decode(package.read(part)).text).root
    for nav in root.iter("nav"):
        if nav.get("epub:type", "toc") != "toc":
            continue
        for link in nav.iter("a"):
            yield _target(part, link.get("href", "")), one_line(str(link.xpath("string()")))


def _ncx_entries(package: Package, part: str) -> Iterator[tuple[str, str]]:
    for point in _all(package.parse(part, doctype=True), "navPoint"):
        label = next((one_line(text.xpath("string()")) for text in _all(point, "text")), "")
        content = next(_all(point, "content"), None)
        if content is not None:
            yield _target(part, content.get("src", "")), label


def _target(part: str, href: str) -> str:
    path = unquote(urlsplit(href).path) if "://" not in href else ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), path)) if path else part


def _first_words(page: bytes) -> str:
    try:
        blocks = page_blocks(parse_page(decode(page).text).root)
    except ImportFailed:  # a page of pictures
        return ""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    text = one_line((headings or blocks)[0].text) if blocks else ""
    return text if len(text) <= _TITLE_LENGTH else text[: _TITLE_LENGTH - 1].rstrip() + "…"


# what the book says of itself


def _metadata(root: _Element) -> Metadata:
    def values(name: str) -> list[str]:
        found = (one_line(node.xpath("string()")) for node in _all(root, name))
        return [value for value in found if value]

    def first(name: str) -> str:
        return next(iter(values(name)), "")

    source = next(
        (value for value in (*values("source"), *values("identifier")) if value.startswith("http")), ""
    )
    return Metadata(
        title=first("title"),
        byline=", ".join(values("creator")),
        site=first("publisher"),
        published=first("date"),
        language=first("language"),
        url=source,
    )


def _all(root: _Element, name: str) -> Iterator[Any]:
    """Yield the elements of this local name: books mix up their namespaces."""
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] == name:
            yield node


def _damaged(detail: str) -> ImportFailed:
    return ImportFailed(
        tr("The book is damaged: it does not say where its text is."),
        hint=tr("Ask for the file again, or open it in an e-book program and save a new copy."),
        detail=detail,
    )
