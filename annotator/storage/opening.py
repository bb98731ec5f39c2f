"""From a path to a connection that can be trusted: made if missing, recognised, upgraded, looked over."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from annotator.errors import LibraryError
from annotator.storage import erasing, migrations
from annotator.storage.checks import is_sound
from annotator.storage.connection import Connection
from annotator.storage.copies import write_copy
from annotator.storage.problems import damaged, newer, not_reachable
from annotator.storage.retention import upgrade_copy

LOOKED_OVER = 4_000_000
"""Bytes up to which the structure of a library is checked each time it is opened: some 10 ms.

A larger one is checked when a journal beside it says that it was not closed in peace, before an upgrade, and
whenever `Library.check` is asked. Texts and originals are compared with their hashes each time they are read.
"""


def create_missing(path: Path) -> None:
    """Make a new library if there is nothing at `path`."""
    try:
        there = path.exists()
    except OSError as error:
        raise not_reachable(path, error) from error
    if not there:
        migrations.create(path)


def open_file(path: Path) -> Connection:
    """Return a connection to a library in its newest form; refuse anything else without touching it."""
    migrations.check_header(path)
    interrupted = path.with_name(f"{path.name}-journal").exists()
    connection = Connection(path)
    try:
        _make_ready(connection, interrupted=interrupted)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_ready(connection: Connection, *, interrupted: bool) -> None:
    path = connection.path
    with connection.unlocked():
        # only now may a journal be rolled back, which can change what the header says
        version = int(connection.value("PRAGMA user_version"))
        connection.execute("PRAGMA journal_mode=DELETE")  # should some other program have set WAL
    if version > len(migrations.STEPS):
        raise newer(path, version)
    old = version < len(migrations.STEPS)
    thorough = old or interrupted or path.stat().st_size <= LOOKED_OVER
    if thorough and not is_sound(connection):
        raise damaged(path, "integrity_check")
    if old:
        _keep(connection, version)
        migrations.upgrade(connection)
    if version >= migrations.WITH_SETTINGS:
        _finish_erasing(connection)


def _finish_erasing(connection: Connection) -> None:
    """Clean a file from which something was deleted for good when there was no room or no time for it."""
    with suppress(LibraryError):  # write-protected or in use: whoever opens it next may do it
        with connection.reading():
            unfinished = erasing.is_unfinished(connection)
        if unfinished:
            erasing.clean(connection)


def _keep(connection: Connection, version: int) -> None:
    """Put a copy of a library that is about to be upgraded among its backups; it is never thinned out."""
    path = upgrade_copy(connection.path, version)
    path.parent.mkdir(exist_ok=True)
    write_copy(connection, path)
