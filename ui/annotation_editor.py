"""`EditorDock`: the editor of the current mark, or of all marks that are chosen in the list."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.source import Source
from annotator.model.tag import Tag
from ui.annotation_dock import hint_page
from ui.controller import Controller
from ui.pane_dock import PaneDock
from ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from ui.annotation_form import AnnotationForm

_AHEAD_MS = 400


class EditorDock(PaneDock):
    """The editor of the current mark, or of all marks that are chosen in the list."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__("editor", parent)
        self.setWindowTitle(self.tr("Mark"))
        self._controller = controller
        self._theme = LIGHT
        self._ids: list[str] = []
        self._shown: list[Annotation] = []
        self._ahead = QTimer(self)  # the form is there before the first mark asks for it
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD_MS)
        self._ahead.timeout.connect(lambda: self.form)
        self._form: AnnotationForm | None = None
        self._pages = QStackedWidget(self)
        words = self.tr("Select words in the article and press F, O or C.\nWhat you mark is edited here.")
        self._pages.addWidget(hint_page(words, self))
        self.setWidget(self._pages)

    @property
    def form(self) -> AnnotationForm:
        """The form; made when it is first needed, as the window has to be quick to open."""
        if self._form is None:
            from ui.annotation_form import AnnotationForm

            self._form = AnnotationForm(self._controller, self)
            self._form.set_theme(self._theme)
            self._form.set_tags(self._controller.offered_tags())
            self._form.left.connect(self.left)
            self._pages.addWidget(self._form)
        return self._form

    def show_marks(self, ids: list[str]) -> None:
        """Edit these marks from now on; what was written for others is stored first."""
        if ids != self._ids:
            self.flush()
            self._ids = ids
        elif self._is_shown():
            return
        self._refresh()

    def show_change(self, change: Change) -> None:
        """Show what a change made of the marks that are edited."""
        if change.ids(Tag) and self._form is not None:
            self._form.set_tags(self._controller.offered_tags())
        self._ids = [item for item in self._ids if item in self._controller.marks]
        if not self._ids and (current := self._controller.current) is not None:
            self._ids = [current.id]  # rather than the empty page for a moment
        if change.ids(Source) or change.ids(Tag) or not self._is_shown():
            self._refresh()

    def show_article(self) -> None:
        """Offer the tags of the codebook, which may be another one now."""
        if self._form is not None:
            self._form.set_tags(self._controller.offered_tags())
        else:
            self._ahead.start()

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self._theme = theme
        if self._form is not None:
            self._form.set_theme(theme)

    def flush(self) -> None:
        """Store what was written."""
        if self._form is not None:
            self._form.flush()

    def go_to(self, name: str) -> None:
        """Put the focus into a field: "note", "rationale", "speaker", "evidence" or "tag"."""
        if self._ids:
            self.form.go_to(name)

    def focus_target(self) -> QWidget:
        """Return what takes the focus: the first field, or the words that say what to do."""
        return self.form.status if self._ids else self._pages

    def sizeHint(self) -> QSize:
        """Return the room it likes."""
        return QSize(360, 420)

    def _marks(self) -> list[Annotation]:
        return [mark for mark in map(self._controller.marks.get, self._ids) if mark is not None]

    def _is_shown(self) -> bool:
        """Tell whether the form shows these very values: one act asks for its marks several times."""
        marks = self._marks()
        same = len(marks) == len(self._shown) and all(map(is_, marks, self._shown))
        return same and bool(marks)

    def _refresh(self) -> None:
        marks = self._shown = self._marks()
        if marks:
            self.form.show_marks(marks)
            self._pages.setCurrentWidget(self.form)
        else:
            self._pages.setCurrentIndex(0)
