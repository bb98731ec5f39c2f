"""Where an annotation points, in the words of the W3C Web Annotation model."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.span import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A TextQuoteSelector: the passage, and up to `anchoring.CONTEXT` characters on each side of it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A passage of one version: TextPositionSelector (`position`) and TextQuoteSelector (`quote`).

    `position` is None while the passage is not found in `version`: an orphan, which keeps its quote.
    """

    version: str
    position: Span | None
    quote: Quote
