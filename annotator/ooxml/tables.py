"""The grid of a Word table: which cell stands where, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.block import Cell
from annotator.ooxml.namespaces import W, local_name
from annotator.ooxml.styles import is_on, number_of
from annotator.ooxml.walk_values import TrackedChanges

if TYPE_CHECKING:
    from lxml import etree

MAX_COLUMNS = 1_000
"""Word allows 63; a wider span is a mistake or an attack."""
_ANCHORS = frozenset({"commentRangeStart", "commentRangeEnd"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"})


@dataclass(frozen=True, slots=True)
class GridCell:
    """A w:tc and its place.

    Attributes:
        continues: whether it is hidden below the cell it is merged with.
        control: the content control that is all of the cell; None for none.
        anchors: where ranges of comments begin and end between the cell before and this one.
    """

    element: etree._Element
    cell: Cell
    continues: bool = False
    control: etree._Element | None = None
    anchors: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class _Raw:
    element: etree._Element
    row: int
    column: int
    columns: int
    merge: str
    header: bool
    control: etree._Element | None
    anchors: tuple[etree._Element, ...]
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table in reading order; `anchors` are those after the last of them."""

    cells: list[GridCell]
    anchors: tuple[etree._Element, ...]


def grid(table: etree._Element, number: int, changes: TrackedChanges) -> Grid:
    """Return the cells of a table, as table `number` of the article."""
    found: list[_Raw] = []
    open_merges: dict[int, _Raw] = {}
    heading = True
    row = 0
    anchors: list[etree._Element] = []
    for element, _ in _unwrapped(table, "tr", anchors):
        properties = element.find(f"{W}trPr")
        if _is_gone(properties, changes):
            continue
        heading = heading and _flag(properties, "tblHeader")
        column = _count(properties, "gridBefore", 0)
        for tc, control in _unwrapped(element, "tc", anchors):
            raw = _read_cell(tc, row, column, control, tuple(anchors), header=heading)
            anchors.clear()
            above = open_merges.get(column)
            if raw.merge == "continue" and above is not None:
                above.rows += 1
            else:
                raw.merge = "" if raw.merge == "continue" else raw.merge
                for covered in range(column, column + raw.columns):
                    open_merges.pop(covered, None)
                if raw.merge == "restart":
                    open_merges[column] = raw
            found.append(raw)
            column += raw.columns
        row += 1
    return Grid([_placed(raw, number, found) for raw in found], tuple(anchors))


def _placed(raw: _Raw, number: int, found: list[_Raw]) -> GridCell:
    continues = raw.merge == "continue"
    home = raw
    if continues:
        home = next(
            item
            for item in reversed(found)
            if item.column == raw.column and item.merge == "restart" and item.row < raw.row
        )
    place = Cell(number, home.row, home.column, home.rows, home.columns, home.header)
    return GridCell(raw.element, place, continues, raw.control, raw.anchors)


def _read_cell(
    tc: etree._Element,
    row: int,
    column: int,
    control: etree._Element | None,
    anchors: tuple[etree._Element, ...],
    *,
    header: bool,
) -> _Raw:
    properties = tc.find(f"{W}tcPr")
    merge = None if properties is None else properties.find(f"{W}vMerge")
    kind = "" if merge is None else merge.get(f"{W}val", "continue")
    columns = min(max(_count(properties, "gridSpan", 1), 1), MAX_COLUMNS)
    return _Raw(tc, row, column, columns, kind, header, control, anchors)


def _unwrapped(
    parent: etree._Element,
    wanted: str,
    anchors: list[etree._Element],
    control: etree._Element | None = None,
) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """Yield the rows or cells, each with the outermost control around it; collect anchors between them."""
    for child in parent:
        name = local_name(child.tag)
        if name == wanted:
            yield child, control
        elif name in _ANCHORS:
            anchors.append(child)
        elif name in _WRAPPERS:
            around = child if name == "sdt" and control is None else control
            yield from _unwrapped(child, wanted, anchors, around)


def _is_gone(properties: etree._Element | None, changes: TrackedChanges) -> bool:
    """Whether the row as a whole was deleted (or, for the original text, inserted)."""
    if properties is None or changes is TrackedChanges.BOTH:
        return False
    return properties.find(f"{W}{'del' if changes is TrackedChanges.ACCEPTED else 'ins'}") is not None


def _flag(properties: etree._Element | None, name: str) -> bool:
    element = None if properties is None else properties.find(f"{W}{name}")
    return element is not None and is_on(element)


def _count(properties: etree._Element | None, name: str, otherwise: int) -> int:
    value = None if properties is None else number_of(properties.find(f"{W}{name}"))
    return otherwise if value is None else min(max(value, 0), MAX_COLUMNS)
