"""`Suggesting`: offers that are taken or refused, the switches for them, and what is learned from tags."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from annotator.anchoring import describe
from annotator.errors import StaleChange
from annotator.history import Change
from annotator.model.annotation import Annotation, Attribution, Kind, Origin
from annotator.model.article import Version
from annotator.model.ids import new_id
from annotator.model.records import from_json, to_json
from annotator.model.refusal import Refusal
from annotator.model.span import Span
from annotator.model.suggestion import Suggestion, SuggestionKind
from annotator.model.suggestion_settings import ArticleSwitches, LibrarySwitches, offered_kinds
from annotator.storage.settings import LEARNED, of_article
from annotator.translate import tr, tr_plural
from annotator.workspace.desk import Desk
from annotator.workspace.settling import unsettled

if TYPE_CHECKING:  # reading the word lists takes longer than opening the window may
    from annotator.suggestions.learning import Example, Record, TagLearner

T = TypeVar("T")

_EXAMPLES = 2_000  # marks; more would teach little and be felt when an article is opened
_SWITCHES = "suggestions"
_RECORD = "learned/record"


class Suggesting(Desk):
    """Offer passages, and take or refuse what was offered."""

    # switches -----------------------------------------------------------------------------------------

    def switches(self) -> LibrarySwitches:
        """Return what is suggested in this library at all."""
        kept = self.library.setting(_SWITCHES)
        return _read(LibrarySwitches, kept) if kept else LibrarySwitches()

    def switch(self, switches: LibrarySwitches) -> None:
        """Suggest this in the library from now on; no step of undo."""
        self._keep(_SWITCHES, switches, switches == LibrarySwitches())

    def article_switches(self, article_id: str) -> ArticleSwitches:
        """Return what is suggested in one article."""
        kept = self.library.setting(of_article(_SWITCHES, article_id))
        return _read(ArticleSwitches, kept) if kept else ArticleSwitches()

    def switch_article(self, article_id: str, switches: ArticleSwitches) -> None:
        """Suggest this in one article from now on; no step of undo."""
        self._keep(of_article(_SWITCHES, article_id), switches, switches == ArticleSwitches())

    def _keep(self, name: str, value: object, is_default: bool) -> None:
        self.library.keep_setting(name, None if is_default else json.dumps(to_json(value)))

    # offers -------------------------------------------------------------------------------------------

    def suggestions(
        self, article_id: str, kinds: Collection[SuggestionKind] | None = None
    ) -> list[Suggestion]:
        """Return what is offered in an article now, in reading order.

        What is marked already and what was refused is left out; so is all that is switched off.

        Args:
            article_id: the article.
            kinds: these kinds instead of those switched on; a lock holds all the same.
        """
        from annotator.suggestions import suggest

        switches, here = self.switches(), self.article_switches(article_id)
        wanted = offered_kinds(switches, here)
        if kinds is not None and not switches.locked:
            wanted = frozenset(kinds)
        if not wanted or (switches.second_reader and not here.read):
            return []
        article = self.article(article_id)
        version = self.version(article.version)
        found = suggest(version, wanted, article.language)
        return unsettled(found, version, self.library.annotations(article_id), self.refusals(article_id))

    def refusals(self, article_id: str) -> list[Refusal]:
        """Return what was refused in an article."""
        return self.library.refusals(article_id)

    def accept(
        self, article_id: str, suggestion: Suggestion, span: Span | None = None, tag: str = ""
    ) -> Change:
        """Make a mark of a suggestion, with other borders if `span` says so; the tag is the person's.

        Raises `StaleChange` if the article has another text by now.
        """
        version = self._offered_in(article_id, [suggestion])
        made = self._mark_of(version, suggestion, span or suggestion.span, tag)
        label = tr("Accept a suggestion")
        return self._do(self._change(label, after=(made,), article=article_id))

    def accept_all(self, article_id: str, suggestions: Sequence[Suggestion]) -> Change | None:
        """Make marks of several suggestions, as one step of undo."""
        if not suggestions:
            return None
        version = self._offered_in(article_id, suggestions)
        made = tuple(self._mark_of(version, item, item.span, "") for item in suggestions)
        label = tr_plural("Accept {n} suggestion", "Accept {n} suggestions", len(made))
        return self._do(self._change(label, after=made, article=article_id))

    def refuse(self, article_id: str, suggestions: Sequence[Suggestion]) -> Change | None:
        """Offer these never again in the article, until that is taken back."""
        if not suggestions:
            return None
        version = self._offered_in(article_id, suggestions)
        refusals = tuple(
            Refusal(new_id(), article_id, item.kind, describe(version, item.span).quote)
            for item in suggestions
        )
        label = tr_plural("Refuse {n} suggestion", "Refuse {n} suggestions", len(refusals))
        return self._do(self._change(label, after=refusals, article=article_id))

    def offer_again(self, article_id: str) -> Change | None:
        """Offer again what was refused in an article."""
        refusals = tuple(self.refusals(article_id))
        if not refusals:
            return None
        label = tr_plural(
            "Offer {n} refused suggestion again", "Offer {n} refused suggestions again", len(refusals)
        )
        return self._do(self._change(label, before=refusals, article=article_id))

    def _offered_in(self, article_id: str, suggestions: Iterable[Suggestion]) -> Version:
        """Return the article's text if the suggestions still stand on their words in it."""
        version = self.version(self.article(article_id).version)
        if any(item.span.of(version.text) != item.exact for item in suggestions):
            raise StaleChange(
                tr("The article has another text than the one this was suggested for."),
                hint=tr("Open the article again; its suggestions are looked for anew."),
            )
        return version

    def _mark_of(self, version: Version, suggestion: Suggestion, span: Span, tag: str) -> Annotation:
        is_quote = suggestion.kind is SuggestionKind.QUOTE
        said = Attribution()
        if is_quote:
            from annotator.suggestions.naming import strength_of

            strength = strength_of(suggestion, version.text)
            said = Attribution(speaker=suggestion.speaker_text, strength=strength, direct=True)
        now = datetime.now(UTC)
        return Annotation(
            id=new_id(),
            article=version.article,
            target=describe(version, span),
            kind=Kind.QUOTE if is_quote else Kind.CLAIM,
            tag=tag,
            attribution=said,
            origin=Origin.ACCEPTED if span == suggestion.span else Origin.ADJUSTED,
            creator=self.person,
            created=now,
            modified=now,
        )

    # learning -----------------------------------------------------------------------------------------

    def tagged_examples(self) -> list[Example]:
        """Return what the person tagged last, oldest first; teaching it to a `TagLearner` takes a thread."""
        from annotator.suggestions.learning import Example

        return [Example(words, tag) for words, tag in self.library.tagged_passages(self.person, _EXAMPLES)]

    def proposal_record(self) -> Record:
        """Return what became of the tags that were proposed in this library."""
        from annotator.suggestions.learning import Record

        kept = self.library.setting(_RECORD)
        return _read(Record, kept) if kept else Record()

    def keep_record(self, record: Record) -> None:
        """Keep what became of the proposals."""
        self.library.keep_setting(_RECORD, json.dumps(to_json(record)))

    def keep_learner(self, learner: TagLearner) -> None:
        """Keep what was learned, as numbers, in the library."""
        self.library.keep_setting(LEARNED, json.dumps(learner.to_json(), separators=(",", ":")))

    def has_learned(self) -> bool:
        """Tell whether anything learned is kept in the library."""
        return self.library.setting(LEARNED) is not None or self.library.setting(_RECORD) is not None

    def forget_learned(self) -> None:
        """Delete what was learned and its record, and learn nothing more until that is switched on again."""
        self.library.keep_setting(LEARNED, None)
        self.library.keep_setting(_RECORD, None)
        self.switch(replace(self.switches(), learning=False))

    def export_learned(self, path: Path) -> Path:
        """Write what was learned as JSON and return where: numbers, no words of any article.

        ExportFailed if it cannot be written.
        """
        from annotator.exporters.writing import write_file
        from annotator.suggestions.learning import TagLearner

        kept = self.library.setting(LEARNED)
        data = json.loads(kept) if kept else TagLearner().to_json()
        data["record"] = TagLearner(record=self.proposal_record()).to_json()["record"]
        write_file(path, (json.dumps(data, indent=1) + "\n").encode())
        return path


def _read(kind: Callable[..., T], kept: str) -> T:
    """Return a kept value; what a newer Claimlight wrote otherwise counts as not kept."""
    try:
        return from_json(cast("type[T]", kind), json.loads(kept))
    except ValueError:
        return kind()
