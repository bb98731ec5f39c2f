"""Tables of RTF, which knows cells and rows only as they end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from annotator.importers.builder import Builder
from annotator.model.block import Block, BlockKind, Cell

_Place = tuple[int, int, int]
"""Table, row and column."""


@dataclass(slots=True)
class _Row:
    """What the definition of a row says: of each cell, whether it continues the one before or above."""

    header: bool = False
    beside: list[bool] = field(default_factory=list)
    above: list[bool] = field(default_factory=list)
    next_beside: bool = False
    next_above: bool = False


class RtfTables:
    """Counts cells and rows, and gives each block of a table its place."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._row = _Row()
        self._table: int | None = None
        self._number = self._column = 0
        self._worded = False
        self._merged: dict[_Place, Cell] = {}  # cells that others continue
        self._covered: dict[_Place, _Place] = {}  # those others, and the cell they belong to
        self.is_open = False  # between the definition of a row and its end

    def define(self) -> None:
        """Begin the definition of a row."""
        self._row = _Row()
        self.is_open = True

    def flag(self, name: str) -> None:
        """Heed what is said of the row or of its next cell."""
        if name == "trhdr":
            self._row.header = True
        elif name == "clmrg":
            self._row.next_beside = True
        elif name == "clvmrg":
            self._row.next_above = True
        elif name == "cellx":
            self._row.beside.append(self._row.next_beside)
            self._row.above.append(self._row.next_above)
            self._row.next_beside = self._row.next_above = False

    def cell(self) -> Cell:
        """Return the place of the words that come now."""
        if self._table is None:
            self._table = self._builder.new_table()
            self._number = self._column = 0
        self._worded = True
        return Cell(self._table, self._number, self._column, header=self._row.header)

    def end_cell(self) -> None:
        """End a cell, an empty one as well."""
        self._builder.end()
        worded, place = self._worded, self.cell()
        if not worded:
            if self._column and self._continues(self._row.beside):
                self._widen(place, 0, 1)
            elif self._number and self._continues(self._row.above):
                self._widen(place, 1, 0)
            else:
                self._builder.begin(BlockKind.CELL, cell=place)
                self._builder.end()
        self._column += 1
        self._worded = False

    def end_row(self) -> None:
        """End a row."""
        if self._column:
            self._number += 1
        self._column = 0
        self.is_open = False

    def end_table(self) -> None:
        """Words outside any table came."""
        self._table = None
        self._column = 0

    def blocks(self, blocks: list[Block]) -> list[Block]:
        """Return the blocks with merged cells as wide and high as they are; a lone cell is no table."""
        cells: dict[int, set[tuple[int, int]]] = {}
        for block in blocks:
            if block.cell is not None:
                cells.setdefault(block.cell.table, set()).add((block.cell.row, block.cell.column))
        numbers = {table: n for n, table in enumerate(t for t, places in cells.items() if len(places) > 1)}
        return [self._placed(block, numbers) for block in blocks]

    def _placed(self, block: Block, numbers: dict[int, int]) -> Block:
        cell = block.cell
        if cell is None:
            return block
        if cell.table not in numbers:
            kind = BlockKind.LIST_ITEM if block.marker else BlockKind.PARAGRAPH
            return replace(block, kind=kind, cell=None)
        wide = self._merged.get((cell.table, cell.row, cell.column), cell)
        cell = replace(cell, table=numbers[cell.table], row_span=wide.row_span, column_span=wide.column_span)
        return replace(block, cell=cell)

    def _continues(self, flags: list[bool]) -> bool:
        return self._column < len(flags) and flags[self._column]

    def _widen(self, place: Cell, rows: int, columns: int) -> None:
        """Let the cell before or above cover this place."""
        here = (place.table, place.row, place.column)
        before = (place.table, place.row - rows, place.column - columns)
        first = self._covered.get(before, before)
        self._covered[here] = first
        known = self._merged.get(first, Cell(*first))
        self._merged[first] = replace(
            known,
            row_span=max(known.row_span, place.row - first[1] + 1),
            column_span=max(known.column_span, place.column - first[2] + 1),
        )
