"""Where the ranges of comments begin and end among the runs of a foreign document.

Ranges cross one another, paragraphs and the cells of a table, as the standard allows of comments (ISO/IEC
29500-1, 17.13.4, "cross-structure annotations"). What LibreOffice 7.4 was seen to lose is avoided:

- a comment whose range leaves or enters a table: it covers the part up to the table's border, while the
  shading covers all;
- a sign where `sign_homes` says that it is not safe;
- a range inside a control that must stay whole: it goes around the control.

Words in text boxes and notes, where Word allows no comments, have theirs on the text box or on the note's
reference.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.model.span import Span
from annotator.ooxml.mark_styles import LABEL_STYLE
from annotator.ooxml.namespaces import XML, W
from annotator.ooxml.run_splitting import Piece
from annotator.ooxml.sign_homes import Home, SignHomes, after_wrappers, before_wrappers
from annotator.ooxml.walk_values import Place

if TYPE_CHECKING:
    from lxml import etree

_START, _END, _REFERENCE = f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"
_R, _RPR, _RSTYLE, _TEXT = f"{W}r", f"{W}rPr", f"{W}rStyle", f"{W}t"
_ID, _VALUE, _SPACE = f"{W}id", f"{W}val", f"{XML}space"


@dataclass(frozen=True, slots=True)
class Placed:
    """One mark to anchor: its passage, the ids of its comments, and the label behind it ("" for none)."""

    span: Span
    comments: Sequence[int]
    label: str = ""


@dataclass(slots=True)
class _After:
    """What follows one element: ranges that end there, then the signs of comments, then labels."""

    ends: list[int] = field(default_factory=list)
    signs: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def place_anchors(pieces: Sequence[Piece], marks: Iterable[Placed], reference_style: str) -> None:
    """Put the anchors of `marks`, in reading order, around the pieces they are on."""
    starts = [piece.start for piece in pieces]
    stories, tables = _stretches(pieces, _story), _stretches(pieces, _table)
    homes = SignHomes()
    after: defaultdict[Home, _After] = defaultdict(_After)
    signs = _Signs(reference_style)
    for mark in marks:
        first = bisect_right(starts, mark.span.start) - 1
        if first < 0 or pieces[first].end <= mark.span.start:
            first += 1
        last = bisect_left(starts, mark.span.end) - 1
        if first > last or not (mark.comments or mark.label):
            continue
        if _story(pieces[first].place) != _story(pieces[last].place):
            last = min(last, stories[first])
        if pieces[first].place.table is not pieces[last].place.table:
            last = min(last, tables[first])
        begin, end = before_wrappers(pieces[first].anchor), after_wrappers(pieces[last].anchor)
        if mark.comments:
            for comment in mark.comments:
                begin.addprevious(signs.start(begin, comment))
            # of ranges that end together the inner, which came later, ends first
            after[Home(end)].ends[:0] = mark.comments
            after[homes.sign(end)].signs[:0] = mark.comments
        if mark.label:
            after[homes.label(end)].labels.insert(0, mark.label)
    for home, what in after.items():
        _write(home, what, signs)


def _stretches(pieces: Sequence[Piece], like: Callable[[Place], object]) -> list[int]:
    """Return for each piece the index of the last one up to which all places are `like` its own."""
    found = [0] * len(pieces)
    last = len(pieces) - 1
    following = pieces[-1].place if pieces else Place("")
    for index in range(len(pieces) - 1, -1, -1):
        place = pieces[index].place
        if place is not following and like(place) != like(following):
            last = index
        found[index], following = last, place
    return found


def _story(place: Place) -> tuple[str, int]:
    return (place.part, id(place.anchor)) if place.apart else ("", 0)


def _table(place: Place) -> int:
    return id(place.table)


def _write(home: Home, after: _After, signs: _Signs) -> None:
    element = home.element
    added = [signs.end(element, comment) for comment in after.ends]
    added += [signs.reference(element, comment) for comment in after.signs]
    added += [signs.label(element, label) for label in after.labels]
    if home.begins:
        place = 1 if len(element) and element[0].tag == f"{W}pPr" else 0
        for offset, run in enumerate(added):
            element.insert(place + offset, run)
    else:
        _add_after(element, added)


def _add_after(element: etree._Element, added: Sequence[etree._Element]) -> None:
    tail, element.tail = element.tail, None
    for item in added:
        element.addnext(item)
        element = item
    element.tail = tail


class _Signs:
    """Makes the elements that are put in: one of each kind anew, and all others as copies of it.

    A copy takes a quarter of the time.
    """

    def __init__(self, reference_style: str) -> None:
        self._reference_style = reference_style
        self._made: dict[str, etree._Element] = {}

    def start(self, near: etree._Element, comment: int) -> etree._Element:
        """Return the beginning of a comment's range; `near` is any element of the tree it goes into."""
        return self._anchor(near, _START, comment)

    def end(self, near: etree._Element, comment: int) -> etree._Element:
        """Return the end of a comment's range."""
        return self._anchor(near, _END, comment)

    def reference(self, near: etree._Element, comment: int) -> etree._Element:
        """Return a run with a comment's sign."""
        run = self._run(near, _REFERENCE, self._reference_style)
        run[-1].set(_ID, str(comment))
        return run

    def label(self, near: etree._Element, label: str) -> etree._Element:
        """Return a run with the label of a mark."""
        run = self._run(near, _TEXT, LABEL_STYLE)
        run[-1].set(_SPACE, "preserve")
        run[-1].text = label
        return run

    def _anchor(self, near: etree._Element, tag: str, comment: int) -> etree._Element:
        if tag not in self._made:
            self._made[tag] = near.makeelement(tag, {}, None)
        anchor = copy(self._made[tag])
        anchor.set(_ID, str(comment))
        return anchor

    def _run(self, near: etree._Element, tag: str, style: str) -> etree._Element:
        if tag not in self._made:
            run = self._made[tag] = near.makeelement(_R, {}, None)
            run.append(run.makeelement(_RPR, {}, None))
            run[0].append(run.makeelement(_RSTYLE, {_VALUE: style}, None))
            run.append(run.makeelement(tag, {}, None))
        return copy(self._made[tag])
