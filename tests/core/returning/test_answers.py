"""A query sheet that the author filled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from factories import BRIDGE, span_of

from annotator.importers import read
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.returning.differences import DifferenceKind
from annotator.workspace import Workspace

TEXT = f"{BRIDGE}\nThe bridge was opened in 1931, they say."


@pytest.fixture
def article(workspace: Workspace) -> Article:
    """Three open marks, two of them on the same words."""
    article = workspace.import_bytes(TEXT.encode(), "bridge.txt")
    for passage, occurrence in (("opened in 1931", 1), ("finest bridge", 1), ("opened in 1931", 2)):
        (mark,) = workspace.mark(article.id, span_of(TEXT, passage, occurrence), "fact").after
        assert isinstance(mark, Annotation)
        workspace.edit(replace(mark, question="Who says so?"), "Ask")
    return article


def filled(workspace: Workspace, article: Article, tmp_path: Path, answers: dict[str, str]) -> bytes:
    """Return the query sheet with answers beside the marks with these labels."""
    path = tmp_path / "queries.docx"
    workspace.export(article.id, path, "query-sheet")
    document = Document(str(path))
    for row in document.tables[0].rows:
        if row.cells[0].text in answers:
            row.cells[2].paragraphs[0].add_run(answers[row.cells[0].text])
    document.save(str(path))
    return path.read_bytes()


def test_answers_come_back_to_their_marks(workspace: Workspace, article: Article, tmp_path: Path):
    data = filled(workspace, article, tmp_path, {"F2": "The county’s engineer.", "F3": "My own words."})
    returned = workspace.returned(read(data, "queries.docx"), data, "queries.docx", article.id)
    assert [(item.kind, item.passage, item.after) for item in returned.differences] == [
        (DifferenceKind.ANSWER, "finest bridge", "The county’s engineer."),
        (DifferenceKind.ANSWER, "opened in 1931", "My own words."),
    ]
    workspace.accept_returned(returned, returned.differences)
    assert [mark.answer for mark in workspace.open(article.id).annotations] == [
        "", "The county’s engineer.", "My own words."
    ]  # fmt: skip
    again = workspace.returned(read(data, "queries.docx"), data, "queries.docx", article.id)
    assert again.differences == ()
    workspace.undo(article.id)
    assert {mark.answer for mark in workspace.open(article.id).annotations} == {""}


def test_a_sheet_without_answers_has_nothing_to_tell(workspace: Workspace, article: Article, tmp_path: Path):
    data = filled(workspace, article, tmp_path, {})
    assert workspace.returned(read(data, "q.docx"), data, "q.docx", article.id).differences == ()


def test_an_answer_finds_its_mark_when_the_numbers_have_changed(
    workspace: Workspace, article: Article, tmp_path: Path
):
    data = filled(workspace, article, tmp_path, {"F2": "The engineer."})
    workspace.mark(article.id, span_of(TEXT, "The bridge at Ostley"), "fact")
    (answer,) = workspace.returned(read(data, "q.docx"), data, "q.docx", article.id).differences
    assert answer.passage == "finest bridge"


def test_the_sheets_own_words_never_become_the_articles(
    workspace: Workspace, article: Article, tmp_path: Path
):
    data = filled(workspace, article, tmp_path, {"F2": "The engineer."})
    kinds = {
        item.kind for item in workspace.returned(read(data, "q.docx"), data, "q.docx", article.id).differences
    }
    assert DifferenceKind.TEXT not in kinds


def test_somebodys_words_have_their_own_marks_and_take_an_answer_too(
    workspace: Workspace, article: Article, tmp_path: Path
):
    words = "“It carried trams until 1958,”"
    (mark,) = workspace.mark(article.id, span_of(TEXT, words), "fact").after
    assert isinstance(mark, Annotation)
    workspace.edit(replace(mark, question="Which line?"), "Ask")
    data = filled(workspace, article, tmp_path, {"F3": "Line 4."})
    assert "““" not in read(data, "queries.docx").text
    returned = workspace.returned(read(data, "queries.docx"), data, "queries.docx", article.id)
    assert [(item.passage, item.after) for item in returned.differences] == [(words, "Line 4.")]
