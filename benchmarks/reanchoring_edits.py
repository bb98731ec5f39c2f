"""Revisions of a text that remember where every character came from, so that the truth is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0df3'’\u00ad\u200c\u200d"
WORD = re.compile(rf"[{_UNSPACED}]{{2}}|[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_MARKS}])*")
SENTENCE = re.compile(r"[^\n.!?。！？।]*(?:[^\n.!?。！？।]|[.!?](?=\w))+[.!?。！？।]*[”“»\"」]*")
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_GONE = (-1, -1)


class Draft:
    """A text under revision.

    Of each character it knows the place in the old text (-1: it is new) and, if it was written in place of
    old text, which.
    """

    def __init__(self, text: str) -> None:
        self.old = text
        self.chars = list(text)
        self.origin = list(range(len(text)))
        self.instead = [_GONE] * len(text)
        self.moved = [0] * len(text)
        self._moves = 0

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.chars)

    def replace(self, start: int, end: int, text: str) -> None:
        """Write `text` in place of what stands there now; start == end inserts, an empty text deletes."""
        gone = [origin for origin in self.origin[start:end] if origin >= 0]
        instead = (min(gone), max(gone) + 1) if gone and text else _GONE
        self.chars[start:end] = list(text)
        self.origin[start:end] = [-1] * len(text)
        self.instead[start:end] = [instead] * len(text)
        self.moved[start:end] = [0] * len(text)

    def respell(self, start: int, end: int, text: str) -> None:
        """Write the same words in another way: the characters are still the old ones."""
        origin = self.origin[start:end]
        kept = [origin[min(index * len(origin) // len(text), len(origin) - 1)] for index in range(len(text))]
        self.chars[start:end] = list(text)
        self.origin[start:end] = kept
        self.instead[start:end] = [_GONE] * len(text)
        self.moved[start:end] = self.moved[start : start + 1] * len(text)

    def move(self, start: int, end: int, to: int) -> None:
        """Take a stretch out and put it in before the character that is now at `to`."""
        self._moves += 1
        self.moved[start:end] = [self._moves] * (end - start)
        order = list(range(len(self.chars)))
        part = order[start:end]
        del order[start:end]
        at = to if to <= start else to - (end - start)
        order[at:at] = part
        self.chars = [self.chars[index] for index in order]
        self.origin = [self.origin[index] for index in order]
        self.instead = [self.instead[index] for index in order]
        self.moved = [self.moved[index] for index in order]


@dataclass(frozen=True)
class Truth:
    """Where a passage is after a revision.

    Attributes:
        surviving: the part of its characters (without blanks) that is still there, from 0 to 1.
        start, end: what they cover in the new text; if they were torn apart, the largest piece.
        loose_start, loose_end: the same with what was written in place of words of its own.
        places: of the surviving characters of that piece.
        torn: the places of all its surviving characters, if other old text stands between them; else empty.
        instead: the places of characters written in place of its own.
        intact: it reads as before.
    """

    surviving: float
    start: int
    end: int
    loose_start: int
    loose_end: int
    places: frozenset[int]
    torn: frozenset[int]
    instead: frozenset[int]
    intact: bool


def truth(draft: Draft, start: int, end: int) -> Truth:
    """Follow old[start:end] through the revision."""
    new = draft.text
    place_of: dict[int, int] = {}
    for place, origin in enumerate(draft.origin):
        if start <= origin < end and not new[place].isspace():
            place_of.setdefault(origin, place)
    total = sum(1 for index in range(start, end) if not draft.old[index].isspace())
    instead = frozenset(
        place
        for place, (first, last) in enumerate(draft.instead)
        if first < end and start < last and first >= 0
    )
    if not place_of:
        return Truth(0.0, -1, -1, -1, -1, frozenset(), frozenset(), instead, intact=False)
    pieces: dict[int, list[int]] = {}
    for place in sorted(place_of.values()):
        pieces.setdefault(draft.moved[place], []).append(place)
    piece = max(pieces.values(), key=len)
    first, last = piece[0], piece[-1] + 1
    loose_first, loose_last = first, last
    for place in range(first - 1, -1, -1):
        if place in instead:
            loose_first = place
        elif not new[place].isspace():
            break
    for place in range(last, len(new)):
        if place in instead:
            loose_last = place + 1
        elif not new[place].isspace():
            break
    return Truth(
        len(piece) / max(total, 1),
        first,
        last,
        loose_first,
        loose_last,
        frozenset(piece),
        frozenset(place_of.values())
        if len(pieces) > 1 or _is_parted(draft, first, last, start, end)
        else frozenset(),
        instead,
        intact=new[first:last] == draft.old[start:end].strip(),
    )


def _is_parted(draft: Draft, first: int, last: int, start: int, end: int) -> bool:
    """Tell whether old text that is not the passage's own stands between its parts."""
    return any(origin >= 0 and not start <= origin < end for origin in draft.origin[first:last])


