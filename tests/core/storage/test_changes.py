"""Changes: made, refused, taken back, done again, merged and remembered, across restarts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories import BRIDGE, NOON, mark_of, version_of

from annotator.errors import NotFound, StaleChange
from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.ids import new_id
from annotator.model.source import Evidence, Source
from annotator.model.tag import FACT, OPINION, Tag
from annotator.storage import Content, Library


@pytest.fixture
def other(library: Library, import_text) -> Article:
    return import_text(library, BRIDGE + "\nA second edition.", title="The second edition")


def edit(library: Library, old: Annotation, merge: str = "", by: str = "", **fields: object) -> Annotation:
    new = old.with_(**fields)
    library.apply(Change("Edit", (old,), (new,), old.article, merge, by))
    return new


def type_note(library: Library, mark: Annotation, words: str, by: str = "") -> Annotation:
    for end in range(1, len(words) + 1):
        mark = edit(library, mark, f"note:{mark.id}", by, note=words[:end])
    return mark


def undo(library: Library, article: str | None = None) -> str | None:
    change = library.to_undo(article)
    return None if change is None else library.revert(change).label


def redo(library: Library, article: str | None = None) -> str | None:
    change = library.to_redo(article)
    return None if change is None else library.reapply(change).label


def passages(library: Library, article: Article) -> list[str]:
    return [mark.exact for mark in library.annotations(article.id)]


# made and refused -------------------------------------------------------------------------------------


def test_apply_returns_what_was_done_and_undo_what_that_took_back(library: Library, article: Article) -> None:
    made = mark_of(library.version(article.version), "finest bridge")
    change = Change("Mark", after=(made,), article=article.id)
    assert library.apply(change) == change
    assert library.to_undo(article.id) == change
    assert library.revert(change) == change.inverse()
    assert library.to_redo(article.id) == change
    assert library.reapply(change) == change


def test_adding_what_is_there_already_is_refused(library: Library, article: Article, mark) -> None:
    made = mark(library, article, "finest bridge")
    state = library.state()
    with pytest.raises(StaleChange) as raised:
        library.apply(Change("Mark", after=(made.with_(note="twice"),), article=article.id))
    assert raised.value.hint
    assert library.annotation(made.id) == made
    assert library.state() == state


@pytest.mark.parametrize("field", ["note", "tag", "evidence"])
def test_an_edit_of_something_else_than_is_stored_is_refused(
    library: Library, article: Article, mark, field: str
) -> None:
    source = Source(new_id(), "Register")
    library.apply(Change("Add source", after=(source,)))
    made = mark(library, article, "finest bridge")
    values = {"note": "n", "tag": "opinion", "evidence": (Evidence(source.id, "p. 3"),)}
    edited = edit(library, made, **{field: values[field]})
    for stale in (Change("Edit", (made,), (made.with_(question="?"),)), Change("Delete", (made,))):
        with pytest.raises(StaleChange):
            library.apply(stale)
    assert library.annotation(made.id) == edited


def test_one_stale_record_refuses_the_whole_change(library: Library, article: Article, mark) -> None:
    first, second = mark(library, article, "finest bridge"), mark(library, article, "opened in 1931")
    edit(library, second, note="meanwhile")
    change = Change("Delete", (first, second), article=article.id)
    with pytest.raises(StaleChange):
        library.apply(change)
    assert passages(library, article) == ["opened in 1931", "finest bridge"]


def test_a_change_in_another_window_makes_ours_stale_and_not_lost(
    library: Library, article: Article, mark, path: Path
) -> None:
    made = mark(library, article, "finest bridge")
    with Library.open(path) as window:
        theirs = edit(window, made, note="theirs")
    with pytest.raises(StaleChange):
        edit(library, made, note="ours")
    assert library.annotation(made.id) == theirs
    assert edit(library, theirs, note="both") == library.annotation(made.id)


def test_what_marks_still_use_cannot_be_taken_out(library: Library, article: Article, mark) -> None:
    source = Source(new_id(), "Register")
    library.apply(Change("Add source", after=(source,)))
    proven = mark(library, article, "opened in 1931", evidence=(Evidence(source.id),))
    for gone, word in ((source, "source"), (FACT, "tag"), (article, "article")):
        with pytest.raises(StaleChange, match=word):
            library.apply(Change("Delete", (gone,)))
    assert library.annotation(proven.id) == proven
    library.apply(Change("Delete both", (proven, source), article=article.id))
    assert library.sources() == []


def test_a_mark_with_a_tag_that_is_not_in_the_codebook_is_refused(library: Library, article: Article) -> None:
    made = mark_of(library.version(article.version), "finest bridge", "unheard-of")
    with pytest.raises(StaleChange, match="codebook"):
        library.apply(Change("Mark", after=(made,), article=article.id))
    tag = Tag("unheard-of", "Unheard of", "U", position=3)
    library.apply(Change("Mark", after=(made, tag), article=article.id))
    assert library.annotation(made.id) == made


# undo and redo ----------------------------------------------------------------------------------------


def test_undo_and_redo_survive_a_restart(path: Path, import_text, mark) -> None:
    with Library.open(path) as library:
        article = import_text(library)
        made = mark(library, article, "finest bridge")
        edit(library, made, note="n")
    with Library.open(path) as library:
        assert library.step_labels(article.id) == ("Edit", None)
        assert undo(library, article.id) == "Edit"
        assert library.annotation(made.id) == made
    with Library.open(path) as library:
        assert library.step_labels(article.id) == ("Mark as fact", "Edit")
        assert undo(library, article.id) == "Mark as fact"
        assert passages(library, article) == []
    with Library.open(path) as library:
        assert [redo(library, article.id), redo(library, article.id)] == ["Mark as fact", "Edit"]
        assert library.annotation(made.id).note == "n"
        assert redo(library, article.id) is None
        assert library.check() == []


def test_an_import_can_be_taken_back_and_done_again(library: Library, article: Article, mark) -> None:
    mark(library, article, "finest bridge")
    assert [undo(library), undo(library), undo(library)] == ["Mark as fact", "Import article", None]
    assert library.articles() == []
    assert library.find_original(version_of(BRIDGE).sha256) is None
    assert library.search("bridge") == []
    assert [redo(library), redo(library)] == ["Import article", "Mark as fact"]
    assert library.version(article.version).text == BRIDGE
    assert passages(library, article) == ["finest bridge"]
    assert len(library.search("bridge")) == 1


def test_undo_in_one_article_leaves_the_others_alone(
    library: Library, article: Article, other: Article, mark
) -> None:
    mark(library, article, "finest bridge")
    mark(library, other, "second edition")
    assert undo(library, article.id) == "Mark as fact"
    assert passages(library, article) == []
    assert passages(library, other) == ["second edition"]
    assert library.step_labels(other.id) == ("Mark as fact", None)
    assert library.step_labels(article.id) == ("Import article", "Mark as fact")


def test_undo_in_the_whole_library_takes_the_last_act_first(
    library: Library, article: Article, other: Article, mark
) -> None:
    mark(library, article, "finest bridge")
    mark(library, other, "second edition", tag="opinion")
    mark(library, article, "opened in 1931", tag="contested")
    labels = [undo(library) for _ in range(3)]
    assert labels == ["Mark as contested", "Mark as opinion", "Mark as fact"]
    assert [redo(library) for _ in range(4)] == [*reversed(labels), None]


def test_a_change_of_many_articles_is_a_step_of_undo_in_each(
    library: Library, article: Article, other: Article, mark
) -> None:
    marks = [mark(library, article, "finest bridge"), mark(library, other, "second edition")]
    library.apply(
        Change("Merge tags", tuple(marks), tuple(item.with_(tag="opinion") for item in marks), article="")
    )
    assert library.step_labels(article.id)[0] == library.step_labels(other.id)[0] == "Merge tags"
    undo(library, other.id)
    assert [library.annotation(item.id) for item in marks] == marks
    assert library.step_labels(article.id) == ("Mark as fact", "Merge tags")


def test_a_change_of_the_codebook_is_no_step_of_undo_in_an_article(
    library: Library, article: Article
) -> None:
    library.apply(Change("Rename tag", (OPINION,), (replace(OPINION, name="View"),)))
    assert library.step_labels(article.id)[0] == "Import article"
    assert library.step_labels("")[0] == library.step_labels()[0] == "Rename tag"


def test_a_new_change_ends_redo_in_its_article_only(
    library: Library, article: Article, other: Article, mark
) -> None:
    mark(library, article, "finest bridge")
    mark(library, other, "second edition")
    undo(library, article.id)
    undo(library, other.id)
    mark(library, article, "opened in 1931")
    assert library.to_redo(article.id) is None
    assert redo(library, other.id) == "Mark as fact"
    assert passages(library, article) == ["opened in 1931"]


def test_a_new_change_of_the_same_thing_elsewhere_ends_redo_as_well(
    library: Library, article: Article, other: Article
) -> None:
    source = Source(new_id(), "Register")
    library.apply(Change("Add source", after=(source,), article=article.id))
    library.apply(Change("Edit source", (source,), (replace(source, note="n"),), article.id))
    undo(library, article.id)
    library.apply(Change("Edit source", (source,), (replace(source, note="other"),), other.id))
    assert library.to_redo(article.id) is None


def test_what_was_given_up_stays_in_the_journal(library: Library, article: Article, mark) -> None:
    mark(library, article, "finest bridge")
    undo(library, article.id)
    mark(library, article, "opened in 1931", tag="opinion")
    in_force = library.journal(article=article.id)
    assert [change.label for change in in_force] == ["Mark as opinion", "Import article"]
    everything = library.journal(article=article.id, taken_back=True)
    assert [change.label for change in everything] == ["Mark as opinion", "Mark as fact", "Import article"]


def test_a_change_that_later_ones_stand_on_is_not_taken_back(
    library: Library, article: Article, mark
) -> None:
    made = mark(library, article, "finest bridge")
    first = library.to_undo(article.id)
    edited = edit(library, made, note="n")
    assert first is not None
    with pytest.raises(StaleChange):
        library.revert(first)
    assert library.annotation(made.id) == edited
    assert library.step_labels(article.id)[0] == "Edit"


def test_a_step_is_taken_back_and_done_again_only_once(library: Library, article: Article, mark) -> None:
    mark(library, article, "finest bridge")
    change = library.to_undo(article.id)
    assert change is not None
    with pytest.raises(StaleChange):
        library.reapply(change)
    library.revert(change)
    with pytest.raises(StaleChange):
        library.revert(change)
    with pytest.raises(StaleChange):
        library.revert(Change("never made"))


# typing -----------------------------------------------------------------------------------------------


def test_typing_a_note_is_one_step(library: Library, article: Article, mark) -> None:
    made = mark(library, article, "finest bridge")
    typed = type_note(library, made, "says who?")
    step = library.to_undo(article.id)
    assert step is not None
    assert (step.before, step.after) == ((made,), (typed,))
    assert undo(library, article.id) == "Edit"
    assert library.annotation(made.id) == made
    assert redo(library, article.id) == "Edit"
    assert library.annotation(made.id) == typed


def test_a_merged_step_can_be_taken_back_by_what_apply_returned(
    library: Library, article: Article, mark
) -> None:
    made = mark(library, article, "finest bridge")
    typed = type_note(library, made, "abc")
    last = library.apply(Change("Edit", (typed,), (typed.with_(note="abcd"),), article.id, f"note:{made.id}"))
    assert library.revert(last).after == (made,)
    assert library.annotation(made.id) == made


BETWEEN = ["another act", "another note", "undo and redo", "another person", "a restart"]


@pytest.mark.parametrize("between", BETWEEN)
def test_typing_after_something_else_is_a_step_of_its_own(
    library: Library, article: Article, mark, between: str
) -> None:
    made, second = mark(library, article, "finest bridge"), mark(library, article, "opened in 1931")
    typed = type_note(library, made, "one")
    writer, by = library, ""
    if between == "another act":
        edit(library, second, tag="opinion")
    elif between == "another note":
        type_note(library, second, "x")
    elif between == "undo and redo":
        undo(library, article.id)
        redo(library, article.id)
    elif between == "another person":
        by = "Ben"
    else:
        writer = Library.open(library.path)
    with writer:
        edit(writer, typed, f"note:{made.id}", by, note="one two")
        change = writer.to_undo(article.id)
        assert change is not None
        assert change.before == (typed,)


def test_typing_again_after_a_failed_act_loses_nothing(
    library: Library, article: Article, mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = mark(library, article, "finest bridge")
    typed = type_note(library, made, "one")
    with pytest.raises(StaleChange):
        edit(library, made, f"note:{made.id}", note="not from here")
    edit(library, typed, f"note:{made.id}", note="one two")
    while undo(library, article.id) == "Edit":
        pass
    assert passages(library, article) == []


def test_typing_does_not_merge_into_what_another_window_did_after_we_failed(
    library: Library, article: Article, mark, path: Path
) -> None:
    made, second = mark(library, article, "finest bridge"), mark(library, article, "opened in 1931")
    with pytest.raises(StaleChange, match="codebook"):
        edit(library, made, f"note:{made.id}", tag="unheard-of")
    with Library.open(path) as window:
        theirs = edit(window, second, note="theirs")
    edit(library, made, f"note:{made.id}", note="ours")
    assert [change.after for change in library.journal(second.id, limit=1)] == [(theirs,)]
    assert undo(library, article.id) == "Edit"
    assert library.annotations(article.id) == [theirs, made]


# the journal ------------------------------------------------------------------------------------------


def test_the_history_of_a_mark_is_what_happened_to_it_newest_first(
    library: Library, article: Article, mark
) -> None:
    made, second = mark(library, article, "finest bridge"), mark(library, article, "opened in 1931")
    edited = edit(library, made, note="n", by="Ana")
    library.apply(Change("Delete all", (edited, second), article=article.id, by="Ben"))
    history = library.journal(made.id)
    assert [change.label for change in history] == ["Delete all", "Edit", "Mark as fact"]
    assert [change.by for change in history] == ["Ben", "Ana", ""]
    assert history[0].before == (edited,)
    assert history[1].after == (edited,)
    assert [change.label for change in library.journal(made.id, limit=1)] == ["Delete all"]


def test_the_history_of_a_mark_is_quick_among_many_changes(library: Library, article: Article, mark) -> None:
    mark(library, article, "finest bridge")
    for sql in (
        "SELECT change FROM change_records WHERE record = ?",
        "SELECT change FROM change_articles WHERE article = ?",
        "SELECT * FROM change_records WHERE change = ?",
    ):
        plan = library._connection.execute(f"EXPLAIN QUERY PLAN {sql}", ("x",)).fetchall()
        assert all("SCAN" not in step[-1] for step in plan), (sql, plan)


def test_a_change_is_as_it_was_with_its_records_in_their_order(
    path: Path, library: Library, article: Article, mark
) -> None:
    marks = [mark(library, article, words) for words in ("finest bridge", "opened in 1931", "old town")]
    change = Change(
        "Edit",
        tuple(marks),
        (marks[2].with_(note="c"), marks[0].with_(note="a"), marks[1].with_(note="b")),
        article.id,
        by="Ana",
        at=NOON,
    )
    library.apply(change)
    with Library.open(path) as again:
        assert again.to_undo() == change
        assert again.journal(article=article.id, limit=1) == [change]


# what is there ----------------------------------------------------------------------------------------


@pytest.fixture
def three(library: Library, import_text) -> list[Article]:
    return [
        import_text(library, title="Bridge", id="abc1"),
        import_text(library, title="Bridge", id="abd2"),
        import_text(library, title="Shops", id="xyz3"),
    ]


def test_an_article_is_found_by_id_title_or_the_start_of_its_id(
    library: Library, three: list[Article]
) -> None:
    assert library.find_article("abc1") == three[0]
    assert library.find_article("Shops") == three[2]
    assert library.find_article("abd") == three[1]
    assert library.find_article(" xyz3 ") == three[2]


@pytest.mark.parametrize("text", ["ab", "Bridge"])
def test_an_ambiguous_name_is_answered_with_the_ids(
    library: Library, three: list[Article], text: str
) -> None:
    with pytest.raises(NotFound, match="any of 2") as raised:
        library.find_article(text)
    assert "abc1" in raised.value.hint
    assert "abd2" in raised.value.hint


@pytest.mark.parametrize("text", ["", "  ", "nothing", "%", "abc1x", "\ud83d"])
def test_a_name_of_nothing_is_said_to_be(library: Library, three: list[Article], text: str) -> None:
    with pytest.raises(NotFound):
        library.find_article(text)


def test_an_article_in_the_library_comes_before_one_in_the_bin(
    library: Library, three: list[Article]
) -> None:
    library.apply(Change("Put in bin", (three[0],), (replace(three[0], removed=NOON),), "abc1"))
    assert library.find_article("Bridge") == three[1]
    assert library.find_article("abc1").removed == NOON
    assert [item.article.id for item in library.articles(removed=True)] == ["abc1"]
    assert [item.article.id for item in library.articles()] == ["xyz3", "abd2"]


def test_the_list_says_how_far_each_article_is(
    library: Library, article: Article, other: Article, mark
) -> None:
    mark(library, article, "finest bridge", tag="opinion")
    mark(library, article, "opened in 1931")
    lost = mark(library, article, "old town", tag="")
    edit(library, lost, target=replace(lost.target, position=None))
    found = {item.article.id: item for item in library.articles()}
    summary = found[article.id]
    assert summary.characters == len(BRIDGE)
    assert summary.tags == {"opinion": 1, "fact": 1, "": 1}
    assert summary.statuses == {"unchecked": 3}
    assert summary.orphans == 1
    assert (found[other.id].tags, found[other.id].orphans) == ({}, 0)


def test_the_same_file_again_is_recognised(library: Library, article: Article) -> None:
    digest = library.version(article.version).sha256
    assert library.find_original(digest) == article
    assert library.find_original("0" * 64) is None
    assert library.original(digest) == BRIDGE.encode()


def test_versions_are_listed_the_oldest_first(library: Library, article: Article) -> None:
    first = library.version(article.version)
    second = version_of(BRIDGE + "\nMore.", article=article.id, number=2)
    newer = replace(article, version=second.id)
    step = Change("New version", (article,), (newer,), article.id)
    library.apply(step, [Content(second, second.text.encode())])
    assert library.versions(article.id) == [first, second]
    undo(library, article.id)
    assert library.article(article.id) == article


def test_what_is_not_there_is_not_found(library: Library) -> None:
    for ask in (library.annotation, library.version, library.original):
        with pytest.raises(NotFound):
            ask("nothing")
    assert library.article("nothing") is None
    assert library.annotations("nothing") == library.versions("nothing") == []
