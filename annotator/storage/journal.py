"""The journal: every change as it was made, whether it is still in force, and which one undo or redo takes.

A change is listed under its own article and under those whose marks or record it touches, so that a change
of the whole codebook is also a step of undo in each article it reached.
"""

# ruff: noqa: S608 - what is put into statements are names of our own columns; values are bound

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.records import RECORD_TYPES, Record, from_json, record_type, to_json
from annotator.model.refusal import Refusal
from annotator.storage.connection import Connection
from annotator.storage.problems import damaged, stale
from annotator.storage.rows import Row, json_text, seal
from annotator.storage.tables import insertion

DONE, UNDONE, DROPPED = "done", "undone", "dropped"
"""In force; taken back, to be done again; taken back for good, kept as a trail."""

RECORD_COLUMNS = ("change", "record", "type", "before", "before_place", "after", "after_place")
_HEAD = 'changes.row, changes.id, label, changes.article, merge, "by", at'
_REMEMBERED = 8


class Journal:
    """The rows of a library's journal. Everything that writes belongs inside a transaction.

    The last few changes are remembered as values: the window asks for the next step of undo after each act,
    and reading one of 10,000 marks takes a third of a second.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._remembered: dict[tuple[int, int], Change] = {}
        self._open_step: tuple[int, int] | None = None  # row and turn of the change typing may merge into

    # what happened ------------------------------------------------------------------------------------

    def record(self, change: Change) -> Change:
        """Write down a change that is being made, and return it as it stands in the journal."""
        scopes = _scopes(change)
        self._drop_redoable(change, scopes)
        turn = self.turn() + 1
        if (step := self._step_to_merge(change)) is not None:
            row, first = step
            change = first.merged_with(change)
            self._connection.execute("DELETE FROM change_records WHERE change = ?", (row,))
            self._connection.execute(
                "UPDATE changes SET label = ?, at = ?, turn = ? WHERE row = ?",
                (change.label, change.at.isoformat(), turn, row),
            )
        else:
            row = (
                self._connection.execute(
                    insertion("changes", ("id", "label", "article", "merge", '"by"', "at", "turn", "state")),
                    (*_head(change), turn, DONE),
                ).lastrowid
                or 0
            )
        self._connection.executemany(
            "INSERT OR IGNORE INTO change_articles (article, change) VALUES (?, ?)",
            [(scope, row) for scope in scopes],
        )
        self._connection.executemany(
            insertion("change_records", (*RECORD_COLUMNS, "seal")), _record_rows(row, change)
        )
        self._remember(row, turn, change)
        self._open_step = (row, turn) if change.merge else None
        return change

    def turned(self, change: Change, state: str) -> Change:
        """Note that `change` was taken back (`UNDONE`) or done again (`DONE`); return it as written down.

        Raises `StaleChange` if it is not in the state that allows that.
        """
        expected = DONE if state == UNDONE else UNDONE
        found = self._connection.execute(
            f"SELECT {_HEAD}, turn FROM changes WHERE id = ? AND state = ?", (change.id, expected)
        ).fetchone()
        if found is None:
            raise stale(f"the change {change.id} is not {expected}")
        *head, turn = found
        kept = self._change(head, turn)
        self._connection.execute(
            "UPDATE changes SET state = ?, turn = ? WHERE row = ?", (state, self.turn() + 1, head[0])
        )
        self._remember(head[0], self.turn(), kept)
        return kept

    def forget(self) -> None:
        """Trust nothing remembered: the transaction it came from was not completed."""
        self._remembered.clear()
        self._open_step = None

    # what can be done ---------------------------------------------------------------------------------

    def turn(self) -> int:
        """Return how many acts there were, undo and redo included."""
        return int(self._connection.value("SELECT coalesce(max(turn), 0) FROM changes"))

    def state(self) -> tuple[int, str]:
        """Return what two files have in common only if the one is an unchanged copy of the other."""
        row = self._connection.execute("SELECT turn, id FROM changes ORDER BY turn DESC LIMIT 1").fetchone()
        return row or (0, "")

    def next(self, state: str, article: str | None) -> Change | None:
        """Return what undo (with `DONE`) or redo (with `UNDONE`) takes next; None if there is nothing."""
        found = self._next_row(state, article)
        return None if found is None else self._change(found[:-1], found[-1])

    def next_label(self, state: str, article: str | None) -> str | None:
        """Return the label of the change that `next` would return, without reading its records."""
        found = self._next_row(state, article)
        return None if found is None else str(found[2])

    def history(
        self, annotation: str | None, article: str | None, limit: int, *, taken_back: bool
    ) -> list[Change]:
        """Return the newest changes first; of `annotation` only what happened to it."""
        where, values = [], []
        if annotation is not None:
            where.append("changes.row IN (SELECT change FROM change_records WHERE record = ?)")
            values.append(annotation)
        if article is not None:
            where.append("changes.row IN (SELECT change FROM change_articles WHERE article = ?)")
            values.append(article)
        if not taken_back:
            where.append("state = 'done'")
        rows = self._connection.execute(
            f"SELECT {_HEAD} FROM changes {'WHERE ' if where else ''}{' AND '.join(where)} "
            "ORDER BY changes.row DESC LIMIT ?",
            (*values, limit),
        ).fetchall()
        return [self._read(row, annotation) for row in rows]

    # inside -------------------------------------------------------------------------------------------

    def _next_row(self, state: str, article: str | None) -> Row | None:
        if article is None:
            sql = f"SELECT {_HEAD}, turn FROM changes WHERE state = ? ORDER BY turn DESC"
            values: tuple[str, ...] = (state,)
        elif state == DONE:
            # inside one article the order of acts and of rows is the same, and rows need no sorting
            sql = (
                f"SELECT {_HEAD}, turn FROM change_articles CROSS JOIN changes ON row = change "
                "WHERE change_articles.article = ? AND state = ? ORDER BY change DESC"
            )
            values = (article, state)
        else:
            sql = (
                f"SELECT {_HEAD}, turn FROM changes CROSS JOIN change_articles ON change = row "
                "WHERE change_articles.article = ? AND state = 'undone' ORDER BY turn DESC"
            )
            values = (article,)
        row = self._connection.execute(f"{sql} LIMIT 1", values).fetchone()
        return None if row is None else tuple(row)

    def _drop_redoable(self, change: Change, scopes: Iterable[str]) -> None:
        """Give up what was taken back where this change goes another way."""
        if self._connection.value("SELECT 1 FROM changes WHERE state = 'undone' LIMIT 1") is None:
            return
        ids = [record.id for record in (*change.before, *change.after)]
        self._connection.execute(
            "UPDATE changes SET state = 'dropped' WHERE state = 'undone' AND ("
            "row IN (SELECT change FROM change_articles WHERE article IN (SELECT value FROM json_each(?)))"
            "OR row IN (SELECT change FROM change_records WHERE record IN (SELECT value FROM json_each(?))))",
            (json.dumps(list(scopes)), json.dumps(ids)),
        )

    def _step_to_merge(self, change: Change) -> tuple[int, Change] | None:
        """Return the row and value of the change this one goes on with: the last act of all, by us."""
        if not change.merge or self._open_step is None:
            return None
        row, turn = self._open_step
        last = self._remembered.get(self._open_step)
        if last is None or (last.merge, last.article, last.by) != (change.merge, change.article, change.by):
            return None
        newest = self._connection.execute("SELECT row, turn, state FROM changes ORDER BY turn DESC LIMIT 1")
        return (row, last) if newest.fetchone() == (row, turn, DONE) else None

    def _change(self, head: Sequence[Any], turn: int) -> Change:
        known = self._remembered.get((head[0], turn))
        if known is not None and known.id == head[1]:
            return known
        change = self._read(head, None)
        self._remember(head[0], turn, change)
        return change

    def _remember(self, row: int, turn: int, change: Change) -> None:
        self._remembered[row, turn] = change
        while len(self._remembered) > _REMEMBERED:
            del self._remembered[next(iter(self._remembered))]

    def _read(self, head: Sequence[Any], only: str | None) -> Change:
        row, key, label, article, merge, by, at = head
        rows = self._connection.execute(
            f"SELECT {', '.join(RECORD_COLUMNS)}, seal FROM change_records WHERE change = ?"
            f"{'' if only is None else ' AND record = ?'}",
            (row,) if only is None else (row, only),
        ).fetchall()
        try:
            before, after = _records_of_rows(rows)
            return Change(label, before, after, article, merge, by, datetime.fromisoformat(at), key)
        except ValueError as error:
            raise damaged(self._connection.path, f"change {key}: {error}") from error


def _head(change: Change) -> Row:
    return (change.id, change.label, change.article, change.merge, change.by, change.at.isoformat())


def _scopes(change: Change) -> set[str]:
    scopes = {change.article}
    for record in (*change.before, *change.after):
        if isinstance(record, Annotation | Refusal):
            scopes.add(record.article)
        elif isinstance(record, Article):
            scopes.add(record.id)
    return scopes


def _record_rows(change: int, value: Change) -> Iterator[Row]:
    after_places = {(type(record), record.id): place for place, record in enumerate(value.after)}
    for place, (before, after) in enumerate(value.pairs()):
        record = before or after
        if record is None:
            continue
        row = (
            change,
            record.id,
            record_type(record),
            None if before is None else json_text(to_json(before)),
            None if before is None else place,
            None if after is None else json_text(to_json(after)),
            None if after is None else after_places[type(after), after.id],
        )
        yield (*row, seal(row[1:]))


def _records_of_rows(rows: Iterable[Row]) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Return the records before and after of rows of `RECORD_COLUMNS` and seal; ValueError for others."""
    before: dict[int, Record] = {}
    after: dict[int, Record] = {}
    for row in rows:
        _, key, kind, old, old_place, new, new_place, sealed = row
        if sealed != seal(row[1:-1]) or kind not in RECORD_TYPES:
            raise ValueError(f"the record {key} is not as it was written")
        if old is not None:
            before[old_place] = from_json(RECORD_TYPES[kind], json.loads(old))
        if new is not None:
            after[new_place] = from_json(RECORD_TYPES[kind], json.loads(new))
    return (
        tuple(before[place] for place in sorted(before)),
        tuple(after[place] for place in sorted(after)),
    )
