from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ImportFailed
from annotator.importers import read
from annotator.importers.options import ImportOptions, TrackedChanges
from annotator.model.block import Format

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\deflang1031{\fonttbl{\f0\froman\fcharset0 Times;}"
    r"{\f1\fnil\fcharset204 Arial;}"
    r"{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset128 MS Mincho;}{\f4\fnil\fcharset0{\*\falt X} Y;}}"
    r"{\colortbl;\red255\green255\blue0;\red0\green0\blue255;}"
    r"{\stylesheet{\s0 Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2 Title;}{\s3 Quote;}{\*\cs10 Link;}}"
    r"{\info{\title The bridge}{\author Ana Ruiz}{\creatim\yr2026\mo5\dy14\hr10\min0}{\company Ostley}}"
)


def opened(body: str, changes: TrackedChanges = TrackedChanges.ACCEPTED):
    return read(f"{HEAD}{body}}}".encode("latin-1"), "a.rtf", ImportOptions(tracked_changes=changes))


def test_paragraphs_headings_quotations_and_empty_lines(shown):
    imported = opened(
        r"\pard\s1\b The bridge\b0\par\pard\s2 A title\par\pard It was\line opened.\par\par"
        "\n"
        r"\pard\s3 Quoted\par\pard\outlinelevel2 Deep\par"
    )
    assert shown(imported) == [
        "heading: The bridge",
        "heading: A title",
        "paragraph: It was\nopened.",
        "quote: Quoted",
        "heading: Deep",
    ]
    assert [block.level for block in imported.blocks] == [1, 1, 0, 0, 3]
    assert "opened.\n\nQuoted" in imported.text


def test_formats_end_with_their_group(formatted):
    imported = opened(
        r"\pard a {\b bold {\i both}} c {\ul u}{\strike s} x{\super 2}y{\sub 3} \b1 on\b0  off\plain\par"
        r"{\ulc1 plain}{\ulnone plain}"
    )
    assert formatted(imported, Format.BOLD) == ["bold both", "on"]
    assert formatted(imported, Format.ITALIC) == ["both"]
    assert formatted(imported, Format.UNDERLINE) == ["u"]
    assert formatted(imported, Format.STRIKE) == ["s"]
    assert formatted(imported, Format.SUPERSCRIPT) == ["2"]
    assert formatted(imported, Format.SUBSCRIPT) == ["3"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"gr\'f6\'dfer", "größer"),
        ("gr\xf6\xdfer", "größer"),
        (r"{\f1 \'cc\'ee\'f1\'f2}", "Мост"),
        (r"{\f3 \'8b\'b4\'82\'cd}", "橋は"),
        (r"{\f3 \'83A}", "ア"),  # its second byte is a letter
        (r"{\f2 \'b7}x", "•x"),
        (r"\u1052\'3f\u1086?x", "Моx"),
        (r"\uc2\u1052\'3f\'3fx", "Мx"),
        (r"\uc0\u1052x", "Мx"),
        (r"{\uc0\u1052}\u1086?x", "Моx"),
        (r"\u-10179?\u-9197?", "\U0001f413"),
        (r"\u-10179?x", "\ufffdx"),
        (r"a\~b\_c\-d\emdash e\lquote f\rquote\tab g", "a\u00a0b\u2011c\u00add—e‘f’\tg"),
        (r"\{a\}\\b", "{a}\\b"),
        (r"{\upr{ansi}{\*\ud{Uni\u1052?}}}", "UniМ"),
        (r"\rtlch\af1\ltrch\f0 \'e9", "é"),
        (r"\ltrch\f0\rtlch\af1 \'cc", "М"),
        ("a\r\nb", "ab"),
        ("a\\\nb", "a\nb"),
        (r"a{\*\unknown b{c}}d{\pntxtb x}", "ad"),
        ("a\\bin3 {}}b", "ab"),
    ],
)
def test_letters_are_read_in_the_code_page_of_their_font(source, text):
    assert opened(rf"\pard {source}").text == text


def test_links_and_other_fields(links):
    imported = opened(
        r'\pard See {\field{\*\fldinst HYPERLINK "https://a.org/r"}{\fldrslt\ul the {\b report}}} of '
        r"{\field{\*\fldinst DATE}{\fldrslt today}} {\field{\*\fldinst HYPERLINK"
        r' "javascript:x"}{\fldrslt bad}}'
    )
    assert imported.text == "See the report of today bad"
    assert links(imported) == {"the report": "https://a.org/r"}


