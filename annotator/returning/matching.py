"""Which comment of a document that came back is which mark's: by its label, its words, or its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.anchoring import Anchored, carry
from annotator.model.annotation import Annotation
from annotator.model.dossier import Dossier
from annotator.model.imported import Imported, ImportedMark

_LABEL = re.compile(r"\D{0,4}(\d{1,7})(?: · |\s|$)")
"""The beginning of our comments: "F3 · Fact"."""

_HEADING = re.compile(r"^\D{0,4}\d{1,7} · ")

Rule = Callable[[ImportedMark, set[str]], Annotation | None]


def same_words(one: str, other: str) -> bool:
    """Tell whether two comments say the same, whatever a word processor made of blanks and line ends.

    Numbers of marks do not count: another mark may have been put in before.
    """
    return one == other or _body(one) == _body(other)


@dataclass(slots=True)
class Matching:
    """Finds the marks' comments.

    Attributes:
        comments: the paragraphs each mark's comment had when it was sent, by `Annotation.id`.
        matched: the mark of each root comment that is one of ours, by its index in `returned.marks`.
        places: where each mark's passage is in the returned text, as far as the words say.
    """

    sent: Dossier
    returned: Imported
    comments: Mapping[str, Sequence[str]]
    matched: dict[int, Annotation] = field(default_factory=dict)
    places: dict[str, Anchored | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.returned = replace(self.returned, marks=self._threads())
        placed = [(mark, mark.span) for mark in self.sent.annotations if mark.span is not None]
        found = carry(self.sent.version.text, self.returned.text, [span for _, span in placed])
        self.places = {mark.id: place for (mark, _), place in zip(placed, found, strict=True)}
        for rule in self._rules():
            taken = {mark.id for mark in self.matched.values()}
            for index in self.roots():
                if index not in self.matched and (mark := rule(self.returned.marks[index], taken)):
                    self.matched[index] = mark
                    taken.add(mark.id)

    def _threads(self) -> tuple[ImportedMark, ...]:
        """Return the comments, ours always above the answers to it.

        Where threads are only guessed by date, an answer that was taken over from an older document may be
        older than the comment it stands under now.
        """
        ours = {_body(" ".join(said)) for said in self.comments.values()}
        marks = list(self.returned.marks)
        for index, mark in enumerate(marks):
            root = mark.replies_to
            if root is None or not mark.comment or _body(mark.comment) not in ours:
                continue
            if _body(marks[root].comment) in ours:
                continue
            thread = [n for n, other in enumerate(marks) if other.replies_to == root or n == root]
            for n in thread:
                marks[n] = replace(marks[n], replies_to=None if n == index else index)
        return tuple(marks)

    def roots(self) -> list[int]:
        """Return the indices of the comments that begin a thread."""
        marks = self.returned.marks
        answered = {mark.replies_to for mark in marks}
        return [
            index
            for index, mark in enumerate(marks)
            if mark.replies_to is None and (mark.comment or index in answered)
        ]

    def passage(self, comment: ImportedMark) -> str:
        """Return the words a comment is on, "" for none."""
        return comment.span.of(self.returned.text) if comment.span else ""

    def answers(self, root: int) -> list[ImportedMark]:
        """Return the comments under a root."""
        thread, found = {root}, []
        for index, mark in enumerate(self.returned.marks):
            if mark.replies_to in thread:
                thread.add(index)
                found.append(mark)
        return found

    def above(self, comment: ImportedMark) -> Annotation | None:
        """Return the mark that a comment answers because it stands on the very passage of the mark's own.

        Some word processors keep answers only as separate comments on the same range. An answer that was
        sent is known even where the comment above it was taken off.
        """
        if comment.span is None:
            return None
        for index, mark in self.matched.items():
            if self.returned.marks[index].span == comment.span:
                return mark
        for mark in self.sent.annotations:
            place = self.places.get(mark.id)
            if place and place.span == comment.span and is_known(mark, comment):
                return mark
        return None

    def _rules(self) -> tuple[Rule, ...]:
        if self.returned.dossier is not None:
            return (self._by_label, self._by_note, self._by_text, self._by_place)
        # the numbers may be those of an earlier day: what a comment says and where it stands comes first
        return (self._by_text, self._by_note, self._by_placed_label, self._by_place)

    def _by_label(self, comment: ImportedMark, taken: set[str]) -> Annotation | None:
        mark = self._labelled(comment)
        if mark is None or mark.id in taken:
            return None
        heading = _words(self.comments.get(mark.id, ("",))[0])
        own = heading and (_words(comment.comment) + " ").startswith(heading + " ")
        return mark if own or self.passage(comment) == mark.exact else None

    def _by_placed_label(self, comment: ImportedMark, taken: set[str]) -> Annotation | None:
        mark = self._labelled(comment)
        if mark is None or mark.id in taken or comment.span is None:
            return None
        place = self.places.get(mark.id)
        return mark if place and place.span.overlaps(comment.span) else None

    def _labelled(self, comment: ImportedMark) -> Annotation | None:
        if (label := _LABEL.match(comment.comment)) is None:
            return None
        number = int(label.group(1))
        return self.sent.annotations[number - 1] if 1 <= number <= len(self.sent.annotations) else None

    def _by_note(self, comment: ImportedMark, taken: set[str]) -> Annotation | None:
        """A foreign comment that was taken over before."""
        return next(
            (
                mark
                for mark in self.sent.annotations
                if mark.id not in taken
                and mark.note
                and same_words(mark.note, comment.comment)
                and mark.creator.name == comment.author
                and (mark.exact == self.passage(comment) or comment.span is None)
            ),
            None,
        )

    def _by_text(self, comment: ImportedMark, taken: set[str]) -> Annotation | None:
        body = _body(comment.comment)
        same = [key for key, said in self.comments.items() if _body(" ".join(said)) == body]
        here = [key for key in same if (place := self.places.get(key)) and place.span == comment.span]
        found = here or same
        return self._mark(found[0], taken) if len(found) == 1 else None

    def _by_place(self, comment: ImportedMark, taken: set[str]) -> Annotation | None:
        """A comment on the passage of a mark that shares a whole paragraph with what the mark's said."""
        lines = set(comment.comment.split("\n"))
        for key, said in self.comments.items():
            place = self.places.get(key)
            if place and place.span == comment.span and lines.intersection(said):
                return self._mark(key, taken)
        return None

    def _mark(self, annotation_id: str, taken: set[str]) -> Annotation | None:
        return next(
            (mark for mark in self.sent.annotations if mark.id == annotation_id and mark.id not in taken),
            None,
        )


def is_known(mark: Annotation, answer: ImportedMark) -> bool:
    """Tell whether a mark has this answer already."""
    return any(
        reply.author == answer.author and same_words(reply.text, answer.comment) for reply in mark.replies
    )


def _body(text: str) -> str:
    """Return the words of a comment without the letter and number it begins with."""
    return _words(_HEADING.sub("", text, count=1))


def _words(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
