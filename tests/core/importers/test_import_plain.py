from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.errors import ImportFailed
from annotator.importers import read
from annotator.importers.options import ImportOptions
from annotator.importers.plain import read_plain
from annotator.text.normalize import normalise

PROSE = (
    "The bridge at Ostley was opened in 1931, after four years of work in which two men lost their lives. "
    "It carried trams until 1958, when the last of them was driven to the scrap yard by the mayor himself, "
    "who had promised never to let it go. Today it is closed to lorries of more than seven tonnes."
)


def wrapped(text: str, width: int = 66) -> str:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def test_the_text_is_the_file_and_blank_lines_are_gaps(shown):
    text = "The bridge at Ostley\n\n\nIt was opened in 1931.\n  \nIt is closed.\n"
    imported = read_plain(text.encode(), "a.txt")
    assert imported.text == text
    assert shown(imported) == [
        "heading: The bridge at Ostley",
        "paragraph: It was opened in 1931.",
        "paragraph:   ",
        "paragraph: It is closed.",
    ]


def test_a_first_line_that_stands_alone_and_reads_like_a_title_is_the_headline():
    imported = read_plain(b"The bridge at Ostley\n\nIt was opened in 1931.", "a.txt")
    assert imported.metadata.title == "The bridge at Ostley"
    assert imported.blocks[0].level == 1


@pytest.mark.parametrize(
    "first",
    ["It was opened in 1931.", "He said: “It was opened.”", "word " * 40, "1", "***"],
    ids=["sentence", "quotation", "long", "number", "signs"],
)
def test_a_first_line_that_is_no_title_is_a_paragraph(first, shown):
    imported = read(f"{first}\n\nMore text.".encode(), "bridge.txt")
    assert shown(imported)[0].startswith("paragraph")
    assert imported.metadata.title == "bridge"


def test_a_first_line_in_the_midst_of_others_is_a_title_but_no_headline(shown):
    imported = read_plain(b"The bridge\nIt was opened in 1931.\n", "a.txt")
    assert imported.metadata.title == "The bridge"
    assert shown(imported)[0] == "paragraph: The bridge"


def test_the_name_after_by_is_the_byline():
    imported = read_plain(b"The bridge\n\nBy Ana Ruiz\n\nIt was opened in 1931.", "a.txt")
    assert imported.metadata.byline == "Ana Ruiz"


def test_a_sentence_that_begins_with_by_is_no_byline():
    assert not read_plain(b"The bridge\n\nBy 1931 it was open.", "a.txt").metadata.byline


def test_hard_wrapped_lines_are_one_paragraph_each(shown):
    text = f"The bridge\n\n{wrapped(PROSE)}\n\n{wrapped(PROSE, 60)}\n"
    imported = read_plain(text.encode(), "a.txt")
    assert imported.text == text
    assert [block.wrapped for block in imported.blocks] == [False, True, True]
    assert shown(imported)[1] == f"paragraph: {wrapped(PROSE)}"


def test_wrapped_paragraphs_need_no_blank_lines_between_them():
    text = "\n".join(wrapped(PROSE) for _ in range(3))
    imported = read_plain(text.encode(), "a.txt")
    assert [imported.text[block.start : block.end] for block in imported.blocks] == [wrapped(PROSE)] * 3


def test_a_list_in_a_wrapped_file_has_one_block_for_each_item(shown):
    items = "- a first thing that somebody wanted to be done by the end of\n  the year\n- a second thing"
    imported = read_plain(f"{wrapped(PROSE)}\n\n{items}\n".encode(), "a.txt")
    assert shown(imported)[1:] == [
        "paragraph: - a first thing that somebody wanted to be done by the end of\n  the year",
        "paragraph: - a second thing",
    ]


VERSE = "Tyger Tyger, burning bright\nIn the forests of the night\nWhat immortal hand or eye\nCould frame\n"


COUPLET = (
    "Had we but world enough, and time, this coyness were no crime\nWe would sit down, and think which way\n"
)
CAPTIONS = (
    "The old bridge at Ostley, seen from the mill in the spring of the year 1931\n"
    "The mayor in his car, on the day of the opening\n"
    "The last tram on its way to the scrap yard, with the band of the fire brigade\n"
    "The archive, where the plans are kept in a drawer\n"
)


@pytest.mark.parametrize(
    "text",
    [
        VERSE * 4,
        COUPLET,
        CAPTIONS * 4,
        f"{PROSE}\n{PROSE}\n",
        "ana@example.com\nben@example.com\n" * 9,
        "a b\n" * 9,
    ],
    ids=["verse", "couplet", "captions", "a line each", "addresses", "short lines"],
)
def test_lines_that_were_not_wrapped_stay_lines(text):
    imported = read_plain(text.encode(), "a.txt")
    assert len(imported.blocks) == len([line for line in text.split("\n") if line])
    assert not any(block.wrapped for block in imported.blocks)


@pytest.mark.parametrize("data", [b" \n\t\n", "\ufeff\n".encode(), b"\0\0\0"], ids=["blank", "mark", "zeros"])
def test_a_file_without_a_word_is_refused_with_a_sentence(data):
    with pytest.raises(ImportFailed) as refused:
        read_plain(data, "a.txt")
    assert refused.value.hint


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(ImportFailed, match=r"“a\.txt” is not a text file"):
        read_plain(bytes(range(256)) * 8, "a.txt")


def test_the_report_counts_what_was_dropped_and_names_a_guess(found):
    data = "Die Brücke wurde früher eröffnet, größer ist keine für Fußgänger.\x01\n".encode("cp1252") * 20
    assert found(read_plain(data, "a.txt")) == {"encoding": 0, "dropped-characters": 20}


def test_a_person_may_choose_the_encoding():
    data = "Мост".encode("cp1251")
    assert read_plain(data, "a.txt", ImportOptions(encoding="cp1251")).text == "Мост"


visible = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r")


@given(st.text(visible))
def test_any_text_in_utf_8_is_the_text_of_record(text):
    text = text.removeprefix("\ufeff")
    assume(text.strip())
    assert read(text.encode(), "any.txt").text == normalise(text)[0]


lines = st.lists(st.text(st.sampled_from("ab .-*1\t"), max_size=90), max_size=30).map("\n".join)


@given(lines)
def test_blocks_hold_every_line_however_they_are_grouped(text):
    assume(text.strip())
    imported = read_plain(text.encode(), "a.txt")  # checks its blocks
    assert imported.text == text
