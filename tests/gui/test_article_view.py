"""The article on screen: selecting, marking and finding one's way with mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import BRIDGE, blocks_of, dossier_of, mark_of, span_of
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.block import Block, Format, Inline
from annotator.model.dossier import Dossier
from annotator.model.span import Span
from annotator.model.tag import FACT
from ui.article_view import ArticleView
from ui.settings import Reading
from ui.theme import DARK

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    """A view in use, without an article."""
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def bridge(view: ArticleView) -> Dossier:
    """The bridge article on screen, with two marks of which one lies on the other."""
    dossier = dossier_of(
        marks=[("It is the finest bridge in the county.", "opinion"), ("finest bridge", "fact")]
    )
    view.show_article(dossier)
    return dossier


@pytest.fixture
def requests(view: ArticleView) -> list[tuple[Span | None, str]]:
    """What the view asks to have marked."""
    asked: list[tuple[Span | None, str]] = []
    view.mark_requested.connect(lambda span, tag: asked.append((span, tag)))
    return asked


def place(view: ArticleView, passage: str, *, end: bool = False, occurrence: int = 1) -> QPoint:
    """A point in the first letter of a passage, or in its last."""
    span = span_of(text_of(view), passage, occurrence)
    letter = Span(span.end - 1, span.end) if end else Span(span.start, span.start + 1)
    return view.rects(letter)[0].center().toPoint()


def text_of(view: ArticleView) -> str:
    assert view._dossier is not None
    return view._dossier.version.text


def drag(view: ArticleView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press, move and let go, as a hand does."""
    QTest.mousePress(view.viewport(), LEFT, modifier, start)
    for step in range(1, 6):
        QTest.mouseMove(view.viewport(), start + (end - start) * step / 5)
    QTest.mouseRelease(view.viewport(), LEFT, modifier, end)


def words(view: ArticleView) -> str | None:
    span = view.selected_span()
    return span.of(text_of(view)) if span is not None else None


# -- selecting and marking ---------------------------------------------------------------------------


def test_a_drag_from_inside_a_word_to_inside_another_selects_whole_words(
    view: ArticleView, bridge: Dossier
) -> None:
    drag(view, place(view, "ridge was"), place(view, "193", end=True))
    assert words(view) == "bridge was opened in 1931"
    assert view.raw_selection() == view.selected_span()


def test_with_alt_a_drag_selects_to_the_character(view: ArticleView, bridge: Dossier) -> None:
    start = view.rects(span_of(BRIDGE, "ridge was"))[0]
    end = view.rects(span_of(BRIDGE, "ope", 1))[0]
    drag(
        view,
        QPoint(int(start.left()) + 1, int(start.center().y())),
        QPoint(int(end.right()), int(end.center().y())),
        ALT,
    )
    assert words(view) == "ridge was ope"


def test_a_drag_over_a_quotation_takes_its_marks_along(view: ArticleView, bridge: Dossier) -> None:
    drag(view, place(view, "It carried"), place(view, "1958", end=True))
    assert words(view) == "“It carried trams until 1958,”"


def test_a_drag_that_begins_in_the_margin_selects_from_the_beginning_of_the_line(
    view: ArticleView, bridge: Dossier
) -> None:
    line = place(view, "The bridge was")
    margin = view.left_margin
    start = margin.mapFromGlobal(view.viewport().mapToGlobal(line))
    start.setX(5)
    end = margin.mapFromGlobal(view.viewport().mapToGlobal(place(view, "was opened in", end=True)))
    QTest.mousePress(margin, LEFT, NONE, start)
    QTest.mouseMove(margin, end)
    QTest.mouseRelease(margin, LEFT, NONE, end)
    assert words(view) == "The bridge was opened in"


@pytest.mark.parametrize(
    ("key", "tag"),
    [
        (Qt.Key.Key_F, "fact"),
        (Qt.Key.Key_O, "opinion"),
        (Qt.Key.Key_C, "contested"),
        (Qt.Key.Key_3, "contested"),
    ],
)
def test_the_key_of_a_tag_marks_the_selection(
    view: ArticleView, bridge: Dossier, requests: list[tuple[Span | None, str]], key: Qt.Key, tag: str
) -> None:
    view.select(span_of(BRIDGE, "opened in 1931"))
    QTest.keyClick(view, key)
    assert requests == [(span_of(BRIDGE, "opened in 1931"), tag)]


