"""Where the sentences of a text are.

A sentence is what a reader would call one: it never crosses a line feed, keeps its closing quotation marks
and brackets, and goes on after “…?” when the next word says who asked. One pass from left to right; each
full stop is decided from the word before and the word after it, so the time is linear in the length of the
text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from annotator.text.abbreviations import (
    AFTER_TIME,
    ALWAYS,
    BEFORE_NUMBER,
    BRANDS,
    EITHER,
    GERMAN_MONTHS,
    INSIDE,
    LETTERED,
    MONTHS,
    STARTERS,
    STATES,
    TITLES,
)

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_LINE_ENDS}]+")
_CLOSERS = "\"'”’»›“‘«‹)\\]}」』】》〉〕）］｝＂＇"
# A terminator with all that belongs to it: closing marks (« … » has blanks), note numbers.
_END = re.compile(
    rf"(?P<mark>\.(?:[ \u00a0\u202f]\.){{2,3}}|[.!?…‼⁇⁈⁉؟۔]++|[।॥።։჻]++|[。！？｡．]++)"
    rf"(?P<close>(?:[{_CLOSERS}]|[ \u00a0\u202f][»›](?!\w))*+)(?P<note>(?:\[\d{{1,3}}\]|[¹²³⁰-⁹])*+)"
)
_WIDE = re.compile("[。！？｡．।॥።։჻]")
_OPENERS = "\"'“‘„‚«‹»›([{¿¡「『【《〈（［*_#"
_NEXT = re.compile(
    rf"(?P<dash>[—–-][ \u00a0]?)?(?P<open>(?:[{re.escape(_OPENERS)}][\u00a0\u202f]?)*)(?P<word>[^\W_]*)"
)
_LIST_MARK = re.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})\Z")
_LAST_TOKEN = re.compile(rf"(?:^|[\s{re.escape(_OPENERS)}—–/-])([^\s{re.escape(_OPENERS)}—–/-]*)\Z")
_BEFORE_TOKEN = re.compile(r"(\S+)\s+\S*\Z")
_SAID = re.compile(
    r"(?:[A-Z][\w’'.-]* ){1,4}(?:asks?|asked|says?|said|writes?|wrote|adds?|added|repl(?:y|ies|ied)|shouts?|"
    r"shouted|cried|"
    r"demand(?:s|ed)|wonder(?:s|ed)|exclaim(?:s|ed)|quipp?(?:s|ed)|joke[sd]|call(?:s|ed)|yell(?:s|ed)|tweeted|posted|told)\b"
    r"(?! (?:that|he|she|they|it|the [a-z]+ (?:is|was|were|had|has|would))\b)"
)
_CJK_GOES_ON = re.compile(
    r"(?:と|って|という|なんて|[^。！？」』”\s]{1,8}(?:说|說|道|问|問|表示|称|稱|喊|叫))"
)
_GLUED = re.compile(r"[^\W\d_]*[a-zà-ÿ]{2}\Z")
_LOOK_BACK = 48  # no abbreviation is longer, and a bound keeps the time linear


def sentences(text: str) -> list[tuple[int, int]]:
    r"""Return the sentences of `text` as (start, end) in code points, in order, without blanks at their ends.

    Nothing but white space is left out. A line (heading, list item) without a full stop is a sentence.
    """
    return [span for line in _LINE.finditer(text) for span in _of_line(text, *line.span())]


def unwrapped(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    r"""Return `text`, equally long, with "\n" inside the given stretches as blanks.

    For text with fixed line lengths, where a line feed only means a blank.
    """
    parts: list[str] = []
    position = 0
    for start, end in stretches:
        parts += (text[position:start], text[start:end].replace("\n", " "))
        position = end
    return "".join((*parts, text[position:]))


def _of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    caseless: bool | None = None  # whether the line has no capitals, so that they decide nothing
    for match in _END.finditer(text, start, end):
        after = match.end()
        if after < end and text[match.start()] not in "。！？｡．" and not text[after].isspace():
            if not _is_glued(text, match, end):
                continue
        elif after < end:
            if caseless is None:
                caseless = text[start:end].islower()
            if not _ends(text, begin, match, end, caseless):
                continue
        if (span := _trim(text, begin, after)) is not None and _has_words(text, span, after, end):
            yield span
            begin = after
    if (span := _trim(text, begin, end)) is not None:
        yield span


def _has_words(text: str, span: tuple[int, int], after: int, end: int) -> bool:
    """Tell whether there is a word on both sides: marks alone belong to their neighbour."""
    return _any_word(text, *span) and (after >= end or _any_word(text, after, end))


_WORD = re.compile(r"[^\W_]|[^\x00-\u2fff]")


def _any_word(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, end) is not None


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _is_glued(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether a blank was forgotten: “the end.The next”, “gone.”The next”."""
    after = match.end()
    if len(match["mark"]) != 1 or (match["close"] and match["close"][-1] not in "”’»)"):
        return False
    following = text[after : min(after + 24, end)]
    word = re.match(r"[“‘(\"]?([A-ZÀ-Þ][a-zß-ÿ]*)(?=[\s,’'])", following)
    if word is None or not _GLUED.search(text, max(0, match.start() - 24), match.start()):
        return False
    return word[1] in STARTERS or bool(match["close"]) or len(word[1]) > 3


