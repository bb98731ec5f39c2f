"""Search: what is found, where, and that nothing a person types can break it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import NOON, version_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.history import Change
from annotator.model.annotation import Attribution
from annotator.model.article import Article
from annotator.model.ids import new_id
from annotator.model.source import Evidence, Source
from annotator.storage import Content, Hit, Library
from annotator.storage.search import MATCH_END, MATCH_START


def found(hit: Hit) -> str:
    """Return the first words that a hit marks."""
    return hit.snippet.partition(MATCH_START)[2].partition(MATCH_END)[0]


def places(library: Library, query: str) -> list[tuple[str, str]]:
    return [(hit.where, found(hit)) for hit in library.search(query)]


def test_a_word_is_found_in_the_text_with_the_words_around_it(library: Library, article: Article) -> None:
    (hit,) = library.search("trams")
    assert (hit.article, hit.annotation, hit.where) == (article.id, None, "text")
    assert f"It carried {MATCH_START}trams{MATCH_END} until 1958" in hit.snippet


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        ("opened", "opened"),
        ("OPEN", "opened"),
        ('"old town"', "old town"),
        ("trams archive", "trams"),
        ("1958,”", "1958"),
        ("brucke", "Brücke"),
        ("נפתחה", "נפתחה"),
        ("שנת", "שנת"),
        ("👩‍🏫", "👩‍🏫"),
        ("Ostley bridge", "bridge"),
    ],
)
def test_a_hit_knows_where_in_the_text_it_is(
    library: Library, article: Article, query: str, passage: str
) -> None:
    text = library.version(article.version).text
    (hit,) = library.search(query)
    assert hit.start is not None
    assert text[hit.start :].startswith(found(hit))
    assert found(hit).casefold().startswith(passage.casefold()) or passage in found(hit)


@pytest.mark.parametrize(
    "query", ["", "  ", '"', '""', "nowhere", "bridge nowhere", '"town old"', "\0", "\ud83d", "%", "_"]
)
def test_what_is_not_there_is_not_found(library: Library, article: Article, query: str) -> None:
    assert library.search(query) == []


LOOK_LIKE_OPERATORS = [
    *("bridge AND", "NOT bridge", "bridge OR", "bridge NEAR", "(bridge", "bridge)", "bridge*", "^bridge"),
    *("title:bridge", "bridge's", "it's", "'; DROP TABLE articles; --", "\\", "a" * 100_000, '"bridge'),
    *("-bridge", "{bridge}", "?1 :x @y"),
]


@pytest.mark.parametrize("query", LOOK_LIKE_OPERATORS, ids=range(len(LOOK_LIKE_OPERATORS)))
def test_nothing_a_person_types_is_an_operator(library: Library, article: Article, query: str) -> None:
    for hit in library.search(query):
        assert hit.article == article.id
    assert library.search("bridge")


@given(query=st.text(st.characters(exclude_categories=[]), max_size=30))
def test_no_query_breaks_the_search(shared_library: Library, query: str) -> None:
    for hit in shared_library.search(query):
        assert hit.where == "text"


@pytest.fixture(scope="module")
def shared_library(tmp_path_factory: pytest.TempPathFactory):
    with Library.open(tmp_path_factory.mktemp("search") / "my.claimlight") as library:
        version = version_of("A bridge, 100% “safe” – it's AND/OR NOT\\_ 😀.")
        article = Article(version.article, "Bridge", version.id)
        library.apply(Change("Import", after=(article,)), [Content(version, version.text.encode())])
        yield library


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("東京都の新しい橋は1931年に開通した。", "新しい橋"),
        ("东京的桥是一九三一年开通的。", "的桥"),
        ("สะพานใหม่เปิดในปี", "ใหม่"),
        ("Das Donaudampfschiff fährt.", "dampfschiff"),
        ("Мост открыли в 1931 году", "ОТКРЫ"),
        ("Москва", "СКВ"),
        ("Score: 100% sure", "0%"),
        ("snake_case and more", "ake_ca"),
        ("good 👍🏽 work", "👍🏽"),
        ("C++ and C#", "C++"),
    ],
)
def test_parts_of_words_and_signs_are_found_letter_by_letter(
    library: Library, import_text, text: str, query: str
) -> None:
    import_text(library, "Something else entirely.")
    article = import_text(library, f"Before. {text} After.", title="x")
    (hit,) = library.search(query)
    assert hit.article == article.id
    assert hit.start is not None
    assert f"Before. {text} After."[hit.start :].startswith(found(hit))


def test_a_script_without_blanks_is_found_as_a_word_and_inside_one(library: Library, import_text) -> None:
    word = import_text(library, "東京。", title="1")
    inside = import_text(library, "新東京都。", title="2")
    assert {hit.article for hit in library.search("東京")} == {word.id, inside.id}


def test_the_title_is_searched_as_well(library: Library, import_text) -> None:
    article = import_text(library, "Nothing of note.", title="Mayor under fire", byline="Ruth Okonedo")
    assert [(hit.article, hit.where, found(hit), hit.start) for hit in library.search("mayor")] == [
        (article.id, "text", "Mayor", None)
    ]
    library.apply(Change("Rename", (article,), (replace(article, title="Council"),), article.id))
    assert library.search("mayor") == []
    assert places(library, "okonedo") == [("text", "Okonedo")]


def test_notes_are_found_as_they_are_now(library: Library, article: Article, mark) -> None:
    made = mark(library, article, "opened in 1931", note="Ask the registry")
    assert [(hit.article, hit.annotation, hit.where) for hit in library.search("registry")] == [
        (article.id, made.id, "note")
    ]
    edited = made.with_(note="", question="Which ledger?")
    edit = Change("Edit", (made,), (edited,), article.id)
    library.apply(edit)
    assert library.search("registry") == []
    assert places(library, "ledger") == [("note", "ledger")]
    library.revert(edit)
    assert places(library, "registry") == [("note", "registry")]
    assert library.search("ledger") == []
    library.reapply(edit)
    library.apply(Change("Delete", (edited,), article=article.id))
    assert library.search("ledger") == []
    assert library.check() == []


@pytest.mark.parametrize("field", ["note", "rationale", "rewording", "question", "answer"])
def test_all_that_is_written_on_a_mark_is_searched(
    library: Library, article: Article, mark, field: str
) -> None:
    mark(library, article, "opened in 1931", **{field: "Quetzalcoatl"})
    mark(library, article, "old town", attribution=Attribution(speaker="Ruth Quetzal"))
    assert places(library, "quetzal") == [("note", "Quetzalcoatl"), ("note", "Quetzal")] or places(
        library, "quetzal"
    ) == [("note", "Quetzal"), ("note", "Quetzalcoatl")]


def test_a_source_is_found_in_each_article_that_uses_it(
    library: Library, article: Article, import_text, mark
) -> None:
    other = import_text(library, "Another text.", title="y")
    used, unused = Source(new_id(), "Harbour ledger", note="p. 3"), Source(new_id(), "Ledger of nobody")
    library.apply(Change("Add sources", after=(used, unused)))
    first = mark(library, article, "opened in 1931", evidence=(Evidence(used.id), Evidence(used.id, "p. 4")))
    mark(library, article, "old town", evidence=(Evidence(used.id),))
    second = mark(library, other, "Another", evidence=(Evidence(used.id),))
    hits = library.search("ledger")
    assert {(hit.article, hit.annotation) for hit in hits} == {
        (article.id, first.id),
        (other.id, second.id),
        ("", None),
    }
    assert {hit.where for hit in hits} == {"source"}
    library.apply(Change("Edit source", (used,), (replace(used, title="Harbour book"),)))
    assert [hit.article for hit in library.search("ledger")] == [""]


def test_the_bin_is_left_out(library: Library, article: Article, mark) -> None:
    source = Source(new_id(), "Zeppelin register")
    mark(library, article, "opened in 1931", note="zeppelin")
    library.apply(Change("Add", after=(source,)))
    mark(library, article, "old town", evidence=(Evidence(source.id),))
    binned = Change("Put in bin", (article,), (replace(article, removed=NOON),), article.id)
    library.apply(binned)
    for query in ("trams", "zeppelin", "epp", "👩‍🏫"):
        assert library.search(query) == []
    library.revert(binned)
    assert [hit.where for hit in library.search("zeppelin")] == ["note", "source"]


def test_only_the_current_text_is_searched(library: Library, article: Article) -> None:
    second = version_of("A bus ran until 1960.", article=article.id, number=2)
    library.apply(
        Change("New version", (article,), (replace(article, version=second.id),), article.id),
        [Content(second, second.text.encode())],
    )
    assert library.search("trams") == []
    assert places(library, "bus") == [("text", "bus")]


def test_texts_leave_room_for_notes(library: Library, import_text, mark) -> None:
    articles = [import_text(library, f"Bridge number {number}.", title=str(number)) for number in range(12)]
    mark(library, articles[0], "number", note="bridge")
    hits = library.search("bridge", limit=10)
    assert len(hits) == 10
    assert [hit.where for hit in hits] == ["text"] * 9 + ["note"]
    assert library.search("bridge", limit=0) == []


def test_the_better_match_comes_first(library: Library, import_text) -> None:
    import_text(library, "Much is said of everything here, and once of a bridge. " * 3, title="a")
    better = import_text(library, "Bridge, bridge, bridge.", title="b")
    assert library.search("bridge")[0].article == better.id


def test_the_snippet_of_a_monstrous_word_is_short(library: Library, import_text) -> None:
    import_text(library, "start " + "x" * 200_000 + " finish", title="t")
    (hit,) = library.search("x" * 900)
    assert len(hit.snippet) < 1_000
    (hit,) = library.search("start")
    assert len(hit.snippet) < 1_000
    assert found(hit) == "start"
