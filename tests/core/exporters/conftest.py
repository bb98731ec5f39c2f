"""Articles to export, and a reading of the documents that knows nothing of how they were written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import BRIDGE, dossier_of, mark_of, span_of
from lxml import etree
from openxml_audit import OpenXmlValidator

from annotator.model.annotation import Attribution, Kind, Reply, Risk, Status, Strength
from annotator.model.block import Block, BlockKind, Cell, Format, Inline
from annotator.model.dossier import Dossier
from annotator.model.source import Evidence, Source, SourceKind, Stance
from annotator.model.tag import Tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHARACTERS = {"tab": "\t", "br": "\n", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}

MINUTES = Source(
    "minutes",
    "Minutes of the council",
    SourceKind.DOCUMENT,
    True,
    "Ostley council",
    "https://example.org/minutes?year=1931&page=4",
    "clerk@example.org",
    date(2026, 5, 2),
)


@dataclass
class Seen:
    """A Word document as its reader sees it.

    Attributes:
        paragraphs: (style, text) of each paragraph that is the article's.
        ranges: the words each comment stands on, by its id.
        comments: (author, initials, date, paragraphs) of each comment by its id.
        labels: the signs after passages, in order.
        looks: (style of the run, its words) of all runs that have a style.
    """

    parts: dict[str, bytes]
    body: Any
    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    ranges: dict[int, str] = field(default_factory=dict)
    comments: dict[int, tuple[str, str, str, list[str]]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    looks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.paragraphs)

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.parts[name])

    def style_of(self, words: str) -> str:
        return next(style for style, text in self.paragraphs if text == words)

    def runs_in(self, style: str) -> list[str]:
        return [text for known, text in self.looks if known == style]

    def named_style(self, name: str) -> Any:
        styles = self.xml("word/styles.xml")
        return next(item for item in styles.iter(f"{W}style") if item[0].get(f"{W}val") == name)


def seen(content: bytes) -> Seen:
    """Return what a reader of the document sees, element by element, as Word would go through it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = etree.fromstring(parts["word/document.xml"])[0]
    found = Seen(parts, body)
    _Reader(found).read(body)
    if "word/comments.xml" in parts:
        for comment in etree.fromstring(parts["word/comments.xml"]):
            number = int(comment.get(f"{W}id"))
            assert number not in found.comments
            who, initials, date = (comment.get(f"{W}{key}") or "" for key in ("author", "initials", "date"))
            found.comments[number] = (who, initials, date, ["".join(p.itertext()) for p in comment])
    return found


class _Reader:
    def __init__(self, found: Seen) -> None:
        self.found = found
        self.starts: dict[int, int] = {}

    def read(self, body: Any) -> None:
        self.bookmark = ""
        self.inside = not body.xpath("count(.//*[local-name()='bookmarkStart'])")
        steps = {
            "bookmarkStart": self.begin,
            "bookmarkEnd": self.end,
            "p": self.paragraph,
            "r": self.run,
            "commentRangeStart": self.range_start,
            "commentRangeEnd": self.range_end,
        }
        for element in body.iter():
            step = steps.get(etree.QName(element).localname)
            if step is not None:
                step(element)

    def begin(self, element: Any) -> None:
        if element.get(f"{W}name") == "ClaimlightArticle":
            self.inside, self.bookmark = True, element.get(f"{W}id")

    def end(self, element: Any) -> None:
        if element.get(f"{W}id") == self.bookmark:
            self.inside = False

    def paragraph(self, element: Any) -> None:
        style = self.style(element.find(f"{W}pPr/{W}pStyle"))
        if self.inside and style != "ArticleFiller":
            self.found.paragraphs.append((style, ""))

    def run(self, element: Any) -> None:
        style = self.style(element.find(f"{W}rPr/{W}rStyle"))
        names = [(etree.QName(child).localname, child) for child in element]
        said = "".join(child.text if name == "t" else CHARACTERS.get(name, "") for name, child in names)
        if not self.inside or not said:
            return
        if style == "ClaimlightLabel":
            self.found.labels.append(said)
            return
        if style:
            self.found.looks.append((style, said))
        paragraph, before = self.found.paragraphs[-1]
        self.found.paragraphs[-1] = (paragraph, before + said)

    def range_start(self, element: Any) -> None:
        self.starts[int(element.get(f"{W}id"))] = len(self.found.text)

    def range_end(self, element: Any) -> None:
        number = int(element.get(f"{W}id"))
        assert number not in self.found.ranges
        self.found.ranges[number] = self.found.text[self.starts[number] :]

    def style(self, element: Any) -> str:
        return element.get(f"{W}val") if element is not None else ""


