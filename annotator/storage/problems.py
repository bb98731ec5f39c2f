"""What went wrong with a library file, in a sentence the user can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import LibraryDamaged, LibraryError, StaleChange
from annotator.storage.retention import newest_backup
from annotator.translate import tr

# Extended result codes that Python 3.11 has no name for in every build: https://sqlite.org/rescode.html
_READONLY_DBMOVED = 1032
_READONLY_DIRECTORY = 1544
_READONLY_UNFINISHED = (264, 520, 776)  # RECOVERY, CANTLOCK, ROLLBACK
_CONSTRAINT_FOREIGNKEY = 787
_CONSTRAINT_UNIQUE = (1555, 2067)  # PRIMARYKEY, UNIQUE

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


def explained(error: sqlite3.Error, path: Path) -> LibraryError | None:
    """Return what `error` on the library at `path` means for the user; None if it is our own bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by Python, which could not decode a text of the file
        return damaged(path, str(error)) if "decode" in str(error).lower() else None
    detail = f"{getattr(error, 'sqlite_errorname', code)}: {error}"
    if code in _CONSTRAINT_UNIQUE:
        return StaleChange(
            tr("This was already added to the library, so it was not added again."),
            hint=tr("Look at the article as it is now; nothing was changed."),
            detail=detail,
        )
    if code == _CONSTRAINT_FOREIGNKEY:
        return still_needed("", detail)
    if code == _READONLY_DBMOVED:
        return LibraryError(
            tr("The library “{name}” was moved, replaced or deleted while it was open.", name=path.name),
            hint=tr(
                "Open it again from where it is now; the last change was not saved, all earlier ones were."
            ),
            detail=detail,
        )
    return _by_primary_code(code & 0xFF, code, path, detail)


def _by_primary_code(primary: int, code: int, path: Path, detail: str) -> LibraryError | None:
    if primary in (_BUSY, _LOCKED):
        return LibraryError(
            tr("The library “{name}” is in use by another program.", name=path.name),
            hint=tr("Wait a moment and try again, or close the other program; nothing was changed."),
            detail=detail,
        )
    if code in _READONLY_UNFINISHED:
        return LibraryError(
            tr("The last act on “{name}” was interrupted, and it is write-protected.", name=path.name),
            hint=tr(
                "Copy it, together with the file that ends in “-journal”, to a place where you may write."
            ),
            detail=detail,
        )
    if primary == _READONLY and code != _READONLY_DIRECTORY:
        return LibraryError(
            tr("The library “{name}” is write-protected.", name=path.name),
            hint=tr("You can go on reading; to make changes, copy it to a place where you may write."),
            detail=detail,
        )
    if primary in (_READONLY, _CANTOPEN):
        return LibraryError(
            tr("Nothing can be written in the folder of the library “{name}”.", name=path.name),
            hint=tr("You can go on reading; to make changes, copy it to a folder where you may write."),
            detail=detail,
        )
    if primary == _FULL:
        return LibraryError(
            tr("There is no room left on the disk for the library “{name}”.", name=path.name),
            hint=tr("Free some space and try again; everything saved before is safe."),
            detail=detail,
        )
    if primary == _IOERR:
        return LibraryError(
            tr("The disk refused to read or write the library “{name}”.", name=path.name),
            hint=tr("See that the disk is connected and has room; everything saved before is safe."),
            detail=detail,
        )
    if primary in (_CORRUPT, _NOTADB):
        return damaged(path, detail)
    return None


def damaged(path: Path, detail: str) -> LibraryDamaged:
    """Return the error for a library file that holds something that cannot be right."""
    return LibraryDamaged(
        tr("The library “{name}” is damaged.", name=path.name), hint=damage_hint(path), detail=detail
    )


def damage_hint(path: Path) -> str:
    """Return what to do about damage: the newest backup is named if there is one."""
    if (backup := newest_backup(path)) is None:
        return tr("It was left as it is; open a copy of it if you have one.")
    return tr("It was left as it is; the newest backup is “{backup}”.", backup=str(backup))


def foreign(path: Path, detail: str) -> LibraryError:
    """Return the error for a file that some other program made."""
    return LibraryError(
        tr("“{name}” is not a Claimlight library.", name=path.name),
        hint=tr("Choose a file that ends in .claimlight; to open an article, import it."),
        detail=detail,
    )


def newer(path: Path, version: int) -> LibraryError:
    """Return the error for a library of a later Claimlight."""
    return LibraryError(
        tr("The library “{name}” was made by a newer Claimlight.", name=path.name),
        hint=tr("Install the newest Claimlight to open it; it was left as it is."),
        detail=f"user_version {version}",
    )


def missing(path: Path) -> LibraryError:
    """Return the error for a library that is not there."""
    return LibraryError(
        tr("There is no library at “{path}”.", path=str(path)),
        hint=tr("See whether it was moved, or whether its disk or network drive is connected."),
    )


def not_reachable(path: Path, error: OSError) -> LibraryError:
    """Return the error for a file that the system does not let us open or make."""
    return LibraryError(
        tr("The library “{name}” could not be opened.", name=path.name),
        hint=tr("See that you may read it and that it is not a folder."),
        detail=str(error),
    )


def still_needed(parent: str, detail: str) -> StaleChange:
    """Return the error for a change that would leave something pointing at nothing; `parent` is the table."""
    if parent == "tags":
        sentence = tr("A tag that marks still use, or that is not in the codebook, stood in the way.")
    elif parent == "sources":
        sentence = tr("A source that marks still use, or that is not in the library, stood in the way.")
    elif parent == "articles":
        sentence = tr("An article that still has marks, or that is not in the library, stood in the way.")
    else:
        sentence = tr("Something that is still used, or that is missing, stood in the way.")
    return StaleChange(
        sentence,
        hint=tr("Take back the later change that uses it first; nothing was changed."),
        detail=detail,
    )


def stale(detail: str) -> StaleChange:
    """Return the error for a change that started from something the library no longer holds."""
    return StaleChange(
        tr("This was changed elsewhere in the meantime, so the change was not made."),
        hint=tr("Look at it as it is now, and do it again if it is still wanted."),
        detail=detail,
    )


@contextmanager
def decoding(path: Path) -> Iterator[None]:
    """Say that the library is damaged where its rows are read and no value can be made of one."""
    try:
        yield
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise damaged(path, f"{type(error).__name__}: {error}") from error
