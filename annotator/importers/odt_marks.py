"""Comments and coloured words of an OpenDocument text, as marks the file already has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.importers.builder import trimmed_span
from annotator.importers.odt_styles import DC, LOEXT, OFFICE, TEXT, words_of
from annotator.model.imported import ImportedMark
from annotator.model.person import Person
from annotator.text.normalize import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class _Found:
    """A mark and where it is; `end` is None while its range is open, or where it has none."""

    start: int
    end: int | None
    mark: ImportedMark


class OdtMarks:
    """Collects marks while the text is walked; positions are those in the text of record."""

    def __init__(self) -> None:
        self._comments: list[_Found] = []
        self._open: dict[str, _Found] = {}
        self._highlights: list[_Found] = []

    def __len__(self) -> int:
        return len(self._comments)

    def begin(self, node: _Element, position: int) -> None:
        """Take a comment; one with a name may have a range that ends later."""
        author, at = _said(node, f"{DC}creator"), _said(node, f"{DC}date")
        initials = _said(node, f"{LOEXT}sender-initials") or Person.named(author).initials
        lines = (words_of(paragraph) for paragraph in node.iter(f"{TEXT}p", f"{TEXT}h"))
        resolved = node.get(f"{LOEXT}resolved") == "true"
        mark = ImportedMark(None, "\n".join(lines).strip(), "", author, initials, at, resolved)
        comment = _Found(position, None, mark)
        self._comments.append(comment)
        if name := node.get(f"{OFFICE}name"):
            self._open[name] = comment

    def end(self, node: _Element, position: int) -> None:
        """Take the end of a comment's range."""
        comment = self._open.pop(node.get(f"{OFFICE}name", ""), None)
        if comment is not None:
            comment.end = position

    def highlight(self, start: int, end: int, colour: str) -> None:
        """Take coloured words; those that go on are one stretch."""
        last = self._highlights[-1] if self._highlights else None
        if last is not None and last.end == start and last.mark.colour == colour:
            last.end = end
        elif start < end:
            self._highlights.append(_Found(start, end, ImportedMark(None, colour=colour)))

    def in_reading_order(self, text: str) -> tuple[ImportedMark, ...]:
        """Return all of them; `text` is the text of record."""
        placed = sorted((*self._comments, *self._highlights), key=lambda item: item.start)
        return tuple(
            replace(item.mark, span=None if item.end is None else trimmed_span(text, item.start, item.end))
            for item in placed
        )


def _said(node: _Element, tag: str) -> str:
    return next((one_line(words_of(item)) for item in node.iterchildren(tag)), "")
