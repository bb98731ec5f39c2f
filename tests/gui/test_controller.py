"""The controller: what it tells, when, and that it never tells of what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from factories import NOON, dossier_of, mark_of, span_of
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from annotator.errors import AnnotatorError, StaleChange
from annotator.model.annotation import Annotation, Kind, Status, place, reading_order
from annotator.model.article import Article
from annotator.model.source import Source
from annotator.storage import Library
from annotator.workspace import Workspace
from ui import accessibility
from ui.controller import Controller
from ui.marks import Marks


@pytest.fixture
def controller(qapp: object, workspace: Workspace, article: Article) -> Controller:
    made = Controller()
    made.use(workspace)
    assert made.open_article(article.id)
    return made


def _mark(controller: Controller, passage: str, tag: str = "fact") -> Annotation:
    assert controller.version is not None
    controller.mark(span_of(controller.version.text, passage), tag)
    assert controller.current is not None
    return controller.current


def test_opening_tells_the_article_once_with_all_its_marks(
    qtbot, controller: Controller, workspace: Workspace, article: Article
) -> None:
    _mark(controller, "opened in 1931")
    with qtbot.waitSignal(controller.article_opened) as opened:
        controller.open_article(article.id)
    assert [mark.exact for mark in opened.args[0].annotations] == ["opened in 1931"]
    assert controller.current is None


def test_a_change_is_on_disk_before_anybody_hears_of_it(
    controller: Controller, library: Library, article: Article
) -> None:
    heard: list[int] = []
    controller.changed.connect(lambda _change: heard.append(len(library.annotations(article.id))))
    _mark(controller, "opened in 1931")
    assert heard == [1]


def test_a_refused_change_is_told_as_an_error_and_nothing_else_changes(
    qtbot, controller: Controller, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = _mark(controller, "opened in 1931")
    changed: list[object] = []
    controller.changed.connect(changed.append)

    def refuse(*_: object) -> None:
        raise StaleChange("Somebody else changed this mark.", hint="Open the article again.")

    monkeypatch.setattr(workspace, "retag", refuse)
    with qtbot.waitSignal(controller.failed) as failed:
        controller.retag([mark.id], "opinion")
    assert str(failed.args[0]) == "Somebody else changed this mark."
    assert changed == []
    assert controller.marks[mark.id].tag == "fact"


def test_what_is_not_an_error_of_ours_to_explain_is_not_swallowed(
    controller: Controller, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(workspace, "retag", break_down)
    with pytest.raises(ZeroDivisionError):
        controller.retag(["x"], "opinion")


def test_screen_readers_hear_what_was_marked_and_which_of_how_many(controller: Controller) -> None:
    said: list[str] = []
    controller.announced.connect(said.append)
    _mark(controller, "The new bridge caused the shops")
    _mark(controller, "opened in 1931")
    assert said == ["Marked as fact, 1 of 1", "Marked as fact, 1 of 2"]


def test_an_announcement_reaches_the_accessibility_interface(
    window, mark: Callable[..., Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def listen(event: QAccessibleAnnouncementEvent) -> None:
        heard.append(event.message())

    monkeypatch.setattr(accessibility.QAccessible, "updateAccessibility", listen)
    mark("opened in 1931")
    assert "Marked as fact, 1 of 1" in heard
    assert QAccessible is accessibility.QAccessible


def test_removing_the_current_mark_goes_on_to_the_next_one(controller: Controller) -> None:
    later = _mark(controller, "the shops in the old town")
    first = _mark(controller, "opened in 1931")
    controller.delete([first.id])
    assert controller.current == later
    controller.undo()
    assert controller.current == first


def test_who_hears_of_a_change_finds_the_mark_that_is_current_after_it(controller: Controller) -> None:
    seen: list[Annotation | None] = []
    controller.changed.connect(lambda _change: seen.append(controller.current))
    first = _mark(controller, "opened in 1931")
    second = _mark(controller, "the finest bridge in the county")
    controller.select(first.id)
    controller.delete([first.id])
    assert seen == [first, second, second]


def test_undo_of_an_edit_goes_back_to_the_passage_it_is_about(qtbot, controller: Controller) -> None:
    mark = _mark(controller, "opened in 1931")
    controller.set_status([mark.id], Status.VERIFIED)
    controller.select("")
    with qtbot.waitSignal(controller.reveal) as shown:
        controller.undo()
    assert shown.args[0] == mark.span
    assert controller.current is not None
    assert controller.current.status is Status.UNCHECKED


def test_evidence_adds_a_new_source_once_and_uses_it_again(controller: Controller, library: Library) -> None:
    first, second = _mark(controller, "opened in 1931"), _mark(controller, "finest bridge")
    url = "https://archive.example/ostley/bridge-log.html"
    for mark in (first, second):
        controller.add_evidence(mark.id, controller.new_source(url))
    assert [source.url for source in library.sources()] == [url]
    assert {item.source for mark in controller.marks for item in mark.evidence} == set(controller.sources)


def test_an_edit_changes_only_the_fields_it_names(controller: Controller) -> None:
    mark = _mark(controller, "opened in 1931")
    controller.edit(mark.id, "Edit the note", note="seen")
    controller.set_kind([mark.id], Kind.QUOTE)
    controller.edit(mark.id, "Edit the question", question="who?")
    edited = controller.marks[mark.id]
    assert (edited.note, edited.kind, edited.question) == ("seen", Kind.QUOTE, "who?")


def test_without_a_library_nothing_happens_and_nothing_fails(qapp: object) -> None:
    controller = Controller()
    controller.undo()
    controller.delete(["x"])
    controller.close_article()
    assert controller.articles() == []
    assert controller.dossier() is None
    assert controller.to_undo() == ""


def test_an_article_that_is_gone_is_a_sentence(qtbot, controller: Controller) -> None:
    with qtbot.waitSignal(controller.failed) as failed:
        assert not controller.open_article("not there")
    assert isinstance(failed.args[0], AnnotatorError)


def test_a_known_source_is_found_by_its_title_whatever_its_case(controller: Controller) -> None:
    controller.sources = {"s": Source("s", "Harbour log")}
    assert controller.new_source("harbour LOG").id == "s"
    assert controller.new_source("Another log").title == "Another log"


def test_merging_tags_shows_the_marks_with_their_new_tag(controller: Controller) -> None:
    mark = _mark(controller, "opened in 1931")
    controller.merge_tags("fact", "opinion")
    assert controller.marks[mark.id].tag == "opinion"
    assert "fact" not in controller.tags


PASSAGES = ("opened in 1931", "The bridge was opened", "finest", "trams until 1958", "the old town", "1931")


@given(st.lists(st.tuples(st.sampled_from(PASSAGES), st.booleans()), max_size=24))
def test_marks_are_always_in_reading_order_with_the_numbers_of_it(steps: list[tuple[str, bool]]) -> None:
    version = dossier_of().version
    marks, model = Marks(), dict[str, Annotation]()
    for number, (passage, remove) in enumerate(steps):
        if remove and model:
            gone = sorted(model)[0]
            marks.remove(gone)
            del model[gone]
        else:
            made = mark_of(version, passage, created=NOON + timedelta(minutes=number % 3))
            if number % 5 == 4:
                made = made.with_(target=type(made.target)(version.id, None, made.target.quote))
            marks.put(made)
            model[made.id] = made
    expected = reading_order(model.values())
    assert list(marks) == expected
    assert [marks.number(mark.id) for mark in expected] == list(range(1, len(expected) + 1))
    assert marks.orphans() == sum(mark.is_orphan for mark in expected)
    assert sorted(expected, key=place) == expected
