"""`PairModel`: the passages two people marked, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from annotator.model.annotation import Annotation
from annotator.model.tag import Tag
from annotator.returning.two_people import Pair, Verdict
from annotator.text.normalize import one_line
from ui.rows_model import Index, RowsModel
from ui.words import word

Key = tuple[str, str]

VERDICT, PASSAGE, MINE, THEIRS = range(4)


class PairModel(RowsModel[Pair]):
    """Rows of pairs in reading order; those that need no decision can be left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._tags: Mapping[str, Tag] = {}
        self._decided: set[Key] = set()

    def show_pairs(self, pairs: Sequence[Pair], tags: Mapping[str, Tag], *, agreed: bool) -> None:
        """Show pairs; without `agreed` only those still to decide."""
        self.beginResetModel()
        self._tags = tags
        self._rows = [pair for pair in pairs if agreed or not self._is_settled(pair)]
        self.endResetModel()

    def decide(self, pair: Pair) -> None:
        """Remember that my mark of a pair stays as it is."""
        self._decided.add(_key(pair))

    def pair(self, row: int) -> Pair:
        """Return the pair in a row."""
        return self._rows[row]

    def titles(self) -> tuple[str, ...]:
        """Return the headings."""
        return (self.tr("Verdict"), self.tr("Passage"), self.tr("Mine"), self.tr("Theirs"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a pair."""
        if (pair := self.row_at(index)) is None:
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        mark = pair.mine or pair.theirs
        if index.column() == VERDICT:
            return self.verdict_name(pair)
        if index.column() == PASSAGE:
            return one_line(mark.exact) if mark is not None else ""
        return self.described(pair.mine if index.column() == MINE else pair.theirs)

    def verdict_name(self, pair: Pair) -> str:
        """Return how the two stand to each other, in a word or two."""
        if _key(pair) in self._decided and pair.verdict is not Verdict.AGREED:
            return self.tr("Decided")
        return {
            Verdict.AGREED: self.tr("Agreed"),
            Verdict.TAGGED_OTHERWISE: self.tr("Tagged otherwise"),
            Verdict.ONLY_MINE: self.tr("Only mine"),
            Verdict.ONLY_THEIRS: self.tr("Only theirs"),
        }[pair.verdict]

    def described(self, mark: Annotation | None) -> str:
        """Return what a person says of a passage, in a line: tag, kind, status, note."""
        if mark is None:
            return "–"
        tag = self._tags.get(mark.tag)
        parts = (
            tag.name if tag else self.tr("No tag"),
            word(mark.kind),
            word(mark.status),
            one_line(mark.note),
        )
        return " · ".join(part for part in parts if part)

    def _is_settled(self, pair: Pair) -> bool:
        return pair.verdict is Verdict.AGREED or _key(pair) in self._decided


def _key(pair: Pair) -> Key:
    return (pair.mine.id if pair.mine else "", pair.theirs.id if pair.theirs else "")
