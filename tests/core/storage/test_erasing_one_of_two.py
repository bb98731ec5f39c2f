"""A library from which an article was deleted for good, beside one that never had it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from factories import BRIDGE, NOON, article_of, mark_of, version_of
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import StaleChange
from annotator.history import Change
from annotator.model.annotation import Annotation, Attribution
from annotator.model.article import Article, Version
from annotator.model.ids import new_id
from annotator.model.refusal import Refusal
from annotator.model.selectors import Quote
from annotator.model.source import Evidence, Source
from annotator.model.suggestion import SuggestionKind
from annotator.storage import Content, Library


class Twins:
    """A library with two articles, and one that never had the first of them; all else happens in both."""

    def __init__(self, folder: Path) -> None:
        self.both = Library.open(folder / f"{new_id()}.claimlight")
        self.never = Library.open(folder / f"{new_id()}.claimlight")
        for library in (self.both, self.never):
            library._connection.execute("PRAGMA synchronous=OFF")
        self.kept: dict[str, Change] = {}
        self.step = 0
        self.versions = [version_of(f"{name}: {BRIDGE}") for name in ("First", "Second")]
        self.first, self.second = (article_of(version) for version in self.versions)
        for version, article in zip(self.versions, (self.first, self.second), strict=True):
            self.do(Change("Open", after=(article,), article=article.id), version)

    def close(self) -> None:
        self.both.close()
        self.never.close()

    def do(self, change: Change, version: Version | None = None) -> None:
        self.step += 1
        change = replace(change, at=NOON + timedelta(minutes=self.step))
        contents = [Content(version, version.text.encode())] if version else []
        self.both.apply(change, contents)
        rest = self.without_first(change)
        if rest is not None:
            self.kept[change.id] = rest
            self.never.apply(rest, contents)

    def without_first(self, change: Change) -> Change | None:
        """Return what a change means where the first article never was, None for nothing."""
        owners = {change.article}
        sides = []
        for side in (change.before, change.after):
            records = [(getattr(item, "article", ""), item) for item in side]
            records = [(item.id if isinstance(item, Article) else owner, item) for owner, item in records]
            owners |= {owner for owner, _ in records if owner}
            sides.append(tuple(item for owner, item in records if owner != self.first.id))
        others = owners - {self.first.id}
        if not others or not any(sides):
            return None
        article = min(others) if change.article == self.first.id else change.article
        return replace(change, before=sides[0], after=sides[1], article=article)

    def marks(self, articles: tuple[Article, ...]) -> list[Annotation]:
        return [mark for article in articles for mark in self.both.annotations(article.id)]

    def travel(self, back: bool, article: str | None) -> None:
        change = self.both.to_undo(article) if back else self.both.to_redo(article)
        if change is None or any(isinstance(item, Article) for item in change.after if back):
            return  # the articles themselves stay
        try:
            (self.both.revert if back else self.both.reapply)(change)
        except StaleChange:
            return
        if (rest := self.kept.get(change.id)) is not None:
            (self.never.revert if back else self.never.reapply)(rest)


def do_something(twins: Twins, what: str, which: int, number: int) -> None:
    places = ((twins.first,), (twins.second,), (twins.first, twins.second))[which]
    home = ("", twins.first.id, twins.second.id)[number % 3] if which == 2 else places[0].id
    found = twins.marks(places)
    if what == "mark":
        words = ("opened in 1931", "finest bridge", "carried trams")[number % 3]
        chosen = twins.versions if which == 2 else [twins.versions[which]]
        made = tuple(mark_of(version, words, note=f"word{number}") for version in chosen)
        twins.do(Change("Mark", after=made, article=home))
    elif what == "note" and found:
        before = found[number % len(found)]
        after = replace(before, note=f"note{number}", attribution=Attribution(f"Speaker{number}"))
        if after != before:
            twins.do(Change("Note", (before,), (after,), article=before.article))
    elif what == "retag" and found:
        after = tuple(replace(item, tag=("fact", "opinion")[number % 2]) for item in found)
        if after != tuple(found):
            twins.do(Change("Tag", tuple(found), after, article=home))
    elif what == "codebook":
        before = twins.both.tags()[number % 3]
        renamed = replace(before, name=f"Name {number}")
        marked = [item for item in found if item.tag == before.id]
        moved = [replace(item, note=f"codebook{number}") for item in marked]
        if renamed != before and moved != marked:
            twins.do(Change("Codebook", (before, *marked), (renamed, *moved)))
    elif what == "delete" and found:
        gone = found[number % len(found)]
        twins.do(Change("Delete", (gone,), article=gone.article))
    elif what == "refuse":
        refusal = Refusal(new_id(), places[0].id, SuggestionKind.CHECK, Quote(f"r{number}", "", ""))
        twins.do(Change("Refuse", after=(refusal,), article=places[0].id))
    elif what == "evidence" and found:
        before = found[number % len(found)]
        source = Source(new_id(), f"Source {number}")
        after = replace(before, evidence=(*before.evidence, Evidence(source.id)))
        twins.do(Change("Evidence", (before,), (source, after), article=before.article))
    elif what in ("undo", "redo"):
        twins.travel(what == "undo", (twins.first.id, twins.second.id, None)[which])


acts = st.tuples(
    st.sampled_from(
        ["mark", "mark", "note", "retag", "codebook", "delete", "refuse", "evidence", "undo", "undo", "redo"]
    ),
    st.integers(0, 2),
    st.integers(0, 9),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("twins")


@settings(max_examples=40)
@given(done=st.lists(acts, max_size=14))
def test_afterwards_the_library_is_like_one_that_never_had_the_article(
    folder: Path, done: list[tuple[str, int, int]]
) -> None:
    """Other articles, their search, their history and their whole chain of undo.

    One thing does not come back: what was undone over both articles and given up, since something else was
    done in the first one, can no longer be done again.
    """
    twins = Twins(folder)
    try:
        for what, which, number in done:
            do_something(twins, what, which, number)
        now = twins.both.article(twins.first.id)
        assert now is not None
        twins.both.apply(Change("Remove", (now,), (replace(now, removed=NOON),), article=now.id))
        twins.both.erase(twins.first.id)
        assert twins.both.check() == []
        compare(twins)
        walk_back_and_forth(twins)
    finally:
        twins.close()


def compare(twins: Twins) -> None:
    both, never, second = twins.both, twins.never, twins.second.id
    assert both.articles() == never.articles()
    assert both.annotations(second) == never.annotations(second)
    assert both.refusals(second) == never.refusals(second)
    assert both.tags() == never.tags()
    assert set(never.sources()) <= set(both.sources())
    for query in ("bridge", "note", "Speaker", "codebook", "word"):
        found = [{hit for hit in library.search(query) if hit.where != "source"} for library in (both, never)]
        assert found[0] == found[1]
    trail = [change for change in both.journal(limit=99, taken_back=True) if change.before or change.after]
    assert trail == never.journal(limit=99, taken_back=True)
    assert both.journal(limit=99) == never.journal(limit=99)


def walk_back_and_forth(twins: Twins) -> None:
    """Undo as far as it goes in both, and do the same again."""
    both, never = twins.both, twins.never
    undone = 0
    while (change := both.to_undo()) is not None:
        assert change == never.to_undo()
        assert both.to_undo(twins.second.id) == never.to_undo(twins.second.id)
        outcomes = [_outcome(library.revert, change) for library in (both, never)]
        assert outcomes[0] == outcomes[1]
        if outcomes[0] is None:
            break
        undone += 1
        compare(twins)
    for _ in range(undone):
        change = both.to_redo()
        assert change is not None
        assert change == never.to_redo()
        assert both.reapply(change) == never.reapply(change)
        compare(twins)


def _outcome(operation: Callable[[Change], Change], change: Change) -> Change | None:
    try:
        return operation(change)
    except StaleChange:
        return None
