"""Checked claims as schema.org ClaimReview, the form in which fact-checks are published for search engines.

Only marks whose status is a verdict are claims that were reviewed; the others are left out and counted.
https://schema.org/ClaimReview
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.links import safe_address
from annotator.exporters.words import status_name
from annotator.exporters.writing import write_file
from annotator.model.annotation import EPOCH, Annotation, Kind, Status, Strength
from annotator.model.dossier import Dossier
from annotator.model.source import Source
from annotator.text.normalize import one_line, xml_safe
from annotator.translate import current_language, tr_plural

VERDICTS = frozenset({Status.VERIFIED, Status.DISPUTED, Status.WRONG, Status.CANNOT_VERIFY})
"""Statuses that end a check; the others say that there is still something to do."""

Json = dict[str, Any]


def write_claim_reviews(dossier: Dossier, path: Path, choices: Choices = USUAL) -> str:
    """Write the reviews to `path` and return one line that says how many there are; or ExportFailed."""
    found, left_out = claim_reviews(dossier, choices)
    write_file(path, f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode())
    count = len(found["@graph"])
    written = tr_plural("Written: {n} checked claim.", "Written: {n} checked claims.", count)
    if not left_out:
        return written
    rest = tr_plural(
        "{n} mark without a verdict was left out.", "{n} marks without a verdict were left out.", left_out
    )
    return f"{written} {rest}"


def claim_reviews(dossier: Dossier, choices: Choices = USUAL) -> tuple[Json, int]:
    """Return the reviews as JSON-LD, in reading order, and how many marks have no verdict."""
    options = choices.copy_options(dossier)
    shown = [(n, mark) for n, mark in enumerate(dossier.annotations, 1) if options.shows(mark)]
    sources = dossier.sources_by_id()
    article = _article(dossier)
    address = safe_address(choices.address)
    reviews = [
        _review(mark, dossier, article, sources, f"{address}#claim-{number}" if address else "")
        for number, mark in shown
        if mark.status in VERDICTS and _words(mark.exact)
    ]
    return {"@context": "https://schema.org", "@graph": reviews}, len(shown) - len(reviews)


def _review(
    mark: Annotation, dossier: Dossier, article: Json, sources: Mapping[str, Source], address: str
) -> Json:
    claim: Json = {"@type": "Claim"}
    if author := _claimant(mark, dossier):
        claim["author"] = author
    if published := _day(dossier.article.published):
        claim["datePublished"] = published
    if article:
        claim["appearance"] = article
        if mark.kind is Kind.CLAIM:  # what somebody is quoted with was said elsewhere before
            claim["firstAppearance"] = article
    rating = {"@type": "Rating", "alternateName": status_name(mark.status)}
    if reason := _words(mark.rationale):
        rating["ratingExplanation"] = reason
    review: Json = {"@type": "ClaimReview"}
    if address:
        review["url"] = address
    review |= {"claimReviewed": _words(mark.exact), "itemReviewed": claim, "reviewRating": rating}
    if name := _words(mark.creator.name):
        review["author"] = {"@type": "Person", "name": name}
    if mark.modified != EPOCH:
        review["datePublished"] = mark.modified.date().isoformat()
    review["inLanguage"] = current_language()
    cited = dict.fromkeys(item.source for item in mark.evidence if item.source in sources)
    if citations := [_citation(sources[id_]) for id_ in cited]:
        review["citation"] = citations
    return review


def _claimant(mark: Annotation, dossier: Dossier) -> Json:
    """Return who says it: the speaker of a quote, else who wrote or published the article."""
    said = mark.attribution
    speaker, role = _words(said.speaker), _words(said.role)
    if speaker and said.strength is not Strength.ANONYMOUS:
        return {"@type": "Person", "name": speaker} | ({"jobTitle": role} if role else {})
    if mark.kind is Kind.QUOTE:
        return {"@type": "Person", "jobTitle": role} if role else {}
    if byline := _words(dossier.article.byline):
        return {"@type": "Person", "name": byline}
    site = _words(dossier.article.site)
    return {"@type": "Organization", "name": site} if site else {}


def _article(dossier: Dossier) -> Json:
    article = dossier.article
    found: Json = {"@type": "Article"}
    if title := _words(article.title):
        found["headline"] = title
    if address := safe_address(article.url):
        found["url"] = address
    if published := _day(article.published):
        found["datePublished"] = published
    if byline := _words(article.byline):
        found["author"] = {"@type": "Person", "name": byline}
    if site := _words(article.site):
        found["publisher"] = {"@type": "Organization", "name": site}
    return found if len(found) > 1 else {}


def _citation(source: Source) -> Json:
    cited: Json = {"@type": "CreativeWork", "name": _words(source.title)}
    if address := safe_address(source.url):
        cited["url"] = address
    if publisher := _words(source.publisher):
        cited["publisher"] = {"@type": "Organization", "name": publisher}
    return cited


def _day(said: str) -> str:
    """Return the day of an ISO 8601 date or moment; "" for anything else, such as "last spring"."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[T ])", said.strip())
    if not found:
        return ""
    try:
        return date.fromisoformat(found[0]).isoformat()
    except ValueError:
        return ""


def _words(text: str) -> str:
    return one_line(xml_safe(text))
