"""New versions: looked at before they are taken, older ones looked at afterwards, lost marks placed."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import BRIDGE, dossier_of, span_of
from lxml import etree

from annotator.errors import ImportFailed
from annotator.importers import read
from annotator.model.annotation import Status
from annotator.model.article import Article
from annotator.model.exchange import commented_from_xml, dossier_to_xml
from annotator.returning.new_version import Fate
from annotator.workspace import Workspace

EDITED = BRIDGE.replace("opened in 1931", "opened in 1932").replace(
    "“It carried trams until 1958,” said Ruth Okonedo, who keeps the archive. ", ""
)


@pytest.fixture
def article(workspace: Workspace) -> Article:
    """Three marks; the year is verified."""
    article = workspace.import_bytes(BRIDGE.encode(), "bridge.txt")
    for passage in ("finest bridge", "trams until 1958", "opened in 1931"):
        workspace.mark(article.id, span_of(BRIDGE, passage), "fact")
    first = workspace.open(article.id).annotations[0]
    workspace.set_status([first.id], Status.VERIFIED)
    return article


def test_a_preview_stores_nothing_and_lists_what_to_check_again_first(workspace: Workspace, article: Article):
    before = workspace.open(article.id)
    preview = workspace.preview_version(article.id, read(EDITED.encode(), "new.txt"), "new.txt")
    assert preview is not None
    assert [(item.before.exact, item.fate) for item in preview.carried] == [
        ("opened in 1931", Fate.CHANGED),
        ("finest bridge", Fate.KEPT),
        ("trams until 1958", Fate.LOST),
    ]
    assert preview.carried[0].to_recheck
    assert workspace.open(article.id) == before
    assert len(workspace.library.versions(article.id)) == 1


def test_the_same_text_has_no_preview(workspace: Workspace, article: Article):
    assert workspace.preview_version(article.id, read(BRIDGE.encode(), "new.txt"), "new.txt") is None


def test_a_report_is_never_taken_for_the_text(workspace: Workspace, article: Article, tmp_path: Path):
    workspace.export(article.id, tmp_path / "report.docx", "report")
    data = (tmp_path / "report.docx").read_bytes()
    with pytest.raises(ImportFailed, match="is a report"):
        workspace.preview_version(article.id, read(data, "report.docx"), "report.docx")
    with pytest.raises(ImportFailed, match="is a report"):
        workspace.new_version(article.id, read(data, "report.docx"), data, "report.docx")


def test_lost_marks_are_placed_in_the_same_step(workspace: Workspace, article: Article):
    lost = next(item for item in workspace.open(article.id).annotations if "trams" in item.exact)
    place = {lost.id: span_of(EDITED, "The new bridge")}
    workspace.new_version(article.id, read(EDITED.encode(), "new.txt"), EDITED.encode(), "new.txt", place)
    now = {item.id: item for item in workspace.open(article.id).annotations}
    assert now[lost.id].exact == "The new bridge"
    assert workspace.check() == []
    workspace.undo(article.id)
    assert workspace.open(article.id).version.text == BRIDGE
    assert {item.exact for item in workspace.open(article.id).annotations} >= {"trams until 1958"}


def test_an_older_version_shows_the_marks_whose_words_it_has(workspace: Workspace, article: Article):
    workspace.new_version(article.id, read(EDITED.encode(), "new.txt"), EDITED.encode(), "new.txt")
    workspace.mark(article.id, span_of(EDITED, "shops in the old town"), "opinion")
    first, second = workspace.library.versions(article.id)
    old = workspace.at_version(article.id, first.id, with_original=True)
    assert (old.version.text, old.original) == (BRIDGE, BRIDGE.encode())
    assert {item.exact for item in old.annotations} == {
        "opened in 1931",
        "finest bridge",
        "trams until 1958",
        "shops in the old town",
    }
    assert workspace.at_version(article.id, second.id) == workspace.open(article.id)


def test_an_article_is_known_by_the_file_its_current_text_came_from(workspace: Workspace, article: Article):
    assert workspace.named_like("bridge.txt") == workspace.article(article.id)
    assert workspace.named_like("other.txt") is None
    workspace.new_version(article.id, read(EDITED.encode(), "new.txt"), EDITED.encode(), "new.txt")
    assert workspace.named_like("bridge.txt") is None
    workspace.remove_article(article.id)
    assert workspace.named_like("new.txt") is None


def test_where_a_lost_mark_may_be_now_is_only_proposed(workspace: Workspace, article: Article):
    claim = "The new bridge caused the shops in the old town to close."
    (mark,) = workspace.mark(article.id, span_of(BRIDGE, claim), "contested").after
    without = BRIDGE.replace(claim, "")
    workspace.new_version(article.id, read(without.encode(), "new.txt"), without.encode(), "new.txt")
    assert mark.id not in workspace.proposals(article.id)
    again = without.replace(
        "It is the", "The new bridge caused nearly all shops in the old town to close. It is the"
    )
    workspace.new_version(article.id, read(again.encode(), "third.txt"), again.encode(), "third.txt")
    assert next(item for item in workspace.open(article.id).annotations if item.id == mark.id).is_orphan
    place = workspace.proposals(article.id).get(mark.id)
    assert place is not None
    assert "shops in the old town to close" in place.of(again)


@pytest.mark.parametrize("numbers", [[], [1], [1, 2, 3], [2, 4, 5, 6, 9]])
def test_a_document_says_which_marks_had_a_comment(numbers: list[int]):
    root = etree.fromstring(dossier_to_xml(dossier_of(), "report", numbers))
    assert commented_from_xml(root) == tuple(numbers)


def test_a_document_that_does_not_say_or_lies_is_not_believed():
    root = etree.fromstring(dossier_to_xml(dossier_of(), "report"))
    assert commented_from_xml(root) is None
    root.set("commented", "1-999999 1-999999")
    assert commented_from_xml(root) is None


def test_straight_quotation_marks_instead_of_curly_ones_are_nothing_to_check_again(
    workspace: Workspace, article: Article
):
    words = "“It carried trams until 1958,”"
    workspace.mark(article.id, span_of(BRIDGE, words), "fact")
    quoted = next(mark for mark in workspace.open(article.id).annotations if mark.exact == words)
    workspace.set_status([quoted.id], Status.VERIFIED)
    straight = BRIDGE.replace("“", '"').replace("”", '"').replace("„", '"')
    _, carried = workspace.new_version(
        article.id, read(straight.encode(), "n.txt"), straight.encode(), "n.txt"
    )
    mark = next(item for item in carried if item.before.id == quoted.id)
    assert mark.after.exact == '"It carried trams until 1958,"'
    assert mark.after.status is Status.VERIFIED
