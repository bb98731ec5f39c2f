"""What kinds, check statuses, risks and the rest are called on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.model.annotation import Kind, Risk, Status, Strength
from annotator.model.source import SourceKind, Stance
from ui.translation import QT_TRANSLATE_NOOP

Value = Kind | Status | Risk | Strength | Stance | SourceKind

_WORDS: tuple[tuple[Value, str], ...] = (
    (Kind.CLAIM, QT_TRANSLATE_NOOP("words", "Claim")),
    (Kind.QUOTE, QT_TRANSLATE_NOOP("words", "Quote")),
    (Status.UNCHECKED, QT_TRANSLATE_NOOP("words", "Unchecked")),
    (Status.VERIFIED, QT_TRANSLATE_NOOP("words", "Verified")),
    (Status.NEEDS_SOURCE, QT_TRANSLATE_NOOP("words", "Needs a source")),
    (Status.NEEDS_ATTRIBUTION, QT_TRANSLATE_NOOP("words", "Needs attribution")),
    (Status.DISPUTED, QT_TRANSLATE_NOOP("words", "Disputed")),
    (Status.WRONG, QT_TRANSLATE_NOOP("words", "Wrong")),
    (Status.CANNOT_VERIFY, QT_TRANSLATE_NOOP("words", "Cannot be verified")),
    (Status.ON_AUTHOR, QT_TRANSLATE_NOOP("words", "On author")),
    (Status.RECHECK, QT_TRANSLATE_NOOP("words", "Check again")),
    (Risk.LEGAL, QT_TRANSLATE_NOOP("words", "Legal")),
    (Risk.SENSITIVE, QT_TRANSLATE_NOOP("words", "Sensitive")),
    (Risk.HEADLINE, QT_TRANSLATE_NOOP("words", "Headline")),
    (Strength.NONE, QT_TRANSLATE_NOOP("words", "Not said")),
    (Strength.NAMED, QT_TRANSLATE_NOOP("words", "By name")),
    (Strength.ROLE, QT_TRANSLATE_NOOP("words", "By role")),
    (Strength.VAGUE, QT_TRANSLATE_NOOP("words", "Vaguely")),
    (Strength.ANONYMOUS, QT_TRANSLATE_NOOP("words", "Anonymous")),
    (Stance.SUPPORTS, QT_TRANSLATE_NOOP("words", "Supports it")),
    (Stance.CONTRADICTS, QT_TRANSLATE_NOOP("words", "Contradicts it")),
    (Stance.CONTEXT, QT_TRANSLATE_NOOP("words", "Gives context")),
    (SourceKind.DOCUMENT, QT_TRANSLATE_NOOP("words", "Document")),
    (SourceKind.WEB, QT_TRANSLATE_NOOP("words", "Web page")),
    (SourceKind.INTERVIEW, QT_TRANSLATE_NOOP("words", "Interview")),
    (SourceKind.DATA, QT_TRANSLATE_NOOP("words", "Data")),
    (SourceKind.BOOK, QT_TRANSLATE_NOOP("words", "Book")),
    (SourceKind.RECORDING, QT_TRANSLATE_NOOP("words", "Recording")),
    (SourceKind.OTHER, QT_TRANSLATE_NOOP("words", "Other")),
)

# Enum members of different families can be equal as strings ("wrong", "web"), so the family counts as well.
_BY_FAMILY = {(type(value), value): word for value, word in _WORDS}


def word(value: Value) -> str:
    """Return what a value is called in the person's language."""
    return QCoreApplication.translate("words", _BY_FAMILY[type(value), value])
