"""`EvidenceEditor`: the sources held against a mark, and the field that adds one from a URL or a title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.annotation import Annotation
from annotator.model.source import Evidence, Source, SourceKind, Stance
from annotator.text.normalize import one_line
from ui.accessibility import named
from ui.controller import Controller
from ui.fields import LineField, completer, labelled
from ui.icons import icon
from ui.labels import plain_label
from ui.words import word


def source_from(text: str, known: Iterable[Source], new_id: str) -> Source:
    """Return the source that `text` names: one of `known` by URL or title, else a new one.

    A web address makes a web page, titled by its site and the end of its path until a person says better.
    """
    wanted = one_line(text)
    for source in known:
        if wanted.casefold() in {source.url.casefold(), source.title.casefold()} - {""}:
            return source
    if (title := _title_of_url(wanted)) is not None:
        url = wanted if "://" in wanted else f"https://{wanted}"
        host = urlsplit(url).hostname or ""
        return Source(
            id=new_id,
            title=title,
            kind=SourceKind.WEB,
            publisher=host.removeprefix("www."),
            url=url,
            retrieved=date.today(),  # noqa: DTZ011 - the person's own calendar day
        )
    return Source(id=new_id, title=wanted)


def _title_of_url(text: str) -> str | None:
    """Return a readable title for a web address, None if `text` is none."""
    if not text.startswith(("http://", "https://", "www.")) or " " in text:
        return None
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname
    except ValueError:
        return None
    if not host:
        return None
    last = unquote(parts.path).rstrip("/").rpartition("/")[2].rpartition(".")[0]
    last = last or unquote(parts.path).rstrip("/").rpartition("/")[2]
    words = one_line(last.replace("-", " ").replace("_", " "))
    site = host.removeprefix("www.")
    return f"{site}: {words}" if words else site


class EvidenceEditor(QWidget):
    """A card for each piece of evidence of the mark that is shown, and a field for the next one."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._mark = ""
        self._cards: list[EvidenceCard] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._titles = QStringListModel(self)
        self.field = self._make_field()
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        add = named(QToolButton(self), self.tr("Add the source"))
        add.setIcon(icon("add"))
        add.clicked.connect(self._add)
        row.addWidget(add)
        self._layout.addLayout(row)

    def show_mark(self, annotation: Annotation | None) -> None:
        """Show the evidence of a mark. Cards of the same sources stay, so the focus stays where it is."""
        self._mark = annotation.id if annotation else ""
        evidence = annotation.evidence if annotation else ()
        sources = self._controller.sources
        self._titles.setStringList([text for s in sources.values() for text in (s.title, s.url) if text])
        if [card.source_id for card in self._cards] != [item.source for item in evidence]:
            self._rebuild(len(evidence))
        for card, item in zip(self._cards, evidence, strict=True):
            card.show_evidence(item, sources.get(item.source))

    def flush(self) -> None:
        """Store what was written."""
        for card in self._cards:
            card.flush()

    def _make_field(self) -> QLineEdit:
        field = named(QLineEdit(self), self.tr("Add evidence"))
        field.setPlaceholderText(self.tr("Paste a URL, or name a source"))
        completer(field, self._titles, self.tr("Sources used before"))
        field.returnPressed.connect(self._add)
        return field

    def _rebuild(self, count: int) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = []
        for number in range(count):
            card = EvidenceCard(number, self)
            card.changed.connect(self._store)
            card.removed.connect(self._remove)
            card.source_changed.connect(self._store_source)
            self._layout.insertWidget(number, card)
            card.show()
            self._cards.append(card)

    def _add(self) -> None:
        text = self.field.text().strip()
        if text and self._mark:
            self.field.clear()
            self._controller.add_evidence(self._mark, self._controller.new_source(text))

    def _store(self, number: int, item: Evidence, session: str) -> None:
        annotation = self._controller.marks.get(self._mark)
        if annotation is None or number >= len(annotation.evidence):
            return
        evidence = (*annotation.evidence[:number], item, *annotation.evidence[number + 1 :])
        merge = f"evidence:{self._mark}:{number}:{session}" if session else ""
        self._controller.edit(self._mark, self.tr("Edit evidence"), merge, evidence=evidence)

    def _remove(self, number: int) -> None:
        annotation = self._controller.marks.get(self._mark)
        if annotation is not None:
            evidence = (*annotation.evidence[:number], *annotation.evidence[number + 1 :])
            self._controller.edit(self._mark, self.tr("Remove evidence"), evidence=evidence)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _store_source(self, source: Source, session: str) -> None:
        self._controller.edit_source(source, f"source:{source.id}:{session}" if session else "")


