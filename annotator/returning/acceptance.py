"""Differences a person accepted, as the marks they make: what was, and what is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.anchoring import describe
from annotator.model.annotation import EPOCH, Annotation, Origin, Reply
from annotator.model.article import Version
from annotator.model.ids import new_id
from annotator.model.imported import ImportedMark
from annotator.model.person import Person
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.returning.differences import Difference, DifferenceKind, edited_note
from annotator.returning.matching import same_words
from annotator.returning.new_version import after_change


@dataclass(frozen=True, slots=True)
class Ground:
    """Where accepted differences are put.

    Attributes:
        version: the version the marks are on afterwards.
        place: from a span of the returned text to one of `version`, None where those words are not in it.
        comments: the paragraphs each mark's comment had when it was sent, by `Annotation.id`.
        notes: the note each mark had then.
    """

    version: Version
    place: Callable[[Span], Span | None]
    comments: Mapping[str, Sequence[str]]
    notes: Mapping[str, str]


def accept(
    marks: Mapping[str, Annotation], accepted: Sequence[Difference], ground: Ground
) -> dict[str, Annotation | None]:
    """Return the marks that `accepted` changes, by id: as they are now, None for removed ones.

    Differences to a mark that is no longer there are passed over; the text itself is a new version and is
    left to the caller.
    """
    now: dict[str, Annotation | None] = {}
    for difference in accepted:
        if difference.kind is DifferenceKind.TEXT:
            continue
        if difference.kind is DifferenceKind.NEW_COMMENT:
            if not any(_is_taken_over(mark, difference) for mark in marks.values()):
                mark = _new_mark(difference, ground)
                now[mark.id] = mark
            continue
        current = now.get(difference.annotation, marks.get(difference.annotation))
        if current is not None:
            now[difference.annotation] = _changed(current, difference, ground)
    return now


def _changed(mark: Annotation, difference: Difference, ground: Ground) -> Annotation | None:
    kind = difference.kind
    if kind is DifferenceKind.DELETED:
        return None
    if kind in (DifferenceKind.RESOLVED, DifferenceKind.REOPENED):
        return replace(mark, resolved=kind is DifferenceKind.RESOLVED)
    if kind is DifferenceKind.ANSWER:
        return replace(mark, answer=difference.after)
    if kind is DifferenceKind.MOVED:
        return _moved(mark, difference, ground)
    if kind is DifferenceKind.CHANGED_COMMENT:
        sent = ground.notes.get(mark.id, mark.note)
        note = edited_note(sent, ground.comments.get(mark.id, ()), difference.after)
        if note is not None and mark.note in (sent, note):
            return replace(mark, note=note)
    if any(
        reply.author == difference.author and same_words(reply.text, difference.after)
        for reply in mark.replies
    ):
        return mark
    reply = Reply(difference.author, difference.after, moment_of(difference.at))
    return replace(mark, replies=(*mark.replies, reply))


def _moved(mark: Annotation, difference: Difference, ground: Ground) -> Annotation:
    span = ground.place(difference.span) if difference.span else None
    if span is None:
        return mark
    target = describe(ground.version, span)
    same = target.quote.exact == mark.exact
    return replace(mark, target=target, status=mark.status if same else after_change(mark.status))


def _is_taken_over(mark: Annotation, difference: Difference) -> bool:
    """Tell whether a new comment is this mark already, because the document was opened before."""
    return (
        mark.origin is Origin.IMPORTED
        and mark.creator.name == difference.author
        and same_words(mark.note, difference.after)
        and (mark.created == (moment_of(difference.at) or EPOCH) or mark.exact == difference.passage)
    )


def _new_mark(difference: Difference, ground: Ground) -> Annotation:
    span = ground.place(difference.span) if difference.span else None
    at = moment_of(difference.at)
    return Annotation(
        id=new_id(),
        article=ground.version.article,
        target=describe(ground.version, span)
        if span
        else Target(ground.version.id, None, Quote(difference.passage)),
        note=difference.after,
        replies=tuple(_reply(answer) for answer in difference.answers),
        resolved=difference.resolved,
        origin=Origin.IMPORTED,
        creator=Person(difference.author, difference.initials or Person.named(difference.author).initials),
        created=at or EPOCH,
        modified=datetime.now(UTC),
    )


def _reply(answer: ImportedMark) -> Reply:
    return Reply(answer.author, answer.comment, moment_of(answer.at))


def moment_of(at: str) -> datetime | None:
    """Return a time as a document gives it.

    Word and LibreOffice write wall time, and a Z that means nothing; only another zone is believed.
    """
    try:
        return datetime.fromisoformat(at.removesuffix("Z")).astimezone(UTC) if at else None
    except (ValueError, OverflowError, OSError):
        return None
