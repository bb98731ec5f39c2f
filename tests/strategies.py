"""Arbitrary values of the model, for round trips."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from annotator.model.annotation import (
    Annotation,
    Attribution,
    Kind,
    Origin,
    Reply,
    Risk,
    Status,
    Strength,
)
from annotator.model.person import Person
from annotator.model.selectors import Quote, Target
from annotator.model.source import Evidence, Source, SourceKind, Stance
from annotator.model.span import Span

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone
days = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))
ids = st.uuids().map(lambda value: value.hex)
spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 10**6), st.integers(1, 500)
)
quotes = st.builds(Quote, words, words, words)
targets = st.builds(Target, ids, st.none() | spans, quotes)
evidence = st.builds(Evidence, ids, words, st.sampled_from(Stance), words, words, days)
attributions = st.builds(
    Attribution, words, words, st.sampled_from(Strength), words, st.none() | st.booleans()
)
annotations = st.builds(
    Annotation,
    id=ids,
    article=ids,
    target=targets,
    kind=st.sampled_from(Kind),
    tag=words,
    status=st.sampled_from(Status),
    risks=st.frozensets(st.sampled_from(Risk)),
    attribution=attributions,
    evidence=st.lists(evidence, max_size=3).map(tuple),
    note=words,
    rationale=words,
    rewording=words,
    question=words,
    answer=words,
    tally=st.lists(st.tuples(ids, st.integers(0, 40)), max_size=3).map(tuple),
    replies=st.lists(st.builds(Reply, words, words, st.none() | moments), max_size=3).map(tuple),
    resolved=st.booleans(),
    origin=st.sampled_from(Origin),
    creator=st.builds(Person, words, words),
    created=moments,
    modified=moments,
)
sources = st.builds(
    Source, ids, words, st.sampled_from(SourceKind), st.booleans(), words, words, words, days, words
)
