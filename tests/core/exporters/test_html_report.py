"""The article as one HTML file, read as a browser without scripts would."""

from __future__ import annotations

import re
from dataclasses import replace

import lxml.html
import pytest
from factories import dossier_of, mark_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.exporters.choices import Choices
from annotator.exporters.html_page import POLICY, html_page, write_html
from annotator.exporters.options import Comments
from annotator.model.person import Person
from annotator.model.tag import NEWSROOM, Underline


def page_of(dossier, choices=None):
    return lxml.html.fromstring(html_page(dossier, choices or Choices())[0].decode("utf-8"))


def said(element):
    return " ".join(element.text_content().split())


def article_text(page):
    """Return the words of the article, a line for each block, without what we put in."""
    (article,) = page.xpath("//article")
    for ours in article.xpath(".//*[@class='note' or @class='sign' or @class='marker']"):
        ours.drop_tree()
    for line_end in article.xpath(".//br"):
        line_end.tail = "\n" + (line_end.tail or "")
    blocks = article.xpath(".//p|.//li|.//h2|.//h3|.//h4|.//blockquote|.//pre")
    return [block.text_content() for block in blocks]


def test_the_article_is_there_word_for_word(rich):
    blocks = [rich.version.text[block.start : block.end] for block in rich.version.blocks]
    assert article_text(page_of(rich)) == blocks


def test_formats_and_links_begin_and_end_where_they_did(rich):
    page = page_of(rich)
    for name, words in (("strong", "opened in 1931"), ("em", "rebuilt twice"), ("a[@rel]", "the report")):
        assert "".join(part.text_content() for part in page.xpath(f"//article//{name}")) == words


def test_every_note_is_reached_from_the_sign_of_its_mark(bridge):
    page = page_of(bridge)
    signs = page.xpath("//article//a[@class='sign']")
    assert [said(sign) for sign in signs] == ["C2", "F1", "O3", "F4", "C5", "6", "F7"]
    for sign in signs:
        (note,) = page.xpath(f"//*[@id='{sign.get('aria-describedby')}']")
        assert note.getprevious() is sign  # what the style sheet shows when the sign has the focus
        assert said(note).startswith(said(sign))
        assert page.xpath(f"//tr[@id='{sign.get('href')[1:]}']")
    assert "See the minutes." in said(page.xpath("//*[@id='note-1']")[0])


def test_overlapping_marks_nest_and_the_innermost_gives_the_look(bridge):
    page = page_of(bridge)
    (inner,) = page.xpath("//*[@id='mark-1']//*[@id='mark-2']")
    assert said(inner.xpath("./mark")[0]) == "opened"
    assert [look.get("class") for look in page.xpath("//*[@id='mark-1']//mark")] == ["t0", "t2", "t0"]


def test_crossing_marks_show_their_notes_on_each_of_their_parts():
    plain = dossier_of("One two three four.")
    marks = (
        mark_of(plain.version, "One two three", note="first"),
        mark_of(plain.version, "three four", "opinion", note="second"),
        mark_of(plain.version, "two three four", "contested", note="third"),
    )
    page = page_of(replace(plain, annotations=marks))
    assert article_text(page) == ["One two three four."]
    page = page_of(replace(plain, annotations=marks))
    for number, words in ((1, "first"), (2, "third"), (3, "second")):
        (note,) = page.xpath(f"//*[@id='note-{number}']")
        assert words in said(note)
        assert len(page.xpath(f"//*[@id='mark-{number}']")) == 1
    for part in page.xpath("//span[@class='m']"):
        assert part.xpath("./span[@class='note']")


def test_a_mark_over_two_paragraphs_has_one_sign_at_its_end(bridge):
    page = page_of(bridge)
    assert [said(sign) for sign in page.xpath("//article//a[@class='sign']")].count("C5") == 1
    assert "Es heißt" in said(page.xpath("//*[@id='note-5']/parent::*/mark")[0])


