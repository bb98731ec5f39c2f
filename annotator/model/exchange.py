"""A dossier as the XML that travels inside our Word exports, so that a returned file knows what it was.

The root element holds JSON in plain ASCII: any character a note may hold survives any XML writer. A long one
is cut into child elements, because XML parsers take no more than 10 million characters of text at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from annotator.model.dossier import Dossier
from annotator.model.records import from_json, to_json

NAMESPACE = "https://claimlight.app/ns/dossier/1"
"""Names our custom XML part among the others of a package."""

FORM = 1
"""Raised when an older Claimlight could no longer read what this one writes."""

_MOST_COMMENTS = 1_000_000
"""More than any document has; what claims more is not believed."""

_LONGEST = 4_000_000
"""Characters of JSON in one element."""


def dossier_to_xml(dossier: Dossier, export: str, commented: Collection[int] | None = None) -> bytes:
    """Return the XML of a dossier without its original bytes; `export` names the kind of document.

    `commented` are the numbers of the marks that have a comment in it, so that one taken off can be missed.
    """
    body = json.dumps(to_json(replace(dossier, original=None)), separators=(",", ":"))
    escaped = body.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    if len(escaped) > _LONGEST:
        parts = (escaped[start : start + _LONGEST] for start in range(0, len(escaped), _LONGEST))
        escaped = "".join(f"<part>{part}</part>" for part in parts)
    said = "" if commented is None else f' commented="{_ranges(commented)}"'
    root = f'<dossier xmlns="{NAMESPACE}" form="{FORM}" export="{export}"{said}>{escaped}</dossier>'
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + root.encode("ascii")


def dossier_from_xml(root: Any) -> Dossier:
    """Return the dossier in a parsed root element (lxml or ElementTree); ValueError if it holds none."""
    if root.tag != f"{{{NAMESPACE}}}dossier":
        raise ValueError("not a dossier")
    if int(root.get("form", "0")) > FORM:
        raise ValueError("written by a newer Claimlight")
    return from_json(Dossier, json.loads("".join(root.itertext())))


def commented_from_xml(root: Any) -> tuple[int, ...] | None:
    """Return the numbers of the marks that had a comment in a document as it was sent; None if unknown."""
    said = root.get("commented")
    if said is None:
        return None
    numbers: list[int] = []
    for first, last in re.findall(r"(\d{1,6})(?:-(\d{1,6}))?", said):
        numbers.extend(range(int(first), int(last or first) + 1))
        if len(numbers) > _MOST_COMMENTS:
            return None
    return tuple(numbers)


def _ranges(numbers: Collection[int]) -> str:
    """Return numbers as "1-40 42"."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return " ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in found)
