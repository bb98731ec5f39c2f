"""Where an annotation points: selectors of any tool → a position and a quote.

Selectors may stand alone, in lists, in a Choice, or refine one another; those of pictures are passed by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.exporters.web_annotation_bodies import plain
from annotator.model.selectors import Quote
from annotator.model.span import Span

_DEEPEST = 12
_CONTEXT = 32
# RFC 5147: text/plain fragments
_CHARACTERS = re.compile(r"(?:^|[#;&])char=(\d+),(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """What one selector says; `quote` is None where it quotes nothing."""

    position: Span | None = None
    quote: Quote | None = None


def read_target(target: object) -> tuple[Span | None, Quote]:
    """Return position and quote of an annotation's target; of several targets the first that has either."""
    position: Span | None = None
    quote: Quote | None = None
    for place in _places_of(target, 0):
        position = position or place.position
        quote = quote or place.quote
        if position and quote:
            break
    return position, quote or Quote("")


def _places_of(target: object, depth: int) -> Iterator[Place]:
    if depth > _DEEPEST:
        return
    if isinstance(target, list):
        for item in target:
            found = list(_places_of(item, depth + 1))
            yield from found
            if any(place.position or place.quote for place in found):
                return  # a second target is another passage
    elif isinstance(target, dict):
        for key in ("selector", "hasSelector"):
            yield from _selected(target.get(key), depth + 1)
        yield from _places_of(target.get("items"), depth + 1)
        yield from _in_address(target.get("source", target.get("id")))
    else:
        yield from _in_address(target)


def _selected(selector: object, depth: int) -> Iterator[Place]:
    """Yield what a selector says, alternatives one after the other."""
    if depth > _DEEPEST:
        return
    if isinstance(selector, list):
        for item in selector:
            yield from _selected(item, depth + 1)
    elif isinstance(selector, str):
        yield from _in_address(selector)
    elif isinstance(selector, dict):
        inner = selector.get("refinedBy")
        own = _own(selector)
        if inner is None:
            yield own
        else:
            for place in _selected(inner, depth + 1):
                yield _refined(own, place, outer_is_text=own != Place())
        for key in ("items", "members", "default"):
            yield from _selected(selector.get(key), depth + 1)


def _own(selector: dict[str, Any]) -> Place:
    kind = str(selector.get("type", selector.get("@type", ""))).rpartition(":")[2]
    if "exact" in selector or kind == "TextQuoteSelector":
        quote = Quote(*(plain(selector.get(key)) for key in ("exact", "prefix", "suffix")))
        return Place(quote=quote if quote != Quote("") else None)
    if kind == "RangeSelector":
        start, end = selector.get("startSelector"), selector.get("endSelector")
        if isinstance(start, dict) and isinstance(end, dict):
            return Place(span(start.get("start"), end.get("start")))
    elif kind == "TextPositionSelector" or (not kind and "start" in selector):
        return Place(span(selector.get("start"), selector.get("end")))
    elif kind == "FragmentSelector":
        return next(_in_address(f"#{selector.get('value')}"), Place())
    return Place()


def _refined(outer: Place, inner: Place, *, outer_is_text: bool) -> Place:
    """Return what `inner` means inside `outer`: positions there count from the beginning of `outer`."""
    if not outer_is_text:  # inside an element of a page we do not have: only words can be found again
        return Place(None, inner.quote)
    position, quote = None, inner.quote
    if inner.position and outer.position:
        start = outer.position.start
        position = span(start + inner.position.start, start + inner.position.end)
    if inner.position and outer.quote and inner.position.end <= len(outer.quote.exact):
        words = outer.quote.exact
        before = outer.quote.prefix + words[: inner.position.start]
        after = words[inner.position.end :] + outer.quote.suffix
        quote = Quote(inner.position.of(words), before[-_CONTEXT:], after[:_CONTEXT])
    if inner.quote and outer.quote and outer.quote.exact.count(inner.quote.exact) == 1:
        before, _, after = outer.quote.exact.partition(inner.quote.exact)
        quote = Quote(
            inner.quote.exact,
            inner.quote.prefix or (outer.quote.prefix + before)[-_CONTEXT:],
            inner.quote.suffix or (after + outer.quote.suffix)[:_CONTEXT],
        )
    return Place(position, quote)


def _in_address(address: object) -> Iterator[Place]:
    if isinstance(address, str) and (found := _CHARACTERS.search(address)):
        yield Place(span(int(found[1][:18]), int(found[2][:18])))


def span(start: object, end: object) -> Span | None:
    """Return a span of two JSON numbers; None where they are none or mark nothing."""
    numbers = [_whole(start), _whole(end)]
    if numbers[0] is None or numbers[1] is None or not 0 <= numbers[0] < numbers[1]:
        return None
    return Span(numbers[0], numbers[1])


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    return int(value)
