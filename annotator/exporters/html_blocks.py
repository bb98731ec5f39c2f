"""The article's blocks as HTML, its marks around the words and each note beside its mark.

A mark is a `span.m` around its words, its sign and its note; marks that cross are cut at each other's ends,
and so are those over several blocks, so that elements always nest. Every part of a mark can show its note;
the sign and the note that a keyboard and a screen reader find stand once, at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from annotator.exporters.article_tables import table_end
from annotator.exporters.comment_text import comment_paragraphs
from annotator.exporters.direction import first_strong
from annotator.exporters.flow import Cut, Flow, reaching
from annotator.exporters.html_markup import attribute, escaped, with_breaks
from annotator.exporters.marking import Mark, Marking
from annotator.exporters.options import AnnotatedCopyOptions
from annotator.model.block import Block, BlockKind, Cell, Format
from annotator.model.dossier import Dossier
from annotator.text.normalize import one_line
from annotator.translate import tr

_FORMATS = (
    (Format.CODE, "code"),
    (Format.SUPERSCRIPT, "sup"),
    (Format.SUBSCRIPT, "sub"),
    (Format.STRIKE, "s"),
    (Format.UNDERLINE, "u"),
    (Format.ITALIC, "em"),
    (Format.BOLD, "strong"),
)
_SIMPLE = {
    BlockKind.PARAGRAPH: ("p", ""),
    BlockKind.QUOTE: ("blockquote", ""),
    BlockKind.CODE: ("pre", ""),
    BlockKind.CAPTION: ("p", "caption"),
    BlockKind.PICTURE: ("p", "picture"),
    BlockKind.NOTE: ("p", "endnote"),
    BlockKind.CELL: ("p", ""),
}
_DEEPEST = 6
"""Levels of headings and lists, and of crossing marks whose every part shows the note."""


class HtmlBlocks:
    """Writes the blocks of one article."""

    def __init__(
        self, dossier: Dossier, marking: Marking, options: AnnotatedCopyOptions, *, rows: bool = True
    ) -> None:
        """`rows` says whether the page has a table with a row for each sign to lead to."""
        self._text = dossier.version.text
        self._blocks = dossier.version.blocks
        self._marks = marking.marks
        self._flow = Flow(marking.marks)
        self._reaching = reaching(marking.marks, self._blocks)
        self._last = {index: place for place, found in enumerate(self._reaching) for index in found}
        self._looks = {style.id: f"t{number}" for number, style in enumerate(marking.styles.values())}
        self._options = options
        self._leads_to = "row" if rows else "mark"
        self._sources = dossier.sources_by_id()
        self._anchored: set[int] = set()  # numbers of the marks whose first part was written

    def html(self) -> str:
        """Return the article's paragraphs, lists and tables."""
        self._anchored.clear()
        return "".join(self._elements())

    def _elements(self) -> Iterator[str]:
        index = 0
        while index < len(self._blocks):
            end, is_table = table_end(self._blocks, index)
            if is_table:
                yield self._table(index, end)
            elif self._blocks[index].kind is BlockKind.LIST_ITEM:
                end = self._list_end(index)
                items = "".join(self._item(place) for place in range(index, end))
                yield f'<ul class="list" role="list">\n{items}</ul>\n'
            else:
                end = max(end, index + 1)
                yield from (self._paragraph(place) for place in range(index, end))
            index = end

    def _list_end(self, index: int) -> int:
        while index < len(self._blocks) and self._blocks[index].kind is BlockKind.LIST_ITEM:
            index += 1
        return index

    def _item(self, index: int) -> str:
        block = self._blocks[index]
        level = max(0, min(block.level, _DEEPEST))
        return f'<li class="l{level}"{self._direction(block)}>{_marker(block)}{self._content(index)}</li>\n'

    def _paragraph(self, index: int) -> str:
        block = self._blocks[index]
        if block.kind is BlockKind.HEADING:
            name, look = f"h{max(2, min(block.level + 1, _DEEPEST))}", ""
        else:
            name, look = _SIMPLE[block.kind]
        classes = " ".join(part for part in (look, "wrapped" if block.wrapped else "") if part)
        named = f' class="{classes}"' if classes else ""
        content = _marker(block) + self._content(index)
        return f"<{name}{named}{self._direction(block)}>{content}</{name}>\n"

    def _table(self, first: int, last: int) -> str:
        rows: dict[int, list[_Cell]] = {}
        for index in range(first, last):
            block = self._blocks[index]
            if block.cell is None:
                continue
            row = rows.setdefault(block.cell.row, [])
            if not row or row[-1].place.column != block.cell.column:
                row.append(_Cell(block.cell))
            row[-1].paragraphs.append(f"<p{self._direction(block)}>{self._content(index)}</p>")
        written = [(f"<tr>{''.join(cell.html() for cell in row)}</tr>\n", row) for row in rows.values()]
        leading = list(takewhile(lambda item: all(cell.place.header for cell in item[1]), written))
        head = "".join(line for line, _ in leading)
        rest = "".join(line for line, _ in written[len(leading) :])
        return (
            f'<div class="wide"><table class="own">{f"<thead>{head}</thead>" if head else ""}\n'
            f"<tbody>\n{rest}</tbody></table></div>\n"
        )

    def _direction(self, block: Block) -> str:
        if block.rtl is not None:
            return f' dir="{"rtl" if block.rtl else "ltr"}"'
        strong = first_strong(self._text[block.start : block.end])
        return "" if strong is None else f' dir="{"rtl" if strong else "ltr"}"'

    # marks --------------------------------------------------------------------------------------------

    def _content(self, index: int) -> str:
        block, marks = self._blocks[index], self._reaching[index]
        if not marks:
            return "".join(self._words(cut, block) for cut in self._flow.cuts(block))
        waiting = list(reversed(marks))
        opened: list[int] = []
        parts: list[str] = []
        for cut in self._flow.cuts(block):
            self._close(opened, cut.start, index, parts)
            while waiting and self._marks[waiting[-1]].span.start <= cut.start:
                self._open(waiting.pop(), opened, parts)
            parts.append(self._words(cut, block))
        self._close(opened, block.end, index, parts, all_of_them=True)
        return "".join(parts)

    def _open(self, mark: int, opened: list[int], parts: list[str]) -> None:
        opened.append(mark)
        number = self._marks[mark].number
        anchor = "" if number in self._anchored else f' id="mark-{number}"'
        self._anchored.add(number)
        parts.append(f'<span class="m"{anchor}>')

    def _close(
        self, opened: list[int], position: int, index: int, parts: list[str], *, all_of_them: bool = False
    ) -> None:
        """Close the marks that end at a position; those opened inside them are closed and opened again."""
        ending = [
            place
            for place, mark in enumerate(opened)
            if all_of_them or self._marks[mark].span.end <= position
        ]
        if not ending:
            return
        again: list[int] = []
        while len(opened) > ending[0]:
            mark = opened.pop()
            span = self._marks[mark].span
            is_over = span.end <= position or (all_of_them and self._last[mark] == index)
            shown = is_over or len(opened) < _DEEPEST
            parts.append(f"{self._note(self._marks[mark], last=is_over) if shown else ''}</span>")
            if not is_over and not all_of_them:
                again.append(mark)
        for mark in reversed(again):
            self._open(mark, opened, parts)

    def _note(self, mark: Mark, *, last: bool) -> str:
        """Return the sign and note of a mark; of a part that is not its last only the note, to be seen."""
        says = self._says(mark)
        shown = "".join(f"<span>{with_breaks(line)}</span>" for line in says)
        if not last:
            return f'<span class="note" aria-hidden="true">{shown}</span>' if says else ""
        label = escaped(one_line(mark.label))
        named = attribute(tr("Mark {label}", label=mark.label))
        described = f' aria-describedby="note-{mark.number}"' if says else ""
        target = f"#{self._leads_to}-{mark.number}"
        sign = f'<a class="sign" href="{target}" aria-label="{named}"{described}>{label}</a>'
        note = f'<span class="note" role="note" id="note-{mark.number}">{shown}</span>' if says else ""
        return sign + note

    def _says(self, mark: Mark) -> tuple[str, ...]:
        if not self._options.comments_on(mark.annotation):
            return ()
        told = comment_paragraphs(
            mark.annotation, mark.label, mark.tag, self._sources, notes=self._options.notes
        )
        replies = mark.annotation.replies if self._options.notes else ()
        return (*told, *(f"{one_line(reply.author)}: {reply.text}" for reply in replies))

    def _words(self, cut: Cut, block: Block) -> str:
        html = escaped(self._text[cut.start : cut.end])
        if block.kind is not BlockKind.CODE and not block.wrapped:
            html = html.replace("\n", "<br>")
        for look, name in _FORMATS:
            if look in cut.formats:
                html = f"<{name}>{html}</{name}>"
        if cut.address:
            html = f'<a href="{attribute(cut.address)}" rel="noreferrer noopener">{html}</a>'
        if cut.mark >= 0:
            html = f'<mark class="{self._looks[self._marks[cut.mark].style.id]}">{html}</mark>'
        return html


@dataclass(slots=True)
class _Cell:
    """A cell of a table, and the paragraphs in it."""

    place: Cell
    paragraphs: list[str] = field(default_factory=list)

    def html(self) -> str:
        name = "th" if self.place.header else "td"
        marks = ' scope="col"' if self.place.header else ""
        marks += f' colspan="{self.place.column_span}"' if self.place.column_span > 1 else ""
        marks += f' rowspan="{self.place.row_span}"' if self.place.row_span > 1 else ""
        return f"<{name}{marks}>{''.join(self.paragraphs)}</{name}>"


def _marker(block: Block) -> str:
    marker = one_line(block.marker)
    return f'<span class="marker">{escaped(marker)} </span>' if marker else ""
