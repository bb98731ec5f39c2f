"""Positions: code points of the article against Qt's, whatever the text holds."""

from __future__ import annotations

import pytest
from factories import BRIDGE, blocks_of, span_of, version_of
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextCursor

from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.span import Span
from ui.article_document import ArticleDocument

pytestmark = pytest.mark.usefixtures("qapp")

AWKWARD = (
    "ab \n\u00a0\u00ad\u200b\u200d\u2028\u2029\u0085\ufdd0\ufdd1\ufffc\ufeff\ufffd\te\u0301é👩‍🏫𐍈ש1ا\r\x00"
)


def shown(document: ArticleDocument, span: Span) -> str:
    """What a person sees at a span, with Qt's line and paragraph ends as line feeds."""
    return document.cursor(span).selectedText().replace("\u2028", "\n").replace("\u2029", "\n")


def blocks_with_gaps(text: str) -> tuple[Block, ...]:
    """One block for each stretch between line feeds, empty ones in the middle included."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return tuple(blocks)


@pytest.mark.parametrize(
    "passage", ["bridge at Ostley", "“It carried trams", "👩‍🏫", "היא נפתחה", "1931 לקהל"]
)
def test_a_passage_is_selected_by_its_place_and_comes_back_as_the_same_place(passage: str) -> None:
    document = ArticleDocument(version_of())
    span = span_of(BRIDGE, passage)
    assert shown(document, span) == passage
    assert document.span(document.cursor(span)) == span


@given(st.text(AWKWARD, min_size=1, max_size=60))
def test_every_place_survives_the_way_to_qt_and_back(text: str) -> None:
    version = version_of(text, blocks=blocks_with_gaps(text))
    document = ArticleDocument(version)
    for place in range(len(text) + 1):
        assert document.code_point(document.position(place)) == place


@given(st.text(AWKWARD, min_size=1, max_size=60))
def test_qt_is_given_as_many_positions_as_the_text_has_units(text: str) -> None:
    version = version_of(text, blocks=blocks_with_gaps(text))
    document = ArticleDocument(version)
    units = len(text.encode("utf-16-le")) // 2
    assert document.document.characterCount() == units + 1
    assert document.document.blockCount() == text.count("\n") + 1


@given(st.text(AWKWARD + "   ", max_size=40), st.data())
def test_a_selection_anywhere_is_the_text_between_its_ends(text: str, data: st.DataObject) -> None:
    document = ArticleDocument(version_of(text, blocks=blocks_with_gaps(text)))
    count = document.document.characterCount() - 1
    first, last = sorted(data.draw(st.tuples(st.integers(0, count), st.integers(0, count))))
    cursor = QTextCursor(document.document)
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    span = document.span(cursor)
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)
        assert document.position(span.end) <= last


def test_blank_lines_between_blocks_take_no_room_and_lose_no_place() -> None:
    text = "One.\n\n\nTwo."
    document = ArticleDocument(version_of(text, blocks=blocks_of(text)))
    assert document.document.blockCount() == 2
    assert shown(document, span_of(text, "Two.")) == "Two."
    assert document.position(text.index("\n") + 1) == document.position(text.index("\n"))


def test_a_line_break_is_shown_and_a_wrapped_line_runs_on() -> None:
    text = "first\nsecond"
    broken = ArticleDocument(version_of(text, blocks=(Block(0, len(text)),)))
    wrapped = ArticleDocument(version_of(text, blocks=(Block(0, len(text), wrapped=True),)))
    assert shown(broken, Span(0, len(text))) == text
    assert shown(wrapped, Span(0, len(text))) == "first second"


def table_version(cells: list[tuple[str, Cell]]) -> ArticleDocument:
    """An article with a paragraph, a table of these cells and a paragraph."""
    text, blocks = "Before", [Block(0, 6)]
    for words, cell in cells:
        start = len(text) + 1
        text += f"\n{words}"
        blocks.append(Block(start, start + len(words), BlockKind.CELL, cell=cell))
    start = len(text) + 1
    text += "\nBehind"
    blocks.append(Block(start, start + 6))
    return ArticleDocument(version_of(text, blocks=tuple(blocks)))


@pytest.mark.parametrize(
    "cells",
    [
        [("a", Cell(0, 0, 0)), ("b", Cell(0, 0, 1)), ("c", Cell(0, 1, 0)), ("d👩‍🏫", Cell(0, 1, 1))],
        [("wide", Cell(0, 0, 0, column_span=2)), ("c", Cell(0, 1, 0)), ("d", Cell(0, 1, 1))],
        [("tall", Cell(0, 0, 0, row_span=2)), ("b", Cell(0, 0, 1)), ("d", Cell(0, 1, 1))],
        [("one", Cell(0, 0, 0)), ("two", Cell(0, 0, 0)), ("b", Cell(0, 0, 1))],
        [("later row", Cell(0, 1, 0)), ("first row", Cell(0, 0, 0))],
        [("hole", Cell(0, 0, 0)), ("far", Cell(0, 2, 2))],
        [("", Cell(0, 0, 0)), ("b", Cell(0, 0, 1))],
        [("in", Cell(0, 0, 0)), ("next table", Cell(1, 0, 0))],
    ],
)
def test_cells_stand_in_a_table_and_keep_their_places(cells: list[tuple[str, Cell]]) -> None:
    document = table_version(cells)
    text = document.version.text
    for block in document.version.blocks:
        for place in range(block.start, block.end + 1):
            assert document.code_point(document.position(place)) == place
        if block.start < block.end:
            assert shown(document, Span(block.start, block.end)) == text[block.start : block.end]
    cursor = document.cursor(span_of(text, next(words for words, _ in cells if words)))
    assert cursor.currentTable() is not None


def test_a_long_table_is_shown_in_stretches_that_qt_lays_out_in_a_frame() -> None:
    document = table_version([(f"r{row}c{col}", Cell(0, row, col)) for row in range(200) for col in range(4)])
    tables = {
        document.cursor(span_of(document.version.text, f"r{row}c0")).currentTable().firstPosition()
        for row in (0, 199)
    }
    assert len(tables) == 2
    assert shown(document, span_of(document.version.text, "r150c2")) == "r150c2"


@pytest.mark.parametrize(
    "cells",
    [
        [("a", Cell(0, 0, 0)), ("b", Cell(0, 0, 1_000_000))],
        [("a", Cell(0, 0, 0)), ("b", Cell(0, 1_000_000, 0))],
        [("a", Cell(0, 0, 0, row_span=2_000_000_000))],
        [("a", Cell(0, 0, 0, row_span=2)), ("on it", Cell(0, 1, 0))],
        [("a", Cell(0, -1, 0))],
    ],
)
def test_a_table_that_cannot_be_drawn_is_shown_as_paragraphs(cells: list[tuple[str, Cell]]) -> None:
    document = table_version(cells)
    for words, _ in cells:
        cursor = document.cursor(span_of(document.version.text, words))
        assert cursor.currentTable() is None
        assert cursor.selectedText() == words


@pytest.mark.parametrize("word", ["a", "字", "e\u0301", "👩‍🏫", "ا"])
def test_a_monstrous_word_gets_places_to_break_and_keeps_its_places(word: str) -> None:
    text = f"before {word * 3000} behind"
    document = ArticleDocument(version_of(text))
    assert document.document.characterCount() > len(text.encode("utf-16-le")) // 2 + 1
    for place in range(0, len(text) + 1, 7):
        assert document.code_point(document.position(place)) == place
    assert shown(document, span_of(text, "behind")) == "behind"


def test_a_million_characters_without_a_blank_are_laid_out_while_one_waits() -> None:
    text = "a" * 1_000_000
    document = ArticleDocument(version_of(text)).document
    document.setTextWidth(600)  # 56 seconds without the places to break, and this test would not end
    assert document.size().height() > 10_000


def test_a_mountain_of_accents_is_laid_out_while_one_waits() -> None:
    text = "a" + "\u0301" * 100_000
    document = ArticleDocument(version_of(text))
    document.document.setTextWidth(600)
    assert document.document.size().height() > 0  # half a minute without the places to break
    assert document.code_point(document.position(50_000)) == 50_000


def test_formats_and_links_are_on_their_words() -> None:
    text = "plain bold linked"
    bold, link = span_of(text, "bold"), span_of(text, "linked")
    inlines = (
        Inline(bold.start, bold.end, Format.BOLD),
        Inline(link.start, link.end, Format.LINK, "https://example.org/"),
    )
    document = ArticleDocument(version_of(text, blocks=(Block(0, len(text), inlines=inlines),)))
    assert document.cursor(bold).charFormat().fontWeight() == 700
    assert document.cursor(link).charFormat().fontUnderline()
    assert document.cursor(span_of(text, "plain")).charFormat().fontWeight() != 700


def test_markup_in_the_text_is_only_text() -> None:
    text = "<b>x</b> <img src='file:///etc/passwd'> &amp; <script>"
    document = ArticleDocument(version_of(text))
    assert shown(document, Span(0, len(text))) == text


def test_an_empty_article_has_one_place() -> None:
    document = ArticleDocument(version_of("", blocks=()))
    assert document.position(0) == 0
    assert document.code_point(0) == 0
    assert document.span(QTextCursor(document.document)) is None


@pytest.mark.parametrize(
    ("sentence", "is_plain"),
    [
        ("The council’s café opened in 1931 – “at last”. ", True),
        ("The cafe\u0301 opened. ", False),
        ("היא נפתחה לקהל. ", False),
        ("การเปิด. ", False),
    ],
)
def test_only_a_book_in_plain_letters_does_without_the_shaping_of_letters(
    sentence: str, is_plain: bool
) -> None:
    def is_shaped(text: str) -> bool:
        font = ArticleDocument(version_of(text)).document.defaultFont()
        return not font.styleStrategy() & QFont.StyleStrategy.PreferNoShaping

    line = "The bridge is old. " * 20 + "\n"
    book = line * (1_000_000 // len(line) + 1) + sentence
    assert is_shaped(sentence)
    assert is_shaped(book) is not is_plain
