"""`LibraryModel`: the articles of the library as rows, the newest first, and the places a search found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.article import Article
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.controller import Controller

if TYPE_CHECKING:
    from annotator.storage import ArticleSummary, Hit

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The `ArticleRow` or `HitRow` of a row."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the list.

    Attributes:
        facts: byline, site and date in one line.
        counts: marks per `Tag.id`, in the order of the codebook.
    """

    article: Article
    facts: str
    counts: tuple[tuple[str, int], ...]
    orphans: int = 0

    @property
    def marks(self) -> int:
        """The number of its marks."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class HitRow:
    """A place a search found.

    Attributes:
        title: of the article.
        parts: the snippet, cut into (words, whether they were looked for).
    """

    article: str
    title: str
    where: str
    parts: tuple[tuple[str, bool], ...]
    annotation: str | None = None
    start: int | None = None


class LibraryModel(QAbstractListModel):
    """Rows of articles, or of places found while a search is on."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._rows: list[ArticleRow | HitRow] = []
        self.is_search = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a row."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.article.title if isinstance(row, ArticleRow) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def row(self, number: int) -> ArticleRow | HitRow:
        """Return a row by its number, from 0."""
        return self._rows[number]

    def row_of(self, article_id: str) -> int:
        """Return the row of an article, -1 for none."""
        for number, row in enumerate(self._rows):
            if isinstance(row, ArticleRow) and row.article.id == article_id:
                return number
        return -1

    def show_articles(self, words: str = "") -> None:
        """Show the articles whose title, byline or site hold all of `words`."""
        wanted = words.casefold().split()
        rows = [self._row(summary) for summary in self._controller.articles()]
        if wanted:
            rows = [
                row
                for row in rows
                if all(word in f"{row.article.title} {row.facts}".casefold() for word in wanted)
            ]
        rows.sort(key=lambda row: row.article.created, reverse=True)
        self._show(list(rows), search=False)

    def show_hits(self, hits: list[Hit]) -> None:
        """Show places a search found."""
        titles = {summary.article.id: summary.article.title for summary in self._controller.articles()}
        rows: list[ArticleRow | HitRow] = [
            HitRow(
                article=hit.article,
                title=titles.get(hit.article, ""),
                where=hit.where,
                parts=_parts(hit.snippet),
                annotation=hit.annotation,
                start=hit.start,
            )
            for hit in hits
        ]
        self._show(rows, search=True)

    def recount(self) -> None:
        """Count the marks of the open article anew; the others cannot have changed."""
        article = self._controller.article
        number = self.row_of(article.id) if article is not None else -1
        if number < 0:
            return
        row = self._rows[number]
        if isinstance(row, ArticleRow):
            marks = self._controller.marks
            counts = Counter(mark.tag for mark in marks)
            self._rows[number] = replace(row, counts=self._in_order(counts), orphans=marks.orphans())
            self.dataChanged.emit(self.index(number), self.index(number))

    def _show(self, rows: list[ArticleRow | HitRow], *, search: bool) -> None:
        self.beginResetModel()
        self._rows, self.is_search = rows, search
        self.endResetModel()

    def _row(self, summary: ArticleSummary) -> ArticleRow:
        article = summary.article
        facts = "  ·  ".join(part for part in (article.byline, article.site, article.published[:10]) if part)
        return ArticleRow(article, one_line(facts), self._in_order(summary.tags), summary.orphans)

    def _in_order(self, counts: Any) -> tuple[tuple[str, int], ...]:
        tags = self._controller.tags
        known = sorted(counts, key=lambda tag: tags[tag].position if tag in tags else len(tags))
        return tuple((tag, counts[tag]) for tag in known if counts[tag])

    def _spoken(self, row: ArticleRow | HitRow) -> str:
        if isinstance(row, HitRow):
            return f"{row.title}: {''.join(text for text, _ in row.parts)}"
        marks = tr_plural("{n} mark", "{n} marks", row.marks)
        return ", ".join(part for part in (row.article.title, row.facts, marks) if part)


def _parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Cut a snippet at the signs around what was found."""
    parts: list[tuple[str, bool]] = []
    for piece in snippet.replace("\n", " ").split("\x02"):
        found, end, rest = piece.partition("\x03")
        if end:
            parts.append((found, True))
            parts.append((rest, False))
        else:
            parts.append((piece, False))
    return tuple(part for part in parts if part[0])
