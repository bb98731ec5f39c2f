"""`EraseDialog`: asks before an article is deleted for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.text.normalize import one_line
from ui.accessibility import named
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label

if TYPE_CHECKING:
    from annotator.model.article import Article

_LONGEST = 120  # characters of a title that are shown


class EraseDialog(Sheet):
    """Says what would go and what stays. Enter and Esc leave everything as it is.

    Signals:
        agreed: the article is to go; whether the backups made until now go too.
    """

    agreed = Signal(bool)

    def __init__(self, article: Article, parent: QWidget) -> None:
        super().__init__(parent.tr("Delete for Good?"), parent)
        title = one_line(article.title)[:_LONGEST]
        goes = self.tr("“{title}” goes with its text, its original file, its marks, notes and history.")
        stays = self.tr("This cannot be undone. Its sources stay in the library.")
        said = f"{goes.format(title=title)} {stays}"
        self.body.addWidget(plain_label(said, self, wrap=True))
        more = self.tr("They still hold the article. A new backup without it is made before they go.")
        words = self.tr("Also delete the backups made until now")
        self.backups = named(QCheckBox(words, self), words, more)
        self.body.addWidget(self.backups)
        self.body.addWidget(plain_label(more, self, role="muted", wrap=True))
        self.setAccessibleDescription(said)
        self.cancel = self.add_button(self.tr("Cancel"), default=True)
        self.cancel.clicked.connect(self.reject)
        self.erase = self.add_button(self.tr("Delete for Good"))
        self.erase.clicked.connect(self._agree)
        self.cancel.setFocus()

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit(self.backups.isChecked())
