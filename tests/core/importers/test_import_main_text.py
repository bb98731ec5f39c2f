from __future__ import annotations

import pytest

from annotator.importers.html import read_html
from annotator.importers.main_text import byline
from annotator.importers.options import ImportOptions
from annotator.model.block import BlockKind

FIRST = "The bridge at Ostley was opened in 1931, after four years of work in which two men lost their lives."
SECOND = (
    "It carried trams until 1958, when the last of them was driven to the scrap yard by the mayor himself."
)
THIRD = (
    "Today it is closed to lorries of more than seven tonnes, which the shops in the old town complain of."
)
STANDFIRST = "Ninety years after its opening, the town argues about what it is for."

PAGE = f"""<!doctype html><html lang="en-GB"><head><title>The bridge nobody wanted | Ostley News</title>
<meta property="og:title" content="The bridge nobody wanted">
<meta property="og:site_name" content="Ostley News"><meta name="author" content="Ana Ruiz">
<meta property="article:published_time" content="2026-05-14T10:00:00Z">
<link rel="canonical" href="https://news.example/bridge">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"author":[{{"@type":"Person","name":"Ana Ruiz"}}]}}</script></head>
<body><header><a href="/"><h1>Ostley News</h1></a><nav><ul><li><a href="/">Home</a><li>
<a href="/sport">Sport</a>
<li><a href="/weather">Weather</a></ul></nav></header>
<main><article><div class="headline"><h1>The bridge nobody wanted</h1></div>
<div class="article-standfirst"><p>{STANDFIRST}</p></div>
<div class="byline">By <a href="/ana">Ana Ruiz</a></div>
<figure><img src="https://news.example/bridge.jpg" alt="The bridge in fog">
<figcaption>The bridge in 1931, with the
mayor’s car. Photo: Town archive</figcaption></figure>
<p>{FIRST}</p><p>{SECOND}</p><h2>What comes next</h2><p>{THIRD}</p>
<ol start="4"><li>The council votes on the first of June about the closure of the bridge.</li>
<li>The county has the last word, and it has always decided for the lorries.</li></ol>
<blockquote><p>“We will not be cut off,” said Ruth Okonedo, who keeps the archive of the town.</p>
</blockquote>
</article><aside><h3>Read more</h3><ul><li><a href="/x">Ten other bridges you must see</a></ul></aside></main>
<footer><p>Copyright 2026 Ostley News. All rights reserved. Contact us. Imprint.</p></footer></body></html>"""


@pytest.fixture
def article():
    return read_html(PAGE.encode(), "bridge.html")


def test_the_main_text_is_read_and_menus_are_not(article):
    for passage in (FIRST, SECOND, THIRD, "What comes next", "cut off"):
        assert passage in article.text
    for passage in ("Home", "Sport", "Ten other bridges", "Copyright"):
        assert passage not in article.text


def test_headline_and_standfirst_are_there_once_and_first(article, shown):
    assert shown(article)[:2] == ["heading: The bridge nobody wanted", f"paragraph: {STANDFIRST}"]
    assert article.text.count("The bridge nobody wanted") == 1
    assert article.text.count(STANDFIRST) == 1


def test_a_standfirst_outside_the_article_is_found():
    page = (
        "<html><head><title>The bridge nobody wanted</title></head><body><header class='page-top'>"
        f"<h1>The bridge nobody wanted</h1><div class='dek'>{STANDFIRST}</div><div>Share this</div></header>"
        f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FIRST[::-1]}</p></article></body></html>"
    )
    imported = read_html(page.encode(), "a.html")
    assert imported.text.startswith(f"The bridge nobody wanted\n{STANDFIRST}\n{FIRST}")
    assert "Share this" not in imported.text


def test_a_heading_before_the_page_is_not_taken_for_the_headline(shown):
    page = (
        "<html><head><title>can_vector - The Unstable Book</title></head><body><div id='help'>"
        "<h2>Keyboard shortcuts"
        "</h2><p>Press s to search</p></div><h1 class='menu'>The Unstable Book</h1><main><h1>can_vector</h1>"
        f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></main></body></html>"
    )
    imported = read_html(page.encode(), "a.html")
    assert shown(imported)[:2] == ["heading: can_vector", f"paragraph: {FIRST}"]
    assert imported.metadata.title == "can_vector"


