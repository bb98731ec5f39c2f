"""The claim log as an Excel workbook: a frozen, filterable header, wrapped words, dates that are dates.

Written as text, like the Word documents: a workbook of one sheet is a few short parts, which need no library.
Words are inline strings, which no spreadsheet calculates; those that look like a formula are also marked as
quoted, so that they stay words when somebody edits the cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from annotator.exporters.assembly import annotators, document_title, last_change
from annotator.exporters.claim_log import LogEntry
from annotator.exporters.csv_table import columns, is_formula, shortened_cell, shown_entries, values
from annotator.exporters.options import PLAIN_COPY, AnnotatedCopyOptions
from annotator.exporters.writing import write_file
from annotator.model.annotation import EPOCH
from annotator.model.dossier import Dossier
from annotator.ooxml import namespaces as ns
from annotator.ooxml.markup import DECLARATION, attribute, escaped
from annotator.text.normalize import one_line, xml_safe
from annotator.translate import tr, tr_plural

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DATE = (1980, 1, 1, 0, 0, 0)  # the same content gives the same file
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Excel's calendar for every day after February 1900, which it believes had 29 days."""
_WIDTHS = (6, 10, 44, 9, 13, 16, 12, 24, 18, 44, 18, 16, 12, 40, 34, 34, 34, 34, 16, 12)
_WORDS, _HEAD, _QUOTED, _DAY, _NUMBER = range(5)
"""Places of the looks in `_styles`."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TAB_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_TAB_LONGEST = 31


def write_xlsx(dossier: Dossier, path: Path, options: AnnotatedCopyOptions = PLAIN_COPY) -> str:
    """Write the claim log to `path` and return one line about it; ExportFailed if it cannot be."""
    write_file(path, xlsx_table(dossier, options))
    count = len(shown_entries(dossier, options))
    return tr_plural("Written: {n} mark, one row each.", "Written: {n} marks, one row each.", count)


def xlsx_table(dossier: Dossier, options: AnnotatedCopyOptions = PLAIN_COPY) -> bytes:
    """Return the claim log as a workbook with one sheet; `options` say which marks are in it."""
    entries = shown_entries(dossier, options)
    names = columns()
    last = f"{_letters(len(names))}{len(entries) + 1}"
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _properties(dossier),
        "xl/workbook.xml": _workbook(last),
        "xl/_rels/workbook.xml.rels": _relationships(
            (f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"), (f"{_OFFICE}/styles", "styles.xml")
        ),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(names, entries, last),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, (DECLARATION + content).encode())
    return target.getvalue()


def _sheet(names: list[str], entries: Iterable[LogEntry], last: str) -> str:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, 1)
    )
    head = "".join(_text_cell(f"{_letters(number)}1", name, _HEAD) for number, name in enumerate(names, 1))
    rows = "".join(_row(number, entry) for number, entry in enumerate(entries, 2))
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2"'
        ' activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
        f'<sheetData><row r="1">{head}</row>{rows}</sheetData><autoFilter ref="A1:{last}"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _row(number: int, entry: LogEntry) -> str:
    cells = []
    for column, (value, said) in enumerate(zip(_typed(entry), values(entry), strict=True), 1):
        place = f"{_letters(column)}{number}"
        if isinstance(value, date):
            days = (value - _FIRST_DAY).days
            cells.append(f'<c r="{place}" s="{_DAY}"><v>{days}</v></c>')
        elif isinstance(value, int):
            cells.append(f'<c r="{place}" s="{_NUMBER}"><v>{value}</v></c>')
        elif said:
            look = _QUOTED if is_formula(said) else _WORDS
            cells.append(_text_cell(place, said, look))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _typed(entry: LogEntry) -> Iterator[date | int | None]:
    """Yield for each column the number or date it holds, None for words."""
    days = {evidence.on for evidence in entry.annotation.evidence}
    checked = days.pop() if len(days) == 1 else None
    made = entry.annotation.created
    special: dict[int, date | int | None] = {
        1: entry.paragraph or None,
        12: _known_day(checked),
        19: _known_day(_day_of(made)),
    }
    for column in range(len(_WIDTHS)):
        yield special.get(column)


def _day_of(moment: datetime) -> date | None:
    """Return the day of a moment as the CSV file has it, None where nobody noted one."""
    return None if moment == EPOCH else moment.astimezone(UTC).date() if moment.tzinfo else moment.date()


def _known_day(day: date | None) -> date | None:
    """Return a day if Excel's calendar has it: it begins in 1900, and its first two months are wrong."""
    return day if day and day >= date(1900, 3, 1) else None


