"""Quotations and who says them, each with the rule it was found by."""

from __future__ import annotations

import re

from annotator.model.article import Version
from annotator.model.span import Span
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.suggestions.attribution import speakers
from annotator.suggestions.closed_words import PRONOUNS, word_set
from annotator.suggestions.languages import is_english, speakers_supported
from annotator.suggestions.people import People
from annotator.suggestions.reading import Reading
from annotator.suggestions.speakers import SCORES, Speaker
from annotator.text.quotation_marks import Quotation
from annotator.translate import tr

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ENDS_SPEECH = re.compile(r"[.,!?…。！？，،؟]\Z|[—–-]\Z")
_SMALL_IN_TITLES = word_set(
    """
    a an the of and in on for to at by with from or de la le der die das et und is
    """
)
_LONG = 200  # characters; no title or expression is longer
_CLOSE = 7  # words between a verb of speech and the few words it quotes


def quotes(version: Version | str, language: str = "") -> list[Suggestion]:
    """Return the quotations in reading order, with the speaker where one is named or probably goes on.

    Works in any language as far as the marks go; speakers are found in English.
    """
    return quotes_of(Reading.of(version, language))


def quotes_of(reading: Reading) -> list[Suggestion]:
    """Return the quotations of a reading."""
    people = People(reading)
    return [
        _suggestion(reading, people, quotation, speaker)
        for quotation, speaker in _with_speakers(reading)
        if not is_words_only(reading, quotation, speaker)
    ]


def words_in_marks(reading: Reading) -> list[tuple[Quotation, Speaker | None]]:
    """Return what stands between marks without being speech: single words, names, titles of works."""
    return [pair for pair in _with_speakers(reading) if is_words_only(reading, *pair)]


def _with_speakers(reading: Reading) -> list[tuple[Quotation, Speaker | None]]:
    if not speakers_supported(reading.language):
        return [(quotation, None) for quotation in reading.quotations]
    return list(zip(reading.quotations, speakers(reading), strict=True))


def is_words_only(reading: Reading, quotation: Quotation, speaker: Speaker | None) -> bool:
    """Tell whether only a few words are set off, so that nobody need have said them."""
    text = reading.text
    if quotation.inner_end - quotation.inner_start > _LONG:
        return False
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    count = len(_WORD.findall(inner))
    if _UNSPACED.search(inner):
        return len(_UNSPACED.findall(inner)) < 6 and not _ENDS_SPEECH.search(inner)
    behind = text[quotation.end : quotation.end + 1]
    if _is_speech(text, quotation, speaker, inner):
        return False
    near = speaker is not None and speaker.cue is not None and _is_close(text, quotation, speaker)
    if count <= 1:
        return True
    if _is_title(inner, count) and not (near and speaker is not None and speaker.start > quotation.start):
        return not (near and inner.endswith((",", "!", "?")))
    if count <= 3:
        return (
            not near
            or behind == "-"
            or _is_heading(reading, quotation)
            or _is_given_name(text, quotation, speaker)
        )
    return False


def _is_heading(reading: Reading, quotation: Quotation) -> bool:
    _, end = reading.paragraph(quotation.start)
    return (
        not reading.text[max(quotation.start, end - 8) : end]
        .rstrip()
        .endswith((".", "!", "?", ":", "”", "’", '"', "…", ","))
    )


def _is_given_name(text: str, quotation: Quotation, speaker: Speaker | None) -> bool:
    """Tell whether a thing is named, “a brush he called “Bo””, not judged, “what he called “a sham””."""
    if speaker is None or speaker.cue is None or text[slice(*speaker.cue)] not in _NAMING:
        return False
    direct = not text[speaker.cue[1] : quotation.start].strip()
    return direct and not re.search(r"\bwhat\s+\Z", text[max(0, speaker.start - 8) : speaker.start])


_NAMING = frozenset(("called", "dubbed", "calls", "termed", "labelled", "labeled", "nicknamed"))


