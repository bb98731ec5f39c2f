"""Versions with their texts, and the original bytes they were read from. None of it ever changes."""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from annotator.errors import LibraryDamaged, NotFound
from annotator.model.article import Version
from annotator.storage.connection import Connection
from annotator.storage.problems import damage_hint
from annotator.storage.rows import seal
from annotator.storage.tables import insertion
from annotator.storage.text_rows import (
    TEXT_COLUMNS,
    VERSION_COLUMNS,
    text_hash,
    text_row,
    version_of_row,
    version_row,
)
from annotator.translate import tr


@dataclass(frozen=True, slots=True)
class Content:
    """A version that is new to the library, and the bytes it was read from (none for pasted text)."""

    version: Version
    original: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        if self.version.sha256 and sha256(self.original).hexdigest() != self.version.sha256:
            raise ValueError("the original is not what the version says it was read from")


def add(connection: Connection, content: Content) -> None:
    """Store a version, its text, and its original unless the library has it; inside a transaction."""
    version = content.version
    if version.sha256:
        connection.execute(
            "INSERT OR IGNORE INTO originals (sha256, bytes) VALUES (?, ?)",
            (version.sha256, content.original),
        )
    row = version_row(version)
    connection.execute(insertion("versions", (*VERSION_COLUMNS, "seal")), (*row, seal(row)))
    number = connection.execute(insertion("texts", TEXT_COLUMNS), text_row(version)).lastrowid
    connection.execute("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (number, version.text))


def versions(connection: Connection, where: str, values: Sequence[object]) -> list[Version]:
    """Return the versions that `where` chooses, the oldest first; `LibraryDamaged` if one was altered."""
    columns = ", ".join(f"versions.{column}" for column in VERSION_COLUMNS)
    rows = connection.execute(
        f"SELECT hash, text, blocks, {columns} FROM versions JOIN texts ON texts.version = versions.id "
        f"WHERE {where} ORDER BY number, versions.row",
        values,
    )
    found = []
    for digest, text, blocks, *row in rows:
        if digest != text_hash(text, blocks):
            raise damaged_text(connection, row[1], f"text of version {row[0]}")
        try:
            found.append(version_of_row(tuple(row), text, blocks))
        except ValueError as error:
            raise damaged_text(connection, row[1], f"version {row[0]}: {error}") from error
    return found


def original(connection: Connection, digest: str) -> bytes:
    """Return the original with this SHA-256; `NotFound` if there is none."""
    found = connection.value("SELECT bytes FROM originals WHERE sha256 = ?", (digest,))
    if found is None:
        raise NotFound(
            tr("The original file of this article is not in the library."),
            hint=tr("Articles that were pasted have none."),
            detail=digest,
        )
    if sha256(found).hexdigest() != digest:
        article = connection.value("SELECT article FROM versions WHERE sha256 = ?", (digest,))
        raise damaged_text(connection, article or "", f"original {digest}")
    return bytes(found)


def damaged_text(connection: Connection, article: str, detail: str) -> LibraryDamaged:
    """Return the error for an article that is not as it was stored; all others can still be read."""
    title = connection.value("SELECT title FROM articles WHERE id = ?", (article,)) or article
    return LibraryDamaged(
        tr("The text of “{title}” is damaged in the library file.", title=title),
        hint=damage_hint(connection.path),
        detail=detail,
    )
