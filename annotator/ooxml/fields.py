"""Complex fields: which characters are instructions and which the result a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"', re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    shows: bool = False
    href: str = ""


@dataclass(slots=True)
class Fields:
    """The fields open at one place of a text, the innermost last."""

    _open: list[_Field] = field(default_factory=list)
    hidden: int = 0
    """How many of them are still giving their instruction; characters are shown while it is 0."""

    def character(self, kind: str) -> None:
        """Take a w:fldChar: begin, separate or end."""
        if kind == "begin":
            self._open.append(_Field())
            self.hidden += 1
        elif self._open and kind == "separate" and not self._open[-1].shows:
            innermost = self._open[-1]
            innermost.shows = True
            self.hidden -= 1
            innermost.href = hyperlink("".join(innermost.instruction))
        elif self._open and kind == "end":
            self.hidden -= not self._open.pop().shows

    def instruction(self, text: str) -> None:
        """Take a w:instrText."""
        if self._open and not self._open[-1].shows:
            self._open[-1].instruction.append(text)

    @property
    def is_open(self) -> bool:
        """Whether the current characters are in any field."""
        return bool(self._open)

    @property
    def href(self) -> str:
        """Where the field around the current characters leads; "" if it is no link."""
        return next((item.href for item in reversed(self._open) if item.href), "")

    def forget(self) -> None:
        """Close all fields, as at the end of a paragraph in a file that forgot to."""
        self._open.clear()
        self.hidden = 0


def hyperlink(instruction: str) -> str:
    """Return the address in a HYPERLINK instruction, "" for any other."""
    found = _HYPERLINK.match(instruction)
    return found[1] if found else ""
