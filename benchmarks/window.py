"""What the whole window costs with a book of 10,000 marks in a real library: CPU milliseconds as JSON.

    python benchmarks/window.py [--only book|article] [--scale 1|2] [--platform offscreen|xcb] [--quick]

A figure is the CPU time of the window's own thread from the act to the end of the event loop's turn that it
caused: storage, controller, lists, docks, suggestions and painting included; "wall" is the 95th percentile on
the clock, with the disk and the jobs beside it. "open" goes from the call to the first readable paint, in a
window that has shown another article before. "turns" are single turns while the rest of the text is laid out,
counted, looked through for suggestions and learned from. Memory is the resident size once that is done, and
the most there was until then. The library is filled by a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.article_view import ms, spread  # noqa: E402 - found only from the root on

if TYPE_CHECKING:
    from ui.main_window import MainWindow

GOALS = {
    "open ms": 240,
    "mark p95 ms": 8,
    "other acts p95 ms": 16.7,
    "zoom and the first far jump p95 ms": 400,
    "turn after opening ms": 50,
    "memory MB": 250,
}
_SHORT = "s" * 32


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("book", "article"), default="book")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--platform", default="offscreen")
    parser.add_argument("--quick", action="store_true", help="ten rounds of each act instead of sixty")
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.fill:
        print(fill(chosen.fill, chosen.only))
        return
    with tempfile.TemporaryDirectory() as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home
        os.environ["QT_SCALE_FACTOR"] = chosen.scale
        os.environ["QT_QPA_PLATFORM"] = chosen.platform
        file = Path(home) / "library.claimlight"
        command = [sys.executable, __file__, "--fill", str(file), "--only", chosen.only]
        article = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        figures = Measurement(make(file), article, 10 if chosen.quick else 60).run()
    about = {"text": chosen.only, "scale": chosen.scale, "platform": chosen.platform, "goals": GOALS}
    print(json.dumps(about | figures, indent=1))


def fill(file: Path, name: str) -> str:
    """Make a library with a short article and the long one; return the long one's id."""
    from annotator.history import Change
    from annotator.model.dossier import Dossier
    from annotator.storage import Content, Library
    from benchmarks.book import article, book

    def add(library: Library, dossier: Dossier) -> None:
        original = dossier.version.text.encode()
        version = replace(dossier.version, sha256=sha256(original).hexdigest())
        library.apply(
            Change("Import", after=(dossier.article,), article=dossier.article.id),
            (Content(version, original),),
        )
        for start in range(0, len(dossier.annotations), 1000):
            some = dossier.annotations[start : start + 1000]
            library.apply(Change("Mark", after=some, article=dossier.article.id))

    with Library.open(file) as library:
        short, long = article(2_000, 20), book() if name == "book" else article()
        names = {"article": _SHORT}
        version = replace(short.version, id="w" * 32, **names)  # type: ignore[arg-type]
        add(
            library,
            Dossier(replace(short.article, id=_SHORT, version=version.id), version, (), short.tags),
        )
        add(library, long)
        return long.article.id


def make(file: Path) -> MainWindow:
    """Return the window as the program makes it, shown, at work in the library."""
    import gc

    gc.disable()  # as ui.__main__ does
    from PySide6.QtCore import QCoreApplication

    from ui.app import LibraryOpener, Start, install_translators, make_application, make_window
    from ui.settings import Settings

    application = make_application(["claimlight"])
    application.setProperty("translators", install_translators(application))
    settings = Settings()
    settings.keep_flag("tour-seen", True)
    window = make_window(settings)
    window.show()
    LibraryOpener(window).begin(Start(library=file))
    window.controller.open_article(_SHORT)
    until = time.monotonic() + 2
    while time.monotonic() < until:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    return window


