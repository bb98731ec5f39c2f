"""`Library`: one file with articles, marks, sources, the codebook and the journal of all that was done."""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.errors import LibraryError, NotFound
from annotator.history import Change
from annotator.model.annotation import Annotation, Origin
from annotator.model.article import Article, Version
from annotator.model.person import Person
from annotator.model.refusal import Refusal
from annotator.model.source import Source
from annotator.model.tag import Tag
from annotator.storage import articles, checks, erasing, marks, opening, settings, texts
from annotator.storage.articles import ArticleSummary
from annotator.storage.copies import write_copy
from annotator.storage.journal import DONE, UNDONE, Journal
from annotator.storage.problems import decoding
from annotator.storage.rows import (
    REFUSAL_COLUMNS,
    SOURCE_COLUMNS,
    TAG_COLUMNS,
    refusal_of_row,
    source_of_row,
    tag_of_row,
)
from annotator.storage.search import Hit, search
from annotator.storage.tables import write
from annotator.storage.texts import Content
from annotator.translate import tr


class Library:
    """An open library file. What a method returns is a frozen value; what it changes is on the disk.

    A library belongs to the thread that opened it (another one gets `sqlite3.ProgrammingError`); a job opens
    its own or works on values. What the world does to the file comes out as a `LibraryError`, and leaves the
    file with everything that was saved before.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = opening.open_file(path)
        self._journal = Journal(self._connection)

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True) -> Library:
        """Open the library at `path`, made with the newsroom codebook if it is missing and `create` is true.

        Raises `LibraryDamaged` for a file that cannot be right and `LibraryError` for one that is not ours,
        was made by a newer Claimlight, is missing or cannot be reached: it stays byte for byte as it was.
        An older one is upgraded, after a copy was put into its folder of backups.
        """
        path = Path(path).absolute()
        if create:
            opening.create_missing(path)
        return cls(path)

    def close(self) -> None:
        """Close the file; nothing has to be saved."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether changes will be refused because the file or its folder is write-protected."""
        return not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK))

    # articles and their texts -------------------------------------------------------------------------

    def articles(self, removed: bool = False) -> list[ArticleSummary]:
        """Return the articles, or with `removed` those in the bin, the newest first."""
        with self._connection.reading():
            return articles.summaries(self._connection, removed=removed)

    def article(self, article: str) -> Article | None:
        """Return the article with this id, None if there is none."""
        with self._connection.reading():
            return next(iter(articles.where(self._connection, "id = ?", (article,))), None)

    def find_article(self, text: str, *, in_bin: bool = False) -> Article:
        """Return the article with this id, this exact title, or the only one whose id begins with `text`.

        One in the library comes before one in the bin, or after it with `in_bin`. `NotFound` says whether
        there is none or more than one.
        """
        with self._connection.reading():
            return articles.named(self._connection, text, in_bin=in_bin)

    def find_original(self, sha256: str) -> Article | None:
        """Return the article that was read from a file with this SHA-256; it may be in the bin."""
        condition = "id IN (SELECT article FROM versions WHERE sha256 = ?)"
        with self._connection.reading():
            return next(iter(articles.where(self._connection, condition, (sha256,))), None)

    def find_file_name(self, name: str) -> Article | None:
        """Return the article in the library whose current text was read from a file of this name."""
        condition = "removed IS NULL AND version IN (SELECT id FROM versions WHERE file_name = ?)"
        with self._connection.reading():
            return next(iter(articles.where(self._connection, condition, (name,))), None)

    def version(self, version: str) -> Version:
        """Return the version with this id; `NotFound` if there is none.

        Raises `LibraryDamaged` rather than to show a text that is not as it was stored.
        """
        with self._connection.reading():
            found = texts.versions(self._connection, "versions.id = ?", (version,))
        if not found:
            raise NotFound(tr("This version of the article is not in the library."), detail=version)
        return found[0]

    def versions(self, article: str) -> list[Version]:
        """Return all versions of an article, the oldest first."""
        with self._connection.reading():
            return texts.versions(self._connection, "versions.article = ?", (article,))

    def original(self, sha256: str) -> bytes:
        """Return the file with this SHA-256 that a version was read from; `NotFound` if there is none."""
        with self._connection.reading():
            return texts.original(self._connection, sha256)

    # marks, sources, codebook -------------------------------------------------------------------------

    def annotations(self, article: str) -> list[Annotation]:
        """Return the marks of an article in reading order, the lost ones last."""
        with self._connection.reading():
            return marks.of_article(self._connection, article)

    def annotation(self, annotation: str) -> Annotation:
        """Return the mark with this id; `NotFound` if there is none."""
        with self._connection.reading():
            found = marks.with_id(self._connection, annotation)
        if found is None:
            raise NotFound(
                tr("This mark is no longer in the library."),
                hint=tr("It may have been deleted; undo brings it back."),
                detail=annotation,
            )
        return found

    def tagged_passages(self, person: Person, limit: int) -> list[tuple[str, str]]:
        """Return words a person marked and the tag they gave them, the `limit` changed last, oldest first.

        What came in with a file is left out, and so are articles in the bin. Only these two columns are read:
        a tenth of the time that the marks of a book take as values.
        """
        with self._connection.reading():
            rows = self._connection.execute(
                "SELECT exact, tag FROM annotations WHERE tag <> '' AND creator = ? AND initials = ? "
                "AND origin <> ? AND article IN (SELECT id FROM articles WHERE removed IS NULL) "
                "ORDER BY modified DESC, id DESC LIMIT ?",
                (person.name, person.initials, Origin.IMPORTED.value, limit),
            ).fetchall()
        return [(exact, tag) for exact, tag in reversed(rows)]

    def sources(self) -> list[Source]:
        """Return all sources by title."""
        with self._connection.reading():
            rows = self._connection.execute(
                f"SELECT {', '.join(SOURCE_COLUMNS)} FROM sources ORDER BY title, id"
            ).fetchall()
        with decoding(self.path):
            return [source_of_row(row) for row in rows]

    def tags(self) -> list[Tag]:
        """Return the codebook in its order, retired tags included."""
        with self._connection.reading():
            rows = self._connection.execute(
                f"SELECT {', '.join(TAG_COLUMNS)} FROM tags ORDER BY position, row"
            ).fetchall()
        with decoding(self.path):
            return [tag_of_row(row) for row in rows]

    # suggestions --------------------------------------------------------------------------------------

    def refusals(self, article: str) -> list[Refusal]:
        """Return what the person does not want to be offered again in an article, the oldest first."""
        with self._connection.reading():
            rows = self._connection.execute(
                f"SELECT {', '.join(REFUSAL_COLUMNS)} FROM refusals WHERE article = ? ORDER BY row",
                (article,),
            ).fetchall()
        with decoding(self.path):
            return [refusal_of_row(row) for row in rows]

    def setting(self, name: str) -> str | None:
        """Return what is kept under a name beside the journal, None for nothing."""
        with self._connection.reading():
            return settings.read(self._connection, name)

    def keep_setting(self, name: str, value: str | None) -> None:
        """Keep a text under a name, or nothing for None; it is on the disk when this returns.

        It is no step of undo and leaves no trail: for switches, and for what can be found out again.
        """
        with self._connection.writing():
            settings.keep(self._connection, name, value)

    # changes ------------------------------------------------------------------------------------------

    def apply(self, change: Change, contents: Sequence[Content] = ()) -> Change:
        """Make `change` and write it down, all of it or nothing; it is on the disk when this returns.

        A change with the merge key of the very last act, by the same person, in the same article and since
        the library was opened, becomes one step of undo with it. What was taken back in the article before
        can no longer be done again.

        Args:
            change: what to do.
            contents: the versions its articles need that the library does not have.

        Returns:
            What was done now, with the id of its step in the journal.

        Raises:
            StaleChange: the library does not hold what `change` starts from, or it still needs what would go.
        """
        with self._act():
            for content in contents:
                texts.add(self._connection, content)
            write(self._connection, change.pairs())
            return self._journal.record(change)

    def revert(self, change: Change) -> Change:
        """Take a change back and return what that did; `StaleChange` if later ones stand on it."""
        with self._act():
            inverse = self._journal.turned(change, UNDONE).inverse()
            write(self._connection, inverse.pairs())
            return inverse

    def reapply(self, change: Change) -> Change:
        """Do a change again that was taken back, and return it; `StaleChange` if it does not fit any more."""
        with self._act():
            again = self._journal.turned(change, DONE)
            write(self._connection, again.pairs())
            return again

    def erase(self, article: str, by: str = "") -> None:
        """Take an article that is in the bin out of the library, with everything that tells of it.

        Its marks, texts, originals, refusals and history go, and nothing of them can be read in the file
        afterwards. It is no step of undo; a trail says that `by` deleted something, not what. Sources stay:
        they are the library's.

        Raises:
            NotFound: there is no such article.
            LibraryError: it is not in the bin, or nothing could be written: all is as it was. Or it is
                deleted, but words of it may still be in the file until the library is opened again.
        """
        with self._act():
            erasing.erase(self._connection, self._journal, article, by)
        self._journal.forget()
        try:
            erasing.clean(self._connection)
        except LibraryError as error:
            raise erasing.with_traces(error) from error

    def to_undo(self, article: str | None = None) -> Change | None:
        """Return the change that undo takes back, in one article or in all; None if there is none."""
        with self._connection.reading():
            return self._journal.next(DONE, article)

    def to_redo(self, article: str | None = None) -> Change | None:
        """Return the change that redo does again, in one article or in all; None if there is none."""
        with self._connection.reading():
            return self._journal.next(UNDONE, article)

    def step_labels(self, article: str | None = None) -> tuple[str | None, str | None]:
        """Return the labels of the next undo and redo for a menu, without reading the changes themselves."""
        with self._connection.reading():
            return self._journal.next_label(DONE, article), self._journal.next_label(UNDONE, article)

    def journal(
        self,
        annotation_id: str | None = None,
        article: str | None = None,
        limit: int = 100,
        *,
        taken_back: bool = False,
    ) -> list[Change]:
        """Return what was done, the newest first: in all, in one article, or to one mark.

        The history of one mark holds only what happened to that mark, however much a change did besides.

        Args:
            annotation_id: the mark.
            article: the article.
            limit: how many changes at most.
            taken_back: also those that were undone, which the library keeps as a trail.
        """
        with self._connection.reading():
            return self._journal.history(annotation_id, article, limit, taken_back=taken_back)

    def state(self) -> tuple[int, str]:
        """Return a sign of what the library holds: another one after each act, the same in a copy."""
        with self._connection.reading():
            return self._journal.state()

    # search, checks, copies ---------------------------------------------------------------------------

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return where the words of `query` are found; any text will do, "…" around words makes a phrase."""
        with self._connection.reading():
            return search(self._connection, query, limit)

    def check(self) -> list[str]:
        """Return all that is wrong with the library as sentences; nothing wrong, none.

        Half a second for 10,000 marks and 50 MB: for a job of its own, not for the window's thread.
        """
        return checks.check(self._connection)

    def backup(self, to: Path) -> None:
        """Write a checked copy of the library to `to`; a damaged library replaces nothing."""
        write_copy(self._connection, to)

    @contextmanager
    def _act(self) -> Iterator[None]:
        try:
            with self._connection.writing():
                yield
        except BaseException:
            self._journal.forget()
            raise
