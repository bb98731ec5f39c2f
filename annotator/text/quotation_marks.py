"""Quotations: which marks open, which close, and which are apostrophes, inches or stray.

One pass over the marks of each paragraph. A mark's side is read from its shape and from its neighbours, so
„…“, »…«, ”…” and a typewriter's "…" come out right without knowing the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_DOUBLE = re.compile("[\"“”„‟«»＂「」『』〝〞]|``|''|,,(?=\\w)")
_SINGLE = re.compile("[‘’‚‛'‹›]")
_LINE = re.compile("[^\n\u2029]+")
_FORWARD = {
    "“": "”",
    "„": "“",
    "«": "»",
    "»": "«",
    "”": "”",
    "‟": "”",
    "「": "」",
    "『": "』",
    "〝": "〞",
    "``": "''",
}
_FORWARD |= {
    '"': '"',
    "＂": "＂",
    ",,": "“",
    "‘": "’",
    "‚": "‘",
    "‛": "’",
    "'": "'",
    "’": "’",
    "‹": "›",
    "›": "‹",
}
_CLOSERS = {
    "“": "”“\"", "„": "“”\"‟", "”": "”\"", "‟": "”\"", '"': '"”“', "＂": "＂", "«": "»", "»": "«", "「": "」",
    "『": "』", "〝": "〞〟", "``": ("''", '"', "”"), ",,": ("“", "''", "”", '"'),
    "‘": "’'", "‚": "‘’'", "‛": "’'", "'": "'’", "’": "’", "‹": "›", "›": "‹",
}  # fmt: skip
_OPENING_SIDE = " \t\u00a0\u202f\u2009([{—–-/:=>¿¡|*_\"'“„‘‚«‹"
_CLOSING_SIDE = " \t\u00a0\u202f\u2009.,;:!?)]}…—–-/|*_<[\"'”“’‘»›"
_ELIDED = re.compile(
    r"(?:n['’]|(?:\d0s|\d\ds?|tis|twas|twere|twill|em|cause|cuz|til|till|round|bout|fraid|cos|neath|gainst|er|im|is|"
    r"ere|tude|stache|hood|kay|s|t|m|ve|re|ll|d)\b)",
    re.IGNORECASE,
)
_SAID_AT_END = re.compile(
    r",\s+(?:\S+\s+){1,4}?(?:said|says|added|told \w+|explained|warned|wrote|noted|recalled)"
    r"(?:\s+\S+){0,4}[.!?]?\s*\Z"
)
_HAS_WORD = re.compile(r"[^\W_]")
_LOOK_AHEAD = 24  # marks; a bound keeps the time linear
_TAIL = 160  # characters in which a paragraph's last attribution stands


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, the marks included.

    Attributes:
        start, end: code points, marks included.
        inner_start, inner_end: the words alone.
        closed: whether there is a closing mark; else it ends with its paragraph.
        paragraphs: how many paragraphs it runs over.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    paragraphs: int = 1


@dataclass(slots=True)
class _Mark:
    at: int
    text: str
    opens: bool  # its neighbours allow it to open
    closes: bool
    digit: bool  # it follows a digit

    @property
    def end(self) -> int:
        return self.at + len(self.text)


def quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations in reading order; single marks only where the text quotes with them."""
    doubles = _pairs(text, _DOUBLE)
    if "‘" not in text and "'" not in text and "‚" not in text and "‹" not in text and "’" not in text:
        return doubles
    singles = [quotation for quotation in _pairs(text, _SINGLE) if quotation.closed]
    free = _outside(singles, doubles)
    sure = [quotation for quotation in free if _is_spoken(text, quotation)]
    if not sure or len(sure) <= len(_outside(doubles, free)):
        return doubles
    return sorted([*free, *_outside(doubles, free)], key=lambda quotation: quotation.start)


def quotation_at(text: str, position: int) -> Quotation | None:
    """Return the quotation that covers `position`, looking only around it; None outside of one."""
    start, end = position, position
    for _ in range(3):  # a quotation may have begun some paragraphs before
        start = max(text.rfind("\n", 0, max(start - 1, 0)) + 1, position - 20_000, 0)
        end = text.find("\n", end + 1) if end < len(text) else -1
        end = len(text) if end < 0 else end
    end = min(end, position + 20_000)
    for found in quotations(text[start:end]):
        if found.start <= position - start < found.end:
            return replace(
                found,
                start=found.start + start,
                end=found.end + start,
                inner_start=found.inner_start + start,
                inner_end=found.inner_end + start,
            )
    return None


