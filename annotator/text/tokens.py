"""Words and signs of a text, with the key by which two spellings of one word are known to be the same.

White space is no token, but a line end is: it divides paragraphs. Scripts written without blanks (Chinese,
Japanese, Thai, Lao, Burmese, Khmer) give one token for each character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

NEWLINE = "\n"
SENTENCE_BORDER = 3  # see `Tokens.border`
LONGEST_SENTENCE = 300  # tokens; a bound keeps texts without full stops quick

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Signs inside words that `\w` leaves out: combining marks, joiners, soft hyphen. The vowel signs of the Indic
# scripts are tokens of their own: whatever others take for a word there, it is made of whole tokens.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_LETTER = rf"[^\W\d_{_UNSPACED}{_MARKS}]"
_INNER = rf"[^\W_{_UNSPACED}{_MARKS}]"
_TOKEN = re.compile(
    rf"""
      \d+                                                         # 1,250.5 is five tokens: one may change
    | {_LETTER}{_INNER}*(?:(?:[{_MARKS}]+|['’ʼ＇](?={_LETTER})){_INNER}*)*
    | [{_MARKS}]+{_INNER}*(?:[{_MARKS}]+{_INNER}*)*
    | \n\s*                                                       # one paragraph end, however many lines
    | \.{{2,}} | -{{2,}} | '' | ``                                # what typewriters have for … — “ ”
    | \S
    """,
    re.VERBOSE,
)
# U+0307 is what İ leaves behind when its case is folded; ı and i are one letter in capitals
_IGNORED = dict.fromkeys(map(ord, "\u0307\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))
_SIGNS = {
    **dict.fromkeys(("''", "``", *"‘’‚‛“”„‟«»‹›'`´＂′″「」『』〝〞＇"), '"'),
    **dict.fromkeys(("--", "---", *"‐‑‒–—―−－"), "-"),
    "…": "...",
    "..": "...",
    "....": "...",
}  # fmt: skip
_APOSTROPHES = {ord(char): "'" for char in "’ʼ＇"} | {ord("ı"): "i"}

_FINAL = frozenset(".!?...。！？．؟۔।॥။។…")
_INSIDE = frozenset(".,:-")
_CLAUSE = frozenset(",;:-،؛、；：，()[]（）")
_CLOSING = frozenset('")]}）】〕')


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of `text` in order: token n is `text[starts[n]:ends[n]]`, known by `keys[n]`."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]

    def __len__(self) -> int:
        return len(self.keys)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of tokens that share a character with `start` to `end`; it may be empty."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def border(self, index: int) -> int:
        """Return how strong the border before token `index` is.

        4 between paragraphs, 3 between sentences, 1 at a comma or bracket, 0 inside a phrase.
        """
        keys = self.keys
        if index <= 0 or index >= len(keys):
            return 4
        before, after = keys[index - 1], keys[index]
        if NEWLINE in (before, after):
            return 4
        if before in _FINAL:
            return 0 if after in _FINAL or self._closes(index) or self._goes_on(index) else 3
        if index > 1 and keys[index - 2] in _FINAL and self._closes(index - 1):
            return 3
        if before in _CLAUSE and not self._goes_on(index):
            return 1
        return 0

    def _goes_on(self, index: int) -> bool:
        """Tell whether a stop or comma stands inside a word or number: "1.5", "example.org"."""
        return self.keys[index - 1] in _INSIDE and self._clings(index) and is_word(self.keys[index])

    def sentence_start(self, index: int) -> int:
        """Return the token at which the sentence of token `index` starts; it looks only so far back."""
        most = index - LONGEST_SENTENCE
        while index > most and self.border(index) < SENTENCE_BORDER:
            index -= 1
        return index

    def sentence_end(self, index: int) -> int:
        """Return the first token from `index` on at which another sentence starts; it looks only so far."""
        most = index + LONGEST_SENTENCE
        while index < most and self.border(index) < SENTENCE_BORDER:
            index += 1
        return index

    def _closes(self, index: int) -> bool:
        """Tell whether a token is a closing mark; a quotation mark that opens clings to the next word."""
        if self.keys[index] not in _CLOSING or not self._clings(index):
            return False
        return index + 1 == len(self.keys) or not self._clings(index + 1) or not is_word(self.keys[index + 1])

    def _clings(self, index: int) -> bool:
        return self.ends[index - 1] == self.starts[index]


def tokenise(text: str) -> Tokens:
    """Return the tokens of `text`; offsets are code points."""
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    known: dict[str, str] = {}
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        key = known.get(word)
        if key is None:
            key = known[word] = token_key(word)
        starts.append(start)
        ends.append(end)
        keys.append(key)
    return Tokens(text, starts, ends, keys)


def token_key(word: str) -> str:
    """Return what spellings of one token share: without case and kinds of quotation mark and dash."""
    if word.isspace():
        return NEWLINE
    if word.isascii():
        return _SIGNS.get(word) or word.lower()
    sign = _SIGNS.get(word)
    if sign:
        return sign
    plain = unicodedata.normalize("NFKC", word.translate(_APOSTROPHES)).casefold().translate(_IGNORED)
    return _SIGNS.get(plain) or plain or word


def is_word(key: str) -> bool:
    """Tell whether a token with this key is a word or number, not a sign or line end."""
    return key[0].isalnum() or key[-1].isalnum()
