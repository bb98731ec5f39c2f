"""Jobs: one after the other, off the GUI thread, stopped on request, and every error finds its place."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from annotator.errors import AnnotatorError, Cancelled, ImportFailed
from ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qtbot: QtBot, qapp: object):
    made = Jobs()
    yield made
    made.wait()


def test_work_runs_in_a_thread_of_its_own_and_its_result_arrives_in_ours(qtbot: QtBot, jobs: Jobs) -> None:
    here, threads = threading.get_ident(), dict[str, int]()

    def work(_cancelled: Callable[[], bool]) -> int:
        threads["work"] = threading.get_ident()
        return 42

    got: list[int] = []

    def done(result: int) -> None:
        threads["done"] = threading.get_ident()
        got.append(result)

    with qtbot.waitSignals([jobs.busy, jobs.idle]):
        jobs.start(Job("Counting", work, done))
    assert got == [42]
    assert threads["done"] == here != threads["work"]


def test_jobs_come_back_in_the_order_they_were_given(qtbot: QtBot, jobs: Jobs) -> None:
    got: list[int] = []
    with qtbot.waitSignal(jobs.idle):
        for number in range(5):
            jobs.start(Job("Counting", lambda _c, number=number: number, got.append))
    assert got == [0, 1, 2, 3, 4]


def test_a_job_can_start_another_one_when_it_is_done(qtbot: QtBot, jobs: Jobs) -> None:
    got: list[str] = []

    def done(_result: object) -> None:
        jobs.start(Job("Second", lambda _c: "second", got.append))

    jobs.start(Job("First", lambda _c: "first", done))
    qtbot.waitUntil(lambda: got == ["second"] and not jobs.is_busy)


def test_an_error_of_the_world_is_told_and_the_next_job_runs(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(_cancelled: Callable[[], bool]) -> int:
        raise ImportFailed("This is no document.", hint="Choose another.")

    got: list[object] = []
    jobs.failed.connect(lambda error: got.append(str(error)))
    with qtbot.waitSignal(jobs.idle):
        jobs.start(Job("Opening", fail, got.append))
        jobs.start(Job("Opening", lambda _c: 7, got.append))
    assert got == ["This is no document.", 7]


def test_an_error_can_be_taken_care_of_by_whoever_started_the_job(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(_cancelled: Callable[[], bool]) -> int:
        raise ImportFailed("This is no web page.")

    got: list[AnnotatorError] = []
    with qtbot.waitSignal(jobs.idle), qtbot.assertNotEmitted(jobs.failed):
        jobs.start(Job("Opening", fail, print, got.append))
    assert [str(error) for error in got] == ["This is no web page."]


def test_a_mistake_of_ours_is_not_shown_as_the_world_s(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.crashed) as told, qtbot.assertNotEmitted(jobs.failed):
        jobs.start(Job("Dividing", lambda _c: 1 / 0, print))
    assert isinstance(told.args[0], ZeroDivisionError)


def test_cancel_stops_the_work_drops_what_waits_and_keeps_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    started, got = threading.Event(), list[object]()

    def work(cancelled: Callable[[], bool]) -> str:
        started.set()
        while not cancelled():
            threading.Event().wait(0.005)
        raise Cancelled("Stopped.")

    with qtbot.waitSignal(jobs.idle), qtbot.assertNotEmitted(jobs.failed):
        jobs.start(Job("Waiting", work, got.append))
        jobs.start(Job("Never", lambda _c: "never", got.append))
        assert started.wait(5)
        jobs.cancel()
    assert got == []
    assert not jobs.is_busy


def test_a_result_that_comes_after_cancel_is_thrown_away(qtbot: QtBot, jobs: Jobs) -> None:
    go, got = threading.Event(), list[str]()

    def work(_cancelled: Callable[[], bool]) -> str:
        go.wait(5)
        return "too late"

    with qtbot.waitSignal(jobs.idle):
        jobs.start(Job("Deaf", work, got.append))
        jobs.cancel()
        go.set()
    assert got == []


def test_the_bar_says_what_is_done_and_its_button_stops_it(qtbot: QtBot, empty_window) -> None:
    jobs, bar = empty_window.jobs, empty_window.pane.jobs

    def work(cancelled: Callable[[], bool]) -> None:
        while not cancelled():
            threading.Event().wait(0.005)

    jobs.start(Job("Opening “a & b.txt”", work, print))
    assert bar.isVisible()
    assert bar.line.text() == "Opening “a & b.txt”"
    with qtbot.waitSignal(jobs.idle):
        bar._cancel.click()
    assert not bar.isVisible()
