"""The names documents give to kinds, statuses, risks and the like, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from annotator.model.annotation import Kind, Risk, Status, Strength
from annotator.model.source import SourceKind, Stance
from annotator.model.tag import Tag, Underline
from annotator.ooxml.mark_styles import UNTAGGED
from annotator.text.normalize import one_line
from annotator.translate import current_language, tr


def kind_name(kind: Kind) -> str:
    """Return "claim" or "quote"."""
    return tr("quote") if kind is Kind.QUOTE else tr("claim")


def status_name(status: Status) -> str:
    """Return how far a passage was checked, in words that can stand alone in a table."""
    return _status_names(current_language())[status]


def risk_name(risk: Risk) -> str:
    """Return what is at stake."""
    return _risk_names(current_language())[risk]


def risk_names(risks: frozenset[Risk]) -> str:
    """Return all that is at stake, in one order whatever the set's; "" for nothing."""
    return ", ".join(risk_name(risk) for risk in Risk if risk in risks)


def strength_name(strength: Strength) -> str:
    """Return how exactly a speaker is named; "" while nobody has said."""
    return _strength_names(current_language())[strength]


def stance_name(stance: Stance) -> str:
    """Return what a source says of the passage."""
    return _stance_names(current_language())[stance]


def source_kind_name(kind: SourceKind) -> str:
    """Return what sort of thing a source is."""
    return _source_kind_names(current_language())[kind]


def underline_name(underline: Underline) -> str:
    """Return what a line under a passage looks like, for those who see the copy in grey."""
    return _underline_names(current_language())[underline]


def tag_name(tag: Tag | None) -> str:
    """Return a tag's name on one line; "No tag" for None."""
    if tag is None or tag is UNTAGGED:
        return tr("No tag")
    return one_line(tag.name) or tag.id


def day(on: date | None) -> str:
    """Return a date as people of any country read it without guessing, "" for None."""
    return on.isoformat() if on else ""


# One table for each language: documents ask for the same few words thousands of times.


@lru_cache(maxsize=8)
def _status_names(_language: str) -> Mapping[Status, str]:
    return {
        Status.UNCHECKED: tr("unchecked"),
        Status.VERIFIED: tr("verified"),
        Status.NEEDS_SOURCE: tr("needs source"),
        Status.NEEDS_ATTRIBUTION: tr("needs attribution"),
        Status.DISPUTED: tr("disputed"),
        Status.WRONG: tr("wrong"),
        Status.CANNOT_VERIFY: tr("cannot verify"),
        Status.ON_AUTHOR: tr("on author"),
        Status.RECHECK: tr("recheck: its words changed"),
    }


@lru_cache(maxsize=8)
def _risk_names(_language: str) -> Mapping[Risk, str]:
    return {Risk.LEGAL: tr("legal"), Risk.SENSITIVE: tr("sensitive"), Risk.HEADLINE: tr("headline")}


@lru_cache(maxsize=8)
def _strength_names(_language: str) -> Mapping[Strength, str]:
    return {
        Strength.NONE: "",
        Strength.NAMED: tr("named"),
        Strength.ROLE: tr("by role"),
        Strength.VAGUE: tr("vague"),
        Strength.ANONYMOUS: tr("anonymous"),
    }


@lru_cache(maxsize=8)
def _underline_names(_language: str) -> Mapping[Underline, str]:
    return {
        Underline.SINGLE: tr("solid line"),
        Underline.DOTTED: tr("dotted line"),
        Underline.DOUBLE: tr("double line"),
        Underline.WAVE: tr("wavy line"),
        Underline.DASH: tr("dashed line"),
        Underline.THICK: tr("thick line"),
        Underline.DOT_DASH: tr("dots and dashes"),
    }


@lru_cache(maxsize=8)
def _stance_names(_language: str) -> Mapping[Stance, str]:
    return {
        Stance.SUPPORTS: tr("supports it"),
        Stance.CONTRADICTS: tr("contradicts it"),
        Stance.CONTEXT: tr("gives context"),
    }


@lru_cache(maxsize=8)
def _source_kind_names(_language: str) -> Mapping[SourceKind, str]:
    return {
        SourceKind.DOCUMENT: tr("document"),
        SourceKind.WEB: tr("web page"),
        SourceKind.INTERVIEW: tr("interview"),
        SourceKind.DATA: tr("data"),
        SourceKind.BOOK: tr("book"),
        SourceKind.RECORDING: tr("recording"),
        SourceKind.OTHER: tr("other"),
    }
