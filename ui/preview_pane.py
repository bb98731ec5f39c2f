"""`PreviewPane`: the pages of a document with what one needs to look through them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.accessibility import named
from ui.icons import icon
from ui.labels import plain_label
from ui.page_preview import FIT, PagePreview

_STEP = 20


class PreviewPane(QWidget):
    """A row of buttons above a `PagePreview`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = PagePreview(self)
        self.previous = self._button("previous", self.tr("Previous page"))
        self.next = self._button("next", self.tr("Next page"))
        self.where = plain_label("", self, role="muted")
        self.smaller = self._button("zoom-out", self.tr("Smaller"))
        self.larger = self._button("zoom-in", self.tr("Larger"))
        self.percent = plain_label("", self, role="muted")
        self.percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %"))
        self.fit = self._button("", self.tr("Fit"), self.tr("Make pages as wide as the preview"))
        self.grey = named(
            QCheckBox(self.tr("As grey photocopy"), self),
            self.tr("As grey photocopy"),
            self.tr("Shows whether the marks can still be told apart without colour."),
        )
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget in (self.previous, self.where, self.next):
            row.addWidget(widget)
        row.addSpacing(10)
        for widget in (self.smaller, self.percent, self.larger, self.fit):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.grey)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.preview, 1)
        self._connect()

    def _connect(self) -> None:
        preview = self.preview
        self.previous.clicked.connect(lambda: preview.go_to(preview.page() - 1))
        self.next.clicked.connect(lambda: preview.go_to(preview.page() + 1))
        self.smaller.clicked.connect(lambda: preview.set_zoom(max(preview.zoom() - _STEP, 25)))
        self.larger.clicked.connect(lambda: preview.set_zoom(preview.zoom() + _STEP))
        self.fit.clicked.connect(lambda: preview.set_zoom(FIT))
        self.grey.toggled.connect(preview.set_grey)
        preview.moved.connect(self._moved)
        preview.zoomed.connect(lambda zoom: self.percent.setText(f"{zoom} %"))
        self._moved(0, 0)

    def _moved(self, page: int, count: int) -> None:
        more = "" if self.preview.is_finished else "…"
        self.where.setText(
            self.tr("{page} of {pages}").format(page=page, pages=f"{count}{more}") if count else "–"
        )
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < count)
        for button in (self.smaller, self.larger, self.fit):
            button.setEnabled(count > 0)

    def _button(self, sign: str, name: str, hint: str = "") -> QToolButton:
        button = named(QToolButton(self), name, hint)
        if sign:
            button.setIcon(icon(sign))
        else:
            button.setText(name)
        button.setToolTip(hint or name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
