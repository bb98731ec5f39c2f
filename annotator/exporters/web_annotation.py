"""W3C Web Annotation JSON-LD: a dossier as an AnnotationPage. `parse` reads such files from any tool.

Each axis of an annotation is a body with the purpose the standard has for it; what the standard has no word
for stands beside it under the prefix "claimlight", so that any reader understands the file and ours loses
nothing.
Positions count Unicode code points, as the standard asks.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from annotator.exporters.links import safe_address
from annotator.exporters.web_annotation_reading import ParsedAnnotation, parse
from annotator.exporters.words import tag_name
from annotator.model.annotation import EPOCH, Annotation, Attribution, Origin, Reply, Status
from annotator.model.dossier import Dossier
from annotator.model.person import Person
from annotator.model.records import to_json
from annotator.model.source import Evidence, Source
from annotator.model.tag import Tag
from annotator.text.normalize import one_line

__all__ = ["CONTEXT", "ParsedAnnotation", "page", "parse"]

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTEXT: list[Any] = [
    ANNOTATION_CONTEXT,
    {
        "claimlight": "https://claimlight.app/ns/annotation#",
        **{
            f"claimlight:{name}": {"@type": "@json"}
            for name in ("attribution", "evidence", "source", "more", "tags", "article")
        },
    },
]
"""Ours after the standard's. Values marked "@json" are kept as they are by any JSON-LD processor."""

_GENERATOR = {"id": "https://claimlight.app/", "type": "Software", "name": "Claimlight"}
_HEX = re.compile("[0-9a-f]{32}")

Json = dict[str, Any]


def page(dossier: Dossier) -> Json:
    """Return all annotations of an article as one AnnotationPage, in reading order, orphans last.

    An orphan has a TextQuoteSelector only. The order of keys and items is always the same.
    """
    tags, sources = dossier.tags_by_id(), dossier.sources_by_id()
    source = _address(dossier)
    article = dossier.article
    described = {
        key: value
        for key in ("title", "byline", "site", "published", "language", "url")
        if (value := getattr(article, key))
    }
    return {
        "@context": CONTEXT,
        "id": f"{_urn('article', article.id)}#annotations",
        "type": "AnnotationPage",
        "partOf": {
            "id": _urn("article", article.id),
            "type": "AnnotationCollection",
            "label": one_line(article.title),
            "total": len(dossier.annotations),
        },
        "startIndex": 0,
        "claimlight:article": described,
        "claimlight:tags": to_json(dossier.tags),
        "items": [_annotation(annotation, source, tags, sources) for annotation in dossier.annotations],
    }


def _annotation(
    annotation: Annotation, source: str, tags: Mapping[str, Tag], sources: Mapping[str, Source]
) -> Json:
    more = {
        "resolved": annotation.resolved or None,
        "tally": to_json(annotation.tally) or None,
        "origin": annotation.origin.value if annotation.origin is not Origin.HAND else None,
    }
    more = {key: value for key, value in more.items() if value is not None}
    return {
        # each item is a complete Annotation also when it is taken out of the page
        "@context": ANNOTATION_CONTEXT,
        "id": _urn("annotation", annotation.id),
        "type": "Annotation",
        "motivation": "tagging" if annotation.tag else "highlighting",
        **_person("creator", annotation.creator),
        **_moment("created", annotation.created),
        **_moment("modified", annotation.modified),
        "generator": _GENERATOR,
        "body": list(_bodies(annotation, tags, sources)),
        "target": {"type": "SpecificResource", "source": source, "selector": _selectors(annotation)},
        **({"claimlight:more": more} if more else {}),
    }


def _selectors(annotation: Annotation) -> list[Json]:
    found: list[Json] = []
    if span := annotation.span:
        found.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    quoted = annotation.target.quote
    selector = {"type": "TextQuoteSelector", "exact": quoted.exact}
    if quoted.prefix:
        selector["prefix"] = quoted.prefix
    if quoted.suffix:
        selector["suffix"] = quoted.suffix
    return [*found, selector]


def _bodies(annotation: Annotation, tags: Mapping[str, Tag], sources: Mapping[str, Source]) -> Iterator[Json]:
    yield _text("classifying", annotation.kind.value, "kind")
    if annotation.tag:
        tag = tags.get(annotation.tag)
        named = tag_name(tag) if tag else annotation.tag
        yield {**_text("tagging", named), "claimlight:tag": annotation.tag}
    if annotation.status is not Status.UNCHECKED:
        yield _text("assessing", annotation.status.value, "status")
    for risk in sorted(annotation.risks):
        yield _text("assessing", risk.value, "risk")
    if annotation.attribution != Attribution():
        said = annotation.attribution
        who = ", ".join(part for part in (said.speaker, said.role) if part) or said.strength.value
        yield {**_text("identifying", who), "claimlight:attribution": to_json(said)}
    for field, purpose in (
        ("note", "commenting"),
        ("rationale", "describing"),
        ("rewording", "editing"),
        ("question", "questioning"),
        ("answer", "replying"),
    ):
        if value := getattr(annotation, field):
            yield _text(purpose, value, field)
    for evidence in annotation.evidence:
        yield _link(evidence, sources.get(evidence.source))
    for reply in annotation.replies:
        yield _reply(reply)


def _text(purpose: str, value: str, field: str = "") -> Json:
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return {**body, "claimlight:field": field} if field else body


def _link(evidence: Evidence, source: Source | None) -> Json:
    address = safe_address(source.url) if source else ""
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": address or _urn("source", evidence.source),
        "claimlight:evidence": to_json(evidence),
        **({"claimlight:source": to_json(source)} if source else {}),
    }


def _reply(reply: Reply) -> Json:
    at = _moment("created", reply.at or EPOCH)
    return {**_text("replying", reply.text, "reply"), **_person("creator", Person(reply.author)), **at}


def _person(key: str, person: Person) -> Json:
    if not person.name and not person.initials:
        return {}
    named = {"type": "Person", "name": person.name}
    usual = person == Person.named(person.name)
    return {key: named if usual else {**named, "nickname": person.initials}}


def _moment(key: str, at: datetime) -> Json:
    if at == EPOCH:
        return {}
    whole = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return {key: whole.isoformat().replace("+00:00", "Z")}


def _address(dossier: Dossier) -> str:
    return safe_address(dossier.article.url) or _urn("article", dossier.article.id)


def _urn(kind: str, id_: str) -> str:
    """Return an id of ours as a URI that `web_annotation_reading.own_id` turns back."""
    if kind == "annotation" and _HEX.fullmatch(id_):
        return f"urn:uuid:{uuid.UUID(id_)}"
    return f"urn:claimlight:{kind}:{quote(id_.encode('utf-8', 'replace'), safe='')}"
