"""Commands on the bin: put an article in, look what is there, delete one for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.group import ARTICLE, JSON, cli, open_workspace, print_json
from annotator.errors import AnnotatorError
from annotator.translate import tr, tr_plural

if TYPE_CHECKING:
    from annotator.storage import ArticleSummary
    from annotator.workspace import Workspace


@cli.command("bin")
@JSON
@click.pass_obj
def bin_(library: Path, as_json: bool) -> None:
    """List the articles in the bin."""
    with open_workspace(library) as workspace:
        summaries = workspace.library.articles(removed=True)
    if as_json:
        print_json([_summary(item) for item in summaries])
        return
    for item in summaries:
        click.echo(f"{item.article.id[:8]}  {item.article.title}  ({_marks(item)})")


@cli.command()
@ARTICLE
@click.pass_obj
def remove(library: Path, article: str) -> None:
    """Put an article in the bin; `claimlight undo ARTICLE` brings it back."""
    with open_workspace(library) as workspace:
        found = workspace.library.find_article(article)
        if found.removed is None:
            workspace.remove_article(found.id)
    click.echo(tr("“{title}” is in the bin.", title=found.title))


@cli.command()
@ARTICLE
@click.option("--yes", is_flag=True, help="Do it; without this, only say what would go.")
@click.option("--earlier-backups", is_flag=True, help="Also delete the backups made until now.")
@click.pass_obj
def erase(library: Path, article: str, yes: bool, earlier_backups: bool) -> None:
    """Delete an article that is in the bin for good, with its marks, original file and history.

    Nothing brings it back. Its sources stay in the library.
    """
    with open_workspace(library) as workspace:
        found = workspace.library.find_article(article, in_bin=True)
        if found.removed is not None and not yes:
            raise _not_asked_for(_summary_of(workspace, found.id), earlier_backups)
        workspace.erase_article(found.id, earlier_backups=earlier_backups)
    click.echo(tr("“{title}” is deleted for good.", title=found.title))


def _not_asked_for(item: ArticleSummary, earlier_backups: bool) -> AnnotatorError:
    if earlier_backups:
        hint = tr("Add --yes to delete it, and all backups made until now, for good.")
    else:
        hint = tr(
            "Add --yes to delete it for good; earlier backups keep it unless you add --earlier-backups."
        )
    return AnnotatorError(
        tr(
            "“{title}” would go with its text, its original file, its marks ({n}), notes and history.",
            title=item.article.title,
            n=sum(item.tags.values()),
        ),
        hint=hint,
    )


def _summary_of(workspace: Workspace, article: str) -> ArticleSummary:
    return next(item for item in workspace.library.articles(removed=True) if item.article.id == article)


def _marks(item: ArticleSummary) -> str:
    return tr_plural("{n} mark", "{n} marks", sum(item.tags.values()))


def _summary(item: ArticleSummary) -> dict[str, object]:
    removed = item.article.removed
    return {
        "article": item.article.id,
        "title": item.article.title,
        "removed": removed.isoformat() if removed else None,
        "marks": sum(item.tags.values()),
    }