def _is_spoken(text: str, quotation: Quotation) -> bool:
    """Tell whether it looks like speech and not like a word set off: it is long, or punctuated at its end."""
    inner = text[quotation.inner_start : quotation.inner_end]
    return inner[-1:] in ",.?!…—" or len(inner) > 24


def _outside(quotations_: list[Quotation], others: list[Quotation]) -> list[Quotation]:
    """Return those of the first list that are in none of the second; both are in order."""
    result = []
    at = 0
    for quotation in quotations_:
        while at < len(others) and others[at].end <= quotation.start:
            at += 1
        if at == len(others) or quotation.start < others[at].start:
            result.append(quotation)
    return result


def _pairs(text: str, pattern: re.Pattern[str]) -> list[Quotation]:
    if pattern.search(text) is None:
        return []
    result: list[Quotation] = []
    lines = [line.span() for line in _LINE.finditer(text) if not line[0].isspace()]
    waiting: Quotation | None = None  # opened in a paragraph before
    waiting_mark = ""
    for number, (start, end) in enumerate(lines):
        marks = _marks(text, pattern, start, end)
        if (
            waiting is not None
            and marks
            and marks[0].at == _first(text, start)
            and marks[0].text not in "」』"
        ):
            del marks[0]  # the mark that is repeated at the head of each paragraph
        for opened, close in _match(text, marks, waiting_mark if waiting is not None else ""):
            begun = waiting if opened is None else Quotation(opened.at, end, opened.end, end)
            assert begun is not None  # only a waiting one has no opening mark here
            waiting = None
            if close is not None:
                if _HAS_WORD.search(text, begun.inner_start, close.at):
                    result.append(replace(begun, end=close.end, inner_end=close.at))
            elif opened is not None or begun.paragraphs:
                waiting, waiting_mark = begun, opened.text if opened is not None else waiting_mark
        if waiting is None:
            continue
        stop = start + len(text[start:end].rstrip())
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following and _runs_on(text, pattern, waiting, waiting_mark, (start, stop), following):
            waiting = replace(waiting, paragraphs=waiting.paragraphs + 1)
        else:
            if _HAS_WORD.search(text, waiting.inner_start, stop):
                result.append(replace(waiting, end=stop, inner_end=stop, closed=False))
            waiting = None
    return result


