"""`CaretMarking`: everything one does in the article with keys: going, selecting, moving a mark's ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.model.annotation import Annotation
from annotator.model.span import Span
from annotator.text import words
from annotator.text.clusters import border_after, border_before
from ui.mark_index import MarkIndex
from ui.sentence_index import SentenceIndex
from ui.translation import QT_TRANSLATE_NOOP

_LOOK_FOR_WORD = 500  # characters looked through for the next word


@dataclass(frozen=True, slots=True)
class CaretCommand:
    """One thing the keys can do in the article.

    Attributes:
        name: stable, the person's own keys are kept under it.
        text: in English.
        keys: in portable text; several are divided by "; ".
    """

    name: str
    text: str
    keys: str

    @property
    def title(self) -> str:
        """The text in the person's language."""
        return QCoreApplication.translate("caret", self.text)


COMMANDS = (
    CaretCommand("caret.next-sentence", QT_TRANSLATE_NOOP("caret", "Next sentence"), ".; Alt+Right"),
    CaretCommand("caret.previous-sentence", QT_TRANSLATE_NOOP("caret", "Previous sentence"), ",; Alt+Left"),
    CaretCommand("caret.next-paragraph", QT_TRANSLATE_NOOP("caret", "Next paragraph"), "Ctrl+Down"),
    CaretCommand("caret.previous-paragraph", QT_TRANSLATE_NOOP("caret", "Previous paragraph"), "Ctrl+Up"),
    CaretCommand("caret.next-unmarked", QT_TRANSLATE_NOOP("caret", "Next unmarked sentence"), "Alt+Down"),
    CaretCommand(
        "caret.previous-unmarked", QT_TRANSLATE_NOOP("caret", "Previous unmarked sentence"), "Alt+Up"
    ),
    CaretCommand("caret.next-mark", QT_TRANSLATE_NOOP("caret", "Next mark"), "Alt+PgDown"),
    CaretCommand("caret.previous-mark", QT_TRANSLATE_NOOP("caret", "Previous mark"), "Alt+PgUp"),
    CaretCommand("select.phrase", QT_TRANSLATE_NOOP("caret", "Select the phrase"), "Alt+1"),
    CaretCommand("select.sentence", QT_TRANSLATE_NOOP("caret", "Select the sentence"), "Alt+2"),
    CaretCommand("select.paragraph", QT_TRANSLATE_NOOP("caret", "Select the paragraph"), "Alt+3"),
    CaretCommand("select.grow", QT_TRANSLATE_NOOP("caret", "Select more"), "Space"),
    CaretCommand("select.shrink", QT_TRANSLATE_NOOP("caret", "Select less"), "Shift+Space; Backspace"),
    CaretCommand("end.later", QT_TRANSLATE_NOOP("caret", "End of the mark: a word later"), "Alt+Shift+Right"),
    CaretCommand(
        "end.earlier", QT_TRANSLATE_NOOP("caret", "End of the mark: a word earlier"), "Alt+Shift+Left"
    ),
    CaretCommand(
        "start.earlier", QT_TRANSLATE_NOOP("caret", "Start of the mark: a word earlier"), "Alt+Shift+Up"
    ),
    CaretCommand(
        "start.later", QT_TRANSLATE_NOOP("caret", "Start of the mark: a word later"), "Alt+Shift+Down"
    ),
    CaretCommand(
        "end.later-character",
        QT_TRANSLATE_NOOP("caret", "End of the mark: a character later"),
        "Ctrl+Alt+Shift+Right",
    ),
    CaretCommand(
        "end.earlier-character",
        QT_TRANSLATE_NOOP("caret", "End of the mark: a character earlier"),
        "Ctrl+Alt+Shift+Left",
    ),
    CaretCommand(
        "start.earlier-character",
        QT_TRANSLATE_NOOP("caret", "Start of the mark: a character earlier"),
        "Ctrl+Alt+Shift+Up",
    ),
    CaretCommand(
        "start.later-character",
        QT_TRANSLATE_NOOP("caret", "Start of the mark: a character later"),
        "Ctrl+Alt+Shift+Down",
    ),
)
"""What the keys do in the article, beside a text view's own keys and the letters of the tags."""


