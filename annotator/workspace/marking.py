"""`Marking`: everything that is done to marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from annotator.anchoring import describe
from annotator.history import Change
from annotator.model.annotation import Annotation, Attribution, Kind, Origin, Risk, Status, reading_order
from annotator.model.ids import new_id
from annotator.model.source import Evidence, Source
from annotator.model.span import Span
from annotator.translate import tr, tr_plural
from annotator.workspace.desk import Desk

UNATTRIBUTED = Attribution()


class Marking(Desk):
    """Mark passages and say what there is to say of them."""

    def mark(
        self,
        article_id: str,
        span: Span,
        tag: str,
        *,
        kind: Kind = Kind.CLAIM,
        origin: Origin = Origin.HAND,
        attribution: Attribution = UNATTRIBUTED,
    ) -> Change:
        """Mark a passage. `tag` is a `Tag.id`, or "" to leave it open."""
        return self.mark_all(article_id, [span], tag, kind=kind, origin=origin, attribution=attribution)

    def mark_all(
        self,
        article_id: str,
        spans: Sequence[Span],
        tag: str,
        *,
        kind: Kind = Kind.CLAIM,
        origin: Origin = Origin.HAND,
        attribution: Attribution = UNATTRIBUTED,
    ) -> Change:
        """Mark several passages alike, as one step of undo."""
        version = self.version(self.article(article_id).version)
        now = datetime.now(UTC)
        after = tuple(
            Annotation(
                id=new_id(),
                article=article_id,
                target=describe(version, span),
                kind=kind,
                tag=tag,
                origin=origin,
                attribution=attribution,
                creator=self.person,
                created=now,
                modified=now,
            )
            for span in spans
        )
        label = tr("Mark as {tag}", tag=self._tag_name(tag)) if tag else tr("Mark passage")
        if len(after) > 1:
            label = tr_plural("Mark {n} passage", "Mark {n} passages", len(after))
        return self._do(self._change(label, after=after, article=article_id))

    def retag(self, ids: Iterable[str], tag: str) -> Change | None:
        """Give marks another tag."""
        return self._edit_each(
            ids, tr("Tag as {tag}", tag=self._tag_name(tag)), lambda item: replace(item, tag=tag)
        )

    def set_kind(self, ids: Iterable[str], kind: Kind) -> Change | None:
        """Make marks claims or quotes."""
        label = tr("Make it a quote") if kind is Kind.QUOTE else tr("Make it a claim")
        return self._edit_each(ids, label, lambda item: replace(item, kind=kind))

    def set_status(self, ids: Iterable[str], status: Status) -> Change | None:
        """Say whether marks hold."""
        return self._edit_each(ids, tr("Change check status"), lambda item: replace(item, status=status))

    def set_risk(self, ids: Iterable[str], risk: Risk, on: bool) -> Change | None:
        """Raise or take down a risk flag."""
        return self._edit_each(
            ids,
            tr("Flag a risk") if on else tr("Take down a risk flag"),
            lambda item: replace(item, risks=item.risks | {risk} if on else item.risks - {risk}),
        )

    def edit(self, annotation: Annotation, label: str, merge: str = "") -> Change | None:
        """Store a new value of a mark; edits in a row with the same `merge` key are one step of undo."""
        return self._edit_each([annotation.id], label, lambda _: annotation, merge)

    def add_evidence(self, annotation_id: str, evidence: Evidence, source: Source | None = None) -> Change:
        """Hold a source against a mark; a `source` the library lacks is added in the same step."""
        before = self._annotation(annotation_id)
        after = replace(before, evidence=(*before.evidence, evidence), modified=datetime.now(UTC))
        have = {item.id for item in self.library.sources()}
        new = (source,) if source is not None and source.id not in have else ()
        return self._do(
            self._change(tr("Add evidence"), before=(before,), after=(*new, after), article=before.article)
        )

    def move(self, annotation_id: str, span: Span) -> Change | None:
        """Give a mark other borders; an orphan is placed by hand this way."""
        annotation = self._annotation(annotation_id)
        version = self.version(self.article(annotation.article).version)
        target = describe(version, span)
        return self._edit_each(
            [annotation_id], tr("Change the borders"), lambda item: replace(item, target=target)
        )

    def split(self, annotation_id: str, at: int) -> Change | None:
        """Make two marks of one at a code-point position inside it; both keep all that was said.

        Blanks at the new border belong to neither. Return None where no words would be left on one side.
        """
        annotation = self._annotation(annotation_id)
        version = self.version(self.article(annotation.article).version)
        if (span := annotation.span) is None or not span.start < at < span.end:
            return None
        head, tail = version.text[span.start : at].rstrip(), version.text[at : span.end].lstrip()
        if not head or not tail:
            return None
        now = datetime.now(UTC)
        first = Span(span.start, span.start + len(head))
        second = Span(span.end - len(tail), span.end)
        return self._do(
            self._change(
                tr("Split the mark"),
                before=(annotation,),
                after=(
                    replace(annotation, target=describe(version, first), modified=now),
                    replace(annotation, id=new_id(), target=describe(version, second), modified=now),
                ),
                article=annotation.article,
            )
        )

    def merge(self, ids: Iterable[str]) -> Change | None:
        """Make one mark of several in one article: the first keeps its fields, notes are put together."""
        marks = [item for item in reading_order(map(self._annotation, dict.fromkeys(ids))) if item.span]
        spans = [item.span for item in marks if item.span]
        if len(marks) < 2 or len({item.article for item in marks}) > 1:
            return None
        first = marks[0]
        version = self.version(self.article(first.article).version)
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        merged = replace(
            first,
            target=describe(version, whole),
            note=_joined(item.note for item in marks),
            rationale=_joined(item.rationale for item in marks),
            rewording=_joined(item.rewording for item in marks),
            question=_joined(item.question for item in marks),
            evidence=tuple(dict.fromkeys(item for mark in marks for item in mark.evidence)),
            risks=frozenset().union(*(item.risks for item in marks)),
            replies=tuple(reply for item in marks for reply in item.replies),
            modified=datetime.now(UTC),
        )
        label = tr_plural("Merge {n} mark", "Merge {n} marks", len(marks))
        return self._do(self._change(label, before=tuple(marks), after=(merged,), article=first.article))

    def delete(self, ids: Iterable[str]) -> Change | None:
        """Take marks off."""
        before = tuple(self._annotation(item) for item in dict.fromkeys(ids))
        if not before:
            return None
        label = tr_plural("Remove {n} mark", "Remove {n} marks", len(before))
        return self._do(self._change(label, before=before, article=before[0].article))

    def add_annotations(
        self, article_id: str, annotations: Sequence[Annotation], sources: Sequence[Source] = ()
    ) -> Change | None:
        """Add finished marks of this article's current version, and sources they rest on, as one step."""
        if not annotations:
            return None
        label = tr_plural("Add {n} mark", "Add {n} marks", len(annotations))
        return self._do(self._change(label, after=(*sources, *annotations), article=article_id))


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
