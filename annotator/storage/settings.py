"""What a library keeps beside the journal: switches, and what was learned from its tags.

None of it is a step of undo, and what is deleted leaves no copy behind in the history of changes.
"""

from __future__ import annotations

from annotator.storage.connection import Connection
from annotator.storage.problems import damaged
from annotator.storage.rows import seal

SETTING_COLUMNS = ("name", "value")

LEARNED = "learned"
"""The name under which is kept what the tags of all articles taught, as numbers."""


def of_article(name: str, article: str) -> str:
    """Return the name under which something is kept that holds in one article only."""
    return f"{name}/{article}"


def read(connection: Connection, name: str) -> str | None:
    """Return what is kept under a name, None for nothing; `LibraryDamaged` if it was altered."""
    row = connection.execute("SELECT name, value, seal FROM settings WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    if row[-1] != seal(row[:-1]):
        raise damaged(connection.path, f"setting {name}")
    return str(row[1])


def keep(connection: Connection, name: str, value: str | None) -> None:
    """Keep a value under a name, None to keep nothing; inside a transaction."""
    if value is None:
        connection.execute("PRAGMA secure_delete=ON")  # nothing of it stays in the free pages of the file
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))
        return
    connection.execute(
        "INSERT INTO settings (name, value, seal) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value, seal = excluded.seal",
        (name, value, seal((name, value))),
    )


def forget_article(connection: Connection, article: str) -> None:
    """Keep nothing that was kept for an article or learned from it (and others); inside a transaction."""
    names = [name for (name,) in connection.execute("SELECT name FROM settings").fetchall()]
    for name in names:
        if name == LEARNED or name.endswith(of_article("", article)):
            keep(connection, name, None)
