"""Code points, as Python and the W3C selectors count, against UTF-16 units, as Qt and JavaScript count."""

from __future__ import annotations

from bisect import bisect_right


class Utf16Offsets:
    """Both counts for one text. Only the astral characters are remembered, so a plain text costs nothing."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # code-point positions of characters that take two UTF-16 units, and where those units begin
        self._astral = [i for i, char in enumerate(text) if char > "\uffff"] if not text.isascii() else []
        self._astral16 = [position + n for n, position in enumerate(self._astral)]

    @property
    def length16(self) -> int:
        """The length of the text in UTF-16 units."""
        return self.length + len(self._astral)

    def to16(self, position: int) -> int:
        """Return the UTF-16 offset of a code-point position."""
        return position + bisect_right(self._astral, position - 1)

    def from16(self, offset16: int) -> int:
        """Return the code-point position of a UTF-16 offset; inside a surrogate pair, the pair's start."""
        n = bisect_right(self._astral16, offset16 - 1)
        if n and offset16 == self._astral16[n - 1] + 1:
            return self._astral[n - 1]
        return offset16 - n
