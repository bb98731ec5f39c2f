"""What the person likes and how the window was left: `Preferences`, kept with QSettings."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from annotator.model.person import Person
from annotator.settings import person_name
from ui.theme import SYSTEM

RECENT_FILES = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """How an article is set.

    Attributes:
        family: of the font; "" for the first good serif that is installed.
        size: in points, before zoom.
        spacing: height of a line in per cent of the font's.
        width: of the column, in characters.
        letter_spacing: in per cent of the font's own; 100 leaves it as it is.
        paragraph_numbers, line_numbers: whether they stand in the margin.
        letters: whether each mark's letter and number stand in the margin.
    """

    family: str = ""
    size: int = 13
    spacing: int = 150
    width: int = 70
    letter_spacing: int = 100
    paragraph_numbers: bool = True
    line_numbers: bool = False
    letters: bool = True


EASY_READING = Reading(size=15, spacing=180, width=60, letter_spacing=112)
"""Larger, wider set and looser, as the British Dyslexia Association's style guide advises."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """All a person can choose.

    Attributes:
        theme: name of a `Theme`, or "system".
        person: whose name new marks and comments carry.
        zoom: of the article, in per cent.
    """

    reading: Reading = Reading()
    theme: str = SYSTEM
    person: Person = field(default_factory=Person)
    zoom: int = 100


class Settings:
    """The preferences, the layout and the recent files, in one QSettings store."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else QSettings()

    def preferences(self) -> Preferences:
        """Return what was chosen, else the defaults; a value that makes no sense counts as not chosen."""
        reading = Reading(
            **{item.name: self._value(f"reading/{item.name}", item.default) for item in fields(Reading)}
        )
        name = self._value("person/name", "") or person_name()
        initials = self._value("person/initials", "") or Person.named(name).initials
        return Preferences(
            reading=_within_limits(reading),
            theme=self._value("theme", SYSTEM),
            person=Person(name, initials),
            zoom=min(max(self._value("zoom", 100), 50), 400),
        )

    def keep(self, preferences: Preferences) -> None:
        """Keep `preferences` for the next start."""
        for item in fields(Reading):
            self._store.setValue(f"reading/{item.name}", getattr(preferences.reading, item.name))
        self._store.setValue("theme", preferences.theme)
        self._store.setValue("person/name", preferences.person.name)
        self._store.setValue("person/initials", preferences.person.initials)
        self._store.setValue("zoom", preferences.zoom)

    def layout(self, name: str) -> QByteArray:
        """Return the geometry or state kept under `name`; empty if there is none."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_layout(self, name: str, value: QByteArray) -> None:
        """Keep a geometry or state for the next start."""
        self._store.setValue(f"layout/{name}", value)

    def shortcuts(self) -> dict[str, str]:
        """Return the keys the person gave to actions, by action name, as portable text."""
        self._store.beginGroup("shortcuts")
        chosen = {name: str(self._store.value(name, "", type=str)) for name in self._store.childKeys()}
        self._store.endGroup()
        return chosen

    def keep_shortcuts(self, chosen: dict[str, str]) -> None:
        """Keep the keys that differ from the table's; an empty dict brings all of those back."""
        self._store.remove("shortcuts")
        for name, keys in chosen.items():
            self._store.setValue(f"shortcuts/{name}", keys)

    def recent(self) -> list[str]:
        """Return the paths of files opened lately, the newest first."""
        return self._texts("recent")

    def add_recent(self, path: str) -> None:
        """Put a path in front of the recent files."""
        self._store.setValue("recent", [path, *(p for p in self.recent() if p != path)][:RECENT_FILES])

    def forget_recent(self) -> None:
        """Forget the recent files."""
        self._store.remove("recent")

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a small yes or no kept under `name`: "tour-seen", "marks/table"."""
        return bool(self._value(f"flags/{name}", default))

    def keep_flag(self, name: str, value: bool) -> None:
        """Keep a small yes or no."""
        self._store.setValue(f"flags/{name}", value)

    def text(self, name: str, default: str = "") -> str:
        """Return a short text kept under `name`: "last-article", "folder"."""
        return str(self._value(f"texts/{name}", default))

    def keep_text(self, name: str, value: str) -> None:
        """Keep a short text."""
        self._store.setValue(f"texts/{name}", value)

    def _texts(self, key: str) -> list[str]:
        value = self._store.value(key, [])
        if isinstance(value, str):  # an INI file gives a list of one as a plain string
            return [value] if value else []
        return [str(item) for item in value] if isinstance(value, list | tuple) else []

    def _value(self, key: str, default: Any) -> Any:
        # Without `type` an INI store gives strings, and bool("false") is true.
        try:
            return self._store.value(key, default, type=type(default))
        except (TypeError, ValueError):
            return default


def _within_limits(reading: Reading) -> Reading:
    return replace(
        reading,
        size=min(max(reading.size, 8), 40),
        spacing=min(max(reading.spacing, 100), 300),
        width=min(max(reading.width, 30), 140),
        letter_spacing=min(max(reading.letter_spacing, 90), 140),
    )
