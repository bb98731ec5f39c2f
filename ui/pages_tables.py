"""Tables → strips, one for each row. All measures are layout units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ui.pages_content import Block, Cell, Edge, Row, Table, Words
from ui.pages_fonts import UNITS
from ui.pages_setting import Draw, Setter, Strip, filled, rule

_SIDE = 5.4  # points left free at the sides of a cell where nothing is said


@dataclass(slots=True)
class _Placed:
    """A cell in its row: where it stands, and the strips in it."""

    cell: Cell
    x: float
    width: float
    strips: list[Strip]
    edges: dict[str, Edge | None]
    margins: dict[str, float]
    merged_below: bool = False

    @property
    def needed(self) -> float:
        inner = sum(strip.height for strip in self.strips)
        return inner + self.margins["top"] + self.margins["bottom"]


@dataclass(slots=True)
class _PlacedRow:
    row: Row
    cells: list[_Placed]
    height: float = 0.0


def blocks_strips(setter: Setter, blocks: Sequence[Block], width: float) -> Iterator[Strip]:
    """Yield the strips of blocks that stand below each other."""
    for place, block in enumerate(blocks):
        if isinstance(block, Words):
            yield from setter.paragraph(block, width, after=gap_after(blocks, place))
        else:
            yield from table_strips(setter, block, width)


def gap_after(blocks: Sequence[Block], place: int) -> float | None:
    """Return 0 between two paragraphs of a style that wants no gaps inside, else None for the usual."""
    block = blocks[place]
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if not isinstance(block, Words) or not isinstance(following, Words):
        return None
    return 0.0 if block.look.contextual and block.style == following.style else None


def table_strips(setter: Setter, table: Table, room: float) -> Iterator[Strip]:
    """Yield the rows of a table; a heading row knows it is repeated."""
    widths = [width * UNITS for width in table.widths]
    total = sum(widths)
    left = {"center": (room - total) / 2, "end": room - total}.get(table.align, table.indent * UNITS)
    if table.rtl:
        left = room - total - left
    rows = [_place(setter, table, number, widths, left) for number in range(len(table.rows))]
    _fit_merged(rows)
    header: list[Strip] = []
    for number, row in enumerate(rows):
        strip = _strip(row)
        if row.row.header and len(header) == number:
            header.append(strip)
            strip.keep = number + 1 < len(rows)
        else:
            strip.header = header
        if any(cell.merged_below for cell in row.cells):
            strip.keep = True
        yield strip


def _place(setter: Setter, table: Table, number: int, widths: list[float], left: float) -> _PlacedRow:
    row = table.rows[number]
    placed = []
    column = row.before
    for cell in row.cells:
        x = sum(widths[:column])
        width = sum(widths[column : column + cell.columns]) or 20.0
        if table.rtl:
            x = sum(widths) - x - width
        margins = {
            side: cell.margins.get(side, table.margins.get(side, _SIDE if side in ("left", "right") else 0))
            * UNITS
            for side in ("top", "bottom", "left", "right")
        }
        inner = max(width - margins["left"] - margins["right"], 8.0 * UNITS)
        continues = cell.merge == "continue"
        strips = [] if continues else list(blocks_strips(setter, cell.content, inner))
        ends = (number == 0, number == len(table.rows) - 1, column == 0, column + cell.columns >= len(widths))
        placed.append(_Placed(cell, left + x, width, strips, _edges(table, cell, ends), margins))
        column += cell.columns
    height = max(
        [cell.needed for cell in placed if cell.cell.merge != "restart"] + [row.height * UNITS, UNITS]
    )
    return _PlacedRow(row, placed, row.height * UNITS if row.exact and row.height else height)


def _edges(table: Table, cell: Cell, ends: tuple[bool, bool, bool, bool]) -> dict[str, Edge | None]:
    found = {}
    inner = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
    for (side, inside), is_end in zip(inner.items(), ends, strict=True):
        usual = table.edges.get(side if is_end else inside)
        found[side] = cell.edges.get(side, usual)
    if table.rtl:
        found["left"], found["right"] = found["right"], found["left"]
    return found


def _fit_merged(rows: list[_PlacedRow]) -> None:
    """Let the last row of a vertical merge grow until the cell's words fit."""
    for top, row in enumerate(rows):
        for placed in row.cells:
            if placed.cell.merge != "restart":
                continue
            end = top
            while end + 1 < len(rows) and (other := _continued(rows[end + 1], placed.x)) is not None:
                other.edges["top"] = None
                end += 1
            for number in range(top, end):
                for cell in rows[number].cells:
                    if abs(cell.x - placed.x) < 1:
                        cell.edges["bottom"] = None
                        cell.merged_below = True
            missing = placed.needed - sum(item.height for item in rows[top : end + 1])
            rows[end].height += max(missing, 0.0)


def _continued(row: _PlacedRow, x: float) -> _Placed | None:
    """Return the cell at `x` that is one with the cell above it, None if there is none."""
    for cell in row.cells:
        if cell.cell.merge == "continue" and abs(cell.x - x) < 1:
            return cell
    return None


def _strip(row: _PlacedRow) -> Strip:
    behind: list[Draw] = []
    over: list[Draw] = []
    comments: list[int] = []
    for placed in row.cells:
        x, width, height = placed.x, placed.width, row.height
        if placed.cell.fill:
            behind.append(filled(QRectF(x, 0, width, height), placed.cell.fill))
        free = max(height - placed.needed, 0.0) if not placed.merged_below else 0.0
        y = placed.margins["top"] + {"center": free / 2, "bottom": free}.get(placed.cell.align, 0.0)
        for strip in placed.strips:
            behind += [_moved(draw, x + placed.margins["left"], y) for draw in strip.behind]
            over += [_moved(draw, x + placed.margins["left"], y) for draw in strip.over]
            comments += strip.comments
            y += strip.height
        over += _rules(placed.edges, x, width, height)
    return Strip(
        row.height,
        behind,
        over,
        comments=tuple(comments),
        split=lambda height: _split(row, height),
        whole=row.row.whole,
    )


def _rules(edges: dict[str, Edge | None], x: float, width: float, height: float) -> Iterator[Draw]:
    places = {
        "top": (x, 0.0, x + width, 0.0),
        "bottom": (x, height, x + width, height),
        "left": (x, 0.0, x, height),
        "right": (x + width, 0.0, x + width, height),
    }
    for side, place in places.items():
        if (edge := edges.get(side)) is not None:
            yield rule(*place, edge)


def _moved(draw: Draw, x: float, y: float) -> Draw:
    return lambda painter, left, top: draw(painter, left + x, top + y)


def _split(row: _PlacedRow, height: float) -> tuple[Strip, Strip] | None:
    """Divide a row at the last line of each cell that fits."""
    upper: list[_Placed] = []
    lower: list[_Placed] = []
    for placed in row.cells:
        room = height - placed.margins["top"] - placed.margins["bottom"]
        count, used = 0, 0.0
        while count < len(placed.strips) and used + placed.strips[count].height <= room:
            used += placed.strips[count].height
            count += 1
        for part, strips in ((upper, placed.strips[:count]), (lower, placed.strips[count:])):
            part.append(
                _Placed(
                    placed.cell,
                    placed.x,
                    placed.width,
                    strips,
                    dict(placed.edges),
                    placed.margins,
                )
            )
    if not any(placed.strips for placed in upper) or not any(placed.strips for placed in lower):
        return None
    one = _PlacedRow(row.row, upper, height)
    rest = max(placed.needed for placed in lower)
    return _strip(one), _strip(_PlacedRow(row.row, lower, rest))
