"""The claim log as a workbook, read with a library that has nothing to do with how it is written."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from annotator.exporters.csv_table import columns
from annotator.exporters.options import AnnotatedCopyOptions
from annotator.exporters.xlsx_table import write_xlsx, xlsx_table


def sheet_of(content):
    return load_workbook(io.BytesIO(content)).active


def noted(dossier, note):
    return replace(
        dossier, annotations=(replace(dossier.annotations[0], note=note), *dossier.annotations[1:])
    )


def cell_named(sheet, name, row=2):
    return sheet.cell(row, columns().index(name) + 1)


def test_every_mark_is_a_row_under_a_frozen_header_that_filters(bridge):
    sheet = sheet_of(xlsx_table(bridge))
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head) == columns()
    assert [row[0] for row in rows] == ["F1", "C2", "O3", "F4", "C5", "6", "F7", "O8"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["C"].width > 30
    assert cell_named(sheet, "Passage").alignment.wrap_text


def test_dates_are_dates_and_paragraphs_numbers(bridge):
    sheet = sheet_of(xlsx_table(bridge))
    assert cell_named(sheet, "Checked on").value == datetime(2026, 5, 3)  # noqa: DTZ001 - as Excel has it
    assert cell_named(sheet, "Marked on").is_date
    assert cell_named(sheet, "Paragraph").value == 2


def test_two_days_of_checking_stay_words(bridge):
    first = bridge.annotations[0]
    other = replace(first.evidence[0], on=first.evidence[0].on.replace(day=4))
    marks = (replace(first, evidence=(*first.evidence, other)), *bridge.annotations[1:])
    sheet = sheet_of(xlsx_table(replace(bridge, annotations=marks)))
    assert cell_named(sheet, "Checked on").value == "2026-05-03, 2026-05-04"


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "'=1"])
def test_what_looks_like_a_formula_is_words_also_after_an_edit(bridge, note):
    cell = cell_named(sheet_of(xlsx_table(noted(bridge, note))), "Note")
    assert cell.value == note
    assert cell.data_type in ("s", "inlineStr")
    assert cell.quotePrefix is not note.startswith("'")


def test_words_that_excel_would_take_for_an_escape_are_kept(bridge):
    content = xlsx_table(noted(bridge, "see _x0041_ there"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"see _x005F_x0041_ there" in archive.read("xl/worksheets/sheet1.xml")


@given(note=st.text())
def test_any_note_is_a_cell_of_well_formed_words(note):
    from factories import dossier_of, mark_of

    plain = dossier_of()
    mark = mark_of(plain.version, "finest", "opinion", note=note * 40)
    content = xlsx_table(replace(plain, annotations=(mark,)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not root.xpath("//*[local-name()='f']")
    assert all(len(text) <= 33_000 for text in root.itertext())


def test_only_chosen_marks_are_in_it_with_their_own_numbers(bridge, tmp_path):
    options = AnnotatedCopyOptions(tags=frozenset({"opinion"}))
    assert write_xlsx(bridge, tmp_path / "log.xlsx", options) == "Written: 2 marks, one row each."
    sheet = sheet_of((tmp_path / "log.xlsx").read_bytes())
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["O3", "O8"]


def test_the_same_marks_give_the_same_file(bridge):
    assert xlsx_table(bridge) == xlsx_table(bridge)
