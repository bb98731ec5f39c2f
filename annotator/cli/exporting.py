"""Commands that turn articles into documents, one or all of them, and show what can be chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.group import JSON, cli, open_workspace, print_json, sentence
from annotator.errors import AnnotatorError, ExportFailed
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.options import Comments, Labels, Paper
from annotator.model.annotation import Status
from annotator.translate import tr

if TYPE_CHECKING:
    from annotator.model.tag import Tag
    from annotator.workspace import Workspace

_USUAL_KIND = "annotated-copy"


@cli.command()
@click.argument("article", required=False)
@click.option("--all", "all_", is_flag=True, help="Every article of the library, each as a file of its own.")
@click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write; a folder with --all.",
)
@click.option("--as", "as_", help=f"The kind of document.  [default: {_USUAL_KIND}]")
@click.option("--preset", help="Choices under a name, such as “Grey print”; what is said besides goes first.")
@click.option("--template", type=click.Path(path_type=Path), help="An own .docx with letterhead and styles.")
@click.option("--paper", type=click.Choice([item.value for item in Paper]), help="The sheet.  [default: a4]")
@click.option("--tags", help="Only marks with one of these tags: ids or names, with commas between.")
@click.option("--statuses", help="Only marks with one of these check statuses, with commas between.")
@click.option("--comments", type=click.Choice([item.value for item in Comments]), help="Which marks get one.")
@click.option("--labels", type=click.Choice([item.value or "none" for item in Labels]), help="The signs.")
@click.option("--shading/--no-shading", default=None, help="Colour behind passages.")
@click.option("--underline/--no-underline", default=None, help="The tag's pattern under passages.")
@click.option("--notes/--no-notes", default=None, help="Whether comments say more than the tag.")
@click.option("--table/--no-table", default=None, help="The table of all marks in a report.")
@click.option("--contacts/--no-contacts", default=None, help="Whom to reach, in lists of sources.")
@click.option("--sharing", is_flag=True, help="Leave contacts, notes and colleagues’ names out of the file.")
@click.option("--address", help="Where the check is published, for claimreview.")
@JSON
@click.pass_obj
def export(
    library: Path, /, article: str | None, all_: bool, path: Path, as_: str | None, as_json: bool, **said: Any
) -> None:
    """Write a document: the annotated copy, a report, a list, a lesson, a page.

    `claimlight kinds` lists the kinds. Every file is checked before it is offered; the line says what was.
    """
    if all_ == (article is not None):
        raise click.UsageError(tr("Name one article, or say --all."))
    with open_workspace(library) as workspace:
        kind, choices = _chosen(workspace, as_, said)
        if article is not None:
            checked = workspace.export(workspace.library.find_article(article).id, path, kind, choices)
            if as_json:
                print_json({"file": str(path), "as": kind, "checked": checked})
            else:
                click.echo(f"{path}: {checked}")
            return
        done, failed = _export_all(workspace, path, kind, choices, quiet=as_json)
    if as_json:
        print_json(done)
    if failed:
        raise SystemExit(1)


@cli.command()
@JSON
def kinds(as_json: bool) -> None:
    """List the kinds of documents and the presets that `export` knows."""
    from annotator.exporters import ending
    from annotator.exporters import kinds as all_kinds
    from annotator.exporters.presets import Presets

    presets = Presets().all()
    if as_json:
        print_json(
            {
                "kinds": {kind: ending(kind) for kind in all_kinds()},
                "presets": [{"name": item.name, "kind": item.kind} for item in presets],
            }
        )
        return
    for kind in all_kinds():
        click.echo(f"{kind:<22}{ending(kind) or tr('a folder')}")
    click.echo()
    for preset in presets:
        click.echo(tr("Preset: {name}", name=preset.name) + (f"  ({preset.kind})" if preset.kind else ""))


def _export_all(
    workspace: Workspace, folder: Path, kind: str, choices: Choices, *, quiet: bool
) -> tuple[list[dict[str, str]], int]:
    """Write every article into a folder; return what was written, and how many could not be."""
    from annotator.exporters import ending
    from annotator.exporters.file_names import numbered_names
    from annotator.exporters.folder_writing import make_folder

    make_folder(folder)
    articles = [summary.article for summary in workspace.articles()]
    names = numbered_names([article.title for article in articles], ending(kind))
    done: list[dict[str, str]] = []
    failed = 0
    for number, (article, name) in enumerate(zip(articles, names, strict=True), 1):
        click.echo(tr("{number} of {count}: {name}", number=number, count=len(articles), name=name), err=True)
        try:
            checked = workspace.export(article.id, folder / name, kind, choices)
        except AnnotatorError as error:
            failed += 1
            click.echo(f"{name}: {sentence(error)}", err=True)
            continue
        done.append({"article": article.id, "file": str(folder / name), "as": kind, "checked": checked})
        if not quiet:
            click.echo(f"{folder / name}: {checked}")
    return done, failed


def _chosen(workspace: Workspace, as_: str | None, said: dict[str, Any]) -> tuple[str, Choices]:
    """Return the kind and the choices: those of the preset, and over them what the options say."""
    from annotator.exporters import kinds as all_kinds

    kind, choices = as_ or _USUAL_KIND, USUAL
    if said["preset"]:
        from annotator.exporters.presets import Presets

        preset = Presets().find(said["preset"])
        kind, choices = as_ or preset.kind or _USUAL_KIND, preset.choices
    if kind not in all_kinds():
        raise ExportFailed(
            tr("There is no kind of document called “{name}”.", name=kind),
            hint=tr("Choose one of: {kinds}.", kinds=", ".join(all_kinds())),
        )
    changes: dict[str, Any] = {
        name: said[name]
        for name in ("shading", "underline", "notes", "table", "contacts", "address")
        if said[name] is not None
    }
    if said["paper"]:
        changes["paper"] = Paper(said["paper"])
    if said["comments"]:
        changes["comments"] = Comments(said["comments"])
    if said["labels"]:
        changes["labels"] = Labels("" if said["labels"] == "none" else said["labels"])
    if said["template"]:
        changes["template"] = str(said["template"].absolute())
    if said["sharing"]:
        changes["sharing"] = True
    if said["tags"] is not None:
        changes["tags"] = frozenset(_tag(workspace.tags(), name) for name in _parts(said["tags"]))
    if said["statuses"] is not None:
        changes["statuses"] = frozenset(_status(name) for name in _parts(said["statuses"]))
    return kind, replace(choices, **changes)


def _parts(listed: str) -> list[str]:
    return [part.strip() for part in listed.split(",") if part.strip()]


def _tag(tags: list[Tag], name: str) -> str:
    for tag in tags:
        if name == tag.id or name.casefold() == tag.name.casefold():
            return tag.id
    raise ExportFailed(
        tr("There is no tag called “{name}”.", name=name),
        hint=tr("Choose of: {names}.", names=", ".join(tag.id for tag in tags)),
    )


def _status(name: str) -> Status:
    try:
        return Status(name.casefold().replace(" ", "-"))
    except ValueError as error:
        raise ExportFailed(
            tr("There is no check status called “{name}”.", name=name),
            hint=tr("Choose of: {names}.", names=", ".join(Status)),
        ) from error
