"""`PackageEdit`: a package with some parts changed, added or left out; all others stay byte for byte."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from annotator.ooxml import namespaces as ns
from annotator.ooxml.package import CONTENT_TYPES, Package, parse_xml, relationships_name, serialise

if TYPE_CHECKING:
    from lxml import etree

OUR_ID = "rIdClaimlight"
"""How the ids of relationships begin that were added here: what they lead to can be taken out again."""

_EMPTY = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class PackageEdit:
    """Collects changes to one package; `to_bytes` gives the file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts: dict[str, bytes | None] = {}
        self._types: etree._Element | None = None
        self._relations: dict[str, etree._Element] = {}
        self._strict = package.is_strict(package.main)

    def put(self, name: str, content: bytes, content_type: str = "") -> None:
        """Change or add a part; a new one needs its content type, unless its ending tells enough."""
        self._parts[name] = content
        types = self._content_types()
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        if content_type:
            self._declare("Override", "PartName", f"/{name}", content_type)
        elif name not in self._package and not any(
            (item.get("Extension") or "").lower() == ending for item in types
        ):
            self._declare("Override", "PartName", f"/{name}", "application/xml")

    def put_xml(self, name: str, root: etree._Element, content_type: str = "") -> None:
        """Change or add an XML part, written in the form of the standard the package is in."""
        self.put(name, serialise(root, strict=self._strict), content_type)

    def put_new(self, name: str, content: bytes, content_type: str) -> None:
        """Add an XML part that was written in the usual form, in the form the package is in."""
        self.put(name, ns.to_strict(content) if self._strict else content, content_type)

    def remove(self, name: str) -> None:
        """Leave a part out, its content type and its relationships included."""
        for gone in (name, relationships_name(name)):
            if gone in self._package or gone in self._parts:
                self._parts[gone] = None
        for item in list(self._content_types()):
            if (item.get("PartName") or "").lower() == f"/{name}".lower():
                self._content_types().remove(item)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Add an arrow from a part to another and return its id; `kind` is its type in the usual form."""
        root = self._relationships(source)
        used = {item.get("Id") for item in root}
        number = next(n for n in range(1, len(used) + 2) if f"{OUR_ID}{n}" not in used)
        if self._strict and kind.startswith(ns.OFFICE_RELATIONSHIP):
            kind = ns.STRICT_RELATIONSHIP + kind.removeprefix(ns.OFFICE_RELATIONSHIP)
        item = root.makeelement(f"{ns.RELATIONSHIPS}Relationship", {}, None)
        item.set("Id", f"{OUR_ID}{number}")
        item.set("Type", kind)
        item.set("Target", posixpath.relpath(target, posixpath.dirname(source) or "."))
        root.append(item)
        return f"{OUR_ID}{number}"

    def unrelate(self, source: str, part: str, *, any_id: bool = False) -> None:
        """Take out the arrows from one part to another: those added here, or with `any_id` all."""
        ids = {item.id for item in self._package.relationships(source) if item.part == part}
        root = self._relationships(source)
        for item in list(root):
            identifier = item.get("Id") or ""
            if identifier in ids and (any_id or identifier.startswith(OUR_ID)):
                root.remove(item)

    def is_ours(self, source: str, part: str) -> bool:
        """Tell whether a part was added here."""
        arrows = [item for item in self._package.relationships(source) if item.part == part]
        return bool(arrows) and all(item.id.startswith(OUR_ID) for item in arrows)

    def to_bytes(self) -> bytes:
        """Return the file."""
        parts = dict(self._parts)
        if self._types is not None:
            parts[CONTENT_TYPES] = serialise(self._types)
        for source, root in self._relations.items():
            name = self._package.find(relationships_name(source)) or relationships_name(source)
            parts[name] = serialise(root)
        return self._package.with_parts(parts)

    def _content_types(self) -> etree._Element:
        if self._types is None:
            self._types = self._package.parse(CONTENT_TYPES)
        return self._types

    def _declare(self, tag: str, key: str, value: str, content_type: str) -> None:
        types = self._content_types()
        for item in types:
            if (item.get(key) or "").lower() == value.lower():
                item.set("ContentType", content_type)
                return
        declared = types.makeelement(f"{ns.CONTENT_TYPES}{tag}", {}, None)
        declared.set(key, value)
        declared.set("ContentType", content_type)
        types.append(declared)

    def _relationships(self, source: str) -> etree._Element:
        if source not in self._relations:
            name = self._package.find(relationships_name(source))
            self._relations[source] = self._package.parse(name) if name else parse_xml(_EMPTY)
        return self._relations[source]
