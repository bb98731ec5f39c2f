"""What the world does to an open library: everything acknowledged stays, and reading goes on where it can."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from factories import mark_of

from annotator.errors import LibraryError, StaleChange
from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.storage import Library, connection


def try_to_mark(
    library: Library, article: Article, passage: str = "opened in 1931", note: str = ""
) -> Annotation:
    made = mark_of(library.version(article.version), passage, note=note)
    library.apply(Change("Mark", after=(made,), article=article.id))
    return made


def refuses_to_write(library: Library, article: Article, words: str, note: str = "") -> None:
    """Expect a sentence with `words`, and that the library can still be read."""
    before = library.annotations(article.id)
    with pytest.raises(LibraryError, match=words) as raised:
        try_to_mark(library, article, note=note)
    assert not isinstance(raised.value, StaleChange)
    assert raised.value.hint.endswith(".")
    assert library.annotations(article.id) == before
    assert library.version(article.version).text
    assert library.search("bridge")


@contextmanager
def another_writer(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_a_library_in_use_by_another_program_is_said_to_be(
    path: Path, import_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.05)
    with Library.open(path) as library:
        article = import_text(library)
        with another_writer(path):
            refuses_to_write(library, article, "in use")
        assert try_to_mark(library, article) in library.annotations(article.id)


def test_a_short_wait_for_another_program_goes_unnoticed(
    library: Library, article: Article, path: Path
) -> None:
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('locked', flush=True);"
        "sys.stdin.readline(); c.execute('ROLLBACK')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "locked\n"
        other.stdin.write("go on\n")
        other.stdin.close()
        made = try_to_mark(library, article)
    assert library.annotations(article.id) == [made]


def test_an_act_keeps_other_writers_out_from_its_first_look(library: Library, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    with library._connection.writing():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM tags").fetchone() == (3,)
    other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.mark.parametrize("what", ["moved", "replaced", "deleted"])
def test_a_library_taken_away_while_open_loses_nothing_silently(
    library: Library, article: Article, path: Path, what: str
) -> None:
    kept = try_to_mark(library, article, "finest bridge")
    elsewhere = path.with_name("elsewhere.claimlight")
    shutil.copy(path, elsewhere)
    if what == "moved":
        path.rename(elsewhere)
    elif what == "replaced":
        shutil.copy(elsewhere, path.with_name("synced")).replace(path)
    else:
        path.unlink()
    refuses_to_write(library, article, "moved, replaced or deleted")
    with Library.open(elsewhere) as again:
        assert again.annotations(article.id) == [kept]
        assert again.check() == []


def test_a_full_disk_is_said_and_loses_nothing(library: Library, article: Article) -> None:
    kept = try_to_mark(library, article, "finest bridge")
    pages = library._connection.value("PRAGMA page_count")
    library._connection.execute(f"PRAGMA max_page_count={pages}")
    refuses_to_write(library, article, "no room left", note="x" * 100_000)
    library._connection.execute("PRAGMA max_page_count=1000000")
    made = try_to_mark(library, article, note="x" * 100_000)
    assert {mark.id for mark in library.annotations(article.id)} == {kept.id, made.id}
    assert library.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_file_that_may_not_grow_loses_nothing(path: Path, import_text, run_python) -> None:
    with Library.open(path) as library:
        article = import_text(library)
    script = """
import os, resource, sys
from annotator.errors import LibraryError
from annotator.history import Change
from annotator.storage import Library
from dataclasses import replace
with Library.open(sys.argv[1]) as library:
    article = library.articles()[0].article
    size = os.stat(sys.argv[1]).st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        library.apply(Change("Note", (article,), (replace(article, note="x" * 200_000),), article.id))
    except LibraryError as error:
        print(type(error).__name__, bool(error.hint), library.article(article.id) == article)
"""
    assert run_python(script, path).split() == ["LibraryError", "True", "True"]
    with Library.open(path) as library:
        assert library.check() == []
        assert library.article(article.id) == article


def test_a_write_protected_library_can_be_read(library: Library, article: Article) -> None:
    library._connection.execute("PRAGMA query_only=ON")
    refuses_to_write(library, article, "write-protected")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_without_write_permission_can_be_read(path: Path, import_text) -> None:
    with Library.open(path) as library:
        article = import_text(library)
    path.chmod(0o444)
    with Library.open(path) as library:
        assert library.read_only
        refuses_to_write(library, article, "write-protected")
    path.chmod(0o644)
    path.parent.chmod(0o555)
    try:
        with Library.open(path) as library:
            assert library.read_only
            refuses_to_write(library, article, "folder")
    finally:
        path.parent.chmod(0o755)


def test_a_library_one_may_write_to_is_not_called_read_only(library: Library) -> None:
    assert not library.read_only


def test_a_half_written_act_is_gone_after_a_crash(path: Path, import_text, run_python) -> None:
    with Library.open(path) as library:
        article = import_text(library)
        state = library.state()
    script = """
import os, sys
from annotator.storage import Library
library = Library.open(sys.argv[1])
connection = library._connection
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
for number in range(50):
    connection.execute("INSERT INTO originals VALUES (?, ?)", (str(number), bytes(8000)))
os._exit(9)
"""
    run_python(script, path)
    assert path.with_name(f"{path.name}-journal").exists()
    with Library.open(path) as library:
        assert library.state() == state
        assert library.check() == []
        assert library.article(article.id) == article
    assert not path.with_name(f"{path.name}-journal").exists()


def test_a_text_that_cannot_be_stored_changes_nothing(library: Library, article: Article) -> None:
    state = library.state()
    with pytest.raises(UnicodeEncodeError):
        try_to_mark(library, article, note="half a character: \ud83d")
    assert library.state() == state
    assert try_to_mark(library, article) in library.annotations(article.id)


def test_an_act_broken_off_by_the_user_changes_nothing(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(change: Change) -> Change:
        raise KeyboardInterrupt(signal.SIGINT)

    monkeypatch.setattr(library._journal, "record", interrupt)
    with pytest.raises(KeyboardInterrupt):
        try_to_mark(library, article)
    monkeypatch.undo()
    assert library.annotations(article.id) == []
    assert try_to_mark(library, article) in library.annotations(article.id)
