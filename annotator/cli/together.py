"""Commands for working together: new versions, documents that came back, two people's marks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.group import (
    ARTICLE,
    JSON,
    cli,
    open_workspace,
    print_json,
    read_article,
)
from annotator.errors import ImportFailed
from annotator.text.normalize import one_line
from annotator.translate import tr

if TYPE_CHECKING:
    from annotator.model.dossier import Dossier
    from annotator.returning.differences import Difference
    from annotator.returning.new_version import CarriedMark
    from annotator.returning.two_people import Pair
    from annotator.workspace import Returned, Workspace


@cli.command("new-version")
@ARTICLE
@click.argument("file", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def new_version(library: Path, article: str, file: Path, as_json: bool) -> None:
    """Make a file the new text of an article; every mark is kept, changed, moved or lost."""
    from annotator.returning.new_version import Fate, count_fates

    imported, original = read_article(file)
    with open_workspace(library) as workspace:
        found = workspace.library.find_article(article)
        change, carried = workspace.new_version(found.id, imported, original, file.name)
    if as_json:
        shown: dict[str, Any] = {Fate.KEPT.value: count_fates(carried)[Fate.KEPT]}
        for fate in (Fate.CHANGED, Fate.MOVED, Fate.LOST):
            shown[fate.value] = [_carried(item) for item in carried if item.fate is fate]
        print_json(shown)
        return
    if change is None:
        click.echo(tr("The text is the one the article has already."))
        return
    counts = count_fates(carried)
    click.echo(
        tr(
            "{kept} kept, {changed} changed, {moved} moved, {lost} lost",
            kept=counts[Fate.KEPT],
            changed=counts[Fate.CHANGED],
            moved=counts[Fate.MOVED],
            lost=counts[Fate.LOST],
        )
    )
    for item in carried:
        if item.fate is not Fate.KEPT:
            click.echo(f"  {item.fate.value}  {one_line(item.before.exact)}")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--article", default=None, help="The article it belongs to, where the file does not say.")
@click.option("--accept", type=click.Choice(["all"]), default=None, help="Take over what was done.")
@JSON
@click.pass_obj
def returned(library: Path, file: Path, article: str | None, accept: str | None, as_json: bool) -> None:
    """List what others did to a document that came back: comments, answers, edits."""
    imported, original = read_article(file)
    with open_workspace(library) as workspace:
        named = workspace.library.find_article(article).id if article else None
        found = workspace.returned(imported, original, file.name, named)
        if accept:
            workspace.accept_returned(found, _to_accept(found))
    if as_json:
        print_json([_difference(item) for item in found.differences])
        return
    for item in found.differences:
        who = f"{item.author}: " if item.author else ""
        click.echo(f"{item.kind.value}  {who}{one_line(item.after)}  [{one_line(item.passage)[:60]}]")
    if not found.differences:
        click.echo(tr("Nothing was changed in it."))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--article", default=None, help="My article, if the file does not say so itself.")
@click.option("--adopt", is_flag=True, help="Add the marks that only the other person made.")
@JSON
@click.pass_obj
def merge(library: Path, file: Path, article: str | None, adopt: bool, as_json: bool) -> None:
    """Compare another person's marks with mine: an export of theirs, or their library."""
    from annotator.returning.two_people import agreement, summary

    with open_workspace(library) as workspace:
        named = workspace.library.find_article(article).id if article else None
        theirs = _dossier_of(file, workspace, named)
        mine, pairs = workspace.compare_with(theirs, named)
        if adopt:
            workspace.adopt_one_sided(mine.id, theirs, pairs)
    result = agreement(pairs)
    if as_json:
        print_json(
            {
                "article": mine.id,
                "f1": round(result.f1, 4),
                "alpha": None if result.alpha is None else round(result.alpha, 4),
                "both": result.both,
                "passages": [_pair(pair) for pair in pairs],
            }
        )
        return
    click.echo(summary(pairs))
    click.echo(result.sentence())


def _to_accept(found: Returned) -> list[Difference]:
    """Return all differences; but an old text, which would undo newer edits, only a person may take over."""
    from annotator.returning.differences import DifferenceKind

    if not found.behind:
        return list(found.differences)
    sentence = tr(
        "The article was edited since “{name}” was sent, so its text is left as it is.", name=found.name
    )
    click.echo(sentence, err=True)
    return [item for item in found.differences if item.kind is not DifferenceKind.TEXT]


def _dossier_of(file: Path, workspace: Workspace, article_id: str | None) -> Dossier:
    """Return another person's dossier, from an export or from a library that has the article."""
    from annotator.settings import LIBRARY_SUFFIX
    from annotator.storage import Library
    from annotator.workspace import Workspace as Theirs

    if file.suffix == LIBRARY_SUFFIX:
        with Library.open(file, create=False) as library:
            return Theirs(library).counterpart(workspace, article_id)
    imported, _ = read_article(file)
    if imported.dossier is None:
        raise ImportFailed(
            tr("“{name}” carries no marks of Claimlight.", name=file.name),
            hint=tr("Ask for a document that Claimlight exported, or for the library file."),
        )
    return imported.dossier


def _carried(item: CarriedMark) -> dict[str, Any]:
    span, proposed = item.after.span, item.proposed
    return {
        "annotation": item.before.id,
        "before": item.before.exact,
        "after": item.after.exact if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "recheck": item.to_recheck,
        "proposed": [proposed.start, proposed.end] if proposed else None,
    }


def _difference(item: Difference) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "annotation": item.annotation or None,
        "passage": item.passage,
        "before": item.before,
        "after": item.after,
        "author": item.author,
        "at": item.at or None,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    mine, theirs = pair.mine, pair.theirs
    return {
        "verdict": pair.verdict.value,
        "mine": {"annotation": mine.id, "exact": mine.exact, "tag": mine.tag} if mine else None,
        "theirs": {"annotation": theirs.id, "exact": theirs.exact, "tag": theirs.tag} if theirs else None,
    }
