"""`VersionReader`: an older text of the article, to read and to export; nothing can be marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.model.dossier import Dossier
from annotator.translate import tr_plural
from ui.article_view import ArticleView
from ui.dialogs.sheet import Sheet
from ui.labels import plain_label

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class VersionReader(Sheet):
    """The article as it was, with those of its marks whose words it has."""

    def __init__(self, window: MainWindow, dossier: Dossier, marks: int) -> None:
        number = dossier.version.number
        super().__init__(window.tr("Version {number}").format(number=number), window, width=860)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.dossier = dossier
        found = tr_plural(
            "{found} of {n} mark found in it",
            "{found} of {n} marks found in it",
            marks,
            found=len(dossier.annotations),
        )
        line = self.tr("{file} · {found} · for reading only").format(
            file=dossier.version.file_name, found=found
        )
        self.body.addWidget(plain_label(line, self, role="muted", wrap=True))
        self.view = ArticleView(self)
        self.view.handles_tag_keys = False
        self.view.set_theme(window.appearance.theme)
        self.view.set_reading(window.preferences.reading)
        self.view.setAcceptDrops(False)
        self.view.show_article(dossier)
        self.body.addWidget(self.view, 1)
        self.add_close()
        self.resize(860, 720)
