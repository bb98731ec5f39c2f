"""A document that is not right is not offered."""

from __future__ import annotations

import pytest

from annotator.errors import ExportFailed, ImportFailed
from annotator.exporters.annotated_copy import annotated_copy
from annotator.exporters.marked_text import ARTICLE_BOOKMARK, marked_text
from annotator.exporters.marking import plan
from annotator.exporters.options import AnnotatedCopyOptions
from annotator.exporters.report import make_report
from annotator.exporters.report_docx import report_document
from annotator.exporters.validation import check_document, check_original
from annotator.ooxml.namespaces import W
from annotator.ooxml.package import read_package


def changed(content, name, before, after):
    package = read_package(content)
    part = package.read(name)
    assert before in part
    return package.with_parts({name: part.replace(before, after, 1)})


@pytest.fixture
def checked(bridge):
    content, _ = annotated_copy(bridge)
    marking = plan(bridge, AnnotatedCopyOptions())
    return lambda document: check_document(document, text=bridge.version.text, marking=marking), content


def test_a_sound_document_gets_one_plain_line(checked):
    check, content = checked
    line = check(content)
    assert line.startswith("Checked: the file opens")
    assert "8 comments" in line


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        ("word/document.xml", b"finest", b"fineest", "the text differs"),
        ("word/document.xml", b'<w:commentRangeEnd w:id="0"/>', b"", "comment ranges"),
        ("word/document.xml", b'<w:commentReference w:id="0"/>', b"", "comment references"),
        ("word/comments.xml", b'w:id="0"', b'w:id="99"', "8 comments for"),
        ("word/document.xml", b"</w:body>", b"", "not well-formed"),
        ("word/_rels/document.xml.rels", b"comments.xml", b"nothing.xml", "leads nowhere"),
    ],
)
def test_what_is_wrong_with_it_stops_it(checked, name, before, after, fault):
    check, content = checked
    with pytest.raises(ExportFailed) as failure:
        check(changed(content, name, before, after))
    assert fault in failure.value.detail
    assert failure.value.hint


def test_what_is_wrong_behind_the_article_of_a_report_stops_it_too(bridge):
    content, line = report_document(bridge)
    marking = make_report(bridge).marking
    assert check_document(content, text=bridge.version.text, marking=marking) == line
    cells = b"</w:tbl>"  # the last of them is that of the sources
    body, _, rest = read_package(content).read("word/document.xml").rpartition(cells)
    with pytest.raises(ExportFailed) as failure:
        check_document(
            read_package(content).with_parts({"word/document.xml": body + rest}),
            text=bridge.version.text,
            marking=marking,
        )
    assert "not well-formed" in failure.value.detail


def marked(inside, root="w:document"):
    return marked_text(f'<{root} xmlns:w="{W[1:-1]}">{inside}</{root}>'.encode())


def paragraph(words, style="ArticleText", before=""):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def test_only_what_stands_between_the_bookmarks_is_the_article():
    found = marked(
        f"<w:body>{paragraph('Key')}"
        f'<w:bookmarkStart w:id="3" w:name="_Toc1"/><w:bookmarkEnd w:id="3"/>'
        f'<w:bookmarkStart w:id="0" w:name="{ARTICLE_BOOKMARK}"/>'
        f'<w:p><w:r><w:t>One</w:t></w:r><w:commentRangeStart w:id="7"/><w:r><w:t>two</w:t></w:r>'
        f'<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>'
        f'{paragraph("three")}<w:bookmarkEnd w:id="0"/>{paragraph("All marks")}</w:body>'
    )
    assert found.text == "Onetwo\nthree"
    assert found.text[slice(*found.ranges[7])] == "two"
    assert found.references == [7]


def test_labels_fillers_and_tab_stops_are_no_text_and_signs_are():
    label = '<w:r><w:rPr><w:rStyle w:val="ClaimlightLabel"/></w:rPr><w:t>F1</w:t><w:tab/></w:r>'
    signs = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:softHyphen/><w:noBreakHyphen/></w:r>"
    stops = '<w:tabs><w:tab w:val="num" w:pos="9"/></w:tabs>'
    found = marked(
        f"<w:body><w:p><w:pPr>{stops}</w:pPr>{label}{signs}</w:p>{paragraph('', 'ArticleFiller')}"
        f"{paragraph('end')}</w:body>"
    )
    assert found.text == "a\tb\n\u00ad\u2011\nend"


def test_words_outside_a_text_element_are_none():
    field = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    assert marked(f"<w:body>\n<w:p>{field}<w:r><w:t>one</w:t></w:r></w:p>\n</w:body>").text == "one"


@pytest.mark.parametrize(
    "xml",
    [
        b"<w:document/>",  # nobody said what w means
        b"<document/>",
        b"",
    ],
)
def test_what_is_no_document_of_ours_is_refused(xml):
    with pytest.raises(ImportFailed):
        marked_text(xml)


@pytest.mark.parametrize("before", ["", f"<!--{'x' * 70_000}-->"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_document_type_is_refused_wherever_it_stands(before, encoding):
    document = f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>'
    assert marked_text(f"{before}{document}".encode(encoding)).text == ""
    with pytest.raises(ImportFailed, match="document type"):
        marked_text(f"{before}<!DOCTYPE w:document>{document}".encode(encoding))


def test_a_marked_original_is_checked_by_its_words_and_its_comments(bridge):
    content, _ = annotated_copy(bridge)
    assert "8 comments" in check_original(content, bridge.version.text)
    for broken in (
        changed(content, "word/document.xml", b"finest", b"fineest"),
        changed(content, "word/comments.xml", b'w:id="1"', b'w:id="0"'),
        content[:3000],
    ):
        with pytest.raises(ExportFailed) as failure:
            check_original(broken, bridge.version.text)
        assert failure.value.detail


def test_an_original_whose_paragraphs_were_joined_by_hand_is_sound_too(bridge):
    content, _ = annotated_copy(bridge)
    joined = bridge.version.text.replace("\n", " ", 1)
    assert check_original(content, joined).startswith("Checked")


def test_something_that_is_no_document_stops_it(checked):
    check, content = checked
    with pytest.raises(ExportFailed):
        check(content[:2000])
