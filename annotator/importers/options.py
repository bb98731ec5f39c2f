"""`ImportOptions`: what a person may choose about how a file is read, and the question some files ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.errors import ImportFailed


class TrackedChanges(StrEnum):
    """Which text of a file with tracked changes becomes the article's."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"
    BOTH = "both"
    """Insertions are underlined, deletions struck through; both are text."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is to be read; the defaults suit a file nobody has asked a question about.

    Attributes:
        encoding: of plain text, Markdown and web pages, as Python spells it; None lets the file decide.
        whole_page: all visible text of a web page instead of its main text.
        chapters: numbers of the chapters of an e-book to read, from 0, as `epub.chapters` lists them;
            None for all of them.
        password: of a protected PDF.
    """

    encoding: str | None = None
    whole_page: bool = False
    tracked_changes: TrackedChanges = TrackedChanges.ACCEPTED
    chapters: tuple[int, ...] | None = None
    password: str | None = None


DEFAULT_OPTIONS = ImportOptions()


class PasswordNeeded(ImportFailed):
    """The file opens with a password, and none was given or it was not the right one: ask, and read again."""
