"""Backups: when they are due, that they are whole, and which of them stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import LibraryDamaged, LibraryError
from annotator.model.article import Article
from annotator.model.ids import new_id
from annotator.storage import Library, backup, copies, migrations, opening
from annotator.storage.retention import backup_folder, backups, kept

MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


def names(library: Library) -> list[str]:
    folder = backup_folder(library.path)
    return sorted(item.name for item in folder.iterdir()) if folder.exists() else []


def test_a_backup_is_due_when_something_changed(library: Library, import_text, mark) -> None:
    assert not backup.due(library)
    article = import_text(library)
    assert backup.due(library)
    backup.make(library)
    assert not backup.due(library)
    mark(library, article, "opened in 1931")
    assert backup.due(library)
    backup.make(library, MORNING + timedelta(days=1))


def test_of_commands_that_follow_each_other_the_first_of_a_day_makes_a_backup(
    library: Library, article: Article, mark
) -> None:
    first = backup.make_daily(library, MORNING)
    assert first is not None
    mark(library, article, "opened in 1931")
    assert backup.make_daily(library, MORNING + timedelta(hours=9)) is None
    assert backup.make_daily(library, MORNING + timedelta(days=1)) is not None
    assert backup.make_daily(library, MORNING + timedelta(days=2)) is None  # nothing is new
    assert len(names(library)) == 2


def test_undo_alone_makes_a_backup_due(library: Library, article: Article, mark) -> None:
    mark(library, article, "opened in 1931")
    backup.make(library)
    change = library.to_undo()
    assert change is not None
    library.revert(change)
    assert backup.due(library)


def test_reading_makes_no_backup_due(library: Library, article: Article) -> None:
    backup.make(library)
    library.annotations(article.id)
    library.search("bridge")
    library.check()
    assert not backup.due(library)
    with Library.open(library.path) as again:
        assert not backup.due(again)


def test_a_backup_is_a_library_like_the_one_it_was_made_of(library: Library, article: Article, mark) -> None:
    made = mark(library, article, "opened in 1931", note="registry")
    path = backup.make(library, MORNING)
    assert path.parent.name == "backups"
    assert path.name == "my library 2026-03-01 080000Z.claimlight"
    with Library.open(path, create=False) as copy:
        assert copy.annotations(article.id) == [made]
        assert copy.version(article.version) == library.version(article.version)
        assert copy.to_undo() == library.to_undo()
        assert [hit.where for hit in copy.search("registry")] == ["note"]
        assert copy.state() == library.state()
        assert copy.check() == []


def test_a_damaged_library_replaces_no_backup(library: Library, article: Article) -> None:
    good = backup.make(library, MORNING)
    content = good.read_bytes()
    library._connection.execute("UPDATE texts SET text = replace(text, 'trams', 'trains')")
    with pytest.raises(LibraryDamaged, match="no copy"):
        library.backup(good)
    with pytest.raises(LibraryDamaged):
        backup.make(library, MORNING + timedelta(days=400))
    assert names(library) == [good.name]
    assert good.read_bytes() == content


def test_a_library_with_a_broken_index_replaces_no_backup(
    path: Path, import_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(path) as library:
        import_text(library)
        good = backup.make(library, MORNING)
        page = library._connection.value(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'versions_of_article'"
        )
        size = library._connection.value("PRAGMA page_size")
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(data)
    monkeypatch.setattr(opening, "LOOKED_OVER", 0)
    with Library.open(path) as library:
        with pytest.raises(LibraryDamaged, match="no copy"):
            backup.make(library, MORNING + timedelta(days=1))
        assert names(library) == [good.name]


def test_asking_whether_a_backup_is_due_leaves_old_backups_old(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make(library, MORNING)
    before = made.read_bytes()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, lambda database: None))
    assert not backup.due(library)
    assert made.read_bytes() == before
    assert names(library) == [made.name]


def test_a_folder_that_cannot_be_made_is_said(library: Library, article: Article) -> None:
    backup_folder(library.path).write_bytes(b"a file in its place")
    assert backup.due(library)
    with pytest.raises(LibraryError, match="backups") as raised:
        backup.make(library)
    assert raised.value.hint


def test_a_backup_that_cannot_be_read_is_no_backup(library: Library, article: Article) -> None:
    backup.make(library).write_bytes(b"")
    assert backup.due(library)


def test_a_copy_is_complete_or_not_there(
    library: Library, article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "_flush_file", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(LibraryError) as raised:
        library.backup(tmp_path / "copy.claimlight")
    assert raised.value.hint
    assert sorted(tmp_path.iterdir()) == before


def test_a_copy_goes_where_it_can_and_nowhere_else(
    library: Library, article: Article, tmp_path: Path
) -> None:
    with pytest.raises(LibraryError, match="folder"):
        library.backup(tmp_path / "gone" / "copy.claimlight")
    with pytest.raises(LibraryError, match="itself"):
        library.backup(library.path)
    library.backup(tmp_path / "copy.claimlight")
    library.backup(tmp_path / "copy.claimlight")
    with Library.open(tmp_path / "copy.claimlight", create=False) as copy:
        assert copy.article(article.id) == article


def test_only_backups_of_this_library_are_thinned(library: Library, article: Article) -> None:
    folder = backup_folder(library.path)
    first = backup.make(library, MORNING)
    strangers = [
        "notes.txt",
        "my library 2026-99-99 000000Z.claimlight",
        "my library before upgrade from 1.claimlight",
        "your library 2020-01-01 000000Z.claimlight",
    ]
    for name in strangers:
        (folder / name).write_bytes(b"mine")
    backup.make(library, MORNING + timedelta(hours=1))
    last = backup.make(library, MORNING + timedelta(hours=2))
    assert not first.exists()
    assert names(library) == sorted([*strangers, last.name])
    assert [path for _, path in backups(library.path)] == [last]


def test_one_backup_alone_stays_when_something_was_deleted_for_good(
    library: Library, article: Article
) -> None:
    folder = backup_folder(library.path)
    backup.make(library, MORNING)
    backup.make(library, MORNING + timedelta(days=40))
    later = backup.make(library, MORNING + timedelta(days=80))  # by a clock that went wrong
    (folder / "my library before upgrade from 1.claimlight").write_bytes(later.read_bytes())
    (folder / f".{new_id()}.new").write_bytes(later.read_bytes())  # of a backup that was cut short
    strangers = [
        "my library before upgrade from home.claimlight",
        "your library 2020-01-01 000000Z.claimlight",
    ]
    for name in strangers:
        (folder / name).write_bytes(b"mine")
    only = backup.make_only(library, MORNING + timedelta(days=60))
    assert names(library) == sorted([*strangers, only.name])
    with Library.open(only, create=False) as copy:
        assert copy.article(article.id) == article
        assert copy.check() == []


def test_a_backup_made_in_the_same_second_is_the_new_one(library: Library, article: Article, mark) -> None:
    backup.make(library, MORNING)
    made = mark(library, article, "opened in 1931")
    only = backup.make_only(library, MORNING)
    assert names(library) == [only.name]
    with Library.open(only, create=False) as copy:
        assert copy.annotations(article.id) == [made]


def test_no_backup_is_deleted_before_the_new_one_is_found_in_order(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    good = backup.make(library, MORNING)
    with monkeypatch.context() as patched:
        patched.setattr(copies, "_flush_file", full)
        with pytest.raises(LibraryError):
            backup.make_only(library, MORNING + timedelta(days=1))
    assert names(library) == [good.name]
    library._connection.execute("UPDATE texts SET text = replace(text, 'trams', 'trains')")
    with pytest.raises(LibraryDamaged):
        backup.make_only(library, MORNING + timedelta(days=1))
    assert names(library) == [good.name]


def test_a_backup_that_cannot_be_deleted_is_named_and_the_others_go(
    library: Library, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = backup.make(library, MORNING)
    backup.make(library, MORNING + timedelta(days=1))
    unlink = Path.unlink

    def unless_stuck(path: Path, missing_ok: bool = False) -> None:
        if path == stuck:
            raise PermissionError(13, "in use")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unless_stuck)
    with pytest.raises(LibraryError, match="080000Z") as raised:
        backup.make_only(library, MORNING + timedelta(days=2))
    assert str(stuck.parent) in raised.value.hint
    assert names(library) == [stuck.name, "my library 2026-03-03 080000Z.claimlight"]


def test_a_year_of_backups_leaves_the_last_days_weeks_and_months() -> None:
    every_hour = [MORNING - timedelta(hours=hours) for hours in range(0, 24 * 400, 6)]
    staying = sorted(kept(every_hour), reverse=True)
    assert staying[0] == MORNING
    assert len({at.date() for at in staying}) == len(staying)
    assert [at.date() for at in staying[:12]] == [
        (MORNING - timedelta(days=days)).date() for days in range(12)
    ]
    assert {at.isocalendar()[:2] for at in staying} >= {
        (MORNING - timedelta(weeks=n)).isocalendar()[:2] for n in range(10)
    }
    months = {(at.year, at.month) for at in staying}
    assert months == {(2026, 3), (2026, 2), (2026, 1), *((2025, month) for month in range(7, 13))}


@given(st.lists(st.integers(0, 3_000).map(lambda hours: MORNING - timedelta(hours=hours)), max_size=80))
def test_thinning_keeps_the_newest_and_thins_once(times: list[datetime]) -> None:
    staying = kept(times)
    assert staying <= set(times)
    assert len(staying) <= 31
    assert (max(times) in staying) if times else not staying
    assert kept(staying) == staying
