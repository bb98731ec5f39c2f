"""What is offered in which language, and which language a text without a label is in."""

from __future__ import annotations

import re

from annotator.model.suggestion import SuggestionKind
from annotator.suggestions.closed_words import word_set
from annotator.translate import tr

_FUNCTION_WORDS = word_set(
    """
    the of and to in that is was for it with as his on be at by had not are but from or have an they
    which you were her she he we would there their been has said when who will more no if out so what up
    its about than them can only other new some could time these two may then do first any my now such
    like our over me even most made after also did many before must through years where much your way
    well down should because each just those how too little good very make world still own see men work
    long get here between both life being under never day same another know while last might us great
    old year off come since against go came right used take three this a i says all into one during
    """
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6_000  # characters; more would not change the answer
_SHARE = 0.22  # English prose has about two function words in five; headlines and lists have fewer


def detected(text: str) -> str:
    """Return "en" if the text reads like English, else "" (unknown)."""
    found = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not found:
        return ""
    english = sum(word in _FUNCTION_WORDS for word in found)
    return "en" if english / len(found) >= _SHARE else ""


def is_english(language: str) -> bool:
    """Tell whether a BCP 47 tag means English of any country."""
    return language.replace("_", "-").partition("-")[0].lower() in {"en", "eng"}


def supported(kind: SuggestionKind, language: str) -> bool:
    """Tell whether suggestions of this kind are made in a language; "" means unknown.

    Quotation marks are read in any language; what rests on word lists is English only.
    """
    return kind is SuggestionKind.QUOTE or is_english(language)


def speakers_supported(language: str) -> bool:
    """Tell whether the speakers of quotations are looked for in a language."""
    return is_english(language)


def unsupported_reason(kind: SuggestionKind, language: str) -> str:
    """Return one sentence that says why this kind is off; "" where it is complete."""
    if is_english(language):
        return ""
    if kind is SuggestionKind.QUOTE:
        return tr("Quotations are found in this language, but who says them only in English.")
    if kind is SuggestionKind.CHECK:
        return tr("Which sentences could be checked first is known for English only.")
    return tr("Words worth a second look are known for English only.")
