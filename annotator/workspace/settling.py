"""Which suggestions are still open: neither marked by somebody nor refused."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from annotator.anchoring import describe
from annotator.model.annotation import Annotation
from annotator.model.article import Version
from annotator.model.refusal import Refusal
from annotator.model.span import Span
from annotator.model.suggestion import Suggestion, SuggestionKind

_LONGEST = 4
"""A mark over more than this many times the passage was meant for something else."""


def unsettled(
    found: Sequence[Suggestion],
    version: Version,
    annotations: Iterable[Annotation],
    refusals: Iterable[Refusal],
) -> list[Suggestion]:
    """Return the suggestions of `found` that are not marked yet and were not refused, in their order."""
    marked = Marked(item.span for item in annotations if item.span is not None)
    refused: dict[tuple[SuggestionKind, str], list[Refusal]] = {}
    for refusal in refusals:
        refused.setdefault((refusal.kind, refusal.quote.exact), []).append(refusal)
    return [
        item
        for item in found
        if not marked.settles(item)
        and not _is_refused(item, version, refused.get((item.kind, item.exact), ()))
    ]


class Marked:
    """The marks of one article, to be asked whether they leave a suggestion anything to say."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def settles(self, suggestion: Suggestion) -> bool:
        """Tell whether a mark says already what is suggested.

        It does if it covers half of the passage and is not many times as long; in a sentence to check also
        if it holds one of the words that make it worth checking.
        """
        span = suggestion.span
        place = bisect_left(self._starts, span.end)
        while place and self._reach[place - 1] > span.start:
            place -= 1
            mark = self._spans[place]
            if len(mark) > _LONGEST * len(span):
                continue
            shared = min(mark.end, span.end) - max(mark.start, span.start)
            if 2 * shared >= len(span):
                return True
            if suggestion.kind is SuggestionKind.CHECK and any(map(mark.overlaps, suggestion.cues)):
                return True
        return False


def _is_refused(suggestion: Suggestion, version: Version, refusals: Iterable[Refusal]) -> bool:
    if not refusals:
        return False
    quote = describe(version, suggestion.span).quote
    return any(refusal.refuses(suggestion.kind, quote) for refusal in refusals)
