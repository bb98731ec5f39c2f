"""`NewDocument`: a Word file put together from a template's styles and parts that were written as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from annotator.ooxml import namespaces as ns
from annotator.ooxml.markup import DECLARATION, attribute, escaped
from annotator.ooxml.package import CONTENT_TYPES, Package, parse_xml, relationships_name, serialise
from annotator.text.normalize import one_line, xml_safe

if TYPE_CHECKING:
    from lxml import etree

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
HEADER_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"

_DATE = (1980, 1, 1, 0, 0, 0)  # the same content gives the same file
_LEVEL = 4  # of compression: half the time of the usual 6 on a book, for 5 % more bytes
_PROPERTY = 255  # characters; Word cuts a longer one


@dataclass(slots=True)
class _Relationship:
    id: str
    type: str
    target: str
    external: bool = False

    def xml(self) -> str:
        mode = ' TargetMode="External"' if self.external else ""
        return (
            f'<Relationship Id="{attribute(self.id)}" Type="{attribute(self.type)}"'
            f' Target="{attribute(self.target)}"{mode}/>'
        )


@dataclass(slots=True)
class NewDocument:
    """A template that is being filled. Names of parts have no leading slash."""

    parts: dict[str, bytes]
    _defaults: dict[str, str]
    _types: dict[str, str]
    _main: str
    _package_relationships: list[_Relationship] = field(default_factory=list)
    _relationships: list[_Relationship] = field(default_factory=list)

    @classmethod
    def from_template(cls, package: Package) -> NewDocument:
        """Return a document with the parts of a template."""
        defaults, types = {}, {}
        for item in package.parse(CONTENT_TYPES):
            if extension := item.get("Extension"):
                defaults[extension.lower()] = item.get("ContentType") or ""
            elif name := item.get("PartName"):
                types[name.lstrip("/")] = item.get("ContentType") or ""
        main = package.main
        types[main] = MAIN_TYPE  # a .dotx has another
        generated = {CONTENT_TYPES, "_rels/.rels", relationships_name(main)}
        return cls(
            {name: package.read(name) for name in package if name not in generated},
            defaults,
            types,
            main,
            [_Relationship(r.id, r.type, r.target, r.external) for r in package.relationships()],
            [_Relationship(r.id, r.type, r.target, r.external) for r in package.relationships(main)],
        )

    def add(self, name: str, content: bytes, content_type: str = "", relationship: str = "") -> str:
        """Put a part in; with a `relationship` type the main part points to it, and its id is returned."""
        self.parts[name] = content
        if content_type:
            self._types[name] = content_type
        return self.relate(relationship, f"/{name}") if relationship else ""

    def relate(self, kind: str, target: str, *, external: bool = False, id_: str = "") -> str:
        """Let the main part point to `target` and return the relationship's id."""
        taken = {item.id for item in self._relationships} if not id_ else set()
        id_ = id_ or next(name for n in range(1, len(taken) + 2) if (name := f"rIdNew{n}") not in taken)
        self._relationships.append(_Relationship(id_, kind, target, external))
        return id_

    def set_body(self, content: Iterable[str], declarations: str) -> None:
        """Put the children of w:body in, in text form; `declarations` are those of their prefixes."""
        before, after = f"{DECLARATION}<w:document {declarations}><w:body>", "</w:body></w:document>"
        # piece by piece: as one string a book would be copied once more
        self.parts[self._main] = b"".join(piece.encode() for piece in (before, *content, after))

    def change(self, name: str, edit: Callable[[etree._Element], None]) -> None:
        """Let `edit` change the tree of an XML part in place."""
        root = parse_xml(self.parts[name], name)
        edit(root)
        self.parts[name] = serialise(root)

    def part_named(self, kind: str, otherwise: str) -> str:
        """Return the part the main one points to by a kind of relationship, "styles"; else `otherwise`."""
        for item in self._relationships:
            if item.type.rpartition("/")[2] == kind:
                folder = self._main.rpartition("/")[0]
                target = item.target
                return target[1:] if target.startswith("/") else f"{folder}/{target}" if folder else target
        return otherwise

    def set_properties(
        self, title: str, *, creator: str, language: str, created: datetime | None, subject: str = ""
    ) -> None:
        """Write the core properties; each is cut where Word would cut it, and its line ends are blanks."""
        stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ") if created else ""
        dates = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
            for name in ("created", "modified")
            if stamp
        )
        texts = "".join(
            f"<{name}>{escaped(one_line(xml_safe(value))[:_PROPERTY])}</{name}>"
            for name, value in (
                ("dc:title", title),
                ("dc:subject", subject),
                ("dc:creator", creator),
                ("dc:language", language),
            )
            if value.strip()
        )
        core = (
            f'{DECLARATION}<cp:coreProperties xmlns:cp="{ns.CORE[1:-1]}" xmlns:dc="{ns.DC[1:-1]}"'
            f' xmlns:dcterms="{ns.DCTERMS[1:-1]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"{texts}{dates}</cp:coreProperties>"
        )
        self.parts["docProps/core.xml"] = core.encode()
        self._types["docProps/core.xml"] = CORE_TYPE
        if not any(item.type == CORE_RELATIONSHIP for item in self._package_relationships):
            self._package_relationships.append(
                _Relationship("rIdCore", CORE_RELATIONSHIP, "docProps/core.xml")
            )

    def to_bytes(self) -> bytes:
        """Return the file."""
        types = "".join(
            f'<Default Extension="{attribute(extension)}" ContentType="{attribute(kind)}"/>'
            for extension, kind in self._defaults.items()
        ) + "".join(
            f'<Override PartName="/{attribute(name)}" ContentType="{attribute(kind)}"/>'
            for name, kind in self._types.items()
            if name in self.parts
        )
        namespace = ns.CONTENT_TYPES[1:-1]
        content_types = f'{DECLARATION}<Types xmlns="{namespace}">{types}</Types>'
        entries = {
            CONTENT_TYPES: content_types.encode(),
            "_rels/.rels": _relationships_xml(self._package_relationships),
            self._main: self.parts[self._main],
            relationships_name(self._main): _relationships_xml(self._relationships),
        }
        entries |= {name: content for name, content in self.parts.items() if name not in entries}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            for name, content in entries.items():
                info = zipfile.ZipInfo(name, _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, content, compresslevel=_LEVEL)
        return target.getvalue()


def _relationships_xml(relationships: Iterable[_Relationship]) -> bytes:
    body = "".join(item.xml() for item in relationships)
    return f'{DECLARATION}<Relationships xmlns="{ns.RELATIONSHIPS[1:-1]}">{body}</Relationships>'.encode()