def test_without_a_selection_the_key_is_for_the_mark_at_the_caret(
    view: ArticleView, bridge: Dossier, requests: list[tuple[Span | None, str]]
) -> None:
    view.set_caret(BRIDGE.index("finest"))
    QTest.keyClick(view, Qt.Key.Key_C)
    assert requests == [(None, "contested")]
    current = view.current_mark()
    assert current is not None
    assert current.exact == "finest bridge"


def test_no_key_of_a_tag_or_command_reaches_a_retired_tag(
    view: ArticleView, bridge: Dossier, requests: list[tuple[Span | None, str]]
) -> None:
    view.set_tags([replace(FACT, retired=True), *bridge.tags[1:]])
    QTest.keyClick(view, Qt.Key.Key_F)
    assert requests == []
    QTest.keyClick(view, Qt.Key.Key_1)
    assert requests == [(None, "opinion")]


def test_what_was_just_marked_is_no_longer_selected(view: ArticleView, bridge: Dossier) -> None:
    view.select(span_of(BRIDGE, "opened in 1931"))
    mark = mark_of(bridge.version, "opened in 1931")
    view.show_change(Change("Mark as fact", after=(mark,), article=mark.article))
    assert view.selected_span() is None
    assert view.current_mark() == mark


def test_a_second_drag_begins_a_new_selection_and_says_so(view: ArticleView, bridge: Dossier) -> None:
    told: list[Span | None] = []
    view.selection_changed.connect(told.append)
    drag(view, place(view, "opened"), place(view, "1931", end=True))
    drag(view, place(view, "trams"), place(view, "until", end=True))
    assert told[-1] == span_of(BRIDGE, "trams until")
    QTest.mouseClick(view.viewport(), LEFT, NONE, place(view, "Okonedo"))
    assert told[-1] is None


def test_the_highlighter_marks_each_finished_selection_until_esc(
    view: ArticleView, bridge: Dossier, requests: list[tuple[Span | None, str]]
) -> None:
    view.set_highlighter("contested")
    drag(view, place(view, "opened"), place(view, "1931", end=True))
    drag(view, place(view, "trams"), place(view, "until", end=True))
    assert requests == [
        (span_of(BRIDGE, "opened in 1931"), "contested"),
        (span_of(BRIDGE, "trams until"), "contested"),
    ]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    drag(view, place(view, "opened"), place(view, "1931", end=True))
    assert view.highlighter() == ""
    assert len(requests) == 2


def test_the_highlighter_marks_a_selection_made_with_keys_when_it_is_finished(
    view: ArticleView, bridge: Dossier, requests: list[tuple[Span | None, str]]
) -> None:
    view.set_highlighter("fact")
    view.select(span_of(BRIDGE, "Ruth Okonedo"))
    assert requests == []
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert requests == [(span_of(BRIDGE, "Ruth Okonedo"), "fact")]


def test_esc_leaves_one_thing_at_a_time(view: ArticleView, bridge: Dossier) -> None:
    view.show_current(bridge.annotations[0].id)
    view.set_highlighter("fact")
    view.select(span_of(BRIDGE, "opened"))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert (view.selected_span(), view.highlighter()) == (None, "fact")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.highlighter() == ""
    left: list[str] = []
    view.annotation_activated.connect(left.append)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert left == [""]


# -- marks under the pointer and the caret -----------------------------------------------------------


def test_a_click_on_a_mark_makes_it_current_and_a_second_one_goes_on_to_the_one_below(
    view: ArticleView, bridge: Dossier
) -> None:
    gone_to: list[str] = []
    view.annotation_activated.connect(gone_to.append)
    outer, inner = bridge.annotations
    for _ in range(3):
        QTest.mouseClick(view.viewport(), LEFT, NONE, place(view, "nest"))
    QTest.mouseClick(view.viewport(), LEFT, NONE, place(view, "Ruth"))
    assert gone_to == [inner.id, outer.id, inner.id, ""]


def test_tab_goes_through_the_marks_at_the_caret_and_then_on(view: ArticleView, bridge: Dossier) -> None:
    gone_to: list[str] = []
    view.annotation_activated.connect(gone_to.append)
    view.set_caret(BRIDGE.index("finest"))
    outer, inner = bridge.annotations
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert gone_to == [inner.id, outer.id]
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert gone_to == [inner.id, outer.id]


