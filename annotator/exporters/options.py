"""What a person can choose about a Word export."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import Annotation, Status
from annotator.model.dossier import Dossier

WORD_FORMATS = ("docx", "docm", "dotx", "dotm")
"""`Version.format` of an original that its marks can be put into."""
MANY_MARKS = 1_000
"""Beyond so many comments a word processor opens a document in seconds, then minutes."""


class Comments(StrEnum):
    """Which marks get a native Word comment."""

    ALL = "all"
    NOTED = "noted"
    """Those that say more than their tag: a note, a source, a speaker …"""
    NONE = "none"


class Labels(StrEnum):
    """What stands after a passage; empty, and so false, for nothing."""

    NONE = ""
    NUMBER = "number"
    """Letter and number, "F3"."""
    BRACKETS = "brackets"
    """The same in brackets, "[F3]"."""
    LETTER = "letter"
    """Only the tag's letter, "F"."""


class Paper(StrEnum):
    """The sheet a document that we make ourselves is laid out for."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class AnnotatedCopyOptions:
    """How marks are shown in the article.

    Attributes:
        notes: whether comments say more than label, tag and kind.
        tags: only marks with one of these `Tag.id`s; None for all.
        statuses: only marks with one of these; None for all.
        paper: for articles that were no Word document.
        template: path of an own .docx such an article is laid out in; "" for the bundled one.
    """

    shading: bool = True
    underline: bool = True
    comments: Comments = Comments.ALL
    labels: Labels = Labels.NONE
    notes: bool = True
    tags: frozenset[str] | None = None
    statuses: frozenset[Status] | None = None
    paper: Paper = Paper.A4
    template: str = ""

    def shows(self, annotation: Annotation) -> bool:
        """Tell whether a mark is to be shown at all."""
        return (self.tags is None or annotation.tag in self.tags) and (
            self.statuses is None or annotation.status in self.statuses
        )

    def comments_on(self, annotation: Annotation) -> bool:
        """Tell whether a shown mark gets a comment."""
        if self.comments is Comments.NOTED:
            return says_more(annotation)
        return self.comments is Comments.ALL


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is made.

    Attributes:
        marks: how marks are shown in its text; the table of marks follows the same filters.
        table: whether all marks are listed after the text.
        contacts: whether the list of sources names whom to reach; leave them out of what is passed on.
    """

    marks: AnnotatedCopyOptions = AnnotatedCopyOptions(labels=Labels.NUMBER)
    table: bool = True
    contacts: bool = False


PLAIN_COPY = AnnotatedCopyOptions()
"""Shading, underlines and a comment on every mark."""
PLAIN_REPORT = ReportOptions()
"""The same with numbers after the passages, and the table of all marks."""


def says_more(annotation: Annotation) -> bool:
    """Tell whether somebody wrote something about the passage, beyond what it is."""
    return bool(
        annotation.note
        or annotation.rationale
        or annotation.rewording
        or annotation.question
        or annotation.answer
        or annotation.evidence
        or annotation.replies
    )


def proposed_options(dossier: Dossier) -> AnnotatedCopyOptions:
    """Return what to offer for this article: all as comments, or for very many marks only the notes."""
    if len(dossier.annotations) <= MANY_MARKS:
        return AnnotatedCopyOptions()
    return AnnotatedCopyOptions(comments=Comments.NOTED, labels=Labels.NUMBER)


def proposed_report(dossier: Dossier) -> ReportOptions:
    """Return what to offer for a report: a numbered text and the table; comments as in the copy."""
    many = len(dossier.annotations) > MANY_MARKS
    comments = Comments.NOTED if many else Comments.ALL
    return ReportOptions(AnnotatedCopyOptions(comments=comments, labels=Labels.NUMBER))
