"""`Controller`: the one object widgets talk to. It calls the workspace and tells what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, QObject, QTime, Signal

from annotator.errors import AnnotatorError
from annotator.history import Change
from annotator.model.annotation import Annotation, Kind, Risk, Status
from annotator.model.article import Article, Version
from annotator.model.dossier import Dossier
from annotator.model.ids import new_id
from annotator.model.person import Person
from annotator.model.source import Evidence, Source
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.translate import tr_plural
from ui.marks import Marks

if TYPE_CHECKING:
    from annotator.storage import ArticleSummary, Hit
    from annotator.workspace import Workspace

T = TypeVar("T")


class Controller(QObject):
    """Calls the workspace for the widgets, and keeps what is on screen in step with the library.

    Signals:
        article_opened: a Dossier is on screen.
        article_closed: none is any more.
        changed: a Change was made, undone or redone in the open article or the codebook, and is saved.
        failed: an AnnotatorError the user should see.
        library_changed: articles were added, removed or renamed, or another library is open.
        current_changed: id of the mark the editor shows, "" for none.
        reveal: a Span of the open article that should be in sight.
        saved: what was just saved, as a line for the status bar.
        announced: a sentence for assistive technology.
        busy, idle: slow work has begun, as a line to show, and has ended.
    """

    article_opened = Signal(object)
    article_closed = Signal()
    changed = Signal(object)
    failed = Signal(object)
    library_changed = Signal()
    current_changed = Signal(str)
    reveal = Signal(object)
    saved = Signal(str)
    announced = Signal(str)
    busy = Signal(str)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._article: Article | None = None
        self._version: Version | None = None
        self._current = self._told = ""
        self._left_at: tuple[int, str] | None = None
        self.loading: Callable[[], object] = lambda: None
        self.loaded: Callable[[], object] = lambda: None
        """Are called before the values of an article are loaded, and after that, before they are shown."""
        self.marks = Marks()
        self.tags: dict[str, Tag] = {}
        self.sources: dict[str, Source] = {}

    # -- what is open ------------------------------------------------------------------------------------

    def use(self, workspace: Workspace) -> None:
        """Work in this library from now on; the article that was open is closed."""
        self.close_article()
        self._workspace = workspace
        self.tags = {tag.id: tag for tag in workspace.tags()}
        self.sources = {source.id: source for source in workspace.sources()}
        self.library_changed.emit()

    @property
    def workspace(self) -> Workspace | None:
        """The workspace, None until the library is open."""
        return self._workspace

    @property
    def article(self) -> Article | None:
        """The article on screen, None for none."""
        return self._article

    @property
    def version(self) -> Version | None:
        """The text on screen, None for none."""
        return self._version

    @property
    def current(self) -> Annotation | None:
        """The mark the editor shows, None for none."""
        return self.marks.get(self._current)

    def dossier(self) -> Dossier | None:
        """Return the open article as it is now, without its original bytes; None if none is open."""
        if self._article is None or self._version is None:
            return None
        return Dossier(
            article=self._article,
            version=self._version,
            annotations=tuple(self.marks),
            tags=tuple(self.tags.values()),
            sources=tuple(self.sources.values()),
        )

    def offered_tags(self) -> list[Tag]:
        """Return the tags for new marks, in the order of the codebook."""
        return sorted((tag for tag in self.tags.values() if not tag.retired), key=lambda tag: tag.position)

    def articles(self) -> list[ArticleSummary]:
        """Return the articles of the library; none while there is no library."""
        return self.ask(lambda workspace: workspace.articles()) or []

    def articles_in_bin(self) -> list[ArticleSummary]:
        """Return the articles that were removed and can be brought back."""
        return self.ask(lambda workspace: workspace.library.articles(removed=True)) or []

    def search(self, query: str) -> list[Hit]:
        """Return the best places for `query` in the library."""
        return self.ask(lambda workspace: workspace.search(query)) or []

    def journal(self, annotation_id: str) -> list[Change]:
        """Return what was done to a mark, newest first."""
        return self.ask(lambda workspace: workspace.journal(annotation_id)) or []

    def set_person(self, person: Person) -> None:
        """Sign new marks and changes with this name."""
        if self._workspace is not None:
            self._workspace.person = person

    def open_article(self, article_id: str) -> bool:
        """Show an article; tell whether it could be opened."""
        self.loading()
        dossier = self.ask(lambda workspace: workspace.open(article_id))
        self.loaded()
        if dossier is None:
            return False
        self._article, self._version = dossier.article, dossier.version
        self.marks = Marks(dossier.annotations)
        self.tags = dict(dossier.tags_by_id())
        if self._workspace is not None:
            self.sources = {source.id: source for source in self._workspace.sources()}
        self._current = self._told = ""
        self.article_opened.emit(dossier)
        self.current_changed.emit("")
        return True

    def close_article(self) -> None:
        """Show no article."""
        if self._article is None:
            return
        self._article = self._version = None
        self.marks = Marks()
        self._current = self._told = ""
        self.current_changed.emit("")
        self.article_closed.emit()

    def look_away(self) -> None:
        """Note what the library holds, for `look_again`."""
        self._left_at = self.ask(lambda workspace: workspace.library.state())

    def look_again(self) -> None:
        """Show what another window or the command line has changed in the library since `look_away`."""
        seen, self._left_at = self._left_at, None
        if seen is None or self.ask(lambda workspace: workspace.library.state()) in (None, seen):
            return
        here = self._article.id if self._article is not None else ""
        now = self.ask(lambda w: (w.tags(), w.sources(), w.library.article(here)))
        if now is None:
            return
        tags, sources, article = now
        self.tags = {tag.id: tag for tag in tags}
        self.sources = {source.id: source for source in sources}
        if article is None or article.removed is not None:
            self.close_article()
        else:
            self._reopen()
        self.library_changed.emit()

    def select(self, annotation_id: str, *, reveal: bool = False) -> None:
        """Make a mark the one the editor shows; "" for none. `reveal` brings its passage into sight."""
        annotation = self.marks.get(annotation_id)
        self._current = annotation.id if annotation else ""
        self._tell_current()
        if annotation is not None and reveal and annotation.span is not None:
            self.reveal.emit(annotation.span)

    def step(self, by: int) -> None:
        """Go to the next mark, or the previous one for -1; from none, to the first or last."""
        if not len(self.marks):
            return
        if self._current:
            found = self.marks.neighbour(self._current, by)
        else:
            found = self.marks.numbered(1 if by > 0 else len(self.marks))
        if found is not None:
            self.select(found.id, reveal=True)
            self.announced.emit(self._place_line(found))

    # -- acts --------------------------------------------------------------------------------------------

    def mark(self, span: Span, tag: str, kind: Kind = Kind.CLAIM) -> None:
        """Mark a passage of the open article and make the new mark the current one."""
        self.mark_all([span], tag, kind)

    def mark_all(self, spans: Sequence[Span], tag: str, kind: Kind = Kind.CLAIM) -> None:
        """Mark several passages alike, as one step of undo."""
        article = self._article
        if article is None or not spans:
            return
        name = article.id
        change = self.act(lambda workspace: workspace.mark_all(name, spans, tag, kind=kind), _first_made)
        made = [record for record in change.after if isinstance(record, Annotation)] if change else []
        if made:
            self.announced.emit(self._marked_line(made))

    def retag(self, ids: Iterable[str], tag: str) -> None:
        """Give marks another tag."""
        wanted = list(ids)
        if self.act(lambda workspace: workspace.retag(wanted, tag)) is not None:
            name = self.tags[tag].name if tag in self.tags else self.tr("no tag")
            self.announced.emit(self.tr("Tagged as {tag}").format(tag=name.lower()))

    def set_kind(self, ids: Iterable[str], kind: Kind) -> None:
        """Make marks claims or quotes."""
        self.act(lambda workspace: workspace.set_kind(ids, kind))

    def set_status(self, ids: Iterable[str], status: Status) -> None:
        """Say whether marks hold."""
        self.act(lambda workspace: workspace.set_status(ids, status))

    def set_risk(self, ids: Iterable[str], risk: Risk, on: bool) -> None:
        """Raise or take down a risk flag."""
        self.act(lambda workspace: workspace.set_risk(ids, risk, on))

    def edit(self, annotation_id: str, label: str, merge: str = "", **fields: object) -> None:
        """Give one mark other fields; edits in a row with the same `merge` key are one step of undo."""
        if (annotation := self.marks.get(annotation_id)) is not None:
            value = annotation.with_(**fields)
            self.act(lambda workspace: workspace.edit(value, label, merge))

    def move(self, annotation_id: str, span: Span) -> None:
        """Give a mark other borders."""
        self.act(lambda workspace: workspace.move(annotation_id, span))

    def delete(self, ids: Iterable[str]) -> None:
        """Take marks off; the next mark in the text becomes the current one."""
        gone = [item for item in dict.fromkeys(ids) if item in self.marks]
        if not gone:
            return
        after = self.marks.neighbour(gone[-1], 1) or self.marks.neighbour(gone[0], -1)
        current = "" if self._current in gone else self._current
        if not current and after is not None and len(gone) == 1:
            current = after.id
        if self.act(lambda workspace: workspace.delete(gone), lambda _change: current) is not None:
            left = tr_plural("{n} mark left", "{n} marks left", len(self.marks))
            self.announced.emit(self.tr("Removed, {left}").format(left=left))

    def split(self, annotation_id: str, at: int) -> None:
        """Make two marks of one, at a position inside it."""
        self.act(lambda workspace: workspace.split(annotation_id, at))

    def merge(self, ids: Iterable[str]) -> None:
        """Make one mark of several."""
        self.act(lambda workspace: workspace.merge(ids))

    def edit_tags(self, tags: Sequence[Tag]) -> None:
        """Make `tags` the codebook, in this order."""
        self.act(lambda workspace: workspace.edit_tags(tags))

    def merge_tags(self, tag: str, into: str) -> None:
        """Give every mark of `tag` the tag `into`, and take `tag` out of the codebook."""
        if self.act(lambda workspace: workspace.merge_tags(tag, into)) is not None:
            self._reopen()

    def add_evidence(self, annotation_id: str, source: Source) -> None:
        """Hold a source against a mark; a source the library does not have yet is added to it."""
        by = self._workspace.person.name if self._workspace else ""
        evidence = Evidence(source.id, by=by, on=datetime.now().astimezone().date())
        self.act(lambda workspace: workspace.add_evidence(annotation_id, evidence, source))

    def new_source(self, text: str) -> Source:
        """Return the source that `text` names: one the library has, by title or URL, else a new value."""
        from ui.evidence_editor import source_from  # the rules of reading stand beside the field

        return source_from(text, self.sources.values(), new_id())

    def edit_source(self, source: Source, merge: str = "") -> None:
        """Store a new value of a source."""
        self.act(lambda workspace: workspace.edit_source(source, merge))

    def edit_article(self, article: Article, merge: str = "") -> None:
        """Store other metadata of an article."""
        self.act(lambda workspace: workspace.edit_article(article, merge))

    def remove_article(self, article_id: str) -> None:
        """Put an article in the bin."""
        self.act(lambda workspace: workspace.remove_article(article_id))

    def restore_article(self, article_id: str) -> None:
        """Take an article out of the bin."""
        self.act(lambda workspace: workspace.restore_article(article_id))

    def erase_article(self, article_id: str, *, earlier_backups: bool = False) -> None:
        """Delete an article that is in the bin for good; what could not be deleted is told as an error."""
        if self._article is not None and self._article.id == article_id:
            self.close_article()
        self.ask(lambda workspace: workspace.erase_article(article_id, earlier_backups=earlier_backups))
        if self.ask(lambda workspace: workspace.library.article(article_id) is None):
            self.library_changed.emit()
            self._tell_saved(self.tr("Deleted for good"))
            self.announced.emit(self.tr("Deleted for good"))

    # -- undo --------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last change, in whichever article it was."""
        label = self.to_undo()
        self._travel(lambda workspace: workspace.undo(), self.tr("Undone: {act}").format(act=label))

    def redo(self) -> None:
        """Do again what was taken back last."""
        label = self.to_redo()
        self._travel(lambda workspace: workspace.redo(), self.tr("Redone: {act}").format(act=label))

    def to_undo(self) -> str:
        """Return what would be undone, "" for nothing."""
        return self.ask(lambda workspace: workspace.to_undo_label()) or ""

    def to_redo(self) -> str:
        """Return what would be redone, "" for nothing."""
        return self.ask(lambda workspace: workspace.to_redo_label()) or ""

    def step_labels(self) -> tuple[str, str]:
        """Return what would be undone and what would be done again, "" for nothing."""
        undo, redo = self.ask(lambda workspace: workspace.library.step_labels()) or (None, None)
        return undo or "", redo or ""

    def _travel(self, operation: Callable[[Workspace], Change | None], message: str) -> None:
        change = self.ask(operation)
        if change is None:
            return
        here = self._article.id if self._article else ""
        if change.article and change.article != here:
            self.library_changed.emit()
            if not self._is_gone(change, change.article):
                self.open_article(change.article)
        else:
            self._absorb(change, lambda change: _first_made(change) or self._current)
        self._tell_saved(message)
        self.announced.emit(message)
        if touched := _first_made(change):
            self.select(touched, reveal=True)
        else:
            places = [r.span for r in change.before if isinstance(r, Annotation) and r.span is not None]
            if places and change.article == here:
                self.reveal.emit(places[0])

    # -- inside ------------------------------------------------------------------------------------------

    def failed_with(self, error: AnnotatorError) -> None:
        """Show an error that arose elsewhere, in a job for instance."""
        self.failed.emit(error)

    def added(self, article: Article) -> None:
        """Show an article that was just added to the library."""
        if self._workspace is not None:
            self.tags = {tag.id: tag for tag in self._workspace.tags()}
        self.library_changed.emit()
        self.open_article(article.id)
        self._tell_saved(self.tr("Opened “{title}”").format(title=article.title))

    def ask(self, question: Callable[[Workspace], T]) -> T | None:
        """Ask the workspace; None if there is none, or after an error, which is told."""
        if self._workspace is None:
            return None
        try:
            return question(self._workspace)
        except AnnotatorError as error:
            self.failed.emit(error)
            return None

    def act(
        self,
        operation: Callable[[Workspace], Change | None],
        current: Callable[[Change], str] | None = None,
    ) -> Change | None:
        """Have the workspace do something, and tell what it changed; None if nothing was, or it failed.

        `current` says of the change which mark is the current one from then on, "" for none. Without it, that
        stays as it was.
        """
        change = self.ask(operation)
        if change is not None:
            self._absorb(change, current)
            self._tell_saved(change.label)
        return change

    def _absorb(self, change: Change, current: Callable[[Change], str] | None = None) -> None:
        """Bring what is on screen in step with a change that is stored, then tell the widgets."""
        here = self._article.id if self._article else ""
        kinds = {type(record) for record in (*change.before, *change.after)}
        for before, after in change.pairs():
            self._absorb_record(before, after, here)
        if here and Article in kinds and self._is_gone(change, here):
            self.close_article()
        if self._article and self._version and self._article.version != self._version.id:
            self._reopen()  # another text: nothing on screen is where it was
        wanted = current(change) if current is not None else self._current
        self._current = wanted if wanted in self.marks else ""
        self.changed.emit(change)
        self._tell_current()
        if kinds & {Article, Tag}:
            self.library_changed.emit()

    def _absorb_record(self, before: object, after: object, here: str) -> None:
        record = after if after is not None else before
        if isinstance(record, Annotation) and record.article == here:
            if after is None:
                self.marks.remove(record.id)
            else:
                self.marks.put(record)
        elif isinstance(record, Tag):
            _put_or_remove(self.tags, record, after is None)
        elif isinstance(record, Source):
            _put_or_remove(self.sources, record, after is None)
        elif isinstance(record, Article) and after is not None and record.id == here:
            self._article = record

    def _reopen(self) -> None:
        if self._article is not None:
            current = self._current
            self.open_article(self._article.id)
            self.select(current)

    @staticmethod
    def _is_gone(change: Change, article_id: str) -> bool:
        left = next((r for r in change.after if isinstance(r, Article) and r.id == article_id), None)
        if left is not None:
            return left.removed is not None
        return any(isinstance(r, Article) and r.id == article_id for r in change.before)

    def _tell_current(self) -> None:
        if self._current != self._told:
            self._told = self._current
            self.current_changed.emit(self._current)

    def _tell_saved(self, what: str) -> None:
        time = QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
        self.saved.emit(self.tr("{what} · Saved {time}").format(what=what, time=time))

    def _marked_line(self, made: Sequence[Annotation]) -> str:
        tag = self.tags.get(made[0].tag)
        if len(made) > 1:
            return tr_plural("{n} passage marked", "{n} passages marked", len(made))
        if tag is None:
            return self.tr("Marked, {place}").format(place=self._count_line(made[0]))
        return self.tr("Marked as {tag}, {place}").format(
            tag=tag.name.lower(), place=self._count_line(made[0])
        )

    def _place_line(self, annotation: Annotation) -> str:
        tag = self.tags.get(annotation.tag)
        name = tag.name if tag else self.tr("No tag")
        return self.tr("{tag}, {place}: {passage}").format(
            tag=name, place=self._count_line(annotation), passage=annotation.exact[:200]
        )

    def _count_line(self, annotation: Annotation) -> str:
        return self.tr("{number} of {count}").format(
            number=self.marks.number(annotation.id), count=len(self.marks)
        )


def _first_made(change: Change) -> str:
    """Return the id of the first mark that is there after a change, "" for none."""
    return next((record.id for record in change.after if isinstance(record, Annotation)), "")


def _put_or_remove(values: dict[str, T], record: T, gone: bool) -> None:
    key: str = record.id  # type: ignore[attr-defined]  # tags and sources both have one
    if gone:
        values.pop(key, None)
    else:
        values[key] = record
