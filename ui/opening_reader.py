"""`Reader`: bytes become an article in a job, and the questions some files ask are put to the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions, PasswordNeeded
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from annotator.model.imported import Imported
    from ui.dialogs.sheet import Sheet

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something to be read, and how.

    Attributes:
        name: of the file, without folders.
        url: the web address it was fetched from; "" for anything else.
        redirects: the addresses that led there.
        path: the file it is; None for what was pasted or fetched.
    """

    name: str
    data: bytes = field(repr=False)
    options: ImportOptions = DEFAULT_OPTIONS
    url: str = ""
    redirects: tuple[str, ...] = ()
    path: Path | None = None


Done = Callable[[Incoming, "Imported"], object]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: an article, or a question that must be answered first.

    Attributes:
        chapters: titles of an e-book's chapters, from which the person may choose.
        locked: what the file said when it was opened without its password, or with a wrong one.
    """

    incoming: Incoming
    imported: Imported | None = None
    chapters: tuple[str, ...] = ()
    locked: PasswordNeeded | None = None


def load(path: Path, cancelled: Cancelled, *, every_chapter: bool = False) -> Reading:
    """Return a file's bytes and what came of reading them; `every_chapter` of an e-book is read unasked."""
    from annotator.importers.sandbox import file_bytes

    incoming = Incoming(path.name, file_bytes(path), path=path)
    return read_incoming(incoming, cancelled, every_chapter=every_chapter)


def read_incoming(incoming: Incoming, cancelled: Cancelled, *, every_chapter: bool = False) -> Reading:
    """Return what came of reading; runs in a job."""
    from annotator.importers.sandbox import chapters, read_bytes

    data, name = incoming.data, incoming.name
    # an e-book says what it is in its first entry; to look further would be to unpack it in this process
    if incoming.options.chapters is None and not every_chapter and b"application/epub+zip" in data[:200]:
        titles = chapters(data, name, cancelled=cancelled)
        if len(titles) > 1:
            return Reading(incoming, chapters=tuple(titles))
    try:
        imported = read_bytes(data, name, incoming.options, cancelled=cancelled)
    except PasswordNeeded as error:
        return Reading(incoming, locked=error)
    if incoming.url and not imported.metadata.url:
        imported = replace(imported, metadata=replace(imported.metadata, url=incoming.url))
    return Reading(incoming, imported)


class Reader(QObject):
    """Starts the jobs and asks; whoever has something read is called only with a finished article."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs

    def read_file(self, path: Path, done: Done, line: str = "") -> None:
        """Read a file from the disk."""
        line = line or self.tr("Reading “{name}”").format(name=path.name)
        self._jobs.start(Job(line, partial(load, path), partial(self.go_on, done)))

    def read(
        self, incoming: Incoming, done: Done, line: str = "", failed: Callable[..., object] | None = None
    ) -> None:
        """Read bytes that are at hand."""
        line = line or self.tr("Reading “{name}”").format(name=incoming.name)
        self._jobs.start(Job(line, partial(read_incoming, incoming), partial(self.go_on, done), failed))

    def go_on(self, done: Done, reading: Reading) -> None:
        """Hand over what was read, or ask what has to be known first."""
        if reading.imported is not None:
            done(reading.incoming, reading.imported)
        elif reading.locked is not None:
            self._ask_password(reading, done)
        else:
            self._ask_chapters(reading, done)

    def _ask_password(self, reading: Reading, done: Done) -> None:
        from ui.dialogs.password import PasswordDialog

        dialog = PasswordDialog(str(reading.locked), self._window())
        dialog.given.connect(lambda password: self._again(reading, done, password=password))
        _show(dialog)

    def _ask_chapters(self, reading: Reading, done: Done) -> None:
        from ui.dialogs.chapters import ChaptersDialog

        dialog = ChaptersDialog(reading.incoming.name, reading.chapters, self._window())
        dialog.chosen.connect(lambda numbers: self._again(reading, done, chapters=tuple(numbers)))
        _show(dialog)

    def _again(self, reading: Reading, done: Done, **answer: object) -> None:
        options = replace(reading.incoming.options, **answer)  # type: ignore[arg-type]  # the two fields above
        self.read(replace(reading.incoming, options=options), done)

    def _window(self) -> QWidget | None:
        parent = self.parent()
        return parent if isinstance(parent, QWidget) else None


def _show(dialog: Sheet) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
