"""`Suggestions`: what is offered in the open article, looked for in a thread, in step with the marks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import AnnotatorError
from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article, Version
from annotator.model.refusal import Refusal
from annotator.model.span import Span
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.model.suggestion_settings import ArticleSwitches, LibrarySwitches, offered_kinds
from annotator.translate import tr_plural
from ui.controller import Controller
from ui.jobs import Job, Jobs
from ui.settings import Settings
from ui.suggestion_index import SuggestionIndex

if TYPE_CHECKING:
    from annotator.model.dossier import Dossier

OFF = "suggestions/off"
"""The flag in the person's own settings: off for all libraries on this computer."""
AFTER_OPENING_MS = 60
"""A pause in which the article is laid out, before a thread competes with that."""
_MANY = 100
"""Records of one change from which on working everything out anew is quicker."""


class Suggestions(QObject):
    """The offers of the open article and the one the person is at. It decides nothing.

    Signals:
        offers_changed: other passages are offered than before.
        current_changed: the person is at another suggestion, or at none.
        adjusting_changed: the borders of the current one are being changed, or no longer are.
        state_changed: a switch was turned, or looking began or ended.

    Attributes:
        offers: what is open, in reading order, of the kinds that are switched on.
        index: where they are.
        current: the suggestion the person is at.
        adjusted: other borders for it, while they are being changed; None otherwise.
        language: of the text as the rules took it, "" when it is not known.
    """

    offers_changed = Signal()
    current_changed = Signal()
    adjusting_changed = Signal()
    state_changed = Signal()

    def __init__(self, controller: Controller, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._settings = settings
        self.offers: list[Suggestion] = []
        self.index = SuggestionIndex(self.offers)
        self.current: Suggestion | None = None
        self.adjusted: Span | None = None
        self.language = ""
        self.switches = LibrarySwitches()
        self.here = ArticleSwitches()
        self._found: list[Suggestion] | None = None  # None while nobody has looked
        self._wanted: list[Suggestion] = []  # of those, the kinds that are switched on
        self._wanted_index = SuggestionIndex(self._wanted)
        self._open: set[int] = set()  # numbers of those that are neither marked nor refused
        self._refusals: list[Refusal] = []
        self._looked_at: tuple[str, str] | None = None  # version and language
        self.jobs = Jobs(self)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_OPENING_MS)
        self._soon.timeout.connect(self._start_looking)
        self.jobs.failed.connect(controller.failed_with)
        controller.article_opened.connect(self._article_opened)
        controller.article_closed.connect(self._article_closed)
        controller.changed.connect(self._changed)

    # -- how it stands -----------------------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        """Whether there are suggestions on this computer at all."""
        return not self._settings.flag(OFF)

    @property
    def kinds(self) -> frozenset[SuggestionKind]:
        """What is pointed at in the open article, the second reader left aside."""
        return offered_kinds(self.switches, self.here) if self.is_on else frozenset()

    @property
    def is_waiting(self) -> bool:
        """Whether the second reader waits for the person to have marked the article."""
        return self.switches.second_reader and not self.here.read and bool(self.kinds)

    @property
    def is_looking(self) -> bool:
        """Whether the text is still being looked through."""
        return self._looked_at is not None and self._found is None

    def of_kind(self, kind: SuggestionKind) -> list[Suggestion]:
        """Return the open offers of one kind."""
        return [item for item in self.offers if item.kind is kind]

    def at(self, place: int) -> Suggestion | None:
        """Return the shortest offer whose passage holds a place of the text, None for none."""
        there = self.index.overlapping(place, place + 1)
        return min(there, key=lambda item: len(item.span), default=None)

    # -- going -------------------------------------------------------------------------------------------

    def go_to(self, suggestion: Suggestion | None, *, reveal: bool = True) -> None:
        """Make a suggestion the current one, None for none."""
        if self.index.number(suggestion) < 0:
            suggestion = None
        if suggestion is not self.current:
            self._end_adjusting()
            self.current = suggestion
            self.current_changed.emit()
        if suggestion is not None and reveal:
            self._controller.reveal.emit(suggestion.span)

    def step(self, by: int, *, around: bool = False) -> None:
        """Go to the next suggestion, or the previous one for -1; `around` goes on at the other end."""
        if not self.offers:
            return
        if self.current is None:
            place = 0 if by > 0 else len(self.offers) - 1
        else:
            place = self.index.number(self.current) + by
        if around:
            place %= len(self.offers)
        if 0 <= place < len(self.offers):
            self.go_to(self.offers[place])
            self._tell(self._place_line(self.offers[place]))

    def adjust(self, span: Span | None) -> None:
        """Give the current suggestion other borders before it is accepted; None leaves them as offered."""
        if self.current is None or span == self.adjusted:
            return
        self.adjusted = span
        self.adjusting_changed.emit()

    # -- acts --------------------------------------------------------------------------------------------

    def accept(self, tag: str = "") -> Annotation | None:
        """Make a mark of the current suggestion and go on to the next; without `tag` it has none."""
        article, item, span = self._controller.article, self.current, self.adjusted
        if article is None or item is None:
            return None
        change = self._and_go_on([item], lambda workspace: workspace.accept(article.id, item, span, tag=tag))
        if change is None:
            return None
        made = next(record for record in change.after if isinstance(record, Annotation))
        self._controller.select(made.id)
        self._tell(self.tr("Accepted, {left}").format(left=self._left()))
        return made

    def accept_all(self, suggestions: Sequence[Suggestion]) -> None:
        """Make marks of several suggestions, as one step of undo."""
        if (article := self._controller.article) is None or not suggestions:
            return
        if self._and_go_on(suggestions, lambda workspace: workspace.accept_all(article.id, suggestions)):
            done = tr_plural("{n} suggestion accepted", "{n} suggestions accepted", len(suggestions))
            self._tell(self.tr("{done}, {left}").format(done=done, left=self._left()))

    def refuse(self) -> None:
        """Never offer the current suggestion again, and go on to the next."""
        article, item = self._controller.article, self.current
        if article is None or item is None:
            return
        if self._and_go_on([item], lambda workspace: workspace.refuse(article.id, [item])):
            self._tell(self.tr("Refused, {left}").format(left=self._left()))

    def offer_again(self) -> None:
        """Offer again what was refused in this article."""
        if (article := self._controller.article) is not None:
            self._controller.act(lambda workspace: workspace.offer_again(article.id))

    def _and_go_on(
        self, settled: Collection[Suggestion], operation: Callable[..., Change | None]
    ) -> Change | None:
        """Do something with suggestions; the one after them becomes the current one."""
        following = self._after(settled)
        self._end_adjusting()
        change = self._controller.act(operation)
        if change is not None:
            self.go_to(following)
        return change

    def _after(self, settled: Collection[Suggestion]) -> Suggestion | None:
        if self.current is None:
            return None
        place, gone = self.index.number(self.current), set(map(id, settled))
        others = (self.offers[number] for number in (*range(place, len(self.offers)), *range(place)))
        return next((item for item in others if id(item) not in gone), None)

    # -- switches ----------------------------------------------------------------------------------------

    def switch_on(self, on: bool) -> None:
        """Switch suggestions on or off, for all libraries on this computer."""
        self._settings.keep_flag(OFF, not on)
        self._switched()

    def switch(self, **fields: object) -> None:
        """Turn switches of the library: `kinds`, `locked`, `second_reader`, `learning`."""
        wanted = replace(self.switches, **fields)  # type: ignore[arg-type]  # the names are checked by the dataclass
        self._controller.ask(lambda workspace: workspace.switch(wanted))
        self._load_switches()
        self._switched()

    def switch_here(self, **fields: bool) -> None:
        """Turn switches of the open article: `off`, `read`."""
        if (article := self._controller.article) is not None:
            wanted = replace(self.here, **fields)
            self._controller.ask(lambda workspace: workspace.switch_article(article.id, wanted))
            self._load_switches()
            self._switched()

    def reload_switches(self) -> None:
        """Take over switches that were turned elsewhere."""
        self._load_switches()
        self._switched()

    def _load_switches(self) -> None:
        article = self._controller.article
        self.switches = self._controller.ask(lambda workspace: workspace.switches()) or LibrarySwitches()
        self.here = ArticleSwitches()
        if article is not None:
            here = self._controller.ask(lambda workspace: workspace.article_switches(article.id))
            self.here = here or ArticleSwitches()

    def _switched(self) -> None:
        self._look()
        self._settle()
        self.state_changed.emit()

    # -- keeping in step ---------------------------------------------------------------------------------

    def _article_opened(self, _dossier: Dossier) -> None:
        self._forget()
        self._load_switches()
        self._load_refusals()
        self._look()
        self.offers_changed.emit()
        self.current_changed.emit()
        self.state_changed.emit()

    def _article_closed(self) -> None:
        self._forget()
        self.offers_changed.emit()
        self.current_changed.emit()
        self.state_changed.emit()

    def _changed(self, change: Change) -> None:
        kinds = {type(record) for record in (*change.before, *change.after)}
        if Refusal in kinds:
            self._load_refusals()
        if Article in kinds:
            self._look()
        if kinds & {Annotation, Refusal}:
            self._settle_again(change)

    def _forget(self) -> None:
        self._soon.stop()
        self.jobs.cancel()
        self._end_adjusting()
        self._found, self._looked_at = None, None
        self._wanted, self._open = [], set()
        self._wanted_index = SuggestionIndex(self._wanted)
        self.offers = []
        self.index = SuggestionIndex(self.offers)
        self.current, self.language = None, ""
        self._refusals = []

    def _load_refusals(self) -> None:
        article = self._controller.article
        if article is not None:
            self._refusals = self._controller.ask(lambda workspace: workspace.refusals(article.id)) or []

    def _look(self) -> None:
        """Look through the text soon, unless that was done or nobody wants it."""
        article, version = self._controller.article, self._controller.version
        if article is None or version is None or not self.kinds:
            return
        wanted = (version.id, article.language)
        if wanted != self._looked_at:
            self.jobs.cancel()
            self._looked_at, self._found = wanted, None
            self._soon.start()

    def _start_looking(self) -> None:
        article, version, wanted = self._controller.article, self._controller.version, self._looked_at
        if article is None or version is None or wanted is None:
            return

        def work(cancelled: Callable[[], bool]) -> tuple[list[Suggestion], str]:
            return _looked_through(version, wanted[1], cancelled)

        def done(result: tuple[list[Suggestion], str]) -> None:
            if self._looked_at == wanted:
                self._found, self.language = result
                self._settle()
                self.state_changed.emit()

        def failed(error: AnnotatorError) -> None:
            self._found = []
            self._controller.failed_with(error)
            self.state_changed.emit()

        self.jobs.start(Job(self.tr("Looking for suggestions"), work, done, failed))

    def _settle(self) -> None:
        """Work out what is open, from the beginning."""
        kinds = self.kinds
        self._wanted = [item for item in self._found or () if item.kind in kinds]
        self._wanted_index = SuggestionIndex(self._wanted)
        self._open = self._still_open(range(len(self._wanted)))
        self._offer()

    def _settle_again(self, change: Change) -> None:
        """Work out anew only what a change can have settled or opened again."""
        records = (*change.before, *change.after)
        if len(records) > _MANY:
            self._settle()
            return
        spans = [item.span for item in records if isinstance(item, Annotation) and item.span is not None]
        words = {item.quote.exact for item in records if isinstance(item, Refusal)}
        touched = self._wanted_index.within_reach(spans)
        if words:
            touched |= {number for number, item in enumerate(self._wanted) if item.exact in words}
        if touched:
            self._open = (self._open - touched) | self._still_open(sorted(touched))
            self._offer()

    def _still_open(self, numbers: Sequence[int]) -> set[int]:
        from annotator.workspace.settling import unsettled

        version = self._controller.version
        if version is None or not numbers:
            return set()
        some = [self._wanted[number] for number in numbers]
        start, end = some[0].span.start, max(item.span.end for item in some)
        near = self._controller.marks.overlapping(start, end)
        left = set(map(id, unsettled(some, version, near, self._refusals)))
        return {number for number in numbers if id(self._wanted[number]) in left}

    def _offer(self) -> None:
        """Show what is open, and tell if that is something else than before."""
        offers: list[Suggestion] = []
        if not self.is_waiting:
            offers = [item for number, item in enumerate(self._wanted) if number in self._open]
        if offers == self.offers:  # the same objects mostly, so this is quick
            return
        self.offers, self.index = offers, SuggestionIndex(offers)
        if self.current is not None and self.index.number(self.current) < 0:
            self._end_adjusting()
            self.current = None
            self.offers_changed.emit()
            self.current_changed.emit()
        else:
            self.offers_changed.emit()

    def _end_adjusting(self) -> None:
        if self.adjusted is not None:
            self.adjusted = None
            self.adjusting_changed.emit()

    # -- words -------------------------------------------------------------------------------------------

    @property
    def refused_count(self) -> int:
        """How many suggestions were refused in this article."""
        return len(self._refusals)

    def _left(self) -> str:
        return tr_plural("{n} suggestion left", "{n} suggestions left", len(self.offers))

    def _place_line(self, item: Suggestion) -> str:
        return self.tr("{number} of {count}: {passage} {reason}").format(
            number=self.index.number(item) + 1,
            count=len(self.offers),
            passage=item.exact[:200],
            reason=item.reason,
        )

    def _tell(self, line: str) -> None:
        self._controller.announced.emit(line)


def _looked_through(
    version: Version, language: str, cancelled: Callable[[], bool]
) -> tuple[list[Suggestion], str]:
    """Return all suggestions of a text and the language it is in; runs in a thread."""
    from annotator.suggestions.check import checkable_of
    from annotator.suggestions.cues import cues_of
    from annotator.suggestions.quotes import quotes_of
    from annotator.suggestions.reading import Reading

    reading = Reading.of(version, language)
    found: list[Suggestion] = []
    parts: Iterable[Callable[[Reading], list[Suggestion]]] = (quotes_of, checkable_of, cues_of)
    for part in parts:
        if cancelled():  # a whole book takes seconds
            return [], ""
        found += part(reading)
    found.sort(key=lambda item: (item.span.start, -item.span.end, item.kind))
    return found, reading.language
