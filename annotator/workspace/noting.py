"""`Noting`: the footnotes of a writer's annotated draft become sources one can hold against a mark."""

from __future__ import annotations

import re

from annotator.history import Change
from annotator.model.article import Version
from annotator.model.block import BlockKind
from annotator.model.ids import new_id
from annotator.model.source import Source, SourceKind
from annotator.text.normalize import one_line
from annotator.translate import tr, tr_plural
from annotator.workspace.desk import Desk

_URL = re.compile(r"https?://[^\s<>\"“”»]+[^\s<>\"“”».,;:!?)\]]")
_LONGEST_TITLE = 200


class Noting(Desk):
    """Take the sources a draft names in its notes over into the library."""

    def sources_from_notes(self, article_id: str) -> Change | None:
        """Add a source for each footnote or endnote of the current version, as one step of undo.

        A note that names a source the library has (by its address, else by its title) adds none. None when
        there is nothing to add.
        """
        article = self.article(article_id)
        known = {source.url or source.title for source in self.library.sources()}
        added: list[Source] = []
        for marker, words in notes_of(self.version(article.version)):
            source = source_of_note(marker, words, article.title)
            if (source.url or source.title) not in known:
                known.add(source.url or source.title)
                added.append(source)
        if not added:
            return None
        label = tr_plural("Make {n} source of the notes", "Make {n} sources of the notes", len(added))
        return self._do(self._change(label, after=tuple(added), article=article_id))


def notes_of(version: Version) -> list[tuple[str, str]]:
    """Return the notes of a text as (marker, words), in their order; empty ones are left out."""
    return [
        (block.marker, words)
        for block in version.blocks
        if block.kind is BlockKind.NOTE and (words := one_line(version.text[block.start : block.end]))
    ]


def source_of_note(marker: str, words: str, title: str) -> Source:
    """Return what a note names: titled by its words, with the first web address in it."""
    found = _URL.search(words)
    url = found.group() if found else ""
    named = one_line(words.replace(url, "")).strip(" .,;:–-") if url else words
    where = tr("Note {marker} of “{title}”", marker=marker, title=title) if marker else title
    return Source(
        id=new_id(),
        title=(named or url)[:_LONGEST_TITLE],
        kind=SourceKind.WEB if url else SourceKind.DOCUMENT,
        url=url,
        note=f"{where}: {words}",
    )
