"""Web pages: their main text, or all that a browser would show of them. Nothing is loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from annotator.errors import ImportFailed
from annotator.importers.builder import Builder, safe_link
from annotator.importers.decoding import Decoded, decode, is_binary
from annotator.importers.findings import report_counts
from annotator.importers.html_blocks import PageBlock, page_blocks, write_blocks
from annotator.importers.html_looks import is_hidden
from annotator.importers.main_text import byline, main_text
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.model.article import Metadata
from annotator.model.block import BlockKind
from annotator.model.imported import Imported
from annotator.text.normalize import normalise, one_line
from annotator.translate import tr, tr_plural

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding=["']([\w.-]+)""",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a page must declare its encoding; the standard asks for the first 1024
# pictures and fonts inside the page: a single one can be larger than the parser allows an attribute to be
_DATA_ADDRESS = re.compile(r"(data:[\w.+/-]{0,80}(?:;[\w=.-]{1,40}){0,4}),[\w%+/=.~:;!$*-]{64,}")
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)")
_EMBEDDED = ("img", "iframe", "frame", "video", "audio", "embed", "object", "source", "input")
_REMOTE = ("http:", "https:", "//")
_IN_HEAD = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template"})


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page.

    Attributes:
        cut: the parser gave up before the end.
        dropped: characters that no document can hold.
        url: where it was saved from, "" if the file does not say.
    """

    root: _Element
    cut: bool = False
    dropped: int = 0
    url: str = ""


def read_html(
    data: bytes,
    name: str,
    options: ImportOptions = DEFAULT_OPTIONS,
    *,
    declared: str = "",
    url: str = "",
    format: str = "html",  # noqa: A002 - the field's name in `Imported`
) -> Imported:
    """Return a web page as an article; ImportFailed if it shows no text.

    `declared` and `url` are what an envelope (a saved page, an e-mail) says of encoding and address.
    """
    decoded = decode(data, options.encoding, declared or _declared(data))
    if is_binary(decoded.text):
        raise ImportFailed(
            tr("“{name}” is not a web page.", name=name),
            hint=tr("Save the page again from the browser, as “web page, complete” or as a PDF."),
        )
    return read_page(decoded, options, url=url, format=format)


def read_page(
    decoded: Decoded,
    options: ImportOptions = DEFAULT_OPTIONS,
    *,
    url: str = "",
    format: str = "html",  # noqa: A002 - the field's name in `Imported`
) -> Imported:
    """Return a page that was decoded before as an article."""
    page = parse_page(decoded.text)
    builder = Builder(format)
    builder.dropped(page.dropped)
    if (said := decoded.finding()) is not None:
        builder.found(*said)
    base = _base(page, url)
    blocks = page_blocks(page.root, base)
    main = None if options.whole_page else main_text(page.root, blocks, base)
    detected = main.metadata if main is not None else Metadata()
    write_blocks(main.blocks if main is not None else blocks, builder)
    metadata = _metadata(page.root, blocks, detected, base)
    if main is not None and main.left_out:
        builder.found(*_left_out(main.left_out))
    elif main is None and not options.whole_page:
        text = tr("No main text was recognised; all visible text of the page is here.")
        builder.found("main-text", 0, text)
    _report(builder, page)
    if page.cut and not builder.text.strip():
        raise ImportFailed(
            tr("The page is nested too deeply to be read."),
            hint=tr("Save it from the browser as a PDF, or copy its text and paste it."),
        )
    return builder.result(metadata)


def parse_page(text: str) -> Page:
    """Return the tree of a page; ImportFailed if there is nothing in it."""
    from lxml import etree, html

    text, dropped = normalise(text)
    saved_from = _SINGLE_FILE.search(text[:_HEAD])
    source = _DATA_ADDRESS.sub(r"\1,", text).encode()
    root: Any = None
    cut = False
    for huge in (False, True):  # the parser's own limits first; real pages do pass them
        parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=huge)
        try:
            root = html.document_fromstring(source, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise ImportFailed(
                tr("There is no text in the file."),
                hint=tr("Save the page again from the browser, after it has fully loaded."),
                detail=str(error),
            ) from error
        cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
        if not cut:
            break
    _empty_head(root)
    return Page(root, cut, dropped, saved_from[1] if saved_from else "")


def _empty_head(root: _Element) -> None:
    """Put what stands in the head by mistake into the body.

    A page may leave out both tags; the parser, which knows no HTML 5, then takes <nav> and <article> for
    parts of the head, and all that follows them too.
    """
    head = next(iter(root.iterchildren("head")), None)
    if head is None:
        return
    strays = list(head)
    while strays and (not isinstance(strays[0].tag, str) or strays[0].tag in _IN_HEAD):
        del strays[0]
    if not strays:
        return
    body = next(iter(root.iterchildren("body")), None)
    if body is None:
        body = root.makeelement("body")
        root.append(body)
    if (body.text or "").strip():  # words before the first element stay behind the strays
        strays[-1].tail = (strays[-1].tail or "") + (body.text or "")
        body.text = None
    body[:0] = strays


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def _base(page: Page, url: str) -> str:
    """Return the address that the page's links start from, "" if it is not known."""
    canonical = _canonical(page.root)
    known = safe_link(url) or safe_link(page.url) or safe_link(canonical)
    for base in page.root.iter("base"):
        if href := base.get("href"):
            return safe_link(href, known) or known
    return known


