"""`Refusal`: a suggestion the person does not want to see again."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.selectors import Quote
from annotator.model.suggestion import SuggestionKind


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused, by its words and what stands around them: it outlives a new version of the text.

    Attributes:
        article: `Article.id`.
        quote: the passage that was offered.
    """

    id: str
    article: str
    kind: SuggestionKind
    quote: Quote

    def refuses(self, kind: SuggestionKind, quote: Quote) -> bool:
        """Tell whether an offer is the refused one: the same words, with the same neighbours on one side."""
        return (
            self.kind is kind
            and self.quote.exact == quote.exact
            and (self.quote.prefix == quote.prefix or self.quote.suffix == quote.suffix)
        )
