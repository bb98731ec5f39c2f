"""An article deleted for good: nothing of it is left, nothing else is touched, and it is all or nothing."""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from factories import BRIDGE, NOON, article_of, mark_of, version_of

from annotator.errors import LibraryError, NotFound
from annotator.history import Change
from annotator.model.annotation import Annotation, Attribution, Reply
from annotator.model.article import Article, Finding, ImportReport
from annotator.model.ids import new_id
from annotator.model.refusal import Refusal
from annotator.model.selectors import Quote
from annotator.model.source import Evidence, Source
from annotator.model.suggestion import SuggestionKind
from annotator.storage import Content, Library, backup, connection, erasing
from annotator.storage.settings import LEARNED

# no two begin alike, since an index leaves out what a word has in common with the one before it
SECRETS = {
    "text": "Aardquokka",
    "second text": "Bevibrant",
    "title": "Cwmfjord",
    "byline": "Dzhokhar",
    "site": "Eyjafjall",
    "details": "Fnordwick",
    "file name": "Gjetost",
    "original": "Hwyldrake",
    "report": "Iqalummiut",
    "note": "Jynxgrove",
    "rationale": "Kvetchmoor",
    "speaker": "Llanfair",
    "reply": "Mzansiwold",
    "passage": "Nkwenpass",
    "deleted note": "Ogdoadvale",
    "refusal": "Pfennigmark",
    "evidence": "Qophstead",
    "undone": "Rzhevbrook",
    "learned": "Svelteholm",
    "switch": "Tschicrest",
}


def put_in_bin(library: Library, article: Article) -> Article:
    now = library.article(article.id)
    assert now is not None
    removed = replace(now, removed=NOON)
    library.apply(Change(f"Remove “{now.title}”", (now,), (removed,), article=now.id))
    return removed


def act(library: Library, label: str, before: object, after: object, article: str) -> Change:
    sides = [() if side is None else (side,) for side in (before, after)]
    return library.apply(Change(label, *sides, article=article))


def add_secret_article(library: Library) -> Article:
    """Add an article that has something unmistakable in each place where anything can be kept."""
    has = SECRETS
    text = f"{has['text']} opened in 1931, said {has['passage']}.\n{BRIDGE}"
    original = f"{has['original']}\0".encode()
    first = version_of(
        text,
        file_name=f"{has['file name']}.txt",
        sha256=sha256(original).hexdigest(),
        report=ImportReport((Finding("comments", 1, has["report"]),)),
    )
    article = article_of(
        first, title=has["title"], byline=has["byline"], site=has["site"], note=has["details"]
    )
    source = Source(new_id(), "City archive")
    library.apply(
        Change(f"Open “{has['title']}”", after=(article,), article=article.id), [Content(first, original)]
    )
    mark = mark_of(
        first,
        has["passage"],
        note=has["note"],
        rationale=has["rationale"],
        attribution=Attribution(has["speaker"], "clerk"),
        replies=(Reply("Ben", has["reply"], NOON),),
        evidence=(Evidence(source.id, locator=has["evidence"]),),
    )
    library.apply(Change("Mark", after=(source, mark), article=article.id))
    edited = replace(mark, note="plain")
    act(library, "Note", mark, edited, article.id)
    act(library, "Note", edited, mark, article.id)
    gone = mark_of(first, "opened in 1931", note=has["deleted note"])
    act(library, "Mark", None, gone, article.id)
    act(library, "Delete", gone, None, article.id)
    refusal = Refusal(new_id(), article.id, SuggestionKind.CHECK, Quote(has["refusal"], "", ""))
    act(library, "Refuse", None, refusal, article.id)
    library.revert(act(library, "Note", mark, replace(mark, note=has["undone"]), article.id))
    second = version_of(f"{text}\n{has['second text']}", article=article.id, number=2, sha256="")
    newer = replace(article, version=second.id)
    library.apply(Change("New version", (article,), (newer,), article=article.id), [Content(second, b"")])
    library.keep_setting(LEARNED, has["learned"])
    library.keep_setting(f"suggestions/{article.id}", has["switch"])
    return newer


