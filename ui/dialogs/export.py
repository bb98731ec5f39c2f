"""`ExportDialog`: which kind of document to write, and where to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import ExportFailed
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.fields import labelled
from ui.labels import plain_label

if TYPE_CHECKING:
    from ui.main_window import MainWindow

COPY, REPORT = "annotated-copy", "report"


class ExportDialog(Sheet):
    """Two kinds, a file name and a button; an existing file is only replaced when the person says so."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.tr("Export a Word Document"), window, width=600)
        self._window = window
        self._article = window.controller.article
        self.kinds: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)  # they stand in cards of their own
        self._add_kinds()
        self.path = named(QLineEdit(self), self.tr("File"))
        browse = QPushButton(self.tr("Choose…"), self)
        browse.setAccessibleName(self.tr("Choose the file"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.path, 1)
        line.addWidget(browse)
        self.body.addWidget(labelled(self.tr("File"), row, self))
        self._warning = plain_label("", self, role="warning", wrap=True)
        self.body.addWidget(self._warning)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.write = self.add_button(self.tr("Export"), default=True)
        self.write.clicked.connect(self._write)
        self.path.textChanged.connect(self._check)
        self.path.setText(str(self._proposed(COPY)))

    def kind(self) -> str:
        """Return the kind that is chosen."""
        return next((kind for kind, button in self.kinds.items() if button.isChecked()), COPY)

    def _add_kinds(self) -> None:
        for kind, title, text in (
            (
                COPY,
                self.tr("Annotated copy"),
                self.tr("The article as it is, with its marks as shading and Word comments."),
            ),
            (
                REPORT,
                self.tr("Report"),
                self.tr("A title, a legend, counts, the article with its marks, and a table of all marks."),
            ),
        ):
            card = QWidget(self)
            card.setProperty("role", "card")
            layout = QVBoxLayout(card)
            layout.setContentsMargins(12, 8, 12, 10)
            layout.setSpacing(1)
            button = QRadioButton(title, card)
            self._group.addButton(button)
            button.setAccessibleName(title)
            button.setAccessibleDescription(text)
            button.setChecked(kind == COPY)
            button.toggled.connect(self._kind_changed)
            words = plain_label(text, card, role="muted", wrap=True)
            words.setIndent(26)
            layout.addWidget(button)
            layout.addWidget(words)
            self.kinds[kind] = button
            self.body.addWidget(card)

    def _kind_changed(self, on: bool) -> None:
        if on:
            here = Path(self.path.text())
            other = REPORT if self.kind() == COPY else COPY
            if here.name == self._proposed(other).name:
                self.path.setText(str(here.with_name(self._proposed(self.kind()).name)))

    def _proposed(self, kind: str) -> Path:
        title = self._article.title if self._article else ""
        stem = re.sub(r'[\\/:*?"<>|\x00-\x1f\s]+', " ", title).strip(" .")[:80] or self.tr("Article")
        ending = self.tr("report") if kind == REPORT else self.tr("annotated")
        folder = Path(self._window.settings.text("export-folder", str(Path.home())))
        return folder / f"{stem} – {ending}.docx"

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Export to"), self.path.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # this dialog says so itself
        dialog.setNameFilters([self.tr("Word documents (*.docx)")])
        dialog.setDefaultSuffix("docx")
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _target(self) -> Path:
        path = Path(self.path.text().strip()).expanduser()
        return path if path.suffix else path.with_suffix(".docx")

    def _check(self, text: str) -> None:
        self.write.setEnabled(bool(text.strip()))
        exists = bool(text.strip()) and self._target().is_file()
        self._warning.setText(self.tr("This file is there already and will be replaced.") if exists else "")
        self._warning.setVisible(exists)

    def _write(self) -> None:
        path = self._target()
        if self._article is None:
            return
        if not path.parent.is_dir():
            sentence = self.tr("There is no folder “{folder}”.").format(folder=path.parent)
            self._window.controller.failed_with(ExportFailed(sentence, hint=self.tr("Choose another one.")))
            self.reject()
            return
        self._window.settings.keep_text("export-folder", str(path.parent))
        self.accept()
        self._window.transfer.export(self._article.id, path, self.kind())
