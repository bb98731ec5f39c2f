"""`ArticleDetailsDialog`: title, byline and the rest, as detected and as a person knows better."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from annotator.model.article import Article
from ui.accessibility import named
from ui.controller import Controller
from ui.dialogs.sheet import Sheet
from ui.fields import TextField
from ui.labels import plain_label


class ArticleDetailsDialog(Sheet):
    """Fields for the metadata. What the file said by itself is shown as detected until it is edited."""

    def __init__(self, controller: Controller, article: Article, parent: QWidget | None) -> None:
        super().__init__(controller.tr("Article Details"), parent)
        self._controller = controller
        self._article = article
        form = QFormLayout()
        form.setSpacing(8)
        self.fields: dict[str, QLineEdit] = {}
        for name, title, hint in (
            ("title", self.tr("Title"), ""),
            ("byline", self.tr("Byline"), self.tr("Who wrote it")),
            ("site", self.tr("Published in"), ""),
            ("published", self.tr("Date"), self.tr("2026-03-31")),
            ("language", self.tr("Language"), self.tr("en, de-AT …")),
            ("url", self.tr("Address"), "https://"),
        ):
            field = named(QLineEdit(getattr(article, name), self), title)
            field.setPlaceholderText(hint)
            field.setCursorPosition(0)
            self.fields[name] = field
            detected = name in article.detected and bool(getattr(article, name))
            line = QHBoxLayout()
            line.addWidget(field, 1)
            sign = plain_label(self.tr("detected") if detected else "", self, role="caption")
            sign.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.tr("detected")))
            line.addWidget(sign)
            form.addRow(plain_label(title, self), line)
        self.note = TextField(self.tr("Note on the article"), self)
        self.note.set_value(article.note)
        form.addRow(plain_label(self.tr("Note"), self), self.note)
        self.body.addLayout(form)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.save = self.add_button(self.tr("Save"), default=True)
        self.save.clicked.connect(self._save)
        self.fields["title"].textChanged.connect(self._check)

    def _check(self, title: str) -> None:
        self.save.setEnabled(bool(title.strip()))

    def _save(self) -> None:
        values = {name: field.text().strip() for name, field in self.fields.items()}
        article = replace(self._article, note=self.note.toPlainText().strip(), **values)  # type: ignore[arg-type]  # text fields only
        self.accept()
        self._controller.edit_article(article)
