"""Who says each quotation: what stands around it, and the quotations before where nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.suggestions.clauses import read_after, read_before
from annotator.suggestions.lexicon import gesture_verbs
from annotator.suggestions.reading import Reading
from annotator.suggestions.speakers import SURE, Speaker, speaker_at
from annotator.suggestions.subjects import main_subject
from annotator.suggestions.tokens import Token, tokenise
from annotator.suggestions.verbs import is_verb
from annotator.text.quotation_marks import Quotation

_REACH = 320  # characters looked at on each side
_SPEECH_END = ",?!…—–-"


def speakers(reading: Reading) -> list[Speaker | None]:
    """Return the speaker of each of the reading's quotations, None where nobody can be named."""
    found: list[Speaker | None] = []
    quotations = reading.quotations
    for number, quotation in enumerate(quotations):
        before = quotations[number - 1] if number else None
        after = quotations[number + 1] if number + 1 < len(quotations) else None
        near = _near(reading, quotation, before, after)
        found.append(near or _inherited(reading, number, found))
    return found


def _near(
    reading: Reading, quotation: Quotation, before: Quotation | None, after: Quotation | None
) -> Speaker | None:
    """Return the speaker named in the same sentence as the quotation."""
    following = _tokens_after(reading, quotation, after)
    preceding = _tokens_before(reading, quotation, before)
    ended = _ends_sentence(reading.text, quotation)
    strong = None if ended else read_after(following)
    ahead = read_before(preceding, reading)
    if strong is not None and (
        ahead is None or strong.score >= ahead.score or _is_speech(reading.text, quotation)
    ):
        return strong
    if ahead is not None:
        return ahead
    if ended and not _introduces_next(reading, quotation, after):
        weak = read_after(following)
        if weak is not None and weak.rule in {"after-said", "said-after", "according-to"}:
            return replace(weak, rule="said-after" if _is_whole(following, weak) else "next-sentence")
    return None


def _is_whole(tokens: Sequence[Token], speaker: Speaker) -> bool:
    """Tell whether the sentence after the quotation says nothing but who spoke: “….” said Lee."""
    last = max(speaker.end, speaker.cue[1] if speaker.cue else 0)
    return not any(token.start >= last and token.is_word for token in tokens)


def _tokens_after(reading: Reading, quotation: Quotation, after: Quotation | None) -> list[Token]:
    start = quotation.end
    if start < len(reading.text) and reading.text[start] in ")]":
        start += 1
    line_end = reading.paragraph(quotation.end - 1)[1]
    end = min(line_end, start + _REACH, reading.sentence_end(start) if start < line_end else line_end)
    if after is not None:
        end = min(end, after.start)
    return tokenise(reading.text, start, max(start, end))


def _tokens_before(reading: Reading, quotation: Quotation, before: Quotation | None) -> list[Token]:
    start = max(reading.sentence_start(quotation.start), quotation.start - _REACH, 0)
    line_start = reading.paragraph(quotation.start)[0]
    if reading.opens_line(quotation.start):
        start = _introduction(reading, line_start)
        end = line_start
    else:
        end = quotation.start
        if not reading.text[start:end].strip():
            start = _colon_before(reading, line_start, start)
    if before is not None:
        start = max(start, before.end)
    return tokenise(reading.text, min(start, end), end)


def _colon_before(reading: Reading, line_start: int, start: int) -> int:
    """Return where the sentence before begins if it ends in a colon: `He went on: “…”`."""
    window = max(line_start, start - _REACH)
    before = reading.text[window:start].rstrip()
    return max(window, reading.sentence_start(window + len(before) - 1)) if before.endswith(":") else start


def _introduction(reading: Reading, line_start: int) -> int:
    """Return where the sentence begins that ends the paragraph before with a colon; else the line itself."""
    before = reading.text[max(0, line_start - _REACH) : line_start].rstrip()
    if not before.endswith((":", ": —")):
        return line_start
    window = max(0, line_start - _REACH)
    return max(window, reading.sentence_start(window + len(before) - 1))


