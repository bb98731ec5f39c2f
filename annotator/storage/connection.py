"""One SQLite connection to a library file: how it is opened, read from and written to.

Measured with kill -9, simulated power loss and sync tools: only a rollback journal with `synchronous=EXTRA`
lost nothing that was acknowledged, and notices at the next write that its file was moved or replaced.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.storage.problems import explained, still_needed

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_TIMEOUT_S = 3.0
"""How long a library that another program is writing to is waited for."""

_PRAGMAS = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA temp_store=MEMORY",  # articles are confidential: nothing of them in a temporary file
    "PRAGMA cache_size=-16000",
)


class Connection:
    """The one connection of a `Library`, for the thread that made it.

    Errors of SQLite that the world caused come out as `LibraryError`s; what is our own doing (a wrong
    thread, a closed connection, a broken statement) stays a `sqlite3.Error`.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._database: Database | None = None
        with self._explaining():
            # without mode=rw, SQLite would make an empty file where the library is missing
            self.raw = sqlite3.connect(
                f"{path.as_uri()}?mode={'rwc' if create else 'rw'}",
                uri=True,
                timeout=BUSY_TIMEOUT_S,
                isolation_level=None,
            )
        try:
            with self._explaining():
                for pragma in _PRAGMAS:
                    self.raw.execute(pragma)
        except BaseException:
            self.raw.close()
            raise

    @property
    def database(self) -> Database:
        """The same connection as sqlite-utils' `Database`, which is only loaded when it is asked for."""
        if self._database is None:
            from sqlite_utils import Database

            # no plugins: what else is installed on this machine has no business with a library
            self._database = Database(self.raw, execute_plugins=False, strict=True)
        return self._database

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self.raw.close()

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.raw.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run one statement for each of `rows` and return how many rows of the library it changed."""
        return self.raw.executemany(sql, rows).rowcount

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row; None if there is no row."""
        row = self.raw.execute(sql, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let all statements inside see the library at one moment, whatever other programs write."""
        with self._explaining():
            if self.raw.in_transaction:
                yield
                return
            self.raw.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make all statements inside one act: on the disk when this ends, or not done at all.

        A plain BEGIN that only later needs to write would fail at once, without waiting, when another
        program wrote in between; hence IMMEDIATE.
        """
        with self._explaining():
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._commit()
            finally:
                self._roll_back()

    @contextmanager
    def unlocked(self) -> Iterator[None]:
        """Explain errors of statements that cannot stand in a transaction."""
        with self._explaining():
            yield

    def _commit(self) -> None:
        try:
            self.raw.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            broken = self.raw.execute("PRAGMA foreign_key_check").fetchone()
            if broken is None:
                raise
            raise still_needed(broken[2], f"{broken[0]} → {broken[2]}: {error}") from error

    def _roll_back(self) -> None:
        if self.raw.in_transaction:
            with suppress(sqlite3.Error):  # the error that led here says more
                self.raw.execute("ROLLBACK")

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.NotSupportedError):
            raise
        except sqlite3.Error as error:
            if (known := explained(error, self.path)) is None:
                raise
            raise known from error
