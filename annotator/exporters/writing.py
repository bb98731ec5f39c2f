"""Files appear whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from pathlib import Path

from annotator.errors import ExportFailed
from annotator.translate import tr

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY}
_GONE = {errno.ENOENT, errno.ENOTDIR}


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, safe on disk when this returns.

    ExportFailed, with what to do about it, when that is not possible; what stood there is then untouched.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(target, content)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise write_failure(path, error) from error


def _replace(target: Path, content: bytes) -> None:
    # short and of our own making, so that a long title cannot make this name too long as well
    partial = target.with_name(f".claimlight-{secrets.token_hex(6)}.part")
    # os.open rather than tempfile: the finished file gets the permissions any new file would
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, partial)
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no handle on a folder to sync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems cannot
            raise
    finally:
        os.close(descriptor)


def write_failure(path: Path, error: OSError | ValueError) -> ExportFailed:
    """Return what to tell somebody whose file could not be written."""
    name = path.name or str(path)
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL:
        message = tr("“{name}” could not be saved: the disk is full.", name=name)
        hint = tr("Make room or choose another disk, and export again.")
    elif number in _FORBIDDEN:
        message = tr("“{name}” could not be saved: writing there is not allowed.", name=name)
        hint = tr("If it is open in Word, close it there; otherwise choose another folder.")
    elif number in _GONE:
        message = tr("“{name}” could not be saved: its folder is not there.", name=name)
        hint = tr("Choose a folder that exists, and export again.")
    elif number == errno.EISDIR:
        message = tr("“{name}” could not be saved: a folder has that name.", name=name)
        hint = tr("Choose another file name.")
    elif number == errno.ENAMETOOLONG or number is None:
        message = tr("The document could not be saved: its name cannot be used for a file.")
        hint = tr("Choose a shorter, plain file name.")
    else:
        message = tr("“{name}” could not be saved.", name=name)
        hint = tr("Choose another folder, and export again.")
    return ExportFailed(message, hint=hint, detail=str(error))
