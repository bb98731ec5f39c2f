"""The bundled sample articles, with the marks and sources that go with them.

Their subjects are invented and local. Each is a Markdown file with a JSON file of the same name beside it:
`sources` as `Source` records, `marks` as `Annotation` records that name their passage by its words, `quote`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotator.anchoring import describe
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Version
from annotator.model.ids import new_id
from annotator.model.imported import Imported
from annotator.model.person import Person
from annotator.model.records import from_json, to_json
from annotator.model.source import Source
from annotator.model.span import Span
from annotator.resources import resource_path
from annotator.workspace import Workspace

EDITORS = "ferry"
TEACHERS = "lunch"
"""The names of the two samples: one for editors and fact-checkers, one for teachers."""

_MARKED_BY = Person("Claimlight sample", "CS")
_MARKED_AT = datetime(2026, 5, 15, 9, 0, tzinfo=UTC)


def add_sample(workspace: Workspace, name: str, imported: Imported | None = None) -> Article:
    """Add a sample article with its marks; a library that has it already keeps it as it is.

    `imported` is what an importer made of it, where it was read in a thread beforehand.
    """
    data = resource_path("samples", f"{name}.md").read_bytes()
    if (known := workspace.known(data)) is not None:
        return known
    if imported is None:
        article = workspace.import_bytes(data, f"{name}.md")
    else:
        article = workspace.add_imported(imported, data, f"{name}.md")
    marks: dict[str, Any] = json.loads(resource_path("samples", f"{name}.json").read_text(encoding="utf-8"))
    version = workspace.version(article.version)
    have = {source.id for source in workspace.sources()}
    sources = [from_json(Source, source) for source in marks["sources"]]
    workspace.add_annotations(
        article.id,
        [_annotation(version, mark) for mark in marks["marks"]],
        [source for source in sources if source.id not in have],
    )
    return article


def demo(path: Path, as_: str = "annotated-copy") -> str:
    """Write the editors' sample as a finished document; return the line that says what was checked in it."""
    from annotator.storage import Library

    with (
        tempfile.TemporaryDirectory(prefix="claimlight-") as folder,
        Library.open(Path(folder) / "demo.claimlight") as library,
    ):
        workspace = Workspace(library, _MARKED_BY)
        return workspace.export(add_sample(workspace, EDITORS).id, path, as_)


def _annotation(version: Version, mark: Mapping[str, Any]) -> Annotation:
    start = version.text.index(mark["quote"])
    target = describe(version, Span(start, start + len(mark["quote"])))
    fields = {key: value for key, value in mark.items() if key != "quote"}
    blank = {"id": new_id(), "article": version.article, "target": to_json(target)}
    annotation = from_json(Annotation, {**blank, **fields})
    return replace(annotation, creator=_MARKED_BY, created=_MARKED_AT, modified=_MARKED_AT)
