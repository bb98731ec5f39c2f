"""`SentenceIndex`: the sentences of an article, found block by block when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from annotator.model.article import Version
from annotator.model.block import BlockKind
from annotator.model.span import Span
from annotator.text.sentences import sentences, unwrapped

_NOT_READ = frozenset({BlockKind.CODE, BlockKind.PICTURE})
"""Kinds of blocks whose words are no sentences of the article."""


class SentenceIndex:
    """The sentences of one version, in order. A book has tens of thousands: none is looked for in advance."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._blocks = [block for block in version.blocks if block.start < block.end]
        self._starts = [block.start for block in self._blocks]
        self._found: dict[int, list[Span]] = {}

    @property
    def blocks(self) -> int:
        """How many blocks have words."""
        return len(self._blocks)

    def of_block(self, number: int) -> list[Span]:
        """Return the sentences of one block with words, counted from 0."""
        if (known := self._found.get(number)) is not None:
            return known
        block = self._blocks[number]
        text = self._version.text[block.start : block.end]
        if block.kind in _NOT_READ:
            spans: list[Span] = []
        else:
            shown = unwrapped(text, [(0, len(text))]) if block.wrapped else text
            spans = [Span(block.start + start, block.start + end) for start, end in sentences(shown)]
        self._found[number] = spans
        return spans

    def block(self, number: int) -> Span:
        """Return where a block with words lies."""
        return Span(self._blocks[number].start, self._blocks[number].end)

    def start_of_block(self, number: int) -> int:
        """Return where a block with words begins."""
        return self._starts[number]

    def block_at(self, position: int) -> int:
        """Return the number of the block with words at `position`, or the last before it."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def at(self, position: int) -> Span | None:
        """Return the sentence at `position`, else the next of its block, else the block's last."""
        if not self._blocks:
            return None
        spans = self.of_block(self.block_at(position))
        return next((span for span in spans if position < span.end), spans[-1] if spans else None)

    def after(self, position: int) -> Iterator[Span]:
        """Yield the sentences that begin behind `position`, in order."""
        if not self._blocks:
            return
        for number in range(self.block_at(position), len(self._blocks)):
            yield from (span for span in self.of_block(number) if span.start > position)

    def before(self, position: int) -> Iterator[Span]:
        """Yield the sentences that begin in front of `position`, the nearest first."""
        if not self._blocks:
            return
        for number in range(self.block_at(position), -1, -1):
            yield from (span for span in reversed(self.of_block(number)) if span.start < position)

    def touching(self, start: int, end: int) -> list[Span]:
        """Return the sentences that share a character with `start` to `end`."""
        if not self._blocks:
            return []
        numbers = range(self.block_at(start), self.block_at(max(end - 1, start)) + 1)
        spans = (span for number in numbers for span in self.of_block(number))
        return [span for span in spans if span.start < end and start < span.end]
