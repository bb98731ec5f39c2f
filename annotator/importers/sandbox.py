"""Reads foreign files in a child process with limits of time and memory, so that none can hurt the window.

The child gets the bytes, never a path, and answers in JSON; nothing it sends is run or unpickled.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import annotator
from annotator.errors import AnnotatorError, Cancelled, ImportFailed, NotFound
from annotator.importers import check_size
from annotator.importers.child import ERRORS
from annotator.importers.codec import decode
from annotator.importers.options import DEFAULT_OPTIONS, ImportOptions
from annotator.model.imported import Imported
from annotator.model.records import to_json
from annotator.translate import current_language, tr

TIME_S = 20
"""Seconds a file may take, by the clock and of processor time."""
MEMORY = 1_000_000_000
"""Bytes a parser may take for its data."""
MAX_ANSWER = 400_000_000
"""Bytes of JSON a child may send."""

_POLL_S = 0.05
_SAID = 4000  # characters kept of what the child wrote to standard error


def read_file(
    path: Path,
    options: ImportOptions = DEFAULT_OPTIONS,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Imported, bytes]:
    """Return a file as an article, and its bytes.

    ImportFailed (PasswordNeeded, NotFound) with one sentence for whatever is wrong with it; Cancelled soon
    after `cancelled` returns True.
    """
    data = file_bytes(path)
    return read_bytes(data, path.name, options, cancelled=cancelled), data


def read_bytes(
    data: bytes,
    name: str,
    options: ImportOptions = DEFAULT_OPTIONS,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Return bytes called `name` as an article, read as `read_file` does."""
    check_size(len(data), name)
    answer = _ask("article", data, name, options, cancelled)
    try:
        return decode(answer)
    except ValueError as error:
        raise _gave_up(name, f"answer: {error}") from error


def chapters(data: bytes, name: str, *, cancelled: Callable[[], bool] | None = None) -> list[str]:
    """Return the titles of an e-book's chapters, in their order; see `ImportOptions.chapters`."""
    check_size(len(data), name)
    found = json.loads(_ask("chapters", data, name, DEFAULT_OPTIONS, cancelled))
    return [str(title) for title in found] if isinstance(found, list) else []


