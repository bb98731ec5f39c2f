"""The garbage collector rests while a document is marked, and works again afterwards."""

from __future__ import annotations

import gc

import pytest

from annotator.collection import collection_paused


def test_it_rests_inside_and_works_again_after_a_failure():
    seen = []

    def work():
        with collection_paused():
            seen.append(gc.isenabled())
            raise ValueError("no document")

    with pytest.raises(ValueError, match="no document"):
        work()
    assert [*seen, gc.isenabled()] == [False, True]


def test_one_that_somebody_else_put_to_rest_is_left_there():
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
