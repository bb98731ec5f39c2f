"""Lines of a PDF → paragraphs: where one ends, what was divided, what is a heading.

A line is the last of its paragraph when the next word would still have fitted behind it, when the next line
stands lower than lines do, is indented, or has another size. A paragraph at the foot of a page goes on at the
head of the next column unless it was finished.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.importers.pdf_columns import Line, is_rtl
from annotator.importers.pdf_page import SOFT_HYPHEN

_SENTENCE_END = re.compile(r"[.!?…:;。？！؟]['\"’”»)\]]*\d{0,3}$")
_BULLET = re.compile(r"[•◦▪‣●○■□–—\-*·➢✓]\s+(?=\S)")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\[\d{1,3}\])\s+\S")
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|tableau|figura|figuur|tabla|tabela)\s*\d+",
    re.IGNORECASE,
)
_LEADING = 1.35  # times the usual distance of lines: a wider one ends a paragraph
_INDENT = 0.7  # ems
_SIZE = 0.1  # of the size two lines of a paragraph may differ
_HEADING_SIZE = 1.12  # of the body's
_HEADING_LENGTH = 250
_BOLD_HEADING_LENGTH = 120


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a PDF.

    Attributes:
        places: (page, PDFium's number) of each character; (page, -1) for a blank put in.
        indented: whether its first line was.
        finished: whether its last line could not be followed by another.
        level: of a heading, 0 for none.
        marker: the bullet it had; "" for none.
    """

    page: int
    text: str
    places: list[tuple[int, int]]
    size: float
    bold: bool
    lines: int = 1
    indented: bool = False
    finished: bool = False
    level: int = 0
    marker: str = ""

    @property
    def is_caption(self) -> bool:
        """Whether it begins as the caption of a figure or table does."""
        return _CAPTION.match(self.text) is not None


