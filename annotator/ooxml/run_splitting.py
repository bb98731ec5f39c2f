"""Runs cut where a mark begins or ends, so that each piece of text has a run of its own.

A run is taken apart once for all its borders: the time is that of its length, however many there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from annotator.ooxml.namespaces import XML, W
from annotator.ooxml.walk_values import Place, Segment

if TYPE_CHECKING:
    from lxml import etree

_CUTTABLE = frozenset({f"{W}t", f"{W}delText"})
_FORMAT_CHANGE = f"{W}rPrChange"
# they do not belong into a run's properties; a copy would be a second change with the same id
_STRAY_CHANGES = frozenset({f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"})
_WITH_IDS = (
    _FORMAT_CHANGE,
    *_STRAY_CHANGES,
    *(f"{W}{name}" for name in ("pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange")),
    *(f"{W}{name}" for name in ("cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveToRangeStart")),
)


class Piece(NamedTuple):
    """Characters `start` to `end` of the text and the run that shows them and nothing else.

    Attributes:
        run: None for what cannot be formatted.
        anchor: the element a comment on them goes around.
    """

    start: int
    end: int
    run: etree._Element | None
    anchor: etree._Element
    place: Place


def split_runs(segments: Iterable[Segment], borders: Sequence[int]) -> list[Piece]:
    """Cut the runs behind `segments` at `borders` (ascending) and return all pieces in order.

    What must not be cut stays whole: the pieces that a border goes through are then one.
    """
    splitter = _Splitter(borders)
    pieces: list[Piece] = []
    for _, group in groupby(segments, key=lambda segment: (id(segment.run), id(segment.place))):
        pieces += splitter.split(list(group))
    return pieces


class _Splitter:
    def __init__(self, borders: Sequence[int]) -> None:
        self._borders = borders
        self._next_id = 0  # of a tracked change; 0 until one is needed

    def split(self, group: list[Segment]) -> Iterator[Piece]:
        """Cut the one run behind the segments of `group`."""
        first, last = group[0], group[-1]
        run, place = first.run, first.place
        if run is None:
            for segment in group:
                anchor = place.anchor if place.anchor is not None else segment.element
                yield Piece(segment.start, segment.end, None, anchor, place)
            return
        borders = self._borders
        cuts = borders[bisect_right(borders, first.start) : bisect_left(borders, last.end)]
        runs = [(first.start, run)] if place.whole or not cuts else self._cut(run, group, cuts)
        for number, (start, piece) in enumerate(runs):
            end = runs[number + 1][0] if number + 1 < len(runs) else last.end
            yield Piece(start, end, piece, piece if place.anchor is None else place.anchor, place)

    def _cut(
        self, run: etree._Element, group: Sequence[Segment], cuts: Sequence[int]
    ) -> list[tuple[int, etree._Element]]:
        """Take a run apart at `cuts`, all inside its text; the first piece is the run itself."""
        shows = {segment.element: segment for segment in group}
        pieces = [(group[0].start, run)]
        waiting = list(reversed(cuts))
        current = run
        for child in list(run):
            segment = shows.get(child)
            if segment is not None:
                while waiting and waiting[-1] <= segment.start:
                    current = self._next_run(pieces, waiting.pop())
                inside: list[int] = []
                while waiting and waiting[-1] < segment.end:
                    inside.append(waiting.pop())
                if inside and child.tag in _CUTTABLE and not len(child):
                    current = self._cut_text(segment, inside, current, pieces)
                    continue
            if current is not run:
                current.append(child)
        return pieces

    def _cut_text(
        self,
        segment: Segment,
        cuts: Sequence[int],
        current: etree._Element,
        pieces: list[tuple[int, etree._Element]],
    ) -> etree._Element:
        """Distribute one text element over the current run and a new one behind each cut."""
        item, skip = segment.element, segment.skip
        text = item.text or ""
        ends = [skip + cut - segment.start for cut in (*cuts, segment.end)]
        item.text = text[skip : ends[0]]
        item.set(f"{XML}space", "preserve")
        if item.getparent() is not current:
            current.append(item)
        for number, cut in enumerate(cuts):
            current = self._next_run(pieces, cut)
            part = current.makeelement(item.tag, {}, None)
            part.text = text[ends[number] : ends[number + 1]]
            part.set(f"{XML}space", "preserve")
            current.append(part)
        return current

    def _next_run(self, pieces: list[tuple[int, etree._Element]], start: int) -> etree._Element:
        """Add an empty run after the last piece, formatted like it."""
        before = pieces[-1][1]
        run = before.makeelement(before.tag, {}, None)
        for name, value in before.items():
            run.set(name, value)
        if len(before) and before[0].tag == f"{W}rPr":
            properties = copy(before[0])  # for XML that is the whole branch
            properties.tail = None
            for item in list(properties):
                if item.tag in _STRAY_CHANGES:
                    properties.remove(item)
                elif item.tag == _FORMAT_CHANGE:
                    item.set(f"{W}id", str(self._fresh_id(before)))
            run.append(properties)
        tail, before.tail = before.tail, None
        before.addnext(run)
        run.tail = tail
        pieces.append((start, run))
        return run

    def _fresh_id(self, near: etree._Element) -> int:
        """Return an id that no tracked change of the document has."""
        if not self._next_id:
            root = near.getroottree().getroot()
            values = [item.get(f"{W}id", "") for item in root.iter(*_WITH_IDS)]
            self._next_id = max((int(value) for value in values if value.isdecimal()), default=0)
        self._next_id += 1
        return self._next_id
