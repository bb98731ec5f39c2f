"""`Speaker`: who says a quotation, and how sure each rule is.

The scores were set on labelled articles so that at .8 and above the speaker is right at least 95 times in
100; they depend on the rule alone, never on who is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.suggestions.noun_phrases import Range
from annotator.suggestions.tokens import Token

SCORES = {
    "said-after": 0.95,  # “…,” said X
    "after-said": 0.94,  # “…,” X said
    "said-before": 0.92,  # X said, “…”
    "said-before-far": 0.84,  # X said the thing was such that “…”
    "according-to": 0.92,
    "label": 0.88,  # X: “…”
    "message": 0.82,  # X’s answer was: “…”
    "called-by": 0.85,  # described by X as “…”
    "introduced": 0.72,  # X was blunt: “…”
    "split": 0.92,  # “…,” X said, “…”
    "continued": 0.86,  # “…,” X said. “…”
    "gesture": 0.8,  # “…,” X smiled
    "next-sentence": 0.6,  # “….” X said that …
    "scene": 0.58,  # X shrugs. “…”
    "carried-over": 0.55,  # nobody named; the one who spoke last
    "unattributed": 0.4,
}
SURE = 0.8
"""The score from which a speaker can be relied on."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, as found.

    Attributes:
        start, end: where the speaker is named.
        rule: name of the rule, a key of `SCORES`.
        cue: where the verb or phrase is that says so; None where nothing says so.
    """

    start: int
    end: int
    rule: str
    cue: tuple[int, int] | None = None

    @property
    def score(self) -> float:
        """How often this rule is right."""
        return SCORES[self.rule]


def speaker_at(tokens: Sequence[Token], phrase: Range | None, rule: str, cue: Range | None) -> Speaker | None:
    """Return the speaker that is the phrase, without a possessive ending; None for no phrase."""
    if phrase is None:
        return None
    first, last = tokens[phrase[0]], tokens[phrase[1] - 1]
    end = last.end
    for suffix in ("’s", "'s"):
        if last.text.endswith(suffix) and len(last.text) > 2:
            end -= 2
    span = None if cue is None else (tokens[cue[0]].start, tokens[cue[1] - 1].end)
    return Speaker(first.start, end, rule, span)