def _ends_sentence(text: str, quotation: Quotation) -> bool:
    """Tell whether the quotation closes its sentence: a full stop inside, no small letter or comma after."""
    inner = text[max(quotation.inner_start, quotation.inner_end - 8) : quotation.inner_end].rstrip()
    following = text[quotation.end : quotation.end + 3].lstrip(" \u00a0")
    if following[:1] in ",;—–" or (following[:1].islower()):
        return False
    return inner[-1:] == "." or following[:1] == "." or not following[:1].strip()


def _is_speech(text: str, quotation: Quotation) -> bool:
    last = text[quotation.inner_end - 1 : quotation.inner_end]
    return last in _SPEECH_END or text[quotation.end : quotation.end + 1] == ","


def _introduces_next(reading: Reading, quotation: Quotation, after: Quotation | None) -> bool:
    """Tell whether the words after the quotation lead to the next one instead: “….” Lee added: “…”."""
    if after is None or reading.sentence_end(quotation.end) < after.start:
        return False
    between = reading.text[max(quotation.end, after.start - _REACH) : after.start].rstrip()
    return between.endswith((":", ","))


def _inherited(reading: Reading, number: int, found: Sequence[Speaker | None]) -> Speaker | None:
    """Return who goes on speaking, or probably does, when the quotation's own sentence names nobody."""
    going_on = _going_on(reading, number, found) if number else None
    if going_on is not None and going_on.rule != "carried-over":
        return going_on
    return _scene(reading, reading.quotations[number]) or going_on


def _scene(reading: Reading, quotation: Quotation) -> Speaker | None:
    """Return who acts in the sentence before, in the same paragraph: `Lee shrugs. “…”`."""
    line_start = reading.paragraph(quotation.start)[0]
    if reading.sentence_start(quotation.start) < quotation.start or quotation.start - line_start < 8:
        return None
    window = max(line_start, quotation.start - _REACH)
    end = window + len(reading.text[window : quotation.start].rstrip())
    start = max(reading.sentence_start(end - 1), window)
    if reading.in_quotation(start) or reading.in_quotation(end - 1):
        return None
    tokens = tokenise(reading.text, start, end)
    phrase = main_subject(tokens, len(tokens)) if tokens else None
    if phrase is None or phrase[1] >= len(tokens):
        return None
    acts = tokens[phrase[1]].text in gesture_verbs() or is_verb(tokens, phrase[1])
    person = tokens[phrase[0]].lower in {"he", "she"}
    return speaker_at(tokens, phrase, "scene", None) if acts or person else None


def _going_on(reading: Reading, number: int, found: Sequence[Speaker | None]) -> Speaker | None:
    quotation, before = reading.quotations[number], reading.quotations[number - 1]
    last = found[number - 1]
    if last is None:
        return None
    if quotation.start - before.end > 4 * _REACH:
        return None
    between = reading.text[before.end : quotation.start]
    same_line = "\n" not in between
    if same_line and reading.sentence_start(quotation.start) <= before.start:
        return replace(last, rule=_weaker("split", last), cue=last.cue)
    if same_line:
        gap = _gap_words(reading, last, before, quotation)
        if gap == 0:
            return replace(last, rule=_weaker("continued", last))
        return (
            replace(last, rule="carried-over") if gap <= 40 and _starts_sentence(reading, quotation) else None
        )
    if len(between.strip()) <= 160 and reading.opens_line(quotation.start) and between.count("\n") <= 4:
        return replace(last, rule="carried-over")
    return None


def _weaker(rule: str, last: Speaker) -> str:
    """Return the rule for what rests on another quotation's speaker: never surer than that one."""
    return rule if last.score >= SURE else "carried-over"


def _gap_words(reading: Reading, last: Speaker, before: Quotation, quotation: Quotation) -> int:
    """Count the words between two quotations that are in no attribution: none in `,” said Lee. “`."""
    own = before.end <= last.start < quotation.start
    start = reading.sentence_end(max(last.end, last.cue[1] if last.cue else 0)) if own else before.end
    return len(reading.text[start : quotation.start].split())


def _starts_sentence(reading: Reading, quotation: Quotation) -> bool:
    return reading.sentence_start(quotation.start) == quotation.start
