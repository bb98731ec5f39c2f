"""Walks a Word file once and gives its text, blocks, and the XML element behind every character.

python-docx's `paragraph.text` leaves out what stands in insertions, content controls, fields, smart tags,
text boxes and nested tables: a quarter of the words of real files. Import and annotated copy both use this
walk, so a position means the same to both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.errors import ImportFailed
from annotator.model.block import BlockKind, Cell
from annotator.ooxml.fields import Fields
from annotator.ooxml.graphics import chosen_branch
from annotator.ooxml.namespaces import MC, XML, W
from annotator.ooxml.numbering import Numbering, number_text, read_numbering
from annotator.ooxml.own_part import dossier_part
from annotator.ooxml.package import Package
from annotator.ooxml.run_walk import RunWalk
from annotator.ooxml.styles import ParagraphStyle, Styles, heading, is_on, number_of, read_styles
from annotator.ooxml.tables import GridCell, grid
from annotator.ooxml.walk_values import Anchor, Highlight, Place, Segment, TrackedChanges, Walk
from annotator.translate import tr

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Anchor", "Highlight", "Place", "Segment", "TrackedChanges", "Walk", "walk"]

FILLER_STYLE = "ArticleFiller"
"""Of paragraphs that the grid of a document we laid out needs and its article does not have."""

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_PROPERTIES = f"{W}pPr"
_NOTE_FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a paragraph's properties say."""

    style: ParagraphStyle
    kind: BlockKind
    level: int
    numbering: str
    depth: int | None
    rtl: bool | None
    joined: bool  # its end is deleted, so the next paragraph continues it


def walk(package: Package, changes: TrackedChanges = TrackedChanges.ACCEPTED) -> Walk:
    """Return the text of a Word file's body and notes; ImportFailed if the package is no Word file.

    Labels of our own after passages are left out when the package carries a dossier of ours.
    """
    main = package.main
    if not main:
        raise ImportFailed(
            tr("The file is an Office file, but no Word document."),
            hint=tr("Claimlight opens .docx, .docm and .dotx files; save it as one of those."),
        )
    styles = read_styles(_optional(package, main, "styles"))
    numbering = read_numbering(_optional(package, main, "numbering"))
    ours = bool(dossier_part(package))
    walker = DocumentWalk(package, styles, numbering, changes, ours=ours)
    walker.read(main)
    builder = walker.builder
    return Walk(
        builder.text,
        builder.blocks,
        builder.segments,
        builder.anchors,
        builder.highlights,
        walker.counts,
        walker.roots,
        main,
        styles,
        changes,
    )


