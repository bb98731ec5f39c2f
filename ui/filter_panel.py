"""`FilterPanel`: the filters of the list of marks, as pills that can be combined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from annotator.model.annotation import Kind, Risk, Status
from annotator.model.tag import Tag
from ui.annotation_filter import MarkFilter
from ui.chips import FlowLayout, chain
from ui.fields import Pill, caption
from ui.words import word

_LEAST = 96  # pixels in height, beyond which it does not shrink
_MOST = 250  # pixels in height, so that the list below keeps some room


class FilterPanel(QScrollArea):
    """Rows of pills: tag, kind, check status, risk, sources, person.

    Signals:
        changed: a MarkFilter, without its text.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._height = _MOST
        self._inside = QWidget(self)
        self._inside.setProperty("plain", True)
        self._layout = QGridLayout(self._inside)
        self._layout.setContentsMargins(12, 2, 12, 8)
        self._layout.setHorizontalSpacing(8)
        self._layout.setVerticalSpacing(6)
        self._layout.setColumnStretch(1, 1)
        self.setWidget(self._inside)
        self._groups: dict[str, list[Pill]] = {}
        self._rows: dict[str, FlowLayout] = {}
        self._boxes: dict[str, QWidget] = {}
        self._captions: dict[str, QWidget] = {}
        for name, title in (
            ("tags", self.tr("Tag")),
            ("kinds", self.tr("Kind")),
            ("statuses", self.tr("Check status")),
            ("risks", self.tr("Risk")),
            ("sourced", self.tr("Sources")),
            ("people", self.tr("Marked by")),
        ):
            self._add_row(name, title)
        self._fill("kinds", [(word(kind), kind) for kind in Kind])
        self._fill("statuses", [(word(status), status) for status in Status])
        self._fill("risks", [(word(risk), risk) for risk in Risk])
        self._fill("sourced", [(self.tr("With sources"), True), (self.tr("Without"), False)])

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Offer these tags."""
        self._fill("tags", [*((tag.name, tag.id) for tag in tags), (self.tr("No tag"), "")])

    def set_people(self, names: Iterable[str]) -> None:
        """Offer these names; one alone makes no filter."""
        wanted = sorted(name for name in set(names) if name)
        self._fill("people", [(name, name) for name in wanted] if len(wanted) > 1 else [])

    def clear(self) -> None:
        """Let everything through again."""
        for pill in self._pills():
            pill.setChecked(False)
        self.changed.emit(MarkFilter())

    def wanted(self) -> MarkFilter:
        """Return the filter that is set here, without text."""
        on = {
            name: frozenset(pill.value for pill in pills if pill.isChecked())
            for name, pills in self._groups.items()
        }
        sourced = on.pop("sourced")
        chosen = replace(MarkFilter(), **on)  # type: ignore[arg-type]  # each group holds values of its field
        return replace(chosen, sourced=bool(next(iter(sourced))) if len(sourced) == 1 else None)

    def _pills(self) -> list[Pill]:
        return [pill for pills in self._groups.values() for pill in pills]

    def _add_row(self, name: str, title: str) -> None:
        label = caption(title, self._inside)
        self._captions[name] = label
        row = QWidget(self._inside)
        self._rows[name] = FlowLayout(row, gap=4)
        self._boxes[name] = row
        self._groups[name] = []
        number = len(self._rows)
        self._layout.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(row, number, 1)

    def _fill(self, name: str, values: Sequence[tuple[str, object]]) -> None:
        before = {pill.value for pill in self._groups[name] if pill.isChecked()}
        self._rows[name].clear()
        self._groups[name] = []
        for text, value in values:
            pill = Pill(text, self._boxes[name], value=value)
            pill.setChecked(value in before)
            pill.clicked.connect(self._tell)
            self._rows[name].addWidget(pill)
            pill.show()
            self._groups[name].append(pill)
        chain(self._boxes[name], self._groups[name])
        self._captions[name].setVisible(bool(values))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height the pills need at this width, up to a limit; beyond it, scroll."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height the pills need."""
        super().showEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the room for all pills at this width, up to a limit."""
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the first rows: in a low window the list needs some as well."""
        return QSize(super().minimumSizeHint().width(), min(self._height, _LEAST))

    def _fit(self) -> None:
        needed = self._layout.totalHeightForWidth(self.viewport().width())
        if self._height != (height := min(needed, _MOST)):
            self._height = height
            self.updateGeometry()

    def _tell(self) -> None:
        self.changed.emit(self.wanted())
