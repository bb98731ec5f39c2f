from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from factories import dossier_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.importers.codec import decode, encode
from annotator.model.article import Finding, ImportReport, Metadata
from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.imported import Imported, ImportedMark
from annotator.model.span import Span

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
counts = st.integers(0, 9)
cells = st.builds(Cell, counts, counts, counts, counts, counts, st.booleans())


@st.composite
def articles(draw: st.DrawFn) -> Imported:
    lines = draw(st.lists(words.map(lambda text: text.replace("\n", "")), max_size=5))
    blocks, start = [], 0
    for line in lines:
        end = start + len(line)
        inlines = draw(
            st.lists(
                st.builds(Inline, st.just(start), st.just(end), st.sampled_from(Format), words), max_size=2
            )
        )
        blocks.append(
            Block(
                start,
                end,
                draw(st.sampled_from(BlockKind)),
                draw(counts),
                draw(words),
                tuple(inlines),
                draw(st.booleans()),
                draw(st.none() | st.booleans()),
                draw(st.none() | counts),
                draw(st.none() | cells),
                draw(words),
            )
        )
        start = end + 1
    findings = draw(st.lists(st.builds(Finding, words, counts, words), max_size=2))
    spans = st.none() | st.builds(lambda a, b: Span(a, a + b + 1), counts, counts)
    marks = st.builds(
        ImportedMark, spans, words, words, words, words, words, st.booleans(), st.none() | counts
    )
    return Imported(
        "\n".join(lines),
        tuple(blocks),
        draw(words),
        draw(st.builds(Metadata, words, words, words, words, words, words)),
        ImportReport(tuple(findings)),
        tuple(draw(st.lists(marks, max_size=2))),
        draw(st.sampled_from([None, dossier_of(marks=[("opened in 1931", "fact")])])),
        draw(words),
    )


@given(articles())
def test_every_article_comes_back_the_same(article):
    line = encode(article)
    assert line.isascii()
    assert "\n" not in line
    dossier = article.dossier and replace(article.dossier, original=None)
    assert decode(line) == replace(article, dossier=dossier)


def record(**changes: Any) -> str:
    known = json.loads(encode(Imported("Some words", (Block(0, 10),), "txt")))
    return json.dumps(known | changes)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "null",
        "{}",
        record(text=1),
        record(blocks=[[0, 99, "paragraph"]]),
        record(blocks=[[0, 10, "banner"]]),
        record(blocks=[[0, "10", "paragraph"]]),
        record(blocks=[[0, True, "paragraph"]]),
        record(blocks=[[0]]),
        record(blocks=[[0, 10, "paragraph", 0, "", [[0, 1, "bold"]]]]),
        record(blocks=[[0, 10, "cell", 0, "", [], False, None, None, [1]]]),
        record(blocks=[[0, 10, "paragraph", 0, "", [], 0, 0, 0, None, "", "more"]]),
        record(blocks=3),
        record(marks=[{"span": {"start": 5, "end": 2}}]),
        record(dossier={"article": 1}),
        record(metadata={"title": 5}),
        "[" * 100_000,
    ],
)
def test_anything_else_is_no_article(line):
    with pytest.raises(ValueError):
        decode(line)
