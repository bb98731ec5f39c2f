"""The lines between two rules at the top of a Markdown file: a title, names, a date."""

from __future__ import annotations

import re
from collections.abc import Mapping

from annotator.model.article import Metadata

_FENCED = re.compile(
    r"(---|\+\+\+)[ \t]*\n(?P<body>.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w .-]*?)[ \t]*[:=](?:[ \t]+(?P<value>.*)|[ \t]*)$")
_ITEM = re.compile(r"\s*-(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_LONGEST = 20_000  # characters; what goes on for longer is text between two rules

_FIELDS = {
    "title": ("title", "headline"),
    "byline": ("author", "authors", "byline", "creator", "by"),
    "site": ("site", "publication", "publisher", "source", "site_name", "sitename"),
    "published": ("date", "published", "pubdate", "published_at"),
    "language": ("lang", "language", "locale"),
    "url": ("url", "canonical", "canonical_url", "link", "source_url"),
}


def split_front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """Return the fields at the top of `text`, and the text after them; no fields if there is no such part.

    Only plain "key: value" lines, lists and indented continuations are understood; anything else means
    that the rules are part of the text.
    """
    fenced = _FENCED.match(text, 0, _LONGEST)
    if fenced is None:
        return {}, text
    fields = _fields(fenced["body"].split("\n"))
    return (fields, text[fenced.end() :]) if fields else ({}, text)


def metadata_of(fields: Mapping[str, str]) -> Metadata:
    """Return what front matter says of its article."""
    found = {
        field: next((fields[key] for key in keys if fields.get(key)), "") for field, keys in _FIELDS.items()
    }
    if found["site"].startswith(("http://", "https://")) and not found["url"]:
        found["url"], found["site"] = found["site"], ""
    return Metadata(**found)


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if key and (item := _ITEM.match(line)):
            fields[key].append(_value(item["value"] or ""))
        elif key and line[0] in " \t":
            fields[key].append(_value(line.strip()))
        elif pair := _PAIR.match(line):
            key = pair["key"].strip().lower()
            fields[key] = [_value(pair["value"] or "")]
        else:
            return {}
    return {key: ", ".join(part for part in parts if part) for key, parts in fields.items()}


def _value(written: str) -> str:
    value = written.strip()
    if value in ("|", ">", "|-", ">-"):
        return ""
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_value(item) for item in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        quote = value[0]
        return value[1:-1].replace('\\"' if quote == '"' else "''", quote)
    return value
