"""A change, its inverse, and how typing becomes one step."""

from __future__ import annotations

import pytest
from factories import mark_of, version_of

from annotator.history import Change
from annotator.model.annotation import Annotation

VERSION = version_of()
MARK = mark_of(VERSION, "opened in 1931")


def test_the_inverse_of_the_inverse_is_the_change():
    change = Change("Note", before=(MARK,), after=(MARK.with_(note="Plate"),))
    assert change.inverse().inverse() == change
    assert change.inverse().after == (MARK,)


def test_typing_is_one_step_from_before_the_first_letter_to_after_the_last():
    first = Change("Note", before=(MARK,), after=(MARK.with_(note="P"),))
    second = Change("Note", before=(MARK.with_(note="P"),), after=(MARK.with_(note="Plate"),))
    merged = first.merged_with(second)
    assert (merged.before, merged.after) == ((MARK,), (MARK.with_(note="Plate"),))
    assert merged.id == first.id


def test_adding_and_then_removing_merges_to_nothing():
    merged = Change("Mark", after=(MARK,)).merged_with(Change("Remove", before=(MARK,)))
    assert (merged.before, merged.after) == ((), ())


def test_pairs_tell_added_edited_and_removed_apart():
    added, edited, removed = (mark_of(VERSION, word) for word in ("1931", "finest", "trams"))
    after = edited.with_(note="!")
    change = Change("All", before=(edited, removed), after=(after, added))
    assert set(change.pairs()) == {(edited, after), (removed, None), (None, added)}
    assert change.ids(Annotation) == {added.id, edited.id, removed.id}


def test_a_change_that_touches_a_record_twice_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="once"):
        Change("Twice", after=(MARK, MARK.with_(note="again")))
