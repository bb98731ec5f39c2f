"""A dossier as the XML that travels inside our Word exports, so that a returned file knows what it was.

The root element holds JSON in plain ASCII: any character a note may hold survives any XML writer. A long one
is cut into child elements, because XML parsers take no more than 10 million characters of text at once.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from annotator.model.dossier import Dossier
from annotator.model.records import from_json, to_json

NAMESPACE = "https://claimlight.app/ns/dossier/1"
"""Names our custom XML part among the others of a package."""

FORM = 1
"""Raised when an older Claimlight could no longer read what this one writes."""

_LONGEST = 4_000_000
"""Characters of JSON in one element."""


def dossier_to_xml(dossier: Dossier, export: str) -> bytes:
    """Return the XML of a dossier without its original bytes; `export` names the kind of document."""
    body = json.dumps(to_json(replace(dossier, original=None)), separators=(",", ":"))
    escaped = body.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    if len(escaped) > _LONGEST:
        parts = (escaped[start : start + _LONGEST] for start in range(0, len(escaped), _LONGEST))
        escaped = "".join(f"<part>{part}</part>" for part in parts)
    root = f'<dossier xmlns="{NAMESPACE}" form="{FORM}" export="{export}">{escaped}</dossier>'
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + root.encode("ascii")


def dossier_from_xml(root: Any) -> Dossier:
    """Return the dossier in a parsed root element (lxml or ElementTree); ValueError if it holds none."""
    if root.tag != f"{{{NAMESPACE}}}dossier":
        raise ValueError("not a dossier")
    if int(root.get("form", "0")) > FORM:
        raise ValueError("written by a newer Claimlight")
    return from_json(Dossier, json.loads("".join(root.itertext())))
