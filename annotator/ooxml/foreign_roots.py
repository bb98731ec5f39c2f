"""Elements written as text, put into a part that another program wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.ooxml.markup import DECLARATION, NAMESPACES
from annotator.ooxml.namespaces import MC
from annotator.ooxml.package import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_IGNORABLE = f"{MC}Ignorable"


def new_part(tag: str, xml: str) -> bytes:
    """Return a part whose root is `tag`, with one of our prefixes, around the elements of `xml`."""
    return f"{DECLARATION}<{tag} {NAMESPACES}>{xml}</{tag}>".encode()


def appended(root: etree._Element, xml: str) -> etree._Element:
    """Return `root` with the elements of `xml` at its end.

    The namespaces they use are declared once, at the root, and named there as ones that older programs
    may ignore.
    """
    written = parse_xml(new_part("w:document", xml))
    home = _with_namespaces(root, written)
    home.extend(list(written))
    return home


def _with_namespaces(root: etree._Element, other: etree._Element) -> etree._Element:
    """Return `root` with the declarations of `other` beside its own."""
    from lxml import etree

    known: dict[Any, str] = dict(root.nsmap)
    missing: dict[Any, str] = {
        prefix: uri
        for prefix, uri in other.nsmap.items()
        if uri not in known.values() and prefix not in known
    }
    ignored = (root.get(_IGNORABLE) or "").split()
    # named as the document names them, which need not be our way
    ours = [uri for prefix, uri in other.nsmap.items() if prefix in (other.get(_IGNORABLE) or "").split()]
    names = {uri: prefix for prefix, uri in {**missing, **known}.items() if prefix}
    wanted = [names[uri] for uri in ours if uri in names and names[uri] not in ignored]
    if not missing and not wanted:
        return root
    home = etree.Element(root.tag, {}, {**known, **missing})
    for name, value in root.items():
        home.set(name, value)
    if wanted:
        home.set(_IGNORABLE, " ".join([*ignored, *wanted]))
    home.text = root.text
    home.extend(list(root))
    return home
