"""A document that is not right is not offered."""

from __future__ import annotations

import pytest

from annotator.errors import ExportFailed
from annotator.exporters.annotated_copy import annotated_copy
from annotator.exporters.marking import plan
from annotator.exporters.options import AnnotatedCopyOptions
from annotator.exporters.validation import check_document, check_original
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


def test_something_that_is_no_document_stops_it(checked):
    check, content = checked
    with pytest.raises(ExportFailed):
        check(content[:2000])
