"""The article with its marks as a REFI-QDA project (.qdpx), for ATLAS.ti, MAXQDA, NVivo, QualCoder.

A zip of `project.qde` and the text. Tags are codes, marks are coded selections, notes are notes; identifiers
are made from ours, so that the same dossier gives the same file. Positions are code points of the text, the
end not included. REFI-QDA Standard for exchanging projects, version 1.5; schema QDA-XML project 1.0.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from annotator.exporters.assembly import document_title, last_change
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.comment_text import comment_paragraphs
from annotator.exporters.marking import Mark, plan
from annotator.exporters.words import tag_name
from annotator.exporters.writing import write_file
from annotator.model.annotation import EPOCH
from annotator.model.dossier import Dossier
from annotator.model.tag import Tag
from annotator.ooxml.mark_styles import UNTAGGED, rgb
from annotator.ooxml.markup import attribute, escaped, lines
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural

_NAMESPACE = "urn:QDA-XML:project:1.0"
_SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://claimlight.app/ns/qda")
_DATE = (1980, 1, 1, 0, 0, 0)  # the same content gives the same file
_HEX = re.compile("[0-9a-f]{32}")
_NAME = 200
"""Characters of a name some programs show whole."""


def write_qdpx(dossier: Dossier, path: Path, choices: Choices = USUAL) -> str:
    """Write the project to `path` and return one line about it; ExportFailed if it cannot be."""
    content, count, left_out = qdpx(dossier, choices)
    write_file(path, content)
    written = tr_plural(
        "Written: a project with {n} coded passage.", "Written: a project with {n} coded passages.", count
    )
    if not left_out:
        return written
    lost = tr_plural(
        "{n} mark that is no longer in the text was left out.",
        "{n} marks that are no longer in the text were left out.",
        left_out,
    )
    return f"{written} {lost}"


def qdpx(dossier: Dossier, choices: Choices = USUAL) -> tuple[bytes, int, int]:
    """Return the project, how many passages are coded in it, and how many marks have lost theirs."""
    project = _Project(dossier, choices)
    source = project.guid("version", dossier.version.id)
    entries = {
        "project.qde": project.xml(),
        f"sources/{source}.txt": dossier.version.text.encode("utf-8", "replace"),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    shows = choices.copy_options(dossier).shows
    lost = sum(mark.is_orphan and shows(mark) for mark in dossier.annotations)
    return target.getvalue(), len(project.marks), lost


class _Project:
    """Puts `project.qde` together."""

    def __init__(self, dossier: Dossier, choices: Choices) -> None:
        self._dossier = dossier
        self._options = choices.copy_options(dossier)
        self.marks = plan(dossier, self._options).marks
        self._sources = dossier.sources_by_id()
        self._users: dict[str, str] = {}  # name → GUID
        for mark in self.marks:
            name = one_line(mark.annotation.creator.name) or tr("Claimlight")
            self._users.setdefault(name, self.guid("user", name))
        self._users = self._users or {tr("Claimlight"): self.guid("user", tr("Claimlight"))}

    def guid(self, kind: str, id_: str) -> str:
        """Return the GUID of something of ours; an id that is a UUID already stays one."""
        if kind == "annotation" and _HEX.fullmatch(id_):
            return str(uuid.UUID(id_))
        return str(uuid.uuid5(_OURS, f"{kind}/{id_.encode('utf-8', 'backslashreplace').decode()}"))

    def xml(self) -> bytes:
        """Return the part."""
        title = document_title(self._dossier)
        changed = _moment(last_change(self._dossier))
        dated = f' creationDateTime="{changed}" modifiedDateTime="{changed}"' if changed else ""
        first = next(iter(self._users.values()))
        users = "".join(
            f'<User guid="{guid}" name="{attribute(name)}"/>' for name, guid in self._users.items()
        )
        notes = "".join(self._notes())
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<Project xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xsi:schemaLocation="{_NAMESPACE} {_SCHEMA}" name="{attribute(title[:_NAME])}"'
            ' origin="Claimlight"'
            f' creatingUserGUID="{first}" modifyingUserGUID="{first}"{dated}>'
            f"<Users>{users}</Users><CodeBook><Codes>{''.join(self._codes())}</Codes></CodeBook>"
            f"<Sources>{self._source(title, first, changed)}</Sources>"
            f"{f'<Notes>{notes}</Notes>' if notes else ''}</Project>"
        ).encode()

    def _codes(self) -> Iterator[str]:
        tags: list[Tag] = list(self._dossier.tags)
        if not tags or any(mark.tag is None for mark in self.marks):
            tags.append(UNTAGGED)
        names: set[str] = set()
        for tag in tags:
            name = usual = tag_name(tag)[:_NAME]
            number = 2
            while name.casefold() in names:
                name, number = f"{usual} {number}", number + 1
            names.add(name.casefold())
            said = one_line(tag.definition)
            described = f"<Description>{escaped(said)}</Description>" if said else ""
            colour = rgb(tag.light.fill if tag is not UNTAGGED else tag.print.fill, "D9D9D9")
            yield (
                f'<Code guid="{self.guid("tag", tag.id)}" name="{attribute(name)}" isCodable="true"'
                f' color="#{colour}">{described}</Code>'
            )

    def _source(self, title: str, user: str, changed: str) -> str:
        guid = self.guid("version", self._dossier.version.id)
        dated = f' creationDateTime="{changed}"' if changed else ""
        return (
            f'<TextSource guid="{guid}" name="{attribute(title[:_NAME])}"'
            f' plainTextPath="internal://{guid}.txt" creatingUser="{user}"{dated}>'
            f"{''.join(map(self._selection, self.marks))}</TextSource>"
        )

    def _selection(self, mark: Mark) -> str:
        annotation = mark.annotation
        user = self._users[one_line(annotation.creator.name) or tr("Claimlight")]
        made = _moment(annotation.created)
        by = f' creatingUser="{user}"' + (f' creationDateTime="{made}"' if made else "")
        says = comment_paragraphs(annotation, mark.label, mark.tag, self._sources, notes=self._options.notes)
        code = self.guid("tag", mark.tag.id if mark.tag else UNTAGGED.id)
        note = f'<NoteRef targetGUID="{self.guid("note", annotation.id)}"/>' if self._note_of(mark) else ""
        return (
            f'<PlainTextSelection guid="{self.guid("annotation", annotation.id)}"'
            f' name="{attribute(one_line(annotation.exact)[:_NAME])}" startPosition="{mark.span.start}"'
            f' endPosition="{mark.span.end}"{by}><Description>{escaped(chr(10).join(map(lines, says)))}'
            f'</Description><Coding guid="{self.guid("coding", annotation.id)}"{by}>'
            f'<CodeRef targetGUID="{code}"/></Coding>{note}</PlainTextSelection>'
        )

    def _notes(self) -> Iterator[str]:
        for mark in self.marks:
            if not (said := self._note_of(mark)):
                continue
            user = self._users[one_line(mark.annotation.creator.name) or tr("Claimlight")]
            yield (
                f'<Note guid="{self.guid("note", mark.annotation.id)}" name="{attribute(mark.label)}"'
                f' creatingUser="{user}"><PlainTextContent>{escaped(said)}</PlainTextContent></Note>'
            )

    def _note_of(self, mark: Mark) -> str:
        return lines(mark.annotation.note).strip() if self._options.notes else ""


def _moment(at: datetime | None) -> str:
    if at is None or at == EPOCH:
        return ""
    whole = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return whole.strftime("%Y-%m-%dT%H:%M:%SZ")
