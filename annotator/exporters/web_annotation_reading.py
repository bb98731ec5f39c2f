"""W3C Web Annotation files of any tool → `ParsedAnnotation`s.

Tools differ in what they write; whatever says something is taken, and whatever cannot be understood is left
out rather than refused. Only a file that holds no annotations at all is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from annotator.errors import ImportFailed
from annotator.exporters.web_annotation_bodies import Bodies, clean, moment, person, plain
from annotator.exporters.web_annotation_selectors import read_target
from annotator.model.annotation import EPOCH, Annotation, Kind, Origin
from annotator.model.records import from_json
from annotator.model.selectors import Quote, Target
from annotator.model.source import Source
from annotator.model.span import Span
from annotator.translate import tr

_DEEPEST = 12
"""How many pages, collections and lists may lie in one another."""
_OWN = re.compile("urn:claimlight:annotation:(.+)")
_UUID = re.compile("(?:urn:uuid:)([0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12})")


@dataclass(frozen=True, slots=True)
class ParsedAnnotation:
    """An annotation as a file tells of it: what it says, and where it says that this stands.

    Attributes:
        annotation: all its fields, without an article, and with the tag as `tag_id`.
        position: as the file has it, not yet compared with any text; None where it gives none.
        quote: empty where the file gives none.
        tag: what the tag is called; "" where there is none.
        tag_id: its `Tag.id` where Claimlight wrote the file, else "".
        id: `Annotation.id` where the file's id can be one, else "".
        sources: those its evidence refers to.
    """

    annotation: Annotation
    position: Span | None
    quote: Quote
    tag: str = ""
    tag_id: str = ""
    id: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def kind(self) -> Kind:
        """What is marked; a claim where the file does not say."""
        return self.annotation.kind

    @property
    def note(self) -> str:
        """What the annotator had to say, "" for nothing."""
        return self.annotation.note


def parse(data: object) -> list[ParsedAnnotation]:
    """Return the annotations in parsed JSON, in the order of the file.

    It may be an AnnotationPage, an AnnotationCollection with its first page, a list, or one Annotation.
    ImportFailed if it is none of these.
    """
    if not isinstance(data, dict | list):
        raise _foreign("neither an object nor a list")
    found = list(_annotations(data, 0))
    if not found and not _is_empty_page(data):
        raise _foreign("no annotations")
    return [_parsed(item) for item in found]


def own_id(uri: object) -> str:
    """Return the `Annotation.id` in a URI: ours, or that of any tool which names its annotations by UUID."""
    if not isinstance(uri, str):
        return ""
    if found := _UUID.fullmatch(uri.strip()):
        return found[1].replace("-", "").lower()
    found = _OWN.fullmatch(uri.strip())
    return plain(unquote(found[1])) if found else ""


def _annotations(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a page, a collection, a list, or a graph."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _annotations(item, depth + 1)
    elif isinstance(value, dict):
        if "target" in value or "hasTarget" in value or _has_type(value, "Annotation"):
            yield value
            return
        # "rows" is what the Hypothesis service answers with; "first" and "next" may be embedded pages
        for key in ("items", "@graph", "rows", "annotations", "first", "next"):
            yield from _annotations(value.get(key), depth + 1)


def _is_empty_page(data: object) -> bool:
    if isinstance(data, list):
        return not data
    if not isinstance(data, dict):
        return False
    listed = data.get("items", data.get("first"))
    if isinstance(listed, str):
        raise ImportFailed(
            tr("The file only names a collection; its annotations are somewhere else."),
            hint=tr("Save the page with the annotations themselves, and open that."),
            detail=listed[:200],
        )
    return (
        _has_type(data, "AnnotationPage", "AnnotationCollection")
        and not data.get("items")
        and not isinstance(listed, dict)
    ) or (isinstance(listed, dict) and _is_empty_page(listed))


def _parsed(item: dict[str, Any]) -> ParsedAnnotation:
    position, quote = read_target(item.get("target", item.get("hasTarget")))
    bodies = Bodies.of(item)
    creator, created, modified = item.get("creator"), item.get("created"), item.get("modified")
    if isinstance(item.get("user"), str) and creator is None:  # the Hypothesis service
        creator = {"name": item["user"].removeprefix("acct:").partition("@")[0]}
        created, modified = item.get("created"), item.get("updated", modified)
    annotation = bodies.annotation(
        Annotation(
            id=own_id(item.get("id", item.get("@id"))),
            article="",
            target=Target("", position, quote),
            origin=Origin.HAND if _is_ours(item) else Origin.IMPORTED,
            creator=person(creator),
            created=moment(created) or EPOCH,
            modified=moment(modified) or moment(created) or EPOCH,
        )
    )
    annotation = _with_more(annotation, item.get("claimlight:more"))
    return ParsedAnnotation(
        annotation, position, quote, bodies.tag, bodies.tag_id, annotation.id, tuple(bodies.sources)
    )


def _with_more(annotation: Annotation, more: object) -> Annotation:
    """Return the annotation with what only Claimlight writes; nonsense there counts for nothing."""
    if not isinstance(more, dict):
        return annotation
    known = {key: clean(more[key]) for key in ("resolved", "tally", "origin") if key in more}
    try:
        read = from_json(Annotation, {"id": "", "article": "", "target": _NOWHERE, **known})
    except ValueError:
        return annotation
    changes = {key: getattr(read, key) for key in known}
    return replace(annotation, **changes)


_NOWHERE = {"version": "", "position": None, "quote": {"exact": ""}}


def _is_ours(item: dict[str, Any]) -> bool:
    generator = item.get("generator")
    return isinstance(generator, dict) and generator.get("name") == "Claimlight"


def _has_type(value: dict[str, Any], *names: str) -> bool:
    types = value.get("type", value.get("@type"))
    listed = types if isinstance(types, list) else [types]
    return any(isinstance(item, str) and item.rpartition(":")[2] in names for item in listed)


def _foreign(detail: str) -> ImportFailed:
    return ImportFailed(
        tr("The file holds no annotations."),
        hint=tr("Choose a JSON-LD file with W3C Web Annotations."),
        detail=detail,
    )
