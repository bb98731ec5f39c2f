"""Find a passage by its quote, prefix and suffix, when the text it was taken from is not at hand."""

from __future__ import annotations

from annotator.anchoring.anchored import Anchored, State
from annotator.model.span import Span
from annotator.text.similarity import plain_typography, similarity
from annotator.text.tokens import tokenise

_MANY = 5_000  # places of a quote beyond which the rest is not looked at
_CLEAR = 4  # characters of surroundings by which the best place must win


def anchor_text(
    text: str, start: int | None, end: int | None, quote: str, prefix: str = "", suffix: str = ""
) -> Anchored | None:
    """Return where `quote` is in `text`, or None if it is not there.

    `start` and `end` (code points, None if unknown) are believed only if the text there is the quote. If not,
    the quote is looked for: the only place, or of several the one whose surroundings agree best, or, if that
    does not decide, the nearest, is taken; a passage that only resembles it is PROPOSED.
    """
    if not quote:
        return None
    position = Span(start, end) if start is not None and end is not None and 0 <= start < end else None
    if position and position.end <= len(text) and position.of(text) == quote:
        return Anchored(position, State.KEPT, 1.0)
    moved = State.MOVED if position else State.KEPT
    exact = _found(_exact_places(text, quote, prefix, suffix), text, prefix, suffix, position)
    if exact:
        return Anchored(exact, moved, 1.0)
    same = _found(_same_words(text, quote), text, prefix, suffix, position)
    if same:
        return Anchored(same, State.MOVED if position and same != position else State.CHANGED, 1.0)
    return _similar(text, quote, prefix, suffix)


def _exact_places(text: str, quote: str, prefix: str, suffix: str) -> list[Span]:
    """Return where the quote is; not inside a longer word if it was not before."""
    spans: list[Span] = []
    place = text.find(quote)
    while place >= 0 and len(spans) < _MANY:
        spans.append(Span(place, place + len(quote)))
        place = text.find(quote, place + 1)
    return [
        span
        for span in spans
        if not (_joins(text[: span.start][-1:], quote[0]) and not _joins(prefix[-1:], quote[0]))
        and not (_joins(quote[-1], text[span.end : span.end + 1]) and not _joins(quote[-1], suffix[:1]))
    ]


def _joins(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and left.isascii() == right.isascii()


def _same_words(text: str, quote: str) -> list[Span]:
    """Return where the quote is but for quotation marks, dashes, case and blanks."""
    wanted = tokenise(quote).keys
    if not wanted:
        return []
    tokens = tokenise(text)
    size, keys = len(wanted), tokens.keys
    plain = plain_typography(quote).strip()
    spans: list[Span] = []
    for place, key in enumerate(keys):
        if key == wanted[0] and keys[place : place + size] == wanted:
            span = Span(tokens.starts[place], tokens.ends[place + size - 1])
            if plain_typography(span.of(text)).strip() == plain:
                spans.append(span)
    return spans


def _found(places: list[Span], text: str, prefix: str, suffix: str, position: Span | None) -> Span | None:
    """Return the only place, the one in the right surroundings, or the nearest; None if nothing decides."""
    if len(places) < 2:
        return places[0] if places else None
    prefix, suffix = plain_typography(prefix), plain_typography(suffix)
    scores = [_agreement(text, span, prefix, suffix) for span in places]
    best = max(scores)
    leading = [span for span, score in zip(places, scores, strict=True) if best - score < _CLEAR]
    if len(leading) == 1:
        return leading[0]
    leading = [span for span, score in zip(places, scores, strict=True) if score == best]
    if position is None:
        return leading[0] if len(leading) == 1 else None
    return min(leading, key=lambda span: abs(span.start - position.start))


def _agreement(text: str, span: Span, prefix: str, suffix: str) -> int:
    """Return how many characters agree without a break before and after a place."""
    before = plain_typography(text[max(span.start - 2 * len(prefix), 0) : span.start])
    after = plain_typography(text[span.end : span.end + 2 * len(suffix)])
    return _common(before[::-1], prefix[::-1]) + _common(after, suffix)


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _similar(text: str, quote: str, prefix: str, suffix: str) -> Anchored | None:
    """Propose what stands in `text` for the quote, going by the words of its surroundings as well."""
    from annotator.anchoring.revision import Revision

    revision = Revision(prefix + quote + suffix, text, excerpt=True)
    anchored = revision.carry(Span(len(prefix), len(prefix) + len(quote)))
    if anchored is None:
        return None
    return Anchored(anchored.span, State.PROPOSED, similarity(quote, anchored.span.of(text)))
