from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.errors import Cancelled, ImportFailed, NotFound
from annotator.importers import child, sandbox
from annotator.importers.options import ImportOptions, PasswordNeeded
from annotator.importers.sandbox import file_bytes, read_bytes, read_file
from annotator.translate import use_language

WORDS = "The bridge at Ostley\n\nIt was opened in 1931 👩‍🏫.\n"


@pytest.fixture
def rogue(monkeypatch, tmp_path):
    """Return a function that lets the child run a program of the test's instead of its own."""

    def run(program: str) -> None:
        script = tmp_path / "rogue.py"
        script.write_text(program, encoding="utf-8")
        start = subprocess.Popen

        def popen(command, **fields):
            return start([sys.executable, str(script)], **fields)

        monkeypatch.setattr(subprocess, "Popen", popen)

    return run


def test_a_file_comes_back_as_an_article_with_its_bytes(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(WORDS, encoding="utf-8")
    imported, data = read_file(path)
    assert imported.text == WORDS
    assert imported.metadata.title == "The bridge at Ostley"
    assert data == path.read_bytes()


def test_options_reach_the_child():
    data = "größer".encode("utf-16-le")
    assert read_bytes(data, "a.txt", ImportOptions(encoding="utf-16-le")).text == "größer"


def test_an_error_arrives_with_its_class_its_sentence_and_its_hint():
    with pytest.raises(ImportFailed, match=r"“a\.docx” is a picture") as refused:
        read_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99), "a.docx")
    assert "plain text" in refused.value.hint


def test_the_child_speaks_the_language_of_its_parent(monkeypatch):
    seen = {}
    monkeypatch.setattr(child, "use_language", lambda language: seen.setdefault("language", language))
    monkeypatch.setattr(child, "limit_resources", lambda *_: None)
    monkeypatch.setattr(child, "forbid_network", lambda: None)
    order = {"task": "article", "name": "a.txt", "options": {}, "language": "de", "cpu_s": 9, "memory": 9}
    child.serve(io.BytesIO(json.dumps(order).encode() + b"\nWords"), io.BytesIO())
    assert seen == {"language": "de"}


def test_the_language_of_this_process_is_what_the_child_is_told(rogue):
    use_language("de")
    try:
        rogue(
            "import sys, json\n"
            "order = json.loads(sys.stdin.buffer.readline())\n"
            "print(json.dumps({'chapters': [order['language']]}))"
        )
        assert sandbox.chapters(b"x", "a.epub") == ["de"]
    finally:
        use_language("en")


CHILD = """
import io, json, socket, sys, urllib.request
from annotator.importers import child

order = {"task": "article", "name": "a.html", "options": {"whole_page": True}, "language": "en"}
order |= {"cpu_s": 20, "memory": 10**9}
answer = io.BytesIO()
child.serve(io.BytesIO(json.dumps(order).encode() + b"\\n<p>Some words"), answer)
assert json.loads(answer.getvalue())["article"]["text"] == "Some words"
assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "ui"))]

for attempt, arguments in ((socket.create_connection, [("127.0.0.1", 9)]), (socket.getaddrinfo, ["a", 80])):
    try:
        attempt(*arguments)
    except PermissionError:
        continue
    raise AssertionError("reached the network")

if sys.platform == "linux":
    import resource

    assert resource.getrlimit(resource.RLIMIT_CPU) == (20, 22)
    assert resource.getrlimit(resource.RLIMIT_DATA) == (10**9, 10**9)
"""


