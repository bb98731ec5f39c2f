"""Identifiers: random, so that libraries of two people can be merged."""

from __future__ import annotations


def new_id() -> str:
    """Return 32 hexadecimal digits that nobody else will draw."""
    import uuid  # at the first use: an empty window draws none

    return uuid.uuid4().hex
