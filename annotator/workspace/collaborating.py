"""`Collaborating`: documents that come back, and another person's marks on the same article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from annotator.anchoring import carry
from annotator.errors import NotFound
from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Version
from annotator.model.dossier import Dossier
from annotator.model.ids import new_id
from annotator.model.imported import Imported
from annotator.model.records import Record
from annotator.model.selectors import Target
from annotator.model.source import Source
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.returning.acceptance import Ground, accept
from annotator.returning.differences import Difference, DifferenceKind, differences
from annotator.returning.new_version import carry_marks
from annotator.returning.two_people import Pair, Verdict, pair_marks
from annotator.storage import Content
from annotator.translate import tr, tr_plural
from annotator.workspace.opening import Opening


@dataclass(frozen=True, slots=True)
class Returned:
    """A document that came back, and what was done to it. Nothing of it is in the library yet.

    Attributes:
        places: where each difference is in the article as it is now; None where those words are not in it.
        text: the article's as it was sent.
        behind: whether the article's text was edited since the document was sent, and in the document too:
            to take the document's text over would then undo the article's own edits.
    """

    article: Article
    imported: Imported = field(repr=False)
    original: bytes = field(repr=False)
    name: str
    comments: Mapping[str, Sequence[str]] = field(repr=False)
    notes: Mapping[str, str] = field(repr=False)
    differences: tuple[Difference, ...]
    places: tuple[Span | None, ...] = ()
    text: str = field(default="", repr=False)
    behind: bool = False


class Collaborating(Opening):
    """Take in what others did to the documents we sent."""

    def returned(
        self, imported: Imported, original: bytes, name: str, article_id: str | None = None
    ) -> Returned:
        """Return what was done to a document since it was sent; NotFound if it belongs to no article here.

        A file that carries our data says itself which article it is; for another, the article is named, or
        the one whose text it has. What was taken over already, when the file was opened before, is left out.
        """
        article = self._article_of(imported, article_id, name)
        now = self.open(article.id)
        sent = imported.dossier or now
        comments = _comments(sent)
        found = differences(sent, imported, comments)
        places = _mapping(imported.text, now.version, found)
        notes = {mark.id: mark.note for mark in sent.annotations}
        ground = Ground(now.version, places, comments, notes)
        marks = {mark.id: mark for mark in now.annotations}
        open_ = tuple(
            difference
            for item in found
            if (difference := _still_open(item, marks, now.version.text == imported.text, ground))
        )
        where = tuple(_where(item, marks, ground) for item in open_)
        edited = any(item.kind is DifferenceKind.TEXT for item in open_)
        behind = edited and now.version.text != sent.version.text
        return Returned(
            article, imported, original, name, comments, notes, open_, where, sent.version.text, behind
        )

    def accept_returned(self, returned: Returned, chosen: Sequence[Difference]) -> Change | None:
        """Take over the chosen differences as one change; None if they come to nothing.

        Where the edited text is among them it becomes a new version, and every mark is carried to it.
        """
        article = self.article(returned.article.id)
        old = self.version(article.version)
        marks = {mark.id: mark for mark in self.library.annotations(article.id)}
        before: dict[str, Record] = dict(marks)
        version, contents = old, []
        records: list[tuple[Record, Record]] = []
        if any(item.kind is DifferenceKind.TEXT for item in chosen):
            version = self._next_version(article, returned.imported, returned.original, returned.name)
            contents = [Content(version, returned.original)]
            records.append((article, replace(article, version=version.id)))
            marks = {item.after.id: item.after for item in carry_marks(old, version, marks.values())}
        place = _mapping(returned.imported.text, version, chosen)
        ground = Ground(version, place, returned.comments, returned.notes)
        after: dict[str, Annotation | None] = {**marks, **accept(marks, chosen, ground)}
        touched = [key for key in after if before.get(key) != after[key]]
        if not touched and not records:
            return None
        change = self._change(
            tr_plural("Accept {n} difference", "Accept {n} differences", len(chosen)),
            before=(*(old for old, _ in records), *(before[key] for key in touched if key in before)),
            after=(*(new for _, new in records), *(mark for key in touched if (mark := after[key]))),
            article=article.id,
        )
        return self.library.apply(change, contents)

    def compare_with(self, theirs: Dossier, article_id: str | None = None) -> tuple[Article, list[Pair]]:
        """Return which marks of another person's dossier are passages of mine; theirs placed on my text.

        Words of theirs that my version of the text does not have are left out.
        """
        article = self.article(article_id or self._same_article(theirs).id)
        mine = self.open(article.id)
        marks = [mark for mark in theirs.annotations if mark.span is not None]
        if theirs.version.text != mine.version.text:
            carried = carry_marks(theirs.version, mine.version, marks)
            marks = [item.after for item in carried if not item.after.is_orphan]
        _, tag_ids = self._new_tags(theirs.tags, {mark.tag for mark in marks})
        on_mine = [
            replace(
                mark,
                target=Target(mine.version.id, mark.span, mark.target.quote),
                tag=tag_ids.get(mark.tag, mark.tag),
                article=article.id,
            )
            for mark in marks
        ]
        return article, pair_marks(mine.annotations, on_mine)

    def article_like(self, dossier: Dossier) -> Article | None:
        """Return the article of this library that a dossier is about: by id, else by its very text."""
        try:
            return self._same_article(dossier)
        except NotFound:
            return None

    def counterpart(self, other: Collaborating, article_id: str | None) -> Dossier:
        """Return my dossier of the article the other library has: by id, else by its very text.

        Without an `article_id`, of the first article that both have; NotFound if there is none.
        """
        everything = (item.article for item in other.articles())
        for article in [other.article(article_id)] if article_id else everything:
            try:
                return self.open(self._same_article(other.open(article.id)).id)
            except NotFound:
                continue
        raise NotFound(
            tr("The two libraries have no article in common."),
            hint=tr("An article is recognised by its identity or by its very text."),
        )

    def adopt(self, article_id: str, theirs: Dossier, marks: Sequence[Annotation]) -> Change | None:
        """Add marks of another person to mine, with the tags and sources they use, as one step of undo."""
        if not marks:
            return None
        tags, sources = self._foundations(theirs, marks)
        added = [
            replace(mark, id=new_id() if self._has(mark.id) else mark.id, article=article_id)
            for mark in marks
        ]
        label = tr_plural("Add {n} mark", "Add {n} marks", len(added))
        return self._do(self._change(label, after=(*tags, *sources, *added), article=article_id))

    def adopt_one_sided(self, article_id: str, theirs: Dossier, pairs: Sequence[Pair]) -> Change | None:
        """Add every mark that only the other person made."""
        marks = [pair.theirs for pair in pairs if pair.verdict is Verdict.ONLY_THEIRS and pair.theirs]
        return self.adopt(article_id, theirs, marks)

    def take_theirs(self, article_id: str, theirs: Dossier, pair: Pair) -> Change | None:
        """Let another person's mark of a passage stand instead of mine; where they have none, mine goes."""
        if pair.mine is None:
            return self.adopt(article_id, theirs, [pair.theirs] if pair.theirs else [])
        mine = self._annotation(pair.mine.id)
        label = tr("Take over the other person’s mark")
        if pair.theirs is None:
            return self._do(self._change(label, before=(mine,), article=article_id))
        tags, sources = self._foundations(theirs, [pair.theirs])
        taken = replace(pair.theirs, id=mine.id, article=article_id, modified=datetime.now(UTC))
        return self._do(
            self._change(label, before=(mine,), after=(*tags, *sources, taken), article=article_id)
        )

    def _foundations(
        self, theirs: Dossier, marks: Sequence[Annotation]
    ) -> tuple[tuple[Tag, ...], list[Source]]:
        """Return the tags and sources that marks of theirs rest on and this library lacks."""
        tags, _ = self._new_tags(theirs.tags, {mark.tag for mark in marks})
        have = {source.id for source in self.library.sources()}
        used = {item.source for mark in marks for item in mark.evidence}
        return tags, [item for item in theirs.sources if item.id in used and item.id not in have]

    def _article_of(self, imported: Imported, article_id: str | None, name: str) -> Article:
        if article_id is not None:
            return self.article(article_id)
        if imported.dossier is not None:
            return self._same_article(imported.dossier)
        for summary in self.library.articles():
            same_length = summary.characters == len(imported.text)
            if same_length and self.version(summary.article.version).text == imported.text:
                return summary.article
        raise NotFound(
            tr("“{name}” does not say which article it belongs to.", name=name),
            hint=tr("Name the article, or open the file as a new one."),
        )

    def _same_article(self, dossier: Dossier) -> Article:
        known = self.library.article(dossier.article.id)
        if known is not None and known.removed is None:
            return known
        for summary in self.library.articles():
            same_length = summary.characters == len(dossier.version.text)
            if same_length and self.version(summary.article.version).text == dossier.version.text:
                return summary.article
        raise NotFound(
            tr("“{title}” is not in this library.", title=dossier.article.title),
            hint=tr("Import the file to add it as a new article."),
        )


