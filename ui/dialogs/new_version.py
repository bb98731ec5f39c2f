"""`NewVersionDialog`: what a new text changes, and what becomes of the marks, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.returning.new_version import Fate, count_fates
from annotator.text.changes import Passage
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.fields import Pill
from ui.labels import plain_label
from ui.plain_table import PlainTable
from ui.version_diff import DiffView
from ui.version_model import BEFORE, FATE, NOW, PLACE, CarriedModel

if TYPE_CHECKING:
    from annotator.model.imported import Imported
    from annotator.workspace import VersionPreview
    from ui.main_window import MainWindow


class NewVersionDialog(Sheet):
    """The diff above, the marks by fate below. Accepting is one step of undo; closing changes nothing."""

    def __init__(
        self,
        window: MainWindow,
        preview: VersionPreview,
        changes: Sequence[Passage],
        read: tuple[Imported, bytes],
        name: str,
    ) -> None:
        super().__init__(
            window.tr("New Version of “{title}”").format(title=one_line(preview.article.title)[:80]),
            window,
            text=window.tr("From “{name}”. Nothing is changed until you accept.").format(name=name),
            width=960,
        )
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._window, self._preview = window, preview
        self._taken = (*read, name)
        self._passages = changes
        self.model = CarriedModel(preview.carried, preview.new, self)
        self.diff = DiffView(window.appearance.theme, self)
        self.table = self._make_table()
        self.counts = plain_label(self.count_line(), self, role="heading", wrap=True)
        self.body.addLayout(self._choices())
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.diff)
        splitter.addWidget(self._below())
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.accept_button = self.add_button(self.tr("Accept the New Version"), default=True)
        self.accept_button.clicked.connect(self._accept)
        self._show_diff()
        self.resize(960, 720)

    def count_line(self) -> str:
        """Return how many marks met each fate."""
        counts = count_fates(self._preview.carried)
        recheck = sum(item.to_recheck for item in self._preview.carried)
        parts = [
            tr_plural("{n} kept", "{n} kept", counts[Fate.KEPT]),
            tr_plural("{n} changed", "{n} changed", counts[Fate.CHANGED]),
            tr_plural("{n} moved", "{n} moved", counts[Fate.MOVED]),
            tr_plural("{n} lost", "{n} lost", counts[Fate.LOST]),
        ]
        line = self.tr("Marks: {counts}").format(counts=", ".join(parts))
        if recheck:
            again = tr_plural("{n} to check again", "{n} to check again", recheck)
            line = f"{line} · {again}"
        return line

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.inline = Pill(self.tr("In One Text"), self)
        self.beside = Pill(self.tr("Side by Side"), self)
        group = QButtonGroup(self)
        for pill in (self.inline, self.beside):
            group.addButton(pill)
            row.addWidget(pill)
        self.inline.setChecked(True)
        row.addStretch(1)
        self.whole = named(
            QCheckBox(self.tr("Show unchanged paragraphs"), self), self.tr("Show unchanged paragraphs")
        )
        row.addWidget(self.whole)
        group.buttonToggled.connect(self._show_diff)
        self.whole.toggled.connect(self._show_diff)
        return row

    def _below(self) -> QWidget:
        box = QWidget(self)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.counts)
        if self.model.rowCount():
            layout.addWidget(self.table, 1)
        else:
            self.table.hide()
            layout.addWidget(plain_label(self.tr("Every mark stays where it is."), box, role="muted"))
            layout.addStretch(1)
        return box

    def _make_table(self) -> PlainTable:
        hint = self.tr("Checked marks whose words changed come first")
        table = PlainTable(self.model, self.tr("Marks that change"), self, hint=hint)
        table.set_columns(fit=(FATE,), share=(BEFORE, NOW, PLACE))
        lost = any(item.proposed is not None for item in self._preview.carried)
        table.setColumnHidden(PLACE, not lost)
        return table

    def _show_diff(self, *_: object) -> None:
        self.diff.show_passages(
            self._passages, side_by_side=self.beside.isChecked(), whole=self.whole.isChecked()
        )

    def _accept(self) -> None:
        imported, original, name = self._taken
        article, placed = self._preview.article.id, self.model.placed()
        self.accept()
        self._window.controller.act(
            lambda workspace: workspace.new_version(article, imported, original, name, placed)[0]
        )
