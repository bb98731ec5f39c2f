"""`PreferencesDialog`: how articles are set, the theme, and the name marks carry. Everything acts at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFontComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
)

from annotator.model.person import Person
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label
from ui.settings import EASY_READING, Preferences, Reading
from ui.theme import SYSTEM, THEMES, reading_family

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class PreferencesDialog(Sheet):
    """What is chosen here is seen in the article behind it, and kept."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.tr("Preferences"), window, width=560)
        self._window = window
        self._showing = False
        self.spins: dict[str, QSpinBox] = {}
        self.checks: dict[str, QCheckBox] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(9)
        self._add_person(form)
        self._add_theme(form)
        self._add_reading(form)
        self.body.addLayout(form)
        self.add_button(self.tr("Bring Back the First Settings"), left=True).clicked.connect(self._reset)
        self.add_close()
        self._show(window.preferences)

    # -- making -----------------------------------------------------------------------------------

    def _add_person(self, form: QFormLayout) -> None:
        self._section(form, self.tr("You"))
        self.name = named(QLineEdit(self), self.tr("Your name"))
        self.name.setPlaceholderText(self.tr("Stands under your marks and comments"))
        self.initials = named(QLineEdit(self), self.tr("Your initials"))
        self.initials.setMaxLength(5)
        self.initials.setFixedWidth(90)
        self.name.textEdited.connect(self._propose_initials)
        self.initials.textEdited.connect(self._apply)
        form.addRow(plain_label(self.tr("Name"), self), self.name)
        form.addRow(plain_label(self.tr("Initials"), self), self.initials)

    def _add_theme(self, form: QFormLayout) -> None:
        self._section(form, self.tr("Appearance"))
        self.theme = named(QComboBox(self), self.tr("Theme"))
        for name in (SYSTEM, *THEMES):
            self.theme.addItem(self._window.actions_[f"theme.{name}"].text(), name)
        self.theme.currentIndexChanged.connect(self._apply)
        form.addRow(plain_label(self.tr("Theme"), self), self.theme)

    def _add_reading(self, form: QFormLayout) -> None:
        self._section(form, self.tr("Reading"))
        self.family = named(QFontComboBox(self), self.tr("Font of articles"))
        self.family.setEditable(False)
        self.family.currentFontChanged.connect(self._apply)
        form.addRow(plain_label(self.tr("Font"), self), self.family)
        for name, title, low, high, step, unit in (
            ("size", self.tr("Size"), 8, 40, 1, self.tr(" points")),
            ("spacing", self.tr("Line spacing"), 100, 300, 10, " %"),
            ("width", self.tr("Width of the column"), 30, 140, 5, self.tr(" characters")),
            ("letter_spacing", self.tr("Letter spacing"), 90, 140, 2, " %"),
        ):
            spin = named(QSpinBox(self), title)
            spin.setRange(low, high)
            spin.setSingleStep(step)
            spin.setSuffix(unit)
            spin.setMinimumWidth(160)
            spin.lineEdit().setTextMargins(7, 0, 0, 0)  # a style sheet's padding does not reach it
            spin.valueChanged.connect(self._apply)
            self.spins[name] = spin
            row = QHBoxLayout()
            row.addWidget(spin)
            row.addStretch(1)
            form.addRow(plain_label(title, self), row)
        self._add_checks(form)
        easy = QPushButton(self.tr("Set for Easy Reading"), self)
        easy.setAccessibleName(easy.text())
        easy.setToolTip(
            self.tr("Larger type, wider spaces and shorter lines; many people with dyslexia like it.")
        )
        easy.clicked.connect(partial(self._use_reading, EASY_READING))
        row = QHBoxLayout()
        row.addWidget(easy)
        row.addStretch(1)
        form.addRow(plain_label("", self), row)

    def _add_checks(self, form: QFormLayout) -> None:
        for name, title in (
            ("paragraph_numbers", self.tr("Number the paragraphs")),
            ("line_numbers", self.tr("Number the lines")),
            ("letters", self.tr("Show letter and number of each mark in the margin")),
        ):
            check = named(QCheckBox(title, self), title)
            check.toggled.connect(self._apply)
            self.checks[name] = check
            form.addRow(plain_label("", self), check)

    def _section(self, form: QFormLayout, title: str) -> None:
        label = plain_label(title, self, role="heading")
        label.setContentsMargins(0, 6 if form.rowCount() else 0, 0, 0)
        form.addRow(label)

    # -- showing and keeping ----------------------------------------------------------------------

    def _show(self, preferences: Preferences) -> None:
        self._showing = True
        reading = preferences.reading
        self.name.setText(preferences.person.name)
        self.initials.setText(preferences.person.initials)
        self.theme.setCurrentIndex(self.theme.findData(preferences.theme))
        self.family.setCurrentFont(QFont(reading_family(reading.family)))
        for name, spin in self.spins.items():
            spin.setValue(getattr(reading, name))
        for name, check in self.checks.items():
            check.setChecked(getattr(reading, name))
        self._showing = False

    def _apply(self, *_: object) -> None:
        if self._showing:
            return
        family = self.family.currentFont().family()
        before = self._window.preferences.reading.family
        values: dict[str, Any] = {name: spin.value() for name, spin in self.spins.items()}
        values |= {name: check.isChecked() for name, check in self.checks.items()}
        reading = Reading(family="" if not before and family == reading_family() else family, **values)
        person = Person(self.name.text().strip(), self.initials.text().strip())
        preferences = replace(
            self._window.preferences, reading=reading, theme=self.theme.currentData(), person=person
        )
        self._window.use_preferences(preferences)

    def _propose_initials(self, name: str) -> None:
        before = Person.named(self._window.preferences.person.name).initials
        if self.initials.text() in {"", before}:
            self.initials.setText(Person.named(name).initials)
        self._apply()

    def _use_reading(self, reading: Reading, _checked: bool = False) -> None:
        self._window.use_preferences(replace(self._window.preferences, reading=reading))
        self._show(self._window.preferences)

    def _reset(self) -> None:
        person = self._window.preferences.person
        self._window.use_preferences(Preferences(person=person))
        self._show(self._window.preferences)
