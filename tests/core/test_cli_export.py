"""Exports from the command line: every kind, one article or all of them, as chosen."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from factories import BRIDGE, dossier_of

from annotator.cli import cli
from annotator.errors import ExportFailed
from annotator.exporters import KINDS, ending, write
from annotator.exporters.choices import Choices
from annotator.exporters.presets import Preset, Presets


@pytest.fixture
def run(tmp_path: Path):
    def invoke(*arguments: object) -> Result:
        library = str(tmp_path / "my.claimlight")
        return CliRunner().invoke(cli, ["--library", library, *map(str, arguments)])

    return invoke


@pytest.fixture
def article(run, tmp_path: Path) -> str:
    """The bridge, imported, with a fact and an opinion marked."""
    (tmp_path / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    found = json.loads(run("import", tmp_path / "bridge.txt", "--json").stdout)[0]["article"]
    marks = [
        {
            "type": "Annotation",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": tag},
                {"type": "TextualBody", "purpose": "commenting", "value": "a private note"},
            ],
            "target": {"selector": {"type": "TextQuoteSelector", "exact": passage}},
        }
        for passage, tag in (("opened in 1931", "Fact"), ("finest", "Opinion"))
    ]
    (tmp_path / "marks.jsonld").write_text(json.dumps(marks), encoding="utf-8")
    assert run("annotate", found, tmp_path / "marks.jsonld").exit_code == 0
    return found


def second(run, tmp_path: Path, title: str = "Bread: who bakes it?") -> None:
    (tmp_path / "bread.md").write_text(f"# {title}\n\nBread rose by a tenth.\n", encoding="utf-8")
    assert run("import", tmp_path / "bread.md").exit_code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_and_said_to_be_so(run, article, tmp_path, kind):
    out = tmp_path / f"out{ending(kind)}"
    result = run("export", article, "--as", kind, "--to", out)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"{out}: ")
    assert out.is_dir() if kind == "lesson-pack" else out.stat().st_size > 40


def test_json_says_file_kind_and_check(run, article, tmp_path):
    result = run("export", article, "--to", tmp_path / "a.docx", "--json")
    said = json.loads(result.stdout)
    assert (said["file"], said["as"]) == (str(tmp_path / "a.docx"), "annotated-copy")
    assert said["checked"].startswith("Checked:")


def test_tags_and_statuses_choose_the_marks(run, article, tmp_path):
    out = tmp_path / "log.csv"
    assert run("export", article, "--as", "csv", "--to", out, "--tags", "opinion").exit_code == 0
    assert [line[:2] for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]] == ["O2"]
    run("export", article, "--as", "csv", "--to", out, "--tags", "Fact,Opinion", "--statuses", "wrong")
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 1


def test_comments_and_looks_are_as_said(run, article, tmp_path):
    out = tmp_path / "a.html"
    looks = ("--comments", "none", "--no-shading", "--no-table")
    assert run("export", article, "--as", "html", "--to", out, *looks).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert 'class="note"' not in page
    assert "background-color:var(--fill)" not in page
    assert "<tbody>" not in page


def test_a_preset_gives_kind_and_choices_and_options_go_first(run, article, tmp_path):
    Presets().keep(Preset("House", "html", Choices(shading=False, underline=False)))
    run("export", article, "--to", tmp_path / "a.html", "--preset", "house", "--shading")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "background-color:var(--fill)" in page
    assert ".t0{text-decoration" not in page
    run("export", article, "--to", tmp_path / "a.md", "--preset", "house", "--as", "markdown")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# The bridge")


def test_a_file_for_sharing_has_no_notes(run, article, tmp_path):
    run("export", article, "--as", "jsonld", "--to", tmp_path / "all.jsonld")
    run("export", article, "--as", "jsonld", "--to", tmp_path / "some.jsonld", "--preset", "For sharing")
    assert "a private note" in (tmp_path / "all.jsonld").read_text(encoding="utf-8")
    assert "a private note" not in (tmp_path / "some.jsonld").read_text(encoding="utf-8")


def test_paper_and_template_are_taken(run, article, tmp_path):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "THE HERALD"
    made.save(tmp_path / "herald.docx")
    out = tmp_path / "log.docx"
    run("export", article, "--as", "claim-log", "--to", out, "--template", tmp_path / "herald.docx")
    assert docx.Document(str(out)).sections[0].header.paragraphs[0].text == "THE HERALD"
    run("export", article, "--as", "sign-off", "--to", out, "--paper", "letter")
    assert docx.Document(str(out)).sections[0].page_width.inches == 8.5


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--as", "poem"), "poem"),
        (("--preset", "Blue"), "Blue"),
        (("--tags", "fact,rumour"), "rumour"),
        (("--statuses", "checked"), "checked"),
        (("--template", "no-such.docx"), "no-such.docx"),
    ],
)
def test_what_is_not_there_is_named_in_one_sentence_with_a_hint(run, article, tmp_path, arguments, word):
    out = tmp_path / "a.docx"
    out.write_bytes(b"as it was")
    result = run("export", article, "--to", out, *arguments)
    assert result.exit_code == 1
    sentence, hint = result.stderr.strip().splitlines()
    assert word in sentence
    assert hint
    assert out.read_bytes() == b"as it was"


@pytest.mark.parametrize("arguments", [(), ("x", "--all")])
def test_one_article_or_all_of_them_not_both_and_not_none(run, article, tmp_path, arguments):
    assert run("export", *arguments, "--to", tmp_path / "a").exit_code == 2


def test_all_articles_are_written_under_safe_names_with_progress_aside(run, article, tmp_path):
    second(run, tmp_path)
    result = run("export", "--all", "--as", "markdown", "--to", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name[:2] for name in names] == ["1 ", "2 "]
    assert {name[2:] for name in names} == {"Bread who bakes it.md", "The bridge at Ostley.md"}
    assert len(result.stdout.splitlines()) == 2
    assert "2 of 2" in result.stderr


def test_articles_of_one_title_do_not_replace_one_another(run, article, tmp_path):
    second(run, tmp_path, "The bridge at Ostley")
    assert run("export", "--all", "--as", "csv", "--to", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_one_article_that_cannot_be_written_does_not_stop_the_others(run, article, tmp_path):
    second(run, tmp_path)
    run("export", "--all", "--as", "csv", "--to", tmp_path / "out")
    blocked, free = sorted((tmp_path / "out").iterdir())
    blocked.unlink()
    blocked.mkdir()
    free.unlink()
    result = run("export", "--all", "--as", "csv", "--to", tmp_path / "out", "--json")
    assert result.exit_code == 1
    assert blocked.name in result.stderr
    assert [Path(entry["file"]) for entry in json.loads(result.stdout)] == [free]
    assert free.exists()


def test_all_need_a_folder_whose_parent_is_there(run, article, tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "no" / "such"):
        result = run("export", "--all", "--to", path)
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 2


def test_kinds_lists_kinds_and_presets(run):
    said = json.loads(run("kinds", "--json").stdout)
    assert tuple(said["kinds"]) == KINDS
    assert [preset["name"] for preset in said["presets"]] == ["Everything", "Grey print", "For sharing"]
    assert "claim-log" in run("kinds").stdout


def test_pdf_without_the_window_is_a_sentence(tmp_path: Path):
    with pytest.raises(ExportFailed, match="installed program"):
        write(dossier_of(), tmp_path / "out.pdf", "report")
    assert not (tmp_path / "out.pdf").exists()
