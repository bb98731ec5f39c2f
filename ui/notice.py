"""`Notice`: something to know, said above the article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.errors import AnnotatorError


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know.

    Attributes:
        text: one plain sentence.
        hint: what to do now, one sentence.
        detail: technical, shown on request.
        sign: file name of a bundled icon.
        act: what its button does, with the words on it; None for no button.
        others: the same for more buttons, which stand before it.
    """

    text: str
    hint: str = ""
    detail: str = ""
    sign: str = "info"
    act: tuple[str, Callable[[], object]] | None = None
    others: tuple[tuple[str, Callable[[], object]], ...] = ()

    @classmethod
    def of_error(cls, error: AnnotatorError) -> Notice:
        """Return the notice for an error."""
        return cls(str(error), error.hint, error.detail, sign="warning")
