"""The rules of the house: layers, types, lint, and the two commands of the README."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)


def test_layers_look_down_and_the_core_never_imports_qt():
    found = run(str(TOOLS / "lint-imports"), "--no-cache")
    assert found.returncode == 0, found.stdout


def test_types_are_strict_in_both_packages():
    found = run(sys.executable, "-m", "mypy", "-p", "annotator", "-p", "ui")
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("step", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_ruff_finds_nothing(step: list[str]):
    found = run(str(TOOLS / "ruff"), *step, "annotator", "ui", "tests", "benchmarks")
    assert found.returncode == 0, found.stdout


def test_a_command_never_loads_qt(tmp_path: Path):
    code = (
        "import sys, ui.__main__\n"
        "try: ui.__main__.main()\n"
        "except SystemExit as stop: assert not stop.code, stop.code\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    found = run(sys.executable, "-c", code, "--library", str(tmp_path / "my.claimlight"), "list")
    assert (found.stdout, found.stderr) == ("[]\n", "")


def test_pyside_keeps_its_references_to_none():
    """PySide6 6.12 on Python 3.11 drops one at each call that returns nothing; after some 5,300 it aborts."""
    from PySide6.QtCore import QTimer

    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(1000):
        timer.stop()
    assert sys.getrefcount(None) > before - 500


def test_ci_runs_the_very_command_of_the_readme():
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"```sh\n(.+)\n```", readme)
    assert len(commands) >= 2
    assert "claimlight demo lesson.docx" in commands[0]
    assert commands[1] in (HOUSE / ".ci" / "run").read_text(encoding="utf-8")


def test_nothing_but_the_known_folders_lies_at_the_top():
    if shutil.which("git") is None or not (HOUSE / ".git").exists():
        pytest.skip("only a checkout can tell which files belong to the project")
    tracked = {name.split("/")[0] for name in run("git", "ls-files").stdout.split()}
    allowed = {"annotator", "ui", "tests", "resources", "benchmarks", "pyproject.toml", "README.md"}
    assert tracked <= allowed | {".ci", ".github", ".gitignore", "LICENSE", "CHANGELOG.md"}
