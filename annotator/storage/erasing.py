"""Erasing: an article out of the library file for good, with all that tells of it, and without traces.

First one transaction, then a cleaning. That SQLite overwrites what it deletes is not enough: pages that were
merged or split keep old copies of rows between the live ones, whatever `secure_delete` says (measured: words
of four notes out of 150 were left). Only writing the file anew, with VACUUM, leaves none. That cannot be part
of the transaction; a setting says that it is still to be done, and whoever opens the library next does it.
"""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

from datetime import UTC, datetime

from annotator.errors import LibraryError, NotFound
from annotator.model.ids import new_id
from annotator.storage import settings
from annotator.storage.connection import Connection
from annotator.storage.journal import DROPPED, Journal
from annotator.storage.rows import json_text
from annotator.storage.tables import ANNOTATIONS, ARTICLES, INDEXES, Table, insertion
from annotator.translate import tr

_UNFINISHED = "erasing"
"""The setting that is there from the transaction to the end of the cleaning."""

_MARKS = "SELECT id FROM annotations WHERE article = ?1"
_VERSIONS = "SELECT id FROM versions WHERE article = ?1"


def erase(connection: Connection, journal: Journal, article: str, by: str) -> None:
    """Take an article that is in the bin out of all tables; inside a transaction, and to be cleaned after it.

    A row of the journal says that something was deleted and by whom, not what. Raises `NotFound` for an
    article that is not there, and `LibraryError` for one that is not in the bin.
    """
    _expect_in_bin(connection, article)
    connection.execute("PRAGMA secure_delete=ON")
    turn = journal.turn() + 1  # while the last act is still there: it may go
    for one in (article, *_taken_back(connection, article)):
        _erase_from_journal(connection, one)
        _erase_from_indexes(connection, one)
        _erase_records(connection, one)
        _erase_texts(connection, one)
        settings.forget_article(connection, one)
    for index in INDEXES:
        # words that were taken out stay in its older parts until all of these are merged into one
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    connection.execute(
        insertion("changes", ("id", "label", "article", "merge", '"by"', "at", "turn", "state")),
        (new_id(), tr("Delete for good"), "", "", by, datetime.now(UTC).isoformat(), turn, DROPPED),
    )
    settings.keep(connection, _UNFINISHED, "1")


def is_unfinished(connection: Connection) -> bool:
    """Tell whether traces of an article may be left in the file."""
    return settings.read(connection, _UNFINISHED) is not None


def clean(connection: Connection) -> None:
    """Write the file anew without anything that is no longer part of the library; outside a transaction.

    Takes as much memory as the library is large: nothing of it may get into a temporary file.
    """
    with connection.unlocked():
        connection.execute("VACUUM")
    with connection.writing():
        settings.keep(connection, _UNFINISHED, None)


def with_traces(cause: LibraryError) -> LibraryError:
    """Return the error for an article that is deleted from a file that could not be cleaned."""
    return LibraryError(
        tr("The article is deleted, but some of its words may still be in the library file."),
        hint=tr("They are removed when the library is next opened and there is room on the disk."),
        detail=f"{cause} {cause.detail}",
    )


def _expect_in_bin(connection: Connection, article: str) -> None:
    found = connection.execute("SELECT removed FROM articles WHERE id = ?", (article,)).fetchone()
    if found is None:
        raise NotFound(
            tr("This article is no longer in the library."),
            hint=tr("Look at what is in the bin now; nothing was changed."),
            detail=article,
        )
    if found[0] is None:
        raise LibraryError(
            tr("Only an article that is in the bin can be deleted for good."),
            hint=tr("Move it to the bin first; nothing was changed."),
            detail=article,
        )


def _taken_back(connection: Connection, article: str) -> list[str]:
    """Return what the same file or text was before, when its opening was taken back: texts outlive that."""
    rows = connection.execute(
        "SELECT DISTINCT article FROM versions JOIN texts ON version = versions.id "
        "WHERE article NOT IN (SELECT id FROM articles) AND ("
        "sha256 IN (SELECT sha256 FROM versions WHERE article = ?1) "
        f"OR hash IN (SELECT hash FROM texts WHERE version IN ({_VERSIONS})))",
        (article,),
    )
    return [one for (one,) in rows.fetchall()]


def _erase_from_journal(connection: Connection, article: str) -> None:
    """Take out the changes that are only about an article, and its records from those about others too."""
    # only erasing asks which articles a change is about; without it, each would have all looked through
    connection.execute("CREATE INDEX change_articles_of_change ON change_articles (change)")
    listed = "SELECT change FROM change_articles WHERE article = ?1"
    changes = connection.execute(listed, (article,)).fetchall()
    connection.execute(
        f"DELETE FROM change_records WHERE change IN ({listed}) "
        "AND change NOT IN (SELECT change FROM change_articles WHERE article <> ?1)",
        (article,),
    )
    connection.execute(
        f"DELETE FROM change_records WHERE change IN ({listed}) "
        "AND ((type = 'article' AND record = ?1) OR instr(before, ?2) OR instr(after, ?2))",
        # as it is written in JSON, where no text can hold quotation marks that are not escaped
        (article, f'"article":{json_text(article)}'),
    )
    connection.execute("DELETE FROM change_articles WHERE article = ?", (article,))
    emptied = "FROM {} = ?1 AND NOT EXISTS (SELECT 1 FROM change_records WHERE change = ?1)"
    connection.executemany(f"DELETE {emptied.format('change_articles WHERE change')}", changes)
    connection.executemany(f"DELETE {emptied.format('changes WHERE row')}", changes)
    connection.execute("DROP INDEX change_articles_of_change")
    connection.execute(
        "UPDATE changes SET article = coalesce((SELECT min(article) FROM change_articles "
        "WHERE change = changes.row), '') WHERE article = ?",
        (article,),
    )


def _erase_from_indexes(connection: Connection, article: str) -> None:
    _unindex(connection, ANNOTATIONS, f"id IN ({_MARKS})", article)
    _unindex(connection, ARTICLES, "id = ?1", article)
    connection.execute(
        "INSERT INTO text_index (text_index, rowid, text) "
        f"SELECT 'delete', row, text FROM texts WHERE version IN ({_VERSIONS})",
        (article,),
    )


def _unindex(connection: Connection, table: Table, where: str, article: str) -> None:
    if (index := table.index) is not None:
        columns = ", ".join(index.columns)
        connection.execute(
            f"INSERT INTO {index.name} ({index.name}, rowid, {columns}) "
            f"SELECT 'delete', row, {columns} FROM {index.content} WHERE {where}",
            (article,),
        )


def _erase_records(connection: Connection, article: str) -> None:
    connection.execute(f"DELETE FROM evidence WHERE annotation IN ({_MARKS})", (article,))
    for table, key in (("annotations", "article"), ("refusals", "article"), ("articles", "id")):
        connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (article,))


def _erase_texts(connection: Connection, article: str) -> None:
    """Take out all versions, and the originals that no version of another article was read from."""
    digests = connection.execute(
        "SELECT DISTINCT sha256 FROM versions WHERE article = ? AND sha256 IS NOT NULL", (article,)
    ).fetchall()
    connection.execute(f"DELETE FROM texts WHERE version IN ({_VERSIONS})", (article,))
    connection.execute("DELETE FROM versions WHERE article = ?", (article,))
    connection.executemany(
        "DELETE FROM originals WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM versions WHERE sha256 = ?1)",
        digests,
    )