def traces(path: Path, article: Article) -> set[str]:
    """Return what of the secrets and the article's id can be read in the bytes of the file and beside it."""
    data = b"".join(file.read_bytes().lower() for file in path.parent.iterdir() if file.is_file())
    found = {name for name, word in SECRETS.items() if word.lower()[3:].encode() in data}
    return found | {word for word in (article.id, "vexillum") if word.encode() in data}


def fill_pages(library: Library, articles: list[Article]) -> None:
    """Mark and note in several articles by turns, so that their rows share pages which split and merge."""
    chance = random.Random(5)
    marks: dict[str, Annotation] = {}
    for number in range(150):
        article = chance.choice(articles)
        word = "vexillum" if article is articles[0] else "ordinary"
        made = mark_of(library.version(article.version), "finest bridge", note=f"{word}{number} ")
        act(library, "Mark", None, made, article.id)
        marks[made.id] = made
        before = marks[chance.choice(list(marks))]
        word = "vexillum" if before.article == articles[0].id else "ordinary"
        after = replace(before, note=f"{word}{chance.randrange(10**9)} " * chance.randrange(1, 40))
        act(library, "Note", before, after, before.article)
        marks[before.id] = after


@pytest.fixture
def secret(library: Library) -> Article:
    # most builds of SQLite leave what is deleted where it was, unless they are told otherwise
    library._connection.execute("PRAGMA secure_delete=OFF")
    return add_secret_article(library)


# -- nothing of it is left ------------------------------------------------------------------------


def test_no_byte_of_the_file_tells_of_an_article_that_was_deleted_for_good(
    library: Library, article: Article, secret: Article, path: Path
) -> None:
    fill_pages(library, [secret, article])
    put_in_bin(library, secret)
    assert traces(path, secret) == {*SECRETS, secret.id, "vexillum"}
    library.erase(secret.id)
    assert traces(path, secret) == set()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert library.check() == []


def test_what_was_deleted_is_nowhere_to_be_found(library: Library, article: Article, secret: Article) -> None:
    put_in_bin(library, secret)
    version = library.version(secret.version)
    first = library.versions(secret.id)[0]
    library.erase(secret.id)
    assert library.article(secret.id) is None
    assert [summary.article.id for summary in library.articles()] == [article.id]
    assert library.articles(removed=True) == []
    assert library.versions(secret.id) == []
    assert library.annotations(secret.id) == library.refusals(secret.id) == []
    assert library.journal(article=secret.id, taken_back=True) == []
    assert library.find_original(first.sha256) is None
    with pytest.raises(NotFound):
        library.original(first.sha256)
    with pytest.raises(NotFound):
        library.version(version.id)
    assert not any(library.search(word) for word in SECRETS.values())
    assert library.setting(LEARNED) is None


def test_its_sources_stay(library: Library, secret: Article) -> None:
    put_in_bin(library, secret)
    library.erase(secret.id)
    assert [source.title for source in library.sources()] == ["City archive"]
    assert [hit.where for hit in library.search("archive")] == ["source"]


def test_an_original_that_another_article_was_read_from_stays(library: Library, import_text) -> None:
    first, second = import_text(library), import_text(library)
    put_in_bin(library, first)
    library.erase(first.id)
    assert library.original(library.version(second.version).sha256) == BRIDGE.encode()
    assert library.check() == []


def test_an_opening_of_the_same_file_that_was_taken_back_goes_with_it(
    library: Library, article: Article, import_text, path: Path
) -> None:
    secret = "Aardquokka went to Bevibrant."
    withdrawn = import_text(library, secret)
    library.revert(library.journal(article=withdrawn.id)[0])
    other = import_text(library, "Another text.")
    redoable = library.journal(article=other.id)[0]
    library.revert(redoable)
    again = import_text(library, secret)
    put_in_bin(library, again)
    library.erase(again.id)
    assert b"ardquokka" not in path.read_bytes()
    assert library.to_redo() == redoable
    library.reapply(redoable)
    assert library.version(other.version).text == "Another text."
    assert [summary.article.id for summary in library.articles()] == [article.id, other.id][::-1]
    assert library.check() == []


