"""`Report`: what goes into a report and in which order, whatever kind of file it becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.exporters.assembly import annotators, document_title, last_change
from annotator.exporters.comment_text import evidence_line, speaker_detail, speaker_name
from annotator.exporters.marking import Marking, plan
from annotator.exporters.options import PLAIN_REPORT, ReportOptions
from annotator.exporters.words import (
    day,
    kind_name,
    risk_names,
    source_kind_name,
    status_name,
    tag_name,
)
from annotator.model.annotation import Annotation, Kind, Origin, Status
from annotator.model.dossier import Dossier
from annotator.model.source import Source
from annotator.model.tag import Tag
from annotator.ooxml.mark_styles import UNTAGGED
from annotator.ooxml.markup import lines
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural

_LONGEST_LEGEND = 9
"""Tags explained when no passage is marked: as many as have a key of their own."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One tag, its meaning, and how many claims and quotes have it."""

    tag: Tag
    name: str
    letter: str
    definition: str
    claims: int
    quotes: int


@dataclass(frozen=True, slots=True)
class Row:
    """One mark in the table: every field in words, "" where there is nothing to say.

    Attributes:
        speaker, attribution: who says it, and how exactly that person is named.
        remarks: (what it is, text) pairs; the note itself has no name.
    """

    label: str
    passage: str
    tag: Tag
    tag_name: str
    kind: str
    speaker: str
    attribution: str
    status: str
    risks: str
    remarks: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source, and the labels of the marks it was held against."""

    title: str
    detail: str
    address: str
    contact: str
    labels: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report's content.

    Attributes:
        byline: who wrote the article, where and when, on one line.
        facts: further lines of the title block, without the article's address.
        statuses: (name, how many marks), the frequent before the rare as they stand in `Status`.
        orphans: marks whose passage is no longer in the text.
    """

    title: str
    byline: str
    address: str
    facts: tuple[str, ...]
    legend: tuple[LegendEntry, ...]
    statuses: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    orphans: tuple[Row, ...]
    sources: tuple[SourceRow, ...]
    marking: Marking


def make_report(dossier: Dossier, options: ReportOptions = PLAIN_REPORT) -> Report:
    """Return the report of a dossier; the filters of `options.marks` hold for every part of it."""
    marking = plan(dossier, options.marks)
    sources = dossier.sources_by_id()
    shown = [mark.annotation for mark in marking.marks]
    rows = tuple(_row(mark.annotation, mark.label, mark.tag, sources) for mark in marking.marks)
    tags = dossier.tags_by_id()
    orphans = tuple(
        _row(annotation, dossier_label(tags, number, annotation), tags.get(annotation.tag), sources)
        for number, annotation in enumerate(dossier.annotations, 1)
        if annotation.is_orphan and options.marks.shows(annotation)
    )
    labelled = [(mark.label, mark.annotation) for mark in marking.marks]
    return Report(
        title=document_title(dossier),
        byline=byline(dossier),
        address=one_line(dossier.article.url),
        facts=tuple(_facts(dossier, shown)),
        legend=tuple(_legend(dossier, shown)),
        statuses=tuple(_statuses(shown)),
        rows=rows,
        orphans=orphans,
        sources=tuple(_sources(labelled, sources, contacts=options.contacts)),
        marking=marking,
    )


def dossier_label(tags: Mapping[str, Tag], number: int, annotation: Annotation) -> str:
    """Return what `Dossier.label` does, without looking the codebook up anew for each mark."""
    tag = tags.get(annotation.tag)
    return f"{tag.letter if tag else ''}{number}"


def byline(dossier: Dossier) -> str:
    """Return who wrote an article, where and when, on one line; "" where nothing is known."""
    article = dossier.article
    parts = [one_line(article.byline), one_line(article.site), one_line(article.published)]
    return " · ".join(part for part in parts if part)


