"""Where the files that ship with Claimlight are: in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """Return the path of a bundled file or folder, `resource_path("samples", "market.md")`.

    An installed wheel carries them as `annotator/_resources`; a checkout has `resources/` beside the package.
    """
    installed = _PACKAGE / "_resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
