"""`Jobs`: slow work in a thread, on frozen values only, with a line that says so and a way to stop it."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from annotator.errors import AnnotatorError, Cancelled

T = TypeVar("T")
Work = Callable[[Callable[[], bool]], T]
"""What runs in the thread. It is given a function that says whether the person has had enough."""


# Kept to the end: a pool's destructor waits for its thread, and a thread that waits for the interpreter's
# lock while that destructor holds it would never come.
_pools: list[QThreadPool] = []


@atexit.register
def _finish() -> None:
    for pool in _pools:
        pool.waitForDone()


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """One piece of slow work.

    Attributes:
        line: what is being done, for the person: "Opening “market.docx”".
        work: runs in a thread; touches no widget, no library and nothing that can change.
        done: is called in the GUI thread with what `work` returned.
        failed: is called in the GUI thread with the error; without it, the error is shown.
    """

    line: str
    work: Work[T]
    done: Callable[[T], object]
    failed: Callable[[AnnotatorError], object] | None = None


class Jobs(QObject):
    """Runs jobs one after the other, so that files dropped together arrive in their order.

    Signals:
        busy: a job has begun; its line.
        idle: no job is left.
        failed: an AnnotatorError nobody else takes care of.
        crashed: any other exception of a job; a mistake of ours.
    """

    busy = Signal(str)
    idle = Signal()
    failed = Signal(object)
    crashed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        _pools.append(self._pool)
        self._waiting: list[Job[object]] = []
        self._running: _Runner | None = None
        # kept until the next one has ended: a QObject must not die in the thread that just emitted its signal
        self._last: _Runner | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job is running."""
        return self._running is not None

    def start(self, job: Job[T]) -> None:
        """Run a job as soon as those before it are done."""
        self._waiting.append(job)  # type: ignore[arg-type]  # a job's result only ever meets its own `done`
        if self._running is None:
            self._next()

    def cancel(self) -> None:
        """Stop the job that is running and drop those that wait."""
        self._waiting.clear()
        if self._running is not None:
            self._running.cancelled.set()

    def wait(self) -> None:
        """Cancel everything and come back when the thread has stopped; for the end of the program."""
        self.cancel()
        self._pool.waitForDone()

    def _next(self) -> None:
        job = self._waiting.pop(0)
        runner = _Runner(job)
        runner.signals.ended.connect(self._ended)
        self._running = runner
        self.busy.emit(job.line)
        self._pool.start(runner)

    def _ended(self, result: object, error: BaseException | None) -> None:
        runner, self._running = self._running, None
        if runner is None:
            return
        self._last = runner
        try:
            self._deliver(runner, result, error)
        finally:
            if self._running is None:
                if self._waiting:
                    self._next()
                else:
                    self.idle.emit()

    def _deliver(self, runner: _Runner, result: object, error: BaseException | None) -> None:
        if runner.cancelled.is_set() or isinstance(error, Cancelled):
            return
        if isinstance(error, AnnotatorError):
            (runner.job.failed or self.failed.emit)(error)
        elif error is not None:
            self.crashed.emit(error)
        else:
            runner.job.done(result)


class _Signals(QObject):
    ended = Signal(object, object)


class _Runner(QRunnable):
    """Carries a job into the thread and its result back."""

    def __init__(self, job: Job[object]) -> None:
        super().__init__()
        self.setAutoDelete(False)  # Python owns it
        self.job = job
        self.signals = _Signals()
        self.cancelled = threading.Event()

    def run(self) -> None:
        try:
            result = self.job.work(self.cancelled.is_set)
        except Exception as error:  # noqa: BLE001 - carried to the GUI thread, which tells ours from the world's
            self.signals.ended.emit(None, error)
        else:
            self.signals.ended.emit(result, None)
