"""The text of record: what is changed in a foreign text before it is kept, and how words are compared.

Only line ends and characters that no XML document can hold are changed, so that the text on screen, in the
library and in Word is the same, character for character.
"""

from __future__ import annotations

import re
import unicodedata

# XML 1.0, production [2] Char: everything outside it.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")


def xml_safe(text: str) -> str:
    """Return `text` without what no XML 1.0 document can hold: controls, U+FFFE, lone surrogates."""
    return _ILLEGAL.sub("", text)


def normalise(text: str) -> tuple[str, int]:
    r"""Return the text of record, and how many characters were dropped from it.

    CRLF and CR become "\n"; what `xml_safe` removes is dropped; nothing else changes: no-break spaces,
    joiners, soft hyphens and combining marks stay.
    """
    lines = _LINE_END.sub("\n", text)
    safe = xml_safe(lines)
    return safe, len(lines) - len(safe)


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one blank and none at the ends."""
    return " ".join(text.split())


def search_key(text: str) -> str:
    """Return what two spellings of the same word share: NFKD, no combining marks, case folded."""
    decomposed = unicodedata.normalize("NFKD", text)
    for char in set(decomposed):  # a passage has few different characters
        if unicodedata.combining(char):
            decomposed = decomposed.replace(char, "")
    return decomposed.casefold()
