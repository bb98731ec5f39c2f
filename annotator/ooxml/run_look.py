"""How a mark looks on a run, put on and taken off without a trace.

A run without a character style gets the tag's. One that has a style keeps it and gets the tag's fill and line
directly. Formatting of its own that says "no fill" or "no line" would hide the mark, as whole articles pasted
from the web do; it is replaced, and the replacement remembers it: the fill's w:color (which a plain fill does
not use) holds the old fill, and a line whose colour is one step off stands for an old "none".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.tag import Tag
from annotator.ooxml.mark_styles import UNTAGGED, rgb
from annotator.ooxml.namespaces import W

if TYPE_CHECKING:
    from lxml import etree

_RPR, _STYLE, _SHD, _U = f"{W}rPr", f"{W}rStyle", f"{W}shd", f"{W}u"
_VALUE, _FILL, _COLOUR = f"{W}val", f"{W}fill", f"{W}color"
_NO_FILL = frozenset({"AUTO", "FFFFFF"})
# ISO/IEC 29500-1, 17.3.2.28: the children of w:rPr in their order
_CHILDREN = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline"),
    *("shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w"),
    *("kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign"),
    *("rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"),
)
_ORDER = {f"{W}{name}": place for place, name in enumerate(_CHILDREN)}
_LAST = len(_ORDER)


@dataclass(frozen=True, slots=True)
class RunLook:
    """A tag's look in Word: the id of its character style, its fill, line and pattern ("" for none)."""

    style: str
    fill: str
    line: str
    pattern: str


def run_look(style: str, tag: Tag, *, shading: bool, underline: bool) -> RunLook:
    """Return the look of a tag, as far as it is wanted."""
    fill, line = rgb(tag.print.fill, "E4E4E4"), rgb(tag.print.line, "595959")
    return RunLook(style, fill if shading else "", line, tag.underline.value if underline else "")


def put_on(run: etree._Element, look: RunLook) -> None:
    """Make a run look marked."""
    properties = run[0] if len(run) and run[0].tag == _RPR else None
    if properties is None:
        properties = run.makeelement(_RPR, {}, None)
        run.insert(0, properties)
        properties.append(properties.makeelement(_STYLE, {_VALUE: look.style}, None))
        return
    said = {item.tag: item for item in properties}
    styled = _STYLE in said
    if not styled:
        _insert(properties, _STYLE, {_VALUE: look.style})
    if look.pattern:
        _line(properties, said.get(_U), look, direct=styled)
    if look.fill:
        _fill(properties, said.get(_SHD), look, direct=styled)


def _line(properties: etree._Element, own: etree._Element | None, look: RunLook, *, direct: bool) -> None:
    if own is None:
        if direct:
            _insert(properties, _U, {_VALUE: look.pattern, _COLOUR: look.line})
    elif dict(own.items()) == {_VALUE: "none"}:
        own.set(_VALUE, look.pattern)
        own.set(_COLOUR, _one_step_off(look.line))


def _fill(properties: etree._Element, own: etree._Element | None, look: RunLook, *, direct: bool) -> None:
    if own is None:
        if direct:
            _insert(properties, _SHD, {_VALUE: "clear", _COLOUR: look.line, _FILL: look.fill})
    elif _is_no_fill(own):
        own.set(_COLOUR, own.get(_FILL, "auto"))
        own.set(_FILL, look.fill)


def _one_step_off(colour: str) -> str:
    return f"{int(colour, 16) ^ 1:06X}"


def _is_no_fill(own: etree._Element) -> bool:
    said = dict(own.items())
    fill = said.pop(_FILL, "").upper()
    return fill in _NO_FILL and said in ({_VALUE: "clear", _COLOUR: "auto"}, {_VALUE: "clear"})


def _insert(properties: etree._Element, tag: str, attributes: Mapping[str, str]) -> None:
    item = properties.makeelement(tag, dict(attributes), None)
    place = _ORDER[tag]
    before = 0
    for child in properties:
        if _ORDER.get(str(child.tag), _LAST) > place:
            break
        before += 1
    properties.insert(before, item)


class Undresser:
    """Takes the looks of a dossier's tags off runs again."""

    def __init__(self, styles: Iterable[str], tags: Iterable[Tag]) -> None:
        """`styles` are the ids of the character styles that marks were given."""
        prints = [tag.print for tag in (*tags, UNTAGGED)]
        self._styles = frozenset(styles)
        self._lines = {rgb(look.line, "595959") for look in prints}
        self._replaced = {_one_step_off(line) for line in self._lines}
        self._fills = {rgb(look.fill, "E4E4E4"): rgb(look.line, "595959") for look in prints}

    def take_off(self, run: etree._Element) -> bool:
        """Make a run look as it did before; tell whether anything had to be done."""
        if not len(run) or run[0].tag != _RPR:
            return False
        properties = run[0]
        style = properties.find(_STYLE)
        marked = style is not None and style.get(_VALUE) in self._styles
        if marked and style is not None:
            properties.remove(style)
        changed = [self._restore_fill(properties), self._restore_line(properties)]
        if not len(properties) and (marked or any(changed)):
            run.remove(properties)
        return marked or any(changed)

    def _restore_fill(self, properties: etree._Element) -> bool:
        own = properties.find(_SHD)
        if own is None or own.get(_VALUE) != "clear" or own.get(_FILL, "").upper() not in self._fills:
            return False
        colour = own.get(_COLOUR, "")
        if colour.upper() == self._fills[own.get(_FILL, "").upper()]:
            properties.remove(own)
            return True
        if colour.upper() not in _NO_FILL:
            return False
        own.set(_FILL, colour)
        own.set(_COLOUR, "auto")
        return True

    def _restore_line(self, properties: etree._Element) -> bool:
        own = properties.find(_U)
        colour = "" if own is None else own.get(_COLOUR, "").upper()
        if own is None or colour not in self._lines | self._replaced:
            return False
        if colour in self._lines:
            properties.remove(own)
        else:
            own.set(_VALUE, "none")
            del own.attrib[_COLOUR]
        return True
