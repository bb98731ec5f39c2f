"""A copy of a library while it is open: complete, checked, and moved into its place in one step."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from annotator.errors import LibraryDamaged, LibraryError
from annotator.model.ids import new_id
from annotator.storage.checks import damage, is_sound
from annotator.storage.connection import Connection
from annotator.storage.problems import damage_hint, explained
from annotator.translate import tr


def write_copy(connection: Connection, to: Path) -> None:
    """Write a copy of the library to `to`, replacing what is there only by a copy that was found in order."""
    to = to.absolute()
    if not to.parent.is_dir():
        raise LibraryError(
            tr("The folder “{folder}” for the copy is not there.", folder=str(to.parent)),
            hint=tr("Make the folder first, or choose another one."),
        )
    if to.exists() and to.samefile(connection.path):
        raise LibraryError(
            tr("A library cannot be copied onto itself."), hint=tr("Choose another name for the copy.")
        )
    if not is_sound(connection):
        raise _not_copied(connection.path, "integrity_check")
    fresh = to.with_name(f".{new_id()}.new")
    try:
        _vacuum_into(connection, fresh, to)
        _verify(connection, fresh)
        _flush_file(fresh)
        fresh.replace(to)
        flush_folder(to.parent)
    except OSError as error:
        raise LibraryError(
            tr("The copy “{name}” could not be written.", name=to.name),
            hint=tr("See that the disk has room and that you may write there."),
            detail=str(error),
        ) from error
    finally:
        fresh.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system can do that for a folder."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _vacuum_into(connection: Connection, fresh: Path, to: Path) -> None:
    try:
        connection.execute("VACUUM INTO ?", (str(fresh),))
    except sqlite3.OperationalError as error:
        raise explained(error, to) or error from error


def _verify(connection: Connection, fresh: Path) -> None:
    copy = Connection(fresh)
    try:
        if found := damage(copy):
            raise _not_copied(connection.path, found[0])
    finally:
        copy.close()


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _not_copied(path: Path, detail: str) -> LibraryDamaged:
    return LibraryDamaged(
        tr("The library “{name}” is damaged, so no copy was made of it.", name=path.name),
        hint=damage_hint(path),
        detail=detail,
    )
