"""How well marks follow a text: `python benchmarks/reanchoring.py --seed 1 [--texts FOLDER]`.

Every revision is an edit script that tracks each character, so the right place of a passage is known by
construction. The engine is driven through its filter, `python -m annotator.anchoring`, one mark at a time.

What counts:
- right: at least half of the passage is still there, and the span covers it: exactly if it reads as before;
  else at least 80 % of what is left of it and at most 20 % other text (words written in place of its own are
  not other text, nor is what was written into its middle). A passage torn apart by a move may be marked at a
  piece that is nearly half of it, or as a whole if at least half of the span is its own text. If less than
  half is left, a lost mark is right too. If nothing is left, only a lost mark is right, or one on the words
  that were written in its place. Where a twin was deleted and no reader could say which, both are right.
- misplaced: the span has less than half of what is left of the passage; "silent" if its state is "kept".
- attached: nothing is left of the passage, and the mark is put on other words (in % of such passages).
- orphaned: at least half of the passage is still there, and the mark is lost.
- inexact: what remains.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reanchoring_edits import (
    KINDS,
    PASSAGES,
    SENTENCE,
    WORD,
    Draft,
    Editor,
    Material,
    Passage,
    Truth,
    passages,
    truth,
)
from reanchoring_texts import LANGUAGES, Writer

_SURROUNDINGS = 40  # characters on both sides that make two equal passages one and the same to any reader


@dataclass
class Case:
    """A passage, a revision, and the truth about it."""

    name: str
    kind: str
    length: str
    old: str
    new: str
    start: int
    end: int
    truth: Truth


@dataclass
class Tally:
    """What came out for one kind of revision."""

    cases: int = 0
    gone: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Return percentages; `attached` is of the passages that are gone."""

        def percent(outcome: str, of: int) -> float:
            return round(100 * self.outcomes[outcome] / of, 2) if of else 0.0

        return {
            "cases": self.cases,
            "right": percent("right", self.cases),
            "misplaced": percent("misplaced", self.cases),
            "silent": percent("silent", self.cases),
            "gone": self.gone,
            "attached": percent("attached", self.gone),
            "orphaned": percent("orphaned", self.cases),
            "inexact": percent("inexact", self.cases),
            "p95_ms": round(1000 * quantile(self.times, 0.95), 2),
        }


def quantile(values: list[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)] if values else 0.0


def made_up_texts(rng: random.Random, count: int) -> list[tuple[str, str, Material]]:
    """Return (name, text, material) for articles of made-up sentences, all languages in turn."""
    texts = []
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        writer = Writer(language, random.Random(rng.random()))
        text = writer.article(rng.randint(4, 45))
        words = [match[0] for match in WORD.finditer(writer.article(20))]
        texts.append(
            (
                f"{language.name}-{number}",
                text,
                Material(rng, writer.sentence, writer.paragraph, words, language.blank),
            )
        )
    return texts


