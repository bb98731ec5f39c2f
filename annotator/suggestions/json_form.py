"""Suggestions as JSON, for the command line."""

from __future__ import annotations

from typing import Any

from annotator.model.suggestion import Suggestion


def as_json(suggestion: Suggestion) -> dict[str, Any]:
    """Return what `claimlight suggest --json` prints for one suggestion; the speaker's text is as found."""
    speaker = suggestion.speaker
    return {
        "kind": suggestion.kind.value,
        "start": suggestion.span.start,
        "end": suggestion.span.end,
        "exact": suggestion.exact,
        "score": round(suggestion.score, 3),
        "rule": suggestion.rule,
        "reason": suggestion.reason,
        "speaker": None
        if speaker is None
        else {
            "start": speaker.start,
            "end": speaker.end,
            "text": suggestion.speaker_found or suggestion.speaker_text,
        },
        "cues": [[cue.start, cue.end] for cue in suggestion.cues],
    }
