"""The report as a Word document."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from factories import BRIDGE, dossier_of, mark_of

from annotator.exporters.annotated_copy import annotated_copy
from annotator.exporters.options import AnnotatedCopyOptions, Labels, Paper, ReportOptions
from annotator.exporters.report import make_report
from annotator.exporters.report_docx import report_document, write_report
from annotator.model.annotation import Origin
from annotator.model.tag import Tag
from annotator.ooxml.own_part import read_dossier
from annotator.ooxml.package import read_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def ostley(bridge):
    article = replace(
        bridge.article,
        byline="Maria Wolf",
        site="Ostley Post",
        published="2026-05-10",
        language="en",
        url="https://example.org/bridge",
    )
    return replace(bridge, article=article)


def words_of(element):
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def tables_of(shown):
    """Return each table as its rows of cell texts, paragraphs joined by a slash."""
    return [
        [
            [" / ".join(words_of(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in shown.body.iter(f"{W}tbl")
    ]


def headings_of(shown):
    found = []
    for paragraph in shown.body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "ReportHeading":
            found.append(words_of(paragraph))
    return found


def test_the_article_inside_is_the_article_and_each_comment_stands_on_its_passage(ostley, rich, read):
    for dossier in (ostley, rich):
        shown = read(report_document(dossier)[0])
        assert shown.text == dossier.version.text
        exact = [annotation.exact for annotation in dossier.annotations if not annotation.is_orphan]
        assert set(shown.ranges.values()) == set(exact)


def test_nothing_is_found_against_it(ostley, rich, audit):
    unmarked = replace(ostley, annotations=())
    for dossier in (ostley, rich, unmarked, dossier_of("")):
        assert audit(report_document(dossier)[0]) == []


def test_the_title_block_says_what_was_marked_by_whom_and_when(ostley, read):
    shown = read(report_document(ostley)[0])
    lines = [words_of(paragraph) for paragraph in shown.body[:6]]
    assert lines[1] == "The bridge at Ostley"
    assert lines[2] == "Maria Wolf · Ostley Post · 2026-05-10"
    assert lines[3] == "https://example.org/bridge"
    assert lines[4] == "Marked by Ana Ruiz · 2026-05-14 · 7 marks"


def test_the_title_block_says_how_many_marks_began_as_suggestions(ostley):
    first, *others = ostley.annotations
    offered = replace(ostley, annotations=(replace(first, origin=Origin.ADJUSTED), *others))
    assert "of which 1 began as a suggestion" in make_report(offered).facts[0]
    assert "suggestion" not in make_report(ostley).facts[0]


def test_the_key_shows_each_tag_in_its_look_with_letter_meaning_and_counts(ostley, read):
    key = tables_of(read(report_document(ostley)[0]))[0]
    assert key[0] == ["Sign", "Shown as", "Meaning", "Claims", "Quotes", "Marks"]
    assert key[1] == [
        "F",
        "Fact / solid line",
        "A statement that could be checked, whether or not it turns out to be true.",
        "2",
        "1",
        "3",
    ]
    assert [row[0] for row in key[1:]] == ["F", "O", "C", "–", "All"]
    assert key[-1] == ["All", "6", "1", "7"]


def test_checks_are_counted(ostley, read):
    statuses = tables_of(read(report_document(ostley)[0]))[1]
    assert statuses == [["Check", "Marks"], ["unchecked", "6"], ["verified", "1"]]


def test_the_table_lists_all_marks_in_reading_order_with_the_numbers_of_the_text(ostley, read):
    shown = read(report_document(ostley)[0])
    table = tables_of(shown)[2]
    assert table[0] == ["No.", "Passage", "Tag", "Kind", "Speaker", "Check", "Note", "Source"]
    assert [row[0] for row in table[1:]] == ["F1", "C2", "O3", "F4", "C5", "6", "F7"]
    assert sorted(shown.labels) == sorted(row[0] for row in table[1:])
    assert table[1] == [
        "F1",
        "The bridge was opened in 1931",
        "Fact",
        "claim",
        "",
        "verified",
        "See the minutes.",
        "Minutes of the council, Ostley council, p. 4 (supports it, read, AR, 2026-05-03)",
    ]
    assert table[4][3:6] == ["quote", "Ruth Okonedo, archivist / named, direct", "Risk: legal"]
    assert table[5][1] == "caused the shops in the old town to close. Es heißt"


def test_lost_passages_and_sources_have_sections_of_their_own(ostley, read):
    shown = read(report_document(ostley)[0])
    assert headings_of(shown) == [
        "Key and counts",
        "The article",
        "All marks",
        "Passages no longer in the text",
        "Sources",
    ]
    lost, sources = tables_of(shown)[3:]
    assert [row[:2] for row in lost[1:]] == [["O8", "the widest"]]
    assert "clerk@example.org" not in str(sources)
    with_contacts = tables_of(read(report_document(ostley, ReportOptions(contacts=True))[0]))[-1]
    assert "clerk@example.org" in str(with_contacts)


def test_an_article_without_marks_is_still_a_report(ostley, read):
    shown = read(report_document(replace(ostley, annotations=()))[0])
    assert headings_of(shown) == ["Key", "The article"]
    assert "No passage of this article is marked." in words_of(shown.body)


def test_every_table_repeats_its_header_row_and_has_a_description(ostley, read):
    for table in read(report_document(ostley)[0]).body.iter(f"{W}tbl"):
        assert next(table.iter(f"{W}tr")).find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        grid = [int(item.get(f"{W}w")) for item in table.iter(f"{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            assert sum(int(item.get(f"{W}w")) for item in row.iter(f"{W}tcW")) == sum(grid)


def test_the_table_lies_across_the_page_and_all_pages_are_numbered(ostley, read):
    shown = read(report_document(ostley, ReportOptions(AnnotatedCopyOptions(paper=Paper.LETTER)))[0])
    upright, across = shown.body.iter(f"{W}sectPr")
    assert upright.find(f"{W}pgSz").get(f"{W}w") == "12240"
    assert across.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    assert across.find(f"{W}pgSz").get(f"{W}w") == "15840"
    for number in (1, 2):
        fields = [item.text.strip() for item in shown.xml(f"word/footer{number}.xml").iter(f"{W}instrText")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_where_the_page_turns_nothing_can_be_left_alone_on_a_page_of_its_own(ostley, read):
    body = read(report_document(ostley)[0]).body
    (turn,) = [item for item in body.iter(f"{W}p") if item.find(f"{W}pPr/{W}sectPr") is not None]
    height = turn.find(f"{W}pPr/{W}spacing")
    assert [height.get(f"{W}{name}") for name in ("line", "lineRule", "after")] == ["1", "exact", "0"]
    last = next(turn.itersiblings(f"{W}p", preceding=True))
    assert last.find(f"{W}pPr/{W}spacing").get(f"{W}after") == "0"


def test_the_headings_of_the_article_stand_below_those_of_the_report(rich, read):
    shown = read(report_document(rich)[0])
    assert shown.style_of("The hall at Maidon") == "Heading2"
    assert shown.style_of("What changed") == "Heading3"


def test_filters_hold_for_all_parts(ostley, read):
    options = ReportOptions(AnnotatedCopyOptions(tags=frozenset({"opinion"}), labels=Labels.NUMBER))
    shown = read(report_document(ostley, options)[0])
    assert shown.labels == ["O3"]
    assert [row[0] for row in tables_of(shown)[2][1:]] == ["O3"]
    assert make_report(ostley, options).facts[0].endswith("1 mark shown, 6 left out")


def test_the_whole_dossier_travels_inside(ostley):
    content, _ = report_document(ostley)
    assert read_dossier(read_package(content)) == (replace(ostley, original=None), "report")


def test_the_same_input_gives_the_same_file_and_a_line_says_what_was_checked(ostley, tmp_path):
    first = write_report(ostley, tmp_path / "a.docx")
    assert first == write_report(ostley, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert "8 comments" in first


@pytest.mark.parametrize(
    "bad", ["a\x00b\ufffe", "half \ud83d", "long " * 2000, "=1+1", "<b>&\"'", "a\r\nb\rc", "שלום (x)", "   "]
)
def test_no_name_note_or_title_can_break_it(ostley, read, audit, bad):
    one = ostley.annotations[0]
    one = replace(
        one,
        note=bad,
        rationale=bad,
        rewording=bad,
        question=bad,
        creator=replace(one.creator, name=bad),
        attribution=replace(one.attribution, speaker=bad, role=bad, reason=bad),
    )
    article = replace(ostley.article, title=bad, byline=bad, site=bad, published=bad, language=bad, url=bad)
    sources = [replace(ostley.sources[0], title=bad, publisher=bad, url=bad, contact=bad)]
    tags = [Tag("fact", bad, bad[:2], definition=bad)]
    lost = replace(one, id="lost", target=replace(one.target, position=None))
    dossier = replace(
        ostley, article=article, annotations=(one, lost), sources=tuple(sources), tags=tuple(tags)
    )
    content, _ = report_document(dossier, ReportOptions(contacts=True))
    assert audit(content) == []
    assert read(content).text == BRIDGE


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_both_and_keeps_text_and_every_comment(ostley, tmp_path):
    (tmp_path / "report.docx").write_bytes(report_document(ostley)[0])
    (tmp_path / "copy.docx").write_bytes(annotated_copy(ostley)[0])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "report.docx"), str(tmp_path / "copy.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for name in ("report", "copy"):
        with zipfile.ZipFile(tmp_path / f"{name}.odt") as archive:
            text = archive.read("content.xml").decode()
        assert text.count("<office:annotation ") == 8
        assert "F1 · Fact" in text
        assert "היא נפתחה" in text


def test_a_long_passage_is_cut_in_the_table_after_a_word(read):
    text = "word " * 300 + "end."
    dossier = dossier_of(text)
    mark = mark_of(dossier.version, text.strip())
    table = tables_of(read(report_document(replace(dossier, annotations=(mark,)))[0]))[2]
    assert table[1][1].endswith("word …")
    assert len(table[1][1]) < 370


def test_the_archive_holds_each_part_once(ostley):
    with zipfile.ZipFile(io.BytesIO(report_document(ostley)[0])) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert names[0] == "[Content_Types].xml"
