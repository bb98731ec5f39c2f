from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from word_files import (
    comment,
    commented,
    comments_of,
    control,
    field,
    para,
    run,
    styled,
    table,
    walked,
    word_dossier,
    word_file,
)

from annotator.errors import ExportFailed
from annotator.exporters.marked_original import TextDiffers, mark_original
from annotator.exporters.options import AnnotatedCopyOptions, Comments, Labels
from annotator.importers.docx import read_docx
from annotator.importers.options import ImportOptions, TrackedChanges
from annotator.model.annotation import Reply
from annotator.model.dossier import Dossier
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.ooxml.namespaces import XML, W
from annotator.ooxml.package import Package, read_package
from annotator.ooxml.unmarking import like_runs, merge, unmark
from annotator.ooxml.walk import walk

SENTENCE = "The bridge was opened in 1931. It is the finest bridge in the county."
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>'
)
ALL = AnnotatedCopyOptions(labels=Labels.BRACKETS)


def marked(dossier: Dossier, options: AnnotatedCopyOptions = AnnotatedCopyOptions()) -> Package:  # noqa: B008 - a frozen value
    return read_package(mark_original(dossier, options))


def looks(package: Package) -> dict[str, str]:
    """Return the text of each run with a style of ours or a fill, and which."""
    found = {}
    for item in package.parse("word/document.xml").iter(f"{W}r"):
        style, fill = item.find(f"{W}rPr/{W}rStyle"), item.find(f"{W}rPr/{W}shd")
        said = [style.get(f"{W}val") or ""] if style is not None else []
        said += [fill.get(f"{W}fill") or ""] if fill is not None else []
        text = "".join(part.text or "" for part in item.iter(f"{W}t"))
        if said and text:
            found[text] = " ".join(said)
    return found


def canonical(package: Package) -> dict[str, bytes]:
    """Return the parts, runs that look alike made one: a cut alone is no difference."""
    found = {}
    for name in package:
        if not name.endswith((".xml", ".rels")):
            found[name] = package.read(name)
            continue
        root = package.parse(name)
        for properties in [item for item in root.iter(f"{W}rPr") if not len(item)]:
            properties.getparent().remove(properties)
        for parent in {item.getparent() for item in root.iter(f"{W}r")}:
            for runs in like_runs(parent):
                merge(runs)
        for text in root.iter(f"{W}t", f"{W}delText"):
            text.attrib.pop(f"{XML}space", None)
        found[name] = etree.tostring(root, method="c14n", exclusive=True)
    return found


def test_the_passage_gets_the_style_of_its_tag_and_a_comment_on_exactly_its_words() -> None:
    dossier = word_dossier(
        word_file(para(SENTENCE), parts={"styles": STYLES}),
        ("opened in 1931", "fact"),
        ("finest bridge", "opinion"),
    )
    package = marked(dossier)
    assert looks(package) == {"opened in 1931": "ClaimlightFact", "finest bridge": "ClaimlightOpinion"}
    assert comments_of(package) == {
        "0": ("F1 · Fact", "opened in 1931"),
        "1": ("O2 · Opinion", "finest bridge"),
    }
    assert walk(package).text == dossier.version.text


def test_overlapping_marks_keep_their_ranges_and_the_innermost_gives_the_colour() -> None:
    dossier = word_dossier(
        word_file(para(SENTENCE)),
        ("bridge was opened", "fact"),
        ("opened in 1931", "opinion"),
        ("1931", "contested"),
    )
    package = marked(dossier)
    assert comments_of(package) == {
        "0": ("F1 · Fact", "bridge was opened"),
        "1": ("O2 · Opinion", "opened in 1931"),
        "2": ("C3 · Contested", "1931"),
    }
    assert looks(package) == {
        "bridge was ": "ClaimlightFact",
        "opened": "ClaimlightOpinion",
        " in ": "ClaimlightOpinion",
        "1931": "ClaimlightContested",
    }


