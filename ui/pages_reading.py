"""A Word document → `Contents`, what its pages show. Foreign files are read by `annotator.ooxml` alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.ooxml.comments_reading import read_comments
from annotator.ooxml.namespaces import CORE, DC, MC, R, W, local_name
from annotator.ooxml.numbering import Numbering, read_numbering
from annotator.ooxml.package import Package, read_package
from ui.pages_content import (
    Block,
    Cell,
    Contents,
    PageComment,
    ParagraphLook,
    Piece,
    Row,
    RunLook,
    Section,
    Table,
    Words,
)
from ui.pages_runs import Inline, Runs
from ui.pages_styles import (
    Properties,
    StyleSheet,
    edges,
    fill_of,
    is_on,
    margins,
    merged,
    paragraph_look,
    points,
    read_properties,
)

if TYPE_CHECKING:
    from lxml import etree

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_DEEPEST = 12  # tables in tables; what lies deeper is not shown
_MOST_COLUMNS = 200


def read_contents(data: bytes) -> Contents:
    """Return what a DOCX shows; ImportFailed if it is no sound Word file."""
    return _Reader(read_package(data)).contents()


class _Reader:
    """Reads one package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        main = package.main
        self._styles = StyleSheet.read(self._part("styles"), self._part("theme"))
        numbers = self._part("numbering")
        self._levels = _levels(numbers)
        self._numbering: Numbering = read_numbering(numbers)
        self._body = package.parse(main).find(f"{W}body")
        self._comments = {item.id: item for item in read_comments(package, {})}
        self._runs = Runs(package, main, self._styles, set(self._comments))
        self._depth = 0

    def contents(self) -> Contents:
        sections: list[tuple[Section, list[Block]]] = []
        blocks: list[Block] = []
        last = None
        for item in self._flat(self._body):
            if item.tag == f"{W}sectPr":
                last = item
                continue
            blocks.extend(self._block(item))
            if (found := item.find(f"{W}pPr/{W}sectPr")) is not None:
                sections.append((self._section(found, sections), blocks))
                blocks = []
        sections.append((self._section(last, sections), blocks))
        core = self._properties()
        return Contents(sections, self._listed(), *core)

    def _part(self, kind: str) -> etree._Element | None:
        name = self._package.related(self._package.main, kind)
        return self._package.parse(name) if name else None

    def _properties(self) -> tuple[str, str, str]:
        name = self._package.related("", "core-properties")
        root = self._package.parse(name) if name else None
        wanted = (f"{DC}title", f"{DC}creator", f"{DC}language")
        texts = ["" if root is None else (root.findtext(tag) or "") for tag in wanted]
        if root is not None and not texts[1]:
            texts[1] = root.findtext(f"{CORE}lastModifiedBy") or ""
        return texts[0], texts[1], texts[2]

    def _listed(self) -> list[PageComment]:
        """Return the comments in the order of the text, each answer after what it answers."""
        found = []
        for id_, (number, passage) in self._runs.comments.items():
            comment = self._comments[id_]
            answered = self._comments.get(comment.parent)
            author = f"{comment.author} → {answered.author}" if answered else comment.author
            found.append(PageComment(number, author, passage, comment.paragraphs))
        return found

    def _flat(self, parent: etree._Element | None) -> Iterator[etree._Element]:
        """Yield the paragraphs, tables and sections in a body or a cell, whatever they are wrapped in."""
        for item in () if parent is None else parent:
            name = local_name(item.tag)
            if name in _WRAPPERS:
                yield from self._flat(item)
            elif item.tag == f"{MC}AlternateContent":
                yield from self._flat(next(iter(item.iterchildren(f"{MC}Choice")), None))
            elif name in ("p", "tbl", "sectPr"):
                yield item

    def _block(self, item: etree._Element, table: str = "", extra: _Extra = ({}, {})) -> Iterator[Block]:
        if item.tag == f"{W}p":
            yield from self._paragraph(item, table, extra)
        elif item.tag == f"{W}tbl" and self._depth < _DEEPEST:
            self._depth += 1
            yield self._table(item)
            self._depth -= 1

    # -- paragraphs -------------------------------------------------------------------------------

    def _paragraph(self, item: etree._Element, table: str, extra: _Extra) -> Iterator[Words]:
        direct = read_properties(item.find(f"{W}pPr"))
        style = direct.get("pStyle", {}).get("val", "")
        below = merged(self._styles.paragraph(style, table), extra[0])
        number, depth = _numbered(merged(below, direct))
        level = self._levels.get((number, depth))
        if level is not None:
            # the level's indents stand over those of the style, unless the style brought the numbering
            known = below.get("numId", {}).get("val") == number and "ind" in below
            below = merged(level[0], below) if known else merged(below, level[0])
        properties = merged(below, direct)
        look = paragraph_look(properties)
        run = merged(self._styles.run(style, table), extra[1])
        inline = self._runs.read(item, run)
        base = self._styles.look(merged(run, read_properties(item.find(f"{W}pPr/{W}rPr"))))
        marker = self._marker(number, depth, level, merged(run, read_properties(item.find(f"{W}pPr/{W}rPr"))))
        yield from _split(inline, look, base, marker, style)
        for box in inline.boxes:
            for child in self._flat(box):
                for block in self._block(child):
                    if isinstance(block, Words):
                        yield block

    def _marker(self, number: str, depth: int, level: _Level | None, run: Properties) -> Piece | None:
        if not number or number == "0":
            return None
        text = self._numbering.next(number, depth)
        if not text:
            return None
        run = {name: value for name, value in run.items() if name not in ("u", "shd")}
        return Piece(text, self._styles.look(merged(run, level[1] if level else {})))

    # -- tables -----------------------------------------------------------------------------------

    def _table(self, item: etree._Element) -> Table:
        direct = read_properties(item.find(f"{W}tblPr"))
        style = direct.get("tblStyle", {}).get("val", "")
        properties = merged(self._styles.table(style), direct)
        headed = _has_first_row(direct.get("tblLook", {}))
        rows: list[Row] = []
        for row in _rows(item):
            first = self._styles.first_row(style) if headed and not rows else ({}, {}, {})
            rows.append(self._row(row, style, first))
        columns = [points(grid.get(f"{W}w", ""), 0) for grid in item.iterfind(f"{W}tblGrid/{W}gridCol")]
        wanted = max((row.before + sum(cell.columns for cell in row.cells) for row in rows), default=1)
        columns = columns[:_MOST_COLUMNS]
        if len(columns) < wanted or not all(width > 0 for width in columns):
            columns = [max(450 / wanted, 4.0)] * min(wanted, _MOST_COLUMNS)
        return Table(
            tuple(columns),
            tuple(rows),
            edges(properties, "tblBorders"),
            margins(properties, "tblCellMar"),
            points(properties.get("tblInd", {}).get("w", ""), 0),
            {"center": "center", "right": "end", "end": "end"}.get(
                properties.get("jc", {}).get("val", ""), "start"
            ),
            is_on(properties, "bidiVisual"),
        )

    def _row(self, item: etree._Element, style: str, first: tuple[Properties, Properties, Properties]) -> Row:
        properties = read_properties(item.find(f"{W}trPr"))
        height = properties.get("trHeight", {})
        cells = tuple(self._cell(cell, style, first) for cell in _cells(item))
        return Row(
            cells,
            is_on(properties, "tblHeader"),
            is_on(properties, "cantSplit"),
            max(points(height.get("val", ""), 0), 0),
            height.get("hRule") == "exact",
            min(max(int(points(properties.get("gridBefore", {}).get("val", ""), 0) * 20), 0), _MOST_COLUMNS),
        )

    def _cell(
        self, item: etree._Element, style: str, first: tuple[Properties, Properties, Properties]
    ) -> Cell:
        properties = merged(first[2], read_properties(item.find(f"{W}tcPr")))
        content: list[Block] = []
        for child in self._flat(item):
            content.extend(self._block(child, style, first[:2]))
        span = points(properties.get("gridSpan", {}).get("val", ""), 0.05) * 20
        merge = properties["vMerge"].get("val", "continue") if "vMerge" in properties else ""
        return Cell(
            tuple(content),
            min(max(round(span), 1), _MOST_COLUMNS),
            merge,
            fill_of(properties),
            edges(properties, "tcBorders"),
            margins(properties, "tcMar"),
            properties.get("vAlign", {}).get("val", "top"),
        )

    # -- sections ---------------------------------------------------------------------------------

    def _section(self, item: etree._Element | None, before: list[tuple[Section, list[Block]]]) -> Section:
        if item is None:
            return before[-1][0] if before else Section()
        properties = read_properties(item)
        size, edge = properties.get("pgSz", {}), properties.get("pgMar", {})
        width = max(points(size.get("w", ""), 595.3), 72)
        height = max(points(size.get("h", ""), 841.9), 72)
        left, right = (min(abs(points(edge.get(side, ""), 72)), width / 2 - 18) for side in ("left", "right"))
        top, bottom = (
            min(abs(points(edge.get(side, ""), 72)), height / 2 - 18) for side in ("top", "bottom")
        )
        known = before[-1][0] if before else Section()
        return Section(
            width,
            height,
            top,
            right,
            bottom,
            left,
            abs(points(edge.get("header", ""), 36)),
            abs(points(edge.get("footer", ""), 36)),
            {**known.headers, **self._page_parts(item, "header")},
            {**known.footers, **self._page_parts(item, "footer")},
            is_on(properties, "titlePg"),
            min(max(int(points(properties.get("lnNumType", {}).get("countBy", ""), 0) * 20), 0), 100),
            properties.get("type", {}).get("val") == "continuous",
            is_on(properties, "bidi"),
        )

    def _page_parts(self, item: etree._Element, kind: str) -> dict[str, tuple[Block, ...]]:
        targets = {r.id: r.part for r in self._package.relationships(self._package.main)}
        found = {}
        for reference in item.iterchildren(f"{W}{kind}Reference"):
            name = targets.get(reference.get(f"{R}id", ""), "")
            if name:
                runs, self._runs = self._runs, Runs(self._package, name, self._styles, set())
                root = self._package.parse(name)
                blocks = (block for child in self._flat(root) for block in self._block(child))
                found[reference.get(f"{W}type", "default")] = tuple(blocks)
                self._runs = runs
        return found


