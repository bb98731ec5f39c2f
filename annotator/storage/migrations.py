"""The schema of a library file, step by step, and how a file is made, recognised and upgraded.

A step, once released, is never edited: what should be otherwise is a new step at the end of `STEPS`.
`user_version` is the number of steps a file has; `application_id` says that it is a library at all.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import LibraryError
from annotator.model.ids import new_id
from annotator.model.tag import NEWSROOM
from annotator.storage.connection import Connection
from annotator.storage.copies import flush_folder
from annotator.storage.problems import (
    damaged,
    foreign,
    missing,
    newer,
    not_reachable,
)
from annotator.storage.tables import write
from annotator.translate import tr

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x436C6D4C
"""“ClmL” in the header of every library; `file` and backup tools can tell it from other SQLite files."""

_MAGIC = b"SQLite format 3\0"
_HEADER = struct.Struct(">60xi4xi")  # user_version and application_id: https://sqlite.org/fileformat.html

_STEP_1 = (
    """CREATE TABLE tags (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, letter TEXT NOT NULL,
        key TEXT NOT NULL, light_fill TEXT NOT NULL, light_line TEXT NOT NULL, dark_fill TEXT NOT NULL,
        dark_line TEXT NOT NULL, print_fill TEXT NOT NULL, print_line TEXT NOT NULL,
        underline TEXT NOT NULL, definition TEXT NOT NULL, example TEXT NOT NULL,
        position INTEGER NOT NULL, retired INTEGER NOT NULL, seal INTEGER
    ) STRICT""",
    """CREATE TABLE sources (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, kind TEXT NOT NULL,
        "primary" INTEGER NOT NULL, publisher TEXT NOT NULL, url TEXT NOT NULL, contact TEXT NOT NULL,
        retrieved TEXT, note TEXT NOT NULL, seal INTEGER
    ) STRICT""",
    "CREATE TABLE originals (sha256 TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    # `article` is not a foreign key: a text outlives an import that was taken back, to be there for redo
    """CREATE TABLE versions (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL, number INTEGER NOT NULL,
        format TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT REFERENCES originals (sha256),
        imported TEXT NOT NULL, report TEXT NOT NULL, characters INTEGER NOT NULL, seal INTEGER
    ) STRICT""",
    "CREATE INDEX versions_of_article ON versions (article, number)",
    "CREATE INDEX versions_of_original ON versions (sha256)",
    # apart from `versions`, so that listing a library does not read its texts
    """CREATE TABLE texts (
        row INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE REFERENCES versions (id),
        hash BLOB NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE articles (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
        version TEXT NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
        byline TEXT NOT NULL, site TEXT NOT NULL, published TEXT NOT NULL, language TEXT NOT NULL,
        url TEXT NOT NULL, note TEXT NOT NULL, detected TEXT NOT NULL, created TEXT NOT NULL,
        removed TEXT, seal INTEGER
    ) STRICT""",
    """CREATE TABLE annotations (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        article TEXT NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
        version TEXT NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
        start INTEGER, "end" INTEGER, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        kind TEXT NOT NULL, tag TEXT REFERENCES tags (id) DEFERRABLE INITIALLY DEFERRED,
        status TEXT NOT NULL, creator TEXT NOT NULL, initials TEXT NOT NULL, created TEXT NOT NULL,
        modified TEXT NOT NULL, risks TEXT NOT NULL, speaker TEXT NOT NULL, role TEXT NOT NULL,
        strength TEXT NOT NULL, reason TEXT NOT NULL, direct INTEGER, note TEXT NOT NULL,
        rationale TEXT NOT NULL, rewording TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
        tally TEXT NOT NULL, replies TEXT NOT NULL, resolved INTEGER NOT NULL, origin TEXT NOT NULL,
        evidence INTEGER NOT NULL, more INTEGER NOT NULL, seal INTEGER,
        CHECK ((start IS NULL AND "end" IS NULL) OR (0 <= start AND start < "end"))
    ) STRICT""",
    # covers the counts that the list of articles shows
    "CREATE INDEX annotations_of_article ON annotations (article, tag, status, start)",
    "CREATE INDEX annotations_with_more ON annotations (article) WHERE more = 1",
    """CREATE TABLE evidence (
        annotation TEXT NOT NULL REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED,
        place INTEGER NOT NULL,
        source TEXT NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
        locator TEXT NOT NULL, stance TEXT NOT NULL, method TEXT NOT NULL, "by" TEXT NOT NULL, "on" TEXT,
        PRIMARY KEY (annotation, place)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX evidence_of_source ON evidence (source)",
    # `turn` counts every act on the library, undo and redo included; a row carries its last one
    """CREATE TABLE changes (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, article TEXT NOT NULL,
        merge TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL, turn INTEGER NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
    ) STRICT""",
    "CREATE INDEX changes_undone ON changes (turn) WHERE state = 'undone'",
    """CREATE TABLE change_articles (
        article TEXT NOT NULL, change INTEGER NOT NULL REFERENCES changes (row),
        PRIMARY KEY (article, change)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE change_records (
        row INTEGER PRIMARY KEY, change INTEGER NOT NULL REFERENCES changes (row), record TEXT NOT NULL,
        type TEXT NOT NULL, before TEXT, before_place INTEGER, after TEXT, after_place INTEGER, seal INTEGER
    ) STRICT""",
    "CREATE INDEX change_records_of_change ON change_records (change)",
    "CREATE INDEX change_records_of_record ON change_records (record, change)",
    """CREATE VIEW noted AS SELECT row, id, note, rationale, rewording, question, answer, speaker, role
        FROM annotations WHERE note <> '' OR rationale <> '' OR rewording <> '' OR question <> ''
        OR answer <> '' OR speaker <> '' OR role <> ''""",
    """CREATE VIRTUAL TABLE text_index USING fts5 (
        text, content='texts', content_rowid='row', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE article_index USING fts5 (
        title, byline, site, note, content='articles', content_rowid='row',
        tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE note_index USING fts5 (
        note, rationale, rewording, question, answer, speaker, role, content='noted', content_rowid='row',
        tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE source_index USING fts5 (
        title, publisher, url, contact, note, content='sources', content_rowid='row',
        tokenize='unicode61 remove_diacritics 2')""",
)


_STEP_2 = (
    """CREATE TABLE refusals (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        article TEXT NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
        kind TEXT NOT NULL, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, seal INTEGER
    ) STRICT""",
    "CREATE INDEX refusals_of_article ON refusals (article)",
    # switches, and what was learned: no part of the journal, so that what is deleted is gone
    """CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, seal INTEGER)
        STRICT, WITHOUT ROWID""",
)


def _first_schema(database: Database) -> None:
    for statement in _STEP_1:
        database.execute(statement)


def _suggestions(database: Database) -> None:
    for statement in _STEP_2:
        database.execute(statement)


Step = Callable[["Database"], None]

STEPS: tuple[Step, ...] = (_first_schema, _suggestions)

WITH_SETTINGS = 2
"""The number of steps from which on a library has the table of settings."""


def create(path: Path) -> None:
    """Make a new library with the newsroom codebook at `path`, unless somebody else was quicker.

    It is made beside its place and moved there, so that a library is never half made.
    """
    if not path.parent.is_dir():
        raise LibraryError(
            tr("The folder “{folder}” for the library is not there.", folder=str(path.parent)),
            hint=tr("Make the folder first, or choose another one."),
        )
    fresh = path.with_name(f".{new_id()}.new")
    try:
        _fill(fresh)
        _move_into_free_place(fresh, path)
    except LibraryError as error:
        raise LibraryError(
            tr("The library “{name}” could not be made.", name=path.name),
            hint=tr("Choose a folder where you may write and that has room."),
            detail=error.detail,
        ) from error
    finally:
        with suppress(OSError):  # it may never have been made
            fresh.unlink()


def _fill(fresh: Path) -> None:
    connection = Connection(fresh, create=True)
    try:
        with connection.writing():
            _apply(connection)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            write(connection, [(None, tag) for tag in NEWSROOM])
    finally:
        connection.close()


def check_header(path: Path) -> int:
    """Return the number of steps the file has; refuse what is no library of ours without touching it.

    SQLite itself is not asked: it would roll back a journal that lies beside a foreign file.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise missing(path) from error
    except OSError as error:
        raise not_reachable(path, error) from error
    if not header.startswith(_MAGIC):
        if header and path.suffix != ".claimlight":
            raise foreign(path, "no SQLite header")
        raise damaged(path, "no SQLite header" if header else "the file is empty")
    if len(header) < 100:
        raise damaged(path, "the header is cut off")
    version, application = _HEADER.unpack_from(header)
    if application != APPLICATION_ID:
        raise foreign(path, f"application_id {application:#x}")
    if version > len(STEPS):
        raise newer(path, version)
    if version < 1:
        raise damaged(path, f"user_version {version}")
    return int(version)


def upgrade(connection: Connection) -> None:
    """Apply the steps that the library does not have yet, all of them or none."""
    with connection.writing():
        # somebody else may have done it while we waited for the lock
        if connection.value("PRAGMA user_version") < len(STEPS):
            _apply(connection)


def _apply(connection: Connection) -> None:
    _migrations().apply(connection.database)
    connection.execute(f"PRAGMA user_version={len(STEPS)}")


def _migrations() -> Migrations:
    from sqlite_utils import Migrations

    migrations = Migrations("claimlight")
    for number, step in enumerate(STEPS, 1):
        migrations(name=f"{number}")(step)
    return migrations


def _move_into_free_place(fresh: Path, path: Path) -> None:
    """Move `fresh` to `path` unless something is there, which is then left alone."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links; renaming never replaces on Windows
        if not path.exists():
            with suppress(FileExistsError):
                fresh.rename(path)
    flush_folder(path.parent)
