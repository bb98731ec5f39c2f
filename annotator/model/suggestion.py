"""`Suggestion`: an offer with its reason. It never decides a tag."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.span import Span


class SuggestionKind(StrEnum):
    """What is pointed at."""

    QUOTE = "quotes"
    CHECK = "check"
    CUE = "cues"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage worth a look.

    Attributes:
        score: 0 to 1, how sure the rule is; comparable inside one kind only.
        rule: stable name of the rule that found it.
        reason: one sentence for the user.
        speaker: where the speaker is named, None when nobody is.
        speaker_text: the speaker as named, or whom a pronoun probably means.
        speaker_found: the words at `speaker`; "She" where `speaker_text` says who that probably is.
        cues: the words the reason rests on.
    """

    kind: SuggestionKind
    span: Span
    exact: str
    score: float
    rule: str
    reason: str
    speaker: Span | None = None
    speaker_text: str = ""
    cues: tuple[Span, ...] = ()
    speaker_found: str = ""
