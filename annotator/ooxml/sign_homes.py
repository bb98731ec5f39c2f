"""Where the sign of a comment (its reference) and a mark's label are safe in a foreign document.

LibreOffice 7.4 was seen to lose a comment's words, and words of the article, when the sign stands in a
field's result, or in the first paragraph of a content control, or anywhere in a control of plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from annotator.ooxml.fields import hyperlink
from annotator.ooxml.namespaces import W
from annotator.ooxml.run_walk import must_stay_whole

if TYPE_CHECKING:
    from lxml import etree

_P, _R, _CONTROL, _SIMPLE_FIELD = f"{W}p", f"{W}r", f"{W}sdt", f"{W}fldSimple"
_FIELD = f"{W}fldChar"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("hyperlink", "fldSimple", "smartTag", "ins", "moveTo"))
_BLOCKS = frozenset(f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt"))


class Home(NamedTuple):
    """What a sign follows, or, if it `begins` that, a paragraph it comes first in."""

    element: etree._Element
    begins: bool = False


class SignHomes:
    """Finds for the end of a range where what follows it goes."""

    def __init__(self) -> None:
        self._fields: dict[etree._Element, dict[etree._Element, etree._Element]] = {}
        self._has_fields: dict[etree._Element, bool] = {}  # by the root of a part

    def label(self, end: etree._Element) -> Home:
        """Return where the label goes."""
        if _holds_paragraphs(end):
            return self._in_next_paragraph(end)
        return Home(self._after_field(end))

    def sign(self, end: etree._Element) -> Home:
        """Return where the comment's sign goes."""
        home = self.label(end)
        if not home.begins and not _is_safe(next(home.element.iterancestors(_P), None)):
            return self._in_next_paragraph(home.element)
        return home

    def _in_next_paragraph(self, element: etree._Element) -> Home:
        around: etree._Element | None = element
        while around is not None:
            for sibling in around.itersiblings():
                for paragraph in sibling.iter(_P):
                    if _is_safe(paragraph):
                        return Home(paragraph, begins=True)
            around = around.getparent()
        return self._before(element)

    def _before(self, element: etree._Element) -> Home:
        """Return the best place where no paragraph follows: the end of one before."""
        for around in (element, *element.iterancestors()):
            for paragraph in around.itersiblings(_P, preceding=True):
                if _is_safe(paragraph):
                    return Home(paragraph[-1]) if len(paragraph) else Home(paragraph, begins=True)
        return Home(element)

    def _after_field(self, element: etree._Element) -> etree._Element:
        """Return the end of the field that an element is in, as far as it ends in the same paragraph."""
        paragraph = next(element.iterancestors(_P), None)
        if paragraph is None:
            return element
        ends = self._ends_of_fields(paragraph)
        outside = ends.get(element, element)
        simple = list(outside.iterancestors(_SIMPLE_FIELD))
        if outside is element and not simple:
            return element
        return after_wrappers(simple[-1] if simple else outside)

    def _ends_of_fields(self, paragraph: etree._Element) -> Mapping[etree._Element, etree._Element]:
        root = paragraph.getroottree().getroot()
        if root not in self._has_fields:
            self._has_fields[root] = next(root.iter(_FIELD), None) is not None
        if not self._has_fields[root]:  # as in most documents
            return {}
        if paragraph not in self._fields:
            self._fields[paragraph] = _field_ends(paragraph)
        return self._fields[paragraph]


def after_wrappers(element: etree._Element) -> etree._Element:
    """Return the element after which a range ends: outside a link or an insertion that ends there too."""
    while element.getnext() is None and (parent := element.getparent()) is not None:
        if parent.tag not in _WRAPPERS:
            break
        element = parent
    return element


def before_wrappers(element: etree._Element) -> etree._Element:
    """Return the element before which a range begins: outside what wraps it and begins there too."""
    while element.getprevious() is None and (parent := element.getparent()) is not None:
        if parent.tag not in _WRAPPERS:
            break
        element = parent
    return element


def _is_safe(paragraph: etree._Element | None) -> bool:
    """Tell whether nothing is lost when a sign stands in a paragraph."""
    child = paragraph
    for control in [] if paragraph is None else paragraph.iterancestors(_CONTROL):
        content = control.find(f"{W}sdtContent")
        first = next((item for item in content if item.tag in _BLOCKS), None) if content is not None else None
        if must_stay_whole(control) or first is child or (first is not None and first.tag == f"{W}tc"):
            return False
        child = control
    return True


def _holds_paragraphs(element: etree._Element) -> bool:
    """Tell whether an anchor is a control around paragraphs or cells, not one among runs."""
    content = element.find(f"{W}sdtContent") if element.tag == _CONTROL else None
    return content is not None and any(child.tag in _BLOCKS for child in content)


def _field_ends(paragraph: etree._Element) -> dict[etree._Element, etree._Element]:
    """Return for each run in a field, links apart, the run with which the outermost one ends."""
    found: dict[etree._Element, etree._Element] = {}
    if next(paragraph.iter(_FIELD), None) is None:
        return found
    inside: list[etree._Element] = []
    instruction, depth = "", 0
    for run in paragraph.iter(_R):
        for item in run.iter(f"{W}fldChar", f"{W}instrText"):
            if item.tag == f"{W}instrText":
                instruction += item.text or ""
            elif item.get(f"{W}fldCharType") == "begin":
                depth += 1
            elif item.get(f"{W}fldCharType") == "end" and depth:
                depth -= 1
                if not depth:
                    if not hyperlink(instruction):
                        found.update(dict.fromkeys(inside, run))
                    inside, instruction = [], ""
        if depth:
            inside.append(run)
    return found
