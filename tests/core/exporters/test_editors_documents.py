"""What editors pass on beside the annotated copy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.exporters.choices import Choices
from annotator.exporters.editors_documents import DOCUMENTS, editors_document, write_editors_document
from annotator.exporters.options import Paper
from annotator.model.annotation import Status
from annotator.model.tag import Tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(element):
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


@pytest.fixture
def rows(read):
    """Return all table rows of a kind of document, as lists of cell texts."""

    def rows_in(dossier, kind):
        body = read(editors_document(dossier, kind)[0]).body
        return [
            [" / ".join(map(words_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
            for row in body.iter(f"{W}tr")
        ]

    return rows_in


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_nothing_is_found_against_it_with_marks_or_without(bridge, audit, kind):
    for dossier in (bridge, replace(bridge, annotations=(), sources=())):
        content, line = editors_document(dossier, kind, Choices(paper=Paper.LETTER))
        assert audit(content) == []
        assert line.startswith("Checked")


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_it_holds_no_more_than_it_shows(bridge, read, kind):
    parts = read(editors_document(bridge, kind)[0]).parts
    assert not [name for name in parts if name.startswith("customXml")]
    assert "word/comments.xml" not in parts
    if kind != "source-list":
        assert not any(b"clerk@example.org" in part for part in parts.values())


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize(
    "bad", ["a\x00b\ufffe", "half \ud83d", "long " * 2000, "=1+1", "<b>&\"'", "שלום (x)"]
)
def test_no_name_note_or_title_can_break_it(bridge, audit, kind, bad):
    one = bridge.annotations[0]
    evidence = tuple(replace(item, locator=bad, method=bad, by=bad) for item in one.evidence)
    one = replace(
        one, note=bad, rationale=bad, rewording=bad, question=bad, evidence=evidence, status=Status.WRONG
    )
    article = replace(bridge.article, title=bad, byline=bad, url=bad, language=bad)
    source = replace(bridge.sources[0], title=bad, publisher=bad, url=bad, contact=bad)
    dossier = replace(
        bridge, article=article, annotations=(one,), sources=(source,), tags=(Tag("fact", bad, bad[:2]),)
    )
    assert audit(editors_document(dossier, kind)[0]) == []


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_same_input_gives_the_same_file(bridge, tmp_path, kind):
    write_editors_document(bridge, tmp_path / "a.docx", kind)
    write_editors_document(bridge, tmp_path / "b.docx", kind)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_the_claim_log_lists_every_mark_with_its_paragraph(bridge, rows):
    found = rows(bridge, "claim-log")
    assert found[0][:3] == ["No.", "¶", "Passage"]
    assert [row[0] for row in found[1:]] == ["F1", "C2", "O3", "F4", "C5", "6", "F7", "O8"]
    assert found[1][1] == "2"
    assert found[1][7] == "read / AR / 2026-05-03"
    assert found[4][4] == "unchecked / Risk: legal"
    assert found[8][1] == "–"


def test_the_query_sheet_asks_what_is_open_paragraph_by_paragraph_and_leaves_room(bridge, read, rows):
    unsure = replace(bridge.annotations[2], status=Status.NEEDS_SOURCE)
    dossier = replace(bridge, annotations=(*bridge.annotations[:2], unsure, *bridge.annotations[3:]))
    found = rows(dossier, "query-sheet")
    assert [row[0] for row in found[1:]] == ["Paragraph 2", "O3", "Paragraph 3", "C5"]
    assert found[2][1] == "“finest” / Where does this come from?"
    assert found[4][1].endswith("Who says so?")
    body = read(editors_document(dossier, "query-sheet")[0]).body
    assert len(list(body.iter(f"{W}trHeight"))) == 2


def test_an_answered_question_is_asked_no_more(bridge, rows):
    answered = replace(bridge.annotations[4], answer="The council.")
    dossier = replace(bridge, annotations=(*bridge.annotations[:4], answered, *bridge.annotations[5:]))
    assert rows(dossier, "query-sheet") == []


def test_the_change_list_has_what_should_read_otherwise(bridge, rows):
    (_, change) = rows(bridge, "change-list")
    assert change[0] == "C5"
    assert change[4] == "stood beside closing shops"
    assert change[6] == "☐ yes / ☐ no"


def test_the_source_list_says_whom_to_reach(bridge, rows):
    (_, source) = rows(bridge, "source-list")
    assert source[0].startswith("Minutes of the council / Ostley council, document, primary source")
    assert "clerk@example.org" in source[1]
    assert source[2] == "F1"


def test_the_sign_off_memo_says_what_was_checked_by_whom_and_what_stays_open(bridge, rows):
    found = rows(bridge, "sign-off")
    assert ["verified", "1"] in found
    assert ["AR", "1", "2026-05-03"] in found
    assert [row[0] for row in found if len(row) == 5][1:] == ["F4", "C5"]
    assert ["C5", "3"] in [row[:2] for row in found]
    assert "question not answered" in next(row[3] for row in found if row[0] == "C5")
    assert ["Checked by", "", "", ""] in found
