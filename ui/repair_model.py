"""`RepairModel`: the blocks of a text under repair, as rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from annotator.model.block import Block, BlockKind
from annotator.model.repair import Draft
from annotator.text.normalize import one_line
from ui.rows_model import Index, RowsModel

KIND, PAGE, TEXT = range(3)
_LONGEST = 300  # characters of a cell


class RepairModel(RowsModel[Block]):
    """Shows one draft at a time; `show_draft` shows another one."""

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(draft.blocks, parent)
        self._text = draft.text

    def show_draft(self, draft: Draft) -> None:
        """Show other blocks."""
        self._text = draft.text
        self.show_rows(draft.blocks)

    def has_pages(self) -> bool:
        """Tell whether any block knows the page it starts on."""
        return any(block.page is not None for block in self._rows)

    def titles(self) -> tuple[str, ...]:
        """Return the headings."""
        return (self.tr("Kind"), self.tr("Page"), self.tr("Text"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows of a block."""
        if (block := self.row_at(index)) is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(block, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.titles()[index.column()]}: {self._shown(block, index.column())}"
        return None

    def _shown(self, block: Block, column: int) -> str:
        if column == KIND:
            return self.kind_name(block)
        if column == PAGE:
            return "" if block.page is None else str(block.page)
        words = one_line(self._text[block.start : min(block.end, block.start + _LONGEST)])
        if not words:
            return self.tr("(empty)")
        return f"{block.marker} {words}" if block.marker else words

    def kind_name(self, block: Block) -> str:
        """Return what a block is called."""
        if block.kind is BlockKind.HEADING:
            return self.tr("Heading {level}").format(level=max(block.level, 1))
        return {
            BlockKind.PARAGRAPH: self.tr("Paragraph"),
            BlockKind.LIST_ITEM: self.tr("List item"),
            BlockKind.QUOTE: self.tr("Quotation"),
            BlockKind.CELL: self.tr("Table cell"),
            BlockKind.CODE: self.tr("Code"),
            BlockKind.CAPTION: self.tr("Caption"),
            BlockKind.PICTURE: self.tr("Picture"),
            BlockKind.NOTE: self.tr("Note"),
        }[block.kind]
