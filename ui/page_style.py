"""`PageStyle`: how an article is set: fonts, spacing and indents of every kind of block."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from annotator.model.block import Block, BlockKind, Format, Inline
from ui.settings import Reading
from ui.theme import LIGHT, Theme, reading_family

_HEADING_SIZES = {1: 1.7, 2: 1.4, 3: 1.2, 4: 1.08}
_SMALL = {BlockKind.CAPTION: 0.88, BlockKind.NOTE: 0.88, BlockKind.CODE: 0.9, BlockKind.CELL: 0.94}
_SAMPLE = "The quick reading of a page depends on the length of its lines, which was known long ago."
_MONO = ("Liberation Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "monospace")

BlockKey = tuple[BlockKind, int, bool | None, bool]
"""What decides a block's format: kind, level, direction, and whether more of the same list follows."""


@dataclass(frozen=True)
class PageStyle:
    """All that decides how a page looks. Two equal styles set an article alike.

    Attributes:
        zoom: in per cent.
    """

    reading: Reading = Reading()
    theme: Theme = LIGHT
    zoom: int = 100

    @cached_property
    def font(self) -> QFont:
        """The font of a paragraph."""
        font = QFont(reading_family(self.reading.family))
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPointSizeF(self.reading.size * self.zoom / 100)
        if self.reading.letter_spacing != 100:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, self.reading.letter_spacing)
            font.setWordSpacing(QFontMetricsF(font).horizontalAdvance(" ") * 0.2)
        return font

    @cached_property
    def em(self) -> float:
        """Height of the paragraph's font in pixels: what spacing is measured in."""
        return QFontMetricsF(self.font).ascent() + QFontMetricsF(self.font).descent()

    @cached_property
    def column_width(self) -> int:
        """Width of the column in pixels: as many characters of English as the person likes."""
        per_character = QFontMetricsF(self.font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        return round(per_character * self.reading.width)

    @property
    def indent_width(self) -> float:
        """Pixels of one step of indentation."""
        return round(self.em * 0.8)

    def key(self, block: Block, following: Block | None) -> BlockKey:
        """Return what decides the formats of `block`."""
        more = following is not None and following.kind is block.kind and block.kind in _TIGHT
        return (block.kind, min(block.level, 9), block.rtl, more)

    def block_format(self, key: BlockKey) -> QTextBlockFormat:
        """Return margins, indents, line height and direction."""
        kind, level, rtl, more = key
        em = self.em
        form = QTextBlockFormat()
        spacing = self.reading.spacing if kind is not BlockKind.HEADING else min(self.reading.spacing, 125)
        form.setLineHeight(spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(em * (0.3 if more else 0.75))
        if rtl is not None:
            form.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        if kind is BlockKind.HEADING:
            form.setHeadingLevel(min(max(level, 1), 6))
            form.setTopMargin(em * (0.9 if level <= 2 else 0.6))
            form.setBottomMargin(em * 0.4)
        elif kind is BlockKind.LIST_ITEM:
            form.setIndent(2 * (level + 1))
        elif kind is BlockKind.QUOTE:
            form.setIndent(2 * (level + 1) - 1)
        elif kind is BlockKind.NOTE:
            form.setIndent(2)
        elif kind is BlockKind.CELL:
            form.setBottomMargin(0)
        elif kind is BlockKind.CODE:
            form.setIndent(1)
            form.setRightMargin(self.indent_width)
            form.setBottomMargin(0 if more else em)
        elif kind is BlockKind.PICTURE:
            form.setIndent(1)
            form.setRightMargin(self.indent_width)
            form.setTopMargin(em)
            form.setBottomMargin(em)
        return form

    def char_format(self, kind: BlockKind, level: int = 0) -> QTextCharFormat:
        """Return the format of a block's words before any inline formats.

        No words get a colour or background of their own: marks are painted behind them, and only the theme's
        text colour is known to be readable on every mark.
        """
        form = QTextCharFormat()
        size = self.font.pointSizeF()
        if kind is BlockKind.HEADING:
            form.setFontPointSize(size * _HEADING_SIZES.get(max(level, 1), 1.0))
            form.setFontWeight(QFont.Weight.Bold)
        elif kind in _SMALL:
            form.setFontPointSize(size * _SMALL[kind])
        if kind is BlockKind.PICTURE:
            form.setFontItalic(True)
        if kind is BlockKind.CODE:
            form.setFontFamilies(list(_MONO))
            form.setFontFixedPitch(True)
        return form

    def inline_format(self, inline: Inline) -> QTextCharFormat:
        """Return what an inline format adds to the words."""
        form = QTextCharFormat()
        match inline.format:
            case Format.BOLD:
                form.setFontWeight(QFont.Weight.Bold)
            case Format.ITALIC:
                form.setFontItalic(True)
            case Format.UNDERLINE:
                form.setFontUnderline(True)
            case Format.STRIKE:
                form.setFontStrikeOut(True)
            case Format.SUPERSCRIPT:
                form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            case Format.SUBSCRIPT:
                form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
            case Format.CODE:
                form.setFontFamilies(list(_MONO))
                form.setFontFixedPitch(True)
            case Format.LINK:
                form.setFontUnderline(True)
                form.setUnderlineColor(QColor(self.theme.accent))
        return form

    def table_format(self, columns: int, header_rows: int, *, first: bool, last: bool) -> QTextTableFormat:
        """Return the format of a table, or of its `first` or `last` rows, as wide as the column."""
        form = QTextTableFormat()
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, 100 / columns)] * columns
        )
        form.setCellSpacing(0)
        form.setCellPadding(self.em * 0.25)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderBrush(QBrush(QColor(self.theme.line)))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setTopMargin(self.em * 0.3 if first else 0)
        form.setBottomMargin(self.em * 0.9 if last else 0)
        form.setHeaderRowCount(header_rows)
        return form

    def header_cell_format(self) -> QTextTableCellFormat:
        """Return the format of a cell in a header row."""
        form = QTextTableCellFormat()
        form.setBackground(QBrush(QColor(self.theme.hover)))
        return form

    def filler_formats(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        """Return the formats of a block that Qt wants around a table and no reader should see."""
        block, char = QTextBlockFormat(), QTextCharFormat()
        block.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        char.setProperty(QTextFormat.Property.FontPixelSize, 1)
        return block, char


_TIGHT = frozenset({BlockKind.LIST_ITEM, BlockKind.NOTE, BlockKind.CODE})
