"""What an annotation says: bodies of any tool → the fields of an `Annotation`."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from annotator.exporters.links import safe_address
from annotator.model.annotation import Annotation, Attribution, Kind, Reply, Risk, Status
from annotator.model.person import Person
from annotator.model.records import from_json
from annotator.model.source import Evidence, Source, SourceKind
from annotator.ooxml.markup import lines
from annotator.text.normalize import one_line, xml_safe
from annotator.translate import tr

_DEEPEST = 12
_MARKUP = re.compile("<[^<>]*>")
_WRITTEN = ("note", "rationale", "rewording", "question", "answer")
_FIELD_OF = {"commenting": "note", "describing": "note", "editing": "rewording", "questioning": "question"}

E = TypeVar("E", bound=Enum)


@dataclass(slots=True)
class Bodies:
    """Collects what the bodies of one annotation say."""

    tag: str = ""
    tag_id: str = ""
    kind: Kind | None = None
    status: Status | None = None
    risks: list[Risk] = field(default_factory=list)
    attribution: Attribution | None = None
    texts: dict[str, list[str]] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    other_tags: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, item: dict[str, Any]) -> Bodies:
        """Return what the bodies of a parsed JSON annotation say."""
        found = cls()
        motives = _words(item.get("motivation", item.get("motivatedBy")))
        for body, purposes in _bodies(item.get("body", item.get("hasBody")), motives, 0):
            found.take(body, purposes)
        found.take({"value": item.get("bodyValue")}, motives)
        found.take({"value": item.get("text")}, ["commenting"])  # the Hypothesis service
        tags = item.get("tags")
        for name in tags if isinstance(tags, list) else []:
            found.take({"value": name}, ["tagging"])
        return found

    def annotation(self, base: Annotation) -> Annotation:
        """Return `base` with all that was said."""
        if self.other_tags:
            self._write("note", tr("Also tagged: {names}", names=", ".join(self.other_tags)))
        return replace(
            base,
            kind=self.kind or base.kind,
            tag=self.tag_id,
            status=self.status or base.status,
            risks=frozenset(self.risks),
            attribution=self.attribution or base.attribution,
            evidence=tuple(self.evidence),
            replies=tuple(self.replies),
            note=self._written("note"),
            rationale=self._written("rationale"),
            rewording=self._written("rewording"),
            question=self._written("question"),
            answer=self._written("answer"),
        )

    def take(self, body: dict[str, Any], purposes: list[str]) -> None:
        """Take over what one body says."""
        is_link = "linking" in purposes and not isinstance(body.get("value"), str)
        if is_link or isinstance(body.get("claimlight:evidence"), dict):
            self._take_link(body)
            return
        value = _value(body)
        named = body.get("claimlight:field")
        if named == "reply":
            self._take_reply(body, value)
        elif known := plain(body.get("claimlight:tag")):
            self._take_tag(value or known, known)
        elif isinstance(body.get("claimlight:attribution"), dict):
            self._take_speaker(value, body["claimlight:attribution"])
        elif value:
            self._take_words(value, named, purposes)

    def _take_words(self, value: str, named: object, purposes: list[str]) -> None:
        if named in _WRITTEN:
            self._write(str(named), value)
        elif "tagging" in purposes:
            self._take_tag(value, "")
        elif "classifying" in purposes:
            self._take_class(value)
        elif "assessing" in purposes:
            self._take_verdict(value)
        elif "identifying" in purposes:
            self._take_speaker(value, None)
        else:
            self._write(next((_FIELD_OF[item] for item in purposes if item in _FIELD_OF), "note"), value)

    def _written(self, name: str) -> str:
        return "\n\n".join(self.texts.get(name, ()))

    def _write(self, name: str, value: str) -> None:
        self.texts.setdefault(name, []).append(value)

    def _take_tag(self, name: str, id_: str) -> None:
        if self.tag or self.tag_id:
            self.other_tags.append(one_line(name))
        else:
            self.tag, self.tag_id = one_line(name), id_

    def _take_reply(self, body: dict[str, Any], value: str) -> None:
        self.replies.append(Reply(person(body.get("creator")).name, value, moment(body.get("created"))))

    def _take_class(self, value: str) -> None:
        kind = _member(Kind, value)
        if kind:
            self.kind = kind
        else:
            self._take_tag(value, "")

    def _take_verdict(self, value: str) -> None:
        if (status := _member(Status, value)) is not None:
            self.status = status
        elif (risk := _member(Risk, value)) is not None:
            self.risks.append(risk)
        else:
            self._write("note", value)

    def _take_speaker(self, value: str, known: object) -> None:
        try:
            self.attribution = from_json(Attribution, clean(known)) if known else None
        except ValueError:
            self.attribution = None
        self.attribution = self.attribution or Attribution(speaker=one_line(value))

    def _take_link(self, body: dict[str, Any]) -> None:
        address = _address(body)
        try:
            source = from_json(Source, clean(body.get("claimlight:source")))
        except ValueError:
            source = None
        try:
            evidence = from_json(Evidence, clean(body.get("claimlight:evidence")))
        except ValueError:
            evidence = None
        if evidence is None:
            if not safe_address(address):
                if address:
                    self._write("note", address)
                return
            id_ = uuid.uuid5(uuid.NAMESPACE_URL, address).hex
            source = Source(id_, address, SourceKind.WEB, url=address)
            evidence = Evidence(id_)
        self.evidence.append(evidence)
        if source is not None:
            self.sources.append(source)


def plain(value: object) -> str:
    r"""Return a JSON string as text of ours: "\n" at line ends, nothing that no document can hold."""
    return xml_safe(lines(value)) if isinstance(value, str) else ""


def clean(value: Any) -> Any:
    """Return parsed JSON with every string made `plain`."""
    if isinstance(value, dict):
        return {plain(key): clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value]
    return plain(value) if isinstance(value, str) else value


def person(value: object) -> Person:
    """Return who made something; of several the first."""
    if isinstance(value, list):
        return person(value[0]) if value and not isinstance(value[0], list) else Person()
    if isinstance(value, str):
        return Person.named(one_line(plain(unquote(value)).rstrip("/").rpartition("/")[2]))
    if not isinstance(value, dict):
        return Person()
    names = value.get("name", value.get("nickname"))
    name = plain(names[0] if isinstance(names, list) and names else names)
    nickname = plain(value.get("nickname"))
    return Person(name, nickname) if {"name", "nickname"} <= set(value) else Person.named(name)


def moment(value: object) -> datetime | None:
    """Return an ISO 8601 time, taken as UTC where it names no zone; None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _bodies(value: object, motives: list[str], depth: int) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Yield each body with what it is for."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield {"id": value}, ["linking"]
    elif isinstance(value, list):
        for item in value:
            yield from _bodies(item, motives, depth + 1)
    elif isinstance(value, dict):
        purposes = _words(value.get("purpose")) or motives
        items = value.get("items", value.get("members"))
        if isinstance(items, list):
            # of a Choice the first is what its author would show first
            alternatives = "Choice" in _words(value.get("type", value.get("@type")))
            yield from _bodies(items[:1] if alternatives else items, purposes, depth + 1)
        else:
            inner = value.get("source")
            if isinstance(inner, dict) and "claimlight:evidence" not in value:
                yield {**inner, **{key: got for key, got in value.items() if key != "source"}}, purposes
            else:
                says = {"value", "chars"} & set(value) or {"tagging", "classifying"} & set(purposes)
                yield value, purposes if says else ["linking"]


def _value(body: dict[str, Any]) -> str:
    for key in ("value", "chars", "cnt:chars", "label", "name"):
        if value := plain(body.get(key)):
            return _without_markup(value) if "html" in plain(body.get("format")) else value
    address = _address(body)
    parts = urlsplit(address) if safe_address(address) else None
    return unquote((parts.fragment or parts.path).rstrip("/").rpartition("/")[2]) if parts else address


def _address(body: dict[str, Any]) -> str:
    source = body.get("source", body.get("id", body.get("@id")))
    if isinstance(source, dict):
        source = source.get("id", source.get("@id"))
    return plain(source).strip()


def _without_markup(text: str) -> str:
    return plain(html.unescape(_MARKUP.sub("", re.sub("(?i)<br ?/?>|</p>", "\n", text)))).strip()


def _words(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [item.rpartition(":")[2].rpartition("#")[2] for item in listed if isinstance(item, str)]


def _member(kind: type[E], value: str) -> E | None:
    try:
        return kind(one_line(value).lower().replace(" ", "-"))
    except ValueError:
        return None
