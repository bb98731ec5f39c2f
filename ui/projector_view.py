"""`ProjectorView`: only the article, in big type, for a room; its marks are shown one by one, or by tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QToolButton, QVBoxLayout, QWidget

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.dossier import Dossier
from annotator.model.tag import Tag
from ui.article_view import ArticleView
from ui.chips import FlowLayout, TagButton
from ui.icons import icon
from ui.settings import Reading
from ui.theme import LIGHT, Theme

ZOOM = 180
"""Per cent at which a room begins; Ctrl with the wheel, + or − changes it."""
_WIDTH = 58  # characters of a line: from the last row, shorter ones are found again more easily
_MOST_HANDS = 999


class ProjectorView(QWidget):
    """A window of its own over everything else. It shows and counts; it edits nothing.

    Signals:
        closed: the room is dark again.
        tally_changed: (id, ((tag id, hands), …)): hands were counted for a mark.
        current_changed: id of the mark that was just shown, "" for none.
    """

    closed = Signal()
    tally_changed = Signal(str, tuple)
    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._dossier: Dossier | None = None
        self._shown: set[str] = set()
        self._current = ""
        self._tag_buttons: dict[str, TagButton] = {}
        self._hands: dict[str, QSpinBox] = {}
        self._theme = LIGHT
        self.view = ArticleView(self)
        self.view.handles_tag_keys = False
        self.view.has_handles = False
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.setAccessibleDescription(
            self.tr("Right arrow or blank shows the next mark, left arrow takes it back, Esc leaves.")
        )
        self.view.keys.use_keys(dict.fromkeys(("select.grow", "select.shrink"), ""))
        self.view.annotation_activated.connect(self._toggle)
        self._make_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.bar)
        self.setWindowTitle(self.tr("Projector"))
        self._make_keys()

    # -- what is shown -----------------------------------------------------------------------------------

    def show_article(self, dossier: Dossier, *, reading: Reading | None = None, theme: Theme = LIGHT) -> None:
        """Show an article with all its marks hidden."""
        self._dossier, self._theme = dossier, theme
        self._shown, self._current = set(), ""
        base = reading if reading is not None else Reading()
        self.view.set_theme(theme)
        self.view.set_reading(replace(base, width=_WIDTH, line_numbers=False))
        self.view.set_zoom(ZOOM)
        self.view.show_article(dossier)
        self.setPalette(theme.palette())
        self.setWindowTitle(dossier.article.title)
        self._make_tags(dossier)
        self._apply()

    def show_change(self, change: Change) -> None:
        """Take over what a change did to the marks."""
        if self._dossier is None:
            return
        self.view.show_change(change)
        marks = tuple(self.view.marks)
        self._dossier = replace(self._dossier, annotations=marks)
        self._shown &= {mark.id for mark in marks}
        if self._current not in self._shown:
            self._current = ""
        self._apply()

    def shown(self) -> frozenset[str]:
        """Return the ids of the marks that can be seen."""
        return frozenset(self._shown)

    def show_next(self) -> None:
        """Show the first mark of the text that is still hidden, and bring it into sight."""
        hidden = next((mark for mark in self._marks() if mark.id not in self._shown), None)
        if hidden is not None:
            self._shown.add(hidden.id)
            self._make_current(hidden.id)

    def hide_last(self) -> None:
        """Hide the last mark of the text that is shown."""
        shown = [mark.id for mark in self._marks() if mark.id in self._shown]
        if shown:
            self._shown.discard(shown[-1])
            self._make_current(shown[-2] if len(shown) > 1 else "")

    def show_all(self) -> None:
        """Show every mark."""
        self._shown = {mark.id for mark in self._marks()}
        self._apply()

    def hide_all(self) -> None:
        """Hide every mark."""
        self._shown = set()
        self._make_current("")

    def toggle_tag(self, tag_id: str) -> None:
        """Show all marks of a tag, or hide them if all of them are shown."""
        ids = {mark.id for mark in self._marks() if mark.tag == tag_id}
        if ids <= self._shown:
            self._shown -= ids
        else:
            self._shown |= ids
        if self._current not in self._shown:
            self._current = ""
        self._apply()

    def show_fullscreen(self) -> None:
        """Fill the screen and take the keys."""
        self.showFullScreen()
        self.activateWindow()
        self.view.setFocus()

    # -- inside ------------------------------------------------------------------------------------------

    def _marks(self) -> Iterable[Annotation]:
        return (mark for mark in self.view.marks if mark.span is not None)

    def _toggle(self, annotation_id: str) -> None:
        """Take a click on a mark; what is hidden cannot be clicked."""
        if annotation_id in self._shown:
            self._make_current(annotation_id)

    def _make_current(self, annotation_id: str) -> None:
        self._current = annotation_id
        self._apply()
        mark = self.view.marks.get(annotation_id)
        if mark is not None and mark.span is not None:
            self.view.reveal(mark.span)
        self.current_changed.emit(annotation_id)

    def _apply(self) -> None:
        self.view.show_only(self._shown)
        self.view.show_current(self._current)
        total = sum(1 for _ in self._marks())
        self.count.setText(self.tr("{shown} of {total} shown").format(shown=len(self._shown), total=total))
        for tag_id, button in self._tag_buttons.items():
            ids = {mark.id for mark in self._marks() if mark.tag == tag_id}
            button.setChecked(bool(ids) and ids <= self._shown)
            button.setEnabled(bool(ids))
        mark = self.view.marks.get(self._current)
        tally = dict(mark.tally) if mark is not None else {}
        for tag_id, box in self._hands.items():
            box.blockSignals(True)
            box.setValue(tally.get(tag_id, 0))
            box.blockSignals(False)
        self.tally.setVisible(mark is not None and self.count_hands.isChecked())
        self.count_hands.setEnabled(mark is not None)

    def _count(self, _value: int = 0) -> None:
        if self._current:
            counted = tuple((tag_id, box.value()) for tag_id, box in self._hands.items() if box.value())
            self.tally_changed.emit(self._current, counted)

    def _make_bar(self) -> None:
        self.bar = QWidget(self)
        self.bar.setAutoFillBackground(True)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.back = self._button(self.tr("Hide the last (Left)"), "previous", self.hide_last)
        self.next = self._button(self.tr("Show the next (Right)"), "next", self.show_next)
        self.count = QLabel(self.bar)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.all = self._button(self.tr("Show all"), "", self.show_all)
        self.none = self._button(self.tr("Hide all"), "", self.hide_all)
        self.tags = QWidget(self.bar)
        self._tag_row = FlowLayout(self.tags)
        self.count_hands = self._button(self.tr("Count hands"), "", self._apply)
        self.count_hands.setCheckable(True)
        self.tally = QWidget(self.bar)
        self._tally_row = FlowLayout(self.tally)
        self.leave = self._button(self.tr("Leave (Esc)"), "close", self.close)
        shows: tuple[QWidget, ...] = (self.back, self.next, self.count, self.all, self.none)
        for widget in shows:
            row.addWidget(widget)
        row.addWidget(self.tags, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.count_hands, self.leave):
            row.addWidget(widget)
        rows = QVBoxLayout(self.bar)
        rows.setContentsMargins(14, 8, 14, 8)
        rows.setSpacing(6)
        rows.addWidget(self.tally)  # a line of its own, or several: a codebook can have many tags
        rows.addLayout(row)

    def _make_tags(self, dossier: Dossier) -> None:
        self._tag_row.clear()
        self._tally_row.clear()
        used = {mark.tag for mark in dossier.annotations}
        self._tag_buttons, self._hands = {}, {}
        for tag in dossier.tags:
            if tag.retired and tag.id not in used:
                continue
            button = TagButton(tag, self.tags)
            button.set_theme(self._theme)
            button.clicked.connect(partial(self._tag_clicked, tag.id))
            self._tag_row.addWidget(button)
            button.show()
            self._tag_buttons[tag.id] = button
            self._add_hands(tag)

    def _add_hands(self, tag: Tag) -> None:
        box = QSpinBox(self.tally)
        box.setRange(0, _MOST_HANDS)
        box.setPrefix(f"{tag.letter} ")
        box.lineEdit().setTextMargins(6, 0, 0, 0)  # a style sheet's padding does not reach it
        box.setToolTip(self.tr("Arrow keys count up and down"))
        box.setAccessibleName(self.tr("Raised hands for {tag}").format(tag=tag.name))
        box.valueChanged.connect(self._count)
        self._tally_row.addWidget(box)
        self._hands[tag.id] = box

    def _tag_clicked(self, tag_id: str, _checked: bool = False) -> None:
        self.toggle_tag(tag_id)

    def _button(self, text: str, name: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton(self.bar)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name:
            button.setIcon(icon(name))
            button.setIconSize(QSize(20, 20))
        else:
            button.setText(text)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _make_keys(self) -> None:
        acts = {
            "Right": self.show_next,
            "Space": self.show_next,
            "PgDown": self.show_next,
            "Left": self.hide_last,
            "Backspace": self.hide_last,
            "PgUp": self.hide_last,
            "A": self.show_all,
            "H": self.hide_all,
            "Ctrl++": partial(self._zoom, 20),
            "Ctrl+=": partial(self._zoom, 20),
            "Ctrl+-": partial(self._zoom, -20),
            "F11": self.close,
            "F5": self.close,
            "Esc": self.close,
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _zoom(self, by: int) -> None:
        self.view.set_zoom(self.view.zoom() + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show or hide a tag by its letter."""
        typed = event.text().casefold()
        tags = self._dossier.tags if self._dossier is not None else ()
        for tag in tags:
            if typed and tag.key.casefold() == typed:
                self.toggle_tag(tag.id)
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the room is dark again."""
        super().closeEvent(event)
        self.closed.emit()