class EvidenceCard(QWidget):
    """One source and what it says of the passage; folded, only its title and stance.

    Signals:
        changed: its number, the Evidence as it should be, and the step of undo it belongs to.
        source_changed: the Source as it should be, and the step of undo it belongs to.
        removed: its number; it should go.
    """

    changed = Signal(int, object, str)
    source_changed = Signal(object, str)
    removed = Signal(int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.source_id = ""
        self._evidence: Evidence | None = None
        self._source: Source | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 8)
        layout.setSpacing(5)
        layout.addLayout(self._head())
        self._fold = QWidget(self)
        self._fold.hide()
        layout.addWidget(self._fold)
        self._fill_fold()

    def show_evidence(self, evidence: Evidence, source: Source | None) -> None:
        """Show a piece of evidence and its source; None for one the library no longer has."""
        self._evidence, self._source, self.source_id = evidence, source, evidence.source
        title = source.title if source else self.tr("A source that is gone")
        self._title.setText(title)
        self._title.setToolTip(source.url if source else "")
        self._more.setAccessibleName(self.tr("Details of {source}").format(source=title))
        self._stance.setCurrentIndex(self._stance.findData(evidence.stance))
        self._locator.set_value(evidence.locator)
        self._method.set_value(evidence.method)
        self._by.set_value(evidence.by)
        self._on.set_value(evidence.on.isoformat() if evidence.on else "")
        if source is not None:
            self._name.set_value(source.title)
            self._url.set_value(source.url)
            self._publisher.set_value(source.publisher)
            self._kind.setCurrentIndex(self._kind.findData(source.kind))
            self._primary.setChecked(source.primary)

    def flush(self) -> None:
        """Store what was written."""
        for field in self.findChildren(LineField):
            field.flush()

    def _head(self) -> QHBoxLayout:
        self._title = plain_label("", self, wrap=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QToolButton(self)
        self._more.setIcon(icon("down"))
        self._more.setCheckable(True)
        self._more.toggled.connect(self._unfold)
        remove = named(QToolButton(self), self.tr("Remove this evidence"))
        remove.setIcon(icon("close"))
        remove.clicked.connect(self._emit_removed)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._title, 1)
        row.addWidget(self._more)
        row.addWidget(remove)
        return row

    def _fill_fold(self) -> None:
        self._stance = named(QComboBox(self), self.tr("What the source says"))
        for stance in Stance:
            self._stance.addItem(word(stance), stance)
        self._kind = named(QComboBox(self), self.tr("Kind of source"))
        for kind in SourceKind:
            self._kind.addItem(word(kind), kind)
        self._primary = QCheckBox(self.tr("Primary source"), self)
        self._locator = LineField(self.tr("Where in the source"), self, hint=self.tr("p. 14, 00:12:30 …"))
        self._method = LineField(self.tr("How it was checked"), self, hint=self.tr("called, read it …"))
        self._by = LineField(self.tr("Checked by"), self)
        self._on = LineField(self.tr("Checked on"), self, hint=self.tr("2026-03-31"))
        self._name = LineField(self.tr("Title of the source"), self)
        self._url = LineField(self.tr("Address of the source"), self, hint="https://")
        self._publisher = LineField(self.tr("Publisher"), self)
        grid = QGridLayout(self._fold)
        grid.setContentsMargins(0, 2, 4, 2)
        grid.setSpacing(6)
        grid.addWidget(labelled(self.tr("It …"), self._stance), 0, 0)
        grid.addWidget(labelled(self.tr("Where"), self._locator), 0, 1)
        grid.addWidget(labelled(self.tr("How"), self._method), 1, 0, 1, 2)
        grid.addWidget(labelled(self.tr("By"), self._by), 2, 0)
        grid.addWidget(labelled(self.tr("On"), self._on), 2, 1)
        grid.addWidget(labelled(self.tr("Title"), self._name), 3, 0, 1, 2)
        grid.addWidget(labelled(self.tr("Address"), self._url), 4, 0, 1, 2)
        grid.addWidget(labelled(self.tr("Publisher"), self._publisher), 5, 0)
        grid.addWidget(labelled(self.tr("Kind"), self._kind), 5, 1)
        grid.addWidget(self._primary, 6, 0, 1, 2)
        self._connect()

    def _connect(self) -> None:
        self._stance.activated.connect(self._stance_chosen)
        self._kind.activated.connect(self._kind_chosen)
        self._primary.clicked.connect(self._primary_chosen)
        for field, name in ((self._locator, "locator"), (self._method, "method"), (self._by, "by")):
            field.written.connect(partial(self._written, field, name))
        self._on.written.connect(self._date_written)
        for field, name in ((self._name, "title"), (self._url, "url"), (self._publisher, "publisher")):
            field.written.connect(partial(self._source_written, field, name))

    def _unfold(self, open_: bool) -> None:
        self._more.setIcon(icon("up" if open_ else "down"))
        self._fold.setVisible(open_)

    def _emit_removed(self, _checked: bool = False) -> None:
        self.removed.emit(self._number)

    def _stance_chosen(self, number: int) -> None:
        if self._evidence is not None:
            self.changed.emit(
                self._number, replace(self._evidence, stance=Stance(self._stance.itemData(number))), ""
            )

    def _written(self, field: LineField, name: str, text: str) -> None:
        if self._evidence is not None:
            fields = {name: text.strip()}
            self.changed.emit(self._number, replace(self._evidence, **fields), f"{name}:{field.session}")  # type: ignore[arg-type]  # text fields only

    def _date_written(self, text: str) -> None:
        if self._evidence is None:
            return
        try:
            on = date.fromisoformat(text.strip()) if text.strip() else None
        except ValueError:  # half a date, or none: what is stored stays until it is one
            return
        self.changed.emit(self._number, replace(self._evidence, on=on), f"on:{self._on.session}")

    def _kind_chosen(self, number: int) -> None:
        if self._source is not None:
            self.source_changed.emit(replace(self._source, kind=SourceKind(self._kind.itemData(number))), "")

    def _primary_chosen(self, primary: bool) -> None:
        if self._source is not None:
            self.source_changed.emit(replace(self._source, primary=primary), "")

    def _source_written(self, field: LineField, name: str, text: str) -> None:
        wanted = text.strip()
        if self._source is not None and (wanted or name != "title"):
            fields = {name: wanted}
            self.source_changed.emit(replace(self._source, **fields), f"{name}:{field.session}")  # type: ignore[arg-type]  # text fields only
