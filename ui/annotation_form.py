"""`AnnotationForm`: the fields of a mark. Every one stores by itself; there is nothing to confirm."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.model.annotation import Annotation, Attribution, Kind, Risk, Status
from annotator.model.tag import Tag
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.accessibility import named
from ui.attribution_editor import AttributionEditor
from ui.chips import FlowLayout, TagButtons
from ui.controller import Controller
from ui.evidence_editor import EvidenceEditor
from ui.fields import Pill, TextField, caption, labelled
from ui.history_list import HistoryList
from ui.labels import plain_label
from ui.theme import Theme
from ui.words import word

_EXCERPT = 320  # characters of the passage at the head of the form


class AnnotationForm(QScrollArea):
    """One mark with all its fields, or what several marks have in common.

    Signals:
        left: Esc was pressed.
    """

    left = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._marks: list[Annotation] = []
        self._texts: dict[str, TextField] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = self._body = QWidget(self)
        body.setProperty("plain", True)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(12, 4, 12, 16)
        layout.setSpacing(10)
        layout.addLayout(self._make_head(body))
        layout.addLayout(self._make_axes(body))
        layout.addWidget(self._make_single(body))
        layout.addStretch(1)
        self.setWidget(body)

    # -- showing ----------------------------------------------------------------------------------

    def show_marks(self, marks: list[Annotation]) -> None:
        """Show these marks; at least one."""
        another = [mark.id for mark in marks] != [mark.id for mark in self._marks]
        self._marks = marks
        self._show_head()
        self._show_axes()
        self._single.setVisible(len(marks) == 1)
        if len(marks) == 1:
            mark = marks[0]
            for name, field in self._texts.items():
                field.set_value(getattr(mark, name))
            self.attribution.show_mark(mark)
            self.evidence.show_mark(mark)
            self.history.show_mark(mark)
        if another:
            self.verticalScrollBar().setValue(0)

    def set_tags(self, tags: list[Tag]) -> None:
        """Offer these tags."""
        self.tags.set_tags(tags)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on."""
        self.tags.set_theme(theme)

    def flush(self) -> None:
        """Store what was written."""
        for field in self._texts.values():
            field.flush()
        self.attribution.flush()
        self.evidence.flush()

    def go_to(self, name: str) -> None:
        """Put the focus into a field and bring it into sight."""
        targets: dict[str, QWidget] = {
            **self._texts,
            "speaker": self.attribution.speaker,
            "evidence": self.evidence.field,
        }
        target = targets.get(name, self.status)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(target, 0, 40)

    def minimumSizeHint(self) -> QSize:
        """Return the room in which no field is cut off at the side; from top to bottom it scrolls."""
        hint = super().minimumSizeHint()
        width = self._body.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(hint.width(), width), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_head(self) -> None:
        marks = self._marks
        if len(marks) > 1:
            self._passage.setText(tr_plural("{n} mark is chosen", "{n} marks are chosen", len(marks)))
            self._made.setText(self.tr("A change here changes all of them, as one step of undo."))
            return
        mark = marks[0]
        excerpt = one_line(mark.exact[: _EXCERPT + 1])
        self._passage.setText(f"{excerpt[:_EXCERPT]}…" if len(excerpt) > _EXCERPT else excerpt)
        number = self.tr("No. {number}").format(number=self._controller.marks.number(mark.id))
        made = mark.created.astimezone().strftime("%Y-%m-%d %H:%M") if mark.created.year > 1970 else ""
        lost = self.tr("not found in the text any more") if mark.is_orphan else ""
        parts = (number, mark.creator.name, made, lost)
        self._made.setText("  ·  ".join(part for part in parts if part))

    def _show_axes(self) -> None:
        marks = self._marks
        tags = {mark.tag for mark in marks}
        self.tags.check(tags.pop() if len(tags) == 1 else None)
        for kind, pill in self._kinds.items():
            pill.setChecked(all(mark.kind is kind for mark in marks))
        statuses = {mark.status for mark in marks}
        self.status.setCurrentIndex(self.status.findData(statuses.pop()) if len(statuses) == 1 else -1)
        for risk, pill in self._risks.items():
            pill.setChecked(all(risk in mark.risks for mark in marks))

    # -- making -----------------------------------------------------------------------------------

    def _make_head(self, body: QWidget) -> QVBoxLayout:
        self._passage = plain_label("", body, role="heading", wrap=True)
        self._passage.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._made = plain_label("", body, role="caption", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._passage)
        head.addWidget(self._made)
        return head

    def _make_axes(self, body: QWidget) -> QVBoxLayout:
        self.tags = TagButtons(body, with_none=True)
        self.tags.chosen.connect(self._retag)
        self._kinds = {kind: Pill(word(kind), body) for kind in Kind}
        self.status = named(QComboBox(body), self.tr("Check status"))
        for status in Status:
            self.status.addItem(word(status), status)
        self.status.setPlaceholderText(self.tr("Several"))
        self.status.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.status.setMinimumContentsLength(4)  # it takes the rest of its line
        self.status.activated.connect(self._set_status)
        row = QHBoxLayout()
        row.setSpacing(6)
        for kind, pill in self._kinds.items():
            pill.clicked.connect(partial(self._set_kind, kind))
            row.addWidget(pill)
        row.addSpacing(6)
        row.addWidget(self.status, 1)
        axes = QVBoxLayout()
        axes.setSpacing(10)
        axes.addWidget(self.tags)
        axes.addLayout(row)
        axes.addWidget(self._make_risks(body))
        return axes

    def _make_risks(self, body: QWidget) -> QWidget:
        box = QWidget(body)
        flow = FlowLayout(box)
        flow.addWidget(caption(self.tr("Risk"), box))
        self._risks = {risk: Pill(word(risk), box) for risk in Risk}
        for risk, pill in self._risks.items():
            pill.setAccessibleName(self.tr("Risk: {risk}").format(risk=word(risk)))
            pill.clicked.connect(partial(self._set_risk, risk, pill))
            flow.addWidget(pill)
        return box

    def _make_single(self, body: QWidget) -> QWidget:
        """Make the fields that only one mark at a time can have."""
        self._single = QWidget(body)
        layout = QVBoxLayout(self._single)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._text("note", self.tr("Note"), self.tr("What you want to say of it"), lines=2))
        self.attribution = AttributionEditor(self._controller, self._single)
        self.attribution.changed.connect(self._write_attribution)
        self.evidence = EvidenceEditor(self._controller, self._single)
        layout.addWidget(self.attribution)
        layout.addWidget(labelled(self.tr("Evidence"), self.evidence, self._single))
        layout.addWidget(self._text("rationale", self.tr("How do you know?"), self.tr("Why it has this tag")))
        layout.addWidget(
            self._text("rewording", self.tr("Suggested wording"), self.tr("What it could say instead"))
        )
        layout.addWidget(
            self._text("question", self.tr("Question"), self.tr("To the author, or for the class"))
        )
        self.history = HistoryList(self._controller, self._single)
        layout.addWidget(self.history)
        return self._single

    def _text(self, name: str, title: str, hint: str, lines: int = 1) -> QWidget:
        field = TextField(title, self._single, hint=hint, lines=lines)
        field.written.connect(partial(self._write_text, name, title))
        self._texts[name] = field
        return labelled(title, field, self._single)

    # -- storing ----------------------------------------------------------------------------------

    def _ids(self) -> list[str]:
        return [mark.id for mark in self._marks]

    def _retag(self, tag: str) -> None:
        self._controller.retag(self._ids(), tag)

    def _set_kind(self, kind: Kind) -> None:
        self._controller.set_kind(self._ids(), kind)
        self._show_axes()  # a click on what is on already changes nothing, but would switch the pill off

    def _set_status(self, number: int) -> None:
        # Qt gives a StrEnum back as the plain text it is.
        self._controller.set_status(self._ids(), Status(self.status.itemData(number)))

    def _set_risk(self, risk: Risk, pill: Pill) -> None:
        self._controller.set_risk(self._ids(), risk, pill.isChecked())

    def _write_text(self, name: str, title: str, text: str) -> None:
        label = self.tr("Edit “{field}”").format(field=title)
        self._edit(label, f"{name}:{self._texts[name].session}", **{name: text})

    def _write_attribution(self, said: Attribution, session: str) -> None:
        self._edit(self.tr("Say who says it"), session, attribution=said)

    def _edit(self, label: str, session: str, **fields: object) -> None:
        if len(self._marks) == 1:
            mark = self._marks[0].id
            self._controller.edit(mark, label, f"{mark}:{session}" if session else "", **fields)
