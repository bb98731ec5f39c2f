"""What is wrong inside a library: its structure, its links, what it holds, and each mark against its text."""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from annotator.errors import LibraryDamaged, LibraryError
from annotator.storage.annotation_rows import (
    ANNOTATION_COLUMNS,
    EVIDENCE_COLUMNS,
    annotation_seal,
    evidence_of_rows,
)
from annotator.storage.connection import Connection
from annotator.storage.journal import RECORD_COLUMNS
from annotator.storage.rows import ARTICLE_COLUMNS, REFUSAL_COLUMNS, SOURCE_COLUMNS, TAG_COLUMNS, seal
from annotator.storage.settings import SETTING_COLUMNS
from annotator.storage.tables import INDEXES, rows_by_id
from annotator.storage.text_rows import VERSION_COLUMNS, text_hash
from annotator.translate import tr, tr_plural


def check(connection: Connection) -> list[str]:
    """Return all that is wrong, a sentence each; nothing is changed and nothing is locked for long."""
    return [*damage(connection), *_run(connection, misplaced), *_run(connection, index_errors)]


def damage(connection: Connection) -> list[str]:
    """Return what is not as it was stored; such a library must not be written to or replace a backup."""
    parts = (structure, broken_links, damaged_texts, damaged_originals, damaged_marks, damaged_rows)
    return [sentence for part in parts for sentence in _run(connection, part)]


def is_sound(connection: Connection) -> bool:
    """Tell whether SQLite finds the structure of the file in order; a tenth of a second for 50 MB."""
    with connection.unlocked():
        return bool(connection.value("PRAGMA integrity_check(1)") == "ok")


def _run(connection: Connection, part: Callable[[Connection], Iterable[str]]) -> list[str]:
    try:
        with connection.unlocked():
            return list(part(connection))
    except LibraryDamaged as error:  # too damaged to be looked at in full
        return [f"{error} ({error.detail})"]


def structure(connection: Connection) -> Iterator[str]:
    """Yield what SQLite's own check finds."""
    for (line,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield tr("The structure of the file is damaged: {detail}.", detail=str(line).rstrip("."))


def broken_links(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each table with rows that point at something missing."""
    counts: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        counts[table, parent] = counts.get((table, parent), 0) + 1
    for (table, parent), count in counts.items():
        yield tr_plural(
            "{n} entry in “{table}” refers to something in “{parent}” that is missing.",
            "{n} entries in “{table}” refer to something in “{parent}” that is missing.",
            count,
            table=table,
            parent=parent,
        )


def damaged_texts(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each text that is missing or no longer has its hash."""
    for version, article in connection.execute("SELECT id, article FROM versions").fetchall():
        row = connection.execute(
            "SELECT hash, text, blocks FROM texts WHERE version = ?", (version,)
        ).fetchone()
        if row is None or row[0] != text_hash(row[1], row[2]):
            yield tr("The text of “{title}” is not as it was stored.", title=_title(connection, article))


def damaged_originals(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each original whose bytes no longer have its SHA-256."""
    for (digest,) in connection.execute("SELECT sha256 FROM originals").fetchall():
        data = connection.value("SELECT bytes FROM originals WHERE sha256 = ?", (digest,))
        if sha256(data or b"").hexdigest() != digest:
            name = connection.value("SELECT file_name FROM versions WHERE sha256 = ?", (digest,)) or digest
            yield tr("The original file “{name}” is not as it was stored.", name=name)


def damaged_marks(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each article with marks that do not have their seal."""
    for (article,) in connection.execute("SELECT id FROM articles").fetchall():
        rows = connection.execute(
            f"SELECT {', '.join(ANNOTATION_COLUMNS)}, seal FROM annotations WHERE article = ?", (article,)
        ).fetchall()
        proven = [row[0] for row in rows if row[_EVIDENCE]]
        evidence = evidence_of_rows(
            sorted(rows_by_id(connection, "evidence", EVIDENCE_COLUMNS, proven, key="annotation"))
        )
        wrong = sum(row[-1] != annotation_seal(row[:-1], evidence.get(row[0], ())) for row in rows)
        if wrong:
            yield tr_plural(
                "{n} mark in “{title}” is not as it was stored.",
                "{n} marks in “{title}” are not as they were stored.",
                wrong,
                title=_title(connection, article),
            )


_EVIDENCE = ANNOTATION_COLUMNS.index("evidence")
_SEALED = {
    "articles": ARTICLE_COLUMNS,
    "versions": VERSION_COLUMNS,
    "sources": SOURCE_COLUMNS,
    "tags": TAG_COLUMNS,
    "refusals": REFUSAL_COLUMNS,
    "settings": SETTING_COLUMNS,
    "change_records": RECORD_COLUMNS[1:],
}


def damaged_rows(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each other table with rows that do not have their seal."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for table, columns in _SEALED.items():
        if table not in tables:  # an older library, looked over before its upgrade
            continue
        rows = connection.execute(f"SELECT {', '.join(columns)}, seal FROM {table}")
        if wrong := sum(row[-1] != seal(row[:-1]) for row in rows):
            yield tr_plural(
                "{n} entry in “{table}” is not as it was stored.",
                "{n} entries in “{table}” are not as they were stored.",
                wrong,
                table=table,
            )


def misplaced(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each article with marks whose words are not what stands at their place."""
    for version, article in connection.execute("SELECT id, article FROM versions").fetchall():
        marks = connection.execute(
            'SELECT start, "end", exact FROM annotations WHERE article = ? AND version = ? '
            "AND start IS NOT NULL",
            (article, version),
        ).fetchall()
        if not marks:
            continue
        text = connection.value("SELECT text FROM texts WHERE version = ?", (version,)) or ""
        if wrong := sum(text[start:end] != exact for start, end, exact in marks):
            yield tr_plural(
                "{n} mark in “{title}” does not stand on its words.",
                "{n} marks in “{title}” do not stand on their words.",
                wrong,
                title=_title(connection, article),
            )


def index_errors(connection: Connection) -> Iterator[str]:
    """Yield a sentence if the search index is not what the texts, notes and sources would give."""
    for index in INDEXES:
        try:
            with connection.reading():  # it counts as writing, but changes nothing
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except LibraryDamaged:
            yield tr("The search index is out of step, so a search may miss something.")
            return
        except LibraryError:  # write-protected or in use: nobody can look now
            return


def _title(connection: Connection, article: str) -> str:
    return str(connection.value("SELECT title FROM articles WHERE id = ?", (article,)) or article)
