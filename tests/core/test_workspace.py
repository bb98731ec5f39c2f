"""What a user can do, on a real library file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories import ANA, BRIDGE, span_of

from annotator.errors import NotFound
from annotator.exporters.web_annotation import page, parse
from annotator.history import Change
from annotator.model.annotation import Annotation, Kind, Risk, Status
from annotator.model.article import Article
from annotator.model.imported import Imported
from annotator.model.source import Evidence, Source
from annotator.model.tag import FACT, OPINION
from annotator.returning.new_version import Fate
from annotator.storage import Library
from annotator.workspace import Workspace


@pytest.fixture
def article(workspace: Workspace) -> Article:
    return workspace.import_bytes(BRIDGE.encode(), "bridge.txt")


def only(change: Change | None) -> Annotation:
    assert change is not None
    (annotation,) = change.after
    assert isinstance(annotation, Annotation)
    return annotation


def mark(workspace: Workspace, article: Article, passage: str, tag: str = "fact") -> Annotation:
    return only(workspace.mark(article.id, span_of(BRIDGE, passage), tag))


def test_a_mark_is_on_disk_when_the_act_returns(workspace: Workspace, article: Article, library: Library):
    made = mark(workspace, article, "opened in 1931")
    with Library.open(library.path) as other:
        assert other.annotations(article.id) == [made]
    assert made.exact == "opened in 1931"
    assert made.creator == ANA


def test_the_same_file_again_is_the_article_it_already_is(workspace: Workspace, article: Article):
    assert workspace.import_bytes(BRIDGE.encode(), "copy.txt") == article
    assert len(workspace.articles()) == 1


def test_retagging_many_is_one_step_of_undo(workspace: Workspace, article: Article):
    ids = [mark(workspace, article, passage).id for passage in ("opened in 1931", "finest bridge")]
    assert workspace.retag(ids, OPINION.id) is not None
    assert {item.tag for item in workspace.open(article.id).annotations} == {OPINION.id}
    assert workspace.to_undo_label() == "Tag as Opinion"
    workspace.undo()
    assert {item.tag for item in workspace.open(article.id).annotations} == {FACT.id}


def test_giving_a_mark_the_tag_it_has_is_no_change(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    assert workspace.retag([made.id], FACT.id) is None
    assert workspace.to_undo_label() == "Mark as Fact"


def test_undo_and_redo_survive_a_restart(tmp_path: Path):
    path = tmp_path / "library.claimlight"
    with Library.open(path) as library:
        workspace = Workspace(library, ANA)
        article = workspace.import_bytes(BRIDGE.encode(), "bridge.txt")
        made = mark(workspace, article, "opened in 1931")
    with Library.open(path) as library:
        assert Workspace(library).undo(article.id) is not None
        assert library.annotations(article.id) == []
    with Library.open(path) as library:
        assert Workspace(library).redo(article.id) is not None
        assert library.annotations(article.id) == [made]


def test_typing_a_note_is_one_step(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    for text in ("P", "Pl", "Plate"):
        made = only(workspace.edit(replace(made, note=text), "Edit the note", merge=f"note:{made.id}"))
    workspace.undo()
    assert [item.note for item in workspace.open(article.id).annotations] == [""]


def test_kind_status_and_risk_are_three_axes(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    workspace.set_kind([made.id], Kind.QUOTE)
    workspace.set_status([made.id], Status.VERIFIED)
    workspace.set_risk([made.id], Risk.LEGAL, True)
    now = workspace.open(article.id).annotations[0]
    assert (now.kind, now.status, now.risks) == (Kind.QUOTE, Status.VERIFIED, {Risk.LEGAL})
    workspace.set_risk([made.id], Risk.LEGAL, False)
    assert workspace.open(article.id).annotations[0].risks == frozenset()


def test_new_borders_bring_the_new_words_along(workspace: Workspace, article: Article):
    made = mark(workspace, article, "1931")
    moved = only(workspace.move(made.id, span_of(BRIDGE, "was opened in 1931.")))
    assert moved.exact == "was opened in 1931."
    assert moved.target.quote.prefix.endswith("The bridge ")


def test_splitting_leaves_the_blank_out_of_both_halves(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    change = workspace.split(made.id, span_of(BRIDGE, "in 1931").start)
    assert change is not None
    assert [item.exact for item in workspace.open(article.id).annotations] == ["opened", "in 1931"]
    assert workspace.split(made.id, span_of(BRIDGE, "opened").start) is None


def test_merging_keeps_what_was_said_of_both(workspace: Workspace, article: Article):
    first, second = (mark(workspace, article, words) for words in ("opened", "in 1931"))
    workspace.edit(replace(first, note="When?"), "Edit the note")
    workspace.edit(replace(second, note="By whom?"), "Edit the note")
    merged = only(workspace.merge([second.id, first.id]))
    assert (merged.exact, merged.note, merged.id) == ("opened in 1931", "When?\nBy whom?", first.id)
    assert workspace.merge([merged.id]) is None


def test_a_removed_mark_comes_back_with_undo(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    workspace.delete([made.id])
    assert workspace.open(article.id).annotations == ()
    workspace.undo()
    assert workspace.open(article.id).annotations == (made,)


def test_acting_on_a_mark_that_is_gone_is_a_sentence(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    workspace.undo()
    with pytest.raises(NotFound, match="no longer in the library"):
        workspace.retag([made.id], OPINION.id)


def test_an_article_in_the_bin_is_brought_back_with_its_marks(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    workspace.remove_article(article.id)
    assert workspace.articles() == []
    workspace.undo()
    assert [item.article.id for item in workspace.articles()] == [article.id]
    assert workspace.open(article.id).annotations == (made,)


def test_a_title_corrected_by_hand_no_longer_counts_as_detected(workspace: Workspace, article: Article):
    assert "title" in article.detected
    workspace.edit_article(replace(article, title="The bridge"))
    now = workspace.article(article.id)
    assert (now.title, "title" in now.detected) == ("The bridge", False)


def test_a_tag_in_use_is_retired_and_never_lost(workspace: Workspace, article: Article):
    mark(workspace, article, "opened in 1931")
    workspace.edit_tags([tag for tag in workspace.tags() if tag.id == OPINION.id])
    assert [(tag.id, tag.retired) for tag in workspace.tags()] == [("opinion", False), ("fact", True)]
    workspace.undo()
    assert [tag.id for tag in workspace.tags()] == ["fact", "opinion", "contested"]


def test_merging_two_tags_takes_their_marks_along_in_one_step(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    workspace.merge_tags(FACT.id, OPINION.id)
    assert [tag.id for tag in workspace.tags()] == ["opinion", "contested"]
    assert workspace.open(article.id).annotations[0].tag == OPINION.id
    workspace.undo()
    assert workspace.open(article.id).annotations == (made,)


def test_annotations_of_another_tool_find_their_words(workspace: Workspace, article: Article):
    shown = page(workspace.open(article.id))
    assert shown["type"] == "AnnotationPage"
    foreign = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "opinion"}],
        "target": {
            "source": "https://example.org/bridge",
            "selector": [
                {"type": "TextPositionSelector", "start": 2, "end": 15},
                {"type": "TextQuoteSelector", "exact": "finest bridge", "prefix": "It is the "},
            ],
        },
    }
    lost = {
        "type": "Annotation",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": "Rumour"},
        "target": {"selector": {"type": "TextQuoteSelector", "exact": "never written here at all"}},
    }
    change, result = workspace.annotate(article.id, parse([foreign, lost]))
    assert change is not None
    assert (result.added, result.moved, result.orphaned) == (2, 1, 1)
    placed, orphan = workspace.open(article.id).annotations
    assert (placed.exact, placed.tag) == ("finest bridge", "opinion")
    assert orphan.is_orphan
    assert [tag.name for tag in workspace.tags() if tag.id == orphan.tag] == ["Rumour"]


def test_the_same_annotations_twice_are_left_alone_the_second_time(workspace: Workspace, article: Article):
    mark(workspace, article, "opened in 1931")
    shown = page(workspace.open(article.id))
    change, result = workspace.annotate(article.id, parse(shown))
    assert (change, result.known) == (None, 1)


@pytest.mark.parametrize("as_", ["annotated-copy", "report"])
def test_an_export_brings_article_marks_and_sources_to_another_library(
    workspace: Workspace, article: Article, tmp_path: Path, as_: str
):
    source = Source("s1", "The plate on the bridge", primary=True)
    workspace.add_source(source)
    made = mark(workspace, article, "opened in 1931")
    said = replace(made, note="Read it", status=Status.VERIFIED, evidence=(Evidence("s1", "east end"),))
    workspace.edit(said, "Edit the mark")
    mark(workspace, article, "נפתחה בשנת 1931", "contested")
    sent = workspace.open(article.id)
    workspace.export(article.id, tmp_path / "out.docx", as_)
    with Library.open(tmp_path / "other.claimlight") as other:
        there = Workspace(other)
        got = there.open(there.import_file(tmp_path / "out.docx").id)
        assert got.version.text == sent.version.text
        assert got.sources == (source,)
        at_home = [
            replace(item, target=old.target)
            for item, old in zip(got.annotations, sent.annotations, strict=True)
        ]
        assert at_home == list(sent.annotations)
        assert [item.span for item in got.annotations] == [item.span for item in sent.annotations]
        assert there.check() == []


def test_an_export_opened_where_it_came_from_is_a_copy_and_overwrites_nothing(
    workspace: Workspace, article: Article, tmp_path: Path
):
    made = mark(workspace, article, "opened in 1931")
    workspace.export(article.id, tmp_path / "out.docx")
    copy = workspace.import_file(tmp_path / "out.docx")
    assert copy.id != article.id
    assert workspace.open(article.id).annotations == (made,)
    assert [item.exact for item in workspace.open(copy.id).annotations] == ["opened in 1931"]


def test_search_finds_an_article_by_a_word_of_its_text(workspace: Workspace, article: Article):
    assert [hit.article for hit in workspace.search("trams")] == [article.id]


def test_a_new_version_takes_the_marks_along_and_is_one_step_of_undo(workspace: Workspace, article: Article):
    kept = mark(workspace, article, "finest bridge", "opinion")
    changed = mark(workspace, article, "The bridge was opened in 1931.")
    workspace.set_status([changed.id], Status.VERIFIED)
    lost = mark(workspace, article, "The new bridge caused the shops in the old town to close.", "contested")
    before = workspace.open(article.id)
    revised = BRIDGE.replace("in 1931. It", "in 1932. It").replace(
        " The new bridge caused the shops in the old town to close.", ""
    )
    read = workspace.import_bytes(revised.encode(), "probe.txt")
    version = workspace.version(read.version)
    imported = Imported(version.text, version.blocks, "txt")
    change, carried = workspace.new_version(article.id, imported, revised.encode(), "bridge.txt")
    assert change is not None
    fates = {item.before.id: item.fate for item in carried}
    assert fates == {kept.id: Fate.KEPT, changed.id: Fate.CHANGED, lost.id: Fate.LOST}
    assert carried[0].to_recheck
    now = workspace.open(article.id)
    assert now.version.number == 2
    assert {item.id: item.status for item in now.annotations}[changed.id] is Status.RECHECK
    assert [item.id for item in now.annotations if item.is_orphan] == [lost.id]
    assert workspace.check() == []
    workspace.undo(article.id)
    assert workspace.open(article.id) == before


def test_annotations_of_another_library_bring_their_evidence_along(
    workspace: Workspace, article: Article, tmp_path: Path
):
    workspace.add_source(Source("s1", "The plate on the bridge", primary=True))
    made = mark(workspace, article, "opened in 1931")
    workspace.edit(replace(made, evidence=(Evidence("s1", "east end"),)), "Edit the mark")
    shown = page(workspace.open(article.id))
    with Library.open(tmp_path / "other.claimlight") as other:
        there = Workspace(other)
        twin = there.import_bytes(BRIDGE.encode(), "bridge.txt")
        there.annotate(twin.id, parse(shown))
        (got,) = there.open(twin.id).annotations
        assert got.evidence == (Evidence("s1", "east end"),)
        assert [source.title for source in there.sources()] == ["The plate on the bridge"]


def test_an_empty_page_of_annotations_adds_none(workspace: Workspace, article: Article):
    change, result = workspace.annotate(article.id, parse(page(workspace.open(article.id))))
    assert (change, result.added) == (None, 0)


def test_evidence_from_a_new_source_is_one_step_of_undo(workspace: Workspace, article: Article):
    made = mark(workspace, article, "opened in 1931")
    workspace.add_evidence(made.id, Evidence("s1", "east end"), Source("s1", "The plate on the bridge"))
    assert workspace.open(article.id).annotations[0].evidence == (Evidence("s1", "east end"),)
    assert [source.id for source in workspace.sources()] == ["s1"]
    workspace.undo()
    assert workspace.open(article.id).annotations == (made,)
    assert workspace.sources() == []


def test_the_passages_somebody_tagged_are_their_own_and_the_newest_come_last(
    workspace: Workspace, article: Article, library: Library
):
    first = mark(workspace, article, "opened in 1931")
    mark(workspace, article, "finest bridge", "opinion")
    mark(workspace, article, "trams until 1958", "")
    workspace.retag([first.id], "contested")
    Workspace(library, replace(ANA, name="Ben Ode")).mark(article.id, span_of(BRIDGE, "archive"), "fact")
    own = library.tagged_passages(ANA, 10)
    assert own == [("finest bridge", "opinion"), ("opened in 1931", "contested")]
    assert library.tagged_passages(ANA, 1) == own[1:]
    workspace.remove_article(article.id)
    assert library.tagged_passages(ANA, 10) == []
