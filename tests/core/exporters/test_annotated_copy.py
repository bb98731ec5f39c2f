"""The annotated copy of an article that was no Word file."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from factories import BRIDGE, blocks_of, dossier_of, mark_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.exporters.annotated_copy import annotated_copy, write_annotated_copy
from annotator.exporters.marking import plan
from annotator.exporters.options import AnnotatedCopyOptions, Comments, Labels, Paper, proposed_options
from annotator.model.annotation import Status
from annotator.model.block import Block, BlockKind, Cell
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.model.tag import Look, Tag
from annotator.ooxml.own_part import read_dossier
from annotator.ooxml.package import read_package
from annotator.ooxml.walk import walk

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_the_text_is_the_articles_character_for_character(rich, bridge, read):
    for dossier in (rich, bridge):
        content, _ = annotated_copy(dossier)
        assert read(content).text == dossier.version.text


def test_what_the_importer_sees_in_it_is_the_article_too(bridge):
    content, _ = annotated_copy(bridge)
    assert walk(read_package(content)).text == bridge.version.text


def test_each_comment_stands_on_exactly_its_passage(rich, bridge, read):
    for dossier in (rich, bridge):
        shown = read(annotated_copy(dossier)[0])
        marks = plan(dossier, AnnotatedCopyOptions()).marks
        assert [shown.ranges[mark.comments[0]] for mark in marks] == [mark.annotation.exact for mark in marks]
        assert len(shown.ranges) == len(shown.comments)


def test_a_comment_says_what_the_mark_is_who_made_it_and_when_by_the_clock_on_the_wall(
    bridge, read, monkeypatch
):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        author, initials, date, lines = read(annotated_copy(bridge)[0]).comments[0]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (author, initials, date) == ("Ana Ruiz", "AR", "2026-05-14T21:00:00")
    assert lines[0] == "F1 · Fact"
    assert "Check: verified" in lines
    assert "See the minutes." in lines


def test_answers_under_a_mark_are_answers_under_its_comment(bridge, read):
    shown = read(annotated_copy(bridge)[0])
    (answer,) = [number for number, comment in shown.comments.items() if comment[0] == "Tom Berg"]
    assert shown.comments[answer][3] == ["I have called her."]
    assert shown.ranges[answer] == "It carried trams until 1958"
    threads = shown.xml("word/commentsExtended.xml")
    ids = {
        comment.get(f"{W}id"): comment[-1].get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId")
        for comment in shown.xml("word/comments.xml")
    }
    w15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
    entry = {item.get(f"{w15}paraId"): item for item in threads}[ids[str(answer)]]
    assert entry.get(f"{w15}paraIdParent") == ids[str(answer - 1)]
    assert entry.get(f"{w15}done") == "1"


def test_a_document_whose_threads_are_all_plain_has_no_part_for_threads(rich, read):
    assert "word/commentsExtended.xml" not in read(annotated_copy(rich)[0]).parts


def test_nothing_is_found_against_it(rich, bridge, audit):
    for dossier in (rich, bridge, dossier_of(""), dossier_of("\n\n\n"), dossier_of("One line.")):
        assert audit(annotated_copy(dossier)[0]) == []


def test_each_tag_has_a_style_of_its_own_and_the_innermost_mark_shows(bridge, read):
    shown = read(annotated_copy(bridge)[0])
    assert "opened" in shown.runs_in("ClaimlightContested")
    assert " in 1931" in shown.runs_in("ClaimlightFact")
    assert shown.runs_in("ClaimlightUntagged") == ["👩‍🏫"]
    look = {item.tag.removeprefix(W): item.attrib for item in shown.named_style("Claimlight Contested")[-1]}
    assert look["shd"][f"{W}fill"] == "F2B8D0"
    assert look["u"][f"{W}val"] == "double"


def test_shading_and_underlines_can_be_left_out_and_the_styles_stay(bridge, read):
    bare = read(annotated_copy(bridge, AnnotatedCopyOptions(shading=False))[0]).named_style("Claimlight Fact")
    assert [item.tag.removeprefix(W) for item in bare[-1]] == ["u"]
    plain = AnnotatedCopyOptions(shading=False, underline=False)
    shown = read(annotated_copy(bridge, plain)[0])
    assert shown.named_style("Claimlight Fact").find(f"{W}rPr") is None
    assert shown.runs_in("ClaimlightOpinion") == ["finest"]


@pytest.mark.parametrize(
    ("labels", "first"), [(Labels.NUMBER, "F1"), (Labels.BRACKETS, "[F1]"), (Labels.LETTER, "F")]
)
def test_labels_stand_after_the_range_and_are_not_the_articles_text(bridge, read, audit, labels, first):
    content, _ = annotated_copy(bridge, AnnotatedCopyOptions(labels=labels))
    shown = read(content)
    assert first in shown.labels
    assert len(shown.labels) == 7
    assert shown.text == bridge.version.text
    assert shown.ranges[0] == "The bridge was opened in 1931"
    assert audit(content) == []


def test_without_asking_there_are_no_labels(bridge, read):
    assert read(annotated_copy(bridge)[0]).labels == []


def test_only_some_tags_and_statuses_are_shown_and_keep_their_numbers(bridge, read):
    options = AnnotatedCopyOptions(tags=frozenset({"opinion"}), labels=Labels.NUMBER)
    shown = read(annotated_copy(bridge, options)[0])
    assert shown.labels == ["O3"]
    assert list(shown.ranges.values()) == ["finest"]
    options = AnnotatedCopyOptions(statuses=frozenset({Status.VERIFIED}))
    assert list(read(annotated_copy(bridge, options)[0]).ranges.values()) == ["The bridge was opened in 1931"]


def test_comments_only_where_somebody_wrote_something_or_nowhere(bridge, read):
    noted = read(annotated_copy(bridge, AnnotatedCopyOptions(comments=Comments.NOTED))[0])
    assert "opened" not in noted.ranges.values()
    assert "finest" in noted.ranges.values()
    none = read(annotated_copy(bridge, AnnotatedCopyOptions(comments=Comments.NONE))[0])
    assert none.ranges == {}
    assert "word/comments.xml" not in none.parts


def test_without_notes_a_comment_only_names_the_mark(bridge, read):
    shown = read(annotated_copy(bridge, AnnotatedCopyOptions(notes=False))[0])
    assert {tuple(lines) for _, _, _, lines in shown.comments.values()} >= {("F1 · Fact",), ("O3 · Opinion",)}
    assert all(len(lines) == 1 for _, _, _, lines in shown.comments.values())


def test_very_many_marks_are_proposed_with_numbers_and_few_comments():
    text = "word " * 1100
    few = dossier_of(text, [("word", "fact")])
    one = few.annotations[0]
    marks = [
        replace(one, id=f"{n:032x}", target=replace(one.target, position=Span(5 * n, 5 * n + 4)))
        for n in range(1001)
    ]
    assert proposed_options(few).comments is Comments.ALL
    proposed = proposed_options(replace(few, annotations=tuple(marks)))
    assert (proposed.comments, proposed.labels) == (Comments.NOTED, Labels.NUMBER)


def test_blocks_have_words_own_styles(rich, read):
    shown = read(annotated_copy(rich)[0])
    assert shown.style_of("The hall at Maidon") == "Title"
    assert shown.style_of("What changed") == "Heading2"
    assert shown.style_of("Bread rose") == "ListBullet"
    assert shown.style_of("Count") == "ListNumber"
    assert shown.style_of("“The finest hall,” she said.") == "Quote"
    assert shown.style_of("Table 1: shops") == "Caption"
    assert shown.style_of("Year") == "TableHead"
    assert shown.style_of("if shops < 40:\n\traise('x')") == "ArticleCode"


def test_blank_lines_of_the_article_are_paragraphs_as_low_as_a_gap(rich, read):
    shown = read(annotated_copy(rich)[0])
    blanks = [text for style, text in shown.paragraphs if style == "ArticleBlank"]
    assert len(blanks) == 1 + 1 + 2 + 1 + 1 + 2
    assert set(blanks) == {""}
    height = shown.named_style("Article Blank").find(f"{W}pPr/{W}spacing")
    assert height.get(f"{W}lineRule") == "exact"


def layout(paragraph):
    """Return the style of a paragraph and what it says of its own of spacing and of what follows it."""
    properties = paragraph.find(f"{W}pPr")
    said = {
        name: dict(item.items())
        for name in ("spacing", "keepNext")
        if (item := properties.find(f"{W}{name}")) is not None
    }
    return properties[0].get(f"{W}val"), said


def test_line_feeds_at_the_end_never_make_a_page_of_their_own(read):
    blank = {
        "keepNext": {f"{W}val": "0"},
        "spacing": {f"{W}before": "0", f"{W}after": "0", f"{W}line": "1", f"{W}lineRule": "exact"},
    }
    shown = read(annotated_copy(dossier_of("One.\n\nTwo.\n\n"))[0])
    assert [layout(item) for item in shown.body.iter(f"{W}p")] == [
        ("Title", {}),
        ("ArticleBlank", {}),
        ("ArticleText", {"spacing": {f"{W}after": "0"}, "keepNext": {}}),
        ("ArticleBlank", blank),
        ("ArticleBlank", blank),
    ]
    assert shown.text == "One.\n\nTwo.\n\n"
    assert walk(read_package(annotated_copy(dossier_of("One.\n\nTwo.\n\n"))[0])).text == shown.text


def test_a_long_last_paragraph_may_break_across_pages(read):
    shown = read(annotated_copy(dossier_of(f"One.\n{'Bread rose. ' * 60}\n"))[0])
    assert [layout(item)[1].get("keepNext") for item in shown.body.iter(f"{W}p")] == [
        None,
        None,
        {f"{W}val": "0"},
    ]


def test_an_article_that_ends_with_its_words_is_laid_out_as_ever(read):
    shown = read(annotated_copy(dossier_of("One.\nTwo."))[0])
    assert [layout(item) for item in shown.body.iter(f"{W}p")] == [("Title", {}), ("ArticleText", {})]


@pytest.mark.parametrize("kind", [BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.HEADING])
def test_a_last_block_of_any_kind_is_valid_before_line_feeds(audit, kind):
    blocks = (Block(0, 4), Block(5, 9, kind, level=1, marker="•" if kind is BlockKind.LIST_ITEM else ""))
    assert audit(annotated_copy(dossier_of("One.\nTwo.\n", blocks=blocks))[0]) == []


def test_list_markers_are_numbering_and_never_text(rich, read):
    shown = read(annotated_copy(rich)[0])
    numbering = shown.xml("word/numbering.xml")
    kinds = {
        item.get(f"{W}abstractNumId"): (
            item.find(f"{W}lvl/{W}numFmt").get(f"{W}val"),
            [text.get(f"{W}val") for text in item.iter(f"{W}lvlText")],
        )
        for item in numbering.iter(f"{W}abstractNum")
    }
    lists = {item.get(f"{W}numId"): kinds[item[0].get(f"{W}val")] for item in numbering.iter(f"{W}num")}
    used = {}
    for paragraph in shown.body.iter(f"{W}p"):
        words = "".join(text.text for text in paragraph.iter(f"{W}t"))
        if (number := paragraph.find(f"{W}pPr/{W}numPr")) is not None:
            level, list_id = (item.get(f"{W}val") for item in number)
            used[words] = (list_id, lists[list_id][0], lists[list_id][1][int(level)])
    assert used["Bread rose"][1:] == ("bullet", "•")
    assert used["in the old town"][1:] == ("bullet", "–")
    assert used["Count"][1:] == ("decimal", "%1.")
    assert used["Count"][0] == used["Compare"][0] == used["Publish"][0]
    assert used["with last year"][1:] == ("lowerLetter", "%2)")
    assert used["An odd one"][1:] == ("bullet", "1.2.3")
    assert used["Minutes, p. 14."][1:] == ("decimal", "%1")


def test_tables_repeat_their_header_and_have_widths_on_the_grid_and_on_every_cell(rich, read):
    (table,) = read(annotated_copy(rich)[0]).body.iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    grid = [int(item.get(f"{W}w")) for item in table.iter(f"{W}gridCol")]
    for row in rows:
        assert [int(item.get(f"{W}w")) for item in row.iter(f"{W}tcW")] == grid
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"


def test_merged_cells_add_no_line_to_the_text(read, audit):
    text = "Area\nWhat\nNorth\nrain\nsnow\nSouth\nsun"
    places = [
        Cell(0, 0, 0, header=True),
        Cell(0, 0, 1, column_span=2, header=True),
        Cell(0, 1, 0, row_span=2),
        Cell(0, 1, 1),
        Cell(0, 2, 1),
        Cell(0, 3, 0),
        Cell(0, 3, 2),
    ]
    blocks = tuple(
        replace(block, kind=BlockKind.CELL, cell=cell)
        for block, cell in zip(blocks_of(text), places, strict=True)
    )
    content, _ = annotated_copy(dossier_of(text, [("rain\nsnow", "fact")], blocks=blocks))
    shown = read(content)
    assert shown.text == text
    assert [item.get(f"{W}val") for item in shown.body.iter(f"{W}vMerge")] == ["restart", "continue"]
    assert audit(content) == []


def test_cells_out_of_order_or_beyond_words_limit_are_paragraphs_rather_than_a_wrong_table(read):
    text = "second\nfirst"
    for columns in ((1, 0), (0, 63)):
        blocks = tuple(
            replace(block, kind=BlockKind.CELL, cell=Cell(0, 0, column))
            for block, column in zip(blocks_of(text), columns, strict=True)
        )
        shown = read(annotated_copy(dossier_of(text, blocks=blocks))[0])
        assert shown.text == text
        assert list(shown.body.iter(f"{W}tbl")) == []


def test_links_lead_where_they_led_and_scripts_nowhere(rich, read):
    shown = read(annotated_copy(rich)[0])
    links = {
        item.get("Id"): item.get("Target")
        for item in shown.xml("word/_rels/document.xml.rels")
        if item.get("TargetMode") == "External"
    }
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found = {}
    for link in shown.body.iter(f"{W}hyperlink"):
        words = "".join(text.text for text in link.iter(f"{W}t"))
        address = links[link.get(r)]
        found[address] = found.get(address, "") + words
    assert found == {"https://example.org/r?a=1&b=2": "the report"}


def test_right_to_left_paragraphs_run_that_way_and_their_latin_words_the_other(read, audit):
    text = "שוק מיידון ב-Market Hall נסגר.\nThe שוק closed."
    dossier = dossier_of(text, [("ב-Market", "fact")])
    dossier = replace(dossier, article=replace(dossier.article, language="he"))
    content, _ = annotated_copy(dossier)
    shown = read(content)
    directions = [p.find(f"{W}pPr/{W}bidi") is not None for p in shown.body.iter(f"{W}p")]
    assert directions == [True, False]
    to_left = {
        "".join(run.itertext()): run.find(f"{W}rPr/{W}rtl") is not None for run in shown.body.iter(f"{W}r")
    }
    assert to_left["Market"] is False
    assert to_left["שוק"] is True
    assert shown.text == text
    assert audit(content) == []


def test_the_document_names_its_language_its_title_and_its_pages(bridge, read):
    dossier = replace(bridge, article=replace(bridge.article, language="de", title="Brücke & <Fluss>"))
    shown = read(annotated_copy(dossier)[0])
    default = shown.xml("word/styles.xml").find(f".//{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == "de-DE"
    core = shown.xml("docProps/core.xml")
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == "Brücke & <Fluss>"
    assert core.findtext("{http://purl.org/dc/elements/1.1/}language") == "de-DE"
    footer = shown.xml("word/footer1.xml")
    assert [item.text.strip() for item in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert "updateFields" not in shown.parts["word/settings.xml"].decode()


def test_letter_paper_is_letter_paper(bridge, read):
    shown = read(annotated_copy(bridge, AnnotatedCopyOptions(paper=Paper.LETTER))[0])
    size = shown.body.find(f"{W}sectPr/{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")


def test_the_whole_dossier_travels_inside(bridge):
    content, _ = annotated_copy(bridge)
    assert read_dossier(read_package(content)) == (replace(bridge, original=None), "annotated-copy")


def test_a_book_in_a_script_of_many_bytes_travels_inside_too():
    dossier = dossier_of("Очень длинная книга. " * 60_000)
    content, _ = annotated_copy(dossier)
    found = read_dossier(read_package(content))
    assert found is not None
    assert found[0].version.text == dossier.version.text


def test_the_same_input_gives_the_same_file(rich):
    assert annotated_copy(rich)[0] == annotated_copy(rich)[0]


HOSTILE = {
    "controls": "a\x00b\x07c\x1f\ufffe",
    "surrogate": "half \ud83d",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "long": "long " * 2000,
    "formula": "=1+1",
    "markup": "<b>&amp;]]></w:t>\"'",
    "lines": "one\r\ntwo\rthree\u2028four\x0bfive",
    "direction": "\u202eevil\u202c שלום",
    "blank": "   ",
}


@pytest.mark.parametrize("bad", HOSTILE.values(), ids=HOSTILE)
def test_no_name_note_or_title_can_break_the_document(bridge, read, audit, bad):
    one = bridge.annotations[0]
    creator = replace(one.creator, name=bad, initials=bad)
    said = replace(one.attribution, speaker=bad, role=bad, reason=bad)
    one = replace(
        one, note=bad, rationale=bad, rewording=bad, question=bad, creator=creator, attribution=said
    )
    one = replace(one, replies=(replace(bridge.annotations[3].replies[0], author=bad, text=bad),))
    tag = Tag("fact", bad, bad[:2], print=Look(bad, bad))
    source = replace(bridge.sources[0], title=bad, publisher=bad, url=bad)
    article = replace(bridge.article, title=bad, byline=bad, site=bad, published=bad, language=bad, url=bad)
    dossier = replace(
        bridge, article=article, annotations=(one,), tags=(tag, *bridge.tags[1:]), sources=(source,)
    )
    content, _ = annotated_copy(dossier, AnnotatedCopyOptions(labels=Labels.NUMBER))
    assert audit(content) == []
    assert read(content).text == BRIDGE


def test_tags_whose_names_collide_still_have_styles_of_their_own(read, audit):
    tags = [Tag("label", "Label", "L"), Tag("a-b", "Same", "A"), Tag("a b", "same", "B"), Tag("é", "É", "E")]
    dossier = dossier_of("one two three four", [], tags=tags)
    marks = [
        mark_of(dossier.version, words, tag.id)
        for words, tag in zip(["one", "two", "three", "four"], tags, strict=True)
    ]
    content, _ = annotated_copy(replace(dossier, annotations=tuple(marks)))
    shown = read(content)
    assert len({style for style, _ in shown.looks}) == 4
    assert "ClaimlightLabel" not in {style for style, _ in shown.looks}
    assert audit(content) == []


def test_the_original_of_a_text_file_is_laid_out_anew_and_a_line_says_what_was_checked(
    bridge, tmp_path, read
):
    line = write_annotated_copy(bridge, tmp_path / "copy.docx")
    assert read((tmp_path / "copy.docx").read_bytes()).text == bridge.version.text
    assert line.count("\n") == 0
    assert "8 comments" in line


def test_a_word_original_comes_out_as_itself_and_is_checked_too(bridge, tmp_path, read):
    original, _ = annotated_copy(replace(bridge, annotations=()))
    version = replace(bridge.version, format="docx")
    line = write_annotated_copy(replace(bridge, version=version, original=original), tmp_path / "copy.docx")
    assert line.startswith("Checked: the original document opens, its text is unchanged")
    shown = read((tmp_path / "copy.docx").read_bytes())
    assert shown.text == bridge.version.text
    assert "finest" in shown.ranges.values()


def test_an_article_whose_text_was_changed_since_is_laid_out_anew_and_the_line_says_so(
    bridge, tmp_path, read
):
    original, _ = annotated_copy(dossier_of("Quite another text."))
    version = replace(bridge.version, format="docx")
    line = write_annotated_copy(replace(bridge, version=version, original=original), tmp_path / "copy.docx")
    assert line.startswith("Laid out anew")
    assert read((tmp_path / "copy.docx").read_bytes()).text == bridge.version.text


@st.composite
def dossiers(draw):
    lines = draw(st.lists(st.text(st.sampled_from("ab é\u00ad\tשי1👩\u200d🏫<&"), max_size=8), max_size=8))
    text = "\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        kind = draw(
            st.sampled_from([BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CODE])
        )
        if line or draw(st.booleans()):
            blocks.append(
                Block(start, start + len(line), kind, marker=draw(st.sampled_from(["", "•", "4.", "x)"])))
            )
        start += len(line) + 1
    dossier = dossier_of(text, blocks=tuple(blocks))
    marks = []
    for number in range(draw(st.integers(0, 5)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(text))))
        target = Target(dossier.version.id, span, Quote(span.of(text)))
        template = mark_of(version_with("x"), "x", draw(st.sampled_from(["fact", "opinion", ""])))
        marks.append(replace(template, id=f"{number:032x}", article=dossier.article.id, target=target))
    return replace(dossier, annotations=tuple(marks))


def version_with(text):
    return dossier_of(text).version


@given(dossiers(), st.sampled_from(Labels))
def test_any_text_with_any_marks_comes_out_as_it_is(dossier, labels):
    # the check that every export passes compares text and ranges, and raises if they differ
    content, line = annotated_copy(dossier, AnnotatedCopyOptions(labels=labels))
    assert line.startswith("Checked")
    if dossier.version.text.strip("\n"):  # of blank lines alone the importer sees one more
        assert walk(read_package(content)).text == dossier.version.text
