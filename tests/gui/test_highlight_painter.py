"""What is painted, by looking at the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from factories import blocks_of, dossier_of, mark_of, span_of
from PySide6.QtGui import QColor, QImage, QTextCharFormat
from pytestqt.qtbot import QtBot

from annotator.history import Change
from annotator.model.block import BlockKind, Cell
from annotator.model.dossier import Dossier
from annotator.model.span import Span
from annotator.model.tag import CONTESTED, FACT, NEWSROOM, OPINION, Tag, Underline
from ui.article_view import ArticleView
from ui.mark_looks import MarkLooks
from ui.theme import DARK, LIGHT, THEMES, Theme, contrast

Picture = list[list[int]]


@pytest.fixture
def open_view(qtbot: QtBot) -> Callable[..., ArticleView]:
    """A view on a dossier, wide enough for a whole line."""

    def act(dossier: Dossier, theme: Theme = LIGHT, height: int = 400) -> ArticleView:
        view = ArticleView()
        qtbot.addWidget(view)
        view.resize(1000, height)
        view.set_theme(theme)
        view.show_article(dossier)
        view.show()
        qtbot.waitExposed(view)
        return view

    return act


def picture(view: ArticleView) -> Picture:
    """The text as it is painted, as rows of colours."""
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    data, width = memoryview(image.constBits()).cast("I"), image.bytesPerLine() // 4
    return [list(data[row * width : row * width + image.width()]) for row in range(image.height())]


def changed_columns(one: Picture, other: Picture) -> set[int]:
    """The columns in which two pictures differ."""
    return {
        column
        for before, after in zip(one, other, strict=True)
        if before != after
        for column, (a, b) in enumerate(zip(before, after, strict=True))
        if a != b
    }


def paint_words(view: ArticleView, span: Span, colour: str) -> None:
    """Write a passage in another colour, so that its very pixels can be told from the others'."""
    assert view._article is not None
    form = QTextCharFormat()
    form.setForeground(QColor(colour))
    view._article.cursor(span).mergeCharFormat(form)


TURNED = [
    ("Es heißt „Brücke“ und היא נפתחה בשנת 1931 לקהל.", "נפתחה בשנת"),
    ("Es heißt „Brücke“ und היא נפתחה בשנת 1931 לקהל.", "1931"),
    ("Es heißt „Brücke“ und היא נפתחה בשנת 1931 לקהל.", "und היא"),
    ("Es heißt „Brücke“ und היא נפתחה בשנת 1931 לקהל.", "Brücke“ und היא נפתחה"),
    ("הגשר נפתח בשנת 1931 לקהל הרחב, כך אמרה Ruth Okonedo אתמול.", "1931 לקהל"),
    ("הגשר נפתח בשנת 1931 לקהל הרחב, כך אמרה Ruth Okonedo אתמול.", "אמרה Ruth"),
    ("הגשר נפתח בשנת 1931 לקהל הרחב, כך אמרה Ruth Okonedo אתמול.", "הגשר"),
    ("افتتح الجسر في عام 1931 أمام الجمهور.", "عام 1931"),
    ("افتتح الجسر في عام 1931 أمام الجمهور.", "الجسر في"),
    ("The office was finally opened in 1931.", "office was finally"),
    ("👩‍🏫 A line with 𐍈 signs outside the first plane.", "𐍈 signs"),
]


def test_scrolling_by_a_pixel_moves_the_picture_by_a_pixel_and_changes_nothing_in_it(
    open_view: Callable[..., ArticleView],
) -> None:
    text = "\n".join(["The bridge was opened in 1931. It carried trams until 1958."] * 40)
    view = open_view(dossier_of(text, [("opened in 1931", "contested"), ("in 1931. It carried", "fact")]))
    bar = view.verticalScrollBar()
    for zoom in range(80, 160, 4):  # lines end at other parts of a pixel
        view.set_zoom(zoom)
        bar.setValue(6)
        before = picture(view)
        bar.setValue(7)
        assert picture(view)[:-1] == before[1:], f"at {zoom} %"


