from __future__ import annotations

import time

import pytest
from word_files import comment, commented, para, run, styled, word_dossier, word_file

from annotator.errors import ImportFailed
from annotator.exporters.marked_original import mark_original
from annotator.importers.docx import read_docx
from annotator.importers.options import ImportOptions, TrackedChanges
from annotator.model.imported import Imported

TITLE = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
LANGUAGE = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults>'
)


def read(data: bytes, changes: TrackedChanges = TrackedChanges.ACCEPTED) -> Imported:
    return read_docx(data, "article.docx", ImportOptions(tracked_changes=changes))


def passages(imported: Imported) -> list[tuple[str, str]]:
    return [(mark.span.of(imported.text) if mark.span else "", mark.comment) for mark in imported.marks]


def test_the_file_says_who_wrote_it_and_when() -> None:
    core = (
        "<dc:title>The bridge</dc:title><dc:creator>Ana Ruiz</dc:creator>"
        "<dcterms:created>2026-05-01T08:00:00Z</dcterms:created>"
    )
    found = read(word_file(para("Words."), core=core, parts={"styles": LANGUAGE})).metadata
    assert (found.title, found.byline, found.published, found.language) == (
        "The bridge",
        "Ana Ruiz",
        "2026-05-01",
        "de-AT",
    )


@pytest.mark.parametrize("core", ["", "<dc:title>  </dc:title>", "<dc:title>Normal.dot</dc:title>"])
def test_without_a_title_of_its_own_the_first_heading_is_taken(core: str) -> None:
    data = word_file(
        para("A small line"), styled("T", "The bridge at Ostley"), core=core, parts={"styles": TITLE}
    )
    assert read(data).metadata.title == "The bridge at Ostley"


def test_damaged_properties_do_not_keep_an_article_out() -> None:
    data = word_file(para("Words."), core="<dc:title>x</dc:title>").replace(b"</cp:core", b"</cp:core")
    broken = word_file(para("Words."), core="<dc:title>unclosed")
    assert (read(data).text, read(broken).text) == ("Words.", "Words.")


def test_comments_come_as_marks_with_their_threads_in_reading_order() -> None:
    body = para(commented(7, run("First")) + run(" and ") + commented(3, run("second")) + run("."))
    parts = {
        "comments": comment(3, "on second", key="0000000A")
        + comment(7, "on first", key="0000000B", author="Cy", initials="C", date="2026-05-01T10:00:00Z")
        + comment(4, "answer", key="0000000C")
    }
    extended = (
        '<w15:commentEx w15:paraId="0000000B" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0000000C" w15:paraIdParent="0000000B" w15:done="0"/>'
    )
    imported = read(word_file(body, parts=parts, extended=extended))
    assert [mark.comment for mark in imported.marks] == ["on first", "answer", "on second"]
    first, answer, second = imported.marks
    assert (first.author, first.initials, first.at, first.resolved) == (
        "Cy",
        "C",
        "2026-05-01T10:00:00Z",
        True,
    )
    assert (first.replies_to, answer.replies_to, second.replies_to) == (None, 0, None)
    assert passages(imported)[0] == ("First", "on first")
    assert imported.report.count("comments") == 3


def test_coloured_passages_come_as_marks_but_white_ones_do_not() -> None:
    imported = read(
        word_file(
            para(
                run("a ")
                + run("yel", '<w:highlight w:val="yellow"/>')
                + run("low", '<w:highlight w:val="yellow"/>')
                + run(" b ")
                + run("pink", '<w:shd w:val="clear" w:color="auto" w:fill="ffc0cb"/>')
                + run(" white", '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>')
                + run(" none", '<w:highlight w:val="none"/>')
            )
        )
    )
    assert [(mark.colour, mark.span and mark.span.of(imported.text)) for mark in imported.marks] == [
        ("#FFFF00", "yellow"),
        ("#FFC0CB", "pink"),
    ]


def test_the_report_names_what_the_text_does_not_show() -> None:
    body = para(
        run("Words")
        + run("secret", "<w:vanish/>")
        + f'<w:ins w:id="1" w:author="B">{run(" new")}</w:ins>'
        + '<w:del w:id="2" w:author="B"><w:r><w:delText>old</w:delText></w:r></w:del>'
    )
    data = word_file(body, parts={"header1": para("CONFIDENTIAL")})
    report = read(data).report
    assert {finding.kind: finding.count for finding in report.findings} == {
        "tracked-changes": 2,
        "hidden-text": 1,
        "headers": 1,
    }
    assert "CONFIDENTIAL" in report.findings[-1].text


@pytest.mark.parametrize(
    ("changes", "text", "sentence"),
    [
        (TrackedChanges.ACCEPTED, "It opened.", "as if it had been accepted"),
        (TrackedChanges.ORIGINAL, "It .", "the one before"),
        (TrackedChanges.BOTH, "It opened.", "what was inserted"),
    ],
)
def test_tracked_changes_are_never_taken_silently(changes: TrackedChanges, text: str, sentence: str) -> None:
    body = para(run("It ") + f'<w:ins w:id="1" w:author="B">{run("opened")}</w:ins>' + run("."))
    imported = read(word_file(body), changes)
    assert imported.text == text
    assert sentence in imported.report.findings[0].text


def test_an_export_of_ours_brings_its_dossier_and_its_colours_are_nobodys_highlights() -> None:
    dossier = word_dossier(word_file(para("The bridge was opened in 1931.")), ("opened in 1931", "fact"))
    imported = read(mark_original(dossier))
    assert imported.text == dossier.version.text
    assert imported.export == "annotated-copy"
    assert imported.dossier is not None
    assert imported.dossier.annotations == dossier.annotations
    # its comments stay comparable with those that come back from Word
    assert [(mark.comment, mark.colour) for mark in imported.marks] == [("F1 · Fact", "")]
    assert imported.report.findings == ()


def test_an_empty_document_is_refused_with_a_sentence() -> None:
    with pytest.raises(ImportFailed, match="no text"):
        read(word_file(para(""), para(" ")))


def test_a_long_article_is_read_in_the_blink_of_an_eye() -> None:
    data = word_file(*(para("The bridge was opened in 1931 after a long dispute. ") for _ in range(300)))
    read(data)
    start = time.process_time()
    read(data)
    assert time.process_time() - start < 0.5  # some 10 ms; a slower way would take seconds