def _text_cell(place: str, text: str, look: int) -> str:
    # Excel reads _x0041_ as an escape; a text that has it must say so of its first character
    said = _ESCAPE.sub("_x005F_", escaped(shortened_cell(xml_safe(text))))
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _letters(number: int) -> str:
    """Return the name of a column, "A" for 1."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _workbook(last: str) -> str:
    name = _TAB_FORBIDDEN.sub(" ", tr("Claim log"))[:_TAB_LONGEST].strip() or "Claims"
    quoted = attribute(name)
    corner = re.sub("([A-Z]+)", r"$\1$", last)
    area = f"'{escaped(name)}'!$A$1:{corner}"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name="{quoted}" sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{area}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">\'{escaped(name)}\'!$1:$1</definedName>'
        "</definedNames></workbook>"
    )


def _styles() -> str:
    """Return the looks, in the order of `_WORDS` … `_NUMBER`."""
    font = '<name val="Arial"/><family val="2"/>'
    wrapped = '<alignment vertical="top" wrapText="1"/>'
    base = '<xf numFmtId="{}" fontId="{}" fillId="{}" borderId="{}" xfId="0" applyAlignment="1"{}>{}</xf>'
    looks = [
        base.format(0, 0, 0, 0, "", wrapped),
        base.format(0, 1, 2, 1, ' applyFont="1" applyFill="1" applyBorder="1"', wrapped),
        base.format(49, 0, 0, 0, ' applyNumberFormat="1" quotePrefix="1"', wrapped),
        base.format(164, 0, 0, 0, ' applyNumberFormat="1"', '<alignment horizontal="left" vertical="top"/>'),
        base.format(0, 0, 0, 0, "", '<alignment horizontal="left" vertical="top"/>'),
    ]
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        f'<fonts count="2"><font><sz val="10"/>{font}</font><font><b/><sz val="10"/>{font}</font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
        '<fgColor rgb="FFE8E8E8"/><bgColor indexed="64"/></patternFill></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/>'
        '<top/><bottom style="thin"><color rgb="FF555555"/></bottom><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{"".join(looks)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _properties(dossier: Dossier) -> str:
    changed = last_change(dossier)
    stamp = changed.strftime("%Y-%m-%dT%H:%M:%SZ") if changed else ""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    title = one_line(xml_safe(f"{tr('Claim log')}: {document_title(dossier)}"))[:255]
    people = one_line(xml_safe(", ".join(annotators(dossier))))[:255]
    return (
        f'<cp:coreProperties xmlns:cp="{ns.CORE[1:-1]}" xmlns:dc="{ns.DC[1:-1]}"'
        f' xmlns:dcterms="{ns.DCTERMS[1:-1]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(people)}</dc:creator>{dates}"
        "</cp:coreProperties>"
    )


def _relationships(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{ns.RELATIONSHIPS[1:-1]}">{items}</Relationships>'


def _content_types() -> str:
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("/xl/workbook.xml", f"{_TYPES}.sheet.main+xml"),
            ("/xl/worksheets/sheet1.xml", f"{_TYPES}.worksheet+xml"),
            ("/xl/styles.xml", f"{_TYPES}.styles+xml"),
            ("/docProps/core.xml", core),
        )
    )
    return (
        f'<Types xmlns="{ns.CONTENT_TYPES[1:-1]}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
