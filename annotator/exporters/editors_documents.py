"""What editors pass on: claim log, query sheet, change list, source list and sign-off memo.

Each is a short Word document of its own that holds no more than it shows: no comments, and not our data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.claim_log import LogEntry
from annotator.exporters.list_document import Sheet, listed
from annotator.exporters.report import make_report
from annotator.exporters.report_tables import (
    cell_paragraph,
    head_row,
    paragraphs_cell,
    source_table,
    status_table,
    style_id,
    tag_paragraph,
    text_cell,
    words,
)
from annotator.exporters.writing import write_file
from annotator.model.annotation import Annotation, Status
from annotator.model.dossier import Dossier
from annotator.ooxml.body_parts import MM, TableCell, TableRow
from annotator.ooxml.markup import lines
from annotator.translate import tr

_LONG_ROW = 900
_ANSWER = round(22 * MM)  # room for three handwritten lines
_SIGNATURE = round(14 * MM)
_BOX = "☐"


def write_editors_document(dossier: Dossier, path: Path, kind: str, choices: Choices = USUAL) -> str:
    """Write one of `DOCUMENTS` to `path` and return one line that says what was checked; or ExportFailed."""
    content, line = editors_document(dossier, kind, choices)
    write_file(path, content)
    return line


def editors_document(dossier: Dossier, kind: str, choices: Choices = USUAL) -> tuple[bytes, str]:
    """Return one of `DOCUMENTS` as a Word file, and the line of its check."""
    title, across, content = DOCUMENTS[kind]()
    return listed(dossier, title, content, across=across, choices=choices)


def claim_log(sheet: Sheet) -> Iterator[str]:
    """Yield the table of every mark with everything known of it."""
    entries = sheet.entries()
    names = [
        tr("No."),
        tr("¶"),
        tr("Passage"),
        tr("Tag"),
        tr("Check"),
        tr("Speaker"),
        tr("Sources"),
        tr("Checked"),
        tr("Note"),
    ]
    rows = [head_row(names), *(_log_row(sheet, entry) for entry in entries)]
    shares = [6, 4, 25, 11, 11, 13, 16, 11, 17]
    yield from _table_or(sheet, rows, shares, tr("Every mark, in the order of the text."), _no_marks())


def query_sheet(sheet: Sheet) -> Iterator[str]:
    """Yield the open questions, grouped by paragraph, with room to answer."""
    open_entries = [entry for entry in sheet.entries() if entry.is_open]
    yield sheet.text(tr("Please answer beside each question; a source we can look up helps most."))
    rows = [head_row([tr("No."), tr("Passage and question"), tr("Your answer")])]
    for number, group in groupby(open_entries, key=lambda entry: entry.paragraph):
        named = tr("Paragraph {number}", number=number) if number else tr("No longer in the text")
        rows.append(TableRow([TableCell(words(named, "ReportHead"), columns=3, fill="F5F5F5")]))
        rows.extend(_query_row(entry) for entry in group)
    yield from _table_or(
        sheet,
        rows,
        [9, 51, 40],
        tr("Open questions with room to answer."),
        tr("There are no open questions."),
    )


def change_list(sheet: Sheet) -> Iterator[str]:
    """Yield the passages that should read otherwise: problem, wording, evidence, accepted or not."""
    entries = [
        entry
        for entry in sheet.entries()
        if entry.annotation.rewording.strip() or entry.annotation.status is Status.WRONG
    ]
    names = [
        tr("No."),
        tr("¶"),
        tr("Passage"),
        tr("Problem"),
        tr("Suggested wording"),
        tr("Evidence"),
        tr("Accepted"),
    ]
    rows = [head_row(names), *map(_change_row, entries)]
    described = tr("Passages with the wording suggested instead.")
    yield from _table_or(sheet, rows, [7, 5, 23, 20, 23, 15, 9], described, tr("No change is suggested."))


def source_list(sheet: Sheet) -> Iterator[str]:
    """Yield the sources with whom to reach."""
    options = sheet.choices.report_options(sheet.dossier)
    report = make_report(sheet.dossier, replace(options, contacts=sheet.choices.lists_contacts))
    if report.sources:
        yield source_table(report.sources, sheet.links, sheet.page.text_width)
    else:
        yield sheet.hint(tr("No source is noted."))


def sign_off(sheet: Sheet) -> Iterator[str]:
    """Yield what was checked, by whom, what stays open, and where to sign."""
    entries = sheet.entries()
    report = make_report(sheet.dossier, sheet.choices.report_options(sheet.dossier))
    yield sheet.heading(tr("What was checked"))
    if report.statuses:
        yield status_table(report.statuses, round(sheet.page.text_width * 0.6))
    else:
        yield sheet.hint(_no_marks())
    checkers = _checkers(entry.annotation for entry in entries)
    if checkers:
        yield sheet.heading(tr("Who checked"))
        rows = [head_row([tr("Name"), tr("Marks"), tr("Last on")])]
        rows += [
            TableRow([text_cell(name), text_cell(str(count)), text_cell(last)])
            for name, count, last in checkers
        ]
        yield sheet.table(rows, [60, 15, 25], tr("Who checked how many passages."))
    yield sheet.heading(tr("What stays open"))
    still_open = [entry for entry in entries if entry.is_open or entry.risks]
    rows = [
        head_row([tr("No."), tr("¶"), tr("Passage"), tr("Check"), tr("Risk")]),
        *map(_open_row, still_open),
    ]
    described = tr("Passages that are not settled.")
    yield from _table_or(sheet, rows, [9, 6, 50, 20, 15], described, tr("Nothing stays open."))
    yield sheet.heading(tr("Signed off"))
    rows = [head_row([tr("Role"), tr("Name"), tr("Date"), tr("Signature")])]
    for role in (tr("Checked by"), tr("Editor")):
        cells = [text_cell(role), text_cell(""), text_cell(""), text_cell("")]
        rows.append(TableRow(cells, height=_SIGNATURE))
    yield sheet.table(rows, [18, 32, 18, 32], tr("Who signs, and when."))


DOCUMENTS: dict[str, Callable[[], tuple[str, bool, Callable[[Sheet], Iterator[str]]]]] = {
    "claim-log": lambda: (tr("Claim log"), True, claim_log),
    "query-sheet": lambda: (tr("Queries to the author"), False, query_sheet),
    "change-list": lambda: (tr("Suggested changes"), True, change_list),
    "source-list": lambda: (tr("Sources"), False, source_list),
    "sign-off": lambda: (tr("Sign-off memo"), False, sign_off),
}
"""By the name the command line uses: title, whether the sheet lies across, and what stands in it."""


def _no_marks() -> str:
    return tr("No passage of this article is marked.")


def _table_or(
    sheet: Sheet, rows: list[TableRow], shares: Sequence[float], described: str, nothing: str
) -> Iterator[str]:
    yield sheet.table(rows, shares, described) if len(rows) > 1 else sheet.hint(nothing)


def _log_row(sheet: Sheet, entry: LogEntry) -> TableRow:
    checked = [part for part in (entry.methods, entry.checked_by, entry.checked_on) if part]
    check = [entry.status, tr("Risk: {risks}", risks=entry.risks) if entry.risks else ""]
    cells = [
        text_cell(entry.label, bold=True),
        text_cell(str(entry.paragraph or "–")),
        TableCell(words(entry.passage, "ReportPassage")),
        TableCell(
            tag_paragraph(entry.tag_name, style_id(sheet.styles, entry.tag)) + cell_paragraph(entry.kind)
        ),
        paragraphs_cell(check),
        paragraphs_cell([entry.speaker, entry.attribution]),
        paragraphs_cell(entry.sources),
        paragraphs_cell(checked),
        paragraphs_cell(_said(entry)),
    ]
    return TableRow(cells, whole=_is_short(entry))


def _query_row(entry: LogEntry) -> TableRow:
    annotation = entry.annotation
    asked = lines(annotation.question).strip() or _usual_question(annotation.status)
    passage = words(_quoted(entry.passage), "ReportPassage") + cell_paragraph(asked)
    answer = lines(annotation.answer).strip()
    cells = [text_cell(entry.label, bold=True), TableCell(passage), text_cell(answer)]
    return TableRow(cells, whole=_is_short(entry), height=_ANSWER)


def _usual_question(status: Status) -> str:
    return {
        Status.NEEDS_SOURCE: tr("Where does this come from?"),
        Status.NEEDS_ATTRIBUTION: tr("Who says this?"),
        Status.DISPUTED: tr("Others dispute this. What speaks for it?"),
        Status.WRONG: tr("This seems to be wrong. How should it read?"),
        Status.CANNOT_VERIFY: tr("We could not confirm this. How could one?"),
        Status.RECHECK: tr("This was changed after the check. Is it still right?"),
    }.get(status, tr("Please confirm."))


def _change_row(entry: LogEntry) -> TableRow:
    problem = [entry.status if entry.annotation.status is not Status.UNCHECKED else "", entry.note]
    problem.append(lines(entry.annotation.rationale).strip())
    cells = [
        text_cell(entry.label, bold=True),
        text_cell(str(entry.paragraph or "–")),
        TableCell(words(entry.passage, "ReportPassage")),
        paragraphs_cell(problem),
        TableCell(words(lines(entry.annotation.rewording).strip(), "ReportPassage")),
        paragraphs_cell(entry.sources),
        TableCell(cell_paragraph(tr("{box} yes", box=_BOX)) + cell_paragraph(tr("{box} no", box=_BOX))),
    ]
    return TableRow(cells, whole=_is_short(entry))


def _open_row(entry: LogEntry) -> TableRow:
    cells = [
        text_cell(entry.label, bold=True),
        text_cell(str(entry.paragraph or "–")),
        TableCell(words(entry.passage, "ReportPassage")),
        paragraphs_cell([entry.status, tr("question not answered") if entry.is_asked else ""]),
        text_cell(entry.risks),
    ]
    return TableRow(cells, whole=_is_short(entry))


def _said(entry: LogEntry) -> list[str]:
    annotation = entry.annotation
    named = [
        (tr("How do you know?"), annotation.rationale),
        (tr("Suggested wording:"), annotation.rewording),
        (tr("Question:"), annotation.question),
        (tr("Answer:"), annotation.answer),
    ]
    return [entry.note, *(f"{name} {lines(text).strip()}" for name, text in named if text.strip())]


def _quoted(passage: str) -> str:
    """Return a passage in quotation marks, once: somebody's words have theirs."""
    has_marks = passage[:1] in '“„«"' and passage[-1:] in '”“»"'
    return passage if has_marks and passage else f"“{passage}”"


def _is_short(entry: LogEntry) -> bool:
    return len(entry.passage) + sum(map(len, _said(entry))) + sum(map(len, entry.sources)) < _LONG_ROW


def _checkers(annotations: Iterable[Annotation]) -> list[tuple[str, int, str]]:
    """Return who checked, how many passages, and when last; in the order of the text."""
    marks: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    for annotation in annotations:
        for evidence in annotation.evidence:
            if name := " ".join(evidence.by.split()):
                marks.setdefault(name, set()).add(annotation.id)
                on = evidence.on.isoformat() if evidence.on else ""
                last[name] = max(last.get(name, ""), on)
    return [(name, len(ids), last[name]) for name, ids in marks.items()]
