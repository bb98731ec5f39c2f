"""`Article` and `Version`: what is annotated, and its text as it was at one time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from annotator.model.annotation import EPOCH
from annotator.model.block import Block, check_blocks


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself, all of it *detected*: a person may know better. "" means not found.

    Attributes:
        published: as found, ISO 8601 where it could be read as a date.
        language: BCP 47 tag.
    """

    title: str = ""
    byline: str = ""
    site: str = ""
    published: str = ""
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the original holds that the text does not show, or that was changed on the way in.

    Attributes:
        kind: stable name for programs: "tracked-changes", "comments", "headers", "text-boxes", "pictures",
            "dropped-characters", "encoding", "hidden-text", "remote-content" …
        count: how many there are; 0 when counting makes no sense.
        text: one sentence for the user.
    """

    kind: str
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What to know about how a file was read; an empty one means that the text is all there is."""

    findings: tuple[Finding, ...] = ()

    def count(self, kind: str) -> int:
        """Return how many things of this kind were found."""
        return sum(finding.count for finding in self.findings if finding.kind == kind)


@dataclass(frozen=True, slots=True)
class Article:
    """What the person sees in the library. The metadata fields may have been edited by hand.

    Attributes:
        version: id of the `Version` that is current.
        detected: names of the metadata fields no person has touched yet.
        removed: when it was put in the bin; None while it is in the library.
    """

    id: str
    title: str
    version: str
    byline: str = ""
    site: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    note: str = ""
    detected: frozenset[str] = frozenset()
    created: datetime = EPOCH
    removed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An article's text of record at one time. It never changes after import.

    Attributes:
        number: 1 for the first version of its article.
        format: what the original was: "txt", "markdown", "html", "docx" …
        file_name: name of the original, without folders.
        sha256: of the original bytes, as hex.
    """

    id: str
    article: str
    number: int
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    format: str = "txt"
    file_name: str = ""
    sha256: str = ""
    imported: datetime = EPOCH
    report: ImportReport = ImportReport()

    def __post_init__(self) -> None:
        check_blocks(self.text, self.blocks)