def test_a_click_on_a_letter_in_the_margin_makes_its_mark_current(view: ArticleView, bridge: Dossier) -> None:
    gone_to: list[str] = []
    view.annotation_activated.connect(gone_to.append)
    margin = view.right_margin
    signs = {sign.text: box for sign, box in margin.boxes(0, margin.height())}
    assert set(signs) == {"O1", "F2"}
    QTest.mouseClick(margin, LEFT, NONE, signs["F2"].center().toPoint())
    assert gone_to == [bridge.annotations[1].id]


def test_signs_that_have_no_room_beside_a_line_are_counted_and_gone_through_with_clicks(
    view: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: tips.append(text))
    passages = ("The", "bridge", "was", "opened", "in", "1931", "It", "is")
    dossier = dossier_of(marks=[(passage, "fact") for passage in passages])
    view.show_article(dossier)
    margin = view.right_margin

    def rest() -> tuple[str, QPoint]:
        sign, box = margin.boxes(0, margin.height())[-1]
        return sign.text, box.center().toPoint()

    view.resize(520, 500)
    shown = [box for _, box in margin.boxes(0, margin.height())]
    assert all(box.right() <= margin.width() for box in shown)
    text, point = rest()
    hidden = int(text.removeprefix("+"))
    assert hidden >= 2
    gone_to: list[str] = []
    view.annotation_activated.connect(gone_to.append)
    for _ in range(hidden + 1):
        QTest.mouseClick(margin, LEFT, NONE, rest()[1])
    there = [mark.id for mark in dossier.annotations]
    assert gone_to[0] == gone_to[-1]
    assert gone_to[:-1] == there[-hidden:]
    QApplication.sendEvent(margin, QHelpEvent(QEvent.Type.ToolTip, point, margin.mapToGlobal(point)))
    assert tips[0].count("<p>") == hidden


def test_the_menu_is_asked_for_with_the_marks_at_the_place(view: ArticleView, bridge: Dossier) -> None:
    asked: list[list[str]] = []
    view.context_menu_requested.connect(lambda _place, ids: asked.append(ids))
    outer, inner = bridge.annotations
    for passage in ("finest", "It is", "Ruth"):
        point = place(view, passage)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point), NONE
        )
        QApplication.sendEvent(view.viewport(), event)
    assert asked == [[inner.id, outer.id], [outer.id], []]


def test_a_handle_is_dragged_to_a_word_and_asks_for_the_new_ends(view: ArticleView, bridge: Dossier) -> None:
    moved: list[tuple[str, Span]] = []
    view.boundaries_moved.connect(lambda name, span: moved.append((name, span)))
    inner = bridge.annotations[1]
    view.show_current(inner.id)
    start, finish = view.handles_in_sight()
    drag(view, finish.knob.toPoint(), place(view, "county"))
    drag(view, start.knob.toPoint(), place(view, "the finest"))
    assert moved == [
        (inner.id, span_of(BRIDGE, "finest bridge in the")),
        (inner.id, span_of(BRIDGE, "the finest bridge")),
    ]


def test_esc_lets_go_of_a_handle_and_nothing_is_moved(view: ArticleView, bridge: Dossier) -> None:
    moved: list[str] = []
    view.boundaries_moved.connect(lambda name, _span: moved.append(name))
    view.show_current(bridge.annotations[1].id)
    finish = view.handles_in_sight()[1]
    QTest.mousePress(view.viewport(), LEFT, NONE, finish.knob.toPoint())
    QTest.mouseMove(view.viewport(), place(view, "county"))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, place(view, "county"))
    assert moved == []


def test_a_note_is_shown_as_it_is_written_never_as_markup(
    view: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: tips.append(text))
    dossier = dossier_of()
    mark = mark_of(dossier.version, "opened in 1931", note="<b>x</b> & <img src='file:///x'>")
    view.show_article(replace(dossier, annotations=(mark,)))
    point = place(view, "opened")
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    )
    assert "&lt;b&gt;x&lt;/b&gt; &amp; &lt;img" in tips[0]
    assert "F1" in tips[0]


# -- where one is ------------------------------------------------------------------------------------


@pytest.fixture
def long_one(view: ArticleView) -> Dossier:
    """An article of many pages."""
    text = "\n".join(f"Paragraph number {number} says what it says. It says more." for number in range(300))
    dossier = dossier_of(text, [("Paragraph number 7 says", "fact"), ("Paragraph number 250 says", "fact")])
    view.show_article(dossier)
    return dossier


