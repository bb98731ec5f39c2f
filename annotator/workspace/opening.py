"""`Opening`: files become articles, and an article's text becomes a new version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.anchoring import anchor
from annotator.errors import ImportFailed
from annotator.history import Change
from annotator.model.article import Article, Metadata, Version
from annotator.model.dossier import Dossier
from annotator.model.ids import new_id
from annotator.model.imported import Imported
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.returning.new_version import CarriedMark, carry_marks
from annotator.returning.received import TEXT_EXPORTS, received
from annotator.storage import Content
from annotator.translate import tr
from annotator.workspace.desk import Desk

if TYPE_CHECKING:
    from annotator.importers import ImportOptions

METADATA = ("title", "byline", "site", "published", "language", "url")
"""The fields of an article that a file may name itself."""


@dataclass(frozen=True, slots=True)
class VersionPreview:
    """What a new version would do: the texts, and each mark before and after. Nothing of it is stored."""

    article: Article
    old: Version
    new: Version
    carried: tuple[CarriedMark, ...]


class Opening(Desk):
    """Add articles to the library, each with its original and what is already marked in it."""

    def known(self, original: bytes) -> Article | None:
        """Return the article that was read from these very bytes, or None."""
        return self.library.find_original(hashlib.sha256(original).hexdigest())

    def import_file(
        self,
        path: Path,
        options: ImportOptions | None = None,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Article:
        """Read a file in a child process and add it; the same file again is the article it already is."""
        from annotator.importers import ImportOptions as Options
        from annotator.importers.sandbox import read_file

        imported, original = read_file(path, options or Options(), cancelled=cancelled)
        return self.add_imported(imported, original, path.name)

    def import_bytes(self, data: bytes, name: str, options: ImportOptions | None = None) -> Article:
        """Read pasted or bundled content in a child process and add it."""
        from annotator.importers import ImportOptions as Options
        from annotator.importers.sandbox import read_bytes

        return self.add_imported(read_bytes(data, name, options or Options()), data, name)

    def add_imported(self, imported: Imported, original: bytes, name: str) -> Article:
        """Add what an importer read; return the article, old or new.

        A file that began as one of our exports brings its article and marks back. If that article is in the
        library already, a copy with identifiers of its own is added: nothing is overwritten.
        """
        if (article := self.known(original)) is not None:
            return article
        dossier = self._dossier(imported, original, name)
        tags, tag_ids = self._new_tags(dossier.tags, {item.tag for item in dossier.annotations})
        have = {source.id for source in self.library.sources()}
        sources = tuple(source for source in dossier.sources if source.id not in have)
        annotations = tuple(
            replace(item, tag=tag_ids.get(item.tag, item.tag)) if item.tag in tag_ids else item
            for item in dossier.annotations
        )
        change = self._change(
            tr("Open “{title}”", title=dossier.article.title),
            after=(dossier.article, *tags, *sources, *annotations),
            article=dossier.article.id,
        )
        self.library.apply(change, [Content(dossier.version, original)])
        return dossier.article

    def _next_version(self, article: Article, imported: Imported, original: bytes, name: str) -> Version:
        number = 1 + max(version.number for version in self.library.versions(article.id))
        return replace(read_version(imported, original, name), article=article.id, number=number)

    def _dossier(self, imported: Imported, original: bytes, name: str) -> Dossier:
        """Return the article, version and marks to add for what was read."""
        version = read_version(imported, original, name)
        if imported.dossier is not None:
            return self._with_free_ids(received(imported.dossier, imported, version), version.article)
        return Dossier(self._detected_article(imported.metadata, name, version), version)

    @staticmethod
    def _detected_article(metadata: Metadata, name: str, version: Version) -> Article:
        found = {field: value for field in METADATA if (value := getattr(metadata, field))}
        title = found.pop("title", "") or Path(name).stem or tr("Untitled")
        return Article(
            id=version.article,
            title=title,
            version=version.id,
            **found,
            detected=frozenset({"title", *found}),
            created=version.imported,
        )

    def _with_free_ids(self, dossier: Dossier, fresh: str) -> Dossier:
        """Return a received dossier under ids free here; `fresh` serves where the article's is taken."""
        if self.library.article(dossier.article.id) is None:
            article_id = dossier.article.id
            taken = {item.id for item in dossier.annotations if self._has(item.id)}
        else:
            article_id, taken = fresh, {item.id for item in dossier.annotations}
        return replace(
            dossier,
            article=replace(dossier.article, id=article_id),
            version=replace(dossier.version, article=article_id),
            annotations=tuple(
                replace(item, id=new_id() if item.id in taken else item.id, article=article_id)
                for item in dossier.annotations
            ),
        )

    def named_like(self, name: str) -> Article | None:
        """Return the article whose current text was read from a file of this name; None for none."""
        return self.library.find_file_name(name)

    def preview_version(self, article_id: str, imported: Imported, name: str) -> VersionPreview | None:
        """Return what would become of each mark if what was read were the current version; nothing is stored.

        None when it holds the very text the article has; ImportFailed when its text is no article's.
        """
        return preview(self.open(article_id), imported, name)

    def at_version(self, article_id: str, version_id: str, *, with_original: bool = False) -> Dossier:
        """Return an article as it was in another version, with those of its marks whose words are there."""
        now = self.open(article_id)
        version = self.library.version(version_id)
        if version.id == now.version.id:
            return self.open(article_id, with_original=with_original)
        carried = carry_marks(now.version, version, now.annotations)
        return replace(
            now,
            article=replace(now.article, version=version.id),
            version=version,
            annotations=tuple(item.after for item in carried if not item.after.is_orphan),
            original=self.library.original(version.sha256) if with_original else None,
        )

    def proposals(self, article_id: str) -> dict[str, Span]:
        """Return where the words of lost marks may be now, by `Annotation.id`; without those nobody knows."""
        version = self.version(self.article(article_id).version)
        lost = [mark for mark in self.library.annotations(article_id) if mark.is_orphan]
        found = ((mark.id, anchor(version, mark.target)) for mark in lost)
        return {key: place.span for key, place in found if place is not None}

    def new_version(
        self,
        article_id: str,
        imported: Imported,
        original: bytes,
        name: str,
        placed: Mapping[str, Span] | None = None,
    ) -> tuple[Change | None, list[CarriedMark]]:
        """Make what was read the current version; return the one change, and what became of each mark.

        `placed` are places in the new text that a person chose for lost marks, by `Annotation.id`. The change
        is None when the file holds the very text the article has; ImportFailed when its text is no article's.
        """
        _check_text(imported, name)
        article = self.article(article_id)
        old = self.version(article.version)
        if imported.text == old.text and imported.blocks == old.blocks:
            return None, []
        new = self._next_version(article, imported, original, name)
        before = self.library.annotations(article_id)
        carried = carry_marks(old, new, before, placed)
        change = self._change(
            tr("New version of “{title}”", title=article.title),
            before=(article, *before),
            after=(replace(article, version=new.id), *(item.after for item in carried)),
            article=article_id,
        )
        self.library.apply(change, [Content(new, original)])
        return change, carried

    def _new_tags(self, tags: Iterable[Tag], used: set[str]) -> tuple[tuple[Tag, ...], dict[str, str]]:
        """Return the used tags this library lacks, and the ids of those it has under another id."""
        mine = self.library.tags()
        by_id, by_name = {tag.id for tag in mine}, {tag.name.casefold(): tag.id for tag in mine}
        keys = {tag.key for tag in mine}
        new: list[Tag] = []
        ids: dict[str, str] = {}
        for tag in tags:
            if tag.id not in used or tag.id in by_id:
                continue
            if tag.name.casefold() in by_name:
                ids[tag.id] = by_name[tag.name.casefold()]
                continue
            key = "" if tag.key in keys else tag.key
            new.append(replace(tag, key=key, position=len(mine) + len(new)))
        return tuple(new), ids


def preview(now: Dossier, imported: Imported, name: str) -> VersionPreview | None:
    """Return what `preview_version` does, for an article as it is `now`; works on values alone."""
    _check_text(imported, name)
    old = now.version
    if imported.text == old.text and imported.blocks == old.blocks:
        return None
    new = replace(read_version(imported, b"", name), article=now.article.id)
    return VersionPreview(now.article, old, new, tuple(carry_marks(old, new, now.annotations)))


def read_version(imported: Imported, original: bytes, name: str) -> Version:
    """Return what was read as the first version of a new article."""
    return Version(
        id=new_id(),
        article=new_id(),
        number=1,
        text=imported.text,
        blocks=imported.blocks,
        format=imported.format,
        file_name=name,
        sha256=hashlib.sha256(original).hexdigest(),
        imported=datetime.now(UTC),
        report=imported.report,
    )


def _check_text(imported: Imported, name: str) -> None:
    """Refuse a document of ours that holds much besides the article."""
    if imported.export and imported.export not in TEXT_EXPORTS:
        raise ImportFailed(
            tr("“{name}” is a report about an article, not its text.", name=name),
            hint=tr("Open it as a returned document to take over what was done to it."),
        )