@dataclass
class Measurement:
    """Acts on one open window."""

    window: MainWindow
    article: str
    times: int

    def run(self) -> dict[str, object]:
        """Open the article, wait until all that follows is done, then act."""
        figures: dict[str, object] = {"memory before MB": resident()}
        window = self.window
        before = time.thread_time()
        window.controller.open_article(self.article)
        turn()
        window.article_view.viewport().repaint()
        figures["open"] = ms(time.thread_time() - before)
        figures["turns"] = spread(list(self._turns()))
        figures["memory MB"], figures["peak MB"] = resident(), peak()
        window.article_view.setFocus()
        acts: dict[str, object] = {}
        for name, measured in self._acts():
            costs, walls = zip(*measured, strict=True)
            acts[name] = spread(list(costs)) | {"wall": spread(list(walls))["p95"]}
        figures["acts"] = acts
        figures["memory at the end MB"] = resident()
        return figures

    def _turns(self) -> Iterator[float]:
        window = self.window
        quiet = 0
        until = time.monotonic() + 240
        while quiet < 400 and time.monotonic() < until:
            start = time.thread_time()
            turn()
            yield time.thread_time() - start
            busy = window.suggestions.is_looking or window.proposals.jobs.is_busy
            coverage = window.pane.coverage
            ready = window.article_view.is_laid_out() and coverage is not None and coverage.is_counted()
            quiet = quiet + 1 if ready and not busy else 0
            time.sleep(0.001)

    def _acts(self) -> Iterator[tuple[str, Iterator[tuple[float, float]]]]:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from annotator.model.span import Span
        from ui.annotation_filter import Grouping, MarkFilter, Order

        window, view = self.window, self.window.article_view
        controller, panel = window.controller, window.annotation_dock.panel
        assert controller.version is not None
        length = len(controller.version.text)
        chance = random.Random(5)

        def key(name: Qt.Key) -> Callable[[], object]:
            return lambda: QTest.keyClick(view, name)

        def far() -> None:
            place = chance.randrange(length - 1000)
            view.reveal(Span(place, place + 10), gently=False)
            view.set_caret(place)

        def selected() -> None:
            far()
            view.select(Span(view.caret(), view.caret() + 60))

        def chosen() -> None:
            while (one := chance.choice(ids)) not in controller.marks:
                pass
            controller.select(one, reveal=True)

        def zoom() -> None:
            view.set_zoom(next(zooms))

        def at_the_end() -> None:
            deque(self._turns(), maxlen=0)
            view.reveal(Span(length - 10, length), gently=False)

        ids = [mark.id for mark in controller.marks]
        zooms = cycle([110, 90, 130, 100])
        texts = iter(["bri", "bridge", "council", "", "mayor", "archive"] * 40)
        statuses = iter([frozenset([item]) for item in _statuses()] * 40)
        orders = iter([Order.PASSAGE, Order.STATUS, Order.CHANGED, Order.TAG, Order.PLACE] * 40)
        groups = iter([Grouping.TAG, Grouping.STATUS, Grouping.PARAGRAPH, Grouping.NONE] * 40)
        sizes = iter([(1320 + 7 * n % 90, 860 - 5 * n % 60) for n in range(400)])
        tags = iter([Qt.Key.Key_O, Qt.Key.Key_C, Qt.Key.Key_F] * 400)
        scroll = view.verticalScrollBar()
        yield "mark", self._timed(key(Qt.Key.Key_F), selected)
        yield (
            "mark here",
            self._timed(key(Qt.Key.Key_F), lambda: view.select(Span(view.caret(), view.caret() + 40))),
        )
        yield "undo", self._timed(window.undo_action.trigger)
        yield "redo", self._timed(window.redo_action.trigger)
        yield "choose", self._timed(chosen)
        yield "retag", self._timed(lambda: key(next(tags))(), chosen)
        yield "unmark", self._timed(window.mark_commands.delete, chosen)
        yield "next mark", self._timed(lambda: controller.step(1))
        yield "caret to next mark", self._timed(lambda: view.keys.run("caret.next-mark"))
        yield "filter by text", self._timed(lambda: _filter(panel, MarkFilter(text=next(texts))))
        yield "filter by status", self._timed(lambda: _filter(panel, MarkFilter(statuses=next(statuses))))
        _filter(panel, MarkFilter())
        yield "sort", self._timed(lambda: panel.model.sort_by(next(orders)))
        panel.model.sort_by(Order.PLACE)
        yield "group", self._timed(lambda: panel.model.group_by(next(groups)))
        panel.model.group_by(Grouping.NONE)
        yield "caret right", self._timed(key(Qt.Key.Key_Right))
        yield "caret down", self._timed(key(Qt.Key.Key_Down))
        yield "page down", self._timed(key(Qt.Key.Key_PageDown))
        yield "scroll a page", self._timed(lambda: scroll.setValue(scroll.value() + scroll.pageStep()))
        yield "resize", self._timed(lambda: window.resize(*next(sizes)))
        yield (
            "open the editor",
            self._timed(window.editor_dock.show, lambda: (chosen(), window.editor_dock.hide())),
        )
        yield "zoom", self._timed(zoom, lambda: (deque(self._turns(), maxlen=0), far()), rarely=True)
        yield "zoom at the end", self._timed(zoom, at_the_end, rarely=True)
        yield "go far while it is laid out", self._timed(far, zoom, rarely=True)

    def _timed(
        self,
        act: Callable[[], object],
        prepare: Callable[[], object] = lambda: None,
        *,
        rarely: bool = False,
    ) -> Iterator[tuple[float, float]]:
        for _ in range(min(self.times, 10) if rarely else self.times):
            prepare()
            turn()
            turn()
            start, began = time.thread_time(), time.perf_counter()
            act()
            turn()
            yield time.thread_time() - start, time.perf_counter() - began


def _filter(panel: object, wanted: object) -> None:
    panel.model.filter_by(wanted)  # type: ignore[attr-defined]
    panel._tell_count()  # type: ignore[attr-defined]  # past the pause of the search field


def _statuses() -> list[object]:
    from annotator.model.annotation import Status

    return list(Status)


def turn() -> None:
    """Let the event loop go round once, as a running one does."""
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def resident() -> int:
    """Return the resident size now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * resource.getpagesize() / 1e6)


def peak() -> int:
    """Return the largest resident size so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)


if __name__ == "__main__":
    main()
