"""`Workspace`: what a user can do. Every act is one `Change`, stored before it is returned.

The command line and the window both stand on this and on nothing below it. An act returns the change it made,
or None when there was nothing to do.

| file | what one can do |
|---|---|
| `desk` | look at the library; undo and redo |
| `opening`, `rereading` | add articles, new versions of their texts; read an original in another way |
| `repairing` | put joins, splits, order and kinds of paragraphs right |
| `taking_over` | take over comments and highlights a file already had |
| `marking` | mark, retag, edit, move, split, merge, delete |
| `annotating` | take over annotations of other tools |
| `collaborating` | take in documents that came back, and another person's marks |
| `suggesting`, `settling` | take or refuse what is suggested; which suggestions are still open |
| `noting` | footnotes of a draft become sources |
| `codebook` | edit tags, sources, an article's details |
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.workspace.annotating import Annotated, Annotating
from annotator.workspace.codebook import Codebook
from annotator.workspace.collaborating import Collaborating, Returned
from annotator.workspace.marking import Marking
from annotator.workspace.noting import Noting
from annotator.workspace.opening import VersionPreview
from annotator.workspace.repairing import Repairing
from annotator.workspace.rereading import Rereading
from annotator.workspace.suggesting import Suggesting
from annotator.workspace.taking_over import MarkCounts, MarkMapping, TakingOver

if TYPE_CHECKING:
    from annotator.exporters.choices import Choices


class Workspace(
    Collaborating, Rereading, Repairing, TakingOver, Noting, Marking, Annotating, Suggesting, Codebook
):
    """One person at work in one library, with all that can be done there."""

    def export(
        self, article_id: str, path: Path, as_: str = "annotated-copy", choices: Choices | None = None
    ) -> str:
        """Write a document and return one line that says what was checked in it; ExportFailed otherwise.

        Without `choices` it is made as is usual for the article.
        """
        from annotator.exporters import write

        return write(self.open(article_id, with_original=True), path, as_, choices)


__all__ = ["Annotated", "MarkCounts", "MarkMapping", "Returned", "VersionPreview", "Workspace"]