def _canonical(root: _Element) -> str:
    for link in root.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            return one_line(link.get("href", ""))
    return _meta(root, "og:url")


def _meta(root: _Element, *names: str) -> str:
    for meta in root.iter("meta"):
        label = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
        if label.lower() in names and meta.get("content"):
            return one_line(meta.get("content", ""))
    return ""


def _metadata(root: _Element, blocks: Sequence[PageBlock], detected: Metadata, base: str) -> Metadata:
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    title = detected.title or _meta(root, "og:title") or _title(root)
    canonical = _canonical(root)
    return replace(
        detected,
        title=title or (one_line(headings[0].text) if headings else ""),
        byline=detected.byline or byline(_meta(root, "author", "article:author")),
        site=detected.site or _meta(root, "og:site_name"),
        language=_language(root),
        url=safe_link(urljoin(base, canonical) if base else canonical) or detected.url or base,
    )


def _title(root: _Element) -> str:
    for title in root.iter("title"):
        if title.text and title.text.strip():
            return one_line(title.text)
    return ""


def _language(root: _Element) -> str:
    page = next(root.iter("html"), root)
    written = page.get("lang") or page.get("xml:lang") or _meta(root, "content-language", "og:locale")
    return one_line(written).split(",")[0].replace("_", "-")


def _report(builder: Builder, page: Page) -> None:
    if page.cut:
        text = tr(
            "The page is nested too deeply or has too large a part; what comes after that place was not read."
        )
        builder.found("truncated", 0, text)
    report_counts(builder, {"ruby": sum(1 for _ in page.root.iter("rt"))})
    remote = sum(_is_remote(node) for node in page.root.iter(*_EMBEDDED))
    if remote:
        builder.found(
            "remote-content",
            remote,
            tr_plural(
                "One picture, frame or film lies on the internet; it was not loaded.",
                "{n} pictures, frames or films lie on the internet; none of them was loaded.",
                remote,
            ),
        )


def _is_remote(node: _Element) -> bool:
    source = node.get("src") or node.get("data") or node.get("srcset") or node.get("data-src") or ""
    return source.strip().lower().startswith(_REMOTE) and not is_hidden(node)


def _left_out(count: int) -> tuple[str, int, str]:
    return (
        "left-out",
        count,
        tr_plural(
            "This is the main text; one other passage of the page was left out. “Whole page” shows it.",
            "This is the main text; {n} other passages of the page (menus, links, adverts) were left out. "
            "“Whole page” shows them.",
            count,
        ),
    )
