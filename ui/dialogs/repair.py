"""`RepairDialog`: where an article's paragraphs begin and end, their order and kinds, put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.model.article import Article, Version
from annotator.model.block import BlockKind
from annotator.model.repair import Draft, drop, join, move, set_kind, split
from annotator.translate import tr_plural
from ui.accessibility import announce, named
from ui.dialogs.sheet import Sheet
from ui.fields import labelled
from ui.icons import icon
from ui.labels import plain_label
from ui.plain_table import PlainTable
from ui.repair_model import KIND, PAGE, TEXT, RepairModel
from ui.repair_pane import RepairPane

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_LEVELS = 6
_FIXED = frozenset({BlockKind.CELL, BlockKind.PICTURE})


class RepairDialog(Sheet):
    """The blocks as a list, the chosen one beside it. Save is one step of undo; Cancel changes nothing."""

    def __init__(self, window: MainWindow, article: Article, version: Version) -> None:
        super().__init__(
            window.tr("Repair Text"),
            window,
            text=window.tr(
                "Join, split, sort or drop paragraphs that were read wrongly. "
                "The original file stays as it is, and marks go along with their words."
            ),
            width=1000,
        )
        self.setAccessibleDescription(article.title)
        self._window, self._article = window, article.id
        self._drafts = [Draft(version.text, version.blocks)]
        self._left: dict[int, list[int]] = {}  # what was chosen in a draft when it was repaired
        self._now = 0
        self.model = RepairModel(self.draft, self)
        self.table = self._make_table()
        self.pane = RepairPane(self)
        self.kinds = self._make_kinds()
        self.mend = QCheckBox(self.tr("Take divided words together"), self)
        self.mend.setToolTip(self.tr("When joining, drop a hyphen that only divides a word at a line end."))
        self.mend.setChecked(True)
        self.message = plain_label("", self, role="muted", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.table)
        splitter.addWidget(self._make_right())
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self.body.addWidget(self.message)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self.save = self.add_button(self.tr("Save"), default=True)
        self.save.clicked.connect(self._save)
        self._connect()
        self.resize(1000, 680)
        self._choose((0,) if self.draft.blocks else ())
        self._refresh()
        self.table.setFocus()

    @property
    def draft(self) -> Draft:
        """The text as it has been repaired so far."""
        return self._drafts[self._now]

    def chosen(self) -> list[int]:
        """Return the rows of the chosen blocks."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    # -- making -----------------------------------------------------------------------------------

    def _make_table(self) -> PlainTable:
        hint = self.tr("Enter goes to the text of the chosen block.")
        table = PlainTable(self.model, self.tr("Blocks of the text"), self, hint=hint)
        table.set_columns(fit=(KIND, PAGE), share=(TEXT,))
        table.setColumnHidden(PAGE, not self.model.has_pages())
        table.installEventFilter(self)
        return table

    def _make_kinds(self) -> QComboBox:
        box = named(QComboBox(self), self.tr("Kind of the chosen blocks"))
        box.addItem(self.tr("Paragraph"), (BlockKind.PARAGRAPH, 0))
        for level in range(1, _LEVELS + 1):
            box.addItem(self.tr("Heading {level}").format(level=level), (BlockKind.HEADING, level))
        box.addItem(self.tr("List item"), (BlockKind.LIST_ITEM, 0))
        box.addItem(self.tr("Quotation"), (BlockKind.QUOTE, 0))
        return box

    def _make_right(self) -> QWidget:
        box = QWidget(self)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(labelled(self.tr("Kind"), self.kinds, box))
        layout.addWidget(self.pane, 1)
        rows: tuple[tuple[str, str, str, str, Callable[[], None]], ...] = (
            ("join", "merge", self.tr("Join With Previous"), "Ctrl+J", self.join),
            ("attach", "merge", self.tr("Join Without a Blank"), "Ctrl+Shift+J", self.attach),
            ("split", "split", self.tr("Split at Caret"), "Ctrl+Return", self.split),
            ("drop", "delete", self.tr("Drop"), "Ctrl+Del", self.drop),
            ("up", "up", self.tr("Move Up"), "Alt+Up", partial(self.move_by, -1)),
            ("down", "down", self.tr("Move Down"), "Alt+Down", partial(self.move_by, 1)),
            ("undo", "undo", self.tr("Undo"), "Ctrl+Z", partial(self.travel, -1)),
            ("redo", "redo", self.tr("Redo"), "Ctrl+Shift+Z", partial(self.travel, 1)),
        )
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, (name, sign, title, keys, act) in enumerate(rows):
            self.buttons[name] = self._button(sign, title, keys, act)
            grid.addWidget(self.buttons[name], place // 2, place % 2)
        layout.addLayout(grid)
        layout.addWidget(self.mend)
        return box

    def _button(self, sign: str, title: str, keys: str, act: Callable[[], None]) -> QPushButton:
        sequence = QKeySequence(keys)
        shown = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        button = named(QPushButton(title, self), title, shown)
        button.setToolTip(f"{title} ({shown})")
        button.setAutoDefault(False)
        button.setIcon(icon(sign))
        button.clicked.connect(partial(_call, act))
        QShortcut(sequence, self).activated.connect(button.click)
        return button

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._show_block)
        self.table.selectionModel().currentChanged.connect(self._show_block)
        self.kinds.activated.connect(self._kind_chosen)
        self.pane.split_asked.connect(self.split)
        self.pane.join_asked.connect(self.join)

    # -- acting -----------------------------------------------------------------------------------

    def join(self, *, blank: bool = True) -> None:
        """Join the chosen blocks into one, or the only chosen one with the block before it."""
        made = join(self.draft, self.chosen(), blank=blank, mend=self.mend.isChecked())
        self._take(made, self.tr("There is no text before it that it can be joined with."))

    def attach(self) -> None:
        """Join with nothing between the words."""
        self.join(blank=False)

    def split(self) -> None:
        """Split the current block at the caret."""
        row = self._row()
        if row is not None:
            made = split(self.draft, self.draft.blocks[row].start + self.pane.caret())
            self._take(made, self.tr("Put the caret between two words of the text first."))

    def move_by(self, step: int) -> None:
        """Move the chosen blocks up or down."""
        self._take(move(self.draft, self.chosen(), step), self.tr("It cannot be moved further."))

    def drop(self) -> None:
        """Take the chosen blocks out of the text."""
        self._take(drop(self.draft, self.chosen()), self.tr("The last words of a text cannot be dropped."))

    def set_kind(self, kind: BlockKind, level: int = 0) -> None:
        """Make the chosen blocks of another kind."""
        made = set_kind(self.draft, self.chosen(), kind, level)
        self._take(made, self.tr("Table cells and pictures stay what they are."))

    def travel(self, step: int) -> None:
        """Take back the last repair, or do it again."""
        if not 0 <= self._now + step < len(self._drafts):
            return
        self._now += step
        self._show(self._left[self._now] if step < 0 else self.draft.chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have Enter in the list go to the text, and Delete drop; neither is meant for the Save button."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            if event.key() == Qt.Key.Key_Delete and not event.modifiers():
                self.drop()
                return True
        return super().eventFilter(watched, event)

    def _kind_chosen(self, place: int) -> None:
        kind, level = self.kinds.itemData(place)
        self.set_kind(BlockKind(kind), level)

    def _take(self, made: Draft, refusal: str) -> None:
        """Show what a repair made, or say why it did nothing."""
        if made is self.draft:
            self._say(refusal)
            self._show_block()
            return
        in_pane = self.pane.hasFocus()
        seam = self._seam(made)
        self._left[self._now] = self.chosen()
        self._drafts[self._now + 1 :] = [made]
        self._now += 1
        self._show(made.chosen)
        self.pane.set_caret(seam)
        if in_pane:
            self.pane.setFocus()

    def _seam(self, made: Draft) -> int:
        """Return where the caret belongs after a repair: after a join, before what was joined last."""
        row = self._row()
        if row is None or len(made.blocks) >= len(self.draft.blocks) or not made.chosen:
            return 0
        block = made.blocks[made.chosen[0]]
        tail = self.draft.blocks[row].end - self.draft.blocks[row].start
        return max(block.end - block.start - tail, 0) if made.chosen[0] < row else 0

    def _show(self, chosen: Sequence[int]) -> None:
        self.model.show_draft(self.draft)
        self._choose(chosen or ((0,) if self.draft.blocks else ()))
        self._refresh()

    def _choose(self, rows: Sequence[int]) -> None:
        """Choose rows, the first of them the current one."""
        if not rows:
            return
        selection = QItemSelection()
        for row in rows:
            selection.select(self.model.index(row, KIND), self.model.index(row, TEXT))
        first = self.model.index(rows[0], TEXT)
        there = self.table.selectionModel()
        there.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        there.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.scrollTo(first)

    def _row(self) -> int | None:
        """Return the row of the block in the pane, None for none."""
        row = self.table.currentIndex().row()
        return row if 0 <= row < len(self.draft.blocks) else None

    def _show_block(self, *_: object) -> None:
        row = self._row()
        if row is None:
            self.pane.show_words("")
            return
        block = self.draft.blocks[row]
        self.pane.show_words(self.draft.text[block.start : block.end], rtl=block.rtl)
        self.kinds.setEnabled(any(self.draft.blocks[place].kind not in _FIXED for place in self.chosen()))
        level = max(block.level, 1) if block.kind is BlockKind.HEADING else 0
        self.kinds.setPlaceholderText(self.model.kind_name(block))
        self.kinds.setCurrentIndex(
            next((n for n in range(self.kinds.count()) if self._is_kind(n, block.kind, level)), -1)
        )

    def _is_kind(self, place: int, kind: BlockKind, level: int) -> bool:
        found, at = self.kinds.itemData(place)
        return BlockKind(found) is kind and at == level

    def _refresh(self) -> None:
        self.buttons["undo"].setEnabled(self._now > 0)
        self.buttons["redo"].setEnabled(self._now + 1 < len(self._drafts))
        self.save.setEnabled(self._is_repaired())
        count = tr_plural("{n} block", "{n} blocks", len(self.draft.blocks))
        keys = self.tr("In the text, Enter splits it at the caret, Backspace at its start joins it.")
        self._say(f"{count} · {keys}")

    def _is_repaired(self) -> bool:
        first, now = self._drafts[0], self.draft
        return (now.text, now.blocks) != (first.text, first.blocks)

    def _say(self, words: str) -> None:
        self.message.setText(words)
        announce(self.message, words)

    def _save(self) -> None:
        article, draft = self._article, self.draft
        self.accept()
        self._window.controller.act(lambda workspace: workspace.repair(article, draft.text, draft.blocks))


def _call(act: Callable[[], None], _checked: bool = False) -> None:
    act()
