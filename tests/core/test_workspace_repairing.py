"""A text that was read wrongly, put right on a real library file."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from factories import ANA, blocks_of, span_of

from annotator.model.annotation import Annotation, Status
from annotator.model.article import Article, Finding, ImportReport
from annotator.model.block import BlockKind
from annotator.model.imported import Imported
from annotator.model.repair import Draft, drop, join, move, set_kind
from annotator.storage import Library
from annotator.workspace import Workspace

READ = (
    "THE OSTLEY HERALD\n"
    "The bridge was opened in 1931 and car-\n"
    "ried trams until 1958.\n"
    "The new bridge caused the shops in the old town to close."
)
ORIGINAL = READ.encode()


@pytest.fixture
def article(workspace: Workspace) -> Article:
    report = ImportReport((Finding("pages", 3, "The original has 3 pages."),))
    return workspace.add_imported(
        Imported(READ, blocks_of(READ), "pdf", report=report), ORIGINAL, "bridge.pdf"
    )


def draft_of(workspace: Workspace, article: Article) -> Draft:
    version = workspace.open(article.id).version
    return Draft(version.text, version.blocks)


def repaired(workspace: Workspace, article: Article) -> Draft:
    return drop(join(draft_of(workspace, article), [2], mend=True), [0])


def mark(workspace: Workspace, article: Article, passage: str) -> Annotation:
    change = workspace.mark(article.id, span_of(workspace.open(article.id).version.text, passage), "fact")
    assert change is not None
    (made,) = change.after
    assert isinstance(made, Annotation)
    return made


def test_a_repaired_text_is_the_new_version_of_the_same_original(workspace: Workspace, article: Article):
    before = workspace.open(article.id, with_original=True)
    draft = repaired(workspace, article)
    assert workspace.repair(article.id, draft.text, draft.blocks) is not None
    now = workspace.open(article.id, with_original=True)
    assert now.version.text.startswith("The bridge was opened in 1931 and carried trams until 1958.\n")
    assert now.version.number == 2
    assert now.original == ORIGINAL
    for kept in ("sha256", "format", "file_name"):
        assert getattr(now.version, kept) == getattr(before.version, kept)
    assert workspace.known(ORIGINAL) == now.article
    assert workspace.check() == []


def test_a_repair_is_one_step_of_undo_and_of_redo(workspace: Workspace, article: Article):
    mark(workspace, article, "trams until 1958")
    before = workspace.open(article.id)
    draft = repaired(workspace, article)
    workspace.repair(article.id, draft.text, draft.blocks)
    after = workspace.open(article.id)
    workspace.undo(article.id)
    assert workspace.open(article.id) == before
    workspace.redo(article.id)
    assert workspace.open(article.id) == after


def test_marks_go_along_and_what_was_checked_stays_checked(workspace: Workspace, article: Article):
    kept = mark(workspace, article, "trams until 1958")
    moved = mark(workspace, article, "The new bridge caused the shops")
    for made in (kept, moved):
        workspace.set_status([made.id], Status.VERIFIED)
    draft = move(repaired(workspace, article), [1], -1)
    workspace.repair(article.id, draft.text, draft.blocks)
    now = workspace.open(article.id)
    assert {item.id: item.exact for item in now.annotations} == {kept.id: kept.exact, moved.id: moved.exact}
    assert {item.status for item in now.annotations} == {Status.VERIFIED}
    assert all(
        item.span is not None and item.span.of(now.version.text) == item.exact for item in now.annotations
    )


def test_a_mark_across_a_mended_line_end_follows_its_words(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931 and car-\nried trams")
    draft = join(draft_of(workspace, article), [2], mend=True)
    workspace.repair(article.id, draft.text, draft.blocks)
    (now,) = workspace.open(article.id).annotations
    assert (now.id, now.exact) == (made.id, "opened in 1931 and carried trams")


def test_the_report_says_once_that_the_text_was_repaired(workspace: Workspace, article: Article):
    for place, kind in enumerate((BlockKind.HEADING, BlockKind.QUOTE)):
        draft = set_kind(draft_of(workspace, article), [place], kind, 1)
        workspace.repair(article.id, draft.text, draft.blocks)
    report = workspace.open(article.id).version.report
    assert [finding.kind for finding in report.findings] == ["pages", "repaired"]


def test_a_text_that_is_as_it_was_is_no_change(workspace: Workspace, article: Article):
    draft = draft_of(workspace, article)
    assert workspace.repair(article.id, draft.text, draft.blocks) is None
    assert workspace.open(article.id).version.number == 1


def test_blocks_that_do_not_fit_the_text_are_refused_and_change_nothing(
    workspace: Workspace, article: Article
):
    before = workspace.open(article.id)
    with pytest.raises(ValueError, match="block"):
        workspace.repair(article.id, "Other words", before.version.blocks)
    assert workspace.open(article.id) == before


@pytest.mark.parametrize("repair", [lambda draft: join(draft, [1]), lambda draft: drop(draft, [0])])
def test_an_annotated_copy_of_a_repaired_word_file_still_has_every_mark(
    workspace: Workspace, tmp_path: Path, repair
):
    document = Document()
    for words in ("The Ostley Herald", "The bridge was opened in 1931.", "It carried trams."):
        document.add_paragraph(words)
    document.save(str(tmp_path / "draft.docx"))
    article = workspace.import_file(tmp_path / "draft.docx")
    mark(workspace, article, "opened in 1931")
    draft = repair(draft_of(workspace, article))
    workspace.repair(article.id, draft.text, draft.blocks)
    copy = tmp_path / "copy.docx"
    workspace.export(article.id, copy)
    back = Workspace(Library.open(tmp_path / "other.claimlight"), ANA)
    with back.library:
        (got,) = back.open(back.import_file(copy).id).annotations
    assert got.exact == "opened in 1931"
