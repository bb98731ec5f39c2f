"""`Actions`: the table as QActions, with the keys the person gave them, switched on and off as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.model.tag import Tag
from ui.action_table import SUBMENUS, TABLE, ActionRow, menu_title, row
from ui.icons import icon


def plain(text: str) -> str:
    """Return `text` so that an "&" in it is shown and makes no mnemonic."""
    return text.replace("&", "&&")


def sequences(keys: str) -> list[QKeySequence]:
    """Return the key sequences of a table cell, "Ctrl+Y; Ctrl+Shift+Z"."""
    portable = QKeySequence.SequenceFormat.PortableText
    return [QKeySequence.fromString(part.strip(), portable) for part in keys.split("; ") if part.strip()]


def shown(keys: str) -> str:
    """Return the keys of a table cell as they are written on this system, "" for none."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(sequence.toString(native) for sequence in sequences(keys))


def clashes(keys: Mapping[str, str]) -> dict[str, list[str]]:
    """Return, for each key sequence that two or more actions have, the names of those actions."""
    owners: dict[str, list[str]] = {}
    for name, cell in keys.items():
        for sequence in sequences(cell):
            owners.setdefault(sequence.toString(QKeySequence.SequenceFormat.PortableText), []).append(name)
    return {sequence: names for sequence, names in owners.items() if len(names) > 1}


class Actions(QObject):
    """One QAction per row of the table, by name."""

    def __init__(self, window: QWidget, chosen: Mapping[str, str] | None = None) -> None:
        super().__init__(window)
        self._actions = {item.name: _action(item, window) for item in TABLE}
        self._tag_keys: dict[str, str] = {}
        self._there: dict[str, bool] = {}
        self.use_keys(chosen or {})
        group = QActionGroup(self)
        for item in TABLE:
            if item.menu == "theme":
                group.addAction(self._actions[item.name])
        for item in TABLE:
            if not item.here:
                window.addAction(self._actions[item.name])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[tuple[ActionRow, QAction]]:
        """Yield every row with its action, in the order of the menus."""
        return ((item, self._actions[item.name]) for item in TABLE)

    def connect_all(self, slots: Mapping[str, Callable[..., object]]) -> None:
        """Call a slot when its action is triggered: checkable ones with their state, others with nothing."""
        for name, slot in slots.items():
            action = self._actions[name]
            # `triggered` sends its state to some callables and not to others, so it is never relied on.
            state = action if row(name).checkable else None
            action.triggered.connect(partial(_call, slot, state))

    def belong_to(self, view: QWidget) -> None:
        """Let the actions with plain letters work while `view` has the focus, and only then."""
        for item in TABLE:
            if item.here:
                view.addAction(self._actions[item.name])

    def use_keys(self, chosen: Mapping[str, str]) -> None:
        """Give the actions the person's own keys; the others get those of the table."""
        self.keys = {item.name: chosen.get(item.name, item.keys) for item in TABLE}
        for item in TABLE:
            self._set_keys(item)

    def show_tags(self, tags: list[Tag]) -> None:
        """Name the tag actions after the codebook; those without a tag are hidden."""
        self._tag_keys = {f"tag.{n}": tag.key for n, tag in enumerate(tags[:9], 1)}
        for number in range(1, 10):
            name = f"tag.{number}"
            tag = tags[number - 1] if number <= len(tags) else None
            action = self._actions[name]
            action.setVisible(tag is not None)
            action.setText(plain(tag.name) if tag else row(name).title)
            action.setData(tag.id if tag else "")
            self._set_keys(row(name))

    def enable(self, *, article: bool, mark: bool, marks: bool) -> None:
        """Switch actions on and off by what they need."""
        there = {"article": article, "mark": mark, "marks": marks}
        if there == self._there:
            return
        self._there = there
        for item in TABLE:
            if item.needs:
                self._actions[item.name].setEnabled(there[item.needs])

    def show_undo(self, undo: str, redo: str) -> None:
        """Say in the menu what would be undone and redone; "" for nothing."""
        for name, label in (("edit.undo", undo), ("edit.redo", redo)):
            title = row(name).title
            self._actions[name].setText(plain(f"{title} {label}") if label else title)
            self._actions[name].setEnabled(bool(label))
            self._set_tip(name, f"{title}: {label}" if label else title)

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Put the actions into menus of `bar`; return the menus by name."""
        menus: dict[str, QMenu] = {}
        for item in TABLE:
            menu = menus.get(item.menu) or self._new_menu(item.menu, bar, menus)
            if item.section:
                menu.addSeparator()
            menu.addAction(self._actions[item.name])
        return menus

    @staticmethod
    def _new_menu(name: str, bar: QMenuBar, menus: dict[str, QMenu]) -> QMenu:
        title = menu_title(name)
        parent = SUBMENUS.get(name)
        menus[name] = menus[parent].addMenu(title) if parent else bar.addMenu(title)
        menus[name].setToolTipsVisible(False)
        return menus[name]

    def cell(self, name: str) -> str:
        """Return the keys an action has now; a tag's own letter stands before its number."""
        cell = self.keys[name]
        if letter := self._tag_keys.get(name):
            return f"{letter}; {cell}" if cell else letter
        return cell

    def _set_keys(self, item: ActionRow) -> None:
        self._actions[item.name].setShortcuts(sequences(self.cell(item.name)))
        self._set_tip(item.name, item.title)

    def _set_tip(self, name: str, title: str) -> None:
        action = self._actions[name]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{title} ({keys})" if keys else title)


def _action(item: ActionRow, parent: QWidget) -> QAction:
    action = QAction(item.title, parent)
    action.setObjectName(item.name)
    action.setStatusTip(item.sentence)
    action.setCheckable(item.checkable)
    if item.icon:
        action.setIcon(icon(item.icon))
    if item.here:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    if item.name == "app.quit":
        action.setMenuRole(QAction.MenuRole.QuitRole)
    return action


def _call(slot: Callable[..., object], state: QAction | None, _checked: bool = False) -> None:
    if state is None:
        slot()
    else:
        slot(state.isChecked())
