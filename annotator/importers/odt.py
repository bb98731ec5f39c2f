"""OpenDocument texts (.odt, .ott, .fodt): the body, its notes, tracked changes and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.errors import ImportFailed
from annotator.importers.builder import Builder
from annotator.importers.findings import report_counts
from annotator.importers.odt_styles import DC, META, OFFICE, STYLE, Styles, words_of
from annotator.importers.odt_walk import OdtWalk
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.model.article import Metadata
from annotator.model.imported import Imported
from annotator.ooxml.package import Package, parse_xml, read_package
from annotator.text.normalize import one_line
from annotator.translate import tr

if TYPE_CHECKING:
    from lxml.etree import _Element

_MANIFEST = "META-INF/manifest.xml"
_BINARY = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")


def read_odt(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return an OpenDocument text as an article; ImportFailed if it is damaged or protected."""
    content, others = _flat(data, name) if not data.startswith(b"PK") else _parts(read_package(data))
    body = next(content.iter(f"{OFFICE}text"), None)
    if body is None:
        raise ImportFailed(
            tr("“{name}” is an OpenDocument file, but no text.", name=name),
            hint=tr("Open it in LibreOffice and save the part you need as a text document."),
        )
    styles = Styles([*others, content])
    builder = Builder("odt")
    walk = OdtWalk(builder, styles, options.tracked_changes)
    try:
        walk.read(body)
    except RecursionError as error:
        raise ImportFailed(
            tr("“{name}” is nested too deeply to be read.", name=name),
            hint=tr("Open it in LibreOffice and save it as .docx or as plain text."),
        ) from error
    counts = walk.counts
    counts["headers"] = sum(_headers(others))
    report_counts(builder, counts, options.tracked_changes)
    imported = builder.result(_metadata([content, *others], styles, walk))
    return replace(imported, marks=walk.marks.in_reading_order(imported.text))


def _parts(package: Package) -> tuple[_Element, list[_Element]]:
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise ImportFailed(
            tr("The file is protected with a password."),
            hint=tr("Open it in LibreOffice, remove the password, and save a copy."),
        )
    if "content.xml" not in package:
        raise ImportFailed(
            tr("The file is damaged: the part with its text is missing."),
            hint=tr("Ask for the file again, or open it in LibreOffice and save a new copy."),
        )
    others = [package.parse(part) for part in ("styles.xml", "meta.xml") if part in package]
    return package.parse("content.xml"), others


def _flat(data: bytes, name: str) -> tuple[_Element, list[_Element]]:
    """Read the form of the format that is one XML file; its pictures are larger than the parser allows."""
    root = parse_xml(_BINARY.sub(b"", data), name)
    return root, [root]


def _headers(others: list[_Element]) -> Iterator[bool]:
    for root in others:
        for part in root.iter(
            *(f"{STYLE}{side}{form}" for side in ("header", "footer") for form in ("", "-first", "-left"))
        ):
            yield bool(words_of(part).strip())


def _metadata(roots: list[_Element], styles: Styles, walk: OdtWalk) -> Metadata:
    values: dict[str, str] = {}
    for root in roots:
        for meta in root.iter(f"{OFFICE}meta"):
            for item in meta:
                if isinstance(item.tag, str):
                    values.setdefault(item.tag, one_line(words_of(item)))
    return Metadata(
        title=values.get(f"{DC}title", "") or walk.title,
        byline=values.get(f"{META}initial-creator") or values.get(f"{DC}creator", ""),
        published=values.get(f"{META}creation-date", "")[:10],
        language=values.get(f"{DC}language") or styles.language,
    )
