"""What was taken out of a text and what was put in, word by word, for a person to read.

Unlike the alignment that marks are carried by, this calls nothing moved: it is the plain story of an edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.text.diff import Comparison, Run
from annotator.text.settling import Settling
from annotator.text.tokens import Tokens, tokenise


class PieceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. What is the same is given in its new form: only blanks may have been others."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or a few that became one another, as it was and as it is.

    Attributes:
        old: pieces that are SAME or REMOVED; empty for a paragraph that was put in.
        new: pieces that are SAME or ADDED; empty for one that was taken out.
    """

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it was taken out or put in."""
        return any(piece.kind is not PieceKind.SAME for piece in (*self.old, *self.new))

    def inline(self) -> tuple[Piece, ...]:
        """Return both in one: what was taken out stands before what was put in its place."""
        removed, added = list(self.old), list(self.new)
        found: list[Piece] = []
        while removed or added:
            while removed and removed[0].kind is PieceKind.REMOVED:
                found.append(removed.pop(0))
            while added and added[0].kind is PieceKind.ADDED:
                found.append(added.pop(0))
            if removed and added:
                removed.pop(0)
                found.append(added.pop(0))
            else:
                found += removed + added
                break
        return tuple(found)


def pieces(old: str, new: str) -> list[Piece]:
    """Return the pieces of an edit in order; all but the removed ones together are `new`."""
    if old == new:
        return [Piece(PieceKind.SAME, new)] if new else []
    before, after = tokenise(old), tokenise(new)
    comparison = Comparison(before.keys, after.keys)
    whole = range(len(before)), range(len(after))
    runs = Settling(comparison, before.border, after.border).settled(comparison.runs(*whole), *whole)
    found = list(_joined(_pieces(before, after, _exact(runs, before, after))))
    return list(_joined(_without_islands(found)))


def passages(old: str, new: str) -> list[Passage]:
    """Return the paragraphs of an edit side by side, in order; line ends between them belong to none."""
    found: list[Passage] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in pieces(old, new):
        if piece.kind is PieceKind.REMOVED:
            left.append(piece)
            continue
        if piece.kind is PieceKind.ADDED:
            right.append(piece)
            continue
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                found.append(_passage(left, right))
                left, right = [], []
            if line:
                left.append(Piece(PieceKind.SAME, line))
                right.append(Piece(PieceKind.SAME, line))
    found.append(_passage(left, right))
    return [passage for passage in found if passage.old or passage.new]


def _passage(left: Iterable[Piece], right: Iterable[Piece]) -> Passage:
    return Passage(tuple(left), tuple(right))


def _exact(runs: Iterable[Run], old: Tokens, new: Tokens) -> Iterator[Run]:
    """Yield the parts of runs whose tokens are the very same characters, not only the same word."""
    for run in runs:
        start = 0
        for n in range(run.length + 1):
            at_end = n == run.length
            if at_end or _word(old, run.old + n) != _word(new, run.new + n):
                if n > start:
                    yield Run(run.old + start, run.new + start, n - start)
                start = n + 1


def _word(tokens: Tokens, index: int) -> str:
    word = tokens.text[tokens.starts[index] : tokens.ends[index]]
    return "\n" if word.startswith("\n") else word


def _pieces(old: Tokens, new: Tokens, runs: Iterable[Run]) -> Iterator[Piece]:
    old_at = new_at = 0
    for run in runs:
        old_start, new_start = old.starts[run.old], new.starts[run.new]
        yield from _edit(old.text[old_at:old_start], new.text[new_at:new_start])
        old_at, new_at = old.ends[run.old_end - 1], new.ends[run.new_end - 1]
        yield Piece(PieceKind.SAME, new.text[new_start:new_at])
    yield from _edit(old.text[old_at:], new.text[new_at:])


def _edit(removed: str, added: str) -> Iterator[Piece]:
    """Yield what stands between two runs; the blanks around it are the same where both have them."""
    head = tail = ""
    while removed and added and removed[0] == added[0] and removed[0].isspace():
        head, removed, added = head + added[0], removed[1:], added[1:]
    while removed and added and removed[-1] == added[-1] and removed[-1].isspace():
        tail, removed, added = added[-1] + tail, removed[:-1], added[:-1]
    if not removed.strip() and not added.strip() and "\n" not in removed + added:
        yield Piece(PieceKind.SAME, head + added + tail)
        return
    yield Piece(PieceKind.SAME, head)
    yield Piece(PieceKind.REMOVED, removed)
    yield Piece(PieceKind.ADDED, added)
    yield Piece(PieceKind.SAME, tail)


def _without_islands(found: list[Piece]) -> Iterator[Piece]:
    """Yield an edit without the signs and blanks that happen to be the same between two changed words."""
    removed = added = ""
    for number, piece in enumerate(found):
        if piece.kind is PieceKind.REMOVED:
            removed += piece.text
        elif piece.kind is PieceKind.ADDED:
            added += piece.text
        elif (removed or added) and number + 1 < len(found) and _is_island(piece.text):
            removed, added = removed + piece.text, added + piece.text
        else:
            yield from _change(removed, added)
            removed = added = ""
            yield piece
    yield from _change(removed, added)


def _is_island(text: str) -> bool:
    return "\n" not in text and not any(sign.isalnum() for sign in text)


def _change(removed: str, added: str) -> Iterator[Piece]:
    yield Piece(PieceKind.REMOVED, removed)
    yield Piece(PieceKind.ADDED, added)


def _joined(found: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in found:
        if not piece.text:
            continue
        if last is not None and last.kind is piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
