from __future__ import annotations

import pytest
from word_files import control, field, para, run, styled, table, walked, word_file

from annotator.errors import ImportFailed
from annotator.model.block import BlockKind, Cell, Format, check_blocks
from annotator.ooxml.namespaces import W
from annotator.ooxml.walk import TrackedChanges, Walk

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
  <w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My Subhead"/>
  <w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Chapter"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Lead"><w:name w:val="Lead"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Circle"><w:name w:val="Circle"/><w:basedOn w:val="Circle"/></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:name w:val="List Number"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Nameless"><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
    <w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""

RUBY = "<w:r><w:ruby><w:rt><w:r><w:t>si:n</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
CHOICE = (
    '<mc:AlternateContent><mc:Choice Requires="w99"><w:r><w:t>new</w:t></w:r></mc:Choice>'
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)


def text_of(*body: str, **fields: object) -> str:
    return walked(word_file(*body, **fields)).text  # type: ignore[arg-type]  # passed on as given


def lines_of(walk: Walk) -> list[str]:
    check_blocks(walk.text, walk.blocks)
    return [
        " ".join(
            part for part in (block.kind.value, block.marker, walk.text[block.start : block.end]) if part
        )
        for block in walk.blocks
    ]


def item(text: str, numbering: int = 1, depth: int = 0) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>')


@pytest.mark.parametrize(
    "content",
    [
        f'<w:ins w:id="1" w:author="Bo">{run("seen")}</w:ins>',
        f'<w:moveTo w:id="1" w:author="Bo">{run("seen")}</w:moveTo>',
        control(run("seen")),
        control(control(run("seen"), ""), ""),
        f'<w:smartTag w:uri="u" w:element="e">{run("seen")}</w:smartTag>',
        f'<w:fldSimple w:instr="AUTHOR">{run("seen")}</w:fldSimple>',
        f'<w:hyperlink w:anchor="b">{run("seen")}</w:hyperlink>',
        f'<w:customXml w:element="e">{run("seen")}</w:customXml>',
        f'<w:bdo w:val="ltr">{run("seen")}</w:bdo>',
        field("REF x", run("seen")),
        field(' IF 1 = 2 "no" ', field("PAGE", run("seen"))),
        RUBY.format(run("seen")),
        "<m:oMath><m:r><m:t>seen</m:t></m:r></m:oMath>",
        CHOICE.format(run("seen")),
    ],
)  # fmt: skip
def test_words_are_read_wherever_they_stand(content: str) -> None:
    assert text_of(para(run("As ") + content + run("."))) == "As seen."


@pytest.mark.parametrize(
    "content",
    [
        '<w:del w:id="1" w:author="Bo"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        f'<w:moveFrom w:id="1" w:author="Bo">{run("gone")}</w:moveFrom>',
        "<w:r><w:instrText>gone</w:instrText></w:r>",
        run("gone", "<w:vanish/>"),
        run("gone", '<w:rStyle w:val="Secret"/>'),
    ],
)
def test_what_the_page_does_not_show_is_not_read(content: str) -> None:
    body = para(run("All ") + content + run("here."))
    assert text_of(body, parts={"styles": STYLES}) == "All here."


