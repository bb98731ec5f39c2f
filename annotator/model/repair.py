"""Repairs of a text whose paragraphs were read wrongly: blocks joined, split, moved, renamed, dropped.

Each repair takes a `Draft` and returns a new one, or the very same where there is nothing to do. What lies
between blocks stays as it was wherever nothing was changed. A table moves as a whole and keeps all its cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from annotator.model.block import Block, BlockKind, Inline, check_blocks
from annotator.text.clusters import border_before

_HYPHENS = "-\u2010\u00ad"
_SOFT_HYPHEN = "\u00ad"
_BULLET = "•"
_MARKER = re.compile(r"(?:[•◦▪‣·*–-]|\(?(?:\d{1,3}|[A-Za-z])[.)])(?=[ \t\u00a0]+\S)")
_FIXED = frozenset({BlockKind.CELL, BlockKind.PICTURE})


@dataclass(frozen=True, slots=True)
class Draft:
    """A text under repair. `chosen` are the blocks the last repair was about, by their places in `blocks`."""

    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    chosen: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_blocks(self.text, self.blocks)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block on its own: its positions count from the start of its words."""

    words: str
    block: Block


def join(draft: Draft, chosen: Collection[int], *, blank: bool = True, mend: bool = False) -> Draft:
    """Make one block of each run of chosen ones; a block chosen alone is joined with the one before it.

    White space at the seam becomes one blank, or none if `blank` is False. `mend` takes a word divided by a
    hyphen together; the hyphen stays before a capital or a digit, as in “Anglo-Saxon”. The first block lends
    its kind and marker. Pictures are left alone, and so are blocks of different table cells.
    """
    pieces, gaps = _pieces(draft)
    picked = {place for place in chosen if 0 <= place < len(pieces)}
    heads = {place for place in picked if place - 1 not in picked and place + 1 in picked}
    later = picked - heads - {0}
    runs: list[list[_Piece]] = []
    between = []
    for place, piece in enumerate(pieces):
        if place in later and _may_join(pieces[place - 1].block, piece.block):
            runs[-1].append(piece)
        else:
            runs.append([piece])
            between.append(gaps[place])
    if len(runs) == len(pieces):
        return draft
    now = [place for place, run in enumerate(runs) if len(run) > 1]
    return _laid([_all_joined(run, blank, mend) for run in runs], [*between, gaps[-1]], now)


def split(draft: Draft, position: int) -> Draft:
    """Make two blocks of the one around `position`, a code point of the text; white space there is dropped.

    Both are of the block's kind; a bullet is repeated, a number is not. Nothing is done at a block's edge or
    in a picture; a character of several code points stays whole.
    """
    place = next((n for n, block in enumerate(draft.blocks) if block.start < position < block.end), None)
    if place is None or draft.blocks[place].kind is BlockKind.PICTURE:
        return draft
    pieces, gaps = _pieces(draft)
    words, block = pieces[place].words, pieces[place].block
    at = border_before(words, position - draft.blocks[place].start)
    indented = block.kind is BlockKind.CODE
    first, second = words[:at].rstrip(), words[at:].lstrip("\n" if indented else None)
    if not first or not second:
        return draft
    begin = len(words) - len(second)
    marker = block.marker if not any(char.isalnum() for char in block.marker) else ""
    below = replace(
        block, end=len(second), marker=marker, inlines=_clipped(block.inlines, begin, len(words), -begin)
    )
    above = replace(block, end=len(first), inlines=_clipped(block.inlines, 0, len(first)))
    usual = Counter(gaps[1:-1]).most_common(1)
    pieces[place : place + 1] = [_Piece(first, above), _Piece(second, below)]
    gaps.insert(place + 1, usual[0][0] if usual else "\n")
    return _laid(pieces, gaps, [place + 1])


