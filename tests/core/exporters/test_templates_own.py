"""Own templates: a newsroom's or school's letterhead under the documents we lay out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt
from lxml import etree

from annotator.errors import ExportFailed
from annotator.exporters import KINDS, ending, write
from annotator.exporters.choices import Choices

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCUMENTS = [kind for kind in KINDS if ending(kind) == ".docx"]


def picture() -> io.BytesIO:
    """Return a small PNG, the newsroom's logo."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def letterhead():
    """Return a document as a newsroom's designer would leave it."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(200), Mm(280)
    section.left_margin, section.right_margin = Mm(40), Mm(20)
    section.header.paragraphs[0].add_run("THE OSTLEY HERALD").add_picture(picture(), width=Mm(10))
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Heading 1"].font.size = Pt(31)
    made.add_paragraph("Only an example of the house style.", style="List Number")
    made.core_properties.comments = "drafted by the designer"
    return made


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "herald.docx"
    letterhead().save(path)
    return path


def written(dossier, tmp_path, template, kind="report"):
    path = tmp_path / f"{kind}.docx"
    write(dossier, path, kind, Choices(template=str(template)))
    return path.read_bytes()


def style_of(seen, style_id):
    styles = seen.xml("word/styles.xml")
    (found,) = styles.xpath(f"//*[@*[local-name()='styleId']='{style_id}']")
    return found


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_document_carries_logo_paper_and_fonts(bridge, tmp_path, template, read, audit, kind):
    content = written(bridge, tmp_path, template, kind)
    assert audit(content) == []
    seen = read(content)
    sections = list(seen.body.iter(f"{W}sectPr"))
    sides = {int(size.get(f"{W}{side}")) for size in seen.body.iter(f"{W}pgSz") for side in ("w", "h")}
    assert {round(side / 56.6929) for side in sides} == {200, 280}
    headers = [reference for section in sections for reference in section.findall(f"{W}headerReference")]
    assert headers
    if kind != "student-copy-notes":  # its header holds the notes column
        relationships = etree.fromstring(seen.parts["word/_rels/document.xml.rels"])
        targets = {item.get("Id"): item.get("Target").lstrip("/") for item in relationships}
        for reference in headers:
            assert b"OSTLEY HERALD" in seen.parts[targets[reference.get(f"{R}id")]]
    assert any(name.startswith("word/media/") for name in seen.parts)
    assert style_of(seen, "Normal").find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Georgia"


@pytest.mark.parametrize("kind", ["annotated-copy", "report", "student-copy"])
def test_the_text_is_still_the_article(rich, tmp_path, template, read, audit, kind):
    content = written(rich, tmp_path, template, kind)
    assert audit(content) == []
    if kind != "student-copy":  # its brackets are no labels of ours
        assert read(content).text == rich.version.text


def test_nothing_of_the_templates_own_text_or_properties_comes_along(bridge, tmp_path, template, read):
    seen = read(written(bridge, tmp_path, template))
    everything = b"".join(seen.parts.values())
    assert b"Only an example" not in everything
    assert b"drafted by the designer" not in everything
    assert "word/numbering.xml" not in seen.parts


def test_its_styles_win_and_those_it_lacks_are_added_in_its_typeface(bridge, tmp_path, template, read):
    seen = read(written(bridge, tmp_path, template))
    assert style_of(seen, "Heading1").find(f"{W}rPr/{W}sz").get(f"{W}val") == "62"
    added = style_of(seen, "ReportKicker")
    assert added.find(f"{W}rPr/{W}rFonts") is None


def test_a_tag_restyled_in_the_template_keeps_that_look(bridge, tmp_path, read):
    made = letterhead()
    own = made.styles.add_style("Claimlight Fact", WD_STYLE_TYPE.CHARACTER)
    own.font.bold = True
    made.save(tmp_path / "herald.docx")
    seen = read(written(bridge, tmp_path, tmp_path / "herald.docx"))
    assert [child.tag for child in style_of(seen, "ClaimlightFact").find(f"{W}rPr")] == [f"{W}b"]
    assert seen.runs_in("ClaimlightFact")


def test_styles_are_known_by_their_names_whatever_word_calls_them_inside(bridge, tmp_path, read, audit):
    made = letterhead()
    heading = made.styles["Heading 1"]
    heading.element.set(f"{W}styleId", "berschrift1")
    other = made.styles.add_style("Our box", WD_STYLE_TYPE.PARAGRAPH)
    other.element.set(f"{W}styleId", "Heading1")
    made.sections[0].header.paragraphs[0].style = heading
    made.save(tmp_path / "german.docx")
    content = written(bridge, tmp_path, tmp_path / "german.docx")
    assert audit(content) == []
    seen = read(content)
    assert style_of(seen, "Heading1").find(f"{W}rPr/{W}sz").get(f"{W}val") == "62"
    assert style_of(seen, "Heading1Own").find(f"{W}name").get(f"{W}val") == "Our box"
    assert b'w:pStyle w:val="Heading1"' in seen.parts["word/header1.xml"]


def test_a_first_page_of_its_own_stays_the_first_page_only(bridge, tmp_path, read):
    made = letterhead()
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "COVER"
    made.save(tmp_path / "cover.docx")
    seen = read(written(bridge, tmp_path, tmp_path / "cover.docx"))
    first, last = seen.body.iter(f"{W}sectPr")
    types = [[item.get(f"{W}type") for item in part.findall(f"{W}headerReference")] for part in (first, last)]
    assert types == [["default", "first"], ["default"]]


def test_a_template_without_header_and_footer_gets_ours(bridge, tmp_path, read):
    docx.Document().save(tmp_path / "plain.docx")
    seen = read(written(bridge, tmp_path, tmp_path / "plain.docx"))
    assert any(b"NUMPAGES" in part for name, part in seen.parts.items() if "footer" in name)


def test_a_template_leaves_a_word_original_as_it_is(tmp_path, template, read):
    from factories import dossier_of

    made = docx.Document()
    made.add_paragraph("One claim.")
    original = io.BytesIO()
    made.save(original)
    dossier = replace(
        dossier_of("One claim.", [("claim", "fact")], format="docx"), original=original.getvalue()
    )
    seen = read(written(dossier, tmp_path, template, "annotated-copy"))
    assert b"OSTLEY" not in b"".join(seen.parts.values())


def changed(template, edit):
    """Return the template with its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(template) as archive, zipfile.ZipFile(target, "w") as made:
        parts = {name: archive.read(name) for name in archive.namelist()}
        edit(parts)
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def with_macros(parts):
    parts["word/vbaProject.bin"] = b"\0"


