"""Which backups of a library there are, and which of them are kept as time goes by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""The newest backup of each of the last so many days, weeks and months that have one is kept."""

_BROKEN_OFF = re.compile(r"\.[0-9a-f]{32}\.new")  # as `copies.write_copy` names what is not complete yet
_TIME = re.compile(r" (\d{4}-\d{2}-\d{2}) (\d{2})(\d{2})(\d{2})Z$")


def backup_folder(library: Path) -> Path:
    """Return the folder beside the library that holds its backups; it may not exist yet."""
    return library.parent / "backups"


def backup_path(library: Path, at: datetime) -> Path:
    """Return the path of the backup of `library` made at `at`."""
    stamp = at.astimezone(UTC).strftime("%Y-%m-%d %H%M%S")
    return backup_folder(library) / f"{library.stem} {stamp}Z{library.suffix}"


def upgrade_copy(library: Path, version: int) -> Path:
    """Return the path of the copy made before a library of an older `version` is upgraded."""
    return backup_folder(library) / f"{library.stem} before upgrade from {version}{library.suffix}"


def all_copies(library: Path) -> list[Path]:
    """Return the paths of all backups of this library, of copies made before upgrades and of broken-off ones.

    Whose copy it is that was broken off, by a crash for instance, nobody can tell; nobody can use it either.
    """
    found = [path for _, path in backups(library)]
    before = upgrade_copy(library, 0).stem.removesuffix("0")
    with suppress(OSError):  # no backup was made yet, or the folder may not be read
        for path in backup_folder(library).iterdir():
            upgraded = path.stem.removeprefix(before)
            is_upgrade = path.suffix == library.suffix and path.stem != upgraded and upgraded.isdecimal()
            if is_upgrade or _BROKEN_OFF.fullmatch(path.name):
                found.append(path)
    return found


def backups(library: Path) -> list[tuple[datetime, Path]]:
    """Return the backups of this library with their times, the newest first."""
    found = []
    try:
        paths = list(backup_folder(library).iterdir())
    except OSError:  # no backup was made yet, or the folder may not be read
        return []
    for path in paths:
        match = _TIME.search(path.stem)
        if match and path.suffix == library.suffix and path.stem[: match.start()] == library.stem:
            day, hour, minute, second = match.groups()
            with suppress(ValueError):  # no such day: somebody else named this file
                found.append((datetime.fromisoformat(f"{day}T{hour}:{minute}:{second}+00:00"), path))
    return sorted(found, reverse=True)


def newest_backup(library: Path) -> Path | None:
    """Return the path of the newest backup of this library, None if there is none."""
    return next((path for _, path in backups(library)), None)


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Return those of `times` whose backups stay; the newest always does."""
    newest_first = sorted(times, reverse=True)
    return (
        set(newest_first[:1])
        | _newest_of_each(newest_first, lambda at: at.date(), DAILY)
        | _newest_of_each(newest_first, lambda at: at.isocalendar()[:2], WEEKLY)
        | _newest_of_each(newest_first, lambda at: (at.year, at.month), MONTHLY)
    )


def _newest_of_each(
    newest_first: list[datetime], period: Callable[[datetime], object], periods: int
) -> set[datetime]:
    newest: dict[object, datetime] = {}
    for at in newest_first:
        newest.setdefault(period(at), at)
    return set(list(newest.values())[:periods])
