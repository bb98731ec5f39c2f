"""The editor of a mark: every field stores by itself, is undone in one step and shows what others change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation, Attribution, Kind, Risk, Status, Strength
from annotator.model.article import Article
from annotator.model.source import Source, SourceKind, Stance
from annotator.storage import Library
from ui.annotation_form import AnnotationForm
from ui.evidence_editor import EvidenceCard, source_from
from ui.main_window import MainWindow

Mark = Callable[..., Annotation]


@pytest.fixture
def form(window: MainWindow, mark: Mark) -> AnnotationForm:
    mark("opened in 1931")
    return window.editor_dock.form


def _stored(library: Library, article: Article) -> Annotation:
    (mark,) = library.annotations(article.id)
    return mark


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("note", "Note"),
        ("rationale", "How do you know?"),
        ("rewording", "Suggested wording"),
        ("question", "Question"),
    ],
)
def test_what_is_written_is_stored_after_a_pause_without_a_button(
    qtbot: QtBot, form: AnnotationForm, library: Library, article: Article, field: str, title: str
) -> None:
    widget = form._texts[field]
    assert widget.accessibleName() == title
    qtbot.keyClicks(widget, "as the log says")
    qtbot.waitUntil(lambda: getattr(_stored(library, article), field) == "as the log says")


def test_what_is_written_is_stored_when_another_mark_is_chosen(
    qtbot: QtBot, window: MainWindow, form: AnnotationForm, mark: Mark, library: Library
) -> None:
    first = window.controller.current
    assert first is not None
    qtbot.keyClicks(form._texts["note"], "belongs to the first")
    other = mark("the finest bridge")
    stored = library.annotation(first.id)
    assert stored is not None
    assert stored.note == "belongs to the first"
    assert library.annotation(other.id).note == ""
    assert form._texts["note"].toPlainText() == ""


def test_tag_kind_status_and_risk_each_take_one_click(
    form: AnnotationForm, library: Library, article: Article
) -> None:
    form.tags.buttons[2].click()
    form._kinds[Kind.QUOTE].click()
    form._risks[Risk.HEADLINE].click()
    form.status.setCurrentIndex(form.status.findData(Status.NEEDS_SOURCE))
    form.status.activated.emit(form.status.currentIndex())
    stored = _stored(library, article)
    assert (stored.tag, stored.kind, stored.status) == ("contested", Kind.QUOTE, Status.NEEDS_SOURCE)
    assert stored.risks == {Risk.HEADLINE}
    form._risks[Risk.HEADLINE].click()
    assert _stored(library, article).risks == frozenset()


def test_clicking_the_kind_it_has_keeps_it_switched_on(form: AnnotationForm) -> None:
    form._kinds[Kind.CLAIM].click()
    assert form._kinds[Kind.CLAIM].isChecked()


def test_undo_is_shown_in_the_form(window: MainWindow, form: AnnotationForm) -> None:
    form.tags.buttons[1].click()
    assert form.tags.buttons[1].isChecked()
    window.undo_action.trigger()
    assert form.tags.buttons[0].isChecked()


def test_a_named_speaker_counts_as_named_and_a_reason_is_asked_only_of_the_anonymous(
    qtbot: QtBot, form: AnnotationForm, library: Library, article: Article
) -> None:
    said = form.attribution
    assert not said._reason_row.isVisible()
    qtbot.keyClicks(said.speaker, "Ruth Okonedo")
    said.flush()
    assert _stored(library, article).attribution == Attribution("Ruth Okonedo", strength=Strength.NAMED)
    said._strength.setCurrentIndex(said._strength.findData(Strength.ANONYMOUS))
    said._strength.activated.emit(said._strength.currentIndex())
    assert said._reason_row.isVisible()
    qtbot.keyClicks(said._reason, "fears for her post")
    said._direct.setCurrentIndex(said._direct.findData(False))
    said._direct.activated.emit(said._direct.currentIndex())
    said.flush()
    stored = _stored(library, article).attribution
    assert (stored.reason, stored.direct, stored.speaker) == ("fears for her post", False, "Ruth Okonedo")


def test_speakers_used_before_are_offered_and_bring_their_role(
    window: MainWindow, form: AnnotationForm, mark: Mark, library: Library
) -> None:
    first = window.controller.current
    assert first is not None
    window.controller.edit(first.id, "Speaker", attribution=Attribution("Ruth Okonedo", "archivist"))
    other = mark("It carried trams")
    form.attribution.speaker.setFocus()
    assert form.attribution._names.stringList() == ["Ruth Okonedo"]
    form.attribution._completed("Ruth Okonedo")
    stored = library.annotation(other.id)
    assert stored is not None
    assert stored.attribution == Attribution("Ruth Okonedo", "archivist", Strength.NAMED)


def test_a_pasted_url_becomes_a_source_and_evidence(
    qtbot: QtBot, form: AnnotationForm, library: Library, article: Article
) -> None:
    QApplication.clipboard().setText("https://www.ostley.example/records/bridge-opening.html")
    form.evidence.field.paste()
    qtbot.keyClick(form.evidence.field, Qt.Key.Key_Return)
    (source,) = library.sources()
    assert (source.kind, source.title) == (SourceKind.WEB, "ostley.example: bridge opening")
    (item,) = _stored(library, article).evidence
    assert (item.source, item.by, item.on) == (source.id, "Ana Ruiz", datetime.now().astimezone().date())
    assert form.evidence.field.text() == ""


def test_evidence_can_be_said_more_of_and_taken_away(
    qtbot: QtBot, form: AnnotationForm, library: Library, article: Article
) -> None:
    form.evidence.field.setText("Bridge log")
    form.evidence._add()
    card = form.evidence.findChild(EvidenceCard)
    assert card is not None
    card._more.click()
    assert card._fold.isVisible()
    qtbot.keyClicks(card._locator, "p. 14")
    card._stance.setCurrentIndex(card._stance.findData(Stance.CONTRADICTS))
    card._stance.activated.emit(card._stance.currentIndex())
    card._primary.click()
    card._on.selectAll()
    qtbot.keyClicks(card._on, "2026-04-0")
    form.flush()
    (item,) = _stored(library, article).evidence
    assert (item.locator, item.stance, item.on) == (
        "p. 14",
        Stance.CONTRADICTS,
        datetime.now().astimezone().date(),
    )
    qtbot.keyClicks(card._on, "3")
    form.flush()
    assert _stored(library, article).evidence[0].on == date(2026, 4, 3)
    assert library.sources()[0].primary
    card._emit_removed()
    assert _stored(library, article).evidence == ()
    assert library.sources() != []


@pytest.mark.parametrize(
    ("text", "title", "url"),
    [
        (
            "https://a.example/x/the-tram_log.pdf",
            "a.example: the tram log",
            "https://a.example/x/the-tram_log.pdf",
        ),
        ("www.a.example", "a.example", "https://www.a.example"),
        ("https://[broken", "https://[broken", ""),
        ("Interview with Ruth", "Interview with Ruth", ""),
        ("http://", "http://", ""),
        ("https://a.example/%E2%82%AC-page/", "a.example: € page", "https://a.example/%E2%82%AC-page/"),
    ],
)
def test_a_source_is_named_by_what_was_pasted(text: str, title: str, url: str) -> None:
    source = source_from(text, [], "new")
    assert (source.title, source.url) == (title, url)


def test_a_source_the_library_has_is_taken_by_url_or_title() -> None:
    known = [Source("k", "Bridge log", url="https://a.example/log")]
    assert source_from("https://a.example/LOG", known, "new").id == "k"
    assert source_from("  bridge   log ", known, "new").id == "k"


def test_the_history_of_a_mark_is_read_from_the_journal(window: MainWindow, form: AnnotationForm) -> None:
    form.tags.buttons[1].click()
    form.history.button.click()
    lines = form.history.text().splitlines()
    assert [line.rpartition("  ·  ")[2] for line in lines] == ["Tag as Opinion", "Mark as Fact"]
    assert "Ana Ruiz" in lines[0]
    form.tags.buttons[2].click()
    assert form.history.text().splitlines()[0].endswith("Tag as Contested")


def test_several_marks_show_what_they_share_and_hide_the_rest(
    window: MainWindow, form: AnnotationForm, mark: Mark
) -> None:
    mark("the finest bridge", "opinion")
    window.annotation_dock.panel.view.selectAll()
    assert form._passage.text() == "2 marks are chosen"
    assert not form._single.isVisible()
    assert not any(button.isChecked() for button in form.tags.buttons)
    assert form._kinds[Kind.CLAIM].isChecked()
    form._risks[Risk.LEGAL].click()
    assert all(Risk.LEGAL in item.risks for item in window.controller.marks)
    window.undo_action.trigger()
    assert not any(item.risks for item in window.controller.marks)


def test_markup_in_a_note_or_a_source_is_shown_as_it_is(window: MainWindow, form: AnnotationForm) -> None:
    current = window.controller.current
    assert current is not None
    window.controller.add_evidence(current.id, Source("s", "<b>Log</b> & more"))
    card = form.evidence.findChild(EvidenceCard)
    assert card is not None
    assert card._title.text() == "<b>Log</b> & more"
    assert card._title.textFormat() is Qt.TextFormat.PlainText


def test_every_field_can_be_reached_with_tab(qtbot: QtBot, window: MainWindow, form: AnnotationForm) -> None:
    form.tags.buttons[0].setFocus()
    seen: list[str] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        seen.append(focus.accessibleName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    for name in ("Fact", "Claim", "Check status", "Risk: Legal", "Note", "Who says it?", "Add evidence"):
        assert name in seen
    assert seen.index("Note") < seen.index("Who says it?") < seen.index("Add evidence")


def test_nothing_is_written_by_only_looking(window: MainWindow, form: AnnotationForm, mark: Mark) -> None:
    other = mark("the finest bridge")
    label = window.controller.to_undo()
    for annotation in list(window.controller.marks):
        window.controller.select(annotation.id)
        window.editor_dock.flush()
    window.controller.select(other.id)
    assert window.controller.to_undo() == label
