"""`Revision`: two versions of a text, and what became of each passage of the first in the second."""

from __future__ import annotations

from annotator.anchoring.alignment import Alignment
from annotator.anchoring.anchored import Anchored, State
from annotator.anchoring.passage import Passage
from annotator.anchoring.words import Words
from annotator.model.span import Span
from annotator.text.similarity import similarity
from annotator.text.tokens import tokenise

_MOST = 0.75  # of a passage; where less is found, its very words may still be somewhere else
_MARGIN = 1_200  # characters of unchanged text around the changed part that are compared with it


class Revision:
    """Follows passages from `old` to `new`. Prepared once for any number of passages.

    What both texts begin and end with is not looked at, beyond a margin. With `excerpt`, `old` is a piece of
    some text, and nothing is known of where its ends are in `new`.
    """

    def __init__(self, old: str, new: str, *, excerpt: bool = False) -> None:
        self.old = old
        self.new = new
        self._head, self._tail = (0, 0) if excerpt else _common_ends(old, new)
        self._shift = len(new) - len(old)
        self._alignment = (
            None
            if old == new
            else Alignment(
                tokenise(old[self._head : len(old) - self._tail]),
                tokenise(new[self._head : len(new) - self._tail]),
                excerpt=excerpt,
            )
        )

    def carry(self, span: Span) -> Anchored | None:
        """Return where the passage `span` of the old text is in the new one; None if it is lost.

        A PROPOSED place is one for the person to look at; all others may be taken.
        """
        if span.end > len(self.old):
            return None
        if self._alignment is None or span.end <= self._head:
            return Anchored(span, State.KEPT, 1.0)
        if span.start >= len(self.old) - self._tail:
            return Anchored(Span(span.start + self._shift, span.end + self._shift), State.KEPT, 1.0)
        return self._follow(span, self._alignment)

    def _follow(self, span: Span, alignment: Alignment) -> Anchored | None:
        before = max(self._head - span.start, 0)
        after = max(span.end - (len(self.old) - self._tail), 0)
        start, end = span.start - self._head + before, span.end - self._head - after
        words = Words(alignment, start, end, unchanged=before + after)
        found = Passage(words).found()
        if found is None or found.state is State.PROPOSED or found.share < _MOST:
            only = self._only_place(span) if words.are_distinct() else None
            if only:
                return Anchored(only, State.MOVED, 1.0)
        if found is None:
            return None
        first = found.start + self._head - (0 if found.start else before)
        last = found.end + self._head
        if after and last == len(self.new) - self._tail:
            last += after
        old = span.of(self.old)
        place = Span(first, last)
        new = place.of(self.new)
        state = State.CHANGED if found.state is State.KEPT and old != new else found.state
        return Anchored(place, state, similarity(old, new))

    def _only_place(self, span: Span) -> Span | None:
        """Return where the very words of a passage are, if they are in both texts exactly once."""
        quote = span.of(self.old).strip()
        place = self.new.find(quote)
        if place < 0 or self.new.find(quote, place + 1) >= 0:
            return None
        if self.old.find(quote) != self.old.rfind(quote):
            return None
        return Span(place, place + len(quote))


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters at both ends are the same, far from any difference."""
    head = _cut_at_blank(old, _common_prefix(old, new) - _MARGIN, -1)
    most = min(len(old), len(new)) - head
    tail = _common_prefix(old[len(old) - most :][::-1], new[len(new) - most :][::-1]) - _MARGIN
    return head, len(old) - _cut_at_blank(old, len(old) - max(tail, 0), 1)


def _common_prefix(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _cut_at_blank(text: str, position: int, step: int) -> int:
    """Return the next place after a blank in the direction of `step`, where a token surely begins."""
    position = max(position, 0)
    while 0 < position < len(text) and not (text[position - 1].isspace() and not text[position].isspace()):
        position += step
    return position
