"""`Choices`: all that a person can choose about an export, whatever kind it is, as one value for presets.

None means "as is usual": what is proposed for the article at hand, which depends on how many marks it has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.exporters.lesson_options import PLAIN_LESSON, LessonOptions
from annotator.exporters.options import (
    AnnotatedCopyOptions,
    Comments,
    Labels,
    Paper,
    ReportOptions,
    proposed_options,
    proposed_report,
)
from annotator.model.annotation import Status
from annotator.model.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen.

    Attributes:
        notes: whether comments say more than label, tag and kind.
        tags: only marks with one of these `Tag.id`s; None for all.
        statuses: only marks with one of these; None for all.
        template: path of an own .docx that lends styles, paper, header and footer; "" for the bundled one.
        table: whether a report lists all marks after the text.
        contacts: whether sources say whom to reach; None for the source list only.
        sharing: leave contacts, notes and the names of those who worked on it out of all of the file, what is
            not seen in it included.
        address: where the check is published, for ClaimReview; "" while it is not.
        lesson: what a teacher chose besides; its paper and template are those of the whole.
    """

    shading: bool = True
    underline: bool = True
    comments: Comments | None = None
    labels: Labels | None = None
    notes: bool = True
    tags: frozenset[str] | None = None
    statuses: frozenset[Status] | None = None
    paper: Paper = Paper.A4
    template: str = ""
    table: bool = True
    contacts: bool | None = None
    sharing: bool = False
    address: str = ""
    lesson: LessonOptions = PLAIN_LESSON

    def copy_options(self, dossier: Dossier) -> AnnotatedCopyOptions:
        """Return how marks are shown in an annotated copy of this article."""
        return self._marks(proposed_options(dossier))

    def report_options(self, dossier: Dossier) -> ReportOptions:
        """Return how a report of this article is made."""
        marks = self._marks(proposed_report(dossier).marks)
        return ReportOptions(marks, self.table, bool(self.contacts) and not self.sharing)

    def lesson_options(self) -> LessonOptions:
        """Return how the documents of a lesson are made."""
        return replace(self.lesson, paper=self.paper, template=self.template)

    @property
    def lists_contacts(self) -> bool:
        """Whether the source list says whom to reach: that is what it is for, unless it is passed on."""
        return self.contacts is not False and not self.sharing

    def _marks(self, usual: AnnotatedCopyOptions) -> AnnotatedCopyOptions:
        return replace(
            usual,
            shading=self.shading,
            underline=self.underline,
            comments=usual.comments if self.comments is None else self.comments,
            labels=usual.labels if self.labels is None else self.labels,
            notes=self.notes,
            tags=self.tags,
            statuses=self.statuses,
            paper=self.paper,
            template=self.template,
        )


USUAL = Choices()
"""What somebody gets who chooses nothing."""
