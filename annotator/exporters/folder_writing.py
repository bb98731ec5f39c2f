"""Several files that belong together appear in a folder all at once, or none of them does."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from annotator.errors import ExportFailed
from annotator.exporters.writing import write_failure, write_file
from annotator.translate import tr


def write_files(folder: Path, files: Mapping[str, bytes], *, replace: bool = False) -> None:
    """Put `files` (contents by name) into `folder`, which is made if its parent is there.

    ExportFailed, with what to do about it, when that is not possible: then the folder is as it was. Without
    `replace` a file of one of these names that is there already is such a reason.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise ExportFailed(
                tr("“{name}” is a file; several documents need a folder.", name=folder.name),
                hint=tr("Choose a folder, or the name of a new one."),
            )
        known = [] if replace else [name for name in files if (folder / name).exists()]
        if known:
            raise ExportFailed(
                tr("“{name}” is in that folder already, and nothing was replaced.", name=known[0]),
                hint=tr("Choose an empty folder, or the name of a new one."),
            )
        _write(folder, files)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise write_failure(folder, error) from error


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    is_new = not folder.exists()
    # beside their place first, so that a full disk is met before anything is put there
    stage = (folder.parent if is_new else folder) / f".claimlight-{secrets.token_hex(6)}.part"
    stage.mkdir()
    try:
        for name, content in files.items():
            write_file(stage / name, content)
        if is_new:
            stage.rename(folder)
        else:
            _move(stage, folder, files)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _move(stage: Path, folder: Path, names: Mapping[str, bytes]) -> None:
    """Move staged files into a folder; when one cannot be, those that were there are put back."""
    aside = stage / "before"
    aside.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).rename(aside / name)
            moved.append(name)
            (stage / name).rename(folder / name)
    except OSError:
        for name in moved:
            with contextlib.suppress(OSError):
                (folder / name).unlink(missing_ok=True)
                if (aside / name).exists():
                    (aside / name).rename(folder / name)
        raise


def make_folder(folder: Path) -> None:
    """Make a folder unless it is there; ExportFailed if its parent is not, or a file has its name."""
    try:
        if folder.exists() and not folder.is_dir():
            raise ExportFailed(
                tr("“{name}” is a file; several documents need a folder.", name=folder.name),
                hint=tr("Choose a folder, or the name of a new one."),
            )
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise write_failure(folder, error) from error
