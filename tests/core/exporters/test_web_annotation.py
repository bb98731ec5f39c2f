"""W3C Web Annotation JSON-LD, as we write it and as we read it back."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from factories import article_of, version_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import annotations, sources

from annotator.errors import ExportFailed
from annotator.exporters import KINDS, write
from annotator.exporters.web_annotation import page, parse
from annotator.exporters.web_annotation_bodies import plain
from annotator.model.annotation import Annotation
from annotator.model.dossier import Dossier
from annotator.model.records import from_json, to_json
from annotator.model.tag import NEWSROOM, Tag

MOTIVES = {
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
}
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9%/?#@!$&'()*+,;=:._~-]+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def check(item):
    """Check what sections 3 and 4 of the model demand of one Annotation."""
    context = item["@context"]
    assert context == "http://www.w3.org/ns/anno.jsonld" or context[0] == "http://www.w3.org/ns/anno.jsonld"
    assert item["type"] == "Annotation"
    assert URI.fullmatch(item["id"])
    assert item["motivation"] in MOTIVES
    for key in ("created", "modified"):
        assert key not in item or MOMENT.fullmatch(item[key])
    assert not {"body", "bodyValue"} <= set(item)
    for body in item["body"]:
        assert body["purpose"] in MOTIVES
        if body["type"] == "TextualBody":
            assert isinstance(body["value"], str)
            assert not {"source", "items", "id"} & set(body)
        else:
            assert body["type"] == "SpecificResource"
            assert URI.fullmatch(body["source"])
            assert not {"value", "items"} & set(body)
    target = item["target"]
    assert URI.fullmatch(target["source"])
    kinds = [selector["type"] for selector in target["selector"]]
    assert kinds in (["TextPositionSelector", "TextQuoteSelector"], ["TextQuoteSelector"])
    for selector in target["selector"]:
        if selector["type"] == "TextPositionSelector":
            assert isinstance(selector["start"], int)
            assert 0 <= selector["start"] < selector["end"]
        else:
            assert all(isinstance(selector[key], str) for key in set(selector) - {"type"})


def test_positions_are_code_points_and_quotes_are_the_words(bridge):
    items = page(bridge)["items"]
    for item, annotation in zip(items, bridge.annotations, strict=True):
        check(item)
        quote = item["target"]["selector"][-1]
        assert quote["exact"] == annotation.exact
        if not annotation.is_orphan:
            position = item["target"]["selector"][0]
            assert bridge.version.text[position["start"] : position["end"]] == annotation.exact


def test_an_orphan_has_only_its_quote(bridge):
    lost = page(bridge)["items"][-1]
    assert [selector["type"] for selector in lost["target"]["selector"]] == ["TextQuoteSelector"]


def test_the_page_says_whose_annotations_they_are_and_how_many(bridge):
    shown = page(bridge)
    assert shown["type"] == "AnnotationPage"
    assert shown["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert shown["partOf"]["label"] == bridge.article.title
    assert shown["partOf"]["total"] == len(shown["items"]) == 8
    assert [from_json(Tag, tag) for tag in shown["claimlight:tags"]] == list(bridge.tags)


def test_each_axis_is_a_body_with_the_purpose_the_standard_has_for_it(bridge):
    by_purpose = {}
    for item in page(bridge)["items"]:
        for body in item["body"]:
            by_purpose.setdefault(body["purpose"], []).append(body.get("value", body.get("source")))
    assert by_purpose["classifying"].count("quote") == 1
    assert "Contested" in by_purpose["tagging"]
    assert "verified" in by_purpose["assessing"]
    assert "legal" in by_purpose["assessing"]
    assert "See the minutes." in by_purpose["commenting"]
    assert by_purpose["identifying"] == ["Ruth Okonedo, archivist"]
    assert by_purpose["linking"] == ["https://example.org/minutes?year=1931&page=4"]
    assert by_purpose["editing"] == ["stood beside closing shops"]
    assert by_purpose["questioning"] == ["Who says so?"]
    assert by_purpose["replying"] == ["I have called her."]


def test_what_was_written_is_read_back_whole(bridge):
    for annotation, read in zip(bridge.annotations, parse(page(bridge)), strict=True):
        again = replace(read.annotation, article=annotation.article, target=replace(annotation.target))
        assert again == annotation
        assert (read.position, read.quote) == (annotation.span, annotation.target.quote)
        assert read.id == annotation.id
        assert read.tag_id == annotation.tag
        assert {source.id for source in read.sources} == {item.source for item in annotation.evidence}


def cleaned(annotation):
    """Return it as a reader has it who keeps out what no document can hold."""

    def clean(value):
        if isinstance(value, dict):
            return {key: clean(item) for key, item in value.items()}
        if isinstance(value, list):
            return [clean(item) for item in value]
        return plain(value) if isinstance(value, str) else value

    return from_json(Annotation, clean(to_json(annotation)))


@given(st.lists(annotations, max_size=3, unique_by=lambda item: item.id), st.lists(sources, max_size=3))
def test_nothing_that_can_be_said_is_lost_on_the_way_through_json(marks, known):
    version = version_of("text")
    known = tuple({source.id: source for source in known}.values())
    dossier = Dossier(article_of(version), version, tuple(marks), NEWSROOM, known)
    shown = json.loads(json.dumps(page(dossier)))
    for item in shown["items"]:
        check(item)
    for annotation, read in zip(dossier.annotations, parse(shown), strict=True):
        wanted = cleaned(annotation)
        # an empty body says nothing, and so a tag of control characters only is none
        again = replace(read.annotation, article=wanted.article, target=wanted.target)
        assert again == wanted
        assert (read.position, read.quote) == (annotation.span, wanted.target.quote)


def test_the_file_is_utf8_json_and_the_same_each_time(bridge, tmp_path):
    broken = replace(bridge.annotations[0], note="half \ud83d")
    dossier = replace(bridge, annotations=(broken, *bridge.annotations[1:]))
    line = write(dossier, tmp_path / "marks.jsonld", "jsonld")
    assert line == "Written: 8 annotations."
    text = (tmp_path / "marks.jsonld").read_text(encoding="utf-8")
    assert len(parse(json.loads(text))) == 8
    write(dossier, tmp_path / "again.jsonld", "jsonld")
    assert (tmp_path / "again.jsonld").read_text(encoding="utf-8") == text


def test_every_kind_of_export_can_be_written_and_others_are_refused_by_name(bridge, tmp_path):
    for kind in KINDS:
        assert write(bridge, tmp_path / kind, kind)
        assert (tmp_path / kind).stat().st_size > 0
    with pytest.raises(ExportFailed, match="no kind of document called “poem”") as failure:
        write(bridge, tmp_path / "poem", "poem")
    assert "annotated-copy" in failure.value.hint
