"""Footnotes of an annotated draft become sources."""

from __future__ import annotations

from annotator.model.source import SourceKind
from annotator.workspace import Workspace

DRAFT = """# The bridge

It was opened in 1931.[^a] Trams ran until 1958.[^b] It is fine.[^c]

[^a]: County archive, box 12, p. 4.
[^b]: Tram log (https://example.org/trams?year=1958).
[^c]: County archive, box 12, p. 4.
"""


def test_each_note_becomes_a_source_with_its_address(workspace: Workspace):
    article = workspace.import_bytes(DRAFT.encode(), "draft.md")
    assert workspace.sources_from_notes(article.id) is not None
    sources = {source.title: source for source in workspace.sources()}
    assert sources["County archive, box 12, p. 4."].kind is SourceKind.DOCUMENT
    web = next(source for source in sources.values() if source.kind is SourceKind.WEB)
    assert web.url == "https://example.org/trams?year=1958"
    assert "The bridge" in web.note


def test_doing_it_twice_adds_nothing_and_undo_takes_all_back(workspace: Workspace):
    article = workspace.import_bytes(DRAFT.encode(), "draft.md")
    workspace.sources_from_notes(article.id)
    assert workspace.sources_from_notes(article.id) is None
    workspace.undo(article.id)
    assert workspace.sources() == []


def test_an_article_without_notes_has_no_sources_to_offer(workspace: Workspace):
    article = workspace.import_bytes(b"# The bridge\n\nIt was opened in 1931.\n", "draft.md")
    assert workspace.sources_from_notes(article.id) is None
