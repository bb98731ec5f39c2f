"""Our documents after LibreOffice has saved them: everything comes back."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import BRIDGE, span_of

from annotator.importers import ImportOptions, read
from annotator.model.annotation import Annotation, Kind, Reply, Risk, Status
from annotator.model.article import Article
from annotator.model.source import Evidence, Source, SourceKind
from annotator.storage import Library
from annotator.workspace import Workspace

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

TEXT = "\n".join(f"{BRIDGE}\nParagraph {number} says that {number} ships came in." for number in range(12))


@pytest.fixture
def article(workspace: Workspace) -> Article:
    """Marks of all sorts, many on words that the text has several times."""
    article = workspace.import_bytes(TEXT.encode(), "bridge.txt")
    source = Source(
        "s1", "Ledger & <archive>", SourceKind.DOCUMENT, primary=True, url="https://example.org/l"
    )
    workspace.add_source(source)
    statuses, tags = list(Status), ("fact", "opinion", "contested", "")
    for number in range(48):
        passage = ("opened in 1931", "finest bridge", "trams until 1958", "היא נפתחה")[number % 4]
        (made,) = workspace.mark(article.id, span_of(TEXT, passage, 1 + number // 4), tags[number % 3]).after
        assert isinstance(made, Annotation)
        fields = {
            "status": statuses[number % len(statuses)],
            "kind": list(Kind)[number % 2],
            "note": f"Note {number}: “x” & <y>\nA second line." if number % 3 else "",
            "evidence": (Evidence("s1", f"p. {number}"),) if number % 4 == 1 else (),
            "risks": frozenset({Risk.LEGAL}) if number % 5 == 0 else frozenset(),
            "replies": (Reply("Ben Ode", "Sure?", datetime(2026, 5, 1, tzinfo=UTC)),)
            if number % 7 == 2
            else (),
        }
        workspace.edit(replace(made, **fields), "Edit the mark")
    return article


def through_office(path: Path) -> Path:
    folder = path.parent / "saved"
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx",
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / path.name


@pytest.mark.parametrize("kind", ["annotated-copy", "report"])
def test_every_mark_comes_back_as_it_was_and_nothing_seems_changed(
    workspace: Workspace, article: Article, tmp_path: Path, kind: str
):
    workspace.export(article.id, tmp_path / "sent.docx", kind)
    saved = through_office(tmp_path / "sent.docx")
    imported = read(saved.read_bytes(), saved.name, ImportOptions())
    assert workspace.returned(imported, saved.read_bytes(), saved.name).differences == ()
    with Library.open(tmp_path / "other.claimlight") as library:
        other = Workspace(library)
        dossier = other.open(other.import_file(saved).id)
    sent = workspace.open(article.id)
    assert dossier.version.text == TEXT
    assert [_said(mark) for mark in dossier.annotations] == [_said(mark) for mark in sent.annotations]
    assert dossier.sources == sent.sources


def _said(mark: Annotation) -> Annotation:
    return replace(mark, target=replace(mark.target, version=""), article="")
