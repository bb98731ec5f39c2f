"""`LibraryDelegate`: an article as its title, its facts and its counts per tag; a find as its snippet."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.text.normalize import one_line
from ui.chips import paint_sign, small
from ui.controller import Controller
from ui.library_model import ROW, ArticleRow, HitRow
from ui.theme import LIGHT, Theme

_LEFT = 14


class LibraryDelegate(QStyledItemDelegate):
    """Paints the rows of the library in three lines each."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room a row needs."""
        return QSize(180, 3 * QFontMetrics(option.font).lineSpacing() + 22)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row, theme, rect = index.data(ROW), self._theme, option.rect
        painter.save()
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.pressed))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(_LEFT, 8, -10, -6)
        if isinstance(row, ArticleRow):
            self._paint_article(painter, inner, row)
        elif isinstance(row, HitRow):
            self._paint_hit(painter, inner, row)
        painter.restore()

    def _paint_article(self, painter: QPainter, rect: QRect, row: ArticleRow) -> None:
        line = painter.fontMetrics().lineSpacing()
        self._paint_title(painter, rect, row.article.title)
        painter.setFont(small(painter.font()))
        painter.setPen(QColor(self._theme.muted))
        _paint_line(painter, rect.adjusted(0, line + 1, 0, 0), row.facts or self.tr("No byline"))
        top = rect.top() + 2 * line + 4
        if not row.counts:
            _paint_line(painter, rect.adjusted(0, 2 * line + 3, 0, 0), self.tr("Not marked yet"))
            return
        metrics, left = painter.fontMetrics(), float(rect.left())
        for tag_id, count in row.counts:
            tag = self._controller.tags.get(tag_id)
            text = f"{tag.letter if tag else '–'} {count}"
            width = metrics.horizontalAdvance(text) + 12
            if left + width > rect.right():
                break
            paint_sign(painter, QRectF(left, top, width, metrics.height() + 4), text, tag, self._theme)
            left += width + 5

    def _paint_hit(self, painter: QPainter, rect: QRect, row: HitRow) -> None:
        line = painter.fontMetrics().lineSpacing()
        self._paint_title(painter, rect, row.title)
        places = {"note": self.tr("In a note"), "source": self.tr("In a source")}
        where = places.get(row.where, self.tr("In the text"))
        plain = small(painter.font())
        painter.setFont(plain)
        painter.setPen(QColor(self._theme.muted))
        _paint_line(painter, rect.adjusted(0, 2 * line + 2, 0, 0), where)
        bold = QFont(plain)
        bold.setBold(True)
        left = rect.left()
        for words, found in row.parts:
            painter.setFont(bold if found else plain)
            painter.setPen(QColor(self._theme.text if found else self._theme.muted))
            space = QRect(left, rect.top() + line + 1, rect.right() - left, line)
            if space.width() < 8:
                break
            _paint_line(painter, space, words, keep_spaces=True)
            left += painter.fontMetrics().horizontalAdvance(words)

    def _paint_title(self, painter: QPainter, rect: QRect, title: str) -> None:
        font = QFont(painter.font())
        heavy = QFont(font)
        heavy.setWeight(QFont.Weight.DemiBold)
        painter.setFont(heavy)
        painter.setPen(QColor(self._theme.text))
        _paint_line(painter, rect, title)
        painter.setFont(font)


def _paint_line(painter: QPainter, rect: QRect, text: str, *, keep_spaces: bool = False) -> None:
    shown = text if keep_spaces else one_line(text[:300])
    elided = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
    where = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
    painter.drawText(rect, where | Qt.TextFlag.TextSingleLine, elided)
