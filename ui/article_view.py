"""`ArticleView`: the article on screen, where one reads, selects and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.history import Change
from annotator.model.annotation import Annotation
from annotator.model.block import Format
from annotator.model.dossier import Dossier
from annotator.model.span import Span
from annotator.model.tag import Tag
from annotator.text.sentences import unwrapped
from ui.article_page import ArticlePage
from ui.caret_marking import CaretMarking
from ui.mark_index import MarkIndex
from ui.mark_tips import mark_tip
from ui.pointer_marking import EXACT, PointerMarking, tidied
from ui.sentence_index import SentenceIndex
from ui.settings import Reading
from ui.theme import Theme

MIN_ZOOM, MAX_ZOOM = 50, 400
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class ArticleView(ArticlePage):
    """The page one works on. It edits nothing: it says what the person wants.

    Signals:
        mark_requested: (Span, tag id): mark a passage; (None, tag id): give the mark at the caret this tag.
        selection_changed: what would be marked now, a Span or None.
        annotation_activated: id of a mark the person went to; "" when they clicked beside every mark.
        boundaries_moved: (id, Span): other ends for a mark.
        caret_moved: where the caret is.
        context_menu_requested: (global place, ids of the marks there, innermost first).
        zoom_changed: the new zoom in per cent.
        highlighter_changed: id of the sticky tag, "" when the highlighter was put down.
        link_requested: address of a link the person wants to see.
        files_dropped: paths of files dropped on the page.
        told: a line to be shown and read out: a key led nowhere.
    """

    mark_requested = Signal(object, str)
    selection_changed = Signal(object)
    annotation_activated = Signal(str)
    boundaries_moved = Signal(str, object)
    caret_moved = Signal(int)
    context_menu_requested = Signal(QPoint, list)
    zoom_changed = Signal(int)
    highlighter_changed = Signal(str)
    link_requested = Signal(str)
    files_dropped = Signal(list)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dossier: Dossier | None = None
        self._sentences: SentenceIndex | None = None
        self._reading_text = ""
        self._highlighter = ""
        self._is_exact = False  # the selection stands as the person made it, to the character
        self._told: Span | None = None
        self._pressed_at: QPoint | None = None
        self._wheel = 0
        self.handles_tag_keys = True
        """Whether the keys of the tags mark; a window with actions for them may switch it off."""
        self.keys = CaretMarking(self)
        self.pointer = PointerMarking(self)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Article"))
        self.setAccessibleDescription(
            self.tr("Select words and press the key of a tag to mark them. Tab goes through the marks here.")
        )
        for margin in (self.left_margin, self.right_margin):
            margin.pass_to(self.viewport(), self._tip_for)
            margin.clicked.connect(self.activate)
        self.selectionChanged.connect(self._tell_selection)
        self.cursorPositionChanged.connect(self._tell_caret)

    # -- what is shown -----------------------------------------------------------------------------------

    def show_article(self, dossier: Dossier, annotations: Iterable[Annotation] | None = None) -> None:
        """Show an article with its marks; the same version again keeps its place."""
        same = self._dossier is not None and self._dossier.version.id == dossier.version.id
        self._dossier, version = dossier, dossier.version
        marks = MarkIndex(dossier.annotations if annotations is None else annotations)
        if same:
            self.show_marks(marks, dossier.tags)
            return
        wrapped = [(block.start, block.end) for block in version.blocks if block.wrapped]
        self._reading_text = unwrapped(version.text, wrapped) if wrapped else version.text
        self._sentences = SentenceIndex(version)
        self.set_highlighter("")
        self.setAccessibleName(self.tr("Article: {title}").format(title=dossier.article.title))
        self.show_version(version, marks, dossier.tags)
        self._tell_selection()

    def close_article(self) -> None:
        """Show an empty page."""
        self._dossier = self._sentences = None
        self._reading_text = ""
        self.set_highlighter("")
        self.setAccessibleName(self.tr("Article"))
        self.show_nothing()
        self._tell_selection()

    def show_change(self, change: Change) -> None:
        """Take over what a change did to this article's marks and tags; repaint only what it touched."""
        if self._dossier is None or self._painter is None:
            return
        touched: list[Span] = []
        is_renumbered = False
        selected = self.raw_selection()
        for before, after in change.pairs():
            record = after if after is not None else before
            if isinstance(record, Tag):
                self._take_tag(record, gone=after is None)
            elif isinstance(record, Annotation) and record.article == self._dossier.article.id:
                old = self.marks.get(record.id)
                if after is None:
                    self.marks.remove(record.id)
                else:
                    self.marks.put(record)
                is_renumbered |= old is None or after is None or old.span != record.span
                touched += [mark.span for mark in (old, record) if mark is not None and mark.span is not None]
                if before is None and record.span is not None and record.span == selected:
                    self._place_cursor(record.span.end, record.span.end)  # it is marked now, not selected
                    self._tell_selection()
        if self._painter.current and self.marks.get(self._painter.current) is None:
            self._painter.current = ""
        moved = (mark for mark in map(self.marks.get, self.marks.take_moved()) if mark is not None)
        self.repaint_spans([*touched, *(mark.span for mark in moved if mark.span is not None)])
        if is_renumbered and touched:
            self.repaint_signs(min(span.start for span in touched))

    def show_current(self, annotation_id: str) -> None:
        """Outline a mark, "" for none, and put the caret on it unless something is selected."""
        if self._painter is None or self._painter.current == annotation_id:
            return
        marks = [self.marks.get(self._painter.current), self.marks.get(annotation_id)]
        self._painter.current = annotation_id if marks[1] is not None else ""
        spans = [mark.span for mark in marks if mark is not None and mark.span is not None]
        span = marks[1].span if marks[1] is not None else None
        if span is not None and not self.textCursor().hasSelection():
            caret = self.caret()
            if not span.start <= caret <= span.end:
                self._place_cursor(span.start, span.start)
        self.repaint_spans(spans)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.set_style(replace(self.style_, theme=theme))

    def set_reading(self, reading: Reading) -> None:
        """Set the page as the person likes to read."""
        self.set_style(replace(self.style_, reading=reading))

    def set_tags(self, tags: Iterable[Tag]) -> None:
        """Use these looks, letters and keys from now on."""
        self.show_marks(self.marks, tags)

    def set_zoom(self, percent: int) -> None:
        """Show the words larger or smaller: 50 to 400 per cent."""
        percent = min(max(percent, MIN_ZOOM), MAX_ZOOM)
        if percent != self.style_.zoom:
            self.set_style(replace(self.style_, zoom=percent))
            self.zoom_changed.emit(percent)

    def zoom(self) -> int:
        """Return the zoom in per cent."""
        return self.style_.zoom

    def set_highlighter(self, tag_id: str) -> None:
        """Mark every finished selection with this tag from now on; "" puts the highlighter down."""
        if tag_id != self._highlighter:
            self._highlighter = tag_id
            self.highlighter_changed.emit(tag_id)

    def highlighter(self) -> str:
        """Return the id of the sticky tag, "" for none."""
        return self._highlighter

    # -- where one is ------------------------------------------------------------------------------------

    @property
    def reading_text(self) -> str:
        """The article's text, with the line ends that only mean a blank as blanks."""
        return self._reading_text

    @property
    def sentences(self) -> SentenceIndex:
        """The article's sentences; LookupError while no article is shown."""
        if self._sentences is None:
            raise LookupError("no article is shown")
        return self._sentences

    def caret(self) -> int:
        """Return where the caret is."""
        return self._article.code_point(self.textCursor().position()) if self._article is not None else 0

    def raw_selection(self) -> Span | None:
        """Return what is selected, to the character."""
        return self._article.span(self.textCursor()) if self._article is not None else None

    def selected_span(self) -> Span | None:
        """Return what would be marked: the selection as a careful hand would have made it; None for none."""
        span = self.raw_selection()
        return tidied(self._reading_text, span, exact=self._is_exact) if span is not None else None

    def annotations_at(self, code_point: int) -> list[Annotation]:
        """Return the painted marks at a place, the innermost first."""
        found = self.marks.at(code_point)
        return [mark for mark in found if self._painter is None or self._painter.is_shown(mark)]

    def current_mark(self) -> Annotation | None:
        """Return the mark that is outlined, else the innermost at the caret."""
        current = self.marks.get(self._painter.current) if self._painter is not None else None
        return current or next(iter(self.annotations_at(self.caret())), None)

    def set_caret(self, code_point: int) -> None:
        """Put the caret somewhere, in sight, with nothing selected."""
        if self._article is not None:
            self._place_cursor(code_point, code_point)
            self.reveal(Span(code_point, code_point + 1))
            self._tell_selection()
            self.caret_moved.emit(self.caret())

    def select(self, span: Span) -> None:
        """Select a passage, to the character, in sight."""
        if self._article is not None:
            self._is_exact = True
            self._place_cursor(span.start, span.end)
            self.reveal(span)
            self._tell_selection()
            self.caret_moved.emit(self.caret())

    def tell(self, line: str) -> None:
        """Say something that is not on the page."""
        self.told.emit(line)

    def activate(self, annotation_id: str) -> None:
        """Make a mark the current one, as a click on it would."""
        if self._painter is not None and (annotation_id or self._painter.current):
            self.show_current(annotation_id)
            self.annotation_activated.emit(annotation_id)

    def move_mark(self, annotation_id: str, span: Span) -> None:
        """Ask for other ends of a mark."""
        self.boundaries_moved.emit(annotation_id, span)

    # -- keys --------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Leave to the window the keys that mean nothing here: a QTextEdit claims every letter."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(self._dossier is not None and bool(self.keys.command_for(event)))
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, select, mark, and get out with Esc."""
        if self._dossier is None:
            super().keyPressEvent(event)
        elif command := self.keys.command_for(event):
            self.keys.run(command)
        elif event.key() == Qt.Key.Key_Escape:
            if not self._get_out():
                event.ignore()
        elif self.handles_tag_keys and (tag := self._tag_for(event)) is not None:
            self.mark_requested.emit(self.selected_span(), tag.id)
        elif self._highlighter and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._use_highlighter()
        else:
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() & _SHIFT:
                self._is_exact = not event.modifiers() & _CONTROL
            elif event.modifiers() & _SHIFT:
                self._is_exact = False
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take a selection made with Shift for finished when it is let go: the highlighter marks it."""
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Shift and self._highlighter:
            self._use_highlighter()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the marks at the caret, innermost first, then on to the next control."""
        marks = [mark.id for mark in self.annotations_at(self.caret())]
        if not forward:
            marks.reverse()
        current = self._painter.current if self._painter is not None else ""
        following = marks.index(current) + 1 if current in marks else 0
        if following < len(marks):
            self.activate(marks[following])
            return True
        return bool(super().focusNextPrevChild(forward))

    def _get_out(self) -> bool:
        """Leave what one is in the middle of, the innermost first; tell whether there was anything."""
        if self.pointer.is_dragging:
            self.pointer.cancel()
        elif self.textCursor().hasSelection():
            self._place_cursor(self.caret(), self.caret())
            self._tell_selection()
        elif self._highlighter:
            self.set_highlighter("")
        elif self._painter is not None and self._painter.current:
            self.activate("")
        else:
            return False
        return True

    def _tag_for(self, event: QKeyEvent) -> Tag | None:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | _SHIFT):
            return None
        offered = sorted(
            (tag for tag in self._tags.values() if not tag.retired), key=lambda tag: tag.position
        )
        typed = event.text().casefold()
        for tag in offered:
            if tag.key and tag.key.casefold() == typed:
                return tag
        number = int(typed) if typed in set("123456789") else 0
        return offered[number - 1] if 0 < number <= len(offered) else None

    def _use_highlighter(self) -> None:
        span = self.selected_span()
        if self._highlighter and span is not None:
            self.mark_requested.emit(span, self._highlighter)
            self._place_cursor(span.end, span.end)
            self._tell_selection()

    # -- mouse -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or take hold of a handle."""
        self._pressed_at = event.position().toPoint()
        if not self.pointer.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a selection or a handle; show what a press here would do."""
        if self.pointer.is_dragging:
            self.pointer.drag(event)
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.viewport().setCursor(self._cursor_shape(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tidy a finished selection, or take a click for what it is."""
        if self.pointer.is_dragging:
            self.pointer.release()
            return
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self._dossier is None:
            return
        pressed, self._pressed_at = self._pressed_at, None
        if self.textCursor().hasSelection():
            self._finish_selection(exact=bool(event.modifiers() & EXACT))
        elif pressed is not None and _is_click(pressed, event):
            self._click(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word as this article's language has it."""
        super().mouseDoubleClickEvent(event)
        self._pressed_at = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or at the caret when a key was pressed."""
        if self._dossier is None:
            event.ignore()
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            here = self._place_under(QPointF(self.viewport().mapFromGlobal(event.globalPos())))
            place = event.globalPos()
        else:
            here, place = self.caret(), self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        marks = self.annotations_at(here) if here is not None else []
        self.context_menu_requested.emit(place, [mark.id for mark in marks])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if not event.modifiers() & _CONTROL:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps, self._wheel = int(self._wheel / 120), self._wheel - int(self._wheel / 120) * 120
        if steps:
            self.set_zoom(self.zoom() + 10 * steps)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Explain the marks under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            here = self._place_under(QPointF(event.pos()))
            marks = self.annotations_at(here) if here is not None else []
            QToolTip.showText(event.globalPos(), mark_tip(marks, self.marks, self._tags), self)
            return True
        return bool(super().viewportEvent(event))

    def _finish_selection(self, *, exact: bool) -> None:
        span = self.raw_selection()
        self._is_exact = exact
        better = tidied(self._reading_text, span, exact=exact) if span is not None else None
        if better is not None and better != span:
            backwards = self.textCursor().position() < self.textCursor().anchor()
            ends = (better.end, better.start) if backwards else (better.start, better.end)
            self._place_cursor(*ends)
        self._is_exact = True
        self._tell_selection()
        self._use_highlighter()

    def _click(self, event: QMouseEvent) -> None:
        here = self._place_under(event.position())
        if here is None:
            self.activate("")
            return
        if event.modifiers() & _CONTROL and (link := self.link_at(here)):
            self.link_requested.emit(link)
            return
        marks = [mark.id for mark in self.annotations_at(here)]
        current = self._painter.current if self._painter is not None else ""
        if current in marks:  # a second click on the same place goes on to the next mark there
            marks = marks[marks.index(current) + 1 :] + marks[: marks.index(current) + 1]
        self.activate(marks[0] if marks else "")

    def link_at(self, code_point: int) -> str:
        """Return the address of the link at a place, "" for none."""
        if self._dossier is None or self._article is None or not self._dossier.version.blocks:
            return ""
        block = self._dossier.version.blocks[self._article.block_number(code_point)]
        links = (
            inline.href
            for inline in block.inlines
            if inline.format is Format.LINK and inline.start <= code_point < inline.end
        )
        return next(links, "")

    def _place_under(self, point: QPointF) -> int | None:
        """Return the character under a point of the viewport, None where there are no words."""
        here = self.place_at(point)
        for place in (here, here - 1):
            if place >= 0 and any(
                rect.adjusted(-1, -2, 1, 6).contains(point) for rect in self.rects(Span(place, place + 1))
            ):
                return place
        return None

    def _cursor_shape(self, event: QMouseEvent) -> Qt.CursorShape:
        if self.pointer.handle_at(event.position()) is not None:
            return Qt.CursorShape.SizeHorCursor
        if event.modifiers() & _CONTROL:
            here = self._place_under(event.position())
            if here is not None and self.link_at(here):
                return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.IBeamCursor

    def _tip_for(self, ids: Sequence[str]) -> str:
        marks = [mark for mark in map(self.marks.get, ids) if mark is not None]
        return mark_tip(marks, self.marks, self._tags)

    # -- in and out --------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the words of the article, not what Qt shows in their place."""
        copied = QMimeData()
        span = self.raw_selection()
        if span is not None:
            copied.setText(span.of(self._reading_text))
        return copied

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files in."""
        self._let_files_in(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let files in."""
        self._let_files_in(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files were dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    @staticmethod
    def _let_files_in(event: QDragMoveEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _take_tag(self, tag: Tag, *, gone: bool) -> None:
        if gone:
            self._tags.pop(tag.id, None)
        else:
            self._tags[tag.id] = tag
        self._renew_painter()

    def _tell_selection(self) -> None:
        if self._is_quiet:
            return
        if not self.textCursor().hasSelection():
            self._is_exact = False
        span = self.selected_span()
        if span != self._told:
            self._told = span
            self.selection_changed.emit(span)

    def _tell_caret(self) -> None:
        if not self._is_quiet:
            self.caret_moved.emit(self.caret())


def _is_click(pressed: QPoint, event: QMouseEvent) -> bool:
    distance = (event.position().toPoint() - pressed).manhattanLength()
    return distance < QApplication.startDragDistance()
