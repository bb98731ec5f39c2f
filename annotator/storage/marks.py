"""Reading the marks of an article: the plain half of all of them, the other half of those that have more."""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

from annotator.collection import collection_paused
from annotator.model.annotation import Annotation, reading_order
from annotator.storage.annotation_rows import (
    EVIDENCE_COLUMNS,
    MORE_COLUMNS,
    PLAIN_COLUMNS,
    annotations_of_rows,
    evidence_of_rows,
)
from annotator.storage.connection import Connection
from annotator.storage.problems import decoding
from annotator.storage.rows import Row
from annotator.storage.tables import rows_by_id

_PLAIN = f"SELECT id, {', '.join(PLAIN_COLUMNS)} FROM annotations"
_MORE = f"SELECT id, {', '.join(MORE_COLUMNS)} FROM annotations"


def of_article(connection: Connection, article: str) -> list[Annotation]:
    """Return the marks of an article in reading order."""
    with collection_paused():  # a fifth of the time of a book
        plain = connection.execute(f"{_PLAIN} WHERE article = ?", (article,)).fetchall()
        more = connection.execute(f"{_MORE} WHERE article = ? AND more = 1", (article,)).fetchall()
        return reading_order(_annotations(connection, article, plain, more))


def with_id(connection: Connection, annotation: str) -> Annotation | None:
    """Return one mark, None if there is none with this id."""
    article = connection.value("SELECT article FROM annotations WHERE id = ?", (annotation,))
    plain = connection.execute(f"{_PLAIN} WHERE id = ?", (annotation,)).fetchall()
    more = connection.execute(f"{_MORE} WHERE id = ? AND more = 1", (annotation,)).fetchall()
    return next(iter(_annotations(connection, article, plain, more)), None)


def _annotations(connection: Connection, article: str, plain: list[Row], more: list[Row]) -> list[Annotation]:
    proven = [row[0] for row in more if row[-1]]
    evidence = sorted(rows_by_id(connection, "evidence", EVIDENCE_COLUMNS, proven, key="annotation"))
    with decoding(connection.path):
        return annotations_of_rows(
            article, plain, {row[0]: row[1:] for row in more}, evidence_of_rows(evidence)
        )
