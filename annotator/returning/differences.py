"""What others did in Word, as a list a person accepts one by one: comments new, changed, answered, closed.

A document that began as our export carries the dossier it was made from, so what comes back is compared with
what was *sent*, whatever happened in the library meanwhile. A foreign document is compared with the article
as it is; there, a comment we do not have is a new one, and none can be missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import Annotation
from annotator.model.dossier import Dossier
from annotator.model.imported import Imported, ImportedMark
from annotator.model.span import Span
from annotator.returning.answers import filled_in, is_query_sheet
from annotator.returning.matching import Matching, is_known, same_words
from annotator.returning.received import TEXT_EXPORTS
from annotator.text.changes import PieceKind, pieces

_TAKEN_OFF_ONE_BY_ONE = 3
"""Where more comments than this are all gone, one command took them off, and no decision on each."""

_SAME_TEXT = 0.5
"""How much of a foreign document must be the article's words, for its text to be the article's."""


class DifferenceKind(StrEnum):
    """What somebody did."""

    TEXT = "text"
    NEW_COMMENT = "new-comment"
    CHANGED_COMMENT = "changed-comment"
    REPLY = "reply"
    ANSWER = "answer"
    """Filled in on a query sheet."""
    RESOLVED = "resolved"
    REOPENED = "reopened"
    MOVED = "moved"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing somebody did to the document.

    Attributes:
        annotation: `Annotation.id` it was done to; "" for a new comment and for the text.
        span: where the comment stands, in the text of the returned document; None where it marks nothing.
        passage: the words there.
        before, after: what stood there and what stands there now: a comment, a reply, a passage.
        at: ISO 8601 as found, "" if the document does not say.
        answers: of a new comment, the thread under it.
        resolved: of a new comment, whether its thread is closed.
    """

    kind: DifferenceKind
    annotation: str = ""
    span: Span | None = None
    passage: str = ""
    before: str = ""
    after: str = ""
    author: str = ""
    initials: str = ""
    at: str = ""
    answers: tuple[ImportedMark, ...] = ()
    resolved: bool = False


def differences(sent: Dossier, returned: Imported, comments: Mapping[str, Sequence[str]]) -> list[Difference]:
    """Return what was done to `returned` since it was `sent`, in the order of the text; edits of it first.

    `comments` holds the paragraphs of the comment that each mark had when it was sent, by `Annotation.id`.
    """
    found = _Comparison(Matching(sent, returned, comments))
    result = found.answers() or found.text_difference()
    for index in found.matching.roots():
        result.extend(found.of_thread(index))
    return result + found.deleted()


