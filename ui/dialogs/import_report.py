"""`ImportReportDialog`: what an original holds that the text does not show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.model.article import Article, ImportReport
from ui.dialogs.offer import Choice
from ui.dialogs.sheet import Sheet
from ui.icons import icon
from ui.labels import plain_label
from ui.transfer import summary

_WIDTH = 560
_MARGINS = 60  # at both sides of the list
_MOST = 360  # pixels of the list's height; beyond it, scroll


class ImportReportDialog(Sheet):
    """A line for each finding, and the other ways the original can be read."""

    def __init__(
        self,
        article: Article,
        report: ImportReport,
        parent: QWidget | None,
        ways: tuple[Choice, ...] = (),
    ) -> None:
        words = summary(len(report.findings)) if report.findings else ""
        super().__init__(parent.tr("Import Report") if parent else "Import Report", parent, text=words)
        self.setAccessibleDescription(article.title)
        if not report.findings:
            text = self.tr("The text shows all that the original holds.")
            self.body.addWidget(plain_label(text, self, wrap=True))
        else:
            self.body.addWidget(self._make_list(report), 1)
            self.resize(_WIDTH, 0)
        for words, act in reversed(ways):
            button = self.add_button(words, left=True)
            button.clicked.connect(lambda _checked=False, act=act: self._choose(act))
        self.add_close()

    def _choose(self, act: Callable[[], object]) -> None:
        self.accept()
        act()

    def _make_list(self, report: ImportReport) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(area)
        inside.setProperty("plain", True)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(10)
        for finding in report.findings:
            row = QHBoxLayout()
            row.setSpacing(10)
            sign = plain_label("", inside)
            sign.setPixmap(icon("info").pixmap(QSize(18, 18), self.devicePixelRatioF()))
            text = plain_label(finding.text, inside, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            lines.addLayout(row)
        lines.addStretch(1)
        area.setWidget(inside)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(min(inside.heightForWidth(_WIDTH - _MARGINS), _MOST))
        return area
