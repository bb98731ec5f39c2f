"""`Codebook`: tags, sources and what is known of an article itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from annotator.errors import LibraryError
from annotator.history import Change
from annotator.model.article import Article
from annotator.model.source import Source
from annotator.model.tag import Tag
from annotator.storage import backup
from annotator.translate import tr
from annotator.workspace.desk import Desk
from annotator.workspace.opening import METADATA


class Codebook(Desk):
    """Edit what all marks share."""

    def edit_tags(self, tags: Sequence[Tag]) -> Change | None:
        """Make `tags` the codebook, in this order. A tag left out that is still in use is retired instead."""
        now = {tag.id: tag for tag in self.library.tags()}
        wanted = [replace(tag, position=number) for number, tag in enumerate(tags)]
        gone = [tag for tag in now.values() if tag.id not in {item.id for item in wanted}]
        used = self._tags_in_use() if gone else set()
        for tag in gone:
            if tag.id in used:
                wanted.append(replace(tag, retired=True, position=len(wanted)))
        before = tuple(tag for tag in now.values() if tag not in wanted)
        after = tuple(tag for tag in wanted if now.get(tag.id) != tag)
        if not before and not after:
            return None
        return self._do(self._change(tr("Edit the codebook"), before=before, after=after))

    def merge_tags(self, tag: str, into: str) -> Change | None:
        """Give every mark of `tag` the tag `into`, in all articles, and take `tag` out of the codebook."""
        tags = {item.id: item for item in self.library.tags()}
        if tag == into or tag not in tags or into not in tags:
            return None
        before = [
            mark
            for summary in (*self.library.articles(), *self.library.articles(removed=True))
            for mark in self.library.annotations(summary.article.id)
            if mark.tag == tag
        ]
        after = [replace(mark, tag=into, modified=datetime.now(UTC)) for mark in before]
        label = tr("Merge {tag} into {other}", tag=tags[tag].name, other=tags[into].name)
        return self._do(self._change(label, before=(tags[tag], *before), after=tuple(after)))

    def add_source(self, source: Source) -> Change:
        """Add something one can check against."""
        return self._do(self._change(tr("Add a source"), after=(source,)))

    def edit_source(self, source: Source, merge: str = "") -> Change | None:
        """Store a new value of a source."""
        before = next((item for item in self.library.sources() if item.id == source.id), None)
        if before is None or before == source:
            return None
        return self._do(self._change(tr("Edit a source"), before=(before,), after=(source,), merge=merge))

    def edit_article(self, article: Article, merge: str = "") -> Change | None:
        """Store other metadata of an article; fields that differ no longer count as detected."""
        before = self.article(article.id)
        if before == article:
            return None
        touched = {field for field in METADATA if getattr(before, field) != getattr(article, field)}
        after = replace(article, detected=article.detected - touched)
        return self._do(
            self._change(
                tr("Edit the details"), before=(before,), after=(after,), article=article.id, merge=merge
            )
        )

    def remove_article(self, article_id: str) -> Change:
        """Put an article in the bin; its marks stay with it."""
        before = self.article(article_id)
        after = replace(before, removed=datetime.now(UTC))
        label = tr("Remove “{title}”", title=before.title)
        return self._do(self._change(label, before=(before,), after=(after,), article=article_id))

    def restore_article(self, article_id: str) -> Change:
        """Take an article out of the bin."""
        before = self.article(article_id)
        after = replace(before, removed=None)
        label = tr("Bring back “{title}”", title=before.title)
        return self._do(self._change(label, before=(before,), after=(after,), article=article_id))

    def erase_article(self, article_id: str, *, earlier_backups: bool = False) -> None:
        """Delete an article that is in the bin for good, with its marks, texts, original file and history.

        No undo brings it back. Its sources stay; they are the library's. With `earlier_backups` a new backup
        is made and all earlier ones, which still hold the article, are deleted.

        Raises:
            NotFound: it is not in the library.
            LibraryError: it is not in the bin, or it could not be deleted: all is as it was. Or it is
                deleted, and the sentence says what may still hold some of it.
        """
        self._version = None
        unclean: LibraryError | None = None
        try:
            self.library.erase(article_id, by=self.person.name)
        except LibraryError as error:
            if self.library.article(article_id) is not None:
                raise
            unclean = error
        if earlier_backups:
            self._make_only_backup()
        if unclean is not None:
            raise unclean

    def _make_only_backup(self) -> None:
        try:
            backup.make_only(self.library)
        except LibraryError as error:
            raise LibraryError(
                tr("The article is deleted, but backups that still hold it are not."),
                hint=error.hint,
                detail=f"{error} {error.detail}",
            ) from error

    def _tags_in_use(self) -> set[str]:
        everywhere = (*self.library.articles(), *self.library.articles(removed=True))
        return {tag for summary in everywhere for tag in summary.tags}
