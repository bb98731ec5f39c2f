"""Annotations and their evidence as rows of the library, and back: 10,000 of them in a few frames."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import Any, TypeVar, cast

from annotator.model.annotation import Annotation, Attribution, Kind, Origin, Reply, Risk, Status, Strength
from annotator.model.person import Person
from annotator.model.selectors import Quote, Target
from annotator.model.source import Evidence, Stance
from annotator.model.span import Span
from annotator.storage.rows import Row, day_text, json_text, seal

T = TypeVar("T")

PLAIN_COLUMNS = (
    *("version", "start", '"end"', "exact", "prefix", "suffix", "kind", "tag", "status"),
    *("creator", "initials", "created", "modified"),
)
"""What every mark has. Each column costs a millisecond for 10,000 marks, hence the two halves."""

MORE_COLUMNS = (
    *("risks", "speaker", "role", "strength", "reason", "direct", "note", "rationale", "rewording"),
    *("question", "answer", "tally", "replies", "resolved", "origin", "evidence"),
)
"""What only some marks have: those with `more = 1`."""

ANNOTATION_COLUMNS = ("id", "article", *PLAIN_COLUMNS, "more", *MORE_COLUMNS)
EVIDENCE_COLUMNS = ("annotation", "place", "source", "locator", "stance", "method", '"by"', '"on"')


def annotation_row(annotation: Annotation) -> Row:
    """Return the values of `ANNOTATION_COLUMNS`."""
    target, person, said = annotation.target, annotation.creator, annotation.attribution
    span, quote = target.position, target.quote
    more = (
        " ".join(sorted(risk.value for risk in annotation.risks)) if annotation.risks else "",
        said.speaker,
        said.role,
        said.strength.value,
        said.reason,
        None if said.direct is None else int(said.direct),
        annotation.note,
        annotation.rationale,
        annotation.rewording,
        annotation.question,
        annotation.answer,
        json_text(annotation.tally) if annotation.tally else "",
        _replies_text(annotation.replies) if annotation.replies else "",
        int(annotation.resolved),
        annotation.origin.value,
        len(annotation.evidence),
    )
    return (
        annotation.id,
        annotation.article,
        target.version,
        None if span is None else span.start,
        None if span is None else span.end,
        quote.exact,
        quote.prefix,
        quote.suffix,
        annotation.kind.value,
        annotation.tag or None,
        annotation.status.value,
        person.name,
        person.initials,
        annotation.created.isoformat(),
        annotation.modified.isoformat(),
        int(more != _NOTHING_MORE),
        *more,
    )


_NOTHING_MORE = ("", "", "", "", "", None, "", "", "", "", "", "", "", 0, Origin.HAND.value, 0)


def evidence_rows(annotation: Annotation) -> list[Row]:
    """Return the values of `EVIDENCE_COLUMNS` for each piece of evidence."""
    return [(annotation.id, place, *_proof(item)) for place, item in enumerate(annotation.evidence)]


def annotation_seal(row: Row, evidence: Iterable[Evidence]) -> int:
    """Return the seal of a row of `ANNOTATION_COLUMNS` and of its evidence."""
    return seal((*row, *map(_proof, evidence)))


def _proof(item: Evidence) -> Row:
    return (item.source, item.locator, item.stance.value, item.method, item.by, day_text(item.on))


def annotations_of_rows(
    article: str, rows: Sequence[Row], more: Mapping[str, Row], evidence: Mapping[str, list[Evidence]]
) -> list[Annotation]:
    """Return the marks of rows of id and `PLAIN_COLUMNS`.

    Args:
        article: the one all of them are in.
        rows: in any order, which is kept.
        more: `MORE_COLUMNS` by id, of the marks that have more.
        evidence: by id, of the marks that have evidence.
    """
    if not rows:
        return []
    count = len(rows)
    shared: dict[str, str] = {}  # one string for the same words in 10,000 marks
    ids, versions, starts, ends, exact, prefix, suffix, kinds, tags, statuses, *rest = zip(*rows, strict=True)
    creators, initials, created, modified = rest
    persons = {pair: Person(*pair) for pair in set(zip(creators, initials, strict=True))}
    spans: list[Span | None] = list(_make(Span, count, start=starts, end=ends))
    if None in starts:
        spans = [None if start is None else span for start, span in zip(starts, spans, strict=True)]
    targets = _make(
        Target,
        count,
        version=[shared.setdefault(version, version) for version in versions],
        position=spans,
        quote=_make(Quote, count, exact=exact, prefix=prefix, suffix=suffix),
    )
    return _make(
        Annotation,
        count,
        id=ids,
        article=repeat(article),
        target=targets,
        kind=map(_KINDS.__getitem__, kinds),
        tag=["" if tag is None else shared.setdefault(tag, tag) for tag in tags],
        status=map(_STATUSES.__getitem__, statuses),
        creator=map(persons.__getitem__, zip(creators, initials, strict=True)),
        created=map(datetime.fromisoformat, created),
        modified=map(datetime.fromisoformat, modified),
        **_more_columns(ids, more, evidence),
    )


def _make(of: type[T], count: int, /, **columns: Iterable[Any]) -> list[T]:
    """Return `count` frozen values from whole columns of their fields; every field must be named.

    The constructors of frozen dataclasses take 4 µs for an annotation, filling their slots column by column
    less than half. What the constructors would check was checked when the value was first made.
    """
    made = list(map(cast("Callable[[type[T]], T]", object.__new__), repeat(of, count)))
    for name, values in columns.items():
        deque(map(getattr(of, name).__set__, made, values), maxlen=0)
    return made


def _more_columns(
    ids: Sequence[str], more: Mapping[str, Row], evidence: Mapping[str, list[Evidence]]
) -> Mapping[str, Iterable[Any]]:
    if not more:
        return {name: repeat(value) for name, value in _DEFAULTS.items()}
    columns: dict[str, list[Any]] = {name: [value] * len(ids) for name, value in _DEFAULTS.items()}
    for place, key in enumerate(ids):
        if (row := more.get(key)) is not None:
            for name, value in _more_fields(row, evidence.get(key, ())).items():
                columns[name][place] = value
    return columns


def _more_fields(row: Row, evidence: Iterable[Evidence]) -> dict[str, Any]:
    risks, speaker, role, strength, reason, direct, *texts, tally, replies, resolved, origin, _ = row
    note, rationale, rewording, question, answer = texts
    return {
        "risks": frozenset(map(Risk, risks.split())) if risks else frozenset(),
        "attribution": Attribution(
            speaker, role, _STRENGTHS[strength], reason, None if direct is None else bool(direct)
        ),
        "evidence": tuple(evidence),
        "note": note,
        "rationale": rationale,
        "rewording": rewording,
        "question": question,
        "answer": answer,
        "tally": tuple((tag, hands) for tag, hands in json.loads(tally)) if tally else (),
        "replies": tuple(map(_reply, json.loads(replies))) if replies else (),
        "resolved": bool(resolved),
        "origin": _ORIGINS[origin],
    }


_KINDS = {item.value: item for item in Kind}
_STATUSES = {item.value: item for item in Status}
_STRENGTHS = {item.value: item for item in Strength}
_ORIGINS = {item.value: item for item in Origin}
_DEFAULTS = _more_fields(_NOTHING_MORE, ())


def evidence_of_rows(rows: Iterable[Row]) -> dict[str, list[Evidence]]:
    """Return the evidence of rows of `EVIDENCE_COLUMNS`, which are in order, by the id of its mark."""
    found: dict[str, list[Evidence]] = {}
    for annotation, _, source, locator, stance, method, by, on in rows:
        item = Evidence(source, locator, Stance(stance), method, by, date.fromisoformat(on) if on else None)
        found.setdefault(annotation, []).append(item)
    return found


def _replies_text(replies: Iterable[Reply]) -> str:
    return json_text([(item.author, item.text, item.at.isoformat() if item.at else None) for item in replies])


def _reply(values: Sequence[Any]) -> Reply:
    author, text, at = values
    return Reply(author, text, datetime.fromisoformat(at) if at else None)
