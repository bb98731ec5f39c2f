"""`Builder`: collects an article's blocks in reading order and makes the text of record of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from annotator.errors import ImportFailed
from annotator.model.article import Finding, ImportReport, Metadata
from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.dossier import Dossier
from annotator.model.imported import Imported, ImportedMark
from annotator.model.span import Span
from annotator.text.normalize import normalise, one_line, xml_safe
from annotator.translate import tr, tr_plural

NOTHING_KNOWN = Metadata()

MAX_CHARACTERS = 20_000_000
"""A text longer than this is no article: it is some six copies of the Bible in several languages."""

PLAIN: frozenset[Format] = frozenset()

_COLLAPSIBLE = re.compile("[ \t\n\r\f]+")  # what a browser folds into one blank
_LINK_SCHEMES = ("http", "https", "mailto")


class Builder:
    r"""Takes words block by block; `result` gives the article.

    Blocks are joined by one "\n". Characters no XML document can hold are dropped and counted; nothing else
    is changed, unless a block was begun with `collapse`, where white space is folded as in a browser.
    """

    def __init__(self, format: str) -> None:  # noqa: A002 - the field's name in `Imported`
        self.format = format
        self.blocks: list[Block] = []
        self.marks: list[ImportedMark] = []
        self._findings: dict[str, Finding] = {}
        self._parts: list[str] = []  # all text so far, joints included
        self._length = 0
        self._gaps = 0  # blank lines waiting for the next block
        self._dropped = 0
        self._tables = 0
        self._block: Block | None = None
        self._joint = ""
        self._words: list[str] = []  # of the open block
        self._size = 0
        self._collapse = False
        self._blank: tuple[frozenset[Format], str] | None = None  # a folded blank and its formats
        self._last = ""
        self._running: dict[tuple[Format, str], int] = {}
        self._now = (PLAIN, "")  # the formats that run
        self._inlines: list[Inline] = []

    # blocks

    def begin(
        self,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        level: int = 0,
        marker: str = "",
        cell: Cell | None = None,
        rtl: bool | None = None,
        page: int | None = None,
        picture: str = "",
        wrapped: bool = False,
        collapse: bool = False,
    ) -> None:
        """Begin a block, ending the one that is open."""
        self.end()
        self._joint = "\n" * (self._gaps + bool(self.blocks))
        start = self._length + len(self._joint)
        self._block = Block(
            *(start, start, kind, level, one_line(xml_safe(marker))),
            wrapped=wrapped,
            rtl=rtl,
            page=page,
            cell=cell,
            picture=xml_safe(picture),
        )
        self._collapse = collapse

    @property
    def is_open(self) -> bool:
        """Whether a block was begun and not ended."""
        return self._block is not None

    @property
    def is_empty(self) -> bool:
        """Whether the open block has no words yet, or none is open."""
        return self._size == 0

    @property
    def position(self) -> int:
        """Where the next character will stand in the text of record, in code points."""
        if self._block is None:
            return self._length
        return self._block.start + self._size

    def add(
        self, text: str, formats: frozenset[Format] = PLAIN, href: str = "", *, verbatim: bool = False
    ) -> None:
        """Add words to the open block, or to a new paragraph if none is open.

        `verbatim` words keep their white space even where the block folds it.
        """
        if self._block is None:
            self.begin()
        if self._last == "\r" and text.startswith("\n"):
            text = text[1:]  # the second half of one line end
        if not text:
            return
        last = text[-1]
        text, dropped = normalise(text)
        self._dropped += dropped
        if self._collapse and not verbatim:
            self._add_folded(text, formats, href)
        elif self._blank is not None:
            blank, self._blank = self._blank, None
            self._add(" ", *blank)
            self._add(text, formats, href)
        else:
            self._add(text, formats, href)
        self._last = last

    def line_break(self) -> None:
        """Add the line break that a browser shows for <br>."""
        if self._block is None:
            self.begin()
        self._blank = None
        self._add("\n", *self._now)

    def end(self, *, keep: bool = False) -> None:
        """End the open block. One without words leaves no trace, unless `keep` or it is a cell."""
        block = self._block
        if block is None:
            return
        self._run_formats(PLAIN, "")
        if self._size or keep or block.cell is not None or block.picture:
            end = block.start + self._size
            inlines = sorted(self._inlines, key=lambda item: (item.start, -item.end, item.format))
            self.blocks.append(
                Block(
                    *(block.start, end, block.kind, block.level, block.marker, tuple(inlines)),
                    *(block.wrapped, block.rtl, block.page, block.cell, block.picture),
                )
            )
            self._parts += (self._joint, *self._words)
            self._length = end
            self._gaps = 0
        self._block = None
        self._words = []
        self._size = 0
        self._blank = None
        self._last = ""
        self._inlines = []

    def block(
        self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, level: int = 0, marker: str = ""
    ) -> None:
        """Add a whole block without formats."""
        self.begin(kind, level=level, marker=marker)
        self.add(text)
        self.end()

    def gap(self) -> None:
        """Leave a blank line between the blocks around, as an empty paragraph of the original did."""
        self.end()
        if self.blocks:
            self._gaps += 1

    def new_table(self) -> int:
        """Return the number of the next table."""
        self._tables += 1
        return self._tables - 1

    # what else is known

    def found(self, kind: str, count: int, text: str) -> None:
        """Put a finding into the report; a later one of the same kind replaces the earlier."""
        self._findings[kind] = Finding(kind, count, text)

    def dropped(self, count: int) -> None:
        """Count characters that were dropped before they came here."""
        self._dropped += count

    def mark(self, mark: ImportedMark) -> None:
        """Remember a comment or highlight that the file has."""
        self.marks.append(mark)

    @property
    def text(self) -> str:
        """The text of record of the blocks ended so far."""
        return "".join(self._parts)

    def result(self, metadata: Metadata = NOTHING_KNOWN, dossier: Dossier | None = None) -> Imported:
        """Return the article; ImportFailed if there is no word in it, or far too many."""
        self.end()
        if self._dropped:
            self.found(*dropped_characters(self._dropped))
        text = self.text
        check_length(text)
        return Imported(
            text,
            tuple(self.blocks),
            self.format,
            clean_metadata(metadata),
            ImportReport(tuple(self._findings.values())),
            tuple(self.marks),
            dossier,
        )

    # how it is done

    def _add_folded(self, text: str, formats: frozenset[Format], href: str) -> None:
        folded = _COLLAPSIBLE.sub(" ", text)
        words = folded.strip(" ")
        if not words:
            if folded and self._blank is None and self._blank_counts():
                self._blank = (formats, href)
            return
        if folded.startswith(" ") and self._blank is None and self._blank_counts():
            self._blank = (formats, href)
        if self._blank is not None:
            self._add(" ", *self._blank)
        self._blank = (formats, href) if folded.endswith(" ") else None
        self._add(words, formats, href)

    def _blank_counts(self) -> bool:
        return bool(self._words) and not self._words[-1].endswith("\n")

    def _add(self, text: str, formats: frozenset[Format], href: str) -> None:
        if not text:
            return
        self._run_formats(formats, href)
        self._words.append(text)
        self._size += len(text)

    def _run_formats(self, formats: frozenset[Format], href: str) -> None:
        if (formats, href) == self._now:
            return
        self._now = (formats, href)
        wanted: set[tuple[Format, str]] = {(item, "") for item in formats if item is not Format.LINK}
        if href:
            wanted.add((Format.LINK, href))
        if wanted == self._running.keys():
            return
        position = self.position
        for key in [key for key in self._running if key not in wanted]:
            start = self._running.pop(key)
            if start < position:
                self._inlines.append(Inline(start, position, *key))
        for key in wanted:
            self._running.setdefault(key, position)


def safe_link(href: str, base: str = "") -> str:
    """Return the address a link leads to, "" unless it is http, https or mailto.

    A relative one is completed from `base`, the address of its page, where that is known.
    """
    try:
        full = urljoin(base, xml_safe(href).strip()) if base else xml_safe(href).strip()
        scheme = urlsplit(full).scheme.lower()
    except ValueError:  # "http://[": no address at all
        return ""
    return full if scheme in _LINK_SCHEMES else ""


def trimmed_span(text: str, start: int, end: int) -> Span | None:
    """Return a stretch without the white space at its ends; None if nothing is left."""
    end = min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def clean_metadata(metadata: Metadata) -> Metadata:
    """Return the same on one line each, without what no XML document can hold."""
    return Metadata(
        *(
            one_line(xml_safe(value))
            for value in (
                *(metadata.title, metadata.byline, metadata.site),
                *(metadata.published, metadata.language, metadata.url),
            )
        )
    )


def check_length(text: str) -> None:
    """Raise ImportFailed if there is no word in a text, or more than `MAX_CHARACTERS`."""
    if not text.strip():
        raise ImportFailed(
            tr("There is no text in the file."),
            hint=tr("If it shows only pictures, their words must be recognised by another program first."),
        )
    if len(text) > MAX_CHARACTERS:
        raise ImportFailed(
            tr("The text has {n} million characters, too many for one article.", n=len(text) // 1_000_000),
            hint=tr("Split it into several files and open them one by one."),
        )


def dropped_characters(count: int) -> tuple[str, int, str]:
    """Return the finding that says how many characters could not be kept."""
    return (
        "dropped-characters",
        count,
        tr_plural(
            "One character that no document can hold (a control character) was dropped.",
            "{n} characters that no document can hold (control characters) were dropped.",
            count,
        ),
    )


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names in their order, each once; case and white space do not count."""
    seen: dict[str, str] = {}
    for name in names:
        clean = one_line(name)
        if clean:
            seen.setdefault(clean.casefold(), clean)
    return list(seen.values())
