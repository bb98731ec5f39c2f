"""`AnnotationDelegate`: a mark as a card of two lines of its passage and one of what is said of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model.annotation import Annotation, Status
from annotator.text.normalize import one_line
from annotator.translate import tr_plural
from ui.annotation_model import ANNOTATION, GROUP, LABEL
from ui.chips import paint_sign, small
from ui.controller import Controller
from ui.theme import LIGHT, Theme
from ui.words import word

_GOOD = {Status.VERIFIED}
_BAD = {Status.WRONG, Status.DISPUTED}
_EXCERPT = 240  # more characters than two lines of the widest dock can hold


def card_height(metrics: QFontMetrics) -> int:
    """Return the height of a card in pixels."""
    return 3 * metrics.lineSpacing() + 16


def band_height(metrics: QFontMetrics) -> int:
    """Return the height of the title above a group in pixels."""
    return metrics.lineSpacing() + 14


class AnnotationDelegate(QStyledItemDelegate):
    """Paints cards. Only the rows in sight are painted, so the number of marks does not matter."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room a card needs."""
        return QSize(200, card_height(QFontMetrics(option.font)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one mark."""
        annotation = index.data(ANNOTATION)
        if annotation is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setFont(option.font)
        if title := index.data(GROUP):
            rect = self._paint_band(painter, rect, title)
        self._paint_ground(painter, rect, option.state)
        self._paint_card(painter, rect, annotation, index.data(LABEL))
        painter.restore()

    def _paint_band(self, painter: QPainter, rect: QRect, title: str) -> QRect:
        """Draw the title of a group and return what is left for its first card."""
        metrics = painter.fontMetrics()
        band = QRect(rect.left(), rect.top(), rect.width(), band_height(metrics))
        painter.fillRect(band, QColor(self._theme.window))
        font = painter.font()
        painter.setFont(small(font))
        painter.setPen(QColor(self._theme.muted))
        words = band.adjusted(12, 4, -8, 0)
        elided = metrics.elidedText(title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setFont(font)
        return rect.adjusted(0, band.height(), 0, 0)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.pressed))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(rect.left() + 12, rect.bottom(), rect.right() - 8, rect.bottom())

    def _paint_card(self, painter: QPainter, rect: QRect, annotation: Annotation, label: str) -> None:
        metrics = painter.fontMetrics()
        tag = self._controller.tags.get(annotation.tag)
        width = max(metrics.horizontalAdvance(label) + 12, 34)
        sign = QRectF(rect.left() + 12, rect.top() + 7, width, metrics.height() + 5)
        paint_sign(painter, sign, label, tag, self._theme)
        left = max(int(sign.right()) + 10, rect.left() + 58)
        excerpt = one_line(annotation.exact[:_EXCERPT])
        width_left = rect.right() - left - 8
        line = metrics.lineSpacing()
        lines = 2 if metrics.horizontalAdvance(excerpt) > width_left else 1
        top = rect.top() + 6 + (line // 2 if lines == 1 else 0)
        painter.setPen(QColor(self._theme.muted if annotation.is_orphan else self._theme.text))
        paint_two_lines(painter, QRect(left, top, width_left, 2 * line), excerpt)
        below = QRect(left, top + lines * line + 2, width_left, line)
        self._paint_facts(painter, below, annotation)

    def _paint_facts(self, painter: QPainter, rect: QRect, annotation: Annotation) -> None:
        theme = self._theme
        painter.setFont(small(painter.font()))
        metrics = painter.fontMetrics()
        colour = theme.good if annotation.status in _GOOD else theme.muted
        colour = theme.bad if annotation.status in _BAD else colour
        colour = theme.warning if annotation.status is Status.RECHECK else colour
        status = word(annotation.status)
        painter.setPen(QColor(colour))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, align, metrics.elidedText(status, Qt.TextElideMode.ElideRight, rect.width()))
        rest = rect.adjusted(metrics.horizontalAdvance(status), 0, 0, 0)
        line = "".join(f"  ·  {part}" for part in self._facts(annotation))
        painter.setPen(QColor(theme.muted))
        painter.drawText(rest, align, metrics.elidedText(line, Qt.TextElideMode.ElideRight, rest.width()))

    def _facts(self, annotation: Annotation) -> list[str]:
        facts = []
        if annotation.is_orphan:
            facts.append(self.tr("lost"))
        facts.append(word(annotation.kind))
        facts.extend(word(risk) for risk in sorted(annotation.risks))
        if annotation.attribution.speaker:
            facts.append(annotation.attribution.speaker)
        if annotation.evidence:
            facts.append(tr_plural("{n} source", "{n} sources", len(annotation.evidence)))
        if annotation.note:
            facts.append(one_line(annotation.note[:120]))
        return facts


def paint_two_lines(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw the first line of `text`, and the rest of it elided in a second one."""
    layout = QTextLayout(text, painter.font(), painter.device())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(rect.width())
        cut = line.textLength()
        metrics = painter.fontMetrics()
        line.setPosition(QPointF(0, 0))
        layout.endLayout()
        line.draw(painter, QPointF(rect.topLeft()))
        if rest := text.encode("utf-16-le")[2 * cut :].decode("utf-16-le", "ignore").lstrip():
            elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
            lower = rect.adjusted(0, metrics.lineSpacing(), 0, 0)
            start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
            painter.drawText(lower, start | Qt.TextFlag.TextSingleLine, elided)
        return
    layout.endLayout()
