"""A dossier without what must not leave the house: contacts, notes, and the names of those who worked on it.

It is taken out before a document is made, so nothing of it can stand in a comment, a table, a property or the
data that travels inside the file.
"""

from __future__ import annotations

from dataclasses import replace

from annotator.errors import ImportFailed
from annotator.exporters.choices import Choices
from annotator.exporters.options import WORD_FORMATS
from annotator.model.annotation import Annotation, Status, Strength
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.translate import tr


def redacted(dossier: Dossier, choices: Choices) -> Dossier:
    """Return what may be passed on of a dossier.

    Left out are contacts, every note, question and answer, who marked and who checked, who an anonymous
    speaker is and why, sources that no shown mark uses, and of marks that are not shown all but their place,
    so that numbers stay the same. A Word original, which is the document that comes out, keeps its comments
    and tracked changes, but not the names of those who made them; one that cannot be cleaned is left out.
    """
    shows = choices.copy_options(dossier).shows
    statuses = choices.statuses or frozenset()
    hidden = next((status for status in Status if status not in statuses), Status.UNCHECKED)
    marks = tuple(
        _for_others(mark) if shows(mark) else _place_only(mark, hidden) for mark in dossier.annotations
    )
    used = {evidence.source for mark in marks for evidence in mark.evidence}
    return replace(
        dossier,
        article=replace(dossier.article, note=""),
        annotations=marks,
        sources=tuple(
            replace(source, contact="", note="") for source in dossier.sources if source.id in used
        ),
        original=_nameless(dossier),
    )


def _nameless(dossier: Dossier) -> bytes | None:
    """Return a Word original without names; any other is of no use to an export, and left out."""
    if dossier.original is None or dossier.version.format not in WORD_FORMATS:
        return None
    from annotator.ooxml.package import read_package
    from annotator.ooxml.people import without_people
    from annotator.ooxml.unmarking import unmark

    try:
        own = read_package(unmark(read_package(dossier.original)))
        return without_people(own, tr("Name left out"))
    except ImportFailed:
        return None


def _for_others(mark: Annotation) -> Annotation:
    said = mark.attribution
    if said.strength is Strength.ANONYMOUS:
        said = replace(said, speaker="", reason="")
    evidence = tuple(replace(item, by="") for item in mark.evidence)
    return mark.with_(
        note="", question="", answer="", replies=(), attribution=said, evidence=evidence, creator=Person()
    )


def _place_only(mark: Annotation, status: Status) -> Annotation:
    """Return a mark that says nothing; its `status` is one that is not shown, so that it stays hidden."""
    # the order of marks at one place depends on when they were made
    return Annotation(mark.id, mark.article, mark.target, tag=mark.tag, status=status, created=mark.created)
