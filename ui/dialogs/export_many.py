"""`ExportManyDialog`: the same kind of document of several articles at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QWidget,
)

from annotator.errors import AnnotatorError, ExportFailed
from annotator.exporters import ending
from annotator.exporters.choices import Choices
from annotator.exporters.file_names import numbered_names
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.accessibility import announce, named
from ui.dialogs.sheet import Sheet
from ui.export_kinds import ExportKind
from ui.export_work import PDF, write_document
from ui.fields import labelled
from ui.jobs import Job, Jobs
from ui.labels import plain_label
from ui.plain_list import PlainList
from ui.typed_path import is_folder, typed_path

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_ID = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1


class ExportManyDialog(Sheet):
    """Articles to check, a folder, and what became of each. Files that are there are replaced."""

    def __init__(
        self,
        window: MainWindow,
        kind: ExportKind,
        choices: Choices,
        *,
        as_pdf: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        title = window.tr("{kind} of Several Articles").format(kind=kind.title)
        text = window.tr(
            "Each becomes a file of its own, numbered in the order of the list. Files that are there already"
            " under these names are replaced."
        )
        super().__init__(title, parent or window, text=text, width=620)
        self._window, self._kind, self._choices = window, kind, choices
        self._ending = PDF if as_pdf else ending(kind.id)
        self._waiting: list[tuple[QListWidgetItem, str, Path]] = []
        self._folder = Path()
        self._count = self._good = self._bad = 0
        self.jobs = Jobs(self)
        self.jobs.crashed.connect(self._crashed)
        self._fill()
        self._add_folder()
        self.progress = named(QProgressBar(self), self.tr("Progress"))
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.said = plain_label("", self, wrap=True)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.said)
        self.show_folder = self.add_button(self.tr("Open Folder"), left=True)
        self.show_folder.hide()
        self.show_folder.clicked.connect(self._open_folder)
        self.stop = self.add_button(self.tr("Close"))
        self.stop.clicked.connect(self._stop)
        self.write = self.add_button(self.tr("Export"), default=True)
        self.write.clicked.connect(self.begin)
        self._tell_checked()

    def _fill(self) -> None:
        self.list = PlainList(
            self.tr("Articles"), self, nothing=self.tr("There is no article in this library.")
        )
        self.list.setMinimumHeight(260)
        current = self._window.controller.article
        for summary in self._window.controller.articles():
            article = summary.article
            item = QListWidgetItem(one_line(article.title) or self.tr("Untitled article"), self.list)
            item.setData(_ID, article.id)
            item.setData(_TITLE, article.title)
            item.setCheckState(Qt.CheckState.Checked)
            if current is not None and article.id == current.id:
                self.list.setCurrentItem(item)
        self.list.itemChanged.connect(lambda _item: self._tell_checked())
        row = QHBoxLayout()
        for text, state in (
            (self.tr("All"), Qt.CheckState.Checked),
            (self.tr("None"), Qt.CheckState.Unchecked),
        ):
            button = named(QPushButton(text, self), self.tr("Check: {which}").format(which=text))
            button.setProperty("flat", True)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._check_all, state))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row)

    def _add_folder(self) -> None:
        self.folder = named(QLineEdit(self), self.tr("Folder"))
        self.folder.setText(self._window.settings.text("export-folder", str(Path.home())))
        browse = named(QPushButton(self.tr("Choose…"), self), self.tr("Choose the folder"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.folder, 1)
        line.addWidget(browse)
        self.body.addWidget(labelled(self.tr("Folder"), row, self))

    def checked(self) -> list[QListWidgetItem]:
        """Return the articles that are checked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if item.checkState() == Qt.CheckState.Checked]

    def begin(self) -> None:
        """Write one document after the other."""
        folder = typed_path(self.folder.text())
        if folder is None or not is_folder(folder):
            sentence = self.tr("There is no folder “{folder}”.").format(folder=self.folder.text().strip())
            self._tell(f"{sentence} {self.tr('Choose another one.')}")
            return
        self._folder = folder
        items = self.checked()
        names = numbered_names([str(item.data(_TITLE)) for item in items], self._ending)
        self._waiting = [
            (item, str(item.data(_ID)), self._folder / name) for item, name in zip(items, names, strict=True)
        ]
        self._count, self._good, self._bad = len(items), 0, 0
        self._window.settings.keep_text("export-folder", str(self._folder))
        self.progress.setRange(0, self._count)
        self.progress.setValue(0)
        self.progress.show()
        self.write.setEnabled(False)
        self.stop.setText(self.tr("Cancel"))
        self._next()

    def _next(self) -> None:
        done = self._good + self._bad
        self.progress.setValue(done)
        if not self._waiting:
            self._end(stopped=False)
            return
        item, article, path = self._waiting.pop(0)
        self._tell(
            self.tr("{number} of {count}: {name}").format(number=done + 1, count=self._count, name=path.name)
        )
        workspace = self._window.controller.workspace
        failed = partial(self._failed, item)
        try:
            if workspace is None:
                raise ExportFailed(self.tr("No library is open."))
            dossier = workspace.open(article, with_original=True)
        except AnnotatorError as error:
            failed(error)
            return
        work = partial(write_document, dossier, path, self._kind.id, self._choices)
        self.jobs.start(Job(path.name, work, partial(self._written, item), failed))

    def _written(self, item: QListWidgetItem, line: str) -> None:
        self._good += 1
        item.setText(self.tr("✓ {title}").format(title=one_line(str(item.data(_TITLE)))))
        item.setToolTip(line)
        self._next()

    def _failed(self, item: QListWidgetItem, error: AnnotatorError) -> None:
        self._bad += 1
        said = self.tr("✗ {title}: {error}").format(title=one_line(str(item.data(_TITLE))), error=error)
        item.setText(said)
        item.setToolTip(error.hint)
        self._next()

    def _crashed(self, error: object) -> None:
        self._waiting.clear()
        self._end(stopped=True)
        self._window.jobs.crashed.emit(error)

    def _end(self, *, stopped: bool) -> None:
        self._waiting.clear()
        self.progress.hide()
        self.stop.setText(self.tr("Close"))
        self.show_folder.setVisible(self._good > 0)
        one, several = "{n} document is written and checked.", "{n} documents are written and checked."
        parts = [tr_plural(one, several, self._good)]
        if self._bad:
            failed = "{n} could not be written; the list says why."
            parts.append(tr_plural(failed, failed, self._bad))
        if stopped:
            parts.append(self.tr("The others were not begun."))
        self._tell(" ".join(parts))
        self.write.setEnabled(bool(self.checked()))

    def _stop(self) -> None:
        if self.jobs.is_busy or self._waiting:
            self.jobs.cancel()
            self._end(stopped=True)
        else:
            self.reject()

    def _check_all(self, state: Qt.CheckState, _checked: bool = False) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def _tell_checked(self) -> None:
        if not self._waiting and not self.jobs.is_busy:
            self.write.setEnabled(bool(self.checked()))

    def _tell(self, text: str) -> None:
        self.said.setText(text)
        announce(self.said, text)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Export to"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _open_folder(self) -> None:
        from ui.window_commands import open_file

        open_file(str(self._folder))

    def done(self, result: int) -> None:
        """Close the dialog; what is being written is finished or dropped first."""
        self._waiting.clear()
        self.jobs.wait()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way: a thread must not outlive the dialog."""
        self._waiting.clear()
        self.jobs.wait()
        super().closeEvent(event)