@pytest.mark.parametrize(
    ("body", "passage"),
    [
        (para("Es heißt 👩‍🏫 und היא נפתחה בשנת 1931."), "👩‍🏫 und היא נפתחה"),
        (para(run("one ") + run("two", "<w:b/>") + run(" three")), "ne two th"),
        (para("the end") + para("and a start"), "end\nand"),
        (para("before") + table((para("one"), para("two")), (para("three"), para("four"))), "wo\nthree\nfo"),
        (para(run("a") + "<w:r><w:tab/><w:br/></w:r>" + run("b")), "a\t\n"),
        (para(f'<w:ins w:id="1" w:author="B">{run("inserted words")}</w:ins>'), "ted wo"),
        (para(f'<w:hyperlink w:anchor="x">{run("linked words")}</w:hyperlink>'), "linked"),
        (para(run("see ") + field("REF x", run("the result")) + run(".")), "e res"),
        (para(run("see ") + f'<w:fldSimple w:instr="AUTHOR">{run("Ana Ruiz")}</w:fldSimple>'), "Ruiz"),
        (para(run("rich ") + control(run("controlled"), "<w:richText/>")), "h contr"),
        (para(run("plain ") + control(run("controlled"))), "plain controlled"),
        (para('<w:smartTag w:uri="u" w:element="e">' + run("smart tag") + "</w:smartTag>"), "art"),
    ],
)  # fmt: skip
def test_each_range_is_exactly_its_passage(body: str, passage: str) -> None:
    dossier = word_dossier(word_file(body), (passage, "fact"))
    package = marked(dossier)
    assert comments_of(package) == {"0": ("F1 · Fact", passage)}
    assert walk(package).text == dossier.version.text


def test_a_plain_text_control_is_never_cut_and_its_comment_goes_around_it() -> None:
    inline = para(run("see ") + control(run("the control")) + run(" there"))
    block = control(para("a title")) + para("and text")
    inside = control(f"<w:tc>{para('in a cell')}</w:tc>")
    cell = f"<w:tbl><w:tr>{inside}<w:tc>{para('b')}</w:tc></w:tr></w:tbl>"
    dossier = word_dossier(
        word_file(inline, block, cell), ("cont", "fact"), ("titl", "fact"), ("cell", "fact"), ("text", "fact")
    )
    package = marked(dossier, ALL)
    assert sorted(comments_of(package).values()) == [
        ("F1 · Fact", "the control"),
        ("F2 · Fact", "a title"),
        ("F3 · Fact", "text"),
        ("F4 · Fact", "in a cell"),
    ]
    for item in package.parse("word/document.xml").iter(f"{W}sdt"):
        assert len(list(item.iter(f"{W}r"))) == 1