@dataclass
class Material:
    """What is written into a text: by the same hand, but not taken from it."""

    rng: random.Random
    sentence: Callable[[], str]
    paragraph: Callable[[], str]
    words: list[str]
    blank: str = " "

    def word(self, but: str = "") -> str:
        """Return a word other than `but`."""
        for _ in range(20):
            word = self.rng.choice(self.words)
            if word.casefold() != but.casefold():
                return word
        return but + "x"

    def phrase(self, length: int) -> str:
        """Return some words in no order."""
        return self.blank.join(self.word() for _ in range(length))


@dataclass(frozen=True)
class Passage:
    """A quote: `kind` says how long it is."""

    kind: str
    start: int
    end: int


PASSAGES = ("word", "words", "phrase", "sentence", "sentences")


def passages(text: str, start: int, end: int, kind: str, rng: random.Random) -> Passage | None:
    """Return a passage of that kind that begins inside start..end, or None."""
    if kind in {"sentence", "sentences"}:
        found = [match.span() for match in SENTENCE.finditer(text)]
        inside = [number for number, (first, _) in enumerate(found) if start <= first < end]
        if not inside:
            return None
        first = rng.choice(inside)
        last = first if kind == "sentence" else min(first + rng.randint(1, 3), len(found) - 1)
    else:
        found = [match.span() for match in WORD.finditer(text, max(start - 50, 0), min(end + 400, len(text)))]
        inside = [number for number, (first, _) in enumerate(found) if start <= first < end]
        if not inside:
            return None
        first = rng.choice(inside)
        more = {"word": 0, "words": rng.randint(1, 2), "phrase": rng.randint(3, 8)}[kind]
        last = min(first + more, len(found) - 1)
    begin, finish = found[first][0], found[last][1]
    while begin < finish and text[begin].isspace():
        begin += 1
    while begin < finish and text[finish - 1].isspace():
        finish -= 1
    return Passage(kind, begin, finish) if begin < finish else None


