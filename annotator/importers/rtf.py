"""Rich text (RTF), read by a walk of our own: code pages, tables, notes, comments, tracked changes."""

from __future__ import annotations

import locale
from dataclasses import replace

from annotator.importers.builder import Builder
from annotator.importers.findings import report_counts
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.importers.rtf_source import RtfSource
from annotator.importers.rtf_walk import RtfWalk
from annotator.model.article import Metadata
from annotator.model.block import Block, BlockKind
from annotator.model.imported import Imported
from annotator.text.normalize import one_line
from annotator.translate import tr


def read_rtf(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return a rich text as an article; ImportFailed if it holds no text. `name` is not used."""
    del name
    builder = Builder("rtf")
    # one character per byte: which letters they stand for changes with the font
    walk = RtfWalk(RtfSource(data.decode("latin-1")), builder, options.tracked_changes)
    walk.read()
    builder.blocks = walk.tables.blocks(builder.blocks)
    walk.counts["comments"] = len(walk.comments)
    report_counts(builder, walk.counts, options.tracked_changes)
    if walk.is_cut:
        text = tr("The file ends in the middle; what came after that place is lost.")
        builder.found("truncated", 0, text)
    text = builder.text
    imported = builder.result(
        Metadata(
            title=walk.info.get("title", "") or _first_heading(text, builder.blocks),
            byline=walk.info.get("author", ""),
            published=walk.info.get("created", ""),
            language=locale.windows_locale.get(walk.language, "").replace("_", "-"),
        )
    )
    return replace(imported, marks=walk.comments.marks(imported.text))


def _first_heading(text: str, blocks: list[Block]) -> str:
    first = next((block for block in blocks[:8] if block.kind is BlockKind.HEADING), None)
    return one_line(text[first.start : first.end]) if first is not None else ""
