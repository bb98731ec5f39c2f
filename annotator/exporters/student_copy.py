"""The student copy: the clean text with numbered paragraphs and lines, and room to write.

Nothing in the file gives the answers away: passages are bracketed and numbered, not marked, there are no
comments, and our data stays out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from annotator.exporters.assembly import (
    add_links,
    add_properties,
    add_styles,
    document_title,
    new_document,
    page_parts,
    shortened,
)
from annotator.exporters.body import ArticleBody
from annotator.exporters.language import is_rtl_language
from annotator.exporters.lesson import Lesson, Passage
from annotator.exporters.lesson_options import Room
from annotator.exporters.lesson_sheet import GREY, LessonSheet, document_name, lesson_page, new_sheet
from annotator.exporters.marked_text import ARTICLE_BOOKMARK
from annotator.exporters.marking import Marking
from annotator.exporters.notes_column import notes_column
from annotator.exporters.numbering import NUMBERING_RELATIONSHIP, NUMBERING_TYPE
from annotator.exporters.report import byline
from annotator.exporters.report_tables import words
from annotator.exporters.validation import check_document
from annotator.model.block import Block, BlockKind, Format, is_numbered
from annotator.ooxml.body_parts import MM, section
from annotator.ooxml.mark_styles import LABEL_STYLE, mark_styles
from annotator.ooxml.markup import NAMESPACES, paragraph, run
from annotator.translate import current_language, tr

_NOTES = round(52 * MM)
_SIDE = round(24 * MM)
_NUMBER = round(9 * MM)  # how far the text stands in beside the paragraphs' numbers
_DEEPER = round(7 * MM)
# on the line and large enough for a photocopy of a photocopy
_SIGN = (
    f'<w:rStyle w:val="{LABEL_STYLE}"/><w:color w:val="1A1A1A"/><w:sz w:val="19"/><w:szCs w:val="19"/>'
    '<w:vertAlign w:val="baseline"/>'
)
_NUMBER_LOOK = (
    '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:b/><w:bCs/><w:i w:val="0"/>'
    '<w:iCs w:val="0"/><w:color w:val="1A1A1A"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
)
_JOINT = "\u00a0"  # no line ends between a number and the words
_TITLE = 220
_PAGE_CHARACTERS = 2_000


def student_copy(lesson: Lesson) -> tuple[bytes, str]:
    """Return the student copy as a Word file, and the line of its check."""
    dossier, options = lesson.dossier, lesson.options
    has_notes = options.room is not Room.NONE
    page = replace(lesson_page(options), side=_SIDE, notes=_NOTES if has_notes else 0)
    body = NumberedBody(lesson, width=page.text_width)
    same_side = is_rtl_language(current_language()) == body.rtl
    sheet = new_sheet(lesson, page, reach=_NOTES if options.room is Room.MARGIN and same_side else 0)
    document = new_document(options.template)
    named = document_name(dossier, tr("Student copy"))
    pages = 1 + len(dossier.version.text) // _PAGE_CHARACTERS
    beside = notes_column(page, rtl=body.rtl) if options.room is Room.COLUMN else ""
    parts = page_parts(document, named, page, number=1, pages=pages, first=True, beside=beside)
    content = [
        *_directions(sheet),
        *([] if body.has_title else [words(shortened(document_title(dossier), _TITLE), "Title")]),
        f'<w:bookmarkStart w:id="0" w:name="{ARTICLE_BOOKMARK}"/>',
        body.xml(),
        '<w:bookmarkEnd w:id="0"/>',
        section(page, parts, first_page_differs=True, rtl=body.rtl, count_by=options.count_by),
    ]
    add_styles(document, dossier, sheet.styles.values(), GREY)
    if numbering := body.numbering.part():
        document.add("word/numbering.xml", numbering, NUMBERING_TYPE, NUMBERING_RELATIONSHIP)
    add_links(document, body.links)
    add_properties(document, dossier, named)
    document.set_body(content, NAMESPACES)
    made = document.to_bytes()
    nothing_marked = Marking((), (), sheet.styles)
    return made, check_document(made, text=dossier.version.text, marking=nothing_marked)


def _directions(sheet: LessonSheet) -> Iterator[str]:
    lesson = sheet.lesson
    yield sheet.name_line()
    if said := byline(lesson.dossier):
        yield sheet.text(said)
    yield sheet.text(tr("Read the whole text once before you pick up a pencil. Then mark it."))
    yield sheet.text(
        tr(
            "Draw the line of the sign under the words it fits, and write its letter in the margin beside"
            " them."
        )
    )
    if lesson.passages:
        yield sheet.text(
            tr("The passages in numbered brackets are those on your worksheet. There may be more to find.")
        )
    if lesson.tags:
        yield sheet.signs(lesson.tags)
    yield paragraph("", "LessonGap")


class NumberedBody(ArticleBody):
    """The article with a number beside each paragraph and numbered brackets around the chosen passages."""

    def __init__(self, lesson: Lesson, *, width: int) -> None:
        dossier = lesson.dossier
        blocks = tuple(map(_plain, dossier.version.blocks))
        version = replace(dossier.version, blocks=blocks)
        nothing_marked = Marking((), (), mark_styles(dossier.tags))
        super().__init__(replace(dossier, version=version), nothing_marked, width=width)
        self._numbers = {block.start: number for number, block in enumerate(filter(is_numbered, blocks), 1)}
        self.add_signs(self._markers(blocks))
        self.add_signs(self._brackets(lesson.passages, blocks))

    @property
    def has_title(self) -> bool:
        """Whether the text begins with its title, or with a heading that may be another form of it."""
        first = next((block for block in self._blocks if block.start < block.end), None)
        return self._title >= 0 or (first is not None and first.kind is BlockKind.HEADING)

    def _properties(self, block: Block, *, rtl: bool) -> str:
        number = self._numbers.get(block.start)
        if number is None:
            uncounted = "<w:suppressLineNumbers/>" if block.kind is BlockKind.HEADING else ""
            indent = "" if block.cell else f'<w:ind w:left="{_NUMBER}"/>'
            if block.marker:
                return super()._properties(block, rtl=rtl)
            return uncounted + self.layout(block, rtl=rtl) + indent
        level = block.level if block.kind in (BlockKind.LIST_ITEM, BlockKind.QUOTE) else 0
        depth = min(max(level, 0), 8) + (block.kind is BlockKind.QUOTE)
        inset = _NUMBER + depth * _DEEPER
        left = inset + _DEEPER if block.marker else inset
        stops = [_NUMBER] if depth == 0 and not block.marker else [inset]
        tabs = "".join(f'<w:tab w:val="num" w:pos="{stop}"/>' for stop in stops)
        return (
            f"{self.numbering.properties(str(number), 0)}<w:tabs>{tabs}</w:tabs>"
            f'{self.layout(block, rtl=rtl)}<w:ind w:left="{left}" w:hanging="{left}"/>{_NUMBER_LOOK}'
        )

    def _markers(self, blocks: tuple[Block, ...]) -> dict[int, str]:
        """Return what list items show before their words; in its place is the paragraph's number."""
        return {
            block.start: run(f"{block.marker}\t", _SIGN + self._direction(block))
            for block in blocks
            if block.marker and block.start in self._numbers
        }

    def _brackets(self, passages: tuple[Passage, ...], blocks: tuple[Block, ...]) -> dict[int, str]:
        signs: dict[int, list[tuple[int, int, str]]] = {}
        spans = [(passage.number, passage.span) for passage in passages if passage.span]
        reach = 0  # of the passages before
        for place, (number, span) in enumerate(spans):
            follows = spans[place + 1][1].start if place + 1 < len(spans) else span.end
            meets_another = span.start < reach or follows < span.end
            reach = max(reach, span.end)
            first, last = _at(blocks, span.start), _at(blocks, span.end)
            opening = self._sign(f"[{number}{_JOINT}", first)
            closing = self._sign(f"{_JOINT}{number}]" if meets_another else "]", last)
            # at one place: what ends there, the inner first, and then what begins, the outer first
            signs.setdefault(span.end, []).append((0, -span.start, closing))
            signs.setdefault(span.start, []).append((1, -span.end, opening))
        return {place: "".join(text for *_, text in sorted(found)) for place, found in signs.items()}

    def _sign(self, sign: str, block: Block | None) -> str:
        return run(sign, _SIGN + self._direction(block))

    def _direction(self, block: Block | None) -> str:
        return "<w:rtl/>" if block is not None and self.runs_right_to_left(block) else ""


def _plain(block: Block) -> Block:
    """Return a block without links: their underline would pass for a mark."""
    kept = tuple(inline for inline in block.inlines if inline.format is not Format.LINK)
    return replace(block, inlines=kept) if len(kept) < len(block.inlines) else block


def _at(blocks: tuple[Block, ...], position: int) -> Block | None:
    """Return the block with the words that begin or end at a position."""
    place = bisect_right(blocks, position, key=lambda block: block.start) - 1
    return blocks[place] if place >= 0 else None
