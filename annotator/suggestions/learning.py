"""What a person's own tags teach: a proposal for a passage, with the passages and words it rests on.

It learns from this library only and keeps no text, only numbers. It speaks after `ENOUGH` tags, shows the
surest third of its guesses, tries itself on the newest tags it was not taught, and goes silent when more
than half of what it proposed was not accepted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Origin
from annotator.model.person import Person
from annotator.suggestions.features import CUE, bucket, feature_names, passage_key
from annotator.suggestions.regression import Document, Regression
from annotator.translate import tr

ENOUGH = 50
"""Tags before it speaks."""
SHOWN = 1 / 3
"""The share of its guesses that is shown, the surest ones."""
LEAST_ACCEPTED = 0.5
"""Below this share of accepted proposals it switches itself off."""
_TRIAL = 12  # decisions before the share of accepted ones means anything
_RECENT = 40  # decisions that count: it may get better
_NEWEST = 0.3  # share of the tags it tries itself on
_MOST = 2_000  # newest tags that are learned from; more would only be slower
_FORMAT = 1


class Decision(StrEnum):
    """What the person did with a proposal."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Example:
    """A passage the person tagged."""

    passage: str
    tag: str


@dataclass(frozen=True, slots=True)
class Record:
    """What became of the proposals.

    Attributes:
        recent: the newest decisions, oldest first.
    """

    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    recent: tuple[Decision, ...] = ()

    def with_(self, decision: Decision) -> Record:
        """Return the record with one more decision."""
        counted = replace(self, recent=(*self.recent, decision)[-_RECENT:])
        if decision is Decision.ACCEPTED:
            return replace(counted, accepted=self.accepted + 1)
        if decision is Decision.EDITED:
            return replace(counted, edited=self.edited + 1)
        return replace(counted, rejected=self.rejected + 1)

    @property
    def share(self) -> float | None:
        """The share of accepted ones among the recent decisions; None before there are enough."""
        if len(self.recent) < _TRIAL:
            return None
        return sum(decision is Decision.ACCEPTED for decision in self.recent) / len(self.recent)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How it did on the newest tags, taught only the older ones.

    Attributes:
        tried: how many tags it was tried on.
        shown: how many of its guesses were sure enough to be shown.
        right: how many of those agreed with the person.
        commonest: share of the tag that is most frequent: what guessing blindly would reach.
    """

    tried: int
    shown: int
    right: int
    commonest: float

    @property
    def precision(self) -> float:
        """Share of the shown guesses that were right; 0 when none was shown."""
        return self.right / self.shown if self.shown else 0.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tag for a passage, as an offer.

    Attributes:
        tag: id of the tag.
        rule: "same-words" or "learned".
        similar: how many of the person's passages it rests on.
        words: what decided it, the strongest first.
    """

    tag: str
    chance: float
    rule: str
    reason: str
    similar: int
    words: tuple[str, ...] = ()


def examples(annotations: Iterable[Annotation], person: Person | None = None) -> list[Example]:
    """Return what a person tagged, oldest first; tags that came in with a file teach nothing."""
    own = [
        annotation
        for annotation in annotations
        if annotation.tag
        and annotation.origin is not Origin.IMPORTED
        and person in {None, annotation.creator}
    ]
    own.sort(key=lambda annotation: (annotation.modified, annotation.id))
    return [Example(annotation.exact, annotation.tag) for annotation in own]


