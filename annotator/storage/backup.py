"""Backups beside a library: made when something changed, checked, and thinned out as time goes by.

For when a library is left, and nobody waits: `if due(library): make(library)`.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import LibraryError
from annotator.storage.connection import Connection
from annotator.storage.copies import flush_folder
from annotator.storage.journal import Journal
from annotator.storage.library import Library
from annotator.storage.migrations import check_header
from annotator.storage.retention import (
    all_copies,
    backup_folder,
    backup_path,
    backups,
    kept,
    newest_backup,
)
from annotator.translate import tr


def due(library: Library) -> bool:
    """Tell whether the library holds something that its newest backup does not."""
    state = library.state()
    if state[0] == 0:  # nothing was ever done
        return False
    newest = newest_backup(library.path)
    if newest is None:
        return True
    try:
        return _state_of(newest) != state
    except LibraryError:  # a backup that cannot be read is none
        return True


def _state_of(path: Path) -> tuple[int, str]:
    """Return `Library.state` of a backup, which is not opened as a library: that might upgrade it."""
    check_header(path)
    connection = Connection(path)
    try:
        with connection.reading():
            return Journal(connection).state()
    finally:
        connection.close()


def make(library: Library, at: datetime | None = None) -> Path:
    """Write a backup, drop those that have had their time, and return the path of the new one.

    Raises `LibraryDamaged` for a damaged library; all earlier backups then stay as they are.
    """
    path = _write(library, at)
    thin(library.path)
    return path


def make_daily(library: Library, at: datetime | None = None) -> Path | None:
    """Write the first backup of a day, for commands that follow each other; return its path.

    None if there is one of this day (in UTC) already, or nothing new to back up. Raises as `make`.
    """
    at = at or datetime.now(UTC)
    made = next((time for time, _ in backups(library.path)), None)
    if (made is not None and made.date() == at.astimezone(UTC).date()) or not due(library):
        return None
    return make(library, at)


def make_only(library: Library, at: datetime | None = None) -> Path:
    """Write a backup, then delete all others and the copies made before upgrades; return its path.

    For when something was deleted for good. Raises `LibraryDamaged` for a damaged library, and `LibraryError`
    where nothing can be written: all earlier ones then stay. It also names one that cannot be deleted.
    """
    path = _write(library, at)
    staying: list[Path] = []
    detail = ""
    for other in all_copies(library.path):
        try:
            if other != path:
                other.unlink(missing_ok=True)
        except OSError as error:
            staying.append(other)
            detail = str(error)
    if staying:
        raise LibraryError(
            tr("The backup “{name}” could not be deleted.", name=staying[0].name),
            hint=tr(
                "Delete what is older than the newest backup in “{folder}” yourself.", folder=str(path.parent)
            ),
            detail=f"{len(staying)}: {detail}",
        )
    flush_folder(path.parent)
    return path


def _write(library: Library, at: datetime | None) -> Path:
    folder = backup_folder(library.path)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise LibraryError(
            tr("The folder “{folder}” for backups could not be made.", folder=str(folder)),
            hint=tr("Go on working, and save a copy of the library yourself where you may write."),
            detail=str(error),
        ) from error
    path = backup_path(library.path, at or datetime.now(UTC))
    library.backup(path)
    return path


def thin(library: Path) -> None:
    """Delete the backups of a library that `retention.kept` does not keep."""
    found = backups(library)
    staying = kept(at for at, _ in found)
    for at, path in found:
        if at not in staying:
            with suppress(OSError):  # it will go another day
                path.unlink()
