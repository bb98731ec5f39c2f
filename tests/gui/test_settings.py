"""Preferences, layout and recent files survive a restart, and nonsense in the file does no harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from annotator.model.person import Person
from ui.settings import EASY_READING, Preferences, Reading, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "likes.ini"


def _opened(file: Path) -> Settings:
    return Settings(QSettings(str(file), QSettings.Format.IniFormat))


def test_what_was_chosen_is_there_after_a_restart(file: Path) -> None:
    store = QSettings(str(file), QSettings.Format.IniFormat)
    settings = Settings(store)
    liked = Preferences(
        reading=replace(EASY_READING, paragraph_numbers=False, line_numbers=True, family="Nimbus Roman"),
        theme="contrast-dark",
        person=Person("Ana Ruiz", "AR"),
        zoom=160,
    )
    settings.keep(liked)
    store.sync()
    assert _opened(file).preferences() == liked


def test_the_defaults_name_the_person_of_the_environment(file: Path) -> None:
    assert _opened(file).preferences() == Preferences(person=Person("Ana Ruiz", "AR"))


def test_nonsense_in_the_file_counts_as_not_chosen_or_is_brought_within_limits(file: Path) -> None:
    file.write_text("[General]\nzoom=9000\n[reading]\nsize=many\nwidth=-4\nspacing=10000\n", encoding="utf-8")
    preferences = _opened(file).preferences()
    assert preferences.zoom == 400
    assert preferences.reading.size in (Reading().size, 8)
    assert (preferences.reading.width, preferences.reading.spacing) == (30, 300)


def test_a_false_that_was_kept_is_not_read_as_true(file: Path) -> None:
    settings = _opened(file)
    settings.keep_flag("tour-seen", True)
    settings.keep_flag("marks/table", False)
    settings._store.sync()
    again = _opened(file)
    assert again.flag("tour-seen")
    assert not again.flag("marks/table", True)


def test_recent_files_are_newest_first_without_doubles_and_ten_at_most(file: Path) -> None:
    settings = _opened(file)
    for number in range(12):
        settings.add_recent(f"/a/{number}.txt")
    settings.add_recent("/a/5.txt")
    settings._store.sync()
    recent = _opened(file).recent()
    assert recent[:2] == ["/a/5.txt", "/a/11.txt"]
    assert len(recent) == len(set(recent)) == 10
    settings.forget_recent()
    assert settings.recent() == []


def test_one_recent_file_alone_is_still_a_list(file: Path) -> None:
    settings = _opened(file)
    settings.add_recent("/a/only, one.txt")
    settings._store.sync()
    assert _opened(file).recent() == ["/a/only, one.txt"]


def test_layouts_are_bytes_or_empty(file: Path) -> None:
    settings = _opened(file)
    assert settings.layout("state") == QByteArray()
    settings.keep_layout("state", QByteArray(b"\x00\xff"))
    settings._store.sync()
    assert _opened(file).layout("state") == QByteArray(b"\x00\xff")