@dataclass(frozen=True)
class TagLearner:
    """What was learned from one library; empty until it is taught.

    Attributes:
        seen: tag of each passage by its key, for "the same words were tagged before".
        surest: the margin a guess must reach to be among the shown third.
    """

    documents: tuple[Document, ...] = ()
    seen: Mapping[int, str] = field(default_factory=dict)
    record: Record = Record()
    evaluation: Evaluation = Evaluation(0, 0, 0, 0.0)
    surest: float = math.inf
    regression: Regression = field(default_factory=lambda: Regression(()))

    @classmethod
    def taught(cls, examples_: Sequence[Example], record: Record = Record()) -> TagLearner:
        """Return a learner for these examples, oldest first; 1,000 take some seconds."""
        newest = examples_[-_MOST:]
        seen = {passage_key(example.passage): example.tag for example in newest}
        documents = tuple(
            Document(example.tag, tuple(bucket(name) for name in feature_names(example.passage)))
            for example in newest
        )
        return cls._fitted(documents, seen, record)

    @classmethod
    def _fitted(cls, documents: tuple[Document, ...], seen: Mapping[int, str], record: Record) -> TagLearner:
        if len(documents) < ENOUGH or len({document.label for document in documents}) < 2:
            return cls(documents, seen, record)
        surest, evaluation = _tried(documents)
        return cls(documents, seen, record, evaluation, surest, Regression.trained(documents))

    @property
    def silent_because(self) -> str:
        """One sentence that says why nothing is proposed; "" while it speaks."""
        if len(self.documents) < ENOUGH:
            missing = ENOUGH - len(self.documents)
            return tr("It learns from your tags and speaks after {missing} more.", missing=missing)
        if not self.regression.labels:
            return tr("All your passages have the same tag, so there is nothing to tell apart.")
        share = self.record.share
        if share is not None and share < LEAST_ACCEPTED:
            return tr("Fewer than half of its proposals were accepted, so it switched itself off.")
        if not self.evaluation.shown or self.evaluation.precision <= max(
            LEAST_ACCEPTED, self.evaluation.commonest
        ):
            return tr("On your newest tags it did no better than guessing, so it keeps quiet.")
        return ""

    def propose(self, passage: str, tag_names: Mapping[str, str] | None = None) -> Proposal | None:
        """Return a tag for the passage, or None when it is silent or not sure enough.

        `tag_names` are the visible names by id, for the reason. The same words tagged before are remembered
        from the first tag on.
        """
        names = tag_names or {}
        share = self.record.share
        if share is not None and share < LEAST_ACCEPTED:
            return None
        if (tag := self.seen.get(passage_key(passage))) is not None:
            reason = tr("You tagged the same words {tag} before.", tag=names.get(tag, tag))
            return Proposal(tag, 1.0, "same-words", reason, 1)
        if self.silent_because:
            return None
        found = feature_names(passage)
        chances = self.regression.chances([bucket(name) for name in found])
        tag, margin = _margin(chances)
        if margin < self.surest:
            return None
        return self._explained(tag, chances[tag], found, names)

    def _explained(
        self, tag: str, chance: float, found: Sequence[str], names: Mapping[str, str]
    ) -> Proposal | None:
        weighed = sorted(((self.regression.weight(tag, bucket(name)), name) for name in found), reverse=True)
        deciding = [name for weight, name in weighed if weight > 0][:4]
        numbers = {bucket(name) for name in deciding}
        similar = sum(
            document.label == tag and not numbers.isdisjoint(document.features) for document in self.documents
        )
        if not similar:
            return None  # nothing to show for it
        words = tuple(_visible(name) for name in deciding)
        reason = tr(
            "Similar to {count} passages you tagged {tag}: {words}.",
            count=similar,
            tag=names.get(tag, tag),
            words=", ".join(words),
        )
        return Proposal(tag, chance, "learned", reason, similar, words)

    def decided(self, decision: Decision) -> TagLearner:
        """Return the learner with one more decision in its record."""
        return replace(self, record=self.record.with_(decision))

    def to_json(self) -> dict[str, Any]:
        """Return everything it knows, for export and for the library: numbers, no words of any article."""
        return {
            "format": _FORMAT,
            "documents": [[document.label, *document.features] for document in self.documents],
            "seen": {str(key): tag for key, tag in self.seen.items()},
            "record": {
                "accepted": self.record.accepted,
                "edited": self.record.edited,
                "rejected": self.record.rejected,
                "recent": [decision.value for decision in self.record.recent],
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TagLearner:
        """Return the learner `to_json` described, fitted anew; raises AnnotatorError if it cannot be read."""
        try:
            _check_format(data["format"])
            documents = tuple(
                Document(str(row[0]), tuple(int(number) for number in row[1:])) for row in data["documents"]
            )
            seen = {int(key): str(tag) for key, tag in data["seen"].items()}
            kept = data["record"]
            recent = tuple(Decision(value) for value in kept["recent"])
            record = Record(int(kept["accepted"]), int(kept["edited"]), int(kept["rejected"]), recent)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise AnnotatorError(
                tr("What was learned from your tags could not be read."),
                hint=tr("Delete it; it is learned again from the tags in this library."),
                detail=repr(error),
            ) from error
        return cls._fitted(documents, seen, record)


def _check_format(number: object) -> None:
    if number != _FORMAT:
        raise ValueError(f"format {number!r}")


def _margin(chances: Mapping[str, float]) -> tuple[str, float]:
    """Return the likeliest tag and how far it is ahead of the next."""
    ordered = sorted(chances.items(), key=lambda item: (-item[1], item[0]))
    return ordered[0][0], ordered[0][1] - (ordered[1][1] if len(ordered) > 1 else 0.0)


def _tried(documents: Sequence[Document]) -> tuple[float, Evaluation]:
    """Teach the older documents, guess the newest; return the margin of the surest third and its success."""
    cut = max(1, round(len(documents) * (1 - _NEWEST)))
    older = documents[:cut]
    # the same words again are remembered, not guessed, so they would flatter the guesses
    known = {document.features for document in older}
    newest = [document for document in documents[cut:] if document.features not in known] or documents[cut:]
    labels = [document.label for document in documents]
    commonest = max(labels.count(label) for label in labels) / len(labels)
    if len({document.label for document in older}) < 2:
        return math.inf, Evaluation(len(newest), 0, 0, commonest)
    model = Regression.trained(older)
    guesses = [(*_margin(model.chances(document.features)), document.label) for document in newest]
    margins = sorted((margin for _, margin, _ in guesses), reverse=True)
    surest = margins[max(1, math.floor(len(margins) * SHOWN)) - 1]
    shown = [(guess, label) for guess, margin, label in guesses if margin >= surest]
    right = sum(guess == label for guess, label in shown)
    return surest, Evaluation(len(newest), len(shown), right, commonest)


def _visible(name: str) -> str:
    """Return a deciding feature as the person reads it."""
    if not name.startswith(CUE):
        return name
    return {
        "quantity": tr("a quantity"),
        "number": tr("a number"),
        "comparison": tr("a comparison"),
        "superlative": tr("a superlative"),
        "change": tr("a change or a sum"),
        "cause": tr("a cause"),
        "date": tr("a date"),
        "body": tr("a named body"),
        "deed": tr("a deed on record"),
        "law": tr("law or money"),
        "question": tr("a question"),
        "stance": tr("“I think” and the like"),
        "duty": tr("“must”, “should”"),
        "future": tr("“will”, “would”"),
        "if": tr("“if”, “perhaps”"),
        "you": tr("“you”"),
        "address": tr("an opening address"),
        "exclaimed": tr("an exclamation mark"),
        "loaded-words": tr("a loaded word"),
        "hedges": tr("a hedge"),
        "boosters": tr("a booster"),
        "quotation-marks": tr("quotation marks"),
    }[name.removeprefix(CUE)]