class Desk(Protocol):
    """What the keys work on: the article view, or a stand-in for it."""

    @property
    def reading_text(self) -> str:
        """The article's text, with the line ends that only mean a blank as blanks."""

    @property
    def sentences(self) -> SentenceIndex:
        """The article's sentences."""

    @property
    def marks(self) -> MarkIndex:
        """The article's marks."""

    def caret(self) -> int:
        """Return where the caret is."""

    def raw_selection(self) -> Span | None:
        """Return what is selected, to the character."""

    def set_caret(self, code_point: int) -> None:
        """Put the caret somewhere, in sight, with nothing selected."""

    def select(self, span: Span) -> None:
        """Select a passage, in sight."""

    def tell(self, line: str) -> None:
        """Say that there is nothing where a key would lead."""

    def current_mark(self) -> Annotation | None:
        """Return the mark that is outlined, else the innermost at the caret."""

    def activate(self, annotation_id: str) -> None:
        """Make a mark the current one, as a click on it would."""

    def move_mark(self, annotation_id: str, span: Span) -> None:
        """Ask for other ends of a mark."""


class CaretMarking:
    """The commands, and the keys they have."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._origin: int | None = None  # the caret before the selection was grown
        self._acts: dict[str, Callable[[], None]] = {
            "caret.next-sentence": partial(self._sentence, forward=True),
            "caret.previous-sentence": partial(self._sentence, forward=False),
            "caret.next-paragraph": partial(self._paragraph, forward=True),
            "caret.previous-paragraph": partial(self._paragraph, forward=False),
            "caret.next-unmarked": partial(self._unmarked, forward=True),
            "caret.previous-unmarked": partial(self._unmarked, forward=False),
            "caret.next-mark": partial(self._mark, forward=True),
            "caret.previous-mark": partial(self._mark, forward=False),
            "select.phrase": partial(self._select, words.phrase_at),
            "select.sentence": partial(self._select, words.sentence_at),
            "select.paragraph": self._select_paragraph,
            "select.grow": self._grow,
            "select.shrink": self._shrink,
            "end.later": partial(self._move_end, step=1, by_word=True),
            "end.earlier": partial(self._move_end, step=-1, by_word=True),
            "start.earlier": partial(self._move_start, step=-1, by_word=True),
            "start.later": partial(self._move_start, step=1, by_word=True),
            "end.later-character": partial(self._move_end, step=1, by_word=False),
            "end.earlier-character": partial(self._move_end, step=-1, by_word=False),
            "start.earlier-character": partial(self._move_start, step=-1, by_word=False),
            "start.later-character": partial(self._move_start, step=1, by_word=False),
        }
        self._keys: dict[str, str] = {}
        self.use_keys({})

    def use_keys(self, chosen: Mapping[str, str]) -> None:
        """Give commands the person's own keys, by name; the others get those of the table."""
        portable = QKeySequence.SequenceFormat.PortableText
        self._keys = {}
        for command in COMMANDS:
            for part in chosen.get(command.name, command.keys).split("; "):
                sequence = QKeySequence.fromString(part.strip(), portable)
                if not sequence.isEmpty():
                    self._keys[sequence.toString(portable)] = command.name

    def command_for(self, event: QKeyEvent) -> str:
        """Return the name of the command a key stands for, "" for none."""
        return self._keys.get(_sequence(event), "")

    def run(self, name: str) -> None:
        """Do what a command says; KeyError if there is none of this name."""
        act = self._acts[name]
        if name not in {"select.grow", "select.shrink"}:
            self._origin = None
        act()

    def _here(self, *, forward: bool) -> int:
        """Return where going starts: at the near end of a selection, so that it is not gone into again."""
        span = self._desk.raw_selection()
        if span is None:
            return self._desk.caret()
        return span.start if not forward else max(span.start, min(span.end - 1, self._desk.caret()))

    def _sentence(self, *, forward: bool) -> None:
        here, sentences = self._here(forward=forward), self._desk.sentences
        found = next(sentences.after(here) if forward else sentences.before(here), None)
        if found is not None:
            self._desk.set_caret(found.start)
        elif forward:
            self._desk.set_caret(len(self._desk.reading_text))

    def _paragraph(self, *, forward: bool) -> None:
        sentences, here = self._desk.sentences, self._here(forward=forward)
        if not sentences.blocks:
            return
        number = sentences.block_at(here)
        start = sentences.start_of_block(number)
        if forward:
            number += 1
        elif here <= start:
            number -= 1
        if 0 <= number < sentences.blocks:
            self._desk.set_caret(sentences.start_of_block(number))
        else:
            self._desk.set_caret(len(self._desk.reading_text) if forward else 0)

    def _unmarked(self, *, forward: bool) -> None:
        here, sentences, marks = self._here(forward=forward), self._desk.sentences, self._desk.marks
        if forward and self._desk.raw_selection() is None:
            here -= 1  # the sentence the caret stands at the beginning of counts as well
        ways = sentences.after(here) if forward else sentences.before(here)
        found = next((span for span in ways if not marks.overlapping(span.start, span.end)), None)
        if found is not None:
            self._desk.select(found)
        elif forward:
            self._desk.tell(_tr("No sentence without a mark follows."))
        else:
            self._desk.tell(_tr("No sentence without a mark stands before this place."))

    def _mark(self, *, forward: bool) -> None:
        current, marks = self._desk.current_mark(), self._desk.marks
        found = marks.neighbour(current.id, 1 if forward else -1) if current is not None else None
        if current is None:
            found = marks.next(self._desk.caret() - 1) if forward else marks.previous(self._desk.caret())
        if found is not None and found.span is not None:
            self._desk.set_caret(found.span.start)
            self._desk.activate(found.id)
        else:
            self._desk.tell(_tr("No mark follows.") if forward else _tr("No mark stands before this place."))

    def _select(self, unit: Callable[[str, int], tuple[int, int] | None]) -> None:
        self._choose(unit(self._desk.reading_text, self._here(forward=False)))

    def _select_paragraph(self) -> None:
        sentences = self._desk.sentences
        if sentences.blocks:
            number = sentences.block_at(self._here(forward=False))
            self._desk.select(sentences.block(number))

    def _grow(self) -> None:
        span = self._desk.raw_selection()
        if span is None or self._origin is None:
            self._origin = span.start if span is not None else self._desk.caret()
        start, end = (span.start, span.end) if span is not None else (self._origin, self._origin)
        self._choose(words.grow(self._desk.reading_text, start, end))

    def _shrink(self) -> None:
        span = self._desk.raw_selection()
        if span is None:
            return
        smaller = words.shrink(self._desk.reading_text, span.start, span.end, self._origin)
        if smaller[0] < smaller[1]:
            self._desk.select(Span(*smaller))
        else:
            self._desk.set_caret(smaller[0])

    def _choose(self, bounds: tuple[int, int] | None) -> None:
        if bounds is not None and bounds[0] < bounds[1]:
            self._desk.select(Span(*bounds))

    def _move_end(self, *, step: int, by_word: bool) -> None:
        mark, text = self._desk.current_mark(), self._desk.reading_text
        if mark is None or mark.span is None:
            return
        span = mark.span
        if by_word:
            end = _word_edge(text, span.end, step, edge=1)
        else:
            end = border_after(text, span.end + 1) if step > 0 else border_before(text, span.end - 1)
        if end is not None and span.start < end <= len(text):
            self._desk.move_mark(mark.id, Span(span.start, end))

    def _move_start(self, *, step: int, by_word: bool) -> None:
        mark, text = self._desk.current_mark(), self._desk.reading_text
        if mark is None or mark.span is None:
            return
        span = mark.span
        if by_word:
            start = _word_edge(text, span.start, step, edge=0)
        else:
            start = border_after(text, span.start + 1) if step > 0 else border_before(text, span.start - 1)
        if start is not None and 0 <= start < span.end:
            self._desk.move_mark(mark.id, Span(start, span.end))


def _word_edge(text: str, place: int, step: int, *, edge: int) -> int | None:
    """Return the nearest start (`edge` 0) or end (1) of a word behind `place`, or before it for step -1."""
    for distance in range(1, _LOOK_FOR_WORD):
        at = place + step * distance
        if not 0 <= at <= len(text):
            return None
        word = words.word_at(text, at)
        if word is not None and (word[edge] - place) * step > 0:
            return word[edge]
    return None


def _sequence(event: QKeyEvent) -> str:
    """Return the key with its modifiers as portable text."""
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)


def _tr(text: str) -> str:
    return QCoreApplication.translate("caret", text)
