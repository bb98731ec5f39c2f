"""The command that points at passages worth a look."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.group import (
    JSON,
    cli,
    open_workspace,
    print_json,
    read_article,
)
from annotator.text.normalize import one_line


@cli.command()
@click.argument("article_or_file", metavar="ARTICLE|FILE")
@click.option("--kind", type=click.Choice(["quotes", "check", "cues"]), multiple=True, help="Only these.")
@JSON
@click.pass_obj
def suggest(library: Path, article_or_file: str, kind: tuple[str, ...], as_json: bool) -> None:
    """Point at quotations and at what could be checked: offers with their reasons, no verdicts."""
    from annotator.model.article import Version
    from annotator.model.suggestion import SuggestionKind
    from annotator.suggestions import as_json as suggestion_json
    from annotator.suggestions import suggest as offers

    file = Path(article_or_file)
    if file.is_file():
        imported, _ = read_article(file)
        version = Version(id="", article="", number=1, text=imported.text, blocks=imported.blocks)
        language = imported.metadata.language
    else:
        with open_workspace(library) as workspace:
            article = workspace.library.find_article(article_or_file)
            version, language = workspace.version(article.version), article.language
    kinds = frozenset(map(SuggestionKind, kind or ("quotes", "check")))
    found = offers(version, kinds, language)
    if as_json:
        print_json([suggestion_json(item) for item in found])
        return
    for item in found:
        click.echo(f"{item.kind.value}  {item.score:.2f}  {one_line(item.exact)[:90]}  ({item.reason})")
