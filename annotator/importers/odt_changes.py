"""Tracked changes of an OpenDocument text: what was deleted is kept apart from the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.importers.odt_styles import OFFICE, TEXT

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class OdtChange:
    """One change: its kind is "insertion", "deletion" or "format-change"; `content` is what was deleted."""

    kind: str
    content: tuple[_Element, ...]


def read_changes(body: _Element) -> Mapping[str, OdtChange]:
    """Return the tracked changes of a document by their ids."""
    changes: dict[str, OdtChange] = {}
    for region in body.iter(f"{TEXT}changed-region"):
        identifier = region.get(f"{TEXT}id") or region.get(_XML_ID) or ""
        for kind in region.iterchildren("*"):
            content = tuple(child for child in kind if child.tag != f"{OFFICE}change-info")
            changes[identifier] = OdtChange(kind.tag.rpartition("}")[2], content)
    return changes
