"""How marks are painted: their colours, alone and over each other, and the patterns under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.model.tag import Look, Tag, Underline
from ui.theme import LIGHT, Theme

_INNER_SHARE = 0.8  # of a mark's own fill where it lies on another
_SAME_SHARE = 0.14  # of its line's colour where it lies on one of the same tag

_DASHES = {
    Underline.DOTTED: [1.2, 1.7],
    Underline.DASH: [4.0, 2.4],
    Underline.DOT_DASH: [4.5, 1.9, 1.2, 1.9],
}


@dataclass(frozen=True, slots=True)
class MarkLook:
    """A tag as it is painted."""

    fill: str
    line: str
    underline: Underline
    letter: str


class MarkLooks:
    """The looks of all tags in one theme, and the blends of those that lie on each other."""

    def __init__(self, tags: Iterable[Tag] = (), theme: Theme = LIGHT) -> None:
        self._looks = {tag.id: _look(theme.look(tag), tag) for tag in tags}
        self._untagged = MarkLook(theme.pressed, theme.muted, Underline.DASH, "")
        self._blends: dict[tuple[str, ...], QColor] = {}

    def of(self, tag_id: str) -> MarkLook:
        """Return a tag's look; the neutral one for a mark without a tag, or with one that is gone."""
        return self._looks.get(tag_id, self._untagged)

    def fill(self, tag_ids: Sequence[str]) -> QColor:
        """Return the fill where marks of these tags lie on each other, the outermost first."""
        key = tuple(tag_ids)
        if (known := self._blends.get(key)) is None:
            known = self._blends[key] = self._blend(key)
        return known

    def _blend(self, tag_ids: Sequence[str]) -> QColor:
        colour = QColor(self.of(tag_ids[0]).fill)
        deepened = False
        for outer, inner in pairwise(tag_ids):
            look = self.of(inner)
            if outer != inner:
                colour = _mixed(colour, QColor(look.fill), _INNER_SHARE)
            elif not deepened:  # once: deeper still, and the words could no longer be read
                colour = _mixed(colour, QColor(look.line), _SAME_SHARE)
                deepened = True
        return colour


def draw_underline(
    painter: QPainter, left: float, right: float, y: float, look: MarkLook, scale: float = 1.0
) -> None:
    """Draw the pattern of a tag at height `y`; `scale` is 1 for letters of 100 per cent zoom."""
    painter.setPen(_pen(look.line, look.underline, scale))
    if look.underline is Underline.WAVE:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_wave(left, right, y, 2.2 * scale))
        return
    if look.underline is Underline.DOUBLE:
        painter.drawLine(QPointF(left, y - 1.3 * scale), QPointF(right, y - 1.3 * scale))
        y += 1.3 * scale
    painter.drawLine(QPointF(left, y), QPointF(right, y))


@lru_cache(maxsize=128)
def _pen(colour: str, underline: Underline, scale: float) -> QPen:
    """Return the pen of a pattern; kept, as every line in sight takes one each time it is painted."""
    width = 1.6 * scale
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if underline in _DASHES:
        pen.setDashPattern(_DASHES[underline])
        pen.setWidthF(width * 1.15)
    elif underline is Underline.THICK:
        pen.setWidthF(2.8 * scale)
    elif underline is Underline.DOUBLE:
        pen.setWidthF(1.1 * scale)
    return pen


def _wave(left: float, right: float, y: float, step: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        width = min(2 * step, right - x)
        path.quadTo(x + width / 2, y - step if up else y + step, x + width, y)
        x, up = x + width, not up
    return path


def _look(look: Look, tag: Tag) -> MarkLook:
    return MarkLook(look.fill, look.line, tag.underline, tag.letter)


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() * (1 - share) + other.redF() * share,
        one.greenF() * (1 - share) + other.greenF() * share,
        one.blueF() * (1 - share) + other.blueF() * share,
    )
