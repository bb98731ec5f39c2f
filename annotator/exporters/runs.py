"""The article's words as runs: cut where a format, a mark or a direction changes, with anchors in between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.exporters.direction import has_rtl, stretches
from annotator.exporters.links import Links
from annotator.exporters.marking import Mark, pieces
from annotator.model.block import Format, Inline
from annotator.ooxml.comments_part import range_end, range_start
from annotator.ooxml.mark_styles import LABEL_STYLE
from annotator.ooxml.markup import run

_CODE_FONT = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_LINK_COLOUR = '<w:color w:val="1F4E8C"/>'
_PLAIN: tuple[frozenset[Format], str] = (frozenset(), "")
"""No format and no address."""


class Stretch(NamedTuple):
    """Words that look the same: start, end, formats, the address they lead to, the mark they show (or -1)."""

    start: int
    end: int
    formats: frozenset[Format]
    address: str
    mark: int


class RunWriter:
    """Writes any stretch of one article's text, its marks and comment anchors included."""

    def __init__(
        self,
        text: str,
        marks: Sequence[Mark],
        links: Links,
        *,
        underline: bool = True,
        bidi_language: str = "",
    ) -> None:
        self._text = text
        self._marks = marks
        self._links = links
        self._underline = underline
        self._bidi_language = bidi_language
        self._pieces = pieces([mark.span for mark in marks])
        self._piece_starts = [piece[0] for piece in self._pieces]
        self._anchors = _anchors(marks)
        self._places = sorted(self._anchors)
        self._properties: dict[tuple[frozenset[Format], int | str, bool, bool], str] = {}

    def add_signs(self, signs: Mapping[int, str]) -> None:
        """Let runs of ours, in the style of labels, stand at positions of the text."""
        for place, sign in signs.items():
            self._anchors[place] = self._anchors.get(place, "") + sign
        self._places = sorted(self._anchors)

    def write(
        self,
        start: int,
        end: int,
        inlines: Iterable[Inline] = (),
        *,
        rtl: bool = False,
        wrapped: bool = False,
    ) -> str:
        r"""Return the content of the paragraph that shows `start` to `end` of the text.

        `wrapped` keeps a "\n" as white space: Word shows it as a blank, a reader of the text still sees it.
        """
        parts: list[str] = []
        open_link = ""
        for stretch in self._stretches(start, end, inlines):
            if stretch.address != open_link:
                parts.append("</w:hyperlink>" if open_link else "")
                open_link = ""
            parts.append(self._anchors.get(stretch.start, ""))
            if stretch.address and not open_link:
                parts.append(self._links.opening(stretch.address))
                open_link = stretch.address
            parts.append(self._runs(stretch, rtl=rtl, wrapped=wrapped))
        parts.append("</w:hyperlink>" if open_link else "")
        parts.append(self._anchors.get(end, ""))
        return "".join(parts)

    def _stretches(self, start: int, end: int, inlines: Iterable[Inline]) -> Iterator[Stretch]:
        found = [inline for inline in inlines if inline.start < inline.end]
        first, last = self._piece_range(start, end)
        places = self._places[bisect_left(self._places, start) : bisect_right(self._places, end)]
        if start >= end:
            return
        if not found and first == last and not places:
            yield Stretch(start, end, *_PLAIN, -1)
            return
        cuts = {start, end, *places}
        for inline in found:
            cuts.update((inline.start, inline.end))
        for piece in self._pieces[first:last]:
            cuts.update((max(piece[0], start), min(piece[1], end)))
        borders = sorted(cut for cut in cuts if start <= cut <= end)
        formats = _Formats(found, self._links) if found else None
        current = first
        for left, right in pairwise(borders):
            while current < last and self._pieces[current][1] <= left:
                current += 1
            inside = current < last and self._pieces[current][0] <= left
            active, address = formats.at(left) if formats else _PLAIN
            yield Stretch(left, right, active, address, self._pieces[current][2] if inside else -1)

    def _piece_range(self, start: int, end: int) -> tuple[int, int]:
        first = max(bisect_right(self._piece_starts, start) - 1, 0)
        if first < len(self._pieces) and self._pieces[first][1] <= start:
            first += 1
        return first, max(bisect_left(self._piece_starts, end), first)

    def _runs(self, stretch: Stretch, *, rtl: bool, wrapped: bool) -> str:
        text = self._text[stretch.start : stretch.end]
        if not rtl and not has_rtl(text):
            return run(text, self._look(stretch, rtl=False), wrapped=wrapped)
        return "".join(
            run(text[start:end], self._look(stretch, rtl=to_left), wrapped=wrapped)
            for start, end, to_left in stretches(text, rtl=rtl)
        )

    def _look(self, stretch: Stretch, *, rtl: bool) -> str:
        style = self._marks[stretch.mark].style.id if stretch.mark >= 0 else ""
        key = (stretch.formats, style, bool(stretch.address), rtl)
        if key not in self._properties:
            self._properties[key] = self._new_look(stretch.formats, style, link=key[2], rtl=rtl)
        return self._properties[key]

    def _new_look(self, formats: frozenset[Format], style: str, *, link: bool, rtl: bool) -> str:
        code = Format.CODE in formats
        named = style or ("Hyperlink" if link else "CodeCharacter" if code else "")
        parts = [f'<w:rStyle w:val="{named}"/>' if named else ""]
        parts.append(_CODE_FONT if code and named != "CodeCharacter" else "")
        parts.append("<w:b/><w:bCs/>" if Format.BOLD in formats else "")
        parts.append("<w:i/><w:iCs/>" if Format.ITALIC in formats else "")
        parts.append("<w:strike/>" if Format.STRIKE in formats else "")
        parts.append(_LINK_COLOUR if link and style else "")
        # under a mark the tag's own pattern is what a grey copy tells tags apart by
        plain_underline = Format.UNDERLINE in formats and not (style and self._underline)
        parts.append('<w:u w:val="single"/>' if plain_underline else "")
        if Format.SUPERSCRIPT in formats:
            parts.append('<w:vertAlign w:val="superscript"/>')
        elif Format.SUBSCRIPT in formats:
            parts.append('<w:vertAlign w:val="subscript"/>')
        if rtl:
            language = f'<w:lang w:bidi="{self._bidi_language}"/>' if self._bidi_language else ""
            parts.append(f"<w:rtl/>{language}")
        return "".join(parts)


