"""The comments of a Word file, with what python-docx leaves out: anchors, threads, and which are closed.

Word keeps threads in a part of their own (commentsExtended), whose key is the w14:paraId of a comment's
*last* paragraph ([MS-DOCX] 2.5.4). Google Docs writes no such part: there an answer is a comment on the same
passage with a later date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.model.dossier import Dossier
from annotator.ooxml.namespaces import W14, W, local_name
from annotator.ooxml.package import Package
from annotator.ooxml.walk_values import Anchor

if TYPE_CHECKING:
    from lxml import etree

_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class FoundComment:
    """One comment as it stands in the file.

    Attributes:
        id: its w:id.
        date: as written, "" if missing; Word means local time by it.
        paragraphs: its words.
        key: w14:paraId of its last paragraph in upper case, "" if it has none.
        parent: id of the comment it answers, "" for the start of a thread.
        resolved: whether its thread is closed.
        anchor: where it stands in the text that was walked; None if nothing there refers to it.
    """

    id: str
    author: str
    initials: str
    date: str
    paragraphs: tuple[str, ...]
    key: str = ""
    parent: str = ""
    resolved: bool = False
    anchor: Anchor | None = None

    @property
    def text(self) -> str:
        """Its words, one line for each paragraph."""
        return "\n".join(self.paragraphs).strip("\n")


def read_comments(package: Package, anchors: Mapping[str, Anchor]) -> tuple[FoundComment, ...]:
    """Return the comments of a Word file in their order in the file; `anchors` are those of its walk."""
    part = package.related(package.main, "comments")
    if not part:
        return ()
    found = [_read(item) for item in package.parse(part) if local_name(item.tag) == "comment"]
    found = [replace(item, anchor=anchors.get(item.id)) for item in found]
    threads = _threads(package)
    if threads is None:
        return tuple(_threaded_by_date(found))
    ids = {item.key: item.id for item in found if item.key}
    joined = [
        replace(item, parent=ids.get(parent, ""), resolved=resolved)
        for item in found
        for parent, resolved in [threads.get(item.key, ("", False))]
    ]
    return tuple(_closed_with_their_threads(joined))


def comment_ids(root: etree._Element | None) -> list[int]:
    """Return the ids in the root of a comments part, as far as they are numbers; none for None."""
    values = [] if root is None else [item.get(f"{W}id") or "" for item in root]
    return [int(value) for value in values if value.isascii() and value.isdecimal()]


def paragraph_keys(root: etree._Element) -> set[str]:
    """Return the w14:paraIds in a part, in upper case."""
    found = root.iter(f"{W}p", f"{W}tr")
    return {key.upper() for item in found if (key := item.get(f"{W14}paraId"))}


def our_comments(comments: Iterable[FoundComment], dossier: Dossier) -> set[str]:
    """Return the ids of the comments that are a mark of `dossier`, or an answer the mark already has.

    They are known by their first line, "F3 · Fact", whoever saved the file since and whatever became of
    their ids.
    """
    marks = {dossier.label(n, mark): mark for n, mark in enumerate(dossier.annotations, 1)}
    ours: dict[str, str] = {}
    for comment in comments:
        label, _, rest = (comment.paragraphs or ("",))[0].partition(" · ")
        if comment.parent in ours:
            answers = {reply.text.strip() for reply in marks[ours[comment.parent]].replies}
            if comment.text.strip() in answers:
                ours[comment.id] = ours[comment.parent]
        elif rest and label.strip() in marks:
            ours[comment.id] = label.strip()
    return set(ours)


def _read(item: etree._Element) -> FoundComment:
    paragraphs = list(item.iter(f"{W}p"))
    key = paragraphs[-1].get(f"{W14}paraId", "") if paragraphs else ""
    return FoundComment(
        item.get(f"{W}id", ""),
        item.get(f"{W}author", ""),
        item.get(f"{W}initials", ""),
        item.get(f"{W}date", ""),
        tuple(_words(paragraph) for paragraph in paragraphs),
        key.upper(),
    )


def _words(paragraph: etree._Element) -> str:
    parts = []
    for item in paragraph.iter(f"{W}t", *_CHARACTERS):
        if item.tag == f"{W}t":
            parts.append(item.text or "")
        elif item.get(f"{W}val") is None:  # a tab stop has one
            parts.append(_CHARACTERS[str(item.tag)])
    return "".join(parts)


def _threads(package: Package) -> dict[str, tuple[str, bool]] | None:
    """Return (key of the parent, closed) by key; None if the file keeps no threads."""
    part = package.related(package.main, "commentsExtended")
    if not part:
        return None
    threads = {}
    for item in package.parse(part):
        if local_name(item.tag) == "commentEx":  # by local name: Word's preview used another namespace
            said = {local_name(name): value for name, value in item.attrib.items()}
            closed = str(said.get("done", "0")).lower() in ("1", "true", "on")
            threads[str(said.get("paraId", "")).upper()] = (str(said.get("paraIdParent", "")).upper(), closed)
    return threads


def _closed_with_their_threads(comments: list[FoundComment]) -> Iterable[FoundComment]:
    by_id = {item.id: item for item in comments}
    for item in comments:
        first, seen = item, {item.id}
        while first.parent in by_id and first.parent not in seen:
            first = by_id[first.parent]
            seen.add(first.id)
        yield replace(item, resolved=first.resolved)


def _threaded_by_date(comments: list[FoundComment]) -> Iterable[FoundComment]:
    """Take comments on exactly the same passage as one thread, the oldest first."""
    first: dict[Anchor, FoundComment] = {}
    for item in sorted(comments, key=lambda item: item.date):
        if (
            item.anchor is not None
            and item.anchor.start < item.anchor.end
            and item.date
            and not item.initials
        ):
            first.setdefault(item.anchor, item)
    for item in comments:
        root = first.get(item.anchor) if item.anchor is not None else None
        answers = root is not None and root.id != item.id and item.date > root.date and not item.initials
        yield replace(item, parent=root.id) if root is not None and answers else item