def test_the_trail_says_that_something_was_deleted_and_by_whom(library: Library, article: Article) -> None:
    put_in_bin(library, article)
    library.erase(article.id, by="Ana Ruiz")
    (trail,) = library.journal(taken_back=True)
    assert (trail.label, trail.by, trail.article) == ("Delete for good", "Ana Ruiz", "")
    assert trail.before == trail.after == ()


def test_it_is_no_step_of_undo_or_redo(library: Library, article: Article) -> None:
    put_in_bin(library, article)
    library.erase(article.id)
    assert library.to_undo() is None
    assert library.to_redo() is None
    assert library.step_labels() == (None, None)
    assert library.step_labels("") == (None, None)


def test_deleting_for_good_makes_a_backup_due(library: Library, article: Article) -> None:
    put_in_bin(library, article)
    backup.make(library, NOON)
    before = library.state()
    library.erase(article.id)
    assert library.state()[0] > before[0]
    assert backup.due(library)


def test_a_note_being_typed_is_not_joined_to_one_of_an_article_that_is_gone(
    library: Library, article: Article, import_text, mark
) -> None:
    other = import_text(library, "A second text.")
    made = mark(library, other, "second")
    put_in_bin(library, article)
    key = f"note:{made.id}"
    first = replace(made, note="a")
    library.apply(Change("Note", (made,), (first,), article=other.id, merge=key))
    library.erase(article.id)
    second = replace(made, note="ab")
    library.apply(Change("Note", (first,), (second,), article=other.id, merge=key))
    undone = library.to_undo()
    assert undone is not None
    library.revert(undone)
    assert library.annotation(made.id) == first


# -- what it refuses ------------------------------------------------------------------------------


def test_an_article_that_is_not_in_the_bin_is_not_deleted(library: Library, article: Article) -> None:
    state = library.state()
    with pytest.raises(LibraryError, match="in the bin") as raised:
        library.erase(article.id)
    assert raised.value.hint.endswith(".")
    assert library.article(article.id) == article
    assert library.state() == state


def test_an_article_that_is_not_there_cannot_be_deleted(library: Library, article: Article) -> None:
    put_in_bin(library, article)
    library.erase(article.id)
    state = library.state()
    with pytest.raises(NotFound, match="no longer in the library") as raised:
        library.erase(article.id)
    assert raised.value.hint.endswith(".")
    assert library.state() == state


# -- all or nothing -------------------------------------------------------------------------------


def erasing_fails(library: Library, article: Article, words: str) -> None:
    """Expect a sentence with `words`, and the article in the bin with all it had."""
    state, versions, marks = library.state(), library.versions(article.id), library.annotations(article.id)
    with pytest.raises(LibraryError, match=words) as raised:
        library.erase(article.id)
    assert raised.value.hint.endswith(".")
    assert library.state() == state
    assert library.versions(article.id) == versions
    assert library.annotations(article.id) == marks
    assert [summary.article.id for summary in library.articles(removed=True)] == [article.id]


def test_a_library_in_use_by_another_program_keeps_the_article(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.05)
    with Library.open(path) as library:
        article = add_secret_article(library)
        put_in_bin(library, article)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        erasing_fails(library, article, "in use")
        other.execute("ROLLBACK")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM tags").fetchone()  # somebody who only reads
        erasing_fails(library, article, "in use")
        other.close()
        library.erase(article.id)
    assert traces(path, article) == set()


def test_a_write_protected_library_keeps_the_article(library: Library, secret: Article) -> None:
    put_in_bin(library, secret)
    library._connection.execute("PRAGMA query_only=ON")
    erasing_fails(library, secret, "write-protected")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_keeps_the_article(path: Path, run_python: Callable[..., str]) -> None:
    with Library.open(path) as library:
        article = add_secret_article(library)
        put_in_bin(library, article)
        marks = library.annotations(article.id)
    script = """
import resource, sys
from annotator.errors import LibraryError
from annotator.storage import Library
with Library.open(sys.argv[1]) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
    try:
        library.erase(sys.argv[2])
    except LibraryError as error:
        print(type(error).__name__, bool(error.hint), len(library.articles(removed=True)))
"""
    assert run_python(script, path, article.id).split() == ["LibraryError", "True", "1"]
    with Library.open(path) as library:
        assert library.check() == []
        assert library.annotations(article.id) == marks


