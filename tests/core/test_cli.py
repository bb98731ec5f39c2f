"""The command line, as scripts use it: forms, exit status, and one sentence for each failure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from factories import BRIDGE

from annotator.cli import cli


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path):
    def invoke(*arguments: object) -> Result:
        library = str(tmp_path / "my.claimlight")
        return CliRunner().invoke(cli, ["--library", library, *map(str, arguments)])

    return invoke


def imported(run, article_file: Path) -> str:
    result = run("import", article_file, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)[0]["article"]


def jsonld(tmp_path: Path, *passages: str) -> Path:
    path = tmp_path / "marks.jsonld"
    marks = [
        {
            "type": "Annotation",
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": "Fact"}],
            "target": {"selector": {"type": "TextQuoteSelector", "exact": passage}},
        }
        for passage in passages
    ]
    path.write_text(json.dumps(marks), encoding="utf-8")
    return path


def test_import_says_what_it_made_of_a_file(run, article_file: Path):
    (entry,) = json.loads(run("import", article_file, "--json").stdout)
    assert entry["title"] == "The bridge at Ostley"
    assert entry["characters"] == len(BRIDGE)
    assert entry["report"] == {}


def test_the_first_command_of_a_day_leaves_a_backup_and_the_next_ones_do_not(
    run, article_file: Path, tmp_path: Path
):
    imported(run, article_file)
    (made,) = (tmp_path / "backups").iterdir()
    run("undo", "The bridge at Ostley")
    assert list((tmp_path / "backups").iterdir()) == [made]


def test_a_command_does_its_work_where_no_backup_can_be_made_and_says_so(
    run, article_file: Path, tmp_path: Path
):
    (tmp_path / "backups").write_text("in the way")
    result = run("import", article_file)
    assert result.exit_code == 0
    assert "The bridge at Ostley" in result.stdout
    assert "for backups could not be made" in result.stderr


def test_text_prints_the_text_of_record_and_nothing_else(run, article_file: Path):
    article = imported(run, article_file)
    assert run("text", article[:6]).stdout_bytes == BRIDGE.encode()
    assert run("text", "The bridge at Ostley").stdout_bytes == BRIDGE.encode()


def test_read_needs_no_library(run, article_file: Path, tmp_path: Path):
    assert run("read", article_file).stdout_bytes == BRIDGE.encode()
    assert not (tmp_path / "my.claimlight").exists()


def test_annotations_come_out_as_they_went_in(run, article_file: Path, tmp_path: Path):
    article = imported(run, article_file)
    added = run("annotate", article, jsonld(tmp_path, "opened in 1931", "👩‍🏫", "not in it"), "--json")
    assert json.loads(added.stdout) == {"added": 3, "moved": 0, "orphaned": 1, "known": 0}
    page = json.loads(run("annotations", article).stdout)
    positions = {}
    for item in page["items"]:
        by_type = {selector["type"]: selector for selector in item["target"]["selector"]}
        if place := by_type.get("TextPositionSelector"):
            positions[by_type["TextQuoteSelector"]["exact"]] = BRIDGE[place["start"] : place["end"]]
    assert positions == {"opened in 1931": "opened in 1931", "👩‍🏫": "👩‍🏫"}


def test_list_counts_marks_per_tag_and_status(run, article_file: Path, tmp_path: Path):
    article = imported(run, article_file)
    run("annotate", article, jsonld(tmp_path, "opened in 1931"))
    (entry,) = json.loads(run("list", "--json").stdout)
    assert (entry["tags"], entry["statuses"]) == ({"fact": 1}, {"unchecked": 1})
    assert "Fact 1" in run("list").stdout


def test_undo_and_redo_say_what_they_did(run, article_file: Path, tmp_path: Path):
    article = imported(run, article_file)
    run("annotate", article, jsonld(tmp_path, "opened in 1931"))
    assert run("undo", article).stdout == "Undone: Add 1 annotation\n"
    assert json.loads(run("annotations", article).stdout)["items"] == []
    assert run("redo", article).stdout == "Redone: Add 1 annotation\n"
    assert run("redo", article).stdout == "There is nothing to redo.\n"


@pytest.mark.parametrize("as_", ["annotated-copy", "report"])
def test_export_writes_a_document_and_says_that_it_was_checked(
    run, article_file: Path, tmp_path: Path, as_: str
):
    article = imported(run, article_file)
    run("annotate", article, jsonld(tmp_path, "opened in 1931"))
    result = run("export", article, "--to", tmp_path / "out.docx", "--as", as_)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "out.docx").read_bytes().startswith(b"PK")


def test_check_of_a_sound_library_says_so(run, article_file: Path):
    imported(run, article_file)
    assert "sound" in run("check").stdout


def test_demo_writes_a_finished_document_without_a_library(run, tmp_path: Path):
    result = run("demo", tmp_path / "lesson.docx")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "lesson.docx").read_bytes().startswith(b"PK")
    assert not (tmp_path / "my.claimlight").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.docx", bytes(range(256)) * 40),
        ("truncated.docx", b"PK\x03\x04\x14\x00\x06\x00"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("missing.txt", None),
    ],
)
def test_a_file_that_is_no_article_gets_a_sentence_and_leaves_the_library_as_it_was(
    run, article_file: Path, tmp_path: Path, name: str, content: bytes | None
):
    imported(run, article_file)
    before = (tmp_path / "my.claimlight").read_bytes()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("import", tmp_path / name)
    assert result.exit_code == 1
    sentence, hint = result.stderr.strip().splitlines()
    assert name in sentence
    assert hint
    assert "Traceback" not in result.output
    assert (tmp_path / "my.claimlight").read_bytes() == before


def test_one_bad_file_of_several_does_not_keep_the_others_out(run, article_file: Path, tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("import", tmp_path / "empty.txt", article_file, "--json")
    assert result.exit_code == 1
    assert [entry["title"] for entry in json.loads(result.stdout)] == ["The bridge at Ostley"]


def test_a_missing_file_does_not_hide_what_was_wrong_with_another(run, article_file: Path, tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("import", tmp_path / "empty.txt", tmp_path / "gone.txt", article_file)
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert "gone.txt" in result.stderr
    assert "The bridge at Ostley" in result.stdout


@pytest.mark.parametrize("content", ["{", "[1, 2]", '"marks"', "", '{"type": "Annotation"}'])
def test_annotations_that_are_none_get_a_sentence(run, article_file: Path, tmp_path: Path, content: str):
    article = imported(run, article_file)
    (tmp_path / "bad.jsonld").write_text(content, encoding="utf-8")
    result = run("annotate", article, tmp_path / "bad.jsonld")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 2
    assert json.loads(run("annotations", article).stdout)["items"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("text", "no such article"),
        ("export", "no such article", "--to", "x.docx"),
        ("undo", "no such article"),
    ],
)
def test_an_article_that_is_not_there_is_a_sentence(run, article_file: Path, arguments: tuple[str, ...]):
    imported(run, article_file)
    result = run(*arguments)
    assert result.exit_code == 1
    assert "no such article" in result.stderr


def test_check_of_a_library_that_is_not_there_makes_none(run, tmp_path: Path):
    result = run("check")
    assert result.exit_code == 1
    assert "There is no library" in result.stderr
    assert not (tmp_path / "my.claimlight").exists()


def test_an_unknown_kind_of_document_names_the_known_ones(run, article_file: Path, tmp_path: Path):
    article = imported(run, article_file)
    result = run("export", article, "--to", tmp_path / "x", "--as", "poem")
    assert result.exit_code == 1
    assert "annotated-copy" in result.stderr
