"""`PointerMarking`: the mouse in the article: handles, and selections tidied when they are finished."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from annotator.model.annotation import Annotation
from annotator.model.span import Span
from annotator.text import words
from ui.mark_handles import End, Handle, moved

EXACT = Qt.KeyboardModifier.AltModifier
"""Held, it selects and moves to the character instead of to the word."""


class Page(Protocol):
    """What the pointer works on: the article view, or a stand-in for it."""

    @property
    def reading_text(self) -> str:
        """The article's text, with the line ends that only mean a blank as blanks."""

    def place_at(self, point: QPointF) -> int:
        """Return the code point nearest to a point of the viewport."""

    def handles_in_sight(self) -> list[Handle]:
        """Return the handles of the current mark."""

    def current_mark(self) -> Annotation | None:
        """Return the mark that is outlined, else the innermost at the caret."""

    def preview_move(self, annotation_id: str, span: Span | None) -> None:
        """Paint a mark as if it had other ends; None paints it as it is."""

    def move_mark(self, annotation_id: str, span: Span) -> None:
        """Ask for other ends of a mark."""


class PointerMarking:
    """A drag at a handle, from press to release."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._mark: Annotation | None = None
        self._end = End.START
        self._shown: Span | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a handle is held."""
        return self._mark is not None

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of a handle if there is one under the pointer; tell whether there was."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        held = self.handle_at(event.position())
        mark = self._page.current_mark()
        if held is None or mark is None or mark.span is None:
            return False
        self._mark, self._end, self._shown = mark, held.end, mark.span
        return True

    def drag(self, event: QMouseEvent) -> None:
        """Show the mark with its end at the pointer."""
        if self._mark is None or self._mark.span is None:
            return
        place = self._page.place_at(event.position())
        if not event.modifiers() & EXACT:
            place = self._whole_word(place)
        span = moved(self._mark.span, self._end, place)
        if span is not None and span != self._shown:
            self._shown = span
            self._page.preview_move(self._mark.id, span)

    def release(self) -> None:
        """Let go: ask for the ends that are shown."""
        mark, span = self._mark, self._shown
        self.cancel()
        if mark is not None and span is not None and span != mark.span:
            self._page.move_mark(mark.id, span)

    def cancel(self) -> None:
        """Let go and leave the mark as it was."""
        mark, self._mark, self._shown = self._mark, None, None
        if mark is not None:
            self._page.preview_move(mark.id, None)

    def handle_at(self, point: QPointF) -> Handle | None:
        """Return the handle under the pointer, the nearer one where both are."""
        held = [handle for handle in self._page.handles_in_sight() if handle.holds(point)]
        return min(held, key=lambda handle: (handle.knob - point).manhattanLength(), default=None)

    def _whole_word(self, place: int) -> int:
        """Return the nearer edge of the word at `place`; between words, the edge without the blanks."""
        text = self._page.reading_text
        word = words.word_at(text, place)
        if word is None or not word[0] < place < word[1]:
            while self._end is End.FINISH and place > 0 and text[place - 1].isspace():
                place -= 1
            while self._end is End.START and place < len(text) and text[place].isspace():
                place += 1
            return place
        middle = (word[0] + word[1]) / 2
        if self._end is End.START:
            return word[0] if place <= middle else word[1]
        return word[1] if place >= middle else word[0]


def tidied(text: str, span: Span, *, exact: bool) -> Span | None:
    """Return a selection as a careful hand would have made it; with `exact`, only its blanks go."""
    if exact:
        words_ = span.of(text)
        start = span.start + len(words_) - len(words_.lstrip())
        end = span.end - (len(words_) - len(words_.rstrip()))
    else:
        start, end = words.snap_to_quotation(text, span.start, span.end)
    return Span(start, end) if start < end else None
