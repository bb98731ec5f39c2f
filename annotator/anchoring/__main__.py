"""`python -m annotator.anchoring`: the anchor engine as a filter that speaks one JSON object a line.

In: `{"id", "old", "new", "start", "end", "quote", "prefix", "suffix"}`. Out:
`{"id", "start", "end", "state"}` with state kept, changed or moved, or `{"id", "orphan": true}`, with
`"proposed": {"start", "end", "similarity"}` if there is a place to ask about. `old` may be missing: then the
quote is looked for. A line that is not understood gives `{"id", "error"}`. Offsets are code points.
"""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

from annotator.anchoring.anchored import Anchored, State
from annotator.anchoring.revision import Revision
from annotator.anchoring.search import anchor_text
from annotator.model.span import Span
from annotator.translate import tr


class BadLine(ValueError):
    """A line of input that cannot be understood."""


class Filter:
    """Answers lines; consecutive lines about the same two texts share one comparison."""

    def __init__(self) -> None:
        self._revision: Revision | None = None

    def answer(self, line: str) -> dict[str, Any]:
        """Return the answer to one line of input."""
        try:
            question = json.loads(line)
        except (ValueError, RecursionError):
            return {"id": None, "error": tr("The line is not valid JSON.")}
        if not isinstance(question, dict):
            return {"id": None, "error": tr("The line is not a JSON object.")}
        identity = question.get("id")
        try:
            return {"id": identity, **_described(self._anchored(question))}
        except BadLine as error:
            return {"id": identity, "error": str(error)}

    def _anchored(self, question: dict[str, Any]) -> Anchored | None:
        new = _text(question, "new", required=True)
        old = _text(question, "old")
        start, end = _position(question, "start"), _position(question, "end")
        quote, prefix, suffix = (_text(question, name) for name in ("quote", "prefix", "suffix"))
        if not old:
            if not quote:
                raise BadLine(tr("The line has neither an old text nor a quote."))
            return anchor_text(new, start, end, quote, prefix, suffix)
        span = _span_in(old, start, end, quote, prefix, suffix)
        if span is None:
            return anchor_text(new, None, None, quote, prefix, suffix)
        if self._revision is None or (self._revision.old, self._revision.new) != (old, new):
            self._revision = Revision(old, new)
        return self._revision.carry(span)


def _span_in(
    old: str, start: int | None, end: int | None, quote: str, prefix: str, suffix: str
) -> Span | None:
    """Return where the passage is in the old text; its position is believed unless the quote says no."""
    if quote:
        found = anchor_text(old, start, end, quote, prefix, suffix)
        return found.span if found and found.is_taken else None
    if start is None or end is None or not 0 <= start < end <= len(old):
        raise BadLine(tr("The line has no quote, and its position is not in the old text."))
    return Span(start, end)


def _described(anchored: Anchored | None) -> dict[str, Any]:
    if anchored is None:
        return {"orphan": True}
    place = {"start": anchored.span.start, "end": anchored.span.end}
    if anchored.state is State.PROPOSED:
        return {"orphan": True, "proposed": {**place, "similarity": round(anchored.similarity, 3)}}
    return {**place, "state": anchored.state.value}


def _text(question: dict[str, Any], name: str, *, required: bool = False) -> str:
    value = question.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        if value is None:
            raise BadLine(tr("“{name}” is missing.", name=name))
        raise BadLine(tr("“{name}” is not a text.", name=name))
    return value


def _position(question: dict[str, Any], name: str) -> int | None:
    value = question.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadLine(tr("“{name}” is not a whole number.", name=name))
    return value


def main(source: TextIO, target: TextIO) -> None:
    """Answer each line of `source` on `target` at once."""
    answers = Filter()
    for line in source:
        if line.strip():
            target.write(json.dumps(answers.answer(line)) + "\n")
            target.flush()


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]  # a real stream
    main(sys.stdin, sys.stdout)
