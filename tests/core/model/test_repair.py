"""Repairing a text whose paragraphs were read wrongly: what is joined, split, moved, renamed and dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import blocks_of, span_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.repair import Draft, drop, join, move, set_kind, split

PAGE = (
    "THE OSTLEY HERALD\n\n"
    "The bridge was opened in 1931 and car-\n\n"
    "ried trams until 1958.\n\n"
    "Shops in the old town closed. Trade moved north."
)


def draft_of(text: str, **changes: Block) -> Draft:
    blocks = list(blocks_of(text))
    for place, block in changes.items():
        blocks[int(place.removeprefix("b"))] = block
    return Draft(text, tuple(blocks))


def words(draft: Draft) -> list[str]:
    return [draft.text[block.start : block.end] for block in draft.blocks]


def inline_words(draft: Draft) -> list[tuple[str, str]]:
    return [
        (item.format.value, draft.text[item.start : item.end])
        for block in draft.blocks
        for item in block.inlines
    ]


def with_inline(draft: Draft, passage: str, format_: Format) -> Draft:
    span = span_of(draft.text, passage)
    blocks = [
        replace(block, inlines=(*block.inlines, Inline(span.start, span.end, format_)))
        if block.start <= span.start and span.end <= block.end
        else block
        for block in draft.blocks
    ]
    return replace(draft, blocks=tuple(blocks))


def table(*rows: tuple[str, ...], around: tuple[str, str] = ("Before.", "After.")) -> Draft:
    cells = [(cell, Cell(0, y, x)) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    text = "\n".join((around[0], *(cell for cell, _ in cells), around[1]))
    blocks = list(blocks_of(text))
    for place, (_, cell) in enumerate(cells, 1):
        blocks[place] = replace(blocks[place], kind=BlockKind.CELL, cell=cell)
    return Draft(text, tuple(blocks))


# -- join -----------------------------------------------------------------------------------------


def test_a_paragraph_is_joined_with_the_one_before_and_other_gaps_stay():
    made = join(draft_of("One\n\n\nends here\nand\n\nlast"), [1])
    assert made.text == "One ends here\nand\n\nlast"
    assert made.chosen == (0,)


def test_several_chosen_paragraphs_become_one_and_a_run_elsewhere_another():
    made = join(draft_of("a\nb\nc\nd\ne\nf"), [1, 2, 4, 5])
    assert words(made) == ["a", "b c", "d", "e f"]
    assert made.chosen == (1, 3)


def test_two_paragraphs_chosen_apart_are_each_joined_with_the_one_before():
    made = join(draft_of("a\nb\nc\nd"), [1, 3])
    assert words(made) == ["a b", "c d"]
    assert made.chosen == (0, 1)


def test_the_first_paragraph_alone_has_nothing_to_be_joined_with():
    draft = draft_of("a\nb")
    assert join(draft, [0]) is draft


def test_a_word_divided_at_the_end_of_a_line_is_one_word_when_asked():
    draft = draft_of(PAGE)
    assert (
        words(join(draft, [2], mend=True))[1] == "The bridge was opened in 1931 and carried trams until 1958."
    )
    assert "car- ried" in join(draft, [2]).text
    assert "car-ried" in join(draft, [2], blank=False).text


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("the Anglo-", "Saxon church", "the Anglo-Saxon church"),
        ("from 1931-", "1958", "from 1931-1958"),
        ("car\u00ad", "Ried", "carRied"),
        ("it was open -", "for trams", "it was open - for trams"),
        ("Brü\u2010", "cke", "Brücke"),
    ],
)
def test_a_hyphen_that_belongs_to_the_word_stays(above: str, below: str, joined: str):
    assert join(draft_of(f"{above}\n{below}"), [1], mend=True).text == joined


def test_white_space_at_the_seam_becomes_one_blank():
    text = "The bridge \n  was opened"
    assert join(draft_of(text), [1]).text == "The bridge was opened"


def test_a_format_goes_on_across_the_seam_and_others_keep_their_words():
    draft = draft_of("He said the Daily\nNews was wrong")
    for passage, format_ in (("Daily", Format.ITALIC), ("News", Format.ITALIC), ("wrong", Format.BOLD)):
        draft = with_inline(draft, passage, format_)
    assert inline_words(join(draft, [1])) == [("italic", "Daily News"), ("bold", "wrong")]


def test_a_format_keeps_its_words_when_white_space_before_them_is_dropped():
    draft = with_inline(draft_of("The bridge was \n   opened in 1931"), "in 1931", Format.BOLD)
    assert inline_words(join(draft, [1])) == [("bold", "in 1931")]


def test_the_first_block_lends_its_kind_direction_and_page():
    text = "• one\ntwo"
    first = Block(0, 5, BlockKind.LIST_ITEM, level=1, marker="•", rtl=True, page=3)
    made = join(draft_of(text, b0=first, b1=Block(6, 9, BlockKind.HEADING, 2, page=4)), [1])
    assert made.blocks == (replace(first, end=9),)


def test_line_ends_of_a_wrapped_block_become_blanks_beside_real_line_breaks():
    text = "wrapped\nlines\nverse one\nverse two"
    draft = Draft(text, (Block(0, 13, wrapped=True), Block(14, 33)))
    made = join(draft, [1])
    assert made.text == "wrapped lines verse one\nverse two"
    assert not made.blocks[0].wrapped


def test_two_wrapped_blocks_stay_wrapped():
    text = "wrapped\nlines\nmore\nlines"
    made = join(Draft(text, (Block(0, 13, wrapped=True), Block(14, 24, wrapped=True))), [1])
    assert made.text == "wrapped\nlines more\nlines"
    assert made.blocks[0].wrapped


def test_cells_are_joined_only_within_their_cell():
    draft = table(("a", "b"))
    assert join(draft, [1]) is draft
    assert join(draft, [2]) is draft
    assert join(draft, [3]) is draft
    twice = replace(
        draft, blocks=(*draft.blocks[:2], replace(draft.blocks[2], cell=Cell(0, 0, 0)), draft.blocks[3])
    )
    assert words(join(twice, [2])) == ["Before.", "a b", "After."]


# -- split ----------------------------------------------------------------------------------------


def test_a_paragraph_is_split_with_the_gap_that_is_usual_in_the_text():
    draft = draft_of(PAGE)
    made = split(draft, span_of(PAGE, "Trade").start)
    assert words(made)[-2:] == ["Shops in the old town closed.", "Trade moved north."]
    assert made.text.endswith("closed.\n\nTrade moved north.")
    assert made.chosen == (4,)


def test_a_format_across_the_place_is_on_both_sides_of_it():
    draft = with_inline(draft_of("Shops closed. Trade moved."), "closed. Trade", Format.BOLD)
    made = split(draft, span_of(draft.text, "Trade").start)
    assert inline_words(made) == [("bold", "closed."), ("bold", "Trade")]


def test_a_bullet_is_repeated_and_a_number_is_not():
    for marker, second in (("•", "•"), ("3.", "")):
        draft = Draft("one two", (Block(0, 7, BlockKind.LIST_ITEM, marker=marker),))
        assert [block.marker for block in split(draft, 3).blocks] == [marker, second]


def test_an_emoji_of_several_code_points_is_never_cut():
    text = "Ask the 👩‍🏫 about it"
    made = split(draft_of(text), span_of(text, "🏫").start)
    assert words(made) == ["Ask the", "👩‍🏫 about it"]


def test_code_keeps_its_indentation():
    text = "if open:\n    cross()"
    made = split(Draft(text, (Block(0, len(text), BlockKind.CODE),)), text.index("\n"))
    assert words(made) == ["if open:", "    cross()"]


@pytest.mark.parametrize("passage", ["THE", "\n\nThe", "ried"])
def test_nothing_is_split_at_the_edge_of_a_paragraph(passage: str):
    draft = draft_of(PAGE)
    assert split(draft, span_of(PAGE, passage).start) is draft


# -- move -----------------------------------------------------------------------------------------


def test_paragraphs_change_places_and_the_gaps_stay_where_they_were():
    made = move(draft_of("a\n\nb\nc"), [2], -1)
    assert made.text == "a\n\nc\nb"
    assert made.chosen == (1,)


def test_chosen_paragraphs_stay_together_and_stop_at_the_end():
    draft = draft_of("a\nb\nc\nd")
    made = move(draft, [1, 2], 1)
    assert (made.text, made.chosen) == ("a\nd\nb\nc", (2, 3))
    assert move(made, made.chosen, 1) is made
    assert move(draft, [0, 3], -1).text == "a\nb\nd\nc"


def test_a_paragraph_moves_past_a_table_at_once_and_a_cell_takes_its_table_along():
    draft = table(("a", "b"), ("c", "d"))
    assert words(move(draft, [0], 1)) == ["a", "b", "c", "d", "Before.", "After."]
    made = move(draft, [3], 1)
    assert words(made) == ["Before.", "After.", "a", "b", "c", "d"]
    assert made.chosen == (4,)


# -- kind -----------------------------------------------------------------------------------------


def test_a_number_that_was_taken_for_a_list_becomes_words_and_the_other_way_round():
    draft = Draft("The bridge", (Block(0, 10, BlockKind.LIST_ITEM, marker="1."),))
    heading = set_kind(draft, [0], BlockKind.HEADING, 2)
    assert heading.text == "1. The bridge"
    assert heading.blocks == (Block(0, 13, BlockKind.HEADING, 2),)
    assert set_kind(heading, [0], BlockKind.LIST_ITEM) == replace(draft, chosen=(0,))


def test_a_new_list_item_has_a_bullet_and_loses_it_again():
    draft = with_inline(draft_of("The bridge"), "bridge", Format.BOLD)
    item = set_kind(draft, [0], BlockKind.LIST_ITEM)
    assert item.blocks[0].marker == "•"
    assert set_kind(item, [0], BlockKind.PARAGRAPH).blocks == draft.blocks


def test_cells_and_pictures_keep_their_kind():
    draft = table(("a", "b"))
    assert set_kind(draft, [1, 2], BlockKind.HEADING, 1) is draft


# -- drop -----------------------------------------------------------------------------------------


def test_a_running_head_is_dropped_with_the_gap_after_it():
    made = drop(draft_of(PAGE), [0])
    assert made.text == PAGE.removeprefix("THE OSTLEY HERALD\n\n")
    assert made.chosen == (0,)


def test_the_last_paragraph_is_dropped_with_the_gap_before_it():
    assert drop(draft_of("a\nb\n\nc\n"), [2]).text == "a\nb\n"


def test_the_last_words_are_never_dropped():
    draft = draft_of("a\nb")
    assert drop(draft, [0, 1]) is draft


def test_a_table_loses_words_but_no_cell_unless_all_of_it_is_chosen():
    draft = table(("a", "b"))
    made = drop(draft, [1])
    assert words(made) == ["Before.", "", "b", "After."]
    assert [block.cell for block in made.blocks] == [block.cell for block in draft.blocks]
    assert drop(made, [1]) is made
    assert words(drop(draft, [1, 2])) == ["Before.", "After."]


# -- whatever the text ----------------------------------------------------------------------------


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    parts, blocks, position, table_number = [], [], 0, 0
    for number in range(draw(st.integers(1, 7))):
        gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"])) if number else draw(st.sampled_from(["", "\n"]))
        said = draw(st.text(st.sampled_from("ab -\u00ad\n\u0301é👩\u200d🏫1A.•"), max_size=12))
        start, end = position + len(gap), position + len(gap) + len(said)
        kind = draw(st.sampled_from(BlockKind))
        table_number += draw(st.integers(0, 1))
        low = draw(st.integers(start, end))
        blocks.append(
            Block(
                start,
                end,
                kind,
                draw(st.integers(0, 3)),
                draw(st.sampled_from(["", "•", "3."])),
                (Inline(low, draw(st.integers(low, end)), draw(st.sampled_from(Format))),),
                wrapped=draw(st.booleans()),
                page=draw(st.none() | st.integers(1, 3)),
                cell=Cell(table_number, 0, draw(st.integers(0, 1))) if kind is BlockKind.CELL else None,
            )
        )
        parts += [gap, said]
        position = end
    return Draft("".join(parts) + draw(st.sampled_from(["", "\n"])), tuple(blocks))


chosen_places = st.frozensets(st.integers(0, 6), max_size=4)


def letters(draft: Draft) -> str:
    return "".join(char for char in draft.text if char not in " \n-\u00ad\u2010")


@given(drafts(), chosen_places, st.booleans(), st.booleans())
def test_joining_keeps_every_letter_in_its_order(
    draft: Draft, chosen: frozenset[int], blank: bool, mend: bool
):
    made = join(draft, chosen, blank=blank, mend=mend)
    assert letters(made) == letters(draft)
    assert len(made.blocks) <= len(draft.blocks)


@given(drafts(), st.integers(0, 100))
def test_splitting_keeps_every_letter_and_joining_again_brings_the_words_back(draft: Draft, position: int):
    made = split(draft, position)
    assert letters(made) == letters(draft)
    if made is not draft:
        again = join(made, made.chosen)
        assert len(again.blocks) == len(draft.blocks)
        assert [block.kind for block in again.blocks] == [block.kind for block in draft.blocks]
        assert "".join(again.text.split()) == "".join(draft.text.split())


@given(drafts(), chosen_places, st.sampled_from([-1, 1]))
def test_moving_keeps_every_block_whole(draft: Draft, chosen: frozenset[int], step: int):
    made = move(draft, chosen, step)
    assert sorted(words(made)) == sorted(words(draft))
    assert len(made.text) == len(draft.text)
    kept = [
        (words(draft)[place], draft.blocks[place].kind)
        for place in sorted(chosen)
        if place < len(draft.blocks)
    ]
    if made is not draft:
        assert [(words(made)[place], made.blocks[place].kind) for place in made.chosen] == kept


@given(
    drafts(),
    chosen_places,
    st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE]),
)
def test_a_kind_touches_no_words_but_markers(draft: Draft, chosen: frozenset[int], kind: BlockKind):
    made = set_kind(draft, chosen, kind)
    shown = [block.marker + said for block, said in zip(draft.blocks, words(draft), strict=True)]
    now = [block.marker + said for block, said in zip(made.blocks, words(made), strict=True)]
    assert ["".join(item.split()).strip("•") for item in now] == [
        "".join(item.split()).strip("•") for item in shown
    ]
    assert set_kind(made, chosen, kind) == made


@given(drafts(), chosen_places)
def test_dropping_takes_only_what_was_chosen(draft: Draft, chosen: frozenset[int]):
    made = drop(draft, chosen)
    if made is not draft:
        rest = [said for place, said in enumerate(words(draft)) if place not in chosen]
        assert [said for said in words(made) if said] == [said for said in rest if said]
        assert made.text.strip()
