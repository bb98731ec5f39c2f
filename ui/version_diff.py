"""`DiffView`: two texts of an article, what was taken out struck through and what was put in underlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.text.changes import Passage, Piece, PieceKind
from annotator.translate import tr_plural
from ui.theme import Theme

_FILL = 0.22  # of the line's colour in the fill behind changed words
_AROUND = 1  # unchanged paragraphs shown before and after a changed one
_MOST = 4_000  # paragraphs of a text that is shown whole; a book is shown by its changes only


class DiffView(QTextEdit):
    """Shows passages one under the other or side by side. Words are put in as plain text, never as HTML."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setProperty("field", True)
        self.setAccessibleName(self.tr("What was changed"))
        self.setAccessibleDescription(
            self.tr("Words taken out are struck through, words put in are underlined.")
        )
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._formats: dict[PieceKind, QTextCharFormat] = {}
        self._muted = QTextCharFormat()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use these colours from now on; what is shown already keeps its own."""
        plain = QTextCharFormat()
        plain.setForeground(QColor(theme.text))
        removed, added = QTextCharFormat(plain), QTextCharFormat(plain)
        removed.setFontStrikeOut(True)
        removed.setBackground(_mixed(theme.surface, theme.bad))
        added.setFontUnderline(True)
        added.setBackground(_mixed(theme.surface, theme.good))
        self._formats = {PieceKind.SAME: plain, PieceKind.REMOVED: removed, PieceKind.ADDED: added}
        self._muted = QTextCharFormat(plain)
        self._muted.setForeground(QColor(theme.muted))
        self._line = QColor(theme.hairline)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.surface))
        self.setPalette(palette)

    def show_passages(
        self, passages: Sequence[Passage], *, side_by_side: bool = False, whole: bool = False
    ) -> None:
        """Show an edit; unless `whole`, only the changed paragraphs and one on each side of them."""
        rows = list(_rows(passages, whole=whole and len(passages) <= _MOST))
        self.clear()
        self.document().setDocumentMargin(14)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if side_by_side:
            self._fill_table(cursor, rows)
        else:
            self._fill_column(cursor, rows)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_edit(self, pieces: Iterable[Piece]) -> None:
        """Show one short edit, such as that of a comment."""
        self.clear()
        self.document().setDocumentMargin(10)
        self._put(QTextCursor(self.document()), pieces)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _fill_column(self, cursor: QTextCursor, rows: Sequence[Passage | int]) -> None:
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(10)
        cursor.setBlockFormat(spaced)
        for number, row in enumerate(rows):
            if number:
                cursor.insertBlock(spaced, QTextCharFormat())
            if isinstance(row, int):
                cursor.insertText(_skipped(row), self._muted)
            else:
                self._put(cursor, row.inline())

    def _fill_table(self, cursor: QTextCursor, rows: Sequence[Passage | int]) -> None:
        if not rows:
            return
        shape = QTextTableFormat()
        shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, 50)] * 2)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setCellPadding(7)
        shape.setCellSpacing(0)
        shape.setBorder(1)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(self._line)
        shape.setBorderCollapse(True)
        shape.setHeaderRowCount(1)
        table = cursor.insertTable(len(rows) + 1, 2, shape)
        for column, title in enumerate((self.tr("As it was"), self.tr("As it is now"))):
            table.cellAt(0, column).firstCursorPosition().insertText(title, self._muted)
        for number, row in enumerate(rows, 1):
            self._fill_row(table, number, row)

    def _fill_row(self, table: QTextTable, number: int, row: Passage | int) -> None:
        left = table.cellAt(number, 0).firstCursorPosition()
        if isinstance(row, int):
            table.mergeCells(number, 0, 1, 2)
            left.insertText(_skipped(row), self._muted)
            return
        self._put(left, row.old)
        self._put(table.cellAt(number, 1).firstCursorPosition(), row.new)

    def _put(self, cursor: QTextCursor, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            shown = piece.text
            if piece.kind is not PieceKind.SAME:  # a line end alone would be a change nobody can see
                shown = shown.replace("\n", "¶\n")
            cursor.insertText(shown, self._formats[piece.kind])


def _rows(passages: Sequence[Passage], *, whole: bool) -> Iterable[Passage | int]:
    """Yield passages to show, and instead of those in between how many they are."""
    shown = set(range(len(passages))) if whole else set()
    for number, passage in enumerate(passages):
        if passage.is_changed:
            shown.update(range(max(number - _AROUND, 0), min(number + _AROUND + 1, len(passages))))
    skipped = 0
    for number, passage in enumerate(passages):
        if number not in shown:
            skipped += 1
            continue
        if skipped:
            yield skipped
            skipped = 0
        yield passage
    if skipped:
        yield skipped


def _skipped(count: int) -> str:
    return tr_plural("… {n} paragraph as it was …", "… {n} paragraphs as they were …", count)


def _mixed(surface: str, line: str) -> QColor:
    back, front = QColor(surface), QColor(line)
    return QColor.fromRgbF(
        back.redF() * (1 - _FILL) + front.redF() * _FILL,
        back.greenF() * (1 - _FILL) + front.greenF() * _FILL,
        back.blueF() * (1 - _FILL) + front.blueF() * _FILL,
    )
