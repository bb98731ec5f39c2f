from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ImportFailed
from annotator.importers.html import read_html
from annotator.importers.options import ImportOptions
from annotator.model.block import BlockKind, Format

WHOLE = ImportOptions(whole_page=True)


def whole(body: str, **fields: str):
    return read_html(f"<!doctype html><html><body>{body}</body></html>".encode(), "a.html", WHOLE, **fields)


def test_white_space_is_folded_as_a_browser_does(shown):
    imported = whole(
        "<div>\n The <b> bridge</b>  was\n\topened<br>\n in 1931. <p>Second&nbsp;&nbsp;one</div>tail"
    )
    assert shown(imported) == [
        "paragraph: The bridge was opened\nin 1931.",
        "paragraph: Second\u00a0\u00a0one",
        "paragraph: tail",
    ]


def test_two_breaks_part_paragraphs_and_one_at_the_end_is_nothing(shown):
    assert shown(whole("one<br>two<br><br>three<br>")) == ["paragraph: one\ntwo", "paragraph: three"]


def test_formats_by_element_and_by_style(formatted):
    imported = whole(
        "<p><strong>a</strong> <em>b</em> <u>c</u> <s>d</s> <code>e</code> x<sup>f</sup> y<sub>g</sub> "
        '<span style="font-weight:700; font-style: italic">h</span> '
        '<b style="font-weight:normal">plain</b> <span style="text-decoration:underline">i</span></p>'
    )
    assert formatted(imported, Format.BOLD) == ["a", "h"]
    assert formatted(imported, Format.ITALIC) == ["b", "h"]
    assert formatted(imported, Format.UNDERLINE) == ["c", "i"]
    assert formatted(imported, Format.STRIKE) == ["d"]
    assert formatted(imported, Format.CODE) == ["e"]
    assert formatted(imported, Format.SUPERSCRIPT) == ["f"]
    assert formatted(imported, Format.SUBSCRIPT) == ["g"]


def test_links_start_from_the_address_of_the_page(links):
    page = '<a href="/report">report</a> <a href="javascript:x">bad</a> <a href="#top">top</a>'
    assert links(whole(page, url="https://example.com/news/1")) == {
        "report": "https://example.com/report",
        "top": "https://example.com/news/1#top",
    }
    assert links(whole(page)) == {}


def test_lists_with_their_numbers(shown):
    imported = whole(
        '<ul><li>one<ul><li>inner</ul><li><p>two</p><p>more</p></ul><ol start="3"><li>c<li'
        ' value="7">g<li>h</ol>'
        '<ol type="a" reversed><li>x<li>y</ol><ol type="I" start="4"><li>iv</ol>'
    )
    assert shown(imported) == [
        "list-item •: one",
        "list-item •: inner",
        "list-item •: two",
        "list-item: more",
        "list-item 3.: c",
        "list-item 7.: g",
        "list-item 8.: h",
        "list-item b.: x",
        "list-item a.: y",
        "list-item IV.: iv",
    ]
    assert [block.level for block in imported.blocks[:4]] == [0, 1, 0, 0]


def test_tables_with_merged_cells_and_empty_ones():
    imported = whole(
        "<table><caption>Cars</caption><tr><th>Year<th colspan=2>Count"
        "<tr><td rowspan=2>1931<td>1<td>2<tr><td><td>4</table>"
    )
    cells = [
        (imported.text[b.start : b.end], b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span)
        for b in imported.blocks
        if b.cell
    ]
    assert imported.text.startswith("Cars\n")
    assert imported.blocks[0].kind is BlockKind.CAPTION
    assert cells == [
        ("Year", 0, 0, 1, 1),
        ("Count", 0, 1, 1, 2),
        ("1931", 1, 0, 2, 1),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("", 2, 1, 1, 1),
        ("4", 2, 2, 1, 1),
    ]
    assert [b.cell.header for b in imported.blocks if b.cell] == [
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]


def test_a_table_that_only_places_things_is_running_text(shown):
    imported = whole("<table><tr><td><h1>Head</h1><table><tr><td>a<td>b</table><td>menu</table>")
    assert shown(imported) == ["heading: Head", "cell: a", "cell: b", "paragraph: menu"]


def test_what_a_browser_does_not_show_is_no_text():
    hidden = (
        "<script>s1</script><style>s2</style><template>s3</template><noscript>s4</noscript><p hidden>s5</p>"
        '<p style="display: none">s6</p><textarea>s7</textarea><select><option>s8</select>'
        "<svg><text>s9</text></svg>"
        "<!-- s10 --><dialog>s11</dialog><iframe>s12</iframe>"
    )
    imported = whole(f"<p>shown{hidden} here</p><p>and here</p>")
    assert not re.search(r"s\d", imported.text)
    assert imported.text.split() == ["shown", "here", "and", "here"]


def test_code_keeps_its_white_space(shown):
    assert shown(whole("<pre>\nx = 1\n\n  y\n</pre>")) == ["code: x = 1\n\n  y"]


