"""`AcceptSuggestionsDialog`: all suggestions of a kind, looked over before they become marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidgetItem

from annotator.model.suggestion import SuggestionKind
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.fields import labelled
from ui.plain_list import PlainList
from ui.suggestion_session import Suggestions
from ui.suggestion_words import kind_title, speaker_line

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_SUGGESTION = Qt.ItemDataRole.UserRole


class AcceptSuggestionsDialog(Sheet):
    """A list of passages, each with a box: those that are checked become marks without a tag, in one step."""

    def __init__(self, window: MainWindow, suggestions: Suggestions) -> None:
        text = window.tr("What is checked becomes a mark; the tags are left to you. One undo takes all back.")
        super().__init__(window.tr("Accept All of a Kind"), window, text=text, width=620)
        self._suggestions = suggestions
        self.kinds = named(QComboBox(self), self.tr("Kind"))
        for kind in SuggestionKind:
            if found := suggestions.of_kind(kind):
                self.kinds.addItem(f"{kind_title(kind)} ({len(found)})", kind)
        current = suggestions.current
        if current is not None:
            self.kinds.setCurrentIndex(self.kinds.findData(current.kind))
        self.list = PlainList(
            self.tr("Passages to accept"), self, nothing=self.tr("Nothing is suggested in this article.")
        )
        self.list.setMinimumHeight(280)
        self.list.setWordWrap(True)
        self.body.addWidget(labelled(self.tr("Kind"), self.kinds, self))
        self.body.addWidget(self.list, 1)
        cancel = self.add_button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.take = self.add_button(self.tr("Accept"), default=True)
        self.take.clicked.connect(self._accept)
        self.kinds.currentIndexChanged.connect(self._fill)
        self.list.itemChanged.connect(self._tell)
        self._fill()

    def _fill(self, *_: object) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        chosen = self.kinds.currentData()  # Qt gives back a plain string
        for suggestion in self._suggestions.of_kind(SuggestionKind(chosen)) if chosen else []:
            speaker = speaker_line(suggestion)
            words = one_line(suggestion.exact)
            item = QListWidgetItem(f"{words}\n{speaker}" if speaker else words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_SUGGESTION, suggestion)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._tell()

    def _tell(self, *_: object) -> None:
        count = len(self._chosen())
        self.take.setEnabled(count > 0)
        self.take.setText(tr_plural("Accept {n} Passage", "Accept {n} Passages", count))
        self.take.setAccessibleName(self.take.text())

    def _chosen(self) -> list[QListWidgetItem]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if item.checkState() is Qt.CheckState.Checked]

    def _accept(self) -> None:
        self._suggestions.accept_all([item.data(_SUGGESTION) for item in self._chosen()])
        self.accept()
