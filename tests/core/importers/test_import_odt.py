from __future__ import annotations

import io
import zipfile

import pytest

from annotator.errors import ImportFailed
from annotator.importers import read
from annotator.importers.options import ImportOptions, TrackedChanges
from annotator.model.block import Format

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
STYLES = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="N" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="U" style:family="text">
<style:text-properties style:text-underline-style="solid"/></style:style>
<style:style style:name="S" style:family="text">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="Up" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Y" style:family="text"><style:text-properties fo:background-color="#ffff00"/>
</style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Bold"/>
<style:style style:name="Bold" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="R" style:family="paragraph">
<style:paragraph-properties style:writing-mode="rl-tb"/></style:style>
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"/>
<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"
text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="D"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/>
</text:list-style>
"""


def content(body: str, styles: str = STYLES) -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, **parts: str) -> bytes:
    packed = io.BytesIO()
    known = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content(body)} | parts
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in known.items():
            archive.writestr(name, text)
    return packed.getvalue()


def opened(body: str, changes: TrackedChanges = TrackedChanges.ACCEPTED, **parts: str):
    return read(odt(body, **parts), "a.odt", ImportOptions(tracked_changes=changes))


def test_paragraphs_headings_and_empty_lines(shown):
    imported = opened(
        '<text:h text:outline-level="2">The bridge</text:h><text:p>It was\n  opened<text:s text:c="3"/>in'
        "<text:tab/>1931.<text:line-break/>So they say.</text:p><text:p/><text:section><text:p>End</text:p>"
        '</text:section><text:p text:style-name="Quotations">Quoted</text:p>'
    )
    assert shown(imported) == [
        "heading: The bridge",
        "paragraph: It was opened   in\t1931.\nSo they say.",
        "paragraph: End",
        "quote: Quoted",
    ]
    assert imported.blocks[0].level == 2
    assert "So they say.\n\nEnd" in imported.text


def test_formats_come_from_styles_and_what_they_are_based_on(formatted, links):
    imported = opened(
        '<text:p text:style-name="P1">all <text:span text:style-name="N">plain</text:span></text:p>'
        '<text:p><text:span text:style-name="B">b<text:span text:style-name="I">both</text:span></text:span> '
        '<text:span text:style-name="U">u</text:span><text:span text:style-name="S">s</text:span>'
        '<text:span text:style-name="Up">2</text:span> <text:a xlink:href="https://a.org">'
        '<text:span text:style-name="U">link</text:span></text:a></text:p>'
    )
    assert formatted(imported, Format.BOLD) == ["all ", "bboth"]
    assert formatted(imported, Format.ITALIC) == ["both"]
    assert formatted(imported, Format.UNDERLINE) == ["u"]
    assert formatted(imported, Format.STRIKE) == ["s"]
    assert formatted(imported, Format.SUPERSCRIPT) == ["2"]
    assert links(imported) == {"link": "https://a.org"}


def item(text: str, inner: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"


def test_lists_are_numbered_as_in_print(shown):
    inner = f"<text:list>{item('inner')}</text:list>"
    imported = opened(
        f'<text:list text:style-name="L">{item("one", inner)}{item("two")}'
        f'</text:list><text:p>between</text:p><text:list text:style-name="L" text:continue-numbering="true">'
        f'{item("three")}</text:list><text:list text:style-name="L">{item("again")}</text:list>'
        f'<text:list text:style-name="D">{item("dash")}</text:list>'
        f'<text:list text:style-name="unknown">{item("bullet")}</text:list>'
    )
    assert shown(imported) == [
        "list-item 1.: one",
        "list-item 1.a): inner",
        "list-item 2.: two",
        "paragraph: between",
        "list-item 3.: three",
        "list-item 1.: again",
        "list-item –: dash",
        "list-item •: bullet",
    ]


def cell(text: str, span: str = "") -> str:
    return f"<table:table-cell {span}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def test_tables_have_rows_columns_and_merged_cells():
    imported = opened(
        "<table:table><table:table-header-rows>"
        + row(cell("Year"), cell("Cars", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>")
        + "</table:table-header-rows>"
        + row(cell("1931", 'table:number-rows-spanned="2"'), cell(""), cell("3"))
        + "</table:table>"
    )
    places = [
        (
            imported.text[b.start : b.end],
            b.cell.row,
            b.cell.column,
            b.cell.row_span,
            b.cell.column_span,
            b.cell.header,
        )
        for b in imported.blocks
    ]
    assert places == [
        ("Year", 0, 0, 1, 1, True),
        ("Cars", 0, 1, 1, 2, True),
        ("1931", 1, 0, 2, 1, False),
        ("", 1, 1, 1, 1, False),
        ("3", 1, 2, 1, 1, False),
    ]


def test_a_table_of_one_cell_is_running_text_and_one_in_a_cell_belongs_to_it(shown):
    inner = f"<table:table>{row(cell('x'), cell('y'))}</table:table>"
    outer = row(f"<table:table-cell>{inner}</table:table-cell>", cell("z"))
    single = f"<table:table>{row(cell('framed'))}</table:table>"
    imported = opened(f"{single}<table:table>{outer}</table:table>")
    assert shown(imported) == ["paragraph: framed", "cell: x", "cell: y", "cell: z"]
    assert {block.cell.column for block in imported.blocks[1:3]} == {0}


NOTE = (
    '<text:note text:note-class="{kind}"><text:note-citation>{sign}</text:note-citation><text:note-body>'
    "<text:p>{text}</text:p></text:note-body></text:note>"
)


def test_notes_stand_at_the_end_with_their_signs(shown, found):
    imported = opened(
        f"<text:p>Opened{NOTE.format(kind='endnote', sign='i', text='Archive.')} in 1931"
        f"{NOTE.format(kind='footnote', sign='1', text='Okonedo.')}.</text:p><text:p>End</text:p>"
    )
    assert shown(imported) == [
        "paragraph: Opened in 1931.",
        "paragraph: End",
        "note 1: Okonedo.",
        "note i: Archive.",
    ]
    assert found(imported) == {"footnotes": 1, "endnotes": 1}


CHANGES = """<text:tracked-changes>
<text:changed-region text:id="i"><text:insertion><office:change-info/></text:insertion></text:changed-region>
<text:changed-region text:id="d"><text:deletion><office:change-info/><text:p> red</text:p></text:deletion>
</text:changed-region>
<text:changed-region text:id="p"><text:insertion><office:change-info/></text:insertion></text:changed-region>
<text:changed-region text:id="q"><text:deletion><office:change-info/><text:p> was</text:p>
<text:p>two </text:p>
</text:deletion></text:changed-region></text:tracked-changes>"""
CHANGED = (
    f'{CHANGES}<text:p>The<text:change text:change-id="d"/><text:change-start text:change-id="i"/> old'
    '<text:change-end text:change-id="i"/> bridge<text:change-start text:change-id="p"/>.</text:p>'
    '<text:p>It<text:change-end text:change-id="p"/> is closed.</text:p>'
    '<text:p>This<text:change text:change-id="q"/>lines.</text:p>'
)


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        (TrackedChanges.ACCEPTED, "The old bridge.\nIt is closed.\nThislines."),
        (TrackedChanges.ORIGINAL, "The red bridge is closed.\nThis was\ntwo lines."),
        (TrackedChanges.BOTH, "The red old bridge.\nIt is closed.\nThis was\ntwo lines."),
    ],
)
def test_tracked_changes_are_read_as_the_person_wants(mode, text, found):
    imported = opened(CHANGED, mode)
    assert imported.text == text
    assert found(imported)["tracked-changes"] == 4


def test_both_shows_what_was_inserted_and_what_was_deleted(formatted):
    imported = opened(CHANGED, TrackedChanges.BOTH)
    assert formatted(imported, Format.UNDERLINE) == [" old", ".", "It"]
    assert formatted(imported, Format.STRIKE) == [" red", " was", "two "]


def comment(name: str, text: str, extra: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {extra}><dc:creator>Ben Roe</dc:creator>'
        f"<dc:date>2026-05-14T12:00:00</dc:date><text:p>{text}</text:p><text:p>More.</text:p></office:annotation>"
    )


def test_comments_and_coloured_words_come_in_as_marks(found):
    resolved = 'loext:resolved="true"'
    imported = opened(
        f"<text:p>The {comment('a', 'Really?', resolved)}bridge at </text:p>"
        f'<text:p>Ostley<office:annotation-end office:name="a"/> was <text:span text:style-name="Y">opened'
        f"</text:span>.{comment('b', 'At a point.')}</text:p>"
    )
    first, yellow, point = imported.marks
    assert first.span.of(imported.text) == "bridge at\nOstley"
    assert (first.comment, first.author, first.initials) == ("Really?\nMore.", "Ben Roe", "BR")
    assert (first.at, first.resolved) == ("2026-05-14T12:00:00", True)
    assert (yellow.span.of(imported.text), yellow.colour) == ("opened", "#ffff00")
    assert (point.span, point.comment) == (None, "At a point.\nMore.")
    assert "Really?" not in imported.text
    assert found(imported) == {"comments": 2}


def test_hidden_words_pictures_and_text_boxes(shown, found):
    imported = opened(
        '<text:p>Seen<text:span text:style-name="H">unseen</text:span>'
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>The bridge</svg:desc></draw:frame>'
        "<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>"
        '<draw:frame><draw:image xlink:href="http://t.example/x.png"/></draw:frame>.</text:p><text:p>End</text:p>'
    )
    assert shown(imported) == [
        "paragraph: Seen.",
        "picture: The bridge",
        "paragraph: Boxed",
        "paragraph: End",
    ]
    assert imported.blocks[1].picture == "Pictures/a.png"
    assert found(imported) == {"text-boxes": 1, "hidden-text": 1, "pictures": 2, "remote-content": 1}


def test_what_the_file_says_of_itself_and_its_headers(found):
    meta = (
        f"<office:document-meta {SPACES}><office:meta><dc:title>The bridge</dc:title>"
        "<meta:initial-creator>Ana Ruiz</meta:initial-creator><dc:language>en-GB</dc:language>"
        "<meta:creation-date>2026-05-14T10:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    styles = (
        f"<office:document-styles {SPACES}><office:master-styles><style:master-page>"
        f"<style:header><text:p>Draft</text:p>"
        "</style:header><style:footer/></style:master-page></office:master-styles></office:document-styles>"
    )
    imported = opened("<text:p>Text.</text:p>", **{"meta.xml": meta, "styles.xml": styles})
    details = imported.metadata
    assert (details.title, details.byline, details.language) == ("The bridge", "Ana Ruiz", "en-GB")
    assert details.published == "2026-05-14"
    assert found(imported) == {"headers": 1}


def test_a_paragraph_in_the_style_title_is_the_title_and_direction_is_kept():
    imported = opened(
        '<text:p text:style-name="Title">The bridge</text:p><text:p text:style-name="R">גשר</text:p>'
    )
    assert imported.metadata.title == "The bridge"
    assert [block.rtl for block in imported.blocks] == [None, True]


def test_the_form_that_is_one_xml_file_is_read_as_well():
    body = (
        "<text:p>Flat.<draw:frame><draw:image><office:binary-data>QUJD</office:binary-data>"
        "</draw:image></draw:frame></text:p>"
    )
    flat = (
        f'<?xml version="1.0"?><office:document {SPACES}><office:body><office:text>'
        f"{body}</office:text></office:body>"
        "</office:document>"
    )
    assert read(flat.encode(), "a.fodt").text == "Flat."


MANIFEST = (
    f"<manifest:manifest {SPACES}><manifest:file-entry><manifest:encryption-data/>"
    f"</manifest:file-entry></manifest:manifest>"
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (odt("<text:p>x</text:p>", **{"META-INF/manifest.xml": MANIFEST}), "protected with a password"),
        (odt("<text:p>x</text:p>", **{"content.xml": "<office"}), "not well-formed"),
        (
            odt(
                "<text:p>x</text:p>", **{"content.xml": content("").replace("office:text", "office:drawing")}
            ),
            "no text",
        ),
        (odt("<text:p> </text:p>"), "no text"),
        (
            odt("<text:p>x</text:p>", **{"content.xml": '<!DOCTYPE x [<!ENTITY e "y">]>' + content("&e;")}),
            "document type",
        ),
        (odt("<text:p>x</text:p>")[:300], "cut off"),
        (odt("<text:section>" * 300 + "<text:p>x</text:p>" + "</text:section>" * 300), None),
    ],
    ids=["encrypted", "not well-formed", "a drawing", "blank", "doctype", "cut", "too deep"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(ImportFailed, match=sentence) as refused:
        read(data, "a.odt")
    assert refused.value.hint
