"""Adding, changing and taking out records, and what is searched of them."""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.records import Record
from annotator.model.refusal import Refusal
from annotator.model.source import Source
from annotator.model.tag import Tag
from annotator.storage.annotation_rows import (
    ANNOTATION_COLUMNS,
    EVIDENCE_COLUMNS,
    annotation_row,
    annotation_seal,
    evidence_rows,
)
from annotator.storage.connection import Connection
from annotator.storage.problems import stale
from annotator.storage.rows import (
    ARTICLE_COLUMNS,
    REFUSAL_COLUMNS,
    SOURCE_COLUMNS,
    TAG_COLUMNS,
    Row,
    article_row,
    refusal_row,
    seal,
    source_row,
    tag_row,
)

Pair = tuple[Record | None, Record | None]

INDEXES = ("text_index", "article_index", "note_index", "source_index")
"""All full-text indexes: of texts, and of the tables below."""

CHUNK = 500
"""How many ids are asked for at once."""


@dataclass(frozen=True, slots=True)
class Index:
    """What is searched of a table.

    Attributes:
        name: of the full-text index.
        content: what the index reads: the table, or a view of those of its rows that have words.
        words: gives the values of `columns`; None for a record that has no row in `content`.
    """

    name: str
    content: str
    columns: tuple[str, ...]
    words: Callable[[Any], tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class Table:
    """How one kind of record is stored: `row` gives the values of `columns`, the id first."""

    name: str
    columns: tuple[str, ...]
    row: Callable[[Any], Row]
    index: Index | None = None

    def sealed(self, record: Record) -> Row:
        """Return the values of `columns` and the seal."""
        row = self.row(record)
        return (*row, annotation_seal(row, record.evidence) if isinstance(record, Annotation) else seal(row))


def _annotation_words(item: Annotation) -> tuple[str, ...] | None:
    said = item.attribution
    words = (
        *(item.note, item.rationale, item.rewording, item.question, item.answer),
        *(said.speaker, said.role),
    )
    return words if any(words) else None


def _source_words(item: Source) -> tuple[str, ...]:
    return (item.title, item.publisher, item.url, item.contact, item.note)


def _article_words(item: Article) -> tuple[str, ...]:
    return (item.title, item.byline, item.site, item.note)


ANNOTATIONS = Table(
    "annotations",
    ANNOTATION_COLUMNS,
    annotation_row,
    Index(
        "note_index",
        "noted",
        ("note", "rationale", "rewording", "question", "answer", "speaker", "role"),
        _annotation_words,
    ),
)
SOURCES = Table(
    "sources",
    SOURCE_COLUMNS,
    source_row,
    Index("source_index", "sources", ("title", "publisher", "url", "contact", "note"), _source_words),
)
ARTICLES = Table(
    "articles",
    ARTICLE_COLUMNS,
    article_row,
    Index("article_index", "articles", ("title", "byline", "site", "note"), _article_words),
)
TAGS = Table("tags", TAG_COLUMNS, tag_row)
REFUSALS = Table("refusals", REFUSAL_COLUMNS, refusal_row)

TABLES: dict[type[Record], Table] = {
    Annotation: ANNOTATIONS,
    Source: SOURCES,
    Tag: TAGS,
    Article: ARTICLES,
    Refusal: REFUSALS,
}


def write(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Make each record what its pair says, (None, new), (old, new) or (old, None); inside a transaction.

    Raises `StaleChange` if a record is not what its pair starts from.
    """
    by_kind: dict[type[Record], list[Pair]] = {}
    for before, after in pairs:
        if (record := before or after) is not None:
            by_kind.setdefault(type(record), []).append((before, after))
    for kind, of_kind in by_kind.items():
        _write_table(connection, TABLES[kind], of_kind)


def _write_table(connection: Connection, table: Table, pairs: Sequence[Pair]) -> None:
    _expect(connection, table, [before for before, _ in pairs if before is not None])
    reworded = [] if table.index is None else _reworded(table.index, pairs)
    if table.index and reworded:
        _unindex(connection, table.index, reworded)
    if table is ANNOTATIONS:
        _write_evidence(connection, pairs)
    if gone := [(before.id,) for before, after in pairs if before is not None and after is None]:
        connection.executemany(f"DELETE FROM {table.name} WHERE id = ?", gone)
    if changed := [(*table.sealed(after), after.id) for before, after in pairs if before and after]:
        places = ", ".join(f"{column} = ?" for column in (*table.columns, "seal"))
        connection.executemany(f"UPDATE {table.name} SET {places} WHERE id = ?", changed)
    if added := [table.sealed(after) for before, after in pairs if before is None and after is not None]:
        connection.executemany(insertion(table.name, (*table.columns, "seal")), added)
    if table.index and reworded:
        _index(connection, table.index, reworded)


def insertion(table: str, columns: Sequence[str]) -> str:
    """Return the statement that adds a row of these columns."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def rows_by_id(
    connection: Connection, table: str, columns: Sequence[str], ids: Sequence[str], key: str = "id"
) -> Iterator[Row]:
    """Yield the rows whose `key` is one of `ids`, in no order."""
    for at in range(0, len(ids), CHUNK):
        some = ids[at : at + CHUNK]
        yield from connection.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE {key} IN ({', '.join('?' * len(some))})", some
        )


