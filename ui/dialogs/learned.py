"""`LearnedDialog`: what was learned from the person's own tags: how it does, to export it or to delete it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from annotator.translate import tr_plural
from ui.dialogs.sheet import Sheet
from ui.fields import plain_label
from ui.tag_proposals import TagProposals

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class LearnedDialog(Sheet):
    """Its record in plain figures. It holds numbers only, no words of any article."""

    def __init__(self, window: MainWindow, proposals: TagProposals) -> None:
        text = window.tr(
            "Proposed tags come from the passages you tagged in this library, on this computer. "
            "What is learned is kept in the library as numbers, without the words of any article."
        )
        super().__init__(window.tr("What Was Learned"), window, text=text)
        self._window = window
        self._proposals = proposals
        self.figures = plain_label("", self, wrap=True)
        self.body.addWidget(self.figures)
        self.delete = self.add_button(self.tr("Delete It"), left=True)
        self.delete.clicked.connect(self._delete)
        self.export = self.add_button(self.tr("Export…"))
        self.export.clicked.connect(self._export)
        self.add_close()
        proposals.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.figures.setText("\n".join(self._lines()))
        self.delete.setEnabled(self._proposals.learner is not None)
        self.export.setEnabled(self._proposals.learner is not None)

    def _lines(self) -> list[str]:
        learner, record = self._proposals.learner, self._proposals.record
        lines = []
        if learner is not None:
            count = len(learner.documents)
            lines.append(
                tr_plural("Learned from {n} tagged passage.", "Learned from {n} tagged passages.", count)
            )
            tried = learner.evaluation
            if tried.shown:
                line = self.tr("On your newest tags, {right} of {shown} proposals would have been right.")
                lines.append(line.format(right=tried.right, shown=tried.shown))
        line = self.tr("Proposals so far: {accepted} accepted, {edited} changed, {rejected} turned down.")
        lines.append(line.format(accepted=record.accepted, edited=record.edited, rejected=record.rejected))
        if silent := self._proposals.silent_because:
            lines.append(silent)
        return lines

    def _delete(self) -> None:
        self._proposals.forget()
        self._window.tell(self.tr("What was learned is deleted, and nothing more is learned."))

    def _export(self) -> None:
        folder = Path(self._window.settings.text("folder", str(Path.home())))
        dialog = QFileDialog(self, self.tr("Export what was learned"), str(folder / "learned.json"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("JSON (*.json)")])
        dialog.setDefaultSuffix("json")
        dialog.selectFile("learned.json")
        dialog.fileSelected.connect(self._exported)
        dialog.open()

    def _exported(self, path: str) -> None:
        if self._proposals.export(path):
            self._window.tell(self.tr("“{name}” is written.").format(name=Path(path).name))
