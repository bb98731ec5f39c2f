"""Deleting an article for good, and the backups that still hold it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import ANA, BRIDGE, span_of

from annotator.errors import LibraryError, NotFound
from annotator.model.article import Article
from annotator.storage import Library, backup, erasing
from annotator.storage.retention import backup_folder
from annotator.workspace import Workspace

SPRING = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def article(workspace: Workspace) -> Article:
    """An article with a mark, in the bin, and a backup that holds it."""
    article = workspace.import_bytes(BRIDGE.encode(), "bridge.txt")
    workspace.mark(article.id, span_of(BRIDGE, "opened in 1931"), "fact")
    workspace.remove_article(article.id)
    backup.make(workspace.library, SPRING)
    return article


def backups(workspace: Workspace) -> list[Path]:
    return sorted(backup_folder(workspace.library.path).iterdir())


def holds(path: Path, article: Article) -> bool:
    with Library.open(path, create=False) as library:
        return library.article(article.id) is not None


def test_an_article_deleted_for_good_is_signed_and_cannot_be_undone(
    workspace: Workspace, article: Article
) -> None:
    workspace.version(article.version)  # at hand from now on
    workspace.erase_article(article.id)
    assert workspace.undo() is None
    assert workspace.library.articles(removed=True) == []
    with pytest.raises(NotFound):
        workspace.version(article.version)
    (trail,) = workspace.library.journal(taken_back=True)
    assert trail.by == ANA.name


def test_the_same_file_can_be_opened_again_as_a_new_article(workspace: Workspace, article: Article) -> None:
    workspace.erase_article(article.id)
    again = workspace.import_bytes(BRIDGE.encode(), "bridge.txt")
    assert again.id != article.id
    assert workspace.library.annotations(again.id) == []
    assert workspace.check() == []


def test_earlier_backups_keep_the_article_unless_they_are_to_go(
    workspace: Workspace, article: Article
) -> None:
    workspace.erase_article(article.id)
    (kept,) = backups(workspace)
    assert holds(kept, article)


def test_with_earlier_backups_one_without_the_article_is_left(workspace: Workspace, article: Article) -> None:
    (old,) = backups(workspace)
    workspace.erase_article(article.id, earlier_backups=True)
    (only,) = backups(workspace)
    assert only != old
    assert not holds(only, article)
    assert not backup.due(workspace.library)


def test_no_backup_goes_when_the_article_cannot_be_deleted(workspace: Workspace, article: Article) -> None:
    workspace.restore_article(article.id)
    before = backups(workspace)
    with pytest.raises(LibraryError, match="in the bin"):
        workspace.erase_article(article.id, earlier_backups=True)
    assert backups(workspace) == before
    assert holds(before[0], article)


def test_backups_that_could_not_be_replaced_are_said_to_hold_it_still(
    workspace: Workspace, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_library: Library) -> None:
        raise LibraryError("There is no room.", hint="Free some space.")

    monkeypatch.setattr(backup, "make_only", no_room)
    with pytest.raises(LibraryError, match="deleted, but backups that still hold it are not") as raised:
        workspace.erase_article(article.id, earlier_backups=True)
    assert raised.value.hint
    assert workspace.library.article(article.id) is None


def test_backups_go_even_when_the_file_could_not_be_cleaned(
    workspace: Workspace, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_use(_connection: object) -> None:
        raise LibraryError("It is in use.")

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "clean", in_use)
        with pytest.raises(LibraryError, match="may still be in the library file"):
            workspace.erase_article(article.id, earlier_backups=True)
    (only,) = backups(workspace)
    assert not holds(only, article)


def test_what_was_learned_is_learned_again_without_it(workspace: Workspace, article: Article) -> None:
    from annotator.suggestions.learning import TagLearner

    workspace.keep_learner(TagLearner.taught(workspace.tagged_examples()))
    assert workspace.has_learned()
    workspace.erase_article(article.id)
    assert not workspace.has_learned()
    assert workspace.switches().learning