@pytest.mark.parametrize(("text", "passage"), TURNED)
def test_the_painted_pixels_cover_the_marked_words_and_no_others(
    open_view: Callable[..., ArticleView], text: str, passage: str
) -> None:
    view = open_view(dossier_of(text, [(passage, "fact")]), height=120)
    view.show_only([])
    plain = picture(view)
    view.show_only(None)
    painted = changed_columns(plain, picture(view))
    view.show_only([])
    paint_words(view, span_of(text, passage), "#ff0000")
    marked = changed_columns(plain, picture(view))
    paint_words(view, Span(0, len(text)), "#ff0000")
    words = changed_columns(plain, picture(view))
    paint_words(view, span_of(text, passage), LIGHT.text)
    others = words & changed_columns(plain, picture(view))
    assert marked, "the passage has no pixels to look at"
    assert marked <= painted
    # a letter may lean a pixel over its own border
    inside = {column for column in painted if column - 2 in painted and column + 2 in painted}
    assert not others & inside


def test_a_mark_over_several_lines_is_painted_on_each(open_view: Callable[..., ArticleView]) -> None:
    text = "The council met again. " * 12
    passage = text[10:180]
    view = open_view(dossier_of(text, [(passage, "fact")]))
    fill = QColor(FACT.light.fill).rgb()
    rows = [number for number, row in enumerate(picture(view)) if row.count(fill) > 40]
    stripes = 1 + sum(following - row > 1 for row, following in pairwise(rows))
    assert stripes == 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("tag", NEWSROOM, ids=lambda tag: tag.id)
def test_a_mark_has_the_fill_and_the_line_of_its_tag(
    open_view: Callable[..., ArticleView], theme: Theme, tag: Tag
) -> None:
    view = open_view(dossier_of("It was opened in 1931.", [("opened in", tag.id)]), theme, 120)
    colours = {colour for row in picture(view) for colour in row}
    assert QColor(theme.look(tag).fill).rgb() in colours
    line = QColor(theme.look(tag).line)
    assert any(_near(QColor(colour), line, 60) for colour in colours)


def _near(one: QColor, other: QColor, most: int) -> bool:
    return (
        abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())
    ) < most


@pytest.mark.parametrize("pattern", list(Underline), ids=lambda pattern: pattern.value)
def test_each_underline_pattern_looks_different(
    open_view: Callable[..., ArticleView], pattern: Underline
) -> None:
    seen = {}
    for other in Underline:
        tag = replace(FACT, underline=other)
        view = open_view(
            replace(dossier_of("It was opened.", [("was opened", "fact")]), tags=(tag,)), height=120
        )
        seen[other] = str(picture(view))
    assert [other for other, image in seen.items() if image == seen[pattern]] == [pattern]


def test_marks_on_each_other_have_underlines_at_different_depths_and_a_blended_fill(
    open_view: Callable[..., ArticleView],
) -> None:
    text = "It is the finest bridge in the whole county."
    dossier = dossier_of(text, [("the finest bridge in", "fact"), ("finest bridge", "opinion")])
    view = open_view(dossier, height=140)
    colours = {colour for row in picture(view) for colour in row}
    blended = MarkLooks(NEWSROOM, LIGHT).fill(["fact", "opinion"])
    assert blended.rgb() in colours
    assert blended.name() not in {FACT.light.fill.lower(), OPINION.light.fill.lower()}
    only_outer = dossier_of(text, [("the finest bridge in", "fact")])
    with_inner, without = picture(view), picture(open_view(only_outer, height=140))
    lower = [row for row, (a, b) in enumerate(zip(with_inner, without, strict=True)) if a != b]
    assert view.marks.lane(dossier.annotations[1].id) == 1
    assert max(lower) > max(row for row, line in enumerate(without) if line != without[-1])


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_words_can_be_read_on_every_blend_of_marks(theme: Theme) -> None:
    looks = MarkLooks(NEWSROOM, theme)
    ids = ["", *(tag.id for tag in NEWSROOM)]
    for one in ids:
        for two in ids:
            for three in ids:
                assert contrast(looks.fill([one, two, three]).name(), theme.text) >= 4.5, (one, two, three)


