"""The pages of a Word document: what stands on them, where, and that no document is too much for them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace

import pytest
from factories import BRIDGE, dossier_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.errors import ImportFailed
from annotator.exporters import KINDS
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.options import Comments, Labels, Paper
from annotator.exporters.word_documents import is_word_document, word_document
from annotator.model.dossier import Dossier
from ui.docx_pages import DocxPages, Page
from ui.pages_content import Contents, ParagraphLook, Piece, RunLook, Section, Table, Words
from ui.pages_fonts import UNITS
from ui.pages_reading import read_contents

WORD_KINDS = [kind for kind in KINDS if is_word_document(kind)]
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>One line of text.</w:t></w:r></w:p>"


def docx(body: str) -> bytes:
    """Return the smallest Word file with this body."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
    return target.getvalue()


MARKS = (("opened in 1931", "fact"), ("the finest bridge", "opinion"), ("caused the shops", "contested"))


def dossier() -> Dossier:
    """Return the bridge article with three marks, the first with a note."""
    made = dossier_of(BRIDGE, MARKS)
    first, *others = made.annotations
    return replace(made, annotations=(replace(first, note="See the archive."), *others))


def words_on(blocks: Iterable[object]) -> str:
    """Return the words of blocks and of the tables among them."""
    found = []
    for block in blocks:
        if isinstance(block, Words):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [words_on(cell.content) for row in block.rows for cell in row.cells]
    return "\n".join(found)


def laid_out(data: bytes) -> tuple[DocxPages, list[Page]]:
    """Return a document with its pages."""
    document = DocxPages.read(data)
    return document, list(document.pages())


def painted(document: DocxPages, page: Page, total: int, dpi: int = 60) -> QImage:
    """Return a page as a picture."""
    scale = dpi / 72
    image = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale / UNITS, scale / UNITS)
    document.paint(painter, page, total)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    """Return the colours in a picture."""
    return {image.pixelColor(x, y).name() for y in range(image.height()) for x in range(image.width())}


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_every_kind_of_document_has_pages_with_ink_and_nothing_below_the_margin(
    qapp: QApplication, kind: str
) -> None:
    document, pages = laid_out(word_document(dossier(), kind)[0])
    assert pages
    for page in pages:
        lowest = max((y + strip.height for _, y, strip in page.items), default=0.0)
        assert lowest <= page.height * UNITS
        assert len(colours(painted(document, page, len(pages), dpi=30))) > 1


def test_the_article_stands_on_the_pages_word_for_word(qapp: QApplication) -> None:
    contents = read_contents(word_document(dossier(), "annotated-copy")[0])
    shown = words_on(block for _, blocks in contents.sections for block in blocks)
    for line in BRIDGE.split("\n"):
        assert line in shown


def test_a_fill_lies_behind_a_marked_passage_and_only_where_shading_is_chosen(qapp: QApplication) -> None:
    for shading in (True, False):
        document, pages = laid_out(word_document(dossier(), "annotated-copy", Choices(shading=shading))[0])
        assert ("#b3daff" in colours(painted(document, pages[0], 1))) is shading


def test_comments_are_listed_after_the_text_with_their_passages(qapp: QApplication) -> None:
    contents = read_contents(word_document(dossier(), "annotated-copy")[0])
    assert [(item.number, item.passage) for item in contents.comments] == [
        (1, "opened in 1931"),
        (2, "the finest bridge"),
        (3, "caused the shops"),
    ]
    assert "See the archive." in "".join(contents.comments[0].paragraphs)
    document = DocxPages(contents)
    noted = [n for page in document.pages() for _, _, strip in page.items for n in strip.comments]
    assert noted == [1, 2, 3]
    silent = read_contents(word_document(dossier(), "annotated-copy", Choices(comments=Comments.NONE))[0])
    assert not silent.comments


def test_signs_after_passages_are_shown(qapp: QApplication) -> None:
    contents = read_contents(word_document(dossier(), "annotated-copy", Choices(labels=Labels.BRACKETS))[0])
    assert "opened in 1931[F1]" in words_on(contents.sections[0][1])


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_pages_have_the_size_of_the_paper_and_the_log_lies_across(
    qapp: QApplication, paper: Paper, size: tuple[int, int]
) -> None:
    chosen = Choices(paper=paper)
    _, upright = laid_out(word_document(dossier(), "annotated-copy", chosen)[0])
    _, across = laid_out(word_document(dossier(), "claim-log", chosen)[0])
    assert (round(upright[0].width), round(upright[0].height)) == size
    assert (round(across[0].height), round(across[0].width)) == size


def test_long_documents_go_on_and_the_last_page_knows_its_number(qapp: QApplication) -> None:
    _, pages = laid_out(docx(PARAGRAPH * 300))
    assert len(pages) > 3
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    lines = sum(len(page.items) for page in pages)
    assert lines == 300


def test_the_foot_says_which_page_of_how_many(qapp: QApplication) -> None:
    foot = Words((Piece("1", RunLook(), "PAGE"), Piece(" of ", RunLook()), Piece("9", RunLook(), "NUMPAGES")))
    plain = Section(footers={"default": (foot,)})
    one, two = (DocxPages(Contents([(plain, [])])) for _ in range(2))
    page = next(one.pages())
    assert painted(one, page, 2) != painted(one, page, 3)
    assert painted(one, page, 2) == painted(two, next(two.pages()), 2)


