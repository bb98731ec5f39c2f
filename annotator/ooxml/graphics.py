"""Pictures, charts and text boxes in a drawing, whether it is DrawingML or the older VML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from annotator.ooxml.namespaces import MC, PIC, WP, A, O, R, V, W
from annotator.text.normalize import one_line

if TYPE_CHECKING:
    from lxml import etree

# prefixes whose elements are read here; for others an AlternateContent's fallback counts
_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "a14", "v", "w", "pic"})
_BOX = f"{W}txbxContent"
_CHARTS = frozenset({"chart", "chartex", "diagram"})


class Graphic(NamedTuple):
    """One thing in a drawing.

    Attributes:
        kind: "box", "picture" or "chart".
        words: its alternative text on one line, "" for none.
        identifier: of the relationship to the picture's part, "" for none.
        is_linked: whether the picture is not in the file but somewhere else.
    """

    element: etree._Element
    kind: str
    words: str = ""
    identifier: str = ""
    is_linked: bool = False


def graphics(drawing: etree._Element) -> Iterator[Graphic]:
    """Yield what a w:drawing, w:pict or w:object shows; of alternatives only the one to be read."""
    described = ""
    for item in _parts(drawing):
        tag = item.tag
        if tag == _BOX:
            yield Graphic(item, "box")
        elif tag == f"{WP}docPr":
            described = one_line(item.get("descr") or item.get("title") or "")
        elif tag == f"{A}graphicData" and item.get("uri", "").rpartition("/")[2] in _CHARTS:
            yield Graphic(item, "chart", described)
        elif tag == f"{PIC}pic":
            yield _picture(item, described)
        elif tag == f"{V}imagedata":
            shape = item.getparent()
            words = ("" if shape is None else shape.get("alt") or "") or item.get(f"{O}title") or ""
            yield Graphic(item, "picture", one_line(words), item.get(f"{R}id") or "")


def _picture(item: etree._Element, described: str) -> Graphic:
    own = item.find(f"{PIC}nvPicPr/{PIC}cNvPr")
    blip = item.find(f"{PIC}blipFill/{A}blip")
    words = described or ("" if own is None else one_line(own.get("descr") or ""))
    if blip is None:
        return Graphic(item, "picture", words)
    embedded = blip.get(f"{R}embed") or ""
    return Graphic(item, "picture", words, embedded, not embedded and bool(blip.get(f"{R}link")))


def chosen_branch(item: etree._Element) -> etree._Element | None:
    """Return the branch of an mc:AlternateContent a reader like this one is meant to take."""
    fallback = None
    for branch in item:
        if branch.tag == f"{MC}Choice":
            if _UNDERSTOOD.issuperset((branch.get("Requires") or "?").split()):
                return branch
        elif branch.tag == f"{MC}Fallback":
            fallback = branch
    return fallback


def _parts(item: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a drawing, of alternatives one branch only, and of text boxes only the box."""
    for child in item:
        yield child
        if child.tag == f"{MC}AlternateContent":
            if (branch := chosen_branch(child)) is not None:
                yield from _parts(branch)
        elif child.tag not in (_BOX, f"{PIC}pic"):
            yield from _parts(child)
