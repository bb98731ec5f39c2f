"""Who worked on a Word file, taken out of it: what it says stays, who said it does not.

Word keeps names at each comment and tracked change, once more in parts of their own with the accounts these
people have, and in the properties of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ooxml.namespaces import CORE, DC, W, local_name
from annotator.ooxml.own_part import dossier_part
from annotator.ooxml.package import Package
from annotator.ooxml.package_edit import PackageEdit

if TYPE_CHECKING:
    from lxml import etree

_PARTS = frozenset({"people", "documenttasks"})
"""Kinds of relationships that lead to nothing but people."""
_PROPERTIES = frozenset({f"{DC}creator", f"{CORE}lastModifiedBy"})
_COMPANY = frozenset({"Company", "Manager"})
_AUTHOR, _INITIALS = f"{W}author", f"{W}initials"
_NO_INITIALS = "–"
"""A comment that has initials keeps some: Word and Google Docs are told apart by them."""


def without_people(package: Package, name: str) -> bytes:
    """Return a Word file in which all who worked on it are called `name`, and whose properties name nobody.

    A dossier of ours that `unmark` could not read is taken out as well. ImportFailed if a part is damaged.
    """
    edit = PackageEdit(package)
    for part in package:
        # without the zeros a part in UTF-16 reads alike
        if part.lower().endswith(".xml") and b"author" in package.read(part).replace(b"\0", b""):
            root = package.parse(part)
            if _rename(root, name):
                edit.put_xml(part, root)
    main = package.main
    for item in package.relationships(main):
        if item.part and item.kind.lower() in _PARTS:
            _take_out(edit, main, item.part)
    if unread := dossier_part(package):
        _take_out(edit, main, unread)
    _clean_properties(package, edit)
    return edit.to_bytes()


def _rename(root: etree._Element, name: str) -> bool:
    signed = list(root.iterfind(f".//*[@{_AUTHOR}]"))
    for element in signed:
        element.set(_AUTHOR, name)
        if element.get(_INITIALS):
            element.set(_INITIALS, _NO_INITIALS)
    return bool(signed)


def _take_out(edit: PackageEdit, main: str, part: str) -> None:
    edit.remove(part)
    edit.unrelate(main, part, any_id=True)


def _clean_properties(package: Package, edit: PackageEdit) -> None:
    for item in package.relationships():
        if not item.part or item.kind not in ("core-properties", "extended-properties"):
            continue
        root = package.parse(item.part)
        named = [child for child in root if child.tag in _PROPERTIES or local_name(child.tag) in _COMPANY]
        for child in named:
            root.remove(child)
        if named:
            edit.put_xml(item.part, root)