def _expect(connection: Connection, table: Table, records: Sequence[Record]) -> None:
    """Raise `StaleChange` unless the library holds exactly these records."""
    if not records:
        return
    ids = [record.id for record in records]
    held = {row[0]: row for row in rows_by_id(connection, table.name, table.columns, ids)}
    for record in records:
        if held.get(record.id) != table.row(record):
            raise stale(f"{table.name}: {record.id}")
    proven = [item for item in records if isinstance(item, Annotation) and item.evidence]
    if proven:
        wanted = {row for item in proven for row in evidence_rows(item)}
        ids = [item.id for item in proven]
        if wanted != set(rows_by_id(connection, "evidence", EVIDENCE_COLUMNS, ids, key="annotation")):
            raise stale("evidence")


def _write_evidence(connection: Connection, pairs: Sequence[Pair]) -> None:
    out: list[Row] = []
    into: list[Row] = []
    for before, after in pairs:
        old = before.evidence if isinstance(before, Annotation) else ()
        new = after.evidence if isinstance(after, Annotation) else ()
        if old != new:
            if before is not None:
                out.append((before.id,))
            if isinstance(after, Annotation):
                into += evidence_rows(after)
    if out:
        connection.executemany("DELETE FROM evidence WHERE annotation = ?", out)
    if into:
        connection.executemany(insertion("evidence", EVIDENCE_COLUMNS), into)


def _reworded(index: Index, pairs: Sequence[Pair]) -> list[tuple[str]]:
    """Return the ids of the records whose searched words change."""
    return [
        (record.id,)
        for before, after in pairs
        if (before and index.words(before)) != (after and index.words(after))
        and (record := before or after) is not None
    ]


def _unindex(connection: Connection, index: Index, ids: Sequence[tuple[str]]) -> None:
    # triggers would be simpler, but FTS5 is not trusted inside a schema that is not
    columns = ", ".join(index.columns)
    connection.executemany(
        f"INSERT INTO {index.name} ({index.name}, rowid, {columns}) "
        f"SELECT 'delete', row, {columns} FROM {index.content} WHERE id = ?",
        ids,
    )


def _index(connection: Connection, index: Index, ids: Sequence[tuple[str]]) -> None:
    columns = ", ".join(index.columns)
    connection.executemany(
        f"INSERT INTO {index.name} (rowid, {columns}) "
        f"SELECT row, {columns} FROM {index.content} WHERE id = ?",
        ids,
    )
