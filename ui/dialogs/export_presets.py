"""`PresetRow`: choices under a name, to choose, to keep and to delete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QInputDialog, QPushButton, QWidget

from annotator.errors import AnnotatorError
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.presets import Preset, Presets, bundled
from ui.accessibility import named
from ui.chips import plain_tip
from ui.fields import caption
from ui.icons import icon


class PresetRow(QWidget):
    """A list of presets, and two buttons above it.

    Signals:
        chosen: a Preset.
        failed: an AnnotatorError, when one could not be kept.
    """

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(
        self, presets: Presets, now: Callable[[], tuple[str, Choices]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presets, self._now = presets, now
        self.list = named(QComboBox(self), self.tr("Preset"))
        self.list.setPlaceholderText(self.tr("Your own choices"))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(8)
        self.keep = self._button(self.tr("Save As…"), self.tr("Save these choices as a preset"))
        self.remove = self._button("", self.tr("Delete this preset"))
        self.remove.setIcon(icon("delete"))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.setFixedWidth(40)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(0, 1)
        layout.addWidget(caption(self.tr("Preset"), self, buddy=self.list), 0, 0)
        layout.addWidget(self.keep, 0, 1)
        layout.addWidget(self.remove, 0, 2)
        layout.addWidget(self.list, 1, 0, 1, 3)  # names can be long
        self.list.activated.connect(self._choose)
        self.keep.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)
        self._fill("")

    def show_own(self) -> None:
        """Show that what is chosen now is no preset."""
        self.list.setCurrentIndex(-1)
        self._tell()

    def keep_as(self, name: str) -> None:
        """Keep what is chosen now under a name."""
        kind, choices = self._now()
        try:
            self._presets.keep(Preset(name, kind, choices))
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        self._fill(name)

    def _fill(self, name: str) -> None:
        self.list.clear()
        self.list.addItem(self.tr("As usual"), Preset("", "", USUAL))
        for preset in self._presets.all():
            self.list.addItem(preset.name, preset)
        found = self.list.findText(" ".join(name.split())) if name else 0
        self.list.setCurrentIndex(found)
        self._tell()

    def _choose(self, place: int) -> None:
        self._tell()
        self.chosen.emit(self.list.itemData(place))

    def _tell(self) -> None:
        fixed = {"", *(preset.name for preset in bundled())}
        preset = self.list.currentData()
        self.list.setToolTip(plain_tip(self.list.currentText()))
        self.remove.setEnabled(isinstance(preset, Preset) and preset.name not in fixed)

    def _ask(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Save as Preset"))
        dialog.setLabelText(self.tr("Name, for instance “House style, grey print”:"))
        dialog.setTextValue(self.list.currentText() if self.remove.isEnabled() else "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self.keep_as)
        dialog.open()

    def _remove(self) -> None:
        try:
            self._presets.remove(self.list.currentText())
        except OSError as error:
            self.failed.emit(AnnotatorError(self.tr("The preset could not be deleted."), detail=str(error)))
            return
        self._fill("")
        self.show_own()

    def _button(self, text: str, name: str) -> QPushButton:
        button = named(QPushButton(text, self), name)
        button.setAutoDefault(False)
        return button
