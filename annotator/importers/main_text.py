"""Which blocks of a web page are its article: trafilatura decides, and the page itself says how they look.

trafilatura finds the main text better than anything else that was measured, but what it returns has lost
captions, list numbers and merged cells. So its words are aligned with the page's own blocks, and the blocks
that hold them are kept as they stand in the page; headline, standfirst and captions are added if it left
them out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotator.importers.builder import distinct
from annotator.importers.html_blocks import PageBlock, page_blocks
from annotator.model.article import Metadata
from annotator.model.block import BlockKind
from annotator.text.normalize import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = re.compile(r"\w+")
_MOST_PAIRS = 400_000_000  # words × words that are aligned: 50 MB of bits
_MOST_ELEMENTS = 60_000  # a larger page takes trafilatura longer than anyone waits
_SHARE = 0.6  # of a block's words that must be in the main text
_COVERED = 0.9  # of the main text's words that must be found in the page
_STANDFIRST = re.compile(
    r"stand-?first|sub-?(head|title|line)|\bdek\b|\bdeck\b|summary|\blead\b|\blede\b|intro|teaser|excerpt|"
    r"description",
    re.IGNORECASE,
)
_BESIDE = ("nav", "aside", "footer")
_NEAR = 10  # blocks between a headline and the first paragraph of its article
_BY = re.compile(r"^\W*(by|von|par|por|di|door)\s+", re.IGNORECASE)
_LINES = frozenset(("p", "head", "item", "cell", "row", "quote", "list", "table", "lb", "graphic", "body"))
_AS_HTML = {
    "head": "h2",
    "list": "ul",
    "item": "li",
    "quote": "blockquote",
    "lb": "br",
    "row": "tr",
    "cell": "td",
    "graphic": "img",
}
_HI = {"#b": "b", "#i": "i", "#u": "u", "#t": "code", "#sub": "sub", "#sup": "sup"}


@dataclass(frozen=True, slots=True)
class MainText:
    """The article in a page.

    Attributes:
        left_out: blocks of the page that are not part of it.
    """

    blocks: tuple[PageBlock, ...]
    metadata: Metadata
    left_out: int


def main_text(root: _Element, blocks: Sequence[PageBlock], base: str) -> MainText | None:
    """Return the article in a page whose blocks are `blocks`; None if no main text is recognised."""
    document = _extracted(root, base)
    if document is None or document.body is None:
        return None
    metadata = _metadata(document)
    wanted = _words_of(_flat(document.body))
    if not wanted:
        return None
    kept = _aligned(blocks, wanted)
    if kept is None:
        own = tuple(page_blocks(_as_html(document.body), base))
        return MainText(own, metadata, max(len(blocks) - len(own), 0))
    headline = _headline(blocks, kept, metadata.title)
    if headline is not None:
        metadata = replace(metadata, title=_title(metadata.title, blocks[headline], root))
    first = min(kept, default=0)
    kept |= _standfirst(blocks, first, headline, root)
    if headline is not None:
        kept = {n for n in kept if n == headline or not _same(blocks[n], blocks[headline])} | {headline}
    kept |= _captions(blocks, kept, _picture_sources(document.body))
    chosen = [blocks[n] for n in sorted(kept)]
    if headline is not None and BlockKind.HEADING not in {block.kind for block in chosen}:
        heading = replace(blocks[headline], kind=BlockKind.HEADING, level=1, marker="")
        chosen[sorted(kept).index(headline)] = heading
    return MainText(tuple(chosen), metadata, len(blocks) - len(chosen))


def _extracted(root: _Element, base: str) -> Any:
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return None
    for name in ("trafilatura", "htmldate", "justext", "readability", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    config = use_config()
    # the default takes all visible text of a short article, and breaks lines inside its sentences
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "10")
    try:
        return bare_extraction(
            root,
            url=base or None,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_tables=True,
            include_images=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=config,
        )
    except (LxmlError, ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
        return None  # a page it cannot cope with is read whole


# aligning


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _flat(body: _Element) -> str:
    """Return the words of trafilatura's result, a line feed wherever its elements break a line."""
    parts: list[str] = []
    from lxml import etree

    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _LINES:
            parts.append("\n")
        parts.append((node.text if event == "start" else node.tail) or "")
    return "".join(parts)


def _aligned(blocks: Sequence[PageBlock], wanted: list[str]) -> set[int] | None:
    """Return the numbers of the blocks whose words are the wanted ones; None if many are not in the page."""
    words: list[str] = []
    owners: list[int] = []
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.PICTURE:
            own = _words_of(block.text)
            words += own
            owners += [number] * len(own)
    if len(words) * len(wanted) > _MOST_PAIRS:
        return None
    matched = [0] * len(blocks)
    total = [0] * len(blocks)
    for owner in owners:
        total[owner] += 1
    found = 0
    for first, last in _common_runs(words, wanted):
        found += last - first
        for owner in owners[first:last]:
            matched[owner] += 1
    if found < _COVERED * len(wanted):
        return None
    return {n for n, count in enumerate(total) if count and matched[n] >= _SHARE * count} | _wordless(
        blocks, matched
    )


def _common_runs(page: list[str], wanted: list[str]) -> Iterator[tuple[int, int]]:
    from rapidfuzz.distance import Indel

    for operation in Indel.opcodes(page, wanted):
        if operation.tag == "equal":
            yield operation.src_start, operation.src_end


