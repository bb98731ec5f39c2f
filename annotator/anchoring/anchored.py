"""`Anchored`: where a passage was found, and how far that can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.span import Span


class State(StrEnum):
    """What became of a passage. All but KEPT are to be shown to the person."""

    KEPT = "kept"
    """The very same characters, in surroundings that bear it out."""
    CHANGED = "changed"
    """Its words, typography or surroundings were edited. `similarity` is 1 if it is not the words."""
    MOVED = "moved"
    """It stands in another place than the diff or its position says; its words may have changed too."""
    PROPOSED = "proposed"
    """A place worth showing to the person, but not sure enough to be taken."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A passage and its place.

    Attributes:
        span: in the text that was searched.
        similarity: of the passage to what stands there, from 0 to 1; 1 if they differ in typography at most.
    """

    span: Span
    state: State
    similarity: float

    @property
    def is_taken(self) -> bool:
        """Whether a mark may be put there without asking; False for a proposal."""
        return self.state is not State.PROPOSED
