"""`VersionsDialog`: the texts an article had, to look at and to export."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QListWidgetItem

from annotator.errors import AnnotatorError
from annotator.model.article import Version
from annotator.model.dossier import Dossier
from annotator.translate import tr_plural
from ui.dialogs.sheet import Sheet
from ui.plain_list import PlainList

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class VersionsDialog(Sheet):
    """The newest first; Enter looks at one."""

    def __init__(self, window: MainWindow) -> None:
        text = window.tr("An older text can be read and exported. To go back to it, undo the new version.")
        super().__init__(window.tr("Versions"), window, text=text, width=620)
        self._window = window
        self.list = PlainList(self.tr("Versions, the newest first"), self, acts=True)
        self.list.setMinimumHeight(220)
        self.list.itemActivated.connect(self._look)
        self.body.addWidget(self.list, 1)
        self.look = self.add_button(self.tr("Look at It"))
        self.look.clicked.connect(self._look)
        self.export = self.add_button(self.tr("Export…"))
        self.export.clicked.connect(self._ask_where)
        self.add_close()
        self._fill()

    def _fill(self) -> None:
        article, workspace = self._window.controller.article, self._window.controller.workspace
        if article is None or workspace is None:
            return
        try:
            versions = workspace.library.versions(article.id)
        except AnnotatorError as error:
            self._window.controller.failed_with(error)
            return
        for version in reversed(versions):
            item = QListWidgetItem(self._line(version, current=version.id == article.version), self.list)
            item.setData(Qt.ItemDataRole.UserRole, version.id)
        self.list.setCurrentRow(0)
        self.look.setEnabled(self.list.count() > 0)
        self.export.setEnabled(self.list.count() > 0)

    def _line(self, version: Version, *, current: bool) -> str:
        moment = QDateTime.fromSecsSinceEpoch(int(version.imported.timestamp()))
        when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        words = tr_plural("{n} word", "{n} words", len(version.text.split()))
        parts = [self.tr("Version {number}").format(number=version.number), when, version.file_name, words]
        if current:
            parts.append(self.tr("now"))
        return "  ·  ".join(part for part in parts if part)

    def _dossier(self, *, with_original: bool = False) -> Dossier | None:
        item, controller = self.list.currentItem(), self._window.controller
        if item is None or controller.article is None or controller.workspace is None:
            return None
        version = str(item.data(Qt.ItemDataRole.UserRole))
        try:
            return controller.workspace.at_version(
                controller.article.id, version, with_original=with_original
            )
        except AnnotatorError as error:
            controller.failed_with(error)
            return None

    def _look(self, *_: object) -> None:
        from ui.version_reader import VersionReader

        if (dossier := self._dossier()) is not None:
            reader = VersionReader(self._window, dossier, len(self._window.controller.marks))
            reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.accept()
            reader.show()

    def _ask_where(self) -> None:
        if (dossier := self._dossier(with_original=True)) is None:
            return
        stem = re.sub(r'[\\/:*?"<>|\x00-\x1f\s]+', " ", dossier.article.title).strip(" .")[:80]
        name = self.tr("{title} – version {number}").format(
            title=stem or self.tr("Article"), number=dossier.version.number
        )
        folder = Path(self._window.settings.text("export-folder", str(Path.home())))
        dialog = QFileDialog(self, self.tr("Export to"), str(folder / f"{name}.docx"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Word documents (*.docx)")])
        dialog.setDefaultSuffix("docx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._write(dossier, path))
        dialog.open()

    def _write(self, dossier: Dossier, path: str) -> None:
        self.accept()
        self._window.transfer.write(dossier, Path(path), "annotated-copy")
