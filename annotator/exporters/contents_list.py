"""The contents list of a long report: a field with its result, so that it reads and leads without an update.

It has no page numbers: only a word processor knows them, and to make it count would have it ask a question on
opening. A reader who wants them updates the field there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.exporters.assembly import shortened
from annotator.model.block import BlockKind
from annotator.model.dossier import Dossier
from annotator.ooxml.markup import escaped, paragraph, run
from annotator.translate import tr

_DEEPEST = 3
_ENTRY = 90  # characters of a heading that are shown
_INDENT = 284  # twips for each level
_LEAD = '<w:keepNext/><w:spacing w:before="280" w:after="60"/>'
_FIRST_ID = 1  # 0 is the bookmark around the article


@dataclass(slots=True)
class ContentsList:
    """Collects the headings of a document in their order; then gives the list that leads to them.

    One that is not `wanted` stays empty and leaves no bookmarks.
    """

    wanted: bool = True
    _entries: list[tuple[str, int, str]] = field(default_factory=list)  # bookmark, level from 1, words

    def target(self, words: str, level: int = 1) -> str:
        """Note a heading and return the bookmark that stands at its beginning; "" for one too deep."""
        if not self.wanted or level > _DEEPEST or not words.strip():
            return ""
        number = len(self._entries) + _FIRST_ID
        name = f"_Toc{100_000_000 + number}"
        self._entries.append((name, level, shortened(words, _ENTRY)))
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'

    def article_targets(self, dossier: Dossier) -> dict[int, str]:
        """Note the headings of the article, a level below ours, and return their bookmarks by position."""
        text = dossier.version.text
        headings = (block for block in dossier.version.blocks if block.kind is BlockKind.HEADING)
        found = {
            block.start: self.target(text[block.start : block.end], block.level + 1) for block in headings
        }
        return {place: bookmark for place, bookmark in found.items() if bookmark}

    def xml(self) -> Iterator[str]:
        """Yield the list and its heading."""
        if not self._entries:
            return
        yield paragraph(run(tr("Contents")), "ReportKicker", _LEAD)
        last = len(self._entries) - 1
        for place, (name, level, words) in enumerate(self._entries):
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(words)}</w:hyperlink>'
            before = _character("begin") + _instruction() + _character("separate") if not place else ""
            after = _character("end") if place == last else ""
            indent = f'<w:ind w:left="{_INDENT * (level - 1)}"/>'
            yield paragraph(before + link + after, "ReportText", f'<w:spacing w:after="20"/>{indent}')


def _character(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction() -> str:
    told = escaped(f' TOC \\o "1-{_DEEPEST}" \\n \\h \\z \\u ')
    return f'<w:r><w:instrText xml:space="preserve">{told}</w:instrText></w:r>'