def _first(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start


def _marks(text: str, pattern: re.Pattern[str], start: int, end: int) -> list[_Mark]:
    marks = []
    for match in pattern.finditer(text, start, end):
        at, after = match.span()
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        opens = (before.isspace() or before in _OPENING_SIDE) and not (
            behind.isspace() and match[0] not in "«„“"
        )
        closes = (behind.isspace() or behind in _CLOSING_SIDE) and not (
            before.isspace() and match[0] not in "»”"
        )
        marks.append(_Mark(at, match[0], opens, closes, before.isdigit() and match[0] in "\"”'’''"))
    return marks


def _match(text: str, marks: list[_Mark], waiting: str) -> Iterator[tuple[_Mark | None, _Mark | None]]:
    """Yield (opening, closing); no opening: a paragraph before has it, no closing: it stays open."""
    opened: _Mark | None = None
    mark_open = waiting
    depth = 0
    for number, mark in enumerate(marks):
        if not mark_open:
            if _can_open(text, mark, marks, number):
                opened, mark_open, depth = mark, mark.text, 0
            continue
        if mark.text == mark_open and mark.text in "“«" and mark.opens and not mark.closes:
            if _balanced(marks, number, mark.text):
                depth += 1
                continue
            # the one before was never closed, and a new one begins
            opened, depth = mark, 0
            continue
        if not _can_close(text, mark, mark_open, marks, number):
            continue
        if depth:
            depth -= 1
            continue
        yield opened, mark
        opened, mark_open = None, ""
    if mark_open:
        yield opened, None


def _can_open(text: str, mark: _Mark, marks: list[_Mark], number: int) -> bool:
    if mark.text in {"''", "」", "』", "〞"} or (mark.digit and not mark.opens):
        return False
    if mark.text in "‘’'" and (not mark.opens or _ELIDED.match(text, mark.end)):
        return False
    if mark.text in "’":
        return False  # a right-hand mark before a word is an apostrophe far more often than a quotation
    if mark.text in "“„«「『〝``,,‘‚‹":
        return mark.opens or (not mark.closes and mark.text not in "‘‹")
    return mark.opens and not (mark.closes and number + 1 == len(marks))


def _can_close(text: str, mark: _Mark, opener: str, marks: list[_Mark], number: int) -> bool:
    if mark.text not in _CLOSERS[opener]:
        return False
    if opener in "‘'‚‛’":
        return _closes_single(text, mark, marks, number)
    if mark.digit and mark.closes and _is_inch(text, mark, marks, number):
        return False
    if mark.text == _FORWARD[opener] and mark.text not in '"“«':
        return not (opener == "”" and mark.opens and not mark.closes)
    if mark.text == '"' and opener == '"':
        return mark.closes or not mark.opens
    if opener in "„»,," and mark.text in "“«”''":
        return not (mark.opens and not mark.closes)
    # A mark of another family closes only where its own does not follow.
    return mark.closes and not mark.opens and not _own_follows(opener, marks, number)


def _own_follows(opener: str, marks: list[_Mark], number: int) -> bool:
    own = _FORWARD[opener]
    for mark in marks[number + 1 : number + _LOOK_AHEAD]:
        if mark.text == own:
            return True
        if mark.opens and not mark.closes:
            return False
    return False


def _balanced(marks: list[_Mark], number: int, opener: str) -> bool:
    """Tell whether the nested mark at `number` and the one around it are both closed."""
    depth = 2
    closer = _FORWARD[opener]
    for mark in marks[number + 1 : number + _LOOK_AHEAD]:
        if mark.text == closer:
            depth -= 1
            if depth == 0:
                return True
        elif mark.text == opener:
            depth += 1
    return False


def _is_inch(text: str, mark: _Mark, marks: list[_Mark], number: int) -> bool:
    """Tell whether 12" is a length inside the quotation: another mark closes it before the next one opens."""
    if re.match(r"[ \u00a0-](?:x\b|by\b|\w)", text[mark.end : mark.end + 3]) is None:
        return False
    for following in marks[number + 1 : number + _LOOK_AHEAD]:
        if following.opens and not following.closes:
            return False
        if following.closes and following.text == mark.text:
            return True
    return False


def _closes_single(text: str, mark: _Mark, marks: list[_Mark], number: int) -> bool:
    if not mark.closes or mark.opens:
        return False
    before, behind = text[mark.at - 1], text[mark.end : mark.end + 1]
    if before in ",.?!…—–":
        return True
    if before == "s" and behind.isspace():  # “the workers’ pay”, unless nothing else can close
        for following in marks[number + 1 : number + _LOOK_AHEAD]:
            if following.opens:
                break
            if following.closes:
                return False
    return not _ELIDED_END.search(text, max(0, mark.at - 3), mark.at)


_ELIDED_END = re.compile(r"\b(?:o|ol|n|in)\Z")  # “ol’ man”, “o’ the”


def _runs_on(
    text: str,
    pattern: re.Pattern[str],
    waiting: Quotation,
    opener: str,
    here: tuple[int, int],
    following: tuple[int, int],
) -> bool:
    """Tell whether an unclosed quotation goes on in the next paragraph."""
    start, stop = here
    if text[stop - 1] not in ".?!…,:;—–)]*'’" or _SAID_AT_END.search(text, max(start, stop - _TAIL), stop):
        return False
    mark = pattern.search(text, *following)
    if mark is None:
        return False
    if mark.start() == _first(text, following[0]):
        return mark[0] == opener or mark[0] == _FORWARD[opener] or (opener in "„«" and mark[0] in "„»«")
    if opener not in "“„«»「『" or waiting.paragraphs > 3:
        return False
    found = next(iter(_marks(text, pattern, mark.start() - 1, following[1])))
    return found.text in _CLOSERS[opener] and found.closes and not found.opens and found.text != '"'
