"""The command group, and what its commands share: opening, reading, printing, failing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.errors import AnnotatorError, ImportFailed
from annotator.model.person import Person
from annotator.settings import default_library_path, person_name
from annotator.translate import tr

if TYPE_CHECKING:
    from annotator.model.imported import Imported
    from annotator.workspace import Workspace

ARTICLE = click.argument("article")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


class Sentences(click.Group):
    """A group whose errors are one sentence and a hint, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; turn an AnnotatorError into its sentence on standard error and exit status 1."""
        try:
            return super().invoke(context)
        except AnnotatorError as error:
            click.echo(sentence(error), err=True)
            context.exit(1)
        except BrokenPipeError:  # the reader, `head` for instance, has had enough
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives until exit
            context.exit(0)


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--library",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="The library file; made when it is not there.  [default: your own library]",
)
@click.version_option(package_name="claimlight", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, library: Path | None) -> None:
    """Mark claims and quotes in an article, and export annotated Word documents.

    Without a command, `claimlight` opens the window. ARTICLE is an id, a unique start of one, or the exact
    title.
    """
    context.obj = library or default_library_path()


@contextmanager
def open_workspace(library: Path) -> Iterator[Workspace]:
    """Open the library for the length of a command; the person's own gets its folder on first use.

    The first command of a day that leaves something new behind makes a backup.
    """
    from annotator.storage import Library, backup
    from annotator.workspace import Workspace

    if library == default_library_path():
        library.parent.mkdir(parents=True, exist_ok=True)
    opened: Library
    with Library.open(library) as opened:
        yield Workspace(opened, Person.named(person_name()))
        try:
            if not opened.read_only:
                backup.make_daily(opened)
        except AnnotatorError as error:  # the command did what it was asked for
            click.echo(f"{error} {error.hint}", err=True)


def read_article(file: Path) -> tuple[Imported, bytes]:
    """Return what a file holds as an article, read in a child process, and its bytes."""
    from annotator.importers import ImportOptions
    from annotator.importers.sandbox import read_file

    return read_file(file, ImportOptions())


def json_file(file: Path) -> Any:
    """Return the JSON of a file, or of standard input for "-"; ImportFailed if it is none."""
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise ImportFailed(
            tr("“{name}” could not be read.", name=file.name),
            hint=tr("Is it there, and are you allowed to read it?"),
            detail=str(error),
        ) from error
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportFailed(
            tr("“{name}” is not JSON.", name=file.name),
            hint=tr("Annotations are read from W3C Web Annotation files (.jsonld)."),
            detail=str(error),
        ) from error


def print_json(value: Any) -> None:
    """Write a value as JSON in UTF-8."""
    print_exactly(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_exactly(value: str) -> None:
    """Write UTF-8 whatever the locale says, and no line end of our own."""
    click.echo(value.encode("utf-8", "backslashreplace"), nl=False)


def sentence(error: AnnotatorError) -> str:
    """Return an error as one sentence and, on the next line, its hint."""
    return f"{error}\n{error.hint}" if error.hint else str(error)