class _Formats:
    """Which formats hold at a position; asked for positions in ascending order."""

    def __init__(self, inlines: Sequence[Inline], links: Links) -> None:
        self._waiting = sorted(inlines, key=lambda inline: inline.start, reverse=True)
        self._active: list[Inline] = []
        self._links = links

    def at(self, position: int) -> tuple[frozenset[Format], str]:
        while self._waiting and self._waiting[-1].start <= position:
            self._active.append(self._waiting.pop())
        self._active = [inline for inline in self._active if inline.end > position]
        address = next(
            (
                safe
                for inline in self._active
                if inline.format is Format.LINK and (safe := self._links.safe(inline.href))
            ),
            "",
        )
        return frozenset(
            inline.format for inline in self._active if inline.format is not Format.LINK
        ), address


def _anchors(marks: Sequence[Mark]) -> dict[int, str]:
    """Return what stands at each position where a comment's range ends or begins, ends first."""
    ends: dict[int, list[str]] = {}
    starts: dict[int, list[str]] = {}
    for mark in marks:
        if mark.comments:
            starts.setdefault(mark.span.start, []).append("".join(map(range_start, mark.comments)))
        closing = "".join(map(range_end, mark.comments)) + _label(mark.shown)
        if closing:
            ends.setdefault(mark.span.end, []).append(closing)
    return {
        place: "".join(reversed(ends.get(place, ()))) + "".join(starts.get(place, ()))
        for place in {*ends, *starts}
    }


def _label(shown: str) -> str:
    return run(shown, f'<w:rStyle w:val="{LABEL_STYLE}"/>') if shown else ""
