"""`Runs`: the words of one paragraph of a Word file, with their looks, fields, comments and pictures."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.ooxml.fields import Fields
from annotator.ooxml.namespaces import MC, A, R, W, local_name
from annotator.ooxml.symbols import symbol
from annotator.text.normalize import one_line
from ui.pages_content import Picture, Piece, RunLook
from ui.pages_styles import Properties, StyleSheet, merged, read_properties

if TYPE_CHECKING:
    from lxml import etree

    from annotator.ooxml.package import Package

LINE_BREAK = "\u2028"
_PASSAGE = 90
_LOOKS = 2_000
_MOST_BYTES = 20_000_000  # of a picture that is shown
_EMU = 12_700  # in a point
_COUNTED = ("PAGE", "NUMPAGES")
_CONTAINERS = frozenset(
    {"hyperlink", "sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo"}
)
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": LINE_BREAK,
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


@dataclass(slots=True)
class Inline:
    """What stands in a paragraph: its pieces in parts divided by page breaks."""

    parts: list[list[Piece]] = field(default_factory=lambda: [[]])
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Add words."""
        part = self.parts[-1]
        last = part[-1] if part else piece
        is_plain = not any((piece.field, piece.comment, last.field, last.comment))
        if part and is_plain and last.look == piece.look:
            part[-1] = Piece(last.text + piece.text, piece.look)
            return
        part.append(piece)


