"""A document is read back before it is offered: does it open, are the text and the comments right?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.errors import ExportFailed, ImportFailed
from annotator.exporters.body import FILLER_STYLE
from annotator.exporters.marking import Marking
from annotator.ooxml.mark_styles import LABEL_STYLE
from annotator.ooxml.namespaces import W14, W
from annotator.ooxml.package import CONTENT_TYPES, Package, read_package
from annotator.translate import tr, tr_plural

if TYPE_CHECKING:
    from lxml import etree

ARTICLE_BOOKMARK = "ClaimlightArticle"
"""Stands around the article where a document holds more than that."""

_PARAGRAPH, _PARAGRAPH_STYLE, _VALUE = f"{W}p", f"{W}pStyle", f"{W}val"
_RUN, _RUN_STYLE, _TEXT = f"{W}r", f"{W}rStyle", f"{W}t"
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class MarkedText:
    """What a body we made shows: its text without labels, and where each comment's range lies in it."""

    text: str
    ranges: Mapping[int, tuple[int, int]]
    references: tuple[int, ...]


def check_document(content: bytes, *, text: str, marking: Marking) -> str:
    """Return one plain line that says the document is sound.

    ExportFailed if it is not: then it must not be offered, and the fault is ours, not the user's.
    """
    try:
        package = read_package(content)
        faults = list(_faults(package, text, marking))
    except ImportFailed as error:
        faults = [f"{error} {error.detail}"]
    if faults:
        raise _not_sound(faults)
    count = len(marking.comments)
    if not count:
        return tr("Checked: the file opens, and its text is the article’s, character for character.")
    return tr_plural(
        "Checked: the file opens, its text is the article’s, character for character, and {n} comment"
        " stands where it belongs.",
        "Checked: the file opens, its text is the article’s, character for character, and {n} comments"
        " stand where they belong.",
        count,
    )


def check_original(content: bytes, text: str) -> str:
    """Return one plain line that says a marked Word original still holds its text, and how many comments.

    ExportFailed as `check_document`. Line ends and blanks are not compared: where an article's paragraphs
    were joined or split by hand, its file has others.
    """
    from annotator.ooxml.walk import TrackedChanges, walk

    try:
        package = read_package(content)
        same = any(
            "".join(walk(package, way).text.split()) == "".join(text.split()) for way in TrackedChanges
        )
        part = package.related(package.main, "comments")
        ids = [item.get(f"{W}id") for item in package.parse(part)] if part else []
        faults = [] if same else ["the text differs"]
    except ImportFailed as error:
        ids, faults = [], [f"{error} {error.detail}"]
    if len(set(ids)) != len(ids):
        faults.append("two comments share an id")
    if faults:
        raise _not_sound(faults)
    return tr_plural(
        "Checked: the original document opens, its text is unchanged, and it carries {n} comment.",
        "Checked: the original document opens, its text is unchanged, and it carries {n} comments.",
        len(ids),
    )


def _not_sound(faults: Sequence[str]) -> ExportFailed:
    return ExportFailed(
        tr("The document did not pass its check and was not written."),
        hint=tr("Please report this; your article and marks are safe in the library."),
        detail="; ".join(faults),
    )


def marked_text(root: etree._Element) -> MarkedText:
    """Return the text of a w:document made by `ArticleBody`: of the article's part where it is bookmarked."""
    body = root.find(f"{W}body")
    if body is None:
        raise ImportFailed(tr("The document has no body."))
    bookmarked = any(
        item.get(f"{W}name") == ARTICLE_BOOKMARK for item in body.iterchildren(f"{W}bookmarkStart")
    )
    reader = _Reader(inside=not bookmarked)
    for element in body.iter(*_Reader.TAGS):
        reader.read(element)
        if reader.done:
            break
    return MarkedText(reader.text(), reader.ranges, tuple(reader.references))


