"""`Batch`: several files and whole folders become articles, one after the other, without a question."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError, Cancelled
from ui.controller import Controller
from ui.jobs import Job, Jobs
from ui.opening_reader import Reading, load

if TYPE_CHECKING:
    from annotator.model.article import Article
    from annotator.model.imported import Imported

MAX_FILES = 2_000
"""More files than this in the folders that were dropped are left alone: it was hardly meant."""


class Fate(Enum):
    """What became of a file."""

    OPENED = auto()
    KNOWN = auto()
    REFUSED = auto()
    WAITING = auto()
    """Not reached: the person cancelled."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        sentence: what to know about it, "" for nothing.
    """

    path: Path
    fate: Fate
    sentence: str = ""
    hint: str = ""


class Batch(QObject):
    """Reads files in jobs and adds each to the library as soon as it is read.

    Signals:
        finished: all are done, or the person cancelled; `outcomes` has a row for each.
    """

    finished = Signal()

    def __init__(self, controller: Controller, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._jobs = jobs
        self._files: list[Path] = []
        self._done: dict[Path, Outcome] = {}
        self._is_over = False
        self.last: tuple[Article, Path] | None = None
        self.cut = False
        self.was_cancelled = True  # until the files are known

    @property
    def outcomes(self) -> list[Outcome]:
        """What became of each file, in their order."""
        return [self._done.get(path, Outcome(path, Fate.WAITING)) for path in self._files]

    def count(self, fate: Fate) -> int:
        """Return how many files met a fate."""
        return sum(outcome.fate is fate for outcome in self.outcomes)

    def start(self, paths: Sequence[Path]) -> None:
        """Look for files and begin."""
        self._jobs.idle.connect(self._finish)
        self._jobs.start(Job(self.tr("Looking for articles"), partial(files_in, paths), self._read_all))

    def _read_all(self, files: Sequence[Path]) -> None:
        self.was_cancelled = False
        self._files = list(files[:MAX_FILES])
        self.cut = len(files) > MAX_FILES
        for number, path in enumerate(self._files, 1):
            line = self.tr("Opening {number} of {count}: “{name}”").format(
                number=number, count=len(self._files), name=path.name
            )
            self._jobs.start(
                Job(line, partial(_read, path), partial(self._add, path), partial(self._refuse, path))
            )

    def _add(self, path: Path, reading: Reading) -> None:
        workspace, imported = self._controller.workspace, reading.imported
        if workspace is None or imported is None:
            return
        data = reading.incoming.data
        try:
            if workspace.known(data) is not None:
                self._done[path] = Outcome(path, Fate.KNOWN)
                return
            if imported.dossier is not None and workspace.article_like(imported.dossier) is not None:
                sentence = self.tr("It is a document of an article that is in the library already.")
                hint = self.tr("Open it alone to see what was done to it.")
                self._done[path] = Outcome(path, Fate.REFUSED, sentence, hint)
                return
            article = workspace.add_imported(imported, data, path.name)
        except AnnotatorError as error:
            self._refuse(path, error)
            return
        self.last = (article, path)
        self._done[path] = Outcome(path, Fate.OPENED, _to_know(imported))

    def _refuse(self, path: Path, error: AnnotatorError) -> None:
        self._done[path] = Outcome(path, Fate.REFUSED, str(error), error.hint)

    def _finish(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._jobs.idle.disconnect(self._finish)
            self.finished.emit()


def files_in(paths: Sequence[Path], cancelled: Callable[[], bool]) -> list[Path]:
    """Return the files that are named, and of folders those in them whose ending is that of an article.

    Hidden files, the lock files of office programs and folders behind links are passed over.
    """
    from annotator.importers.formats import ENDINGS

    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        for folder, folders, names in os.walk(path):
            if cancelled():
                raise Cancelled("")
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith((".", "~$")) and Path(name).suffix.lower() in ENDINGS:
                    found[Path(folder, name)] = None
            if len(found) > MAX_FILES:
                return list(found)
    return list(found)


def _read(path: Path, cancelled: Callable[[], bool]) -> Reading:
    reading = load(path, cancelled, every_chapter=True)
    if reading.locked is not None:
        raise reading.locked
    return reading


def _to_know(imported: Imported) -> str:
    """Return the first thing that was decided without asking, "" for nothing."""
    decided = ("tracked-changes", "encoding")
    return next((item.text for item in imported.report.findings if item.kind in decided), "")
