"""Web pages that leave out the tags HTML 5 allows to leave out."""

from __future__ import annotations

import pytest

from annotator.importers import ImportOptions, read

WHOLE = ImportOptions(whole_page=True)


@pytest.mark.parametrize("before", ["", "<html>", "<html lang=en><head>"])
def test_nothing_is_lost_of_a_page_without_a_body_tag(before: str):
    words = "<nav>Sections</nav><article><h1>The bridge</h1><p>1931.</article>"
    page = f"<!doctype html>{before}<title>The bridge</title>{words}"
    read_page = read(page.encode(), "page.html", WHOLE)
    assert read_page.text.split() == ["Sections", "The", "bridge", "1931."]
    assert read_page.metadata.title == "The bridge"


def test_words_after_a_stray_part_stay_in_their_order():
    page = "<!doctype html><title>x</title><article>One</article>two<p>three"
    assert read(page.encode(), "page.html", WHOLE).text.split() == ["One", "two", "three"]
