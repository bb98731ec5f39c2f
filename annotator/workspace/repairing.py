"""`Repairing`: an article's paragraphs, put right by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from annotator.history import Change
from annotator.model.article import Finding, ImportReport
from annotator.model.block import Block
from annotator.model.ids import new_id
from annotator.returning.new_version import carry_marks
from annotator.storage import Content
from annotator.translate import tr
from annotator.workspace.opening import Opening

REPAIRED = "repaired"
"""The kind of the finding that says that a person has changed how the text was read."""


class Repairing(Opening):
    """Correct where paragraphs begin and end, their order and their kinds."""

    def repair(self, article_id: str, text: str, blocks: Sequence[Block]) -> Change | None:
        """Make a repaired text the current version, still of the same original; None if it is what there is.

        The marks go along as they do to any new version. The text as it was read stays among the versions;
        the report says that the text was repaired. ValueError if `blocks` do not fit `text`.
        """
        article = self.article(article_id)
        old = self.version(article.version)
        if (text, tuple(blocks)) == (old.text, old.blocks):
            return None
        new = replace(
            old,
            id=new_id(),
            number=1 + max(version.number for version in self.library.versions(article_id)),
            text=text,
            blocks=tuple(blocks),
            imported=datetime.now(UTC),
            report=_with_repair(old.report),
        )
        before = self.library.annotations(article_id)
        change = self._change(
            tr("Repair the text of “{title}”", title=article.title),
            before=(article, *before),
            after=(
                replace(article, version=new.id),
                *(item.after for item in carry_marks(old, new, before)),
            ),
            article=article_id,
        )
        self.library.apply(change, [Content(new, self.library.original(old.sha256))])
        return change


def _with_repair(report: ImportReport) -> ImportReport:
    said = Finding(
        REPAIRED, 0, tr("Paragraphs were joined, split, moved or dropped by hand; the original is as it was.")
    )
    return ImportReport((*(item for item in report.findings if item.kind != REPAIRED), said))
