from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ImportFailed
from annotator.importers.markdown import read_markdown
from annotator.importers.options import ImportOptions
from annotator.model.block import BlockKind, Format


def read(source: str, **options: object):
    return read_markdown(source.encode(), "a.md", ImportOptions(**options))


def test_headings_paragraphs_quotations_and_code(shown):
    imported = read(
        "# The bridge\n\nIt was\nopened.\n\n## After\n\n> He said\n>\n> > She said\n\n```\nx = 1\n\ny\n```\n"
    )
    assert shown(imported) == [
        "heading: The bridge",
        "paragraph: It was opened.",
        "heading: After",
        "quote: He said",
        "quote: She said",
        "code: x = 1\n\ny",
    ]
    assert [block.level for block in imported.blocks] == [1, 0, 2, 0, 1, 0]
    assert imported.metadata.title == "The bridge"


def test_lists_have_their_markers_and_levels(shown):
    imported = read("3. three\n   - in it\n\n     more\n4. four\n   > quoted\n\n* star\n")
    assert shown(imported) == [
        "list-item 3.: three",
        "list-item •: in it",
        "list-item: more",
        "list-item 4.: four",
        "quote: quoted",
        "list-item •: star",
    ]
    assert [block.level for block in imported.blocks] == [0, 1, 1, 0, 0, 0]


def test_formats_and_links(formatted, links):
    imported = read("**bold *both*** ~~struck~~ `x  y` [the *report*](https://a.org/r) [bad](javascript:x)")
    assert imported.text == "bold both struck x y the report [bad](javascript:x)"
    assert formatted(imported, Format.BOLD) == ["bold both"]
    assert formatted(imported, Format.ITALIC) == ["both", "report"]
    assert formatted(imported, Format.STRIKE) == ["struck"]
    assert formatted(imported, Format.CODE) == ["x y"]
    assert links(imported) == {"the report": "https://a.org/r"}


def test_the_language_behind_a_fence_is_no_text_but_words_are(shown):
    assert shown(read("```python\nx = 1\n```\n")) == ["code: x = 1"]
    assert shown(read("~~~ He said so.\nx\n~~~\n")) == ["code:  He said so.\nx"]


def test_a_hard_break_is_a_line_of_the_same_block(shown):
    assert shown(read("Roses are red  \nviolets are blue")) == ["paragraph: Roses are red\nviolets are blue"]


def test_a_table_has_cells_in_rows_and_columns():
    imported = read("| Year | Cars |\n|---|--:|\n| 1931 | **12** |\n\n| A |\n|---|\n| B |\n")
    places = [
        (imported.text[b.start : b.end], b.cell.table, b.cell.row, b.cell.column, b.cell.header)
        for b in imported.blocks
    ]
    assert places == [
        ("Year", 0, 0, 0, True),
        ("Cars", 0, 0, 1, True),
        ("1931", 0, 1, 0, False),
        ("12", 0, 1, 1, False),
        ("A", 1, 0, 0, True),
        ("B", 1, 1, 0, False),
    ]


def test_footnotes_stand_at_the_end_also_those_nothing_refers_to(shown, formatted):
    imported = read(
        "Opened in 1931[^a] and closed.^[For lorries.]\n\n[^a]: See *Okonedo*.\n\n    Page"
        " 4.\n[^b]: Unused.\n"
    )
    assert shown(imported) == [
        "paragraph: Opened in 1931[1] and closed.[2]",
        "note 1: See Okonedo.",
        "note: Page 4.",
        "note 2: For lorries.",
        "note 3: Unused.",
    ]
    assert formatted(imported, Format.SUPERSCRIPT) == ["[1]", "[2]"]


def test_pictures_are_their_descriptions(shown, found):
    imported = read("Look ![the *old* bridge](a.png) here.\n\n![](b.png)\n\n| ![c](c.png) |\n|---|\n| d |\n")
    assert shown(imported) == ["paragraph: Look here.", "picture: the old bridge", "cell: c", "cell: d"]
    assert found(imported) == {"pictures": 3}


def test_html_is_text_like_any_other():
    assert (
        read("a <b>bold</b> claim\n\n<script>x</script>\n").text == "a <b>bold</b> claim\n<script>x</script>"
    )


FRONT = """---
title: "The bridge: a story"
author:
  - Ana Ruiz
  - Ben Roe
date: 2026-05-14
lang: en-GB
url: https://example.com/bridge
tags: [a, b]
# a comment
---
It was opened.
"""


def test_front_matter_gives_the_details_and_the_headline(shown, found):
    imported = read(FRONT)
    details = imported.metadata
    assert (details.title, details.byline) == ("The bridge: a story", "Ana Ruiz, Ben Roe")
    assert (details.published, details.language) == ("2026-05-14", "en-GB")
    assert details.url == "https://example.com/bridge"
    assert shown(imported) == ["heading: The bridge: a story", "paragraph: It was opened."]
    assert "front-matter" in found(imported)


def test_a_headline_that_is_in_the_text_is_not_doubled(shown):
    imported = read("---\ntitle: The Bridge\n---\n# The bridge\n\nText.")
    assert shown(imported) == ["heading: The bridge", "paragraph: Text."]


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule, then text.\n---\nMore.",
        "---\ntitle: x\nplain words\n---\nMore.",
        "---\n\n---\nText",
        "---\nkey: value\nText",
    ],
)
def test_rules_around_text_are_no_front_matter(text, found):
    imported = read(text)
    assert "front-matter" not in found(imported)
    for word in re.findall(r"\w+", text):
        assert word in imported.text


def test_a_file_that_nests_too_deeply_is_read_as_plain_text(found):
    source = "> " * 200 + "deep words"
    imported = read(source)
    assert imported.text == source
    assert found(imported) == {"too-deep": 0}


@pytest.mark.parametrize("data", [b"", b"\n\n", bytes(range(256)) * 4], ids=["empty", "blank", "binary"])
def test_a_file_without_text_is_refused(data):
    with pytest.raises(ImportFailed) as refused:
        read_markdown(data, "a.md")
    assert refused.value.hint


def test_a_persons_encoding_is_used():
    assert (
        read_markdown("*größer*".encode("utf-16-le"), "a.md", ImportOptions(encoding="utf-16-le")).text
        == "größer"
    )


words = st.lists(st.text("abcäß", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)
spans = st.recursive(
    words,
    lambda inner: st.one_of(
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"*{text}*"),
        inner.map(lambda text: f"~~{text}~~"),
        inner.map(lambda text: f"[{text}](https://a.org)"),
        st.tuples(inner, inner).map(" ".join),
    ),
    max_leaves=8,
)
blocks = st.recursive(
    spans,
    lambda inner: st.one_of(
        inner.map(lambda text: "> " + text.replace("\n", "\n> ")),
        inner.map(lambda text: "- " + text.replace("\n", "\n  ")),
        inner.map(lambda text: f"1. {text}".replace("\n", "\n   ")),
        st.tuples(inner, inner).map("\n\n".join),
    ),
    max_leaves=6,
)


@given(blocks)
def test_however_it_nests_no_word_is_lost(source):
    imported = read(source)  # checks its blocks
    wanted = re.findall(r"[a-cäß]+", source.replace("https://a.org", ""))
    assert re.findall(r"[a-cäß]+", imported.text.replace("https://a.org", "")) == wanted


@given(st.text(st.sampled_from("a b*_`~[](){}!>#-+1.|\n\\:^<&;\t")))
def test_any_signs_at_all_make_some_article(source):
    try:
        imported = read(f"word {source}")
    except ImportFailed:
        return
    assert all(block.kind in BlockKind for block in imported.blocks)
