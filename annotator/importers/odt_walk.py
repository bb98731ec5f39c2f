"""Walks the body of an OpenDocument text and hands its words to a builder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from annotator.importers.builder import Builder, safe_link
from annotator.importers.odt_changes import OdtChange, read_changes
from annotator.importers.odt_marks import OdtMarks
from annotator.importers.odt_numbers import OdtNumbers
from annotator.importers.odt_styles import (
    DRAW,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    Look,
    Styles,
    whole,
    words_of,
)
from annotator.importers.options import TrackedChanges
from annotator.model.block import BlockKind, Cell, Format
from annotator.text.normalize import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_P, _H = f"{TEXT}p", f"{TEXT}h"
_SKIPPED = frozenset(
    f"{TEXT}{name}"
    for name in (
        *("tracked-changes", "table-of-content-source", "illustration-index-source", "table-index-source"),
        *("object-index-source", "user-index-source", "alphabetical-index-source", "bibliography-source"),
        *("variable-decls", "sequence-decls", "user-field-decls", "dde-connection-decls", "soft-page-break"),
        *("alphabetical-index-auto-mark-file", "ruby-text", "note-citation", "script"),
    )
) | {f"{OFFICE}forms", f"{OFFICE}scripts", f"{OFFICE}binary-data", f"{OFFICE}event-listeners"}
_SHAPES = frozenset(
    f"{DRAW}{name}"
    for name in ("custom-shape", "rect", "ellipse", "line", "polygon", "path", "g", "caption", "connector")
)
_SHOWN_AS = {"Quotations": BlockKind.QUOTE, "Caption": BlockKind.CAPTION, "Preformatted": BlockKind.CODE}
_MOST_BLANKS = 1000  # in a row; the file may claim a billion


class OdtWalk:
    """One walk over one document. `counts` says what there was besides text, `title` how it is headed."""

    def __init__(self, builder: Builder, styles: Styles, changes: TrackedChanges) -> None:
        self.counts: Counter[str] = Counter()
        self.title = ""
        self.marks = OdtMarks()
        self._builder = builder
        self._styles = styles
        self._mode = changes
        self._changes: Mapping[str, OdtChange] = {}
        self._looks: list[Look] = []
        self._href = ""
        self._tracked: list[Format] = []
        self._left_out = 0  # insertions we are in that are not wanted
        self._continues = False  # the next paragraph goes on in the open block
        self._cell: Cell | None = None
        self._note: str | None = None  # the marker of the note we are in, "" once it was shown
        self._notes: dict[str, list[_Element]] = {"footnote": [], "endnote": []}
        self._graphics: list[_Element] = []
        self._lists: list[str] = []  # style names of the lists we are in
        self._marker = ""
        self._numbers = OdtNumbers(styles)
        self._in_story: dict[str, Callable[[_Element], None]] = {
            _P: self._paragraph,
            _H: self._paragraph,
            f"{TEXT}list": self._list,
            f"{TEXT}numbered-paragraph": self._numbered_paragraph,
            f"{TABLE}table": self._table,
            f"{TEXT}change": self._change_point,
            f"{TEXT}change-start": self._change_start,
            f"{TEXT}change-end": self._change_end,
            f"{OFFICE}annotation": self._comment,
            f"{OFFICE}annotation-end": self._comment_end,
            f"{DRAW}frame": self._read_graphic,
            **dict.fromkeys(_SHAPES, self._read_graphic),
        }
        self._in_paragraph: dict[str, Callable[[_Element], None]] = {
            f"{TEXT}span": self._span,
            f"{TEXT}a": self._link,
            f"{TEXT}s": self._blanks,
            f"{TEXT}tab": lambda _: self._say("\t", verbatim=True),
            f"{TEXT}line-break": lambda _: self._line_break(),
            f"{TEXT}note": self._note_reference,
            f"{TEXT}ruby": self._ruby,
            f"{TEXT}hidden-text": self._hidden_field,
            f"{TEXT}hidden-paragraph": self._hidden_field,
            f"{TEXT}change": self._change_point,
            f"{TEXT}change-start": self._change_start,
            f"{TEXT}change-end": self._change_end,
            f"{OFFICE}annotation": self._comment,
            f"{OFFICE}annotation-end": self._comment_end,
            f"{DRAW}frame": self._graphics.append,
            **dict.fromkeys(_SHAPES, self._graphics.append),
        }

    def read(self, body: _Element) -> None:
        """Read the body, then the footnotes and endnotes it refers to."""
        self._changes = read_changes(body)
        self.counts["tracked-changes"] = len(self._changes)
        self._story(body)
        self._builder.end()
        for kind in ("footnote", "endnote"):
            for note in self._notes[kind]:
                citation = note.find(f"{TEXT}note-citation")
                self.counts[f"{kind}s"] += 1
                self._note = one_line(words_of(citation)) if citation is not None else ""
                for content in note.iterchildren(f"{TEXT}note-body"):
                    self._story(content)
                self._note = None
        self._builder.end()
        self.counts["comments"] = len(self.marks)

    # blocks

    def _story(self, parent: _Element) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if (handler := self._in_story.get(tag)) is not None:
                handler(child)
            else:
                self._story(child)  # a section, an index, a wrapper of a later version

    def _paragraph(self, node: _Element) -> None:
        look = self._styles.look("paragraph", node.get(f"{TEXT}style-name", ""))
        if not (self._continues and self._builder.is_open):
            self._begin(node, look)
        self._continues = False
        # that headings are bold goes without saying
        formats = frozenset() if node.tag == _H else look.formats
        self._looks.append(Look(formats, look.hidden, look.colour))
        self._inline(node)
        self._looks.pop()
        if self._left_out:
            self._continues = True  # the paragraph's end was inserted as well
            return
        empty = self._builder.is_empty
        self._builder.end()
        if empty and self._cell is None and not self._graphics:
            self._builder.gap()
        if not self.title and "Title" in look.names:
            self.title = one_line(self._last_words())
        self._read_graphics()

    def _begin(self, node: _Element, look: Look) -> None:
        kind, level, marker = self._kind(node, look)
        self._builder.begin(kind, level=level, marker=marker, cell=self._cell, rtl=look.rtl, collapse=True)

    def _kind(self, node: _Element, look: Look) -> tuple[BlockKind, int, str]:
        outline = whole(node.get(f"{TEXT}outline-level"), look.level or 1) if node.tag == _H else look.level
        marker, self._marker = self._marker, ""
        if self._cell is not None:
            return BlockKind.CELL, 0, marker
        if self._note is not None:
            marker, self._note = self._note, ""
            return BlockKind.NOTE, 0, marker
        if outline or "Title" in look.names:
            level = min(max(outline, 1), 9)
            is_plain = node.get(f"{TEXT}is-list-header") == "true" or not outline
            return BlockKind.HEADING, level, marker or ("" if is_plain else self._numbers.heading(level))
        if self._lists:
            return BlockKind.LIST_ITEM, len(self._lists) - 1, marker
        shown = next(
            (kind for name, kind in _SHOWN_AS.items() if any(name in said for said in look.names)), None
        )
        return shown or BlockKind.PARAGRAPH, 0, marker

    def _last_words(self) -> str:
        block = self._builder.blocks[-1] if self._builder.blocks else None
        return self._builder.text[block.start : block.end] if block is not None else ""

    # lists

    def _list(self, node: _Element) -> None:
        look = self._styles.look("paragraph", _first_style(node))
        name = node.get(f"{TEXT}style-name") or (self._lists[-1] if self._lists else look.list_style)
        self._lists.append(name)
        level = len(self._lists)
        continues = node.get(f"{TEXT}continue-numbering") == "true" or node.get(f"{TEXT}continue-list")
        if not continues:
            self._numbers.restart(name, level)
        for item in node:
            if item.tag == f"{TEXT}list-item":
                self._marker = self._numbers.item(name, level, item.get(f"{TEXT}start-value"))
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                self._story(item)
                self._marker = ""
        self._lists.pop()

    def _numbered_paragraph(self, node: _Element) -> None:
        name, level = node.get(f"{TEXT}style-name", ""), whole(node.get(f"{TEXT}level"), 1)
        self._lists += [name] * max(level, 1)
        self._marker = self._numbers.item(name, max(level, 1), node.get(f"{TEXT}start-value"))
        self._story(node)
        self._lists = self._lists[: -max(level, 1)]
        self._marker = ""

    # tables

    def _table(self, node: _Element) -> None:
        cells = node.iter(f"{TABLE}table-cell")
        if self._left_out:
            for paragraph in node.iter(_P, _H):
                self._inline(paragraph)
        elif (
            self._cell is not None
            or self._note is not None
            or (next(cells, None), next(cells, None))[1] is None
        ):
            self._story(node)  # a frame around text, or a table in a cell: its words belong to what is around
        else:
            lists, self._lists = self._lists, []
            self._rows(node, self._builder.new_table())
            self._lists = lists

    def _rows(self, node: _Element, table: int) -> None:
        row = 0
        for item in node.iter(f"{TABLE}table-row"):
            if _table_of(item) is not node:
                continue
            parent = item.getparent()
            header = parent is not None and parent.tag == f"{TABLE}table-header-rows"
            column = 0
            for cell in item:
                repeated = min(whole(cell.get(f"{TABLE}number-columns-repeated"), 1), 16_384)
                if cell.tag == f"{TABLE}table-cell":
                    self._table_cell(cell, Cell(table, row, column, *_spans(cell), header))
                if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                    column += repeated
            row += max(whole(item.get(f"{TABLE}number-rows-repeated"), 1), 1)

    def _table_cell(self, node: _Element, cell: Cell) -> None:
        self._cell = cell
        before = len(self._builder.blocks)
        self._story(node)
        self._builder.end()
        if len(self._builder.blocks) == before:
            self._builder.begin(BlockKind.CELL, cell=cell)
            self._builder.end()
        self._cell = None

    # words

    def _inline(self, node: _Element) -> None:
        self._say(node.text)
        for child in node:
            tag = child.tag
            if isinstance(tag, str) and tag not in _SKIPPED:
                if (handler := self._in_paragraph.get(tag)) is not None:
                    handler(child)
                else:
                    self._inline(child)  # a field, a bookmark, a wrapper of a later version
            self._say(child.tail)

    def _say(self, text: str | None, *, verbatim: bool = False) -> None:
        if not text or self._left_out:
            return
        look = self._looks[-1] if self._looks else Look()
        if look.hidden:
            self.counts["hidden-text"] += bool(text.strip())
            return
        formats = look.formats.union(self._tracked)
        if self._href and not self._tracked:
            formats -= {Format.UNDERLINE}
        start = self._builder.position
        self._builder.add(text, formats, self._href, verbatim=verbatim)
        if look.colour:
            self.marks.highlight(start, self._builder.position, look.colour)

    def _line_break(self) -> None:
        if not self._left_out:
            self._builder.line_break()

    def _blanks(self, node: _Element) -> None:
        self._say(" " * min(whole(node.get(f"{TEXT}c"), 1), _MOST_BLANKS), verbatim=True)

    def _span(self, node: _Element) -> None:
        name = node.get(f"{TEXT}style-name", "")
        around = self._looks[-1] if self._looks else Look()
        own = self._styles.look("text", name)
        switched = self._styles.switched("text", name)
        formats = {*own.formats, *(item for item in around.formats if item not in switched)}
        self._looks.append(Look(frozenset(formats), own.hidden or around.hidden, own.colour or around.colour))
        self._inline(node)
        self._looks.pop()

    def _link(self, node: _Element) -> None:
        before = self._href
        self._href = safe_link(node.get(f"{XLINK}href", "")) or before
        self._inline(node)
        self._href = before

    def _ruby(self, node: _Element) -> None:
        self.counts["ruby"] += 1
        for base in node.iterchildren(f"{TEXT}ruby-base"):
            self._inline(base)

    def _hidden_field(self, node: _Element) -> None:
        if node.get(f"{TEXT}is-hidden") == "true":
            self.counts["hidden-text"] += 1
        else:
            self._inline(node)

    def _note_reference(self, node: _Element) -> None:
        if not self._left_out:
            self._notes["endnote" if node.get(f"{TEXT}note-class") == "endnote" else "footnote"].append(node)

    # pictures and text boxes

    def _read_graphics(self) -> None:
        graphics = self._graphics[:]
        self._graphics.clear()
        for node in graphics:
            self._read_graphic(node)

    def _read_graphic(self, node: _Element) -> None:
        if self._left_out:
            return
        self._builder.end()
        described = one_line(next((words_of(item) for item in node.iter(f"{SVG}desc", f"{SVG}title")), ""))
        if next(node.iter(f"{DRAW}text-box"), None) is not None or node.tag in _SHAPES:
            self._text_box(node)
            return
        image = next(node.iterchildren(f"{DRAW}image"), None)
        if next(node.iterchildren(f"{DRAW}object", f"{DRAW}object-ole"), None) is not None:
            self.counts["embedded-objects"] += 1
            image = None
        elif image is not None:
            self.counts["pictures"] += 1
        address = image.get(f"{XLINK}href", "") if image is not None else ""
        inside = address.startswith(("Pictures/", "./Pictures/", "media/"))
        if address and not inside and "://" in address:
            self.counts["remote-content"] += 1
        kind = BlockKind.PICTURE if self._cell is None else BlockKind.CELL
        self._builder.begin(kind, cell=self._cell, picture=address.removeprefix("./") if inside else "")
        self._builder.add(described)
        if self._builder.is_empty and not inside and self._cell is not None:
            return
        self._builder.end()

    def _text_box(self, node: _Element) -> None:
        if not any(words_of(paragraph) for paragraph in node.iter(_P, _H)):
            return
        self.counts["text-boxes"] += 1
        looks, self._looks = self._looks, []
        lists, self._lists = self._lists, []
        self._story(node)
        self._looks, self._lists = looks, lists

    # comments and tracked changes

    def _comment(self, node: _Element) -> None:
        if not self._left_out:
            self.marks.begin(node, self._builder.position)

    def _comment_end(self, node: _Element) -> None:
        self.marks.end(node, self._builder.position)

    def _of(self, node: _Element) -> OdtChange:
        return self._changes.get(node.get(f"{TEXT}change-id", ""), OdtChange("", ()))

    def _change_start(self, node: _Element) -> None:
        if self._of(node).kind == "insertion":
            if self._mode is TrackedChanges.ORIGINAL:
                self._left_out += 1
            elif self._mode is TrackedChanges.BOTH:
                self._tracked.append(Format.UNDERLINE)

    def _change_end(self, node: _Element) -> None:
        if self._of(node).kind == "insertion":
            if self._mode is TrackedChanges.ORIGINAL:
                self._left_out = max(self._left_out - 1, 0)
            elif self._mode is TrackedChanges.BOTH and Format.UNDERLINE in self._tracked:
                self._tracked.remove(Format.UNDERLINE)

    def _change_point(self, node: _Element) -> None:
        """Put deleted words back where they stood, if they are wanted."""
        change = self._of(node)
        if change.kind != "deletion" or self._mode is TrackedChanges.ACCEPTED or self._left_out:
            return
        if self._mode is TrackedChanges.BOTH:
            self._tracked.append(Format.STRIKE)
        in_paragraph = self._builder.is_open
        for number, content in enumerate(change.content):
            if content.tag in (_P, _H) and in_paragraph:
                if number:
                    self._builder.end()
                    self._begin(content, self._styles.look("paragraph", content.get(f"{TEXT}style-name", "")))
                self._inline(content)
            elif content.tag in self._in_story:
                self._in_story[content.tag](content)
        if self._mode is TrackedChanges.BOTH:
            self._tracked.remove(Format.STRIKE)


def _first_style(node: _Element) -> str:
    paragraph: Iterable[_Element] = node.iter(_P, _H)
    return next((item.get(f"{TEXT}style-name", "") for item in paragraph), "")


def _spans(cell: _Element) -> tuple[int, int]:
    rows, columns = (whole(cell.get(f"{TABLE}number-{side}-spanned"), 1) for side in ("rows", "columns"))
    return max(min(rows, 1000), 1), max(min(columns, 1000), 1)


def _table_of(row: _Element) -> _Element | None:
    return next(row.iterancestors(f"{TABLE}table"), None)
