"""Suggestions and sentences: milliseconds for 10,000 characters, seconds up to a book of 3.2 MB."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from annotator.model.suggestion import SuggestionKind
from annotator.resources import resource_path
from annotator.suggestions import suggest
from annotator.text.sentences import sentences

_RUNS = 15


def _text(characters: int) -> str:
    """Return bundled prose of this length; each repetition differs, so that nothing counts as boilerplate."""
    one = resource_path("samples", "ferry.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    parts: list[str] = []
    length = 0
    while length < characters:
        part = one.replace("412", str(412 + len(parts))).replace("Garrow", f"Garrow{len(parts)}")
        parts.append(part)
        length += len(part)
    return "".join(parts)[:characters]


def _timed(work: Callable[[], object], runs: int) -> dict[str, float]:
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return {
        "median_ms": round(statistics.median(taken), 1),
        "p95_ms": round(taken[int(len(taken) * 0.95)], 1),
    }


def main() -> None:
    article = _text(10_000)
    kinds = list(SuggestionKind)
    result: dict[str, object] = {
        "article_characters": len(article),
        "all_kinds": _timed(lambda: suggest(article, kinds, "en"), _RUNS),
        **{kind.value: _timed(lambda kind=kind: suggest(article, [kind], "en"), _RUNS) for kind in kinds},
        "sentences": _timed(lambda: sentences(article), _RUNS),
    }
    growth = []
    for characters in (100_000, 800_000, 3_200_000):
        text = _text(characters)
        start = time.perf_counter()
        found = len(suggest(text, kinds, "en"))
        seconds = time.perf_counter() - start
        growth.append(
            {
                "characters": characters,
                "suggestions": found,
                "seconds": round(seconds, 2),
                "microseconds_per_character": round(seconds / characters * 1e6, 3),
            }
        )
    result["growth"] = growth
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
