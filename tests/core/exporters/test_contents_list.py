"""The contents list of a long report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import dossier_of

from annotator.exporters.report_docx import report_document
from annotator.model.block import Block, BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def long():
    """An article of about 20 pages in five chapters, the third with a section and a title of 10,000 signs."""
    parts, blocks, position = [], [], 0
    for number in range(1, 6):
        lines = [(f"Chapter {number} & <more>", 1)] + [("The bridge was opened in 1931. " * 12, 0)] * 24
        lines += [("A section", 2), ("x" * 10_000, 4)] if number == 3 else []
        for words, level in lines:
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            blocks.append(Block(position, position + len(words), kind, level=level))
            parts.append(words)
            position += len(words) + 1
    return dossier_of("\n".join(parts), [("opened in 1931", "fact")], blocks=tuple(blocks))


def entries(seen):
    """Return each entry of the list: where it leads, and its words."""
    links = seen.body.iter(f"{W}hyperlink")
    return [(link.get(f"{W}anchor"), "".join(link.itertext())) for link in links if link.get(f"{W}anchor")]


def test_a_long_report_lists_its_headings_with_links_that_lead_there(long, read, audit):
    content = report_document(long)[0]
    assert audit(content) == []
    seen = read(content)
    listed = entries(seen)
    assert [words for _, words in listed] == [
        "Key and counts",
        "The article",
        "Chapter 1 & <more>",
        "Chapter 2 & <more>",
        "Chapter 3 & <more>",
        "A section",
        "Chapter 4 & <more>",
        "Chapter 5 & <more>",
        "All marks",
    ]
    places = {item.get(f"{W}name"): item.getparent() for item in seen.body.iter(f"{W}bookmarkStart")}
    for name, words in listed:
        assert "".join(places[name].itertext()).startswith(words)
    ids = [item.get(f"{W}id") for item in seen.body.iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == len(ids)


def test_it_is_a_field_that_is_complete_and_asks_nothing(long, read):
    seen = read(report_document(long)[0])
    instructions = ["".join(item.itertext()) for item in seen.body.iter(f"{W}instrText")]
    assert any("TOC" in told and "\\h" in told for told in instructions)
    kinds = [item.get(f"{W}fldCharType") for item in seen.body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert b"updateFields" not in seen.parts["word/settings.xml"]


def test_the_text_is_the_article_all_the_same(long, read):
    assert read(report_document(long)[0]).text == long.version.text


def test_a_short_report_has_none(bridge, read):
    assert entries(read(report_document(bridge)[0])) == []


def test_a_heading_of_nothing_is_left_out(long, read):
    first = long.version.blocks[0]
    text = " " * (first.end - first.start) + long.version.text[first.end :]
    blank = replace(long, version=replace(long.version, text=text))
    assert "Chapter 1 & <more>" not in [words for _, words in entries(read(report_document(blank)[0]))]