def test_the_current_mark_is_outlined_and_only_that(open_view: Callable[..., ArticleView]) -> None:
    dossier = dossier_of("It was opened in 1931.", [("opened", "fact"), ("1931", "fact")])
    view = open_view(dossier, height=120)
    before = picture(view)
    view.show_current(dossier.annotations[0].id)
    columns = changed_columns(before, picture(view))
    box = view.rects(span_of(dossier.version.text, "opened"))[0]
    assert columns
    assert box.left() - 9 <= min(columns)
    assert max(columns) <= box.right() + 9


def test_a_change_repaints_its_mark_and_takes_it_away_again(open_view: Callable[..., ArticleView]) -> None:
    dossier = dossier_of("It was opened in 1931.")
    view = open_view(dossier, height=120)
    before = picture(view)
    mark = mark_of(dossier.version, "opened", "contested")
    change = Change("Mark as contested", after=(mark,), article=mark.article)
    view.show_change(change)
    assert any(QColor(CONTESTED.light.fill).rgb() in row for row in picture(view))
    view.show_change(change.inverse())
    assert picture(view) == before


@pytest.mark.parametrize("between", ["\n", " "])  # many paragraphs, or one that is longer than the window
def test_only_lines_in_sight_are_painted(
    open_view: Callable[..., ArticleView], monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    text = between.join(f"Paragraph {number} of a long article with a mark." for number in range(400))
    dossier = dossier_of(text)
    marks = [mark_of(dossier.version, f"Paragraph {number} of") for number in range(400)]
    view = open_view(replace(dossier, annotations=tuple(marks)))
    painted: list[int] = []
    monkeypatch.setattr(
        "ui.highlight_painter.draw_underline", lambda *arguments: painted.append(arguments[1])
    )
    view.viewport().grab()
    assert 3 < len(painted) < 60


def test_marks_in_table_cells_are_painted_in_their_cells(open_view: Callable[..., ArticleView]) -> None:
    text = "left cell\nright cell\nlower left\nlower right"
    blocks = tuple(
        replace(block, kind=BlockKind.CELL, cell=Cell(0, number // 2, number % 2))
        for number, block in enumerate(blocks_of(text))
    )
    view = open_view(dossier_of(text, [("right cell", "fact"), ("lower left", "opinion")], blocks=blocks))
    right, lower = view.rects(span_of(text, "right cell"))[0], view.rects(span_of(text, "lower left"))[0]
    image = view.viewport().grab().toImage()
    for rect, tag in ((right, FACT), (lower, OPINION)):
        assert image.pixelColor(int(rect.left()) + 1, int(rect.top()) + 1) == QColor(tag.light.fill)
    assert right.left() > lower.right()
    assert lower.top() > right.bottom()


def test_a_list_sign_a_quotation_bar_and_a_picture_are_drawn_but_are_no_text(
    open_view: Callable[..., ArticleView],
) -> None:
    text = "An item\nA quotation\nA picture"
    kinds = (BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.PICTURE)
    plain = blocks_of(text)
    blocks = tuple(
        replace(block, kind=kind, marker="•" if kind is BlockKind.LIST_ITEM else "")
        for block, kind in zip(plain, kinds, strict=True)
    )
    view = open_view(dossier_of(text, blocks=blocks))
    assert "•" not in view.toPlainText()
    for block in blocks:
        rect = view.rects(Span(block.start, block.end))[0]
        beside = [row[: int(rect.left()) - 1] for row in picture(view)[int(rect.top()) : int(rect.bottom())]]
        assert len({colour for row in beside for colour in row}) > 1, block.kind
