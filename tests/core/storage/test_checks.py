"""What `check` finds, and that nothing damaged is shown as if it were right."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import BRIDGE

from annotator.errors import LibraryDamaged
from annotator.history import Change
from annotator.model.article import Article
from annotator.model.ids import new_id
from annotator.model.source import Evidence, Source
from annotator.storage import Library


@pytest.fixture
def filled(path: Path, import_text, mark) -> Path:
    with Library.open(path) as library:
        article = import_text(library)
        source = Source(new_id(), "Harbour ledger")
        library.apply(Change("Add source", after=(source,)))
        mark(
            library,
            article,
            "opened in 1931",
            note="Ask the registry",
            evidence=(Evidence(source.id, "page seven"),),
        )
        assert library.check() == []
    return path


def flip(path: Path, words: bytes, occurrence: int = 0) -> None:
    """Flip one bit in the first letter of `words` where they stand in the file."""
    data = bytearray(path.read_bytes())
    at = -1
    for _ in range(occurrence + 1):
        at = data.index(words, at + 1)
    data[at] ^= 1
    path.write_bytes(data)


def places_of(path: Path, words: bytes) -> int:
    return path.read_bytes().count(words)


@pytest.mark.parametrize(
    "words", [b"trams until", b"Ask the reg", b"page seven", b"Harbour ledger", b"The bridge at"]
)
def test_one_flipped_bit_is_found_wherever_it_is(filled: Path, words: bytes) -> None:
    good = filled.read_bytes()
    for occurrence in range(places_of(filled, words)):
        filled.write_bytes(good)
        flip(filled, words, occurrence)
        with Library.open(filled) as library:
            sentences = library.check()
        assert sentences, f"{words!r} the {occurrence}th time"
        assert all(sentence.endswith(".") for sentence in sentences)


def test_a_damaged_text_is_not_shown_but_all_others_are(filled: Path, import_text) -> None:
    with Library.open(filled) as library:
        other = import_text(library, "Another text, in good order.", title="Other")
        damaged = next(item.article for item in library.articles() if item.article.id != other.id)
    with Library.open(filled) as library:
        row = "UPDATE texts SET text = replace(text, 'trams', 'trees') WHERE version = ?"
        library._connection.execute(row, (damaged.version,))
        with pytest.raises(LibraryDamaged, match="The bridge at Ostley") as raised:
            library.version(damaged.version)
        assert raised.value.hint
        assert library.version(other.version).text == "Another text, in good order."
        assert len(library.annotations(damaged.id)) == 1


def test_a_damaged_original_is_not_handed_out(filled: Path) -> None:
    with Library.open(filled) as library:
        digest = library.versions(library.articles()[0].article.id)[0].sha256
        library._connection.execute("UPDATE originals SET bytes = x'00'")
        with pytest.raises(LibraryDamaged):
            library.original(digest)
        assert len(library.check()) == 1


def test_a_damaged_step_is_not_taken_back(filled: Path) -> None:
    with Library.open(filled) as library:
        library._connection.execute(
            "UPDATE change_records SET after = replace(after, 'registry', 'register')"
        )
        article = library.articles()[0].article
        before = library.annotations(article.id)
        with pytest.raises(LibraryDamaged):
            library.to_undo(article.id)
        assert library.annotations(article.id) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotations SET kind = 'rumour'",
        "UPDATE annotations SET created = 'noon'",
        "UPDATE annotations SET replies = '{'",
    ],
)
def test_a_mark_that_cannot_be_one_is_called_damaged(filled: Path, statement: str) -> None:
    with Library.open(filled) as library:
        library._connection.execute(statement)
        with pytest.raises(LibraryDamaged):
            library.annotations(library.articles()[0].article.id)


def test_a_mark_that_does_not_stand_on_its_words_is_found(library: Library, article: Article, mark) -> None:
    made = mark(library, article, "opened in 1931")
    assert library.check() == []
    assert made.span is not None
    moved = made.with_(
        target=type(made.target)(made.target.version, type(made.span)(0, 3), made.target.quote)
    )
    library.apply(Change("Move", (made,), (moved,), article.id))
    assert library.check() == ["1 mark in “The bridge at Ostley” does not stand on its words."]
    lost = moved.with_(target=type(made.target)(made.target.version, None, made.target.quote))
    library.apply(Change("Lose", (moved,), (lost,), article.id))
    assert library.check() == []


def test_a_link_that_leads_nowhere_is_found(filled: Path) -> None:
    with Library.open(filled) as library:
        library._connection.execute("PRAGMA foreign_keys=OFF")
        library._connection.execute("DELETE FROM sources")
        assert any("missing" in sentence for sentence in library.check())


def test_a_search_index_out_of_step_is_found(filled: Path) -> None:
    with Library.open(filled) as library:
        library._connection.execute("INSERT INTO text_index (text_index) VALUES ('delete-all')")
        assert library.check() == ["The search index is out of step, so a search may miss something."]


def test_checking_changes_nothing(filled: Path) -> None:
    before = filled.read_bytes()
    with Library.open(filled) as library:
        assert library.check() == []
        assert library.version(library.articles()[0].article.version).text == BRIDGE
    assert filled.read_bytes() == before
