"""Marks carried from one version of an article to the next, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.anchoring import State, carry, describe
from annotator.model.annotation import Annotation, Status
from annotator.model.article import Version
from annotator.model.selectors import Target
from annotator.model.span import Span
from annotator.text.similarity import plain_typography

_NEVER_CHECKED = frozenset(
    {Status.UNCHECKED, Status.NEEDS_SOURCE, Status.NEEDS_ATTRIBUTION, Status.ON_AUTHOR}
)


class Fate(StrEnum):
    """What became of a mark in the new version."""

    KEPT = "kept"
    CHANGED = "changed"
    """Its own words are others now."""
    MOVED = "moved"
    """The same words, at another place of the text."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class CarriedMark:
    """A mark before and after.

    Attributes:
        proposed: for a lost one, where its words may be now; for a person to decide. None for no idea.
    """

    before: Annotation
    after: Annotation
    fate: Fate
    proposed: Span | None = None

    @property
    def to_recheck(self) -> bool:
        """Whether it had been checked, and its words changed since."""
        return self.after.status is Status.RECHECK and self.before.status is not Status.RECHECK


def carry_marks(
    old: Version, new: Version, annotations: Iterable[Annotation], placed: Mapping[str, Span] | None = None
) -> list[CarriedMark]:
    """Return every mark of `old` as it is in `new`; those to recheck first, then as given.

    A mark whose place is only probable is lost, with the place as a proposal: nothing is put silently on
    other words. A checked mark whose words changed gets the status "recheck". An orphan of `old` is looked
    for by its quote alone and stays lost if `new` does not have it exactly once. `placed` are places in `new`
    that a person chose for lost ones, by `Annotation.id`.
    """
    marks = list(annotations)
    known = [(mark, mark.span) for mark in marks if mark.span is not None]
    found = carry(old, new, [span for _, span in known])
    places = {mark.id: place for (mark, _), place in zip(known, found, strict=True)}
    carried = []
    for mark in marks:
        place, chosen = places.get(mark.id), (placed or {}).get(mark.id)
        if chosen is not None:
            same = chosen.of(new.text) == mark.exact
            carried.append(_placed(mark, new, chosen, Fate.MOVED if same else Fate.CHANGED))
        elif mark.span is None:
            carried.append(_found_again(mark, new))
        elif place is None or place.state is State.PROPOSED:
            carried.append(_lost(mark, new, place.span if place else None))
        else:
            carried.append(_placed(mark, new, place.span, Fate(place.state.value)))
    return sorted(carried, key=lambda item: not item.to_recheck)


def after_change(status: Status) -> Status:
    """Return the status of a mark whose words became others: what was checked is to be checked again."""
    return status if status in _NEVER_CHECKED else Status.RECHECK


def count_fates(carried: Sequence[CarriedMark]) -> dict[Fate, int]:
    """Return how many marks met each fate, all four named."""
    return {fate: sum(item.fate is fate for item in carried) for fate in Fate}


def _placed(mark: Annotation, new: Version, span: Span, fate: Fate) -> CarriedMark:
    # a moved mark may have been edited as well, and one in new surroundings may have kept its words
    edited = plain_typography(span.of(new.text)) != plain_typography(mark.exact)
    status = after_change(mark.status) if edited else mark.status
    return CarriedMark(mark, replace(mark, target=describe(new, span), status=status), fate)


def _lost(mark: Annotation, new: Version, proposed: Span | None = None) -> CarriedMark:
    target = Target(new.id, None, mark.target.quote)
    return CarriedMark(mark, replace(mark, target=target), Fate.LOST, proposed)


def _found_again(mark: Annotation, new: Version) -> CarriedMark:
    if mark.exact and new.text.count(mark.exact) == 1:
        start = new.text.index(mark.exact)
        return _placed(mark, new, Span(start, start + len(mark.exact)), Fate.MOVED)
    return _lost(mark, new)
