"""The process that reads one foreign file: it sets its own limits, reads, answers in JSON, and ends.

The first line on standard input is a request, the file's bytes follow. The one line on standard output is
`{"article": …}` or `{"error": …}`. Nothing here imports Qt, and no library gets to the network.
"""

from __future__ import annotations

import json
import os
import sys
from typing import IO, Any

from annotator.errors import AnnotatorError, Cancelled, ImportFailed, NotFound
from annotator.importers.options import ImportOptions, PasswordNeeded
from annotator.model.records import from_json
from annotator.translate import use_language

ERRORS: dict[str, type[AnnotatorError]] = {
    kind.__name__: kind for kind in (AnnotatorError, Cancelled, ImportFailed, NotFound, PasswordNeeded)
}
"""The errors that keep their class on the way to the parent; others of the family become `ImportFailed`."""

_DETAIL = 4000  # characters of a traceback worth sending


def serve(request: IO[bytes], answer: IO[bytes]) -> None:
    """Read one request, answer it, return. Whatever goes wrong in a parser is part of the answer."""
    order = json.loads(request.readline())
    use_language(order["language"])
    limit_resources(order["cpu_s"], order["memory"])
    forbid_network()
    try:
        reply = _read(
            request.read(), order["name"], from_json(ImportOptions, order["options"]), order["task"]
        )
    except AnnotatorError as error:
        reply = error_line(error)
    except MemoryError:
        reply = json.dumps({"error": {"kind": "MemoryError", "message": "", "hint": "", "detail": ""}})
    except Exception as error:  # noqa: BLE001 - a parser failed on a foreign file: its process ends with a sentence
        reply = _broken(error)
    answer.write(reply.encode("ascii") + b"\n")
    answer.flush()


def _read(data: bytes, name: str, options: ImportOptions, task: str) -> str:
    if task == "chapters":
        from annotator.importers.epub import chapters

        return json.dumps({"chapters": chapters(data)})
    from annotator.importers import read
    from annotator.importers.codec import encode

    return f'{{"article":{encode(read(data, name, options))}}}'


def error_line(error: AnnotatorError) -> str:
    """Return an error as the line that tells the parent of it."""
    kind = type(error).__name__
    described = {
        "kind": kind if kind in ERRORS else ImportFailed.__name__,
        "message": str(error),
        "hint": error.hint,
        "detail": error.detail,
    }
    return json.dumps({"error": described})


def _broken(error: Exception) -> str:
    import traceback

    lines = "".join(traceback.format_exception(error))
    return json.dumps({"error": {"kind": "", "message": "", "hint": "", "detail": lines[-_DETAIL:]}})


def limit_resources(cpu_s: int, memory: int) -> None:
    """Set how much processor time and memory this process may use, where the system can do that.

    RLIMIT_DATA, not RLIMIT_AS: PDFium reserves far more address space than it ever uses.
    """
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for limit, value, grace in (
        # at the first limit comes SIGXCPU, which says what it is; the second kills
        (resource.RLIMIT_CPU, cpu_s, 2),
        (resource.RLIMIT_DATA, memory, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, most = resource.getrlimit(limit)
        hard = value + grace if most == resource.RLIM_INFINITY else min(value + grace, most)
        try:
            resource.setrlimit(limit, (min(value, hard), hard))
        except (ValueError, OSError):  # macOS refuses some of them
            continue


def forbid_network() -> None:
    """Make every attempt of any library to use a socket fail, for as long as this process lives."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        del arguments
        if event.startswith("socket.") and event not in ("socket.gethostname", "socket.__new__"):
            raise PermissionError(f"no network while a foreign file is read: {event}")

    sys.addaudithook(watch)


def main() -> None:
    """Serve the one request on standard input."""
    # libraries that print would spoil the answer: what they print goes to standard error
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answer)
    answer.close()
    sys.stderr.flush()
    os._exit(0)  # no time is lost on tearing down large trees


if __name__ == "__main__":
    main()