def move(draft: Draft, chosen: Collection[int], step: int) -> Draft:
    """Move the chosen blocks one place up (`step` -1) or down (1); a table is one place, however large."""
    pieces, gaps = _pieces(draft)
    units = _units(draft.blocks)
    picked = {number for number, unit in enumerate(units) if any(place in chosen for place in unit)}
    order = list(range(len(units)))
    towards = -1 if step < 0 else 1
    for place in order[1:] if step < 0 else reversed(order[:-1]):
        if order[place] in picked and order[place + towards] not in picked:
            order[place], order[place + towards] = order[place + towards], order[place]
    if order == sorted(order):
        return draft
    places = [place for number in order for place in units[number]]
    between: list[str] = [gaps[0]]
    for number, unit in enumerate(order):
        inside = units[unit][1:]
        if number:
            between.append(gaps[units[number][0]])
        between.extend(gaps[place] for place in inside)
    now = [new for new, old in enumerate(places) if old in chosen]
    return _laid([pieces[place] for place in places], [*between, gaps[-1]], now)


def set_kind(draft: Draft, chosen: Collection[int], kind: BlockKind, level: int = 0) -> Draft:
    """Make the chosen blocks headings, list items, quotations or paragraphs; cells and pictures stay.

    The number of a list item becomes words when it ceases to be one, "3." say, and words that look like one
    become the marker of a new list item. So nothing that was read is lost.
    """
    pieces, gaps = _pieces(draft)
    places = [n for n in sorted(chosen) if 0 <= n < len(pieces) and pieces[n].block.kind not in _FIXED]
    made = {place: _of_kind(pieces[place], kind, level) for place in places}
    if all(pieces[place] == piece for place, piece in made.items()):
        return draft
    return _laid([made.get(n, piece) for n, piece in enumerate(pieces)], gaps, places)


def drop(draft: Draft, chosen: Collection[int]) -> Draft:
    """Take the chosen blocks out of the text; a table loses words but no cell, unless all of it is chosen.

    The last words of a text are never dropped.
    """
    pieces, gaps = _pieces(draft)
    picked = {place for place in chosen if 0 <= place < len(pieces)}
    whole = {place for unit in _units(draft.blocks) if picked.issuperset(unit) for place in unit}
    emptied = {n for n in picked - whole if pieces[n].block.cell is not None}
    for place in emptied:
        pieces[place] = _Piece("", replace(pieces[place].block, end=0, inlines=(), picture=""))
    gone = sorted(picked - emptied, reverse=True)
    for place in gone:
        del gaps[place + 1 if place + 1 < len(pieces) else place]
        del pieces[place]
    if not picked or not any(piece.words.strip() for piece in pieces):
        return draft
    made = _laid(pieces, gaps, [min(*picked, len(pieces) - 1)])
    return draft if made.blocks == draft.blocks else made


def _pieces(draft: Draft) -> tuple[list[_Piece], list[str]]:
    """Return the blocks on their own, and what lies before the first, between any two and after the last."""
    pieces, gaps, position = [], [], 0
    for block in draft.blocks:
        gaps.append(draft.text[position : block.start])
        pieces.append(_Piece(draft.text[block.start : block.end], _shifted(block, -block.start)))
        position = block.end
    return pieces, [*gaps, draft.text[position:]]


def _laid(pieces: Sequence[_Piece], gaps: Sequence[str], chosen: Iterable[int]) -> Draft:
    """Return pieces put behind each other, with the gaps between them."""
    parts, blocks, position = [gaps[0]], [], len(gaps[0])
    for piece, gap in zip(pieces, gaps[1:], strict=True):
        parts += [piece.words, gap]
        blocks.append(_shifted(piece.block, position))
        position += len(piece.words) + len(gap)
    return Draft("".join(parts), tuple(blocks), tuple(chosen))


def _shifted(block: Block, by: int) -> Block:
    inlines = tuple(replace(item, start=item.start + by, end=item.end + by) for item in block.inlines)
    return replace(block, start=block.start + by, end=block.end + by, inlines=inlines)


def _clipped(inlines: Iterable[Inline], start: int, end: int, by: int = 0) -> tuple[Inline, ...]:
    """Return what of the formats lies between `start` and `end`, shifted `by`."""
    cut = ((max(item.start, start), min(item.end, end), item) for item in inlines)
    return tuple(replace(item, start=low + by, end=high + by) for low, high, item in cut if low < high)


