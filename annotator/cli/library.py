"""Commands on the library: bring articles in, look at them, undo, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.group import (
    ARTICLE,
    JSON,
    cli,
    open_workspace,
    print_exactly,
    print_json,
    read_article,
    sentence,
)
from annotator.errors import AnnotatorError, ImportFailed, NotFound
from annotator.model.article import ImportReport
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural

if TYPE_CHECKING:
    from annotator.storage import ArticleSummary, Hit
    from annotator.workspace import Workspace


@cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--marks", is_flag=True, help="Take over comments and highlights, as marks without a tag.")
@JSON
@click.pass_obj
def import_(library: Path, files: tuple[Path, ...], marks: bool, as_json: bool) -> None:
    """Add files to the library: text, Markdown, web pages, Word documents and more."""
    done: list[dict[str, Any]] = []
    failures: list[str] = []
    with open_workspace(library) as workspace:
        for file in files:
            try:
                done.append(_imported(workspace, file, marks, as_json))
            except (ImportFailed, NotFound) as failure:
                failures.append(_failure(file, failure))
    if as_json:
        print_json(done)
    for failed in failures:
        click.echo(failed, err=True)
    if failures:
        raise SystemExit(1)


@cli.command("list")
@JSON
@click.pass_obj
def list_(library: Path, as_json: bool) -> None:
    """List the articles with their counts per tag and check status."""
    with open_workspace(library) as workspace:
        summaries = workspace.articles()
        names = {tag.id: tag.name for tag in workspace.tags()}
    if as_json:
        print_json([_summary(item) for item in summaries])
        return
    for item in summaries:
        counts = ", ".join(f"{names.get(tag, tag) or tr('no tag')} {n}" for tag, n in item.tags.items())
        click.echo(f"{item.article.id[:8]}  {item.article.title}  ({counts or tr('no marks')})")


@cli.command()
@ARTICLE
@click.pass_obj
def text(library: Path, article: str) -> None:
    """Print the text of record, in UTF-8, and nothing else."""
    with open_workspace(library) as workspace:
        version = workspace.version(workspace.library.find_article(article).version)
    print_exactly(version.text)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def read(file: Path) -> None:
    """Print that text straight from a file, without a library."""
    imported, _ = read_article(file)
    print_exactly(imported.text)


@cli.command()
@click.argument("words", nargs=-1, required=True)
@JSON
@click.pass_obj
def search(library: Path, words: tuple[str, ...], as_json: bool) -> None:
    """Search the texts, notes and sources of the whole library."""
    with open_workspace(library) as workspace:
        hits = workspace.search(" ".join(words))
        titles = {item.article.id: item.article.title for item in workspace.articles()}
    if as_json:
        print_json([_hit(hit) for hit in hits])
        return
    for hit in hits:
        shown = one_line(hit.snippet.replace("\x02", "*").replace("\x03", "*"))
        click.echo(f"{titles.get(hit.article, hit.article)}  [{hit.where}]  {shown}")


@cli.command()
@ARTICLE
@click.pass_obj
def undo(library: Path, article: str) -> None:
    """Take back the last change to an article and say what it was."""
    with open_workspace(library) as workspace:
        found = workspace.library.find_article(article).id
        label = workspace.to_undo_label(found)
        workspace.undo(found)
    click.echo(tr("Undone: {label}", label=label) if label else tr("There is nothing to undo."))


@cli.command()
@ARTICLE
@click.pass_obj
def redo(library: Path, article: str) -> None:
    """Do again what was undone last in an article and say what it was."""
    with open_workspace(library) as workspace:
        found = workspace.library.find_article(article).id
        label = workspace.to_redo_label(found)
        workspace.redo(found)
    click.echo(tr("Redone: {label}", label=label) if label else tr("There is nothing to redo."))


@cli.command()
@JSON
@click.pass_obj
def check(library: Path, as_json: bool) -> None:
    """Check the file, every annotation's place and the originals; exit status 1 if something is wrong."""
    if not library.exists():
        raise AnnotatorError(
            tr("There is no library at “{path}”.", path=str(library)),
            hint=tr("Name another with --library, or import a file to make one."),
        )
    with open_workspace(library) as workspace:
        problems = workspace.check()
        articles = len(workspace.articles())
    if as_json:
        print_json({"articles": articles, "problems": problems})
    elif problems:
        for problem in problems:
            click.echo(problem, err=True)
    else:
        click.echo(
            tr_plural(
                "The library is sound: {n} article, every passage in its place.",
                "The library is sound: {n} articles, every passage in its place.",
                articles,
            )
        )
    if problems:
        raise SystemExit(1)


def _failure(file: Path, error: AnnotatorError) -> str:
    """Return the sentence and hint of one file among several, which must be told apart."""
    said = sentence(error)
    return said if file.name in said.splitlines()[0] else f"{file.name}: {said}"


def _imported(workspace: Workspace, file: Path, marks: bool, as_json: bool) -> dict[str, Any]:
    from annotator.importers.sandbox import read_file as read_foreign
    from annotator.workspace import MarkMapping

    imported, original = read_foreign(file)
    article = workspace.add_imported(imported, original, file.name)
    taken = 0
    if marks:
        _, taken = workspace.take_over_marks(article.id, imported, MarkMapping.untagged(imported.marks))
    version = workspace.version(article.version)
    if not as_json:
        click.echo(
            tr(
                "{id}  {title}  ({n} characters)",
                id=article.id[:8],
                title=article.title,
                n=len(version.text),
            )
        )
        for finding in version.report.findings:
            click.echo(f"          {finding.text}")
        if marks:
            line = tr_plural(
                "{n} mark of the file was taken over.", "{n} marks of the file were taken over.", taken
            )
            click.echo(f"          {line}")
    return {
        "article": article.id,
        "title": article.title,
        "characters": len(version.text),
        "report": _report(version.report),
    } | ({"marks": taken} if marks else {})


def _report(report: ImportReport) -> dict[str, Any]:
    return {item.kind: {"count": item.count, "text": item.text} for item in report.findings}


def _summary(item: ArticleSummary) -> dict[str, Any]:
    return {
        "article": item.article.id,
        "title": item.article.title,
        "characters": item.characters,
        "tags": dict(item.tags),
        "statuses": dict(item.statuses),
        "orphans": item.orphans,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "article": hit.article,
        "annotation": hit.annotation,
        "where": hit.where,
        "snippet": hit.snippet,
    }
