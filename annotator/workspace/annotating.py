"""`Annotating`: annotations that come from other tools find their words in an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from annotator.anchoring import State, anchor, describe
from annotator.errors import ImportFailed
from annotator.history import Change
from annotator.model.annotation import EPOCH, Annotation
from annotator.model.article import Version
from annotator.model.ids import new_id
from annotator.model.selectors import Target
from annotator.model.source import Source
from annotator.model.tag import Tag
from annotator.translate import tr, tr_plural
from annotator.workspace.desk import Desk

if TYPE_CHECKING:
    from annotator.exporters.web_annotation import ParsedAnnotation


@dataclass(frozen=True, slots=True)
class Annotated:
    """How many annotations of a file were added, and what became of their places.

    Attributes:
        added: all that are in the article now, orphans included.
        moved: of those, the ones whose words stand elsewhere than the file said.
        orphaned: of those, the ones whose words were not found.
        known: left alone, because the article already has them.
    """

    added: int = 0
    moved: int = 0
    orphaned: int = 0
    known: int = 0


class Annotating(Desk):
    """Take over annotations made elsewhere."""

    def annotate(
        self, article_id: str, parsed: Sequence[ParsedAnnotation]
    ) -> tuple[Change | None, Annotated]:
        """Add annotations that came as W3C JSON-LD; return the change and what became of their places.

        A position is believed only if the quote stands there; otherwise the quote is looked for, and one that
        is not surely found is kept as an orphan. An annotation the library already has is left alone.
        """
        version = self.version(self.article(article_id).version)
        placeable = [item for item in parsed if item.position is not None or item.quote.exact]
        if parsed and not placeable:
            raise ImportFailed(
                tr("No annotation in the file says which words it marks."),
                hint=tr("Claimlight needs a TextQuoteSelector or a TextPositionSelector to place one."),
            )
        tags, tag_ids = self._named_tags(placeable)
        sources = self._new_sources(placeable)
        have = {source.id for source in (*self.library.sources(), *sources)}
        after: list[Annotation] = []
        seen: set[str] = set()
        moved = orphaned = known = 0
        for item in placeable:
            if item.id and (item.id in seen or self._has(item.id)):
                known += 1
                continue
            seen.add(item.id)
            annotation = self._placed(item, version, tag_ids, have)
            after.append(annotation)
            orphaned += annotation.is_orphan
            moved += bool(annotation.span and item.position and annotation.span != item.position)
        result = Annotated(len(after), moved, orphaned, known)
        if not after:
            return None, result
        label = tr_plural("Add {n} annotation", "Add {n} annotations", len(after))
        return self._do(self._change(label, after=(*tags, *sources, *after), article=article_id)), result

    def _named_tags(self, parsed: Iterable[ParsedAnnotation]) -> tuple[tuple[Tag, ...], dict[str, str]]:
        """Return tags to add for names the codebook lacks, and every name and id → `Tag.id`."""
        mine = self.library.tags()
        ids = {tag.id: tag.id for tag in mine} | {tag.name.casefold(): tag.id for tag in mine}
        new: list[Tag] = []
        for item in parsed:
            name = item.tag.strip()
            if name and not {item.tag_id, name, name.casefold()} & ids.keys():
                tag = Tag(id=new_id(), name=name, letter=name[0].upper(), position=len(mine) + len(new))
                new.append(tag)
                ids[name.casefold()] = tag.id
        return tuple(new), ids

    def _new_sources(self, parsed: Iterable[ParsedAnnotation]) -> tuple[Source, ...]:
        have = {source.id for source in self.library.sources()}
        named = {source.id: source for item in parsed for source in item.sources}
        return tuple(source for key, source in named.items() if key not in have)

    @staticmethod
    def _placed(
        item: ParsedAnnotation, version: Version, tag_ids: dict[str, str], sources: set[str]
    ) -> Annotation:
        """Return a parsed annotation at its place in `version`, or as an orphan."""
        target = Target(version.id, item.position, item.quote)
        if item.position is not None and not item.quote.exact and item.position.end <= len(version.text):
            target = describe(version, item.position)  # a position alone: there is no quote to doubt it by
        found = anchor(version, target) if target.quote.exact else None
        if found is None or found.state is State.PROPOSED:
            target = replace(target, position=None)
        else:
            target = describe(version, found.span)
        now = datetime.now(UTC)
        name = item.tag.strip()
        return replace(
            item.annotation,
            id=item.id or new_id(),
            article=version.article,
            target=target,
            tag=next((tag_ids[key] for key in (item.tag_id, name, name.casefold()) if key in tag_ids), ""),
            evidence=tuple(held for held in item.annotation.evidence if held.source in sources),
            created=item.annotation.created if item.annotation.created != EPOCH else now,
            modified=item.annotation.modified if item.annotation.modified != EPOCH else now,
        )
