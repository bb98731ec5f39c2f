"""Make the pictures of the README, and on request of every state of the window and of every dialog.

    python resources/help/make_screenshots.py
        writes window.png beside this script.

    python resources/help/make_screenshots.py --to FOLDER
        writes FOLDER/THEME-SCALE/NAME.png for all pictures, in all themes, at 100 % and 200 %, to look at.

Everything that is seen comes from the bundled samples and from files made for the occasion, so that no
picture is older than the program. No network and no screen are needed. `--list` names all pictures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

THEMES = ("light", "dark", "contrast-light", "contrast-dark")
SCALES = (100, 200)
_SCREEN = (1440, 900)  # logical pixels
_SCENES = ("screenshot_windows", "screenshot_modes", "screenshot_dialogs", "screenshot_papers")
_HERE = Path(__file__).resolve().parent


def main() -> int:
    """Write the pictures that were asked for; return 0."""
    chosen = _arguments()
    if chosen.list:
        _prepare(100)
        print(*names([]), sep="\n")
        return 0
    if chosen.to is None:
        _prepare(100)
        _photograph(_HERE, ["window"], ["light"], "{name}.png")
        return 0
    if len(chosen.scale) > 1:  # how large a pixel is can be said only once in a process
        return max(_run_again(chosen, scale) for scale in chosen.scale)
    (scale,) = chosen.scale
    _prepare(scale)
    _photograph(chosen.to, chosen.only, chosen.theme, f"{{theme}}-{scale}/{{name}}.png")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="write all pictures into this folder")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only pictures of these names")
    parser.add_argument("--theme", nargs="+", default=THEMES, choices=THEMES, metavar="THEME")
    parser.add_argument("--scale", nargs="+", type=int, default=SCALES, choices=SCALES, metavar="PER-CENT")
    parser.add_argument("--list", action="store_true", help="print the names of all pictures")
    return parser.parse_args()


def _run_again(chosen: argparse.Namespace, scale: int) -> int:
    command = [sys.executable, __file__, "--to", str(chosen.to), "--scale", str(scale)]
    command += ["--theme", *chosen.theme]
    if chosen.only:
        command += ["--only", *chosen.only]
    return subprocess.run(command, check=False).returncode


def _prepare(scale: int) -> None:
    """Choose a screen that is nowhere, before Qt is asked for anything."""
    width, height = (side * scale // 100 for side in _SCREEN)
    screen = {"name": "paper", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump({"screens": [screen]}, file)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
    os.environ["QT_SCALE_FACTOR"] = str(scale / 100)
    sys.path[:0] = [str(_HERE.parents[1]), str(_HERE)]


def names(only: Sequence[str]) -> list[str]:
    """Return the names of the pictures in their order, of all of them or of those asked for."""
    for module in _SCENES:
        import_module(module)
    from screenshot_studio import SCENES

    for name in only:
        if name not in SCENES:
            raise SystemExit(f"There is no picture “{name}”; --list names them.")
    return [name for name in SCENES if not only or name in only]


def _photograph(to: Path, only: Sequence[str], themes: Sequence[str], pattern: str) -> None:
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication
    from screenshot_files import make_stock
    from screenshot_studio import Studio

    from ui.appearance import use_our_style

    wanted = names(only)
    qInstallMessageHandler(_pass_on)
    application = QApplication(sys.argv[:1])
    use_our_style(application)
    with tempfile.TemporaryDirectory(prefix="claimlight-") as folder:
        stock = make_stock(Path(folder))
        for theme in themes:
            studio = Studio(application, stock, Path(folder), theme)
            for name in wanted:
                path = to / pattern.format(theme=theme, name=name)
                path.parent.mkdir(parents=True, exist_ok=True)
                picture = studio.picture(name)
                studio.close()
                if not picture.save(str(path)):
                    raise SystemExit(f"{path} could not be written.")
                print(path, flush=True)


def _pass_on(_kind: object, _context: object, message: str) -> None:
    """Print what Qt has to say, but for what the offscreen platform says of every window."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
