"""`Lesson`: the passages a class works on, numbered the same in every document of one lesson."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.exporters.lesson_options import PLAIN_LESSON, Copy, LessonOptions
from annotator.model.annotation import Annotation
from annotator.model.block import Block, is_numbered, numbered_starts
from annotator.model.dossier import Dossier
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.ooxml.mark_styles import UNTAGGED
from annotator.text.normalize import one_line

MOST_TAGS = 6
"""So many tags fit a row of boxes; with more a class writes the letter."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One mark as a class meets it.

    Attributes:
        number: from 1 in reading order; what stands in its brackets in the student copy. 0 for a mark that
            was not chosen.
        span: without white space at its ends; None for a passage that is not in the text.
        paragraph: number of the paragraph it begins in; 0 where that has none.
        answer: the tag the teacher gave it.
    """

    number: int
    annotation: Annotation
    span: Span | None
    paragraph: int
    words: str
    answer: Tag


@dataclass(frozen=True, slots=True)
class Lesson:
    """What all documents of one lesson are made of.

    Attributes:
        passages: those a class works on, in reading order.
        others: the marks that were not chosen, orphans last.
        tags: what a passage can be called, in the order of the codebook.
    """

    dossier: Dossier
    options: LessonOptions
    passages: tuple[Passage, ...]
    others: tuple[Passage, ...]
    tags: tuple[Tag, ...]

    @property
    def can_be_ticked(self) -> bool:
        """Whether the tags are few enough for a box each."""
        return len(self.tags) <= MOST_TAGS

    def order(self, copy: Copy) -> tuple[Passage, ...]:
        """Return the passages as they stand on one of the two worksheets.

        That of B depends on the article alone, so that a sheet printed again is the same. No passage stays
        in its place if there are at least two.
        """
        if copy is Copy.A or len(self.passages) < 2:
            return self.passages
        drawn = sorted(self.passages, key=self._draw)
        # most rings can be turned so that no row is the same on both sheets
        for shift in range(len(drawn)):
            turned = drawn[shift:] + drawn[:shift]
            if all(one is not other for one, other in zip(turned, self.passages, strict=True)):
                return tuple(turned)
        return (*self.passages[1:], self.passages[0])

    def _draw(self, passage: Passage) -> bytes:
        return hashlib.sha256(f"{self.dossier.article.id}/{passage.number}".encode()).digest()


def lesson_of(dossier: Dossier, options: LessonOptions = PLAIN_LESSON) -> Lesson:
    """Return the lesson of an article."""
    chosen = _chosen(dossier, options)
    starts = numbered_starts(dossier.version.blocks)
    tags = dossier.tags_by_id()
    passages: list[Passage] = []
    others: list[Passage] = []
    for annotation in dossier.annotations:
        span = words_of(annotation, dossier.version.text)
        is_chosen = annotation.id in chosen and span is not None
        answer = tags.get(annotation.tag, UNTAGGED)
        words = one_line(span.of(dossier.version.text) if span else annotation.exact)
        number = len(passages) + 1 if is_chosen else 0
        paragraph = paragraph_at(dossier.version.blocks, starts, span) if span else 0
        passage = Passage(number, annotation, span, paragraph, words, answer)
        (passages if is_chosen else others).append(passage)
    return Lesson(dossier, options, tuple(passages), tuple(others), tuple(_tags(dossier, passages)))


def words_of(annotation: Annotation, text: str) -> Span | None:
    """Return where a mark's words are, without white space around them; None where it has none."""
    span = annotation.span
    if span is None or span.end > len(text) or not (words := span.of(text)).strip():
        return None
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def paragraph_at(blocks: Sequence[Block], starts: Sequence[int], span: Span) -> int:
    """Return the number of the paragraph a passage begins in, 0 for a heading or a table."""
    place = bisect_right(blocks, span.start, key=lambda block: block.start) - 1
    return bisect_right(starts, span.start) if place >= 0 and is_numbered(blocks[place]) else 0


def lesson_tags(dossier: Dossier) -> list[Tag]:
    """Return the tags that can be given."""
    return [tag for tag in dossier.tags if not tag.retired]


def _tags(dossier: Dossier, passages: Iterable[Passage]) -> list[Tag]:
    """Return the whole codebook, or of a long one only what answers some passage."""
    answers = {passage.answer.id for passage in passages}
    offered = lesson_tags(dossier)
    if len(offered) > MOST_TAGS:
        used = [tag for tag in offered if tag.id in answers]
        offered = used if len(used) > 1 else offered
    retired = [tag for tag in dossier.tags if tag.retired and tag.id in answers]
    return [*offered, *retired]


def _chosen(dossier: Dossier, options: LessonOptions) -> frozenset[str]:
    if options.passages is not None:
        return frozenset(options.passages)
    text = dossier.version.text
    marks = [annotation for annotation in dossier.annotations if words_of(annotation, text)]
    tags = {tag.id for tag in dossier.tags}
    firsts: dict[str, str] = {}
    for annotation in marks:
        if annotation.tag in tags:
            firsts.setdefault(annotation.tag, annotation.id)
    ids = dict.fromkeys([*firsts.values(), *(annotation.id for annotation in marks)])
    return frozenset(list(ids)[: max(options.most, 0)])
