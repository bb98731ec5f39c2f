"""Values for tests, named by their words: no test counts characters."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from annotator.anchoring import describe
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Version
from annotator.model.block import Block
from annotator.model.dossier import Dossier
from annotator.model.ids import new_id
from annotator.model.person import Person
from annotator.model.source import Source
from annotator.model.span import Span
from annotator.model.tag import NEWSROOM, Tag

NOON = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
ANA = Person("Ana Ruiz", "AR")

BRIDGE = (
    "The bridge at Ostley\n"
    "The bridge was opened in 1931. It is the finest bridge in the county.\n"
    "“It carried trams until 1958,” said Ruth Okonedo, who keeps the archive. "
    "The new bridge caused the shops in the old town to close.\n"
    "Es heißt „Brücke“ 👩‍🏫 und היא נפתחה בשנת 1931 לקהל."
)
"""A short article with quotation marks, an emoji of several code points and a right-to-left passage."""


def span_of(text: str, passage: str, occurrence: int = 1) -> Span:
    """Return where `passage` stands in `text`, the first time or a later one."""
    start = -1
    for _ in range(occurrence):
        start = text.index(passage, start + 1)
    return Span(start, start + len(passage))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return one paragraph for each line of `text` that is not empty."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return tuple(blocks)


def version_of(text: str = BRIDGE, **fields: Any) -> Version:
    """Return a version of a new article with this text."""
    fields.setdefault("blocks", blocks_of(text))
    fields.setdefault("sha256", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return Version(
        **{"id": new_id(), "article": new_id(), "number": 1, "text": text, "imported": NOON} | fields
    )


def article_of(version: Version, **fields: Any) -> Article:
    """Return the article a version belongs to."""
    title = version.text.partition("\n")[0][:80] or "Untitled"
    return Article(**{"id": version.article, "title": title, "version": version.id, "created": NOON} | fields)


def mark_of(
    version: Version, passage: str, tag: str = "fact", occurrence: int = 1, **fields: Any
) -> Annotation:
    """Return a mark on a passage of a version."""
    target = describe(version, span_of(version.text, passage, occurrence))
    return Annotation(
        **{
            "id": new_id(),
            "article": version.article,
            "target": target,
            "tag": tag,
            "creator": ANA,
            "created": NOON,
            "modified": NOON,
        }
        | fields
    )


def dossier_of(
    text: str = BRIDGE,
    marks: Sequence[tuple[str, str]] = (),
    *,
    tags: Sequence[Tag] = NEWSROOM,
    sources: Sequence[Source] = (),
    **version_fields: Any,
) -> Dossier:
    """Return a dossier of a text with marks given as (passage, tag id)."""
    version = version_of(text, **version_fields)
    return Dossier(
        article=article_of(version),
        version=version,
        annotations=tuple(mark_of(version, passage, tag) for passage, tag in marks),
        tags=tuple(tags),
        sources=tuple(sources),
        original=text.encode("utf-8", "surrogatepass"),
    )