@pytest.fixture
def read() -> Callable[[bytes], Seen]:
    return seen


@pytest.fixture
def audit(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Return what a validator of Office files has to say against a document."""

    def findings(content: bytes) -> list[str]:
        path = tmp_path / "audited.docx"
        path.write_bytes(content)
        # a validator remembers the file before
        return [str(error) for error in OpenXmlValidator().validate(path).errors]

    return findings


@pytest.fixture
def bridge() -> Dossier:
    """A short article with one mark of every sort, and an orphan."""
    plain = dossier_of(BRIDGE, sources=[MINUTES])
    version = plain.version
    marks = [
        mark_of(
            version,
            "The bridge was opened in 1931",
            status=Status.VERIFIED,
            note="See the minutes.",
            evidence=(Evidence("minutes", "p. 4", Stance.SUPPORTS, "read", "AR", date(2026, 5, 3)),),
        ),
        mark_of(version, "opened", "contested"),
        mark_of(version, "finest", "opinion", rationale="No two people measure it the same way."),
        mark_of(
            version,
            "It carried trams until 1958",
            kind=Kind.QUOTE,
            risks=frozenset({Risk.LEGAL}),
            attribution=Attribution("Ruth Okonedo", "archivist", Strength.NAMED, direct=True),
            replies=(Reply("Tom Berg", "I have called her.", datetime(2026, 5, 15, 8, 30, tzinfo=UTC)),),
            resolved=True,
        ),
        mark_of(
            version,
            "caused the shops in the old town to close.\nEs heißt",
            "contested",
            question="Who says so?",
            rewording="stood beside closing shops",
        ),
        mark_of(version, "👩‍🏫", ""),
        mark_of(version, "היא נפתחה בשנת 1931", "fact"),
    ]
    lost = mark_of(version, "finest", "opinion", note="It was here once.")
    lost = replace(
        lost, target=replace(lost.target, position=None, quote=replace(lost.target.quote, exact="the widest"))
    )
    return replace(plain, annotations=(*marks, lost))


@pytest.fixture
def rich() -> Dossier:
    """An article with every kind of block, gaps of several lines, and marks across their borders."""
    built = _Builder()
    built.add("The hall at Maidon", BlockKind.HEADING, level=1)
    built.add(
        "It was opened in 1931 and rebuilt twice; see the report.",
        gap=2,
        formats=[
            ("opened in 1931", Format.BOLD, ""),
            ("rebuilt twice", Format.ITALIC, ""),
            ("the report", Format.LINK, "https://example.org/r?a=1&b=2"),
        ],
    )
    built.add("A trap", formats=[("trap", Format.LINK, "javascript:alert(1)")])
    built.add("What changed", BlockKind.HEADING, level=2, gap=3)
    for marker, level, words in [
        ("•", 0, "Bread rose"),
        ("–", 1, "in the old town"),
        ("•", 0, "Rents stayed"),
        ("1.", 0, "Count"),
        ("2.", 0, "Compare"),
        ("a)", 1, "with last year"),
        ("b)", 1, "with the valley"),
        ("3.", 0, "Publish"),
        ("1.2.3", 0, "An odd one"),
    ]:
        built.add(words, BlockKind.LIST_ITEM, marker=marker, level=level)
    built.add("“The finest hall,” she said.", BlockKind.QUOTE, gap=2)
    for row, cells in enumerate([["Year", "Shops"], ["2019", "41"], ["2026", ""]]):
        for column, words in enumerate(cells):
            built.add(words, BlockKind.CELL, cell=Cell(0, row, column, header=row == 0))
    built.add("Table 1: shops", BlockKind.CAPTION)
    built.add("if shops < 40:\n\traise('x')", BlockKind.CODE, gap=2)
    built.add("View of the hall", BlockKind.PICTURE)
    built.add("A mail with\nfixed lines", wrapped=True)
    built.add("Line one\nline two, soft\u00adhyphen, no\u2011break")
    built.add("Minutes, p. 14.", BlockKind.NOTE, marker="1")
    text, blocks = built.text(), tuple(built.blocks)
    plain = dossier_of(text, blocks=blocks)
    plain = replace(plain, article=replace(plain.article, title="The hall at Maidon", language="en"))
    passages = [
        ("opened in 1931 and rebuilt", "fact"),
        ("1931 and rebuilt twice; see the", "contested"),
        ("Bread rose\nin the", "fact"),
        ("41\n2026", "contested"),
        ("Table 1", "opinion"),
        ("with\nfixed", "fact"),
        ("line two, soft\u00adhyphen", "opinion"),
    ]
    return replace(plain, annotations=tuple(mark_of(plain.version, words, tag) for words, tag in passages))


@dataclass
class _Builder:
    """Puts an article together block by block."""

    parts: list[str] = field(default_factory=lambda: ["\n"])
    blocks: list[Block] = field(default_factory=list)

    def add(
        self,
        words: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        gap: int = 1,
        formats: list[tuple[str, Format, str]] | None = None,
        **fields: Any,
    ) -> None:
        self.parts += ["\n" * gap] if self.blocks else []
        start = len("".join(self.parts))
        self.parts.append(words)
        whole = "".join(self.parts)
        inlines = []
        for passage, look, href in formats or []:
            found = span_of(whole[start:], passage)
            inlines.append(Inline(start + found.start, start + found.end, look, href))
        self.blocks.append(Block(start, start + len(words), kind, inlines=tuple(inlines), **fields))

    def text(self) -> str:
        return "".join(self.parts) + "\n\n"


@pytest.fixture
def lesson_bridge(bridge: Dossier) -> Dossier:
    """The short article as a teacher prepares it: reasons, a question, and raised hands."""
    first, opened, finest, trams, shops, emoji, hebrew, lost = bridge.annotations
    return replace(
        bridge,
        annotations=(
            replace(first, rationale="The minutes of the council say so."),
            replace(opened, rationale="Historians differ on the day."),
            replace(finest, tally=(("opinion", 12), ("fact", 3))),
            trams,
            replace(shops, rationale="Nobody has counted."),
            emoji,
            hebrew,
            lost,
        ),
    )


HOSTILE = ["a\x00b\ufffe", "half \ud83d", "long " * 2000, "=1+1", "<b>&\"'", "שלום (x)", "a\r\nb\rc", "   "]


@pytest.fixture(
    params=HOSTILE, ids=["nul", "surrogate", "long", "formula", "markup", "rtl", "lines", "blank"]
)
def hostile_lesson(request: pytest.FixtureRequest, lesson_bridge: Dossier) -> Dossier:
    """A lesson in which everything that somebody can write is written by somebody who means harm."""
    bad: str = request.param
    one = lesson_bridge.annotations[0]
    evidence = tuple(replace(item, locator=bad, method=bad, by=bad) for item in one.evidence)
    one = replace(one, note=bad, rationale=bad, question=bad, evidence=evidence, tally=(("fact", 1),))
    article = replace(lesson_bridge.article, title=bad, byline=bad, site=bad, url=bad, language=bad)
    tags = (Tag("fact", bad, bad[:2], definition=bad), Tag("x", bad, bad[:2], definition=bad))
    source = replace(lesson_bridge.sources[0], title=bad, publisher=bad)
    return replace(
        lesson_bridge,
        article=article,
        annotations=(one, *lesson_bridge.annotations[1:]),
        tags=tags,
        sources=(source,),
    )


@pytest.fixture
def cells(read: Callable[[bytes], Seen]) -> Callable[[bytes], list[list[str]]]:
    """Return the words of all cells of a document's tables, row by row; of a cell's paragraphs with " / "."""

    def rows(content: bytes) -> list[list[str]]:
        return [
            [
                " / ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in cell.iter(f"{W}p"))
                for cell in row.iter(f"{W}tc")
            ]
            for row in read(content).body.iter(f"{W}tr")
        ]

    return rows