_Extra = tuple[Properties, Properties]
_Level = tuple[Properties, Properties]


def _split(
    inline: Inline, look: ParagraphLook, base: RunLook, marker: Piece | None, style: str
) -> Iterator[Words]:
    """Yield a paragraph, in parts where a page ends inside it."""
    last = len(inline.parts) - 1
    for place, part in enumerate(inline.parts):
        if place == last and place and not part and marker is None:
            continue  # nothing stands after the break: the next paragraph begins the page
        of_part = look
        if place:
            of_part = replace(of_part, page_break=True, before=0.0, first=0.0)
        if place < last:
            of_part = replace(of_part, after=0.0)
        pictures = tuple(inline.pictures) if place == 0 else ()
        yield Words(tuple(part), of_part, base, marker if place == 0 else None, style, pictures)
    if last and not inline.parts[last] and marker is None:
        yield Words((), ParagraphLook(page_break=True, line=1.0, rule="exact"), base, None, style)


def _numbered(properties: Properties) -> tuple[str, int]:
    number = properties.get("numId", {}).get("val", "")
    depth = properties.get("ilvl", {}).get("val", "0")
    return number, int(depth) if depth.isascii() and depth.isdecimal() and len(depth) == 1 else 0


def _levels(root: etree._Element | None) -> dict[tuple[str, int], _Level]:
    """Return the paragraph and run properties of each depth of each numbering."""
    if root is None:
        return {}
    homes: dict[str, list[_Level]] = {}
    for item in root.iterchildren(f"{W}abstractNum"):
        homes[item.get(f"{W}abstractNumId", "")] = [
            (read_properties(level.find(f"{W}pPr")), read_properties(level.find(f"{W}rPr")))
            for level in item.iterchildren(f"{W}lvl")
        ]
    found = {}
    for item in root.iterchildren(f"{W}num"):
        home = item.find(f"{W}abstractNumId")
        for depth, level in enumerate(homes.get("" if home is None else home.get(f"{W}val", ""), [])):
            found[item.get(f"{W}numId", ""), depth] = level
    return found


def _rows(table: etree._Element) -> Iterable[etree._Element]:
    return _within(table, "tr")


def _cells(row: etree._Element) -> Iterable[etree._Element]:
    return _within(row, "tc")


def _within(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for item in parent:
        name = local_name(item.tag)
        if name == wanted:
            yield item
        elif name in _WRAPPERS:
            yield from _within(item, wanted)


def _has_first_row(look: dict[str, str]) -> bool:
    if "firstRow" in look:
        return look["firstRow"] in ("1", "true", "on")
    try:
        return bool(int(look.get("val", "0"), 16) & 0x20)
    except ValueError:
        return False