def test_what_is_in_sight_already_is_not_scrolled(view: ArticleView, long_one: Dossier) -> None:
    view.reveal(span_of(text_of(view), "Paragraph number 3 says"))
    assert view.verticalScrollBar().value() == 0


def test_a_far_passage_is_brought_into_sight_with_air_above(view: ArticleView, long_one: Dossier) -> None:
    span = span_of(text_of(view), "Paragraph number 250 says")
    view.reveal(span)
    rect = view.rects(span)[0]
    assert 50 < rect.top() < view.viewport().height() - 50
    here = view.verticalScrollBar().value()
    view.reveal(span)
    assert view.verticalScrollBar().value() == here


def test_showing_a_mark_as_current_puts_the_caret_on_it_but_leaves_a_selection_alone(
    view: ArticleView, long_one: Dossier
) -> None:
    first, second = long_one.annotations
    view.show_current(second.id)
    assert second.span is not None
    assert view.caret() == second.span.start
    view.select(span_of(text_of(view), "Paragraph number 9 says"))
    view.show_current(first.id)
    assert words(view) == "Paragraph number 9 says"


def test_zoom_theme_and_font_keep_the_place_the_caret_and_the_selection(
    view: ArticleView, long_one: Dossier
) -> None:
    span = span_of(text_of(view), "Paragraph number 150 says")
    view.reveal(span, gently=False)
    view.select(span)
    acts: list[Callable[[], object]] = [
        lambda: view.set_zoom(170),
        lambda: view.set_theme(DARK),
        lambda: view.set_reading(Reading(size=18, spacing=180, width=50, letter_spacing=112)),
    ]
    for act in acts:
        act()
        assert view.selected_span() == span
        assert view.rects(span), "the passage is out of sight"


def test_ctrl_and_wheel_zoom_within_limits(view: ArticleView, bridge: Dossier) -> None:
    told: list[int] = []
    view.zoom_changed.connect(told.append)
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert told == [110]
    view.set_zoom(4000)
    assert view.zoom() == 400
    view.set_zoom(1)
    assert view.zoom() == 50


def test_the_column_stays_as_wide_and_in_the_middle_when_the_window_grows(
    view: ArticleView, bridge: Dossier
) -> None:
    width = view.viewport().width()
    view.resize(1300, 500)
    assert view.viewport().width() == width
    box = view.viewport().geometry()
    assert abs(box.left() - (view.width() - box.right())) < 40


def test_in_a_narrow_window_the_column_gives_way_and_nothing_is_cut_off(
    view: ArticleView, bridge: Dossier
) -> None:
    view.resize(360, 500)
    assert view.viewport().width() <= 360
    assert view.horizontalScrollBar().maximum() == 0


def test_where_words_are_is_known_anew_as_soon_as_the_page_moves(view: ArticleView, bridge: Dossier) -> None:
    span = span_of(text_of(view), "caused the shops")
    acts: list[Callable[[], object]] = [
        lambda: view.resize(360, 240),
        lambda: view.verticalScrollBar().setValue(40),
        lambda: view.set_zoom(60),
    ]
    for act in acts:
        before = view.rects(span)
        act()
        after = view.rects(span)
        assert after != before
        assert view.place_at(after[0].center()) in range(span.start, span.end + 1)


def test_paragraph_and_line_numbers_stand_in_the_margin_when_wanted(
    view: ArticleView, long_one: Dossier
) -> None:
    def numbers() -> set[str]:
        return {sign.text for sign, _ in view.left_margin.boxes(0, view.left_margin.height())}

    assert {"1", "2", "3"} <= numbers()
    view.set_reading(Reading(paragraph_numbers=False, line_numbers=True))
    assert numbers() >= {"5", "10"}
    assert "1" not in numbers()
    view.set_reading(Reading(paragraph_numbers=False))
    assert numbers() == set()


def test_line_numbers_count_every_line_before(view: ArticleView) -> None:
    text = "\n".join("Words enough for more than one line of the column, so that lines are broken. " * 2
                     for _ in range(60))  # fmt: skip
    view.show_article(dossier_of(text))
    view.set_reading(Reading(line_numbers=True, paragraph_numbers=False))
    view.verticalScrollBar().setValue(900)
    assert view._article is not None
    document = view._article.document
    signs = [(int(sign.text), box.center().y()) for sign, box in view.left_margin.boxes(0, 400)]
    assert signs
    for number, y in signs:
        here = view._article.position(view.place_at(QPointF(60, y)))
        block = document.findBlock(here)
        lines = block.layout().lineForTextPosition(here - block.position()).lineNumber() + 1
        while (block := block.previous()).isValid():
            lines += block.layout().lineCount()
        assert lines == number


