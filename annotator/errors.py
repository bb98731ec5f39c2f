"""The one family of errors: what the world did wrong, said so that the user can act on it."""

from __future__ import annotations


class AnnotatorError(Exception):
    """Something went wrong that the user can understand and act on.

    `str(error)` is one plain sentence; `hint` is one sentence about what to do now, `detail` is for the
    log and the "Details" fold. What *we* did wrong is never an `AnnotatorError`.
    """

    def __init__(self, message: str, *, hint: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.detail = detail


class ImportFailed(AnnotatorError):
    """A file could not be opened as an article; the library is as it was."""


class ExportFailed(AnnotatorError):
    """A document could not be written; a file that stood at its place is as it was."""


class LibraryError(AnnotatorError):
    """The library file could not be opened, read or written."""


class LibraryDamaged(LibraryError):
    """The library file holds something that cannot be right; it was left byte for byte as it was."""


class StaleChange(LibraryError):
    """A change was refused because what it started from is no longer what the library holds."""


class NotFound(AnnotatorError):
    """An article, annotation or file that was asked for is not there."""


class Cancelled(AnnotatorError):
    """The user stopped the work before it was done; nothing was kept of it."""
