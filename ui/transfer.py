"""`Transfer`: articles in and documents out, as jobs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.errors import AnnotatorError, NotFound
from annotator.importers.options import ImportOptions, TrackedChanges
from annotator.resources import resource_path
from annotator.translate import tr_plural
from ui.controller import Controller
from ui.jobs import Job, Jobs
from ui.opening_batch import Batch
from ui.opening_reader import Incoming, Reader

if TYPE_CHECKING:
    from annotator.model.dossier import Dossier
    from annotator.model.imported import Imported

_TITLE = 60  # characters of a pasted text that name it


class Transfer(QObject):
    """Reads files and pasted texts, and writes documents; the slow part of both runs in a job.

    Signals:
        opened: path of a file that is in the library now.
        arrived: an Article that is new in the library, the Incoming it was and what was Imported from it.
        gathered: a finished Batch of several files.
        exported: path of a document that is written, and the line that says what was checked in it.
    """

    opened = Signal(str)
    arrived = Signal(object, object, object)
    gathered = Signal(object)
    exported = Signal(str, str)

    def __init__(self, controller: Controller, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._jobs = jobs
        self.reader = Reader(jobs, parent or self)
        self.offered: Callable[[Path, Imported, bytes], bool] = lambda *_: False
        """Is asked about every file that was read; True if it is to be something else than a new article."""

    def open_files(self, paths: Sequence[str | Path]) -> None:
        """Add files to the library and show the last one; of folders, all in them that may be articles."""
        files = [Path(path) for path in paths]
        if len(files) == 1 and not files[0].is_dir():
            line = self.tr("Opening “{name}”").format(name=files[0].name)
            self.reader.read_file(files[0], self._offer, line)
        elif files:
            batch = Batch(self._controller, self._jobs, self)
            batch.finished.connect(partial(self._gathered, batch))
            batch.start(files)

    def open_content(self, content: QMimeData) -> bool:
        """Add what was pasted or dropped: files, a formatted text or a plain one. False for nothing."""
        files = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        if files:
            self.open_files(files)
            return True
        text = content.text()
        if content.hasHtml() and text.strip():
            plain = partial(self._open_text, text)
            # what was copied is meant as a whole: there is no menu or advert around it to leave out
            pasted = Incoming(
                f"{_title(text)}.html",
                content.html().encode("utf-8"),
                ImportOptions(encoding="utf-8", whole_page=True),
            )
            self.reader.read(pasted, self.add, self.tr("Opening what was pasted"), plain)
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

    def add_file(self, path: Path, result: tuple[Imported, bytes]) -> None:
        """Make an article of a file that was read."""
        imported, original = result
        self.add(Incoming(path.name, original, path=path), imported)

    def add(self, incoming: Incoming, imported: Imported) -> None:
        """Make an article of what was read; ask first which text is meant if there are tracked changes."""
        workspace = self._controller.workspace
        if workspace is None:
            return
        known = self._controller.ask(lambda asked: asked.known(incoming.data)) is not None
        changes = imported.report.count("tracked-changes")
        if changes and not known and imported.dossier is None:
            self._ask_changes(incoming, imported, changes)
        else:
            self._store(incoming, imported)

    def _open_text(self, text: str, _error: AnnotatorError | None = None) -> None:
        pasted = Incoming(f"{_title(text)}.txt", text.encode("utf-8"), ImportOptions(encoding="utf-8"))
        self.reader.read(pasted, self.add, self.tr("Opening what was pasted"))

    def _offer(self, incoming: Incoming, imported: Imported) -> None:
        path = incoming.path or Path(incoming.name)
        if not self.offered(path, imported, incoming.data):
            self.add(incoming, imported)

    def _ask_changes(self, incoming: Incoming, imported: Imported, count: int) -> None:
        from ui.dialogs.offer import OfferDialog

        text = tr_plural(
            "“{name}” has {n} tracked change. Which text is to be read?",
            "“{name}” has {n} tracked changes. Which text is to be read?",
            count,
            name=incoming.name,
        )
        window = self.parent()
        if not isinstance(window, QWidget):
            self._store(incoming, imported)
            return
        dialog = OfferDialog(
            self.tr("Tracked Changes"),
            text,
            (
                (self.tr("With the Changes"), partial(self._store, incoming, imported)),
                (self.tr("Before the Changes"), partial(self._as, incoming, TrackedChanges.ORIGINAL)),
                (self.tr("Both, as Marked"), partial(self._as, incoming, TrackedChanges.BOTH)),
            ),
            window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _as(self, incoming: Incoming, changes: TrackedChanges) -> None:
        options = replace(incoming.options, tracked_changes=changes)
        self.reader.read(replace(incoming, options=options), self._store)

    def _store(self, incoming: Incoming, imported: Imported) -> None:
        workspace = self._controller.workspace
        if workspace is None:
            return
        try:
            known = workspace.known(incoming.data)
            article = workspace.add_imported(imported, incoming.data, incoming.name)
        except AnnotatorError as error:
            self._controller.failed_with(error)
            return
        self._controller.added(article)
        if known is None:
            self.arrived.emit(article, incoming, imported)
        if incoming.path is not None:
            self.opened.emit(str(incoming.path))

    def _gathered(self, batch: Batch) -> None:
        if (last := batch.last) is not None:
            article, path = last
            self._controller.added(article)
            self.opened.emit(str(path))
        self.gathered.emit(batch)
        batch.deleteLater()

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
    from annotator.importers.sandbox import read_file

    if not path.exists():
        raise NotFound(f"“{path.name}” is not there any more.", hint="It may have been moved or renamed.")
    return read_file(path, ImportOptions(), cancelled=cancelled)


def _read_bytes(data: bytes, name: str, cancelled: Callable[[], bool]) -> tuple[Imported, bytes]:
    from annotator.importers.sandbox import read_bytes

    return read_bytes(data, name, ImportOptions(), cancelled=cancelled), data


def _write(dossier: Dossier, path: Path, kind: str, _cancelled: Callable[[], bool]) -> str:
    from ui.export_work import write_document

    return write_document(dossier, path, kind, None)