def paragraphs(columns: Iterable[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of columns in reading order, headings and list items told apart."""
    columns = [list(column) for column in columns]
    words = _words(line for column in columns for line in column)
    found: list[Paragraph] = []
    for column in columns:
        for number, paragraph in enumerate(_column(column, words)):
            before = None if number else _unfinished(found, paragraph)
            if before is None:
                found.append(paragraph)
            else:
                _join(before, paragraph.text, paragraph.places, words)
                before.finished = paragraph.finished
                before.lines += paragraph.lines
    _find_headings(found)
    for paragraph in found:
        _take_bullet(paragraph)
    return [paragraph for paragraph in found if paragraph.text.strip()]


def _column(lines: Sequence[Line], words: Counter[str]) -> list[Paragraph]:
    shape = _Shape(lines)
    found: list[Paragraph] = []
    before: Line | None = None
    for line in lines:
        first = bool(found) and found[-1].lines == 1
        if before is None or shape.ends_between(before, line, first=first):
            if found and before is not None:
                found[-1].finished = shape.has_room(before, line) or bool(_SENTENCE_END.search(before.text))
            found.append(
                Paragraph(
                    line.page,
                    line.text,
                    list(line.places),
                    line.size,
                    line.bold,
                    indented=shape.is_indented(line),
                )
            )
        else:
            _join(found[-1], line.text, line.places, words)
            found[-1].bold = found[-1].bold and line.bold
            found[-1].lines += 1
        before = line
    if found and before is not None:
        found[-1].finished = bool(_SENTENCE_END.search(before.text.rstrip())) or shape.is_short(before)
    return found


class _Shape:
    """What is usual in one column: its edges, the distance of its lines, where lines begin."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.rtl = is_rtl("".join(line.text for line in lines))
        self.left = min(line.left for line in lines)
        rights = sorted(line.right for line in lines)
        self.right = rights[min(int(len(rights) * 0.95), len(rights) - 1)]
        if self.rtl:
            lefts = sorted(line.left for line in lines)
            self.left, self.right = lefts[int(len(lefts) * 0.05)], max(line.right for line in lines)
        pitches: dict[int, list[float]] = {}
        for above, below in pairwise(lines):
            distance = above.middle - below.middle
            if _alike(above, below) and 0.8 * below.size < distance < 3 * below.size:
                pitches.setdefault(round(below.size), []).append(distance)
        # where single lines prevail, as in a table of contents, most distances are those of paragraphs
        self._pitches = {size: sorted(found)[len(found) // 5] for size, found in pitches.items()}
        starts = Counter(round(self._start(line) / 3) for line in lines)
        self._usual = starts.most_common(1)[0][0] * 3

    def _start(self, line: Line) -> float:
        return self.right - line.right if self.rtl else line.left

    def is_indented(self, line: Line) -> bool:
        return self._start(line) - self._usual > _INDENT * line.size

    def ends_between(self, above: Line, below: Line, *, first: bool) -> bool:
        """Tell whether a paragraph ends with `above`, which may be its `first` line."""
        distance = above.middle - below.middle
        pitch = self._pitches.get(round(below.size), 1.3 * below.size)
        if distance > _LEADING * pitch or distance < -below.size or not _alike(above, below):
            return True
        if above.text.endswith(SOFT_HYPHEN):
            return False
        if _BULLET.match(below.text):
            return True
        if above.bold != below.bold and self.has_room(above, below):
            return True
        if _is_centred(above, below):
            return False
        step = self._start(below) - self._start(above)
        if step > _INDENT * below.size and self.is_indented(below):
            # a first line, indented; under a bullet or a number, the item going on
            return not (first and (_BULLET.match(above.text) or _NUMBERED.match(above.text)))
        if step < -_INDENT * below.size and self._start(below) - self._usual < -_INDENT * below.size:
            return True  # a first line that hangs out
        if not self.has_room(above, below):
            return bool(_NUMBERED.match(below.text) and _SENTENCE_END.search(above.text))
        ended = bool(_SENTENCE_END.search(above.text)) or not below.text[:1].islower()
        return ended or self.is_short(above)

    def has_room(self, above: Line, below: Line) -> bool:
        """Tell whether the first word of `below` would have fitted behind `above`."""
        word = len(below.text.split(" ", 1)[0]) + 1
        return self._rest(above) > word * below.advance + 0.5 * below.size

    def is_short(self, line: Line) -> bool:
        """Tell whether a line ends long before the column's edge."""
        return self._rest(line) > 0.25 * (self.right - self.left)

    def _rest(self, line: Line) -> float:
        return line.left - self.left if self.rtl else self.right - line.right


def _is_centred(above: Line, below: Line) -> bool:
    """Tell whether two lines have the same middle, but not the same edges."""
    shift = (above.left + above.right - below.left - below.right) / 2
    return abs(shift) < 0.3 * below.size and abs(above.left - below.left) > _INDENT * below.size


def _alike(above: Line, below: Line) -> bool:
    return abs(above.size - below.size) <= _SIZE * max(above.size, below.size)


def _unfinished(found: Sequence[Paragraph], paragraph: Paragraph) -> Paragraph | None:
    """Return the paragraph that the first one of a new column goes on with; None if it begins anew."""
    if not found or _BULLET.match(paragraph.text) or paragraph.indented:
        return None
    for before in reversed(found):
        if before.page < paragraph.page - 1:
            return None
        if abs(before.size - paragraph.size) <= _SIZE * paragraph.size and before.bold == paragraph.bold:
            if before.text.endswith(SOFT_HYPHEN):
                return before
            goes_on = paragraph.text[:1].islower() or not before.finished
            return before if goes_on and not _SENTENCE_END.search(before.text) else None
    return None


def _join(paragraph: Paragraph, text: str, places: Sequence[tuple[int, int]], words: Counter[str]) -> None:
    """Put a line behind the last one; a word divided at the line's end becomes one again."""
    before = paragraph.text
    if before.endswith((SOFT_HYPHEN, "\u00ad")):
        first = before[:-1].rpartition(" ")[2]
        second = re.split(r"[^\w'’]", text, maxsplit=1)[0]
        hyphenated, joined = f"{first}-{second}".casefold(), f"{first}{second}".casefold()
        keep = not second[:1].islower() or (words[hyphenated] and not words[joined])
        paragraph.text = before[:-1] + ("-" if keep else "") + text
        if not keep:
            paragraph.places.pop()
    elif before.endswith("-") and text[:1].isalnum():
        paragraph.text = before + text
    else:
        paragraph.text = f"{before} {text}"
        paragraph.places.append((paragraph.page, -1))
    paragraph.places.extend(places)


def _words(lines: Iterable[Line]) -> Counter[str]:
    """Count the words with and without hyphens that stand inside lines."""
    found: Counter[str] = Counter()
    for line in lines:
        for word in line.text.casefold().split():
            clean = word.strip(".,;:!?()[]\"'“”‘’«»")
            if not clean.endswith(SOFT_HYPHEN):
                found[clean] += 1
    return found


def _find_headings(found: Sequence[Paragraph]) -> None:
    sizes: Counter[int] = Counter()
    for paragraph in found:
        sizes[round(2 * paragraph.size)] += len(paragraph.text)
    if not sizes:
        return
    body = sizes.most_common(1)[0][0] / 2
    large = [item for item in found if item.size >= _HEADING_SIZE * body and _is_title(item, _HEADING_LENGTH)]
    levels = {size: n for n, size in enumerate(sorted({round(item.size) for item in large}, reverse=True), 1)}
    for item in large:
        item.level = min(levels[round(item.size)], 6)
    for item in found:
        small = not item.level and item.bold and 0.95 * body <= item.size
        if small and _is_title(item, _BOLD_HEADING_LENGTH) and not _SENTENCE_END.search(item.text):
            item.level = min(len(levels) + 1, 6)
    if all(item.level for item in found):  # all large: then nothing stands out
        for item in found[1:]:
            item.level = 0


def _is_title(paragraph: Paragraph, length: int) -> bool:
    has_words = len(paragraph.text) <= length and any(char.isalpha() for char in paragraph.text)
    return has_words and not paragraph.is_caption


def _take_bullet(paragraph: Paragraph) -> None:
    if (found := _BULLET.match(paragraph.text)) is not None:
        paragraph.marker = found[0].strip()
        paragraph.text = paragraph.text[found.end() :]
        del paragraph.places[: found.end()]
        paragraph.level = 0
    # a hyphen at the very end of a page that nothing follows
    if paragraph.text.endswith(SOFT_HYPHEN):
        paragraph.text = paragraph.text[:-1] + "-"
