"""Plain text: the file itself is the text of record; its paragraphs are worked out from its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from annotator.errors import ImportFailed
from annotator.importers.builder import check_length, clean_metadata, dropped_characters
from annotator.importers.decoding import decode, is_binary
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.model.article import Finding, ImportReport, Metadata
from annotator.model.block import Block, BlockKind
from annotator.model.imported import Imported
from annotator.text.normalize import normalise, one_line
from annotator.translate import tr

TITLE_LENGTH = 120
"""Characters from which a first line is taken for a paragraph."""

_LINE = re.compile("[^\n]+")
_TITLE = re.compile(r"\w*[^\W\d_]\w+")
_NOT_A_TITLE = re.compile(r"[.…。,;:،؛]['\"’”»)\]]*$")
_ITEM = re.compile(r"\s*([-*•‣–]|\d{1,3}[.)]|[a-z][.)])\s+\S")
_BYLINE = re.compile(r"By:? (?=\S)", re.IGNORECASE)

# a file is taken as wrapped when lines end where the next word would no longer have fitted
_WIDEST, _NARROWEST = 100, 40
_EVIDENCE = 3  # lines that must have been broken so
_SHARE = 0.85
_PARAGRAPH_SHARE = 0.6  # inside one paragraph
_SLACK = 0.85  # of the width: a line shorter than this may end a paragraph
_SENTENCE_END = re.compile(r"[.!?…。？！:]['\"’”»)\]]*$")


def read_plain(data: bytes, name: str, options: ImportOptions = DEFAULT_OPTIONS) -> Imported:
    """Return a text file as an article; ImportFailed if it holds no text. `name` is for the error only."""
    decoded = decode(data, options.encoding)
    if is_binary(decoded.text):
        raise ImportFailed(
            tr("“{name}” is not a text file.", name=name),
            hint=tr("Open it in the program it came from and save it as text, Word or PDF."),
        )
    text, dropped = normalise(decoded.text.removeprefix("\ufeff"))
    findings = [Finding(*dropped_characters(dropped))] if dropped else []
    if (said := decoded.finding()) is not None:
        findings.insert(0, Finding(*said))
    return plain_article(text, findings)


def plain_article(text: str, findings: list[Finding], format: str = "txt") -> Imported:  # noqa: A002 - as in Imported
    """Return a text of record, already normalised, as an article of paragraphs."""
    check_length(text)
    blocks = list(_blocks(text))
    title = _title(text, blocks)
    if title and len(blocks) > 1 and _stands_alone(text, blocks):
        blocks[0] = replace(blocks[0], kind=BlockKind.HEADING, level=1)
    metadata = Metadata(title=title, byline=_byline(text, blocks))
    return Imported(text, tuple(blocks), format, clean_metadata(metadata), ImportReport(tuple(findings)))


def _blocks(text: str) -> Iterator[Block]:
    width = _wrapped_at(text)
    if width is None:
        for line in _LINE.finditer(text):
            yield Block(line.start(), line.end())
        return
    for group in _groups(text):
        for lines in _paragraphs(text, group, width):
            yield Block(lines[0][0], lines[-1][1], wrapped=len(lines) > 1)


Line = tuple[int, int]
"""Start and end of a line in the text."""


def _groups(text: str) -> Iterator[list[Line]]:
    """Yield the lines between two blank ones; a line of blanks only is a group of its own."""
    group: list[Line] = []
    for found in _LINE.finditer(text):
        line = found.span()
        is_blank = not text[line[0] : line[1]].strip()
        if group and (is_blank or line[0] > group[-1][1] + 1):
            yield group
            group = []
        if is_blank:
            yield [line]
        else:
            group.append(line)
    if group:
        yield group


def _wrapped_at(text: str) -> int | None:
    """Return the line length a file was wrapped at, None if its lines are paragraphs."""
    groups = [[text[start:end] for start, end in group] for group in _groups(text)]
    lines = [line for group in groups for line in group if " " in line.strip()]
    if not lines:
        return None
    lengths = sorted(len(line) for line in lines)
    width = lengths[min(int(len(lengths) * 0.98), len(lengths) - 1)]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = [pair for group in groups for pair in pairwise(group)]
    # lines that end inside a sentence are full; a poem's or a list's are not
    inside = [
        _is_full(line, following, width)
        for line, following in pairs
        if not _SENTENCE_END.search(line.rstrip()) and not _ITEM.match(following)
    ]
    return width if sum(inside) >= max(_EVIDENCE, _SHARE * len(inside)) else None


def _is_full(line: str, following: str, width: int) -> bool:
    word = following.split(None, 1)[0]
    return len(line.rstrip()) + 1 + len(word) > width * 0.93


def _paragraphs(text: str, group: list[Line], width: int) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph in a group; verse and lists give one line each."""
    words = [text[start:end] for start, end in group]
    if not _is_prose(words, width):
        for line in group:
            yield [line]
        return
    paragraph = [group[0]]
    for line, before, now in zip(group[1:], words, words[1:], strict=False):
        ended = len(before.rstrip()) < width * _SLACK and _SENTENCE_END.search(before.rstrip())
        if (ended and not _is_full(before, now, width)) or _ITEM.match(now):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _is_prose(lines: list[str], width: int) -> bool:
    pairs = [(line, following) for line, following in pairwise(lines) if not _ITEM.match(following)]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return full >= _PARAGRAPH_SHARE * len(pairs)


def _title(text: str, blocks: list[Block]) -> str:
    first = next(
        (text[block.start : block.end] for block in blocks if text[block.start : block.end].strip()), ""
    )
    line = one_line(first)
    return line if _TITLE.search(line) and len(line) <= TITLE_LENGTH and not _NOT_A_TITLE.search(line) else ""


def _stands_alone(text: str, blocks: list[Block]) -> bool:
    first, second = blocks[0], blocks[1]
    return not first.wrapped and text[first.end : second.start].count("\n") > 1


def _byline(text: str, blocks: list[Block]) -> str:
    """Return the name after "By" in one of the first lines, "" if there is none."""
    for block in blocks[1:4]:
        line = one_line(text[block.start : block.end])
        if (by := _BYLINE.match(line)) and len(line) <= TITLE_LENGTH and not _NOT_A_TITLE.search(line):
            return line[by.end() :]
    return ""