def test_no_sign_stands_where_libreoffice_would_lose_words() -> None:
    rich = control(para("first") + para("second"), "<w:richText/>")
    dossier = word_dossier(
        word_file(para(run("x ") + field("REF x", run("result"))), rich, para("last")),
        ("esu", "fact"),
        ("fir", "fact"),
    )
    root = marked(dossier).parse("word/document.xml")
    homes = []
    for sign in root.iter(f"{W}commentReference"):
        paragraph = next(sign.iterancestors(f"{W}p"))
        homes.append("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
    assert homes == ["x result", "second"]
    runs = list(root.iter(f"{W}r"))
    signs = [n for n, item in enumerate(runs) if item.find(f"{W}commentReference") is not None]
    ends = [n for n, item in enumerate(runs) if item.find(f"{W}fldChar[@{W}fldCharType='end']") is not None]
    assert signs[0] > ends[0]


def test_a_range_does_not_leave_a_table_but_its_colour_does() -> None:
    dossier = word_dossier(
        word_file(para("before"), table((para("one"), para("two"))), para("after")), ("two\nafter", "fact")
    )
    package = marked(dossier)
    assert comments_of(package) == {"0": ("F1 · Fact", "two")}
    assert looks(package) == {"two": "ClaimlightFact", "after": "ClaimlightFact"}


def test_words_in_notes_are_coloured_there_and_commented_at_their_reference() -> None:
    notes = f'<w:footnote w:id="3">{para("Archive of the town")}</w:footnote>'
    body = para(run("It opened") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + run(" in 1931."))
    dossier = word_dossier(word_file(body, parts={"footnotes": notes}), ("Archive", "fact"))
    package = marked(dossier)
    assert "ClaimlightFact" in package.read("word/footnotes.xml").decode()
    document = package.read("word/document.xml").decode()
    assert document.index("commentRangeStart") < document.index("footnoteReference")
    assert document.index("footnoteReference") < document.index("commentRangeEnd")


def test_a_run_that_has_a_style_keeps_it_and_is_coloured_directly_in_the_order_of_the_schema() -> None:
    own = '<w:rStyle w:val="Hyperlink"/><w:vertAlign w:val="superscript"/><w:rtl/><w:lang w:val="en-GB"/>'
    package = marked(word_dossier(word_file(para(run(SENTENCE, own))), ("1931", "fact")))
    assert looks(package)["1931"] == "Hyperlink B3DAFF"
    cut = next(
        item for item in package.parse("word/document.xml").iter(f"{W}r") if item.findtext(f"{W}t") == "1931"
    )
    assert [child.tag.removeprefix(W) for child in cut[0]] == [
        "rStyle",
        "u",
        "shd",
        "vertAlign",
        "rtl",
        "lang",
    ]


def test_text_pasted_from_the_web_on_white_shows_its_marks_and_gets_its_white_back() -> None:
    white = '<w:u w:val="none"/><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'
    data = word_file(para(run(SENTENCE, white)))
    package = marked(word_dossier(data, ("1931", "fact")))
    assert looks(package)["1931"] == "ClaimlightFact B3DAFF"
    assert canonical(read_package(unmark(package))) == canonical(read_package(data))


def test_labels_stand_after_the_passage_and_are_no_text() -> None:
    dossier = word_dossier(word_file(para(SENTENCE)), ("1931", "fact"), ("finest", "opinion"))
    package = marked(dossier, ALL)
    shown = "".join(text.text or "" for text in package.parse("word/document.xml").iter(f"{W}t"))
    assert shown == "The bridge was opened in 1931[F1]. It is the finest[O2] bridge in the county."
    assert walk(package).text == SENTENCE
    assert comments_of(package)["0"] == ("F1 · Fact", "1931")


def test_only_what_is_wanted_is_put_in() -> None:
    dossier = word_dossier(word_file(para(SENTENCE)), ("1931", "fact"), ("finest", "opinion"))
    quiet = AnnotatedCopyOptions(shading=False, underline=False, comments=Comments.NONE)
    package = marked(dossier, quiet)
    assert looks(package) == {}
    assert "word/comments.xml" not in package
    assert list(comments_of(marked(dossier, AnnotatedCopyOptions(tags=frozenset({"opinion"}))))) == ["0"]


def test_comments_and_tracked_changes_of_others_stay_as_they_are() -> None:
    change = '<w:rPrChange w:id="5" w:author="Bo"><w:rPr/></w:rPrChange>'
    body = para(commented(3, run("The old bridge", f"<w:b/>{change}")) + run(" was opened."))
    data = word_file(
        body,
        parts={"comments": comment(3, "who says?", key="0000000A")},
        extended='<w15:commentEx w15:paraId="0000000A" w15:done="1"/>',
    )
    package = marked(word_dossier(data, ("old", "fact"), ("bridge was", "opinion")))
    assert comments_of(package) == {
        "3": ("who says?", "The old bridge"),
        "4": ("F1 · Fact", "old"),
        "5": ("O2 · Opinion", "bridge was"),
    }
    changes = [item.get(f"{W}id") for item in package.parse("word/document.xml").iter(f"{W}rPrChange")]
    assert len(changes) == len(set(changes)) > 1
    assert package.read("word/commentsExtended.xml") == read_package(data).read("word/commentsExtended.xml")


def test_answers_and_closed_threads_go_along() -> None:
    dossier = word_dossier(word_file(para(SENTENCE)), ("1931", "fact"))
    answered = dossier.annotations[0].with_(
        replies=(Reply("Bo Lind", "I looked.", datetime(2026, 5, 3, tzinfo=UTC)),), resolved=True
    )
    package = marked(replace(dossier, annotations=(answered,)))
    imported = read_docx(package.archive.data, "x.docx")
    assert [(mark.comment, mark.replies_to, mark.resolved) for mark in imported.marks] == [
        ("F1 · Fact", None, True),
        ("I looked.", 0, True),
    ]


def test_a_document_that_was_our_export_never_carries_marks_twice() -> None:
    first = word_dossier(word_file(para(SENTENCE), parts={"styles": STYLES}), ("1931", "fact"))
    again = word_dossier(mark_original(first, ALL), ("finest", "opinion"))
    assert again.version.text == SENTENCE
    package = marked(again, ALL)
    assert comments_of(package) == {"0": ("O1 · Opinion", "finest")}
    assert looks(package) == {"finest": "ClaimlightOpinion", "[O1]": "ClaimlightLabel"}


def test_a_comment_somebody_wrote_into_our_copy_survives_the_next_one() -> None:
    dossier = word_dossier(word_file(para(SENTENCE)), ("1931", "fact"))
    package = marked(dossier)
    edited = package.with_parts(
        {
            "word/comments.xml": package.read("word/comments.xml").replace(
                b"</w:comments>", comment(9, "Really?").encode() + b"</w:comments>"
            )
        }
    )
    kept = comments_of(read_package(unmark(read_package(edited))))
    assert [first for first, _ in kept.values()] == ["Really?"]


@pytest.mark.parametrize("changes", list(TrackedChanges))
def test_the_copy_shows_the_reading_of_tracked_changes_that_was_imported(changes: TrackedChanges) -> None:
    body = para(
        run("It ")
        + '<w:del w:id="1" w:author="B"><w:r><w:delText>closed</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="B">{run("opened")}</w:ins>'
        + run(" in 1931.")
    )
    data = word_file(body)
    text = read_docx(data, "x", ImportOptions(tracked_changes=changes)).text
    dossier = word_dossier(data)
    version = replace(
        dossier.version, text=text, blocks=read_docx(data, "x", ImportOptions(tracked_changes=changes)).blocks
    )
    words = "opened" if "opened" in text else "closed"
    place = Span(text.index(words), text.index(words) + 6)
    mark = word_dossier(data, ("1931", "fact")).annotations[0]
    mark = mark.with_(target=Target(version.id, place, Quote(words)))
    package = marked(replace(dossier, version=version, annotations=(mark,)))
    assert walk(package, walked(data).changes.__class__(changes.value)).text == text
    assert '"ClaimlightFact"' in package.read("word/document.xml").decode()


def test_paragraphs_that_were_repaired_by_hand_still_find_their_words() -> None:
    data = word_file(para("The bridge was"), para("opened in 1931."))
    dossier = word_dossier(data)
    text = "The bridge was opened in 1931."
    whole = replace(dossier.version.blocks[0], end=len(text))
    version = replace(dossier.version, text=text, blocks=(whole,))
    place = Span(text.index("was"), text.index(" in"))
    mark = word_dossier(data, ("1931", "fact")).annotations[0]
    mark = mark.with_(target=Target(version.id, place, Quote("was opened")))
    package = marked(replace(dossier, version=version, annotations=(mark,)))
    assert comments_of(package) == {"0": ("F1 · Fact", "was\nopened")}


def test_an_article_with_another_text_is_refused_and_not_marked_somewhere() -> None:
    dossier = word_dossier(word_file(para(SENTENCE)))
    other = replace(dossier, original=word_file(para("Something else.")))
    with pytest.raises(TextDiffers):
        mark_original(other)
    with pytest.raises(ExportFailed, match="no longer be read"):
        mark_original(replace(dossier, original=b"PK nothing"))


def test_strict_files_stay_strict_in_every_part() -> None:
    package = marked(word_dossier(word_file(para(SENTENCE), strict=True), ("1931", "fact")))
    for name in ("word/document.xml", "word/comments.xml", "word/styles.xml"):
        assert package.is_strict(name), name
    assert comments_of(package) == {"0": ("F1 · Fact", "1931")}


def test_the_same_dossier_gives_the_same_file() -> None:
    dossier = word_dossier(word_file(para(SENTENCE)), ("1931", "fact"))
    assert mark_original(dossier) == mark_original(dossier)


def faults(path: Path) -> set[tuple[str, str]]:
    found = OpenXmlValidator().validate(path).errors  # a new one for each file: it remembers
    return {(item.description, item.part_uri) for item in found}


def test_the_validator_finds_nothing_that_the_original_did_not_have(tmp_path: Path) -> None:
    body = (
        styled("Normal", "A title"),
        para(run(SENTENCE) + commented(3, run("old"))),
        table((para("one"), para("two"))),
        control(para("a control")),
        para("last"),
    )
    data = word_file(*body, parts={"comments": comment(3, "x"), "styles": STYLES})
    dossier = word_dossier(
        data, ("title", "fact"), ("opened in 1931", ""), ("1931", "opinion"), ("one\ntwo", "fact")
    )
    path = tmp_path / "copy.docx"
    path.write_bytes(data)
    known = faults(path)
    for options in (ALL, AnnotatedCopyOptions()):
        path.write_bytes(mark_original(dossier, options))
        assert faults(path) - known == set()


# documents and marks nobody thought of

WORDS = st.sampled_from(
    ["bridge", "opened ", " in", "1931", "👩‍🏫", "היא", "a  b", "ﬁne", "e\u0301", "\u00a0", "x"]
)
LOOKS = st.sampled_from(
    ["", "<w:b/>", '<w:rStyle w:val="Hyperlink"/>', '<w:u w:val="none"/>', '<w:highlight w:val="yellow"/>']
)
RUNS = st.builds(run, WORDS, LOOKS)
SIGNS = st.sampled_from(
    ["<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", run("z") + "<w:r><w:noBreakHyphen/></w:r>"]
)
INLINE = st.recursive(
    RUNS | SIGNS,
    lambda inside: st.one_of(
        st.builds(control, inside, st.sampled_from(["<w:text/>", "<w:richText/>"])),
        st.builds('<w:ins w:id="1" w:author="B">{}</w:ins>'.format, inside),
        st.builds('<w:hyperlink w:anchor="x">{}</w:hyperlink>'.format, inside),
        st.builds(field, st.just("REF x"), inside),
        st.builds(lambda a, b: a + b, inside, inside),
        st.just('<w:del w:id="2" w:author="B"><w:r><w:delText>gone</w:delText></w:r></w:del>'),
    ),
    max_leaves=6,
)
PARAGRAPHS = st.lists(INLINE, max_size=4).map(lambda parts: para("".join(parts)))
BLOCKS = st.one_of(
    PARAGRAPHS,
    st.builds(lambda a, b: table((a, b)), PARAGRAPHS, PARAGRAPHS),
    st.builds(control, PARAGRAPHS, st.sampled_from(["<w:text/>", "<w:richText/>"])),
)


@st.composite
def marked_documents(draw: st.DrawFn) -> Dossier:
    data = word_file(*draw(st.lists(BLOCKS, min_size=1, max_size=5)), para("end"), parts={"styles": STYLES})
    dossier = word_dossier(data)
    text = dossier.version.text
    pattern = word_dossier(word_file(para("end")), ("end", "fact")).annotations[0]
    marks: list[Any] = []
    for number in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(text))))
        tag = draw(st.sampled_from(["fact", "opinion", "contested", ""]))
        target = Target(dossier.version.id, span, Quote(span.of(text)))
        marks.append(pattern.with_(id=f"m{number}", target=target, tag=tag))
    return replace(dossier, annotations=tuple(marks))


