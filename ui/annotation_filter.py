"""`MarkFilter`, and what marks can be sorted and grouped by. Nothing here knows Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import Annotation, Kind, Place, Risk, Status
from annotator.model.block import Block, numbered_starts
from annotator.model.tag import Tag
from annotator.text.normalize import search_key

UNTAGGED = ""
_LAST = "\U0010ffff"
SortKey = float | str
"""What a column is sorted by; all its keys are of one kind."""
_STATUS_ORDER = {status: number for number, status in enumerate(Status)}


class Order(StrEnum):
    """What the list can be sorted by."""

    PLACE = "place"
    PASSAGE = "passage"
    TAG = "tag"
    KIND = "kind"
    STATUS = "status"
    RISK = "risk"
    SPEAKER = "speaker"
    SOURCES = "sources"
    NOTE = "note"
    PERSON = "person"
    CHANGED = "changed"


class Grouping(StrEnum):
    """What the list can be grouped by."""

    NONE = ""
    TAG = "tag"
    STATUS = "status"
    SPEAKER = "speaker"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """Which marks to show. An empty field lets all through; those that are set must all agree.

    Attributes:
        text: words that must all occur in the passage, note, speaker, reasons or question.
        people: names of annotators.
        sourced: True for marks with evidence, False for those without.
        lost: True for marks whose passage is no longer in the text, False for the others.
    """

    text: str = ""
    tags: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    risks: frozenset[Risk] = frozenset()
    people: frozenset[str] = frozenset()
    sourced: bool | None = None
    lost: bool | None = None

    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self == MarkFilter()

    def conditions(self) -> list[Callable[[Annotation], bool]]:
        """Return what a mark has to fulfil, without the text: a test for each field that is set."""
        tests: list[Callable[[Annotation], bool]] = []
        if tags := self.tags:
            tests.append(lambda mark: mark.tag in tags)
        if kinds := self.kinds:
            tests.append(lambda mark: mark.kind in kinds)
        if statuses := self.statuses:
            tests.append(lambda mark: mark.status in statuses)
        if risks := self.risks:
            tests.append(lambda mark: not risks.isdisjoint(mark.risks))
        if people := self.people:
            tests.append(lambda mark: mark.creator.name in people)
        if (sourced := self.sourced) is not None:
            tests.append(lambda mark: bool(mark.evidence) is sourced)
        if (lost := self.lost) is not None:
            tests.append(lambda mark: mark.is_orphan is lost)
        return tests

    def wanted(self) -> list[str]:
        """Return the words looked for, as `searchable` spells them."""
        return searchable_text(self.text).split()


def searchable(annotation: Annotation) -> str:
    """Return all that is said of a mark, without case and accents."""
    said = annotation.attribution
    parts = (
        annotation.exact, annotation.note, said.speaker, said.role, annotation.rationale,
        annotation.rewording, annotation.question, annotation.answer,
    )  # fmt: skip
    return searchable_text("\n".join(part for part in parts if part))


def searchable_text(text: str) -> str:
    """Return `text` without case and accents; the quick way where there are none."""
    return text.casefold() if text.isascii() else search_key(text)


def sort_key(order: Order, tags: Mapping[str, Tag]) -> Callable[[Annotation], SortKey]:
    """Return what marks are sorted by: numbers, or texts. Their place decides what is left open."""
    numbers = _Numbers(tag.id for tag in sorted(tags.values(), key=lambda tag: tag.position))
    keys: dict[Order, Callable[[Annotation], SortKey]] = {
        Order.PLACE: lambda _mark: 0,
        Order.PASSAGE: lambda mark: _text_key(mark.exact),
        Order.TAG: lambda mark: numbers[mark.tag],
        Order.KIND: lambda mark: mark.kind.value,
        Order.STATUS: lambda mark: _STATUS_ORDER[mark.status],
        Order.RISK: lambda mark: -len(mark.risks),
        Order.SPEAKER: lambda mark: _text_key(mark.attribution.speaker),
        Order.SOURCES: lambda mark: -len(mark.evidence),
        Order.NOTE: lambda mark: _text_key(mark.note),
        Order.PERSON: lambda mark: _text_key(mark.creator.name),
        Order.CHANGED: lambda mark: -mark.modified.timestamp(),
    }
    return keys[order]


class _Numbers(dict[str, int]):
    """Numbers names as they come, after those it begins with: tags that are gone stand behind the others."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__((name, number) for number, name in enumerate(names))

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


def _text_key(text: str) -> str:
    """Sort without case and accents, what is empty last."""
    return searchable_text(text[:200]) if text else _LAST


GROUPING_ORDER = {
    Grouping.NONE: Order.PLACE,
    Grouping.TAG: Order.TAG,
    Grouping.STATUS: Order.STATUS,
    Grouping.SPEAKER: Order.SPEAKER,
    Grouping.PARAGRAPH: Order.PLACE,
}
"""A grouped list is sorted so that each group is in one piece."""


class Paragraphs:
    """Which paragraph a position is in, as numbered in the margin; headings belong to the one before."""

    def __init__(self, blocks: Sequence[Block] = ()) -> None:
        self._starts = numbered_starts(blocks)

    def number(self, position: int) -> int:
        """Return the number of the paragraph at a code-point position; 0 before the first."""
        return bisect_right(self._starts, position)

    def numbers(self, places: Iterable[Place]) -> list[int]:
        """Return the number of the paragraph at each place of a mark, -1 for one that is lost."""
        starts = self._starts
        return [-1 if place[0] else bisect_right(starts, place[1]) for place in places]
