"""How long the window takes to be there, against a bare Qt window in the same run; prints JSON.

Each start is a process of its own, and the two kinds take turns, so that both meet the same machine.
CPU time is user and system time of the whole process, from the interpreter's first instruction to the end of
the first paint; wall time is measured around the process. The library is opened after the window is shown and
is part of `window_with_library`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1320, 860)
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
WINDOW = """
import gc
gc.disable()  # as ui.__main__ does
from PySide6.QtCore import QTimer
from ui.app import install_translators, make_application, make_window
from ui.settings import Settings
application = make_application(["claimlight"])
translators = install_translators(application)
window = make_window(Settings())
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
WITH_LIBRARY = WINDOW.replace(
    "QTimer.singleShot(0, application.quit)",
    "from ui.app import LibraryOpener, Start\n"
    "QTimer.singleShot(0, lambda: (LibraryOpener(window).begin(Start()), application.quit()))",
)
KINDS = {"bare": BARE, "window": WINDOW, "window_with_library": WITH_LIBRARY}


def start(code: str, home: str) -> tuple[float, float]:
    """Run one start; return its CPU and wall time in milliseconds."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "",  # an installed program has its compiled files
        "PYTHONPYCACHEPREFIX": str(Path(home) / "compiled"),
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), home),
    }
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1000, wall * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    cpu: dict[str, list[float]] = {kind: [] for kind in KINDS}
    wall: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory() as home:
        for code in KINDS.values():  # compiled files and font caches are there from the second start on
            start(code, home)
        for _ in range(rounds):
            for kind, code in KINDS.items():
                used, took = start(code, home)
                cpu[kind].append(used)
                wall[kind].append(took)
    median = {kind: statistics.median(values) for kind, values in cpu.items()}
    print(
        json.dumps(
            {
                "rounds": rounds,
                "cpu_ms": {kind: round(value, 1) for kind, value in median.items()},
                "wall_ms": {kind: round(statistics.median(values), 1) for kind, values in wall.items()},
                "window_to_bare": round(median["window"] / median["bare"], 2),
                "goal": 2.2,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
