"""`Preset`: choices under a name, "House style, grey print", kept as small files that colleagues can pass on.

Each is one JSON file in a folder of its own in the person's configuration; three come with Claimlight.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import AnnotatorError, ExportFailed, NotFound
from annotator.exporters.choices import USUAL, Choices
from annotator.exporters.file_names import file_title
from annotator.exporters.options import Comments, Labels
from annotator.exporters.writing import write_file
from annotator.model.records import from_json, to_json
from annotator.text.normalize import one_line
from annotator.translate import tr

_ENDING = ".json"
_LARGEST = 1_000_000
"""Bytes a preset can have; what is larger was not written by us."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Choices under a name.

    Attributes:
        kind: the kind of document it is for, as `exporters.KINDS` names it; "" for any.
    """

    name: str
    kind: str = ""
    choices: Choices = USUAL


def bundled() -> tuple[Preset, ...]:
    """Return the presets that are always there, named in the reader's language."""
    return (
        Preset(tr("Everything"), choices=Choices(comments=Comments.ALL, labels=Labels.NUMBER, contacts=True)),
        Preset(tr("Grey print"), choices=Choices(shading=False, labels=Labels.NUMBER)),
        Preset(tr("For sharing"), choices=Choices(contacts=False, sharing=True)),
    )


def default_folder() -> Path:
    """Return where the person's presets lie."""
    import platformdirs

    return platformdirs.user_config_path("claimlight", appauthor=False) / "presets"


class Presets:
    """The presets of one person; a file that is none is passed over, and left as it is."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or default_folder()

    def all(self) -> list[Preset]:
        """Return the person's own by name, then the bundled ones whose names they did not take."""
        own = sorted((preset for _, preset in self._own()), key=lambda preset: _key(preset.name))
        taken = {_key(preset.name) for preset in own}
        return [*own, *(preset for preset in bundled() if _key(preset.name) not in taken)]

    def find(self, name: str) -> Preset:
        """Return the preset of that name, whatever its case; NotFound with the names there are."""
        for preset in self.all():
            if _key(preset.name) == _key(name):
                return preset
        raise NotFound(
            tr("There is no preset called “{name}”.", name=name),
            hint=tr("Choose one of: {names}.", names=", ".join(preset.name for preset in self.all())),
        )

    def keep(self, preset: Preset) -> None:
        """Keep a preset, in place of one of the same name; ExportFailed if it cannot be written."""
        name = one_line(preset.name)
        if not name:
            raise ExportFailed(
                tr("A preset needs a name."), hint=tr("Choose a short one, “House style” for instance.")
            )
        known = {_key(other.name): path for path, other in self._own()}
        path = known.get(_key(name)) or self._free_path(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportFailed(
                tr("The preset could not be saved."),
                hint=tr("Is there room on the disk, and are you allowed to write there?"),
                detail=str(error),
            ) from error
        kept = {"name": name, "kind": preset.kind, "choices": to_json(preset.choices)}
        write_file(path, f"{json.dumps(kept, ensure_ascii=True, indent=1)}\n".encode())

    def remove(self, name: str) -> None:
        """Forget a preset of the person's own; a bundled one stays."""
        for path, preset in self._own():
            if _key(preset.name) == _key(name):
                with contextlib.suppress(FileNotFoundError):
                    path.unlink()

    def _own(self) -> Iterator[tuple[Path, Preset]]:
        try:
            paths = sorted(path for path in self._folder.iterdir() if path.suffix == _ENDING)
        except OSError:  # there are none yet
            return
        for path in paths:
            with contextlib.suppress(AnnotatorError):
                yield path, read_preset(path)

    def _free_path(self, name: str) -> Path:
        stem = file_title(name) or "preset"
        path, number = self._folder / f"{stem}{_ENDING}", 2
        while path.exists():
            path, number = self._folder / f"{stem} {number}{_ENDING}", number + 1
        return path


def read_preset(path: Path) -> Preset:
    """Return the preset in a file, one that a colleague sent for instance; NotFound if it holds none."""
    try:
        with path.open("rb") as stream:
            kept = stream.read(_LARGEST + 1)
        if len(kept) <= _LARGEST and (preset := _preset(json.loads(kept.decode("utf-8-sig")))):
            return preset
        detail = "no preset, or too large"
    except (OSError, ValueError, RecursionError) as error:
        detail = str(error)
    raise NotFound(
        tr("“{name}” is not a preset.", name=path.name),
        hint=tr("Presets are small files that Claimlight keeps in its configuration folder."),
        detail=detail,
    )


def _preset(kept: object) -> Preset | None:
    """Return what a file's JSON says, None where that is no preset; ValueError for choices that are none."""
    if not isinstance(kept, dict):
        return None
    name, kind = kept.get("name"), kept.get("kind", "")
    if not isinstance(name, str) or not isinstance(kind, str) or not one_line(name):
        return None
    return Preset(name, kind, from_json(Choices, kept.get("choices", {})))


def _key(name: str) -> str:
    return one_line(name).casefold()
