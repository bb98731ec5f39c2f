"""Identifiers: random, so that libraries of two people can be merged."""

from __future__ import annotations

import uuid


def new_id() -> str:
    """Return 32 hexadecimal digits that nobody else will draw."""
    return uuid.uuid4().hex