class Editor:
    """Makes one revision of a draft around one passage of it."""

    def __init__(self, draft: Draft, passage: Passage, material: Material, rng: random.Random) -> None:
        self.draft = draft
        self.passage = passage
        self.material = material
        self.rng = rng

    # Where to edit

    def spans(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        """Return where words, sentences or paragraphs are in the text as it is now."""
        text = self.draft.text
        spans = []
        for match in pattern.finditer(text):
            start, end = match.span()
            while start < end and text[start].isspace():
                start += 1
            while start < end and text[end - 1].isspace():
                end -= 1
            if start < end:
                spans.append((start, end))
        return spans

    def near(self, pattern: re.Pattern[str], chance: float = 0.6) -> tuple[int, int]:
        """Return the span around the passage, or with 1 - chance any other."""
        spans = self.spans(pattern)
        now = self.now()
        if self.rng.random() < chance and now:
            around = [span for span in spans if span[0] < now[1] and now[0] < span[1]]
            if around:
                return self.rng.choice(around)
        return self.rng.choice(spans)

    def now(self) -> tuple[int, int] | None:
        """Return where the passage is now."""
        places = [
            n for n, origin in enumerate(self.draft.origin) if self.passage.start <= origin < self.passage.end
        ]
        return (min(places), max(places) + 1) if places else None

    # Revisions

    def sentence_inserted(self) -> None:
        """Write a sentence before or after one."""
        start, end = self.near(SENTENCE)
        blank = self.material.blank
        if self.rng.random() < 0.5:
            self.draft.replace(start, start, self.material.sentence() + blank)
        else:
            self.draft.replace(end, end, blank + self.material.sentence())

    def word_replaced(self) -> None:
        """Replace one or two words."""
        for _ in range(self.rng.randint(1, 2)):
            start, end = self.near(WORD)
            self.draft.replace(start, end, self.material.word(self.draft.text[start:end]))

    def _copy_edited(self, rate: float) -> None:
        for start, end in reversed(self.spans(WORD)):
            if self.rng.random() >= rate:
                continue
            act = self.rng.random()
            if act < 0.6:
                self.draft.replace(start, end, self.material.word(self.draft.text[start:end]))
            elif act < 0.8:
                while end < len(self.draft.chars) and self.draft.chars[end] == " ":
                    end += 1
                self.draft.replace(start, end, "")
            else:
                self.draft.replace(start, start, self.material.word() + self.material.blank)

    def copy_edit_3(self) -> None:
        """Edit 3 % of the words."""
        self._copy_edited(0.03)

    def copy_edit_15(self) -> None:
        """Edit 15 % of the words."""
        self._copy_edited(0.15)

    def _with_gap(self, start: int, end: int) -> tuple[int, int]:
        """Return a paragraph with the empty lines after it (or before, at the end of the text)."""
        chars = self.draft.chars
        while end < len(chars) and chars[end] == "\n":
            end += 1
        if end == len(chars):
            while start and chars[start - 1] == "\n":
                start -= 1
        return start, end

    def paragraph_moved(self) -> None:
        """Move a paragraph to another place."""
        start, end = self.near(PARAGRAPH, 0.75)
        paragraphs = self.spans(PARAGRAPH)
        others = [span[0] for span in paragraphs if not start <= span[0] <= end + 2]
        if not others:
            return
        to = self.rng.choice(others)
        if not self.draft.text[end:].strip("\n"):
            self.draft.replace(len(self.draft.chars), len(self.draft.chars), "\n\n")
        start, end = self._with_gap(start, end)
        self.draft.move(start, end, to)

    def sentence_moved(self) -> None:
        """Move a sentence to another place."""
        start, end = self.near(SENTENCE, 0.75)
        if (start, end) in self.spans(PARAGRAPH):
            return self.paragraph_moved()
        others = [span[0] for span in self.spans(SENTENCE) if not start <= span[0] <= end]
        if not others:
            return None
        to = self.rng.choice(others)
        blank = self.material.blank
        self.draft.replace(to, to, blank)
        if to <= start:
            start, end = start + len(blank), end + len(blank)
        self.draft.move(start, end, to)
        return None

    def paragraph_deleted(self) -> None:
        """Delete a paragraph."""
        start, end = self._with_gap(*self.near(PARAGRAPH, 0.5))
        self.draft.replace(start, end, "")

    def sentence_deleted(self) -> None:
        """Delete a sentence."""
        start, end = self.near(SENTENCE, 0.7)
        while end < len(self.draft.chars) and self.draft.chars[end] == " ":
            end += 1
        self.draft.replace(start, end, "")

    def paragraph_inserted(self) -> None:
        """Write a paragraph before one."""
        start, _ = self.near(PARAGRAPH)
        self.draft.replace(start, start, self.material.paragraph() + "\n\n")

    def paragraph_duplicated(self) -> None:
        """Put a copy of a paragraph somewhere after it, or before, but not directly."""
        start, end = self.near(PARAGRAPH, 0.75)
        copy = self.draft.text[start:end]
        after = [span[1] for span in self.spans(PARAGRAPH) if span[1] >= end]
        before = [span[0] for span in self.spans(PARAGRAPH) if span[1] < start]
        if before and self.rng.random() < 0.4:
            # not directly before: then nobody could tell which of the two is the copy
            to = self.rng.choice(before)
            self.draft.replace(to, to, copy + "\n\n")
        else:
            to = self.rng.choice(after)
            self.draft.replace(to, to, "\n\n" + copy)

    def quote_split(self) -> None:
        """Write words, a sentence or a paragraph end into the middle of the passage."""
        now = self.now()
        words = [span for span in self.spans(WORD) if now and now[0] < span[0] < now[1]]
        if not words:
            return self.sentence_inserted()
        at = self.rng.choice(words)[0]
        blank = self.material.blank
        act = self.rng.random()
        if act < 0.4:
            self.draft.replace(at, at, self.material.phrase(self.rng.randint(1, 4)) + "," + blank)
        elif act < 0.7:
            self.draft.replace(at, at, "\n\n")
        else:
            self.draft.replace(at, at, self.material.sentence() + blank)
        return None

    def quote_deleted(self) -> None:
        """Delete the passage, or its sentence, or write another in its place."""
        now = self.now()
        if not now:
            return
        start, end = now
        act = self.rng.random()
        if act < 0.35:
            sentences = [span for span in self.spans(SENTENCE) if span[0] < end and start < span[1]]
            start, end = min(start, sentences[0][0]), max(end, sentences[-1][1])
        if act < 0.2:
            self.draft.replace(start, end, self.material.blank + self.material.sentence())
        else:
            while end < len(self.draft.chars) and self.draft.chars[end] == " ":
                end += 1
            self.draft.replace(start, end, "")

    def typography_changed(self) -> None:
        """Set other quotation marks, dashes, ellipses and no-break spaces."""
        for pattern, spellings in (
            (r"[“”„«»\"]", ('"', "“", "«")),
            (r"['’]", ("'", "’")),
            (r"[–—-]", ("-", "–", "—")),
            (r"…|\.\.\.", ("…", "...")),
            (r"(?<=\d) (?=\w)", ("\u00a0", "\u202f")),
        ):
            spelling = self.rng.choice(spellings)
            for match in reversed(list(re.finditer(pattern, self.draft.text))):
                self.draft.respell(*match.span(), spelling)

    def surroundings_rewritten(self) -> None:
        """Write 32 to 120 characters on each side of the passage anew."""
        now = self.now()
        if not now:
            return
        start, end = now
        reach = self.rng.randint(32, 120)
        before = [span for span in self.spans(WORD) if start - reach <= span[0] and span[1] <= start]
        after = [span for span in self.spans(WORD) if end <= span[0] and span[1] <= end + reach]
        for spans in (after, before):
            if spans:
                length = max(1, len(spans) + self.rng.randint(-2, 3))
                self.draft.replace(spans[0][0], spans[-1][1], self.material.phrase(length))

    def case_and_numbers(self) -> None:
        """Change the case of words, and numbers."""
        start, end = self.near(PARAGRAPH, 0.8)
        for match in reversed(list(WORD.finditer(self.draft.text, start, end))):
            word = match[0]
            if word.isdigit() and self.rng.random() < 0.5:
                self.draft.replace(*match.span(), str(int(word) + self.rng.randint(1, 30)))
            elif self.rng.random() < 0.15 and len(word.upper()) == len(word):
                self.draft.respell(*match.span(), word.upper() if self.rng.random() < 0.5 else word.title())

    def lines_changed(self) -> None:
        """Join paragraphs, part them, and change the lines between them."""
        ends = [match.span() for match in re.finditer(r"\n+", self.draft.text)]
        for start, end in reversed(ends):
            act = self.rng.random()
            if act < 0.2:
                self.draft.replace(start, end, self.material.blank)
            elif act < 0.4:
                self.draft.replace(start, end, "\n")
        stops = [span[1] for span in self.spans(SENTENCE)]
        for stop in reversed(stops):
            if self.rng.random() < 0.1 and stop < len(self.draft.chars) and self.draft.chars[stop] == " ":
                self.draft.replace(stop, stop + 1, "\n\n")

    def several_at_once(self) -> None:
        """Make three to five different edits."""
        kinds = self.rng.sample(
            [
                self.sentence_inserted,
                self.word_replaced,
                self.copy_edit_3,
                self.paragraph_moved,
                self.paragraph_deleted,
                self.paragraph_inserted,
                self.typography_changed,
                self.case_and_numbers,
                self.sentence_deleted,
                self.sentence_moved,
                self.lines_changed,
            ],
            self.rng.randint(3, 5),
        )
        for edit in kinds:
            edit()


KINDS = (
    "sentence_inserted", "sentence_moved", "sentence_deleted", "word_replaced", "copy_edit_3", "copy_edit_15",
    "paragraph_moved", "paragraph_deleted", "paragraph_inserted", "paragraph_duplicated", "quote_split",
    "quote_deleted", "typography_changed", "surroundings_rewritten", "case_and_numbers", "lines_changed",
    "several_at_once",
)  # fmt: skip
