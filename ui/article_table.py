"""Tables of an article: which of its blocks make one, and how it is put into a QTextDocument.

Qt lays a table out in one go, so a long one is shown as several of a few rows that look like one; a table too
wild to draw (thousands of columns, cells that lie on each other) is shown as paragraphs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QTextCursor

from annotator.model.block import Block, BlockKind, Cell
from ui.page_style import PageStyle

MAX_COLUMNS = 40
MAX_CELLS_AT_ONCE = 240
"""About what Qt lays out in a frame."""
_MAX_EMPTY = 4  # times as many cells as there are blocks: a wilder grid is mostly holes

Place = tuple[int, int]


@dataclass
class TableShape:
    """One table as it is shown: its blocks by (row, column), counted from its own first row."""

    rows: int
    columns: int
    cells: dict[Place, list[Block]] = field(default_factory=dict)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    header_rows: int = 0
    is_first: bool = True
    is_last: bool = True


def table_shapes(blocks: Sequence[Block]) -> dict[int, TableShape]:
    """Return, for each block that is drawn in a table, its table, by the block's number."""
    found: dict[int, TableShape] = {}
    start = 0
    while start < len(blocks):
        cell = blocks[start].cell
        if blocks[start].kind is not BlockKind.CELL or cell is None:
            start += 1
            continue
        end = start
        while end < len(blocks) and (other := blocks[end].cell) is not None and other.table == cell.table:
            end += 1
        _shape(blocks, start, end, found)
        start = end
    return found


def insert_table(
    cursor: QTextCursor, shape: TableShape, texts: Mapping[Place, Sequence[str]], style: PageStyle
) -> dict[Place, int]:
    """Insert a table at the end of the document; return where the text of each cell begins in Qt.

    Positions are counted, not asked for: every question makes Qt look at all cells again.
    """
    form = style.table_format(shape.columns, shape.header_rows, first=shape.is_first, last=shape.is_last)
    table = cursor.insertTable(shape.rows, shape.columns, form)
    covered: set[Place] = set()
    for place, (height, width) in shape.spans.items():
        table.mergeCells(*place, height, width)
        covered |= {(place[0] + r, place[1] + c) for r in range(height) for c in range(width)} - {place}
    anchors = [(r, c) for r in range(shape.rows) for c in range(shape.columns) if (r, c) not in covered]
    header = style.header_cell_format()
    for place in anchors:
        if place[0] < shape.header_rows:
            table.cellAt(*place).setFormat(header)
    block_format = style.block_format((BlockKind.CELL, 0, None, False))
    position, starts = table.firstPosition(), {}
    for place in anchors:
        starts[place] = position
        cursor.setPosition(position)
        cell = shape.cells.get(place, [])
        char_format = style.char_format(BlockKind.CELL)
        if place[0] < shape.header_rows:
            char_format.setFontWeight(700)
        directed = style.block_format((BlockKind.CELL, 0, cell[0].rtl, False)) if cell else block_format
        cursor.setBlockFormat(directed)
        cursor.setBlockCharFormat(char_format)
        cursor.insertText("\n".join(texts.get(place, ())), char_format)
        position = cursor.position() + 1
    return starts


def _shape(blocks: Sequence[Block], start: int, end: int, found: dict[int, TableShape]) -> None:
    """Add the shapes of the table from `start` to `end`, one per stretch of rows, unless it is too wild."""
    cells: dict[Place, list[int]] = {}
    for number in range(start, end):
        cell = blocks[number].cell
        if cell is None or min(cell.row, cell.column, cell.row_span - 1, cell.column_span - 1) < 0:
            return
        cells.setdefault((cell.row, cell.column), []).append(number)
    corners = [_corner(blocks[numbers[0]].cell) for numbers in cells.values()]
    first = min(row for row, _ in cells)
    rows, columns = max(row for row, _ in corners), max(column for _, column in corners)
    if columns > MAX_COLUMNS or (rows - first) * columns > _MAX_EMPTY * (end - start) + 100:
        return
    if any(numbers[-1] - numbers[0] != len(numbers) - 1 for numbers in cells.values()):
        return  # the blocks of one cell do not follow each other
    if (bounds := _stretches(blocks, cells, first, rows, columns)) is None:
        return
    for top, bottom in bounds:
        shape = TableShape(bottom - top, columns, is_first=top == first, is_last=bottom == rows)
        for (row, column), numbers in cells.items():
            cell = blocks[numbers[0]].cell
            if not top <= row < bottom or cell is None:
                continue
            place = (row - top, column)
            shape.cells[place] = [blocks[number] for number in numbers]
            found.update(dict.fromkeys(numbers, shape))
            if cell.row_span > 1 or cell.column_span > 1:
                shape.spans[place] = (cell.row_span, cell.column_span)
            if cell.header and place[0] == shape.header_rows:
                shape.header_rows += 1


def _corner(cell: Cell | None) -> Place:
    """Return the row and column behind the last ones a cell covers."""
    return (cell.row + cell.row_span, cell.column + cell.column_span) if cell is not None else (0, 0)


def _stretches(
    blocks: Sequence[Block], cells: dict[Place, list[int]], first: int, rows: int, columns: int
) -> list[tuple[int, int]] | None:
    """Return the rows divided where no cell spans the border; None if cells lie on each other."""
    taken: set[Place] = set()
    joined: set[int] = set()  # rows that must stay with the one above them
    for (row, column), numbers in cells.items():
        bottom, right = _corner(blocks[numbers[0]].cell)
        area = {(r, c) for r in range(row, bottom) for c in range(column, right)}
        if area & taken:
            return None
        taken |= area
        joined.update(range(row + 1, bottom))
    most, bounds, top = max(MAX_CELLS_AT_ONCE // columns, 1), [], first
    for row in range(first + 1, rows + 1):
        if row == rows or (row - top >= most and row not in joined):
            bounds.append((top, row))
            top = row
    return bounds
