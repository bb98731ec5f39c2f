"""What the article on screen costs: CPU milliseconds, median and 95th percentile, as JSON.

    python benchmarks/article_view.py [--only book|article] [--scale 1|2] [--platform offscreen|xcb]

A figure is the CPU time of the whole process from the act to the end of the event loop's turn that it caused,
painting included. "turns" are single turns of the event loop while the rest of the text is laid out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.book import article, book, new_mark


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("book", "article"))
    parser.add_argument("--scale", default="1")
    parser.add_argument("--platform", default="offscreen")
    chosen = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = chosen.scale
    os.environ["QT_QPA_PLATFORM"] = chosen.platform
    makers = {"book": book, "article": article}
    for name, maker in makers.items():
        if chosen.only in (None, name):
            figures = measure(maker)
            print(
                json.dumps(
                    {"text": name, "scale": chosen.scale, "platform": chosen.platform} | figures, indent=1
                )
            )


def measure(maker: Callable[[], object]) -> dict[str, object]:
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from annotator.history import Change
    from annotator.model.dossier import Dossier
    from annotator.model.span import Span
    from ui.article_view import ArticleView
    from ui.coverage_bar import CoverageBar

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    dossier = maker()
    assert isinstance(dossier, Dossier)
    warm = ArticleView()  # fonts and style are loaded once per start, not per article
    warm.resize(1100, 900)
    warm.show_article(article(2_000, 20))
    warm.show()
    settle()
    warm.close()

    view, bar = ArticleView(), CoverageBar()
    view.resize(1100, 900)
    bar.resize(1100, 40)

    def turn() -> None:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as a running loop does

    before = time.process_time()
    view.show_article(dossier)
    bar.show_article(dossier)
    view.show()
    bar.show()
    turn()
    view.viewport().repaint()
    figures: dict[str, object] = {"open": ms(time.process_time() - before)}

    turns, until = [], time.monotonic() + 60
    while not (view.is_laid_out() and bar.is_counted()) and time.monotonic() < until:
        start = time.process_time()
        turn()
        turns.append(time.process_time() - start)
        time.sleep(0.001)
    figures["turns"] = spread(turns)
    figures["memory MB"] = round(memory() / 1e6)
    view.setFocus()

    chance = random.Random(5)
    length = len(dossier.version.text)

    def timed(
        act: Callable[[], object], times: int = 60, prepare: Callable[[], object] = lambda: None
    ) -> object:
        costs = []
        for _ in range(times):
            prepare()
            turn()
            start = time.process_time()
            act()
            turn()
            costs.append(time.process_time() - start)
        return spread(costs)

    def far() -> None:
        place = chance.randrange(length - 1000)
        view.reveal(Span(place, place + 10), gently=False)
        view.set_caret(place)

    made: list[object] = []

    def mark() -> None:
        start = view.caret()
        one = new_mark(dossier, len(made), Span(start, start + 60))
        made.append(one)
        change = Change("Mark as fact", after=(one,), article=dossier.article.id)
        view.show_change(change)
        bar.show_change(change)
        view.show_current(one.id)

    def unmark() -> None:
        change = Change("Remove mark", before=(made.pop(),), article=dossier.article.id)  # type: ignore[arg-type]
        view.show_change(change)
        bar.show_change(change)

    sizes = iter([(1100 + 7 * n % 90, 900 - 5 * n % 60) for n in range(200)])
    scroll = view.verticalScrollBar()
    figures["jump"] = timed(far, 30)
    figures["mark"] = timed(mark, prepare=far)
    figures["unmark"] = timed(unmark)
    figures["next mark"] = timed(lambda: view.keys.run("caret.next-mark"))
    figures["next sentence"] = timed(lambda: view.keys.run("caret.next-sentence"))
    figures["next unmarked"] = timed(lambda: view.keys.run("caret.next-unmarked"))
    figures["grow selection"] = timed(lambda: view.keys.run("select.grow"), prepare=far)
    figures["caret right"] = timed(lambda: QTest.keyClick(view, Qt.Key.Key_Right))
    figures["caret down"] = timed(lambda: QTest.keyClick(view, Qt.Key.Key_Down))
    figures["page down"] = timed(lambda: QTest.keyClick(view, Qt.Key.Key_PageDown))
    figures["scroll a page"] = timed(lambda: scroll.setValue(scroll.value() + scroll.pageStep()))
    figures["scroll a line"] = timed(lambda: scroll.setValue(scroll.value() + 30))
    figures["resize"] = timed(lambda: view.resize(*next(sizes)))
    figures["zoom"] = timed(lambda: view.set_zoom(110 if view.zoom() == 100 else 100), 6)
    figures["theme tags"] = timed(lambda: view.set_tags([replace(tag) for tag in dossier.tags]), 10)
    return figures


def settle() -> None:
    from PySide6.QtCore import QCoreApplication

    for _ in range(20):
        QCoreApplication.processEvents()


def memory() -> int:
    """Return the largest resident size so far, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def spread(costs: list[float]) -> dict[str, float]:
    if not costs:
        return {"median": 0.0, "p95": 0.0, "most": 0.0}
    ordered = sorted(costs)
    return {
        "median": ms(statistics.median(ordered)),
        "p95": ms(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]),
        "most": ms(ordered[-1]),
    }


if __name__ == "__main__":
    main()