def test_a_page_break_begins_a_page(qapp: QApplication) -> None:
    broken = '<w:p><w:r><w:t>Before</w:t><w:br w:type="page"/><w:t>After</w:t></w:r></w:p>'
    _, pages = laid_out(docx(broken))
    assert len(pages) == 2


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(qapp: QApplication) -> None:
    heading = "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>Heading</w:t></w:r></w:p>"
    for before in range(40, 60):
        document = DocxPages.read(docx(PARAGRAPH * before + heading + PARAGRAPH * 3))
        for page in document.pages():
            assert not page.items or not page.items[-1][2].keep


def test_the_heading_row_of_a_table_is_repeated_on_its_next_page(qapp: QApplication) -> None:
    row = "<w:tr>{0}<w:tc><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc></w:tr>"
    head = row.format("<w:trPr><w:tblHeader/></w:trPr>", "Head")
    rows = "".join(row.format("", f"Row {number}") for number in range(120))
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>{head}{rows}</w:tbl>'
    _, pages = laid_out(docx(table))
    assert len(pages) > 1
    assert len({id(page.items[0][2]) for page in pages}) == 1


def test_a_row_higher_than_a_page_is_divided_and_loses_no_line(qapp: QApplication) -> None:
    cell = f"<w:tc>{PARAGRAPH * 150}</w:tc>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="6000"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>'
    document, pages = laid_out(docx(table))
    assert len(pages) > 2
    for page in pages[:-1]:
        lowest = max(y + strip.height for _, y, strip in page.items)
        assert lowest <= page.height * UNITS
    assert sum(len(strip.over) for page in pages for _, _, strip in page.items) == 150
    assert document.contents.sections


def test_right_to_left_paragraphs_begin_at_the_right(qapp: QApplication) -> None:
    words = "<w:r><w:rPr><w:rtl/></w:rPr><w:t>שלום</w:t></w:r>"
    right = docx(f"<w:p><w:pPr><w:bidi/></w:pPr>{words}</w:p>")
    document, pages = laid_out(right)
    image = painted(document, pages[0], 1)
    inked = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 160
    ]
    assert min(inked) > image.width() / 2


def test_the_fill_of_a_passage_covers_its_digits_where_directions_mix(qapp: QApplication) -> None:
    look = RunLook(size=40, fill="#00FF00", colour="#00FF00")
    passage = Words((Piece("שנת 1931", look), Piece(" סוף", RunLook(size=40))), ParagraphLook(rtl=True))
    document = DocxPages(Contents([(Section(), [passage])]))
    image = painted(document, next(document.pages()), 1)
    right = 72 + 0.5 * (595 - 144)
    row = [
        x for x in range(image.width()) if "#00ff00" in {image.pixelColor(x, y).name() for y in range(65, 90)}
    ]
    assert row
    assert row == list(range(row[0], row[-1] + 1)), "the fill has a hole"
    assert row[-1] > right * 60 / 72


def test_lines_of_a_student_copy_are_numbered(qapp: QApplication) -> None:
    long = "\n".join([f"Line {number} has some words in it." for number in range(30)])
    _, pages = laid_out(word_document(dossier_of(long), "student-copy")[0])
    counted = [number for page in pages for _, number in page.counted]
    assert counted[:3] == [5, 10, 15]


def test_lists_show_their_signs(qapp: QApplication) -> None:
    marker = Piece("3.", RunLook())
    item = Words((Piece("Third", RunLook()),), ParagraphLook(start=20, first=-20), RunLook(), marker)
    plain = replace(item, marker=None)
    with_sign, without = (
        DocxPages(Contents([(Section(), [item])])),
        DocxPages(Contents([(Section(), [plain])])),
    )
    shown = painted(with_sign, next(with_sign.pages()), 1)
    assert shown != painted(without, next(without.pages()), 1)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04broken", docx("<w:p>")])
def test_what_is_no_word_file_is_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportFailed):
        read_contents(data)


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<w:p><w:pPr><w:ind w:left="-99999999" w:firstLine="nan"/><w:spacing w:line="-5"/></w:pPr></w:p>',
        '<w:p><w:r><w:rPr><w:sz w:val="999999"/></w:rPr><w:t>X</w:t></w:r></w:p>',
        '<w:p><w:r><w:rPr><w:sz w:val="-3"/></w:rPr><w:t>X</w:t></w:r></w:p>',
        "<w:tbl/>",
        "<w:tbl><w:tr/><w:tr><w:tc/></w:tr></w:tbl>",
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        '<w:p/><w:sectPr><w:pgSz w:w="1" w:h="0"/><w:pgMar w:top="99999" w:left="99999"/></w:sectPr>',
        "<w:tbl><w:tr><w:tc>" * 40 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 40,
        "<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p>",
    ],
)
def test_odd_values_are_kept_within_what_a_page_can_have(qapp: QApplication, body: str) -> None:
    document, pages = laid_out(docx(body))
    assert pages
    painted(document, pages[0], len(pages), dpi=20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\n\r"), max_size=60),
        max_size=6,
    )
)
def test_any_text_is_laid_out(qapp: QApplication, lines: list[str]) -> None:
    blocks = [
        Words((Piece(line, RunLook(underline="wave", fill="#EEEEEE")),), ParagraphLook(rtl=bool(n % 2)))
        for n, line in enumerate(lines)
    ]
    document = DocxPages(Contents([(Section(), blocks)]))
    pages = list(document.pages())
    painted(document, pages[0], len(pages), dpi=20)
    assert sum(len(page.items) for page in pages) >= len(lines)


def test_the_usual_choices_are_those_of_nobody_who_chose() -> None:
    assert word_document(dossier(), "report", USUAL)[1].startswith("Checked:")
