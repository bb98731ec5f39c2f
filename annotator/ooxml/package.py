"""`Package`: the parts of a DOCX, ODT or EPUB file, their content types and relationships, read safely.

No part can load anything: entities are not resolved, a DOCTYPE is refused (it can make text vanish or swell),
nesting and text nodes are limited by the parser.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.parsers.expat import ExpatError

from annotator.errors import ImportFailed
from annotator.ooxml import namespaces as ns
from annotator.ooxml.zip_entries import Archive, read_archive
from annotator.translate import tr

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

    from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
MAX_XML_PART = 64 * 1024 * 1024
"""Bytes one XML part may have; as a tree in memory it takes about ten times as many."""

_XML_NAME = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z_\x80-\xff]")
_WORD_MAIN = re.compile(r"wordprocessingml\.(document|template)\.main|ms-word\.(document|template)\.macro")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part (or the package) to another part or an address outside.

    Attributes:
        kind: last word of its type: "comments", "hyperlink", "officeDocument" …; the same in both forms.
        type: as it is written.
        target: as it is written.
        part: name of the part it leads to; "" when it leads outside or nowhere.
    """

    id: str
    kind: str
    type: str
    target: str
    part: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose sizes and names were checked. Every `parse` gives a tree of its own."""

    archive: Archive = field(repr=False)
    _relationships: dict[str, tuple[Relationship, ...]] = field(default_factory=dict, repr=False)
    _types: dict[str, str] = field(default_factory=dict, repr=False)
    _lower: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, in the order of the archive, without a leading slash."""
        return tuple(self.archive.entries)

    def __contains__(self, name: str) -> bool:
        return name in self.archive.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.archive.entries)

    def read(self, name: str) -> bytes:
        """Return a part's bytes; KeyError if there is none, ImportFailed if it is damaged."""
        return self.archive.read(name)

    def parse(self, name: str, *, doctype: bool = False) -> etree._Element:
        """Return the root of an XML part, strict OOXML under its transitional names.

        KeyError if there is no such part; ImportFailed if it is not well-formed, too large, or has a DOCTYPE
        (unless `doctype`: the XHTML of e-books has one; it is not loaded either).
        """
        return parse_xml(self.read(name), name, doctype=doctype)

    def is_strict(self, name: str) -> bool:
        """Tell whether a part is written in the strict form of the standard."""
        return ns.is_strict(self.archive.head(name, 8192))

    def find(self, name: str) -> str:
        """Return the part's name as the archive spells it ("" if there is none): case does not count."""
        if name in self.archive.entries:
            return name
        if not self._lower:
            self._lower.update((known.lower(), known) for known in self.archive.entries)
        return self._lower.get(name.lower(), "")

    def content_type(self, name: str) -> str:
        """Return a part's content type, "" when none is declared."""
        types = self._content_types()
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        return types.get(f"/{name}".lower()) or types.get(ending, "")

    def relationships(self, source: str = "") -> tuple[Relationship, ...]:
        """Return the arrows that start at a part, or at the package for ""; a dangling one has no `part`."""
        if source not in self._relationships:
            self._relationships[source] = tuple(self._read_relationships(source))
        return self._relationships[source]

    def related(self, source: str, kind: str) -> str:
        """Return the first part that `source` has an arrow of this kind to; "" if there is none."""
        found = (item.part for item in self.relationships(source) if item.kind == kind and item.part)
        return next(found, "")

    @property
    def main(self) -> str:
        """The part a Word file begins with; "" if this is no Word file."""
        if CONTENT_TYPES not in self:
            return ""
        named = self.related("", "officeDocument")
        candidates = [named] if named else [*self.names]
        for name in candidates:
            if _WORD_MAIN.search(self.content_type(name)):
                return name
        # some writers declare a plain "application/xml": then the content decides
        fallback = named or self.find("word/document.xml")
        return fallback if fallback and b"wordprocessingml" in self.archive.head(fallback, 8192) else ""

    def with_parts(self, parts: Mapping[str, bytes | None]) -> bytes:
        """Return the file with `parts` changed, added, or (None) removed.

        Every other entry keeps its packed bytes, its place and its date.
        """
        return self.archive.rewritten(parts)

    def _content_types(self) -> dict[str, str]:
        if not self._types and CONTENT_TYPES in self:
            for item in self.parse(CONTENT_TYPES):
                key = item.get("PartName") or item.get("Extension") or ""
                self._types[key.lower()] = item.get("ContentType") or ""
        return self._types

    def _read_relationships(self, source: str) -> Iterator[Relationship]:
        name = self.find(relationships_name(source))
        if not name:
            return
        for item in self.parse(name):
            if ns.local_name(item.tag) != "Relationship":
                continue
            target, kind = item.get("Target") or "", item.get("Type") or ""
            external = item.get("TargetMode") == "External"
            part = "" if external else self.find(resolve(source, target))
            yield Relationship(
                item.get("Id") or "", kind.rstrip("/").rpartition("/")[2], kind, target, part, external
            )


