"""Commands that turn an article into documents, and other tools' annotations into marks."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.group import (
    ARTICLE,
    JSON,
    cli,
    json_file,
    open_workspace,
    print_json,
)
from annotator.translate import tr


@cli.command("annotations")
@ARTICLE
@click.pass_obj
def annotations_(library: Path, article: str) -> None:
    """Print the annotations as W3C Web Annotation JSON-LD; positions in code points."""
    from annotator.exporters.web_annotation import page

    with open_workspace(library) as workspace:
        dossier = workspace.open(workspace.library.find_article(article).id)
    print_json(page(dossier))


@cli.command()
@ARTICLE
@click.argument("file", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def annotate(library: Path, article: str, file: Path, as_json: bool) -> None:
    """Add annotations from a JSON-LD file; a position is believed only if its quote is there."""
    from annotator.exporters.web_annotation import parse

    parsed = parse(json_file(file))
    with open_workspace(library) as workspace:
        _, result = workspace.annotate(workspace.library.find_article(article).id, parsed)
    if as_json:
        print_json(
            {
                "added": result.added,
                "moved": result.moved,
                "orphaned": result.orphaned,
                "known": result.known,
            }
        )
        return
    line = tr(
        "Added {added}: {moved} moved, {orphaned} not found in the text; {known} were there already.",
        added=result.added,
        moved=result.moved,
        orphaned=result.orphaned,
        known=result.known,
    )
    click.echo(line)


@cli.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--as", "as_", default="annotated-copy", show_default=True, help="The kind of document.")
def demo(out: Path, as_: str) -> None:
    """Open a bundled sample article with its marks and write the finished Word document."""
    from annotator.samples import demo as write_demo

    click.echo(f"{out}: {write_demo(out, as_)}")