def _is_speech(text: str, quotation: Quotation, speaker: Speaker | None, inner: str) -> bool:
    """Tell whether it is punctuated like speech: “Yes,” he said, or: “No.” Both count."""
    ends = _ENDS_SPEECH.search(inner)
    if speaker is not None and speaker.rule in {"said-after", "after-said", "gesture"}:
        return (
            bool(ends)
            or text[quotation.end : quotation.end + 1] in {",", "?", "!", "—", "–"}
            or speaker.start > quotation.end
        )
    if not ends or (speaker is None and _is_title(inner.rstrip(","), len(_WORD.findall(inner)))):
        return False
    opening = text[max(0, quotation.start - 2) : quotation.start].rstrip()
    leads = opening.endswith((":", ",", ".", "!", "?", "”", "’", '"')) or not opening
    if inner[-1] in "!?…—–-":
        return leads or len(_WORD.findall(inner)) > 3
    # an American comma or stop moves inside the marks whether or not it belongs there
    return leads and (inner[:1].isupper() or inner[:1].isdigit() or not inner[:1].isascii())


def _is_close(text: str, quotation: Quotation, speaker: Speaker) -> bool:
    assert speaker.cue is not None
    if speaker.cue[0] >= quotation.end:
        return True
    return len(_WORD.findall(text[speaker.cue[1] : quotation.start])) <= _CLOSE


def _is_title(inner: str, count: int) -> bool:
    """Tell whether it is written like the title of a work: every word that can has a capital."""
    if count > 9 or inner.endswith((".", "…")):
        return False
    parts = [word for word in _WORD.findall(inner) if word.lower() not in _SMALL_IN_TITLES]
    return len(parts) > 0 and all(not part[0].islower() for part in parts) and (count > 1 or inner.istitle())


def _suggestion(
    reading: Reading, people: People, quotation: Quotation, speaker: Speaker | None
) -> Suggestion:
    text = reading.text
    span = Span(quotation.start, quotation.end)
    if speaker is None:
        score = SCORES["unattributed"] if quotation.closed else SCORES["unattributed"] / 2
        rule = "unattributed" if quotation.closed else "unclosed"
        return Suggestion(
            SuggestionKind.QUOTE, span, span.of(text), score, rule, _unattributed(reading, quotation)
        )
    found = text[speaker.start : speaker.end]
    meant = people.meant_by(found, speaker.start) if found.lower() in PRONOUNS else ""
    cue = () if speaker.cue is None else (Span(*speaker.cue),)
    score = speaker.score if quotation.closed else min(speaker.score, 0.7)
    return Suggestion(
        kind=SuggestionKind.QUOTE,
        span=span,
        exact=span.of(text),
        score=score,
        rule=speaker.rule,
        reason=_reason(text, speaker, found, meant, quotation),
        speaker=Span(speaker.start, speaker.end),
        speaker_text=meant or found,
        speaker_found=found,
        cues=cue,
    )


def _unattributed(reading: Reading, quotation: Quotation) -> str:
    if not is_english(reading.language):
        return tr("Words between quotation marks. Speakers are looked for in English texts only.")
    if not quotation.closed:
        return tr("An opening quotation mark without a closing one; nobody is named as the speaker.")
    return tr("Words between quotation marks; nobody is named as the speaker.")


def _reason(text: str, speaker: Speaker, found: str, meant: str, quotation: Quotation) -> str:
    who = tr("{pronoun} (probably {name})", pronoun=found, name=meant) if meant else found
    if speaker.rule in {"carried-over", "scene"}:
        return tr("Speaker not stated; probably {who}.", who=who)
    if not quotation.closed:
        return tr("The closing quotation mark is missing; the speaker seems to be {who}.", who=who)
    if speaker.rule in {"split", "continued"}:
        return tr("{who} goes on speaking.", who=who)
    if speaker.rule == "label":
        return tr("“{who}:” stands before the quotation.", who=who)
    if speaker.cue is None:
        return tr("The sentence about {who} leads up to the quotation.", who=who)
    cue = text[speaker.cue[0] : speaker.cue[1]]
    if speaker.rule == "next-sentence":
        return tr("The next sentence has “{cue}” and {who}; probably the speaker.", cue=cue, who=who)
    if speaker.cue[0] >= quotation.end:
        return tr("“{cue}” and {who} stand after the quotation.", cue=cue, who=who)
    return tr("“{cue}” and {who} stand before the quotation.", cue=cue, who=who)
