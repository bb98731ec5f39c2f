"""`EncodingDialog`: the encoding of a text, chosen by looking at the letters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QPlainTextEdit, QWidget

from annotator.errors import AnnotatorError
from annotator.importers.decoding import ENCODINGS, decode, shown_name
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label
from ui.plain_list import PlainList

_SAMPLE = 200_000  # bytes that are decoded for the preview and its warning
_SHOWN = 4_000  # characters of it
_BEFORE = 300  # characters shown before the first letter that depends on the encoding


class EncodingDialog(Sheet):
    """The encodings on the left, the text as each would read it on the right.

    Signals:
        chosen: Python's name of the encoding.
    """

    chosen = Signal(str)

    def __init__(self, name: str, data: bytes, parent: QWidget | None) -> None:
        super().__init__(
            parent.tr("Which Encoding?") if parent else "Which Encoding?",
            parent,
            text=parent.tr("“{name}” does not say. Choose the one in which the letters are right.").format(
                name=name
            )
            if parent
            else "",
            width=760,
        )
        self._sample = data[:_SAMPLE]
        self.list = PlainList(self.tr("Encodings"), self)
        self.list.setFixedWidth(190)
        for encoding in ENCODINGS:
            QListWidgetItem(shown_name(encoding), self.list).setData(Qt.ItemDataRole.UserRole, encoding)
        self.preview = named(QPlainTextEdit(self), self.tr("The text in this encoding"))
        self.preview.setProperty("field", True)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.warning = plain_label("", self, role="warning", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.warning)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.ok = self.add_button(self.tr("Read the Text Like This"), default=True)
        self.ok.clicked.connect(self._choose)
        self.list.currentItemChanged.connect(self._show_preview)
        self._start_with(decode(self._sample).encoding)
        self.resize(760, 480)
        self.list.setFocus()

    def encoding(self) -> str:
        """Return the encoding that is chosen."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _start_with(self, encoding: str) -> None:
        base = encoding.removesuffix("-le").removesuffix("-be")
        self.list.setCurrentRow(ENCODINGS.index(base) if base in ENCODINGS else 0)

    def _show_preview(self, *_: object) -> None:
        try:
            found = decode(self._sample, self.encoding())
        except AnnotatorError as error:
            self.preview.clear()
            self.warning.setText(str(error))
            self.ok.setEnabled(False)
            return
        text = found.text
        first = next((place for place, letter in enumerate(text) if ord(letter) > 127), 0)
        start = text.rfind("\n", 0, max(first - _BEFORE, 0)) + 1
        self.preview.setPlainText(text[start : start + _SHOWN])
        cut = 1 if len(self._sample) == _SAMPLE and text.endswith("\ufffd") else 0  # a letter cut in two
        count = max(found.replaced - cut, 0)
        self.warning.setText(
            tr_plural(
                "{n} place is no letter in this encoding.",
                "{n} places are no letters in this encoding.",
                count,
            )
            if count
            else ""
        )
        self.ok.setEnabled(True)

    def _choose(self) -> None:
        encoding = self.encoding()
        self.accept()
        self.chosen.emit(encoding)
