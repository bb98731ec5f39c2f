"""The report's own tables: the legend with its counts, the checks, all marks, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from annotator.exporters.assembly import shortened
from annotator.exporters.direction import first_strong, has_rtl, stretches
from annotator.exporters.links import Links, safe_address
from annotator.exporters.report import LegendEntry, Report, Row, SourceRow
from annotator.exporters.words import underline_name
from annotator.model.tag import Tag
from annotator.ooxml.body_parts import TableCell, TableRow, table
from annotator.ooxml.mark_styles import MarkStyle
from annotator.ooxml.markup import paragraph, run
from annotator.translate import tr

_PASSAGE = 360
"""Characters of a passage shown in the table; the whole of it stands in the text under its label."""
_LONG_ROW = 900
_SHORT = 24
_BOLD, _SOFT = "<w:b/><w:bCs/>", '<w:color w:val="555555"/>'
_NARROW = 0.55
"""Of its usual width has a column in which no row says anything."""

Styles = Mapping[str, MarkStyle]


def legend_table(entries: Sequence[LegendEntry], styles: Styles, width: int, *, counts: bool) -> str:
    """Return each tag with its look, letter and meaning, and how many claims and quotes have it."""
    head = [tr("Sign"), tr("Shown as"), tr("Meaning")]
    head += [tr("Claims"), tr("Quotes"), tr("Marks")] if counts else []
    shares = [7, 17, 46, 10, 10, 10] if counts else [8, 20, 72]
    rows = [head_row(head, numbers_from=3)]
    for entry in entries:
        look = run(entry.name, f'<w:rStyle w:val="{style_id(styles, entry.tag)}"/>')
        cells = [
            text_cell(entry.letter or "–", bold=True),
            TableCell(
                paragraph(look, "ReportPassage") + cell_paragraph(underline_name(entry.tag.underline), _SOFT)
            ),
            text_cell(entry.definition),
        ]
        numbers = (entry.claims, entry.quotes, entry.claims + entry.quotes)
        cells += [number_cell(number) for number in numbers] if counts else []
        rows.append(TableRow(cells))
    if counts and len(entries) > 1:
        claims, quotes = sum(entry.claims for entry in entries), sum(entry.quotes for entry in entries)
        total = [TableCell(cell_paragraph(tr("All"), _BOLD), columns=3)]
        total += [number_cell(number, bold=True) for number in (claims, quotes, claims + quotes)]
        rows.append(TableRow(total))
    return table(widths(width, shares), rows, "ReportTable", description=tr("What the signs mean."))


def status_table(statuses: Sequence[tuple[str, int]], width: int) -> str:
    """Return how many marks have each status."""
    rows = [head_row([tr("Check"), tr("Marks")], numbers_from=1)]
    rows += [TableRow([text_cell(name), number_cell(count)]) for name, count in statuses]
    return table(
        widths(width, [75, 25]), rows, "ReportTable", description=tr("How far the marks were checked.")
    )


def marks_table(rows: Sequence[Row], styles: Styles, width: int, *, description: str) -> str:
    """Return all marks in the order of the text, one row each."""
    head = [
        tr("No."), tr("Passage"), tr("Tag"), tr("Kind"), tr("Speaker"), tr("Check"), tr("Note"), tr("Source"),
    ]  # fmt: skip
    shares = [6.0, 27.0, 9.0, 6.5, 12.0, 10.5, 18.0, 13.0]
    said = [True] * 4 + [
        any(row.speaker or row.attribution for row in rows),
        any(row.status or row.risks for row in rows),
        any(row.remarks for row in rows),
        any(row.sources for row in rows),
    ]
    shares = [share if full else share * _NARROW for share, full in zip(shares, said, strict=True)]
    body = chain([head_row(head)], (_mark_row(row, styles) for row in rows))
    return table(widths(width, shares), body, "ReportTable", description=description)


def source_table(rows: Iterable[SourceRow], links: Links, width: int) -> str:
    """Return the sources, where they are found and which marks they were held against."""
    body = [head_row([tr("Source"), tr("Where to find it"), tr("Used for")])]
    for row in rows:
        found = linked(row.address, links) if row.address else run("–", _SOFT)
        where = paragraph(found, "ReportCell")
        if row.contact:
            where += cell_paragraph(row.contact)
        what = cell_paragraph(row.title, _BOLD) + cell_paragraph(row.detail, _SOFT)
        body.append(TableRow([TableCell(what), TableCell(where), text_cell(row.labels)]))
    return table(
        widths(width, [46, 38, 16]), body, "ReportTable", description=tr("The sources of the checks.")
    )


def linked(address: str, links: Links) -> str:
    """Return an address as a link that works; as plain words where it must not be followed."""
    safe = safe_address(address)
    shown = shortened(address, 120)
    if not safe:
        return run(shown)
    look = '<w:rStyle w:val="Hyperlink"/>'
    return f"{links.opening(safe)}{run(shown, look)}</w:hyperlink>"


def text_cell(text: str, *, bold: bool = False) -> TableCell:
    """Return a cell with one paragraph of ours or the user's words."""
    properties = _BOLD if bold else ""
    return _short_cell(text, properties) if len(text) < _SHORT else _cell(text, properties)


