"""`LostTray`: the lost mark that is chosen, with the words around it as they were, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.model.annotation import Annotation
from annotator.model.span import Span
from annotator.text.normalize import one_line
from ui.labels import plain_label
from ui.version_model import context


class LostTray(QWidget):
    """Stands under the list of marks while a lost one is chosen.

    Signals:
        place_requested: id of a mark that belongs on the selected words.
        proposal_taken: (id, Span): a mark, and the place that was proposed for it.
        dropped: id of a mark nobody wants any more.
        proposal_shown: a Span that should be in sight.
    """

    place_requested = Signal(str)
    proposal_taken = Signal(str, object)
    dropped = Signal(str)
    proposal_shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tray")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = ""
        self._proposed: Span | None = None
        self.words = plain_label("", self, wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.proposal = plain_label("", self, role="muted", wrap=True)
        self.place = self._button(self.tr("Place on Selection"))
        self.take = self._button(self.tr("Place Here"))
        self.look = self._button(self.tr("Show"))
        self.drop = self._button(self.tr("Drop"))
        self.place.clicked.connect(self._place)
        self.take.clicked.connect(self._take)
        self.look.clicked.connect(self._look)
        self.drop.clicked.connect(self._drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addWidget(self.proposal)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.take, self.look, self.place, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        self.hide()

    def show_mark(self, mark: Annotation | None, proposed: Span | None = None, text: str = "") -> None:
        """Show a lost mark and the place proposed for it in the article's `text`; None for no mark."""
        lost = mark is not None and mark.is_orphan
        self._mark = mark.id if mark is not None and lost else ""
        self._proposed = proposed if lost else None
        if mark is not None and lost:
            self.words.setText(context(mark))
        if proposed is not None and lost:
            words = one_line(proposed.of(text))[:120]
            self.proposal.setText(self.tr("It may be here now: “{words}”").format(words=words))
        self.take.setVisible(self._proposed is not None)
        self.look.setVisible(self._proposed is not None)
        self.proposal.setVisible(self._proposed is not None)
        self.setVisible(lost)
        self._fit()

    @property
    def mark(self) -> str:
        """The id of the mark it shows, "" for none."""
        return self._mark

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the words, whose height depends on the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for label in (self.words, self.proposal):
            needed = label.heightForWidth(max(self.width() - 24, 80))  # -1 for an empty one
            label.setMinimumHeight(max(needed, 0))

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        return button

    def _place(self) -> None:
        self.place_requested.emit(self._mark)

    def _take(self) -> None:
        self.proposal_taken.emit(self._mark, self._proposed)

    def _look(self) -> None:
        self.proposal_shown.emit(self._proposed)

    def _drop(self) -> None:
        self.dropped.emit(self._mark)