class _Reader:
    """Reads the elements of a body in document order."""

    TAGS = (
        _PARAGRAPH, _PARAGRAPH_STYLE, _RUN, _RUN_STYLE, _TEXT, *_CHARACTERS, f"{W}commentRangeStart",
        f"{W}commentRangeEnd", f"{W}commentReference", f"{W}bookmarkStart", f"{W}bookmarkEnd",
    )  # fmt: skip

    def __init__(self, *, inside: bool) -> None:
        self.ranges: dict[int, tuple[int, int]] = {}
        self.references: list[int] = []
        self.done = False
        self._inside = inside
        self._bookmark: str | None = None
        self._parts: list[str] = []
        self._length = 0
        self._in_paragraph = self._ours = False
        self._starts: dict[int, int] = {}

    def read(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _RUN:
            self._ours = False
        elif tag == _TEXT:
            self._add(element.text or "")
        elif tag == _PARAGRAPH:
            self._begin_paragraph()
        elif tag == _PARAGRAPH_STYLE:
            if element.get(_VALUE) == FILLER_STYLE:
                self._forget_paragraph()
        elif tag == _RUN_STYLE:
            self._ours = element.get(_VALUE) == LABEL_STYLE
        elif tag in _CHARACTERS:
            if element.get(_VALUE) is None:  # a tab stop has one
                self._add(_CHARACTERS[str(tag)])
        else:
            self._read_anchor(str(tag), element)

    def _read_anchor(self, tag: str, element: etree._Element) -> None:
        if tag == f"{W}bookmarkStart":
            if element.get(f"{W}name") == ARTICLE_BOOKMARK:
                self._bookmark, self._inside = element.get(f"{W}id"), True
        elif tag == f"{W}bookmarkEnd":
            if element.get(f"{W}id") == self._bookmark:
                self.done = True
        elif tag.startswith(f"{W}comment"):
            number = int(element.get(f"{W}id") or -1)
            if tag == f"{W}commentReference":
                self.references.append(number)
            elif tag == f"{W}commentRangeStart":
                self._starts[number] = self._length
            else:
                self.ranges[number] = (self._starts.get(number, -1), self._length)

    def _begin_paragraph(self) -> None:
        self._in_paragraph = self._inside
        if self._inside:
            self._length += bool(self._parts)
            self._parts.append("\n" if self._parts else "")

    def _forget_paragraph(self) -> None:
        if self._in_paragraph:
            self._length -= len(self._parts.pop())
            self._in_paragraph = False

    def _add(self, text: str) -> None:
        if self._in_paragraph and not self._ours:
            self._parts.append(text)
            self._length += len(text)

    def text(self) -> str:
        return "".join(self._parts)


def _faults(package: Package, text: str, marking: Marking) -> Iterable[str]:
    main = package.main
    comments_name = package.related(main, "comments")
    expected = {
        number: (mark.span.start, mark.span.end) for mark in marking.marks for number in mark.comments
    }
    for name in package:
        if not name.endswith((".xml", ".rels")) or name.startswith("customXml/item"):
            continue
        root = package.parse(name)
        if name.endswith(".xml") and name != CONTENT_TYPES and not package.content_type(name):
            yield f"{name} has no content type"
        if name == main:
            yield from _body_faults(marked_text(root), text, expected)
        elif name == comments_name:
            yield from _comment_faults(root, expected)
    if expected and not comments_name:
        yield "there is no comments part"
    for item in package.relationships(main):
        if not item.external and not item.part:
            yield f"a relationship leads nowhere: {item.target}"


def _body_faults(found: MarkedText, text: str, expected: Mapping[int, tuple[int, int]]) -> Iterable[str]:
    if found.text != text:
        pairs = enumerate(zip(found.text, text, strict=False))
        place = next((n for n, (got, wanted) in pairs if got != wanted), -1)
        yield f"the text differs at {place} ({len(found.text)} characters for {len(text)})"
    if dict(found.ranges) != expected:
        wrong = [number for number in expected if found.ranges.get(number) != expected[number]]
        yield f"{len(found.ranges)} comment ranges for {len(expected)}; elsewhere: {wrong[:5]}"
    if sorted(found.references) != sorted(expected):
        yield f"{len(found.references)} comment references for {len(expected)}"


def _comment_faults(root: etree._Element, expected: Mapping[int, tuple[int, int]]) -> Iterable[str]:
    ids = [int(item.get(f"{W}id") or -1) for item in root]
    if sorted(ids) != sorted(expected):
        yield f"{len(ids)} comments for {len(expected)}"
    threads = [value for item in root for p in item if (value := p.get(f"{W14}paraId"))]
    if len(set(threads)) != len(threads):
        yield "two comments share a paragraph id"
