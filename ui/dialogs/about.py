"""`AboutDialog`: the version, where things are, and whose work it stands on."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QApplication, QHBoxLayout

from ui.dialogs.sheet import Sheet
from ui.icons import window_icon
from ui.labels import plain_label

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class AboutDialog(Sheet):
    """Facts one needs when asking for help; they can be copied."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.tr("About Claimlight"), window, width=480)
        workspace = window.controller.workspace
        facts = [
            self.tr("Claimlight {version}").format(version=program_version()),
            self.tr("Python {python}, Qt {qt}, {system}").format(
                python=platform.python_version(), qt=qVersion(), system=platform.platform(terse=True)
            ),
            self.tr("Library: {path}").format(path=workspace.library.path if workspace else "–"),
        ]
        self._facts = "\n".join(facts)
        row = QHBoxLayout()
        row.setSpacing(16)
        sign = plain_label("", self)
        sign.setPixmap(window_icon().pixmap(QSize(64, 64), self.devicePixelRatioF()))
        words = plain_label(self._facts, self, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self.body.addLayout(row)
        licence = self.tr(
            "Free software under the MIT licence. It stands on Qt for Python (LGPL), SQLite, python-docx, "
            "lxml and trafilatura. Nothing you open leaves this computer."
        )
        self.body.addWidget(plain_label(licence, self, role="muted", wrap=True))
        self.add_button(self.tr("Copy"), left=True).clicked.connect(self._copy)
        self.add_close()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._facts)


def program_version() -> str:
    """Return the version of the installed program; "from source" for a checkout."""
    try:
        return version("claimlight")
    except PackageNotFoundError:
        return "from source"
