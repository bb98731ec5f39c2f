"""The crash test: killed at any moment, the library holds all that was acknowledged and nothing half done."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator import crashtest
from annotator.errors import AnnotatorError
from annotator.storage import Library

ROOT = Path(__file__).parents[2]
Act = dict[str, Any]
State = dict[str, Act]


def act(n: int, op: str, key: str, **fields: Any) -> Act:
    return {"n": n, "op": op, "id": key, **fields}


def add(n: int, key: str, **fields: Any) -> Act:
    values = {"doc": "d1", "start": 10, "end": 25, "quote": "of the text und", "tag": "fact", "note": ""}
    return act(n, "add", key, **{**values, **fields})


def acts(seed: int, first: int, count: int, known: Sequence[str]) -> Iterator[Act]:
    """Yield acts that make sense one after the other, on a library that holds the marks `known`."""
    chance, ids = random.Random(seed), list(known)
    for n in range(first, first + count):
        kind = chance.choice(["add", "add", "retag", "note", "note", "delete"]) if ids else "add"
        if kind == "add":
            ids.append(f"a{n}")
            start = chance.randrange(20_000)
            end = start + chance.randrange(1, 90)
            yield add(n, ids[-1], doc=f"d{chance.randrange(3)}", start=start, end=end, quote=f"„{n}“ 👩‍🏫")
        elif kind == "retag":
            yield act(n, "retag", chance.choice(ids), tag=chance.choice(["fact", "opinion", "of our own"]))
        elif kind == "note":
            yield act(n, "note", chance.choice(ids), note="שלום " * chance.randrange(40))
        else:
            yield act(n, "delete", ids.pop(chance.randrange(len(ids))))


def done(state: State, what: Act) -> State:
    """Return the state after an act: each mark as `--dump` prints it, by id."""
    key = what["id"]
    fields = {name: value for name, value in what.items() if name not in ("n", "op")}
    if what["op"] == "delete":
        return {name: mark for name, mark in state.items() if name != key}
    return {**state, key: {**state.get(key, {}), **fields}}


def command(library: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "annotator.crashtest", str(library), *more]


def dumped(library: Path) -> State:
    out = subprocess.run(command(library, "--dump"), cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    return {mark["id"]: mark for mark in map(json.loads, out.splitlines())}


def kill_after(library: Path, stream: Sequence[Act], acknowledgements: int) -> int:
    """Send all acts at once, kill the process after so many answers, and return how many it gave."""
    lines = "".join(json.dumps(item) + "\n" for item in stream).encode()
    pipe = subprocess.PIPE
    with subprocess.Popen(command(library), cwd=ROOT, stdin=pipe, stdout=pipe) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(lines)
        child.stdin.flush()
        answers = [child.stdout.readline() for _ in range(acknowledgements)]
        child.kill()
        answers += child.stdout.readlines()
    whole = [json.loads(line)["ack"] for line in answers if line.endswith(b"\n")]
    assert whole == [item["n"] for item in stream[: len(whole)]]
    return len(whole)


def test_killed_again_and_again_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    library, state, n = tmp_path / "my.claimlight", State(), 1
    for seed, wanted in enumerate((0, 1, 7, 20, 33, 48)):
        stream = list(acts(seed, n, 60, list(state)))
        acknowledged = kill_after(library, stream, wanted)
        if not library.exists():  # killed before it was made
            assert acknowledged == 0
            continue
        held = dumped(library)
        possible = []
        for count, item in enumerate([None, *stream]):
            state = state if item is None else done(state, item)
            if count >= acknowledged:
                possible.append(state)
        assert held in possible
        state, n = held, n + 60
    with Library.open(library, create=False) as opened:
        sentences = opened.check()
    # the quotes of the protocol are no words of the text, which is all that may be said
    assert [
        sentence for sentence in sentences if "their words" not in sentence and "its words" not in sentence
    ] == []


def run(library: Path, *sent: Act | str) -> str:
    """Run the acts in this process and return what was printed; errors come through."""
    lines = [(item if isinstance(item, str) else json.dumps(item)).encode() for item in sent]
    out = io.StringIO()
    with Library.open(library) as opened:
        crashtest.run(opened, lines, out)
    return out.getvalue()


def test_each_act_is_acknowledged_and_dumped_as_it_was_given(tmp_path: Path) -> None:
    library = tmp_path / "my.claimlight"
    out = run(
        library,
        add(1, "a1"),
        act(2, "retag", "a1", tag="opinion"),
        act(3, "note", "a1", note="שלום 👩‍🏫"),
        add(
            4, "a2", doc="a long one", start=30_000, end=30_004, quote="any words", tag="of our own", note="n"
        ),
        add(5, "a3"),
        "",
        act(6, "delete", "a3"),
    )
    assert out == "".join(f'{{"ack": {n}}}\n' for n in range(1, 7))
    assert dumped(library) == {
        "a1": {
            "id": "a1",
            "doc": "d1",
            "start": 10,
            "end": 25,
            "quote": "of the text und",
            "tag": "opinion",
            "note": "שלום 👩‍🏫",
        },
        "a2": {
            "id": "a2",
            "doc": "a long one",
            "start": 30_000,
            "end": 30_004,
            "quote": "any words",
            "tag": "of our own",
            "note": "n",
        },
    }


def test_a_document_grows_with_what_is_asked_of_it(tmp_path: Path) -> None:
    library = tmp_path / "my.claimlight"
    run(library, add(1, "a1"), add(2, "a2", start=50_000, end=50_001), add(3, "a3", start=5, end=6))
    with Library.open(library) as opened:
        (summary,) = opened.articles()
        assert summary.characters > 50_000
        assert [version.number for version in opened.versions("d1")] == [1, 2]


def test_an_act_that_was_done_but_not_acknowledged_may_be_sent_again(tmp_path: Path) -> None:
    library = tmp_path / "my.claimlight"
    sent = add(1, "a1"), act(2, "note", "a1", note="n")
    run(library, *sent)
    assert run(library, sent[1]) == '{"ack": 2}\n'
    assert run(library, act(3, "delete", "a1")) == run(library, act(3, "delete", "a1")) == '{"ack": 3}\n'
    assert run(library, sent[0]) == run(library, sent[0]) == '{"ack": 1}\n'
    with pytest.raises(AnnotatorError, match="already another"):
        run(library, add(1, "a1", note="not the same"))


BAD = [
    "not json",
    "[]",
    "{}",
    '{"n": 1, "op": "explode", "id": "a"}',
    '{"n": 1, "op": ["add"], "id": "a"}',
    '{"n": "1", "op": "delete", "id": "a"}',
    '{"op": "delete", "id": "a"}',
    '{"n": 1, "op": "delete", "id": 7}',
    '{"n": 1, "op": "note", "id": "a"}',
    '{"n": 1, "op": "retag", "id": "unheard of", "tag": "fact"}',
    '{"n": 1, "op": "note", "id": "unheard of", "note": "\\ud83d"}',
    "[" * 100_000,
    json.dumps(add(1, "a", start=5, end=5)),
    json.dumps(add(1, "a", start=-1)),
    json.dumps(add(1, "a", end=10**15)),
    json.dumps(add(1, "a", start=True)),
]


@pytest.mark.parametrize("line", BAD, ids=range(len(BAD)))
def test_a_line_that_is_no_act_stops_with_a_sentence(tmp_path: Path, line: str) -> None:
    library = tmp_path / "my.claimlight"
    with pytest.raises(AnnotatorError) as raised:
        run(library, add(1, "a1"), line)
    assert str(raised.value).endswith(".")
    assert list(dumped(library)) == ["a1"]


@pytest.mark.parametrize(
    ("sent", "more"),
    [(b"{oops\n", ()), (b'{"n":1,"op":"fly","id":"a"}\n', ()), (b"\xff\xfe\n", ()), (b"", ("--dump",))],
)
def test_trouble_is_one_sentence_on_standard_error_and_exit_1(
    tmp_path: Path, sent: bytes, more: tuple[str, ...]
) -> None:
    done = subprocess.run(
        command(tmp_path / "my.claimlight", *more), cwd=ROOT, input=sent, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_a_damaged_library_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "my.claimlight"
    library.write_bytes(b"nothing of the kind")
    assert crashtest.main([str(library), "--dump"]) == 1
    assert "damaged" in capsys.readouterr().err
    assert library.read_bytes() == b"nothing of the kind"
