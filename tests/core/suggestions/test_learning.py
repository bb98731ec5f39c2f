from __future__ import annotations

import json
import random

import pytest

from annotator.errors import AnnotatorError
from annotator.model.annotation import Origin
from annotator.suggestions.learning import ENOUGH, Decision, Example, Record, TagLearner, examples
from tests.factories import mark_of, version_of

THINGS = (
    "bridge",
    "ferry",
    "market",
    "library",
    "harbour",
    "school",
    "canteen",
    "tower",
    "tram",
    "road",
    "mill",
)
VERDICTS = ("shameful", "absurd", "splendid", "disgraceful", "wonderful", "dreadful")
NAMES = {"fact": "Fact", "opinion": "Opinion"}


def passages(count: int, seed: int = 3) -> list[Example]:
    """Return different passages: facts with figures, opinions with verdicts."""
    dice = random.Random(seed)
    found: dict[str, str] = {}
    while len(found) < count:
        one, other = dice.sample(THINGS, 2)
        if dice.random() < 0.5:
            deed, year = dice.choice(["opened", "built", "closed"]), dice.randint(1850, 1990)
            found[f"The {one} near the {other} was {deed} in {year}."] = "fact"
        else:
            verdict, fate = dice.choice(VERDICTS), dice.choice(["go", "stay", "change"])
            found[f"The {one} is a {verdict} thing and the {other} must {fate}."] = "opinion"
    return [Example(text, tag) for text, tag in found.items()]


def sure_passage(learner: TagLearner, tag: str = "opinion") -> str:
    """Return a passage it was not taught and has a proposal for."""
    for example in passages(300, seed=8):
        proposal = learner.propose(example.passage)
        if proposal is not None and proposal.rule == "learned" and proposal.tag == tag:
            return example.passage
    pytest.fail("it is sure of nothing")


def test_it_says_nothing_before_it_has_seen_enough_tags() -> None:
    learner = TagLearner.taught(passages(ENOUGH - 1))
    assert learner.propose("The mill is a shameful thing and must go.") is None
    assert learner.silent_because == "It learns from your tags and speaks after 1 more."


def test_after_enough_tags_it_proposes_one_with_the_words_it_rests_on() -> None:
    learner = TagLearner.taught(passages(120))
    assert learner.silent_because == ""
    passage = sure_passage(learner)
    opinion = learner.propose(passage, NAMES)
    assert opinion is not None
    assert opinion.similar > 12
    assert opinion.reason.startswith(f"Similar to {opinion.similar} passages you tagged Opinion: ")
    assert all(
        word in passage.lower() or "“must”" in word or word == "a loaded word" for word in opinion.words
    )


def test_what_it_is_not_sure_of_is_not_shown() -> None:
    learner = TagLearner.taught(passages(120))
    assert learner.propose("Rain fell on Friday evening.") is None
    unseen = passages(300, seed=8)
    pairs = [(learner.propose(example.passage), example.tag) for example in unseen]
    shown = [(proposal.tag, tag) for proposal, tag in pairs if proposal is not None]
    assert 0 < len(shown) < len(unseen) * 0.75
    assert all(proposed == tag for proposed, tag in shown)


def test_tags_given_at_random_teach_nothing_and_it_keeps_quiet() -> None:
    dice = random.Random(5)
    noise = [
        Example(example.passage, dice.choice(["fact", "opinion", "contested"])) for example in passages(200)
    ]
    learner = TagLearner.taught(noise)
    assert "no better than guessing" in learner.silent_because
    assert learner.propose("The mill is a shameful thing and the weir must go.") is None


def test_the_same_words_are_remembered_from_the_first_tag_on() -> None:
    learner = TagLearner.taught([Example("“A pack of lies.”", "opinion")])
    proposal = learner.propose("a pack  of LIES", NAMES)
    assert proposal is not None
    assert (proposal.tag, proposal.rule) == ("opinion", "same-words")
    assert proposal.reason == "You tagged the same words Opinion before."


def test_it_tries_itself_on_the_newest_tags() -> None:
    evaluation = TagLearner.taught(passages(120)).evaluation
    assert evaluation.tried >= 30
    assert evaluation.shown <= evaluation.tried / 2
    assert evaluation.precision > 0.9


def test_it_switches_itself_off_when_most_proposals_are_refused_and_can_come_back() -> None:
    learner = TagLearner.taught(passages(120))
    words = sure_passage(learner)
    for _ in range(12):
        learner = learner.decided(Decision.REJECTED)
    assert learner.propose(words) is None
    assert "switched itself off" in learner.silent_because
    for _ in range(30):
        learner = learner.decided(Decision.ACCEPTED)
    assert learner.propose(words) is not None
    assert (learner.record.accepted, learner.record.rejected) == (30, 12)


def test_a_few_refusals_do_not_count_yet() -> None:
    record = Record()
    for _ in range(5):
        record = record.with_(Decision.REJECTED)
    assert record.share is None


def test_what_it_knows_can_be_exported_and_holds_no_words() -> None:
    learner = TagLearner.taught(passages(120)).decided(Decision.EDITED)
    kept = json.dumps(learner.to_json())
    assert not any(word in kept for word in (*THINGS, *VERDICTS))
    again = TagLearner.from_json(json.loads(kept))
    words = sure_passage(learner)
    assert again.propose(words) == learner.propose(words)
    assert again.record == learner.record


@pytest.mark.parametrize(
    "data", [{}, {"format": 99}, {"format": 1, "documents": 5}, {"format": 1, "documents": [[]]}]
)
def test_what_cannot_be_read_is_one_sentence_and_a_hint(data: dict[str, object]) -> None:
    with pytest.raises(AnnotatorError) as caught:
        TagLearner.from_json(data)
    assert "Delete it" in caught.value.hint


def test_only_the_persons_own_tags_teach() -> None:
    version = version_of("The bridge was opened. It is fine. Nobody knows.")
    own = mark_of(version, "The bridge was opened.", tag="fact")
    imported = mark_of(version, "It is fine.", tag="opinion", origin=Origin.IMPORTED)
    untagged = mark_of(version, "Nobody knows.", tag="")
    assert examples([own, imported, untagged]) == [Example("The bridge was opened.", "fact")]
