from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ImportFailed
from annotator.importers import builder as builder_module
from annotator.importers.builder import Builder, distinct, safe_link, trimmed_span
from annotator.model.article import Metadata
from annotator.model.block import BlockKind, Cell, Format
from annotator.text.normalize import normalise

BOLD = frozenset({Format.BOLD})


def test_blocks_are_joined_by_one_line_feed():
    builder = Builder("txt")
    builder.block("One.")
    builder.block("Two.")
    assert builder.result().text == "One.\nTwo."


def test_a_gap_leaves_a_blank_line_but_none_at_the_beginning():
    builder = Builder("odt")
    builder.gap()
    builder.block("One.")
    builder.gap()
    builder.block("Two.")
    builder.gap()
    assert builder.result().text == "One.\n\nTwo."


def test_neighbouring_words_of_one_format_are_one_passage(formatted):
    builder = Builder("html")
    builder.begin()
    builder.add("plain ")
    builder.add("bo", BOLD)
    builder.add("ld", BOLD)
    builder.add(" and bold italic", BOLD | {Format.ITALIC})
    builder.end()
    imported = builder.result()
    assert formatted(imported, Format.BOLD) == ["bold and bold italic"]
    assert formatted(imported, Format.ITALIC) == [" and bold italic"]


def test_a_folded_block_has_white_space_as_a_browser_shows_it(shown):
    builder = Builder("html")
    builder.begin(collapse=True)
    builder.add("\n  The  ")
    builder.add(" \t bridge ", BOLD)
    builder.line_break()
    builder.add("  was\u00a0\u00a0opened \n ")
    builder.end()
    assert shown(builder.result()) == ["paragraph: The bridge\nwas\u00a0\u00a0opened"]


def test_verbatim_words_keep_their_blanks_in_a_folded_block():
    builder = Builder("odt")
    builder.begin(collapse=True)
    builder.add("a ")
    builder.add("   ", verbatim=True)
    builder.add("b")
    builder.end()
    assert builder.result().text == "a    b"


def test_a_line_end_cut_in_two_is_one():
    builder = Builder("txt")
    builder.begin()
    builder.add("one\r")
    builder.add("\ntwo")
    builder.end()
    assert builder.result().text == "one\ntwo"


def test_a_block_without_words_leaves_no_trace_but_a_cell_and_a_picture_do(shown):
    builder = Builder("html")
    builder.block("")
    builder.begin(BlockKind.CELL, cell=Cell(0, 0, 0))
    builder.begin(BlockKind.PICTURE, picture="a.png")
    builder.block("End.")
    assert shown(builder.result()) == ["cell: ", "picture: ", "paragraph: End."]


def test_dropped_characters_are_counted_in_the_report(found):
    builder = Builder("txt")
    builder.block("a\0b\x01c\ufffe")
    imported = builder.result()
    assert imported.text == "abc"
    assert found(imported) == {"dropped-characters": 3}


def test_details_are_one_line_and_legal():
    builder = Builder("txt")
    builder.block("Text.")
    metadata = builder.result(Metadata(title=" The\nbridge\0 ", byline="Ana\tRuiz")).metadata
    assert (metadata.title, metadata.byline) == ("The bridge", "Ana Ruiz")


@pytest.mark.parametrize("text", ["", " \u00a0\n"])
def test_a_file_without_words_is_refused(text):
    builder = Builder("txt")
    builder.block(text)
    with pytest.raises(ImportFailed, match="no text") as refused:
        builder.result()
    assert refused.value.hint


def test_a_text_of_absurd_length_is_refused(monkeypatch):
    monkeypatch.setattr(builder_module, "MAX_CHARACTERS", 20)
    builder = Builder("txt")
    builder.block("word " * 10)
    with pytest.raises(ImportFailed, match="too many"):
        builder.result()


@pytest.mark.parametrize(
    ("href", "base", "leads_to"),
    [
        ("https://example.com/a", "", "https://example.com/a"),
        ("mailto:ana@example.com", "", "mailto:ana@example.com"),
        ("/a", "https://example.com/b/c", "https://example.com/a"),
        ("/a", "", ""),
        ("javascript:alert(1)", "", ""),
        ("javascript:alert(1)", "https://example.com", ""),
        ("file:///etc/passwd", "", ""),
        ("data:text/html,x", "", ""),
        ("http://[", "", ""),
    ],
)
def test_links_lead_to_the_web_or_a_mailbox_or_nowhere(href, base, leads_to):
    assert safe_link(href, base) == leads_to


def test_names_that_differ_in_case_only_are_one():
    assert distinct(["Ana  Ruiz", "ana ruiz", "", "Ben Roe"]) == ["Ana Ruiz", "Ben Roe"]


def test_a_stretch_of_blanks_is_nothing_to_mark():
    assert trimmed_span("a  b", 1, 3) is None
    assert trimmed_span("a  b", 0, 99).of("a  b") == "a  b"


pieces = st.lists(
    st.tuples(st.text(), st.frozensets(st.sampled_from(Format)), st.sampled_from(["", "https://a.org"])),
    max_size=6,
)


@given(st.lists(pieces, max_size=5))
def test_nothing_is_lost_but_illegal_characters(blocks):
    builder = Builder("txt")
    builder.block("First.")
    for block in blocks:
        builder.begin()
        for text, formats, href in block:
            builder.add(text.replace("\r", ""), formats, href)
        builder.end()
    imported = builder.result()  # checks its blocks
    expected = [normalise("".join(text.replace("\r", "") for text, _, _ in block))[0] for block in blocks]
    assert imported.text == "\n".join(["First.", *(text for text in expected if text)])


@given(st.lists(pieces, max_size=5))
def test_folding_white_space_loses_no_word(blocks):
    builder = Builder("html")
    builder.block("First.")
    for block in blocks:
        builder.begin(collapse=True)
        for text, formats, href in block:
            builder.add(text, formats, href)
        builder.end()
    kept = "".join(builder.result().text.split())
    assert kept == "".join(
        ["First.", *("".join(normalise(text)[0].split()) for block in blocks for text, _, _ in block)]
    )
