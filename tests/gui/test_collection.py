"""Python's search for unreachable objects, kept out of the way of a person who works."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.collection import Collector


class Ring:
    """Refers to itself, so that its count never falls to nothing."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    """A collector, after which Python searches as before."""
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    made = Collector(qapp)
    yield made
    made.setParent(None)
    made.deleteLater()
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(interval)


def rings() -> int:
    return sum(type(item) is Ring for item in gc.get_objects())


def test_an_article_that_was_loaded_is_left_out_of_searches_until_it_is_shown(
    qtbot: QtBot, collector: Collector
) -> None:
    collector.pause()
    assert not gc.isenabled()
    collector.set_aside()
    assert gc.get_freeze_count() > 0
    assert not gc.isenabled()
    qtbot.waitUntil(gc.isenabled)


def test_what_only_refers_to_itself_goes_while_the_person_is_elsewhere(
    qapp: QApplication, collector: Collector
) -> None:
    Ring()
    collector.set_aside()
    gc.collect()
    gc.unfreeze()
    left = rings()
    gc.freeze()
    assert left == 1
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    gc.unfreeze()
    assert rings() == 0
