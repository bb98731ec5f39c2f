"""Reading the list of articles, and finding one by what a person calls it."""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.errors import NotFound
from annotator.model.article import Article
from annotator.storage.connection import Connection
from annotator.storage.problems import decoding
from annotator.storage.rows import ARTICLE_COLUMNS, article_of_row
from annotator.translate import tr

_COLUMNS = ", ".join(f"articles.{column}" for column in ARTICLE_COLUMNS)


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article and how far the work on it is.

    Attributes:
        characters: length of its current text, in code points.
        tags: how many marks have which tag, by `Tag.id`; those without a tag under "".
        statuses: how many marks have which check status.
        orphans: how many marks have lost their place.
    """

    article: Article
    characters: int = 0
    tags: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    orphans: int = 0


def summaries(connection: Connection, *, removed: bool) -> list[ArticleSummary]:
    """Return the articles in the library, or those in the bin, with their counts; the newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS}, characters FROM articles LEFT JOIN versions ON versions.id = articles.version "
        f"WHERE removed IS {'NOT ' if removed else ''}NULL ORDER BY created DESC, articles.row DESC"
    ).fetchall()
    tags: dict[str, dict[str, int]] = {}
    statuses: dict[str, dict[str, int]] = {}
    orphans: dict[str, int] = {}
    counts = connection.execute(
        "SELECT article, tag, status, count(*), count(start) FROM annotations GROUP BY article, tag, status"
    )
    for article, tag, status, count, placed in counts:
        of_tag, of_status = tags.setdefault(article, {}), statuses.setdefault(article, {})
        of_tag[tag or ""] = of_tag.get(tag or "", 0) + count
        of_status[status] = of_status.get(status, 0) + count
        orphans[article] = orphans.get(article, 0) + count - placed
    with decoding(connection.path):
        return [
            ArticleSummary(
                article_of_row(row[:-1]),
                row[-1] or 0,
                tags.get(row[0], {}),
                statuses.get(row[0], {}),
                orphans.get(row[0], 0),
            )
            for row in rows
        ]


def where(connection: Connection, condition: str, values: Sequence[str]) -> list[Article]:
    """Return the articles for which an SQL condition holds; those in the bin last, then the newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM articles WHERE {condition} "
        "ORDER BY removed IS NOT NULL, created DESC, articles.row DESC",
        values,
    ).fetchall()
    with decoding(connection.path):
        return [article_of_row(row) for row in rows]


def named(connection: Connection, text: str, *, in_bin: bool = False) -> Article:
    """Return the article with this id, this exact title, or the only one whose id begins like this.

    An article in the library comes before one in the bin, or after it with `in_bin`. `NotFound` says if there
    is none or more than one.
    """
    wanted = text.strip().encode(errors="ignore").decode()  # a lone surrogate names nothing
    if wanted:
        for condition in ("id = ?", "title = ?", "substr(id, 1, length(?1)) = ?1"):
            found = where(connection, condition, (wanted,))
            found = [item for item in found if (item.removed is not None) is in_bin] or found
            if len(found) > 1:
                raise _ambiguous(wanted, found)
            if found:
                return found[0]
    raise NotFound(
        tr("There is no article “{text}” in the library.", text=text),
        hint=tr("Give its exact title, or its id as the list of articles shows it."),
    )


def _ambiguous(text: str, found: Sequence[Article]) -> NotFound:
    ids = ", ".join(article.id for article in found[:5])
    return NotFound(
        tr("“{text}” could be any of {count} articles.", text=text, count=len(found)),
        hint=tr("Use the id of the one you mean: {ids}.", ids=ids + (" …" if len(found) > 5 else "")),
    )
