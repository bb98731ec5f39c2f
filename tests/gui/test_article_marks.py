"""The marks of an article by place, and their lanes."""

from __future__ import annotations

from dataclasses import replace

from factories import BRIDGE, mark_of, version_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Annotation, reading_order
from annotator.model.span import Span
from ui.mark_index import MarkIndex
from ui.marks import Marks

VERSION = version_of()
BASE = mark_of(VERSION, "bridge")


def mark(name: str, span: Span | None) -> Annotation:
    return replace(BASE, id=name, target=replace(BASE.target, position=span))


spans = st.tuples(st.integers(0, 9000), st.integers(1, 6000) | st.integers(1, 40)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)
marks = st.lists(st.none() | spans, max_size=25).map(
    lambda found: [mark(f"m{number}", span) for number, span in enumerate(found)]
)


@given(marks, spans)
def test_a_stretch_finds_the_marks_on_it_in_reading_order(made: list[Annotation], stretch: Span) -> None:
    expected = [m for m in reading_order(made) if m.span is not None and m.span.overlaps(stretch)]
    assert MarkIndex(made).overlapping(stretch.start, stretch.end) == expected


@given(marks, st.lists(st.tuples(st.integers(0, 24), st.none() | spans), max_size=12))
def test_changes_one_by_one_lead_where_beginning_anew_leads(
    made: list[Annotation], changes: list[tuple[int, Span | None]]
) -> None:
    index, by_id = MarkIndex(made), {m.id: m for m in made}
    for number, span in changes:
        name = f"m{number}"
        if name in by_id and span is None:
            index.remove(name)
            del by_id[name]
        else:
            by_id[name] = mark(name, span)
            index.put(by_id[name])
    fresh = MarkIndex(by_id.values())
    assert list(index) == list(fresh)
    assert {n: index.lane(n) for n in by_id} == {n: fresh.lane(n) for n in by_id}
    assert [index.number(n) for n in by_id] == [fresh.number(n) for n in by_id]


@given(marks)
def test_marks_that_overlap_are_never_in_the_same_lane(made: list[Annotation]) -> None:
    index = MarkIndex(made)
    placed = [m for m in made if m.span is not None]
    for number, one in enumerate(placed):
        for other in placed[number + 1 :]:
            if one.span is not None and other.span is not None and one.span.overlaps(other.span):
                assert index.lane(one.id) != index.lane(other.id)


@given(marks, st.integers(0, 24), st.none() | spans)
def test_whose_lane_moves_is_told(made: list[Annotation], number: int, span: Span | None) -> None:
    index = MarkIndex(made)
    before = {m.id: index.lane(m.id) for m in made}
    index.put(mark(f"m{number}", span))
    moved = index.take_moved()
    assert {name for name, lane in before.items() if index.lane(name) != lane} - {f"m{number}"} <= moved


def test_the_innermost_mark_comes_first_and_a_caret_behind_the_last_word_is_on_it() -> None:
    outer, inner = mark_of(VERSION, "the finest bridge in the county"), mark_of(VERSION, "finest bridge")
    index = MarkIndex([outer, inner])
    inside = BRIDGE.index("finest")
    assert index.at(inside) == [inner, outer]
    assert index.at(BRIDGE.index("county") + len("county")) == [outer]
    assert index.at(0) == []


def test_going_from_mark_to_mark_follows_the_text() -> None:
    first, second = mark_of(VERSION, "opened in 1931"), mark_of(VERSION, "finest bridge")
    index = MarkIndex([second, first])
    assert index.next(0) == first
    assert index.previous(len(BRIDGE)) == second
    assert index.neighbour(first.id, 1) == second
    assert index.neighbour(second.id, 1) is None
    assert index.neighbour(first.id, -1) is None


@given(marks)
def test_a_copy_says_the_same_and_changes_by_itself(made: list[Annotation]) -> None:
    index = MarkIndex(made)
    other = MarkIndex(index)
    assert [other.lane(item.id) for item in made] == [index.lane(item.id) for item in made]
    other.put(mark("new", Span(0, 9000)))
    assert index.get("new") is None
    assert [item.id for item in index] == [item.id for item in MarkIndex(made)]
    assert other.overlapping(0, 9000) == MarkIndex([*made, mark("new", Span(0, 9000))]).overlapping(0, 9000)


@given(marks, spans)
def test_the_list_finds_the_marks_on_a_stretch_as_well(made: list[Annotation], stretch: Span) -> None:
    listed = Marks(made[1:])
    for item in made[:1]:
        listed.put(item)
    expected = [m for m in reading_order(made) if m.span is not None and m.span.overlaps(stretch)]
    assert listed.overlapping(stretch.start, stretch.end) == expected
