"""`Change`: one thing the user did, as records before and after, so that it can be taken back.

Saving, undo, redo, the audit trail and every view's refresh are this one mechanism.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from annotator.model.ids import new_id
from annotator.model.records import Record, record_type


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the user did: the records it touched, as they were and as they are.

    Attributes:
        label: follows "Undo" in the menu: "Tag as fact".
        before: empty where records were added.
        after: empty where records were deleted.
        article: the article it happened in; "" for the codebook and the like.
        merge: changes in a row with the same non-empty key are one step of undo ("note:<id>").
        by: name of the person.
        at: when it was done; aware, UTC.
        id: its row in the journal.
    """

    label: str
    before: tuple[Record, ...] = ()
    after: tuple[Record, ...] = ()
    article: str = ""
    merge: str = ""
    by: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        for side in (self.before, self.after):
            keys = [(record_type(record), record.id) for record in side]
            if len(set(keys)) != len(keys):
                raise ValueError("a change touches each record once")

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return replace(self, before=self.after, after=self.before)

    def merged_with(self, later: Change) -> Change:
        """Return the one change that does what this one and then `later` did; id and place are this one's."""
        first = {(record_type(record), record.id): record for record in self.before}
        last = {(record_type(record), record.id): record for record in self.after}
        for record in later.before:
            key = (record_type(record), record.id)
            if key not in last:
                first.setdefault(key, record)
            last.pop(key, None)
        last.update({(record_type(record), record.id): record for record in later.after})
        return replace(
            self, label=later.label, before=tuple(first.values()), after=tuple(last.values()), at=later.at
        )

    def pairs(self) -> Iterator[tuple[Record | None, Record | None]]:
        """Yield each record as (before, after); None on the side where it does not exist."""
        after = {(record_type(record), record.id): record for record in self.after}
        for record in self.before:
            yield record, after.pop((record_type(record), record.id), None)
        for record in after.values():
            yield None, record

    def ids(self, kind: type[Record]) -> set[str]:
        """Return the ids of the records of this type that it touches."""
        touched: Iterable[Record] = (*self.before, *self.after)
        return {record.id for record in touched if isinstance(record, kind)}
