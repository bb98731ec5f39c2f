"""The article as Markdown, read back by a Markdown reader."""

from __future__ import annotations

import re
from dataclasses import replace

from factories import dossier_of, mark_of
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from annotator.exporters.choices import Choices
from annotator.exporters.markdown_text import escaped, markdown_text, write_markdown


def reader():
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def shown(text):
    """Return the words a reader sees, without the notes and their signs."""
    words = []
    for token in reader().parse(text):
        if token.type == "footnote_block_open":
            break
        if token.type in ("fence", "code_block"):
            words.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            parts = [
                "\n" if child.type in ("hardbreak", "softbreak") else child.content
                for child in token.children
            ]
            words.append("".join(parts))
    return words


def notes(text):
    """Return the words of each note by its name."""
    environment = {}
    tokens = reader().parse(text, environment)
    found, name = {}, ""
    for token in tokens:
        if token.type == "footnote_open":
            name = token.meta["label"]
        elif token.type == "inline" and name:
            parts = [child.content for child in token.children if child.type == "text"]
            found.setdefault(name, []).append("".join(parts))
    return found


def test_each_mark_has_a_note_that_quotes_it_and_says_what_is_known(bridge):
    found = notes(markdown_text(bridge)[0])
    assert list(found) == ["C2", "F1", "O3", "F4", "C5", "6", "F7"]
    assert found["F1"][0] == "F1 · Fact “The bridge was opened in 1931”"
    assert "See the minutes." in found["F1"]
    assert "Tom Berg: I have called her." in found["F4"]


def test_a_note_stands_at_the_end_of_its_passage(bridge):
    text = markdown_text(bridge)[0]
    assert "The bridge was opened[^C2] in 1931[^F1]. It is" in text
    assert "close.\n\nEs heißt[^C5]" in text


def test_the_words_of_the_article_are_shown_as_they_are(rich):
    text = rich.version.text
    seen = shown(markdown_text(rich)[0])
    for block in rich.version.blocks:
        words = text[block.start : block.end]
        assert any(words in part for part in seen), words


def test_formats_lists_tables_and_code_keep_their_shape(rich):
    text = markdown_text(rich)[0]
    assert "## The hall at Maidon" in text
    assert "| Year | Shops |\n| --- | --- |" in text
    assert "1. Count\n2. Compare\n    - a) with last year" in text
    assert "```\nif shops < 40:\n\traise('x')\n```" in text
    assert "](<https://example.org/r?a=1&b=2>)" in text
    assert "javascript" not in text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_what_is_escaped_is_shown_as_it_was(words):
    tokens = MarkdownIt("commonmark").parseInline(f"x{escaped(words)}x")
    seen = "".join("\n" if child.type == "softbreak" else child.content for child in tokens[0].children)
    assert seen == f"x{words}x"


def test_lines_that_begin_like_lists_or_headings_are_words():
    lines = ["# a", "- b", "1. c", "> d", "---", "    e", "=== f", "+ g", "2) h", "~~~", "| i | j |"]
    text = markdown_text(dossier_of("\n".join(lines)))[0]
    body = text.split("\n\n---\n\n")[1]
    assert shown(body) == [line.strip() for line in lines]
    assert {token.type for token in reader().parse(body)} == {"paragraph_open", "inline", "paragraph_close"}


def test_a_bold_word_marked_in_its_middle_stays_one_word(rich):
    assert "****" not in markdown_text(rich)[0]


def test_hostile_notes_do_not_become_markup(bridge, tmp_path):
    bad = "<b>x</b> [a](javascript:1) `code` \x00\ud83d =1+1\n# heading\n[^F1]: own note" + "y" * 10_000
    marks = (replace(bridge.annotations[0], note=bad), *bridge.annotations[1:])
    dossier = replace(bridge, annotations=marks, article=replace(bridge.article, title=bad))
    assert write_markdown(dossier, tmp_path / "a.md") == "Written: the article with 7 notes."
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    types = {child.type for token in reader().parse(text) for child in token.children or ()}
    assert not types & {"html_inline", "link_open", "code_inline"}
    assert len(re.findall(r"^\[\^F1\]:", text, re.MULTILINE)) == 1


def test_only_chosen_marks_have_notes(bridge):
    text, count = markdown_text(bridge, Choices(tags=frozenset({"opinion"}), notes=False))
    assert count == 1
    assert list(notes(text)) == ["O3"]
    assert "How do you know?" not in text.partition("[^O3]:")[2].partition("##")[0]


def test_two_marks_that_end_together_both_have_their_sign():
    plain = dossier_of("One two three.")
    marks = (mark_of(plain.version, "One two three"), mark_of(plain.version, "three", "opinion"))
    assert "three[^O2][^F1]." in markdown_text(replace(plain, annotations=marks))[0]
