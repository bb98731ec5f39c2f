"""`Imported`: what an importer makes of a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.article import ImportReport, Metadata
from annotator.model.block import Block, check_blocks
from annotator.model.dossier import Dossier
from annotator.model.span import Span


@dataclass(frozen=True, slots=True)
class ImportedMark:
    """A comment or highlight that the file already had.

    Attributes:
        span: the marked passage; None where a comment stands at a point and marks nothing.
        comment: its text, "" for a bare highlight.
        colour: of the highlight as "#RRGGBB" or a name of the format's own; "" for a bare comment.
        at: ISO 8601 as found, "" if missing.
        replies_to: index of the mark this one answers, None for the start of a thread.
    """

    span: Span | None
    comment: str = ""
    colour: str = ""
    author: str = ""
    initials: str = ""
    at: str = ""
    resolved: bool = False
    replies_to: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as an article: the text of record, its blocks, and an honest report.

    Attributes:
        format: "txt", "markdown", "html", "docx" …
        marks: comments and highlights found in the file, in reading order.
        dossier: what Claimlight wrote into the file, if it began as one of its exports; else None.
        export: which export that was, "annotated-copy", "report" …; "" for a foreign file.
        commented: numbers of the dossier's marks that had a comment in it when it was sent; None if unknown.
    """

    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    format: str
    metadata: Metadata = Metadata()
    report: ImportReport = ImportReport()
    marks: tuple[ImportedMark, ...] = ()
    dossier: Dossier | None = None
    export: str = ""
    commented: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        check_blocks(self.text, self.blocks)