def strict(parts):
    name = "word/document.xml"
    parts[name] = parts[name].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


def loading_from_outside(parts):
    name = next(name for name in parts if name.startswith("word/_rels/header"))
    parts[name] = parts[name].replace(
        b'Target="media/image1.png"', b'Target="http://example.org/x.png" TargetMode="External"'
    )


def without_styles(parts):
    del parts["word/styles.xml"]


def broken(parts):
    parts["word/styles.xml"] = parts["word/styles.xml"][:400]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (with_macros, "macros"),
        (strict, "Strict"),
        (loading_from_outside, "outside"),
        (without_styles, "styles"),
        (broken, "well-formed"),
    ],
)
def test_a_file_that_should_not_be_a_template_is_refused_with_the_reason(
    bridge, tmp_path, template, edit, reason
):
    template.write_bytes(changed(template, edit))
    (tmp_path / "report.docx").write_bytes(b"as it was")
    with pytest.raises(ExportFailed, match=reason) as failure:
        written(bridge, tmp_path, template)
    assert failure.value.hint
    assert (tmp_path / "report.docx").read_bytes() == b"as it was"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600, None])
def test_a_file_that_is_no_word_document_is_refused(bridge, tmp_path, content):
    path = tmp_path / "letterhead.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ExportFailed, match=r"letterhead\.docx") as failure:
        written(bridge, tmp_path, path)
    assert failure.value.hint


def test_settings_that_lock_or_load_something_are_not_taken_over(bridge, tmp_path, template, read):
    def lock(parts):
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"</w:settings>",
            b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:trackRevisions/>'
            b'<w:attachedTemplate r:id="rId9"/></w:settings>',
        )
        parts["word/_rels/settings.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/attachedTemplate" Target="file:///evil.dotm" TargetMode="External"/>'
            b"</Relationships>"
        )

    template.write_bytes(changed(template, lock))
    seen = read(written(bridge, tmp_path, template))
    everything = b"".join(seen.parts.values())
    for word in (b"documentProtection", b"trackRevisions", b"attachedTemplate", b"evil"):
        assert word not in everything
