"""Versions, with their text and blocks, as rows of the library, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from annotator.model.article import ImportReport, Version
from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.records import from_json, to_json
from annotator.storage.rows import Row, json_text

VERSION_COLUMNS = (
    *("id", "article", "number", "format", "file_name", "sha256", "imported", "report", "characters"),
)
TEXT_COLUMNS = ("version", "hash", "text", "blocks")


def version_row(version: Version) -> Row:
    """Return the values of `VERSION_COLUMNS`."""
    return (
        version.id,
        version.article,
        version.number,
        version.format,
        version.file_name,
        version.sha256 or None,
        version.imported.isoformat(),
        json_text(to_json(version.report)) if version.report.findings else "",
        len(version.text),
    )


def text_row(version: Version) -> Row:
    """Return the values of `TEXT_COLUMNS`."""
    blocks = blocks_text(version.blocks)
    return (version.id, text_hash(version.text, blocks), version.text, blocks)


def version_of_row(row: Row, text: str, blocks: str) -> Version:
    """Return the version of a row of `VERSION_COLUMNS` with its text; ValueError if it cannot be one."""
    key, article, number, form, file_name, digest, imported, report, _ = row
    return Version(
        id=key,
        article=article,
        number=number,
        text=text,
        blocks=blocks_of_text(blocks),
        format=form,
        file_name=file_name,
        sha256=digest or "",
        imported=datetime.fromisoformat(imported),
        report=from_json(ImportReport, json.loads(report)) if report else ImportReport(),
    )


def text_hash(text: str, blocks: str) -> bytes:
    """Return what shows that a text or its blocks are no longer what was stored."""
    return sha256(b"\0".join((text.encode(), blocks.encode()))).digest()


def blocks_text(blocks: Iterable[Block]) -> str:
    """Return blocks as JSON arrays without the defaults at their ends: a plain paragraph is `[0,12]`."""
    return json_text([_block_values(block) for block in blocks])


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """Return the blocks that `blocks_text` made `text` of; ValueError if it holds none."""
    try:
        return tuple(map(_block, json.loads(text)))
    except (TypeError, IndexError) as error:
        raise ValueError(f"not blocks: {error}") from error


_DEFAULTS = (BlockKind.PARAGRAPH.value, 0, "", (), 0, None, None, None, "")


def _block_values(block: Block) -> list[Any]:
    values = [
        block.start,
        block.end,
        block.kind.value,
        block.level,
        block.marker,
        tuple((item.start, item.end, item.format.value, item.href) for item in block.inlines),
        int(block.wrapped),
        None if block.rtl is None else int(block.rtl),
        block.page,
        None if block.cell is None else _cell_values(block.cell),
        block.picture,
    ]
    while len(values) > 2 and values[-1] == _DEFAULTS[len(values) - 3]:
        values.pop()
    return values


def _cell_values(cell: Cell) -> tuple[int, ...]:
    return (cell.table, cell.row, cell.column, cell.row_span, cell.column_span, int(cell.header))


def _block(values: Sequence[Any]) -> Block:
    if len(values) == 2:
        return Block(*values)
    given: list[Any] = [*values, *_DEFAULTS[len(values) - 2 :]]
    start, end, kind, level, marker, inlines, wrapped, rtl, page, cell, picture = given
    return Block(
        start,
        end,
        BlockKind(kind),
        level,
        marker,
        tuple(Inline(at, to, Format(form), href) for at, to, form, href in inlines),
        bool(wrapped),
        None if rtl is None else bool(rtl),
        page,
        None if cell is None else _cell(*cell),
        picture,
    )


def _cell(table: int, row: int, column: int, row_span: int, column_span: int, header: int) -> Cell:
    return Cell(table, row, column, row_span, column_span, bool(header))
