"""`TagBar`: the tags above the article, each with its look, its name and its key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from annotator.model.tag import Tag
from ui.chips import TagButtons
from ui.theme import Theme


class TagBar(QWidget):
    """Marks what is selected with one click; with the highlighter on, chooses its tag.

    Signals:
        tag_chosen: id of the tag that was clicked.
    """

    tag_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Tags"))
        self.buttons = TagButtons(self)
        self.buttons.chosen.connect(self.tag_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 10, 6)
        layout.setSpacing(6)
        layout.addWidget(self.buttons, 1)
        self._layout = layout

    def add_action(self, action: QAction) -> None:
        """Put a small button for an action at the right end."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.text())
        action.changed.connect(partial(_follow_name, button, action))
        self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_tags(self, tags: list[Tag]) -> None:
        """Offer these tags; the first nine also have the keys 1 to 9."""
        self.buttons.set_tags(tags, [tag.key or str(number) for number, tag in enumerate(tags, 1)])

    def show_current(self, tag_id: str | None) -> None:
        """Show which tag the current mark, or the highlighter, has; None for none."""
        self.buttons.check(tag_id)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self.buttons.set_theme(theme)


def _follow_name(button: QToolButton, action: QAction) -> None:
    button.setAccessibleName(action.text())
