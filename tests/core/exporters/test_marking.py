"""Which mark's look a piece of text has where marks overlap."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.exporters.marking import pieces
from annotator.model.span import Span

spans = st.lists(
    st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 15)),
    max_size=8,
)


def innermost(marks, position):
    """Return the same by looking at every mark for every character."""
    covering = [index for index, span in enumerate(marks) if span.contains(position)]
    return min(covering, key=lambda index: (len(marks[index]), -marks[index].start, -index), default=None)


@given(spans)
def test_each_character_has_the_look_of_the_innermost_mark_on_it(marks):
    shown = {position: index for start, end, index in pieces(marks) for position in range(start, end)}
    assert shown == {
        position: index for position in range(46) if (index := innermost(marks, position)) is not None
    }


@given(spans)
def test_pieces_stand_in_order_and_neighbours_differ(marks):
    found = pieces(marks)
    for (_, end, index), (start, _, other) in pairwise(found):
        assert end <= start
        assert end < start or index != other


def test_a_mark_inside_another_shows_and_the_outer_one_goes_on_after_it():
    outer, inner = Span(0, 20), Span(5, 8)
    assert pieces([outer, inner]) == [(0, 5, 0), (5, 8, 1), (8, 20, 0)]