class Runs:
    """Reads the paragraphs of one part.

    `comments` maps the id of each comment met so far to its number and its passage.
    """

    def __init__(self, package: Package, part: str, styles: StyleSheet, known: set[str]) -> None:
        self._package = package
        self._styles = styles
        self._known = known
        self._targets = {r.id: r.part for r in package.relationships(part) if r.kind == "image"}
        self._fields = Fields()
        self._field = ""
        self._open: dict[str, list[str]] = {}
        self._looks: dict[tuple[int, str], tuple[Properties, RunLook]] = {}
        self.comments: dict[str, tuple[int, str]] = {}

    def read(self, paragraph: etree._Element, base: Properties) -> Inline:
        """Return what stands in a paragraph whose words begin with the properties `base`."""
        inline = Inline()
        self._content(paragraph, base, inline)
        for passage in self._open.values():
            passage.append(" ")
        return inline

    def _content(self, parent: etree._Element, base: Properties, inline: Inline) -> None:
        for item in parent:
            name = local_name(item.tag)
            if name == "r":
                self._run(item, base, inline)
            elif name == "fldSimple":
                self._simple_field(item, base, inline)
            elif name in _CONTAINERS:
                self._content(item, base, inline)
            elif name == "commentRangeStart":
                self._open.setdefault(item.get(f"{W}id", ""), [])
            elif name in ("oMath", "oMathPara"):
                text = "".join(part.text or "" for part in item.iter() if local_name(part.tag) == "t")
                self._add(text, self._styles.look(base), inline)
            elif item.tag == f"{MC}AlternateContent":
                for choice in item.iterchildren(f"{MC}Choice"):
                    self._content(choice, base, inline)
                    break

    def _simple_field(self, item: etree._Element, base: Properties, inline: Inline) -> None:
        words = (item.get(f"{W}instr") or "").split()
        before, self._field = self._field, words[0].upper() if words else ""
        self._content(item, base, inline)
        self._field = before

    def _run(self, item: etree._Element, base: Properties, inline: Inline) -> None:
        look = self._look(item.find(f"{W}rPr"), base)
        if look is None:  # hidden
            return
        for child in item:
            name = local_name(child.tag)
            if name == "t":
                self._add(child.text or "", look, inline)
            elif name in _CHARACTERS:
                self._add(_CHARACTERS[name], look, inline)
            elif name == "sym":
                self._add(_symbol(child), look, inline)
            elif name == "br":
                self._break(child, look, inline)
            elif name == "commentReference":
                self._comment(child.get(f"{W}id", ""), look, inline)
            elif name in ("fldChar", "instrText"):
                self._field_part(child, name)
            else:
                self._pictures(child, name, inline)

    def _pictures(self, item: etree._Element, name: str, inline: Inline) -> None:
        if name in ("drawing", "pict", "object"):
            self._picture(item, inline)
        elif item.tag == f"{MC}AlternateContent":
            for choice in item.iterchildren(f"{MC}Choice"):
                for drawing in choice:
                    self._picture(drawing, inline)

    def _look(self, properties: etree._Element | None, base: Properties) -> RunLook | None:
        direct = read_properties(properties)
        # `base` lives as long as the style sheet, which keeps what it has found
        key = (id(base), repr(direct))
        if key not in self._looks or self._looks[key][0] is not base:
            style = direct.get("rStyle", {}).get("val", "")
            whole = merged(merged(base, self._styles.character(style)), direct)
            hidden = whole.get("vanish", {"val": "0"}).get("val", "1") not in ("0", "false", "off")
            if len(self._looks) > _LOOKS:
                self._looks.clear()
            self._looks[key] = (base, RunLook(size=0) if hidden else self._styles.look(whole))
        look = self._looks[key][1]
        return look if look.size else None

    def _add(self, text: str, look: RunLook, inline: Inline) -> None:
        if not text or self._fields.hidden:
            return
        for passage in self._open.values():
            if sum(map(len, passage)) <= _PASSAGE:
                passage.append(text)
        shown = text.upper() if look.capitals or look.small_capitals else text
        inline.add(Piece(shown, look, self._field if self._field in _COUNTED else ""))

    def _break(self, item: etree._Element, look: RunLook, inline: Inline) -> None:
        if item.get(f"{W}type", "textWrapping") == "textWrapping":
            self._add(LINE_BREAK, look, inline)
        else:
            inline.parts.append([])

    def _field_part(self, item: etree._Element, name: str) -> None:
        if name == "fldChar":
            self._fields.character(item.get(f"{W}fldCharType", ""))
            if not self._fields.is_open:
                self._field = ""
            return
        text = item.text or ""
        self._fields.instruction(text)
        words = text.split()
        if words and words[0].upper() in _COUNTED:
            self._field = words[0].upper()

    def _comment(self, id_: str, look: RunLook, inline: Inline) -> None:
        if id_ not in self._known or id_ in self.comments:
            return
        passage = one_line("".join(self._open.pop(id_, [])))
        if len(passage) > _PASSAGE:
            passage = f"{passage[: _PASSAGE - 1].rstrip()}…"
        number = len(self.comments) + 1
        self.comments[id_] = (number, passage)
        inline.add(Piece("", look, comment=number))

    def _picture(self, item: etree._Element, inline: Inline) -> None:
        boxes = list(item.iter(f"{W}txbxContent"))
        inline.boxes.extend(boxes)
        extent = next((found for found in item.iter() if local_name(found.tag) == "extent"), None)
        blip = next(item.iter(f"{A}blip"), None)
        if boxes or extent is None or blip is None:
            return
        width, height = (_length(extent.get(name, "")) for name in ("cx", "cy"))
        part = self._targets.get(blip.get(f"{R}embed", ""), "")
        data = self._package.read(part) if part else None
        inline.pictures.append(Picture(width, height, data if _is_safe(data) else None))


def _is_safe(data: bytes | None) -> bool:
    """Tell whether a picture is a PNG or JPEG of usual size: no other decoder is let near foreign bytes."""
    if data is None or len(data) > _MOST_BYTES:
        return False
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return 0 < int(width) * int(height) <= 40_000_000
    return data.startswith(b"\xff\xd8\xff")


def _length(emu: str) -> float:
    return min(int(emu) / _EMU, 1_584.0) if emu.isascii() and emu.isdecimal() and len(emu) < 12 else 72.0


def _symbol(item: etree._Element) -> str:
    try:
        code = int(item.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbol(item.get(f"{W}font", ""), code) or ""
