"""The claim log as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exporters.csv_table import columns, csv_table, safe_cell, write_csv


def rows_of(content):
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_mark_is_a_row_with_everything_known_of_it(bridge):
    head, *rows = rows_of(csv_table(bridge))
    assert head == columns()
    assert [row[0] for row in rows] == ["F1", "C2", "O3", "F4", "C5", "6", "F7", "O8"]
    first = dict(zip(head, rows[0], strict=True))
    assert first["Paragraph"] == "2"
    assert first["Passage"] == "The bridge was opened in 1931"
    assert (first["Check"], first["Method"], first["Checked by"]) == ("verified", "read", "AR")
    assert first["Checked on"] == "2026-05-03"
    assert first["Marked on"] == "2026-05-14"
    lost = dict(zip(head, rows[-1], strict=True))
    assert (lost["Paragraph"], lost["Passage"]) == ("", "the widest")


def test_excel_knows_it_is_unicode_and_lines_end_as_the_standard_says(bridge):
    content = csv_table(bridge)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 9


@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "\n=1", "%0A", "|cmd"]
)
def test_nothing_is_calculated(value):
    assert safe_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["1931", "a = b", "“=”", "", "5 %"])
def test_plain_words_stay_as_they_are(value):
    assert safe_cell(value) == value


@given(st.text())
def test_no_cell_begins_like_a_formula_or_is_too_long(value):
    cell = safe_cell(value * 50)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert len(cell) <= 32_767


def test_hostile_notes_stay_in_their_cell(bridge, tmp_path):
    bad = 'half \ud83d "quoted", \x00=1+1\r\nnext;line'
    marks = (replace(bridge.annotations[0], note=bad), *bridge.annotations[1:])
    assert (
        write_csv(replace(bridge, annotations=marks), tmp_path / "log.csv")
        == "Written: 8 marks, one row each."
    )
    rows = rows_of((tmp_path / "log.csv").read_bytes())
    assert {len(row) for row in rows} == {len(columns())}
    assert rows[1][columns().index("Note")] == 'half  "quoted", =1+1\nnext;line'
