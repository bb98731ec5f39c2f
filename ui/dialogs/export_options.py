"""`ExportOptions`: what can be chosen about the kind of document at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.options import MANY_MARKS, Comments, Labels, Paper
from annotator.model.annotation import Status
from annotator.model.dossier import Dossier
from annotator.text.normalize import one_line
from ui.accessibility import named
from ui.export_kinds import REPORT, ExportKind
from ui.fields import ShortButton
from ui.labels import plain_label
from ui.words import word


class ExportOptions(QWidget):
    """Controls for `Choices`; those that change nothing about a kind are not shown.

    Signals:
        changed: something else is chosen.
    """

    changed = Signal()

    def __init__(self, dossier: Dossier | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._dossier = dossier
        self._choices = USUAL
        self._kind: ExportKind | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._rows: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(4)
        for name, text, hint in self._box_texts():
            box = named(QCheckBox(text, self), text, hint)
            box.setToolTip(hint)
            box.clicked.connect(self._setter(name))
            self._boxes[name] = box
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        layout.addLayout(self._grid)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 4, 0, 0)
        self._form.setSpacing(6)
        layout.addLayout(self._form)
        self._add_rows()
        self.many = plain_label("", self, role="muted", wrap=True)
        layout.addWidget(self.many)

    def choices(self) -> Choices:
        """Return what is chosen."""
        return self._choices

    def set_choices(self, choices: Choices) -> None:
        """Choose all at once, as a preset does."""
        self._choices = choices
        self._show()

    def show_for(self, kind: ExportKind) -> None:
        """Show what can be chosen about a kind."""
        self._kind = kind
        self._show()

    def _add_rows(self) -> None:
        self.comments = self._combo(
            "comments",
            self.tr("Comments"),
            (
                (Comments.ALL, self.tr("On every mark")),
                (Comments.NOTED, self.tr("Where there is a note")),
                (Comments.NONE, self.tr("None")),
            ),
        )
        self.labels = self._combo(
            "labels",
            self.tr("Signs"),
            (
                (Labels.NONE, self.tr("None")),
                (Labels.NUMBER, self.tr("Letter and number")),
                (Labels.BRACKETS, self.tr("In brackets, [F3]")),
                (Labels.LETTER, self.tr("Letter only")),
            ),
        )
        tags = [] if self._dossier is None else self._dossier.tags
        self.tags = self._menu_row(
            "tags", self.tr("Tags"), [(tag.id, one_line(tag.name)) for tag in tags], self.tr("All tags")
        )
        statuses = [(status, word(status)) for status in Status]
        self.statuses = self._menu_row("statuses", self.tr("Checks"), statuses, self.tr("All check statuses"))
        self.paper = self._combo("paper", self.tr("Paper"), ((Paper.A4, "A4"), (Paper.LETTER, "Letter")))
        self._add_template()
        self.address = named(QLineEdit(self), self.tr("Web address of the published check"))
        self.address.setPlaceholderText("https://")
        self.address.textEdited.connect(lambda text: self._set("address", text.strip()))
        self._add_row("address", self.tr("Address"), self.address)

    def _add_template(self) -> None:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self.template = ShortButton(row)
        self.template.clicked.connect(self._choose_template)
        self.no_template = named(QPushButton(self.tr("Remove"), row), self.tr("Use no template"))
        self.no_template.setProperty("flat", True)
        self.no_template.setAutoDefault(False)
        self.no_template.clicked.connect(lambda: self._set("template", ""))
        line.addWidget(self.template, 1)
        line.addWidget(self.no_template)
        self._add_row("template", self.tr("Template"), row)

    def _box_texts(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("shading", self.tr("Shading"), self.tr("The tag’s colour behind passages.")),
            ("underline", self.tr("Underlines"), self.tr("The tag’s pattern under passages.")),
            ("notes", self.tr("Notes"), self.tr("Notes, sources and wording; else only tag and kind.")),
            ("table", self.tr("Table of all marks"), self.tr("A list of every mark after the text.")),
            ("contacts", self.tr("Contacts"), self.tr("Whom to reach about each source.")),
            (
                "sharing",
                self.tr("For passing on"),
                self.tr(
                    "Leaves contacts, notes and the names of those who worked on it out of the whole file,"
                    " what is not seen included."
                ),
            ),
        )

    def _combo(self, name: str, text: str, values: tuple[tuple[Any, str], ...]) -> QComboBox:
        combo = named(QComboBox(self), text)
        for value, shown in values:
            combo.addItem(shown, value)
        combo.activated.connect(lambda place: self._set(name, values[place][0]))
        self._add_row(name, text, combo)
        return combo

    def _menu_row(self, name: str, text: str, values: list[tuple[Any, str]], everything: str) -> ShortButton:
        button = named(ShortButton(self), text)
        button.setProperty("menu", "true")
        menu = QMenu(button)
        for value, shown in values:
            action = menu.addAction(shown.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(value)
        menu.triggered.connect(lambda _action: self._take_menu(name, menu))
        button.setMenu(menu)
        button.setProperty("everything", everything)
        self._add_row(name, text, button)
        return button

    def _take_menu(self, name: str, menu: QMenu) -> None:
        actions = menu.actions()
        on = frozenset(action.data() for action in actions if action.isChecked())
        whole = len(on) == len(actions) or not on
        if name == "statuses":
            on = frozenset(Status(value) for value in on)  # Qt gives back plain strings
        self._set(name, None if whole else on)

    def _add_row(self, name: str, text: str, widget: QWidget) -> None:
        label = plain_label(text, self, role="muted")
        label.setBuddy(widget)
        self._form.addRow(label, widget)
        self._rows[name] = widget

    def _setter(self, name: str) -> Callable[[bool], None]:
        return lambda on: self._set(name, on)

    def _set(self, name: str, value: Any) -> None:
        self._choices = replace(self._choices, **{name: value})
        self._show()
        self.changed.emit()

    def _choose_template(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a template"), str(Path(self._choices.template).parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Word documents (*.docx *.dotx)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._set("template", path))
        dialog.open()

    # -- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        kind, choices = self._kind, self._choices
        if kind is None:
            return
        self._place_boxes(kind)
        for name, widget in self._rows.items():
            self._form.setRowVisible(widget, name in kind.options)
        comments, labels = choices.comments, choices.labels
        if self._dossier is not None:
            usual = choices.copy_options(self._dossier)
            if kind.id == REPORT:
                usual = choices.report_options(self._dossier).marks
            comments, labels = usual.comments, usual.labels
        self.comments.setCurrentIndex(max(self.comments.findData(comments), 0))
        self.labels.setCurrentIndex(max(self.labels.findData(labels), 0))
        self.paper.setCurrentIndex(max(self.paper.findData(choices.paper), 0))
        self._show_menu(self.tags, choices.tags)
        self._show_menu(self.statuses, choices.statuses)
        name = Path(choices.template).name or self.tr("Choose…")
        self.template.set_words(name)
        self.template.setAccessibleName(self.tr("Template: {name}").format(name=name))
        self.no_template.setVisible(bool(choices.template))
        if not self.address.hasFocus():
            self.address.setText(choices.address)
        self._tell_many(kind)

    def _place_boxes(self, kind: ExportKind) -> None:
        """Set the boxes that count in two columns, without gaps."""
        shown = [name for name in self._boxes if name in kind.options]
        for name, box in self._boxes.items():
            self._grid.removeWidget(box)
            box.setVisible(name in shown)
            box.setChecked(self._is_on(name, kind))
        for place, name in enumerate(shown):
            self._grid.addWidget(self._boxes[name], place // 2, place % 2)

    def _is_on(self, name: str, kind: ExportKind) -> bool:
        if name == "contacts":
            return self._choices.lists_contacts if kind.id == "source-list" else bool(self._choices.contacts)
        return bool(getattr(self._choices, name))

    def _show_menu(self, button: ShortButton, chosen: frozenset[Any] | None) -> None:
        menu = button.menu()
        names = []
        for action in menu.actions():
            action.setChecked(chosen is None or action.data() in chosen)
            if chosen is not None and action.isChecked():
                names.append(action.text().replace("&&", "&"))
        button.set_words(", ".join(names) if names else str(button.property("everything")))
        button.setAccessibleDescription(button.words())

    def _tell_many(self, kind: ExportKind) -> None:
        count = 0 if self._dossier is None else len(self._dossier.annotations)
        is_proposed = self._choices.comments is None
        self.many.setVisible(count > MANY_MARKS and "comments" in kind.options)
        if is_proposed:
            words = self.tr(
                "This article has {count} marks. Word takes long to open so many comments, so only marks"
                " with a note get one; the others have shading and a number."
            )
        else:
            words = self.tr("This article has {count} marks. Word may take long to open so many comments.")
        self.many.setText(words.format(count=f"{count:,}"))
