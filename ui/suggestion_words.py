"""What kinds of suggestions, and how sure they are, are called on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.translate import tr_plural
from ui.translation import QT_TRANSLATE_NOOP

_ONE = {
    SuggestionKind.QUOTE: QT_TRANSLATE_NOOP("suggestions", "Quotation"),
    SuggestionKind.CHECK: QT_TRANSLATE_NOOP("suggestions", "Could be checked"),
    SuggestionKind.CUE: QT_TRANSLATE_NOOP("suggestions", "Wording"),
}
_MANY = {
    SuggestionKind.QUOTE: QT_TRANSLATE_NOOP("suggestions", "Quotations"),
    SuggestionKind.CHECK: QT_TRANSLATE_NOOP("suggestions", "To Check"),
    SuggestionKind.CUE: QT_TRANSLATE_NOOP("suggestions", "Wording"),
}
SIGNS = {SuggestionKind.QUOTE: "“ ”", SuggestionKind.CHECK: "?", SuggestionKind.CUE: "~"}


def kind_word(kind: SuggestionKind) -> str:
    """Return what one suggestion of a kind is."""
    return QCoreApplication.translate("suggestions", _ONE[kind])


def kind_title(kind: SuggestionKind) -> str:
    """Return what all suggestions of a kind are called on a switch."""
    return QCoreApplication.translate("suggestions", _MANY[kind])


def counted(kind: SuggestionKind, n: int) -> str:
    """Return "4 quotations" and the like."""
    if kind is SuggestionKind.QUOTE:
        return tr_plural("{n} quotation", "{n} quotations", n)
    if kind is SuggestionKind.CHECK:
        return tr_plural("{n} sentence to check", "{n} sentences to check", n)
    return tr_plural("{n} choice of words", "{n} choices of words", n)


def facts_line(suggestion: Suggestion) -> str:
    """Return what is said of a suggestion in one line: its kind, the speaker, the reason."""
    # the reason why a sentence could be checked says itself what kind it is
    kind = "" if suggestion.kind is SuggestionKind.CHECK else kind_word(suggestion.kind)
    return "  ·  ".join(part for part in (kind, speaker_line(suggestion), suggestion.reason) if part)


def speaker_line(suggestion: Suggestion) -> str:
    """Return the speaker as found, "She (probably Ann Lee)"; "" for none."""
    found, meant = suggestion.speaker_found, suggestion.speaker_text
    if found and meant and found != meant:
        return QCoreApplication.translate("suggestions", "{found} (probably {name})").format(
            found=found, name=meant
        )
    return meant or found


def spoken(suggestion: Suggestion) -> str:
    """Return a suggestion as a screen reader says it."""
    speaker = speaker_line(suggestion)
    parts = (kind_word(suggestion.kind), suggestion.exact[:300], speaker, suggestion.reason)
    return ". ".join(part for part in parts if part)
