"""Tables of a web page: which of them are tables, and in which row and column a cell stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.block import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_SPAN = 1000
"""Rows or columns one cell may cover, as in the HTML standard."""

_RUNNING_TEXT = ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "article", "section", "form")


def is_layout(table: _Element) -> bool:
    """Tell whether a table only places things on the page: its parts are then read as running text."""
    if table.get("role", "").lower() in ("presentation", "none"):
        return True
    if next(table.iterdescendants("table", *_RUNNING_TEXT), None) is not None:
        return True
    return all(sum(child.tag in ("td", "th") for child in row) < 2 for row in table.iter("tr"))


class TableGrid:
    """Counts rows and columns of one table, with the places that larger cells already cover."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._row = -1
        self._column = 0
        self._is_header = False
        self._covered: dict[int, int] = {}  # column → first row that is free again

    def next_row(self, row: _Element) -> None:
        """Go to the row an element stands for."""
        self._row += 1
        self._column = 0
        cells = [child.tag for child in row if child.tag in ("td", "th")]
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        self._is_header = in_head or (bool(cells) and "td" not in cells)

    def next_cell(self, cell: _Element) -> Cell:
        """Return the place of the next cell of this row."""
        self._row = max(self._row, 0)  # a cell outside any row
        while self._column < MAX_SPAN and self._covered.get(self._column, 0) > self._row:
            self._column += 1
        column, row_span, column_span = self._column, _span(cell, "rowspan"), _span(cell, "colspan")
        if row_span > 1:
            for covered in range(column, column + column_span):
                self._covered[covered] = self._row + row_span
        self._column += column_span
        return Cell(self._number, self._row, column, row_span, column_span, self._is_header)


def _span(cell: _Element, name: str) -> int:
    written = cell.get(name, "").strip()
    return max(1, min(int(written), MAX_SPAN)) if written.isdecimal() and len(written) < 6 else 1
