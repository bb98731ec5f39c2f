"""`ArticlePage`: an article in a fixed, readable column, with its marks painted over the lines in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.model.article import Version
from annotator.model.span import Span
from annotator.model.tag import Tag
from ui.article_document import ArticleDocument
from ui.article_geometry import Geometry, PlacedBlock
from ui.highlight_painter import HighlightPainter
from ui.layout_slices import LayoutSlices
from ui.margin import Margin, Sign
from ui.margin_signs import MarginSigns
from ui.mark_handles import Handle, handles, paint_handles
from ui.mark_index import MarkIndex
from ui.mark_looks import MarkLooks
from ui.page_style import PageStyle

Overlay = Callable[[QPainter, ArticleDocument, Sequence[PlacedBlock]], None]

PAD = 8
"""Pixels of page on each side of the column, for outlines and handles."""
_NARROW_STEP = 16  # pixels: in a narrow window the column follows in steps, not with every pixel
_NARROW_WAIT_MS = 120
_LEAST_COLUMN = 160
_MOVING = frozenset(
    {QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}
)
"""Events after which the lines lie elsewhere."""


class ArticlePage(QTextEdit):
    """Shows a version and marks on it, and knows where everything is. It listens to nobody.

    Positions are code points of the article.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.style_ = PageStyle()
        self._article: ArticleDocument | None = None
        self._geometry: Geometry | None = None
        self._slices: LayoutSlices | None = None
        self._painter: HighlightPainter | None = None
        self._signs: MarginSigns | None = None
        self._shown_document: QTextDocument | None = None
        self._marks = MarkIndex()
        self._tags: dict[str, Tag] = {}
        self._in_sight: list[PlacedBlock] | None = None
        self._turn_over = QTimer(self, singleShot=True, interval=0)
        self._turn_over.timeout.connect(self._forget_places)
        self._is_quiet = False  # the caret is being put somewhere by the program
        self.overlays: list[Overlay] = []
        """Called with the lines that are repainted, after the marks over them."""
        self.has_handles = True
        """Whether the ends of the outlined mark can be taken hold of."""
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.left_margin = Margin(self, right=False, signs=self._numbers)
        self.right_margin = Margin(self, right=True, signs=self._letters)
        self._narrowing = QTimer(self, singleShot=True, interval=_NARROW_WAIT_MS)
        self._narrowing.timeout.connect(self._fit_column)
        self._apply_style()
        self._fit_column()

    # -- what is shown -----------------------------------------------------------------------------------

    @property
    def marks(self) -> MarkIndex:
        """The article's marks."""
        return self._marks

    def show_version(self, version: Version, marks: MarkIndex, tags: Iterable[Tag]) -> None:
        """Show a text from its beginning."""
        self._marks, self._tags, self._painter = marks, {tag.id: tag for tag in tags}, None
        self._build(version)
        self.verticalScrollBar().setValue(0)

    def show_marks(self, marks: MarkIndex, tags: Iterable[Tag]) -> None:
        """Paint these marks on the text that is shown; what is outlined or found stays so."""
        self._marks, self._tags = marks, {tag.id: tag for tag in tags}
        self._renew_painter()

    def show_nothing(self) -> None:
        """Show an empty page."""
        self._article = self._geometry = self._slices = self._painter = self._signs = None
        self._marks = MarkIndex()
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        self._swap(document)
        self._update_all()

    def show_only(self, ids: Iterable[str] | None) -> None:
        """Paint only these marks, None for all of them."""
        if self._painter is not None:
            self._painter.shown = frozenset(ids) if ids is not None else None
            self._update_all()

    def show_found(self, spans: Sequence[Span], current: Span | None = None) -> None:
        """Frame the passages of a search, in order and apart, the current one more strongly."""
        if self._painter is not None:
            self._painter.found, self._painter.found_current = spans, current
            self.viewport().update()

    def preview_move(self, annotation_id: str, span: Span | None) -> None:
        """Paint a mark as if it had other ends; None paints it as it is."""
        if self._painter is not None:
            self._painter.moved = (annotation_id, span) if span is not None else None
            self._update_all()

    def set_style(self, style: PageStyle) -> None:
        """Set the article in another style, with the caret's line, or else the top one, where it was."""
        if style == self.style_:
            return
        old = self._article
        at_start, (held, height) = self.verticalScrollBar().value() == 0, self._held_line()
        cursor = self.textCursor()
        self.style_ = style
        self._apply_style()
        if old is None:
            self._fit_column()
            return
        anchor, caret = old.code_point(cursor.anchor()), old.code_point(cursor.position())
        self._build(old.version)
        self._place_cursor(anchor, caret)
        self._scroll_to(0 if at_start else self._line_at(held).top() - height)

    def _held_line(self) -> tuple[int, float]:
        """Return a place to hold on to while everything else moves, and its height in the viewport."""
        top, page = self.place_at(QPointF(PAD, 1)), self.viewport().height()
        if self._article is not None:
            caret = self._article.code_point(self.textCursor().position())
            if top <= caret <= self.place_at(QPointF(self.viewport().width(), page)):
                height = self._line_at(caret).top() + self._origin().y()
                return caret, min(max(height, 0), page / 2)
        return top, 1.0

    # -- where everything is -----------------------------------------------------------------------------

    def place_at(self, point: QPointF) -> int:
        """Return the code point nearest to a point of the viewport."""
        if self._article is None or self._geometry is None:
            return 0
        return self._article.code_point(self._geometry.position_at(point - self._origin()))

    def reveal(self, span: Span, *, gently: bool = True) -> None:
        """Bring a passage into sight; with `gently`, only as far as needed, and not at all if it is."""
        if self._article is None:
            return
        first, last = self._line_at(span.start), self._line_at(max(span.end - 1, span.start))
        bar, page = self.verticalScrollBar(), self.viewport().height()
        air = min(self.style_.em * 2.5, page / 6)
        top = first.top() - air
        bottom = min(max(last.bottom(), first.bottom()) + air, first.top() + page * 0.7)
        here = bar.value()
        if gently and here <= max(top, 0) and bottom <= here + page:
            return
        if gently and -page < top - here < page * 1.5:
            self._scroll_to(top if top < here else bottom - page)
        else:
            self._scroll_to(first.top() - page * 0.3)

    def rects(self, span: Span) -> list[QRectF]:
        """Return the pixels of the viewport that show a passage, of its lines in sight."""
        if self._article is None:
            return []
        start, end = self._article.position(span.start), self._article.position(span.end)
        return [
            rect
            for block in self._blocks_in_sight()
            for rect in block.rects(start - block.qt_start, end - block.qt_start)
        ]

    def handles_in_sight(self) -> list[Handle]:
        """Return the handles of the outlined mark that can be taken hold of."""
        if self._article is None or self._painter is None or not self.has_handles:
            return []
        mark = self._marks.get(self._painter.current)
        span = self._painter.span(mark) if mark is not None and self._painter.is_shown(mark) else None
        return self.handles_of(span) if span is not None else []

    def handles_of(self, span: Span) -> list[Handle]:
        """Return the handles a passage would have, as far as they are in sight."""
        if self._article is None or self._painter is None:
            return []
        return handles(self._article, self._blocks_in_sight(), span, self._painter.scale)

    def paragraph_number(self, code_point: int) -> int:
        """Return the number that stands beside the paragraph at a place, 0 for none."""
        return self._signs.paragraph_label(code_point) if self._signs is not None else 0

    def is_laid_out(self) -> bool:
        """Tell whether the whole article is laid out, so that going anywhere is immediate."""
        return self._slices is None or self._slices.is_finished

    # -- building ----------------------------------------------------------------------------------------

    def _build(self, version: Version) -> None:
        self._article = ArticleDocument(version, self.style_)
        document = self._article.document
        document.setParent(self)
        frame = document.rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(PAD)
        form.setRightMargin(PAD)
        form.setTopMargin(round(self.style_.em * 1.4))
        form.setBottomMargin(round(self.style_.em * 3))
        frame.setFrameFormat(form)
        self.verticalScrollBar().setValue(0)  # Qt lays a new document out down to where the bar stands
        self._swap(document)
        document.documentLayout().update.connect(self._forget_places)  # something is laid out anew
        self._slices = LayoutSlices(document, document)
        self._geometry = Geometry(self._article, self._slices)
        self._renew_painter()
        self._fit_column()

    def _swap(self, document: QTextDocument) -> None:
        self._is_quiet = True
        self._forget_places()
        old, self._shown_document = self._shown_document, document
        self.setDocument(document)
        if old is not None:  # the one a QTextEdit begins with is its own to delete
            old.deleteLater()
        self._is_quiet = False

    def _renew_painter(self) -> None:
        if self._article is None:
            return
        old = self._painter
        looks = MarkLooks(self._tags.values(), self.style_.theme)
        self._painter = HighlightPainter(self._article, self._marks, looks)
        if old is not None:
            self._painter.shown, self._painter.found = old.shown, old.found
            self._painter.found_current = old.found_current
            self._painter.current = old.current if self._marks.get(old.current) is not None else ""
        self._signs = MarginSigns(self._painter, self.style_.reading)
        self._update_all()

    def _apply_style(self) -> None:
        self.setPalette(self.style_.theme.palette())
        self.setCursorWidth(max(2, round(self.style_.em / 11)))
        for margin in (self.left_margin, self.right_margin):
            margin.set_theme(self.style_.theme, self.style_.font)

    def _place_cursor(self, anchor: int, caret: int) -> None:
        """Select without scrolling and without telling anybody."""
        if self._article is None:
            return
        self._is_quiet = True
        bar = self.verticalScrollBar()
        here = bar.value()
        cursor = QTextCursor(self._article.document)
        cursor.setPosition(self._article.position(anchor))
        cursor.setPosition(self._article.position(caret), QTextCursor.MoveMode.KeepAnchor)
        self._lay_out_to(cursor.position())
        self.setTextCursor(cursor)
        bar.setValue(here)
        self._is_quiet = False

    # -- the column --------------------------------------------------------------------------------------

    def _fit_column(self) -> None:
        """Put the column in the middle; it gives way only where the window is narrower than it."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * self.frameWidth()
        widest = self._signs.widest() if self._signs is not None else "88"
        left_need = self.left_margin.width_for(widest) if widest else PAD
        right_need = self.right_margin.width_for("W888") if self.style_.reading.letters else PAD
        wanted = self.style_.column_width + 2 * PAD
        column = wanted
        if wanted > room - left_need - right_need:
            column = max((room - left_need - right_need) // _NARROW_STEP * _NARROW_STEP, _LEAST_COLUMN)
        if column != self.lineWrapColumnOrWidth():
            self._set_column(column)
        left = max(min((room - column) // 2, room - column - right_need), left_need)
        right = max(room - column - left, 0)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        self._place_margins()

    def _set_column(self, column: int) -> None:
        top = self.place_at(QPointF(PAD, 1)) if self.verticalScrollBar().value() else 0
        if top:
            self.verticalScrollBar().setValue(0)  # as in _build
        self._forget_places()
        self.setLineWrapColumnOrWidth(column)
        if self._slices is not None:
            self._slices.restart()
        if self._signs is not None:
            self._signs.forget_lines()
        if top:
            self._scroll_to(self._line_at(top).top() - 1)

    def _place_margins(self) -> None:
        frame, box = self.frameWidth(), self.viewport().geometry()
        self.left_margin.setGeometry(frame, box.top(), max(box.left() - frame, 0), box.height())
        right = self.viewportMargins().right()
        self.right_margin.setGeometry(box.right() + 1, box.top(), right, box.height())

    def event(self, event: QEvent) -> bool:
        """Keep the column in the middle of a window that changes its size."""
        if event.type() in _MOVING:
            self._forget_places()
        handled = bool(super().event(event))
        if event.type() == QEvent.Type.Resize:
            if self._would_narrow() and self._article is not None and not self.is_short():
                self._place_margins()
                self._narrowing.start()
            else:
                self._fit_column()
        return handled

    def is_short(self) -> bool:
        """Tell whether laying the whole article out again is not felt."""
        return self.document().characterCount() < 60_000

    def _would_narrow(self) -> bool:
        return self.width() - self.lineWrapColumnOrWidth() < 140

    # -- scrolling ---------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll the margins with the text."""
        self._forget_places()
        super().scrollContentsBy(dx, dy)
        if dy:
            self.left_margin.scroll(0, dy)
            self.right_margin.scroll(0, dy)

    def _scroll_to(self, y: float) -> None:
        bar = self.verticalScrollBar()
        wanted = max(round(y), 0)
        if wanted > bar.maximum() and not self.is_laid_out():
            bar.setMaximum(wanted)  # the bar does not know yet how long the article is
        bar.setValue(wanted)

    def _lay_out_to(self, qt_position: int) -> None:
        if self._slices is not None:
            self._slices.lay_out_to(qt_position)

    def _line_at(self, code_point: int) -> QRectF:
        """Return the line of a place in the document's coordinates."""
        if self._article is None or self._geometry is None:
            return QRectF()
        position = self._article.position(code_point)
        self._lay_out_to(position)
        return self._geometry.line_rect(position)

    def _origin(self) -> QPointF:
        """Return where the document's top left corner lies in the viewport."""
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _blocks_in_sight(self) -> list[PlacedBlock]:
        """Return the blocks in the viewport, with what reaches into it from above and below.

        One act asks for them again and again. They are forgotten with its turn of the event loop, and as soon
        as something moves or is laid out anew: the lines of an old layout must not be touched.
        """
        if self._geometry is None or self._painter is None:
            return []
        if self._in_sight is None:
            reach = self._painter.depth() + 4
            bottom = self.viewport().height() + reach
            self._in_sight = list(self._geometry.blocks(-reach, bottom, self._origin()))
            self._turn_over.start()
        return self._in_sight

    def _blocks(self, top: float, bottom: float) -> list[PlacedBlock]:
        """Return the blocks in a stretch of the viewport, with only their lines there."""
        found = (block.between(top, bottom) for block in self._blocks_in_sight())
        return [block for block in found if block is not None]

    def _forget_places(self, *_: object) -> None:
        self._in_sight = None

    # -- painting ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks behind and over the words, in the stretch that needs it."""
        if self._painter is None:
            super().paintEvent(event)
            return
        reach = self._painter.depth()
        blocks = self._blocks(event.rect().top() - reach, event.rect().bottom() + 4)
        pieces = self._painter.pieces(blocks)
        painter = QPainter(self.viewport())
        self._painter.paint_behind(painter, pieces)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._painter.paint_over(painter, pieces)
        if self._painter.current:
            theme = self.style_.theme
            paint_handles(painter, self.handles_in_sight(), theme.text, theme.background)
        if self._article is not None:
            for paint in self.overlays:
                paint(painter, self._article, blocks)
        painter.end()

    def repaint_spans(self, spans: Iterable[Span]) -> None:
        """Repaint the lines of these passages, as far as they are in sight, and the signs beside them."""
        if self._painter is None or self._article is None:
            return
        reach, knob = self._painter.depth() + 2, 14 * self._painter.scale
        for span in spans:
            start, end = self._article.position(span.start), self._article.position(span.end)
            for block in self._blocks_in_sight():
                first, last = start - block.qt_start, end - block.qt_start
                lines = [line.rect for line in block.lines if first <= line.end and line.start < last]
                if lines:
                    top, bottom = int(lines[0].top() - knob), int(lines[-1].bottom() + reach + knob)
                    self.viewport().update(0, top, self.viewport().width(), bottom - top)
                    self.right_margin.update(0, top, self.right_margin.width(), bottom - top)

    def repaint_signs(self, code_point: int) -> None:
        """Repaint the signs of the marks in sight from a place on: they have other numbers now."""
        blocks, top = self._blocks_in_sight(), 0.0
        if self._article is None or not blocks:
            return
        position = self._article.position(code_point)
        if position >= blocks[0].qt_start:
            tops = [
                line.rect.top()
                for block in blocks
                for line in block.lines
                if position < block.qt_start + line.end
            ]
            if not tops:
                return
            top = min(tops) - 2
        margin = self.right_margin
        margin.update(0, int(top), margin.width(), margin.height() - int(top))

    def _update_all(self) -> None:
        self.viewport().update()
        self.left_margin.update()
        self.right_margin.update()

    def _numbers(self, top: float, bottom: float) -> list[Sign]:
        return self._signs.numbers(self._blocks(top, bottom)) if self._signs is not None else []

    def _letters(self, top: float, bottom: float) -> list[Sign]:
        return self._signs.letters(self._blocks(top, bottom)) if self._signs is not None else []
