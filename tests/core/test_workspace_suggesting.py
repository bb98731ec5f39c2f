"""Suggestions are taken and refused as steps of undo; switches, locks and what is learned."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from factories import ANA, span_of

from annotator.errors import StaleChange
from annotator.history import Change
from annotator.model.annotation import Annotation, Kind, Origin, Strength
from annotator.model.article import Article
from annotator.model.person import Person
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.model.suggestion_settings import ArticleSwitches, LibrarySwitches
from annotator.storage import Library
from annotator.suggestions import suggest
from annotator.suggestions.learning import Decision, Record, TagLearner
from annotator.suggestions.naming import strength_of
from annotator.workspace import Workspace

QUOTE, CHECK, CUE = SuggestionKind.QUOTE, SuggestionKind.CHECK, SuggestionKind.CUE
EVERY = frozenset(SuggestionKind)

HARBOUR = (
    "“The harbour was closed in 1998,” said Ruth Okonedo, who keeps the archive. "
    "The town still talks about it, and nobody agrees on what came after that winter.\n"
    "“We lost our work,” a spokesman for the union said. The quay is quiet now, and grass grows on it.\n"
    "The council spent $3 million on the quay in 2004, more than any other town in the county. "
    "People walk their dogs there, and on Sundays a van sells coffee.\n"
)


@pytest.fixture
def article(workspace: Workspace) -> Article:
    return workspace.import_bytes(HARBOUR.encode(), "harbour.txt")


def offered(workspace: Workspace, article: Article) -> list[str]:
    return [item.exact for item in workspace.suggestions(article.id)]


def offer(workspace: Workspace, article: Article, words: str) -> Suggestion:
    return next(item for item in workspace.suggestions(article.id, EVERY) if words in item.exact)


def made(change: Change | None) -> Annotation:
    assert change is not None
    (annotation,) = change.after
    assert isinstance(annotation, Annotation)
    return annotation


CLOSED = "“The harbour was closed in 1998,”"
LOST = "“We lost our work,”"
SPENT = "The council spent $3 million on the quay in 2004, more than any other town in the county."


def test_quotations_and_what_could_be_checked_are_offered(workspace: Workspace, article: Article) -> None:
    assert offered(workspace, article) == [CLOSED, LOST, SPENT]


def test_an_accepted_quotation_is_a_quote_with_its_speaker_and_without_a_tag(
    workspace: Workspace, article: Article
) -> None:
    mark = made(workspace.accept(article.id, offer(workspace, article, "closed in 1998")))
    assert (mark.exact, mark.kind, mark.tag, mark.origin) == (CLOSED, Kind.QUOTE, "", Origin.ACCEPTED)
    assert (mark.attribution.speaker, mark.attribution.strength) == ("Ruth Okonedo", Strength.NAMED)
    assert mark.attribution.direct is True
    assert mark.creator == ANA
    assert workspace.library.annotations(article.id) == [mark]


def test_an_accepted_sentence_is_a_claim_that_nobody_is_said_to_say(
    workspace: Workspace, article: Article
) -> None:
    mark = made(workspace.accept(article.id, offer(workspace, article, "$3 million"), tag="fact"))
    assert (mark.kind, mark.tag, mark.attribution.speaker, mark.attribution.direct) == (
        Kind.CLAIM,
        "fact",
        "",
        None,
    )


def test_other_borders_are_remembered_as_adjusted(workspace: Workspace, article: Article) -> None:
    offer_ = offer(workspace, article, "$3 million")
    mark = made(workspace.accept(article.id, offer_, span_of(HARBOUR, "spent $3 million on the quay")))
    assert (mark.exact, mark.origin) == ("spent $3 million on the quay", Origin.ADJUSTED)
    same = made(workspace.accept(article.id, offer_, offer_.span))
    assert same.origin is Origin.ACCEPTED


def test_what_is_marked_is_not_offered_until_the_mark_is_taken_back(
    workspace: Workspace, article: Article
) -> None:
    workspace.accept(article.id, offer(workspace, article, "closed in 1998"))
    assert offered(workspace, article) == [LOST, SPENT]
    workspace.undo()
    assert offered(workspace, article) == [CLOSED, LOST, SPENT]


def test_marks_by_hand_settle_what_they_mean_and_nothing_else(workspace: Workspace, article: Article) -> None:
    workspace.mark(article.id, span_of(HARBOUR, f"{CLOSED} said Ruth Okonedo"), "fact")
    workspace.mark(article.id, span_of(HARBOUR, "$3 million"), "fact")
    assert offered(workspace, article) == [LOST]
    workspace.mark(article.id, span_of(HARBOUR, HARBOUR.rstrip()), "opinion")
    assert offered(workspace, article) == [LOST]


def test_all_of_a_kind_are_accepted_as_one_step(workspace: Workspace, article: Article) -> None:
    change = workspace.accept_all(article.id, workspace.suggestions(article.id, {QUOTE}))
    assert change is not None
    assert change.label == "Accept 2 suggestions"
    assert [mark.exact for mark in workspace.library.annotations(article.id)] == [CLOSED, LOST]
    workspace.undo()
    assert workspace.library.annotations(article.id) == []
    assert workspace.accept_all(article.id, []) is None


def test_a_refusal_is_remembered_taken_back_and_done_again(workspace: Workspace, article: Article) -> None:
    workspace.refuse(article.id, [offer(workspace, article, "lost our work")])
    assert offered(workspace, article) == [CLOSED, SPENT]
    assert workspace.undo() is not None
    assert offered(workspace, article) == [CLOSED, LOST, SPENT]
    workspace.redo()
    assert offered(workspace, article) == [CLOSED, SPENT]
    assert workspace.offer_again(article.id) is not None
    assert offered(workspace, article) == [CLOSED, LOST, SPENT]
    assert workspace.offer_again(article.id) is None
    workspace.undo()
    assert offered(workspace, article) == [CLOSED, SPENT]


def test_a_refusal_holds_in_a_new_version_of_the_text(workspace: Workspace, article: Article) -> None:
    from annotator.importers import read

    workspace.refuse(article.id, [offer(workspace, article, "lost our work")])
    text = f"A new beginning that was not there before.\n{HARBOUR}".replace("that winter", "that spring")
    workspace.new_version(article.id, read(text.encode(), "harbour.txt"), text.encode(), "harbour.txt")
    assert LOST not in offered(workspace, article)
    assert CLOSED in offered(workspace, article)


def test_the_same_words_elsewhere_are_not_refused_with_them(workspace: Workspace) -> None:
    text = (
        "“Never again,” Ann Lee said after the first storm had gone.\n\n"
        "Ten years passed in the town by the sea.\n\n“Never again,” the mayor said in the hall that night."
    )
    article = workspace.import_bytes(text.encode(), "storm.txt")
    first, second = workspace.suggestions(article.id, {QUOTE})
    workspace.refuse(article.id, [first])
    assert workspace.suggestions(article.id, {QUOTE}) == [second]


def test_a_suggestion_for_another_text_is_not_taken(workspace: Workspace, article: Article) -> None:
    stale = replace(offer(workspace, article, "closed in 1998"), exact="“The harbour was opened in 1998,”")
    with pytest.raises(StaleChange):
        workspace.accept(article.id, stale)
    with pytest.raises(StaleChange):
        workspace.refuse(article.id, [stale])
    assert workspace.library.annotations(article.id) == []


# -- switches ----------------------------------------------------------------------------------------


def test_kinds_are_switched_for_the_library_and_for_one_article(
    workspace: Workspace, article: Article
) -> None:
    workspace.switch(LibrarySwitches(kinds=frozenset({CHECK, CUE})))
    assert CLOSED not in offered(workspace, article)
    assert SPENT in offered(workspace, article)
    workspace.switch_article(article.id, ArticleSwitches(off=True))
    assert offered(workspace, article) == []
    workspace.switch_article(article.id, ArticleSwitches())
    assert SPENT in offered(workspace, article)


def test_a_locked_library_suggests_nothing_whatever_is_asked_for(
    workspace: Workspace, article: Article
) -> None:
    workspace.switch(replace(workspace.switches(), locked=True))
    assert offered(workspace, article) == []
    assert workspace.suggestions(article.id, EVERY) == []


def test_switches_are_kept_in_the_library_and_are_no_step_of_undo(
    tmp_path: Path, workspace: Workspace, article: Article
) -> None:
    state = workspace.library.state()
    switches = LibrarySwitches(frozenset({CUE}), locked=True, second_reader=True, learning=False)
    workspace.switch(switches)
    workspace.switch_article(article.id, ArticleSwitches(read=True))
    assert workspace.library.state() == state
    workspace.library.close()
    with Library.open(tmp_path / "library.claimlight") as again:
        kept = Workspace(again, ANA)
        assert kept.switches() == switches
        assert kept.article_switches(article.id) == ArticleSwitches(read=True)


def test_the_second_reader_waits_until_the_article_is_read(workspace: Workspace, article: Article) -> None:
    workspace.switch(LibrarySwitches(second_reader=True))
    assert offered(workspace, article) == []
    workspace.mark(article.id, span_of(HARBOUR, CLOSED), "fact")
    workspace.switch_article(article.id, ArticleSwitches(read=True))
    assert offered(workspace, article) == [LOST, SPENT]


# -- how a speaker is named --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("“It is over for all of us here,” said Ruth Okonedo.", Strength.NAMED),
        ("“It is over for all of us here,” said Mayor Ruth Okonedo of Ostley.", Strength.NAMED),
        ("“It is over for all of us here,” the council leader, Ann Lee, said.", Strength.NAMED),
        ("“It is over for all of us here,” Okonedo said.", Strength.NAMED),
        ("“It is over for all of us here,” said a spokesman for the Ministry of Works.", Strength.ROLE),
        ("“It is over for all of us here,” the mayor of Ostley said.", Strength.ROLE),
        ("“It is over for all of us here,” one official said.", Strength.VAGUE),
        ("“It is over for all of us here,” critics said.", Strength.VAGUE),
        ("“It is over for all of us here,” she said.", Strength.NONE),
        ("“It is over for all of us here.” Nothing follows from that.", Strength.NONE),
    ],
)
def test_the_strength_of_an_attribution_follows_from_how_the_speaker_is_named(
    text: str, strength: Strength
) -> None:
    (quote,) = suggest(text, {QUOTE}, "en")
    assert strength_of(quote, text) is strength


# -- learning ----------------------------------------------------------------------------------------


def tag_many(workspace: Workspace, count: int = 60) -> None:
    lines = [
        f"The hall number {n} was built in {1900 + n} for {n} pounds."
        if n % 2
        else f"The shameful plan number {n} must be stopped, it is a disgrace."
        for n in range(1, count + 1)
    ]
    text = "\n".join(lines)
    article = workspace.import_bytes(text.encode(), "halls.txt")
    for number, line in enumerate(lines, 1):
        workspace.mark(article.id, span_of(text, line), "fact" if number % 2 else "opinion")


def test_only_the_persons_own_tags_are_learned_from(workspace: Workspace) -> None:
    tag_many(workspace)
    mine = TagLearner.taught(workspace.tagged_examples())
    assert len(mine.documents) == 60
    proposal = mine.propose("The shameful plan number 99 must be stopped, it is a disgrace.")
    assert proposal is not None
    assert proposal.tag == "opinion"
    assert Workspace(workspace.library, Person("Bo Lind", "BL")).tagged_examples() == []


def test_what_is_learned_is_kept_exported_without_words_and_deleted(
    workspace: Workspace, tmp_path: Path
) -> None:
    tag_many(workspace)
    workspace.keep_learner(TagLearner.taught(workspace.tagged_examples()))
    workspace.keep_record(Record().with_(Decision.ACCEPTED))
    assert workspace.has_learned()
    assert workspace.proposal_record().accepted == 1
    workspace.export_learned(tmp_path / "learned.json")
    exported = json.loads((tmp_path / "learned.json").read_text())
    assert len(exported["documents"]) == 60
    assert exported["record"]["accepted"] == 1
    assert "shameful" not in (tmp_path / "learned.json").read_text()
    workspace.forget_learned()
    assert not workspace.has_learned()
    assert workspace.proposal_record() == Record()
    assert not workspace.switches().learning


def test_nothing_of_suggestions_leaves_with_an_export(
    workspace: Workspace, article: Article, tmp_path: Path
) -> None:
    workspace.refuse(article.id, [offer(workspace, article, "lost our work")])
    workspace.export(article.id, tmp_path / "out.jsonld", "jsonld")
    assert "lost our work" not in (tmp_path / "out.jsonld").read_text()
    assert workspace.articles()[0].tags == {}
