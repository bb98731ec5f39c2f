"""Collects the bytes and characters of RTF until they are words: what a byte means depends on its font."""

from __future__ import annotations

from annotator.importers.rtf_definitions import Font
from annotator.importers.rtf_source import joined
from annotator.importers.rtf_state import Characters
from annotator.ooxml.symbols import symbol


class RtfWords:
    """Words that were met and not yet used. `codec` is that of the document, `fonts` its fonts by number."""

    def __init__(self) -> None:
        self.codec = "cp1252"
        self.fonts: dict[int, Font] = {}
        self._bytes = bytearray()  # not yet decoded: one letter may be two of them
        self._words: list[str] = []
        self._to_skip = 0  # what stands for a Unicode character in readers that know none

    def is_skipped(self) -> bool:
        """Tell whether the next character only stands in for the Unicode one before it, and pass it."""
        if self._to_skip:
            self._to_skip -= 1
            return True
        return False

    def skip_nothing(self) -> None:
        """Begin or end a group: what stands in for a character never goes beyond it."""
        self._to_skip = 0

    def unicode(self, number: int, state: Characters) -> None:
        """Take a character by its number, which is below 0 from 32768 on."""
        self._decode(state)
        code = number % 65536
        font = self._font(state)
        self._words.append(symbol(font.symbols, code) if font.symbols else chr(code))
        self._to_skip = state.skip

    def raw(self, text: str) -> None:
        """Take bytes, given as characters of the same number."""
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        self._bytes += text[skipped:].encode("latin-1", "replace")

    def say(self, text: str, state: Characters) -> None:
        """Take characters that need no decoding."""
        self._decode(state)
        self._words.append(text)

    def take(self, state: Characters) -> str:
        """Return all words, and forget them; "" if there are none."""
        self._decode(state)
        if not self._words:
            return ""
        text = joined("".join(self._words))
        self._words.clear()
        return text

    def _font(self, state: Characters) -> Font:
        return self.fonts.get(state.current_font) or Font(self.codec)

    def _decode(self, state: Characters) -> None:
        if self._bytes:
            font, data = self._font(state), bytes(self._bytes)
            self._bytes.clear()
            if font.symbols:
                self._words += [symbol(font.symbols, byte) for byte in data]
            else:
                self._words.append(data.decode(font.codec, "replace"))
