"""Values as JSON and back, and the dossier that travels inside our exports."""

from __future__ import annotations

import json

import pytest
from factories import dossier_of, mark_of, version_of
from hypothesis import given
from lxml import etree
from strategies import annotations, sources

from annotator.model.annotation import Annotation, Risk, Status
from annotator.model.exchange import dossier_from_xml, dossier_to_xml
from annotator.model.records import from_json, to_json
from annotator.model.source import Evidence, Source


@given(annotations)
def test_an_annotation_survives_json_with_all_that_was_said(annotation: Annotation):
    assert from_json(Annotation, json.loads(json.dumps(to_json(annotation)))) == annotation


@given(sources)
def test_a_source_survives_json(source: Source):
    assert from_json(Source, json.loads(json.dumps(to_json(source)))) == source


def test_what_was_not_said_is_not_written():
    mark = mark_of(version_of(), "opened in 1931")
    assert set(to_json(mark)) == {"id", "article", "target", "tag", "creator", "created", "modified"}


def test_a_field_of_a_newer_claimlight_is_ignored():
    mark = mark_of(version_of(), "opened in 1931")
    assert from_json(Annotation, to_json(mark) | {"mood": "sunny"}) == mark


@pytest.mark.parametrize(
    "damage", [{"status": "perfect"}, {"note": 3}, {"target": None}, {"created": "noon"}]
)
def test_a_value_that_is_no_annotation_is_refused(damage: dict[str, object]):
    mark = to_json(mark_of(version_of(), "opened in 1931"))
    with pytest.raises(ValueError):
        from_json(Annotation, mark | damage)


@given(annotations)
def test_a_dossier_survives_the_xml_part_whatever_a_note_holds(annotation: Annotation):
    source = Source("s1", "Harbour office")
    dossier = dossier_of(sources=[source])
    said = annotation.with_(
        article=dossier.article.id, evidence=(Evidence("s1"),), note=annotation.note + "]]> & <b> \ud800 \x07"
    )
    dossier = type(dossier)(dossier.article, dossier.version, (said,), dossier.tags, dossier.sources)
    again = dossier_from_xml(etree.fromstring(dossier_to_xml(dossier, "report")))
    assert again == dossier


def test_the_part_of_a_newer_form_is_refused():
    part = dossier_to_xml(dossier_of(), "report").replace(b'form="1"', b'form="99"')
    with pytest.raises(ValueError, match="newer"):
        dossier_from_xml(etree.fromstring(part))


def test_defaults_are_equal_after_a_round_trip_of_sets():
    mark = mark_of(version_of(), "1931", risks=frozenset(Risk), status=Status.WRONG)
    assert to_json(mark)["risks"] == ["headline", "legal", "sensitive"]
