"""`Transfer`: articles in and documents out, as jobs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal

from annotator.errors import AnnotatorError, NotFound
from annotator.resources import resource_path
from annotator.translate import tr_plural
from ui.controller import Controller
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from annotator.model.dossier import Dossier
    from annotator.model.imported import Imported

_TITLE = 60  # characters of a pasted text that name it


class Transfer(QObject):
    """Reads files and pasted texts, and writes documents; the slow part of both runs in a job.

    Signals:
        opened: path of a file that is in the library now.
        reported: an Article whose original holds more than its text shows, and its findings.
        exported: path of a document that is written, and the line that says what was checked in it.
    """

    opened = Signal(str)
    reported = Signal(object, object)
    exported = Signal(str, str)

    def __init__(self, controller: Controller, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._jobs = jobs
        self.offered: Callable[[Path, Imported, bytes], bool] = lambda *_: False
        """Is asked about every file that was read; True if it is to be something else than a new article."""

    def open_files(self, paths: Sequence[str | Path]) -> None:
        """Add files to the library, one after the other, and show the last one."""
        for path in map(Path, paths):
            line = self.tr("Opening “{name}”").format(name=path.name)
            self._jobs.start(Job(line, partial(read_article, path), partial(self._add_file, path)))

    def open_content(self, content: QMimeData) -> bool:
        """Add what was pasted or dropped: files, a formatted text or a plain one. False for nothing."""
        files = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        if files:
            self.open_files(files)
            return True
        text = content.text()
        if content.hasHtml() and text.strip():
            plain = partial(self._open_text, text)
            self._open_bytes(content.html().encode("utf-8"), f"{_title(text)}.html", plain)
            return True
        if text.strip():
            self._open_text(text)
            return True
        return False

    def open_sample(self, name: str) -> None:
        """Add a sample article with its marks."""
        data = resource_path("samples", f"{name}.md").read_bytes()
        line = self.tr("Opening the sample")
        work = partial(_read_bytes, data, f"{name}.md")
        self._jobs.start(Job(line, work, partial(self._add_sample, name)))

    def export(self, article_id: str, path: Path, kind: str) -> None:
        """Write a document of an article."""
        workspace = self._controller.workspace
        if workspace is None:
            return
        try:
            dossier = workspace.open(article_id, with_original=True)
        except AnnotatorError as error:
            self._controller.failed_with(error)
            return
        self.write(dossier, path, kind)

    def write(self, dossier: Dossier, path: Path, kind: str) -> None:
        """Write a document of an article as it was handed over, an older version of it for instance."""
        line = self.tr("Writing “{name}”").format(name=path.name)
        self._jobs.start(Job(line, partial(_write, dossier, path, kind), partial(self._written, path)))

    def _open_text(self, text: str, _error: AnnotatorError | None = None) -> None:
        self._open_bytes(text.encode("utf-8"), f"{_title(text)}.txt")

    def _open_bytes(
        self, data: bytes, name: str, otherwise: Callable[[AnnotatorError], None] | None = None
    ) -> None:
        line = self.tr("Opening what was pasted")
        self._jobs.start(Job(line, partial(_read_bytes, data, name), partial(self._add, name), otherwise))

    def _add_file(self, path: Path, result: tuple[Imported, bytes]) -> None:
        if not self.offered(path, *result):
            self.add_file(path, result)

    def add_file(self, path: Path, result: tuple[Imported, bytes]) -> None:
        """Make an article of a file that was read."""
        if self._add(path.name, result):
            self.opened.emit(str(path))

    def _add(self, name: str, result: tuple[Imported, bytes]) -> bool:
        imported, original = result
        workspace = self._controller.workspace
        if workspace is None:
            return False
        try:
            known = workspace.known(original)
            article = workspace.add_imported(imported, original, name)
        except AnnotatorError as error:
            self._controller.failed_with(error)
            return False
        self._controller.added(article)
        if known is None and imported.report.findings:
            self.reported.emit(article, imported.report)
        return True

    def _add_sample(self, name: str, result: tuple[Imported, bytes]) -> None:
        from annotator.samples import add_sample

        if (workspace := self._controller.workspace) is None:
            return
        try:
            article = add_sample(workspace, name, result[0])
        except AnnotatorError as error:
            self._controller.failed_with(error)
        else:
            self._controller.added(article)

    def _written(self, path: Path, line: str) -> None:
        self.exported.emit(str(path), line)


def summary(findings: int) -> str:
    """Return the sentence above an import report."""
    return tr_plural(
        "There is {n} thing to know about this file.",
        "There are {n} things to know about this file.",
        findings,
    )


def _title(text: str) -> str:
    line = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    return re.sub(r"[\\/:]", " ", line[:_TITLE]).strip(" .") or "Pasted text"


def read_article(path: Path, cancelled: Callable[[], bool]) -> tuple[Imported, bytes]:
    """Return what a file holds as an article, and its bytes; NotFound if it is not there any more."""
    from annotator.importers import ImportOptions
    from annotator.importers.sandbox import read_file

    if not path.exists():
        raise NotFound(f"“{path.name}” is not there any more.", hint="It may have been moved or renamed.")
    return read_file(path, ImportOptions(), cancelled=cancelled)


def _read_bytes(data: bytes, name: str, cancelled: Callable[[], bool]) -> tuple[Imported, bytes]:
    from annotator.importers import ImportOptions
    from annotator.importers.sandbox import read_bytes

    return read_bytes(data, name, ImportOptions(), cancelled=cancelled), data


def _write(dossier: Dossier, path: Path, kind: str, _cancelled: Callable[[], bool]) -> str:
    from annotator.exporters import write

    return write(dossier, path, kind)
