from __future__ import annotations

import pytest
from pdf_files import Note, Text, column, pdf_file

from annotator.errors import ImportFailed
from annotator.importers.options import ImportOptions, PasswordNeeded
from annotator.importers.pdf import read_pdf
from annotator.model.block import BlockKind
from annotator.model.imported import Imported

FIRST = (
    "The bridge at Ostley was opened in 1931 after a dispute that had divided the",
    "two towns for the better part of a decade, and it carried trams until the line",
    "was closed in 1958.",
)
SECOND = (
    "Ruth Okonedo, who keeps the archive of the county, says that nobody who was",
    "there on the day ever forgot the sound of the first tram.",
)


def read(data: bytes, **options: str) -> Imported:
    return read_pdf(data, "article.pdf", ImportOptions(**options))  # type: ignore[arg-type]  # passed on


def lines(imported: Imported) -> list[str]:
    return [imported.text[block.start : block.end] for block in imported.blocks]


def test_lines_become_paragraphs_where_a_gap_stands_between_them() -> None:
    imported = read(pdf_file(column([*FIRST, "", *SECOND])))
    assert lines(imported) == [" ".join(FIRST), " ".join(SECOND)]


def test_a_short_last_line_or_an_indent_ends_a_paragraph_without_a_gap() -> None:
    assert lines(read(pdf_file(column([*FIRST, *SECOND])))) == [" ".join(FIRST), " ".join(SECOND)]
    full = [f"{line} and a few more." for line in FIRST[:2]]
    page = [*column(full), Text(90, 672, SECOND[0]), Text(72, 658, SECOND[1])]
    assert lines(read(pdf_file(page))) == [" ".join(full), " ".join(SECOND)]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (
            "It had divided the two towns for the better part of a decade, to every-",
            "one’s surprise.",
            "everyone’s",
        ),
        (
            "It had divided the two towns for the better part of a decade, the Anglo-",
            "Welsh railway.",
            "Anglo-Welsh",
        ),
        (
            "A well-known case for the better part of a decade, known as the well-",
            "known one.",
            "the well-known one",
        ),
    ],
)
def test_divided_words_become_one_again_and_compounds_keep_their_hyphen(
    above: str, below: str, whole: str
) -> None:
    assert whole in read(pdf_file(column([above, below]))).text


def test_columns_are_read_one_after_the_other_below_a_headline_across_both() -> None:
    words = "the bridge carried trams until the line was shut and the depot sold"
    left = [f"left {n} {words}"[:44] for n in range(12)]
    right = [f"right {n} {words}"[:44] for n in range(12)]
    page = [Text(120, 760, "The bridge at Ostley and the end of the trams", 18, bold=True)]
    # drawn line by line across the page, as some programs do
    for n, pair in enumerate(zip(left, right, strict=True)):
        page += [Text(60, 700 - 14 * n, pair[0]), Text(320, 700 - 14 * n, pair[1])]
    text = read(pdf_file(page)).text
    assert text.startswith("The bridge at Ostley and the end of the trams\n")
    assert text.index("left 11") < text.index("right 0")


def test_running_heads_and_page_numbers_are_left_out_and_reported() -> None:
    pages = [
        [Text(72, 810, "The Ostley Courier"), *column(FIRST, top=740), Text(290, 30, str(number))]
        for number in (7, 8, 9)
    ]
    imported = read(pdf_file(*pages))
    assert "Courier" not in imported.text
    assert not {"7", "8", "9"} & set(imported.text.split())
    assert [finding.kind for finding in imported.report.findings] == ["headers"]
    assert "The Ostley Courier" in imported.report.findings[0].text


def test_a_sentence_goes_on_across_the_page_and_blocks_know_their_page() -> None:
    imported = read(pdf_file(column(FIRST[:2]), column([FIRST[2], "", *SECOND])))
    assert lines(imported) == [" ".join(FIRST), " ".join(SECOND)]
    assert [block.page for block in imported.blocks] == [1, 2]


def test_large_and_bold_lines_are_headings() -> None:
    page = [
        Text(72, 780, "The bridge at Ostley", 22),
        Text(72, 740, "How it began", 11, bold=True),
        *column(FIRST, top=722),
        Text(72, 600, "Its end", 14),
        *column(SECOND, top=580),
    ]
    imported = read(pdf_file(page))
    assert [(block.kind, block.level) for block in imported.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert imported.metadata.title == "The bridge at Ostley"


def test_bullets_are_list_items_with_their_second_lines() -> None:
    page = [
        *column(SECOND, top=740),
        Text(72, 700, "•  The first point, which is so long that it does not fit on a single line of"),
        Text(86, 686, "this page."),
        Text(72, 672, "•  The second point."),
    ]
    items = [block for block in read(pdf_file(page)).blocks if block.kind is BlockKind.LIST_ITEM]
    assert [block.marker for block in items] == ["•", "•"]


def test_the_file_says_who_wrote_it_and_when() -> None:
    data = pdf_file(column(FIRST), title="The bridge", author="Ana Ruiz", date="D:20260501120000Z")
    found = read(data).metadata
    assert (found.title, found.byline, found.published) == ("The bridge", "Ana Ruiz", "2026-05-01")
    named = read(
        pdf_file([Text(72, 780, "Real title", 20), *column(FIRST)], title="Microsoft Word - draft7.doc")
    )
    assert named.metadata.title == "Real title"


def test_highlights_and_their_notes_come_as_marks_on_their_words() -> None:
    data = pdf_file(
        column([*FIRST, "", *SECOND]),
        notes=[
            Note((70, 683, 140, 697), "says who?", "Bo Lind"),
            Note((300, 400, 320, 420), "a loose remark", "Cy", kind="Text"),
            Note((70, 300, 80, 310), kind="Square"),
        ],
    )
    imported = read(data)
    mark, loose = imported.marks
    assert mark.span is not None
    assert mark.span.of(imported.text) == "two towns for"
    assert (mark.comment, mark.author, mark.colour, mark.at) == (
        "says who?",
        "Bo Lind",
        "#FFFF00",
        "2026-05-01T09:30:00",
    )
    assert (loose.span, loose.comment) == (None, "a loose remark")


def test_a_protected_file_asks_for_its_password() -> None:
    data = pdf_file(column(FIRST), password="tram")
    for password in (None, "bus"):
        with pytest.raises(PasswordNeeded):
            read_pdf(data, "article.pdf", ImportOptions(password=password))
    assert read_pdf(data, "article.pdf", ImportOptions(password="tram")).text == " ".join(FIRST)


def test_pages_without_text_are_counted_and_a_file_of_nothing_else_is_refused() -> None:
    imported = read(pdf_file(column(FIRST), []))
    assert imported.report.count("pages-without-text") == 1
    with pytest.raises(ImportFailed, match="only pictures"):
        read(pdf_file([], []))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"%PDF-1.7 and nothing\n%%EOF", pdf_file(column(FIRST))[:200]]
)
def test_a_damaged_file_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="damaged") as caught:
        read(data)
    assert caught.value.hint


def test_quotation_marks_and_accents_survive() -> None:
    text = "“C’était l’été,” said Zoë – für 5 € …"
    assert read(pdf_file([Text(72, 700, text)])).text == text
