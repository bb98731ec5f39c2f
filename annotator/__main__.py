"""`python -m annotator`: the command line without the window."""

from annotator.cli import cli

if __name__ == "__main__":
    cli(prog_name="claimlight")
