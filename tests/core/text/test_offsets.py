from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.offsets import Utf16Offsets

# no lone surrogates: no text of record has them
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a🙂👩‍👧𝒳\u0301字")))


def length16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_the_length_is_what_utf16_takes(text: str) -> None:
    assert Utf16Offsets(text).length16 == length16(text)
    assert Utf16Offsets(text).length == len(text)


@given(TEXTS)
def test_every_position_is_what_the_text_before_it_takes(text: str) -> None:
    offsets = Utf16Offsets(text)
    for position in range(len(text) + 1):
        assert offsets.to16(position) == length16(text[:position])


@given(TEXTS)
def test_every_position_comes_back(text: str) -> None:
    offsets = Utf16Offsets(text)
    for position in range(len(text) + 1):
        assert offsets.from16(offsets.to16(position)) == position


@given(TEXTS)
def test_an_offset_inside_a_pair_is_the_start_of_its_character(text: str) -> None:
    offsets = Utf16Offsets(text)
    for position, char in enumerate(text):
        if char > "\uffff":
            assert offsets.from16(offsets.to16(position) + 1) == position


def test_a_plain_text_counts_the_same_both_ways() -> None:
    offsets = Utf16Offsets("plain")
    assert [offsets.to16(position) for position in range(6)] == list(range(6))
