"""Python's search for unreachable objects, put off while very many small values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Let the collector rest: for a book it would go through 200,000 values that all stay, again and again.

    What is no longer referred to is freed as ever; only rings of objects wait.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
