"""`MarksMappingDialog`: which of a file's comments and colours are taken over, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout

from annotator.translate import tr_plural
from annotator.workspace.taking_over import MarkMapping, count_marks, foreign_marks, taken_over
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label
from ui.opening_colours import colour_name
from ui.opening_marks_model import BY, COMMENT, PASSAGE, TAG, WHEN, FoundMarksModel
from ui.plain_table import PlainTable

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation
    from annotator.model.imported import Imported
    from annotator.model.tag import Tag
    from annotator.workspace import MarkCounts
    from ui.main_window import MainWindow

_LEAVE = "-"
"""What a row of the dialog is remembered by when its marks stay behind; no tag has this id."""


class MarksMappingDialog(Sheet):
    """A row for the comments and one for each colour; below, the marks they would become."""

    def __init__(self, window: MainWindow, imported: Imported) -> None:
        super().__init__(
            window.tr("Take Over Comments and Highlights"),
            window,
            text=window.tr("They become marks of yours to work with. The file stays as it is."),
            width=860,
        )
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._window, self._imported = window, imported
        article = window.controller.article
        self._article_id = article.id if article is not None else ""
        counts = count_marks(foreign_marks(imported))
        self.comments: QComboBox | None = None
        self.colours: dict[str, QComboBox] = {}
        self.model = FoundMarksModel(window.controller.tags, self)
        self.table = self._make_table()
        self.body.addLayout(self._make_rows(counts))
        if counts.placeless:
            line = tr_plural(
                "{n} comment stands at no words; it is kept as a lost mark, to be placed by hand.",
                "{n} comments stand at no words; they are kept as lost marks, to be placed by hand.",
                counts.placeless,
            )
            self.body.addWidget(plain_label(line, self, role="muted", wrap=True))
        self.body.addWidget(self.table, 1)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.ok = self.add_button("", default=True)
        self.ok.clicked.connect(self._take)
        window.controller.article_opened.connect(self._check_article)
        window.controller.article_closed.connect(self.reject)
        self._show_preview()
        self.resize(860, 620)

    def mapping(self) -> MarkMapping:
        """Return what is chosen."""
        chosen = {colour: str(box.currentData()) for colour, box in self.colours.items()}
        comments = str(self.comments.currentData()) if self.comments is not None else _LEAVE
        return MarkMapping(
            {colour: tag for colour, tag in chosen.items() if tag != _LEAVE},
            None if comments == _LEAVE else comments,
        )

    def _make_rows(self, counts: MarkCounts) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        if counts.comments:
            words = tr_plural("{n} comment", "{n} comments", counts.comments)
            self.comments = self._add_row(grid, words, "", "comments")
        for colour, count in counts.colours.items():
            words = f"{colour_name(colour)}  ·  {tr_plural('{n} passage', '{n} passages', count)}"
            self.colours[colour] = self._add_row(grid, words, colour, f"colour/{colour}")
        return grid

    def _add_row(self, grid: QGridLayout, words: str, colour: str, key: str) -> QComboBox:
        row = grid.rowCount()
        if QColor.isValidColorName(colour):
            swatch = plain_label("", self)
            swatch.setPixmap(_swatch(colour, self.devicePixelRatioF()))
            grid.addWidget(swatch, row, 0)
        label = plain_label(words, self)
        box = named(QComboBox(self), words)
        label.setBuddy(box)
        box.setMinimumWidth(220)
        box.addItem(self.tr("Marks Without a Tag"), "")
        for tag in self._window.controller.offered_tags():
            box.addItem(_tag_icon(tag, self.devicePixelRatioF()), tag.name, tag.id)
        box.addItem(self.tr("Leave Behind"), _LEAVE)
        remembered = box.findData(self._window.settings.text(f"taking-over/{key}"))
        box.setCurrentIndex(max(remembered, 0))
        box.currentIndexChanged.connect(self._show_preview)
        grid.addWidget(label, row, 1)
        grid.addWidget(box, row, 2)
        return box

    def _make_table(self) -> PlainTable:
        table = PlainTable(self.model, self.tr("Marks to be taken over"), self)
        table.set_columns(fit=(TAG, BY, WHEN), share=(PASSAGE, COMMENT))
        return table

    def marks(self) -> list[Annotation]:
        """Return the marks the article would get."""
        version = self._window.controller.version
        if version is None:
            return []
        return taken_over(version, self._imported, self.mapping(), self._window.controller.marks)

    def _show_preview(self, *_: object) -> None:
        made = self.marks()
        self.model.show_marks(made)
        count = len(made)
        words = (
            tr_plural("Take Over {n} Mark", "Take Over {n} Marks", count) if count else self.tr("Take Over")
        )
        self.ok.setText(words)
        self.ok.setAccessibleName(words)
        self.ok.setEnabled(count > 0)

    def _check_article(self, *_: object) -> None:
        article = self._window.controller.article
        if article is None or article.id != self._article_id:
            self.reject()  # the marks belong to another article than the one on screen
        else:
            self._show_preview()

    def _take(self) -> None:
        mapping, settings = self.mapping(), self._window.settings
        if self.comments is not None:
            settings.keep_text("taking-over/comments", str(self.comments.currentData()))
        for colour, box in self.colours.items():
            settings.keep_text(f"taking-over/colour/{colour}", str(box.currentData()))
        article_id, imported = self._article_id, self._imported
        self.accept()
        self._window.controller.act(
            lambda workspace: workspace.take_over_marks(article_id, imported, mapping)[0]
        )


def _swatch(colour: str, ratio: float) -> QPixmap:
    size = 18
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("#80808080"))
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(1, 1, size - 2, size - 2, 4, 4)
    painter.end()
    return pixmap


def _tag_icon(tag: Tag, ratio: float) -> QIcon:
    return QIcon(_swatch(tag.light.fill, ratio))
