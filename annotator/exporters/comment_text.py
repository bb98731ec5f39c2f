"""What the Word comment under a passage says, one paragraph for each thing there is to say.

The first line, "F3 · Fact", names the mark as the table of marks does; what was not filled in is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.exporters.words import (
    day,
    kind_name,
    risk_names,
    stance_name,
    status_name,
    strength_name,
    tag_name,
)
from annotator.model.annotation import Annotation, Attribution, Kind, Status
from annotator.model.source import Evidence, Source
from annotator.model.tag import Tag
from annotator.ooxml.markup import lines
from annotator.text.normalize import one_line
from annotator.translate import tr


def comment_paragraphs(
    annotation: Annotation,
    label: str,
    tag: Tag | None,
    sources: Mapping[str, Source],
    *,
    notes: bool = True,
) -> tuple[str, ...]:
    """Return the paragraphs of a mark's comment; only the first when `notes` is False."""
    first = heading(annotation, label, tag)
    return (first, *_rest(annotation, sources)) if notes else (first,)


def heading(annotation: Annotation, label: str, tag: Tag | None) -> str:
    """Return a mark's first line: "F3 · Fact", or "F3 · Fact · quote" for somebody's words."""
    parts = [label, tag_name(tag)]
    if annotation.kind is Kind.QUOTE:
        parts.append(kind_name(annotation.kind))
    return " · ".join(part for part in parts if part)


def speaker_line(attribution: Attribution) -> str:
    """Return who says it and how we know: "Ana Ruiz, mayor (named, direct)"; "" when nothing is known."""
    who, how = speaker_name(attribution), speaker_detail(attribution)
    if not who:
        return how
    return f"{who} ({how})" if how else who


def speaker_name(attribution: Attribution) -> str:
    """Return a speaker's name and role, "" when neither is known."""
    if not attribution.speaker and not attribution.role:  # as with most marks
        return ""
    return ", ".join(part for part in (one_line(attribution.speaker), one_line(attribution.role)) if part)


def speaker_detail(attribution: Attribution) -> str:
    """Return how exactly a speaker is named, whether these are the very words, and why anonymous."""
    how = [strength_name(attribution.strength)] if attribution.strength else []
    if attribution.direct is not None:
        how.append(tr("direct") if attribution.direct else tr("paraphrase"))
    if attribution.reason.strip():
        how.append(one_line(attribution.reason))
    return ", ".join(how)


def evidence_line(evidence: Evidence, source: Source | None, *, address: bool = True) -> str:
    """Return one source held against the passage: what it is, where in it, what it says, who looked.

    Without `address` where a list of sources says how to find it.
    """
    title = one_line(source.title) if source else ""
    named = [title or tr("a source that is no longer listed")]
    if source and source.publisher.strip():
        named.append(one_line(source.publisher))
    if evidence.locator.strip():
        named.append(one_line(evidence.locator))
    checked = [stance_name(evidence.stance)]
    checked += [one_line(part) for part in (evidence.method, evidence.by) if part.strip()]
    if evidence.on:
        checked.append(day(evidence.on))
    found = f" {one_line(source.url)}" if address and source and source.url.strip() else ""
    return f"{', '.join(named)} ({', '.join(checked)}){found}"


def _rest(annotation: Annotation, sources: Mapping[str, Source]) -> Iterator[str]:
    if annotation.status is not Status.UNCHECKED:
        yield tr("Check: {status}", status=status_name(annotation.status))
    if says := speaker_line(annotation.attribution):
        yield tr("Says: {speaker}", speaker=says)
    if note := _text(annotation.note):
        yield note
    if rationale := _text(annotation.rationale):
        yield tr("How do you know? {reason}", reason=rationale)
    for evidence in annotation.evidence:
        yield tr("Source: {source}", source=evidence_line(evidence, sources.get(evidence.source)))
    if wording := _text(annotation.rewording):
        yield tr("Suggested wording: {wording}", wording=wording)
    if question := _text(annotation.question):
        yield tr("Question: {question}", question=question)
    if answer := _text(annotation.answer):
        yield tr("Answer: {answer}", answer=answer)
    if annotation.risks:
        yield tr("Risk: {risks}", risks=risk_names(annotation.risks))


def _text(written: str) -> str:
    return lines(written).strip() if written else ""
