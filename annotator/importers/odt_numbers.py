"""The numbers that lists and headings of an OpenDocument text show."""

from __future__ import annotations

from annotator.importers.odt_styles import ListLevel, Styles, whole

_DEEPEST = 10
_OUTLINE = ""  # stands for the headings' own list


class OdtNumbers:
    """Counts items as they come, by the name of their list style and their level from 1."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._numbers: dict[tuple[str, int], int] = {}

    def restart(self, name: str, level: int) -> None:
        """Begin a list that does not continue an earlier one."""
        self._numbers.pop((name, level), None)

    def item(self, name: str, level: int, start: str | None) -> str:
        """Return the marker of the next item; `start` is the number it asks for itself."""
        levels = [self._styles.list_level(name, n) for n in range(1, level + 1)]
        return self._next(name, levels, start)

    def heading(self, level: int) -> str:
        """Return the number of the next heading, "" where headings have none."""
        levels = [self._styles.outline.get(n, ListLevel()) for n in range(1, level + 1)]
        return self._next(_OUTLINE, levels, None) if levels[-1].format else ""

    def _next(self, name: str, levels: list[ListLevel], start: str | None) -> str:
        level, form = len(levels), levels[-1]
        if form.format:
            before = self._numbers.get((name, level), form.start - 1)
            self._numbers[name, level] = whole(start, before + 1)
            for deeper in range(level + 1, _DEEPEST + 1):
                self._numbers.pop((name, deeper), None)
        numbers = (self._numbers.get((name, n), item.start) for n, item in enumerate(levels, 1))
        return form.marker(zip(numbers, levels, strict=True))
