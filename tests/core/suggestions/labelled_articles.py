"""The labelled articles, and how well suggestions agree with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "labelled"
_MARK = re.compile(r"⟦|⟧⟨([^⟩]*)⟩|✓")


@dataclass(frozen=True)
class Labelled:
    """One article: its text, its quotations as (start, end) → speaker, and where sentences to check begin."""

    name: str
    text: str
    quotations: dict[tuple[int, int], str]
    checkable: frozenset[int]


def labelled(name: str) -> Labelled:
    raw = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    text, position, opened = "", 0, 0
    quotations: dict[tuple[int, int], str] = {}
    checkable = set()
    for mark in _MARK.finditer(raw):
        text += raw[position : mark.start()]
        position = mark.end()
        if mark[0] == "⟦":
            opened = len(text)
        elif mark[0] == "✓":
            checkable.add(len(text))
        else:
            quotations[opened, len(text)] = mark[1]
    return Labelled(name, text + raw[position:], quotations, frozenset(checkable))


def every(*languages: str) -> list[Labelled]:
    paths = sorted(FOLDER.glob("*.txt"))
    return [labelled(path.stem) for path in paths if path.stem.rpartition("_")[2] in languages]


def is_same_speaker(wanted: str, found: str) -> bool:
    one, other = wanted.casefold(), found.casefold()
    return one in other or other in one or one.split()[-1] == other.split()[-1]
