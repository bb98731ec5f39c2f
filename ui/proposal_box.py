"""`ProposalBox`: the tag a person's own tags would propose, with its reason; a key or a click takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.model.span import Span
from ui.accessibility import named
from ui.chips import plain_tip
from ui.controller import Controller
from ui.fields import plain_label
from ui.suggestion_session import Suggestions
from ui.tag_proposals import TagProposals

if TYPE_CHECKING:
    from annotator.suggestions.learning import Proposal


class ProposalBox(QWidget):
    """Speaks of the selected passage or of the suggestion one is at; hidden while it has nothing to say."""

    def __init__(
        self,
        controller: Controller,
        suggestions: Suggestions,
        proposals: TagProposals,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._suggestions = suggestions
        self._proposals = proposals
        self._selected: Span | None = None
        self._proposal: Proposal | None = None
        self._turned_down: set[str] = set()
        self._is_low = False
        self.reason = plain_label("", self, role="muted", wrap=True)
        self.yes = named(QPushButton(self), self.tr("Tag as proposed"))
        self.no = QPushButton(self.tr("Not This Tag"), self)
        self.no.setAccessibleName(self.no.text())
        for button, act in ((self.yes, self.take), (self.no, self.turn_down)):
            button.setAutoDefault(False)
            button.setProperty("pill", True)
            button.clicked.connect(act)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.reason)
        layout.addLayout(row)
        suggestions.current_changed.connect(self._current_changed)
        proposals.changed.connect(self._ask)
        controller.article_opened.connect(self._article_opened)
        self._ask()

    @property
    def has_proposal(self) -> bool:
        """Whether a tag is proposed."""
        return self._proposal is not None

    def show_passage(self, span: Span | None) -> None:
        """Speak of what is selected in the article; None for the suggestion one is at."""
        self._selected = span
        self._ask()

    def set_low(self, low: bool) -> None:
        """Leave the reason to the button's tip where there is little room."""
        self._is_low = low
        self.reason.setVisible(not low)

    def accept(self) -> None:
        """Accept the suggestion and leave the tag open; the tag it gets later decides about the proposal."""
        proposal = self._proposal if self._selected is None else None
        made = self._suggestions.accept()
        if made is not None and proposal is not None:
            self._proposals.wait_for_tag(made.id, proposal.tag)

    def take(self) -> None:
        """Mark the passage, or accept the suggestion, with the proposed tag."""
        from annotator.suggestions.learning import Decision

        if (proposal := self._proposal) is None:
            return
        if self._selected is not None and self._suggestions.adjusted is None:
            self._controller.mark(self._selected, proposal.tag)
        else:
            self._suggestions.accept(proposal.tag)
        self._proposals.decide(Decision.ACCEPTED)

    def turn_down(self) -> None:
        """Say that the tag is wrong; the suggestion stays."""
        from annotator.suggestions.learning import Decision

        if self._proposal is not None:
            self._turned_down.add(self._passage())
            self._proposals.decide(Decision.REJECTED)

    def _current_changed(self) -> None:
        if self._suggestions.current is not None and self._suggestions.adjusted is None:
            self._selected = None  # what one went to last
        self._ask()

    def _article_opened(self, *_: object) -> None:
        self._selected = None
        self._turned_down.clear()
        self._ask()

    def _passage(self) -> str:
        version, current = self._controller.version, self._suggestions.current
        if version is not None and self._selected is not None:
            return self._selected.of(version.text)
        return current.exact if current is not None else ""

    def _ask(self, *_: object) -> None:
        passage = self._passage()
        found = self._proposals.proposal(passage) if passage and passage not in self._turned_down else None
        self._proposal = found
        self.setVisible(found is not None)
        if found is None:
            return
        name = self._controller.tags[found.tag].name
        self.reason.setText(found.reason)
        self.reason.setVisible(not self._is_low)
        self.yes.setToolTip(plain_tip(found.reason))
        self.yes.setAccessibleDescription(found.reason)
        act = self.tr("Tag as {tag}").format(tag=name)
        self.yes.setText(self.tr("{act} ({key})").format(act=act, key="T").replace("&", "&&"))
        self.yes.setAccessibleName(act)