def test_the_child_has_limits_and_neither_qt_nor_the_network():
    root = Path(sandbox.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=root, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_file_that_takes_too_long_is_given_up(monkeypatch, rogue):
    monkeypatch.setattr(sandbox, "TIME_S", 0.3)
    rogue("import time; time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(ImportFailed, match="took longer") as refused:
        read_bytes(b"words", "a.txt")
    assert time.monotonic() - begun < 20
    assert refused.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time")
def test_a_file_that_uses_up_its_processor_time_is_given_up(rogue):
    rogue(
        "import sys; sys.path.insert(0, " + repr(str(Path(sandbox.__file__).parents[2])) + ")\n"
        "from annotator.importers.child import limit_resources\n"
        "limit_resources(1, 10**9)\nwhile True: pass"
    )
    with pytest.raises(ImportFailed, match="took longer"):
        read_bytes(b"words", "a.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to RLIMIT_DATA")
def test_a_file_that_needs_too_much_memory_is_given_up(rogue):
    rogue(
        "import sys; sys.path.insert(0, " + repr(str(Path(sandbox.__file__).parents[2])) + ")\n"
        "from annotator.importers import child\n"
        "child.limit_resources(9, 200_000_000)\nx = bytearray(10**9)"
    )
    with pytest.raises(ImportFailed, match="more memory") as refused:
        read_bytes(b"words", "a.txt")
    assert refused.value.hint


def test_a_reader_that_runs_out_of_memory_says_so(monkeypatch):
    import annotator.importers

    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(annotator.importers, "read", exhausted)
    answer = serve_here(monkeypatch, b"words")
    assert answer["error"]["kind"] == "MemoryError"


def serve_here(monkeypatch, data: bytes):
    monkeypatch.setattr(child, "limit_resources", lambda *_: None)
    monkeypatch.setattr(child, "forbid_network", lambda: None)
    order = {"task": "article", "name": "a.txt", "options": {}, "language": "en", "cpu_s": 9, "memory": 9}
    answer = io.BytesIO()
    child.serve(io.BytesIO(json.dumps(order).encode() + b"\n" + data), answer)
    return json.loads(answer.getvalue())


def test_a_parser_that_stumbles_is_a_damaged_file_with_the_traceback_as_detail(monkeypatch):
    import annotator.importers

    def stumbles(*_: object) -> None:
        raise KeyError("nobody expected this")

    monkeypatch.setattr(annotator.importers, "read", stumbles)
    assert "nobody expected this" in serve_here(monkeypatch, b"words")["error"]["detail"]


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import os; os._exit(3)",
        "print('no JSON')",
        "print('{\"article\":{}}')",
        "print('{\"error\":[]}')",
        'print(\'{"error":{"kind":"SystemExit","message":"","hint":"","detail":""}}\')',
        "print('[' * 100000)",
    ],
    ids=["crash", "no answer", "no JSON", "no article", "no error", "no error of ours", "nested"],
)
def test_whatever_a_child_does_the_parent_has_one_sentence(rogue, program):
    rogue(program)
    with pytest.raises(ImportFailed, match=r"“a\.pdf” is damaged or of a kind") as refused:
        read_bytes(b"words", "a.pdf")
    assert refused.value.hint


def test_a_child_that_talks_without_end_is_stopped(monkeypatch, rogue):
    monkeypatch.setattr(sandbox, "MAX_ANSWER", 1_000_000)
    rogue("import sys\nwhile True: sys.stdout.write('x' * 100000)")
    with pytest.raises(ImportFailed, match="more memory"):
        read_bytes(b"words", "a.txt")


def test_a_child_that_does_not_listen_does_not_block_its_parent(rogue):
    rogue('print(\'{"error":{"kind":"PasswordNeeded","message":"m","hint":"h","detail":"d"}}\')')
    with pytest.raises(PasswordNeeded) as refused:
        read_bytes(b"words" * 1_000_000, "a.pdf")
    assert (str(refused.value), refused.value.hint, refused.value.detail) == ("m", "h", "d")


def test_a_person_may_change_their_mind(rogue):
    rogue("import time; time.sleep(60)")
    asked = iter([False, True])
    begun = time.monotonic()
    with pytest.raises(Cancelled, match=r"“a\.txt” was cancelled"):
        read_bytes(b"words", "a.txt", cancelled=lambda: next(asked))
    assert time.monotonic() - begun < 20


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_what_a_child_has_started_ends_with_it(monkeypatch, rogue, tmp_path):
    monkeypatch.setattr(sandbox, "TIME_S", 1.5)
    note = tmp_path / "pid"
    rogue(
        "import subprocess, sys, time, pathlib\n"
        "grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(grandchild.pid))\ntime.sleep(60)"
    )
    with pytest.raises(ImportFailed, match="took longer"):
        read_bytes(b"words", "a.doc")
    status = Path(f"/proc/{note.read_text()}/stat")
    # the kernel takes a process that was told to end off its list in its own time
    for _ in range(1000):
        if not status.exists() or status.read_text().split()[2] == "Z":
            break
        time.sleep(0.01)
    else:
        pytest.fail("what the child had started still runs")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(NotFound, match=r"“gone\.docx” is not there") as refused:
        read_file(tmp_path / "gone.docx")
    assert refused.value.hint


def test_a_folder_and_a_pipe_are_no_files(tmp_path):
    with pytest.raises(ImportFailed, match="is a folder"):
        read_file(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(ImportFailed, match="a device or a pipe"):
            read_file(tmp_path / "pipe.txt")


def test_an_empty_file(tmp_path):
    (tmp_path / "a.docx").touch()
    with pytest.raises(ImportFailed, match=r"“a\.docx” is empty"):
        read_file(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (PermissionError, "may not be read"),
        (OSError, "could not be read"),
        (FileNotFoundError, "is not there"),
    ],
)
def test_a_file_that_cannot_be_read_or_goes_while_it_is_read(tmp_path, monkeypatch, fault, sentence):
    path = tmp_path / "a.txt"
    path.write_text("words")

    def fail(_: Path) -> bytes:
        raise fault("5")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises((ImportFailed, NotFound), match=sentence) as refused:
        file_bytes(path)
    assert refused.value.hint


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("words")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(ImportFailed, match="may not be read"):
        read_file(path)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("words")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"words and more")
    with pytest.raises(ImportFailed, match="was changed while it was being read"):
        file_bytes(path)
