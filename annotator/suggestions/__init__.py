"""Suggestions: a version → `Suggestion`s, offline, the same every time, each with its reason.

| file | what it holds |
|---|---|
| `quotes`, `attribution`, `clauses`, `speakers` | direct quotations and who says them |
| `noun_phrases`, `subjects`, `verbs`, `tokens`, `closed_words` | the English grammar that takes |
| `people` | whom a pronoun probably means |
| `check`, `check_features` | sentences that could be checked first |
| `cues` | words worth a second look; off unless asked for |
| `learning`, `features`, `regression` | what a person's own tags teach; the only part that proposes a tag |
| `reading`, `lexicon`, `languages` | the text as the rules see it, word lists, what works in which language |
| `json_form` | for the command line |

Nothing here says that something is fact, opinion, true or false; only the person's own tags are ever
proposed.
"""

from __future__ import annotations

from collections.abc import Collection

from annotator.model.article import Version
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.suggestions.check import checkable, checkable_of
from annotator.suggestions.cues import cues, cues_of
from annotator.suggestions.json_form import as_json
from annotator.suggestions.languages import speakers_supported, supported, unsupported_reason
from annotator.suggestions.quotes import quotes, quotes_of
from annotator.suggestions.reading import Reading

DEFAULT_KINDS = frozenset({SuggestionKind.QUOTE, SuggestionKind.CHECK})
"""What is on until a person says otherwise."""

__all__ = [
    "DEFAULT_KINDS",
    "Reading",
    "as_json",
    "checkable",
    "cues",
    "quotes",
    "speakers_supported",
    "suggest",
    "supported",
    "unsupported_reason",
]


def suggest(
    version: Version | str, kinds: Collection[SuggestionKind] = DEFAULT_KINDS, language: str = ""
) -> list[Suggestion]:
    """Return the suggestions of these kinds in reading order; the text is read once for all of them.

    `language` is a BCP 47 tag; "" means that it is recognised from the words.
    """
    reading = Reading.of(version, language)
    found: list[Suggestion] = []
    if SuggestionKind.QUOTE in kinds:
        found += quotes_of(reading)
    if SuggestionKind.CHECK in kinds:
        found += checkable_of(reading)
    if SuggestionKind.CUE in kinds:
        found += cues_of(reading)
    return sorted(
        found, key=lambda suggestion: (suggestion.span.start, -suggestion.span.end, suggestion.kind)
    )