def file_bytes(path: Path) -> bytes:
    """Return a file's bytes; NotFound or ImportFailed with one sentence if they cannot be had."""
    name = path.name or str(path)
    try:
        before = path.stat()
        _check_kind(before, name)
        check_size(before.st_size, name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(
            tr("“{name}” is not there.", name=name),
            hint=tr("It may have been moved or renamed, or its drive is not connected."),
            detail=str(path),
        ) from error
    except PermissionError as error:
        raise ImportFailed(
            tr("“{name}” may not be read.", name=name),
            hint=tr("Ask its owner for the right to read it, or close the program that has it open."),
            detail=str(error),
        ) from error
    except OSError as error:
        raise ImportFailed(
            tr("“{name}” could not be read.", name=name),
            hint=tr(
                "Check that its drive is still connected, copy the file to this computer, and try again."
            ),
            detail=str(error),
        ) from error
    if len(data) != before.st_size:
        raise ImportFailed(
            tr("“{name}” was changed while it was being read.", name=name),
            hint=tr("Wait until the program that writes it has finished, and try again."),
        )
    return data


def _check_kind(found: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ImportFailed(
            tr("“{name}” is a folder, not a file.", name=name), hint=tr("Choose the files inside it.")
        )
    if not stat.S_ISREG(found.st_mode):  # reading a pipe or a device might never end
        raise ImportFailed(
            tr("“{name}” is a device or a pipe, not a file.", name=name),
            hint=tr("Save its content as a file first."),
        )


def _ask(
    task: str, data: bytes, name: str, options: ImportOptions, cancelled: Callable[[], bool] | None
) -> bytes:
    """Return the JSON of the child's answer to `task`; raise what it reports or what became of it."""
    order = {
        "task": task,
        "name": name,
        "options": to_json(options),
        "language": current_language(),
        "cpu_s": TIME_S,
        "memory": MEMORY,
    }
    child = _Child(json.dumps(order).encode() + b"\n", data)
    try:
        child.wait(cancelled, name)
    finally:
        child.stop()
    prefix = f'{{"{task}":'.encode()
    answer = child.answer()
    if answer.startswith(prefix):
        return answer[len(prefix) : -1].lstrip()
    raise _reported(answer, name, child)


def _reported(answer: bytes, name: str, child: _Child) -> AnnotatorError:
    try:
        error = json.loads(answer)["error"]
        kind, message, hint, detail = (str(error[key]) for key in ("kind", "message", "hint", "detail"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return _died(name, child)
    if kind == "MemoryError":
        return _too_much_memory(name)
    if kind in ERRORS:
        return ERRORS[kind](message, hint=hint, detail=detail)
    return _gave_up(name, detail)


def _died(name: str, child: _Child) -> AnnotatorError:
    """Return what to say of a child that ended without an answer."""
    status = child.status
    if status is not None and -status == getattr(signal, "SIGXCPU", None):
        return _too_long(name)
    said = child.said()
    if "MemoryError" in said or "bad_alloc" in said or (status is not None and -status == signal.SIGKILL):
        return _too_much_memory(name)
    return _gave_up(name, f"exit status {status}\n{said}")


def _too_long(name: str) -> ImportFailed:
    return ImportFailed(
        tr("“{name}” took longer than {n} seconds to read and was given up.", name=name, n=TIME_S),
        hint=tr("It may be damaged; open it in the program it came from and save it as text or Word."),
    )


def _too_much_memory(name: str) -> ImportFailed:
    return ImportFailed(
        tr("“{name}” needs more memory to be read than any article should.", name=name),
        hint=tr("It may be damaged or harmful; if you trust it, save it as text or Word first."),
    )


def _gave_up(name: str, detail: str) -> ImportFailed:
    return ImportFailed(
        tr("“{name}” is damaged or of a kind that cannot be read.", name=name),
        hint=tr("Open it in the program it came from and save it again, as Word, PDF or text."),
        detail=detail,
    )


class _Child:
    """One child process, with a thread for each of its three pipes."""

    def __init__(self, order: bytes, data: bytes) -> None:
        root = str(Path(annotator.__file__).resolve().parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "annotator.importers.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
            start_new_session=os.name == "posix",  # so that what it starts can be stopped with it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._answer = bytearray()
        self._said = bytearray()
        self._too_long = threading.Event()
        self._threads = [
            threading.Thread(target=self._send, args=(order, data), daemon=True),
            threading.Thread(
                target=self._collect, args=(self._process.stdout, self._answer, MAX_ANSWER), daemon=True
            ),
            threading.Thread(
                target=self._collect, args=(self._process.stderr, self._said, 1 << 20), daemon=True
            ),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def status(self) -> int | None:
        return self._process.returncode

    def wait(self, cancelled: Callable[[], bool] | None, name: str) -> None:
        """Return when the child has ended; Cancelled or ImportFailed when it must not go on."""
        deadline = time.monotonic() + TIME_S
        while self._threads[1].is_alive():
            self._threads[1].join(_POLL_S)
            if cancelled is not None and cancelled():
                raise Cancelled(tr("Opening “{name}” was cancelled.", name=name))
            if time.monotonic() > deadline:
                raise _too_long(name)
            if self._too_long.is_set():
                raise _too_much_memory(name)
        while not self._has_ended():
            if time.monotonic() > deadline:
                raise _too_long(name)
            time.sleep(_POLL_S / 10)

    def stop(self) -> None:
        """End the child and all it started, and its pipes."""
        # while it is not reaped, its number cannot be another process's
        if os.name == "posix" and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join(timeout=1)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent any more cannot be flushed
                    pipe.close()

    def _has_ended(self) -> bool:
        if hasattr(os, "waitid"):
            look = os.WEXITED | os.WNOWAIT | os.WNOHANG
            return os.waitid(os.P_PID, self._process.pid, look) is not None
        return self._process.poll() is not None

    def answer(self) -> bytes:
        return bytes(self._answer).rstrip(b"\n")

    def said(self) -> str:
        return self._said.decode("utf-8", "replace")[-_SAID:]

    def _send(self, order: bytes, data: bytes) -> None:
        pipe: Any = self._process.stdin
        # a child that ended early has said why
        with contextlib.suppress(OSError):
            pipe.write(order)
            pipe.write(data)
            pipe.close()

    def _collect(self, pipe: IO[bytes], into: bytearray, most: int) -> None:
        while chunk := os.read(pipe.fileno(), 1 << 18):
            if len(into) + len(chunk) <= most:
                into += chunk
            elif into is self._answer:
                self._too_long.set()
                return
