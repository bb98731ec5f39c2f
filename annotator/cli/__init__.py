"""The command line: what scripts and batch users live on. Its forms are kept stable.

Results go to standard output, as text or with `--json` as JSON; an error is one sentence and a hint on
standard error, with exit status 1, and never a traceback.
"""

from annotator.cli import documents, exporting, library, removing, suggesting, together
from annotator.cli.group import cli

__all__ = ["cli", "documents", "exporting", "library", "removing", "suggesting", "together"]
