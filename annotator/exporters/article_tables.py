"""The article's tables: which of its blocks are one table, and how they lie on Word's grid.

The text comes first: cells are written in the order of the text or not as a table at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.model.block import Block, BlockKind, Cell
from annotator.ooxml.body_parts import TableCell, TableRow

MAX_COLUMNS = 63
"""Word's limit."""
_LONG_ROW = 1_500  # characters; a longer row may break across pages
_NARROWEST, _WIDEST = 6, 60  # characters a column is reckoned with


@dataclass(slots=True)
class _Placed:
    """A cell with its paragraphs, and how many characters they have."""

    cell: Cell
    content: list[str] = field(default_factory=list)
    size: int = 0
    longest: int = 0


class TableGrid:
    """Gathers the paragraphs of one table in the order of the text; then gives its rows and widths."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        cells = [block.cell for block in blocks if block.cell]
        reach = max(cell.column for cell in cells) + 1
        wide = max(cell.column + max(cell.column_span, 1) for cell in cells)
        self._columns = min(max(reach, min(wide, MAX_COLUMNS)), MAX_COLUMNS)
        self._rows: dict[int, list[_Placed]] = {}

    def add(self, cell: Cell, content: str, size: int) -> None:
        """Put a paragraph of `size` characters into a cell; the same cell again gets one more."""
        row = self._rows.setdefault(cell.row, [])
        if not row or row[-1].cell.column != cell.column:
            row.append(_Placed(cell))
        row[-1].content.append(content)
        row[-1].size += size
        row[-1].longest = max(row[-1].longest, size)

    def add_blank(self, content: str) -> None:
        """Put an empty paragraph at the end of the newest cell."""
        next(reversed(self._rows.values()))[-1].content.append(content)

    def widths(self, total: int) -> list[int]:
        """Return column widths in twips that add up to `total`, wider where there is more to read."""
        weights = [_NARROWEST] * self._columns
        for row in self._rows.values():
            for placed in row:
                if placed.cell.column_span <= 1 and placed.cell.column < self._columns:
                    known = weights[placed.cell.column]
                    weights[placed.cell.column] = max(known, min(placed.longest, _WIDEST))
        whole = sum(weights)
        found = [total * weight // whole for weight in weights]
        found[-1] += total - sum(found)
        return found

    def rows(self, filler: str) -> list[TableRow]:
        """Return the rows; `filler` is the paragraph of a cell that only continues the one above."""
        merged: dict[int, tuple[int, int]] = {}  # column → rows still to continue, columns it takes
        found = []
        numbers = list(self._rows)
        heading = True
        for place, number in enumerate(numbers):
            placed = self._rows[number]
            heading = heading and all(item.cell.header for item in placed)
            remaining = len(numbers) - place - 1
            found.append(self._row(placed, merged, filler, heading=heading, remaining=remaining))
        return found

    def _row(
        self,
        placed: list[_Placed],
        merged: dict[int, tuple[int, int]],
        filler: str,
        *,
        heading: bool,
        remaining: int,
    ) -> TableRow:
        by_column = {item.cell.column: item for item in placed}
        cells: list[TableCell] = []
        column = before = 0
        while column < self._columns:
            following = [known for known in (*by_column, *merged) if known > column]
            room = min(following, default=self._columns) - column
            item = by_column.get(column)
            if item is not None:
                span = max(1, min(item.cell.column_span, room))
                down = min(max(item.cell.row_span, 1) - 1, remaining)
                merged.pop(column, None)
                if down:
                    merged[column] = (down, span)
                cells.append(TableCell("".join(item.content), span, "restart" if down else ""))
            elif column in merged:
                rows_left, span = merged.pop(column)
                span = min(span, room)
                if rows_left > 1:
                    merged[column] = (rows_left - 1, span)
                cells.append(TableCell(filler, span, "continue"))
            else:
                span = room
                if not cells:
                    before += span
                elif following:
                    cells.append(TableCell(filler, span))
                else:
                    break
            column += span
        size = sum(item.size for item in placed)
        return TableRow(cells, heading, size < _LONG_ROW, before, self._columns - column)


def table_end(blocks: Sequence[Block], first: int) -> tuple[int, bool]:
    """Return the index after the last block of the table that begins at `first`, and whether it can be one.

    It cannot where cells do not stand in the order of the text, or lie beyond the columns Word can show. For
    a block that is no cell, `first` itself is returned.
    """
    start = blocks[first].cell
    if start is None or blocks[first].kind is not BlockKind.CELL:
        return first, False
    last = first
    place = (-1, -1)
    fits = True
    while last < len(blocks) and (cell := blocks[last].cell) and cell.table == start.table:
        fits = fits and (cell.row, cell.column) >= place and 0 <= cell.column < MAX_COLUMNS
        place = (cell.row, cell.column)
        last += 1
    return last, fits
