r"""`TextBuilder`: the text of a Word file, put together character by character with its blocks and segments.

Blocks are joined by one "\n"; an empty paragraph of the original adds one more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.ooxml.walk_values import Anchor, Highlight, Place, Segment

if TYPE_CHECKING:
    from lxml import etree


class TextBuilder:
    """Takes characters in reading order; a block is open from its first character to `end`."""

    def __init__(self, *, exact: bool = False) -> None:
        """`exact` keeps blank lines at the beginning and end as well."""
        self.length = 0
        self._exact = exact
        self.blocks: list[Block] = []
        self.segments: list[Segment] = []
        self.anchors: dict[str, Anchor] = {}
        self.highlights: list[Highlight] = []
        self.is_open = False
        self._parts: list[str] = []
        self._start = 0
        self.gaps = 0  # blank lines that wait for the next block
        self._stretches: list[tuple[int, int, tuple[Format, ...], str]] = []
        self._waiting: list[str] = []  # comments whose range began and has no character yet
        self._starts: dict[str, int] = {}
        self._signs: dict[str, int] = {}

    @property
    def text(self) -> str:
        """All characters so far."""
        return "".join(self._parts) + ("\n" * self.gaps if self._exact else "")

    @property
    def is_empty(self) -> bool:
        """Whether the open block has no character, or none is open."""
        return not self.is_open or self.length == self._start

    def add(
        self,
        text: str,
        element: etree._Element,
        run: etree._Element | None,
        place: Place,
        formats: tuple[Format, ...] = (),
        href: str = "",
        colour: str = "",
        skip: int = 0,
    ) -> None:
        """Add characters that `element` shows, opening a block if none is open."""
        if not self.is_open:
            self._open()
        start = self.length
        end = self.length = start + len(text)
        self._parts.append(text)
        self.segments.append(Segment(start, end, element, run, place, skip))
        if self._waiting:
            for comment in self._waiting:
                self._starts.setdefault(comment, start)
            self._waiting.clear()
        if formats or href:
            self._stretches.append((start, end, formats, href))
        if colour:
            self._colour(start, end, colour)

    def end(
        self,
        kind: BlockKind,
        level: int = 0,
        marker: str = "",
        rtl: bool | None = None,
        cell: Cell | None = None,
        picture: str = "",
        *,
        keep: bool = False,
    ) -> None:
        """End the block; one without characters is kept only if `keep`."""
        if not self.is_open:
            if not keep:
                return
            self._open()
        inlines = tuple(self._inlines()) if self._stretches else ()
        self.blocks.append(
            Block(
                self._start,
                self.length,
                kind,
                level,
                marker,
                inlines,
                rtl=rtl,
                cell=cell,
                picture=picture,
            )
        )
        self._stretches.clear()
        self.is_open = False

    def gap(self) -> None:
        """Leave a blank line before the next block, as an empty paragraph does."""
        if self.blocks or self._exact:
            self.gaps += 1

    def gap_as_block(self, kind: BlockKind, cell: Cell | None) -> None:
        """Take the last blank line back and make an empty block of it: an empty cell has its place too."""
        self.gaps = max(self.gaps - 1, 0)
        self.end(kind, cell=cell, keep=True)

    def range_begins(self, comment: str) -> None:
        """Say that a comment's range begins before the next character."""
        self._waiting.append(comment)

    def range_ends(self, comment: str) -> None:
        """Say that a comment's range ends after the last character."""
        if comment in self._waiting:
            self._waiting.remove(comment)
        if comment in self.anchors:  # a second end of the same range
            return
        end = self.segments[-1].end if self.segments else 0
        start = self._starts.pop(comment, end)
        self.anchors[comment] = Anchor(min(start, end), end)

    def reference(self, comment: str) -> None:
        """Say that the comment's sign stands here; it is the anchor of one without a range."""
        self._signs.setdefault(comment, self.length)

    def end_of_text(self) -> None:
        """Say that all has been read: ranges without an end reach to their comment's sign."""
        for comment, sign in self._signs.items():
            start = self._starts.get(comment, sign)
            self.anchors.setdefault(comment, Anchor(min(start, sign), sign))

    def _open(self) -> None:
        if self.blocks or self.gaps:
            joint = "\n" * (bool(self.blocks) + self.gaps)
            self._parts.append(joint)
            self.length += len(joint)
        self.gaps = 0
        self._start = self.length
        self.is_open = True

    def _colour(self, start: int, end: int, colour: str) -> None:
        last = self.highlights[-1] if self.highlights else None
        if last and last.colour == colour and last.end == start:
            self.highlights[-1] = Highlight(last.start, end, colour)
        else:
            self.highlights.append(Highlight(start, end, colour))

    def _inlines(self) -> list[Inline]:
        running: dict[tuple[Format, str], Inline] = {}
        found: list[Inline] = []
        for start, end, formats, href in self._stretches:
            keys = [(item, "") for item in formats]
            if href:
                keys.append((Format.LINK, href))
            for key in keys:
                last = running.get(key)
                if last is not None and last.end == start:
                    running[key] = Inline(last.start, end, *key)
                else:
                    if last is not None:
                        found.append(last)
                    running[key] = Inline(start, end, *key)
        found += running.values()
        return sorted(found, key=lambda item: (item.start, -item.end, item.format))
