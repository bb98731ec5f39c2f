from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import para, walked, word_file, zipped

from annotator.errors import ImportFailed
from annotator.ooxml.package import parse_xml, read_package, resolve

DOCX = word_file(para("The bridge was opened in 1931."))
NAMES = st.text("abcé", min_size=1, max_size=6)


def entries(data: bytes) -> list[tuple[str, int, int, tuple[int, ...]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(i.filename, i.CRC, i.compress_size, i.date_time) for i in archive.infolist()]


def test_macro_files_and_templates_are_word_files_too() -> None:
    for kind in ("application/vnd.ms-word.document.macroEnabled.main+xml", "application/xml"):
        assert walked(word_file(para("Words."), main_type=kind)).text == "Words."


def test_strict_files_read_as_any_other() -> None:
    data = word_file(para("Strict words."), strict=True)
    assert walked(data).text == "Strict words."
    assert read_package(data).is_strict("word/document.xml")


def test_a_changed_part_leaves_every_other_entry_byte_for_byte() -> None:
    changed = read_package(DOCX).with_parts({"word/document.xml": b"<new/>", "word/added.xml": b"<a/>"})
    before, after = entries(DOCX), entries(changed)
    assert [item[0] for item in after] == [*(item[0] for item in before), "word/added.xml"]
    assert [item for item in after if item[0] not in ("word/document.xml", "word/added.xml")] == [
        item for item in before if item[0] != "word/document.xml"
    ]
    assert read_package(changed).read("word/document.xml") == b"<new/>"


def test_a_part_can_be_left_out() -> None:
    without = read_package(DOCX).with_parts({"word/document.xml": None})
    assert "word/document.xml" not in read_package(without)


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=5))
def test_what_was_put_in_comes_out(parts: dict[str, bytes]) -> None:
    package = read_package(read_package(DOCX).with_parts(parts))
    assert {name: package.read(name) for name in parts} == parts
    assert package.read("word/document.xml") == read_package(DOCX).read("word/document.xml")


def test_an_archive_whose_sizes_follow_the_data_is_copied_too() -> None:
    class Pipe(io.RawIOBase):  # cannot seek back, so that sizes come after the data
        written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<a>words</a>")
    package = read_package(pipe.written)
    assert read_package(package.with_parts({"b.xml": b"<b/>"})).read("a.xml") == b"<a>words</a>"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and then nothing", "cut off"),
        (DOCX[:-30], "cut off"),
        (DOCX[: len(DOCX) // 2], "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "before 2007"),
        (b"\x89PNG\r\n", "not what its name says"),
        (zipped({"../evil.xml": "x"}), "outside itself"),
        (zipped({"/etc/passwd": "x"}), "outside itself"),
        (zipped({"C:/x.xml": "x"}), "outside itself"),
        (zipped({f"{n}.xml": "" for n in range(5_001)}), "5001 parts"),
        (zipped({"big.bin": bytes(40_000_000)}), "times its size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ImportFailed, match=sentence) as caught:
        read_package(data)
    assert caught.value.hint


def test_more_than_200_megabytes_are_refused_before_they_are_unpacked() -> None:
    data = bytearray(zipped({"a.bin": b"x"}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 300 * 2**20)
    with pytest.raises(ImportFailed, match="300 MB"):
        read_package(bytes(data))


def test_the_same_part_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", "two")
    with pytest.raises(ImportFailed, match="twice"):
        read_package(buffer.getvalue())


def test_an_entry_that_unpacks_to_more_than_it_says_is_damaged() -> None:
    data = bytearray(zipped({"a.bin": bytes(5_000)}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)  # the directory says ten bytes
    with pytest.raises(ImportFailed, match="cannot be unpacked"):
        read_package(bytes(data)).read("a.bin")


def test_a_flipped_bit_is_noticed() -> None:
    data = bytearray(zipped({"a.txt": "words " * 400}))
    data[data.index(b"a.txt") + 9] ^= 0xFF
    with pytest.raises(ImportFailed, match="cannot be unpacked"):
        read_package(bytes(data)).read("a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_any_part_is_refused(encoding: str) -> None:
    part = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "gone">]><a>&e;</a>'.encode(encoding)
    with pytest.raises(ImportFailed, match="document type"):
        read_package(word_file(para("x"), raw={"word/other.xml": part}))


def test_e_books_may_have_one_which_is_not_loaded() -> None:
    part = b'<!DOCTYPE html SYSTEM "file:///etc/passwd"><html>text</html>'
    assert parse_xml(part, doctype=True).text == "text"


def test_an_article_about_document_types_is_not_taken_for_one() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE html>]]></a>").text == "<!DOCTYPE html>"


@pytest.mark.parametrize("part", [b"<a>" * 400 + b"</a>" * 400, b"<a><b></a>", b"", b"\xff\xfe\x00"])
def test_deep_nesting_and_broken_xml_are_refused_with_a_sentence(part: bytes) -> None:
    with pytest.raises(ImportFailed, match="not well-formed"):
        parse_xml(part)


def test_an_arrow_that_leads_nowhere_does_no_harm() -> None:
    arrows = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="x" Type="a/comments" Target="gone.xml"/></Relationships>'
    )
    package = read_package(word_file(para("x"), raw={"word/_rels/document.xml.rels": arrows}))
    assert package.related(package.main, "comments") == ""
    assert walked(word_file(para("x"), raw={"word/_rels/document.xml.rels": arrows})).text == "x"


@pytest.mark.parametrize(
    ("target", "part"),
    [("media/a.png", "word/media/a.png"), ("/word/b.xml", "word/b.xml"), ("../c%20d.xml", "c d.xml")],
)
def test_targets_are_seen_from_the_part_they_stand_in(target: str, part: str) -> None:
    assert resolve("word/document.xml", target) == part
