"""What is said of a mark while the pointer rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from PySide6.QtCore import QCoreApplication

from annotator.model.annotation import Annotation
from annotator.model.tag import Tag
from ui.mark_index import MarkIndex
from ui.words import word

_LONGEST = 300  # characters of a note that are shown


def mark_tip(marks: Iterable[Annotation], index: MarkIndex, tags: Mapping[str, Tag]) -> str:
    """Return the tooltip for marks that lie on each other: rich text in which nothing of theirs is markup."""
    parts = [_lines(mark, index, tags.get(mark.tag)) for mark in marks]
    if not parts:
        return ""
    # Qt guesses whether a tooltip is rich text; this is, and every character of the notes is escaped.
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts)


def _lines(mark: Annotation, index: MarkIndex, tag: Tag | None) -> str:
    name = tag.name if tag is not None else QCoreApplication.translate("mark", "No tag")
    letter = tag.letter if tag is not None else ""
    head = QCoreApplication.translate("mark", "{sign} · {tag} · {kind} · {status}").format(
        sign=f"{letter}{index.number(mark.id)}", tag=name, kind=word(mark.kind), status=word(mark.status)
    )
    speaker = mark.attribution.speaker
    note = mark.note or mark.rationale
    if len(note) > _LONGEST:
        note = note[:_LONGEST].rstrip() + "…"
    return "\n".join(line for line in (head, speaker, note) if line)
