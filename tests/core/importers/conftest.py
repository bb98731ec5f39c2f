"""How tests of importers look at what they got: by words and kinds, not by offsets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.block import Format
from annotator.model.imported import Imported


@pytest.fixture
def shown() -> Callable[[Imported], list[str]]:
    """Return each block as "kind: text", with its marker where it has one."""

    def lines(imported: Imported) -> list[str]:
        found = []
        for block in imported.blocks:
            text = imported.text[block.start : block.end]
            marker = f" {block.marker}" if block.marker else ""
            found.append(f"{block.kind.value}{marker}: {text}")
        return found

    return lines


@pytest.fixture
def formatted() -> Callable[[Imported, Format], list[str]]:
    """Return the words that have a format, in reading order."""

    def passages(imported: Imported, wanted: Format) -> list[str]:
        return [
            imported.text[item.start : item.end]
            for block in imported.blocks
            for item in block.inlines
            if item.format is wanted
        ]

    return passages


@pytest.fixture
def links() -> Callable[[Imported], dict[str, str]]:
    """Return the address each linked passage leads to."""

    def addresses(imported: Imported) -> dict[str, str]:
        return {
            imported.text[item.start : item.end]: item.href
            for block in imported.blocks
            for item in block.inlines
            if item.href
        }

    return addresses


@pytest.fixture
def found() -> Callable[[Imported], dict[str, int]]:
    """Return the kinds of findings of the report with their counts."""
    return lambda imported: {item.kind: item.count for item in imported.report.findings}
