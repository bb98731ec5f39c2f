"""`MarkCommands`: what the actions of the menus Mark and Go, and the article itself, ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from annotator.errors import AnnotatorError
from annotator.model.annotation import Kind, Risk, Status
from annotator.model.span import Span

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_TO_CHECK = {Status.UNCHECKED, Status.RECHECK}


class MarkCommands(QObject):
    """Acts on the selection, the chosen marks, or the current one, whichever there is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its name."""
        slots: dict[str, Callable[..., object]] = {
            "tag.none": partial(self.tag, ""),
            "mark.highlighter": self.highlighter,
            "kind.claim": partial(self._kind, Kind.CLAIM),
            "kind.quote": partial(self._kind, Kind.QUOTE),
            "kind.toggle": self._toggle_kind,
            "mark.note": partial(self._edit, "note"),
            "mark.why": partial(self._edit, "rationale"),
            "mark.speaker": partial(self._edit, "speaker"),
            "mark.evidence": partial(self._edit, "evidence"),
            "mark.borders": self._use_selection,
            "mark.split": self._split,
            "mark.merge": self._merge,
            "mark.delete": self.delete,
            "mark.next": partial(self._controller.step, 1),
            "mark.previous": partial(self._controller.step, -1),
            "mark.unchecked": self._next_unchecked,
            "passage.copy": self._copy,
            "passage.cite": self._cite,
        }
        slots |= {f"tag.{number}": partial(self._tag_number, number) for number in range(1, 10)}
        slots |= {f"status.{status.value}": partial(self._status, status) for status in Status}
        slots |= {f"risk.{risk.value}": partial(self._risk, risk) for risk in Risk}
        return slots

    def chosen(self) -> list[str]:
        """Return the ids of the marks an action is about: those chosen in the list, else the current one."""
        marks = self._controller.marks
        chosen = [item for item in self._window.annotation_dock.chosen() if item in marks]
        current = self._controller.current
        if len(chosen) > 1 and (current is None or current.id in chosen):
            return chosen
        return [current.id] if current is not None else chosen

    def mark(self, span: Span | None, tag: str) -> None:
        """Mark a passage with a tag, or give the tag to the chosen marks when there is no passage."""
        if span is not None:
            self._controller.mark(span, tag, self._kind_of(span))
            # The next key of a tag changes this mark's mind instead of marking the same words twice.
            self._window.pane.view.set_caret(span.end)
        elif ids := self.chosen() or self._at_caret():
            self._controller.retag(ids, tag)

    def tag(self, tag: str) -> None:
        """Do what the key of a tag does: mark the selection, else retag what is chosen."""
        pane = self._window.pane
        if self._window.actions_["mark.highlighter"].isChecked():
            self._window.use_highlighter(tag)
        elif pane.has_view:
            self.mark(pane.view.selected_span(), tag)

    def highlighter(self, on: bool) -> None:
        """Switch the highlighter on with the tag of the current mark, or the first one; or off."""
        tags = self._controller.offered_tags()
        current = self._controller.current
        first = current.tag if current is not None and current.tag else tags[0].id if tags else ""
        self._window.use_highlighter(first if on else "")

    def delete(self) -> None:
        """Take the chosen marks off."""
        self._controller.delete(self.chosen())

    def menu(self, point: QPoint, ids: list[str]) -> None:
        """Show the menu of the article or of the list at a point of the screen.

        `ids` are the marks under the pointer, the innermost first; it becomes the current one.
        """
        window, menu = self._window, QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        marks = [mark for mark in map(self._controller.marks.get, ids) if mark is not None]
        if marks and self._controller.current not in marks:
            self._controller.select(marks[0].id)
        if len(marks) > 1:  # which of the marks that overlap here?
            for mark in marks:
                label = window.annotation_dock.panel.model.label(mark)
                title = f"{label}  {mark.exact[:40]}".replace("&", "&&").replace("\n", " ")
                action = menu.addAction(title)
                action.setCheckable(True)
                action.setChecked(self._controller.current is mark)
                action.triggered.connect(partial(self._select, mark.id))
            menu.addSeparator()
        tags = [f"tag.{number}" for number in range(1, 10)]
        has_span = window.pane.has_view and window.pane.view.selected_span() is not None
        if has_span or self.chosen():
            menu.addActions([window.actions_[name] for name in tags if window.actions_[name].isVisible()])
            menu.addAction(window.actions_["tag.none"])
        if self.chosen():
            menu.addSeparator()
            menu.addActions([window.actions_["kind.claim"], window.actions_["kind.quote"]])
            # As actions: PySide takes a menu that is put into another one for gone with that one.
            menu.addActions([window.menus["status"].menuAction(), window.menus["risk"].menuAction()])
            menu.addSeparator()
            for name in ("mark.note", "mark.evidence", "mark.borders", "mark.split", "mark.merge"):
                menu.addAction(window.actions_[name])
            menu.addSeparator()
            menu.addAction(window.actions_["mark.delete"])
        menu.addSeparator()
        menu.addActions([window.actions_["passage.copy"], window.actions_["passage.cite"]])
        menu.popup(point)

    # -- inside -----------------------------------------------------------------------------------

    def _select(self, annotation_id: str, _checked: bool = False) -> None:
        self._controller.select(annotation_id)

    def _at_caret(self) -> list[str]:
        mark = self._window.pane.view.current_mark()
        return [mark.id] if mark is not None else []

    def _tag_number(self, number: int) -> None:
        self.tag(str(self._window.actions_[f"tag.{number}"].data() or ""))

    def _kind_of(self, span: Span) -> Kind:
        """Return QUOTE for words inside quotation marks, as far as their paragraph shows."""
        from annotator.text.quotation_marks import quotations  # not needed to open the window

        version = self._controller.version
        if version is None:
            return Kind.CLAIM
        start = version.text.rfind("\n", 0, span.start) + 1
        end = version.text.find("\n", span.end)
        paragraph = version.text[start : end if end >= 0 else len(version.text)]
        here = Span(span.start - start, span.end - start)
        inside = any(found.start <= here.start and here.end <= found.end for found in quotations(paragraph))
        return Kind.QUOTE if inside else Kind.CLAIM

    def _kind(self, kind: Kind) -> None:
        self._controller.set_kind(self.chosen(), kind)

    def _toggle_kind(self) -> None:
        current = self._controller.current
        if current is not None:
            self._kind(Kind.CLAIM if current.kind is Kind.QUOTE else Kind.QUOTE)

    def _status(self, status: Status) -> None:
        self._controller.set_status(self.chosen(), status)

    def _risk(self, risk: Risk, on: bool) -> None:
        self._controller.set_risk(self.chosen(), risk, on)

    def _edit(self, field: str) -> None:
        if self._controller.current is not None:
            self._window.editor_dock.show()
            self._window.editor_dock.raise_()
            self._window.editor_dock.go_to(field)

    def _use_selection(self) -> None:
        current = self._controller.current
        span = self._window.pane.view.selected_span()
        if current is not None and span is not None:
            self._controller.move(current.id, span)
        elif current is not None:
            hint = self.tr("Select the words first, then press Ctrl+Return.")
            self._controller.failed_with(AnnotatorError(self.tr("Nothing is selected."), hint=hint))

    def _split(self) -> None:
        if (current := self._controller.current) is not None:
            self._controller.split(current.id, self._window.pane.view.caret())

    def _merge(self) -> None:
        ids = self.chosen()
        if len(ids) > 1:
            self._controller.merge(ids)

    def _next_unchecked(self) -> None:
        marks = list(self._controller.marks)
        current = self._controller.current
        after = self._controller.marks.number(current.id) if current is not None else 0
        for mark in marks[after:] + marks[:after]:
            if mark.status in _TO_CHECK:
                self._controller.select(mark.id, reveal=True)
                return
        self._window.tell(self.tr("Everything is checked."))

    def _words(self) -> str:
        """Return the selected words as the article has them, else those of the current mark."""
        version, view = self._controller.version, self._window.pane.view
        span = view.selected_span()
        if span is not None and version is not None:
            return span.of(version.text)
        current = self._controller.current
        return current.exact if current is not None else ""

    def _copy(self) -> None:
        if words := self._words():
            QGuiApplication.clipboard().setText(words)

    def _cite(self) -> None:
        article, words = self._controller.article, self._words()
        if article is None or not words:
            return
        parts = (article.byline, article.title, article.site, article.published, article.url)
        source = ", ".join(part for part in parts if part)
        QGuiApplication.clipboard().setText(f"“{words}” ({source})")
