"""`ShortcutsDialog`: gives actions other keys, and says at once where two would have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from ui.accessibility import named
from ui.action_table import TABLE, menu_title
from ui.actions import clashes, shown
from ui.caret_marking import COMMANDS
from ui.dialogs.sheet import Sheet
from ui.fields import SearchField
from ui.labels import plain_label

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_NAME = Qt.ItemDataRole.UserRole


class ShortcutsDialog(Sheet):
    """A list of all actions; the field below holds the keys of the chosen one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.tr("Change Shortcuts"), window, width=640)
        self._window = window
        self._titles = titles()
        self._first = {item.name: item.keys for item in TABLE} | {item.name: item.keys for item in COMMANDS}
        self._keys = {**self._first, **window.settings.shortcuts()}
        self._keys = {name: cell for name, cell in self._keys.items() if name in self._first}
        self.search = SearchField(self.tr("Find an action"), self)
        self.search.textChanged.connect(self._filter)
        self.tree = self._make_tree()
        self.search.left_down.connect(self.tree.setFocus)
        self.keys = named(
            QKeySequenceEdit(self), self.tr("New keys"), self.tr("Press the keys the action is to have")
        )
        self.keys.setClearButtonEnabled(True)
        self.keys.setMaximumSequenceLength(1)
        self.keys.keySequenceChanged.connect(self._changed)
        for part in self.keys.findChildren(QLineEdit):
            named(part, self.tr("New keys"))
            for button in part.findChildren(QToolButton):
                named(button, self.tr("No keys"))
        first = self.add_button(self.tr("First Keys"), left=True)
        first.clicked.connect(self._reset)
        self.clash = plain_label("", self, role="bad", wrap=True)
        line = QHBoxLayout()
        line.addWidget(plain_label(self.tr("Keys"), self))
        line.addWidget(self.keys, 1)
        self.body.addWidget(self.search)
        self.body.addWidget(self.tree, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.clash)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.save = self.add_button(self.tr("Save"), default=True)
        self.save.clicked.connect(self._save)
        self.resize(640, 600)
        self._check()

    def _make_tree(self) -> QTreeWidget:
        tree = named(QTreeWidget(self), self.tr("Actions and their keys"))
        tree.setProperty("framed", True)
        tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for name, title in self._titles.items():
            line = QTreeWidgetItem(tree, [title, shown(self._keys[name])])
            line.setData(0, _NAME, name)
            line.setToolTip(0, "")
        tree.currentItemChanged.connect(self._chosen)
        return tree

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for number in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(number)
            if item is not None:
                line = f"{item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(word in line for word in words))

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        self.keys.blockSignals(True)
        cell = self._keys[item.data(0, _NAME)] if item is not None else ""
        first = cell.split("; ")[0]
        self.keys.setKeySequence(QKeySequence.fromString(first, QKeySequence.SequenceFormat.PortableText))
        self.keys.blockSignals(False)

    def _changed(self, sequence: QKeySequence) -> None:
        item = self.tree.currentItem()
        if item is not None:
            name = item.data(0, _NAME)
            self._keys[name] = sequence.toString(QKeySequence.SequenceFormat.PortableText)
            item.setText(1, shown(self._keys[name]))
            self._check()

    def _check(self) -> None:
        letters = {
            f"codebook {tag.name}": tag.key for tag in self._window.controller.offered_tags() if tag.key
        }
        found = clashes({**self._keys, **letters})
        lines = []
        for keys, names in found.items():
            owners = [self._titles.get(name, name.removeprefix("codebook ")) for name in names]
            lines.append(
                self.tr("{keys} belongs to: {actions}").format(keys=shown(keys), actions=", ".join(owners))
            )
        self.clash.setText("\n".join(lines))
        self.clash.setVisible(bool(lines))
        self.save.setEnabled(not lines)

    def _reset(self) -> None:
        self._keys = dict(self._first)
        for number in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(number)
            if item is not None:
                item.setText(1, shown(self._keys[item.data(0, _NAME)]))
        self._chosen(self.tree.currentItem())
        self._check()

    def _save(self) -> None:
        chosen = {name: keys for name, keys in self._keys.items() if keys != self._first[name]}
        self._window.use_keys(chosen)
        self.accept()


def titles() -> dict[str, str]:
    """Return what all actions are called, those of the article included, by name."""
    found = {item.name: f"{menu_title(item.menu)}: {item.title}" for item in TABLE}
    here = QCoreApplication.translate("actions", "In the article")
    return found | {item.name: f"{here}: {item.title}" for item in COMMANDS}
