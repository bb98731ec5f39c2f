"""Running heads, feet and page numbers: what stands at the edge of several pages and is not the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from annotator.importers.pdf_columns import Line, as_lines
from annotator.importers.pdf_page import Page, Piece

_HEAD, _FOOT = 0.13, 0.13  # of the page's height
_APART = 1.3  # times the usual distance of lines
_SENTENCE = 25  # characters from which a line that begins small is no title
_ROWS = 3  # looked at from each edge
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p|s|pág|página)\.?\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


def without_heads(pages: Sequence[Page]) -> tuple[list[list[Piece]], list[str]]:
    """Return the pieces of each page without running heads, and the distinct words that were left out."""
    edges = [_edges(page) for page in pages]
    seen: defaultdict[tuple[str, int, bool], set[int]] = defaultdict(set)
    for number, edge in enumerate(edges):
        for row, top in edge:
            seen[_key(row, top=top)].add(number)
    dropped: dict[str, None] = {}
    kept: list[list[Piece]] = []
    for number, page in enumerate(pages):
        gone: list[Line] = []
        lines = as_lines(page.pieces)
        for top in (True, False):
            rows = [row for row, at_top in edges[number] if at_top is top]
            running = [_is_running(row, seen[_key(row, top=top)], page.number, len(pages)) for row in rows]
            # from the edge inwards, up to the first line that belongs to the text
            rows = rows[: running.index(False)] if False in running else rows
            while rows and not _stands_apart(rows[-1], lines, top=top):
                rows.pop()
            gone += rows
        for row in gone:
            dropped.setdefault(_NUMBERS.sub("", row.text).strip() or "#")
        kept.append([piece for piece in page.pieces if not any(_inside(piece, row) for row in gone)])
    return kept, [words for words in dropped if words != "#"]


def _stands_apart(row: Line, lines: Sequence[Line], *, top: bool) -> bool:
    """Tell whether a line at the edge is farther from the next one than lines of the text are."""
    if _PAGE_NUMBER.fullmatch(row.text.strip()):
        return True
    distances = sorted(above.middle - below.middle for above, below in pairwise(lines))
    inwards = [line for line in lines if (line.middle < row.bottom if top else line.middle > row.top)]
    if not distances or not inwards:
        return True
    nearest = inwards[0] if top else inwards[-1]
    return abs(row.middle - nearest.middle) > _APART * distances[len(distances) // 4]


def _edges(page: Page) -> list[tuple[Line, bool]]:
    """Return the lines near the upper (True) and lower edge, the outermost first."""
    upper = [piece for piece in page.pieces if piece.middle > page.height * (1 - _HEAD)]
    lower = [piece for piece in page.pieces if piece.middle < page.height * _FOOT]
    heads = [(row, True) for row in as_lines(upper)[:_ROWS]]
    feet = [(row, False) for row in reversed(as_lines(lower)[-_ROWS:])]
    return heads + feet


def _key(row: Line, *, top: bool) -> tuple[str, int, bool]:
    return (" ".join(_NUMBERS.sub("#", row.text).casefold().split()), round(row.size), top)


def _is_running(row: Line, pages: set[int], number: int, count: int) -> bool:
    found = _PAGE_NUMBER.fullmatch(row.text.strip())
    if found is None and row.text[:1].islower() and len(row.text) > _SENTENCE:
        return False  # a sentence going on from the page before
    if found is not None and found[1].isdigit():
        return len(pages) >= 2 or (count == 1 and int(found[1]) == number + 1)
    if found is not None and len(pages) >= 1 and count > 2:  # i, ii, iii: each one different
        return True
    return len(pages) >= 2 and (len(pages) >= 3 or count <= 6)


def _inside(piece: Piece, row: Line) -> bool:
    return row.bottom - 0.1 <= piece.middle <= row.top + 0.1
