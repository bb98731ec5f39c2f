"""The bin on the command line: nothing goes for good unless it is said twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from factories import BRIDGE

from annotator.cli import cli
from annotator.storage import Library, backup
from annotator.storage.retention import backup_folder

TITLE = "The bridge at Ostley"


@pytest.fixture
def library_file(tmp_path: Path) -> Path:
    return tmp_path / "my.claimlight"


@pytest.fixture
def run(library_file: Path):
    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["--library", str(library_file), *map(str, arguments)])

    return invoke


@pytest.fixture
def in_bin(run, tmp_path: Path) -> str:
    """The id of an article that was put in the bin."""
    file = tmp_path / "bridge.txt"
    file.write_text(BRIDGE, encoding="utf-8")
    (entry,) = json.loads(run("import", file, "--json").stdout)
    assert run("remove", TITLE).stdout == f"“{TITLE}” is in the bin.\n"
    return entry["article"]


def test_the_bin_lists_what_was_removed(run, in_bin: str):
    assert run("list").stdout == ""
    assert run("bin").stdout == f"{in_bin[:8]}  {TITLE}  (0 marks)\n"
    (entry,) = json.loads(run("bin", "--json").stdout)
    assert (entry["article"], entry["title"], entry["marks"]) == (in_bin, TITLE, 0)
    assert entry["removed"]


def test_undo_takes_an_article_out_of_the_bin(run, in_bin: str):
    assert "Remove" in run("undo", in_bin).stdout
    assert run("bin").stdout == ""
    assert TITLE in run("list").stdout


def test_without_yes_it_is_only_said_what_would_go(run, in_bin: str):
    result = run("erase", in_bin)
    assert result.exit_code == 1
    assert result.stderr.startswith(
        f"“{TITLE}” would go with its text, its original file, its marks (0), notes and history."
    )
    assert "--yes" in result.stderr
    assert "--earlier-backups" in result.stderr
    assert TITLE in run("bin").stdout


def test_with_yes_it_is_deleted_for_good(run, in_bin: str, library_file: Path):
    result = run("erase", in_bin[:6], "--yes")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"“{TITLE}” is deleted for good.\n"
    assert run("bin").stdout == ""
    assert run("check").exit_code == 0
    assert b"Ostley" not in library_file.read_bytes()


def test_earlier_backups_go_when_that_is_asked_for(run, in_bin: str, library_file: Path):
    with Library.open(library_file) as library:
        old = backup.make(library)
    assert "backups made until now" in run("erase", in_bin, "--earlier-backups").stderr
    assert old.exists()
    assert run("erase", in_bin, "--yes", "--earlier-backups").exit_code == 0
    (only,) = backup_folder(library_file).iterdir()
    assert b"Ostley" not in only.read_bytes()


def test_an_article_that_is_not_in_the_bin_stays(run, in_bin: str):
    run("undo", in_bin)
    result = run("erase", in_bin, "--yes")
    assert result.exit_code == 1
    assert result.stderr == (
        "Only an article that is in the bin can be deleted for good.\n"
        "Move it to the bin first; nothing was changed.\n"
    )
    assert TITLE in run("list").stdout


def test_of_two_with_the_same_title_the_one_in_the_bin_goes(run, in_bin: str, tmp_path: Path):
    file = tmp_path / "again.txt"
    file.write_text(f"{BRIDGE}\nAgain.", encoding="utf-8")
    (entry,) = json.loads(run("import", file, "--json").stdout)
    assert entry["title"] == TITLE
    assert run("erase", TITLE, "--yes").exit_code == 0
    (left,) = json.loads(run("list", "--json").stdout)
    assert left["article"] == entry["article"]
