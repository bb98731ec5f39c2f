from __future__ import annotations

import io
import zipfile

import pytest

from annotator.errors import ImportFailed
from annotator.importers import MAX_BYTES, check_size, read
from annotator.importers.formats import ENDINGS, FileFormat, format_name, recognise

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return data.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


DOCX = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"})
EPUB = packed(**{"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"})
ODT = packed(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
MAIL = b"From: a@example.com\nMIME-Version: 1.0\nContent-Type: text/plain\n\nWords."
SAVED = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (DOCX, "a.docx", FileFormat.DOCX),
        (DOCX, "a.txt", FileFormat.DOCX),
        (DOCX, "a", FileFormat.DOCX),
        (EPUB, "a.zip", FileFormat.EPUB),
        (ODT, "a.docx", FileFormat.ODT),
        (packed(**{"content.xml": "", "META-INF/manifest.xml": ""}), "a", FileFormat.ODT),
        (stream("WordDocument"), "a.docx", FileFormat.OLD_WORD),
        (stream("EncryptedPackage"), "a.docx", FileFormat.DOCX),
        (b"junk before %PDF-1.7", "a.txt", FileFormat.PDF),
        (b"{\\rtf1 x}", "a.doc", FileFormat.RTF),
        (b"\xef\xbb\xbf {\\rtf1 x}", "a.rtf", FileFormat.RTF),
        (b"bplist00 WebMainResource", "a", FileFormat.WEB_ARCHIVE),
        (b"<?xml?><plist><key>WebMainResource", "a", FileFormat.WEB_ARCHIVE),
        (SAVED, "a.mht", FileFormat.SAVED_PAGE),
        (b"From: <Saved by Blink>\nSnapshot-Content-Location: x\n" + SAVED, "a.mhtml", FileFormat.SAVED_PAGE),
        (MAIL, "a.eml", FileFormat.EMAIL),
        (b"<!DOCTYPE html><p>x", "a.docx", FileFormat.HTML),
        ("<!-- saved -->\n<HTML>".encode("utf-16"), "a.txt", FileFormat.HTML),
        (b"<p>x", "a.htm", FileFormat.HTML),
        (b"<p>x", "a.txt", FileFormat.TXT),
        (b"# x", "a.md", FileFormat.MARKDOWN),
        (b"# x", "a.MARKDOWN", FileFormat.MARKDOWN),
        (b"# x", "a.txt", FileFormat.TXT),
        (b"words", "a.pdf", FileFormat.TXT),
        (b"words", "README", FileFormat.TXT),
        (b"Note: this is\nno mail", "a.txt", FileFormat.TXT),
        ("größer".encode("cp1252"), "a", FileFormat.TXT),
    ],
)
def test_the_content_decides_and_the_ending_where_it_leaves_it_open(data, name, expected):
    assert recognise(data, name) is expected


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
        (b"\xff\xd8\xff" + bytes(99), "a picture"),
        (b"RIFF0000WEBP" + bytes(99), "a picture"),
        (b"\0\0\0 ftypmp42" + bytes(99), "a sound or film"),
        (b"\x1f\x8b" + bytes(99), "an archive"),
        (b"SQLite format 3\0" + bytes(99), "a database"),
        (packed(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}), "a spreadsheet"),
        (packed(**{"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "a presentation"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a spreadsheet"),
        (packed(**{"Index/Document.iwa": "", "Metadata/x": ""}), "a Pages"),
        (packed(**{"a.txt": "x"}), "an archive"),
        (stream("Workbook"), "a spreadsheet"),
        (stream("PowerPoint Document"), "a presentation"),
        (stream("__properties_version1.0"), "an Outlook message"),
    ],
)
@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_what_is_no_article_is_called_by_its_name(data, what, name):
    with pytest.raises(ImportFailed, match=what) as refused:
        recognise(data, name)
    assert "Word (.docx), PDF" in refused.value.hint


@pytest.mark.parametrize("data", [bytes(range(256)) * 9, OLE, b"\0\1\2\3" * 99])
def test_a_file_of_no_known_kind_is_refused_with_a_list_of_those_that_can_be_opened(data):
    with pytest.raises(ImportFailed, match="cannot be opened") as refused:
        read(data, "a.docx")
    assert "plain text" in refused.value.hint


def test_a_wrong_ending_is_said_but_no_obstacle(found):
    imported = read(b"<!doctype html><html><body><p>Some words are here.</p></body></html>", "a.docx")
    assert imported.text == "Some words are here."
    assert "wrong-ending" in found(imported)
    assert imported.report.findings[0].text == (
        "The name ends in “.docx”, but the file is a web page; it was read as that."
    )


def test_a_right_or_unknown_ending_needs_no_word(found):
    assert found(read(b"words", "a.txt")) == {}
    assert found(read(b"words", "a.xyz")) == {}


def test_a_file_without_a_title_is_called_like_its_name():
    assert read(b"Words that end in a full stop.", "2026 draft.v2.txt").metadata.title == "2026 draft.v2"


def test_an_empty_file_and_one_too_large_have_a_sentence_each():
    with pytest.raises(ImportFailed, match=r"“a\.docx” is empty"):
        read(b"", "a.docx")
    with pytest.raises(ImportFailed, match="too large: 300 MB, and 200 MB"):
        check_size(300 << 20, "a.docx")
    check_size(MAX_BYTES, "a.docx")


def test_every_format_has_an_ending_and_a_name():
    assert set(ENDINGS.values()) == set(FileFormat)
    assert len({format_name(item) for item in FileFormat}) == len(FileFormat)


@pytest.mark.parametrize("cut", [30, 60, -30])
def test_a_package_that_is_cut_off_is_refused_whatever_its_ending(cut):
    for name in ("a.docx", "a.odt", "a.epub", "a.txt"):
        with pytest.raises(ImportFailed, match="cut off or damaged") as refused:
            read(DOCX[:cut], name)
        assert refused.value.hint


def test_a_password_protected_word_file_is_refused_as_that():
    with pytest.raises(ImportFailed, match="password"):
        read(stream("EncryptedPackage"), "a.docx")
