"""What a teacher can choose about the documents of a lesson."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.exporters.options import Paper


class Room(StrEnum):
    """Where a class writes beside the text."""

    MARGIN = "margin"
    """A wide margin at the end of the lines."""
    COLUMN = "column"
    """The same with a heading and lines to write on."""
    NONE = "none"


class Copy(StrEnum):
    """Which of two worksheets: neighbours get different ones."""

    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True)
class LessonOptions:
    """How the documents of a lesson are made; the same for all of one lesson, so that their numbers agree.

    Attributes:
        passages: `Annotation.id`s of the marks a class works on; None for the first of each tag and then
            those that come first in the text, `most` of them.
        most: how many passages are chosen when `passages` is None.
        count_by: every so many-th line is numbered; 0 for none.
        template: path of an own .docx the documents are laid out in; "" for the bundled one.
    """

    paper: Paper = Paper.A4
    room: Room = Room.MARGIN
    passages: tuple[str, ...] | None = None
    most: int = 15
    count_by: int = 5
    template: str = ""


PLAIN_LESSON = LessonOptions()
