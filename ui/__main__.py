"""The console script: commands go to `annotator.cli` and never load Qt; without one, the window opens."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.exporters.choices import Choices
    from annotator.model.dossier import Dossier


def main() -> None:
    """Run the command that is named, or open the window."""
    arguments = sys.argv[1:]
    if not arguments:  # the most frequent start needs no click
        _open_window(None, (), debug=False)
    from annotator.cli import cli

    _add_open()
    _add_pdf()
    cli.main(args=with_open(arguments, set(cli.commands)), prog_name="claimlight")


def with_open(arguments: list[str], commands: set[str]) -> list[str]:
    """Return `arguments` with the command `open` put in where none of `commands` is named.

    Only the options of the group may stand before a command; what comes first after them decides.
    """
    at = 0
    while at < len(arguments) and arguments[at].partition("=")[0] == "--library":
        at += 1 if "=" in arguments[at] else 2
    rest = arguments[at:]
    is_file = bool(rest) and rest[0] not in commands and Path(rest[0]).is_file()
    if not rest or rest[0] == "--debug" or is_file:
        return [*arguments[:at], "open", *rest]
    return arguments


def _add_open() -> None:
    """Add the command that opens the window; the core knows of none."""
    import click

    from annotator.cli import cli

    @cli.command("open")
    @click.argument("files", nargs=-1, type=click.Path(path_type=Path))
    @click.option("--debug", is_flag=True, help="Show the menu for developers.")
    @click.pass_context
    def open_window(context: click.Context, files: tuple[Path, ...], debug: bool) -> None:
        """Open the window, with these files."""
        source = context.parent.get_parameter_source("library") if context.parent else None
        named = source is not None and source.name != "DEFAULT"
        _open_window(context.obj if named else None, files, debug=debug)


def _add_pdf() -> None:
    """Let `export` make PDF files: from our own pages, so that Qt is loaded for these and nothing else."""
    from annotator.exporters import add_pdf

    def write(dossier: Dossier, path: Path, kind: str, choices: Choices) -> str:
        from ui.pdf import do_without_a_window, write_pdf

        do_without_a_window()
        return write_pdf(dossier, path, kind, choices)

    add_pdf(write)


def _open_window(library: Path | None, files: tuple[Path, ...], *, debug: bool) -> None:
    import gc

    gc.disable()  # a start makes many objects and throws few away; the library's opening switches it on again
    from ui.app import Start, run

    sys.exit(run(Start(library=library, files=files, debug=debug)))


if __name__ == "__main__":
    main()
