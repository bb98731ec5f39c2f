"""A library under fire: acts from standard input, each acknowledged once it cannot be lost any more.

`python -m annotator.crashtest LIBRARY` reads one JSON act per line and answers each with `{"ack": n}` after
it is durable; a harness kills the process at any moment and compares. `--dump` prints what the library holds,
one JSON object per mark. Both go through the same `Library` as the window.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from annotator.errors import AnnotatorError, NotFound
from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Version
from annotator.model.block import Block
from annotator.model.ids import new_id
from annotator.model.records import Record
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.storage import Content, Library
from annotator.translate import tr

TEXT_LENGTH = 10_000
"""Characters of a document that an act names for the first time, unless the act needs more."""


LONGEST_TEXT = 10_000_000

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class BadAct(AnnotatorError):
    """A line that is not an act of the protocol, or one that the library cannot do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the acts of standard input, or dump the library; 0 when all was done, 1 with a sentence if not."""
    parser = argparse.ArgumentParser(prog="python -m annotator.crashtest", description=__doc__)
    parser.add_argument("library", type=Path, help="the library file; made if it is missing")
    parser.add_argument("--dump", action="store_true", help="print the marks instead of reading acts")
    asked = parser.parse_args(arguments)
    try:
        with Library.open(asked.library, create=not asked.dump) as library:
            if asked.dump:
                dump(library, sys.stdout)
            else:
                run(library, sys.stdin.buffer, sys.stdout)
    except AnnotatorError as error:
        sys.stderr.write(f"{error} {error.hint}".strip() + "\n")
        return 1
    except BrokenPipeError:  # nobody listens any more; the interpreter would complain once again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def run(library: Library, lines: Iterable[bytes], out: TextIO) -> None:
    """Do the act of each line and acknowledge it on `out`; stop with an error at the first that fails."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            act = read_act(line, number)
            _OPERATIONS[act["op"]](library, act)
            out.write(json.dumps({"ack": act["n"]}) + "\n")
            out.flush()


def dump(library: Library, out: TextIO) -> None:
    """Print every mark as a JSON object: id, doc, start, end, quote, tag, note."""
    for summary in library.articles():
        for mark in library.annotations(summary.article.id):
            span = mark.span
            values = {
                "id": mark.id,
                "doc": mark.article,
                "start": span.start if span else None,
                "end": span.end if span else None,
                "quote": mark.exact,
                "tag": mark.tag,
                "note": mark.note,
            }
            out.write(json.dumps(values) + "\n")


_FIELDS: dict[str, dict[str, type]] = {
    "add": {"id": str, "doc": str, "start": int, "end": int, "quote": str, "tag": str, "note": str},
    "retag": {"id": str, "tag": str},
    "note": {"id": str, "note": str},
    "delete": {"id": str},
}


def read_act(line: bytes, number: int) -> dict[str, Any]:
    """Return the act of a line with every field its operation needs; `BadAct` if there is none."""
    try:
        parsed = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad(number, tr("it is not JSON"), str(error)) from error
    act: dict[str, Any] = parsed if isinstance(parsed, dict) else {}
    operation = act.get("op")
    if not isinstance(operation, str) or operation not in _FIELDS:
        raise _bad(number, tr("its “op” is not add, retag, note or delete"))
    for name, kind in {"n": int, **_FIELDS[operation]}.items():
        value = act.get(name, "" if name == "note" and operation == "add" else None)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise _bad(number, tr("its “{field}” is missing or of the wrong kind", field=name))
        if isinstance(value, str) and _LONE_SURROGATE.search(value):
            raise _bad(number, tr("its “{field}” holds half a character", field=name))
        act[name] = value
    if operation == "add" and not 0 <= act["start"] < act["end"] <= LONGEST_TEXT:
        raise _bad(number, tr("its “start” and “end” are no passage of a text"))
    return act


def _bad(number: int, reason: str, detail: str = "") -> BadAct:
    return BadAct(
        tr("Line {number} is not an act: {reason}.", number=number, reason=reason),
        hint=tr("All acts before it were done."),
        detail=detail,
    )


def _add(library: Library, act: dict[str, Any]) -> None:
    article, contents = _document(library, act["doc"], act["end"])
    now = datetime.now(UTC)
    mark = Annotation(
        id=act["id"],
        article=act["doc"],
        target=Target(article.version, Span(act["start"], act["end"]), Quote(act["quote"])),
        tag=act["tag"],
        note=act["note"],
        created=now,
        modified=now,
    )
    if (there := _mark(library, act["id"])) is not None:
        if there.with_(created=now, modified=now) == mark:
            return  # it was done before the process was killed, and not acknowledged
        raise BadAct(tr("There is already another mark “{id}”.", id=act["id"]))
    before: list[Record] = []
    after: list[Record] = [*_new_tag(library, act["tag"]), mark]
    if contents:
        before += filter(None, [library.article(act["doc"])])
        after.append(article)
    library.apply(Change(tr("Mark"), tuple(before), tuple(after), article=act["doc"]), contents)


def _retag(library: Library, act: dict[str, Any]) -> None:
    mark = library.annotation(act["id"])
    after: list[Record] = [mark.with_(tag=act["tag"], modified=datetime.now(UTC))]
    after += _new_tag(library, act["tag"])
    library.apply(Change(tr("Change tag"), (mark,), tuple(after), article=mark.article))


def _note(library: Library, act: dict[str, Any]) -> None:
    mark = library.annotation(act["id"])
    after = mark.with_(note=act["note"], modified=datetime.now(UTC))
    library.apply(Change(tr("Edit note"), (mark,), (after,), article=mark.article, merge=f"note:{mark.id}"))


def _delete(library: Library, act: dict[str, Any]) -> None:
    if (mark := _mark(library, act["id"])) is not None:
        library.apply(Change(tr("Delete mark"), (mark,), article=mark.article))


_OPERATIONS: dict[str, Callable[[Library, dict[str, Any]], None]] = {
    "add": _add,
    "retag": _retag,
    "note": _note,
    "delete": _delete,
}


def _mark(library: Library, key: str) -> Annotation | None:
    try:
        return library.annotation(key)
    except NotFound:
        return None


def _document(library: Library, doc: str, length: int) -> tuple[Article, tuple[Content, ...]]:
    """Return the article `doc` with a text of at least `length` characters, and what is new in that text."""
    article = library.article(doc) or Article(doc, doc, "", created=datetime.now(UTC))
    number = 1
    if article.version:
        current = library.version(article.version)
        if len(current.text) >= length:
            return article, ()
        number = current.number + 1
    line = "A line of the text under test.\n"
    text = line * (max(length, TEXT_LENGTH) // len(line) + 1)
    version = Version(new_id(), doc, number, text, (Block(0, len(text)),), imported=datetime.now(UTC))
    return replace(article, version=version.id), (Content(version),)


def _new_tag(library: Library, tag: str) -> tuple[Tag, ...]:
    known = library.tags()
    if not tag or any(item.id == tag for item in known):
        return ()
    return (Tag(id=tag, name=tag, letter=tag[:1].upper(), position=len(known)),)


if __name__ == "__main__":
    sys.exit(main())
