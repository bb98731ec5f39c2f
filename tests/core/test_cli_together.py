"""The command line for working together: new versions, documents that came back, two people."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from factories import ANA, BRIDGE, span_of

from annotator.cli import cli
from annotator.model.annotation import Status
from annotator.model.person import Person
from annotator.storage import Library
from annotator.workspace import Workspace

EDITED = BRIDGE.replace("opened in 1931", "opened in 1932").replace(
    "“It carried trams until 1958,” said Ruth Okonedo, who keeps the archive. ", ""
)


@pytest.fixture
def run(tmp_path: Path):
    def invoke(*arguments: object) -> Result:
        library = str(tmp_path / "my.claimlight")
        return CliRunner().invoke(cli, ["--library", library, *map(str, arguments)])

    return invoke


@pytest.fixture
def article(tmp_path: Path) -> str:
    """The bridge article with three marks, one of them verified."""
    with Library.open(tmp_path / "my.claimlight") as library:
        workspace = Workspace(library, ANA)
        article = workspace.import_bytes(BRIDGE.encode(), "bridge.txt")
        for passage in ("opened in 1931", "finest bridge", "trams until 1958"):
            workspace.mark(article.id, span_of(BRIDGE, passage), "fact")
        first = workspace.open(article.id).annotations[0]
        workspace.set_status([first.id], Status.VERIFIED)
        workspace.export(article.id, tmp_path / "sent.docx")
        workspace.export(article.id, tmp_path / "report.docx", "report")
        return article.id


@pytest.fixture
def returned(article: str, tmp_path: Path) -> Path:
    """The sent document with one comment taken off and another written anew."""
    from docx import Document

    path = tmp_path / "back.docx"
    document = Document(str(tmp_path / "sent.docx"))
    part = document.part._comments_part.element
    gone = next(item for item in part if "F2" in "".join(item.itertext()))
    part.remove(gone)
    runs = [run for item in document.paragraphs for run in item.runs if "archive" in run.text]
    document.add_comment(runs, text="Which archive?", author="Ben Ode", initials="BO")
    document.save(str(path))
    return path


def test_new_version_says_what_became_of_each_mark(run, article: str, tmp_path: Path):
    (tmp_path / "edited.txt").write_text(EDITED, encoding="utf-8")
    found = json.loads(run("new-version", article, tmp_path / "edited.txt", "--json").stdout)
    assert found["kept"] == 1
    (changed,) = found["changed"]
    assert (changed["before"], changed["after"], changed["recheck"]) == (
        "opened in 1931",
        "opened in 1932",
        True,
    )
    assert EDITED[changed["start"] : changed["end"]] == "opened in 1932"
    assert [item["before"] for item in found["lost"]] == ["trams until 1958"]
    assert found["moved"] == []
    assert run("text", article).stdout_bytes == EDITED.encode()


def test_new_version_in_words(run, article: str, tmp_path: Path):
    (tmp_path / "edited.txt").write_text(EDITED, encoding="utf-8")
    result = run("new-version", article, tmp_path / "edited.txt")
    assert result.stdout.splitlines()[0] == "1 kept, 1 changed, 0 moved, 1 lost"
    again = run("new-version", article, tmp_path / "edited.txt")
    assert "the one the article has already" in again.stdout


def test_a_report_is_no_new_version(run, article: str, tmp_path: Path):
    result = run("new-version", article, tmp_path / "report.docx")
    assert result.exit_code == 1
    assert "is a report about an article" in result.stderr
    assert run("text", article).stdout_bytes == BRIDGE.encode()


def test_returned_lists_what_was_done_and_changes_nothing(run, returned: Path, article: str):
    found = json.loads(run("returned", returned, "--json").stdout)
    assert [(item["kind"], item["author"]) for item in found] == [("new-comment", "Ben Ode"), ("deleted", "")]
    assert found[0]["after"] == "Which archive?"
    assert found[1]["passage"] == "finest bridge"
    assert json.loads(run("returned", returned, "--json").stdout) == found


def test_returned_takes_all_over_once(run, returned: Path, article: str, tmp_path: Path):
    run("returned", returned, "--accept", "all", "--json")
    with Library.open(tmp_path / "my.claimlight") as library:
        marks = {mark.exact: mark for mark in Workspace(library).open(article).annotations}
    assert "finest bridge" not in marks
    assert "Which archive?" in {mark.note for mark in marks.values()}
    assert json.loads(run("returned", returned, "--accept", "all", "--json").stdout) == []


def test_an_untouched_document_has_nothing_to_tell(run, article: str, tmp_path: Path):
    assert json.loads(run("returned", tmp_path / "sent.docx", "--json").stdout) == []
    assert json.loads(run("returned", tmp_path / "report.docx", "--json").stdout) == []
    assert "Nothing was changed" in run("returned", tmp_path / "sent.docx").stdout


def test_a_document_of_another_library_is_a_sentence(run, tmp_path: Path, article: str):
    with Library.open(tmp_path / "other.claimlight") as library:
        workspace = Workspace(library)
        other = workspace.import_bytes(b"Quite another text.", "other.txt")
        workspace.mark(other.id, span_of("Quite another text.", "another"), "fact")
        workspace.export(other.id, tmp_path / "foreign.docx")
    result = run("returned", tmp_path / "foreign.docx")
    assert result.exit_code == 1
    assert "is not in this library" in result.stderr


def test_merge_lists_each_passage_and_measures_the_agreement(run, article: str, tmp_path: Path):
    with Library.open(tmp_path / "ben.claimlight") as library:
        ben = Workspace(library, Person("Ben Ode", "BO"))
        copy = ben.import_file(tmp_path / "sent.docx")
        marks = {mark.exact: mark for mark in ben.open(copy.id).annotations}
        ben.retag([marks["finest bridge"].id], "opinion")
        ben.delete([marks["trams until 1958"].id])
        ben.mark(copy.id, span_of(BRIDGE, "keeps the archive"), "fact")
    found = json.loads(run("merge", tmp_path / "ben.claimlight", "--json").stdout)
    assert [item["verdict"] for item in found["passages"]] == [
        "agreed",
        "tagged-otherwise",
        "only-mine",
        "only-theirs",
    ]
    assert found["f1"] == round(4 / 6, 4)
    assert found["both"] == 2
    assert "marked by both" in run("merge", tmp_path / "ben.claimlight").stdout
    run("merge", tmp_path / "ben.claimlight", "--adopt")
    after = json.loads(run("merge", tmp_path / "ben.claimlight", "--json").stdout)
    assert "only-theirs" not in {item["verdict"] for item in after["passages"]}


def test_merge_reads_an_export_as_well(run, article: str, tmp_path: Path):
    found = json.loads(run("merge", tmp_path / "sent.docx", "--json").stdout)
    assert (found["f1"], {item["verdict"] for item in found["passages"]}) == (1.0, {"agreed"})


def test_an_older_document_does_not_undo_newer_edits_silently(run, article: str, tmp_path: Path):
    with Library.open(tmp_path / "my.claimlight") as library:
        workspace = Workspace(library)
        dossier = workspace.open(article)
        text = BRIDGE.replace("finest", "longest")
        imported = replace(workspace_read(text), marks=())
        workspace.new_version(dossier.article.id, imported, text.encode(), "newer.txt")
    assert json.loads(run("returned", tmp_path / "sent.docx", "--json").stdout) == []


def workspace_read(text: str):
    from annotator.importers import ImportOptions, read

    return read(text.encode(), "newer.txt", ImportOptions())
