"""`Dossier`: all there is to know about one article, as one value for exporters, jobs and exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.model.annotation import Annotation, reading_order
from annotator.model.article import Article, Version
from annotator.model.source import Source
from annotator.model.tag import Tag


@dataclass(frozen=True, slots=True)
class Dossier:
    """One article with its current version, marks, and the tags and sources they use.

    Attributes:
        annotations: in reading order, orphans last; a mark's number is its place, from 1.
        tags: the whole codebook in its order.
        sources: those the evidence refers to.
        original: bytes of the file the version was read from; None where they do not travel along.
    """

    article: Article
    version: Version
    annotations: tuple[Annotation, ...] = ()
    tags: tuple[Tag, ...] = ()
    sources: tuple[Source, ...] = ()
    original: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "annotations", tuple(reading_order(self.annotations)))

    def tags_by_id(self) -> Mapping[str, Tag]:
        """Return the codebook by `Tag.id`."""
        return {tag.id: tag for tag in self.tags}

    def sources_by_id(self) -> Mapping[str, Source]:
        """Return the sources by `Source.id`."""
        return {source.id: source for source in self.sources}

    def label(self, number: int, annotation: Annotation) -> str:
        """Return the short sign of a mark: its tag's letter and its number, "F3"; "3" without a tag."""
        tag = self.tags_by_id().get(annotation.tag)
        return f"{tag.letter if tag else ''}{number}"
