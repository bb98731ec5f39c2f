"""What is suggested at all: the switches of a library and those of one article."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.suggestion import SuggestionKind


@dataclass(frozen=True, slots=True)
class LibrarySwitches:
    """What holds for all articles of a library.

    Attributes:
        kinds: what is pointed at; words worth a second look only when asked for.
        locked: nothing is suggested in this library, whatever else is switched on: for a class, for instance.
        second_reader: suggestions come only after the person has marked the article.
        learning: tags may be proposed from what the person tagged before.
    """

    kinds: frozenset[SuggestionKind] = frozenset({SuggestionKind.QUOTE, SuggestionKind.CHECK})
    locked: bool = False
    second_reader: bool = False
    learning: bool = True


@dataclass(frozen=True, slots=True)
class ArticleSwitches:
    """What holds for one article.

    Attributes:
        off: nothing is suggested in this article.
        read: the second reader may speak: the person said that the article is marked.
    """

    off: bool = False
    read: bool = False


def offered_kinds(library: LibrarySwitches, article: ArticleSwitches) -> frozenset[SuggestionKind]:
    """Return what may be pointed at in an article, the second reader left aside."""
    return frozenset() if library.locked or article.off else library.kinds