def test_lists_have_the_markers_that_are_in_the_file(shown):
    imported = opened(
        r"\pard\ls1\ilvl0{\listtext\f2\'b7\tab}one\par\pard\ls1\ilvl1{\listtext a.\tab}inner\par"
        r"\pard{\pntext 3.\tab}old\par\pard plain\par"
    )
    assert shown(imported) == [
        "list-item •: one",
        "list-item a.: inner",
        "list-item 3.: old",
        "paragraph: plain",
    ]
    assert imported.blocks[1].level == 1


ROW = r"\trowd{}\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "


def places(imported):
    return [
        (imported.text[b.start : b.end], b.cell.table, b.cell.row, b.cell.column, b.cell.header)
        for b in imported.blocks
        if b.cell
    ]


def test_tables_have_rows_and_columns_and_end_where_other_text_begins():
    imported = opened(
        ROW.format(r"\trhdr", "Year", "Cars")
        + ROW.format("", r"1931\par more", "")
        + r"\pard between\par "
        + ROW.format("", "x", "y")
        + r"\pard\par"
        + ROW.format("", "p", "q")
    )
    assert places(imported) == [
        ("Year", 0, 0, 0, True),
        ("Cars", 0, 0, 1, True),
        ("1931", 0, 1, 0, False),
        ("more", 0, 1, 0, False),
        ("", 0, 1, 1, False),
        ("x", 1, 0, 0, False),
        ("y", 1, 0, 1, False),
        ("p", 2, 0, 0, False),
        ("q", 2, 0, 1, False),
    ]


def test_merged_cells_are_as_wide_and_high_as_they_are():
    imported = opened(
        r"\trowd\clmgf\cellx100\clmrg\cellx200\clvmgf\cellx300\pard\intbl wide\cell\cell high\cell\row"
        r"\trowd\cellx100\cellx200\clvmrg\cellx300\pard\intbl a\cell b\cell\cell\row"
    )
    spans = [
        (imported.text[b.start : b.end], b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span)
        for b in imported.blocks
    ]
    assert spans == [("wide", 0, 0, 1, 2), ("high", 0, 2, 2, 1), ("a", 1, 0, 1, 1), ("b", 1, 1, 1, 1)]


def test_a_table_in_a_cell_belongs_to_it_and_a_lone_cell_is_no_table(shown):
    nested = (
        r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\nestrow}\pard\intbl"
        r" z\cell w\cell\row "
    )
    imported = opened(
        rf"\trowd\cellx100\cellx200{nested}\pard p\par\trowd\cellx9\pard\intbl framed\cell\row\pard end"
    )
    assert shown(imported) == [
        "cell: x",
        "cell: y",
        "cell: z",
        "cell: w",
        "paragraph: p",
        "paragraph: framed",
        "paragraph: end",
    ]
    assert [block.cell.column for block in imported.blocks[:4]] == [0, 0, 0, 1]


def test_notes_stand_at_the_end(shown, found):
    imported = opened(
        r"\pard Opened{\super\chftn}{\footnote\pard\plain{\super\chftn} See {\i Okonedo}.\par"
        r" Page 4.} in 1931"
        r"{\footnote\ftnalt\pard Archive.}.\par\pard End\par"
    )
    assert shown(imported) == [
        "paragraph: Opened in 1931.",
        "paragraph: End",
        "note 1:  See Okonedo.",
        "note: Page 4.",
        "note 1: Archive.",
    ]
    assert found(imported) == {"footnotes": 1, "endnotes": 1}


CHANGED = r"\pard The{\deleted\revauthdel1  red}{\revised\revauth1  old} bridge.\par"


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        (TrackedChanges.ACCEPTED, "The old bridge."),
        (TrackedChanges.ORIGINAL, "The red bridge."),
        (TrackedChanges.BOTH, "The red old bridge."),
    ],
)
def test_tracked_changes_are_read_as_the_person_wants(mode, text, found, formatted):
    imported = opened(CHANGED, mode)
    assert imported.text == text
    assert found(imported) == {"tracked-changes": 2}
    both = mode is TrackedChanges.BOTH
    assert formatted(imported, Format.STRIKE) == ([" red"] if both else [])
    assert formatted(imported, Format.UNDERLINE) == ([" old"] if both else [])