def paragraphs_cell(texts: Sequence[str]) -> TableCell:
    """Return a cell with a paragraph for each text that says something, one empty paragraph if none does."""
    said = [text for text in texts if text]
    if len(said) > 1:
        return TableCell("".join(map(cell_paragraph, said)))
    return text_cell(said[0] if said else "")


def number_cell(number: int, *, bold: bool = False) -> TableCell:
    """Return a cell with a number at its end side; a nought is a dash, which the eye can skip."""
    shown = str(number) if number else "–"
    return TableCell(paragraph(run(shown, _BOLD if bold else ""), "ReportCell", '<w:jc w:val="right"/>'))


def words(text: str, style: str, properties: str = "", *, layout: str = "", indent: str = "") -> str:
    """Return a paragraph of somebody's words, running the way they do.

    `properties` are those of its runs; `layout` and `indent` those of the paragraph that come before and
    after w:bidi.
    """
    if not has_rtl(text):
        return paragraph(run(text, properties), style, layout + indent)
    rtl = bool(first_strong(text))
    content = "".join(
        run(text[start:end], properties + ("<w:rtl/>" if to_left else ""))
        for start, end, to_left in stretches(text, rtl=rtl)
    )
    return paragraph(content, style, layout + ("<w:bidi/>" if rtl else "") + indent)


def _mark_row(row: Row, styles: Styles) -> TableRow:
    passage = row.passage if len(row.passage) <= _PASSAGE else shortened(row.passage, _PASSAGE)
    check = [row.status, tr("Risk: {risks}", risks=row.risks)] if row.risks else [row.status]
    size = (
        len(row.passage[:_PASSAGE]) + sum(len(text) for _, text in row.remarks) + sum(map(len, row.sources))
    )
    cells = [
        _cell(row.label, _BOLD),
        TableCell(words(passage, "ReportPassage")),
        TableCell(tag_paragraph(row.tag_name, style_id(styles, row.tag))),
        text_cell(row.kind),
        TableCell(cell_paragraph(row.speaker) + cell_paragraph(row.attribution, _SOFT))
        if row.attribution
        else text_cell(row.speaker),
        paragraphs_cell(check),
        paragraphs_cell([f"{name} {text}".strip() for name, text in row.remarks]),
        paragraphs_cell(row.sources),
    ]
    return TableRow(cells, whole=size < _LONG_ROW)


@lru_cache(maxsize=256)
def tag_paragraph(name: str, style: str) -> str:
    """Return a tag's name in its own look."""
    return paragraph(run(name, f'<w:rStyle w:val="{style}"/>'), "ReportPassage")


def head_row(names: Sequence[str], *, numbers_from: int = 99) -> TableRow:
    """Return the header row of a table; columns from `numbers_from` on hold numbers."""
    right = '<w:jc w:val="right"/>'
    cells = [
        TableCell(paragraph(run(name), "ReportHead", right if place >= numbers_from else ""))
        for place, name in enumerate(names)
    ]
    return TableRow(cells, header=True)


def cell_paragraph(text: str, properties: str = "") -> str:
    """Return one paragraph of a cell."""
    # most cells say one of a few short things, row after row
    return _short_words(text, properties) if len(text) < _SHORT else words(text, "ReportCell", properties)


@lru_cache(maxsize=1024)
def _short_cell(text: str, properties: str) -> TableCell:
    return _cell(text, properties)


def _cell(text: str, properties: str) -> TableCell:
    return TableCell(words(text, "ReportCell", properties))


@lru_cache(maxsize=1024)
def _short_words(text: str, properties: str) -> str:
    return words(text, "ReportCell", properties)


def style_id(styles: Styles, tag: Tag) -> str:
    """Return the id of a tag's style, of the one for no tag where it has none."""
    return styles[tag.id if tag.id in styles else ""].id


def widths(total: int, shares: Sequence[float]) -> list[int]:
    """Return column widths in twips that add up to `total`, in these proportions."""
    whole = sum(shares)
    found = [round(total * share / whole) for share in shares]
    found[1] += total - sum(found)
    return found


def all_styles(report: Report) -> list[MarkStyle]:
    """Return the styles the report's tables use, beside those of the marks in the text."""
    styles = report.marking.styles
    tags = [entry.tag for entry in report.legend] + [row.tag for row in (*report.rows, *report.orphans)]
    return [styles[id_ if id_ in styles else ""] for id_ in dict.fromkeys(tag.id for tag in tags)]
