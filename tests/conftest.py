"""What every test stands on: no screen, no library of the person running it, no network."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from annotator.storage import Library
from annotator.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parent))
from factories import ANA

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Shared machines are slow at times; a slow example is not a wrong one.
settings.register_profile("claimlight", deadline=None, max_examples=60)
settings.load_profile("claimlight")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings and the library of whoever runs the tests out of them."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("CLAIMLIGHT_NAME", "Ana Ruiz")
    monkeypatch.delenv("CLAIMLIGHT_LIBRARY", raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A fresh library."""
    with Library.open(tmp_path / "library.claimlight") as opened:
        yield opened


@pytest.fixture
def workspace(library: Library) -> Workspace:
    """Ana at work in the library."""
    return Workspace(library, ANA)
