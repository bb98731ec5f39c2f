"""Two people's marks on one article: which are the same passage, and how well the two agree.

Agreement is measured twice, since it can fail in two ways: on *what* was marked (F1 of spans, where two spans
count as the same passage if they share most of their words) and on *how* it was tagged (Krippendorff's alpha
for nominal data, on the passages both marked).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import Annotation, reading_order
from annotator.model.span import Span
from annotator.translate import tr, tr_plural

SAME_PASSAGE = 0.5
"""Two spans are the same passage if what they share is at least this part of what they cover together.

Half is the usual bound of "partial match" in the evaluation of named entities and of objects in pictures.
"""


class Verdict(StrEnum):
    """How the two stand to each other on one passage."""

    AGREED = "agreed"
    TAGGED_OTHERWISE = "tagged-otherwise"
    ONLY_MINE = "only-mine"
    ONLY_THEIRS = "only-theirs"


@dataclass(frozen=True, slots=True)
class Pair:
    """One passage as each of the two marked it; None where one did not."""

    mine: Annotation | None
    theirs: Annotation | None

    @property
    def verdict(self) -> Verdict:
        """How the two stand to each other here."""
        if self.mine is None:
            return Verdict.ONLY_THEIRS
        if self.theirs is None:
            return Verdict.ONLY_MINE
        return Verdict.AGREED if self.mine.tag == self.theirs.tag else Verdict.TAGGED_OTHERWISE


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two people agree.

    Attributes:
        f1: 0 to 1, on what was marked; 1 where neither marked anything.
        alpha: at most 1; 0 is what chance would give, below 0 is worse. None where both marked nothing alike,
            or where only one tag was used, since then chance alone explains it.
        both: how many passages both marked.
    """

    f1: float
    alpha: float | None
    both: int

    def sentence(self) -> str:
        """Return what the figures mean, for somebody who does not know their names."""
        shared = tr("Of all passages marked, {percent} % were marked by both", percent=round(100 * self.f1))
        if self.alpha is None:
            return tr("{shared}; there is too little variety to compare the tags.", shared=shared)
        bounds = (
            (0.8, tr("the tags agree well")),
            (0.667, tr("the tags agree well enough for tentative conclusions")),
            (0.0, tr("the tags agree little more than chance would make them")),
        )
        words = next(
            (text for bound, text in bounds if self.alpha >= bound), tr("the tags contradict each other")
        )
        return tr(
            "{shared}; on these, {words} (alpha {alpha:.2f}).", shared=shared, words=words, alpha=self.alpha
        )


def pair_marks(mine: Iterable[Annotation], theirs: Iterable[Annotation]) -> list[Pair]:
    """Return the passages in reading order; the best overlaps are paired first, each mark once.

    Where the overlap is equal, the same tag and then the same kind are preferred. Orphans are left out.
    """
    ours = [mark for mark in reading_order(mine) if mark.span]
    others = [mark for mark in reading_order(theirs) if mark.span]
    candidates = sorted(_candidates(ours, others), key=lambda item: (-item[0], -item[1], item[2], item[3]))
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, left, right in candidates:
        if left not in paired and right not in taken:
            paired[left] = right
            taken.add(right)
    pairs = [Pair(mark, others[paired[n]] if n in paired else None) for n, mark in enumerate(ours)]
    pairs += [Pair(None, mark) for n, mark in enumerate(others) if n not in taken]
    return sorted(pairs, key=_place)


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Return how well the two agree."""
    both = [pair for pair in pairs if pair.mine and pair.theirs]
    marks = sum((pair.mine is not None) + (pair.theirs is not None) for pair in pairs)
    tags = [(pair.mine.tag, pair.theirs.tag) for pair in both if pair.mine and pair.theirs]
    return Agreement(2 * len(both) / marks if marks else 1.0, nominal_alpha(tags), len(both))


def nominal_alpha(units: Sequence[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha of two coders without missing values; None where it is not defined.

    Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: 1 - (n - 1) times the observed
    disagreements over the sum of products of how often each pair of values occurs; n counts the values.
    """
    values = Counter(value for unit in units for value in unit)
    n = sum(values.values())
    expected = n * n - sum(count * count for count in values.values())
    if not expected:
        return None
    observed = 2 * sum(left != right for left, right in units)
    return 1 - (n - 1) * observed / expected


def summary(pairs: Sequence[Pair]) -> str:
    """Return one line with how many passages fell to each verdict."""
    counts = Counter(pair.verdict for pair in pairs)
    return ", ".join(
        (
            tr_plural("{n} agreed", "{n} agreed", counts[Verdict.AGREED]),
            tr_plural("{n} tagged otherwise", "{n} tagged otherwise", counts[Verdict.TAGGED_OTHERWISE]),
            tr_plural("{n} only mine", "{n} only mine", counts[Verdict.ONLY_MINE]),
            tr_plural("{n} only theirs", "{n} only theirs", counts[Verdict.ONLY_THEIRS]),
        )
    )


def _candidates(
    ours: Sequence[Annotation], others: Sequence[Annotation]
) -> Iterable[tuple[float, int, int, int]]:
    """Yield (overlap, likeness, index, index) of all pairs that may be the same passage, by a sweep."""
    active: list[int] = []
    waiting = 0
    for left, mark in enumerate(ours):
        span = mark.span
        assert span is not None
        while waiting < len(others) and _span(others[waiting]).start < span.end:
            active.append(waiting)
            waiting += 1
        active = [n for n in active if _span(others[n]).end > span.start]
        for right in active:
            share = _overlap(span, _span(others[right]))
            if share >= SAME_PASSAGE:
                yield share, _likeness(mark, others[right]), left, right


def _likeness(one: Annotation, other: Annotation) -> int:
    return 2 * (one.tag == other.tag) + (one.kind is other.kind)


def _span(mark: Annotation) -> Span:
    assert mark.span is not None
    return mark.span


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (len(one) + len(other) - max(0, shared))


def _place(pair: Pair) -> tuple[int, int]:
    mark = pair.mine or pair.theirs
    assert mark is not None
    span = _span(mark)
    return span.start, -span.end
