"""Comments of RTF: their parts stand around the passage, in groups of their own."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.importers.builder import trimmed_span
from annotator.model.imported import ImportedMark
from annotator.model.person import Person
from annotator.text.normalize import one_line


@dataclass(slots=True)
class _Found:
    """A comment, and the range it names ("" for none)."""

    text: str
    author: str
    initials: str
    at: str
    place: str
    position: int


class RtfComments:
    """Collects comments, ranges and highlights; `marks` gives them in reading order."""

    def __init__(self) -> None:
        self._found: list[_Found] = []
        self._ranges: dict[str, list[int]] = {}
        self._highlights: list[tuple[int, int, str]] = []
        self._said: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._found)

    def say(self, what: str, words: str, position: int) -> None:
        """Take the words of one part; `position` is where in the text of record it stands."""
        match what:
            case "atrfstart":
                self._ranges[words.strip()] = [position]
            case "atrfend":
                self._ranges.setdefault(words.strip(), [position]).append(position)
            case "annotation":
                said, self._said = self._said, {}
                author, initials = one_line(said.get("atnauthor", "")), one_line(said.get("atnid", ""))
                self._found.append(
                    _Found(
                        words.strip(),
                        author,
                        initials or Person.named(author).initials,
                        packed_time(said.get("atndate", "")),
                        said.get("atnref", "").strip(),
                        position,
                    )
                )
            case _:
                self._said[what] = words

    def highlight(self, start: int, end: int, colour: str) -> None:
        """Remember a coloured stretch; one that goes on is one."""
        if self._highlights and self._highlights[-1][1:] == (start, colour):
            start = self._highlights.pop()[0]
        self._highlights.append((start, end, colour))

    def marks(self, text: str) -> tuple[ImportedMark, ...]:
        """Return all of them; `text` is the text of record."""
        placed: list[tuple[int, ImportedMark]] = []
        for item in self._found:
            place = self._ranges.get(item.place, [])
            span = trimmed_span(text, place[0], place[-1]) if len(place) > 1 else None
            mark = ImportedMark(span, item.text, "", item.author, item.initials, item.at)
            placed.append((place[0] if place else item.position, mark))
        for start, end, colour in self._highlights:
            if (span := trimmed_span(text, start, end)) is not None:
                placed.append((start, ImportedMark(span, colour=colour)))
        return tuple(mark for _, mark in sorted(placed, key=lambda item: item[0]))


def packed_time(words: str) -> str:
    """Return the ISO 8601 form of a date as RTF packs it into one number (DTTM), "" if it is none."""
    digits = words.strip()
    if not digits.lstrip("-").isdecimal() or len(digits) > 11:
        return ""
    number = int(digits) % 2**32
    minute, hour, day = number & 63, number >> 6 & 31, number >> 11 & 31
    month, year = number >> 16 & 15, 1900 + (number >> 20 & 511)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00" if month and day else ""
