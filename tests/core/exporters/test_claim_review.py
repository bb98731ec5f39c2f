"""Checked claims as schema.org ClaimReview."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from annotator.exporters.choices import Choices
from annotator.exporters.claim_review import VERDICTS, claim_reviews, write_claim_reviews
from annotator.model.annotation import Attribution, Kind, Status, Strength


@pytest.fixture
def published(bridge):
    """The article as it was published, with its second claim found wrong and a quote disputed."""
    first, contested, opinion, quote, *rest = bridge.annotations
    article = replace(
        bridge.article,
        byline="Tom Berg",
        site="Ostley Herald",
        published="2026-05-01T08:00:00Z",
        url="https://herald.example/bridge",
    )
    marks = (
        first,
        replace(contested, status=Status.NEEDS_SOURCE),
        replace(opinion, status=Status.WRONG),
        replace(quote, status=Status.DISPUTED),
        *rest,
    )
    return replace(bridge, article=article, annotations=marks)


def test_only_marks_with_a_verdict_are_reviews_and_the_rest_is_counted(published, tmp_path):
    line = write_claim_reviews(published, tmp_path / "reviews.json")
    assert line == "Written: 3 checked claims. 5 marks without a verdict were left out."
    found = json.loads((tmp_path / "reviews.json").read_text(encoding="utf-8"))
    assert found["@context"] == "https://schema.org"
    assert [item["claimReviewed"] for item in found["@graph"]] == [
        "The bridge was opened in 1931",
        "finest",
        "It carried trams until 1958",
    ]


def test_a_review_says_what_was_claimed_where_and_how_it_was_rated(published):
    first, second, _ = claim_reviews(published)[0]["@graph"]
    assert first["@type"] == "ClaimReview"
    assert first["author"] == {"@type": "Person", "name": "Ana Ruiz"}
    assert first["datePublished"] == "2026-05-14"
    assert first["reviewRating"] == {"@type": "Rating", "alternateName": "verified"}
    claim = first["itemReviewed"]
    assert claim["author"] == {"@type": "Person", "name": "Tom Berg"}
    assert claim["datePublished"] == "2026-05-01"
    assert claim["appearance"]["url"] == "https://herald.example/bridge"
    assert claim["firstAppearance"] == claim["appearance"]
    assert first["citation"][0]["name"] == "Minutes of the council"
    assert second["reviewRating"]["ratingExplanation"] == "No two people measure it the same way."


def test_a_quote_was_said_by_its_speaker_and_first_appeared_elsewhere(published):
    claim = claim_reviews(published)[0]["@graph"][2]["itemReviewed"]
    assert claim["author"] == {"@type": "Person", "name": "Ruth Okonedo", "jobTitle": "archivist"}
    assert "firstAppearance" not in claim


def test_contacts_notes_and_anonymous_speakers_do_not_get_out(published):
    secret = Attribution("Ruth Okonedo", "archivist", Strength.ANONYMOUS, reason="she fears for her job")
    marks = tuple(
        replace(mark, attribution=secret) if mark.kind is Kind.QUOTE else mark
        for mark in published.annotations
    )
    text = json.dumps(claim_reviews(replace(published, annotations=marks))[0])
    assert "clerk@example.org" not in text
    assert "See the minutes." not in text
    assert "Ruth Okonedo" not in text
    assert "fears" not in text


@pytest.mark.parametrize("status", list(Status))
def test_a_status_is_a_verdict_or_work_to_do(published, status):
    marks = tuple(replace(mark, status=status) for mark in published.annotations)
    found, left_out = claim_reviews(replace(published, annotations=marks))
    assert len(found["@graph"]) == (len(marks) if status in VERDICTS else 0)
    assert left_out == (0 if status in VERDICTS else len(marks))


def test_the_address_of_the_check_is_given_when_known(published):
    chosen = Choices(address="https://herald.example/check")
    addresses = [item["url"] for item in claim_reviews(published, chosen)[0]["@graph"]]
    assert addresses == [f"https://herald.example/check#claim-{number}" for number in (1, 3, 4)]
    assert "url" not in claim_reviews(published, Choices(address="javascript:1"))[0]["@graph"][0]


@pytest.mark.parametrize("said", ["last spring", "2026-13-45", "May 2026", "2026"])
def test_a_date_that_is_none_is_left_out(published, said):
    dossier = replace(published, article=replace(published.article, published=said))
    assert "datePublished" not in claim_reviews(dossier)[0]["@graph"][0]["itemReviewed"]


def test_hostile_words_stay_in_their_strings(published, tmp_path):
    bad = '"},{"x\ud83d\x00' + "z" * 10_000
    marks = (replace(published.annotations[0], rationale=bad), *published.annotations[1:])
    write_claim_reviews(replace(published, annotations=marks), tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert found["@graph"][0]["reviewRating"]["ratingExplanation"].startswith('"},{"xzzz')
