"""Labels: a line that changes often neither moves what is round it nor loses its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.labels import LineLabel


class _Layouts(QObject):
    """Counts how often a widget is asked to lay out anew."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def box(qtbot: QtBot) -> QWidget:
    """A box of 200 pixels, for labels side by side."""
    made = QWidget()
    qtbot.addWidget(made)
    QHBoxLayout(made)
    made.resize(200, 40)
    return made


def _show(box: QWidget, label: LineLabel) -> None:
    layout = box.layout()
    assert layout is not None
    layout.addWidget(label)
    box.show()


def test_a_shorter_line_has_nothing_laid_out_anew(qtbot: QtBot, box: QWidget) -> None:
    label = LineLabel(box)
    label.setText("1,023 marks")
    _show(box, label)
    qtbot.waitExposed(box)
    qtbot.wait(0)
    layouts = _Layouts(box)
    label.setText("7 marks")
    qtbot.wait(0)
    assert layouts.count == 0
    label.setText("100,023 marks of this article")
    qtbot.waitUntil(lambda: layouts.count > 0)


def test_a_line_without_room_is_shortened_and_widens_nothing(box: QWidget) -> None:
    label = LineLabel(box, grows=False)
    _show(box, label)
    label.setText("Opened “" + "The bridge at Ostley and the shops of the old town " * 4 + "”")
    assert box.minimumSizeHint().width() < 200
    inked = label.grab().toImage()
    right = inked.width() - 1
    edge = [inked.pixelColor(right, y) for y in range(inked.height())]
    assert len({colour.name() for colour in edge}) == 1, "letters run out of the label"


def test_a_screen_reader_reads_the_whole_line(box: QWidget) -> None:
    label = LineLabel(box, grows=False)
    label.setText("Mark as Fact · Saved 10:41")
    interface = QAccessible.queryAccessibleInterface(label)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Mark as Fact · Saved 10:41"
    assert interface.role() == QAccessible.Role.StaticText
