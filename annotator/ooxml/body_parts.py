"""Tables and sections of documents we make ourselves, as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.ooxml.markup import attribute

MM = 56.6929
"""Twips (1/20 point) in a millimetre, the measure of all widths here."""


class TableCell(NamedTuple):
    """One cell: its paragraphs (at least one), how many grid columns it takes, and its place in a merge.

    Attributes:
        merge: "restart" for the top cell of a vertical merge, "continue" for those below, "" for neither.
        fill: a colour behind it, "RRGGBB".
    """

    content: str
    columns: int = 1
    merge: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `before` and `after` are grid columns it leaves out at its ends.

    Attributes:
        header: whether it is repeated on each page.
        whole: whether a page break may not run through it.
        height: twips it has at least; 0 for as low as its words allow.
    """

    cells: Sequence[TableCell]
    header: bool = False
    whole: bool = True
    before: int = 0
    after: int = 0
    height: int = 0


def table(
    widths: Sequence[int], rows: Iterable[TableRow], style: str, *, description: str = "", rtl: bool = False
) -> str:
    """Return a table with fixed column widths in twips: on the grid and on every cell, as Word wants both.

    `description` is read out instead of a look at the table.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    looks: dict[tuple[int, int, str, str], str] = {}
    headed = False
    written = []
    for row in rows:
        headed = headed or row.header
        written.append(_row(row, widths, looks))
    look = (
        f'<w:tblLook w:val="{"0420" if headed else "0400"}" w:firstRow="{int(headed)}" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    described = f'<w:tblDescription w:val="{attribute(description)}"/>' if description else ""
    mirrored = "<w:bidiVisual/>" if rtl else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{mirrored}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(written)}</w:tbl>"
    )


def _row(row: TableRow, widths: Sequence[int], looks: dict[tuple[int, int, str, str], str]) -> str:
    """Return one row; `looks` keeps the properties of cells, which are the same in each row of a table."""
    properties = f'<w:gridBefore w:val="{row.before}"/>' if row.before else ""
    properties += f'<w:gridAfter w:val="{row.after}"/>' if row.after else ""
    if row.before:
        properties += f'<w:wBefore w:w="{sum(widths[: row.before])}" w:type="dxa"/>'
    if row.after:
        properties += f'<w:wAfter w:w="{sum(widths[-row.after :])}" w:type="dxa"/>'
    properties += "<w:cantSplit/>" if row.whole else ""
    properties += f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>' if row.height else ""
    properties += "<w:tblHeader/>" if row.header else ""
    parts = [f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"]
    column = row.before
    for cell in row.cells:
        key = (column, cell.columns, cell.merge, cell.fill)
        if key not in looks:
            looks[key] = _cell_properties(cell, sum(widths[column : column + cell.columns]))
        parts.append(f"<w:tc>{looks[key]}{cell.content}</w:tc>")
        column += cell.columns
    parts.append("</w:tr>")
    return "".join(parts)


def _cell_properties(cell: TableCell, width: int) -> str:
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    look += f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    look += f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    return f"<w:tcPr>{look}</w:tcPr>"


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and its margins, all in twips.

    Attributes:
        notes: how much wider the margin is at the end of the lines, to write in by hand.
    """

    width: int
    height: int
    side: int = round(30 * MM)
    top: int = round(30 * MM)
    bottom: int = round(24 * MM)
    landscape: bool = False
    notes: int = 0

    @property
    def text_width(self) -> int:
        """How wide a line of text is."""
        return self.width - 2 * self.side - self.notes

    def turned(self) -> Page:
        """Return the same sheet on its side, with narrower margins: what is laid across needs the room."""
        return Page(self.height, self.width, round(18 * MM), round(20 * MM), round(18 * MM), landscape=True)


A4 = Page(11906, 16838)
LETTER = Page(12240, 15840)


def section(
    page: Page,
    parts: str = "",
    *,
    first_page_differs: bool = False,
    rtl: bool = False,
    count_by: int = 0,
) -> str:
    """Return a w:sectPr; `parts` are its header and footer references.

    `count_by` numbers its lines, but for those whose style is not counted, and shows each so many-th.
    """
    turned = ' w:orient="landscape"' if page.landscape else ""
    left, right = (page.side + page.notes, page.side) if rtl else (page.side, page.side + page.notes)
    lines = f'<w:lnNumType w:countBy="{count_by}" w:restart="continuous"/>' if count_by else ""
    return (
        f'<w:sectPr>{parts}<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{right}" w:bottom="{page.bottom}" w:left="{left}"'
        f' w:header="624" w:footer="624" w:gutter="0"/>{lines}<w:cols w:space="708"/>'
        f"{'<w:titlePg/>' if first_page_differs else ''}{'<w:bidi/>' if rtl else ''}</w:sectPr>"
    )
