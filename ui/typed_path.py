"""Paths as people type them, letter by letter: most of what stands in the field on the way is none yet."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str) -> Path | None:
    """Return the path that was typed; None while there is none: "", or the home of nobody, "~x"."""
    try:
        return Path(text.strip()).expanduser() if text.strip() else None
    except RuntimeError:
        return None


def is_file(path: Path) -> bool:
    """Tell whether a file is there; False for a name that no disk could have, one that is too long."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there; False for a name that no disk could have, one that is too long."""
    try:
        return path.is_dir()
    except OSError:
        return False
