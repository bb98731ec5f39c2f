"""`LogEntry`: everything that is known of one mark, in words; the lists editors pass on are made of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.exporters.comment_text import evidence_line, speaker_detail, speaker_name
from annotator.exporters.words import day, kind_name, risk_names, status_name, tag_name
from annotator.model.annotation import Annotation, Status
from annotator.model.block import numbered_starts
from annotator.model.dossier import Dossier
from annotator.model.source import Evidence
from annotator.model.tag import Tag
from annotator.ooxml.mark_styles import UNTAGGED
from annotator.ooxml.markup import lines
from annotator.text.normalize import one_line

OPEN = frozenset(
    {
        Status.NEEDS_SOURCE,
        Status.NEEDS_ATTRIBUTION,
        Status.DISPUTED,
        Status.WRONG,
        Status.CANNOT_VERIFY,
        Status.ON_AUTHOR,
        Status.RECHECK,
    }
)
"""Statuses that somebody still has to do something about."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One mark in words, "" where nothing is known.

    Attributes:
        paragraph: number of the paragraph it begins in, or the one before a heading or table; 0 for none.
        sources: one line for each source, with locator and what it says.
        methods, checked_by, checked_on: of the same sources, without repetition.
    """

    annotation: Annotation
    label: str
    paragraph: int
    passage: str
    kind: str
    tag: Tag
    tag_name: str
    status: str
    risks: str
    speaker: str
    attribution: str
    sources: tuple[str, ...]
    methods: str
    checked_by: str
    checked_on: str
    note: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.is_asked or self.annotation.status in OPEN

    @property
    def is_asked(self) -> bool:
        """Whether a question to the author has no answer yet."""
        return bool(self.annotation.question.strip() and not self.annotation.answer.strip())


def log_entries(dossier: Dossier) -> list[LogEntry]:
    """Return all marks in reading order, orphans last, numbered as everywhere else."""
    tags, sources = dossier.tags_by_id(), dossier.sources_by_id()
    starts = numbered_starts(dossier.version.blocks)
    found = []
    for number, annotation in enumerate(dossier.annotations, 1):
        tag = tags.get(annotation.tag)
        evidence = annotation.evidence
        found.append(
            LogEntry(
                annotation,
                f"{tag.letter if tag else ''}{number}",
                bisect_right(starts, annotation.span.start) if annotation.span else 0,
                one_line(annotation.exact),
                kind_name(annotation.kind),
                tag or UNTAGGED,
                tag_name(tag),
                status_name(annotation.status),
                risk_names(annotation.risks),
                speaker_name(annotation.attribution),
                speaker_detail(annotation.attribution),
                tuple(evidence_line(item, sources.get(item.source), address=False) for item in evidence),
                _once(item.method for item in evidence),
                _once(item.by for item in evidence),
                _once(_days(evidence)),
                lines(annotation.note).strip(),
            )
        )
    return found


def _days(evidence: Iterable[Evidence]) -> Iterable[str]:
    return (day(item.on) for item in evidence)


def _once(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(value for value in map(one_line, values) if value))