@pytest.mark.parametrize(
    ("content", "character"),
    [
        ("<w:tab/>", "\t"),
        ("<w:br/>", "\n"),
        ("<w:cr/>", "\n"),
        ("<w:noBreakHyphen/>", "\u2011"),
        ("<w:softHyphen/>", "\u00ad"),
        ('<w:sym w:font="Symbol" w:char="F061"/>', "α"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Nobody Knows" w:char="F0FC"/>', "\uf0fc"),
        ('<w:sym w:font="Symbol" w:char="no number"/>', ""),
        (CHOICE.format("<w:t>👩‍🏫</w:t>"), "👩‍🏫"),
    ],
)  # fmt: skip
def test_signs_have_their_character(content: str, character: str) -> None:
    assert text_of(para(f"{run('a')}<w:r>{content}</w:r>{run('b')}")) == f"a{character}b"


def test_blanks_at_the_ends_count_only_where_the_file_says_so() -> None:
    body = para('<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space="preserve"> b </w:t></w:r>')
    assert text_of(body) == "a b "


def test_a_line_break_in_the_xml_is_a_blank_and_not_a_new_line() -> None:
    assert text_of(para("<w:r><w:t>one\ntwo</w:t></w:r>")) == "one two"


def test_an_empty_paragraph_is_a_blank_line_between_two_others() -> None:
    assert text_of(para(""), para("one"), para(""), para("two"), para("")) == "one\n\ntwo"


def test_headings_are_known_by_style_by_inheritance_and_by_outline() -> None:
    walk = walked(
        word_file(
            styled("berschrift2", "By name"),
            styled("Mine", "By the style it is based on"),
            styled("Outlined", "By outline"),
            para("By hand", '<w:outlineLvl w:val="2"/>'),
            para("Not", '<w:outlineLvl w:val="9"/>'),
            styled("Q", "Said"),
            styled("Cap", "Figure 1"),
            styled("Circle", "A style based on itself"),
            parts={"styles": STYLES},
        )
    )
    assert [(block.kind, block.level) for block in walk.blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.QUOTE, 0),
        (BlockKind.CAPTION, 0),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_lists_show_the_numbers_that_word_prints() -> None:
    body = (
        item("one"), item("two"), item("two a", depth=1), item("two b", depth=1), item("three"),
        item("three a", depth=1), item("bullet", 2), item("from seven", 3), item("eight", 3),
        styled("Listed", "by its style"),
    )  # fmt: skip
    walk = walked(word_file(*body, parts={"styles": STYLES, "numbering": NUMBERING}))
    assert [block.marker for block in walk.blocks] == [
        *("1.", "2.", "2.a)", "2.b)", "3.", "3.a)", "•", "7.", "8.", "9."),
    ]  # fmt: skip
    assert {block.kind for block in walk.blocks} == {BlockKind.LIST_ITEM}
    assert walk.blocks[2].level == 1


def test_formats_come_from_the_run_and_from_styles_that_switch_one_another_off() -> None:
    strong = '<w:rStyle w:val="Strong"/>'
    walk = walked(
        word_file(
            para(run("plain ") + run("bold", "<w:b/>") + run(" er", "<w:b/>") + run(" strong", strong)),
            para(
                run("both ", "<w:i/><w:u w:val='single'/>")
                + run("2", '<w:vertAlign w:val="superscript"/>')
                + run(" struck", "<w:strike/>")
                + run(" not", '<w:b w:val="0"/>')
                + run(" x", '<w:rStyle w:val="Nameless"/>')
            ),
            para(run("lead ") + run("un-bold", strong), '<w:pStyle w:val="Lead"/>'),
            styled("berschrift2", "A heading goes without saying"),
            parts={"styles": STYLES},
        )
    )
    found = [
        (inline.format, walk.text[inline.start : inline.end])
        for block in walk.blocks
        for inline in block.inlines
    ]
    assert found == [
        (Format.BOLD, "bold er strong"),
        (Format.ITALIC, "both "),
        (Format.UNDERLINE, "both "),
        (Format.SUPERSCRIPT, "2"),
        (Format.STRIKE, " struck"),
        (Format.ITALIC, " x"),
        (Format.BOLD, "lead "),
    ]


def test_links_lead_out_only_to_the_web_and_to_mail() -> None:
    walk = walked(
        word_file(
            para(
                f'<w:hyperlink r:id="a">{run("web")}</w:hyperlink>'
                f'<w:hyperlink r:id="b">{run("disk")}</w:hyperlink>'
                f'<w:hyperlink r:id="missing">{run("nowhere")}</w:hyperlink>'
                + field('HYPERLINK "mailto:ana@example.org"', run("mail"))
            ),
            links={"a": "https://example.org/", "b": "file:///etc/passwd"},
        )
    )
    links = {walk.text[i.start : i.end]: i.href for i in walk.blocks[0].inlines if i.format is Format.LINK}
    assert links == {"web": "https://example.org/", "mail": "mailto:ana@example.org"}


def test_a_table_is_cells_with_their_places() -> None:
    merged = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    below = "<w:tcPr><w:vMerge/></w:tcPr>"
    body = (
        '<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        f"{para('head')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{merged}{para('tall')}</w:tc><w:tc>{para('b')}{para('b2')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{below}{para('')}</w:tc><w:tc>{para('')}</w:tc></w:tr></w:tbl>"
    )
    walk = walked(word_file(para("before"), body, para("after")))
    check_blocks(walk.text, walk.blocks)
    assert walk.text == "before\nhead\ntall\nb\nb2\n\nafter"
    assert [block.cell for block in walk.blocks if block.cell] == [
        Cell(0, 0, 0, 1, 2, header=True),
        Cell(0, 1, 0, 2),
        Cell(0, 1, 1),
        Cell(0, 1, 1),
        Cell(0, 2, 1),
    ]


def test_a_frame_of_one_cell_and_a_table_inside_a_cell_do_not_hide_words() -> None:
    framed = walked(word_file(table((para("framed"),))))
    assert lines_of(framed) == ["paragraph framed"]
    nested = walked(
        word_file(table((para("out") + table((para("in"), para("ner"))) + para("side"), para("b"))))
    )
    assert lines_of(nested) == ["cell out", "cell in", "cell ner", "cell side", "cell b"]
    assert len({block.cell for block in nested.blocks}) == 2


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{para('boxed')}</w:txbxContent>"
    drawing = f"<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
    drawing += "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback><w:pict><v:shape>'
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    walk = walked(word_file(para(run("host ") + f"<w:r>{both}</w:r>" + run("words")), para("next")))
    assert walk.text == "host words\nboxed\nnext"
    assert walk.counts["text-boxes"] == 1


def test_pictures_are_blocks_with_their_alternative_text() -> None:
    def picture(described: str) -> str:
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="{described}"/><a:graphic>'
            '<a:graphicData uri="picture"><pic:pic><pic:blipFill><a:blip r:link="x"/></pic:blipFill>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    walk = walked(word_file(para(run("See ") + picture("A bridge&#10;at night")), para(picture(""))))
    assert lines_of(walk) == ["paragraph See ", "picture A bridge at night"]
    assert (walk.counts["pictures"], walk.counts["remote-content"]) == (2, 2)


def test_notes_stand_at_the_end_with_their_printed_numbers() -> None:
    def reference(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    notes = "".join(f'<w:footnote w:id="{n}">{para(f"note {n}")}</w:footnote>' for n in (4, 9, 2))
    walk = walked(
        word_file(
            para(run("First") + reference("footnote", 9) + run(" then") + reference("footnote", 4)),
            para(run("End") + reference("endnote", 1)),
            parts={"footnotes": notes, "endnotes": f'<w:endnote w:id="1">{para("at last")}</w:endnote>'},
        )
    )
    assert lines_of(walk) == [
        "paragraph First then",
        "paragraph End",
        "note 1 note 9",
        "note 2 note 4",
        "note i at last",
    ]


TRACKED = para(
    run("The bridge ")
    + '<w:del w:id="1" w:author="Bo"><w:r><w:delText>opened</w:delText></w:r></w:del>'
    + f'<w:ins w:id="2" w:author="Bo">{run("closed")}</w:ins>'
    + run(".")
)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (TrackedChanges.ACCEPTED, "The bridge closed."),
        (TrackedChanges.ORIGINAL, "The bridge opened."),
        (TrackedChanges.BOTH, "The bridge openedclosed."),
    ],
)
def test_tracked_changes_are_read_as_the_person_chooses(changes: TrackedChanges, text: str) -> None:
    walk = walked(word_file(TRACKED), changes)
    assert walk.text == text
    assert walk.counts["tracked-changes"] == 2


