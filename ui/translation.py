"""Marking texts for translation where they are only looked up later."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Return `text` as it is; lupdate finds it by this name. Qt's own is typed as giving any object."""
    return text
