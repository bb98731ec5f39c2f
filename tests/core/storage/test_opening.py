"""Which files are opened, which are refused, and that a refused one is not touched."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from annotator.errors import LibraryDamaged, LibraryError
from annotator.model.tag import NEWSROOM
from annotator.storage import Library, migrations, opening


def refused(path: Path, error: type[LibraryError], *, create: bool = True) -> LibraryError:
    """Open `path`, expect a refusal with a sentence and a hint, and see that the file was left alone."""
    bytes_before, others = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(error) as raised:
        Library.open(path, create=create)
    assert path.read_bytes() == bytes_before
    assert sorted(path.parent.iterdir()) == others
    assert str(raised.value).endswith(".")
    assert raised.value.hint.endswith(".")
    return raised.value


def set_header(path: Path, pragma: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA {pragma}")
    connection.close()


def test_a_fresh_library_has_the_newsroom_codebook_and_nothing_to_undo(library: Library) -> None:
    assert tuple(library.tags()) == NEWSROOM
    assert library.articles() == []
    assert library.to_undo() is None
    assert library.step_labels() == (None, None)
    assert library.check() == []


def test_nothing_but_the_library_lies_in_its_folder(path: Path) -> None:
    Library.open(path).close()
    assert list(path.parent.iterdir()) == [path]


NAMES = ["a?b#c%20.claimlight", "für Ana.claimlight", "👩\u200d🏫.claimlight", "no suffix"]


@pytest.mark.parametrize("name", NAMES)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    Library.open(tmp_path / name).close()
    assert [item.name for item in tmp_path.iterdir()] == [name]
    Library.open(str(tmp_path / name), create=False).close()


def test_the_file_is_as_safe_as_sqlite_makes_it(library: Library) -> None:
    safe = {
        "journal_mode": "delete",
        "synchronous": 3,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "foreign_keys": 1,
        "application_id": migrations.APPLICATION_ID,
    }
    assert {name: library._connection.value(f"PRAGMA {name}") for name in safe} == safe


def test_every_table_is_strict(library: Library) -> None:
    lax = library._connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
    )
    assert lax.fetchall() == []


def test_a_missing_library_is_only_made_when_asked_for(path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        Library.open(path, create=False)
    assert list(path.parent.iterdir()) == []


def test_a_missing_folder_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="folder") as raised:
        Library.open(tmp_path / "gone" / "my.claimlight")
    assert raised.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that nobody can write to")
def test_a_folder_one_may_not_write_to_is_said() -> None:
    with pytest.raises(LibraryError, match="could not be made") as raised:
        Library.open("/proc/my.claimlight")
    assert raised.value.hint


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "folder.claimlight").mkdir()
    with pytest.raises(LibraryError):
        Library.open(tmp_path / "folder.claimlight")


NO_DATABASE = [b"", b"SQLite format 3\0", bytes(range(256)) * 20, b"PK\x03\x04" + bytes(5_000)]


@pytest.mark.parametrize("content", NO_DATABASE)
def test_a_library_that_is_no_database_is_called_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    refused(path, LibraryDamaged)


def test_a_document_is_called_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    path.write_bytes(b"PK\x03\x04" + bytes(5_000))
    assert "not a Claimlight library" in str(refused(path, LibraryError))


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    assert "not a Claimlight library" in str(refused(path, LibraryError))


def test_the_journal_of_another_program_is_left_for_that_program(path: Path, run_python) -> None:
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size=1'); c.execute('CREATE TABLE t (x)'); c.execute('BEGIN');"
        "[c.execute('INSERT INTO t VALUES (randomblob(5000))') for _ in range(50)]; os._exit(9)"
    )
    run_python(script, path)
    journal = path.with_name(f"{path.name}-journal")
    left = journal.read_bytes()
    refused(path, LibraryError)
    assert journal.read_bytes() == left


def test_a_library_of_a_newer_claimlight_is_refused(path: Path) -> None:
    Library.open(path).close()
    set_header(path, f"user_version={len(migrations.STEPS) + 1}")
    assert "newer" in str(refused(path, LibraryError))


def test_a_library_cut_short_is_called_damaged(path: Path) -> None:
    Library.open(path).close()
    path.write_bytes(path.read_bytes()[:-8192])
    refused(path, LibraryDamaged)


def test_a_broken_page_is_found_on_opening(path: Path) -> None:
    Library.open(path).close()
    data = bytearray(path.read_bytes())
    data[3 * 4096 : 3 * 4096 + 64] = bytes(range(1, 65))
    path.write_bytes(data)
    refused(path, LibraryDamaged)


def test_damage_is_told_with_the_newest_backup(path: Path) -> None:
    with Library.open(path) as library:
        (path.parent / "backups").mkdir()
        library.backup(path.parent / "backups" / "my library 2026-02-01 120000Z.claimlight")
        library.backup(path.parent / "backups" / "my library 2026-01-01 120000Z.claimlight")
    path.write_bytes(b"")
    assert "2026-02-01" in refused(path, LibraryDamaged).hint


def test_a_large_library_is_looked_over_after_it_was_not_closed_in_peace(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(path).close()
    asked = []
    monkeypatch.setattr(opening, "LOOKED_OVER", 0)
    monkeypatch.setattr(opening, "is_sound", lambda connection: asked.append(connection) or True)
    Library.open(path).close()
    assert not asked
    path.with_name(f"{path.name}-journal").touch()
    Library.open(path).close()
    assert len(asked) == 1


def test_a_library_set_to_wal_is_set_back(path: Path, import_text) -> None:
    with Library.open(path) as library:
        import_text(library)
    set_header(path, "journal_mode=WAL")
    with Library.open(path) as library:
        assert library._connection.value("PRAGMA journal_mode") == "delete"
        assert len(library.articles()) == 1


def test_two_that_make_the_same_library_at_once_share_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(_other_library(path.parent / "other"), path)
    other = path.read_bytes()
    monkeypatch.setattr(Path, "exists", lambda self: False)  # it appears just after we looked
    opening.create_missing(path)
    assert path.read_bytes() == other


def _other_library(folder: Path) -> Path:
    folder.mkdir()
    Library.open(folder / "o.claimlight").close()
    return folder / "o.claimlight"


def test_another_thread_gets_an_ordinary_error(library: Library) -> None:
    caught: list[BaseException] = []

    def misuse() -> None:
        try:
            library.articles()
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=misuse)
    thread.start()
    thread.join()
    assert len(caught) == 1
    assert library.articles() == []


def test_a_closed_library_says_so(path: Path) -> None:
    library = Library.open(path)
    library.close()
    library.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        library.articles()


def test_an_up_to_date_library_is_opened_without_loading_sqlite_utils(path: Path, run_python) -> None:
    Library.open(path).close()
    script = (
        "import sys; from annotator.storage import Library; Library.open(sys.argv[1]).tags();"
        "print('sqlite_utils' in sys.modules)"
    )
    assert run_python(script, path).strip() == "False"