def test_quotations_have_their_signs(shown):
    assert shown(whole("<p>He said: <q>Open it.</q></p><blockquote>And <p>again</blockquote>")) == [
        "paragraph: He said: “Open it.”",
        "quote: And",
        "quote: again",
    ]


def test_pictures_are_their_descriptions_and_smileys_stay_in_their_sentence(shown):
    imported = whole(
        '<p>Good <img alt="😀" src="x.png"> day <img alt="The old bridge" src="y.png"> now</p>'
        '<img src="z.png">'
        '<img alt="pixel" width=1 height=1>'
    )
    assert shown(imported) == ["paragraph: Good 😀 day now", "picture: The old bridge"]


def test_footnotes_are_notes_without_their_way_back(shown):
    imported = whole(
        '<p>Opened<sup>1</sup>.</p><section class="footnotes"><ol><li><p>See Okonedo. '
        '<a class="footnote-backref" href="#r">↩</a></p></ol></section>'
    )
    assert shown(imported) == ["paragraph: Opened1.", "note 1.: See Okonedo."]


def test_readings_above_the_line_are_left_out_and_counted(found):
    imported = whole("<p><ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>は開通した</p>")
    assert imported.text == "橋は開通した"
    assert found(imported) == {"ruby": 1}


def test_direction_is_kept():
    imported = whole('<p dir="rtl">שלום</p><p>hello</p><div dir="ltr"><p>x</p></div>')
    assert [block.rtl for block in imported.blocks] == [True, None, False]


def test_remote_pictures_and_frames_are_counted_and_not_loaded(found):
    body = (
        '<p>Text</p><img src="http://t.example/x.png"><iframe src="//t.example"></iframe><img'
        ' src="local.png">'
    )
    assert found(whole(body)) == {"remote-content": 2}


def test_a_page_deeper_than_the_parsers_first_limit_is_read_to_its_end(found):
    imported = whole("<div>" * 600 + "deep" + "</div>" * 600 + "<p>after</p>")
    assert imported.text == "deep\nafter"
    assert found(imported) == {}


def test_a_page_deeper_than_any_limit_says_that_it_was_cut(found):
    imported = whole("<p>before</p>" + "<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>after</p>")
    assert "before" in imported.text
    assert "truncated" in found(imported)


def test_pictures_inside_the_page_of_any_size_do_not_cut_it(found):
    big = "QUJD" * 4_000_000
    imported = whole(f'<p>before</p><img src="data:image/png;base64,{big}"><p>after</p>')
    assert imported.text == "before\nafter"
    assert found(imported) == {}


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ("", "utf-8"),
        ('<meta charset="utf-8">', "utf-16"),
        ('<meta charset="iso-8859-1">', "utf-8"),
    ],
)
def test_the_encoding_of_a_page_is_found(declaration, encoding):
    words = "Мост" if encoding == "cp1251" else "“größer”"
    page = f"<html><head>{declaration}</head><body><p>{words} and some more words</p></body></html>"
    assert read_html(page.encode(encoding), "a.html", WHOLE).text == f"{words} and some more words"


@pytest.mark.parametrize("page", ["", "<html></html>", "<p> </p>", "<script>x</script>", "<!-- x -->"])
def test_a_page_without_words_is_refused(page):
    for options in (WHOLE, ImportOptions()):
        with pytest.raises(ImportFailed) as refused:
            read_html(page.encode(), "a.html", options)
        assert refused.value.hint


def test_bytes_that_are_no_page_are_refused():
    with pytest.raises(ImportFailed, match="not a web page"):
        read_html(bytes(range(256)) * 4, "a.html")


def test_language_and_address_are_detected():
    page = (
        '<html lang="de-AT"><head><title>Die Brücke</title><link rel="canonical" href="https://a.at/b"></head>'
        "<body><p>Die Brücke wurde eröffnet.</p></body></html>"
    )
    details = read_html(page.encode(), "a.html", WHOLE).metadata
    assert (details.title, details.language, details.url) == ("Die Brücke", "de-AT", "https://a.at/b")


words = st.lists(st.text("abcäß😀", min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)
TAGS = (
    "p",
    "div",
    "b",
    "i",
    "a",
    "span",
    "ul",
    "li",
    "blockquote",
    "td",
    "tr",
    "table",
    "h2",
    "pre",
    "section",
    "q",
)
trees = st.recursive(
    words,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(TAGS), inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        st.tuples(inner, st.sampled_from(["", " ", "<br>", "<!-- x -->"]), inner).map("".join),
    ),
    max_leaves=12,
)


@given(trees)
def test_however_it_nests_no_letter_is_lost(tree):
    imported = whole(tree)  # checks its blocks
    wanted = re.sub(r"<[^>]*>|\s", "", tree)
    assert sorted(re.sub(r"[“”\s]", "", imported.text)) == sorted(wanted)


@given(st.text(st.sampled_from("a<>/=\"'&;!-pbtdrliu \n")))
def test_any_signs_at_all_are_read_or_refused(text):
    with contextlib.suppress(ImportFailed):
        read_html(f"x{text}".encode(), "a.html", WHOLE)  # checks its blocks