def _units(blocks: Sequence[Block]) -> list[list[int]]:
    """Return the places of the blocks that move together: all of a table, or one block."""
    keys = ((block.cell.table, -1) if block.cell is not None else (-1, n) for n, block in enumerate(blocks))
    return [[place for place, _ in unit] for _, unit in groupby(enumerate(keys), key=lambda item: item[1])]


def _may_join(above: Block, below: Block) -> bool:
    if BlockKind.PICTURE in (above.kind, below.kind):
        return False
    if above.cell is None or below.cell is None:
        return above.cell is below.cell
    first, second = above.cell, below.cell
    return (first.table, first.row, first.column) == (second.table, second.row, second.column)


def _all_joined(run: Sequence[_Piece], blank: bool, mend: bool) -> _Piece:
    """Return one block for several; halves are joined first, since long texts are then copied less often."""
    if len(run) == 1:
        return run[0]
    middle = len(run) // 2
    return _joined(
        _all_joined(run[:middle], blank, mend), _all_joined(run[middle:], blank, mend), blank, mend
    )


def _joined(above: _Piece, below: _Piece, blank: bool, mend: bool) -> _Piece:
    wrapped = _is_wrapped(above, below)
    first, second = (_unwrapped(piece, wrapped) for piece in (above, below))
    left, right = first.rstrip(), second.lstrip()
    glue = " " if blank and left and right else ""
    if mend and right and left[-1:] in tuple(_HYPHENS) and left[-2:-1].isalnum():
        glue = ""
        if left[-1] == _SOFT_HYPHEN or (right[0].isalpha() and not right[0].isupper()):
            left = left[:-1]
    begin = len(left) + len(glue)
    cut = len(second) - len(right)
    block = replace(
        above.block,
        end=begin + len(right),
        inlines=_seamless(
            _clipped(above.block.inlines, 0, len(left)),
            _clipped(below.block.inlines, cut, len(second), begin - cut),
            (len(left), begin),
        ),
        wrapped=wrapped,
        page=above.block.page if above.block.page is not None else below.block.page,
    )
    return _Piece(left + glue + right, block)


def _is_wrapped(above: _Piece, below: _Piece) -> bool:
    """Tell whether all line feeds of two blocks are mere line ends of their file."""
    lined = [piece.block.wrapped for piece in (above, below) if "\n" in piece.words]
    return all(lined) if lined else above.block.wrapped


def _unwrapped(piece: _Piece, wrapped: bool) -> str:
    """Return the words of a block that joins one with real line breaks; mere line ends are blanks."""
    return piece.words.replace("\n", " ") if piece.block.wrapped and not wrapped else piece.words


def _seamless(
    above: tuple[Inline, ...], below: tuple[Inline, ...], seam: tuple[int, int]
) -> tuple[Inline, ...]:
    """Return the formats of both sides; one that goes on across the seam is one."""
    rest = list(below)
    first = [item for item in below if item.start == seam[1]]
    made = []
    for item in above:
        onward = None
        if item.end == seam[0]:
            onward = next((one for one in first if (one.format, one.href) == (item.format, item.href)), None)
        if onward is not None and onward in rest:
            rest.remove(onward)
        made.append(item if onward is None else replace(item, end=onward.end))
    return (*made, *rest)


def _of_kind(piece: _Piece, kind: BlockKind, level: int) -> _Piece:
    block = replace(piece.block, kind=kind, level=level)
    if kind is piece.block.kind:
        return _Piece(piece.words, block)
    if kind is BlockKind.LIST_ITEM:
        found = _MARKER.match(piece.words)
        if found is None:
            return _Piece(piece.words, replace(block, marker=block.marker or _BULLET))
        return _marked(piece, block, found[0])
    if any(char.isalnum() for char in block.marker):
        put = f"{block.marker} "
        moved = _shifted(block, len(put))
        return _Piece(put + piece.words, replace(moved, start=0, marker=""))
    return _Piece(piece.words, replace(block, marker=""))


def _marked(piece: _Piece, block: Block, marker: str) -> _Piece:
    """Return a list item whose first characters are its marker."""
    words = piece.words[len(marker) :].lstrip()
    begin = len(piece.words) - len(words)
    inlines = _clipped(block.inlines, begin, len(piece.words), -begin)
    return _Piece(words, replace(block, end=len(words), marker=marker, inlines=inlines))
