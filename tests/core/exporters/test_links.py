"""Which addresses a document may lead to."""

from __future__ import annotations

import pytest

from annotator.exporters.links import safe_address


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        (" http://example.org ", "http://example.org"),
        ("mailto:ana@example.org", "mailto:ana@example.org"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://example.org/50%", "https://example.org/50%25"),
        ("https://example.org/x%20y", "https://example.org/x%20y"),
    ],
)
def test_addresses_people_follow_are_kept_and_made_valid(href, address):
    assert safe_address(href) == address


@pytest.mark.parametrize(
    "href",
    [
        "",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "../up",
        "#part",
        "//example.org",
        "https://",
        "https://example.org:port/",
        "https://[bad",
        "ms-word:ofe|u|x",
        "https://e/" + "x" * 3000,
    ],
)
def test_others_are_only_words(href):
    assert safe_address(href) == ""
