"""`HelpDialog`: how things are done, `resources/help/help.md` with the keys as they are now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from annotator.resources import resource_path
from annotator.translate import current_language
from ui.accessibility import named
from ui.actions import Actions, shown
from ui.dialogs.sheet import Sheet

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_KEY = re.compile(r"\{([a-z-]+\.[a-z0-9-]+)\}")


class HelpDialog(Sheet):
    """The help page; it stays open beside the window while one works."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.tr("Help"), window, width=680)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.page = named(QTextEdit(self), self.tr("Help page"))
        self.page.setReadOnly(True)
        self.page.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.page.setProperty("field", True)
        self.page.document().setDocumentMargin(12)
        self.page.setMarkdown(help_text(window.actions_))
        self.body.addWidget(self.page, 1)
        self.resize(680, 640)
        keys = self.add_button(self.tr("Keyboard Shortcuts"), left=True)
        keys.clicked.connect(window.actions_["help.shortcuts"].trigger)
        self.add_close()


def help_text(actions: Actions) -> str:
    """Return the help page in the person's language, "{mark.next}" replaced by the action's keys."""
    folder = resource_path("help")
    language = current_language()
    for name in (f"help.{language}.md", f"help.{language.partition('-')[0]}.md", "help.md"):
        if (folder / name).is_file():
            break
    text = (folder / name).read_text(encoding="utf-8")
    return _KEY.sub(lambda found: shown(actions.keys[found[1]]) or "–", text)
