"""`MarginSigns`: what stands beside the lines in sight: paragraph and line numbers, and marks' letters."""

from __future__ import annotations

from itertools import accumulate

from annotator.model.block import is_numbered
from ui.article_geometry import PlacedBlock
from ui.highlight_painter import HighlightPainter
from ui.margin import Sign
from ui.settings import Reading

LINES_BETWEEN_NUMBERS = 5


class MarginSigns:
    """Counts paragraphs and lines, and names marks by letter and number, "F3"."""

    def __init__(self, painter: HighlightPainter, reading: Reading) -> None:
        self._painter = painter
        self._reading = reading
        blocks = painter.article.version.blocks
        self._paragraphs = list(accumulate(int(is_numbered(block)) for block in blocks))
        self._lines_before: list[int] = [0]

    def forget_lines(self) -> None:
        """Count lines anew: the column has another width."""
        self._lines_before = [0]

    def widest(self) -> str:
        """Return the longest text beside the left edge of the column, for its width; "" for none."""
        reading = self._reading
        digits = "8" * max(len(str(self._paragraphs[-1])) if self._paragraphs else 1, 2)
        if reading.line_numbers:
            return f"88888 ¶{digits}" if reading.paragraph_numbers else "88888"
        return digits if reading.paragraph_numbers else ""

    def numbers(self, blocks: list[PlacedBlock]) -> list[Sign]:
        """Return the numbers of the paragraphs that begin here, and of every fifth line."""
        reading, signs = self._reading, []
        for block in blocks:
            if reading.line_numbers:
                signs += self._line_numbers(block)
            if reading.paragraph_numbers and block.lines and block.lines[0].start == 0:
                number = self._paragraph_number(block.number)
                if number:
                    rect = block.lines[0].rect
                    text = f"¶{number}" if reading.line_numbers else str(number)
                    signs.append(Sign(text, rect.top(), rect.height()))
        return signs

    def letters(self, blocks: list[PlacedBlock]) -> list[Sign]:
        """Return the signs of the marks that begin here."""
        if not self._reading.letters:
            return []
        painter, signs = self._painter, []
        for block in blocks:
            for mark, line in painter.starting(block):
                rect, look = line.rect, painter.looks.of(mark.tag)
                text = f"{look.letter}{painter.index.number(mark.id)}"
                is_current = mark.id == painter.current
                signs.append(
                    Sign(text, rect.top(), rect.height(), (mark.id,), look.fill, look.line, is_current)
                )
        return signs

    def paragraph_label(self, code_point: int) -> int:
        """Return the number of the paragraph at a place, 0 where none is numbered."""
        return self._paragraph_number(self._painter.article.block_number(code_point))

    def _paragraph_number(self, block_number: int) -> int:
        if not self._paragraphs:
            return 0
        here = self._paragraphs[block_number]
        before = self._paragraphs[block_number - 1] if block_number else 0
        return here if here > before else 0

    def _line_numbers(self, block: PlacedBlock) -> list[Sign]:
        before, signs = self._count_lines(block.number), []
        if block.block.cell is not None:
            return []
        for line in block.lines:
            number = before + line.line.lineNumber() + 1
            if number % LINES_BETWEEN_NUMBERS == 0:
                rect = line.rect
                signs.append(Sign(str(number), rect.top(), rect.height()))
        return signs

    def _count_lines(self, number: int) -> int:
        """Return how many lines stand before a block; those before one in sight are laid out."""
        article, counts = self._painter.article, self._lines_before
        if len(counts) <= number:
            at = len(counts) - 1
            block = article.document.findBlock(article.qt_start(at))
            while len(counts) <= number:
                is_cell = article.version.blocks[at].cell is not None
                counts.append(counts[-1] + (0 if is_cell else block.layout().lineCount()))
                at += 1
                block = block.next()
                if article.is_filler(block.position()) or is_cell:
                    block = article.document.findBlock(article.qt_start(at))
        return counts[number]
