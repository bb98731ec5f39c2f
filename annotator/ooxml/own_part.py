"""The dossier that an export of ours carries, found among the custom XML parts of any package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.errors import ImportFailed
from annotator.model.dossier import Dossier
from annotator.model.exchange import NAMESPACE, commented_from_xml, dossier_from_xml
from annotator.ooxml.package import Package, parse_xml

if TYPE_CHECKING:
    from lxml import etree

_ITEM = re.compile(r"(?:^|/)customXml/[^/]+\.xml$", re.IGNORECASE)
# the root element, not the properties part that only names the namespace
_ROOT = re.compile(rb"<(?:[\w.-]+:)?dossier\b[^>]*" + re.escape(NAMESPACE.encode()))


def dossier_part(package: Package) -> str:
    """Return the name of the part with our dossier; "" if the package carries none."""
    names = (name for name in package if _ITEM.search(name))
    return next((name for name in names if _ROOT.search(package.archive.head(name, 1024))), "")


def read_dossier(package: Package) -> tuple[Dossier, str] | None:
    """Return our dossier and the kind of export it came in; None if there is none, or none we can read."""
    root = _root(package)
    if root is None:
        return None
    try:
        return dossier_from_xml(root), root.get("export", "")
    except ValueError:  # damaged, or written by a newer Claimlight: then the file is read as any other
        return None


def read_commented(package: Package) -> tuple[int, ...] | None:
    """Return the numbers of our marks that had a comment when the document was sent; None if not said."""
    root = _root(package)
    return None if root is None else commented_from_xml(root)


def _root(package: Package) -> etree._Element | None:
    name = dossier_part(package)
    if not name:
        return None
    try:
        # one flat text node, which for a whole book is longer than the parser's usual limit
        return parse_xml(package.read(name), name, flat=True)
    except ImportFailed:
        return None