CRASHING = """
import os, sys
from annotator.storage import Library, connection, erasing
library = Library.open(sys.argv[1])
library._connection.execute("PRAGMA cache_size=1")  # pages go to the disk before the end
place, name = {"early": (connection.Connection, "_commit"), "late": (erasing, "clean")}[sys.argv[3]]
setattr(place, name, lambda *_: os._exit(9))
library.erase(sys.argv[2])
"""


def test_a_crash_before_the_end_keeps_the_article(path: Path, run_python: Callable[..., str]) -> None:
    with Library.open(path) as library:
        article = add_secret_article(library)
        put_in_bin(library, article)
        state, marks = library.state(), library.annotations(article.id)
    run_python(CRASHING, path, article.id, "early")
    assert path.with_name(f"{path.name}-journal").exists()
    with Library.open(path) as library:
        assert library.state() == state
        assert library.annotations(article.id) == marks
        assert library.check() == []


def test_a_crash_before_the_file_is_cleaned_is_made_good_at_the_next_opening(
    path: Path, run_python: Callable[..., str]
) -> None:
    with Library.open(path) as library:
        library._connection.execute("PRAGMA secure_delete=OFF")
        other = article_of(version_of(BRIDGE))
        version = version_of(BRIDGE, id=other.version, article=other.id)
        library.apply(Change("Open", after=(other,), article=other.id), [Content(version, BRIDGE.encode())])
        article = add_secret_article(library)
        fill_pages(library, [article, other])
        put_in_bin(library, article)
    run_python(CRASHING, path, article.id, "late")
    assert traces(path, article)  # there is something to make good
    with Library.open(path) as library:
        assert library.article(article.id) is None
        assert not erasing.is_unfinished(library._connection)
        assert library.check() == []
    assert traces(path, article) == set()


def test_a_file_that_cannot_be_cleaned_is_said_and_cleaned_at_the_next_opening(
    library: Library, article: Article, secret: Article, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_connection: object) -> None:
        raise LibraryError("There is no room.")

    fill_pages(library, [secret, article])
    put_in_bin(library, secret)
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "clean", no_room)
        with pytest.raises(LibraryError, match="some of its words may still be in the library") as raised:
            library.erase(secret.id)
        assert "next opened" in raised.value.hint
        assert library.article(secret.id) is None
        library.close()
        with Library.open(path) as again:  # still no room: it opens all the same
            assert again.check() == []
        assert traces(path, secret)
    with Library.open(path) as again:
        assert again.check() == []
    assert traces(path, secret) == set()


# -- all else is as it was ------------------------------------------------------------------------


def test_a_change_over_several_articles_can_still_be_taken_back_in_the_others(
    library: Library, article: Article, import_text, mark
) -> None:
    other = import_text(library, "A second text.")
    here, there = mark(library, article, "opened in 1931"), mark(library, other, "second")
    after = [replace(item, tag="opinion") for item in (here, there)]
    library.apply(Change("Tag as opinion", (here, there), tuple(after), article=article.id))
    put_in_bin(library, article)
    library.erase(article.id)
    change = library.to_undo()
    assert change is not None
    assert (change.article, change.before, change.after) == (other.id, (there,), (after[1],))
    library.revert(change)
    assert library.annotations(other.id) == [there]
    library.reapply(change)
    assert library.annotations(other.id) == [after[1]]
    assert library.check() == []


def test_a_change_of_the_codebook_that_reached_nothing_else_goes_too(
    library: Library, article: Article, mark
) -> None:
    made = mark(library, article, "opened in 1931")
    library.apply(Change("Tag everything", (made,), (replace(made, tag="opinion"),)))
    put_in_bin(library, article)
    library.erase(article.id)
    assert library.journal() == []
    assert library.check() == []
