"""The claim log as CSV, for spreadsheets: every field of every mark, and nothing that would be calculated.

UTF-8 with a byte order mark, because Excel takes it for something else without one.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from annotator.exporters.claim_log import LogEntry, log_entries
from annotator.exporters.options import PLAIN_COPY, AnnotatedCopyOptions
from annotator.exporters.writing import write_file
from annotator.model.annotation import EPOCH
from annotator.model.dossier import Dossier
from annotator.ooxml.markup import lines
from annotator.text.normalize import one_line, xml_safe
from annotator.translate import tr, tr_plural

# OWASP, "CSV Injection"; the full-width forms count as well where the locale has them
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_LONGEST = 32_767
"""Characters a cell may have in Excel and LibreOffice."""


def write_csv(dossier: Dossier, path: Path, options: AnnotatedCopyOptions = PLAIN_COPY) -> str:
    """Write the claim log to `path` and return one line about it; ExportFailed if it cannot be."""
    write_file(path, csv_table(dossier, options))
    count = len(shown_entries(dossier, options))
    return tr_plural("Written: {n} mark, one row each.", "Written: {n} marks, one row each.", count)


def csv_table(dossier: Dossier, options: AnnotatedCopyOptions = PLAIN_COPY) -> bytes:
    """Return the claim log with a header row, its lines ended by CR LF as RFC 4180 has them.

    `options` say which marks are in it.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in columns()])
    for entry in shown_entries(dossier, options):
        writer.writerow([safe_cell(value) for value in values(entry)])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def shown_entries(dossier: Dossier, options: AnnotatedCopyOptions) -> list[LogEntry]:
    """Return the marks that `options` show, numbered as they are among all."""
    return [entry for entry in log_entries(dossier) if options.shows(entry.annotation)]


def columns() -> list[str]:
    """Return the names of the columns, in the reader's language."""
    return [
        tr("No."),
        tr("Paragraph"),
        tr("Passage"),
        tr("Kind"),
        tr("Tag"),
        tr("Check"),
        tr("Risk"),
        tr("Speaker"),
        tr("How named"),
        tr("Sources"),
        tr("Method"),
        tr("Checked by"),
        tr("Checked on"),
        tr("Note"),
        tr("How do you know?"),
        tr("Suggested wording"),
        tr("Question"),
        tr("Answer"),
        tr("Marked by"),
        tr("Marked on"),
    ]


def values(entry: LogEntry) -> list[str]:
    """Return one row in the order of `columns`."""
    annotation = entry.annotation
    made = annotation.created
    return [
        entry.label,
        str(entry.paragraph) if entry.paragraph else "",
        entry.passage,
        entry.kind,
        entry.tag_name,
        entry.status,
        entry.risks,
        entry.speaker,
        entry.attribution,
        "\n".join(entry.sources),
        entry.methods,
        entry.checked_by,
        entry.checked_on,
        entry.note,
        lines(annotation.rationale).strip(),
        lines(annotation.rewording).strip(),
        lines(annotation.question).strip(),
        lines(annotation.answer).strip(),
        one_line(annotation.creator.name),
        made.date().isoformat() if made != EPOCH else "",
    ]


def safe_cell(value: str) -> str:
    """Return a cell that every spreadsheet takes for words: what looks like a formula gets an apostrophe."""
    text = xml_safe(value)
    return shortened_cell(f"'{text}" if is_formula(text) else text)


def is_formula(text: str) -> bool:
    """Tell whether some spreadsheet would calculate a text, were it typed in."""
    return text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA)


def shortened_cell(text: str) -> str:
    """Return a text cut to what a cell can hold."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]} …"
