"""`MergeDialog`: another person's marks beside mine, and a decision for each passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
)

from annotator.errors import AnnotatorError
from annotator.model.dossier import Dossier
from annotator.returning.two_people import Pair, Verdict, agreement, summary
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label
from ui.merge_model import MINE, PASSAGE, THEIRS, VERDICT, PairModel
from ui.plain_table import PlainTable

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class MergeDialog(Sheet):
    """How well the two agree, the passages, and what can be done with each. Each act is one step of undo."""

    def __init__(self, window: MainWindow, theirs: Dossier, article_id: str, name: str) -> None:
        super().__init__(
            window.tr("Compare with “{name}”").format(name=one_line(name)[:80]), window, width=980
        )
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._window, self._theirs, self._article = window, theirs, article_id
        self._pairs: list[Pair] = []
        self.sentence = plain_label("", self, wrap=True)
        self.counts = plain_label("", self, role="muted", wrap=True)
        self.model = PairModel(self)
        self.table = self._make_table()
        self.agreed = named(QCheckBox(self.tr("Show what is settled"), self), self.tr("Show what is settled"))
        self.agreed.toggled.connect(self._show)
        self.body.addWidget(self.sentence)
        row = QHBoxLayout()
        row.addWidget(self.counts, 1)
        row.addWidget(self.agreed)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.keep = self._act(self.tr("Keep Mine"), self._keep_mine)
        self.take = self._act(self.tr("Take Theirs"), self._take_theirs)
        self.both = self._act(self.tr("Keep Both"), self._keep_both)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.keep, self.take, self.both):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self.adopt = self.add_button(self.tr("Add All That Only They Marked"), left=True)
        self.adopt.clicked.connect(self._adopt_all)
        self.add_close()
        self.resize(980, 600)
        self.refresh()

    def refresh(self) -> None:
        """Compare again with my marks as they are now."""
        workspace = self._window.controller.workspace
        if workspace is None:
            return
        try:
            _, self._pairs = workspace.compare_with(self._theirs, self._article)
        except AnnotatorError as error:
            self._window.controller.failed_with(error)
            self.reject()
            return
        self.sentence.setText(agreement(self._pairs).sentence())
        self.counts.setText(self._count_line())
        only = sum(pair.verdict is Verdict.ONLY_THEIRS for pair in self._pairs)
        self.adopt.setEnabled(only > 0)
        self.adopt.setText(
            tr_plural("Add {n} Mark That Only They Made", "Add {n} Marks That Only They Made", only)
            if only
            else self.tr("Add All That Only They Marked")
        )
        self._show()

    def _count_line(self) -> str:
        line = summary(self._pairs)
        placed = sum(pair.theirs is not None for pair in self._pairs)
        elsewhere = sum(not mark.is_orphan for mark in self._theirs.annotations) - placed
        if elsewhere <= 0:
            return line
        left_out = tr_plural(
            "{n} of their marks is on words this text does not have",
            "{n} of their marks are on words this text does not have",
            elsewhere,
        )
        return f"{line} · {left_out}"

    def _show(self, *_: object) -> None:
        row = max(self.table.currentIndex().row(), 0)
        tags = {**self._theirs.tags_by_id(), **self._window.controller.tags}
        self.model.show_pairs(self._pairs, tags, agreed=self.agreed.isChecked())
        if self.model.rowCount():
            self.table.selectRow(min(row, self.model.rowCount() - 1))
        self._enable()

    def _make_table(self) -> PlainTable:
        hint = self.tr("The place of one is shown in the article")
        table = PlainTable(self.model, self.tr("Passages of both"), self, hint=hint, single=True)
        table.set_columns(fit=(VERDICT,), share=(PASSAGE, MINE, THEIRS))
        table.selectionModel().currentRowChanged.connect(self._chosen)
        return table

    def _act(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _current(self) -> Pair | None:
        index = self.table.currentIndex()
        return self.model.pair(index.row()) if index.isValid() else None

    def _enable(self) -> None:
        pair = self._current()
        open_ = pair is not None and pair.verdict is not Verdict.AGREED
        self.keep.setEnabled(open_)
        self.take.setEnabled(open_)
        self.both.setEnabled(pair is not None and pair.verdict is Verdict.TAGGED_OTHERWISE)

    def _chosen(self, current: QModelIndex, _before: QModelIndex | None = None) -> None:
        self._enable()
        pair, article = self._current(), self._window.controller.article
        if not current.isValid() or pair is None or article is None or article.id != self._article:
            return
        if pair.mine is not None:
            self._window.controller.select(pair.mine.id, reveal=True)
        elif pair.theirs is not None and pair.theirs.span is not None:
            self._window.controller.reveal.emit(pair.theirs.span)

    def _keep_mine(self) -> None:
        if (pair := self._current()) is not None:
            self.model.decide(pair)
            self._show()

    def _take_theirs(self) -> None:
        if (pair := self._current()) is not None:
            self._window.controller.act(
                lambda workspace: workspace.take_theirs(self._article, self._theirs, pair)
            )
            self.refresh()

    def _keep_both(self) -> None:
        if (pair := self._current()) is not None and (theirs := pair.theirs) is not None:
            self._window.controller.act(
                lambda workspace: workspace.adopt(self._article, self._theirs, [theirs])
            )
            self.refresh()

    def _adopt_all(self) -> None:
        pairs = list(self._pairs)
        self._window.controller.act(
            lambda workspace: workspace.adopt_one_sided(self._article, self._theirs, pairs)
        )
        self.refresh()
