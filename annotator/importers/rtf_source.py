"""The surface of RTF: its tokens, its groups, and which letters its bytes stand for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z']))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\'?"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEXT_BRACE = re.compile(r"[{}]|\\bin(\d{1,9}) ?|\\.", re.DOTALL)

# Windows character sets by \fcharset, from the RTF specification 1.9.1; 0 and 1 mean the document's own
_CHARSETS = dict(
    (
        *((77, "mac-roman"), (128, "cp932"), (129, "cp949"), (130, "johab"), (134, "gbk"), (136, "cp950")),
        *((161, "cp1253"), (162, "cp1254"), (163, "cp1258"), (177, "cp1255"), (178, "cp1256")),
        *((186, "cp1257"), (204, "cp1251"), (222, "cp874"), (238, "cp1250"), (254, "cp437"), (255, "cp437")),
    )
)
SYMBOL_CHARSET = 2
_CODE_PAGES = {10000: "mac-roman", 65001: "utf-8", 936: "gbk"}
DOCUMENT_CODE_PAGES = {"ansi": "cp1252", "mac": "mac-roman", "pc": "cp437", "pca": "cp850"}


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    BYTE = auto()
    SIGN = auto()
    OPEN = auto()
    CLOSE = auto()
    TEXT = auto()


class Token(NamedTuple):
    """One token: a control word with its number, one byte in hex, a control sign, a brace, or text.

    Attributes:
        end: where in the source the next token begins.
    """

    kind: Kind
    text: str
    number: int | None
    end: int


class RtfSource:
    """The text of an RTF file, one character per byte."""

    def __init__(self, text: str) -> None:
        self.text = text

    def tokens(self, start: int, end: int) -> Generator[Token, int | None, None]:
        """Yield the tokens from `start` to `end`; send a position to go on from there."""
        position = start
        while position < end and (found := _TOKEN.match(self.text, position)):
            token = _token(found)
            if token is None:
                position = found.end()
                continue
            if token.text == "bin" and token.kind is Kind.WORD:  # so many bytes that are no RTF
                position = found.end() + max(token.number or 0, 0)
                continue
            position = found.end()
            jump = yield token
            if jump is not None:
                position = jump

    def end_of_group(self, position: int) -> int:
        """Return where the closing brace of the group around `position` is, or the end of the file."""
        depth = 0
        for_search = _NEXT_BRACE.search
        while found := for_search(self.text, position):
            position = found.end()
            if found[1] is not None:
                position += int(found[1])
            elif found[0] == "{":
                depth += 1
            elif found[0] == "}":
                if not depth:
                    return found.start()
                depth -= 1
        return len(self.text)


def _token(found: re.Match[str]) -> Token | None:
    end = found.end()
    word: str | None = found["word"]
    if (word := found["word"]) is not None:
        number = found["number"]
        return Token(Kind.WORD, word, int(number) if number else None, end)
    if (text := found["text"]) is not None:
        return Token(Kind.TEXT, text, None, end)
    if (brace := found["brace"]) is not None:
        return Token(Kind.OPEN if brace == "{" else Kind.CLOSE, brace, None, end)
    if (digits := found["hex"]) is not None:
        return Token(Kind.BYTE, chr(int(digits, 16)), None, end)
    if (sign := found["sign"]) is not None:
        return Token(Kind.SIGN, sign, None, end)
    return None


def charset_codec(charset: int, document: str) -> str:
    """Return the codec of a font's character set; `document` is that of the whole file."""
    if charset == 0:
        return "cp1252"
    return _CHARSETS.get(charset, document)


def code_page_codec(number: int, otherwise: str) -> str:
    """Return the codec of a Windows code page by its number."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return otherwise
    return name


def joined(text: str) -> str:
    """Return text whose surrogates, which RTF writes one by one, are whole characters again."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
