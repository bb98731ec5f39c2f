"""Where a passage is: in its version, in a later version, in a text that came back.

| module | what it holds |
|---|---|
| `anchored` | `Anchored` and `State`: an answer, and how far to trust it |
| `search` | a quote with its surroundings → a place, when the old text is not known |
| `revision` | two texts → what became of each passage |
| `passage` | one passage (`words`), followed through an alignment |
| `gaps` | what was written in place of a passage |
| `alignment` | which tokens became which: the diff and the moves |
| `evidence` | which matches of a diff are believed |
| `moves` | passages taken out here and put in there |
| `pairing` | which word took the place of which |
| `__main__` | the same as a filter: one JSON object a line |
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.anchoring.anchored import Anchored, State
from annotator.anchoring.search import anchor_text
from annotator.model.article import Version
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span

__all__ = ["CONTEXT", "Anchored", "State", "anchor", "anchor_text", "carry", "describe"]

CONTEXT = 32  # characters kept on each side of a quote; Hypothesis keeps the same


def describe(version: Version, span: Span) -> Target:
    """Return the target that points at `span` of `version`."""
    text = version.text
    quote = Quote(
        exact=span.of(text),
        prefix=text[max(span.start - CONTEXT, 0) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )
    return Target(version.id, span, quote)


def anchor(version: Version, target: Target) -> Anchored | None:
    """Return where `target` is in `version`, or None if it is not there (an orphan).

    For targets whose own version is not known: imported annotations, files that came back. The position is
    believed only if the text there is the quote; see `anchor_text`.
    """
    position, quote = target.position, target.quote
    start, end = (position.start, position.end) if position else (None, None)
    return anchor_text(version.text, start, end, quote.exact, quote.prefix, quote.suffix)


def carry(old: Version | str, new: Version | str, spans: Iterable[Span]) -> list[Anchored | None]:
    """Return for each span of `old` where its passage is in `new`, or None if it is lost.

    The diff is followed; a passage is placed only where enough of it is found again. What the diff calls
    deleted is looked for in what it calls new. PROPOSED places are not to be taken without asking.
    """
    from annotator.anchoring.revision import Revision

    revision = Revision(_text(old), _text(new))
    return [revision.carry(span) for span in spans]


def _text(version: Version | str) -> str:
    return version if isinstance(version, str) else version.text
