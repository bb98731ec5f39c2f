"""Annotations as other tools write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ImportFailed
from annotator.exporters.web_annotation import parse
from annotator.model.annotation import Kind, Origin, Status
from annotator.model.person import Person
from annotator.model.selectors import Quote
from annotator.model.span import Span

QUOTE = {"type": "TextQuoteSelector", "exact": "opened in 1931", "prefix": "was ", "suffix": "."}
POSITION = {"type": "TextPositionSelector", "start": 15, "end": 29}


def annotation(selector=None, **fields):
    return {
        "type": "Annotation",
        "target": {"source": "x:y", "selector": selector or [POSITION, QUOTE]},
    } | fields


def one(**fields):
    (found,) = parse(annotation(**fields))
    return found


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda item: item,
        lambda item: [item],
        lambda item: {"type": "AnnotationPage", "items": [item]},
        lambda item: {"type": "AnnotationPage", "items": item},
        lambda item: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [item]}},
        lambda item: {"@graph": [item]},
        lambda item: {"total": 1, "rows": [item]},
    ],
)
def test_a_page_a_collection_a_list_and_a_single_one_are_all_read(wrapped):
    (found,) = parse(wrapped(annotation(bodyValue="A note.")))
    assert (found.note, found.position, found.quote) == (
        "A note.",
        Span(15, 29),
        Quote("opened in 1931", "was ", "."),
    )
    assert found.annotation.origin is Origin.IMPORTED


@pytest.mark.parametrize(
    ("selector", "position", "exact"),
    [
        (QUOTE, None, "opened in 1931"),
        (POSITION, Span(15, 29), ""),
        ([QUOTE, POSITION], Span(15, 29), "opened in 1931"),
        ({"type": "Choice", "items": [POSITION, QUOTE]}, Span(15, 29), "opened in 1931"),
        ({"type": "FragmentSelector", "value": "char=15,29"}, Span(15, 29), ""),
        ({"type": "XPathSelector", "value": "/p", "refinedBy": QUOTE}, None, "opened in 1931"),
        ({"type": "XPathSelector", "value": "/p", "refinedBy": POSITION}, None, ""),
        (QUOTE | {"refinedBy": {"type": "TextPositionSelector", "start": 10, "end": 14}}, None, "1931"),
        (
            POSITION | {"refinedBy": {"type": "TextPositionSelector", "start": 10, "end": 14}},
            Span(25, 29),
            "",
        ),
        (QUOTE | {"refinedBy": {"type": "TextQuoteSelector", "exact": "1931"}}, None, "1931"),
        (
            {"type": "RangeSelector", "startSelector": POSITION, "endSelector": {"start": 40}},
            Span(15, 40),
            "",
        ),
        ({"@type": "oa:TextQuoteSelector", "exact": "1931"}, None, "1931"),
        ({"type": "TextPositionSelector", "start": 15.0, "end": 29.0}, Span(15, 29), ""),
        ({"type": "TextPositionSelector", "start": 29, "end": 15}, None, ""),
        ({"type": "TextPositionSelector", "start": "15", "end": True}, None, ""),
        ({"type": "TextPositionSelector", "start": -1, "end": 5}, None, ""),
        ({"type": "SvgSelector", "value": "<svg/>"}, None, ""),
        (None, Span(15, 29), "opened in 1931"),
    ],
)
def test_selectors_of_every_sort_give_what_they_can(selector, position, exact):
    (found,) = parse(annotation(selector))
    assert (found.position, found.quote.exact) == (position, exact)


def test_a_refined_quote_keeps_the_words_around_it():
    inner = {"type": "TextPositionSelector", "start": 10, "end": 14}
    (found,) = parse(annotation(QUOTE | {"refinedBy": inner}))
    assert found.quote == Quote("1931", "was opened in ", ".")


def test_of_two_targets_the_first_is_the_passage():
    other = {"source": "x:z", "selector": {"type": "TextQuoteSelector", "exact": "other"}}
    (found,) = parse({"type": "Annotation", "target": [{"source": "x:y", "selector": QUOTE}, other]})
    assert found.quote.exact == "opened in 1931"


@pytest.mark.parametrize("target", ["https://example.org", None, 7, [], {}, {"source": "x:y"}])
def test_an_annotation_of_a_whole_page_has_no_place(target):
    (found,) = parse({"type": "Annotation", "target": target, "bodyValue": "Well."})
    assert (found.position, found.quote, found.note) == (None, Quote(""), "Well.")


@pytest.mark.parametrize(
    ("fields", "note", "tag"),
    [
        ({"body": {"type": "TextualBody", "value": "A note."}}, "A note.", ""),
        ({"body": {"value": "fact", "purpose": "tagging"}}, "", "fact"),
        ({"body": [{"value": "fact", "purpose": ["tagging"]}, {"value": "A note."}]}, "A note.", "fact"),
        ({"motivation": "tagging", "bodyValue": "fact"}, "", "fact"),
        ({"body": {"type": "Choice", "items": [{"value": "Ja."}, {"value": "Yes."}]}}, "Ja.", ""),
        ({"body": {"type": "List", "items": [{"value": "One."}, {"value": "Two."}]}}, "One.\n\nTwo.", ""),
        (
            {
                "body": {
                    "type": "SpecificResource",
                    "purpose": "tagging",
                    "source": "http://v.org/tags#Opinion",
                }
            },
            "",
            "Opinion",
        ),
        ({"body": {"purpose": "commenting", "source": {"type": "TextualBody", "value": "In."}}}, "In.", ""),
        ({"body": {"value": "<p>A &amp; B<br>C</p>", "format": "text/html"}}, "A & B\nC", ""),
        ({"text": "A note.", "tags": ["fact", "later"]}, "A note.\n\nAlso tagged: later", "fact"),
        ({"body": {"@type": "cnt:ContentAsText", "chars": "Old."}}, "Old.", ""),
        ({"body": {"value": "line\r\nend\x00"}}, "line\nend", ""),
        ({"body": [7, None, {"value": 5}, {"value": "A note."}]}, "A note.", ""),
    ],
)
def test_bodies_of_every_sort_say_what_they_can(fields, note, tag):
    found = one(**fields)
    assert (found.note, found.tag) == (note, tag)


def test_purposes_become_our_axes():
    found = one(
        body=[
            {"value": "quote", "purpose": "classifying"},
            {"value": "Disputed", "purpose": "assessing"},
            {"value": "legal", "purpose": "assessing"},
            {"value": "Ana Ruiz", "purpose": "identifying"},
            {"value": "was open", "purpose": "editing"},
            {"value": "When?", "purpose": "questioning"},
            "https://example.org/minutes",
        ]
    ).annotation
    assert (found.kind, found.status) == (Kind.QUOTE, Status.DISPUTED)
    assert {risk.value for risk in found.risks} == {"legal"}
    assert (found.attribution.speaker, found.rewording, found.question) == ("Ana Ruiz", "was open", "When?")
    assert len(found.evidence) == 1


def test_a_link_becomes_a_source_of_its_own():
    found = one(body="https://example.org/minutes")
    (source,) = found.sources
    assert source.url == "https://example.org/minutes"
    assert found.annotation.evidence[0].source == source.id
    assert one(body="https://example.org/minutes").sources == found.sources
    assert one(body="javascript:alert(1)").note == "javascript:alert(1)"


@pytest.mark.parametrize(
    ("creator", "person"),
    [
        ({"name": "Tom Berg"}, Person("Tom Berg", "TB")),
        ({"name": "Tom Berg", "nickname": "tb"}, Person("Tom Berg", "tb")),
        ({"nickname": "tom"}, Person("tom", "T")),
        ([{"name": "Tom Berg"}, {"name": "Ana"}], Person("Tom Berg", "TB")),
        ("https://example.org/people/tom", Person("tom", "T")),
        (None, Person()),
        (7, Person()),
        ([], Person()),
    ],
)
def test_people_are_known_by_whatever_names_them(creator, person):
    assert one(creator=creator).annotation.creator == person


def test_times_are_utc():
    found = one(created="2026-05-14T14:00:00+02:00", modified="not a time").annotation
    assert found.created == found.modified == datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("uri", "id_"),
    [
        ("urn:uuid:0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789abcdef"),
        ("urn:uuid:01234567-89ab-cdef-0123-456789abcdef", "0123456789abcdef0123456789abcdef"),
        ("urn:claimlight:annotation:a%201", "a 1"),
        ("https://hypothes.is/a/xyz", ""),
        (None, ""),
    ],
)
def test_ids_that_can_be_ours_are(uri, id_):
    assert one(id=uri).id == id_


@pytest.mark.parametrize(
    "data", [{"type": "AnnotationPage", "items": []}, [], {"type": "AnnotationCollection", "total": 0}]
)
def test_an_empty_page_holds_none(data):
    assert parse(data) == []


@pytest.mark.parametrize(
    "data", [None, 7, "text", {}, {"type": "Feature"}, [1, 2], {"items": [{"a": 1}]}, [[]] * 3]
)
def test_json_that_is_something_else_is_one_sentence_and_a_hint(data):
    with pytest.raises(ImportFailed) as failure:
        parse(data)
    assert failure.value.hint


def test_a_collection_that_only_names_its_page_says_so():
    with pytest.raises(ImportFailed, match="somewhere else"):
        parse({"type": "AnnotationCollection", "first": "https://example.org/page1"})


def test_nonsense_in_our_own_fields_counts_for_nothing():
    found = one(
        **{
            "claimlight:more": {"tally": "x", "origin": 5},
            "body": [
                {
                    "type": "SpecificResource",
                    "purpose": "linking",
                    "source": "https://e.org",
                    "claimlight:evidence": {"stance": 7},
                },
                {
                    "purpose": "identifying",
                    "value": "Ana",
                    "claimlight:attribution": {"direct": "no", "strength": "x"},
                },
            ],
        }
    )
    assert found.annotation.attribution.speaker == "Ana"
    assert len(found.annotation.evidence) == 1


def test_what_lies_too_deep_is_left_out_and_nothing_hangs():
    selector = QUOTE
    for _ in range(2000):
        selector = {"type": "XPathSelector", "refinedBy": selector}
    (found,) = parse(annotation(selector))
    assert found.quote == Quote("")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "target",
                    "body",
                    "items",
                    "selector",
                    "source",
                    "id",
                    "value",
                    "purpose",
                    "exact",
                    "start",
                    "end",
                    "refinedBy",
                    "creator",
                    "name",
                    "created",
                    "first",
                    "motivation",
                    "bodyValue",
                    "tags",
                    "text",
                    "claimlight:more",
                    "claimlight:evidence",
                    "claimlight:source",
                    "claimlight:attribution",
                    "tally",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(json_values)
def test_whatever_the_json_holds_it_is_read_or_refused_in_a_sentence(data):
    try:
        found = parse(data)
    except ImportFailed:
        return
    assert all(isinstance(item.quote, Quote) for item in found)
