"""Word documents: .docx, .docm, .dotx and Strict OOXML, read by our own walk over their XML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.importers.builder import check_length, clean_metadata
from annotator.importers.docx_findings import findings
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.model.article import ImportReport, Metadata
from annotator.model.block import BlockKind
from annotator.model.dossier import Dossier
from annotator.model.imported import Imported, ImportedMark
from annotator.model.span import Span
from annotator.text.normalize import one_line

if TYPE_CHECKING:
    from annotator.ooxml.comments_reading import FoundComment
    from annotator.ooxml.package import Package
    from annotator.ooxml.walk import Walk

_TITLE_LENGTH = 300
_FILE_NAME = re.compile(r"\.(dot|doc|odt|rtf)[xm]?$", re.IGNORECASE)


def read_docx(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:  # noqa: ARG001 - all readers look alike
    """Return a Word document as an article; ImportFailed with a sentence if it is none or holds no text.

    Comments and coloured passages become marks. Those of a Claimlight export are in its dossier as well, but
    its colours are not taken for anybody's highlights.
    """
    from annotator.ooxml.comments_reading import our_comments, read_comments
    from annotator.ooxml.own_part import read_commented, read_dossier
    from annotator.ooxml.package import read_package
    from annotator.ooxml.walk import TrackedChanges, walk

    package = read_package(data)
    walked = walk(package, TrackedChanges(options.tracked_changes.value))
    check_length(walked.text)
    comments = read_comments(package, walked.anchors)
    dossier, export = read_dossier(package) or (None, "")
    ours = our_comments(comments, dossier) if dossier is not None else set()
    marks = _comment_marks(walked.text, comments)
    marks += _colour_marks(walked, dossier)
    return Imported(
        walked.text,
        tuple(walked.blocks),
        "docx",
        clean_metadata(_metadata(package, walked)),
        ImportReport(tuple(findings(package, walked, len(comments) - len(ours), options.tracked_changes))),
        _in_reading_order(marks),
        dossier,
        export,
        read_commented(package) if dossier is not None else None,
    )


# marks


def _comment_marks(text: str, comments: Sequence[FoundComment]) -> list[ImportedMark]:
    order = {item.id: index for index, item in enumerate(comments)}
    return [
        ImportedMark(
            _span(text, item),
            item.text,
            author=item.author,
            initials=item.initials,
            at=item.date,
            resolved=item.resolved,
            replies_to=order.get(item.parent),
        )
        for item in comments
    ]


def _span(text: str, comment: FoundComment) -> Span | None:
    """Return the words a comment is on, without the line feeds between blocks at its ends."""
    anchor = comment.anchor
    if anchor is None:
        return None
    start, end = anchor.start, anchor.end
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    return Span(start, end) if start < end else None


def _colour_marks(walked: Walk, dossier: Dossier | None) -> list[ImportedMark]:
    """Return the coloured passages, but none in the colours in which our own marks are shown."""
    ours = {tag.print.fill.upper() for tag in dossier.tags} if dossier is not None else set()
    return [
        ImportedMark(Span(item.start, item.end), colour=item.colour)
        for item in walked.highlights
        if item.colour not in ours and walked.text[item.start : item.end].strip()
    ]


def _in_reading_order(marks: Sequence[ImportedMark]) -> tuple[ImportedMark, ...]:
    """Sort by place, answers after what they answer, marks without a place last."""

    def place(index: int) -> tuple[float, float, int]:
        root, seen = index, {index}
        while (parent := marks[root].replies_to) is not None and parent not in seen:
            root = parent
            seen.add(root)
        span = marks[root].span
        return (span.start, -span.end, root) if span else (float("inf"), 0, root)

    order = sorted(range(len(marks)), key=lambda index: (*place(index), index != place(index)[2], index))
    new = {old: index for index, old in enumerate(order)}
    return tuple(
        replace(mark, replies_to=None if mark.replies_to is None else new[mark.replies_to])
        for mark in (marks[old] for old in order)
    )


# metadata


def _metadata(package: Package, walked: Walk) -> Metadata:
    core = _core_properties(package)
    title = core.get("title", "").strip()
    if not title or _FILE_NAME.search(title):  # of a template, or of the file it once was
        title = _first_title(walked)
    language = core.get("language", "") or _default_language(package)
    return Metadata(
        title=title[:_TITLE_LENGTH],
        byline=core.get("creator", ""),
        published=core.get("created", "")[:10],
        language=language,
    )


def _core_properties(package: Package) -> dict[str, str]:
    """Return the document's properties by local name; none if their part is damaged."""
    from annotator.errors import ImportFailed
    from annotator.ooxml.namespaces import local_name

    part = package.related("", "core-properties")
    if not part:
        return {}
    try:
        root = package.parse(part)
    except ImportFailed:  # the article can do without
        return {}
    return {local_name(item.tag): item.text or "" for item in root if item.text}


def _default_language(package: Package) -> str:
    from annotator.ooxml.namespaces import W

    part = package.related(package.main, "styles")
    if not part:
        return ""
    said = package.parse(part).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return "" if said is None else said.get(f"{W}val", "")


def _first_title(walked: Walk) -> str:
    """Return the first title or heading, if it stands near the beginning."""
    for block in walked.blocks[:8]:
        words = one_line(walked.text[block.start : block.end])
        if words and block.kind is BlockKind.HEADING:
            return words
    return ""
