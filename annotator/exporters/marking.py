"""`Marking`: the marks an export shows, with their labels, styles and comments, worked out once for all.

Original Word files and documents we make ourselves are marked from the same plan, so they cannot disagree.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.exporters.comment_text import comment_paragraphs
from annotator.exporters.options import AnnotatedCopyOptions, Labels
from annotator.model.annotation import EPOCH, Annotation, Reply
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.ooxml.comments_part import Comment
from annotator.ooxml.mark_styles import MarkStyle, mark_styles
from annotator.translate import tr

Piece = tuple[int, int, int]
"""Start, end, and the index of the mark whose look the text between them has."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark an export shows.

    Attributes:
        number: its place among *all* marks of the article, whatever is filtered out.
        label: "F3".
        shown: what stands after the passage; "" for nothing.
        style: of the passage's runs.
        comments: ids of the comments whose range is the passage: its own, then the answers to it.
    """

    number: int
    label: str
    annotation: Annotation
    span: Span
    tag: Tag | None
    style: MarkStyle
    shown: str
    comments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """All marks an export shows, in reading order, and the comments that belong to them.

    Attributes:
        styles: of every tag by `Tag.id`, "" for marks without one; `used` are those that marks have.
    """

    marks: tuple[Mark, ...]
    comments: tuple[Comment, ...]
    styles: Mapping[str, MarkStyle]

    @property
    def used(self) -> list[MarkStyle]:
        """The styles that marks really have, in the order of the codebook."""
        ids = {mark.style.id for mark in self.marks}
        return [style for style in self.styles.values() if style.id in ids]

    @property
    def commented(self) -> list[int]:
        """The numbers of the marks that have a comment."""
        return [mark.number for mark in self.marks if mark.comments]


def plan(
    dossier: Dossier,
    options: AnnotatedCopyOptions,
    *,
    first_comment: int = 0,
    taken_styles: Iterable[str] = (),
) -> Marking:
    """Return what `options` show of a dossier; comments are numbered from `first_comment` on."""
    tags, sources = dossier.tags_by_id(), dossier.sources_by_id()
    styles = mark_styles(dossier.tags, taken_styles)
    length = len(dossier.version.text)
    marks: list[Mark] = []
    comments: list[Comment] = []
    for number, annotation in enumerate(dossier.annotations, 1):
        span = annotation.span
        if span is None or span.end > length or not options.shows(annotation):
            continue
        tag = tags.get(annotation.tag)
        label = f"{tag.letter if tag else ''}{number}"
        ids: tuple[int, ...] = ()
        if options.comments_on(annotation):
            says = comment_paragraphs(annotation, label, tag, sources, notes=options.notes)
            own = _thread(annotation, says, first_comment + len(comments), answers=options.notes)
            comments.extend(own)
            ids = tuple(comment.id for comment in own)
        style = styles[annotation.tag if tag else ""]
        shown = _shown(options.labels, label, tag, number)
        marks.append(Mark(number, label, annotation, span, tag, style, shown, ids))
    return Marking(tuple(marks), tuple(comments), styles)


def pieces(spans: Sequence[Span]) -> list[Piece]:
    """Return the text that `spans` cover, cut at all their borders, each piece with the innermost span.

    The innermost is the shortest; of equals the one that starts later, then the later in the list. Takes
    n log n for n spans however they overlap.
    """
    borders = sorted({border for span in spans for border in (span.start, span.end)})
    order = sorted(range(len(spans)), key=lambda index: spans[index].start)
    active: list[tuple[int, int, int]] = []  # length, minus start, minus index: the first is the innermost
    found: list[Piece] = []
    waiting = 0
    for place, start in enumerate(borders[:-1]):
        while waiting < len(order) and spans[order[waiting]].start == start:
            index = order[waiting]
            heapq.heappush(active, (len(spans[index]), -start, -index))
            waiting += 1
        while active and spans[-active[0][2]].end <= start:
            heapq.heappop(active)
        if not active:
            continue
        index, end = -active[0][2], borders[place + 1]
        if found and found[-1][1] == start and found[-1][2] == index:
            found[-1] = (found[-1][0], end, index)
        else:
            found.append((start, end, index))
    return found


def _thread(annotation: Annotation, says: tuple[str, ...], first: int, *, answers: bool) -> Iterable[Comment]:
    author, initials = _author(annotation.creator)
    written = annotation.created if annotation.created != EPOCH else None
    thread = [Comment(first, author, initials, written, says, resolved=annotation.resolved)]
    for number, reply in enumerate(annotation.replies if answers else (), first + 1):
        thread.append(_answer(reply, number, first, resolved=annotation.resolved))
    return thread


def _answer(reply: Reply, number: int, parent: int, *, resolved: bool) -> Comment:
    author, initials = _author(Person.named(reply.author))
    return Comment(
        number, author, initials, reply.at, (reply.text,), headed=False, parent=parent, resolved=resolved
    )


def _author(person: Person) -> tuple[str, str]:
    """Return a name and initials; a comment must have an author, and "unknown" is not one to be blamed."""
    name = person.name.strip() or tr("Claimlight")
    return name, person.initials.strip() or Person.named(name).initials


def _shown(labels: Labels, label: str, tag: Tag | None, number: int) -> str:
    if labels is Labels.BRACKETS:
        return f"[{label}]"
    if labels is Labels.LETTER:
        return tag.letter if tag and tag.letter else str(number)
    return label if labels is Labels.NUMBER else ""
