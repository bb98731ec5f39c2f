"""Articles, sources, tags and refusals as rows of the library, and back; what all rows have in common."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from annotator.model.article import Article
from annotator.model.refusal import Refusal
from annotator.model.selectors import Quote
from annotator.model.source import Source, SourceKind
from annotator.model.suggestion import SuggestionKind
from annotator.model.tag import Look, Tag, Underline

Row = tuple[Any, ...]

json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Return plain values as JSON without blanks."""

_sealing = json.JSONEncoder(separators=(",", ":")).encode


def seal(values: Sequence[Any]) -> int:
    """Return a number that other values would not have: it shows a bit that was flipped on the disk."""
    digest = blake2b(_sealing(values).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def day_text(day: date | None) -> str | None:
    """Return a day in ISO 8601, None for none."""
    return None if day is None else day.isoformat()


SOURCE_COLUMNS = (*("id", "title", "kind", '"primary"', "publisher", "url", "contact", "retrieved", "note"),)
TAG_COLUMNS = (
    *("id", "name", "letter", "key", "light_fill", "light_line", "dark_fill", "dark_line"),
    *("print_fill", "print_line", "underline", "definition", "example", "position", "retired"),
)
ARTICLE_COLUMNS = (
    *("id", "title", "version", "byline", "site", "published", "language", "url", "note"),
    *("detected", "created", "removed"),
)
REFUSAL_COLUMNS = ("id", "article", "kind", "exact", "prefix", "suffix")


def source_row(source: Source) -> Row:
    """Return the values of `SOURCE_COLUMNS`."""
    return (
        source.id,
        source.title,
        source.kind.value,
        int(source.primary),
        source.publisher,
        source.url,
        source.contact,
        day_text(source.retrieved),
        source.note,
    )


def source_of_row(row: Row) -> Source:
    """Return the source of a row of `SOURCE_COLUMNS`."""
    key, title, kind, primary, publisher, url, contact, retrieved, note = row
    return Source(
        id=key,
        title=title,
        kind=SourceKind(kind),
        primary=bool(primary),
        publisher=publisher,
        url=url,
        contact=contact,
        retrieved=date.fromisoformat(retrieved) if retrieved else None,
        note=note,
    )


def tag_row(tag: Tag) -> Row:
    """Return the values of `TAG_COLUMNS`."""
    looks = (look for pair in (tag.light, tag.dark, tag.print) for look in (pair.fill, pair.line))
    return (
        tag.id,
        tag.name,
        tag.letter,
        tag.key,
        *looks,
        tag.underline.value,
        tag.definition,
        tag.example,
        tag.position,
        int(tag.retired),
    )


def tag_of_row(row: Row) -> Tag:
    """Return the tag of a row of `TAG_COLUMNS`."""
    key, name, letter, shortcut, *looks, underline, definition, example, position, retired = row
    return Tag(
        id=key,
        name=name,
        letter=letter,
        key=shortcut,
        light=Look(*looks[0:2]),
        dark=Look(*looks[2:4]),
        print=Look(*looks[4:6]),
        underline=Underline(underline),
        definition=definition,
        example=example,
        position=position,
        retired=bool(retired),
    )


def article_row(article: Article) -> Row:
    """Return the values of `ARTICLE_COLUMNS`."""
    return (
        article.id,
        article.title,
        article.version,
        article.byline,
        article.site,
        article.published,
        article.language,
        article.url,
        article.note,
        json_text(sorted(article.detected)) if article.detected else "",
        article.created.isoformat(),
        article.removed.isoformat() if article.removed else None,
    )


def article_of_row(row: Row) -> Article:
    """Return the article of a row of `ARTICLE_COLUMNS`."""
    key, title, version, byline, site, published, language, url, note, detected, created, removed = row
    return Article(
        id=key,
        title=title,
        version=version,
        byline=byline,
        site=site,
        published=published,
        language=language,
        url=url,
        note=note,
        detected=frozenset(json.loads(detected)) if detected else frozenset(),
        created=datetime.fromisoformat(created),
        removed=datetime.fromisoformat(removed) if removed else None,
    )


def refusal_row(refusal: Refusal) -> Row:
    """Return the values of `REFUSAL_COLUMNS`."""
    quote = refusal.quote
    return (refusal.id, refusal.article, refusal.kind.value, quote.exact, quote.prefix, quote.suffix)


def refusal_of_row(row: Row) -> Refusal:
    """Return the refusal of a row of `REFUSAL_COLUMNS`."""
    key, article, kind, exact, prefix, suffix = row
    return Refusal(key, article, SuggestionKind(kind), Quote(exact, prefix, suffix))
