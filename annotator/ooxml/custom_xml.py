"""Our custom XML part: a dossier that travels inside a Word file where Word keeps it and shows it to nobody.

The importers find it by its namespace; Word and LibreOffice carry it through saving.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.model.exchange import NAMESPACE
from annotator.ooxml.markup import DECLARATION, attribute

ITEM_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
PROPERTIES_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

_PROPERTIES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = re.compile(r"customXml/(?:item|itemProps)(\d+)\.xml$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CustomXml:
    """What goes into a package so that it carries one custom XML item.

    The main document needs a relationship of type `ITEM_RELATIONSHIP` to `item`; `properties` needs the
    content type `PROPERTIES_TYPE`.
    """

    item: str
    properties: str
    parts: Mapping[str, bytes]


def custom_xml(payload: bytes, taken: Iterable[str], *, key: str = "") -> CustomXml:
    """Return the parts that hold `payload`, under the first number that no part in `taken` uses.

    `key` decides the item's id, so that the same article gives the same file.
    """
    used = {int(found[1]) for name in taken if (found := _ITEM.search(name))}
    number = next(n for n in range(1, len(used) + 2) if n not in used)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    guid = str(
        uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}#{key}".encode("utf-8", "replace").decode())
    ).upper()
    described = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{guid}}}" xmlns:ds="{_PROPERTIES_NAMESPACE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{attribute(NAMESPACE)}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relationships = (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{PROPERTIES_RELATIONSHIP}" Target="itemProps{number}.xml"/>'
        "</Relationships>"
    )
    return CustomXml(
        item,
        properties,
        {
            item: payload,
            properties: described.encode(),
            f"customXml/_rels/item{number}.xml.rels": relationships.encode(),
        },
    )