def _facts(dossier: Dossier, shown: list[Annotation]) -> Iterable[str]:
    people = annotators(dossier)
    counted = tr_plural("{n} mark", "{n} marks", len(shown))
    hidden = sum(not annotation.is_orphan for annotation in dossier.annotations) - len(shown)
    if hidden > 0:
        counted = tr("{marks} shown, {hidden} left out", marks=counted, hidden=hidden)
    offered = sum(annotation.origin in (Origin.ACCEPTED, Origin.ADJUSTED) for annotation in shown)
    if offered:
        began = tr_plural("{n} began as a suggestion", "{n} began as suggestions", offered)
        counted = tr("{marks}, of which {began}", marks=counted, began=began)
    marked = tr("Marked by {people}", people=", ".join(people)) if people else ""
    on = last_change(dossier)
    yield " · ".join(part for part in (marked, day(on.date()) if on else "", counted) if part)
    version = dossier.version
    words = len(version.text.split())
    made = tr("Version {number}", number=version.number)
    parts = [made, one_line(version.file_name), tr_plural("{n} word", "{n} words", words)]
    yield " · ".join(part for part in parts if part)


def _legend(dossier: Dossier, shown: list[Annotation]) -> Iterable[LegendEntry]:
    known = dossier.tags_by_id()
    counts = Counter(
        (annotation.tag if annotation.tag in known else "", annotation.kind) for annotation in shown
    )
    used = {tag for tag, _ in counts}
    if used:
        tags = [tag for tag in dossier.tags if tag.id in used] + ([UNTAGGED] if "" in used else [])
    else:
        tags = [tag for tag in dossier.tags if not tag.retired][:_LONGEST_LEGEND]
    for tag in tags:
        yield LegendEntry(
            tag,
            tag_name(tag),
            one_line(tag.letter),
            one_line(tag.definition) or (tr("Marked, but not yet decided.") if tag is UNTAGGED else ""),
            counts[tag.id, Kind.CLAIM],
            counts[tag.id, Kind.QUOTE],
        )


def _statuses(shown: list[Annotation]) -> Iterable[tuple[str, int]]:
    counts = Counter(annotation.status for annotation in shown)
    return ((status_name(status), counts[status]) for status in Status if counts[status])


def _row(annotation: Annotation, label: str, tag: Tag | None, sources: Mapping[str, Source]) -> Row:
    said = [
        ("", annotation.note),
        *_named(annotation),
        *(
            (f"{one_line(reply.author)}:" if reply.author.strip() else "", reply.text)
            for reply in annotation.replies
        ),
    ]
    return Row(
        label,
        one_line(annotation.exact),
        tag or UNTAGGED,
        tag_name(tag),
        kind_name(annotation.kind),
        speaker_name(annotation.attribution),
        speaker_detail(annotation.attribution),
        status_name(annotation.status) if annotation.status is not Status.UNCHECKED else "",
        risk_names(annotation.risks),
        tuple((name, lines(text).strip()) for name, text in said if text.strip()),
        tuple(
            evidence_line(evidence, sources.get(evidence.source), address=False)
            for evidence in annotation.evidence
        ),
    )


def _named(annotation: Annotation) -> Iterable[tuple[str, str]]:
    """Yield what was written beside the note, each with its name."""
    if annotation.rationale:
        yield tr("How do you know?"), annotation.rationale
    if annotation.rewording:
        yield tr("Suggested wording:"), annotation.rewording
    if annotation.question:
        yield tr("Question:"), annotation.question
    if annotation.answer:
        yield tr("Answer:"), annotation.answer


def _sources(
    labelled: list[tuple[str, Annotation]], sources: Mapping[str, Source], *, contacts: bool
) -> Iterable[SourceRow]:
    used: dict[str, list[str]] = {}
    for label, annotation in labelled:
        for evidence in annotation.evidence:
            if evidence.source in sources:
                used.setdefault(evidence.source, []).append(label)
    for id_, labels in used.items():
        source = sources[id_]
        detail = [one_line(source.publisher), source_kind_name(source.kind)]
        detail.append(tr("primary source") if source.primary else tr("secondary source"))
        if source.retrieved:
            detail.append(tr("retrieved {date}", date=day(source.retrieved)))
        yield SourceRow(
            one_line(source.title) or tr("Untitled source"),
            ", ".join(part for part in detail if part),
            one_line(source.url),
            one_line(source.contact) if contacts else "",
            ", ".join(dict.fromkeys(labels)),
        )
