"""`AttributionEditor`: who says it, how exactly the speaker is named, and in whose words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from annotator.model.annotation import Annotation, Attribution, Strength
from ui.accessibility import named
from ui.controller import Controller
from ui.fields import LineField, completer, labelled
from ui.words import word


class AttributionEditor(QWidget):
    """Fields for the speaker of a mark; names that were used before are offered.

    Signals:
        changed: the Attribution as it should be, and the step of undo it belongs to ("" for one of its own).
    """

    changed = Signal(object, str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._said = Attribution()
        self._names = QStringListModel(self)
        self.speaker = LineField(self.tr("Who says it?"), self, hint=self.tr("Name"))
        self._role = LineField(self.tr("Role of the speaker"), self, hint=self.tr("Role"))
        self._reason = LineField(self.tr("Why anonymous?"), self)
        self._strength = named(QComboBox(self), self.tr("How the speaker is named"))
        for strength in Strength:
            self._strength.addItem(word(strength), strength)
        self._direct = named(QComboBox(self), self.tr("Direct or paraphrase"))
        for title, direct in (
            (self.tr("Not said"), None),
            (self.tr("Direct"), True),
            (self.tr("Paraphrase"), False),
        ):
            self._direct.addItem(title, direct)
        self._lay_out()
        self._connect()

    def show_mark(self, annotation: Annotation) -> None:
        """Show who says this passage."""
        said = self._said = annotation.attribution
        self.speaker.set_value(said.speaker)
        self._role.set_value(said.role)
        self._reason.set_value(said.reason)
        self._strength.setCurrentIndex(self._strength.findData(said.strength))
        self._direct.setCurrentIndex(self._direct.findData(said.direct))
        self._reason_row.setVisible(said.strength is Strength.ANONYMOUS or bool(said.reason))

    def flush(self) -> None:
        """Store what was written."""
        for field in (self.speaker, self._role, self._reason):
            field.flush()

    def _offer_names(self) -> None:
        used = {mark.attribution.speaker for mark in self._controller.marks}
        self._names.setStringList(sorted(used - {""}))

    def _lay_out(self) -> None:
        self._reason_row = labelled(self.tr("Why anonymous?"), self._reason, self)
        for combo in (self._strength, self._direct):
            combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.addWidget(labelled(self.tr("Who says it?"), self.speaker), 0, 0)
        grid.addWidget(labelled(self.tr("Role"), self._role), 0, 1)
        grid.addWidget(labelled(self.tr("Named"), self._strength), 1, 0)
        grid.addWidget(labelled(self.tr("Words"), self._direct), 1, 1)
        grid.addWidget(self._reason_row, 2, 0, 1, 2)

    def _connect(self) -> None:
        names = completer(self.speaker, self._names, self.tr("Speakers used before"))
        names.activated.connect(self._completed)
        self.speaker.entered.connect(self._offer_names)
        for field, name in ((self.speaker, "speaker"), (self._role, "role"), (self._reason, "reason")):
            field.written.connect(partial(self._written, field, name))
        self._strength.activated.connect(self._strength_chosen)
        self._direct.activated.connect(self._direct_chosen)

    def _written(self, field: LineField, name: str, text: str) -> None:
        fields = {name: text.strip()}
        said = replace(self._said, **fields)  # type: ignore[arg-type]  # text fields only
        if name == "speaker" and said.speaker and said.strength is Strength.NONE:
            said = replace(said, strength=Strength.NAMED)
        self._tell(said, f"{name}:{field.session}")

    def _completed(self, name: str) -> None:
        """Take a speaker used before, with the role they had there."""
        before = (mark.attribution for mark in self._controller.marks if mark.attribution.speaker == name)
        role = next((said.role for said in before if said.role), "")
        self.speaker.forget()
        said = replace(self._said, speaker=name, role=self._said.role or role)
        if said.strength is Strength.NONE:
            said = replace(said, strength=Strength.NAMED)
        self._tell(said, "")

    def _strength_chosen(self, number: int) -> None:
        self._tell(replace(self._said, strength=Strength(self._strength.itemData(number))), "")

    def _direct_chosen(self, number: int) -> None:
        self._tell(replace(self._said, direct=self._direct.itemData(number)), "")

    def _tell(self, said: Attribution, session: str) -> None:
        self._said = said
        self.changed.emit(said, session)
