"""Texts to measure with: a book of 3.2 MB with 10,000 overlapping marks, and a long article with 1,000.

The same arguments always give the same values. Run as a script it prints what is in them.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime

from annotator.model.annotation import Annotation, Kind, Status
from annotator.model.article import Article, Version
from annotator.model.block import Block, BlockKind, Format, Inline
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.model.tag import NEWSROOM

BOOK_CHARACTERS, BOOK_MARKS = 3_200_000, 10_000
ARTICLE_CHARACTERS, ARTICLE_MARKS = 100_000, 1_000
_NOON = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
_CONTEXT = 32
_NAMES = ["Okonedo", "Marsh", "Delgado", "Lindqvist", "Abara", "Petrov", "Nakamura", "O’Shea"]
_NOUNS = [
    "bridge", "council", "harbour", "market", "committee", "school", "river", "budget",
    "hospital", "station", "company", "survey", "report", "village", "contract", "engineer",
    "ferry", "library", "mayor", "district", "season", "harvest", "railway", "tower",
    "archive",
]  # fmt: skip
_VERBS = [
    "opened", "closed", "announced", "questioned", "measured", "repaired", "defended", "rejected",
    "published", "counted", "described", "promised", "delayed", "visited", "inherited", "rebuilt",
]  # fmt: skip
_REST = [
    "the", "a", "its", "this", "every", "later", "earlier", "because",
    "although", "while", "near", "after", "before", "during", "without", "against",
    "old", "new", "local", "public", "narrow", "careful", "expensive", "reliable",
    "doubtful", "familiar", "northern", "annual", "official",
]  # fmt: skip


def book(characters: int = BOOK_CHARACTERS, marks: int = BOOK_MARKS, seed: int = 1) -> Dossier:
    """Return an article of about this many characters with marks on it, every third over another one."""
    chance = random.Random(seed)
    text, blocks = _text(chance, characters)
    version = Version("v" * 32, "a" * 32, 1, text, blocks, file_name="book.txt", imported=_NOON)
    return Dossier(
        article=Article(version.article, "A long book", version.id, created=_NOON),
        version=version,
        annotations=tuple(_marks(chance, version, marks)),
        tags=NEWSROOM,
    )


def article(characters: int = ARTICLE_CHARACTERS, marks: int = ARTICLE_MARKS) -> Dossier:
    """Return a long newspaper article with many marks."""
    return book(characters, marks, seed=2)


def new_mark(dossier: Dossier, number: int, span: Span, tag: str = "fact") -> Annotation:
    """Return a mark as a person would make it just now."""
    return _mark(dossier.version, f"{number:032x}", span, tag)


def _text(chance: random.Random, characters: int) -> tuple[str, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    length = number = 0
    while length < characters:
        number += 1
        if number % 40 == 1:
            words, kind, level = f"Chapter {number // 40 + 1}", BlockKind.HEADING, 2
        else:
            words = " ".join(_sentence(chance) for _ in range(chance.randint(2, 8)))
            kind, level = (BlockKind.QUOTE, 0) if number % 23 == 0 else (BlockKind.PARAGRAPH, 0)
        inlines: tuple[Inline, ...] = ()
        if number % 6 == 0:
            inlines = (Inline(length + 4, length + min(len(words), 24), Format.ITALIC),)
        blocks.append(Block(length, length + len(words), kind, level, inlines=inlines))
        parts.append(words)
        length += len(words) + 1
    return "\n".join(parts), tuple(blocks)


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(_REST).capitalize(), chance.choice(_NOUNS), chance.choice(_VERBS)]
    words += [
        chance.choice(chance.choice((_REST, _NOUNS, _VERBS, _REST))) for _ in range(chance.randint(4, 18))
    ]
    if chance.random() < 0.12:
        words.append(str(chance.randint(1890, 2025)))
    sentence = " ".join(words)
    if chance.random() < 0.12:
        return f"“{sentence},” said {chance.choice(_NAMES)}."
    return f"{sentence}."


def _marks(chance: random.Random, version: Version, count: int) -> list[Annotation]:
    made = []
    every = len(version.text) / count
    for number in range(count):
        start = int(number * every + chance.random() * every / 2)
        long = chance.randint(200, 500) if number % 3 == 0 else chance.randint(20, 160)
        span = Span(start, min(start + long, len(version.text)))
        made.append(_mark(version, f"{chance.getrandbits(128):032x}", span, NEWSROOM[number % 3].id, number))
    return made


def _mark(version: Version, name: str, span: Span, tag: str, number: int = 0) -> Annotation:
    text = version.text
    quote = Quote(
        span.of(text),
        text[max(span.start - _CONTEXT, 0) : span.start],
        text[span.end : span.end + _CONTEXT],
    )
    return Annotation(
        name,
        version.article,
        Target(version.id, span, quote),
        kind=Kind.QUOTE if number % 8 == 0 else Kind.CLAIM,
        tag=tag,
        status=tuple(Status)[number % 9] if number % 2 else Status.UNCHECKED,
        note="Ask the archive." if number % 5 == 0 else "",
        creator=Person("Ana Ruiz", "AR"),
        created=_NOON,
        modified=_NOON,
    )


if __name__ == "__main__":
    for name, made in (("book", book()), ("article", article())):
        print(
            json.dumps(
                {
                    "text": name,
                    "characters": len(made.version.text),
                    "blocks": len(made.version.blocks),
                    "marks": len(made.annotations),
                }
            )
        )
