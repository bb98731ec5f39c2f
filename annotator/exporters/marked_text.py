"""What a body that `ArticleBody` wrote shows, read from its XML as a stream.

A tree of a report on a whole book takes hundreds of megabytes, most of them for the table behind the article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from annotator.errors import ImportFailed
from annotator.exporters.body import FILLER_STYLE
from annotator.ooxml.mark_styles import LABEL_STYLE
from annotator.ooxml.namespaces import W
from annotator.ooxml.package import feed_xml
from annotator.translate import tr

ARTICLE_BOOKMARK = "ClaimlightArticle"
"""Stands around the article where a document holds more than that."""

_SEPARATOR = "}"
_W = W[1:]  # with the separator behind a namespace expat gives names as lxml does, but for the first brace
_ID, _NAME, _VALUE = f"{_W}id", f"{_W}name", f"{_W}val"

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """What a body we made shows: its text without labels, and where each comment's range lies in it."""

    text: str
    ranges: Mapping[int, tuple[int, int]]
    references: Sequence[int]


def marked_text(xml: bytes, name: str = "") -> MarkedText:
    """Return the text of a w:document we made: of the article's part where it is bookmarked.

    All of it is read, so ImportFailed as `package.parse_xml`.
    """
    reader = _Reader()
    feed_xml(reader.parser, xml, name)
    reader.stop()
    if not reader.has_body:
        raise ImportFailed(tr("The document has no body."))
    return MarkedText(reader.text(), reader.ranges, reader.references)


class _Reader:
    """Takes the elements of a document in their order."""

    def __init__(self) -> None:
        self.has_body = False
        self.ranges: dict[int, tuple[int, int]] = {}
        self.references: list[int] = []
        self._bookmark: str | None = None
        self._parts: list[str] = []
        self._length = 0
        self._in_paragraph = self._ours = False
        self._starts: dict[int, int] = {}
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start

    def text(self) -> str:
        return "".join(self._parts)

    def stop(self) -> None:
        """Hear of no more elements: what follows need only be well-formed."""
        self.parser.StartElementHandler = None

    def _start(self, name: str, attributes: Attributes) -> None:
        if (handler := _HANDLERS.get(name)) is not None:
            handler(self, attributes)

    def _add(self, text: str) -> None:
        if self._in_paragraph and not self._ours:
            self._parts.append(text)
            self._length += len(text)

    def begin_body(self, _: Attributes) -> None:
        self.has_body = True

    def begin_paragraph(self, _: Attributes) -> None:
        joint = "\n" if self._parts else ""
        self._parts.append(joint)
        self._length += len(joint)
        self._in_paragraph = True

    def paragraph_style(self, attributes: Attributes) -> None:
        if attributes.get(_VALUE) == FILLER_STYLE and self._in_paragraph:
            self._length -= len(self._parts.pop())
            self._in_paragraph = False

    def begin_run(self, _: Attributes) -> None:
        self._ours = False

    def run_style(self, attributes: Attributes) -> None:
        self._ours = attributes.get(_VALUE) == LABEL_STYLE

    def begin_text(self, _: Attributes) -> None:
        self.parser.CharacterDataHandler = self._add
        self.parser.EndElementHandler = self._end_text

    def _end_text(self, _: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None

    def sign(self, sign: str, attributes: Attributes) -> None:
        if _VALUE not in attributes:  # a tab stop has one
            self._add(sign)

    def begin_range(self, attributes: Attributes) -> None:
        self._starts[_number(attributes)] = self._length

    def end_range(self, attributes: Attributes) -> None:
        number = _number(attributes)
        self.ranges[number] = (self._starts.get(number, -1), self._length)

    def reference(self, attributes: Attributes) -> None:
        self.references.append(_number(attributes))

    def begin_bookmark(self, attributes: Attributes) -> None:
        if attributes.get(_NAME) == ARTICLE_BOOKMARK:
            self._bookmark = attributes.get(_ID)
            self._parts.clear()  # what stood before is not the article
            self._length = 0

    def end_bookmark(self, attributes: Attributes) -> None:
        if self._bookmark is not None and attributes.get(_ID) == self._bookmark:
            self.stop()


_HANDLERS: Mapping[str, Callable[[_Reader, Attributes], None]] = {
    f"{_W}body": _Reader.begin_body,
    f"{_W}p": _Reader.begin_paragraph,
    f"{_W}pStyle": _Reader.paragraph_style,
    f"{_W}r": _Reader.begin_run,
    f"{_W}rStyle": _Reader.run_style,
    f"{_W}t": _Reader.begin_text,
    f"{_W}tab": lambda reader, attributes: reader.sign("\t", attributes),
    f"{_W}br": lambda reader, attributes: reader.sign("\n", attributes),
    f"{_W}softHyphen": lambda reader, attributes: reader.sign("\u00ad", attributes),
    f"{_W}noBreakHyphen": lambda reader, attributes: reader.sign("\u2011", attributes),
    f"{_W}commentRangeStart": _Reader.begin_range,
    f"{_W}commentRangeEnd": _Reader.end_range,
    f"{_W}commentReference": _Reader.reference,
    f"{_W}bookmarkStart": _Reader.begin_bookmark,
    f"{_W}bookmarkEnd": _Reader.end_bookmark,
}


def _number(attributes: Attributes) -> int:
    return int(attributes.get(_ID, -1))
