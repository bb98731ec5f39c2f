"""Codebooks as CSV: one tag a row, to share and to edit in a spreadsheet. Nothing here knows Qt."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from annotator.errors import ExportFailed, ImportFailed
from annotator.model.ids import new_id
from annotator.model.tag import Look, Tag, Underline
from annotator.resources import resource_path
from annotator.translate import tr
from ui.colour import SWATCHES, looks

COLUMNS = (
    "id", "name", "letter", "key", "definition", "example", "underline", "retired",
    "light_fill", "light_line", "dark_fill", "dark_line", "print_fill", "print_line",
)  # fmt: skip
READY = ("newsroom", "common-core", "lateral-reading", "credibility")
"""File names of the codebooks that come with the program."""

_MOST = 200  # tags; a file with more is something else
_LARGEST = 1_000_000  # bytes
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_DELIMITERS = ",;\t"


def ready(name: str) -> list[Tag]:
    """Return one of the `READY` codebooks."""
    return parse(resource_path("codebooks", f"{name}.csv").read_bytes(), f"{name}.csv")


def write(tags: Sequence[Tag], path: Path) -> None:
    """Write a codebook; ExportFailed if that cannot be done."""
    try:
        # The mark at the start tells Excel that the file is in UTF-8.
        path.write_bytes(b"\xef\xbb\xbf" + text(tags).encode("utf-8"))
    except OSError as error:
        raise ExportFailed(
            tr("The codebook “{name}” could not be saved.", name=path.name),
            hint=tr("Is it open in a spreadsheet? Close it there and try again."),
            detail=str(error),
        ) from error


def read(path: Path) -> list[Tag]:
    """Return the tags of a codebook file; ImportFailed with one sentence if it is none."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise ImportFailed(
            tr("The codebook “{name}” could not be read.", name=path.name),
            hint=tr("Is it there, and are you allowed to read it?"),
            detail=str(error),
        ) from error
    return parse(data, path.name)


def text(tags: Sequence[Tag]) -> str:
    """Return the CSV of a codebook."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for tag in tags:
        writer.writerow(
            (
                tag.id, tag.name, tag.letter, tag.key, tag.definition, tag.example, tag.underline.value,
                "yes" if tag.retired else "",
                tag.light.fill, tag.light.line, tag.dark.fill, tag.dark.line, tag.print.fill, tag.print.line,
            )
        )  # fmt: skip
    return out.getvalue()


def parse(data: bytes, name: str) -> list[Tag]:
    """Return the tags in the bytes of a CSV file called `name`.

    Only a column "name" is needed; letters, looks and ids are made up where they are missing.
    """
    if len(data) > _LARGEST:
        raise _no_codebook(name, "too large")
    try:
        content = data.decode("utf-8-sig")
        first = content.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=first.count)
        rows = list(csv.DictReader(io.StringIO(content), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _no_codebook(name, str(error)) from error
    tags: list[Tag] = []
    for row in rows:
        fields = {str(key).strip().lower(): str(value or "").strip() for key, value in row.items() if key}
        if fields.get("name"):
            tags.append(_tag(fields, len(tags)))
    if not tags or len(tags) > _MOST:
        raise _no_codebook(name, f"{len(tags)} tags")
    if len({tag.id for tag in tags}) < len(tags):
        raise _no_codebook(name, "an id stands there twice")
    return tags


def _tag(fields: dict[str, str], position: int) -> Tag:
    made = looks(SWATCHES[position % len(SWATCHES)])
    if _COLOUR.match(colour := fields.get("colour", "")):
        made = looks(colour)
    light, dark, paper = (
        _look(fields, theme, look) for theme, look in zip(("light", "dark", "print"), made, strict=True)
    )
    patterns = list(Underline)
    try:
        underline = Underline(fields.get("underline", ""))
    except ValueError:
        underline = patterns[position % len(patterns)]
    name = fields["name"][:80]
    return Tag(
        id=fields.get("id", "")[:80] or new_id(),
        name=name,
        letter=fields.get("letter", "")[:2] or name[0].upper(),
        key=fields.get("key", "")[:1].upper(),
        light=light,
        dark=dark,
        print=paper,
        underline=underline,
        definition=fields.get("definition", "")[:1000],
        example=fields.get("example", "")[:1000],
        position=position,
        retired=fields.get("retired", "").casefold() in {"yes", "true", "1", "x"},
    )


def _look(fields: dict[str, str], theme: str, otherwise: Look) -> Look:
    fill, line = fields.get(f"{theme}_fill", ""), fields.get(f"{theme}_line", "")
    return Look(
        fill.upper() if _COLOUR.match(fill) else otherwise.fill,
        line.upper() if _COLOUR.match(line) else otherwise.line,
    )


def _no_codebook(name: str, detail: str) -> ImportFailed:
    return ImportFailed(
        tr("“{name}” is not a codebook.", name=name),
        hint=tr("A codebook is a CSV file in UTF-8 with a column “name”."),
        detail=detail,
    )
