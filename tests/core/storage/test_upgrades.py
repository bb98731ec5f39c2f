"""Libraries of earlier versions: upgraded after a backup, and no released step is ever edited."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from factories import BRIDGE

from annotator.errors import LibraryDamaged
from annotator.model.article import Article
from annotator.storage import Library, migrations

SCHEMAS = {
    1: "6c5f7cfb86e317992041d867aa6005e0fc43176bf672877815789a80194c011d",
    2: "e28207ba508b990a76e6bd564c76bbc2aa28258e4197e38f17ee34326fe7c405",
}
"""SHA-256 of the schema after each released step; a new step adds a line, the others stay as they are."""


@pytest.fixture
def old(path: Path, import_text, mark) -> Path:
    """A library with all of today's steps and a mark in it."""
    with Library.open(path) as library:
        mark(library, import_text(library), "opened in 1931", note="kept")
    return path


def later_step(database) -> None:
    database.execute("ALTER TABLE articles ADD COLUMN folder TEXT NOT NULL DEFAULT ''")
    database.execute("CREATE TABLE folders (id TEXT PRIMARY KEY) STRICT")


def broken_step(database) -> None:
    database.execute("CREATE TABLE shelves (id TEXT PRIMARY KEY) STRICT")
    raise ZeroDivisionError


def schema_of(path: Path) -> str:
    with Library.open(path) as library:
        rows = library._connection.execute(
            # without the tables that SQLite and sqlite-utils make for themselves
            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '%sqlite%' "
            "AND name NOT LIKE '%@_index@_%' ESCAPE '@' ORDER BY name"
        )
        return "\n".join(f"{name}: {' '.join((sql or '').split())}" for name, sql in rows)


@pytest.mark.parametrize("number", range(1, len(migrations.STEPS) + 1))
def test_a_released_step_is_never_edited(path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS[:number])
    assert sha256(schema_of(path).encode()).hexdigest() == SCHEMAS[number]


def test_an_older_library_is_upgraded_after_a_backup(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = migrations.STEPS
    with Library.open(old) as library:
        state = library.state()
    monkeypatch.setattr(migrations, "STEPS", (*steps, later_step))
    with Library.open(old) as library:
        assert library._connection.value("SELECT folder FROM articles") == ""
        assert library._connection.value("PRAGMA user_version") == len(steps) + 1
        assert [mark.note for mark in library.annotations(library.articles()[0].article.id)] == ["kept"]
        assert library.check() == []
        assert library.state() == state
    (backup,) = (old.parent / "backups").iterdir()
    monkeypatch.setattr(migrations, "STEPS", steps)
    with Library.open(backup, create=False) as library:
        assert library.state() == state
        assert [item.article.title for item in library.articles()] == ["The bridge at Ostley"]


def test_an_upgrade_that_fails_leaves_the_library_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, later_step, broken_step))
        with pytest.raises(ZeroDivisionError):
            Library.open(old)
    assert old.read_bytes() == before
    with Library.open(old) as library:
        assert library.check() == []


def test_a_damaged_library_is_not_upgraded(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(old.read_bytes())
    data[3 * 4096 : 3 * 4096 + 64] = bytes(range(1, 65))
    old.write_bytes(data)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, later_step))
    with pytest.raises(LibraryDamaged):
        Library.open(old)
    assert old.read_bytes() == bytes(data)
    assert not (old.parent / "backups").exists()


def test_an_upgraded_library_goes_on_working(
    old: Path, monkeypatch: pytest.MonkeyPatch, import_text, mark
) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, later_step))
    with Library.open(old) as library:
        article: Article = import_text(library, BRIDGE + " And more.", title="Second")
        made = mark(library, article, "And more")
        change = library.to_undo()
        assert change is not None
        library.revert(change)
        library.reapply(change)
        assert library.annotations(article.id) == [made]