def _still_open(
    difference: Difference, marks: Mapping[str, Annotation], same_text: bool, ground: Ground
) -> Difference | None:
    """Return a difference unless it comes to nothing now; words about a mark that is gone are new ones."""
    if difference.kind is DifferenceKind.TEXT:
        return None if same_text else difference
    gone = difference.annotation and difference.annotation not in marks
    if gone and difference.kind in (DifferenceKind.REPLY, DifferenceKind.CHANGED_COMMENT):
        difference = replace(difference, kind=DifferenceKind.NEW_COMMENT, annotation="")
    made = accept(marks, [difference], ground)
    return difference if any(marks.get(key) != mark for key, mark in made.items()) else None


def _where(difference: Difference, marks: Mapping[str, Annotation], ground: Ground) -> Span | None:
    mark = marks.get(difference.annotation)
    if mark is not None and mark.span is not None:
        return mark.span
    return ground.place(difference.span) if difference.span else None


def _comments(sent: Dossier) -> dict[str, Sequence[str]]:
    from annotator.exporters.comment_text import comment_paragraphs

    tags, sources = sent.tags_by_id(), sent.sources_by_id()
    return {
        mark.id: comment_paragraphs(mark, sent.label(number, mark), tags.get(mark.tag), sources)
        for number, mark in enumerate(sent.annotations, 1)
    }


def _mapping(returned: str, version: Version, chosen: Sequence[Difference]) -> Callable[[Span], Span | None]:
    """Return where spans of the returned text stand in `version`; all are looked up in one comparison."""
    if returned == version.text:
        return lambda span: span
    spans = list(dict.fromkeys(item.span for item in chosen if item.span))
    found = carry(returned, version.text, spans)
    places = {span: place.span for span, place in zip(spans, found, strict=True) if place and place.is_taken}
    return places.get