# -- changes, copies, drops --------------------------------------------------------------------------


def test_changes_of_other_articles_are_none_of_its_business(view: ArticleView, bridge: Dossier) -> None:
    other = mark_of(bridge.version, "opened")
    view.show_change(Change("Mark", after=(replace(other, article="another"),), article="another"))
    assert len(view.marks) == 2


def test_a_removed_mark_is_no_longer_current(view: ArticleView, bridge: Dossier) -> None:
    mark: Annotation = bridge.annotations[1]
    view.show_current(mark.id)
    view.show_change(Change("Remove", before=(mark,), article=mark.article))
    assert view.handles_in_sight() == []
    assert view.marks.get(mark.id) is None


def test_a_recoloured_tag_is_repainted(view: ArticleView, bridge: Dossier) -> None:
    before = view.viewport().grab().toImage()
    tag = replace(FACT, light=replace(FACT.light, fill="#00FF00"))
    view.show_change(Change("Recolour", before=(FACT,), after=(tag,)))
    assert view.viewport().grab().toImage() != before


def test_the_copy_is_the_text_of_record(view: ArticleView) -> None:
    text = "A no\u00a0break blank, a soft\u00adhyphen and “quotes”."
    view.show_article(dossier_of(text))
    view.select(Span(0, len(text)))
    copied = view.createMimeDataFromSelection()
    assert copied.text() == text
    assert not copied.hasHtml()


def test_ctrl_click_asks_for_a_link_and_a_plain_click_does_not(view: ArticleView) -> None:
    text = "See the report for more."
    link = span_of(text, "the report")
    inline = Inline(link.start, link.end, Format.LINK, "https://example.org/report")
    view.show_article(dossier_of(text, blocks=(Block(0, len(text), inlines=(inline,)),)))
    asked: list[str] = []
    view.link_requested.connect(asked.append)
    QTest.mouseClick(view.viewport(), LEFT, NONE, place(view, "report"))
    assert asked == []
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, place(view, "report"))
    assert asked == ["https://example.org/report"]


def test_dropped_files_are_named_and_dropped_words_ignored(view: ArticleView, bridge: Dossier) -> None:
    dropped: list[list[str]] = []
    view.files_dropped.connect(dropped.append)
    files, words_only = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/a.docx"), QUrl("https://example.org/")])
    words_only.setText("no file")
    for data in (files, words_only):
        event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE)
        view.dropEvent(event)
    assert dropped == [["/tmp/a.docx"]]
    assert view.toPlainText().startswith("The bridge at Ostley")


def test_an_empty_page_answers_every_question(view: ArticleView) -> None:
    view.close_article()
    QTest.keyClick(view, Qt.Key.Key_F)
    QTest.keyClick(view, Qt.Key.Key_Period)
    QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(30, 30))
    assert view.caret() == 0
    assert view.selected_span() is None
    assert view.annotations_at(0) == []
    assert view.current_mark() is None
    view.reveal(Span(0, 1))
    view.show_current("nobody")
    view.set_zoom(150)


def test_the_same_version_shown_again_stays_where_it_is(view: ArticleView, long_one: Dossier) -> None:
    view.verticalScrollBar().setValue(500)
    view.show_article(replace(long_one, annotations=()))
    assert view.verticalScrollBar().value() == 500
    assert len(view.marks) == 0


def test_a_long_article_is_laid_out_to_its_end_in_turns(qtbot: QtBot, view: ArticleView) -> None:
    text = "\n".join("Words enough for a line or two of the column. " * 4 for _ in range(900))
    view.show_article(dossier_of(text, blocks=blocks_of(text)))
    assert not view.is_laid_out()
    qtbot.waitUntil(view.is_laid_out)

    def see_the_end() -> None:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        assert view.rects(span_of(text, "column", text.count("column")))

    qtbot.waitUntil(see_the_end)


def test_an_article_for_assistive_technology_is_its_text(view: ArticleView, bridge: Dossier) -> None:
    from PySide6.QtGui import QAccessible

    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Article: The bridge at Ostley"
    text = interface.textInterface()
    assert "It is the finest bridge" in text.text(0, text.characterCount())
    view.set_caret(BRIDGE.index("finest"))
    assert text.cursorPosition() == BRIDGE.index("finest")
