"""`ShortcutCard`: every key on one page, made from the table of actions; it can be printed."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QTextEdit

from ui.accessibility import named
from ui.action_table import menu_title
from ui.actions import Actions, shown
from ui.caret_marking import COMMANDS
from ui.dialogs.sheet import Sheet

if TYPE_CHECKING:
    from ui.main_window import MainWindow


_CHANGING = ("edit.undo", "edit.redo")
"""Actions that say in the menu what they would do just now; the card is printed and hung up."""


class ShortcutCard(Sheet):
    """The card, beside the window while one works."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.tr("Keyboard Shortcuts"), window, width=760)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._actions = window.actions_
        self._chosen = window.settings.shortcuts()
        theme = window.appearance.theme
        self.page = named(QTextEdit(self), self.tr("Keyboard shortcuts"))
        self.page.setReadOnly(True)
        self.page.setProperty("field", True)
        self.page.setHtml(card(self._actions, self._chosen, muted=theme.muted, line=theme.hairline))
        self.body.addWidget(self.page, 1)
        self.resize(760, 680)
        self.add_button(self.tr("Change…"), left=True).clicked.connect(self._change)
        self.add_button(self.tr("Print…")).clicked.connect(self._print)
        self.add_close()

    def _change(self) -> None:
        self.accept()
        self._actions["shortcuts.edit"].trigger()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            document = QTextDocument()
            document.setDefaultFont(QFont(self.font().family(), 9))
            document.setHtml(card(self._actions, self._chosen, muted="#444444", line="#999999"))
            document.print_(printer)


def card(actions: Actions, chosen: Mapping[str, str], *, muted: str, line: str) -> str:
    """Return the page as HTML: for each menu a table of keys, names and hints. All texts are escaped."""
    tables: dict[str, list[tuple[str, str, str]]] = {}
    for row, action in actions:
        if action.isVisible() and (keys := shown(actions.cell(row.name))):
            name = row.title if row.name in _CHANGING else action.text().replace("&&", "&")
            tables.setdefault(menu_title(row.menu), []).append((keys, name, row.sentence))
    here = QCoreApplication.translate("actions", "In the article")
    for command in COMMANDS:
        keys = shown(chosen.get(command.name, command.keys))
        tables.setdefault(here, []).append((keys, command.title, ""))
    return "".join(_table(title, rows, muted, line) for title, rows in tables.items())


def _table(title: str, rows: list[tuple[str, str, str]], muted: str, line: str) -> str:
    cell = f"style='border-bottom: 1px solid {line}'"
    lines = [
        f"<tr><td width='24%' {cell}><b>{escape(keys)}</b></td><td width='32%' {cell}>{escape(name)}</td>"
        f"<td {cell}><span style='color:{muted}'>{escape(hint)}</span></td></tr>"
        for keys, name, hint in rows
    ]
    table = f"<table width='100%' cellpadding='4' cellspacing='0'>{''.join(lines)}</table>"
    return f"<h3>{escape(title)}</h3>{table}"