class _Comparison:
    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        self._sent, self._returned = matching.sent, matching.returned
        self._bare = all(  # sent without notes: then none is missing
            same_words(self._returned.marks[index].comment, matching.comments.get(mark.id, ("",))[0])
            for index, mark in matching.matched.items()
        )

    def answers(self) -> list[Difference]:
        """Return the answers on a query sheet; its text is no article's."""
        if self._returned.dossier is not None:
            return []
        return [
            Difference(DifferenceKind.ANSWER, mark.id, passage=mark.exact, before=mark.answer, after=answer)
            for mark, answer in filled_in(self._sent, self._returned)
        ]

    def text_difference(self) -> list[Difference]:
        """Return one difference if the article's own words were edited."""
        if self._returned.export and self._returned.export not in TEXT_EXPORTS:
            return []
        if self._returned.text == self._sent.version.text:
            return []
        if self._returned.dossier is None and not self._is_article():
            return []
        before, after = _changed_stretch(self._sent.version.text, self._returned.text)
        return [Difference(DifferenceKind.TEXT, before=before, after=after)]

    def _is_article(self) -> bool:
        """Tell whether a foreign text is an edited form of the article, and does not only quote it."""
        if is_query_sheet(self._sent, self._returned):
            return False
        old, new = self._sent.version.text, self._returned.text
        same = sum(len(piece.text) for piece in pieces(old, new) if piece.kind is PieceKind.SAME)
        return same >= _SAME_TEXT * len(new)

    def of_thread(self, index: int) -> list[Difference]:
        """Return what happened in one thread of comments."""
        comment = self._returned.marks[index]
        answers = self.matching.answers(index)
        mark = self.matching.matched.get(index)
        if mark is None and (above := self.matching.above(comment)):
            return self._replies(above, [comment, *answers])
        if mark is None:
            return [self._new(comment, answers)]
        found = []
        said = "\n".join(self.matching.comments.get(mark.id, (mark.note,)))
        same = same_words(comment.comment, said) or same_words(comment.comment, mark.note)
        if not same and not self._bare:
            found.append(self._difference(DifferenceKind.CHANGED_COMMENT, mark, comment, before=said))
        found += self._replies(mark, answers)
        if comment.resolved != mark.resolved:
            kind = DifferenceKind.RESOLVED if comment.resolved else DifferenceKind.REOPENED
            found.append(self._difference(kind, mark, comment))
        place = self.matching.places.get(mark.id)
        if comment.span and (place is None or not place.is_taken or place.span != comment.span):
            found.append(self._difference(DifferenceKind.MOVED, mark, comment, before=mark.exact))
        return found

    def deleted(self) -> list[Difference]:
        """Return the marks whose comment is gone. Where all are gone nobody took them off one by one."""
        commented, matched = self._commented(), self.matching.matched.values()
        if not matched and len(commented) > _TAKEN_OFF_ONE_BY_ONE:
            return []
        here = {mark.id for mark in matched}
        return [
            Difference(
                DifferenceKind.DELETED,
                mark.id,
                passage=mark.exact,
                before="\n".join(self.matching.comments.get(mark.id, ())),
            )
            for mark in commented
            if mark.id not in here and not mark.is_orphan
        ]

    def _commented(self) -> list[Annotation]:
        """Return the marks that surely had a comment when the document was sent."""
        marks = self._sent.annotations
        if self._returned.dossier is None:
            return []
        if self._returned.commented is not None:
            return [marks[n - 1] for n in self._returned.commented if 1 <= n <= len(marks)]
        return [mark for mark in marks if len(self.matching.comments.get(mark.id, ())) > 1]

    def _replies(self, mark: Annotation, answers: Sequence[ImportedMark]) -> list[Difference]:
        new = [answer for answer in answers if not is_known(mark, answer)]
        return [self._difference(DifferenceKind.REPLY, mark, answer) for answer in new]

    def _new(self, comment: ImportedMark, answers: Sequence[ImportedMark]) -> Difference:
        return Difference(
            DifferenceKind.NEW_COMMENT,
            span=comment.span,
            passage=self.matching.passage(comment),
            after=comment.comment,
            author=comment.author,
            initials=comment.initials,
            at=comment.at,
            answers=tuple(answers),
            resolved=comment.resolved,
        )

    def _difference(
        self, kind: DifferenceKind, mark: Annotation, comment: ImportedMark, *, before: str = ""
    ) -> Difference:
        words = self.matching.passage(comment)
        return Difference(
            kind,
            mark.id,
            span=comment.span,
            passage=words or mark.exact,
            before=before,
            after=words if kind is DifferenceKind.MOVED else comment.comment,
            author=comment.author,
            initials=comment.initials,
            at=comment.at,
        )


def edited_note(note: str, said: Sequence[str], now: str) -> str | None:
    """Return the note in an edited comment, None unless its other paragraphs are as they were sent."""
    note = note.strip()
    at = said.index(note) if note and note in said else len(said)
    head, tail = "\n".join(said[:at]), "\n".join(said[at + 1 :])
    if head and not now.startswith(head + "\n"):
        return None
    if tail and not now.endswith("\n" + tail):
        return None
    end = len(now) - len(tail) - 1 if tail else len(now)
    start = len(head) + 1 if head else 0
    return now[start:end] if start <= end else ""


def _changed_stretch(old: str, new: str) -> tuple[str, str]:
    """Return the two texts without the whole words they begin and end with in common."""
    length = min(len(old), len(new))
    start = next((n for n in range(length) if old[n] != new[n]), length)
    end = next((n for n in range(length - start) if old[-1 - n] != new[-1 - n]), length - start)
    while start and old[start - 1].isalnum():
        start -= 1
    while end and old[len(old) - end].isalnum():
        end -= 1
    return old[start : len(old) - end], new[start : len(new) - end]