def _wordless(blocks: Sequence[PageBlock], matched: list[int]) -> set[int]:
    """Return the blocks that hold signs only, or no text at all, in the midst of kept ones: "***", a cell."""
    places = [n for n, count in enumerate(matched) if count]
    tables = {cell.table for n in places if (cell := blocks[n].cell) is not None}
    inside = range(places[0], places[-1]) if places else range(0)
    return {
        n
        for n, block in enumerate(blocks)
        if block.kind is not BlockKind.PICTURE
        and not _WORD.search(block.text)
        and (n in inside if block.cell is None else block.cell.table in tables)
    }


# what it may have left out


def _headline(blocks: Sequence[PageBlock], kept: set[int], title: str) -> int | None:
    """Return the number of the block that is the headline; None if the page shows none."""
    first, last = min(kept, default=0), max(kept, default=0)
    top = {n for n, block in enumerate(blocks[: last + 1]) if _is_headline(block)}
    wanted = _key(title)
    keys = {n: _key(block.text) for n, block in enumerate(blocks[: last + 1])} if wanted else {}
    same = {n for n, key in keys.items() if key == wanted}
    for group in (top & same & kept, top & kept, top & same, same & kept):
        if group:
            return min(group)
    # "The bridge – Ostley News" as title, "The bridge" as headline
    begins = [n for n in sorted(top) if wanted and keys[n] and (keys[n] in wanted or wanted in keys[n])]
    if begins:
        return begins[0]
    near = [n for n in sorted(same) if 0 <= first - n <= _NEAR]
    before = near or [n for n in sorted(top) if n < first]
    return before[-1] if before else None


def _is_headline(block: PageBlock) -> bool:
    return block.kind is BlockKind.HEADING and block.level == 1


def _standfirst(blocks: Sequence[PageBlock], first: int, headline: int | None, root: _Element) -> set[int]:
    """Return the blocks between the headline and the text that introduce the article."""
    if headline is None:
        return set()
    described = {_key(text) for text in _descriptions(root)}
    span = range(headline + 1, min(first, headline + 1 + _NEAR)) if headline < first else range(0)
    return {
        n
        for n in span
        if len(_words_of(blocks[n].text)) >= 4
        and not _is_beside(blocks[n].element)
        and (_key(blocks[n].text) in described or _introduces(blocks[n], blocks[headline]))
    }


def _introduces(block: PageBlock, headline: PageBlock) -> bool:
    element: Any = block.element
    for _ in range(3):
        if element is None or element.tag in ("body", "article", "main"):
            break
        if _STANDFIRST.search(
            f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        ):
            return True
        element = element.getparent()
    same_parent = block.element.getparent() is headline.element.getparent()
    return block.kind is BlockKind.HEADING and block.level == 2 and same_parent


def _descriptions(root: _Element) -> Iterator[str]:
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in ("description", "og:description"):
            yield meta.get("content", "")


def _captions(blocks: Sequence[PageBlock], kept: set[int], sources: set[str]) -> set[int]:
    """Return the pictures of the article with their captions: what they say is checked like any sentence."""
    found = set()
    for n in range(min(kept, default=0), max(kept, default=0)):
        block = blocks[n]
        if _is_beside(block.element):
            continue
        figure = any(parent.tag == "figure" for parent in (block.element, *block.element.iterancestors()))
        if block.kind is BlockKind.CAPTION or (
            block.kind is BlockKind.PICTURE and (figure or block.source in sources)
        ):
            found.add(n)
    return found


def _is_beside(element: _Element) -> bool:
    return any(parent.tag in _BESIDE for parent in (element, *element.iterancestors()))


def _picture_sources(body: _Element) -> set[str]:
    return {graphic.get("src", "") for graphic in body.iter("graphic")} - {""}


def _same(one: PageBlock, other: PageBlock) -> bool:
    return _key(one.text) == _key(other.text)


def _key(text: str) -> str:
    return " ".join(_words_of(text))


def _as_html(body: _Element) -> _Element:
    """Return trafilatura's own elements as the HTML ones they stand for."""
    for node in body.iter():
        rend = node.get("rend", "")
        if node.tag == "hi":
            node.tag = _HI.get(rend, "span")
        elif node.tag == "list" and rend == "ol":
            node.tag = "ol"
        elif node.tag == "head" and rend in ("h1", "h3", "h4", "h5", "h6"):
            node.tag = rend
        elif node.tag == "ref":
            node.set("href", node.get("target", ""))
            node.tag = "a"
        elif node.tag in _AS_HTML:
            node.tag = _AS_HTML[node.tag]
    return body


def _title(detected: str, headline: PageBlock, root: _Element) -> str:
    """Return the headline if the page's own title names it and not what was detected."""
    named = " ".join(_key(title.text or "") for title in root.iter("title"))
    if _key(headline.text) in named and _key(detected) not in named:
        return one_line(headline.text)
    return detected


def _metadata(document: Any) -> Metadata:
    return Metadata(
        title=one_line(document.title or ""),
        byline=byline(document.author or ""),
        site=one_line(document.sitename or ""),
        published=document.date or "",
        url=document.url or "",
    )


def byline(authors: str) -> str:
    """Return names that come as "Ana Ruiz; By Ana Ruiz; Ben Roe" each once: "Ana Ruiz, Ben Roe"."""
    names = distinct(_BY.sub("", name) for name in re.split(r"[;|]", authors))
    longer = [
        name
        for name in names
        if not any(name.casefold() in other.casefold() for other in names if other != name)
    ]
    return ", ".join(longer)
