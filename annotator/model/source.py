"""`Source` and `Evidence`: what a claim was checked against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What sort of thing a source is."""

    DOCUMENT = "document"
    WEB = "web"
    INTERVIEW = "interview"
    DATA = "data"
    BOOK = "book"
    RECORDING = "recording"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """Something one can go back to. Shared by all articles of a library; dates are None when not known."""

    id: str
    title: str
    kind: SourceKind = SourceKind.OTHER
    primary: bool = False
    publisher: str = ""
    url: str = ""
    contact: str = ""
    retrieved: date | None = None
    note: str = ""


class Stance(StrEnum):
    """What a source says about the passage."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source held against one passage.

    Attributes:
        source: `Source.id`.
        locator: where in the source: "p. 14", "00:12:30".
        method: how it was checked: "called", "read the filing".
        by: who checked; "" when not said. `on` is None when not said.
    """

    source: str
    locator: str = ""
    stance: Stance = Stance.SUPPORTS
    method: str = ""
    by: str = ""
    on: date | None = None
