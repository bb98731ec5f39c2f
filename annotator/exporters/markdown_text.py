"""The article as Markdown, with a footnote for each mark: to be read as it is, or rendered.

CommonMark with the footnotes of GitHub, Pandoc and Obsidian. What the article's words would mean to Markdown
is escaped, so that they are shown as they are and no note becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.exporters.article_tables import table_end
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.comment_text import comment_paragraphs
from annotator.exporters.flow import Cut, Flow, reaching
from annotator.exporters.links import safe_address
from annotator.exporters.marking import Mark
from annotator.exporters.report import LegendEntry, make_report
from annotator.exporters.writing import write_file
from annotator.model.block import Block, BlockKind, Format
from annotator.model.dossier import Dossier
from annotator.text.normalize import one_line, xml_safe
from annotator.translate import tr, tr_plural

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|$^#]|!(?=\[)|=(?==)|&(?=#?\w+;)")
_BULLET = re.compile(r"^(\s*)([-+=])(?=\s|$|[-=])", re.MULTILINE)
_ORDINAL = re.compile(r"^(\s*\d{1,9})([.)])", re.MULTILINE)
_SIGN = re.compile(r"\W")
_INDENT = "    "


def write_markdown(dossier: Dossier, path: Path, choices: Choices = USUAL) -> str:
    """Write the article with its notes to `path` and return one line about it; or ExportFailed."""
    text, count = markdown_text(dossier, choices)
    write_file(path, text.encode("utf-8"))
    return tr_plural("Written: the article with {n} note.", "Written: the article with {n} notes.", count)


def markdown_text(dossier: Dossier, choices: Choices = USUAL) -> tuple[str, int]:
    """Return the text, and how many notes it has."""
    report = make_report(dossier, choices.report_options(dossier))
    marks = report.marking.marks
    parts = [f"# {_plain(report.title)}"]
    if report.byline:
        parts.append(_plain(report.byline))
    if address := safe_address(report.address):
        parts.append(f"<{address}>")
    parts.append("  \n".join(_plain(fact) for fact in report.facts))
    parts.append("\n".join(map(_key_entry, report.legend)))
    parts.append("---")
    parts += _Body(dossier, marks).paragraphs()
    if marks or report.orphans:
        parts.append("---")
    options = choices.copy_options(dossier)
    sources = dossier.sources_by_id()
    for mark in marks:
        says: Sequence[str] = comment_paragraphs(
            mark.annotation, mark.label, mark.tag, sources, notes=options.notes
        )
        replies = mark.annotation.replies if options.notes else ()
        says = [*says, *(f"{one_line(reply.author)}: {reply.text}" for reply in replies)]
        parts.append(_note(mark, says))
    if report.orphans:
        parts.append(f"## {_plain(tr('Passages no longer in the text'))}")
        parts += [
            f"- {_plain(row.label)}: {_plain(tr('“{words}”', words=row.passage))}"
            + "".join(f"\n  {_plain(' '.join(filter(None, remark)))}" for remark in row.remarks)
            for row in report.orphans
        ]
    return "\n\n".join(part for part in parts if part.strip()) + "\n", len(marks)


def _key_entry(entry: LegendEntry) -> str:
    name = " · ".join(part for part in (entry.letter, entry.name) if part)
    return f"- **{_plain(name)}** {_plain(entry.definition)}".rstrip()


class _Body:
    """The paragraphs of one article with a reference after each mark."""

    def __init__(self, dossier: Dossier, marks: Sequence[Mark]) -> None:
        self._text = dossier.version.text
        self._blocks = dossier.version.blocks
        self._flow = Flow(marks)
        self._signs: list[dict[int, str]] = [{} for _ in self._blocks]
        found = reaching(marks, self._blocks)
        last = {index: place for place, indices in enumerate(found) for index in indices}
        for index, mark in reversed(list(enumerate(marks))):  # of marks that end together the inner one first
            if (place := last.get(index)) is not None:
                end = min(mark.span.end, self._blocks[place].end)
                signs = self._signs[place]
                signs[end] = signs.get(end, "") + f"[^{sign(mark)}]"

    def paragraphs(self) -> Iterator[str]:
        index = 0
        while index < len(self._blocks):
            end, is_table = table_end(self._blocks, index)
            if is_table:
                yield self._table(index, end)
            elif self._blocks[index].kind is BlockKind.LIST_ITEM:
                end = index + 1
                while end < len(self._blocks) and self._blocks[end].kind is BlockKind.LIST_ITEM:
                    end += 1
                yield "\n".join(self._item(place) for place in range(index, end))
            else:
                end = max(end, index + 1)
                yield from (self._paragraph(place) for place in range(index, end))
            index = end

    def _item(self, index: int) -> str:
        block = self._blocks[index]
        counted = re.fullmatch(r"(\d{1,9})[.)]", one_line(block.marker))
        marker = f"{counted[1]}." if counted else "-"
        shown = "" if counted or not re.search(r"\w", block.marker) else f"{_plain(block.marker)} "
        content = self._content(index).replace("\n", f"\n{_INDENT * (block.level + 1)}")
        return f"{_INDENT * max(0, min(block.level, 6))}{marker} {shown}{content}"

    def _paragraph(self, index: int) -> str:
        block = self._blocks[index]
        if block.kind is BlockKind.CODE:
            words = self._text[block.start : block.end]
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", words)), default=0))
            signs = " ".join(self._signs[index].values())
            return f"{fence}\n{xml_safe(words)}\n{fence}" + (f"\n\n{signs}" if signs else "")
        content = self._content(index)
        if block.kind is BlockKind.HEADING:
            return f"{'#' * max(2, min(block.level + 1, 6))} {' '.join(content.split())}"
        if block.kind is BlockKind.QUOTE:
            deep = "> " * max(1, min(block.level + 1, 6))
            return "\n".join(f"{deep}{line}" for line in content.split("\n"))
        if block.kind is BlockKind.PICTURE:
            return f"*{_plain(tr('Picture:'))}* {content}"
        marker = f"{_plain(block.marker)} " if block.marker.strip() else ""
        return _line_starts(f"{marker}{content}".strip(" \t\n"))

    def _table(self, first: int, last: int) -> str:
        rows: dict[int, dict[int, list[str]]] = {}
        for index in range(first, last):
            if cell := self._blocks[index].cell:
                words = " ".join(self._content(index).split())
                rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(words)
        width = max(max(row) for row in rows.values()) + 1
        lines = [
            f"| {' | '.join('<br>'.join(row.get(column, [''])) for column in range(width))} |"
            for row in rows.values()
        ]
        return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def _content(self, index: int) -> str:
        block, signs = self._blocks[index], self._signs[index]
        parts: list[str] = []
        waiting: Cut | None = None
        for cut in self._flow.cuts(block):
            if waiting and (cut.formats, cut.address) == (waiting.formats, waiting.address):
                waiting = replace(
                    waiting, end=cut.end
                )  # emphasis that ends inside a word is not read as such
            else:
                parts.append(self._words(waiting, block) if waiting else "")
                waiting = cut
            if cut.end in signs:
                parts += [self._words(waiting, block), signs[cut.end]]
                waiting = None
        return "".join([*parts, self._words(waiting, block) if waiting else ""])

    def _words(self, cut: Cut, block: Block) -> str:
        words = self._text[cut.start : cut.end]
        core = words.strip()
        if not core:
            return " " if block.wrapped else words.replace("\n", "  \n")
        before, after = words[: words.index(core[0])], words[len(words.rstrip()) :]
        shown = escaped(core)
        line_end = "\n" if block.wrapped else "\\\n"
        shown = shown.replace("\n", line_end)
        for look, sign_ in ((Format.BOLD, "**"), (Format.ITALIC, "*"), (Format.STRIKE, "~~")):
            if look in cut.formats:
                shown = f"{sign_}{shown}{sign_}"
        if cut.address:
            shown = f"[{shown}](<{cut.address}>)"
        if block.wrapped:
            return before + shown + after
        return before.replace("\n", "\\\n") + shown + after.replace("\n", "\\\n")


def sign(mark: Mark) -> str:
    """Return what a mark's note is called: letters and digits only, "F3"."""
    return _SIGN.sub("", mark.label) or str(mark.number)


def escaped(text: str) -> str:
    """Return `text` with a backslash before whatever Markdown would take for markup."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", xml_safe(text))


def _line_starts(text: str) -> str:
    """Return a paragraph whose lines do not begin like a list."""
    return _BULLET.sub(r"\1\\\2", _ORDINAL.sub(r"\1\\\2", text))


def _plain(text: str) -> str:
    return _line_starts(escaped(one_line(text)))


def _note(mark: Mark, says: Iterable[str]) -> str:
    first, *rest = says
    quoted = escaped(one_line(mark.annotation.exact))
    lines = [f"[^{sign(mark)}]: **{escaped(one_line(first))}** “{quoted}”"]
    for line in rest:
        shown = [_line_starts(escaped(part.strip())) for part in line.splitlines() if part.strip()]
        lines.append("\n".join(f"{_INDENT}{part}  " for part in shown).rstrip())
    return "\n\n".join(line for line in lines if line.strip())