def test_comments_and_coloured_words_come_in_as_marks(found):
    packed = (126 << 20) | (5 << 16) | (14 << 11) | (12 << 6) | 30
    imported = opened(
        r"\pard The {\*\atrfstart 7}bridge{\*\atrfend 7}{\*\atnid AR}{\*\atnauthor Ana Ruiz}\chatn"
        rf"{{\*\annotation{{\*\atnref 7}}{{\*\atndate {packed}}}\pard Really?\par More.}} was"
        rf" {{\highlight1 op}}"
        r"{\highlight1\b ened}.{\*\atnauthor Ben Roe}\chatn{\*\annotation At a point.}\par"
    )
    assert imported.text == "The bridge was opened."
    first, yellow, point = imported.marks
    assert first.span.of(imported.text) == "bridge"
    assert (first.comment, first.author, first.initials) == ("Really?\nMore.", "Ana Ruiz", "AR")
    assert first.at == "2026-05-14T12:30:00"
    assert (yellow.span.of(imported.text), yellow.colour) == ("opened", "#FFFF00")
    assert (point.span, point.comment, point.initials) == (None, "At a point.", "BR")
    assert found(imported) == {"comments": 2}


def test_hidden_words_headers_pictures_and_text_boxes(shown, found):
    imported = opened(
        r"{\header\pard Draft of today\par}{\footer\pard\par}\pard Seen{\v unseen}"
        r"{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv The bridge}}}\pngblip"
        r" 89504e47}}{\nonshppict{\pict 00}}"
        r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard Boxed\par}}{\shprslt\par"
        r" fallback}}.\par\pard End\par"
    )
    assert shown(imported) == [
        "paragraph: Seen.",
        "picture: The bridge",
        "paragraph: Boxed",
        "paragraph: End",
    ]
    assert found(imported) == {"text-boxes": 1, "hidden-text": 1, "pictures": 1, "headers": 1}


def test_a_text_box_in_a_cell_does_not_end_the_table():
    box = r"{\shp{\*\shpinst{\shptxt\pard Boxed\par}}}"
    imported = opened(ROW.format("", f"a{box}", "b") + ROW.format("", "c", "d"))
    assert [(text, row, column) for text, _, row, column, _ in places(imported)] == [
        ("a", 0, 0),
        ("Boxed", 0, 0),
        ("b", 0, 1),
        ("c", 1, 0),
        ("d", 1, 1),
    ]


def test_what_the_file_says_of_itself():
    details = opened(r"\pard Text.\par").metadata
    assert (details.title, details.byline, details.published) == ("The bridge", "Ana Ruiz", "2026-05-14")
    assert details.language == "de-DE"


def test_direction_is_kept():
    assert [block.rtl for block in opened(r"\pard\rtlpar a\par\pard b\par").blocks] == [True, None]


def test_a_file_that_ends_in_the_middle_says_so(found):
    imported = read(rb"{\rtf1\ansi\pard The bridge {\b was", "a.rtf")
    assert imported.text == "The bridge was"
    assert found(imported) == {"truncated": 0}


@pytest.mark.parametrize("data", [rb"{\rtf1}", rb"{\rtf1\ansi\pard\par}", rb"{\rtf", rb"{\rtf1{\fonttbl"])
def test_a_file_without_words_is_refused(data):
    with pytest.raises(ImportFailed) as refused:
        read(data, "a.rtf")
    assert refused.value.hint


def escape(text: str) -> str:
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2)]
    return "".join(rf"\u{code - 65536 if code > 32767 else code}?" for code in codes)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_written_as_unicode_comes_back(text):
    text = text.replace("\ufffe", "").replace("\uffff", "")
    if not text.strip():
        return
    assert opened(rf"\pard {escape(text)}\par").text == text


@given(
    st.text(st.sampled_from("{}\\abu'-1 *;\n")),
    st.sampled_from(["", r"\footnote", r"\trowd\cellx1", r"\upr", r"\shptxt"]),
)
def test_any_signs_at_all_are_read_or_refused(text, word):
    with contextlib.suppress(ImportFailed):
        read(rf"{{\rtf1 x{{{word} {text}".encode(), "a.rtf")  # checks its blocks
