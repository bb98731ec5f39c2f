"""`Imported` as JSON and back, quick enough for a whole book.

The blocks of a book are many and alike, so they travel as short lists; everything else goes through
`model.records`. What comes back is checked like any foreign data: nothing a child process sends is believed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from annotator.model.article import ImportReport, Metadata
from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.dossier import Dossier
from annotator.model.imported import Imported, ImportedMark
from annotator.model.records import from_json, to_json


def encode(imported: Imported) -> str:
    """Return an article as one line of ASCII JSON; the original bytes of a dossier do not travel along."""
    dossier = imported.dossier
    return json.dumps(
        {
            "text": imported.text,
            "blocks": [_block_row(block) for block in imported.blocks],
            "format": imported.format,
            "metadata": to_json(imported.metadata),
            "report": to_json(imported.report),
            "marks": [to_json(mark) for mark in imported.marks],
            "dossier": None if dossier is None else to_json(replace(dossier, original=None)),
            "export": imported.export,
            "commented": imported.commented,
        },
        separators=(",", ":"),
    )


def decode(line: str | bytes) -> Imported:
    """Return what `encode` wrote; ValueError for anything else."""
    try:
        record = json.loads(line)
        dossier, commented = record["dossier"], record["commented"]
        return Imported(
            text=_str(record["text"]),
            blocks=tuple(_block(row) for row in record["blocks"]),
            format=_str(record["format"]),
            metadata=from_json(Metadata, record["metadata"]),
            report=from_json(ImportReport, record["report"]),
            marks=tuple(from_json(ImportedMark, mark) for mark in record["marks"]),
            dossier=None if dossier is None else from_json(Dossier, dossier),
            export=_str(record["export"]),
            commented=None if commented is None else tuple(_int(number) for number in commented),
        )
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an article: {error}") from error


def _block_row(block: Block) -> list[Any]:
    # the usual paragraph is three items long; what stands at its default at the end is left out
    row: list[Any] = [
        block.start,
        block.end,
        block.kind.value,
        block.level,
        block.marker,
        [[item.start, item.end, item.format.value, item.href] for item in block.inlines],
        block.wrapped,
        block.rtl,
        block.page,
        _cell_row(block.cell),
        block.picture,
    ]
    while len(row) > 3 and row[-1] == _FILLED[len(row) - 4]:
        row.pop()
    return row


# the defaults of what follows start, end and kind
_FILLED: list[Any] = [0, "", [], False, None, None, None, ""]
_KINDS = {kind.value: kind for kind in BlockKind}
_FORMATS = {item.value: item for item in Format}


def _cell_row(cell: Cell | None) -> list[Any] | None:
    if cell is None:
        return None
    return [cell.table, cell.row, cell.column, cell.row_span, cell.column_span, cell.header]


def _block(row: list[Any]) -> Block:
    start, end, kind, *rest = row
    level, marker, inlines, wrapped, rtl, page, cell, picture = rest + _FILLED[len(rest) :]
    return Block(
        _int(start),
        _int(end),
        _KINDS[kind],
        _int(level),
        _str(marker),
        tuple(_inline(item) for item in inlines),
        wrapped is True,
        None if rtl is None else rtl is True,
        None if page is None else _int(page),
        None if cell is None else _cell(cell),
        _str(picture),
    )


def _inline(row: list[Any]) -> Inline:
    start, end, item, href = row
    return Inline(_int(start), _int(end), _FORMATS[item], _str(href))


def _cell(row: list[Any]) -> Cell:
    table, number, column, row_span, column_span, header = row
    return Cell(_int(table), _int(number), _int(column), _int(row_span), _int(column_span), header is True)


def _int(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _str(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(f"{value!r} is not text")
    return value
