"""`LostMarks`: keeps the tray of lost marks in step with what is chosen, and does what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.errors import AnnotatorError
from annotator.model.dossier import Dossier
from annotator.model.span import Span

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.version_tray import LostTray


class LostMarks(QObject):
    """Puts the tray under the list of marks when the first article is opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self.tray: LostTray | None = None
        self._proposals: dict[str, Span] = {}
        self._controller.article_opened.connect(self._article_opened)
        self._controller.article_closed.connect(self._article_closed)
        self._controller.current_changed.connect(self._show)
        self._controller.changed.connect(self._marks_changed)

    def _article_opened(self, dossier: Dossier) -> None:
        if self.tray is None:
            self.tray = self._make_tray()
        self._proposals = {}
        if any(mark.is_orphan for mark in dossier.annotations):
            found = self._controller.ask(lambda workspace: workspace.proposals(dossier.article.id))
            self._proposals = found or {}
        self._show("")

    def _article_closed(self) -> None:
        self._proposals = {}
        self._show("")

    def _make_tray(self) -> LostTray:
        from ui.version_tray import LostTray

        panel = self._window.annotation_dock.panel
        tray = LostTray(panel)
        if (layout := panel.layout()) is not None:
            layout.addWidget(tray)
        tray.place_requested.connect(self._place)
        tray.proposal_taken.connect(self._controller.move)
        tray.proposal_shown.connect(self._controller.reveal)
        tray.dropped.connect(self._drop)
        return tray

    def _place(self, annotation_id: str) -> None:
        span = self._window.pane.view.selected_span()
        if span is not None:
            self._controller.move(annotation_id, span)
            return
        hint = self.tr("Select the words the mark belongs to, then place it.")
        self._controller.failed_with(AnnotatorError(self.tr("Nothing is selected."), hint=hint))

    def _drop(self, annotation_id: str) -> None:
        self._controller.delete([annotation_id])

    def _marks_changed(self, *_: object) -> None:
        current = self._controller.current
        self._show(current.id if current is not None else "")

    def _show(self, annotation_id: str) -> None:
        if self.tray is not None:
            version = self._controller.version
            annotation_id = annotation_id or self.tray.mark  # it waits while its new place is looked for
            mark = self._controller.marks.get(annotation_id)
            self.tray.show_mark(mark, self._proposals.get(annotation_id), version.text if version else "")
