from __future__ import annotations

import io
import zipfile

import pytest

from annotator.errors import ImportFailed
from annotator.importers import read
from annotator.importers.epub import chapters
from annotator.importers.options import ImportOptions

XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{}</body></html>'
)
FIRST = XHTML.format(
    '<h1>One</h1><p>The bridge&nbsp;was opened.<a epub:type="noteref" href="#n"><sup>1</sup></a></p>'
    '<img src="b.png" alt="The bridge"/><aside epub:type="footnote" id="n"><p>In 1931.</p></aside>'
)
SECOND = XHTML.format(
    "<p>It carried trams until 1958, and nobody has ever said that they were quiet trams.</p>"
)
THIRD = XHTML.format("<h2>Three</h2><p>It is closed.</p>")
NAV = XHTML.format(
    '<nav epub:type="toc"><ol><li><a href="text/one.xhtml#top">The opening</a></li>'
    '<li><a href="text/three.xhtml">The end</a></li></ol></nav>'
)
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>The opening</text>'
    '</navLabel><content src="text/one.xhtml"/></navPoint></navMap></ncx>'
)
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Bridges</dc:title>
<dc:creator>Ana Ruiz</dc:creator>
<dc:creator>Ben Roe</dc:creator><dc:language>en-GB</dc:language><dc:date>2026-05-14</dc:date>
<dc:publisher>Ostley Press</dc:publisher></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/two%20.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="text/three.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine toc="ncx"><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/><itemref idref="lost"/>
</spine></package>"""
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def book(**parts: str | None) -> bytes:
    known = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": OPF,
        "OPS/nav.xhtml": NAV,
        "OPS/toc.ncx": NCX,
        "OPS/text/one.xhtml": FIRST,
        "OPS/text/two .xhtml": SECOND,
        "OPS/text/three.xhtml": THIRD,
    } | {name.replace("__", "/"): text for name, text in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in known.items():
            if text is not None:
                archive.writestr(name, text)
    return packed.getvalue()


def test_chapters_come_in_the_order_of_the_book_and_notes_at_the_end(shown, found):
    imported = read(book(), "a.epub")
    assert shown(imported) == [
        "paragraph: It carried trams until 1958, and nobody has ever said that they were quiet trams.",
        "heading: One",
        "paragraph: The bridge\u00a0was opened.1",
        "picture: The bridge",
        "heading: Three",
        "paragraph: It is closed.",
        "note: In 1931.",
    ]
    assert found(imported) == {"pictures": 1}


def test_the_book_says_what_it_is():
    details = read(book(), "a.epub").metadata
    assert (details.title, details.byline, details.site) == ("Bridges", "Ana Ruiz, Ben Roe", "Ostley Press")
    assert (details.language, details.published) == ("en-GB", "2026-05-14")


def test_chapters_are_named_by_the_contents_or_by_their_first_words():
    assert chapters(book()) == [
        "It carried trams until 1958, and nobody has ever said that they were quiet tram…",
        "The opening",
        "The end",
    ]


def test_the_contents_of_an_older_book_name_its_chapters():
    older = book(**{"OPS/nav.xhtml": None})
    assert chapters(older)[1:] == ["The opening", "Three"]


def test_chosen_chapters_are_read_and_the_others_counted(found):
    imported = read(book(), "a.epub", ImportOptions(chapters=(2, 0)))
    assert imported.text.startswith("It carried trams")
    assert imported.text.endswith("It is closed.")
    assert "One" not in imported.text
    assert found(imported) == {"left-out": 1}


@pytest.mark.parametrize("wanted", [(), (7,), (-1,)])
def test_a_chapter_that_is_not_there_cannot_be_chosen(wanted):
    with pytest.raises(ImportFailed, match="no such chapter") as refused:
        read(book(), "a.epub", ImportOptions(chapters=wanted))
    assert refused.value.hint


def encrypted(target: str) -> bytes:
    return book(
        **{
            "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            f'<EncryptedData><CipherData><CipherReference URI="{target}"/></CipherData>'
            f"</EncryptedData></encryption>"
        }
    )


def test_a_copy_protected_book_is_refused_but_one_with_protected_fonts_is_not():
    with pytest.raises(ImportFailed, match="copy-protected"):
        read(encrypted("OPS/text/one.xhtml"), "a.epub")
    assert "The bridge" in read(encrypted("OPS/fonts/a.otf"), "a.epub").text


@pytest.mark.parametrize(
    "data",
    [
        book(**{"META-INF/container.xml": None, "OPS/book.opf": None}),
        book(**{"OPS/book.opf": "<package/>"}),
        book(**{"OPS/book.opf": "<package"}),
        book()[:-200],
        book()[:400],
    ],
    ids=["no contents", "no spine", "not well-formed", "cut", "cut early"],
)
def test_a_damaged_book_is_refused(data):
    with pytest.raises(ImportFailed) as refused:
        read(data, "a.epub")
    assert refused.value.hint


def test_a_book_without_a_container_is_found_by_its_contents():
    assert "It is closed." in read(book(**{"META-INF/container.xml": None}), "a.epub").text