def read_package(data: bytes) -> Package:
    """Return the package in `data` after its sizes, entry count and names were checked.

    ImportFailed, each with one sentence, for an empty, foreign, cut-off, encrypted or hostile file; for
    Office files also when any of its XML parts has a DOCTYPE.
    """
    package = Package(read_archive(data))
    if CONTENT_TYPES in package:
        for name in package:
            if _XML_NAME.search(name):
                _refuse_doctype(package.archive.head(name, 1024), name)
    return package


def parse_xml(data: bytes, name: str = "", *, doctype: bool = False, flat: bool = False) -> etree._Element:
    """Return the root of foreign XML, read as `Package.parse` does.

    `flat` allows a text node of more than 10 MB, for parts that are nothing but one.
    """
    from lxml import etree

    data = _readable(data, name, doctype=doctype)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=flat)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _not_well_formed(name, error) from error
    if not doctype and root.getroottree().docinfo.internalDTD is not None:
        raise _has_doctype(name)  # in an encoding the look at the bytes could not read
    return root


def feed_xml(parser: XMLParserType, data: bytes, name: str = "") -> None:
    """Let an expat parser read foreign XML to its end; ImportFailed as `parse_xml`.

    For long parts of which little is wanted: no tree is built.
    """

    def refuse(*_: object) -> None:
        raise _has_doctype(name)

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(_readable(data, name), True)
    except ExpatError as error:
        raise _not_well_formed(name, error) from error


def _readable(data: bytes, name: str, *, doctype: bool = False) -> bytes:
    """Return foreign XML under its transitional names, after a look at its size and its first bytes."""
    if len(data) > MAX_XML_PART:
        raise ImportFailed(
            tr("A part of the file is too large to be an article."),
            hint=tr("Split the document into several and open them one by one."),
            detail=f"{name}: {len(data)} bytes",
        )
    if not doctype:
        _refuse_doctype(data, name)
    return ns.to_transitional(data) if ns.is_strict(data) else data


def _not_well_formed(name: str, error: Exception) -> ImportFailed:
    return ImportFailed(
        tr("The file is damaged: one of its parts is not well-formed."),
        hint=tr("Open it in the program it came from and save a new copy."),
        detail=f"{name}: {error}",
    )


def serialise(root: etree._Element, *, strict: bool = False) -> bytes:
    """Return a part's XML as Word writes it, in the strict form if it was read from that."""
    from lxml import etree

    xml = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)
    return ns.to_strict(xml) if strict else xml


def resolve(source: str, target: str) -> str:
    """Return the part name a relationship's target means, seen from the part `source`."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def relationships_name(source: str) -> str:
    """Return the name of the part that holds the relationships of `source`, "" for the package."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _refuse_doctype(data: bytes, name: str) -> None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        data = data[:65536].replace(b"\0", b"")
    place = data.find(b"<!DOCTYPE")
    if place >= 0 and not _FIRST_ELEMENT.search(data, 0, place):
        raise _has_doctype(name)


def _has_doctype(name: str) -> ImportFailed:
    return ImportFailed(
        tr("The file declares a document type of its own, as only harmful Office files do."),
        hint=tr("Open it in Word or LibreOffice and save a new copy."),
        detail=name,
    )
