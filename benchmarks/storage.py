"""What the library file costs: prints one JSON object of milliseconds, CPU unless the name says wall.

`python benchmarks/storage.py [--marks 10000] [--articles 10000]`
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Version
from annotator.model.block import Block
from annotator.model.ids import new_id
from annotator.model.person import Person
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.storage import Content, Library, backup

WORDS = ["".join(random.Random(n).choices("abcdefghijklmnoprstuvw", k=3 + n % 9)) for n in range(5_000)]
START = datetime(2026, 1, 1, tzinfo=UTC)


def cpu_ms(act: Callable[[], Any], times: int = 5) -> float:
    return measured(time.process_time, act, times)


def wall_ms(act: Callable[[], Any], times: int = 5) -> float:
    return measured(time.perf_counter, act, times)


def measured(clock: Callable[[], float], act: Callable[[], Any], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = clock()
        act()
        taken.append((clock() - begin) * 1_000)
    return round(statistics.median(taken), 2)


def text_of(paragraphs: int, seed: int) -> tuple[str, tuple[Block, ...]]:
    chance = random.Random(seed)
    lines = [" ".join(chance.choices(WORDS, k=60)) for _ in range(paragraphs)]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return "\n".join(lines), tuple(blocks)


def new_article(paragraphs: int, seed: int) -> tuple[Article, Content]:
    text, blocks = text_of(paragraphs, seed)
    data = text.encode()
    key = new_id()
    version = Version(new_id(), key, 1, text, blocks, "txt", f"{seed}.txt", sha256(data).hexdigest(), START)
    article = Article(key, f"Article {seed}", version.id, created=START + timedelta(seconds=seed))
    return article, Content(version, data)


def mark(article: Article, version: Version, number: int, count: int) -> Annotation:
    text = version.text
    start = number * (len(text) - 200) // count
    span = Span(start, start + 40 + number % 80)
    quote = Quote(span.of(text), text[max(0, start - 32) : start], text[span.end : span.end + 32])
    at = START + timedelta(seconds=number)
    return Annotation(
        id=new_id(),
        article=article.id,
        target=Target(version.id, span, quote),
        tag=("fact", "opinion", "contested")[number % 3],
        note="Called the registry; they will look it up." if number % 10 == 0 else "",
        creator=Person("Ann Lee", "AL"),
        created=at,
        modified=at,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = marks_figures(Path(folder) / "marks.claimlight", asked.marks)
        figures |= search_figures(Path(folder) / "search.claimlight", asked.articles)
    print(json.dumps(figures, indent=1))


def marks_figures(path: Path, count: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"create_wall": wall_ms(lambda: Library.open(path).close(), 1)}
    book, content = new_article(9_000, 1)
    marks = [mark(book, content.version, number, count) for number in range(count)]
    with Library.open(path) as library:
        figures["book_characters"] = len(content.version.text)
        bare = Change("Import", after=(book,), article=book.id)
        figures["import_book_without_marks"] = cpu_ms(lambda: library.apply(bare, [content]), 1)
        library.revert(bare)
        change = Change("Import", after=(book, *marks), article=book.id)
        figures["import_marks"] = cpu_ms(lambda: library.apply(change), 1)
        figures["load_marks"] = cpu_ms(lambda: library.annotations(book.id))
        figures["load_version"] = cpu_ms(lambda: library.version(book.version))
        figures["list_articles"] = cpu_ms(library.articles)
        figures["undo_of_all_marks"] = cpu_ms(lambda: library.revert(change), 1)
        figures["redo_of_all_marks"] = cpu_ms(lambda: library.reapply(change), 1)
        figures |= single_acts(library, book, content.version)
        figures["history_of_a_mark"] = cpu_ms(lambda: library.journal(marks[0].id))
        figures["step_labels"] = cpu_ms(lambda: library.step_labels(book.id))
        figures["check"] = cpu_ms(library.check, 1)
        figures["backup_wall"] = wall_ms(lambda: backup.make(library), 1)
        figures["backup_due"] = cpu_ms(lambda: backup.due(library))
    figures["file_bytes"] = path.stat().st_size
    figures["open"] = cpu_ms(lambda: Library.open(path).close())
    with Library.open(path) as library:
        figures["first_step_of_undo_after_opening"] = cpu_ms(lambda: library.to_undo(book.id), 1)
    return figures


def single_acts(library: Library, book: Article, version: Version) -> dict[str, float]:
    made: list[Annotation] = []

    def add() -> None:
        made.append(mark(book, version, len(made), 300))
        library.apply(Change("Mark as fact", after=(made[-1],), article=book.id))

    def type_a_letter() -> None:
        typed = replace(made[-1], note=made[-1].note + "x")
        library.apply(Change("Edit note", (made[-1],), (typed,), book.id, f"note:{typed.id}"))
        made[-1] = typed

    def undo_and_redo() -> None:
        change = library.to_undo(book.id)
        assert change is not None
        library.revert(change)
        library.reapply(change)

    return {
        "mark_wall": wall_ms(add, 100),
        "mark": cpu_ms(add, 100),
        "type_a_letter_wall": wall_ms(type_a_letter, 100),
        "type_a_letter": cpu_ms(type_a_letter, 100),
        "undo_and_redo_wall": wall_ms(undo_and_redo, 50),
        "undo_and_redo": cpu_ms(undo_and_redo, 50),
    }


def search_figures(path: Path, count: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"articles": count}
    with Library.open(path) as library:
        for first in range(0, count, 500):
            made = [new_article(5, number) for number in range(first, min(first + 500, count))]
            change = Change("Import", after=tuple(article for article, _ in made))
            library.apply(change, [content for _, content in made])
        chance = random.Random(7)
        for name, query in {
            "word": lambda: f'"{chance.choice(WORDS[2000:])}"',
            "two_words": lambda: " ".join(chance.choices(WORDS[2000:], k=2)),
            "prefix_of_3": lambda: chance.choice(WORDS)[:3],
            "nothing_but_letters": lambda: chance.choice(WORDS[2006:])[2:] + "zz",
        }.items():
            taken = sorted(cpu_ms(lambda query=query: library.search(query()), 1) for _ in range(60))
            figures[f"search_{name}_p50"], figures[f"search_{name}_p95"] = taken[30], taken[57]
        figures["list_all_articles"] = cpu_ms(library.articles)
        figures["find_by_title"] = cpu_ms(lambda: library.find_article("Article 77"))
    figures["library_bytes"] = path.stat().st_size
    figures["open_library"] = cpu_ms(lambda: Library.open(path).close())
    return figures


if __name__ == "__main__":
    main()