def texts_of(folder: Path, rng: random.Random) -> list[tuple[str, str, Material]]:
    """Return (name, text, material) for the UTF-8 text files of a folder.

    A third of each text's sentences is set aside, to be written into what is left.
    """
    texts = []
    for path in sorted(folder.glob("*.txt")):
        try:
            whole = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
        if len(whole) < 600:
            continue
        reserve = [
            match[0].strip() for match in SENTENCE.finditer(whole[: len(whole) // 3]) if match[0].strip()
        ]
        text = whole[len(whole) // 3 :]
        words = [match[0] for match in WORD.finditer(text)]
        blank = " " if " " in text else ""

        def sentence(reserve: list[str] = reserve) -> str:
            return rng.choice(reserve)

        def paragraph(reserve: list[str] = reserve, blank: str = blank) -> str:
            return blank.join(rng.choice(reserve) for _ in range(rng.randint(1, 4)))

        texts.append((path.stem, text, Material(rng, sentence, paragraph, words, blank)))
    return texts


def cases(
    texts: list[tuple[str, str, Material]], kinds: list[str], per_kind: int, rng: random.Random
) -> list[Case]:
    """Return `per_kind` cases for each kind of revision, from any text, every length of passage in turn."""
    made = []
    for kind in kinds:
        number = tries = 0
        while number < per_kind and tries < 20 * per_kind:
            name, text, material = rng.choice(texts)
            length = PASSAGES[tries % len(PASSAGES)]
            tries += 1
            passage = passages(text, 0, len(text), length, rng)
            if passage is None:
                continue
            draft = Draft(text)
            getattr(Editor(draft, passage, material, rng), kind)()
            new = draft.text
            made.append(
                Case(
                    name,
                    kind,
                    length,
                    text,
                    new,
                    passage.start,
                    passage.end,
                    truth(draft, passage.start, passage.end),
                )
            )
            number += 1
    return made


def judge(case: Case, answer: dict[str, Any]) -> str:
    """Return right, misplaced, attached, orphaned or inexact, as defined above."""
    true = case.truth
    if answer.get("orphan"):
        return "orphaned" if true.surviving >= 0.5 else "right"
    start, end = answer["start"], answer["end"]
    marked = {place for place in range(start, end) if not case.new[place].isspace()}
    if not true.places:
        on_replacement = len(marked & true.instead) >= 0.5 * len(marked)
        return "right" if on_replacement or _same_to_any_reader(case, start, end) else "attached"
    covered = len(marked & true.places) / len(true.places)
    loose = range(true.loose_start, true.loose_end)
    excess = sum(1 for place in marked if place not in loose) / max(len(marked), 1)
    if true.intact and (start, end) == (true.start, true.end):
        return "right"
    if not true.intact and covered >= 0.8 and excess <= 0.2:
        return "right"
    if true.torn and _is_a_good_piece(marked, true.torn):
        return "right"
    if covered < 0.5:
        if _same_to_any_reader(case, start, end):
            return "right"
        return "inexact" if true.surviving < 0.5 and len(marked & true.instead) else "misplaced"
    return "inexact"


def _is_a_good_piece(marked: set[int], torn: frozenset[int]) -> bool:
    own = len(marked & torn)
    whole = own >= 0.8 * len(torn) and own >= 0.5 * len(marked)
    return whole or (own >= 0.45 * len(torn) and own >= 0.8 * len(marked))


def _same_to_any_reader(case: Case, start: int, end: int) -> bool:
    """Tell whether the passage reads as before with its surroundings, so a twin was deleted."""

    def read(text: str, first: int, last: int) -> tuple[str, str, str]:
        before, after = "".join(text[:first].split()), "".join(text[last:].split())
        return before[-_SURROUNDINGS:], text[first:last], after[:_SURROUNDINGS]

    return read(case.old, case.start, case.end) == read(case.new, start, end)


class Filter:
    """The engine, as other programs talk to it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "annotator.anchoring"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).parent.parent,
        )

    def ask(self, question: dict[str, Any]) -> tuple[dict[str, Any], float]:
        """Return the answer and the seconds it took."""
        assert self.process.stdin
        assert self.process.stdout
        line = json.dumps(question)
        began = time.perf_counter()
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer, time.perf_counter() - began

    def close(self) -> None:
        """Let it end."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def question(number: int, case: Case) -> dict[str, Any]:
    return {
        "id": number,
        "old": case.old,
        "new": case.new,
        "start": case.start,
        "end": case.end,
        "quote": case.old[case.start : case.end],
        "prefix": case.old[max(case.start - 32, 0) : case.start],
        "suffix": case.old[case.end : case.end + 32],
    }


def run(made: list[Case], show: str) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    engine = Filter()
    for number, case in enumerate(made):
        answer, seconds = engine.ask(question(number, case))
        outcome = judge(case, answer)
        silent = outcome in {"misplaced", "attached"} and answer["state"] == "kept"
        for tally in (tallies[case.kind], tallies["all"], tallies["· " + case.length]):
            tally.cases += 1
            tally.gone += case.truth.surviving == 0
            tally.outcomes[outcome] += 1
            tally.outcomes["silent"] += silent
            tally.states[answer.get("state", "orphan")] += 1
            tally.times.append(seconds)
        if show and outcome != "right" and re.search(show, outcome + " " + case.kind):
            print(explained(number, case, answer, outcome), file=sys.stderr)
    engine.close()
    return tallies


def explained(number: int, case: Case, answer: dict[str, Any], outcome: str) -> str:
    def with_marks(text: str, start: int, end: int) -> str:
        return f"{text[max(start - 90, 0) : start]!r} [[{text[start:end]!r}]] {text[end : end + 90]!r}"

    true = case.truth
    lines = [f"--- {number} {outcome} {case.kind} {case.name} {case.length} surviving {true.surviving:.2f}"]
    lines.append("old   " + with_marks(case.old, case.start, case.end))
    if true.places:
        lines.append("truth " + with_marks(case.new, true.start, true.end))
    if "start" in answer:
        lines.append(f"found {answer['state']} " + with_marks(case.new, answer["start"], answer["end"]))
    elif "proposed" in answer:
        proposed = answer["proposed"]
        lines.append("proposed " + with_marks(case.new, proposed["start"], proposed["end"]))
    return "\n".join(lines)


def batch(rng: random.Random) -> dict[str, Any]:
    """Time 2,000 marks on a text of 300,000 characters that was copy-edited, without the filter."""
    from annotator.anchoring import carry
    from annotator.model.span import Span

    writer = Writer(LANGUAGES[0], rng)
    text = ""
    while len(text) < 300_000:
        text += writer.article(100) + "\n\n"
    material = Material(
        rng, writer.sentence, writer.paragraph, [match[0] for match in WORD.finditer(text[:9000])]
    )
    draft = Draft(text)
    Editor(draft, Passage("word", 0, 1), material, rng)._copy_edited(0.1)
    new = draft.text
    starts = rng.sample(range(len(text) - 200), 2_000)
    spans = [Span(start, start + rng.randint(5, 150)) for start in starts]
    began = time.perf_counter()
    found = carry(text, new, spans)
    return {
        "marks": len(spans),
        "characters": len(text),
        "seconds": round(time.perf_counter() - began, 3),
        "orphaned": sum(1 for anchored in found if anchored is None or not anchored.is_taken),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--cases", type=int, default=200, help="for each kind of revision")
    arguments.add_argument("--articles", type=int, default=48, help="made-up articles")
    arguments.add_argument("--texts", type=Path, help="folder of UTF-8 .txt files to use instead")
    arguments.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS, metavar="KIND")
    arguments.add_argument("--show", default="", help="pattern of outcomes or kinds whose failures are shown")
    arguments.add_argument("--no-batch", action="store_true")
    options = arguments.parse_args()

    rng = random.Random(options.seed)
    texts = texts_of(options.texts, rng) if options.texts else made_up_texts(rng, options.articles)
    tallies = run(cases(texts, options.kinds, options.cases, rng), options.show)
    rows = {name: tally.row() for name, tally in tallies.items()}
    columns = list(rows["all"])
    print("".join(["kind".ljust(24), *(column.rjust(10) for column in columns)]), file=sys.stderr)
    for name, row in sorted(rows.items(), key=lambda item: (item[0] == "all", item[0].startswith("·"))):
        print("".join([name.ljust(24), *(str(row[column]).rjust(10) for column in columns)]), file=sys.stderr)
    result: dict[str, Any] = {"seed": options.seed, "texts": len(texts), "kinds": rows}
    if not options.no_batch:
        sys.path.insert(0, str(Path(__file__).parent.parent))
        result["batch"] = batch(rng)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
