"""Bytes → `Imported`: the text of record, its blocks, what a file says of itself, and an honest report.

| file | what it holds |
|---|---|
| `formats` | which format a file is in |
| `options` | what a person may choose |
| `sandbox`, `child`, `codec` | reading in a process of its own, with limits |
| `builder` | blocks → the text of record |
| `decoding` | bytes → characters |
| `plain`, `markdown`, `front_matter` | text files |
| `html`, `html_blocks`, `html_looks`, `html_tables`, `main_text` | web pages |
| `saved_page` | MHTML, Safari web archives, e-mails |
| `docx`, `old_word`, `epub` | Word documents, e-books |
| `odt`, `odt_walk`, `odt_styles`, `odt_numbers`, `odt_changes`, `odt_marks` | OpenDocument texts |
| `rtf`, `rtf_walk`, `rtf_words` and what they stand on | rich text |
| `pdf` and its parts | PDFs |
| `findings`, `list_markers` | sentences and signs that several formats share |

`read` works in this process and is for files one has made oneself; what others send goes through
`sandbox.read_file`.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from annotator.errors import ImportFailed
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions, PasswordNeeded, TrackedChanges
from annotator.translate import tr

if TYPE_CHECKING:
    from annotator.importers.formats import FileFormat
    from annotator.model.imported import Imported

__all__ = ["ImportOptions", "PasswordNeeded", "TrackedChanges", "read"]

MAX_BYTES = 200 * 1024 * 1024
"""A larger file is refused before it is read."""

_READERS = {  # loaded when first used: some of them bring libraries that take a while
    "txt": "plain.read_plain",
    "markdown": "markdown.read_markdown",
    "html": "html.read_html",
    "mhtml": "saved_page.read_mhtml",
    "webarchive": "saved_page.read_web_archive",
    "email": "saved_page.read_email",
    "docx": "docx.read_docx",
    "doc": "old_word.read_old_word",
    "odt": "odt.read_odt",
    "rtf": "rtf.read_rtf",
    "epub": "epub.read_epub",
    "pdf": "pdf.read_pdf",
}


def read(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return a file as an article, read in this process.

    The content decides how it is read; `name` is only asked where the content leaves it open. Without a
    title of its own, the article is called like the file. ImportFailed with one sentence for anything else.
    """
    from annotator.importers.formats import recognise

    check_size(len(data), name)
    found = recognise(data, name)
    module, function = _READERS[found.value].split(".")
    reader = getattr(import_module(f"annotator.importers.{module}"), function)
    imported: Imported = reader(data, name, options)
    return _titled(_with_ending_finding(imported, found, name), name)


def check_size(size: int, name: str) -> None:
    """Raise ImportFailed if a file of so many bytes is empty or too large."""
    if not size:
        raise ImportFailed(
            tr("“{name}” is empty.", name=name), hint=tr("Ask for the file again; nothing of it arrived.")
        )
    if size > MAX_BYTES:
        raise ImportFailed(
            tr(
                "“{name}” is too large: {n} MB, and {most} MB is the most.",
                name=name,
                n=size >> 20,
                most=MAX_BYTES >> 20,
            ),
            hint=tr("Save the part you need as a file of its own, without films or large pictures."),
        )


def _titled(imported: Imported, name: str) -> Imported:
    if imported.metadata.title:
        return imported
    from annotator.importers.builder import clean_metadata

    metadata = clean_metadata(replace(imported.metadata, title=PurePath(name).stem))
    return replace(imported, metadata=metadata)


def _with_ending_finding(imported: Imported, found: FileFormat, name: str) -> Imported:
    """Say so if a file is not what its ending promises."""
    from annotator.importers.formats import expected, format_name
    from annotator.model.article import Finding, ImportReport

    promised = expected(name)
    if promised is None or promised is found:
        return imported
    sentence = tr(
        "The name ends in “{ending}”, but the file is {what}; it was read as that.",
        ending=PurePath(name).suffix,
        what=format_name(found),
    )
    findings = (Finding("wrong-ending", 0, sentence), *imported.report.findings)
    return replace(imported, report=ImportReport(findings))
