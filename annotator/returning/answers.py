"""Answers an author wrote into a query sheet: read from its table, for no data of ours travels in it.

A row is known by the passage in it, which must be the words of a mark; its number only chooses among several
marks with the same words, because numbers change as marks are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.model.annotation import Annotation
from annotator.model.dossier import Dossier
from annotator.model.imported import Imported
from annotator.returning.matching import same_words

Row = tuple[str, str, str]
"""Number, passage with its question, answer."""

_NUMBER = re.compile(r"^\D{0,3}(\d{1,7})$")
_QUOTED = re.compile(r"^[“„«\"](.*)[”“»\"]$", re.DOTALL)


def filled_in(article: Dossier, imported: Imported) -> list[tuple[Annotation, str]]:
    """Return the marks of an article with the answers a document holds for them, as far as they are new."""
    found = ((_mark(article, marks, number), answer) for number, marks, answer in _asked(article, imported))
    return [
        (mark, answer)
        for mark, answer in found
        if mark is not None and answer and not same_words(mark.answer, answer)
    ]


def is_query_sheet(article: Dossier, imported: Imported) -> bool:
    """Tell whether a document holds rows about marks of an article."""
    return any(True for _ in _asked(article, imported))


def _asked(article: Dossier, imported: Imported) -> Iterator[tuple[int, list[Annotation], str]]:
    """Yield the rows about marks: number, the marks with the words it quotes, answer."""
    marks: dict[str, list[Annotation]] = {}
    for mark in article.annotations:
        marks.setdefault(" ".join(mark.exact.split()), []).append(mark)
    for number, asked, answer in _rows(imported):
        same = next((marks[words] for words in _quoted(asked) if words in marks), [])
        if same:
            yield int(number), same, answer


def _rows(imported: Imported) -> Iterator[Row]:
    cells: dict[tuple[int, int], dict[int, list[str]]] = {}
    for block in imported.blocks:
        if (cell := block.cell) is not None:
            row = cells.setdefault((cell.table, cell.row), {})
            row.setdefault(cell.column, []).append(imported.text[block.start : block.end])
    for row in cells.values():
        number = _NUMBER.match("\n".join(row.get(0, ())).strip())
        if number is not None and set(row) <= {0, 1, 2} and 1 in row:
            yield number.group(1), "\n".join(row[1]), "\n".join(row.get(2, ())).strip()


def _mark(article: Dossier, marks: list[Annotation], number: int) -> Annotation | None:
    """Return the one mark, or of several with the same words the one with this number."""
    if len(marks) == 1:
        return marks[0]
    numbered = article.annotations[number - 1 : number] if number else ()
    return next((mark for mark in numbered if mark in marks), None)


def _quoted(asked: str) -> Iterator[str]:
    """Yield what may be the passage: the words in quotation marks a cell begins with."""
    lines = asked.split("\n")
    for last in range(1, len(lines) + 1):
        if found := _QUOTED.match("\n".join(lines[:last]).strip()):
            yield " ".join(found.group(1).split())
            yield " ".join(found.group(0).split())  # somebody's words, whose marks belong to them
