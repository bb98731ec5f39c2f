"""A dossier without what must not leave the house: contacts, notes, and the names of unnamed speakers.

It is taken out before a document is made, so nothing of it can stand in a comment, a table, a property or the
data that travels inside the file.
"""

from __future__ import annotations

from dataclasses import replace

from annotator.exporters.choices import Choices
from annotator.model.annotation import Annotation, Status, Strength
from annotator.model.dossier import Dossier


def redacted(dossier: Dossier, choices: Choices) -> Dossier:
    """Return what may be passed on of a dossier.

    Left out are contacts, every note, question and answer, who an anonymous speaker is and why, sources that
    no shown mark uses, and of marks that are not shown all but their place, so that numbers stay the same.
    The original is kept: a Word original is the document that comes out.
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
    )


def _for_others(mark: Annotation) -> Annotation:
    said = mark.attribution
    if said.strength is Strength.ANONYMOUS:
        said = replace(said, speaker="", reason="")
    return mark.with_(note="", question="", answer="", replies=(), attribution=said)


def _place_only(mark: Annotation, status: Status) -> Annotation:
    """Return a mark that says nothing; its `status` is one that is not shown, so that it stays hidden."""
    # the order of marks at one place depends on when they were made
    return Annotation(mark.id, mark.article, mark.target, tag=mark.tag, status=status, created=mark.created)
