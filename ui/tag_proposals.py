"""`TagProposals`: what the person's own tags taught, asked about one passage at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import AnnotatorError
from annotator.history import Change
from annotator.model.annotation import Annotation, Origin
from ui.controller import Controller
from ui.jobs import Job, Jobs
from ui.suggestion_session import AFTER_OPENING_MS, Suggestions

if TYPE_CHECKING:
    from annotator.suggestions.learning import Decision, Proposal, Record, TagLearner
    from annotator.workspace import Workspace

_RELEARN = 20
"""Tags after which everything is learned anew; the same words again are known at once."""


class TagProposals(QObject):
    """Learns in a thread once an article is open. What it proposes is applied by a key or a click only.

    Signals:
        changed: something was learned, decided or deleted.
    """

    changed = Signal()

    def __init__(
        self, controller: Controller, suggestions: Suggestions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._suggestions = suggestions
        self._learner: TagLearner | None = None
        self._taught_in: Workspace | None = None
        self._new_tags = 0
        self._open: dict[str, str] = {}  # accepted marks whose proposed tag nobody decided on yet
        self.jobs = Jobs(self)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_OPENING_MS)
        self._soon.timeout.connect(self._teach)
        self.jobs.failed.connect(controller.failed_with)
        controller.article_opened.connect(self._teach_once)
        controller.changed.connect(self._changed)
        suggestions.state_changed.connect(self._teach_once)

    @property
    def is_on(self) -> bool:
        """Whether tags may be proposed here at all."""
        switches = self._suggestions.switches
        return self._suggestions.is_on and switches.learning and not switches.locked

    @property
    def record(self) -> Record:
        """What became of the proposals so far."""
        from annotator.suggestions.learning import Record

        if self._learner is not None:
            return self._learner.record
        return self._controller.ask(lambda workspace: workspace.proposal_record()) or Record()

    @property
    def silent_because(self) -> str:
        """One sentence that says why no tag is proposed, "" while some may be."""
        if not self.is_on:
            return self.tr("Proposing tags is switched off.")
        if self._learner is None:
            if not self.is_learning:
                return self.tr("Your tags are looked through when you open an article.")
            return self.tr("Your tags are being looked through.")
        return self._learner.silent_because

    @property
    def is_learning(self) -> bool:
        """Whether the tags are being looked through, or soon will be."""
        return self.jobs.is_busy or self._soon.isActive()

    @property
    def learner(self) -> TagLearner | None:
        """What was learned, None before that."""
        return self._learner

    def proposal(self, passage: str) -> Proposal | None:
        """Return a tag for a passage, None where nothing can be said."""
        if self._learner is None or not self.is_on or not passage.strip():
            return None
        names = {tag.id: tag.name for tag in self._controller.offered_tags()}
        found = self._learner.propose(passage, names)
        return found if found is not None and found.tag in names else None

    def decide(self, decision: Decision) -> None:
        """Write down what became of a proposal."""
        if self._learner is None:
            return
        self._learner = self._learner.decided(decision)
        record = self._learner.record
        self._controller.ask(lambda workspace: workspace.keep_record(record))
        self.changed.emit()

    def wait_for_tag(self, annotation_id: str, tag: str) -> None:
        """Watch a mark that has no tag yet: the tag the person gives it decides about the proposed one."""
        self._open[annotation_id] = tag

    def forget(self) -> None:
        """Delete what was learned, and learn no more until that is switched on again."""
        self._soon.stop()
        self.jobs.cancel()
        self._controller.ask(lambda workspace: workspace.forget_learned())
        self._learner, self._taught_in = None, None
        self._open.clear()
        self._suggestions.reload_switches()
        self.changed.emit()

    def export(self, path: str) -> bool:
        """Write what was learned as JSON; tell whether it could be."""
        done = self._controller.ask(lambda workspace: workspace.export_learned(Path(path)))
        return done is not None

    # -- learning ----------------------------------------------------------------------------------------

    def _teach_once(self, *_: object) -> None:
        workspace = self._controller.workspace
        if workspace is not self._taught_in:
            self._learner = None
            self._open.clear()
        if workspace is not None and self._taught_in is not workspace and self.is_on:
            self._taught_in = workspace
            self._soon.start()

    def _teach(self) -> None:
        workspace, self._new_tags = self._controller.workspace, 0
        if workspace is None or not self.is_on:
            return
        examples = self._controller.ask(lambda workspace: workspace.tagged_examples()) or []

        def work(_cancelled: Callable[[], bool]) -> TagLearner:
            from annotator.suggestions.learning import TagLearner

            return TagLearner.taught(examples)

        def done(learner: TagLearner) -> None:
            if self._controller.workspace is workspace and self.is_on:
                self._learner = replace(learner, record=self.record)
                if not workspace.library.read_only:
                    self._controller.ask(lambda workspace: workspace.keep_learner(learner))
                self.changed.emit()

        def failed(error: AnnotatorError) -> None:
            self._controller.failed_with(error)

        self.jobs.start(Job(self.tr("Learning from your tags"), work, done, failed))

    def _changed(self, change: Change) -> None:
        workspace = self._controller.workspace
        if self._learner is None or workspace is None:
            return
        for before, after in change.pairs():
            if isinstance(after, Annotation) and after.tag:
                was = before.tag if isinstance(before, Annotation) else ""
                if after.tag != was:
                    self._tagged(after, workspace)
        if self._new_tags >= _RELEARN and self.is_on:
            self._soon.start()  # not in the turn of the act that was one too many

    def _tagged(self, mark: Annotation, workspace: Workspace) -> None:
        from annotator.suggestions.features import passage_key
        from annotator.suggestions.learning import Decision

        if self._learner is None or mark.origin is Origin.IMPORTED or mark.creator != workspace.person:
            return
        seen = {**self._learner.seen, passage_key(mark.exact): mark.tag}
        self._learner = replace(self._learner, seen=seen)
        self._new_tags += 1
        if (proposed := self._open.pop(mark.id, None)) is not None:
            self.decide(Decision.ACCEPTED if proposed == mark.tag else Decision.EDITED)