def test_nothing_is_loaded_or_run(rich):
    content = html_page(rich)[0].decode()
    page = lxml.html.fromstring(content)
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert not page.xpath(
        "//script|//link|//img|//iframe|//object|//*[@style]|//@*[starts-with(name(), 'on')]"
    )
    assert not re.search(r"@import|url\(", content)
    assert all(href.startswith(("#", "https://example.org/")) for href in page.xpath("//@href"))


def test_light_dark_and_grey_print_have_a_look_for_each_tag(bridge):
    (style,) = page_of(bridge).xpath("//style/text()")
    dark = style.partition("prefers-color-scheme:dark")[2].partition("@media print")[0]
    grey = style.partition("@media print")[2]
    for number, tag in enumerate(NEWSROOM):
        assert f".t{number}{{--fill:{tag.dark.fill};--line:{tag.dark.line}}}" in dark
        assert f".t{number}{{--fill:#E6E6E6;--line:#000000}}" in grey
        assert tag.light.fill in style


@pytest.mark.parametrize("underline", list(Underline))
def test_every_underline_pattern_is_drawn(underline):
    tag = replace(NEWSROOM[0], underline=underline)
    page = page_of(dossier_of(marks=[("finest", "fact")], tags=[tag]))
    (style,) = page.xpath("//style/text()")
    assert re.search(r"\.t0\{text-decoration:(underline|none;background-image)", style)


def test_language_and_direction_are_those_of_the_article():
    hebrew = dossier_of("הגשר נפתח בשנת 1931.")
    page = page_of(replace(hebrew, article=replace(hebrew.article, language="he")))
    (article,) = page.xpath("//article")
    assert (article.get("lang"), article.get("dir")) == ("he", "rtl")
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")


def test_a_sign_after_a_number_does_not_join_it_in_right_to_left_text():
    page = page_of(dossier_of("הגשר נפתח בשנת 1931.", [("בשנת 1931", "fact")]))
    (style,) = page.xpath("//style/text()")
    assert ".sign{unicode-bidi:isolate" in style
    assert ".note span{display:block;unicode-bidi:plaintext}" in style


def test_choices_hold_for_marks_looks_and_notes(bridge, tmp_path):
    chosen = Choices(tags=frozenset({"opinion"}), shading=False, underline=False, comments=Comments.NONE)
    line = write_html(bridge, tmp_path / "page.html", chosen)
    assert line == "Written: one page that needs nothing else, with 1 mark."
    page = lxml.html.parse(tmp_path / "page.html").getroot()
    assert [said(sign) for sign in page.xpath("//article//a[@class='sign']")] == ["O3"]
    assert not page.xpath("//*[@class='note']")
    (style,) = page.xpath("//style/text()")
    assert "background-color:var(--fill)" not in style


def test_hostile_words_are_shown_and_never_become_markup(bridge):
    bad = "</span><script>alert(1)</script>&amp;\x00\ud83d\u202e" + "x" * 10_000
    tags = (replace(NEWSROOM[0], name=bad, letter="<b>", definition=bad), *NEWSROOM[1:])
    marks = (
        replace(bridge.annotations[0], note=bad, rationale=bad, creator=Person(bad, bad)),
        *bridge.annotations[1:],
    )
    article = replace(bridge.article, title=bad, byline=bad, url="javascript:alert(1)", language='"><script>')
    page = page_of(replace(bridge, annotations=marks, tags=tags, article=article))
    assert not page.xpath("//script")
    assert "<script>alert(1)</script>&amp;" in said(page.xpath("//*[@id='note-1']")[0])
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")


@given(note=st.text(), title=st.text())
def test_any_note_and_title_give_a_page_without_new_elements(note, title):
    plain = dossier_of(marks=[("finest", "opinion")])
    usual = {element.tag for element in page_of(plain).iter() if isinstance(element.tag, str)}
    marks = tuple(replace(mark, note=note) for mark in plain.annotations)
    changed = replace(plain, annotations=marks, article=replace(plain.article, title=title))
    found = {element.tag for element in page_of(changed).iter() if isinstance(element.tag, str)}
    assert found - usual <= {"br"}
