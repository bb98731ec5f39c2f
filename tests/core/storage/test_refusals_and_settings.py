"""What was refused is a step like any other; switches and what was learned stand beside the journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ids, quotes

from annotator.errors import LibraryDamaged
from annotator.history import Change
from annotator.model.article import Article
from annotator.model.ids import new_id
from annotator.model.records import from_json, to_json
from annotator.model.refusal import Refusal
from annotator.model.selectors import Quote
from annotator.model.suggestion import SuggestionKind
from annotator.storage import Library, migrations

refusals = st.builds(Refusal, ids, ids, st.sampled_from(SuggestionKind), quotes)


def refuse(library: Library, article: Article, words: str = "opened in 1931") -> Change:
    refusal = Refusal(new_id(), article.id, SuggestionKind.CHECK, Quote(words, "The bridge was ", "."))
    return library.apply(Change("Refuse a suggestion", after=(refusal,), article=article.id))


@given(refusals)
def test_a_refusal_survives_json(refusal: Refusal) -> None:
    assert from_json(Refusal, json.loads(json.dumps(to_json(refusal)))) == refusal


@given(quotes)
def test_a_refusal_comes_back_from_the_file_as_it_was(quote: Quote) -> None:
    from annotator.storage.rows import refusal_of_row, refusal_row

    refusal = Refusal(new_id(), new_id(), SuggestionKind.CUE, quote)
    assert refusal_of_row(refusal_row(refusal)) == refusal


def test_a_refusal_is_stored_taken_back_and_done_again(
    path: Path, library: Library, article: Article
) -> None:
    change = refuse(library, article)
    (refusal,) = change.after
    assert library.refusals(article.id) == [refusal]
    assert library.to_undo(article.id) == change
    library.revert(change)
    assert library.refusals(article.id) == []
    library.reapply(change)
    library.close()
    with Library.open(path) as again:
        assert again.refusals(article.id) == [refusal]
        assert again.check() == []


def test_a_refusal_that_was_altered_in_the_file_is_found(library: Library, article: Article) -> None:
    refuse(library, article)
    library._connection.execute("UPDATE refusals SET exact = 'opened in 1932'")
    assert library.check() == ["1 entry in “refusals” is not as it was stored."]


def test_a_setting_is_kept_replaced_and_forgotten_without_a_step_of_undo(
    library: Library, path: Path
) -> None:
    state = library.state()
    library.keep_setting("suggestions", "on")
    library.keep_setting("suggestions", "off")
    assert library.setting("suggestions") == "off"
    library.keep_setting("learned", "4711 4712")
    library.keep_setting("learned", None)
    assert library.setting("learned") is None
    assert b"4711 4712" not in path.read_bytes()
    assert library.state() == state
    assert library.to_undo() is None


def test_a_setting_that_was_altered_in_the_file_is_not_believed(library: Library) -> None:
    library.keep_setting("suggestions", "on")
    library._connection.execute("UPDATE settings SET value = 'off'")
    with pytest.raises(LibraryDamaged):
        library.setting("suggestions")
    assert library.check() == ["1 entry in “settings” is not as it was stored."]


def test_a_library_from_before_suggestions_gets_their_tables(
    path: Path, import_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:1])
        with Library.open(path) as library:
            article = import_text(library)
    with Library.open(path) as library:
        change = refuse(library, article)
        assert library.refusals(article.id) == list(change.after)
        assert library.check() == []
