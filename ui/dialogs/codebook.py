"""`CodebookDialog`: the tags: added, renamed, recoloured, sorted, merged and retired, as one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from annotator.errors import AnnotatorError
from annotator.model.ids import new_id
from annotator.model.tag import Tag, Underline
from ui import codebook_file
from ui.accessibility import named
from ui.actions import clashes as key_clashes
from ui.colour import SWATCHES, looks
from ui.dialogs.sheet import Sheet
from ui.dialogs.tag_editor import TagEditor
from ui.icons import icon
from ui.labels import plain_label
from ui.plain_list import PlainList
from ui.sign_icon import sign_icon

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class CodebookDialog(Sheet):
    """A list of tags and the editor of the chosen one. Nothing is stored before Save; then it is one undo."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.tr("Codebook"), window, width=820)
        self._window = window
        self._controller = window.controller
        self.tags: list[Tag] = sorted(self._controller.tags.values(), key=lambda tag: tag.position)
        self.list = PlainList(self.tr("Tags"), self, nothing=self.tr("There is no tag."))
        self.list.setIconSize(QSize(44, 24))
        self.list.currentRowChanged.connect(self._chosen)
        self.editor = TagEditor(window.appearance.theme, self)
        self.editor.changed.connect(self._edited)
        self.problems = plain_label("", self, role="warning", wrap=True)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addLayout(self._make_left(), 2)
        columns.addWidget(self.editor, 3)
        self.body.addLayout(columns, 1)
        self.body.addWidget(self.problems)
        self._add_buttons()
        self._fill(0)
        self.resize(860, 600)

    # -- making -----------------------------------------------------------------------------------

    def _make_left(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        for name, sign, title, act in (
            ("add", "add", self.tr("Add a tag"), self.add),
            ("remove", "delete", self.tr("Remove the tag"), self.remove),
            ("up", "up", self.tr("Move the tag up"), partial(self.move_by, -1)),
            ("down", "down", self.tr("Move the tag down"), partial(self.move_by, 1)),
        ):
            row.addWidget(self._tool(name, sign, title, act))
        row.addStretch(1)
        self._merge = QToolButton(self)
        self._merge.setText(self.tr("Merge into"))
        self._merge.setAccessibleName(self.tr("Merge the tag into another one"))
        self._merge.setIcon(icon("merge"))
        self._merge.setProperty("menu", True)
        self._merge.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._merge.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._merge_menu = QMenu(self._merge)
        self._merge_menu.aboutToShow.connect(self._fill_merge)
        self._merge.setMenu(self._merge_menu)
        row.addWidget(self._merge)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.list, 1)
        left.addLayout(row)
        return left

    def _tool(self, name: str, sign: str, title: str, act: Callable[[], None]) -> QToolButton:
        button = named(QToolButton(self), title)
        button.setObjectName(name)
        button.setIcon(icon(sign))
        button.setToolTip(title)
        button.clicked.connect(partial(_call, act))
        return button

    def _add_buttons(self) -> None:
        ready = self.add_button(self.tr("Ready Codebooks"), left=True)
        ready.setProperty("menu", True)
        menu = QMenu(ready)
        titles = {
            "newsroom": self.tr("Newsroom: fact, opinion, contested"),
            "common-core": self.tr("Common Core: fact, opinion, reasoned judgment"),
            "lateral-reading": self.tr("Lateral reading: stop, investigate, find, trace"),
            "credibility": self.tr("Credibility signals"),
        }
        for name in codebook_file.READY:
            menu.addAction(titles[name]).triggered.connect(partial(self._load_ready, name))
        ready.setMenu(menu)
        self.add_button(self.tr("Export…"), left=True).clicked.connect(self._export)
        self.add_button(self.tr("Import…"), left=True).clicked.connect(self._import)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.save: QPushButton = self.add_button(self.tr("Save"), default=True)
        self.save.clicked.connect(self._save)

    # -- acting -----------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a tag at the end of those in use, with a colour and an underline that none of them has."""
        used = {tag.underline for tag in self.tags}
        underline = next((one for one in Underline if one not in used), Underline.SINGLE)
        light, dark, paper = looks(SWATCHES[len(self.tags) % len(SWATCHES)])
        tag = Tag(
            id=new_id(),
            name=self.tr("New tag"),
            letter="N",
            light=light,
            dark=dark,
            print=paper,
            underline=underline,
        )
        self.tags.append(tag)
        self._fill(len(self.tags) - 1)
        self.editor.focus_name()

    def remove(self) -> None:
        """Take the chosen tag out; one that is in use will be retired instead."""
        row = self.list.currentRow()
        if 0 <= row < len(self.tags):
            del self.tags[row]
            self._fill(min(row, len(self.tags) - 1))

    def move_by(self, step: int) -> None:
        """Move the chosen tag up or down."""
        row = self.list.currentRow()
        if 0 <= row < len(self.tags) and 0 <= row + step < len(self.tags):
            self.tags.insert(row + step, self.tags.pop(row))
            self._fill(row + step)

    def load(self, tags: Sequence[Tag]) -> None:
        """Add the tags of another codebook; a tag that is there already is brought up to date."""
        here = {tag.id: number for number, tag in enumerate(self.tags)}
        for tag in tags:
            if tag.id in here:
                self.tags[here[tag.id]] = tag
            else:
                self.tags.append(tag)
        self._fill(0)

    def _load_ready(self, name: str, _checked: bool = False) -> None:
        """Use a ready codebook: its tags come first, the others are retired."""
        tags = codebook_file.ready(name)
        kept = {tag.id for tag in tags}
        rest = [replace(tag, retired=True) for tag in self.tags if tag.id not in kept]
        self.tags = [*tags, *rest]
        self._fill(0)

    def _import(self) -> None:
        dialog = QFileDialog(self, self.tr("Import a codebook"))
        dialog.setNameFilters([self.tr("Codebooks (*.csv)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.import_file)
        dialog.open()

    def import_file(self, path: str) -> None:
        """Add the tags of a file."""
        try:
            self.load(codebook_file.read(Path(path)))
        except AnnotatorError as error:
            self._tell(error)

    def _export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export the codebook"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Codebooks (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.export_file)
        dialog.open()

    def export_file(self, path: str) -> None:
        """Write the tags to a file."""
        try:
            codebook_file.write(self.tags, Path(path))
        except AnnotatorError as error:
            self._tell(error)

    def _fill_merge(self) -> None:
        menu = self._merge_menu
        menu.clear()
        row = self.list.currentRow()
        stored = self._controller.tags
        for tag in self.tags:
            if 0 <= row < len(self.tags) and tag.id != self.tags[row].id and tag.id in stored:
                menu.addAction(tag.name.replace("&", "&&")).triggered.connect(
                    partial(self._merge_into, tag.id)
                )

    def _merge_into(self, into: str, _checked: bool = False) -> None:
        tag = self.tags[self.list.currentRow()]
        if tag.id in self._controller.tags:
            self._controller.merge_tags(tag.id, into)
        self.tags = [item for item in self.tags if item.id != tag.id]
        self._fill(0)

    def _save(self) -> None:
        tags = [replace(tag, position=number) for number, tag in enumerate(self.tags)]
        self.accept()
        self._controller.edit_tags(tags)

    # -- showing ----------------------------------------------------------------------------------

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number, tag in enumerate(self.tags):
            self.list.addItem(QListWidgetItem())
            self._show_row(number, tag)
        self.list.blockSignals(False)
        self.list.setCurrentRow(row)
        self._chosen(row)
        self._check()

    def _show_row(self, number: int, tag: Tag) -> None:
        item = self.list.item(number)
        item.setText(self.tr("{name} (retired)").format(name=tag.name) if tag.retired else tag.name)
        item.setIcon(sign_icon(tag, self._window.appearance.theme))

    def _chosen(self, row: int) -> None:
        self.editor.setEnabled(0 <= row < len(self.tags))
        if 0 <= row < len(self.tags):
            self.editor.show_tag(self.tags[row])
            self._show_neighbours()

    def _edited(self, tag: Tag) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.tags):
            self.tags[row] = tag
            self._show_row(row, tag)
            self._show_neighbours()
            self._check()

    def _show_neighbours(self) -> None:
        row = self.list.currentRow()
        others = [tag for number, tag in enumerate(self.tags) if number != row]
        self.editor.show_checks(self.tags[row], others)

    def _check(self) -> None:
        problems = []
        active = [tag for tag in self.tags if not tag.retired]
        letters = {
            "mark.highlighter",
            "kind.toggle",
            "mark.note",
            "mark.why",
            "mark.speaker",
            "mark.evidence",
        }
        actions = self._window.actions_
        keys = {f"tag {tag.id}": tag.key for tag in active if tag.key}
        keys |= {name: actions.keys[name] for name in letters}
        for key, owners in key_clashes(keys).items():
            names = [tag.name for tag in active if f"tag {tag.id}" in owners]
            names += [actions[name].text() for name in owners if name in letters]
            problems.append(
                self.tr("The key {key} belongs to: {names}.").format(key=key, names=", ".join(names))
            )
        if any(not tag.name.strip() for tag in self.tags):
            problems.append(self.tr("Every tag needs a name."))
        if not active:
            problems.append(self.tr("At least one tag has to be in use."))
        self.problems.setText("\n".join(problems))
        self.problems.setVisible(bool(problems))
        self.save.setEnabled(not problems)

    def _tell(self, error: AnnotatorError) -> None:
        self.problems.setText(f"{error} {error.hint}".strip())
        self.problems.show()


def _call(act: Callable[[], None], _checked: bool = False) -> None:
    act()
