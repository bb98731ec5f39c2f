"""`ExportDialog`: which kind of document to write, how, and where to, with its pages beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError, ExportFailed
from annotator.exporters import ending
from annotator.exporters.choices import Choices
from annotator.exporters.file_names import file_title
from annotator.exporters.presets import Preset, Presets
from annotator.model.dossier import Dossier
from ui.accessibility import announce, named
from ui.dialogs.export_options import ExportOptions
from ui.dialogs.export_presets import PresetRow
from ui.dialogs.sheet import Sheet
from ui.export_kinds import COPY, PACK, REPORT, ExportKind, export_kinds
from ui.export_work import PDF, contents_of, previewed_kind, write_document
from ui.fields import labelled
from ui.jobs import Job, Jobs
from ui.kind_list import KindList
from ui.labels import plain_label
from ui.pages_content import Contents
from ui.preview_pane import PreviewPane
from ui.typed_path import is_file, is_folder, typed_path

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["COPY", "REPORT", "ExportDialog"]

_PAUSE_MS = 150  # after a choice, before the preview is made anew
_LEFT = 320


class ExportDialog(Sheet):
    """Kinds and choices at the left, real pages at the right, the file below.

    An existing file is only replaced when the person was told so.
    """

    def __init__(self, window: MainWindow, presets: Presets | None = None) -> None:
        super().__init__(window.tr("Export"), window, width=1120)
        self._window = window
        self._dossier = _dossier(window)
        self._contents: Contents | None = None
        self._written: Path | None = None
        self.jobs = Jobs(self)
        self.kinds = KindList(export_kinds(), self)
        self.presets = PresetRow(presets or Presets(), self._now, self)
        self.options = ExportOptions(self._dossier, self)
        self.pdf = named(QCheckBox(self.tr("Save as PDF"), self), self.tr("Save as PDF"))
        self.pane = PreviewPane(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._add_file_row()
        self._add_buttons()
        self._connect()
        self.kinds.choose(window.settings.text("export-kind", COPY))
        if self.kinds.currentItem() is None:
            self.kinds.choose(COPY)
        self.resize(1120, 820)

    # -- the parts --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.kinds, 4)
        column.addWidget(self.presets)
        area = QScrollArea(left)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.options)
        column.addWidget(area, 5)
        column.addWidget(self.pdf)
        left.setMinimumWidth(_LEFT)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(self.pane)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT + 20, 760])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def _add_file_row(self) -> None:
        self.path = named(QLineEdit(self), self.tr("File"))
        browse = named(QPushButton(self.tr("Choose…"), self), self.tr("Choose the file"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.path, 1)
        line.addWidget(browse)
        self.body.addWidget(labelled(self.tr("File"), row, self))
        self.warning = plain_label("", self, role="warning", wrap=True)
        self.warning.hide()
        self.said = plain_label("", self, wrap=True)
        self.said.hide()
        self.body.addWidget(self.warning)
        self.body.addWidget(self.said)

    def _add_buttons(self) -> None:
        self.many = self.add_button(self.tr("Several Articles…"), left=True)
        self.print = self.add_button(self.tr("Print…"))
        self.show_file = self.add_button(self.tr("Open It"))
        self.show_folder = self.add_button(self.tr("Open Folder"))
        for button in (self.show_file, self.show_folder):
            button.hide()
        self.stop = self.add_button(self.tr("Close"))
        self.write = self.add_button(self.tr("Export"), default=True)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._show_pages)
        self.kinds.chosen.connect(self._kind_chosen)
        self.options.changed.connect(self._changed)
        self.presets.chosen.connect(self._preset_chosen)
        self.presets.failed.connect(self._tell_error)
        self.pdf.toggled.connect(lambda _on: self._propose())
        self.path.textChanged.connect(self._check)
        self.write.clicked.connect(self._write)
        self.stop.clicked.connect(self.reject)
        self.print.clicked.connect(self._print)
        self.many.clicked.connect(self._several)
        self.show_file.clicked.connect(self._open_file)
        self.show_folder.clicked.connect(self._open_folder)
        self.jobs.crashed.connect(self._window.jobs.crashed)

    # -- what is chosen ---------------------------------------------------------------------------

    def kind(self) -> str:
        """Return the kind that is chosen."""
        return self.kinds.kind().id

    def choices(self) -> Choices:
        """Return what is chosen about it."""
        return self.options.choices()

    def as_pdf(self) -> bool:
        """Tell whether it is to be a PDF file."""
        return self.pdf.isChecked() and self.pdf.isEnabled()

    def _now(self) -> tuple[str, Choices]:
        return self.kind(), self.choices()

    def _kind_chosen(self, _id: str) -> None:
        kind = self.kinds.kind()
        self.options.show_for(kind)
        self.pdf.setEnabled(bool(previewed_kind(kind.id)) and kind.id != PACK)
        self._propose()
        self._show_pages_soon()

    def _preset_chosen(self, preset: Preset) -> None:
        self.options.set_choices(preset.choices)
        if preset.kind:
            self.kinds.choose(preset.kind)
        self._show_pages_soon()

    def _changed(self) -> None:
        self.presets.show_own()
        self._show_pages_soon()

    # -- preview ----------------------------------------------------------------------------------

    def _show_pages_soon(self) -> None:
        self._contents = None
        self.print.setEnabled(False)
        self._pause.start()

    def _show_pages(self) -> None:
        shown = previewed_kind(self.kind())
        if self._dossier is None or not shown:
            self.pane.preview.show_message(self._no_pages(self.kinds.kind()))
            return
        self.jobs.cancel()
        work = partial(contents_of, self._dossier, shown, self.choices())
        self.jobs.start(Job(self.tr("Preparing the preview"), work, self._show_contents, self._no_preview))

    def _show_contents(self, contents: Contents) -> None:
        if not self._pause.isActive():
            self._contents = contents
            self.print.setEnabled(True)
            self.pane.preview.show_document(contents)

    def _no_preview(self, error: AnnotatorError) -> None:
        self.pane.preview.show_message(f"{error}\n{error.hint}")

    def _no_pages(self, kind: ExportKind) -> str:
        return self.tr("“{title}” has no pages. {sentence}").format(
            title=kind.title, sentence=kind.description
        )

    # -- file -------------------------------------------------------------------------------------

    def _ending(self) -> str:
        return PDF if self.as_pdf() else ending(self.kind())

    def _propose(self) -> None:
        """Put the usual name in the file's place, in the folder that is there."""
        typed = self.path.text().strip()
        usual = Path(self._window.settings.text("export-folder", str(Path.home())))
        path = typed_path(typed)
        folder = usual if path is None else path.parent
        title = "" if self._dossier is None else self._dossier.article.title
        stem = file_title(title) or self.tr("Article")
        self.path.setText(str(folder / f"{stem} – {self.kinds.kind().file_word}{self._ending()}"))

    def _target(self) -> Path | None:
        """Return the file that is named, with its ending; None as long as there is no name."""
        path, wanted = typed_path(self.path.text()), self._ending()
        if path is None or not path.name:
            return None
        if not wanted or path.suffix.lower() == wanted:
            return path
        return path.with_name(f"{path.name}{wanted}")

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Export to"), self.path.text())
        if self._ending():
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # this dialog says so itself
            dialog.setDefaultSuffix(self._ending().lstrip("."))
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _check(self, *_: object) -> None:
        path = self._target()
        self.write.setEnabled(path is not None and self._dossier is not None)
        exists = path is not None and is_file(path)
        self.warning.setText(self.tr("This file is there already and will be replaced.") if exists else "")
        self.warning.setVisible(exists)

    # -- writing ----------------------------------------------------------------------------------

    def _write(self) -> None:
        path = self._target()
        if self._dossier is None or path is None:
            return
        if not is_folder(path.parent):
            sentence = self.tr("There is no folder “{folder}”.").format(folder=path.parent)
            self._tell_error(ExportFailed(sentence, hint=self.tr("Choose another one.")))
            return
        self._window.settings.keep_text("export-folder", str(path.parent))
        self._window.settings.keep_text("export-kind", self.kind())
        self.write.setEnabled(False)
        self._tell(self.tr("Writing “{name}”…").format(name=path.name))
        work = partial(write_document, self._dossier, path, self.kind(), self.choices())
        line = self.tr("Writing “{name}”").format(name=path.name)
        self._pause.stop()
        self.jobs.start(Job(line, work, partial(self._done, path), self._tell_error))

    def _done(self, path: Path, line: str) -> None:
        self._written = path
        self._check()
        self.warning.hide()
        self._tell(line, "good")
        self.show_file.setVisible(path.is_file())
        self.show_folder.show()
        if self._contents is None:
            self._show_pages_soon()
        self._window.transfer.exported.emit(str(path), line)

    def _tell_error(self, error: AnnotatorError) -> None:
        self._check()
        self._tell(f"{error} {error.hint}".strip(), "bad")

    def _tell(self, text: str, role: str = "") -> None:
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.show()
        announce(self.said, text)

    def _open_file(self) -> None:
        from ui.window_commands import open_file

        if self._written is not None:
            open_file(str(self._written))

    def _open_folder(self) -> None:
        from ui.window_commands import open_file

        if self._written is not None:
            open_file(str(self._written.parent if self._written.is_file() else self._written))

    def _print(self) -> None:
        from ui.printing import ask_and_print

        if self._contents is not None:
            ask_and_print(self._contents, self)

    def _several(self) -> None:
        from ui.dialogs.export_many import ExportManyDialog

        dialog = ExportManyDialog(
            self._window, self.kinds.kind(), self.choices(), as_pdf=self.as_pdf(), parent=self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def done(self, result: int) -> None:
        """Close the dialog; a document that is being written is finished first."""
        self._end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way, also where the dialog was never shown: a thread must not outlive it."""
        self._end()
        super().closeEvent(event)

    def _end(self) -> None:
        self._pause.stop()
        self.pane.preview.show_message("")
        self.jobs.wait()


def _dossier(window: MainWindow) -> Dossier | None:
    workspace, article = window.controller.workspace, window.controller.article
    if workspace is None or article is None:
        return None
    try:
        return workspace.open(article.id, with_original=True)
    except AnnotatorError as error:
        window.controller.failed_with(error)
        return None