@settings(max_examples=150)
@given(marked_documents(), st.sampled_from([AnnotatedCopyOptions(), ALL]))
def test_any_document_keeps_its_text_and_undoing_the_marks_gives_it_back(
    dossier: Dossier, options: AnnotatedCopyOptions
) -> None:
    package = marked(dossier, options)
    assert walk(package).text == dossier.version.text
    assert len(comments_of(package)) == len(dossier.annotations)
    assert dossier.original is not None
    before = read_package(dossier.original)
    assert canonical(read_package(unmark(package))) == canonical(before)


@settings(max_examples=100)
@given(marked_documents())
def test_in_any_document_each_passage_outside_controls_and_tables_is_its_range(dossier: Dossier) -> None:
    package = marked(dossier)
    found = comments_of(package)
    assert dossier.original is not None
    segments = walked(dossier.original).segments
    shown = [n for segment in segments for n in range(segment.start, segment.end)]
    whole = {
        position
        for segment in segments
        if segment.place.whole or segment.place.table is not None
        for position in range(segment.start, segment.end)
    }
    for number, annotation in enumerate(dossier.annotations):
        span = annotation.span
        assert span is not None
        # a line feed between two blocks is no character of the file
        inside = [position for position in shown if span.contains(position)]
        if inside and whole.isdisjoint(inside):
            assert found[str(number)][1] == dossier.version.text[inside[0] : inside[-1] + 1]
