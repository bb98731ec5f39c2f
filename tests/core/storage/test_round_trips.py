"""What is stored comes back equal, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
import strategies as model
from hypothesis import given
from hypothesis import strategies as st

from annotator.history import Change
from annotator.model.annotation import Annotation, reading_order
from annotator.model.article import Article, Finding, ImportReport, Version
from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.ids import new_id
from annotator.model.source import Source
from annotator.model.tag import NEWSROOM, Look, Tag, Underline
from annotator.storage import Content, Library
from annotator.storage.checks import damage, index_errors
from annotator.storage.text_rows import blocks_of_text, blocks_text

# the odd ones more often: several code points in one sign, right to left, what SQL and JSON escape, NUL
odd = st.sampled_from(
    ["👩\u200d🏫 teaches", "שלום", "a\u0301\u200d\u00ad", "\ufeff\u2028", "'\"%_\\", "\x1f", "a\0b", "None"]
)
words = model.words | odd
ids = st.builds(new_id)
counts = st.integers(0, 5_000)
looks = st.builds(Look, words, words)
tags = st.builds(
    Tag,
    id=ids,
    name=words,
    letter=words,
    key=words,
    light=looks,
    dark=looks,
    print=looks,
    underline=st.sampled_from(Underline),
    definition=words,
    example=words,
    position=st.integers(3, 99),
    retired=st.booleans(),
)
sources = st.builds(lambda source: replace(source, id=new_id()), model.sources)
cells = st.builds(Cell, counts, counts, counts, counts, counts, st.booleans())


@st.composite
def blocks(draw: st.DrawFn, text: str) -> tuple[Block, ...]:
    made, at = [], 0
    for line in text.split("\n"):
        end = at + len(line)
        ends = st.tuples(st.integers(at, end), st.integers(at, end)).map(sorted)
        forms = st.sampled_from(Format)
        inline = st.builds(lambda ends, form, href: Inline(*ends, form, href), ends, forms, words)
        rich = st.builds(
            Block,
            start=st.just(at),
            end=st.just(end),
            kind=st.sampled_from(BlockKind),
            level=st.integers(0, 9),
            marker=words,
            inlines=st.lists(inline, max_size=2).map(tuple),
            wrapped=st.booleans(),
            rtl=st.none() | st.booleans(),
            page=st.none() | counts,
            cell=st.none() | cells,
            picture=words,
        )
        made.append(draw(st.just(Block(at, end)) | rich))
        at = end + 1
    return tuple(made)


@st.composite
def contents(draw: st.DrawFn) -> tuple[Article, Content]:
    key = new_id()
    text = draw(st.text(st.characters(exclude_categories=["Cs"]) | st.just("\n"), max_size=60))
    original = draw(st.binary(max_size=40))
    findings = st.lists(st.builds(Finding, words, counts, words), max_size=2)
    version = Version(
        id=new_id(),
        article=key,
        number=draw(st.integers(1, 9)),
        text=text,
        blocks=draw(blocks(text)),
        format=draw(words),
        file_name=draw(words),
        sha256=draw(st.sampled_from(["", sha256(original).hexdigest()])),
        imported=draw(model.moments),
        report=ImportReport(tuple(draw(findings))),
    )
    texts = st.fixed_dictionaries(
        dict.fromkeys(("title", "byline", "site", "published", "language", "url", "note"), words)
    )
    article = Article(
        id=key,
        version=version.id,
        detected=draw(st.frozensets(words, max_size=3)),
        created=draw(model.moments),
        removed=draw(st.none() | model.moments),
        **draw(texts),
    )
    return article, Content(version, original)


def marks_of(article: Article, known: list[Source], codebook: list[Tag]) -> st.SearchStrategy[Annotation]:
    """Return arbitrary marks whose links lead somewhere."""

    def linked(mark: Annotation, tag: str, note: str, source: Source) -> Annotation:
        return replace(
            mark,
            id=new_id(),
            article=article.id,
            target=replace(mark.target, version=article.version),
            tag=tag,
            note=note,
            evidence=tuple(replace(item, source=source.id) for item in mark.evidence),
        )

    names = ["", *(tag.id for tag in (*NEWSROOM, *codebook))]
    return st.builds(linked, model.annotations, st.sampled_from(names), words, st.sampled_from(known))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("round trips") / "library.claimlight") as library:
        yield library


@given(made=contents())
def test_an_article_its_text_and_its_file_come_back_as_they_were(
    shared: Library, made: tuple[Article, Content]
) -> None:
    article, content = made
    shared.apply(Change("Import", after=(article,), article=article.id), [content])
    assert shared.article(article.id) == article
    assert shared.version(article.version) == content.version
    assert shared.versions(article.id) == [content.version]
    if content.version.sha256:
        assert shared.original(content.version.sha256) == content.original


@given(data=st.data())
def test_blocks_come_back_as_they_were(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("a \n👩"), max_size=40))
    made = data.draw(blocks(text))
    assert blocks_of_text(blocks_text(made)) == made


@given(data=st.data(), made=contents())
def test_marks_sources_tags_and_the_change_itself_come_back_as_they_were(
    shared: Library, data: st.DataObject, made: tuple[Article, Content]
) -> None:
    article, content = made
    known = data.draw(st.lists(sources, min_size=1, max_size=2))
    codebook = data.draw(st.lists(tags, max_size=2))
    marks = data.draw(st.lists(marks_of(article, known, codebook), max_size=4))
    change = Change("Import", after=(article, *known, *codebook, *marks), article=article.id, by="Ann")
    shared.apply(change, [content])
    assert shared.annotations(article.id) == reading_order(marks)
    assert [shared.annotation(mark.id) for mark in marks] == marks
    assert set(known) <= set(shared.sources())
    assert set(codebook) <= set(shared.tags())
    with Library.open(shared.path) as other:  # which has nothing in memory
        assert other.to_undo(article.id) == change


@given(data=st.data(), made=contents())
def test_any_edit_of_a_mark_can_be_made_taken_back_and_made_again(
    shared: Library, data: st.DataObject, made: tuple[Article, Content]
) -> None:
    article, content = made
    known = data.draw(st.lists(sources, min_size=1, max_size=2))
    before, other = data.draw(marks_of(article, known, [])), data.draw(marks_of(article, known, []))
    after = replace(other, id=before.id)
    shared.apply(Change("Import", after=(article, *known, before), article=article.id), [content])
    edit = Change("Edit", (before,), (after,), article=article.id)
    shared.apply(edit)
    assert shared.annotations(article.id) == [after]
    assert shared.revert(edit) == edit.inverse()
    assert shared.annotations(article.id) == [before]
    assert shared.reapply(edit) == edit
    assert shared.annotation(before.id) == after


def test_a_library_of_all_these_values_is_found_in_order(shared: Library) -> None:
    assert damage(shared._connection) == []
    assert list(index_errors(shared._connection)) == []


def test_a_loaded_mark_is_a_whole_value(library: Library, article: Article, mark) -> None:
    made = mark(library, article, "opened in 1931")
    loaded = library.annotation(made.id)
    assert (loaded, hash(loaded), repr(loaded)) == (made, hash(made), repr(made))
    assert replace(loaded, note="n") == replace(made, note="n")
    assert loaded.span is not None
    assert len(loaded.span) == len("opened in 1931")


def test_the_original_of_two_articles_is_stored_once(library: Library, import_text) -> None:
    first, second = import_text(library), import_text(library)
    assert first.id != second.id
    assert library._connection.value("SELECT count(*) FROM originals") == 1


def test_a_version_refuses_bytes_it_was_not_read_from() -> None:
    version = Version(new_id(), "a", 1, "", (), sha256=sha256(b"one").hexdigest())
    with pytest.raises(ValueError, match="original"):
        Content(version, b"other")
