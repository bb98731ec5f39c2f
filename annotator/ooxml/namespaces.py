"""The names of WordprocessingML, and how the strict form of the standard maps to the one Word writes."""

from __future__ import annotations

import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 (the prefix every such file uses)
XML = "{http://www.w3.org/XML/1998/namespace}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"

OFFICE_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT_RELATIONSHIP = "http://purl.oclc.org/ooxml/officeDocument/relationships/"

# ISO/IEC 29500-1 against 29500-4: the same elements under other names.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/customXml": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/picture": (
        b"http://schemas.openxmlformats.org/drawingml/2006/picture"
    ),
}
_TRANSITIONAL = {transitional: strict for strict, transitional in _STRICT.items()}
# only in declarations: an article may well speak of these addresses
_DECLARATION = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])([^"']+)(?=["'])""")


def is_strict(xml: bytes) -> bool:
    """Tell whether a part is written in the strict form."""
    return b"http://purl.oclc.org/ooxml/" in xml[:8192]


def to_transitional(xml: bytes) -> bytes:
    """Return a strict part with the namespaces every other part of the program knows."""
    return _DECLARATION.sub(lambda found: found[1] + _STRICT.get(found[2], found[2]), xml)


def to_strict(xml: bytes) -> bytes:
    """Take `to_transitional` back."""
    return _DECLARATION.sub(lambda found: found[1] + _TRANSITIONAL.get(found[2], found[2]), xml)


def local_name(tag: object) -> str:
    """Return an element's name without its namespace; "" for comments and processing instructions."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