def _ends(text: str, begin: int, match: re.Match[str], end: int, caseless: bool) -> bool:
    """Decide a terminator that is followed by white space (or needs none)."""
    mark, after = match["mark"], match.end()
    if mark[0] in "。！？｡．":
        return not (match["close"] and _CJK_GOES_ON.match(text, after, end))
    at = after
    while at < end and text[at].isspace():
        at += 1
    following = _NEXT.match(text, at, min(at + 64, end))
    if at == end or following is None or _WIDE.match(mark):
        return True
    word = following["word"]
    if not caseless and _goes_on(text, at, following, bool(match["close"])):
        return False
    if mark != ".":
        return _ends_strong(text, match, word, at)
    if _LIST_MARK.match(text, begin, match.start()) and match["close"] in {"", ")"}:
        return False
    if match["close"]:
        return not _opens_brackets_only(text, begin, match)
    return _ends_full_stop(text, begin, match.start(), word, at)


def _goes_on(text: str, at: int, following: re.Match[str], closed: bool) -> bool:
    """Tell whether what follows cannot open a sentence: a small letter, a comma, a dash after a quotation."""
    word = following["word"]
    if not word:
        return text[at] in ",;:%/&" or (closed and bool(following["dash"]))
    if following["dash"] and closed:
        return True
    if not word[0].islower():
        return False
    if following["open"] and following["open"][0] in "(¿¡":
        return False
    return not (word.startswith(("http", "www")) or (len(word) > 1 and word[1].isupper()))


def _ends_strong(text: str, match: re.Match[str], word: str, at: int) -> bool:
    """Decide “!”, “?” and “…” before a capital, a digit or a letter without case."""
    mark = match["mark"]
    if mark[0] in ".…" and set(mark) <= set(".… \u00a0\u202f"):
        spaced = text[match.start() - 1 : match.start()].isspace()
        return not (spaced and (word in {"I", ""} or word[:1].isdigit())) and len(mark.strip(" .…")) == 0
    if match["close"] and match["close"][0] not in ")]}" and _SAID.match(text, at):
        return False
    name = re.search(r"\w+\Z", text[max(0, match.start() - _LOOK_BACK) : match.start()])
    return not (mark == "!" and name is not None and name[0] in BRANDS and word not in STARTERS)


def _opens_brackets_only(text: str, begin: int, match: re.Match[str]) -> bool:
    """Tell whether “(approx.)” or “(e.g.)” closes inside a sentence: a bracketed abbreviation."""
    if match["close"] != ")":
        return False
    inside = text[max(begin, match.start() - _LOOK_BACK) : match.start()].rpartition("(")[2]
    return inside.casefold() in INSIDE | BEFORE_NUMBER


def _ends_full_stop(text: str, begin: int, stop: int, word: str, at: int) -> bool:
    """Decide one full stop from the token before it, `last`, and the word after it."""
    before = text[max(begin, stop - _LOOK_BACK) : stop]
    found = _LAST_TOKEN.search(before)
    last = found[1] if found else before
    starter = word in STARTERS
    if last.isdigit():
        return not (len(last) < 3 and word in GERMAN_MONTHS)
    if len(last) == 1 and last.isalpha():
        return _ends_initial(text, before, word, at)
    key = last.casefold()
    if key in {"a.m", "p.m"}:
        opening = text[begin:stop].count(" ", 0, 40) < 3  # “At 5 a.m. Mr. Poe left”: no verb yet
        return starter or not (opening or word in AFTER_TIME or word[:1].isdigit())
    if key in ALWAYS:
        return True
    if key in BEFORE_NUMBER and (word[:1].isdigit() or _is_roman(word)):
        return False
    if key in INSIDE or (key in TITLES and (last[0].isupper() or not last.isascii())):
        return False
    return starter or not _is_abbreviation(before, last)


def _is_abbreviation(before: str, last: str) -> bool:
    """Tell whether the token may stand before a name: “Acme Inc. Chairman”, “Boston, Mass. Mayor”."""
    key = last.casefold()
    if key in EITHER or (key in MONTHS and last[0].isupper()):
        return True
    if "." in last and all(len(part) <= 2 and part.isalpha() for part in last.split(".")):
        return True  # “U.S”, “Ph.D”
    return last in STATES and before.removesuffix(last).rstrip().endswith(",")


def _ends_initial(text: str, before: str, word: str, at: int) -> bool:
    """Decide a full stop after a single letter: an initial, a page, “Plan B.”, and so on."""
    letter = before[-1]
    starter = word in STARTERS
    if not letter.isupper():
        return starter or not (word[:1].isdigit() or len(word) == 1 or letter in "vc")
    if len(word) == 1 and text[at + 1 : at + 2] == ".":
        return False
    neighbour = _BEFORE_TOKEN.search(before)
    previous = neighbour[1].strip(_OPENERS) if neighbour else ""
    if previous in LETTERED or (letter == "I" and previous[:1].islower()):
        return True
    return starter and letter != "M"  # “M. Un Tel”


def _is_roman(word: str) -> bool:
    return bool(word) and set(word) <= set("IVXLC")


def main() -> None:
    """Print the sentence spans of standard input as JSON, one [start, end] per line."""
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    sys.stdout.write("".join(f"[{start}, {end}]\n" for start, end in sentences(text)))


if __name__ == "__main__":
    main()
