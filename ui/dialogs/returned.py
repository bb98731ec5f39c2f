"""`ReturnedDialog`: what others did to a document, to be taken over one by one or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QSplitter

from annotator.errors import AnnotatorError
from annotator.returning.differences import Difference, DifferenceKind
from annotator.text.changes import Piece, PieceKind, passages, pieces
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label
from ui.notice import Notice
from ui.plain_table import PlainTable
from ui.returned_model import BEFORE, BY, NOW, PASSAGE, WHAT, WHEN, DifferenceModel
from ui.version_diff import DiffView

if TYPE_CHECKING:
    from annotator.workspace import Returned
    from ui.main_window import MainWindow


class ReturnedDialog(Sheet):
    """The list above, the whole of the chosen difference below. Each act is one step of undo."""

    def __init__(self, window: MainWindow, returned: Returned) -> None:
        super().__init__(
            window.tr("“{name}” Came Back").format(name=one_line(returned.name)[:80]), window, width=980
        )
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._window, self._returned = window, returned
        self.count = plain_label("", self, role="muted", wrap=True)
        self.warning = plain_label(
            self.tr(
                "The article was edited since this document was sent: taking over its text would undo that."
            ),
            self,
            role="warning",
            wrap=True,
        )
        self.model = DifferenceModel(parent=self)
        self.table = self._make_table()
        self.whole = DiffView(window.appearance.theme, self)
        self.body.addWidget(self.count)
        self.body.addWidget(self.warning)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.table)
        splitter.addWidget(self.whole)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self._add_buttons()
        self.model.ticked.connect(self._show_ticked)
        self.show_returned(returned)
        self.resize(980, 640)

    def show_returned(self, returned: Returned) -> None:
        """Show what is still open of a document."""
        self._returned = returned
        self.model.show_differences(returned.differences)
        count = len(returned.differences)
        title = one_line(returned.article.title)[:80]
        line = tr_plural("{n} difference to “{title}”", "{n} differences to “{title}”", count, title=title)
        self.count.setText(line if count else self.tr("Nothing was changed in it."))
        self.warning.setVisible(returned.behind)
        self.all.setEnabled(count > 0)
        self.every.setEnabled(count > 0)
        self.none.setEnabled(count > 0)
        if count:
            self.table.selectRow(0)
        else:
            self.whole.clear()

    def _add_buttons(self) -> None:
        self.none = self.add_button(self.tr("Tick None"), left=True)
        self.every = self.add_button(self.tr("Tick All"), left=True)
        self.every.clicked.connect(lambda: self.model.tick_all(True))
        self.none.clicked.connect(lambda: self.model.tick_all(False))
        self.add_button(self.tr("Close")).clicked.connect(self.reject)
        self.all = self.add_button(self.tr("Accept All"))
        self.all.clicked.connect(lambda: self._take(list(self._returned.differences)))
        self.selected = self.add_button(self.tr("Accept Ticked"), default=True)
        self.selected.clicked.connect(lambda: self._take(self.model.chosen()))

    def _make_table(self) -> PlainTable:
        hint = self.tr("Space ticks one; its place is shown in the article")
        table = PlainTable(self.model, self.tr("Differences"), self, hint=hint, single=True)
        metrics = table.fontMetrics()
        widest = max(metrics.horizontalAdvance(self.model.kind_name(kind)) for kind in DifferenceKind)
        table.horizontalHeader().resizeSection(WHAT, widest + 56)  # with a box to tick
        table.set_columns(fit=(BY, WHEN), share=(PASSAGE, BEFORE, NOW))
        table.selectionModel().currentRowChanged.connect(self._show_one)
        return table

    def _show_ticked(self, count: int) -> None:
        self.selected.setEnabled(count > 0)
        self.selected.setText(
            tr_plural("Accept {n} Ticked", "Accept {n} Ticked", count) if count else self.tr("Accept Ticked")
        )

    def _show_one(self, current: QModelIndex, _before: QModelIndex | None = None) -> None:
        if not current.isValid():
            return
        difference = self.model.difference(current.row())
        if difference.kind is DifferenceKind.TEXT:
            self.whole.show_passages(passages(self._returned.text, self._returned.imported.text))
        else:
            self.whole.show_edit(_story(difference))
        article = self._window.controller.article
        place = self._returned.places[current.row()]
        if place is not None and article is not None and article.id == self._returned.article.id:
            self._window.controller.select(difference.annotation)
            self._window.controller.reveal.emit(place)

    def _take(self, chosen: list[Difference]) -> None:
        if not chosen:
            return
        controller, returned = self._window.controller, self._returned
        controller.act(lambda workspace: workspace.accept_returned(returned, chosen))
        if (workspace := controller.workspace) is None:
            return
        try:
            left = workspace.returned(
                returned.imported, returned.original, returned.name, returned.article.id
            )
        except AnnotatorError as error:
            controller.failed_with(error)
            self.reject()
            return
        if left.differences:
            self.show_returned(left)
            return
        self.accept()
        done = self.tr("Everything that was done to “{name}” is taken over.").format(name=returned.name)
        self._window.show_notice(Notice(done, sign="check"))


def _story(difference: Difference) -> list[Piece]:
    """Return a difference as an edit: a comment's words before and after, and the answers under a new one."""
    found = pieces(difference.before, difference.after)
    for answer in difference.answers:
        found.append(Piece(PieceKind.ADDED, f"\n{answer.author}: {answer.comment}"))
    return found
