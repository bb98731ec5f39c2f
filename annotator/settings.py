"""Where a person's library lives, and who that person is; both can be set from the environment."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

LIBRARY_SUFFIX = ".claimlight"


def default_library_path() -> Path:
    """Return the library used when none is named: `CLAIMLIGHT_LIBRARY`, else the one in the data folder."""
    if named := os.environ.get("CLAIMLIGHT_LIBRARY"):
        return Path(named).expanduser()
    import platformdirs  # here, since every start of the window reads a name but not every one this path

    return platformdirs.user_data_path("claimlight", appauthor=False) / f"library{LIBRARY_SUFFIX}"


def person_name() -> str:
    """Return the name new annotations and comments carry: `CLAIMLIGHT_NAME`, else the login name, else ""."""
    if named := os.environ.get("CLAIMLIGHT_NAME"):
        return named.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in this container
        return ""