def test_both_readings_show_what_came_and_what_went() -> None:
    walk = walked(word_file(TRACKED), TrackedChanges.BOTH)
    assert {walk.text[i.start : i.end]: i.format for i in walk.blocks[0].inlines} == {
        "opened": Format.STRIKE,
        "closed": Format.UNDERLINE,
    }


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="Bo"/></w:rPr>'
    data = word_file(para(run("one "), gone), para("sentence"), para("more", gone))
    assert walked(data).text == "one sentence\nmore"
    assert walked(data, TrackedChanges.ORIGINAL).text == "one \nsentence\nmore"


def test_a_deleted_row_is_left_out() -> None:
    row = f'<w:tr><w:trPr><w:del w:id="1" w:author="Bo"/></w:trPr><w:tc>{para("gone")}</w:tc></w:tr>'
    kept = "".join(f"<w:tr><w:tc>{para(word)}</w:tc></w:tr>" for word in ("one", "two"))
    assert text_of(f"<w:tbl>{row}{kept}</w:tbl>") == "one\ntwo"


def test_a_field_that_never_ends_does_not_swallow_the_article() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    assert text_of(para(begin + run("lost")), para("kept")) == "kept"


def test_right_to_left_paragraphs_say_so() -> None:
    walk = walked(word_file(para("היא נפתחה", "<w:bidi/>"), para("plain")))
    assert [block.rtl for block in walk.blocks] == [True, None]


def test_every_character_is_that_of_its_element() -> None:
    walk = walked(word_file(TRACKED, para(run("a👩‍🏫") + run("b")), table((para("c"), para("d")))))
    covered = [None] * len(walk.text)
    for segment in walk.segments:
        assert segment.element.tag == f"{W}t"
        shown = segment.element.text[segment.skip : segment.skip + segment.end - segment.start]
        assert walk.text[segment.start : segment.end] == shown
        covered[segment.start : segment.end] = shown
    assert "".join(char or "\n" for char in covered) == walk.text


def test_what_cannot_be_shown_is_counted() -> None:
    walk = walked(
        word_file(
            para(run("x") + run("secret", "<w:vanish/>") + "<w:r><w:object/></w:r>"), '<w:altChunk r:id="a"/>'
        )
    )
    assert {
        kind: walk.counts[kind] for kind in ("hidden-text", "embedded-objects", "embedded-documents")
    } == {
        "hidden-text": 1,
        "embedded-objects": 1,
        "embedded-documents": 1,
    }


def test_another_office_file_is_refused_with_a_sentence() -> None:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = word_file(raw={"word/document.xml": "<workbook/>"}, main_type=sheet)
    with pytest.raises(ImportFailed, match="no Word document"):
        walked(data)