class DocumentWalk(RunWalk):
    """Walks paragraphs, tables and notes; what stands inside a paragraph is `RunWalk`'s."""

    def __init__(
        self,
        package: Package,
        styles: Styles,
        numbering: Numbering,
        changes: TrackedChanges,
        *,
        ours: bool,
    ) -> None:
        super().__init__(package, styles, changes, ours=ours)
        self.roots: dict[str, etree._Element] = {}
        self._numbering = numbering
        self._cell: Cell | None = None
        self._in_note = False
        self._note_marker = ""
        self._tables = 0
        self._joined: _Mark | None = None
        self._in_story: dict[object, Callable[[etree._Element], None]] = {
            f"{W}p": self._paragraph,
            f"{W}tbl": self._table,
            f"{W}sdt": self._block_control,
            f"{W}altChunk": self._embedded,
            f"{W}subDoc": self._embedded,
            f"{MC}AlternateContent": self._block_alternatives,
            f"{W}commentRangeStart": self._in_paragraph[f"{W}commentRangeStart"],
            f"{W}commentRangeEnd": self._in_paragraph[f"{W}commentRangeEnd"],
        }
        for wrapper in ("customXml", "smartTag", "ins", "moveTo", "del", "moveFrom"):
            self._in_story[f"{W}{wrapper}"] = self._story

    def read(self, main: str) -> None:
        """Walk the body, then the notes its text refers to, in their order."""
        root = self._begin_part(main)
        for body in root.iterchildren(f"{W}body"):
            self._story(body)
        self._close()
        for kind in ("footnotes", "endnotes"):
            self._read_notes(main, kind)
        self.builder.end_of_text()
        self.counts["tracked-changes"] += sum(1 for tree in self.roots.values() for _ in tree.iter(*_CHANGES))

    def _begin_part(self, name: str) -> etree._Element:
        root = self.roots[name] = self.package.parse(name)
        self.place = Place(name)
        self._preserve = root.get(f"{XML}space") == "preserve"
        self._fields = Fields()
        kinds = [item.get(f"{W}fldCharType") for item in root.iter(f"{W}fldChar")]
        self._fields_match = kinds.count("begin") == kinds.count("end")
        return root

    def _story(self, parent: etree._Element) -> None:
        handlers = self._in_story
        for child in parent:
            if (handler := handlers.get(child.tag)) is not None:
                handler(child)

    # paragraphs

    def _paragraph(self, paragraph: etree._Element) -> None:
        mark = self._read_mark(paragraph)
        self.style = mark.style
        self.inline(paragraph)
        if not self._fields_match:
            self._fields.forget()
        if mark.joined:
            self._joined = mark
            return
        self._joined = None
        self._end_paragraph(mark)

    def _end_paragraph(self, mark: _Mark) -> None:
        marker = self._marker(mark)
        if not self.builder.is_open:
            if not self._pictures and not self._boxes and mark.style.id != FILLER_STYLE:
                self.builder.gap()
        elif self._cell is not None:
            self.builder.end(BlockKind.CELL, mark.level, marker, mark.rtl, self._cell)
        elif self._in_note:
            marker, self._note_marker = self._note_marker, ""
            self.builder.end(BlockKind.NOTE, 0, marker, mark.rtl)
        else:
            kind, level = mark.kind, mark.level
            if kind is BlockKind.PARAGRAPH and mark.numbering:
                kind, level = BlockKind.LIST_ITEM, mark.depth or 0
            self.builder.end(kind, level, marker, mark.rtl)
        if self._pictures or self._boxes:
            self._read_graphics()

    def _marker(self, mark: _Mark) -> str:
        if not mark.numbering:
            return ""
        return self._numbering.next(mark.numbering, mark.depth or 0)

    def _read_mark(self, paragraph: etree._Element) -> _Mark:
        properties = next(paragraph.iterchildren(_PROPERTIES), None)
        if properties is None:
            return self._plain_mark
        said = {child.tag: child for child in properties}
        named = said.get(f"{W}pStyle")
        style = self.styles.paragraph("" if named is None else named.get(f"{W}val", ""))
        kind, level = style.kind, style.level
        outline = number_of(said.get(f"{W}outlineLvl"))
        if outline is not None and kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            kind, level = heading(outline)
        numbering, depth = style.numbering, None
        if (numbered := said.get(f"{W}numPr")) is not None:
            identifier = numbered.find(f"{W}numId")
            numbering = numbering if identifier is None else identifier.get(f"{W}val", "")
            depth = number_of(numbered.find(f"{W}ilvl"))
        if numbering == "0":  # expressly none
            numbering = ""
        bidi = said.get(f"{W}bidi")
        rtl = style.rtl if bidi is None else is_on(bidi)
        gone = self._end_is_gone(said.get(f"{W}rPr"))
        return _Mark(style, kind, level, numbering, self._depth(style, numbering, depth), rtl or None, gone)

    @cached_property
    def _plain_mark(self) -> _Mark:
        """What a paragraph without properties of its own is."""
        style = self.styles.paragraph("")
        depth = self._depth(style, style.numbering, None)
        return _Mark(style, style.kind, style.level, style.numbering, depth, style.rtl or None, joined=False)

    def _depth(self, style: ParagraphStyle, numbering: str, said: int | None) -> int | None:
        if not numbering or said is not None:
            return said
        if style.depth is not None:
            return style.depth
        return self._numbering.depth_of_style(numbering, style.id)

    def _end_is_gone(self, properties: etree._Element | None) -> bool:
        if properties is None or self.changes is TrackedChanges.BOTH:
            return False
        names = ("del", "moveFrom") if self.changes is TrackedChanges.ACCEPTED else ("ins", "moveTo")
        return any(properties.find(f"{W}{name}") is not None for name in names)

    def _close(self) -> None:
        """End a paragraph that a deleted end left open, with nothing left to continue it."""
        if self._joined is not None:
            mark, self._joined = self._joined, None
            self._end_paragraph(mark)

    # what hangs on a paragraph

    def _read_graphics(self) -> None:
        pictures, self._pictures = self._pictures, []
        boxes, self._boxes = self._boxes, []
        for item, run, words, name in pictures:
            place = self._anchored(run, apart=True)
            if words:
                self.builder.add(words, item, None, place)
            kind = BlockKind.PICTURE if self._cell is None else BlockKind.CELL
            self.builder.end(kind, cell=self._cell, picture=name, keep=bool(name or words))
        for box, run in boxes:
            self.counts["text-boxes"] += 1
            before = (self.place, self._fields, self.style, self._href)
            self.place, self._fields, self._href = self._anchored(run, apart=True), Fields(), ""
            self._story(box)
            self._close()
            self.place, self._fields, self.style, self._href = before

    # what wraps paragraphs

    def _block_control(self, item: etree._Element) -> None:
        before = self.place
        self.place = self.inside_control(item)
        for content in item.iterchildren(f"{W}sdtContent"):
            self._story(content)
        self.place = before

    def _block_alternatives(self, item: etree._Element) -> None:
        if (branch := chosen_branch(item)) is not None:
            self._story(branch)

    def _embedded(self, _: etree._Element) -> None:
        self.counts["embedded-documents"] += 1

    # tables

    def _table(self, table: etree._Element) -> None:
        before = self.place
        self.place = replace(before, table=table)
        self._cells(table)
        self.place = before

    def _cells(self, table: etree._Element) -> None:
        self._close()
        found = grid(table, self._tables, self.changes)
        # a frame around text, or a table inside a cell: its words belong to what is around
        alone = self._cell is not None or self._in_note or len(found.cells) < 2
        self._tables += not alone
        for item in found.cells:
            for anchor in item.anchors:
                self._in_story[anchor.tag](anchor)
            before = self.place
            if item.control is not None:
                self.place = self.inside_control(item.control)
            if alone:
                self._inside_cell(item.element)
            else:
                self._grid_cell(item)
            self.place = before
        for anchor in found.anchors:
            self._in_story[anchor.tag](anchor)

    def _grid_cell(self, item: GridCell) -> None:
        self._cell = item.cell
        blocks, gaps = len(self.builder.blocks), self.builder.gaps
        self._inside_cell(item.element)
        if len(self.builder.blocks) == blocks:  # it is empty
            if item.continues:
                self.builder.gaps = gaps
            elif not self._is_filler(item.element):
                self.builder.gap_as_block(BlockKind.CELL, self._cell)
        self._cell = None

    def _is_filler(self, cell: etree._Element) -> bool:
        styles = [item.get(f"{W}val") for item in cell.iter(f"{W}pStyle")]
        return bool(styles) and all(style == FILLER_STYLE for style in styles)

    def _inside_cell(self, element: etree._Element) -> None:
        self._story(element)
        self._close()

    # notes

    def _read_notes(self, main: str, kind: str) -> None:
        wanted = [(number, run) for known, number, run in self.notes if known == kind]
        name = self.package.related(main, kind)
        if not wanted or not name:
            return
        place = self.place
        form = self._note_format(kind)
        root = self._begin_part(name)
        notes = {item.get(f"{W}id", ""): item for item in root if isinstance(item.tag, str)}
        self._in_note = True
        printed = 0
        for number, run in wanted:
            note = notes.pop(number, None)
            if note is None:
                continue
            reference = run.find(f"{W}{kind[:-1]}Reference")
            if reference is not None and reference.get(f"{W}customMarkFollows", "0") in ("1", "true", "on"):
                self._note_marker = "*"
            else:
                printed += 1
                self._note_marker = number_text(printed, form)
            self.place = Place(name, run, apart=True)
            self.counts[kind] += 1
            self._story(note)
            self._close()
        self._in_note = False
        self.place = place

    def _note_format(self, kind: str) -> str:
        settings = _optional(self.package, self.place.part, "settings")
        path = f"{W}{kind[:-1]}Pr/{W}numFmt"
        own = self.roots[self.place.part].find(f".//{W}sectPr/{path}")
        said = own if own is not None else None if settings is None else settings.find(path)
        return _NOTE_FORMATS[kind] if said is None else said.get(f"{W}val", _NOTE_FORMATS[kind])


def _optional(package: Package, main: str, kind: str) -> etree._Element | None:
    name = package.related(main, kind)
    return package.parse(name) if name else None
