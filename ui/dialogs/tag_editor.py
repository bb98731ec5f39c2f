"""`TagEditor`: the fields of one tag, with its looks checked on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QColorDialog,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.tag import Look, Tag, Underline
from ui.accessibility import named
from ui.chips import FlowLayout, paint_underline
from ui.colour import SWATCHES, clashes, looks
from ui.fields import TextField
from ui.labels import plain_label
from ui.theme import DARK, LIGHT, Theme, contrast

_GAP = 6  # pixels between the samples


class TagEditor(QWidget):
    """Fields for a tag.

    Signals:
        changed: the Tag as it should be.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tag: Tag | None = None
        self.name = named(QLineEdit(self), self.tr("Name of the tag"))
        self.letter = named(QLineEdit(self), self.tr("Letter of the tag"))
        self.letter.setMaxLength(2)
        self.letter.setFixedWidth(60)
        self.key = named(QLineEdit(self), self.tr("Key of the tag"))
        self.key.setMaxLength(1)
        self.key.setFixedWidth(60)
        self.underline = named(QComboBox(self), self.tr("Underline of the tag"))
        self.definition = TextField(self.tr("When to use the tag"), self)
        self.example = TextField(self.tr("An example"), self, lines=1)
        self.retired = QCheckBox(self.tr("Retired: kept for old marks, not offered for new ones"), self)
        self.sample = LookSample(self)
        self._swatches: dict[str, Swatch] = {}
        self._lights: dict[str, Look] = {}
        self.checks = plain_label("", self, role="caption", wrap=True)
        self._lay_out()
        self._connect()

    def show_tag(self, tag: Tag) -> None:
        """Show a tag."""
        self._tag = None
        for field, text in ((self.name, tag.name), (self.letter, tag.letter), (self.key, tag.key)):
            field.setText(text)
        self.definition.set_value(tag.definition)
        self.example.set_value(tag.example)
        self.underline.setCurrentIndex(self.underline.findData(tag.underline))
        self.retired.setChecked(tag.retired)
        self._show_look(tag)
        self._tag = tag

    def show_checks(self, tag: Tag, others: Sequence[Tag]) -> None:
        """Say how legible the looks are, and which other tag looks alike."""
        text, line = LIGHT.text, LIGHT.surface
        ratios = (contrast(tag.light.fill, text), contrast(tag.dark.fill, DARK.text))
        lines = (contrast(tag.light.line, line), contrast(tag.dark.line, DARK.surface))
        parts = [
            self.tr(
                "Text on the fill {light:.1f} : 1 in the light theme, {dark:.1f} : 1 in the dark one"
            ).format(light=ratios[0], dark=ratios[1])
        ]
        if min(ratios) < 4.5 or min(lines) < 3:
            parts.append(self.tr("too little to read: choose another colour"))
        for clash in clashes([tag, *others]):
            if tag in (clash.first, clash.second):
                other = clash.second if clash.first is tag else clash.first
                whom = self.tr("people with {blindness}").format(blindness=clash.blindness)
                everybody = self.tr("everybody")
                parts.append(
                    self.tr(
                        "looks like “{other}” to {whom}; the underline and the letter tell them apart"
                    ).format(other=other.name, whom=whom if clash.blindness else everybody)
                )
        self.checks.setText(". ".join(parts) + ".")

    def focus_name(self) -> None:
        """Put the focus into the name, ready to be written over."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    # -- inside -----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(plain_label(self.tr("Name"), self), self.name)
        small = QHBoxLayout()
        small.addWidget(self.letter)
        small.addSpacing(12)
        small.addWidget(plain_label(self.tr("Key"), self))
        small.addSpacing(4)
        small.addWidget(self.key)
        small.addStretch(1)
        form.addRow(plain_label(self.tr("Letter"), self), small)
        form.addRow(plain_label(self.tr("Colour"), self), self._make_swatches())
        titles = {
            Underline.SINGLE: self.tr("Single"),
            Underline.DOTTED: self.tr("Dotted"),
            Underline.DOUBLE: self.tr("Double"),
            Underline.WAVE: self.tr("Wave"),
            Underline.DASH: self.tr("Dashes"),
            Underline.THICK: self.tr("Thick"),
            Underline.DOT_DASH: self.tr("Dots and dashes"),
        }
        for underline, title in titles.items():
            self.underline.addItem(title, underline)
        form.addRow(plain_label(self.tr("Underline"), self), self.underline)
        form.addRow(plain_label(self.tr("Use it for"), self), self.definition)
        form.addRow(plain_label(self.tr("Example"), self), self.example)
        form.addRow(plain_label("", self), self.retired)
        form.addRow(plain_label(self.tr("Looks"), self), self.sample)
        form.addRow(plain_label("", self), self.checks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addStretch(1)

    def _make_swatches(self) -> QWidget:
        box = QWidget(self)
        flow = FlowLayout(box)
        for colour in SWATCHES:
            swatch = Swatch(colour, self._theme, box)
            swatch.clicked.connect(partial(self._use_colour, colour))
            flow.addWidget(swatch)
            self._swatches[colour] = swatch
        other = QPushButton(self.tr("Other…"), box)
        other.setAccessibleName(self.tr("Choose another colour"))
        other.setAutoDefault(False)
        other.clicked.connect(self._choose_colour)
        flow.addWidget(other)
        return box

    def _connect(self) -> None:
        self.name.textEdited.connect(self._written)
        self.letter.textEdited.connect(self._written)
        self.key.textEdited.connect(self._written)
        self.underline.activated.connect(self._written)
        self.retired.clicked.connect(self._written)
        self.definition.textChanged.connect(self._written)
        self.example.textChanged.connect(self._written)

    def _written(self, *_: object) -> None:
        if self._tag is None:
            return
        self._tell(
            replace(
                self._tag,
                name=self.name.text().strip(),
                letter=self.letter.text().strip(),
                key=self.key.text().strip().upper(),
                underline=Underline(self.underline.currentData()),
                definition=self.definition.toPlainText().strip(),
                example=self.example.toPlainText().strip(),
                retired=self.retired.isChecked(),
            )
        )

    def _choose_colour(self) -> None:
        if self._tag is None:
            return
        dialog = QColorDialog(QColor(self._tag.light.line), self)
        dialog.colorSelected.connect(self._colour_selected)
        dialog.open()

    def _colour_selected(self, colour: QColor) -> None:
        self._use_colour(colour.name().upper())

    def _use_colour(self, colour: str, _checked: bool = False) -> None:
        if self._tag is not None:
            light, dark, paper = looks(colour)
            self._tell(replace(self._tag, light=light, dark=dark, print=paper))

    def _tell(self, tag: Tag) -> None:
        self._tag = tag
        self._show_look(tag)
        self.changed.emit(tag)

    def _show_look(self, tag: Tag) -> None:
        """Show the tag in its colours, and which of the offered ones they come from."""
        self.sample.show_tag(tag)
        if not self._lights:  # made once: they are looked for
            self._lights = {colour: looks(colour)[0] for colour in SWATCHES}
        for colour, swatch in self._swatches.items():
            swatch.setChecked(self._lights[colour] == tag.light)


class Swatch(QAbstractButton):
    """A colour one can choose."""

    def __init__(self, colour: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour, self._theme = colour, theme
        self.setAccessibleName(self.tr("Colour {colour}").format(colour=colour))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the room it needs."""
        return QSize(28, 28)

    def nextCheckState(self) -> None:
        """Leave it to the editor which colour is the tag's."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, with a ring when it has the focus and a tick when it is the tag's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.setBrush(QColor(self._colour))
        inner = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.drawEllipse(inner)
        if self.isChecked():
            ink = max("#FFFFFF", "#000000", key=partial(contrast, self._colour))
            painter.setPen(QPen(QColor(ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            middle = inner.center()
            tick = ((-4, 0), (-1, 3), (4, -3))
            painter.drawPolyline([middle + QPointF(*point) for point in tick])


class LookSample(QWidget):
    """The same words as they look in the light theme, in the dark one and on paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tag: Tag | None = None
        self.setMinimumHeight(40)

    def show_tag(self, tag: Tag) -> None:
        """Show the looks of a tag."""
        self._tag = tag
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw three samples side by side."""
        if self._tag is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() + _GAP) / 3
        for number, (look, page, ink, title) in enumerate(
            (
                (self._tag.light, LIGHT.surface, LIGHT.text, self.tr("light")),
                (self._tag.dark, DARK.surface, DARK.text, self.tr("dark")),
                (self._tag.print, "#FFFFFF", "#000000", self.tr("print")),
            )
        ):
            rect = QRectF(number * width, 0, width - _GAP, self.height())
            self._paint(painter, rect, look, page, ink, title)

    def _paint(self, painter: QPainter, rect: QRectF, look: Look, page: str, ink: str, title: str) -> None:
        painter.setPen(QPen(QColor("#808080"), 1))
        painter.setBrush(QColor(page))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        metrics = painter.fontMetrics()
        words = QRectF(0, 0, metrics.horizontalAdvance(title) + 10, metrics.height() + 4)
        words.moveCenter(QPointF(rect.center()))
        painter.fillRect(words, QColor(look.fill))
        if self._tag is not None:
            paint_underline(painter, words.adjusted(2, 0, -2, -1), self._tag.underline, look.line)
        painter.setPen(QColor(ink))
        painter.drawText(words.adjusted(0, -2, 0, -2), Qt.AlignmentFlag.AlignCenter, title)