def test_captions_and_descriptions_of_its_pictures_are_there(article, shown):
    assert "picture: The bridge in fog" in shown(article)
    assert "caption: The bridge in 1931, with the mayor’s car. Photo: Town archive" in shown(article)


def test_lists_keep_the_numbers_of_the_page(article, shown):
    items = [line for line in shown(article) if line.startswith("list-item")]
    assert [line.partition(":")[0] for line in items] == ["list-item 4.", "list-item 5."]


def test_what_the_page_says_of_itself_is_detected(article):
    details = article.metadata
    assert (details.title, details.byline) == ("The bridge nobody wanted", "Ana Ruiz")
    assert (details.site, details.published) == ("Ostley News", "2026-05-14")
    assert (details.language, details.url) == ("en-GB", "https://news.example/bridge")


def test_the_report_counts_what_was_left_out_and_not_loaded(article, found):
    counts = found(article)
    assert counts["left-out"] >= 5
    assert counts["remote-content"] == 1


def test_the_whole_page_is_one_choice_away(found):
    whole = read_html(PAGE.encode(), "bridge.html", ImportOptions(whole_page=True))
    for passage in (FIRST, "Home", "Ten other bridges", "Copyright"):
        assert passage in whole.text
    assert whole.metadata.title == "The bridge nobody wanted"
    assert whole.metadata.url == "https://news.example/bridge"
    assert "left-out" not in found(whole)


def test_an_article_of_two_sentences_is_not_mixed_with_its_menu():
    page = (
        "<html><body><nav><a href='/'>Home</a></nav><article><h1>Short</h1>"
        "<p>The bridge is closed. It opens again on Monday morning.</p></article></body></html>"
    )
    assert (
        read_html(page.encode(), "a.html").text
        == "Short\nThe bridge is closed. It opens again on Monday morning."
    )


def test_a_page_whose_text_is_only_in_its_data_is_read_from_there():
    page = (
        '<html><head><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"The bridge","articleBody":"{FIRST} {SECOND} {THIRD}"}}</script></head>'
        "<body><div id='app'></div></body></html>"
    )
    imported = read_html(page.encode(), "a.html")
    assert FIRST in imported.text


def test_a_page_without_a_main_text_is_read_whole_and_says_so(found, monkeypatch):
    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: None)
    imported = read_html(b"<p>Login</p><p>Password</p>", "a.html")
    assert imported.text == "Login\nPassword"
    assert found(imported) == {"main-text": 0}


@pytest.mark.parametrize("fault", [ValueError, RecursionError, AttributeError, IndexError])
def test_a_page_trafilatura_stumbles_over_is_read_whole(fault, monkeypatch):
    import trafilatura

    def stumble(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(trafilatura, "bare_extraction", stumble)
    assert read_html(b"<p>Some words</p>", "a.html").text == "Some words"


def test_right_to_left_pages_and_emoji_come_through():
    body = "".join(
        f"<p>הגשר נפתח בשנת 1931 לקהל הרחב אחרי ארבע שנות עבודה קשה 👩‍🏫 {n}</p>" for n in range(6)
    )
    imported = read_html(
        f'<html lang="he" dir="rtl"><body><article>{body}</article></body></html>'.encode(), "a.html"
    )
    assert imported.text.count("👩‍🏫") == 6
    assert all(block.rtl for block in imported.blocks)
    assert all(block.kind is BlockKind.PARAGRAPH for block in imported.blocks)


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ana Ruiz; ana ruiz", "Ana Ruiz"),
        ("By Ana Ruiz; Ana Ruiz; Ben Roe", "Ana Ruiz, Ben Roe"),
        ("Ana Ruiz; Ana Ruiz Ostley News", "Ana Ruiz Ostley News"),
        ("", ""),
    ],
)
def test_doubled_authors_are_named_once(authors, names):
    assert byline(authors) == names
