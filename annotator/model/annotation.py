"""`Annotation`: one marked passage and everything that is said of it.

Three axes are kept apart: what it is (`kind`, `tag`), whether it holds (`status`) and what is at stake
(`risks`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from annotator.model.person import Person
from annotator.model.selectors import Target
from annotator.model.source import Evidence
from annotator.model.span import Span

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Kind(StrEnum):
    """What is marked: the writer's own claim, or somebody's words."""

    CLAIM = "claim"
    QUOTE = "quote"


class Status(StrEnum):
    """Whether it holds, as far as it was checked."""

    UNCHECKED = "unchecked"
    VERIFIED = "verified"
    NEEDS_SOURCE = "needs-source"
    NEEDS_ATTRIBUTION = "needs-attribution"
    DISPUTED = "disputed"
    WRONG = "wrong"
    CANNOT_VERIFY = "cannot-verify"
    ON_AUTHOR = "on-author"
    RECHECK = "recheck"
    """It was checked, and then its words changed."""


class Risk(StrEnum):
    """What is at stake if it is wrong."""

    LEGAL = "legal"
    SENSITIVE = "sensitive"
    HEADLINE = "headline"


class Strength(StrEnum):
    """How exactly the speaker is named; NONE while nobody has said."""

    NONE = ""
    NAMED = "named"
    ROLE = "role"
    VAGUE = "vague"
    ANONYMOUS = "anonymous"


class Origin(StrEnum):
    """How the mark came to be."""

    HAND = "hand"
    ACCEPTED = "accepted"
    """A suggestion taken as it was offered."""
    ADJUSTED = "adjusted"
    """A suggestion taken with other borders."""
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it.

    Attributes:
        reason: why the speaker is anonymous.
        direct: True for the speaker's very words, False for a paraphrase, None when not said.
    """

    speaker: str = ""
    role: str = ""
    strength: Strength = Strength.NONE
    reason: str = ""
    direct: bool | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered under the mark's comment in Word."""

    author: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One marked passage. `tag` is a `Tag.id`, or "" while the person has not chosen one.

    Attributes:
        article: `Article.id`.
        note: what the annotator wants to say of it.
        rationale: "how do you know?": why it has this tag.
        rewording: wording suggested instead.
        question: to the author (editors) or for the class (teachers).
        answer: what the author answered.
        tally: raised hands per `Tag.id`, as (tag, hands) pairs.
        resolved: the thread under its comment was closed.
        created, modified: aware, UTC.
    """

    id: str
    article: str
    target: Target
    kind: Kind = Kind.CLAIM
    tag: str = ""
    status: Status = Status.UNCHECKED
    risks: frozenset[Risk] = frozenset()
    attribution: Attribution = Attribution()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    rationale: str = ""
    rewording: str = ""
    question: str = ""
    answer: str = ""
    tally: tuple[tuple[str, int], ...] = ()
    replies: tuple[Reply, ...] = ()
    resolved: bool = False
    origin: Origin = Origin.HAND
    creator: Person = Person()
    created: datetime = EPOCH
    modified: datetime = EPOCH

    @property
    def span(self) -> Span | None:
        """Where it is in its target's version; None for an orphan."""
        return self.target.position

    @property
    def exact(self) -> str:
        """The words it marks, or marked before they were lost."""
        return self.target.quote.exact

    @property
    def is_orphan(self) -> bool:
        """Whether its passage is no longer in the text."""
        return self.target.position is None

    def with_(self, **changes: Any) -> Annotation:
        """Return the same mark with other fields."""
        return replace(self, **changes)


Place = tuple[bool, int, int, datetime, str]


def reading_order(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return them as they stand in the text: by start, the longer first, then the older; orphans last.

    A mark's number is its place in this list, from 1.
    """
    return sorted(annotations, key=place)


def place(annotation: Annotation) -> Place:
    """Return what the reading order sorts by: whether it is lost, start, minus end, when it was made, id."""
    span = annotation.target.position
    if span is None:
        return (True, 0, 0, annotation.created, annotation.id)
    return (False, span.start, -span.end, annotation.created, annotation.id)
