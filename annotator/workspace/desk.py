"""`Desk`: one person at one library: what is on it, and the one door for changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from annotator.errors import NotFound
from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Version
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.model.records import Record
from annotator.model.source import Source
from annotator.model.tag import Tag
from annotator.storage import ArticleSummary, Hit, Library
from annotator.translate import tr

NOBODY = Person()


class Desk:
    """One person at work in one library."""

    def __init__(self, library: Library, person: Person = NOBODY) -> None:
        self.library = library
        self.person = person
        self._version: Version | None = None

    def articles(self) -> list[ArticleSummary]:
        """Return the articles of the library, those in the bin left out, with their counts."""
        return self.library.articles()

    def article(self, article_id: str) -> Article:
        """Return one article; NotFound if it is not in the library."""
        if (article := self.library.article(article_id)) is None:
            raise NotFound(
                tr("This article is no longer in the library."), hint=tr("Open the library list again.")
            )
        return article

    def tags(self) -> list[Tag]:
        """Return the codebook in its order."""
        return self.library.tags()

    def sources(self) -> list[Source]:
        """Return all sources of the library."""
        return self.library.sources()

    def version(self, version_id: str) -> Version:
        """Return a version with its text; the last one asked for is kept at hand."""
        if self._version is None or self._version.id != version_id:
            self._version = self.library.version(version_id)
        return self._version

    def open(self, article_id: str, *, with_original: bool = False) -> Dossier:
        """Return all there is about an article; its original bytes only when asked, as they may be large."""
        article = self.article(article_id)
        version = self.version(article.version)
        annotations = self.library.annotations(article_id)
        used = {item.source for annotation in annotations for item in annotation.evidence}
        return Dossier(
            article=article,
            version=version,
            annotations=tuple(annotations),
            tags=tuple(self.library.tags()),
            sources=tuple(source for source in self.library.sources() if source.id in used),
            original=self.library.original(version.sha256) if with_original else None,
        )

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return the best places for `query` in all texts, notes and sources."""
        return self.library.search(query, limit)

    def check(self) -> list[str]:
        """Return a sentence for each thing that is wrong with the library; an empty list is a sound one."""
        return self.library.check()

    def journal(self, annotation_id: str) -> list[Change]:
        """Return what was done to one mark, newest first."""
        return self.library.journal(annotation_id=annotation_id)

    def undo(self, article: str | None = None) -> Change | None:
        """Take back the last change, of one article or at all; return what that did, None for nothing."""
        change = self.library.to_undo(article)
        return None if change is None else self.library.revert(change)

    def redo(self, article: str | None = None) -> Change | None:
        """Do again what was taken back last, and return it; None if there is nothing."""
        change = self.library.to_redo(article)
        return None if change is None else self.library.reapply(change)

    def to_undo_label(self, article: str | None = None) -> str:
        """Return what follows "Undo" in the menu, "" for nothing."""
        return self.library.step_labels(article)[0] or ""

    def to_redo_label(self, article: str | None = None) -> str:
        """Return what follows "Redo" in the menu, "" for nothing."""
        return self.library.step_labels(article)[1] or ""

    def _do(self, change: Change) -> Change:
        return self.library.apply(change)

    def _change(
        self,
        label: str,
        *,
        before: tuple[Record, ...] = (),
        after: tuple[Record, ...] = (),
        article: str = "",
        merge: str = "",
    ) -> Change:
        return Change(label, before=before, after=after, article=article, merge=merge, by=self.person.name)

    def _annotation(self, annotation_id: str) -> Annotation:
        return self.library.annotation(annotation_id)

    def _has(self, annotation_id: str) -> bool:
        try:
            self.library.annotation(annotation_id)
        except NotFound:
            return False
        return True

    def _edit_each(
        self, ids: Iterable[str], label: str, edit: Callable[[Annotation], Annotation], merge: str = ""
    ) -> Change | None:
        pairs = [(item, edit(item)) for item in map(self._annotation, dict.fromkeys(ids))]
        pairs = [(before, after) for before, after in pairs if before != after]
        if not pairs:
            return None
        now = datetime.now(UTC)
        return self._do(
            self._change(
                label,
                before=tuple(before for before, _ in pairs),
                after=tuple(replace(after, modified=now) for _, after in pairs),
                article=pairs[0][0].article,
                merge=merge,
            )
        )

    def _tag_name(self, tag_id: str) -> str:
        return next((tag.name for tag in self.library.tags() if tag.id == tag_id), tag_id)
