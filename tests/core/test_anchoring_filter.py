from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

import annotator.anchoring.__main__ as anchoring_filter

OLD = "The harbour was closed on Monday. The mayor was not amused. Nobody was hurt."
NEW = "A storm came. The harbour was closed on Monday. Nobody at all was hurt."


def answers(*lines: str) -> list[dict[str, Any]]:
    target = io.StringIO()
    anchoring_filter.main(io.StringIO("".join(line + "\n" for line in lines)), target)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def question(words: str, **other: object) -> str:
    start = OLD.index(words)
    asked = {"id": words, "old": OLD, "new": NEW, "start": start, "end": start + len(words), "quote": words}
    return json.dumps({**asked, "prefix": "", "suffix": "", **other})


def test_each_line_is_answered_with_its_place_and_state() -> None:
    kept, changed, lost = answers(question("closed"), question("Nobody was hurt"), question("not amused"))
    assert kept == {
        "id": "closed",
        "start": NEW.index("closed"),
        "end": NEW.index("closed") + 6,
        "state": "kept",
    }
    assert (NEW[changed["start"] : changed["end"]], changed["state"]) == ("Nobody at all was hurt", "changed")
    assert lost == {"id": "not amused", "orphan": True}


def test_offsets_count_code_points() -> None:
    start = OLD.index("closed")
    line = question("closed", old="🎉" + OLD, new="🎉🎉" + NEW, start=start + 1, end=start + 7)
    (answer,) = answers(line)
    assert answer["start"] == NEW.index("closed") + 2


def test_a_position_that_does_not_fit_its_quote_gives_way_to_the_quote() -> None:
    (answer,) = answers(question("closed", start=0, end=6))
    assert answer["start"] == NEW.index("closed")


def test_without_an_old_text_the_quote_is_looked_for() -> None:
    exact, similar = answers(
        question("harbour was closed", old=None),
        question("Nobody was hurt", old="", prefix="Monday. ", suffix="."),
    )
    assert NEW[exact["start"] : exact["end"]] == "harbour was closed"
    assert similar["orphan"] is True
    assert NEW[similar["proposed"]["start"] : similar["proposed"]["end"]] == "Nobody at all was hurt"


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        ("{", None),
        ("[1]", None),
        ("9" * 5_000, None),
        ("[" * 100_000, None),
        ('{"id": 7}', 7),
        ('{"id": 7, "new": 3, "quote": "x"}', 7),
        ('{"id": 7, "new": "x"}', 7),
        ('{"id": 7, "new": "x", "quote": "x", "start": "one"}', 7),
        ('{"id": 7, "old": "abc", "new": "x", "start": 2, "end": 9}', 7),
    ],
)
def test_a_bad_line_gets_a_sentence_and_the_next_one_is_answered(line: str, identity: int | None) -> None:
    bad, good = answers(line, question("closed"))
    assert bad["id"] == identity
    assert bad["error"].endswith(".")
    assert good["state"] == "kept"


def test_two_texts_are_compared_once_for_many_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []
    revision = anchoring_filter.Revision

    def counted(old: str, new: str) -> object:
        compared.append((old, new))
        return revision(old, new)

    monkeypatch.setattr(anchoring_filter, "Revision", counted)
    answers(question("closed"), question("hurt"), question("hurt", new="Nobody was hurt."), question("hurt"))
    assert len(compared) == 3


def test_the_module_runs_as_a_filter_and_answers_at_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "annotator.anchoring"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        for words in ("closed", "Monday"):
            process.stdin.write(question(words) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == words
        process.stdin.close()
        assert process.wait(timeout=10) == 0
