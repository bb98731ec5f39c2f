"""`SuggestionLayer`: the suggestions in the article, outlined with dots in no tag's colour.

Like the marks, only what lies in the lines being repainted is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from annotator.model.annotation import Annotation
from annotator.model.selectors import Quote, Target
from annotator.model.span import Span
from annotator.model.suggestion import Suggestion, SuggestionKind
from ui.article_document import ArticleDocument
from ui.article_geometry import PlacedBlock
from ui.chips import plain_tip
from ui.mark_handles import Handle, paint_handles
from ui.pointer_marking import PointerMarking
from ui.suggestion_session import Suggestions

if TYPE_CHECKING:
    from ui.article_view import ArticleView

_ADJUSTED = "suggestion"  # stands for the id of a mark that is not made yet
_EVENTS = frozenset(
    {
        QEvent.Type.ToolTip,
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
    }
)
_TAKE = {Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SuggestionLayer(QObject):
    """Paints the offers over one article view, explains them under the pointer, and changes their borders."""

    def __init__(self, suggestions: Suggestions, view: ArticleView) -> None:
        super().__init__(view)
        self._suggestions = suggestions
        self._view = view
        self._shown: tuple[Suggestion | None, Span | None] = (None, None)
        self._preview: Span | None = None
        self._pointer = PointerMarking(self)
        view.overlays.append(self.paint)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.caret_moved.connect(self._caret_moved)
        view.selection_changed.connect(self._selection_changed)
        suggestions.offers_changed.connect(self._offers_changed)
        suggestions.current_changed.connect(self._current_changed)
        suggestions.adjusting_changed.connect(self._adjusting_changed)

    # -- painting ----------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, article: ArticleDocument, blocks: Sequence[PlacedBlock]) -> None:
        """Draw what is offered in these blocks, the current suggestion with the words its reason rests on."""
        current, adjusted = self._suggestions.current, self._adjusted()
        painter.save()
        for block in blocks:
            for item in self._suggestions.index.overlapping(block.block.start, block.block.end):
                if item is not current:
                    self._draw(painter, article, block, item, item.span)
            if current is not None and _overlaps(current.span if adjusted is None else adjusted, block):
                self._draw(painter, article, block, current, adjusted or current.span, is_current=True)
            if current is not None:
                self._draw_reason(painter, article, block, current)
        if adjusted is not None:
            theme = self._view.style_.theme
            paint_handles(painter, self.handles_in_sight(), theme.accent, theme.background)
        painter.restore()

    @property
    def _scale(self) -> float:
        return max(self._view.style_.em / 20, 0.8)

    def _draw(
        self,
        painter: QPainter,
        article: ArticleDocument,
        block: PlacedBlock,
        item: Suggestion,
        span: Span,
        *,
        is_current: bool = False,
    ) -> None:
        theme = self._view.style_.theme
        width = (1.8 if is_current else 1.2) * self._scale
        pen = QPen(QColor(theme.text if is_current else theme.muted), width)
        pen.setDashPattern([1.4, 1.8])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in _rects(article, block, span):
            if item.kind is SuggestionKind.CUE and not is_current:
                painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            else:
                _draw_box(painter, rect.adjusted(-1.5, 0.5, 1.5, 1.0))

    def _draw_reason(
        self, painter: QPainter, article: ArticleDocument, block: PlacedBlock, item: Suggestion
    ) -> None:
        """Underline the words the reason rests on, and who is taken for the speaker."""
        pen = QPen(QColor(self._view.style_.theme.accent), 2.2 * self._scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        spans = [(cue, Qt.PenStyle.SolidLine) for cue in item.cues if item.kind is not SuggestionKind.CUE]
        if item.speaker is not None:
            spans.append((item.speaker, Qt.PenStyle.DashLine))
        for span, style in spans:
            pen.setStyle(style)
            painter.setPen(pen)
            for rect in _rects(article, block, span):
                painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    # -- keeping in step ---------------------------------------------------------------------------------

    def _offers_changed(self) -> None:
        self._view.viewport().update()

    def _current_changed(self) -> None:
        now = self._suggestions.current
        touched = [item for item in (self._shown[0], now) if item is not None]
        self._shown = (now, None)
        spans = [
            span for item in touched for span in (item.span, *item.cues, item.speaker) if span is not None
        ]
        self._view.repaint_spans(spans)

    def _adjusting_changed(self) -> None:
        span = self._suggestions.adjusted
        if span is None:
            self._pointer.cancel()
            self._preview = None
        elif self._view.raw_selection() != span:
            self._view.select(span)
        self._view.viewport().update()

    def _caret_moved(self, place: int) -> None:
        """Take a click on an offer, or the caret put into one, for interest in it."""
        if self._suggestions.adjusted is not None or self._view.textCursor().hasSelection():
            return
        if not self._view.annotations_at(place) and (item := self._suggestions.at(place)) is not None:
            self._suggestions.go_to(item, reveal=False)

    def _selection_changed(self, span: Span | None) -> None:
        if self._suggestions.adjusted is not None and span is not None:
            self._suggestions.adjust(span)

    # -- events of the article ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Explain offers under the pointer; while borders are changed, take the keys and handles for that."""
        kind = event.type()
        # first of all, since the last events come while the view is being taken down
        if kind not in _EVENTS:
            return False
        if kind == QEvent.Type.ToolTip:
            return watched is not self._view and self._explain(event)
        if self._suggestions.adjusted is None:
            return False
        return self._key(event) if watched is self._view else self._mouse(event)

    def _explain(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent):
            return False
        place = self._view.place_at(QPointF(event.pos()))
        item = self._suggestions.at(place)
        if item is None or self._view.annotations_at(place):
            return False
        if not any(rect.contains(QPointF(event.pos())) for rect in self._view.rects(item.span)):
            return False
        QToolTip.showText(event.globalPos(), plain_tip(item.reason), self._view)
        return True

    def _key(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_ours = plain and (event.key() in _TAKE or event.key() == Qt.Key.Key_Escape)
        if not is_ours:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # so that no action of the window takes the key first
        elif event.key() == Qt.Key.Key_Escape:
            self._suggestions.adjust(None)
            self._view.set_caret(self._view.caret())  # nothing stays selected
        else:
            self._suggestions.accept()
        return True

    def _mouse(self, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            return self._pointer.press(event)
        if not self._pointer.is_dragging:
            return False
        if kind == QEvent.Type.MouseMove:
            self._pointer.drag(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._pointer.release()
        return True

    # -- what PointerMarking works on --------------------------------------------------------------------

    @property
    def reading_text(self) -> str:
        """The article's text, with the line ends that only mean a blank as blanks."""
        return self._view.reading_text

    def place_at(self, point: QPointF) -> int:
        """Return the code point nearest to a point of the viewport."""
        return self._view.place_at(point)

    def handles_in_sight(self) -> list[Handle]:
        """Return the handles of the suggestion whose borders are changed."""
        span = self._adjusted()
        return self._view.handles_of(span) if span is not None else []

    def current_mark(self) -> Annotation | None:
        """Return the mark it would become, as far as its borders go; None while none are changed."""
        span = self._suggestions.adjusted
        return Annotation(_ADJUSTED, "", Target("", span, Quote(""))) if span is not None else None

    def preview_move(self, _annotation_id: str, span: Span | None) -> None:
        """Paint it as if it had other ends; None paints it as it is."""
        self._preview = span
        self._view.viewport().update()

    def move_mark(self, _annotation_id: str, span: Span) -> None:
        """Give it other ends."""
        self._preview = None
        self._view.select(span)
        self._suggestions.adjust(span)

    def _adjusted(self) -> Span | None:
        return self._preview or self._suggestions.adjusted


def _overlaps(span: Span, block: PlacedBlock) -> bool:
    return span.start < block.block.end and block.block.start < span.end


def _rects(article: ArticleDocument, block: PlacedBlock, span: Span) -> list[QRectF]:
    start, end = max(span.start, block.block.start), min(span.end, block.block.end)
    if start >= end:
        return []
    return block.rects(article.position(start) - block.qt_start, article.position(end) - block.qt_start)


def _draw_box(painter: QPainter, box: QRectF) -> None:
    """Draw a dotted box as four lines: Qt takes thirty times as long for a path of as many dots."""
    painter.drawLine(box.topLeft(), box.topRight())
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.drawLine(box.topLeft(), box.bottomLeft())
    painter.drawLine(box.topRight(), box.bottomRight())
